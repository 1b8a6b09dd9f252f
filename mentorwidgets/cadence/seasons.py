"""Seasons of a plan: often at first, then settled, then further apart, up to a planned goodbye (CA8, CA15-CA17)."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.model import Cadence, Phase, Review


@functools.cache
def content() -> Mapping[str, Any]:
    """The words of meetings and the plans to begin with, as `content/cadence.toml` has them."""
    return tomllib.loads(content_file("cadence.toml").read_text(encoding="utf-8"))


TOPICS: Mapping[str, Sequence[str]] = content()["topics"]
STARTING, STEADY, LETTING_GO = TOPICS
REVIEW_WORDS: Mapping[str, str] = content()["reviews"]


def taper(meetings: int) -> tuple[Phase, ...]:
    """Share out a number of meetings: a third weekly, then every two weeks, the last ones every four weeks.

    >>> [(phase.every, phase.meetings) for phase in taper(12)]
    [(1, 4), (2, 5), (4, 3)]
    """
    dense = max(1, round(meetings / 3))
    late = max(0, min(meetings - dense - 1, round(meetings / 4)))
    parts = ((STARTING, 1, dense), (STEADY, 2, meetings - dense - late), (LETTING_GO, 4, late))
    return tuple(Phase(name=name, every=every, meetings=number) for name, every, number in parts if number > 0)


def phase_names(cadence: Cadence, total: int) -> tuple[str, ...]:
    """The season of each of ``total`` meetings; contact that falls at the end is a good sign, not a bad one."""
    if cadence.pattern == "seasons":
        return tuple(phase.name for phase in cadence.phases for _ in range(phase.meetings))[:total]
    if total < 4:
        return ("",) * total
    edge = max(1, total // 4)
    return (STARTING,) * edge + (STEADY,) * (total - 2 * edge) + (LETTING_GO,) * edge


def topics(phases: Sequence[str], *, has_closing: bool) -> tuple[str, ...]:
    """A topic for each meeting: in the order of the seasons, over and over where a season is long."""
    used: dict[str, int] = {}
    found = []
    for phase in phases:
        choice = TOPICS.get(phase, TOPICS[STEADY])
        found.append(choice[used.get(phase, 0) % len(choice)])
        used[phase] = used.get(phase, 0) + 1
    if found and not phases[0]:
        found[0] = TOPICS[STARTING][0]
    if found and has_closing:
        found[-1] = content()["closing_topic"]
    return tuple(found)


def reviews(cadence: Cadence, days: Sequence[dt.date]) -> tuple[Review, ...]:
    """Which review each meeting is marked for: the end of the trial, the agreed day, the middle, the last but one.

    Args:
        cadence: its trial, the day that was agreed on, and whether it wants reviews.
        days: of the meetings that take place, in order.
    """
    marks: list[Review] = [""] * len(days)
    if cadence.reviews and len(days) >= 4:
        marks[len(days) // 2] = "middle"
        marks[-2 if cadence.closing else -1] = "end"
    if cadence.review_on:
        _mark(marks, days, dt.date.fromisoformat(cadence.review_on), "agreed")
    if cadence.trial_weeks and len(days) > 1:
        _mark(marks, days, days[0] + dt.timedelta(weeks=cadence.trial_weeks), "trial")
    return tuple(marks)


def _mark(marks: list[Review], days: Sequence[dt.date], wanted: dt.date, review: Review) -> None:
    after = next((at for at, day in enumerate(days) if day >= wanted), None)
    if after is not None:
        marks[after] = review
