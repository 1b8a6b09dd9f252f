"""A program and its people brought up to date in one transaction: all of it, or nothing."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentorwidgets.model import Person, Program, RosterChange, from_plain
from mentorwidgets.store import moments, people, programs
from mentorwidgets.store.engine import reading, upsert, writing
from mentorwidgets.store.schema import ROSTER, SAID
from mentorwidgets.store.ties import pairs_for, ties
from mentorwidgets.store.wire import json_text

if TYPE_CHECKING:
    import threading
    from collections.abc import Collection

    from sqlalchemy import Connection, Engine, Row

    from mentorwidgets.store.people import Judge
    from mentorwidgets.store.ties import Ties


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A program as a source of people and settings finds it; all of it is empty where there is no such program.

    Args:
        program: its settings.
        people: who is there.
        gone: who left.
        origins: person id -> who brought them in.
        said: what this source said last time, as it was given to be remembered; None when it never did.
        brought: people as they were right after the last roster of this source, where ``said`` has no ``people``.
        listed: source -> ids of those whom its last roster listed, of every source that keeps book of it.
    """

    program: Program | None = None
    people: tuple[Person, ...] = ()
    gone: tuple[Person, ...] = ()
    origins: Mapping[str, str] = dataclasses.field(default_factory=dict)
    said: Mapping[str, Any] | None = None
    brought: tuple[Person, ...] = ()
    listed: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What is to be written: the program, its people (None: they stay), and what the source says (None: not kept)."""

    program: Program
    people: tuple[Person, ...] | None = None
    said: Mapping[str, Any] | None = None


Decide = Callable[[Standing], Revision]


class Sources:
    """Tables and commands that say who is in a program and how it is set: what they find there, and what they write.

    Args:
        engine: the database.
        writer: held by whoever writes in this process.
    """

    def __init__(self, engine: Engine, writer: threading.Lock) -> None:
        """Work on a database whose tables are up to date."""
        self._engine = engine
        self._writer = writer

    def standing(self, slug: str, source: str) -> Standing:
        """Return a program as a source finds it, with who brought whom in."""
        with reading(self._engine) as connection:
            return _standing(connection, slug, source)

    def revise(self, slug: str, source: str, by: str, decide: Decide) -> RosterChange:
        """Let ``decide`` say what becomes of a program as it stands; all of it is written in one commit, or nothing.

        Args:
            slug: the program.
            source: what says so, such as a table of programs; a source knows what it said and whom it brought.
            by: who lets it.
            decide: from the program as this source finds it to what is to be written.
        """
        with self._writer, writing(self._engine) as connection:
            return _revise(connection, slug, source, f"{by} ({source})" if by else source, decide)

    def bring(self, slug: str, actor: str, judge: Judge, listed: Collection[str], *, whole: bool) -> RosterChange:
        """Take a page's roster in, and remember whom it lists, both in one commit.

        Args:
            slug: the program.
            actor: who brings it in.
            judge: see `Store.change_roster`.
            listed: ids of those who stand in it.
            whole: whether it is everybody; else those whom this actor listed before are listed still.
        """
        with self._writer, writing(self._engine) as connection:
            change = people.set_roster(connection, slug, judge, actor)
            said = _sayings(connection, slug).get(actor, {})
            before = () if whole else said.get("listed", ())
            _remember(connection, slug, actor, {**said, "listed": sorted({*before, *listed})})
            return change

    def ties(self, slug: str, ids: Collection[str]) -> dict[str, Ties]:
        """Return what hangs on each of these people now: pairs, links, answers; who has nothing is left out."""
        with reading(self._engine) as connection:
            return ties(connection, slug, ids, time.time())

    def pairs_for(self, slug: str, purposes: Collection[str]) -> dict[str, int]:
        """Return how many pairs go on with each of these purposes; those that no pair has are left out."""
        with reading(self._engine) as connection:
            return pairs_for(connection, slug, purposes)


def _standing(connection: Connection, slug: str, source: str) -> Standing:
    """Return a program as a source finds it."""
    program = programs.find(connection, slug)
    if program is None:
        return Standing()
    rows = connection.execute(select(ROSTER).where(ROSTER.c.program == slug).order_by(ROSTER.c.number)).all()
    sayings = _sayings(connection, slug)
    said = sayings.get(source)
    return Standing(
        program=program,
        people=people.every(connection, slug),
        gone=people.every(connection, slug, gone=True),
        origins=_origins(rows, source),
        said=said,
        brought=() if said and "people" in said else _brought(connection, slug, source, rows),
        listed={one: frozenset(value.get("listed", value.get("people", ()))) for one, value in sayings.items()},
    )


def _sayings(connection: Connection, slug: str) -> dict[str, dict[str, Any]]:
    """What each source said last of a program."""
    rows = connection.execute(select(SAID.c.source, SAID.c.value).where(SAID.c.program == slug))
    return {row.source: json.loads(row.value) for row in rows}


def _remember(connection: Connection, slug: str, source: str, said: Mapping[str, Any]) -> None:
    row = {"program": slug, "source": source, "value": json_text(dict(said)), "at": moments.now()}
    connection.execute(upsert(connection, SAID), row)


def _revise(connection: Connection, slug: str, source: str, actor: str, decide: Decide) -> RosterChange:
    """Let ``decide`` say what becomes of a program as it stands now, and write that."""
    now = _standing(connection, slug, source)
    new = decide(now)
    programs.save(connection, new.program, actor)
    if new.said is not None and new.said != now.said:
        _remember(connection, slug, source, new.said)
    everyone = new.people
    return RosterChange() if everyone is None else people.set_roster(connection, slug, lambda *_: everyone, actor)


def _is_by(actor: str, source: str) -> bool:
    return actor == source or actor.endswith(f" ({source})")


def _origins(rows: Sequence[Row[Any]], source: str) -> dict[str, str]:
    """Who brought each person in: the source itself by its name alone; what is undone brings nobody."""
    found: dict[str, str] = {}
    undone = {row.undoes for row in rows}
    for row in rows:
        if row.undoes is None and row.number not in undone:
            actor = source if _is_by(row.actor, source) else row.actor
            found |= dict.fromkeys(from_plain(RosterChange, json.loads(row.change)).added, actor)
    return found


def _brought(connection: Connection, slug: str, source: str, rows: Sequence[Row[Any]]) -> tuple[Person, ...]:
    """Everybody as they were after the last roster of a source: what came later is taken back, one by one."""
    last = max((row.number for row in rows if _is_by(row.actor, source) and row.undoes is None), default=None)
    if last is None:
        return ()
    now = [*people.every(connection, slug), *people.every(connection, slug, gone=True)]
    texts: dict[str, str] = {}
    for row in reversed([row for row in rows if row.number > last]):
        texts |= {person_id: was[0] for person_id, was in json.loads(row.earlier).items() if was}
    old = {person_id: from_plain(Person, json.loads(text)) for person_id, text in texts.items()}
    return tuple(old.get(person.id, person) for person in now)
