"""Dates, moments, lengths and stretches of a calendar file, in every shape that programs write them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable

from mentorwidgets.ics.lines import Line

Day = dt.date | dt.datetime
"""A whole day, or a moment with its zone."""
Zones = Callable[[str], dt.tzinfo]
"""Gives the zone of a TZID; times without one stand in that of the blank name."""

_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:(?:[Tt]|\s+)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*([Zz]|[+-]\d\d:?(?:\d\d)?)?)?"
)
_SHORT_HOUR = re.compile(r"^([\d-]{8,10}[Tt])(\d{5}(?:[Zz]|$))")  # 9:00:00 without its nought
_LENGTH = re.compile(
    r"([+-]?)P(?:0+Y)?(?:0+M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T?(?:(\d{1,6})H)?(?:(\d{1,7})(?:M|$))?(?:(\d{1,9})S)?)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"P(?:T?\d+|\d+M)$", re.IGNORECASE)  # of what, and months or minutes, nobody knows
_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Length:
    """How long something lasts: in hours, and on its own clock, which differ where clocks change in between.

    It `is_nominal` where it is given in days: then it lasts those by the clock in any case.
    """

    hours: dt.timedelta
    clock: dt.timedelta
    is_nominal: bool = False

    def __bool__(self) -> bool:
        """Whether it lasts at all."""
        return bool(self.hours or self.clock)

    @property
    def longest(self) -> dt.timedelta:
        """By hours or by the clock."""
        return max(self.hours, self.clock)

    def end(self, starts: dt.datetime, *, is_first: bool = False) -> dt.datetime:
        """When it is over, in universal time: by the longer of clock and hours; the first of an event as it says."""
        by_hours = starts.astimezone(dt.UTC) + self.hours
        if is_first and not self.is_nominal:
            return by_hours
        return (min if self.hours < dt.timedelta() else max)(by_hours, self.midnight(starts))

    def midnight(self, starts: dt.datetime) -> dt.datetime:
        """When it is over by the clock, in universal time: a day at midnight, also when it has 23 hours."""
        return (starts.replace(tzinfo=None) + self.clock).replace(tzinfo=starts.tzinfo).astimezone(dt.UTC)


NO_LENGTH = Length(dt.timedelta(), dt.timedelta())
ONE_DAY = Length(_DAY, _DAY)


def day_from_text(text: str, zone: dt.tzinfo) -> Day:
    """Read one date or moment; its own Z or offset goes before the zone.

    Raises:
        ValueError: it is neither.
    """
    found = _MOMENT.fullmatch(_SHORT_HOUR.sub(r"\g<1>0\2", text.strip()))
    if found is None:
        raise ValueError(f"no date: {text[:40]}")
    day = dt.date(int(found[1]), int(found[2]), int(found[3]))
    if not 2 <= day.year <= 9998:
        raise ValueError(f"no date of a calendar: {text[:40]}")  # a zone or a length would lead out of all years
    if found[4] is None:
        return day
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)  # 60 is a leap second
    days = 1 if (hour, minute) == (24, 0) else 0  # the end of a day
    wall = dt.datetime.combine(day, dt.time(0 if days else hour, minute, second)) + dt.timedelta(days=days)
    return wall.replace(tzinfo=_offset(found[7]) if found[7] else zone)


def meant_day(day: Day, clock: dt.tzinfo) -> dt.date:
    """The day that a moment means among whole days: that of a midnight on the clock, else as it is written."""
    if not isinstance(day, dt.datetime):
        return day
    local = day.astimezone(clock)
    return local.date() if local.time() == dt.time() else day.date()


def days_of(line: Line, zones: Zones, zone: dt.tzinfo | None = None) -> tuple[list[Day], int]:
    """The dates and moments of a line, apart by commas or semicolons, and how many could not be read.

    Args:
        line: DTSTART, EXDATE ...
        zones: what a TZID means.
        zone: for moments that name none; that of the calendar when None.
    """
    tzid = line.params.get("TZID", "")
    own = zones(tzid) if tzid or zone is None else zone
    found: list[Day] = []
    texts = [text for text in re.split("[,;]", line.value) if text.strip()]
    for text in texts:
        try:
            day = day_from_text(text, own)
            is_day = line.params.get("VALUE", "").upper() == "DATE" and moment_of(day, own).time() == dt.time()
            found.append(day.date() if is_day and isinstance(day, dt.datetime) else day)
        except (ValueError, OverflowError):
            continue
    return found, len(texts) - len(found)


def is_in_two_zones(line: Line | None, zones: Zones) -> bool:
    """Whether a moment ends with a Z or an offset beside a TZID, and the two differ, then or half a year later."""
    tzid = line.params.get("TZID") if line else ""
    if not line or not tzid:
        return False
    zone = zones(tzid)
    found = [_MOMENT.fullmatch(text.strip()) for text in re.split("[,;]", line.value)]
    for text in (one[0] for one in found if one and one[7]):
        try:
            moment = moment_of(day_from_text(text, zone), zone)
            if any(one.utcoffset() != one.astimezone(zone).utcoffset() for one in (moment, moment + 183 * _DAY)):
                return True
        except (ValueError, OverflowError):
            continue
    return False


def day_of(line: Line | None, zones: Zones, zone: dt.tzinfo | None = None) -> Day | None:
    """The one date or moment of a line; None where there is none.

    Raises:
        ValueError: there is one, and it cannot be read.
    """
    if line is None or not line.value.strip():
        return None
    found, _ = days_of(line, zones, zone)
    if not found:
        raise ValueError(f"no date: {line.value[:40]}")
    return found[0]


def length_from_text(text: str) -> Length:
    """Read a length such as ``PT1H30M`` or ``-P1D``.

    Raises:
        ValueError: it is none, or it may be one of months.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]) or _ALONE.search(text.strip()):
        raise ValueError(f"no length: {text[:40]}")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    length = -length if found[1] == "-" else length
    return Length(length, length, is_nominal=bool(found[2] or found[3]))


def between(starts: Day, ends: Day, clock: dt.tzinfo) -> Length:
    """From a start to an end; where only one of them has a time, a day lasts to its midnight."""
    if not isinstance(starts, dt.datetime):
        if not isinstance(ends, dt.datetime):
            return Length(ends - starts, ends - starts)
        rest = ends.astimezone(clock).replace(tzinfo=None) - dt.datetime.combine(starts, dt.time())
        days = -(-rest // _DAY) * _DAY
        return Length(days, days)
    zone = starts.tzinfo or clock
    if not isinstance(ends, dt.datetime):
        ends = moment_of(ends + _DAY if ends == starts.date() else ends, zone)
    shown = ends.astimezone(zone).replace(tzinfo=None) - starts.replace(tzinfo=None)
    return Length(ends.astimezone(dt.UTC) - starts.astimezone(dt.UTC), shown)


def stretch_from_text(text: str, zone: dt.tzinfo, clock: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
    """Read ``start/end`` or ``start/length``; days begin at midnight of the clock.

    Raises:
        ValueError: it is no stretch of time.
    """
    first, slash, last = text.partition("/")
    day = day_from_text(first, zone)
    if not slash:
        raise ValueError(f"no stretch: {text[:40]}")
    starts = moment_of(day, clock)
    if last.strip().lstrip("+-").upper().startswith("P"):
        length = length_from_text(last)
        ends = length.end(starts, is_first=True)
    else:
        end = day_from_text(last, zone)
        is_day = not isinstance(end, dt.datetime) and end == (day.date() if isinstance(day, dt.datetime) else day)
        ends = moment_of(end + _DAY if is_day else end, clock)
    return (starts, ends) if starts.astimezone(dt.UTC) <= ends.astimezone(dt.UTC) else (ends, starts)


def moment_of(day: Day, clock: dt.tzinfo) -> dt.datetime:
    """A moment as it is; a day as its midnight on a clock."""
    return day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time(), clock)


def _offset(text: str) -> dt.tzinfo:
    if text in "Zz":
        return dt.UTC
    digits = text[1:].replace(":", "")
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return dt.timezone(-ahead if text[0] == "-" else ahead)
