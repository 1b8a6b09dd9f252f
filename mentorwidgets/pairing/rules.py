"""Hard rules: who can never be a pair, and why, in words (PP6, PP12, PP13).

Only what closes a mentor to everyone, or two people to each other, stands here: it binds free choice as much as our own
proposals. What merely makes a pair useless (no shared hour, no common language) is left to people; `propose_pairs`
counts it in as well.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing.meant import ids_in, unclear, unclear_words
from mentorwidgets.pairing.names import Names, plain

PRIVATE = frozenset({"reporting-line", "excluded", "unclear"})
"""Codes whose words only a coordinator may read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Bar:
    """Why two people cannot be a pair, or why somebody cannot be paired at all: a code and one sentence."""

    code: str
    words: str

    def public(self) -> Bar:
        """The same bar in words that give no private list away."""
        return Bar("private", "These two cannot be paired.") if self.code in PRIVATE else self


@dataclasses.dataclass(frozen=True, slots=True)
class Bars:
    """Every hard rule that applies, indexed by the ids of people."""

    mentors: Mapping[str, Bar]  # closed to everyone
    mentees: Mapping[str, Bar]  # cannot be paired with anyone
    pairs: Mapping[str, Mapping[str, Bar]]  # mentee id -> mentor id -> why these two cannot be paired

    def between(self, mentee: str, mentor: str) -> Bar | None:
        """Why these two cannot be a pair, or None when nothing stands in the way."""
        own = self.mentees.get(mentee) or self.pairs.get(mentee, {}).get(mentor)
        return own or self.mentors.get(mentor)

    def public(self) -> Bars:
        """The same bars with nothing private in them, for a participant's page."""
        pairs = {mentee: {mentor: bar.public() for mentor, bar in row.items()} for mentee, row in self.pairs.items()}
        return Bars(self.mentors, self.mentees, pairs)


def bars(program: Program, people: Sequence[Person]) -> Bars:
    """Every hard rule of a program that applies to these people.

    Args:
        program: its youth, min_years, same_unit and capacity settings count.
        people: mentors and mentees.
    """
    names = Names(people)
    open_ones = {one.id: Bar("unclear", unclear_words(one)) for one in unclear(people, names)}
    mentors = {p.id: bar for p in people if p.is_mentor() and (bar := mentor_bar(program, p) or open_ones.get(p.id))}
    mentees = {p.id: bar for p in people if p.is_mentee() and (bar := mentee_bar(p) or open_ones.get(p.id))}
    pairs: defaultdict[str, dict[str, Bar]] = defaultdict(dict)
    for mentee, mentor, bar in _pair_bars(program, people, names):
        pairs[mentee].setdefault(mentor, bar)
    return Bars(mentors, mentees, dict(pairs))


def mentor_bar(program: Program, mentor: Person) -> Bar | None:
    """Why this mentor is closed to everyone, or None."""
    if mentor.participation == "declined":
        return Bar("declined", f"{mentor.name} does not take part this time.")
    if capacity_of(program, mentor) <= 0:
        return Bar("paused", f"{mentor.name} is taking a break from mentoring this round.")
    if program.youth and mentor.clearance is not True:
        return Bar("clearance", f"{mentor.name} is not yet cleared to work with young people.")
    if program.min_years > 0 and mentor.years is None:
        return Bar(
            "years", f"This program asks for {program.min_years:g} years of service; {mentor.name}'s are not known."
        )
    if mentor.years is not None and mentor.years < program.min_years:
        return Bar("years", f"This program asks for {program.min_years:g} years of service; {mentor.name} has fewer.")
    return None


def mentee_bar(mentee: Person) -> Bar | None:
    """Why this mentee cannot be paired with anyone, or None."""
    if mentee.in_role("mentee").participation == "declined":
        return Bar("declined", f"{mentee.name} does not take part this time.")
    return None


def pair_bar(program: Program, mentee: Person, mentor: Person) -> Bar | None:
    """Why just these two cannot be paired, or None.

    Args:
        program: the program's settings.
        mentee: the one who looks for a mentor.
        mentor: the one who is asked.
    """
    both = (mentee,) if mentee.id == mentor.id else (mentee, mentor)
    found = (bar for a, b, bar in _pair_bars(program, both, Names(both)) if (a, b) == (mentee.id, mentor.id))
    return next(found, None)


def line_bar(lower: Person, higher: Person) -> Bar:
    """Two people stand in one reporting line."""
    return Bar("reporting-line", f"{higher.name} is in {lower.name}'s reporting line.")


def closed_words(mentor: Person) -> str:
    """What a participant reads of a mentor who cannot be chosen, whatever the reason is: no list can be guessed."""
    return f"{mentor.name} is not taking anyone on at the moment."


def capacity_of(program: Program, mentor: Person) -> int:
    """How many mentees a mentor can take: their own word, else the program's."""
    return max(0, program.capacity if mentor.capacity is None else mentor.capacity)


def purposes_of(program: Program, person: Person) -> tuple[str, ...]:
    """The program's purposes that a person named; all of them when none was named or none is the program's."""
    named = {plain(purpose) for purpose in person.purposes}
    return tuple(p for p in program.purposes if plain(p) in named) or program.purposes


def demand_of(program: Program, mentee: Person) -> int:
    """How many mentors a mentee would like: their number, and at least one for each purpose they named."""
    named = {plain(purpose) for purpose in mentee.in_role("mentee").purposes} & {
        plain(purpose) for purpose in program.purposes
    }
    return max(mentee.demand, len(named), 0)


def per_purpose(program: Program, mentee: Person) -> int:
    """How many mentors a mentee may have for one purpose: one, unless the program has but one purpose."""
    return max(1, mentee.demand) if len(program.purposes) == 1 else 1


def _pair_bars(program: Program, people: Sequence[Person], names: Names) -> Iterator[tuple[str, str, Bar]]:
    known = {person.id: person for person in people}
    for person in people:
        if person.is_mentor() and person.is_mentee():
            yield person.id, person.id, Bar("self", f"{person.name} cannot be their own mentor.")
    for lower, higher in _lines(people, names):
        yield from _both_ways(known[lower], known[higher], line_bar(known[lower], known[higher]))
    for person in people:
        for other in ids_in(person.avoid, names) - {person.id}:
            yield from _both_ways(person, known[other], Bar("excluded", "One of the two asked not to be paired."))
    if program.same_unit == "forbid":
        yield from _same_unit(people)


def _both_ways(one: Person, other: Person, bar: Bar) -> Iterator[tuple[str, str, Bar]]:
    for mentee, mentor in ((one, other), (other, one)):
        if mentee.is_mentee() and mentor.is_mentor():
            yield mentee.id, mentor.id, bar


def _lines(people: Sequence[Person], names: Names) -> Iterator[tuple[str, str]]:
    """Everyone with everyone above them, however far; a circle in the roster ends the walk."""
    above = {p.id: ids_in((p.supervisor,), names) for p in people if p.supervisor}
    for person, direct in above.items():
        seen: set[str] = {person}
        front = list(direct)
        while front:
            higher = front.pop()
            if higher not in seen:
                seen.add(higher)
                front.extend(above.get(higher, ()))
                yield person, higher


def _same_unit(people: Sequence[Person]) -> Iterator[tuple[str, str, Bar]]:
    units: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.is_mentor() and person.department:
            units[plain(person.department)].append(person)
    for mentee in (person.in_role("mentee") for person in people if person.is_mentee()):
        if mentee.department:
            for mentor in units[plain(mentee.department)]:
                words = f"Both work in {mentor.department}; this program pairs across departments."
                yield mentee.id, mentor.id, Bar("same-unit", words)
