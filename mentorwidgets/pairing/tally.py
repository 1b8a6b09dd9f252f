"""Where every mentee stands, each in one place alone: all counts of pairing come from here, so sums are right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.model import Pair, Person, Program, pairs_of
from mentorwidgets.pairing import rules

CODES = ("declined", "waiting", "paired", "part", "lost", "later", "asked", "shortlist", "unpaired")
"""``lost``: the mentor left; ``part``: paired, and wants one more. The page's `standing` says the same."""
PAIRED = ("paired", "part")
APART = ("declined", "later")


def standing_pairs(people: Iterable[Person], fields: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Return the pairs that count: not ended, both still there, and the mentee takes part.

    Args:
        people: who is there, with their answers (see `with_answers`).
        fields: the pairing worksheet, key -> value.
    """
    here = {person.id: person.in_role("mentee").participation for person in people}
    return tuple(
        pair
        for pair in pairs_of(fields)
        if pair.is_live() and pair.mentor in here and here.get(pair.mentee, "declined") != "declined"
    )


def tally(program: Program, people: Sequence[Person], fields: Mapping[str, Any]) -> Counter[str]:
    """Count the mentees by where they stand; every one of `CODES` has a number, and together they are all mentees.

    Args:
        program: its purposes count.
        people: who is there, with their answers (see `with_answers`).
        fields: the pairing worksheet, key -> value.
    """
    mentors = {person.id for person in people if person.is_mentor()}
    here = {person.id for person in people}
    live: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs_of(fields):
        if pair.is_live():
            live[pair.mentee].append(pair)
    found = Counter(dict.fromkeys(CODES, 0))
    mentees = (person.in_role("mentee") for person in people if person.is_mentee())
    found.update(_code(program, person, live[person.id], here, mentors) for person in mentees)
    return found


def _code(program: Program, person: Person, live: Sequence[Pair], here: set[str], mentors: set[str]) -> str:
    if person.participation == "declined":
        return "declined"
    present = [pair for pair in live if pair.mentor in here]
    if present:
        if any(pair.status == "proposed" for pair in present):
            return "waiting"
        return "part" if _wants_more(program, person, present) else "paired"
    return "lost" if live else _alone(person, mentors)


def _alone(person: Person, mentors: set[str]) -> str:
    if person.participation == "later":
        return "later"
    if person.assign:
        return "asked"
    return "shortlist" if any(wish in mentors for wish in person.wishes) else "unpaired"


def _wants_more(program: Program, person: Person, live: Sequence[Pair]) -> bool:
    taken = Counter(pair.purpose for pair in live)
    most = rules.per_purpose(program, person)
    return rules.demand_of(program, person) > len(live) and any(taken[one] < most for one in program.purposes)
