"""What hangs on a person: pairs, links and what they wrote, to be said before they are taken off."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from mentorwidgets.model import Pair, key_parts, pair_from_field
from mentorwidgets.store import doors, reads
from mentorwidgets.store.schema import FIELD, HISTORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy import Connection


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What hangs on one person.

    Args:
        pairs: the pairs that go on.
        links: how many personal links hold.
        answers: how many fields they wrote or others wrote about them, their pairs and shortlists left out.
    """

    pairs: tuple[Pair, ...] = ()
    links: int = 0
    answers: int = 0

    def __bool__(self) -> bool:
        """Whether anything hangs on them."""
        return bool(self.pairs or self.links or self.answers)


def ties(connection: Connection, slug: str, ids: Collection[str], now: float) -> dict[str, Ties]:
    """Return what hangs on each of these people at a moment (seconds since 1970); who has nothing is left out."""
    if not ids:
        return {}
    pairs = [pair for pair in _pairs(connection, slug) if pair.is_live()]
    links = [link.person for link in doors.every(connection, slug) if link.is_open(now)]
    answers = list(_answers(connection, slug))
    found = {
        person: Ties(
            pairs=tuple(pair for pair in pairs if pair.is_of(person)),
            links=links.count(person),
            answers=sum(person in people for people in answers),
        )
        for person in ids
    }
    return {person: one for person, one in found.items() if one}


def pairs_for(connection: Connection, slug: str, purposes: Collection[str]) -> dict[str, int]:
    """Return how many pairs go on with each of these purposes; those that no pair has are left out."""
    found = [pair.purpose for pair in _pairs(connection, slug) if pair.is_live()] if purposes else []
    return {purpose: found.count(purpose) for purpose in purposes if purpose in found}


def _pairs(connection: Connection, slug: str) -> Iterator[Pair]:
    for key, text in reads.texts(connection, f"{slug}/pairing", "pair/").items():
        yield pair_from_field(key, json.loads(text))


def _answers(connection: Connection, slug: str) -> Iterator[frozenset[str]]:
    """Of each field that holds something: the people whom its key names, and who wrote it."""
    writer = and_(
        HISTORY.c.worksheet == FIELD.c.worksheet,
        HISTORY.c.key == FIELD.c.key,
        HISTORY.c.version == FIELD.c.version,
        HISTORY.c.outcome == "saved",
    )
    query = (
        select(FIELD.c.worksheet, FIELD.c.key, HISTORY.c.person)
        .select_from(FIELD.join(HISTORY, writer))
        .where(reads.starts_with(FIELD.c.worksheet, f"{slug}/"), FIELD.c.worksheet != f"{slug}/pairing")
        .where(FIELD.c.value.is_not(None))
    )
    people: dict[tuple[str, str], set[str]] = {}
    for row in connection.execute(query):
        people.setdefault((row.worksheet, row.key), {*key_parts(row.key)[1:]}).add(row.person)
    yield from (frozenset(found - {""}) for found in people.values())
