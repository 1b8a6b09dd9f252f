"""Numbered changes of the tables."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sqlalchemy

from mentorwidgets.errors import StoreError
from mentorwidgets.store import Store, migrations
from mentorwidgets.store.engine import open_engine, reading, writing
from mentorwidgets.store.schema import METADATA

COLUMN = "ALTER TABLE mw_program ADD COLUMN colour TEXT"


def steps(*statements):
    """The real migrations and one more that runs these statements."""

    def run(connection):
        for statement in statements:
            connection.exec_driver_sql(statement)

    return [*migrations.MIGRATIONS, migrations.Migration(len(migrations.MIGRATIONS) + 1, "colours", run)]


def columns(engine):
    """Names of a table's columns as they are in the database."""
    return [column["name"] for column in sqlalchemy.inspect(engine).get_columns("mw_program")]


@pytest.fixture
def engine(store, address):
    """A second connection to the database of `store`."""
    opened = open_engine(address)
    yield opened
    opened.dispose()


def test_tables_are_as_the_schema_says(engine):
    """Migrations and schema.py agree on every table, column, key and whether a column may be empty."""
    with reading(engine) as connection:
        inspector = sqlalchemy.inspect(connection)
        assert set(inspector.get_table_names()) == set(METADATA.tables)
        for name, table in METADATA.tables.items():
            found = {column["name"]: column["nullable"] for column in inspector.get_columns(name)}
            assert found == {column.name: column.nullable for column in table.columns}
            assert inspector.get_pk_constraint(name)["constrained_columns"] == [key.name for key in table.primary_key]


def test_numbers_count_from_one():
    """Migrations are numbered without a gap, in order."""
    assert [step.number for step in migrations.MIGRATIONS] == list(range(1, len(migrations.MIGRATIONS) + 1))


def test_a_migration_runs_once(engine):
    """What ran is remembered with the version of the program."""
    migrations.migrate(engine, steps(COLUMN))
    migrations.migrate(engine, steps(COLUMN))
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("SELECT number, what, release FROM mw_migration ORDER BY number").all()
    assert rows[-1] == (len(migrations.MIGRATIONS) + 1, "colours", "0.1.0")
    assert "colour" in columns(engine)


def test_who_comes_second_finds_it_done(engine):
    """A process that wanted the same migration, and waited for its turn, leaves what the first one made."""
    with writing(engine) as connection:
        migrations._run(connection, migrations.MIGRATIONS[0])
    with reading(engine) as connection:
        assert migrations.schema_number(connection) == len(migrations.MIGRATIONS)


def test_a_failed_migration_leaves_nothing(engine, store):
    """A migration that fails half way is wholly undone, and the older program still works."""
    with pytest.raises(StoreError):
        migrations.migrate(engine, steps(COLUMN, "SELECT nonsense"))
    assert "colour" not in columns(engine)
    assert store.program("oak").name == "Oak County"


def test_a_migration_is_after_a_backup(on_file, file):
    """What was there before stands beside the database, whole."""
    engine = open_engine(file)
    migrations.migrate(engine, steps(COLUMN))
    engine.dispose()
    with Store.open(file.parent / "backups" / f"library.sqlite3.schema-{len(migrations.MIGRATIONS)}") as before:
        assert before.program("oak").name == "Oak County"
        assert "colour" not in columns(before._engine)


def test_a_new_database_needs_no_backup(file):
    """There is nothing to keep before the first migration."""
    Store.open(file).close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_many_processes_open_a_new_database(file):
    """Processes that start together make the tables once."""
    code = f"from pathlib import Path; from mentorwidgets.store import Store; Store.open(Path({str(file)!r})).close()"
    work = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[1] for process in work] == ["", "", ""]


@pytest.mark.parametrize("table", ["mw_history", "mw_roster_history"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'nobody'", "DELETE FROM {}"])
def test_history_only_grows(store, engine, op, person, table, statement):
    """The database itself refuses to change or take away what once came in."""
    store.apply(op("note/a", 1), "Ana")
    store.set_roster("oak", [person("Ana")], "Ana")
    with pytest.raises(sqlalchemy.exc.DBAPIError, match="only grows"), engine.connect() as connection:
        connection.execution_options(mw_writes=True).exec_driver_sql(statement.format(table))
