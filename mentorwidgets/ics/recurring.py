"""The occurrences of one event within a window, by dateutil's rules, with a bound on the work that it may ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

import icalendar
from dateutil import rrule

from mentorwidgets.model import Taken

_SECONDS = {"YEARLY": 31_556_952, "MONTHLY": 2_629_746, "WEEKLY": 604_800, "DAILY": 86_400, "HOURLY": 3_600,
            "MINUTELY": 60, "SECONDLY": 1}  # fmt: skip
_EVEN = ("WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")  # each step as long as the other
_WEIGHT = {"YEARLY": 60, "MONTHLY": 12, "WEEKLY": 3}
_DAY_PARTS = frozenset({"BYYEARDAY", "BYWEEKNO"})
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TIME_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_FOREVER = dt.timedelta(days=365 * 8000)
_LONGEST = dt.timedelta(days=400)


class TooMuchError(Exception):
    """The recurrences of this file ask for more work than a calendar of a person does."""


class Budget:
    """Steps of recurrence that one file may take: a second or two of work in all."""

    def __init__(self, steps: int = 200_000) -> None:
        self.left = steps

    def spend(self, steps: float) -> None:
        """Take steps, or refuse."""
        if steps > self.left:
            raise TooMuchError
        self.left -= int(steps)


def occurrences(event: icalendar.Component, clock: dt.tzinfo, window: Taken, budget: Budget) -> Iterator[Taken]:
    """The stretches of an event that may touch a window, each as its moments.

    Args:
        event: a VEVENT.
        clock: for times without a zone.
        window: what matters.
        budget: what may still be spent on this file.

    Raises:
        TooMuchError: its recurrence goes over the budget.
        ValueError, KeyError ...: the event is damaged.
    """
    start = event["DTSTART"].dt
    zone = _zone(start, clock)
    wall = _wall(start)
    length = _length(event, start)
    for when in _walls(event, wall, zone, window, budget):
        moment = when.replace(tzinfo=zone)
        moment = moment.astimezone(dt.UTC).astimezone(zone)  # a time that the clock jumps over moves on
        ends = _end(when, moment, length, is_day=not isinstance(start, dt.datetime))
        if ends > window.starts and moment < window.ends:
            yield Taken(moment, ends)


def _walls(
    event: icalendar.Component, wall: dt.datetime, zone: dt.tzinfo, window: Taken, budget: Budget
) -> Iterator[dt.datetime]:
    left_out = set(_dates(event, "EXDATE", zone))
    further = set(_dates(event, "RDATE", zone))
    budget.spend(1 + len(left_out) + len(further))
    is_timed = isinstance(event["DTSTART"].dt, dt.datetime)  # a whole day has no hours to repeat at
    rules = event.get("RRULE")
    seen = {wall} if rules is None else set()
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        terms = {name: list(values) for name, values in rule.items() if is_timed or name not in _TIME_PARTS}
        seen.update(_ruled(terms, wall, zone, window, budget))
    yield from sorted((seen | further) - left_out)


def _ruled(
    terms: dict[str, list[Any]], wall: dt.datetime, zone: dt.tzinfo, window: Taken, budget: Budget
) -> list[dt.datetime]:
    """What one rule gives up to the end of the window.

    A number is counted here and not by dateutil, so that a rule that never gives anything ends with the window.
    """
    if "BYWEEKNO" in terms and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & terms.keys():
        terms["BYDAY"] = [_NAMES[wall.weekday()]]  # RFC 5545: what a rule leaves out, its start says
    count = int(terms.pop("COUNT", [0])[0])
    until = _until(terms.pop("UNTIL", [None])[0], zone)
    last = window.ends.astimezone(zone).replace(tzinfo=None)
    last = min(last, until) if until else last
    freq = str(terms["FREQ"][0]).upper()
    step = dt.timedelta(seconds=_SECONDS[freq] * int(terms.get("INTERVAL", [1])[0]))
    if not count and freq in _EVEN:
        wall = _skipped(wall, step, window.starts.astimezone(zone).replace(tzinfo=None))
    budget.spend(_steps(terms, wall, last, step) * _WEIGHT.get(freq, 1) * _inner(terms))
    made: Any = rrule.rrulestr(icalendar.vRecur(terms).to_ical().decode(), dtstart=wall)
    return list(islice(takewhile(lambda when: when <= last, made), count or None))


def _skipped(wall: dt.datetime, step: dt.timedelta, first: dt.datetime) -> dt.datetime:
    """A later start of a rule without a number that gives the same from the window on."""
    return wall + max(0, (first - _LONGEST - wall) // step) * step


def _steps(terms: dict[str, list[Any]], wall: dt.datetime, last: dt.datetime, step: dt.timedelta) -> float:
    """How far dateutil has to look: to the window's end, or to the end of time where no day may ever fit."""
    end = last if _has_days(terms) else wall + _FOREVER
    return max(1.0, (end - wall) / step)


def _has_days(terms: dict[str, list[Any]]) -> bool:
    """Whether it is sure that some day fits a rule, now and then."""
    is_each = int(terms.get("INTERVAL", [1])[0]) == 1
    if "BYEASTER" in terms:
        return False
    if "BYYEARDAY" in terms or "BYWEEKNO" in terms:
        is_alone = not {"BYMONTH", "BYMONTHDAY", "BYSETPOS"} & terms.keys() and not terms.keys() >= _DAY_PARTS
        return is_each and is_alone
    days = [abs(int(day)) for day in terms.get("BYMONTHDAY", [])]
    if "BYSETPOS" in terms:
        is_plain = all(str(day).isalpha() for day in terms.get("BYDAY", ["1"]))
        return is_plain and not days and all(abs(int(place)) <= 4 for place in terms["BYSETPOS"])
    months = [int(month) for month in terms.get("BYMONTH", [1])]
    longest = max((29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) for month in months)
    return not days or (min(days) <= (longest if is_each else 28))


def _inner(terms: dict[str, list[Any]]) -> int:
    times = [len(terms.get(name, [0])) for name in _TIME_PARTS]
    return times[0] * times[1] * times[2]


def _until(value: object, zone: dt.tzinfo) -> dt.datetime | None:
    if isinstance(value, dt.datetime):
        return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value
    return dt.datetime.combine(value, dt.time.max) if isinstance(value, dt.date) else None


def _dates(event: icalendar.Component, name: str, zone: dt.tzinfo) -> Iterator[dt.datetime]:
    values = event.get(name)
    for part in values if isinstance(values, list) else [values] if values else []:
        for one in part.dts:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            has_zone = isinstance(value, dt.datetime) and value.tzinfo is not None
            yield _wall(value.astimezone(zone) if has_zone else value)


def _zone(start: dt.date | dt.datetime, clock: dt.tzinfo) -> dt.tzinfo:
    return start.tzinfo if isinstance(start, dt.datetime) and start.tzinfo else clock


def _wall(value: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None, fold=0)
    return dt.datetime.combine(value, dt.time())


def _length(event: icalendar.Component, start: dt.date | dt.datetime) -> dt.timedelta:
    if "DTEND" in event:
        end = event["DTEND"].dt
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and start.tzinfo and end.tzinfo:
            length = end.astimezone(dt.UTC) - start.astimezone(dt.UTC)
        else:
            length = _wall(end) - _wall(start)
    elif "DURATION" in event:
        length = event["DURATION"].dt
    else:
        length = dt.timedelta() if isinstance(start, dt.datetime) else dt.timedelta(days=1)
    if not dt.timedelta() <= length <= _LONGEST:
        raise ValueError("an event that ends before it starts, or never")
    return length


def _end(when: dt.datetime, moment: dt.datetime, length: dt.timedelta, *, is_day: bool) -> dt.datetime:
    if is_day:  # a day ends at midnight, also when it has 23 hours
        return (when + length).replace(tzinfo=moment.tzinfo)
    return (moment.astimezone(dt.UTC) + length).astimezone(moment.tzinfo)
