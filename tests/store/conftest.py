"""Stores on real databases: SQLite files and the PostgreSQL server of this run."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mentorwidgets.model import Operation, Person, Program
from mentorwidgets.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postgres import PostgresServer

SHEET = "oak/pairing"
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


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
