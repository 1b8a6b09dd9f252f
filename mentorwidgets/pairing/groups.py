"""Groups: one mentor, or a team of two, with people who would like help with the same thing (PP25)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing.factors import known_topics
from mentorwidgets.pairing.rules import Bars, bars, capacity_of
from mentorwidgets.pairing.terms import term

SMALLEST = 2  # people make a group


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """Who could lead a group, who could be in it, and what it would be about."""

    mentors: tuple[str, ...]  # one, or a team of two
    mentees: tuple[str, ...]
    topic: str
    words: str


def suggest_groups(
    people: Sequence[Person], *, program: Program | None = None, size: int = 6, most: int = 5
) -> tuple[Group, ...]:
    """Suggest groups around what several people would like help with; nobody stands in two of them.

    Args:
        people: mentors, and the mentees who still look for somebody.
        program: whose hard rules and places count; a plain one when left out.
        size: how many mentees a group has at the most.
        most: how many groups, the largest first.

    A second mentor joins where the first offered fewer places than the group needs. The same people give the same
    groups in whatever order they come.

    >>> ana = Person(id="ana", name="Ana", roles=("mentor",), offers=("maps",), capacity=2)
    >>> ben, cho = (Person(id=i, name=i, roles=("mentee",), wants=("Maps",)) for i in ("ben", "cho"))
    >>> [(group.topic, group.mentors, group.mentees) for group in suggest_groups([cho, ana, ben])]
    [('Maps', ('ana',), ('ben', 'cho'))]
    """
    program = program or Program(slug="program", name="Program")
    closed = bars(program, people)
    mentors = [p for p in _in_order(people) if p.is_mentor() and p.id not in closed.mentors]
    mentees = [
        p.in_role("mentee") for p in _in_order(people) if p.is_mentee() and p.id not in closed.mentees and p.demand > 0
    ]
    groups: list[Group] = []
    while len(groups) < most and (group := _largest(program, closed, mentors, mentees, size)):
        groups.append(group)
        mentors = [p for p in mentors if p.id not in group.mentors]
        mentees = [p for p in mentees if p.id not in group.mentees]
    return tuple(groups)


def _in_order(people: Sequence[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (not person.waiting, person.id))


def _largest(
    program: Program, closed: Bars, mentors: Sequence[Person], mentees: Sequence[Person], size: int
) -> Group | None:
    found = [
        group
        for topic, words, wanting in _wanted(mentees)
        if (group := _around(program, closed, [m for m in mentors if topic in known_topics(m)], wanting, words, size))
    ]
    return min(found, key=lambda group: (-len(group.mentees), group.topic.casefold(), group.mentors), default=None)


def _wanted(mentees: Sequence[Person]) -> list[tuple[str, str, list[Person]]]:
    """Each topic with its words as somebody wrote them and the people who want it, in order."""
    wanting: defaultdict[str, list[Person]] = defaultdict(list)
    words: dict[str, str] = {}
    for person in mentees:
        for text in person.wants:
            if person not in wanting[term(text)]:
                wanting[term(text)].append(person)
            words[term(text)] = min(text, words.get(term(text), text))
    return [(topic, words[topic], people) for topic, people in wanting.items() if len(people) >= SMALLEST]


def _around(
    program: Program, closed: Bars, leaders: Sequence[Person], wanting: Sequence[Person], words: str, size: int
) -> Group | None:
    best: Group | None = None
    for first in sorted(leaders, key=lambda mentor: (-capacity_of(program, mentor), mentor.id)):
        team = [first]
        cohort = _free(closed, team, wanting)[:size]
        others = [mentor for mentor in leaders if mentor.id != first.id]
        if len(cohort) > capacity_of(program, first) and others:
            pair = [first, max(others, key=lambda mentor: (capacity_of(program, mentor), mentor.id))]
            both = _free(closed, pair, wanting)[:size]
            team, cohort = (pair, both) if len(both) == len(cohort) else (team, cohort)
        if len(cohort) >= SMALLEST and (best is None or len(cohort) > len(best.mentees)):
            best = _group(program, team, cohort, words)
    return best


def _free(closed: Bars, team: Sequence[Person], wanting: Sequence[Person]) -> list[Person]:
    names = {mentor.id for mentor in team}
    return [p for p in wanting if p.id not in names and not any(closed.between(p.id, m.id) for m in team)]


def _group(program: Program, team: Sequence[Person], cohort: Sequence[Person], topic: str) -> Group:
    places = sum(capacity_of(program, mentor) for mentor in team)
    names = " and ".join(mentor.name for mentor in team)
    words = f"{len(cohort)} {program.term('mentee')}s would like help with {topic}, and {names} can help."
    if places < len(cohort):
        offered = "1 place" if places == 1 else f"{places} places"
        words += f" They offered {offered}: ask whether a group of {len(cohort)} is fine."
    return Group(tuple(m.id for m in team), tuple(p.id for p in cohort), topic, words)
