"""The people of a program; each roster that comes in is kept in a history of its own, so that it can be undone."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, or_, select

from mentorwidgets.errors import RosterError
from mentorwidgets.model import Namer, Person, Roll, RosterChange, from_plain, to_plain
from mentorwidgets.store import deeds, moments, programs
from mentorwidgets.store.engine import upsert
from mentorwidgets.store.schema import PERSON, ROSTER
from mentorwidgets.store.wire import clean, is_clean, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    Judge = Callable[[tuple[Person, ...], tuple[Person, ...]], Sequence[Person]]  # present and gone -> who is there now

_Kept = dict[str, tuple[str, int]]  # person id -> JSON text, and 1 when gone


class RosterEntry(NamedTuple):
    """One roster that came in, or one that was undone (``undoes`` is its number)."""

    number: int
    actor: str
    at: str
    change: RosterChange
    undoes: int | None = None


def every(connection: Connection, slug: str, *, gone: bool = False) -> tuple[Person, ...]:
    """Return a program's present people, or those who left, in the order of their ids; ProgramError if it is none."""
    programs.get(connection, slug)
    query = select(PERSON.c.value).where(PERSON.c.program == slug, PERSON.c.gone == int(gone)).order_by(PERSON.c.id)
    return tuple(_person(text) for text in connection.scalars(query))


def find(connection: Connection, slug: str, person_id: str) -> Person | None:
    """Return a present person, or None."""
    if not is_clean(person_id):
        return None
    query = select(PERSON.c.value).where(PERSON.c.program == slug, PERSON.c.id == person_id, PERSON.c.gone == 0)
    text = connection.scalar(query)
    return None if text is None else _person(text)


def roll(connection: Connection, slug: str) -> Roll:
    """Return everybody's id and whom their rows name; nobody's whole profile is made."""
    rows = connection.execute(select(PERSON.c.id, PERSON.c.gone).where(PERSON.c.program == slug)).all()
    says = or_(*(PERSON.c.value.contains(f'"{name}":', autoescape=True) for name in ("supervisor", "avoid", "names")))
    named = connection.execute(select(PERSON).where(PERSON.c.program == slug, says).order_by(PERSON.c.id))
    return Roll(ids=frozenset(row.id for row in rows), all_namers=tuple(map(_namer, named)))


def _namer(row: Row[Any]) -> Namer:
    said = json.loads(row.value)
    avoid = tuple(said.get("avoid", ()))
    notes = (*said.get("notes", ()), *said.get("mentee_side", {}).get("notes", ()))
    asked = tuple((one["label"], one["text"]) for one in notes if one.get("names") == "asked")
    return Namer(id=row.id, supervisor=said.get("supervisor", ""), avoid=avoid, asked=asked, gone=bool(row.gone))


def set_roster(connection: Connection, slug: str, judge: Judge, actor: str) -> RosterChange:
    """Make those whom ``judge`` names the present people of a program, and keep how it was before.

    Nobody is looked up here: each person is the one with that id. Those who are not named are kept as gone.

    Raises:
        ProgramError: there is no such program.
        RosterError: two people have one id, or an id cannot be kept.
    """
    programs.get(connection, slug)
    kept = _kept(connection, slug)
    there = [(_person(text), bool(gone)) for text, gone in kept.values()]
    people = judge(*(tuple(person for person, is_gone in there if is_gone is wanted) for wanted in (False, True)))
    _refuse_unusable(people)
    new = {person.id: json_text(to_plain(person)) for person in people}
    wanted: _Kept = {person_id: (text, 0) for person_id, text in new.items()}
    wanted |= {person_id: (text, 1) for person_id, (text, _) in kept.items() if person_id not in new}
    return _change(connection, slug, wanted, actor, None)


def undo_roster(connection: Connection, slug: str, actor: str) -> RosterChange:
    """Bring back the people as they were before the last roster that was not yet undone.

    Someone who was new in that roster is kept as gone, since they may stand in pairs by now.

    Raises:
        ProgramError: there is no such program.
        RosterError: there is nothing to undo.
    """
    programs.get(connection, slug)
    rows = connection.execute(select(ROSTER).where(ROSTER.c.program == slug).order_by(ROSTER.c.number)).all()
    undone = {row.undoes for row in rows}
    open_rows = [row for row in rows if row.undoes is None and row.number not in undone]
    if not open_rows:
        raise RosterError("There is no roster to undo.", "The people are as they were at the start.")
    wanted = _kept(connection, slug)
    for person_id, before in json.loads(open_rows[-1].earlier).items():
        wanted[person_id] = tuple(before) if before else (wanted[person_id][0], 1)
    return _change(connection, slug, wanted, actor, open_rows[-1].number)


def rosters(connection: Connection, slug: str) -> tuple[RosterEntry, ...]:
    """Return the history of a program's rosters, oldest first."""
    columns = (ROSTER.c.number, ROSTER.c.actor, ROSTER.c.at, ROSTER.c.undoes, ROSTER.c.change)
    query = select(*columns).where(ROSTER.c.program == slug).order_by(ROSTER.c.number)
    return tuple(
        RosterEntry(
            number=row.number,
            actor=row.actor,
            at=row.at,
            undoes=row.undoes,
            change=from_plain(RosterChange, json.loads(row.change)),
        )
        for row in connection.execute(query)
    )


def _change(connection: Connection, slug: str, wanted: _Kept, actor: str, undoes: int | None) -> RosterChange:
    kept = _kept(connection, slug)
    touched = sorted(person_id for person_id in wanted if wanted[person_id] != kept.get(person_id))
    change = _named(touched, kept, wanted)
    if not touched:
        return change
    rows = [
        {"program": slug, "id": person_id, "value": wanted[person_id][0], "gone": wanted[person_id][1]}
        for person_id in touched
    ]
    connection.execute(upsert(connection, PERSON), rows)
    earlier = {person_id: kept.get(person_id) for person_id in touched}
    number = (connection.scalar(select(func.max(ROSTER.c.number))) or 0) + 1
    connection.execute(
        ROSTER.insert(),
        {
            "number": number,
            "program": slug,
            "actor": clean(actor),
            "at": moments.now(),
            "undoes": undoes,
            "change": json_text(to_plain(change)),
            "earlier": json_text(earlier),
        },
    )
    deeds.note(connection, slug, actor, "roster", [("", {"roster": number})])
    return change


def _named(touched: Sequence[str], kept: Mapping[str, tuple[str, int]], wanted: _Kept) -> RosterChange:
    was = {person_id for person_id in touched if person_id in kept and not kept[person_id][1]}
    now = {person_id for person_id in touched if not wanted[person_id][1]}
    return RosterChange(added=tuple(sorted(now - was)), changed=tuple(sorted(now & was)), gone=tuple(sorted(was - now)))


def _kept(connection: Connection, slug: str) -> _Kept:
    query = select(PERSON).where(PERSON.c.program == slug).order_by(PERSON.c.id)
    return {row.id: (row.value, row.gone) for row in connection.execute(query)}


def _refuse_unusable(people: Sequence[Person]) -> None:
    twice = [name for name, count in Counter(person.id for person in people).items() if count > 1]
    if twice:
        raise RosterError(f"Two people have the id '{twice[0]}'.", "Give each person an id of their own.")
    broken = [person.id for person in people if not person.id or not is_clean(person.id)]
    if broken:
        raise RosterError(f"{broken[0]!r} cannot be the id of a person.", "Use letters and digits.")


def _person(text: str) -> Person:
    return from_plain(Person, json.loads(text))
