"""Why two people are proposed to each other, for a coordinator or for the two themselves (PP14)."""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Person
from mentorwidgets.pairing import meeting, scoring
from mentorwidgets.pairing.assignment import Ints
from mentorwidgets.pairing.candidates import LargeTask
from mentorwidgets.pairing.case import Case
from mentorwidgets.pairing.factors import known_topics, sought
from mentorwidgets.pairing.proposal import Proposal, ProposedPair
from mentorwidgets.pairing.scene import Seeker
from mentorwidgets.pairing.scoring import Points

Reader = Literal["coordinator", "participant"]
_CHECKED_ALWAYS = ("two different people", "both take part", "a free place")
_CHECKED = (
    "the purpose is offered", "shared time, where both told their hours", "a shared language, where both told theirs",
    "a shared way of meeting", "near enough to meet in person, where that is the only way",
)  # fmt: skip
_CHECKED_PRIVATELY = ("no reporting line between them", "neither asked not to be paired", "no pair before")
_PRIVATE_FACTORS = frozenset({"wishes"})


@dataclasses.dataclass(frozen=True, slots=True)
class Alternative:
    """Another pair that could be: its points, and the difference for the person it is told to."""

    mentee: str
    mentor: str
    score: int
    difference: int
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair is proposed. For a participant, ``score``, ``points`` and alternatives are empty."""

    pair: ProposedPair | None
    reasons: tuple[str, ...]
    shared_terms: tuple[str, ...]
    shared_hours: str
    checked: tuple[str, ...]
    points: tuple[Points, ...] = ()
    alternatives: tuple[Alternative, ...] = ()  # the mentee's next best three with a free place: nobody else moves
    mentors_alternative: Alternative | None = None  # the mentor's best other mentee


def explain(proposal: Proposal, mentee: str, mentor: str = "", reader: Reader = "coordinator") -> Explanation:
    """Explain one pair of a proposal.

    Args:
        proposal: from `propose_pairs`.
        mentee: the mentee's id.
        mentor: the mentor's id, where the mentee has several.
        reader: ``participant`` leaves out private rules, points, and everything about others.

    Raises:
        ProposalError: no such pair is proposed.
    """
    if reader not in ("coordinator", "participant"):
        raise ProposalError("An explanation is for a 'coordinator' or a 'participant'.")
    pair = proposal.pair_of(mentee, mentor)
    case = proposal.case
    known = case.scene.once("people", lambda: {person.id: person for person in case.people})
    one, other = known[pair.mentee].in_role("mentee"), known[pair.mentor].in_role("mentor")
    seeker = Seeker(one, (pair.purpose,))
    points = _points(case, seeker, other, pair)
    shown = [p for p in points if p.points and (reader == "coordinator" or p.factor not in _PRIVATE_FACTORS)]
    plain = Explanation(
        pair=None,
        reasons=tuple(f"{item.label}: {item.words}" for item in sorted(shown, key=lambda item: -item.points)),
        shared_terms=tuple(sorted(sought(seeker) & known_topics(other))),
        shared_hours=_hours(case, one, other),
        checked=_checked(case, pair),
    )
    if reader == "participant":
        return plain
    others = _alternatives(proposal, pair)
    best = _mentors_alternative(proposal, pair)
    checked = (*plain.checked, *_CHECKED_PRIVATELY)
    return dataclasses.replace(
        plain, pair=pair, checked=checked, points=points, alternatives=others, mentors_alternative=best
    )


def reasons(proposal: Proposal, pair: ProposedPair) -> tuple[str, ...]:
    """Why a pair is proposed, in words that anybody may read: the factors that gave points, the most first."""
    return explain(proposal, pair.mentee, pair.mentor, "participant").reasons


def _checked(case: Case, pair: ProposedPair) -> tuple[str, ...]:
    """A pinned pair is the coordinator's own word: only what nobody can set aside is checked."""
    young = ("cleared for young people",) if case.program.youth else ()
    return _CHECKED_ALWAYS + young + (() if pair.pinned else _CHECKED)


def _points(case: Case, seeker: Seeker, mentor: Person, pair: ProposedPair) -> tuple[Points, ...]:
    """The points of the row as it was scored: a row with open purposes is scored with all of them."""
    row = _row(case, pair)
    return scoring.points(case.scene, seeker if row is None else case.scene.seekers[row], mentor, case.weights)


def _row(case: Case, pair: ProposedPair) -> int | None:
    rows = enumerate(case.scene.seekers)
    own = [row for row, s in rows if s.person.id == pair.mentee and pair.purpose in s.purposes]
    return None if pair.pinned or not own else own[0]


def _hours(case: Case, mentee: Person, mentor: Person) -> str:
    return meeting.first_hours(case.scene, mentee, mentor) if mentee.availability and mentor.availability else ""


def _alternatives(proposal: Proposal, pair: ProposedPair) -> tuple[Alternative, ...]:
    case, row = proposal.case, _row(proposal.case, pair)
    if row is None:
        return ()
    free = free_places(proposal) > 0
    places = case.scene.places()
    own = [places[other.mentor] for other in proposal.pairs if other.mentee == pair.mentee]
    score, able = case.scores(row)
    columns = np.setdiff1d(np.flatnonzero(free & able), own)
    best = columns[np.argsort(-score[columns], kind="stable")][:3].tolist()
    return tuple(_alternative(case, pair, column, int(score[column])) for column in best)


def _alternative(case: Case, pair: ProposedPair, column: int, score: int) -> Alternative:
    mentor = case.scene.mentors[column]
    difference = score - pair.score
    words = f"{mentor.name} has a free place; nobody else would move, and the pair {_by(difference)}."
    return Alternative(pair.mentee, mentor.id, score, difference, words)


def _mentors_alternative(proposal: Proposal, pair: ProposedPair) -> Alternative | None:
    case, task = proposal.case, proposal.case.task
    if isinstance(task, LargeTask):
        return None
    column = case.scene.places()[pair.mentor]
    able = np.flatnonzero(task.allowed[:, column])
    rows = [int(row) for row in able if case.scene.seekers[row].person.id != pair.mentee]
    if not rows:
        return None
    row = max(rows, key=lambda one: (int(task.score[one, column]), -one))
    other, score = case.scene.seekers[row].person, int(task.score[row, column])
    now = [one.score for one in proposal.pairs if one.mentee == other.id]
    cost = f"{other.name}'s own pair {_by(score - now[0])}" if now else f"{other.name} has no pair now"
    words = (
        f"{other.name} would be {case.scene.mentors[column].name}'s best other {case.program.term('mentee')}; {cost}."
    )
    return Alternative(other.id, pair.mentor, score, score - pair.score, words)


def free_places(proposal: Proposal) -> Ints:
    """The places of every mentor that the proposal leaves free, in the order of the mentors' ids."""
    mentor = proposal.answer.mentor
    task = proposal.case.task
    return task.capacity - np.bincount(mentor[mentor >= 0], minlength=len(task.capacity))


def _by(difference: int) -> str:
    if difference == 0:
        return "would have as many points"
    return f"would have {abs(difference)} points {'more' if difference > 0 else 'fewer'}"
