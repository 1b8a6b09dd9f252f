"""The one writer, on a real store."""

from __future__ import annotations

import asyncio

import pytest
from served import OAK, make_folder, operation

from mentorwidgets.errors import StoreError
from mentorwidgets.model import operation_from_plain
from mentorwidgets.serve.writer import Writer
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
