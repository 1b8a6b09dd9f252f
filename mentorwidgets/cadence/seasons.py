"""Seasons of a plan: often at first, then settled, then further apart, up to a planned goodbye (CA8, CA15-CA17)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mentorwidgets.model import Cadence, Phase, Review

STARTING, STEADY, LETTING_GO = "Getting started", "Going steady", "Letting go"

TOPICS = {
    STARTING: (
        "What each of us expects, and how we reach each other",
        "The people and the place: who does what here",
        "A first small goal and its first step",
        "What goes well, and what is harder than it looks",
        "How we like to work, and how we like to hear what we could do better",
    ),
    STEADY: (
        "How this library works, and how things get done",
        "A piece of daily work, looked at together",
        "Where your career could go",
        "Someone else to learn from",
        "Something new to learn, and how",
        "How to make your work seen",
    ),
    LETTING_GO: (
        "What you do well on your own now",
        "The people you can turn to later",
        "What comes next for you",
    ),
}
CLOSING_TOPIC = "Looking back, saying thank you and goodbye"
REVIEW_WORDS = {
    "trial": "The trial ends here: look at what you agreed, and say whether you go on. No is a fine answer.",
    "middle": "Half way: look at what you agreed and change what no longer fits.",
    "end": "The last time but one: look at what you agreed and what came of it.",
    "agreed": "You wanted to read what you expect of each other again: what still fits, and what does not?",
}


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
        found[-1] = CLOSING_TOPIC
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
