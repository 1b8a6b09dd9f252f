"""A library's folder: where everything it owns lies. Deleting the folder deletes everything.

=======================  ======================================================================
``mentorwidgets.sqlite3``  the database: programs, people, answers, history
``rosters/``               the roster files as they were taken in
``workbooks/<program>/``   the notebooks of each program
``backups/``               copies of the database made before it was changed by a new version
``secret/``                what keeps people signed in; not part of a backup
=======================  ======================================================================
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mentorwidgets.errors import ProgramError, ReadOnlyFolderError

_SCRATCH = "mentorwidgets-scratch-"
DATABASE_VARIABLE = "MENTORWIDGETS_DATABASE"


class Folder:
    """The paths of a library's folder.

    Args:
        path: the folder.
        create: make it, readable by its owner only, when it does not exist.

    Raises:
        ProgramError: there is no such folder, or it is not a folder of ours.
        ReadOnlyFolderError: it cannot be made.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path).expanduser().resolve()
        self._database_file = self.path / "mentorwidgets.sqlite3"
        if create:
            _make(self.path)
        elif not self.path.is_dir():
            raise ProgramError(f"There is no folder {path}.", "Make one with: mentorwidgets add FOLDER --program ...")
        elif not self.has_database():
            raise ProgramError(
                f"{path} is not a mentorwidgets folder: it holds no database.",
                "Name the folder that you gave to 'mentorwidgets add' or 'mentorwidgets demo'.",
            )

    @property
    def database(self) -> Path | str:
        """The SQLite file, or the address in the environment variable MENTORWIDGETS_DATABASE."""
        return os.environ.get(DATABASE_VARIABLE) or self._database_file

    def has_database(self) -> bool:
        """Whether there is a database already."""
        return DATABASE_VARIABLE in os.environ or self._database_file.is_file()

    @property
    def rosters(self) -> Path:
        """Where the roster files are kept."""
        return self._room("rosters")

    @property
    def workbooks(self) -> Path:
        """Where the notebooks are, a folder for each program."""
        return self._room("workbooks")

    @property
    def backups(self) -> Path:
        """Where the database is copied to before a new version changes it."""
        return self._room("backups")

    def secret(self, name: str) -> bytes:
        """Return 32 random bytes that stay the same from start to start, made on first use in a 0600 file."""
        file = self._room("secret") / name
        if not file.exists():
            _write_once(file, secrets.token_bytes(32))
        return file.read_bytes()

    def _room(self, name: str) -> Path:
        room = self.path / name
        if not room.is_dir():
            _make(room)
        return room


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder for files with names of people in them, gone at the end; those of runs that were killed go first."""
    base = Path(tempfile.gettempdir())
    for left in base.glob(f"{_SCRATCH}*"):
        if _is_mine(left) and not _is_running(left.name.removeprefix(_SCRATCH).partition("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_SCRATCH}{os.getpid()}-") as folder:
        yield Path(folder)


def _is_mine(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):  # another run that begins just now was quicker
        return hasattr(os, "getuid") and path.lstat().st_uid == os.getuid()
    return False  # also where nobody can ask for a process without ending it


def _is_running(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):  # somebody else's, or no number
        return True
    return True


def write_atomically(file: Path, data: bytes) -> None:
    """Write a whole file or none: beside, flushed to disk, then renamed. The file is readable by its owner only."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _write_once(file: Path, data: bytes) -> None:
    # Of several servers that begin together the first one makes the secret, and all of them use it.
    beside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    write_atomically(beside, data)
    try:
        os.link(beside, file)
    except FileExistsError:
        pass  # another one was faster
    except OSError:  # a disk without links
        write_atomically(file, data)
    finally:
        beside.unlink()


def _make(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyFolderError(
            f"The folder {path} cannot be made: {error.strerror}.", "Choose a place where you may write."
        ) from error
