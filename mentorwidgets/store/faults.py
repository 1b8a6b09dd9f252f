"""What databases and disks complain of, said in our words; each cause has an error of its own."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import exc

from mentorwidgets._disk import TROUBLES
from mentorwidgets.errors import (
    DatabaseAwayError,
    DatabaseDamagedError,
    DatabaseLockedError,
    DatabaseMovedError,
    DiskFullError,
    ReadOnlyFolderError,
    StoreError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

THE_DATABASE = "the database"
"""What visitors are told of: which one it is, and where, concerns them as little as what it complained of."""

MOVED = "mw moved"
"""What a database says to whoever writes there after its data went elsewhere; PostgreSQL also by a SQLSTATE."""

_MADE: dict[type[StoreError], tuple[str, str]] = {
    DiskFullError: (
        "The disk with {where} has no room left, so nothing could be saved.",
        "Free some space and try again; what was saved before is safe.",
    ),
    ReadOnlyFolderError: (
        "{Where} cannot be written.",
        "Ask for the right to write there, or use another folder; what was saved before is safe.",
    ),
    DatabaseLockedError: ("Another program holds {where}.", "Close the other program, or wait a little and try again."),
    DatabaseDamagedError: (
        "{Where} is damaged, or is not a database.",
        "Nothing was changed in it. Restore your latest backup with 'mentorwidgets restore'.",
    ),
    DatabaseAwayError: (
        "{Where} does not answer at the moment{detail}.",
        "Please try again in a minute; what was saved before is safe.",
    ),
    DatabaseMovedError: (
        "{Where} takes nothing new any more: all of it was moved to another one.",
        "Whoever runs the server starts it again, and it finds the new one.",
    ),
    StoreError: ("{Where} does not answer as it should{detail}.", "Try again; what was saved before is safe."),
}
_SQLITE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_FULL: DiskFullError,
    sqlite3.SQLITE_IOERR_SHMSIZE: DiskFullError,  # no room for the file that SQLite keeps beside the database
    sqlite3.SQLITE_READONLY: ReadOnlyFolderError,
    sqlite3.SQLITE_CANTOPEN: ReadOnlyFolderError,
    sqlite3.SQLITE_PERM: ReadOnlyFolderError,
    sqlite3.SQLITE_BUSY: DatabaseLockedError,
    sqlite3.SQLITE_LOCKED: DatabaseLockedError,
    sqlite3.SQLITE_CORRUPT: DatabaseDamagedError,
    sqlite3.SQLITE_NOTADB: DatabaseDamagedError,
}
_POSTGRES: dict[str, type[StoreError]] = {  # by SQLSTATE
    "53100": DiskFullError,
    "25006": ReadOnlyFolderError,
    "42501": ReadOnlyFolderError,
    "55P03": DatabaseLockedError,
    "40P01": DatabaseLockedError,
    "57014": DatabaseAwayError,  # a statement that took too long
    "53300": DatabaseAwayError,  # full of others
    "MW001": DatabaseMovedError,
    "XX001": DatabaseDamagedError,
    "XX002": DatabaseDamagedError,
}
_AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)


@contextmanager
def plain_words(where: str = "the database") -> Iterator[None]:
    """Turn what the database and the disk raise into a StoreError whose words name ``where``.

    What was complained of is in these words only where whoever opens the database reads them; else it is in the log,
    as the error's cause: a driver speaks of hosts, ports and users.
    """
    try:
        yield
    except StoreError:
        raise
    except (exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise store_error(kind_of(error), where, _detail(error) if _is_told(error, where) else "") from error


def store_error(kind: type[StoreError], where: str, detail: str = "") -> StoreError:
    """Make an error of that kind, with both its sentences."""
    what, mend = _MADE[kind]
    detail = f" ({detail})" if detail else ""
    begins = "The database" if where == THE_DATABASE else where
    return kind(what.format(where=where, Where=begins, detail=detail), mend)


def kind_of(error: BaseException) -> type[StoreError]:
    """Which of our errors a database's or the disk's error is."""
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, sqlite3.Error):
        if str(inner) == MOVED:
            return DatabaseMovedError
        code = getattr(inner, "sqlite_errorcode", 0)
        return _SQLITE.get(code) or _SQLITE.get(code & 0xFF, StoreError)
    if isinstance(inner, OSError):
        return TROUBLES.get(inner.errno or 0, StoreError)
    state = getattr(inner, "sqlstate", None) or ""
    if state.startswith(("08", "57P")) or (not state and isinstance(error, _AWAY)):
        return DatabaseAwayError
    return _POSTGRES.get(state, StoreError)


def _is_told(error: BaseException, where: str) -> bool:
    inner = getattr(error, "orig", None) or error
    return where != THE_DATABASE or isinstance(inner, sqlite3.Error | OSError)


def _detail(error: BaseException) -> str:
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, OSError) and inner.strerror:
        return inner.strerror
    return str(inner).strip().partition("\n")[0].rstrip(".")
