"""The browsers in which personal links were opened: what each was told, and where a person's own word was given.

A browser is known by a random mark in a cookie; here lies its hash, which opens nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, select

from mentorwidgets.store import deeds
from mentorwidgets.store.engine import reading, writing
from mentorwidgets.store.schema import BROWSER
from mentorwidgets.store.wire import clean

if TYPE_CHECKING:
    import threading

    from sqlalchemy import ColumnElement, Connection, Engine

    from mentorwidgets.store.deeds import News


class Browser(NamedTuple):
    """One browser of one person of one program.

    Args:
        id: the hash of its mark.
        called: what it is, roughly, such as ``Firefox on Windows``.
        first: seconds since 1970.
        last: same, of the last time that somebody came in.
        told: number of the last event that was told there, and answered.
        opened: seconds since 1970 when the person's own word was given; 0 when it has to be given again.
    """

    id: str
    called: str
    first: float
    last: float
    told: int
    opened: float


class Browsers:
    """The browsers of a database; `Store.browsers` is one. ``owner`` is a person's id, or what stands for a door.

    Args:
        engine: the database's.
        writer: held while something is written.
    """

    def __init__(self, engine: Engine, writer: threading.Lock) -> None:
        """Nothing is read yet."""
        self._engine, self._writer = engine, writer

    def find(self, name: str, slug: str, owner: str) -> Browser | None:
        """Return the browser of that hash, as one of this owner's; None when they never came in through it."""
        with reading(self._engine) as connection:
            return _find(connection, name, slug, owner)

    def came(self, name: str, slug: str, owner: str, called: str, event: News, at: float) -> bool:
        """Remember that an owner came in; ``event`` is noted when this browser is a new one, which is the answer."""
        with self._writer, writing(self._engine) as connection:
            is_new = _find(connection, name, slug, owner) is None
            if not is_new:
                connection.execute(BROWSER.update().where(_is(name, slug, owner)).values(last=at, called=clean(called)))
                return False
            row = {"id": clean(name), "program": slug, "owner": clean(owner), "called": clean(called)}
            connection.execute(BROWSER.insert(), {**row, "first": at, "last": at, "told": 0, "opened": 0.0})
            deeds.tell(connection, slug, [event])
            return True

    def told(self, name: str, slug: str, owner: str, number: int) -> None:
        """Remember that the events up to this number were told in this browser, and answered."""
        row = BROWSER.update().where(_is(name, slug, owner), BROWSER.c.told < number)
        with self._writer, writing(self._engine) as connection:
            connection.execute(row.values(told=number))

    def open(self, name: str, slug: str, owner: str, at: float) -> None:
        """Remember that the word was given in this browser; with 0 it has to be given again."""
        with self._writer, writing(self._engine) as connection:
            connection.execute(BROWSER.update().where(_is(name, slug, owner)).values(opened=at))

    def close_all(self, slug: str, owner: str) -> None:
        """Let the word be asked again in every browser of an owner."""
        row = BROWSER.update().where(BROWSER.c.program == slug, BROWSER.c.owner == clean(owner))
        with self._writer, writing(self._engine) as connection:
            connection.execute(row.values(opened=0.0))


def _is(name: str, slug: str, owner: str) -> ColumnElement[bool]:
    return and_(BROWSER.c.id == clean(name), BROWSER.c.program == slug, BROWSER.c.owner == clean(owner))


def _find(connection: Connection, name: str, slug: str, owner: str) -> Browser | None:
    row = connection.execute(select(BROWSER).where(_is(name, slug, owner))).first()
    return None if row is None else Browser(row.id, row.called, row.first, row.last, row.told, row.opened)
