"""Rosters of a table or a command against the people who are there: planned first, said, and then taken in.

Somebody is taken off when the last source drops them that listed them, and never while who brought them in keeps no
such lists. A source empties nothing, and leaves what others wrote since it last spoke.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from mentorwidgets.bringing import open_problems, with_rules_kept
from mentorwidgets.drafts import Comparison, compare
from mentorwidgets.model import AS_MENTEE, UNSAID, Person, from_plain, settle, to_plain
from mentorwidgets.pairing import bare, columns_marked, marked, with_ids
from mentorwidgets.roster import Doubt, Known, recognise, with_known_roles

if TYPE_CHECKING:
    from mentorwidgets.model import Problem, Roster
    from mentorwidgets.store.revising import Standing

_ALWAYS = frozenset({"name", "roles"})
_NOTES = "notes"
_Said = Mapping[str, Mapping[str, Any]]  # person id -> field -> plain value


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a roster would change in a person, and does not, since somebody else changed it too."""

    person: Person
    fields: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePlan:
    """What a roster makes of a program's people.

    Args:
        people: everyone who is there then.
        comparison: who is new, changed, gone.
        stays: who is in no file of this source any more, with who brought them in instead.
        back: ids of those among the new who were taken off before.
        kept: what both changed: it stays as it stands.
        said: what the roster says, to be known the next time.
        listed: ids of those whom the source lists now; who is not taken in yet is listed as before.
        doubts: who is not taken in until somebody says who they are; those who they may be stay as they are.
        problems: those of the roster, without questions that are answered by who is known.
    """

    people: tuple[Person, ...]
    comparison: Comparison
    stays: tuple[tuple[Person, str], ...] = ()
    back: frozenset[str] = frozenset()
    kept: tuple[Kept, ...] = ()
    said: _Said = dataclasses.field(default_factory=dict)
    listed: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a roster is taken in.

    Args:
        is_whole: whether all of its rows were read; else nobody is taken off.
        is_again: whether it is the roster of the last time, of which only what both changed is open: nobody comes back.
        first: whether the source goes before where somebody else changed the same: never, where it never spoke of
            somebody, or always.
        same: answers about doubts: id in the roster -> id of who that is, or blank for somebody new.
    """

    is_whole: bool = True
    is_again: bool = False
    first: Literal["never", "unsaid", "always"] = "never"
    same: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def goes_first(self, before: Mapping[str, Any]) -> bool:
        """Whether the source goes before others in somebody of whom it said this last time."""
        return self.first == "always" or (self.first == "unsaid" and not before)


def plan_people(standing: Standing, roster: Roster, source: str, manner: Manner | None = None) -> PeoplePlan:
    """Say what a roster makes of the people who are there.

    Args:
        standing: the program as this source finds it.
        roster: as it was read.
        source: who brings it in.
        manner: how.
    """
    how = manner or Manner()
    roster = with_known_roles(roster, standing.people, standing.gone, how.same)
    known = recognise(roster, standing.people, standing.gone, how.same)
    stays = _staying(standing, known, source, is_whole=how.is_whole)
    left = frozenset(person.id for person in standing.gone)
    found = tuple(person for person in known.people if not (how.is_again and person.id in left))
    others = (*known.waiting, *(person for person, _ in stays))
    named = with_ids((*found, *others), standing.gone)[: len(found)]
    resolved = tuple(map(bare, with_rules_kept(named, (*standing.people, *standing.gone))))
    there, before = {person.id: bare(person) for person in (*standing.gone, *standing.people)}, _before(standing)
    fields = _ALWAYS | {_NOTES, *roster.says()}
    said = {one.id: _words(one, there.get(one.id), fields - known.left.get(one.id, frozenset())) for one in resolved}
    told = {**before, **{one: {**before.get(one, {}), **words} for one, words in said.items()}}
    merged, kept = _all_merged(resolved, there, said, before, how)
    for one in kept:
        told[one.person.id] = _as_before(told[one.person.id], before.get(one.person.id, {}), one.fields)
    people = marked((*merged, *others), columns_marked(standing.people))
    comparison = compare(people, standing.people)
    return PeoplePlan(
        people=people,
        comparison=comparison,
        stays=stays,
        back=left & {person.id for person in comparison.added},
        kept=tuple(kept),
        said=told,
        listed=_listed(standing, known, found, source, is_whole=how.is_whole),
        doubts=known.doubts,
        problems=open_problems(roster, known),
    )


def _all_merged(
    resolved: Iterable[Person], there: Mapping[str, Person], said: _Said, before: _Said, how: Manner
) -> tuple[list[Person], list[Kept]]:
    """Everybody as they will be, and what both changed."""
    merged, kept = list[Person](), list[Kept]()
    for person in resolved:
        stands, was = there.get(person.id, person), before.get(person.id, {})  # who is new stands as the roster says
        one, clashes = _merged(stands, said[person.id], was, first=how.goes_first(was))
        merged.append(dataclasses.replace(one, keys=person.keys))
        kept += [Kept(person=stands, fields=clashes)] if clashes else []
    return merged, kept


def _staying(standing: Standing, known: Known, source: str, *, is_whole: bool) -> tuple[tuple[Person, str], ...]:
    """Who is not in a roster but stays, with who lists them or brought them in."""
    found = list[tuple[Person, str]]()
    for person in known.missing:
        origin = standing.origins.get(person.id, "")
        others = [name for name, ids in standing.listed.items() if person.id in ids and name != source]
        was_listed = person.id in standing.listed.get(source, ())
        is_last = origin == source or (was_listed and _is_one_of(origin, standing.listed))
        if others or not is_last or not is_whole:
            found.append((person, others[0] if others and not _is_one_of(origin, others) else origin))
    return tuple(found)


def _is_one_of(origin: str, sources: Iterable[str]) -> bool:
    """Whether who brought somebody in is a source, or a person who let it."""
    return any(origin == source or origin.endswith(f" ({source})") for source in sources)


def _listed(
    standing: Standing, known: Known, found: tuple[Person, ...], source: str, *, is_whole: bool
) -> tuple[str, ...]:
    """Whom a source lists after this roster."""
    before, ids = standing.listed.get(source, frozenset()), {person.id for person in found}
    waiting = {person.id for doubt in known.doubts for person in doubt.likely}
    return tuple(sorted(ids | (before & waiting if is_whole else before)))


def _before(standing: Standing) -> dict[str, Mapping[str, Any]]:
    said = (standing.said or {}).get("people")
    if said is not None:
        return {person: _labelled(words) for person, words in said.items()}
    return {person.id: _flat(to_plain(person)) for person in standing.brought}


def _words(person: Person, stands: Person | None, fields: frozenset[str]) -> dict[str, Any]:
    """What a roster says of a person; "(empty)" is None, a name that is only their id or address says nothing."""
    made_up = {person.id.casefold(), person.email.casefold(), person.email.casefold().partition("@")[0]}
    unsaid = {"id", "keys", "name"} if person.name.casefold() in made_up else {"id", "keys"}
    plain, there = _flat(to_plain(person)), _flat(to_plain(stands)) if stands else {}
    told = {name for name in (*plain, *there) if _field(name) in fields - unsaid}
    return {name: plain.get(name) for name in (*plain, *there) if name in told}


def _flat(plain: Mapping[str, Any]) -> dict[str, Any]:
    """A person as plain values; what they say as a mentee stands beside the rest, so that each is settled alone."""
    side = plain.get("mentee_side") or {}
    own = {name: value for name, value in plain.items() if name != "mentee_side"}
    return _labelled({**own, **{f"{name}{AS_MENTEE}": side[name] for name in side if name not in _ALWAYS | {"id"}}})


def _labelled(flat: Mapping[str, Any]) -> dict[str, Any]:
    """The notes of each label as a field of their own, so that each column is settled alone."""
    own, side = flat.get(_NOTES) or (), flat.get(f"{_NOTES}{AS_MENTEE}") or ()
    rest = {name: value for name, value in flat.items() if name.removesuffix(AS_MENTEE) != _NOTES}
    labels = [note["label"] for note in own]
    rest |= {f"{_NOTES} '{label}'": [note for note in own if note["label"] == label] for label in labels}
    labels = (
        [note["label"] for note in (*side, *own)] if side else []
    )  # what they do not say there is no note of theirs
    of_side = {label: [note for note in side if note["label"] == label] for label in labels}
    return {**rest, **{f"{_NOTES} '{label}'{AS_MENTEE}": notes for label, notes in of_side.items()}}


def _field(name: str) -> str:
    """The field that a name of `_flat` speaks of."""
    return _NOTES if name.startswith(f"{_NOTES} '") else name.removesuffix(AS_MENTEE)


def _gathered(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Undo `_labelled`."""
    notes = [note for name, value in flat.items() if _field(name) == _NOTES for note in value]
    rest = {name: value for name, value in flat.items() if _field(name) != _NOTES}
    return {**rest, _NOTES: notes} if notes else rest


def _person(flat: Mapping[str, Any]) -> Person:
    """Undo `_flat`; what is None is left out. Who has but one role has no other side."""
    said = {name: value for name, value in flat.items() if value is not None}
    own = {name: value for name, value in said.items() if not name.endswith(AS_MENTEE)}
    side = {name.removesuffix(AS_MENTEE): value for name, value in said.items() if name not in own}
    mentor = from_plain(Person, _gathered(own))
    mentee = from_plain(Person, _gathered({**own, **side}))
    return mentor.in_both(mentor, mentee) if len(mentor.roles) > 1 else mentee if mentor.is_mentee() else mentor


def _merged(
    stands: Person, said: Mapping[str, Any], before: Mapping[str, Any], *, first: bool
) -> tuple[Person, tuple[str, ...]]:
    """Somebody as they will be, and the fields that both changed."""
    plain = _flat(to_plain(stands))
    found = {name: settle(plain.get(name), said[name], before.get(name, UNSAID), None, first=first) for name in said}
    whole = {**plain, **{name: one.value for name, one in found.items()}}
    return _person(whole), tuple(name for name, one in found.items() if one.is_clash)


def _as_before(said: Mapping[str, Any], before: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What was not taken counts as not said, so that it is told again until somebody decides."""
    rest = {name: value for name, value in said.items() if name not in names}
    return {**rest, **{name: before[name] for name in names if name in before}}
