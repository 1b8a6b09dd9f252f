"""Cadence: when a pair meets. Plans, clocks, shared hours, closed days, posted times, kind words. No files, no pages.

What the store asks is light; planning needs dateutil, so its rooms are loaded when they are first asked for.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentorwidgets.cadence.budget import MonthHours, budget_words, hours_by_month
    from mentorwidgets.cadence.clocks import clock_notes, place
    from mentorwidgets.cadence.closed_days import public_holidays
    from mentorwidgets.cadence.planning import plan_meetings
    from mentorwidgets.cadence.presets import PRESETS, Preset, from_preset
    from mentorwidgets.cadence.seasons import REVIEW_WORDS, taper

__all__ = [
    "PRESETS", "REVIEW_WORDS", "MonthHours", "Preset", "budget_words", "clock_notes", "from_preset", "hours_by_month",
    "place", "plan_meetings", "public_holidays", "taper",
]  # fmt: skip

_LATER = {
    "budget": ("MonthHours", "budget_words", "hours_by_month"),
    "clocks": ("clock_notes", "place"),
    "closed_days": ("public_holidays",),
    "planning": ("plan_meetings",),
    "presets": ("PRESETS", "Preset", "from_preset"),
    "seasons": ("REVIEW_WORDS", "taper"),
}
_ROOM = {name: room for room, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load the room of a name when it is first asked for."""
    if name not in _ROOM:
        raise AttributeError(f"module 'mentorwidgets.cadence' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.cadence.{_ROOM[name]}"), name)
