"""The wall times on which a cadence falls, by dateutil's recurrence rules (CA3, CA8). Knows no zones, no closures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dateutil import rrule

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import MAX_MEETINGS, Cadence


def wall_times(cadence: Cadence) -> tuple[dt.datetime, ...]:
    """The naive wall times of a cadence, in order, before any closure.

    >>> cadence = Cadence(start="2026-01-31", time="15:00", timezone="UTC", pattern="month date", count=3)
    >>> [f"{when:%d %b}" for when in wall_times(cadence)]
    ['31 Jan', '28 Feb', '31 Mar']

    Raises:
        ValueRefusedError: no day at all fits, or more than a plan holds.
    """
    found = tuple(islice(_times(cadence), MAX_MEETINGS + 1))
    if not found:
        raise ValueRefusedError("No day fits this plan.", "Give it a later last day.")
    if len(found) > MAX_MEETINGS:
        raise ValueRefusedError(
            f"This plan has more than {MAX_MEETINGS} meetings.", "Give it an earlier last day or meet less often."
        )
    return found


def _times(cadence: Cadence) -> Iterator[dt.datetime]:
    first = dt.datetime.combine(cadence.first_day(), dt.time.fromisoformat(cadence.time))
    if cadence.pattern == "once":
        return iter((first,))
    if cadence.pattern == "seasons":
        return _season_times(cadence, first)
    return islice(rrule.rrule(**_terms(cadence, first)), cadence.count)


def _terms(cadence: Cadence, first: dt.datetime) -> dict[str, Any]:
    """What `dateutil.rrule.rrule` is told."""
    last = cadence.last_day()
    until = dt.datetime.combine(last, first.time()) if last else None
    terms: dict[str, Any] = {
        "dtstart": first, "interval": cadence.every, "until": until, "wkst": cadence.week_start,
    }  # fmt: skip
    if cadence.pattern == "weeks":
        return terms | {"freq": rrule.WEEKLY, "byweekday": cadence.weekdays or (first.weekday(),)}
    if cadence.pattern == "month weekday":
        weekday = cadence.weekdays[0] if cadence.weekdays else first.weekday()
        return terms | {"freq": rrule.MONTHLY, "byweekday": rrule.weekday(weekday, cadence.nth or _nth(first.date()))}
    return terms | {"freq": rrule.MONTHLY} | _month_days(cadence, first.day)


def _month_days(cadence: Cadence, own: int) -> dict[str, Any]:
    day = cadence.month_day or own
    if day > 28 and cadence.short_month == "last day":
        return {"bymonthday": tuple(range(28, day + 1)), "bysetpos": -1}
    return {"bymonthday": day}


def _nth(day: dt.date) -> int:
    """Which weekday of its month a day is; the fifth counts as the last, so that no month is left out."""
    nth = (day.day - 1) // 7 + 1
    return -1 if nth == 5 else nth


def _season_times(cadence: Cadence, first: dt.datetime) -> Iterator[dt.datetime]:
    weekday = cadence.weekdays[0] if cadence.weekdays else first.weekday()
    when = first + dt.timedelta(days=(weekday - first.weekday()) % 7)
    last = cadence.last_day()
    steps = [phase.every for phase in cadence.phases for _ in range(phase.meetings)][: cadence.count]
    for number, weeks in enumerate(steps):
        when += dt.timedelta(weeks=weeks if number else 0)
        if last and when.date() > last:
            return
        yield when
