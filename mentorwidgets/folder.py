"""A library's folder: where everything it owns lies. Deleting the folder deletes everything.

=======================  ======================================================================
``mentorwidgets.sqlite3``  the database: programs, people, answers, history
``database.toml``          the address of the PostgreSQL that holds them instead, if one does
``rosters/``               the roster files as they were taken in
``workbooks/<program>/``   the notebooks of each program
``backups/``               copies of the database made before it was changed by a new version
``security/``              who came in, who left and who was refused, a file for each month of a year
``secret/``                what keeps people signed in, and what links are made with (only that is in a backup)
=======================  ======================================================================
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mentorwidgets._disk import said, sweep, sweep_all, unfinished, write_atomically
from mentorwidgets.errors import ProgramError

_SCRATCH = "mentorwidgets-scratch-"
DATABASE_VARIABLE = "MENTORWIDGETS_DATABASE"
_ROOMS = (".", "rosters", "rosters/mappings", "backups", "bundles", "secret")
_ADDRESS_FILE = "database.toml"
_ADDRESS = "# Where the data of this folder lies. To change it: mentorwidgets move-to FOLDER ADDRESS\naddress = {}\n"


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
        if create:
            _make(self.path)
        elif not self.path.is_dir():
            raise ProgramError(f"There is no folder {path}.", "Make one with: mentorwidgets add FOLDER --program ...")
        elif not self.has_database():
            raise ProgramError(
                f"{path} is not a mentorwidgets folder: it holds no database.",
                "Name the folder that you gave to 'mentorwidgets add' or 'mentorwidgets demo'.",
            )
        for room in _ROOMS:
            sweep(self.path / room)

    def tidy(self) -> None:
        """Take away what killed runs had begun to write anywhere in the folder; opening it looks into few rooms."""
        sweep_all(self.path)

    @property
    def database(self) -> Path | str:
        """Which database to open: the folder's own, unless MENTORWIDGETS_DATABASE names another for this run."""
        return self.elsewhere or self.own_database or self.database_file

    @property
    def database_file(self) -> Path:
        """The SQLite file, where the data lies or would lie if it is on no server."""
        return self.path / "mentorwidgets.sqlite3"

    @property
    def elsewhere(self) -> str:
        """What the environment variable MENTORWIDGETS_DATABASE names for this run; empty without it."""
        return os.environ.get(DATABASE_VARIABLE, "").strip()

    @property
    def own_database(self) -> Path | str | None:
        """The database that the folder itself names, an address or its SQLite file; None when it has none yet.

        Raises:
            ProgramError: what the folder says cannot be understood.
        """
        file = self.path / _ADDRESS_FILE
        if file.is_file():
            return _address_in(file)
        return self.database_file if self.database_file.is_file() else None

    def use_database(self, address: str) -> None:
        """Let every command use the database at this address from now on; an empty one: the SQLite file."""
        file = self.path / _ADDRESS_FILE
        if address:
            write_atomically(file, _ADDRESS.format(json.dumps(address)).encode())
        else:
            file.unlink(missing_ok=True)

    def has_database(self) -> bool:
        """Whether there is a database already."""
        return bool(self.elsewhere) or self.own_database is not None

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

    @property
    def secrets(self) -> Path:
        """Where secrets are, and what else is for the server alone."""
        return self._room("secret")

    def secret(self, name: str) -> bytes:
        """Return 32 random bytes that stay the same from start to start, made on first use in a 0600 file."""
        file = self.secrets / name
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
    with said("A file on the way"):
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


def _address_in(file: Path) -> str:
    try:
        address = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("address")
    except (ValueError, OSError):
        address = None
    if not isinstance(address, str) or "://" not in address:
        raise ProgramError(
            f"{file} does not say which database this folder uses.",
            'Write one line: address = "postgresql+psycopg://user@host/name"',
        )
    return address


def _write_once(file: Path, data: bytes) -> None:
    # Of several servers that begin together the first one makes the secret, and all of them use it.
    with said(file.name), unfinished(file.parent, data) as beside:
        try:
            os.link(beside, file)
        except FileExistsError:
            pass  # another one was faster
        except OSError:  # a disk without links
            beside.replace(file)


def _make(path: Path) -> None:
    with said(f"The folder {path}"):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
