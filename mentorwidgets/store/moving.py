"""Copying a whole database into another, of either kind: every row is compared, and the old one is closed for good.

Whoever saves meanwhile waits as for any other writer. After it the old database tells every server that still holds it
that it takes nothing new: what is acknowledged is always in the one that counts.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, text

from mentorwidgets.errors import StoreError
from mentorwidgets.store.engine import is_sqlite, name_of, open_engine, reading, writing
from mentorwidgets.store.faults import MOVED, plain_words
from mentorwidgets.store.files import backup_file
from mentorwidgets.store.migrations import migrate
from mentorwidgets.store.moments import now
from mentorwidgets.store.schema import METADATA, MIGRATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection, Engine, Table

_AT_ONCE = 500  # rows
_TABLES = tuple(table for table in METADATA.sorted_tables if table is not MIGRATION)
_VERBS = ("insert", "update", "delete")
_SQLITE_MARK = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'mw_moved%'"
_POSTGRES_MARK = "SELECT 1 FROM pg_trigger WHERE tgname = 'mw_moved' AND tgrelid = to_regclass('mw_program')"


class Sum(NamedTuple):
    """What one table holds: its rows, and a digest of all of them in order."""

    rows: int
    digest: str


def move(source: Path | str, target: Path | str, switch: Callable[[], None]) -> Mapping[str, Sum]:
    """Copy a database into another, compare every row, close the old one, and then ``switch`` to the new one.

    Whatever goes wrong before that leaves the old one as the one that counts; after a cut, do the same again.

    Raises:
        StoreError: either cannot be opened, the new one holds something else, or the copy differs.
    """
    with _opened(source) as old, _opened(target) as new:
        migrate(old)
        _make_ready(new)
        with writing(old, name_of(old), slow=True) as connection:
            sums = copy_rows(connection, new)
            if not was_moved(connection):
                close_for_good(connection)
        switch()
    return sums


def copy_to_file(source: Engine, target: Path) -> None:
    """Copy a database as it stands at one moment into a SQLite file, complete or not at all."""
    with plain_words(str(target)), tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
        passing = Path(scratch) / target.name
        with _opened(passing) as copy, reading(source, name_of(source), slow=True) as connection:
            migrate(copy)
            copy_rows(connection, copy)
        backup_file(passing, target)


def copy_rows(source: Connection, target: Engine) -> Mapping[str, Sum]:
    """Copy every row that ``source`` sees into an empty database whose tables are there, or leave that as it was.

    A target that holds the very same already, as after a cut, is taken as it is.

    Raises:
        StoreError: the target holds something else, or what came there is not what was sent.
    """
    sums = sums_of(source)
    with writing(target, name_of(target), slow=True) as connection:
        if any(sums_of(connection)[name].rows for name in sums):
            if sums_of(connection) != sums:
                raise StoreError(f"{name_of(target)} holds other data already.", "Name one that is empty.")
            return sums
        for table in _TABLES:
            for rows in _rows(source, table):
                connection.execute(table.insert(), rows)
    with reading(target, name_of(target), slow=True) as connection:
        differ = [name for name, found in sums_of(connection).items() if found != sums[name]]
    if differ:
        raise StoreError(f"The copy of {differ[0]} differs from what was sent.", "Nothing was moved.")
    return sums


def sums_of(connection: Connection) -> dict[str, Sum]:
    """Return what each table holds, such that two databases with the same rows give the same."""
    return {table.name: _sum(connection, table) for table in _TABLES}


def close_for_good(connection: Connection) -> None:
    """Let a database refuse whatever anybody writes into it from now on; it can be read as before."""
    if not is_sqlite(connection):
        connection.exec_driver_sql(
            "CREATE FUNCTION mw_moved() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MOVED}' USING ERRCODE = 'MW001'; END $$"
        )
    for table in _TABLES:
        if is_sqlite(connection):
            for verb in _VERBS:
                connection.exec_driver_sql(
                    f"CREATE TRIGGER mw_moved_{table.name}_{verb} BEFORE {verb} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, '{MOVED}'); END"
                )
        else:
            connection.exec_driver_sql(
                f"CREATE TRIGGER mw_moved BEFORE {' OR '.join(_VERBS)} ON {table.name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION mw_moved()"
            )


def was_moved(connection: Connection) -> bool:
    """Whether this database was closed because all of it lies elsewhere."""
    place = _SQLITE_MARK if is_sqlite(connection) else _POSTGRES_MARK
    return connection.execute(text(place)).first() is not None


@contextmanager
def _opened(where: Path | str) -> Iterator[Engine]:
    engine = open_engine(where)
    try:
        yield engine
    finally:
        engine.dispose()


def rows_in(sums: Mapping[str, Sum]) -> int:
    """Return how many rows there are in all tables."""
    return sum(found.rows for found in sums.values())


def _make_ready(engine: Engine) -> None:
    """Make the tables; a SQLite file that was left for another database before is kept as a backup, and begun anew."""
    if is_sqlite(engine):
        with writing(engine, name_of(engine)) as connection:
            left = was_moved(connection)
        if left:
            file = Path(name_of(engine))
            kept = file.parent / "backups" / f"{file.name}.left-{now()[:19].replace(':', '')}"
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            backup_file(file, kept)
            with writing(engine, name_of(engine)) as connection:
                METADATA.drop_all(connection)
    migrate(engine)


def _sum(connection: Connection, table: Table) -> Sum:
    number, digest = 0, hashlib.sha256()
    for rows in _rows(connection, table):
        number += len(rows)
        for row in rows:
            digest.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))
    return Sum(number, digest.hexdigest())


def _rows(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
    for rows in connection.execute(query).mappings().partitions():
        yield [dict(row) for row in rows]
