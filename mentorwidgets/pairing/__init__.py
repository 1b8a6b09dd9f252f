"""Pairing: hard rules, what may be saved, and proposals that can be explained and trusted. No files, no widgets."""

from mentorwidgets.pairing.moves import check_change, is_step
from mentorwidgets.pairing.overview import Summary, summary, with_answers
from mentorwidgets.pairing.rules import PRIVATE, Bar, Bars, bars, capacity_of, demand_of, purposes_of, with_ids

__all__ = [
    "PRIVATE",
    "Bar",
    "Bars",
    "Summary",
    "bars",
    "capacity_of",
    "check_change",
    "demand_of",
    "is_step",
    "purposes_of",
    "summary",
    "with_answers",
    "with_ids",
]
