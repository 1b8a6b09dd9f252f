"""Addresses, and the two kinds of transaction."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import func, select

from mentorwidgets.errors import StoreError
from mentorwidgets.store import Store
from mentorwidgets.store.engine import name_of, open_engine, reading, writing
from mentorwidgets.store.schema import FIELD, PROGRAM

SHEET = "oak/pairing"


@pytest.mark.parametrize("address", ["mysql://x/y", "://", "sqlite://", "sqlite:///:memory:"])
def test_other_addresses(address):
    """Any other address is refused in words."""
    with pytest.raises(StoreError) as caught:
        Store.open(address)
    assert "postgresql+psycopg://" in caught.value.mend


def test_a_file_in_the_place_of_the_folder(tmp_path):
    """A path through a file is said in words."""
    (tmp_path / "x").touch()
    with pytest.raises(StoreError, match=r"\((File exists|Not a directory)\)"):
        Store.open(tmp_path / "x" / "y.sqlite3")


@pytest.mark.postgres
def test_a_database_of_few_letters(postgres_server):
    """A PostgreSQL database that cannot hold every letter is refused before anyone's name is lost."""
    postgres_server.say("CREATE DATABASE few ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(StoreError, match="LATIN1") as caught:
        Store.open(postgres_server.url("few"))
    assert "UTF8" in caught.value.mend


def test_a_sqlite_address_is_its_file(file):
    """``sqlite:///`` with a path is the same as the path."""
    Store.open(f"sqlite:///{file}").close()
    assert file.exists()


def test_messages_name_an_address_without_its_password():
    """Nobody reads a password in a message."""
    engine = open_engine("postgresql://ana:s3cret@host/name")
    assert name_of(engine) == "postgresql+psycopg://ana:***@host/name"


def test_sqlite_is_set_to_lose_nothing(on_file, file):
    """WAL, FULL sync, foreign keys on, every connection."""
    with on_file._engine.connect() as connection:
        said = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert said == ["wal", 2, 1]
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA application_id").fetchone() == (0x6D77646C,)


def test_a_store_outlives_a_change_of_folder(tmp_path, monkeypatch):
    """A store opened by a relative path stays the same one when the process moves elsewhere."""
    monkeypatch.chdir(tmp_path)
    with Store.open("x.sqlite3") as store:
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        store._engine.dispose()
        assert store.programs() == ()
    assert not list((tmp_path / "other").iterdir())


def test_reading_sees_one_state(store, op):
    """What is saved between two looks of one reader is not seen by the second look."""
    query = select(func.count()).select_from(FIELD)
    with reading(store._engine) as connection:
        before = connection.scalar(query)
        store.apply(op("note/a", 1), "Ana")
        assert connection.scalar(query) == before
    assert len(store.fields(SHEET)) == before + 1


def test_writing_is_all_or_nothing(store):
    """An error in the block takes back what the block wrote."""

    def fail():
        with writing(store._engine) as connection:
            connection.execute(PROGRAM.insert(), {"slug": "elm", "value": "{}", "at": ""})
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [program.slug for program in store.programs()] == ["oak"]


def test_a_reader_does_not_stop_a_writer(store, op):
    """Saving goes on while somebody reads."""
    with reading(store._engine) as connection:
        connection.scalar(select(func.count()).select_from(FIELD))
        assert store.apply(op("note/a", 1), "Ana").outcome == "saved"


def test_writers_at_once_lose_nothing(store, address, op):
    """Threads of two stores, saving at once, all get through, and places in the history have no gap."""
    wishes = [[op(f"note/{writer}/{n}", n) for n in range(10)] for writer in range(4)]
    with Store.open(address) as other:
        work = [
            threading.Thread(target=lambda s=s, w=w: [s.apply(wish, "Ana") for wish in w])
            for s, w in zip([store, other] * 2, wishes, strict=True)
        ]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    assert [line.seq for line in store.changes(0)] == list(range(1, 41))
    assert len(store.fields(SHEET)) == 40


def test_a_writer_that_read_before_still_gets_its_turn(store, address, op):
    """Two writers that begin at once wait for each other instead of failing."""
    with Store.open(address) as other:
        inside, go = threading.Event(), threading.Event()

        def slow(view, operation):
            inside.set()
            go.wait(5)

        first = threading.Thread(target=Store(other._engine, {"pairing": slow}).apply, args=(op("note/a", 1), "Ana"))
        answers = []
        second = threading.Thread(target=lambda: answers.append(store.apply(op("note/a", 2), "Ben")))
        first.start()
        inside.wait(5)
        second.start()
        go.set()
        first.join()
        second.join()
    assert (answers[0].outcome, answers[0].value) == ("conflict", 1)
