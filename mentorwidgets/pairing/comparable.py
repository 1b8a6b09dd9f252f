"""What was compared in a proposal, and what would help where nothing could be: points stand only for what is known."""

from __future__ import annotations

from mentorwidgets.pairing import scoring
from mentorwidgets.pairing.factors import FACTORS, WEIGHTS
from mentorwidgets.pairing.proposal import Proposal, ProposedPair
from mentorwidgets.pairing.scene import Seeker


def compared(proposal: Proposal, pair: ProposedPair) -> tuple[int, int]:
    """Return the points of a pair for what both said something about, and out of how many; 0 of 0: nothing."""
    case = proposal.case
    people = {person.id: person for person in case.people}
    seeker = Seeker(people[pair.mentee], (pair.purpose,))
    told = scoring.points(case.scene, seeker, people[pair.mentor], case.weights)
    known = [one for one in told if one.known]
    return sum(one.points for one in known), sum(one.out_of for one in known)


def helpful(proposal: Proposal) -> tuple[str, ...]:
    """Return the fields of people that would help when nothing at all could be compared; else none."""
    case = proposal.case
    scene, weights = case.scene, case.weights
    if not scene.seekers or any(scoring.shares_of_thousand(scene, seeker, weights) for seeker in scene.seekers):
        return ()
    wanted = (factor for name, factor in FACTORS.items() if WEIGHTS[weights[name]])
    return tuple(dict.fromkeys(field for factor in wanted for field in factor.fields))
