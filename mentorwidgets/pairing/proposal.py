"""`propose_pairs`: who could mentor whom, the best there is, the same whatever the order of the rows, and proved."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Unpack

import numpy as np

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Pair, PairOrigin, Person, Roster, did_you_mean
from mentorwidgets.pairing import scoring, solver
from mentorwidgets.pairing.assignment import Ints
from mentorwidgets.pairing.candidates import LargeTask
from mentorwidgets.pairing.case import Case, Options, make_case
from mentorwidgets.pairing.large import LargeAnswer, solve_large
from mentorwidgets.pairing.proof import Proof
from mentorwidgets.pairing.scene import Seeker
from mentorwidgets.pairing.shortage import Unpaired, why_unpaired
from mentorwidgets.pairing.solver import SENTENCES, Answer, Task


@dataclasses.dataclass(frozen=True, slots=True)
class ProposedPair:
    """A pair that is proposed, with its points (0 to 1000) and where it comes from."""

    mentee: str
    mentor: str
    purpose: str
    score: int
    origin: PairOrigin = "assigned"  # hybrid: assigned, and one of the mentee's wishes
    pinned: bool = False

    def pair(self) -> Pair:
        """The pair as it is saved when the coordinator publishes it."""
        return Pair(mentee=self.mentee, mentor=self.mentor, purpose=self.purpose, origin=self.origin)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """Pairs with reasons, and unpaired people with reasons. Nothing is saved by proposing."""

    case: Case
    answer: Answer | LargeAnswer
    pairs: tuple[ProposedPair, ...]  # in the order of the mentees' ids
    unpaired: tuple[Unpaired, ...]
    proved: bool  # the proof was checked

    @property
    def objective(self) -> str:
        """The name of the objective."""
        return self.case.task.objective

    @property
    def sentence(self) -> str:
        """The objective in one sentence, for the page."""
        return SENTENCES[self.objective]

    @property
    def total(self) -> int:
        """The points of all proposed pairs."""
        return sum(pair.score for pair in self.pairs)

    @property
    def weakest(self) -> int | None:
        """The fewest points of a pair that was free to be chosen; None when there is none."""
        return min((pair.score for pair in self.pairs if not pair.pinned), default=None)

    @property
    def proof(self) -> Proof:
        """What proves the answer; its `check` trusts nobody.

        Raises:
            ProposalError: a round so large that it was solved over lists keeps only the word `proved`.
        """
        if isinstance(self.case.task, LargeTask) or isinstance(self.answer, LargeAnswer):
            raise ProposalError("This round is too large to keep its proof.", "`proved` says whether it was proved.")
        return Proof(self.case.task, self.answer)

    def pair_of(self, mentee: str, mentor: str = "") -> ProposedPair:
        """The proposed pair of a mentee (and a mentor, where there are several).

        Raises:
            ProposalError: there is none.
        """
        found = [pair for pair in self.pairs if pair.mentee == mentee and mentor in ("", pair.mentor)]
        if not found:
            raise ProposalError(f"No pair is proposed for '{mentee}'.", did_you_mean(mentee, self._mentees()))
        return found[0]

    def _mentees(self) -> list[str]:
        return [pair.mentee for pair in self.pairs]

    def __repr__(self) -> str:
        """A short line that stays the same, for notebooks."""
        proved = "proved" if self.proved else "not proved"
        return f"Proposal({self.objective}: {len(self.pairs)} pairs, {len(self.unpaired)} unpaired, {proved})"


def propose_pairs(people: Roster | Sequence[Person], **options: Unpack[Options]) -> Proposal:
    """Propose the best pairs for people who asked to be assigned.

    Accepted pairs are never moved. The answer is exact and proved on every run: most people paired, those who waited
    first, the weakest pair as good as possible, few weak pairs, mentees spread over mentors, the highest total; ties go
    to the first mentor by id.

    Args:
        people: a roster, or people who mentor or look for a mentor.
        **options: see `Options`: program, pairs, pins, forbids, weights, objective, include, start, weeks, weak.

    Raises:
        ProposalError: an option is unknown, or a pinned pair breaks a rule.

    >>> ana = Person(id="ana", name="Ana", roles=("mentor",), offers=("maps",))
    >>> ben = Person(id="ben", name="Ben", roles=("mentee",), wants=("maps",), assign=True)
    >>> [(pair.mentee, pair.mentor, pair.score) for pair in propose_pairs([ben, ana]).pairs]
    [('ben', 'ana', 1000)]
    """
    return decide(make_case(people, options))


def decide(case: Case) -> Proposal:
    """Solve a case, prove the answer and say why people stay unpaired."""
    answer, scores, proved = _solved(case.task)
    rows = enumerate(zip(answer.mentor.tolist(), scores.tolist(), strict=True))
    chosen = [_proposed(case, row, mentor, score) for row, (mentor, score) in rows if mentor >= 0]
    pairs = sorted([*_pinned(case), *chosen], key=lambda pair: (pair.mentee, pair.purpose, pair.mentor))
    return Proposal(case, answer, tuple(pairs), tuple(_unpaired(case, answer)), proved)


def _solved(task: Task | LargeTask) -> tuple[Answer | LargeAnswer, Ints, bool]:
    if isinstance(task, LargeTask):
        found = solve_large(task)
        return found, found.score, found.proved
    answer = solver.solve(task)
    scores = task.score[np.arange(len(task.score)), answer.mentor] if task.score.shape[1] else answer.mentor
    return answer, scores, Proof(task, answer).check()


def _proposed(case: Case, row: int, column: int, score: int) -> ProposedPair:
    seeker, mentor = case.scene.seekers[row], case.scene.mentors[column]
    origin: PairOrigin = "hybrid" if mentor.id in seeker.person.wishes else "assigned"
    return ProposedPair(seeker.person.id, mentor.id, case.scene.purpose(seeker, mentor), score, origin)


def _pinned(case: Case) -> list[ProposedPair]:
    known = {person.id: person for person in case.people}
    found = []
    for pair in case.pinned:
        seeker = Seeker(known[pair.mentee].in_role("mentee"), (pair.purpose,))
        score = sum(p.points for p in scoring.points(case.scene, seeker, known[pair.mentor], case.weights))
        found.append(ProposedPair(pair.mentee, pair.mentor, pair.purpose, score, pair.origin, pinned=True))
    return found


def _unpaired(case: Case, answer: Answer | LargeAnswer) -> list[Unpaired]:
    mentors = case.scene.mentors
    load = np.bincount(answer.mentor[answer.mentor >= 0], minlength=len(mentors))
    left = case.task.capacity - load
    rows = np.flatnonzero(answer.mentor < 0)
    return [why_unpaired(case, int(row), line, left) for row, line in zip(rows, case.lines(rows), strict=True)]
