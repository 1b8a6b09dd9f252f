"""A PostgreSQL that hangs, is full, or is away: said in words after seconds, and nobody hears where it is."""

from __future__ import annotations

import contextlib
import re
import threading
import time

import pytest
import sqlalchemy

from mentorwidgets.errors import DatabaseAwayError, StoreError
from mentorwidgets.model import Program
from mentorwidgets.store import Store
from mentorwidgets.store.engine import name_of, open_engine, reading

pytestmark = pytest.mark.postgres
LONG = 20  # seconds: far more than the bounds, and less than the half minute of a driver


@pytest.fixture
def on_server(postgres_server):
    """A store with the program `oak`."""
    with Store.open(postgres_server.new_url()) as opened:
        opened.save_program(Program(slug="oak", name="Oak County"))
        yield opened


def told(work) -> tuple[StoreError, float]:
    """The error that some work ends in, and after how many seconds."""
    began = time.monotonic()
    with pytest.raises(StoreError) as caught:
        work()
    return caught.value, time.monotonic() - began


def is_discreet(error: StoreError) -> bool:
    """Whether nothing of the machinery stands in the words."""
    return not re.search(
        r"host|port|user|socket|server|mentor@|/tmp|[0-9]|password|psycopg", f"{error.what}{error.mend}"
    )


def test_a_database_that_hangs(on_server, postgres_server, op, eventually):
    """Readers and savers are told in seconds, the next ones at once, and it goes on by itself when it answers again."""
    with postgres_server.frozen():
        for work in (on_server.programs, lambda: on_server.apply(op("note/a", 1), "Ana")):
            error, seconds = told(work)
            assert isinstance(error, DatabaseAwayError)
            assert is_discreet(error), str(error)
            assert seconds < LONG
        others = [told(on_server.programs)[1] for _ in range(10)]
    assert sum(others) < LONG

    def is_saved() -> bool:
        with contextlib.suppress(DatabaseAwayError):
            assert on_server.apply(op("note/b", 1), "Ana").outcome == "saved"
            return True
        return False

    eventually(is_saved, LONG)
    assert on_server.programs()[0].slug == "oak"


def test_it_hangs_in_the_middle(on_server, postgres_server):
    """Whoever has begun to read when it stops to answer is told, too."""

    def read() -> None:
        with reading(on_server._engine) as connection, postgres_server.frozen():
            connection.exec_driver_sql("SELECT 1")

    error, seconds = told(read)
    assert is_discreet(error), str(error)
    assert seconds < LONG


def test_a_statement_that_never_ends(on_server):
    """The server itself gives it up, and the connection is good for the next one."""

    def read() -> None:
        with reading(on_server._engine) as connection:
            connection.exec_driver_sql("SELECT pg_sleep(60)")

    error, seconds = told(read)
    assert is_discreet(error), str(error)
    assert seconds < LONG
    assert on_server.programs()[0].slug == "oak"


def test_a_database_that_is_full_is_waited_for(on_server, postgres_server, op):
    """While others hold every place we knock again, and save as soon as one goes."""
    on_server._engine.dispose()
    with full(postgres_server) as others:
        threading.Timer(1.0, others.pop().close).start()
        assert on_server.apply(op("note/a", 1), "Ana").outcome == "saved"


def test_a_database_that_stays_full(on_server, postgres_server):
    """After some seconds it is said, in words."""
    on_server._engine.dispose()
    with full(postgres_server):
        error, seconds = told(on_server.programs)
    assert is_discreet(error), str(error)
    assert seconds < LONG


@contextlib.contextmanager
def full(server):
    """All places of the server are taken."""
    plain = sqlalchemy.create_engine(server.url("postgres"), poolclass=sqlalchemy.pool.NullPool)
    taken = []
    with contextlib.suppress(sqlalchemy.exc.OperationalError):
        while True:
            taken.append(plain.connect())
    assert taken
    yield taken
    for one in taken:
        one.close()


def test_a_restart_is_waited_for(on_server, postgres_server, op):
    """A database that comes back within some seconds is not even noticed."""
    postgres_server.stop()
    threading.Timer(0.5, postgres_server.start).start()
    assert on_server.apply(op("note/a", 1), "Ana").outcome == "saved"


def test_who_opens_it_hears_why(postgres_server, tmp_path):
    """At the command line the address and the cause stand in the words, and never a password."""
    for address in (
        f"postgresql://ana:s3cret@/name?host={tmp_path}",
        f"postgresql://ana@/name?host={tmp_path}&password=s3cret&sslpassword=s3cret",
        f"postgres://mentor:s3cret@/missing?host={postgres_server.folder}",
        "postgresql+psycopg2://ana:s3cret@127.0.0.1:1/name",
    ):
        error, _ = told(lambda address=address: Store.open(address))
        assert re.search(r"postgresql\+psycopg://.*does not answer at the moment \(.+\)", str(error)), str(error)
        assert "s3cret" not in str(error)
        assert "s3cret" not in name_of(open_engine(address))
