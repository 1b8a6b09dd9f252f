"""Numbered changes of the tables, each in one transaction, after a backup of what is there.

A migration is written once and never changed: it says what the tables were at its time, in plain SQL. PostgreSQL has
its own way of backups (pg_dump); there a failed migration leaves nothing behind, since the transaction covers it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import inspect, select, text

import mentorwidgets
from mentorwidgets.errors import DatabaseDamagedError, NewerDatabaseError, StoreError
from mentorwidgets.store.engine import is_sqlite, name_of, reading, writing
from mentorwidgets.store.faults import plain_words, store_error
from mentorwidgets.store.files import backup_file
from mentorwidgets.store.moments import iso, now
from mentorwidgets.store.schema import APPLICATION_ID, MIGRATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine


class Migration(NamedTuple):
    """One numbered change of the tables."""

    number: int
    what: str
    run: Callable[[Connection], None]


MIGRATIONS: list[Migration] = []


def migration(number: int, what: str) -> Callable[[Callable[[Connection], None]], Callable[[Connection], None]]:
    """Register the decorated function as migration ``number``; the numbers count from 1 without a gap."""

    def register(run: Callable[[Connection], None]) -> Callable[[Connection], None]:
        MIGRATIONS.append(Migration(number, what, run))
        return run

    return register


def migrate(engine: Engine, migrations: Sequence[Migration] = ()) -> None:
    """Bring a database up to date, or leave it wholly as it was.

    Raises:
        NewerDatabaseError: a newer version of this program wrote it.
        DatabaseDamagedError: it is damaged, or another program's.
    """
    steps = migrations or MIGRATIONS
    with plain_words(name_of(engine)):
        done = _inspected(engine, len(steps))
        if is_sqlite(engine):
            _keep_log(engine)
        if 0 < done < len(steps) and is_sqlite(engine):
            _back_up(Path(name_of(engine)), done)
        for step in steps[done:]:
            with writing(engine, name_of(engine), slow=True) as connection:
                _run(connection, step)


def schema_number(connection: Connection) -> int:
    """Return the number of the last migration that ran, 0 when none did."""
    if not inspect(connection).has_table(MIGRATION.name):
        return 0
    return max(connection.scalars(select(MIGRATION.c.number)), default=0)


def _inspected(engine: Engine, known: int) -> int:
    with reading(engine, name_of(engine)) as connection:
        number = schema_number(connection)
        if is_sqlite(engine):
            _refuse_strange(connection, name_of(engine), number)
        elif (encoding := connection.scalar(text("SHOW server_encoding"))) != "UTF8":
            raise StoreError(
                f"The database keeps letters as {encoding}, which lacks many.",
                "Make one with: createdb --encoding=UTF8 --template=template0 NAME",
            )
        if number > known:
            release = connection.scalar(select(MIGRATION.c.release).order_by(MIGRATION.c.number.desc()))
            raise NewerDatabaseError(
                f"{name_of(engine)} was written by mentorwidgets {release} (schema {number}); "
                f"this is mentorwidgets {mentorwidgets.__version__} (schema {known}).",
                "Install the newer version: pip install --upgrade mentorwidgets. Nothing was changed.",
            )
    return number


def _refuse_strange(connection: Connection, name: str, number: int) -> None:
    if str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()) != "ok":
        raise store_error(DatabaseDamagedError, name)
    foreign = connection.exec_driver_sql("PRAGMA application_id").scalar() not in (0, APPLICATION_ID)
    if foreign or (number == 0 and inspect(connection).get_table_names()):
        raise DatabaseDamagedError(
            f"{name} is the database of another program.", "Nothing was changed in it. Choose another file."
        )


def _back_up(path: Path, number: int) -> None:
    folder = path.parent / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    backup_file(path, folder / f"{path.name}.schema-{number}")


def _keep_log(engine: Engine) -> None:
    with engine.connect() as connection:  # not inside a transaction, where the journal cannot change
        mode = connection.connection.cursor().execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != ("wal",):
        raise StoreError(
            f"The disk with {name_of(engine)} does not keep SQLite's write-ahead log.",
            "Use a folder on this computer's own disk.",
        )


def _run(connection: Connection, step: Migration) -> None:
    if schema_number(connection) >= step.number:
        return  # another process was quicker
    step.run(connection)
    row = {"number": step.number, "what": step.what, "release": mentorwidgets.__version__, "at": now()}
    connection.execute(MIGRATION.insert(), row)


@migration(1, "programs, people, fields and their history")
def _first(connection: Connection) -> None:
    c = "" if is_sqlite(connection) else ' COLLATE "C"'
    for statement in _TABLES.replace("{c}", c).split(";"):
        connection.execute(text(statement))
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        for statement in _sqlite_guards("mw_history", "mw_roster_history"):
            connection.exec_driver_sql(statement)
    else:
        connection.exec_driver_sql(_POSTGRES_GUARDS)


@migration(2, "personal links, ended sessions, who read what, and whose change it was")
def _doors(connection: Connection) -> None:
    c = "" if is_sqlite(connection) else ' COLLATE "C"'
    for statement in _DOORS.replace("{c}", c).split(";"):
        connection.execute(text(statement))


@migration(3, "the deeds of a program, and what a table of programs said of it")
def _deeds(connection: Connection) -> None:
    c = "" if is_sqlite(connection) else ' COLLATE "C"'
    for statement in _DEEDS.replace("{c}", c).split(";"):
        connection.execute(text(statement))
    for number, line in enumerate(sorted(_done_before(connection)), 1):
        values = dict(zip(("at", "program", "actor", "kind", "person", "told"), line, strict=True))
        connection.execute(text(_DEED), {"number": number, **values})
    if is_sqlite(connection):
        for statement in _sqlite_guards("mw_deed"):
            connection.exec_driver_sql(statement)
    else:
        connection.exec_driver_sql(_POSTGRES_GUARD)


def _done_before(connection: Connection) -> Iterator[tuple[str, ...]]:
    """What the tables already tell: rosters, and links that were made and taken back."""
    for row in connection.execute(text("SELECT number, program, actor, at FROM mw_roster_history ORDER BY number")):
        yield row.at, row.program, row.actor, "roster", "", json.dumps({"roster": row.number})
    for row in connection.execute(text(_LINKS)):
        told = json.dumps({"link": row.id})
        yield iso(float(row.made)), row.program, row.by, "link made", row.person, told
        if row.revoked:
            yield iso(float(row.revoked)), row.program, row.revoker, "link revoked", row.person, told


@migration(4, "keys of links as proofs alone, the browsers that opened them, and words of people's own")
def _privacy(connection: Connection) -> None:
    c = "" if is_sqlite(connection) else ' COLLATE "C"'
    for statement in _PRIVACY.replace("{c}", c).split(";"):
        connection.execute(text(statement))


_TABLES = """
CREATE TABLE mw_migration (
    number INTEGER PRIMARY KEY NOT NULL, what TEXT NOT NULL, release TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE mw_program (slug TEXT{c} PRIMARY KEY NOT NULL, value TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE mw_person (
    program TEXT{c} NOT NULL REFERENCES mw_program (slug), id TEXT{c} NOT NULL, value TEXT NOT NULL,
    gone INTEGER NOT NULL, PRIMARY KEY (program, id)
);
CREATE TABLE mw_roster_history (
    number BIGINT PRIMARY KEY NOT NULL, program TEXT{c} NOT NULL REFERENCES mw_program (slug), actor TEXT NOT NULL,
    at TEXT NOT NULL, change TEXT NOT NULL, earlier TEXT NOT NULL, undoes BIGINT
);
CREATE TABLE mw_field (
    worksheet TEXT{c} NOT NULL, key TEXT{c} NOT NULL, version BIGINT NOT NULL, value TEXT, author TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (worksheet, key)
);
CREATE TABLE mw_history (
    seq BIGINT PRIMARY KEY NOT NULL, op TEXT{c} NOT NULL UNIQUE, worksheet TEXT{c} NOT NULL, key TEXT{c} NOT NULL,
    value TEXT, base BIGINT NOT NULL, version BIGINT NOT NULL, outcome TEXT NOT NULL, author TEXT NOT NULL,
    actor TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL, mend TEXT NOT NULL
);
CREATE INDEX mw_history_place ON mw_history (worksheet, key, seq);
CREATE INDEX mw_history_news ON mw_history (worksheet, seq)
"""

_DOORS = """
CREATE TABLE mw_invitation (
    id TEXT{c} PRIMARY KEY NOT NULL, program TEXT{c} NOT NULL REFERENCES mw_program (slug), role TEXT NOT NULL,
    person TEXT{c} NOT NULL, name TEXT NOT NULL, made DOUBLE PRECISION NOT NULL, until DOUBLE PRECISION NOT NULL,
    "by" TEXT NOT NULL, revoked DOUBLE PRECISION NOT NULL, revoker TEXT NOT NULL DEFAULT '',
    first_used DOUBLE PRECISION NOT NULL, last_used DOUBLE PRECISION NOT NULL, uses BIGINT NOT NULL
);
CREATE INDEX mw_invitation_program ON mw_invitation (program, made);
CREATE TABLE mw_ended_session (id TEXT{c} PRIMARY KEY NOT NULL, at DOUBLE PRECISION NOT NULL);
CREATE TABLE mw_read (
    worksheet TEXT{c} NOT NULL, actor TEXT{c} NOT NULL, hour BIGINT NOT NULL, role TEXT NOT NULL,
    person TEXT{c} NOT NULL, "first" DOUBLE PRECISION NOT NULL, "last" DOUBLE PRECISION NOT NULL, times BIGINT NOT NULL,
    PRIMARY KEY (worksheet, actor, hour)
);
ALTER TABLE mw_history ADD COLUMN person TEXT{c} NOT NULL DEFAULT ''
"""

_DEEDS = """
CREATE TABLE mw_deed (
    number BIGINT PRIMARY KEY NOT NULL, program TEXT{c} NOT NULL REFERENCES mw_program (slug), actor TEXT NOT NULL,
    at TEXT NOT NULL, kind TEXT NOT NULL, person TEXT{c} NOT NULL, told TEXT NOT NULL
);
CREATE INDEX mw_deed_program ON mw_deed (program, number);
CREATE TABLE mw_said (
    program TEXT{c} NOT NULL REFERENCES mw_program (slug), source TEXT{c} NOT NULL, value TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (program, source)
)
"""

_PRIVACY = """
CREATE TABLE mw_browser (
    id TEXT{c} NOT NULL, program TEXT{c} NOT NULL, owner TEXT{c} NOT NULL, called TEXT NOT NULL,
    "first" DOUBLE PRECISION NOT NULL, "last" DOUBLE PRECISION NOT NULL, told BIGINT NOT NULL,
    opened DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (id, program, owner)
);
CREATE TABLE mw_word (
    program TEXT{c} NOT NULL REFERENCES mw_program (slug), person TEXT{c} NOT NULL, hash TEXT NOT NULL,
    made DOUBLE PRECISION NOT NULL, tries DOUBLE PRECISION NOT NULL, tried DOUBLE PRECISION NOT NULL,
    closed TEXT NOT NULL, PRIMARY KEY (program, person)
);
CREATE TABLE mw_opened (
    session TEXT{c} PRIMARY KEY NOT NULL, program TEXT{c} NOT NULL, person TEXT{c} NOT NULL,
    at DOUBLE PRECISION NOT NULL
);
ALTER TABLE mw_invitation ADD COLUMN proof TEXT NOT NULL DEFAULT '';
ALTER TABLE mw_invitation ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
ALTER TABLE mw_invitation ADD COLUMN calendar_made DOUBLE PRECISION NOT NULL DEFAULT 0
"""

_LINKS = """
SELECT id, program, person, "by", revoker, made, revoked FROM mw_invitation WHERE role <> 'guest'
"""

_DEED = (
    "INSERT INTO mw_deed (number, program, actor, at, kind, person, told) "
    "VALUES (:number, :program, :actor, :at, :kind, :person, :told)"
)

_POSTGRES_GUARD = """
CREATE TRIGGER mw_deed_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON mw_deed
    FOR EACH STATEMENT EXECUTE FUNCTION mw_only_grows()
"""

_POSTGRES_GUARDS = """
CREATE FUNCTION mw_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'history only grows'; END $$;
CREATE TRIGGER mw_history_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON mw_history
    FOR EACH STATEMENT EXECUTE FUNCTION mw_only_grows();
CREATE TRIGGER mw_roster_history_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON mw_roster_history
    FOR EACH STATEMENT EXECUTE FUNCTION mw_only_grows()
"""


def _sqlite_guards(*tables: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'history only grows'); END"
        for table in tables
        for verb in ("update", "delete")
    ]
