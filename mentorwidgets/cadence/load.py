"""The whole program at a glance: weeks in which many pairs meet, days for the coordinator's check-ins (CA19)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from mentorwidgets.cadence.words import day_words, many
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Closure, Plan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WeekLoad:
    """One week of a program: its Monday (or other first day), meetings, pairs and minutes."""

    first: dt.date
    meetings: int
    pairs: int
    minutes: int


def load_by_week(plans: Sequence[Plan], week_start: int = 0) -> tuple[WeekLoad, ...]:
    """The weeks of a program from its first to its last meeting, empty ones too.

    Args:
        plans: of all pairs.
        week_start: the first day of a week, 0 is Monday.
    """
    weeks: dict[dt.date, list[tuple[int, int]]] = {}
    for number, plan in enumerate(plans):
        for meeting in plan.held():
            day = meeting.start().date()
            first = day - dt.timedelta(days=(day.weekday() - week_start) % 7)
            weeks.setdefault(first, []).append((number, meeting.minutes))
    if not weeks:
        return ()
    count = (max(weeks) - min(weeks)).days // 7 + 1
    return tuple(_week(min(weeks) + dt.timedelta(weeks=at), weeks) for at in range(count))


def load_words(weeks: Sequence[WeekLoad]) -> str:
    """The busiest week in a sentence."""
    if not weeks:
        return "No meetings are planned yet."
    busiest = max(weeks, key=lambda week: week.meetings)
    quiet = sum(not week.meetings for week in weeks)
    gap = f" {many(quiet, 'week')} without any." if quiet else ""
    return f"The fullest week begins on {day_words(busiest.first)}: {many(busiest.meetings, 'meeting')}.{gap}"


def coordinator_check_ins(
    first: dt.date, last: dt.date, closures: Sequence[Closure] = (), times: int = 3
) -> tuple[dt.date, ...]:
    """Days for the coordinator to ask how pairs are doing: spread over the program, on open weekdays.

    Args:
        first: the first day of the program.
        last: its last day.
        closures: days that will not do.
        times: how many.

    Raises:
        ValueRefusedError: reversed days.
    """
    if last < first:
        raise ValueRefusedError("The program ends before it begins.", "Turn the two dates around.")
    span = (last - first).days
    days = (first + dt.timedelta(days=round(span * number / (times + 1))) for number in range(1, times + 1))
    return tuple(dict.fromkeys(_open_day(day, closures) for day in days))


def _open_day(day: dt.date, closures: Sequence[Closure]) -> dt.date:
    for offset in range(60):
        later = day + dt.timedelta(days=offset)
        if later.weekday() < 5 and not any(closure.covers(later) for closure in closures):
            return later
    return day


def _week(first: dt.date, weeks: dict[dt.date, list[tuple[int, int]]]) -> WeekLoad:
    held = weeks.get(first, [])
    return WeekLoad(
        first=first, meetings=len(held), pairs=len({number for number, _ in held}), minutes=sum(m for _, m in held)
    )
