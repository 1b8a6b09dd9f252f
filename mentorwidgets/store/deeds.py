"""What was done to a program that stands in none of its fields: settings, rosters, links. It only grows.

Each deed is written in the transaction that does it, so that there is none without its line and no line without it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from mentorwidgets.store import moments
from mentorwidgets.store.schema import DEED
from mentorwidgets.store.wire import clean, json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Row


class Deed(NamedTuple):
    """One line.

    Args:
        number: its place: later deeds have higher ones.
        actor: who did it.
        at: when, as ISO 8601 UTC.
        kind: what was done, such as ``roster`` or ``link made``; see `held.deeds` for their words.
        person: id of whom it is about; empty where it is about nobody or several.
        told: what else there is to tell, as plain JSON.
    """

    number: int
    actor: str
    at: str
    kind: str
    person: str = ""
    told: Mapping[str, Any] = {}


class News(NamedTuple):
    """A deed that is written in the transaction of something else; see `Deed`."""

    actor: str
    kind: str
    person: str = ""
    told: Mapping[str, Any] = {}


def tell(connection: Connection, slug: str, news: Iterable[News]) -> None:
    """Write deeds in the transaction that does them."""
    for one in news:
        note(connection, slug, one.actor, one.kind, [(one.person, one.told)])


def note(
    connection: Connection,
    slug: str,
    actor: str,
    kind: str,
    lines: Iterable[tuple[str, Mapping[str, Any]]] = (("", {}),),
) -> None:
    """Write one line for each person id and what else there is to tell."""
    number = connection.scalar(select(func.max(DEED.c.number))) or 0
    given = {"program": slug, "actor": clean(actor), "at": moments.now(), "kind": kind}
    rows = [
        {"number": number + place, **given, "person": clean(person), "told": json_text(dict(told))}
        for place, (person, told) in enumerate(lines, 1)
    ]
    if rows:
        connection.execute(DEED.insert(), rows)


def every(connection: Connection, slug: str, before: int | None, limit: int) -> tuple[Deed, ...]:
    """Return a program's deeds, newest first; whoever asks on names the last number they saw."""
    query = select(DEED).where(DEED.c.program == slug)
    if before is not None:
        query = query.where(DEED.c.number < before)
    found = connection.execute(query.order_by(DEED.c.number.desc()).limit(limit))
    return tuple(_deed(row) for row in found)


def about(connection: Connection, slug: str, person: str, link: str, since: int) -> tuple[Deed, ...]:
    """Return the deeds about one person after a number, newest first; who is on no roster is known by their link."""
    query = select(DEED).where(DEED.c.program == slug, DEED.c.person == clean(person), DEED.c.number > since)
    found = (_deed(row) for row in connection.execute(query.order_by(DEED.c.number.desc())))
    return tuple(deed for deed in found if person or (link and deed.told.get("link") == link))


def _deed(row: Row[Any]) -> Deed:
    return Deed(row.number, row.actor, row.at, row.kind, row.person, json.loads(row.told))
