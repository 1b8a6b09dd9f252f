"""Backup and restore of a library's whole folder as one file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path, PurePosixPath

from mentorwidgets import __version__
from mentorwidgets._disk import is_unfinished, trouble, write_atomically
from mentorwidgets.errors import ArchiveError, DatabaseDamagedError, MentorWidgetsError
from mentorwidgets.folder import Folder, scratch
from mentorwidgets.workbook import open_database, open_store

_DATABASE = "mentorwidgets.sqlite3"
_LABEL = "mentorwidgets-backup.json"
_ROOMS = ("rosters", "workbooks")
_KEY = "secret/links"  # without it no personal link would open anything after a restore
_MOST_BYTES = 20 * 1024**3


def back_up(folder: Folder, target: Path) -> int:
    """Write database, rosters, workbooks and what links are made with into one zip file, complete or not at all.

    People may go on working meanwhile: the database is copied as it stood at one moment, one of PostgreSQL into a file
    of SQLite. What keeps people signed in is left out. Returns the number of files.

    Raises:
        StoreError: the database cannot be copied, or the target cannot be written.
    """
    with scratch() as room:
        copy, archive = room / _DATABASE, room / "backup.zip"
        with open_store(folder) as store:
            store.backup(copy)
        files = [(copy, _DATABASE), *((file, _name(folder, file)) for file in _kept(folder))]
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
            bundle.writestr(_LABEL, json.dumps({"program": "mentorwidgets", "version": __version__}))
            for file, name in files:
                bundle.write(file, name)
        write_atomically(target.resolve(), archive.read_bytes())
    return len(files)


def bring_back(source: Path, target: Path) -> int:
    """Make a folder from a backup, its database as a file in it, and return the number of files.

    Raises:
        ArchiveError: the file is no backup of ours, is damaged, or the folder is not empty.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ArchiveError(f"{target} is not empty.", "Name a folder that does not exist yet: nothing is overwritten.")
    try:
        with zipfile.ZipFile(source) as bundle:
            names = _checked(bundle, source)
            _check_database(bundle, source)
            folder = Folder(target, create=True)
            for name in names:
                _extract(bundle, name, folder)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        if isinstance(error, MentorWidgetsError):
            raise
        if told := trouble(error, str(target)):
            raise told from error
        raise ArchiveError(
            f"{source} cannot be read as a backup.", "Use a file made by 'mentorwidgets backup'."
        ) from error
    with open_database(folder.database_file):
        return len(names)


def _kept(folder: Folder) -> list[Path]:
    rooms = (folder.path / room for room in _ROOMS)
    found = [folder.path / _KEY, *(file for room in rooms for file in room.rglob("*"))]
    return sorted(file for file in found if file.is_file() and not file.is_symlink() and not is_unfinished(file.name))


def _name(folder: Folder, file: Path) -> str:
    return file.relative_to(folder.path).as_posix()


def _checked(bundle: zipfile.ZipFile, source: Path) -> list[str]:
    names = [info.filename for info in bundle.infolist() if info.filename != _LABEL]
    ours = _LABEL in bundle.namelist() and _DATABASE in names
    if not ours or not all(_is_safe(name) for name in names):
        raise ArchiveError(f"{source} is not a backup of mentorwidgets.", "Use a file made by 'mentorwidgets backup'.")
    if bundle.testzip() is not None or sum(info.file_size for info in bundle.infolist()) > _MOST_BYTES:
        raise ArchiveError(f"{source} is damaged.", "Use another backup. Nothing was changed.")
    return names


def _check_database(bundle: zipfile.ZipFile, source: Path) -> None:
    """Look at the database before anything is made: a folder is brought back whole or not at all."""
    from mentorwidgets.store import check_backup

    with scratch() as room:
        try:
            check_backup(Path(bundle.extract(_DATABASE, room)))
        except DatabaseDamagedError as error:
            raise ArchiveError(f"{source} holds no sound database of ours.", "Use another backup.") from error


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name
    return inside and (name in {_DATABASE, _KEY} or path.parts[0] in _ROOMS)


def _extract(bundle: zipfile.ZipFile, name: str, folder: Folder) -> None:
    target = folder.path.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(target, bundle.read(name))
