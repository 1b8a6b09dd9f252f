"""Plans to begin from (CA13): each is a set of settings that a pair may change in any way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from mentorwidgets.cadence.seasons import taper
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Cadence, did_you_mean


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A plan to begin from: its name, a sentence, and the settings."""

    name: str
    words: str
    settings: Mapping[str, Any]


PRESETS: Mapping[str, Preset] = {
    key: Preset(name=name, words=words, settings=settings)
    for key, name, words, settings in (
        ("one-off", "One conversation", "A single meeting, for one question.",
         {"pattern": "once", "closing": False, "reviews": False}),
        ("project", "A project", "Six meetings, one each week, for one piece of work.",
         {"pattern": "weeks", "count": 6, "reviews": False}),
        ("weekly", "Every week", "Short and often.", {"pattern": "weeks", "count": 12, "minutes": 30}),
        ("fortnightly", "Every two weeks", "Enough to keep going, with time to do something in between.",
         {"pattern": "weeks", "every": 2, "count": 13}),
        ("five-weeks", "Every 4 to 6 weeks", "A light pace for a year. Five weeks from one meeting to the next.",
         {"pattern": "weeks", "every": 5, "count": 10, "trial_weeks": 12}),
        ("monthly", "Each month, the same weekday", "Such as the second Tuesday, for a year.",
         {"pattern": "month weekday", "count": 12, "trial_weeks": 12}),
        ("monthly-date", "Each month, the same date", "Such as the 15th, for a year.",
         {"pattern": "month date", "count": 12, "trial_weeks": 12}),
        ("seasons", "In seasons", "Often at first, then settled, then further apart, up to a goodbye.",
         {"pattern": "seasons", "phases": taper(15), "trial_weeks": 12}),
        ("school-term", "A school term", "Each week of a term; breaks are left out.",
         {"pattern": "weeks", "count": 12, "closed": "skip"}),
        ("teen-lab", "A weekly lab", "Two hours each week in the library, in view of others.",
         {"pattern": "weeks", "count": 10, "minutes": 120, "mode": "in person", "closed": "skip", "hours": 10.0}),
    )
}  # fmt: skip


def from_preset(name: str, *, start: str, time: str, timezone: str, **changes: Any) -> Cadence:
    """Begin a cadence from a preset.

    Args:
        name: a key of `PRESETS`.
        start: ISO date.
        time: ``HH:MM``.
        timezone: IANA name of the host's zone.
        **changes: other settings of `Cadence`.

    Raises:
        ValueRefusedError: no such preset, or a setting that cannot be.
    """
    if name not in PRESETS:
        raise ValueRefusedError(f"There is no preset '{name:.40}'.", did_you_mean(name, list(PRESETS)))
    settings = {**PRESETS[name].settings, "preset": name, **changes}
    return Cadence(start=start, time=time, timezone=timezone, **settings)
