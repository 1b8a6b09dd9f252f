"""What would be otherwise: other objectives, other weights, another mentor for one person (PP14, PP18, PP27)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Unpack, cast

from mentorwidgets.model import Person, Roster
from mentorwidgets.pairing.case import Options, make_case, with_objective
from mentorwidgets.pairing.proposal import Proposal, decide, propose_pairs
from mentorwidgets.pairing.solver import SENTENCES, Objective


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What one objective gives, and in words what it costs against the best of the others."""

    objective: str
    sentence: str
    paired: int
    unpaired: int
    weakest: int | None
    weak: int
    busiest: int  # pairs of the mentor who has most
    total: int
    costs: tuple[str, ...]
    proposal: Proposal


@dataclasses.dataclass(frozen=True, slots=True)
class Move:
    """A mentee who would have another mentor; empty for none."""

    mentee: str
    purpose: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What would move and what it would cost, before anybody commits to it."""

    proposal: Proposal  # as it would be
    moves: tuple[Move, ...]
    own: int  # points more for the person asked about; 0 when nobody was
    others: int  # points more for all others together
    paired: int  # people more who are paired
    words: str


def compare_objectives(people: Roster | Sequence[Person], **options: Unpack[Options]) -> tuple[Outcome, ...]:
    """The three objectives side by side, with what each costs. Scores are worked out once.

    Args:
        people: a roster or people.
        **options: as for `propose_pairs`; objective is not looked at.

    Raises:
        ProposalError: as `propose_pairs`.
    """
    case = make_case(people, options)
    proposals = [decide(with_objective(case, cast("Objective", name))) for name in SENTENCES]
    bare = [_outcome(proposal) for proposal in proposals]
    return tuple(dataclasses.replace(one, costs=_costs(one, bare)) for one in bare)


def what_if(proposal: Proposal, **options: Unpack[Options]) -> Change:
    """Which pairs would move under other weights (or any other option), before committing.

    Raises:
        ProposalError: as `propose_pairs`.
    """
    new: Options = {**proposal.case.options, **options}
    weights = options.get("weights")
    if weights is not None:
        new["weights"] = {**(proposal.case.options.get("weights") or {}), **weights}
    return _change(proposal, propose_pairs(proposal.case.people, **new), "")


def change_mentor(proposal: Proposal, mentee: str, mentor: str) -> Change:
    """What it would cost the others if this mentee had that mentor: everything else is solved anew, exactly.

    Raises:
        ProposalError: a rule stands between them, or the mentor has no place at all.
    """
    options = proposal.case.options
    pinned: Options = {**options, "pins": (*options.get("pins", ()), (mentee, mentor))}
    return _change(proposal, propose_pairs(proposal.case.people, **pinned), mentee)


def moves_between(before: Proposal, after: Proposal) -> tuple[Move, ...]:
    """The mentees whose mentor differs between two proposals."""
    old = {(pair.mentee, pair.purpose): pair.mentor for pair in before.pairs}
    new = {(pair.mentee, pair.purpose): pair.mentor for pair in after.pairs}
    keys = sorted(old.keys() | new.keys())
    return tuple(Move(*key, old.get(key, ""), new.get(key, "")) for key in keys if old.get(key) != new.get(key))


def _change(before: Proposal, after: Proposal, mentee: str) -> Change:
    moves = moves_between(before, after)
    own = _points_of(after, mentee) - _points_of(before, mentee)
    others = after.total - before.total - own
    paired = len(after.pairs) - len(before.pairs)
    people = len({move.mentee for move in moves} - {mentee})
    words = "Nobody would move." if not moves else f"{_many(people, 'other' if mentee else 'person')} would move."
    if mentee and own:
        words += f" This pair would have {abs(own)} points {'more' if own > 0 else 'fewer'}."
    if others and mentee:
        words += f" The others together would have {abs(others)} points {'more' if others > 0 else 'fewer'}."
    if paired:
        words += f" {abs(paired)} {'more' if paired > 0 else 'fewer'} would be paired."
    return Change(after, moves, own, others, paired, words)


def _points_of(proposal: Proposal, mentee: str) -> int:
    return sum(pair.score for pair in proposal.pairs if pair.mentee == mentee)


def _outcome(proposal: Proposal) -> Outcome:
    weak = proposal.case.task.weak
    load = Counter([pair.mentor for pair in proposal.pairs] + [pair.mentor for pair in proposal.case.locked])
    return Outcome(
        objective=proposal.objective,
        sentence=proposal.sentence,
        paired=len(proposal.pairs),
        unpaired=len(proposal.unpaired),
        weakest=proposal.weakest,
        weak=sum(pair.score < weak for pair in proposal.pairs),
        busiest=max(load.values(), default=0),
        total=proposal.total,
        costs=(),
        proposal=proposal,
    )


def _costs(one: Outcome, every: Sequence[Outcome]) -> tuple[str, ...]:
    most = max(other.paired for other in every)
    best = max(other.weakest or 0 for other in every if other.paired == one.paired)
    total = max(other.total for other in every)
    lower = best - (one.weakest or 0)
    found = {
        f"{_many(most - one.paired, 'person')} fewer paired": most > one.paired,
        f"the weakest pair has {lower} points fewer": lower > 0,
        f"{total - one.total} points fewer in total": total > one.total,
    }
    return tuple(words for words, true in found.items() if true) or ("no cost against the others",)


def _many(count: int, word: str) -> str:
    plural: Mapping[str, str] = {"person": "people", "other": "others"}
    return f"{count} {word if count == 1 else plural[word]}"
