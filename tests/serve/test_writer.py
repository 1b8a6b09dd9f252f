"""The one writer, on a real store."""

from __future__ import annotations

import asyncio
import sqlite3
import time

import pytest
from served import OAK, make_folder, operation

from mentorwidgets.errors import StoreError
from mentorwidgets.model import operation_from_plain
from mentorwidgets.serve.writer import Writer
from mentorwidgets.store import Store
from mentorwidgets.workbook import open_store


@pytest.fixture
def store(tmp_path):
    """A real store with one program."""
    with open_store(make_folder(tmp_path / "library", OAK)) as store:
        yield store


def work(number, key="assign/ben", worksheet="oak-county/pairing"):
    return [(operation_from_plain(operation(number, key, True, worksheet=worksheet)), "Ana")]


async def gather(writer, *works):
    return await asyncio.gather(*(writer.save(item) for item in works), return_exceptions=True)


def test_order(store):
    """Each gets its own answers, whatever company its work had in the transaction."""
    writer = Writer(store, lambda: None)
    works = [work(number) for number in range(20)]
    answers = asyncio.run(gather(writer, *works))
    writer.close()
    assert [answer[0].op for answer in answers] == [item[0][0].op for item in works]


def test_told_after_commit(store):
    """Whoever is told that something landed can read it."""
    seen = []
    writer = Writer(store, lambda: seen.append(store.fields("oak-county/pairing")["assign/ben"].value))
    asyncio.run(gather(writer, work(1)))
    writer.close()
    assert seen == [True]


def test_one_bad_apple(store):
    """Work that cannot be written does not take its neighbours with it."""
    writer = Writer(store, lambda: None)
    good, bad = asyncio.run(gather(writer, work(1), [(None, "Ana")]))
    writer.close()
    assert good[0].outcome == "saved"
    assert isinstance(bad, Exception)


def test_closed(store):
    """A writer that is closed says so, and does not let anyone wait."""
    writer = Writer(store, lambda: None)
    writer.close()
    (answer,) = asyncio.run(gather(writer, work(1)))
    assert isinstance(answer, StoreError)


def test_gave_up(store):
    """Someone who gave up waiting does not stop the writer for everyone else."""

    async def story():
        held = sqlite3.connect(store_file(store), isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        first = asyncio.create_task(writer.save(work(1)))
        await asyncio.sleep(0)
        first.cancel()
        held.rollback()
        held.close()
        return await asyncio.wait_for(writer.save(work(2, "assign/eva")), 20)

    writer = Writer(store, lambda: None)
    [answer] = asyncio.run(story())
    writer.close()
    assert answer.outcome == "saved"


def test_locked_for_all(tmp_path):
    """When the database cannot be written all who wait hear it after one wait, not each after another."""
    folder = make_folder(tmp_path / "library", OAK)
    held = sqlite3.connect(folder.database, isolation_level=None)
    with Store.open(folder.database, patience=0.5) as store:
        held.execute("BEGIN IMMEDIATE")
        writer, began = Writer(store, lambda: None), time.monotonic()
        answers = asyncio.run(gather(writer, *(work(number) for number in range(40))))
        writer.close()
    held.close()
    assert {type(answer).__name__ for answer in answers} == {"DatabaseLockedError"}
    assert time.monotonic() - began < 40 * 0.5


def store_file(store):
    return store._engine.url.database
