"""Pairing: hard rules, what may be saved, and proposals that can be explained and trusted. No files, no widgets.

The rules and the overview are light. Proposals need numpy and scipy, so they are loaded when first asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.pairing.meant import (
    COLUMN,
    HARD,
    Question,
    answer_key,
    answers_of,
    are_asked,
    behind,
    is_held,
    open_questions,
    settled,
    with_ids,
)
from mentorwidgets.pairing.moves import check_change
from mentorwidgets.pairing.noted import WAYS, bare, columns_marked, columns_naming, marked
from mentorwidgets.pairing.overview import Summary, summary, with_answers
from mentorwidgets.pairing.rules import (
    PRIVATE,
    Bar,
    Bars,
    bars,
    capacity_of,
    closed_words,
    demand_of,
    mentee_bar,
    purposes_of,
)
from mentorwidgets.pairing.standing import own_summary
from mentorwidgets.pairing.tally import standing_pairs, tally

if TYPE_CHECKING:
    from mentorwidgets.pairing.case import Options
    from mentorwidgets.pairing.comparable import compared, helpful
    from mentorwidgets.pairing.comparison import Change, Move, Outcome, change_mentor, compare_objectives, what_if
    from mentorwidgets.pairing.explanation import Alternative, Explanation, explain
    from mentorwidgets.pairing.factors import FACTORS, WEIGHTS, Factor
    from mentorwidgets.pairing.groups import Group, suggest_groups
    from mentorwidgets.pairing.panels import Balance, Team, balance, carried_over, report, rows, suggest_teams
    from mentorwidgets.pairing.proof import Proof
    from mentorwidgets.pairing.proposal import Proposal, ProposedPair, propose_pairs
    from mentorwidgets.pairing.repairs import Option, Repair, repair
    from mentorwidgets.pairing.scoring import Points, weight_words
    from mentorwidgets.pairing.shortage import Unpaired
    from mentorwidgets.pairing.solver import SENTENCES

__all__ = [
    "COLUMN", "FACTORS", "HARD", "PRIVATE", "SENTENCES", "WAYS", "WEIGHTS", "Alternative", "Balance", "Bar", "Bars",
    "Change", "Explanation", "Factor", "Group", "Move", "Option", "Options", "Outcome", "Points", "Proof",
    "Proposal", "ProposedPair", "Question", "Repair", "Summary", "Team", "Unpaired", "answer_key", "answers_of",
    "are_asked", "balance", "bare", "bars", "behind", "capacity_of", "carried_over", "change_mentor",
    "check_change", "closed_words", "columns_marked", "columns_naming", "compare_objectives", "compared", "demand_of",
    "explain", "helpful", "is_held", "marked", "mentee_bar", "open_questions", "own_summary", "propose_pairs",
    "purposes_of", "repair", "report", "rows", "settled", "standing_pairs", "suggest_groups", "suggest_teams",
    "summary", "tally", "weight_words", "what_if", "with_answers", "with_ids",
]  # fmt: skip

_LATER = {
    "case": ("Options",),
    "comparable": ("compared", "helpful"),
    "comparison": ("Change", "Move", "Outcome", "change_mentor", "compare_objectives", "what_if"),
    "explanation": ("Alternative", "Explanation", "explain"),
    "factors": ("FACTORS", "WEIGHTS", "Factor"),
    "groups": ("Group", "suggest_groups"),
    "panels": ("Balance", "Team", "balance", "carried_over", "report", "rows", "suggest_teams"),
    "proof": ("Proof",),
    "proposal": ("Proposal", "ProposedPair", "propose_pairs"),
    "repairs": ("Option", "Repair", "repair"),
    "scoring": ("Points", "weight_words"),
    "shortage": ("Unpaired",),
    "solver": ("SENTENCES",),
}
_ROOM = {name: room for room, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load the room of a proposal's name when it is first asked for."""
    if name not in _ROOM:
        raise AttributeError(f"module 'mentorwidgets.pairing' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.pairing.{_ROOM[name]}"), name)
