"""Opening a database, SQLite or PostgreSQL, and its two kinds of transaction: reading and writing.

SQLite: every writing transaction begins IMMEDIATE, since one that begins by reading and then writes fails with
"database is locked" in spite of any patience; WAL with FULL sync loses nothing that was acknowledged
(sqlite.org/pragma.html). PostgreSQL: writers queue on one advisory lock, so places in the history are given and
committed in one order, and a page that asks "what is new since 41" never misses a slower 40. One lock cannot deadlock;
group commits make up for the queue.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, create_engine, event
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from mentorwidgets.errors import StoreError
from mentorwidgets.store import disks
from mentorwidgets.store.addresses import shown, url_of
from mentorwidgets.store.faults import THE_DATABASE, plain_words
from mentorwidgets.store.postgres import open_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.pool import ConnectionPoolEntry

PATIENCE = 10.0  # seconds to wait for another writer


def open_engine(where: Path | str, patience: float = PATIENCE) -> Engine:
    """Connect to the database at ``where``: a SQLite file, made if absent, or a SQLAlchemy URL.

    Raises:
        StoreError: with one class for each cause; nothing was changed in a file that is not ours.
    """
    url = url_of(where)
    if url.get_backend_name() == "postgresql":
        return open_postgres(url, patience)
    return _sqlite(Path(url.database or ""), patience)


def name_of(engine: Engine) -> str:
    """Return what messages call this database: a file's path, or a URL without its password."""
    return shown(engine.url)


def is_sqlite(bind: Engine | Connection) -> bool:
    """Whether this is an embedded database, a file."""
    return bind.dialect.name == "sqlite"


@contextmanager
def reading(engine: Engine, where: str = THE_DATABASE, *, slow: bool = False) -> Iterator[Connection]:
    """Give a connection whose reads all see one state.

    Args:
        engine: the database.
        where: what errors call it; where it is named, they also say what it complained of.
        slow: much is read at once, and a server's answer may take its time.
    """
    with plain_words(where), engine.connect() as connection:
        connection.execution_options(mw_slow=slow)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, where: str = THE_DATABASE, *, slow: bool = False) -> Iterator[Connection]:
    """Give a connection that alone may write until the block ends; commits then, or rolls back on any error.

    The arguments are those of `reading`.
    """
    with plain_words(where), engine.connect() as connection:
        connection.execution_options(mw_writes=True, mw_slow=slow)
        with connection.begin():
            yield connection


def upsert(connection: Connection, table: Table) -> Any:
    """Return the statement that inserts a row of ``table``, or replaces the one with the same primary key."""
    new = insert_or(connection, table)
    names = [column.name for column in table.primary_key]
    rest = {column.name: new.excluded[column.name] for column in table.c if column.name not in names}
    return new.on_conflict_do_update(index_elements=names, set_=rest)


def insert_or(connection: Connection, table: Table) -> Any:
    """Return the insert of this database that can say what happens when the row is there already."""
    return sqlite_insert(table) if is_sqlite(connection) else postgres_insert(table)


def _sqlite(path: Path, patience: float) -> Engine:
    with plain_words(str(path)):
        disks.refuse_network(path)
        disks.make_private(path)
    real = path.resolve()
    engine = create_engine(URL.create("sqlite", database=str(path)), creator=partial(_connected, real, patience))
    event.listen(engine, "connect", partial(_sqlite_connects, real))
    event.listen(engine, "begin", partial(_sqlite_begins, real))
    return engine


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file, which must be there: an empty one in the place of a deleted one would look like lost data."""
    uri = f"{path.as_uri()}?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)


def _sqlite_connects(path: Path, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    record.info["file"] = disks.identity(path)


def _sqlite_begins(path: Path, connection: Connection) -> None:
    writes = connection.get_execution_options().get("mw_writes")
    if writes and connection.info["file"] != disks.identity(path):  # what we would write, nobody would find again
        connection.invalidate()
        raise StoreError("The database was moved or deleted while it was open.", "Put it back, or start again.")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
