"""Closed days: what a cadence does where nobody meets, and a sentence for each that was moved or left out (CA9)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from mentorwidgets.cadence.words import day_words
from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.model import Cadence, Closure

_REACH = 28  # days that a meeting may move
_MANY_YEARS = 30


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """Where a wall time came to stand: ``when`` is None where it fell out; ``why`` is empty where nothing happened."""

    planned: dt.datetime
    when: dt.datetime | None
    why: str = ""


def keep_clear(cadence: Cadence, times: Sequence[dt.datetime], closures: Sequence[Closure]) -> tuple[Kept, ...]:
    """Move or leave out what falls on closed days, by the cadence's own rule.

    A meeting never moves onto the day of another one, past the next one, or past the last day of the plan.
    """
    calendar = _Calendar(cadence, closures)
    days = {when.date() for when in times}
    kept = []
    for at, when in enumerate(times):
        closure = calendar.closed(when.date())
        following = times[at + 1].date() if at + 1 < len(times) else None
        kept.append(Kept(when, when) if closure is None else _move(calendar, when, closure, days, following))
        if kept[-1].when:
            days.add(kept[-1].when.date())
    return tuple(kept)


class _Calendar:
    """Closed days by date, and the days of the week on which this pair may meet."""

    def __init__(self, cadence: Cadence, closures: Sequence[Closure]) -> None:
        self.rule = cadence.closed
        self.last = cadence.last_day()
        weekdays = cadence.weekdays or (cadence.first_day().weekday(),)
        self.has_weekends = any(day >= 5 for day in weekdays) or cadence.pattern in ("month date", "once")
        self._closed: dict[dt.date, Closure] = {}
        for closure in closures:
            first, last = closure.days()
            for offset in range((last - first).days + 1):
                self._closed.setdefault(first + dt.timedelta(days=offset), closure)

    def closed(self, day: dt.date) -> Closure | None:
        return self._closed.get(day)

    def is_open(self, day: dt.date) -> bool:
        return day not in self._closed and (self.has_weekends or day.weekday() < 5)


def _move(
    calendar: _Calendar, when: dt.datetime, closure: Closure, days: set[dt.date], following: dt.date | None
) -> Kept:
    name = closure.name.strip() or "a closed day"
    step = {"later": 1, "week": 7, "skip": 0}[calendar.rule]
    for days_on in range(step, _REACH + 1, step) if step else ():
        moved = when + dt.timedelta(days=days_on)
        day = moved.date()
        if (following and day >= following) or (calendar.last and day > calendar.last):
            break
        if calendar.is_open(day) and day not in days:
            return Kept(when, moved, f"{day_words(when.date())} is {name}: moved to {day_words(day)}.")
    return Kept(when, None, f"{day_words(when.date())} is {name}: no meeting.")


def public_holidays(country: str, region: str = "", *, first: dt.date, last: dt.date) -> tuple[Closure, ...]:
    """The public holidays of a country or one of its regions, by the ``holidays`` library.

    Args:
        country: two letters, such as ``US``.
        region: its part, such as ``IA``.
        first: the first day that matters.
        last: the last day that matters.

    Raises:
        ValueRefusedError: no such country or region, or reversed days.
        MentorWidgetsError: the library is not installed.
    """
    if last < first or last.year - first.year > _MANY_YEARS:
        raise ValueRefusedError("The days for holidays are not in order.", f"Ask for {_MANY_YEARS} years at most.")
    try:
        import holidays
    except ImportError:
        raise MentorWidgetsError(
            "Public holidays need one more library.", "Install it with: pip install 'mentorwidgets[holidays]'"
        ) from None
    try:
        found = holidays.country_holidays(
            country.strip().upper(), subdiv=region.strip().upper() or None, years=range(first.year, last.year + 1)
        )
    except NotImplementedError:
        raise ValueRefusedError(
            f"We know no holidays for '{f'{country} {region}'.strip():.40}'.", "Use short codes, such as US and IA."
        ) from None
    named = sorted((day, name) for day, name in found.items() if first <= day <= last)
    return tuple(Closure(name=name[:200], first=day.isoformat(), kind="holiday") for day, name in named)
