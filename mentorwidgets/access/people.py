"""What a viewer may know of people: profiles without what is not theirs to know (PP3, PP13, XC4)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.model import Note, Pair, Person, Program, Role, Viewer, initials, is_young, pairs_of
from mentorwidgets.pairing import Bar, Bars, bars, capacity_of, closed_words, mentee_bar, settled, with_answers

NEVER = frozenset({"supervisor", "avoid", "clearance", "location", "keys"})
"""Fields that no participant is given, not even their own."""

YOUNG = frozenset(
    {"interests", "hobbies", "wants", "purposes", "modes", "timezone", "languages", "availability", "project_only"}
)
"""What others are shown of a young person, besides initials."""

OPEN = YOUNG | {
    "pronouns", "bio", "work_areas", "offers", "position", "department", "branch", "library_type", "years", "region",
    "capacity",
}  # fmt: skip
"""What a profile shows to others besides a name and roles."""

_MEETING = frozenset({"confirmed", "active", "paused"})


def people_for(
    viewer: Viewer, program: Program, people: Iterable[Person], gone: Iterable[Person], fields: Mapping[str, Any]
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return the people that a viewer may know of, each with nothing but what they may know.

    Those who run the program see everybody. A mentee sees every mentor, and a mentor those mentees with whom they are
    a pair. An e-mail address is shown to the two of a pair once both have said yes; in a youth program never, and a
    young person is initials there. Nobody else sees anybody: a trainer, and whoever comes from another program.

    Args:
        viewer: who looks.
        program: whose people they are.
        people: the present ones.
        gone: those who left the roster.
        fields: the pairing worksheet, key -> value; all of it.

    Returns:
        The present people and, as names only, those who left or whose pair with the viewer has ended.
    """
    if viewer.is_at_work_for(program.slug):
        return tuple(people), tuple(gone)
    if viewer.program != program.slug or viewer.role not in ("mentor", "mentee") or not viewer.person:
        return (), ()
    people, gone = tuple(people), tuple(gone)
    own = _partners(viewer.person, fields)
    shown = {person.id: seen for person in people if (seen := _seen(viewer, program, person, own)) is not None}
    for one in _closed(viewer, program, people, fields, gone) & shown.keys():
        shown[one] = dataclasses.replace(shown[one], capacity=0)
    left = [person for person in (*people, *gone) if person.id in own and person.id not in shown]
    return tuple(shown.values()), tuple(_name_only(program, person) for person in left)


def bars_for(
    viewer: Viewer, program: Program, people: Sequence[Person], fields: Mapping[str, Any], gone: Sequence[Person] = ()
) -> Bars:
    """Return the hard rules that a viewer may know of, in words that give no private list away (PP13).

    A mentee reads one sentence of everybody who cannot be chosen, whether they are full, take a break or a rule stands
    between the two; so nobody can guess who asked not to be paired with them.

    Args:
        viewer: who looks.
        program: its rules count.
        people: everybody, as the roster has them.
        fields: the pairing worksheet, key -> value; all of it.
        gone: those who left the roster.
    """
    if viewer.is_at_work_for(program.slug):
        return bars(program, settled(people, fields, gone))
    shown = {person.id: person for person in people_for(viewer, program, people, gone, fields)[0]}
    closed = sorted(_closed(viewer, program, people, fields, gone) & shown.keys())
    mentors = {one: Bar("closed", closed_words(shown[one])) for one in closed}
    me = shown.get(viewer.person)
    own = next((mentee_bar(one) for one in with_answers((me,), fields)), None) if me and me.is_mentee() else None
    return Bars(mentors, {viewer.person: own} if own else {}, {})


def _closed(
    viewer: Viewer, program: Program, people: Sequence[Person], fields: Mapping[str, Any], gone: Sequence[Person]
) -> frozenset[str]:
    """The mentors whom this mentee cannot choose, for whatever reason."""
    if viewer.role != "mentee" or viewer.program != program.slug:
        return frozenset()
    known = bars(program, settled(people, fields, gone))
    load = Counter(pair.mentor for pair in pairs_of(fields) if pair.is_live())
    mine = {pair.mentor for pair in pairs_of(fields) if pair.is_live() and pair.mentee == viewer.person}
    return frozenset(
        person.id
        for person in people
        if person.is_mentor() and person.id != viewer.person
        if person.id in known.mentors
        or person.id in known.pairs.get(viewer.person, {})
        or (person.id not in mine and load[person.id] >= capacity_of(program, person))
    )


def places_taken(
    viewer: Viewer, program: Program, fields: Mapping[str, Any], people: Sequence[Person] = ()
) -> dict[str, int]:
    """Return mentor id -> places that are taken in pairs which this viewer cannot see; only counts, no names.

    Args:
        viewer: who looks.
        program: whose pairs they are.
        fields: the pairing worksheet, key -> value; all of it.
        people: those whom `people_for` gives; of a mentor who cannot be chosen nothing is said.
    """
    if viewer.program != program.slug or viewer.role != "mentee":
        return {}
    closed = {person.id for person in people if person.is_mentor() and person.capacity == 0}
    found = Counter(pair.mentor for pair in pairs_of(fields) if pair.is_live() and pair.mentee != viewer.person)
    return {mentor: count for mentor, count in found.items() if mentor not in closed}


def _partners(person: str, fields: Mapping[str, Any]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs_of(fields):
        if pair.is_of(person):
            found.setdefault(pair.mentor if pair.mentee == person else pair.mentee, []).append(pair)
    return found


def _seen(viewer: Viewer, program: Program, person: Person, own: Mapping[str, list[Pair]]) -> Person | None:
    if person.id == viewer.person:
        return _without(person, {*NEVER, "notes"})
    live = [pair for pair in own.get(person.id, ()) if pair.is_live()]
    is_offered = viewer.role == "mentee" and person.is_mentor() and person.participation != "declined"
    if not live and not is_offered:
        return None
    is_met = any(pair.status in _MEETING for pair in live) and not program.youth
    seen = _in_role_of(live, person, is_offered=is_offered)
    if is_young(program, person):
        return _only(dataclasses.replace(seen, name=initials(person.name)), YOUNG)
    kept = OPEN | ({"email"} if is_met else frozenset()) | (frozenset() if program.youth else {"notes"})
    return _with_notes(_only(seen, kept), lambda note: _is_for(note, is_met))


def _in_role_of(live: Iterable[Pair], person: Person, *, is_offered: bool) -> Person:
    """Somebody in the role in which the viewer knows them; as a whole to whom they are both."""
    roles: set[Role] = {"mentor" if pair.mentor == person.id else "mentee" for pair in live}
    roles |= {"mentor"} if is_offered else set()
    return person if len(roles) > 1 else person.in_role(*roles)


def _with_notes(person: Person, is_shown: Callable[[Note], bool]) -> Person:
    side = person.mentee_side and _with_notes(person.mentee_side, is_shown)
    return dataclasses.replace(person, notes=tuple(filter(is_shown, person.notes)), mentee_side=side)


def _is_for(note: Note, is_met: bool) -> bool:
    return note.readers == "everyone" or (note.readers == "pair" and is_met)


def _name_only(program: Program, person: Person) -> Person:
    name = initials(person.name) if is_young(program, person) else person.name
    return Person(id=person.id, name=name, roles=person.roles)


_BLANK = Person(id="-", name="-", roles=())
_ALWAYS_THERE = frozenset({"id", "name", "roles"})
_FIELDS = frozenset(field.name for field in dataclasses.fields(Person)) - _ALWAYS_THERE - {"mentee_side"}


def _only(person: Person, kept: Iterable[str]) -> Person:
    return _without(person, _FIELDS - {*kept})


def _without(person: Person, hidden: Iterable[str]) -> Person:
    blank: dict[str, Any] = {name: getattr(_BLANK, name) for name in hidden}
    side = person.mentee_side and _without(person.mentee_side, hidden)
    return dataclasses.replace(person, **blank, mentee_side=side)
