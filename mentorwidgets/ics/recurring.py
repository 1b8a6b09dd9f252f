"""The occurrences of one event within a window, by dateutil's rules, with a bound on the work that it may ask for."""

from __future__ import annotations

import datetime as dt
import math
from itertools import islice, takewhile
from typing import Any, Literal, NamedTuple

from dateutil import rrule

from mentorwidgets.ics.events import Event
from mentorwidgets.ics.fitting import TIME_PARTS, moved_on, surely_fits
from mentorwidgets.ics.terms import check_numbers, is_whole_rule, terms_of
from mentorwidgets.ics.values import Day, Length, day_from_text, meant_day
from mentorwidgets.model import Taken

_SECONDS = {"YEARLY": 31_556_952, "MONTHLY": 2_629_746, "WEEKLY": 604_800, "DAILY": 86_400, "HOURLY": 3_600,
            "MINUTELY": 60, "SECONDLY": 1}  # fmt: skip
_UNEVEN = ("YEARLY", "MONTHLY")  # of which no step is as long as the other
_WEIGHT = {"YEARLY": 60, "MONTHLY": 12, "WEEKLY": 3}
_DAYS = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7}
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_OLDEST = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - wall time
_LITTLE = 2_000  # steps of a rule that is no dear one
_MARGIN = dt.timedelta(days=2)
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError, ArithmeticError)

Trouble = Literal["", "often", "unclear", "partly"]
"""What a rule lacks: it asks for too much work, it cannot be read, or a part of it cannot."""


class TooMuchError(Exception):
    """The recurrences of this file ask for more work than a calendar of a person does."""


class Occurrences(NamedTuple):
    """The stretches of an event, and why a rule of it was left out."""

    stretches: list[Taken]
    trouble: Trouble


class Budget:
    """Steps of recurrence that one file may take: a second or two of work in all, and at first little at once."""

    def __init__(self, steps: int = 200_000) -> None:
        self.left = steps
        self.most = _LITTLE

    def spend(self, steps: float) -> None:
        """Take steps, or refuse."""
        if steps > min(self.left, self.most):
            raise TooMuchError
        self.left -= int(steps)


def occurrences(event: Event, clock: dt.tzinfo, window: Taken, budget: Budget) -> Occurrences:
    """The stretches of an event that may touch a window, each as its moments.

    Its first date counts also where its own rule does not give it, as calendars show it; and it stays where the rule
    cannot be read or asks for too much, which is said.

    Args:
        event: one copy of an event.
        clock: on which whole days begin.
        window: what matters.
        budget: what may still be spent on this file.
    """
    zone = event.zone(clock)
    walls, trouble = _walls(event, zone, window, budget)
    stretches, first = [], _wall(event.starts, zone)
    for wall, own in walls:
        moment = wall.replace(tzinfo=zone)
        moment = moment.astimezone(dt.UTC).astimezone(zone)  # a time that the clock jumps over moves on
        # Two moments of one zone are compared by what its clock shows, which is the same twice in autumn.
        begins, ends = moment.astimezone(dt.UTC), ends_of(event, moment, own, is_first=wall == first)
        if ends > window.starts.astimezone(dt.UTC) and begins < window.ends.astimezone(dt.UTC):
            stretches.append(Taken(begins, ends))
    return Occurrences(stretches, trouble)


def _walls(
    event: Event, zone: dt.tzinfo, window: Taken, budget: Budget
) -> tuple[list[tuple[dt.datetime, Length | None]], Trouble]:
    """When it begins on its own clock, each with a length where that is its own."""
    wall = _wall(event.starts, zone)
    found: dict[dt.datetime, Length | None] = {wall: None}
    trouble: Trouble = ""
    for rule in event.rules:
        gives, trouble_here = _given(event, rule, zone, window, budget)
        trouble = trouble or trouble_here
        found.update(dict.fromkeys(gives))
    for day, length in event.further:
        plain = not isinstance(day, dt.datetime) and not event.is_day
        at = dt.datetime.combine(day, wall.time()) if plain else _wall(day, zone)
        rivals = (length, found.get(at, length))  # the longer of two that begin together
        found[at] = max(rivals, key=lambda one: (one or event.length).longest)
    for rule in event.left_out_rules:
        gives, trouble_here = _given(event, rule, zone, window, budget)
        trouble = trouble or ("partly" if trouble_here else "")
        for one in () if trouble_here else gives:  # what is not understood as a whole leaves nothing out
            found.pop(one, None)
    moments = {_wall(day, zone) for day in event.left_out if isinstance(day, dt.datetime) or event.is_day}
    days = {day for day in event.left_out if not isinstance(day, dt.datetime)}
    if event.is_day:
        moments, days = set(), {meant_day(day, zone) for day in event.left_out}
    kept = [(one, length) for one, length in found.items() if one not in moments and one.date() not in days]
    return sorted(kept, key=lambda pair: pair[0]), trouble


def _given(
    event: Event, text: str, zone: dt.tzinfo, window: Taken, budget: Budget
) -> tuple[list[dt.datetime], Trouble]:
    terms = terms_of(text)
    if event.is_day:  # a whole day has no hours to repeat at
        terms = {name: values for name, values in terms.items() if name not in TIME_PARTS}
    try:
        is_whole = is_whole_rule(text)
        check_numbers(terms)
        wide = _longer(window, event.length.longest)
        given = _ruled(terms, _wall(event.starts, zone), zone, wide, budget, is_day=event.is_day)
    except TooMuchError:
        return [], "often"
    except _BROKEN:
        return [], "unclear"
    return given, "" if is_whole else "partly"


def _longer(window: Taken, length: dt.timedelta) -> Taken:
    return Taken(window.starts - length - _MARGIN, window.ends)


def _ruled(
    terms: dict[str, list[str]], wall: dt.datetime, zone: dt.tzinfo, window: Taken, budget: Budget, *, is_day: bool
) -> list[dt.datetime]:
    """What one rule gives up to the end of the window.

    A number is counted here and not by dateutil, so that a rule that never gives anything ends with the window.
    """
    if "BYWEEKNO" in terms and int(terms.get("INTERVAL", ["1"])[0]) > 1:
        raise ValueError("dateutil counts years of weeks by their first of January")
    if "BYWEEKNO" in terms and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & terms.keys():
        terms["BYDAY"] = [_NAMES[wall.weekday()]]  # RFC 5545: what a rule leaves out, its start says
    count = int(terms.pop("COUNT", ["0"])[0])
    until = _until(terms.pop("UNTIL", [""])[0], zone, is_day=is_day)
    last = window.ends.astimezone(zone).replace(tzinfo=None)
    last = min(last, until) if until else last
    freq = terms["FREQ"][0]
    step = dt.timedelta(seconds=_SECONDS[freq] * int(terms.get("INTERVAL", ["1"])[0]))
    is_sure, first = surely_fits(terms, wall), window.starts.astimezone(zone).replace(tzinfo=None)
    if not count:
        terms, wall = moved_on(terms, wall, first) if freq in _UNEVEN else (terms, _skipped(wall, step, first))
    # dateutil looks to the window's end, or to the end of time where no day may ever fit.
    end = last if is_sure else dt.datetime.max  # noqa: DTZ901 - wall time
    budget.spend(max(1.0, (end - wall) / step) * _dear(terms))
    text = ";".join(f"{name}={','.join(values)}" for name, values in terms.items())
    made: Any = rrule.rrulestr(text, dtstart=wall)
    return list(islice(takewhile(lambda when: when <= last, made), count or None))


def _skipped(wall: dt.datetime, step: dt.timedelta, first: dt.datetime) -> dt.datetime:
    """A later start of a rule without a number that gives the same from the window on; its first step may be cut."""
    return wall + max(0, (first - wall) // step - 1) * step


def _dear(terms: dict[str, list[str]]) -> int:
    """What one step of a rule costs: with hours of its own as much as it may give, else as dateutil looks for days."""
    times = math.prod(len(terms.get(name, ["0"])) for name in TIME_PARTS)
    freq = terms["FREQ"][0]
    return (_WEIGHT if times == 1 else _DAYS).get(freq, 1) * times


def _until(text: str, zone: dt.tzinfo, *, is_day: bool) -> dt.datetime | None:
    """The last moment of a rule on its clock; None where it has no end, which some write as nought or as 9999.

    Raises:
        ValueError: it cannot be read.
    """
    if not text.strip("0TZ") or text.startswith("9999"):
        return None
    value = day_from_text(text, zone)
    if value.year < _OLDEST.year:
        return _OLDEST
    if isinstance(value, dt.datetime) and not is_day:
        return value.astimezone(zone).replace(tzinfo=None)
    days = [value.date(), value.astimezone(zone).date()] if isinstance(value, dt.datetime) else [value]
    return dt.datetime.combine(max(days), dt.time.max)


def _wall(day: Day, zone: dt.tzinfo) -> dt.datetime:
    """A moment on the clock of a zone, a day as its midnight."""
    if isinstance(day, dt.datetime):
        same = day if day.tzinfo is zone else day.astimezone(zone)
        return same.replace(tzinfo=None, fold=0)
    return dt.datetime.combine(day, dt.time())


def ends_of(event: Event, begins: dt.datetime, own: Length | None = None, *, is_first: bool = False) -> dt.datetime:
    """When an occurrence that begins on the clock of its event ends, in universal time.

    Args:
        event: whose it is.
        begins: when.
        own: its length, where that is not its event's.
        is_first: whether it is the very one that the event tells the end of.
    """
    if event.is_day and own is None:
        return event.length.midnight(begins)
    return (own or event.length).end(begins, is_first=is_first)
