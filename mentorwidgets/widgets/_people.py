"""The people that a widget is given, in whatever form, and what of them a page may see."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import SIDES, Note, Pair, Person, Program, Roster, Viewer, from_plain, to_plain
from mentorwidgets.pairing import Bar, Bars, capacity_of, demand_of, marked, with_ids

PRIVATE = frozenset({"supervisor", "avoid", "clearance", "wishes", "notes", "keys"})
"""Fields that never leave Python as they are; `profiles` says what a page gets in their place."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a participant's page needs and cannot work out from the people that it is given.

    Args:
        bars: the hard rules that they may know of.
        taken: mentor id -> places that are taken in pairs which they cannot see.
        held: whether no pair can begin, since it is not clear who is meant by a name on the roster.
    """

    bars: Bars
    taken: Mapping[str, int] = dataclasses.field(default_factory=dict)
    held: bool = False


_HINTS = {field.name: typing.get_type_hints(Person)[field.name] for field in dataclasses.fields(Person)}
_LISTS = frozenset(name for name, hint in _HINTS.items() if hint == tuple[str, ...] or name in ("roles", "modes"))
_NOT_IN_CELLS = frozenset({"location", "availability", "notes", "mentee_side"})


def people_from(given: Any) -> tuple[Person, ...]:
    """Return the people in a `Roster`, a sequence of `Person` or plain objects, or a pandas DataFrame.

    Raises:
        ValueRefusedError: something in it is no person, or two people have one id.
    """
    if isinstance(given, Roster):
        return _distinct(given.people)
    if hasattr(given, "columns") and hasattr(given, "to_dict"):
        rows = enumerate(given.to_dict("records"), 1)
        return marked(_distinct(_person_from_cells(row, number) for number, row in rows))
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise ValueRefusedError(
            f"People cannot be read from {type(given).__name__}.", "Give a roster, a table or a list of people."
        )
    return _distinct(
        one if isinstance(one, Person) else from_plain(Person, one, f"people[{at}]") for at, one in enumerate(given)
    )


def _distinct(people: Iterable[Person]) -> tuple[Person, ...]:
    everyone = tuple(people)
    seen: set[str] = set()
    for person in everyone:
        if person.id in seen:
            raise ValueRefusedError(f"Two people have the id '{person.id}'.", "Give each person an id of their own.")
        seen.add(person.id)
    return everyone


def _person_from_cells(row: Mapping[Any, Any], number: int) -> Person:
    cells = {str(name): value for name, value in row.items() if not _is_blank(value)}
    known = {
        name: _from_cell(name, value) for name, value in cells.items() if name in _HINTS and name not in _NOT_IN_CELLS
    }
    notes = [{"label": name, "text": str(value)} for name, value in cells.items() if name not in _HINTS]
    plain = {"id": f"p{number}", "roles": [], **known, **({"notes": notes} if notes else {})}
    return from_plain(Person, plain, f"row {number}")


def _is_blank(value: Any) -> bool:
    return value is None or (not isinstance(value, (list, tuple)) and value != value) or value == ""  # noqa: PLR0124  NaN


def _from_cell(name: str, value: Any) -> Any:
    if name in _LISTS:
        words = value if isinstance(value, (list, tuple)) else str(value).replace(" and ", ";").split(";")
        return [str(word).strip() for word in words if str(word).strip()]
    if name in ("capacity", "demand"):
        return int(value)
    if name == "years":
        return float(value)
    hint = _HINTS[name]
    return bool(value) if hint is bool or hint == (bool | None) else str(value)


def pairs_for(viewer: Viewer, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return the pairs that a page is about: a mentor's or mentee's own, and all of them for everybody else."""
    return tuple(pair for pair in pairs if pair.is_of(viewer.person)) if viewer.role in SIDES else pairs


def profiles(program: Program, people: Iterable[Person], gone: Iterable[Person] = ()) -> list[dict[str, Any]]:
    """Return what a page may see of people, of those whom it is given: profiles without anything private.

    Mentors come with their places and mentees with their demand, as the program counts them. What somebody says only
    as a mentee stands by field in ``mentee_side``. A roster's wishes are given as ids of mentors. E-mail addresses are
    left out in youth programs (XC4). People who left the roster are only names, so that old pairs can still be read.
    """
    everyone = with_ids(tuple(people))
    mentors = {person.id for person in everyone if person.is_mentor()}
    left = [{"id": person.id, "name": person.name, "roles": [], "gone": True} for person in gone]
    return [_profile(program, person, mentors) for person in everyone] + left


def _profile(program: Program, person: Person, mentors: set[str]) -> dict[str, Any]:
    hidden = PRIVATE | ({"email"} if program.youth else frozenset())
    plain = _open_fields(person, hidden)
    side = _open_fields(person.mentee_side, hidden | _WHO) if person.mentee_side else {}
    wishes = [wish for wish in person.wishes if wish in mentors and wish != person.id]
    plain |= {name: value for name, value in (("mentee_side", side), ("wishes", wishes)) if value}
    if person.is_mentor():
        plain["capacity"] = capacity_of(program, person)
    if person.is_mentee():
        plain["demand"] = demand_of(program, person)
    return plain


def _open_fields(person: Person, hidden: Collection[str]) -> dict[str, Any]:
    plain = {name: value for name, value in to_plain(person).items() if name not in hidden and name != "mentee_side"}
    notes = [to_plain(dataclasses.replace(note, names="")) for note in person.notes if _is_open(note)]
    return {**plain, **({"notes": notes} if notes else {})}


_WHO = frozenset({"id", "name", "roles"})


def _is_open(note: Note) -> bool:
    return note.readers == "everyone"


def plain_bars(bars: Bars) -> dict[str, Any]:
    """Return hard rules as plain JSON: words only, each sentence once, and nothing of the lists they come from."""
    places: dict[str, int] = {}

    def place(bar: Bar) -> int:
        return places.setdefault(bar.words, len(places))

    mentors = {mentor: place(bar) for mentor, bar in bars.mentors.items()}
    pairs = {mentee: {mentor: place(bar) for mentor, bar in row.items()} for mentee, row in bars.pairs.items()}
    mentees = {mentee: place(bar) for mentee, bar in bars.mentees.items()}
    return {"words": list(places), "mentors": mentors, "mentees": mentees, "pairs": pairs}
