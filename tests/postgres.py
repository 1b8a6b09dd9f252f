"""A PostgreSQL server of this run's own, from the programs that this system has."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = "/usr/lib/postgresql/*/bin/postgres"


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

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """All its processes stand still, as on a machine that hangs: it is there, and does not answer."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        processes = [first, *map(int, others)]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

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
