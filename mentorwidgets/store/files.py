"""Whole copies of a SQLite database: complete or not there at all, also while people are saving."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from mentorwidgets._disk import unfinished
from mentorwidgets.errors import DatabaseDamagedError, StoreError
from mentorwidgets.store import disks
from mentorwidgets.store.faults import plain_words, store_error
from mentorwidgets.store.schema import APPLICATION_ID


def backup_file(source: Path, target: Path) -> None:
    """Copy the database ``source`` as it stands at one moment to ``target``, replacing it, readable by its owner only.

    Raises:
        StoreError: the copy cannot be made; ``target`` is then as it was.
    """
    if source.resolve() == target.resolve():
        raise StoreError(f"{target} is the database itself.", "Give another name for the backup.")
    if target.is_dir():
        raise StoreError(f"{target} is a folder.", "Give the name of a file for the backup.")
    with plain_words(str(target)), unfinished(target.parent) as passing:
        _copy(source, passing)
        passing.replace(target)
        disks.sync_folder(target.parent)


def check_backup(path: Path) -> None:
    """Read a backup through.

    Raises:
        DatabaseDamagedError: it is damaged, or not a database of ours.
        StoreError: there is no such file.
    """
    if not path.is_file():
        raise StoreError(f"There is no file {path}.", "Give the path of a backup.")
    with plain_words(str(path)), closing(_opened(path)) as database:
        sound = database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        ours = database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    if not sound:
        raise store_error(DatabaseDamagedError, str(path))
    if not ours:
        raise DatabaseDamagedError(f"{path} is not a backup of ours.", "Choose another file.")


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as database, closing(sqlite3.connect(target)) as copy:
        database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, also readable from a folder that cannot be written
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise store_error(DatabaseDamagedError, str(source))
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
