"""How often and when a pair meets: the settings of a plan, and the days on which a program is closed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import zoneinfo
from typing import Literal

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model._wire import did_you_mean

Pattern = Literal["once", "weeks", "month date", "month weekday", "seasons"]
ClosedRule = Literal["later", "week", "skip"]
MeetingMode = Literal["", "in person", "video", "phone", "outside"]
Side = Literal["mentor", "mentee"]

MAX_MEETINGS = 500  # of one pair's plan: ten years of weeks
FIRST_YEAR, LAST_YEAR = 1970, 2199
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A season of a plan with its own cadence (CA8): ``meetings`` of them, ``every`` so many weeks."""

    name: str
    every: int
    meetings: int

    def __post_init__(self) -> None:
        """Refuse a season without meetings."""
        _refuse(not 1 <= self.every <= 52, "A season meets every 1 to 52 weeks.")
        _refuse(not 1 <= self.meetings <= MAX_MEETINGS, "Give each season one meeting at least, or take it out.")
        _refuse(not self.name or len(self.name) > 60, "Give each season a short name.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """The settings of a pair's plan (CA1, CA3, CA8, CA13-CA17).

    Args:
        start: ISO date; the first day on which a meeting may fall, on the host's calendar.
        time: ``HH:MM`` on the host's clock, summer and winter alike.
        timezone: IANA name of the host's time zone.
        pattern: ``weeks`` (every n weeks on some weekdays), ``month date`` (the 15th), ``month weekday`` (the second
            Tuesday), ``seasons`` (see ``phases``) or ``once``.
        minutes: length of a meeting.
        every: weeks or months from one meeting to the next.
        weekdays: 0 is Monday; empty: the weekday of ``start``.
        month_day: 1 to 31, -1 for the last day; 0: the day of ``start``.
        nth: 1 to 5, -1 for the last; 0: as ``start`` falls in its month.
        count: so many meetings.
        until: ISO date of the last day on which a meeting may fall. Give ``count`` or ``until``, or both.
        phases: the seasons, where the pattern is ``seasons``.
        short_month: what a month without that day does: its last day, or no meeting.
        closed: what happens to a meeting on a closed day: the next open day, the next open week, or skipped.
        week_start: the first day of a week, which counts for every second week with two weekdays. 0 is Monday.
        host: whose clock counts.
        hours: protected hours a month (CA2); 0: not agreed.
        trial_weeks: when both look whether to go on (CA16); 0: no trial.
        reviews: whether a middle and an end review are marked (CA16).
        review_on: the day on which they agreed to read their expectations again (EX17); empty: none.
        closing: whether the last meeting is for saying goodbye (CA17).
        mode: how they meet (CA14).
        place: where; in a youth program an approved place in view of others.
        preset: what the plan was begun from, only to be shown.
        earlier: starts (ISO with offset) of meetings of an earlier cadence that stay as they were; ``""`` fell out.
            New meetings are numbered after them.
        once_planned: the most meetings that this pair ever had planned: calendars are told of those that are gone.

    Raises:
        ValueRefusedError: one sentence for each thing that cannot be planned.
    """

    start: str
    time: str
    timezone: str
    pattern: Pattern = "weeks"
    minutes: int = 60
    every: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int = 0
    nth: int = 0
    count: int | None = None
    until: str = ""
    phases: tuple[Phase, ...] = ()
    short_month: Literal["last day", "skip"] = "last day"
    closed: ClosedRule = "later"
    week_start: int = 0
    host: Side = "mentor"
    hours: float = 4.0
    trial_weeks: int = 0
    reviews: bool = True
    review_on: str = ""
    closing: bool = True
    mode: MeetingMode = ""
    place: str = ""
    preset: str = ""
    earlier: tuple[str, ...] = ()
    once_planned: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be planned, in words."""
        self._check_numbers()
        self._check_end()
        zone_of(self.timezone)

    def _check_numbers(self) -> None:
        _refuse(not _TIME.fullmatch(self.time), f"'{self.time:.20}' is no time of day.", "Write it like 15:30.")
        _refuse(not 5 <= self.minutes <= 720, "A meeting takes between 5 minutes and 12 hours.")
        _refuse(not 1 <= self.every <= 52, "Meet every 1 to 52 weeks or months.")
        _refuse(any(not 0 <= day <= 6 for day in self.weekdays), "A weekday is a number from 0 (Monday) to 6 (Sunday).")
        _refuse(len(set(self.weekdays)) != len(self.weekdays), "Name each weekday once.")
        _refuse(not -1 <= self.month_day <= 31, "The day of the month is 1 to 31, or -1 for the last one.")
        _refuse(self.nth not in (-1, 0, 1, 2, 3, 4, 5), "Take the 1st to 5th weekday of the month, or -1 for the last.")
        _refuse(not 0 <= self.week_start <= 6, "A week starts on a day from 0 (Monday) to 6 (Sunday).")
        _refuse(not 0 <= self.hours <= 744, "Protected hours a month are 0 to 744.")
        _refuse(not 0 <= self.trial_weeks <= 520, "A trial takes 0 to 520 weeks.")
        _refuse(len(self.place) > 300 or len(self.preset) > 60, "The place is too long.", "Write it in 300 characters.")
        _refuse(not 0 <= self.once_planned <= 2 * MAX_MEETINGS, "The number of meetings was not understood.")
        _refuse(len(self.earlier) > MAX_MEETINGS, "This plan has too many earlier meetings.")
        _refuse(not all(_is_moment(text) for text in self.earlier), "An earlier meeting has no proper date and time.")

    def _check_end(self) -> None:
        first = date_of(self.start, "The first day")
        if self.until:
            last = date_of(self.until, "The last day")
            _refuse(last < first, f"The last day, {last}, is before the first, {first}.", "Turn the two dates around.")
        if self.review_on:
            date_of(self.review_on, "The day to read your expectations again")
        if self.pattern == "seasons":
            total = sum(phase.meetings for phase in self.phases)
            _refuse(not self.phases, "A plan in seasons needs at least one season.")
            _refuse(total > MAX_MEETINGS, f"{total:,} meetings are too many.", _MOST)
        elif self.pattern != "once":
            _refuse(self.count is None and not self.until, "This plan has no end.", "Give a last day or a number.")
        if self.count is not None:
            _refuse(self.count < 1, "Plan one meeting at least.")
            _refuse(self.count > MAX_MEETINGS, f"{self.count:,} meetings are too many.", _MOST)

    def first_day(self) -> dt.date:
        """The first day on which a meeting may fall."""
        return dt.date.fromisoformat(self.start)

    def last_day(self) -> dt.date | None:
        """The last day on which a meeting may fall; None where the number of meetings ends the plan."""
        return dt.date.fromisoformat(self.until) if self.until else None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which nobody meets (CA9): a holiday, a closed week, a conference, a summer. ISO dates, both included."""

    name: str
    first: str
    last: str = ""  # empty: one day
    kind: Literal["closure", "holiday", "conference", "term break"] = "closure"

    def __post_init__(self) -> None:
        """Refuse reversed and endless stretches."""
        first = date_of(self.first, "The first closed day")
        last = date_of(self.last, "The last closed day") if self.last else first
        _refuse(last < first, f"The last closed day, {last}, is before the first.", "Turn the two dates around.")
        _refuse((last - first).days > 366, "A closure takes a year at most.")
        _refuse(len(self.name) > 200, "The name of a closure is too long.", "Write it in 200 characters.")

    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last closed day."""
        first = dt.date.fromisoformat(self.first)
        return first, dt.date.fromisoformat(self.last) if self.last else first

    def covers(self, day: dt.date) -> bool:
        """Whether nobody meets on that day."""
        first, last = self.days()
        return first <= day <= last


def date_of(text: str, what: str) -> dt.date:
    """Read an ISO date.

    Raises:
        ValueRefusedError: it is none, or lies outside the years that we plan for.
    """
    try:
        day = dt.date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueRefusedError(f"{what} is missing or no date: '{text:.20}'.", "Write it like 2026-03-31.")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueRefusedError(f"{what} is in the year {day.year}.", f"We plan from {FIRST_YEAR} to {LAST_YEAR}.")
    return day


@functools.lru_cache(maxsize=1024)
def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The time zone of an IANA name.

    Raises:
        ValueRefusedError: there is none of that name; the words name the nearest.
    """
    try:
        if "/" in name or name in ("UTC", "GMT"):
            return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        pass  # said below
    near = did_you_mean(name, _zone_names())
    mend = near if near.startswith("Did") else "Write a city of it, such as Europe/London."
    raise ValueRefusedError(f"'{name:.40}' is no time zone that we know.", mend)


@functools.cache
def _zone_names() -> list[str]:
    return sorted(zoneinfo.available_timezones())  # walks over hundreds of files


def _is_moment(text: str) -> bool:
    if not text:
        return True
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR


def _refuse(is_wrong: bool, what: str, mend: str = "") -> None:
    if is_wrong:
        raise ValueRefusedError(what, mend)


_MOST = f"A plan holds {MAX_MEETINGS} at most."
