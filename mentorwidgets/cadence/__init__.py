"""Cadence: when a pair meets. Plans, clocks, shared hours, closed days, posted times, kind words. No files, no pages.

What the store asks is light; planning needs dateutil, so its rooms are loaded when they are first asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.cadence.changes import check_change

if TYPE_CHECKING:
    from mentorwidgets.cadence.agendas import CLOSING_LINES, AgendaLine, agenda, last_promises, tasks
    from mentorwidgets.cadence.budget import MonthHours, budget_words, hours_by_month
    from mentorwidgets.cadence.clocks import clock_notes, known_zone, place
    from mentorwidgets.cadence.closed_days import public_holidays
    from mentorwidgets.cadence.load import WeekLoad, coordinator_check_ins, load_by_week, load_words
    from mentorwidgets.cadence.overlap import CommonSlot, Overlap, Party, find_overlap
    from mentorwidgets.cadence.planning import clashes, go_on, on_clock, plan_meetings, with_topics
    from mentorwidgets.cadence.presets import PRESETS, Preset, from_preset
    from mentorwidgets.cadence.seasons import REVIEW_WORDS, taper
    from mentorwidgets.cadence.sheet import (
        CadenceSummary,
        closures_of,
        plan_of,
        plans_of,
        posted_plans,
        summary,
        tasks_of,
        with_posted,
    )
    from mentorwidgets.cadence.standings import Standing, check_ins, standing
    from mentorwidgets.cadence.words import day_words, week_start_of

__all__ = [
    "CLOSING_LINES", "PRESETS", "REVIEW_WORDS", "AgendaLine", "CadenceSummary", "CommonSlot", "MonthHours", "Overlap",
    "Party", "Preset", "Standing", "WeekLoad", "agenda", "budget_words", "check_change", "check_ins", "clashes",
    "clock_notes", "closures_of", "coordinator_check_ins", "day_words", "find_overlap", "from_preset", "go_on",
    "hours_by_month", "known_zone", "last_promises", "load_by_week", "load_words", "on_clock", "place",
    "plan_meetings", "plan_of", "plans_of", "posted_plans", "public_holidays", "standing", "summary", "taper",
    "tasks", "tasks_of", "week_start_of", "with_posted", "with_topics",
]  # fmt: skip

_LATER = {
    "agendas": ("CLOSING_LINES", "AgendaLine", "agenda", "last_promises", "tasks"),
    "budget": ("MonthHours", "budget_words", "hours_by_month"),
    "clocks": ("clock_notes", "known_zone", "place"),
    "closed_days": ("public_holidays",),
    "load": ("WeekLoad", "coordinator_check_ins", "load_by_week", "load_words"),
    "overlap": ("CommonSlot", "Overlap", "Party", "find_overlap"),
    "planning": ("clashes", "go_on", "on_clock", "plan_meetings", "with_topics"),
    "presets": ("PRESETS", "Preset", "from_preset"),
    "seasons": ("REVIEW_WORDS", "taper"),
    "sheet": (
        "CadenceSummary",
        "closures_of",
        "plan_of",
        "plans_of",
        "posted_plans",
        "summary",
        "tasks_of",
        "with_posted",
    ),
    "standings": ("Standing", "check_ins", "standing"),
    "words": ("day_words", "week_start_of"),
}
_ROOM = {name: room for room, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load the room of a name when it is first asked for."""
    if name not in _ROOM:
        raise AttributeError(f"module 'mentorwidgets.cadence' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.cadence.{_ROOM[name]}"), name)
