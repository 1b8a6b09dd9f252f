"""Stores on real databases: SQLite files and a PostgreSQL server of this run's own."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy

from mentorwidgets.model import Operation, Person, Program
from mentorwidgets.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAMS = "/usr/lib/postgresql/*/bin/postgres"
SHEET = "oak/pairing"
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class PostgresServer:
    """A PostgreSQL server in a folder of its own, on a Unix socket only; run as `postgres` when we are root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.folder, self._programs, self._numbers = folder, programs, itertools.count(1)
        root = os.geteuid() == 0
        if root:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if root else []
        self._run("initdb", "-D", "data", "-A", "trust", "-U", "mentor", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run(
            "pg_ctl", "-D", "data", "-w", "-l", "log", "-o", f"-k {folder} -c listen_addresses= -c fsync=off", "start"
        )

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as, str(self._programs / program), *words]
        done = subprocess.run(
            command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def new_url(self) -> str:
        """The address of an empty place."""
        name = f"place{next(self._numbers)}"
        self.say(f"CREATE SCHEMA {name}")
        return f"{self.url('postgres')}&options=-csearch_path%3D{name}"

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://mentor@/{database}?host={self.folder}"

    def say(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        engine = sqlalchemy.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def stop(self) -> None:
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def start(self) -> None:
        self._run(
            "pg_ctl",
            "-D",
            "data",
            "-w",
            "-l",
            "log",
            "-o",
            f"-k {self.folder} -c listen_addresses= -c fsync=off",
            "start",
        )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The newest PostgreSQL of this system, started once for the whole run."""
    found = sorted(Path("/").glob(PROGRAMS.lstrip("/")), key=lambda path: int(path.parts[-3]))
    other = shutil.which("postgres")
    if not found and not other:
        pytest.fail(
            "These tests need the programs of PostgreSQL. On Debian, type: sudo apt install postgresql", pytrace=False
        )
    folder = Path(tempfile.mkdtemp(prefix="mw-postgres-"))
    server = PostgresServer(found[-1].parent if found else Path(other or "").parent, folder)
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a new database may be: a file, then a place on the server."""
    if request.param == "sqlite":
        return tmp_path / "library" / "library.sqlite3"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_url()


@pytest.fixture
def store(address: Path | str) -> Iterator[Store]:
    """A store with the program `oak`, on each kind of database."""
    with Store.open(address, patience=1) as opened:
        opened.save_program(Program(slug="oak", name="Oak County"))
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a new SQLite database may be."""
    return tmp_path / "library" / "library.sqlite3"


@pytest.fixture
def on_file(file: Path) -> Iterator[Store]:
    """A SQLite store with the program `oak`."""
    with Store.open(file, patience=0.2) as opened:
        opened.save_program(Program(slug="oak", name="Oak County"))
        yield opened


@pytest.fixture
def op() -> Callable[..., Operation]:
    """A factory of operations, each with an id of its own."""
    numbers = itertools.count(1)

    def make(key: str, value: object, base: int = 0, **rest: object) -> Operation:
        given = {"op": f"op-{next(numbers):08}", "worksheet": SHEET, **rest}
        return Operation(key=key, value=value, base=base, **given)

    return make


@pytest.fixture
def person() -> Callable[..., Person]:
    """A factory of people."""

    def make(name: str, **rest: object) -> Person:
        return Person(**{"id": name.lower(), "name": name, "roles": ("mentee",), **rest})

    return make
