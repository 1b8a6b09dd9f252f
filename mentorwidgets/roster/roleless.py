"""Rows that say nothing of a role: whoever is known keeps theirs, as with every blank; anybody else is an error."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mentorwidgets.model.people import Person, Roleless, Roster
from mentorwidgets.roster.ids import name_key
from mentorwidgets.roster.known import recognise

_SIGN = "roleless "
"""Begins an id of this run."""


def of_nobody_else(
    rows: Sequence[tuple[Roleless, frozenset[str]]], people: Iterable[Person]
) -> list[tuple[Roleless, frozenset[str]]]:
    """Those rows of which no other row speaks, with an id each.

    Args:
        rows: without a role, with what each says nothing of.
        people: everybody of the same roster who has one.
    """
    if not rows:
        return []
    times = Counter(map(name_key, (*people, *(one.person for one, _ in rows))))
    ids = Counter(filter(None, (person.id for person in (*people, *(one.person for one, _ in rows)))))
    return [
        (dataclasses.replace(one, person=_with_id(one.person, f"{_SIGN}{number}")), silent)
        for number, (one, silent) in enumerate(rows)
        if times[name_key(one.person)] == 1 and ids[one.person.id] < 2
    ]


def given_ids(rows: Iterable[Roleless]) -> frozenset[str]:
    """The ids among these that the roster itself gives."""
    return frozenset(one.person.id for one in rows if not one.person.id.startswith(_SIGN))


def with_known_roles(
    roster: Roster, present: Sequence[Person], gone: Sequence[Person] = (), same: Mapping[str, str] | None = None
) -> Roster:
    """The roster with those rows as people, in the roles that they have, of whom it is certain who they are.

    Args:
        roster: as it was read.
        present: who is there.
        gone: who was there and may come back.
        same: answers, see `recognise`.
    """
    if not roster.roleless:
        return roster
    rows = {one.person.id: one for one in roster.roleless}
    asked = dataclasses.replace(roster, people=(*roster.people, *(one.person for one in roster.roleless)))
    known = recognise(asked, present, gone, same)
    there = {person.id: person for person in (*gone, *present)}
    found = {own: there[stored].roles for own, stored in known.found.items() if own in rows}
    people = (dataclasses.replace(rows[own].person, roles=roles) for own, roles in found.items())
    answered = {rows[own].problem for own in found}
    return dataclasses.replace(
        roster,
        people=(*roster.people, *people),
        problems=tuple(problem for problem in roster.problems if problem not in answered),
        roleless=tuple(one for one in roster.roleless if one.person.id not in found),
    )


def _with_id(person: Person, own: str) -> Person:
    return person if person.id else dataclasses.replace(person, id=own)
