"""The balance of a proposal, teams of two mentors, and the plain forms for files and the command line (PP22, PP26)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from mentorwidgets.model import Person
from mentorwidgets.pairing.comparable import compared, helpful
from mentorwidgets.pairing.explanation import explain, reasons
from mentorwidgets.pairing.factors import known_topics
from mentorwidgets.pairing.proposal import Proposal, ProposedPair
from mentorwidgets.pairing.terms import term, terms

YOUTH_WORDS = ("teens", "teen", "youth", "young people", "young adults", "children", "students")


@dataclasses.dataclass(frozen=True, slots=True)
class Balance:
    """How a proposal is balanced; shares are parts of 1, None where nobody said."""

    load: tuple[tuple[str, int, int], ...]  # mentor, pairs with settled ones, places altogether
    unpaired: int
    scores: tuple[int, int, int, int, int] | None  # least, lower quarter, middle, upper quarter, most
    weak: int
    rural_paired: float | None  # of the rural people who asked
    cross_department: float | None  # of the pairs whose departments are known
    words: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Team:
    """Two mentors for one group: one knows the subject, the other knows young people."""

    expert: str
    companion: str
    topics: tuple[str, ...]
    words: str


def balance(proposal: Proposal) -> Balance:
    """The balance panel: load, unpaired, spread of scores, rural share, share across departments."""
    case = proposal.case
    load = Counter([pair.mentor for pair in proposal.pairs] + [pair.mentor for pair in case.locked])
    places = (case.task.capacity + case.task.load).tolist()
    loads = tuple((m.id, load[m.id], n) for m, n in zip(case.scene.mentors, places, strict=True))
    scores = [pair.score for pair in proposal.pairs]
    quarters = np.percentile(scores, (0, 25, 50, 75, 100), method="nearest").astype(int) if scores else None
    spread = None if quarters is None else tuple(int(value) for value in quarters)
    rural, across = _rural(proposal), _across(proposal)
    weak = sum(score < case.task.weak for score in scores)
    words = _balance_words(proposal, loads, rural, across)
    return Balance(loads, len(proposal.unpaired), spread, weak, rural, across, words)  # type: ignore[arg-type]


def suggest_teams(people: Sequence[Person], topics: Sequence[str], most: int = 3) -> tuple[Team, ...]:
    """Teams of a subject expert and somebody who knows young people, for one group.

    Args:
        people: mentors are looked at, those with capacity 0 are not.
        topics: what the group is about.
        most: how many teams, the best first.
    """
    wanted, young = terms(topics), terms(YOUTH_WORDS)
    mentors = [p for p in people if p.is_mentor() and p.capacity != 0 and p.participation != "declined"]
    found = []
    for expert in mentors:
        shared = wanted & known_topics(expert)
        for companion in mentors if shared else ():
            if companion.id != expert.id and (known_topics(companion) & young or companion.kind == "youth"):
                both = wanted & (known_topics(expert) | known_topics(companion))
                rank = (-len(both), -len(shared), bool(known_topics(expert) & young), expert.id, companion.id)
                found.append((rank, expert, companion, both))
    return tuple(
        _team(expert, companion, both) for _, expert, companion, both in sorted(found, key=lambda f: f[0])[:most]
    )


def report(proposal: Proposal, *, explained: bool = False) -> dict[str, Any]:
    """A proposal as plain JSON for a coordinator.

    Args:
        proposal: from `propose_pairs`.
        explained: also the points, rules checked and alternatives of every pair.
    """
    return {
        "objective": proposal.objective,
        "sentence": proposal.sentence,
        "pairs": [_pair_row(proposal, number, explained=explained) for number in range(len(proposal.pairs))],
        "unpaired": [dataclasses.asdict(one) for one in proposal.unpaired],
        "helpful": list(helpful(proposal)),
        "total": proposal.total,
        "weakest": proposal.weakest,
        "proved": proposal.proved,
    }


def rows(proposal: Proposal) -> list[dict[str, str]]:
    """The lines of pairs.csv: names beside ids, so that people can read it; unpaired people follow with the reason."""
    names = {person.id: person.name for person in proposal.case.people}
    paired = [
        {
            "mentee id": pair.mentee, "mentee": names[pair.mentee], "mentor id": pair.mentor,
            "mentor": names[pair.mentor], "purpose": pair.purpose, "score": _score(proposal, pair),
            "reasons": "; ".join(reasons(proposal, pair)),
        }
        for pair in proposal.pairs
    ]  # fmt: skip
    return paired + [
        {
            "mentee id": one.mentee, "mentee": names[one.mentee], "mentor id": "", "mentor": "",
            "purpose": " or ".join(one.purposes), "score": "", "reasons": f"{one.words} {one.help}",
        }
        for one in proposal.unpaired
    ]  # fmt: skip


def _score(proposal: Proposal, pair: ProposedPair) -> str:
    return str(pair.score) if compared(proposal, pair)[1] else ""


def carried_over(proposal: Proposal) -> frozenset[str]:
    """The ids of those who stay unpaired: mark them ``waiting`` and they come first in the next round."""
    return frozenset(one.mentee for one in proposal.unpaired)


def _pair_row(proposal: Proposal, number: int, *, explained: bool) -> dict[str, Any]:
    pair = proposal.pairs[number]
    points, out_of = compared(proposal, pair)
    plain = {**dataclasses.asdict(pair), "compared": {"points": points, "out_of": out_of}}
    if not explained:
        return {**plain, "reasons": list(reasons(proposal, pair))}
    told = explain(proposal, pair.mentee, pair.mentor)
    return {
        **plain,
        "reasons": list(told.reasons),
        "points": [dataclasses.asdict(item) for item in told.points],
        "shared terms": list(told.shared_terms),
        "shared hours": told.shared_hours,
        "checked": list(told.checked),
        "alternatives": [dataclasses.asdict(item) for item in told.alternatives],
    }


def _rural(proposal: Proposal) -> float | None:
    rural = {s.person.id for s in proposal.case.scene.seekers if s.person.rural}
    mentees = (person.in_role("mentee") for person in proposal.case.people)
    rural |= {p.id for p in mentees if p.rural and p.id in {pair.mentee for pair in proposal.pairs}}
    paired = {pair.mentee for pair in proposal.pairs} & rural
    return len(paired) / len(rural) if rural else None


def _across(proposal: Proposal) -> float | None:
    people = {person.id: person for person in proposal.case.people}
    units = [
        (term(people[pair.mentee].in_role("mentee").department), term(people[pair.mentor].department))
        for pair in proposal.pairs
    ]
    known = [one != other for one, other in units if one and other]
    return sum(known) / len(known) if known else None


def _balance_words(
    proposal: Proposal, loads: Sequence[tuple[str, int, int]], rural: float | None, across: float | None
) -> tuple[str, ...]:
    busy = [load for _, load, _ in loads if load]
    found = [f"{len(busy)} of {len(loads)} mentors have somebody; the busiest has {max(busy, default=0)}."]
    if proposal.unpaired:
        found.append(f"{len(proposal.unpaired)} asked and stay without a mentor for now.")
    if rural is not None:
        found.append(f"{round(100 * rural)} % of the rural people who asked are paired.")
    if across is not None:
        found.append(f"{round(100 * across)} % of the pairs are across departments.")
    return tuple(found)


def _team(expert: Person, companion: Person, topics: frozenset[str]) -> Team:
    named = tuple(sorted(topics))
    words = f"{expert.name} knows {', '.join(named)}; {companion.name} knows young people."
    return Team(expert.id, companion.id, named, words)
