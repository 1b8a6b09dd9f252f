"""The occurrences of one event within a window, by dateutil's rules, with a bound on the work that it may ask for."""

from __future__ import annotations

import datetime as dt
from itertools import islice, takewhile
from typing import Any, Literal, NamedTuple

from dateutil import rrule

from mentorwidgets.ics.events import Event
from mentorwidgets.ics.fitting import TIME_PARTS, surely_fits
from mentorwidgets.ics.values import Day, day_from_text, meant_day
from mentorwidgets.model import Taken

_SECONDS = {"YEARLY": 31_556_952, "MONTHLY": 2_629_746, "WEEKLY": 604_800, "DAILY": 86_400, "HOURLY": 3_600,
            "MINUTELY": 60, "SECONDLY": 1}  # fmt: skip
_EVEN = ("WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")  # each step as long as the other
_WEIGHT = {"YEARLY": 60, "MONTHLY": 12, "WEEKLY": 3}
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MARGIN = dt.timedelta(days=2)
_TERMS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYEASTER", "BYMONTH", "BYMONTHDAY", "BYYEARDAY",
                    "BYWEEKNO", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND"})  # fmt: skip
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
    """Steps of recurrence that one file may take: a second or two of work in all."""

    def __init__(self, steps: int = 200_000) -> None:
        self.left = steps

    def spend(self, steps: float) -> None:
        """Take steps, or refuse."""
        if steps > self.left:
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
        is_first = wall == first and not event.is_nominal
        ends = _end(wall, moment, event.length if own is None else own, (event.is_day and own is None, is_first))
        # Two moments of one zone are compared by what its clock shows, which is the same twice in autumn.
        begins, ends = moment.astimezone(dt.UTC), ends.astimezone(dt.UTC)
        if ends > window.starts.astimezone(dt.UTC) and begins < window.ends.astimezone(dt.UTC):
            stretches.append(Taken(begins, ends))
    return Occurrences(stretches, trouble)


def _walls(
    event: Event, zone: dt.tzinfo, window: Taken, budget: Budget
) -> tuple[list[tuple[dt.datetime, dt.timedelta | None]], Trouble]:
    """When it begins on its own clock, each with a length where that is its own."""
    wall = _wall(event.starts, zone)
    found: dict[dt.datetime, dt.timedelta | None] = {wall: None}
    trouble: Trouble = ""
    for rule in event.rules:
        gives, trouble_here = _given(event, rule, zone, window, budget)
        trouble = trouble or trouble_here
        found.update(dict.fromkeys(gives))
    for day, length in event.further:
        plain = not isinstance(day, dt.datetime) and not event.is_day
        found[dt.datetime.combine(day, wall.time()) if plain else _wall(day, zone)] = length
    for rule in event.left_out_rules:  # one that cannot be read leaves nothing out
        for one in _given(event, rule, zone, window, budget)[0]:
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
        wide = _longer(window, event.length)
        given = _ruled(terms, _wall(event.starts, zone), zone, wide, budget, is_day=event.is_day)
    except TooMuchError:
        return [], "often"
    except _BROKEN:
        return [], "unclear"
    return given, "" if is_whole else "partly"


def terms_of(text: str) -> dict[str, list[str]]:
    """The terms of a rule, blanks and empty ones left out.

    >>> terms_of("FREQ=WEEKLY;UNTIL=;BYDAY=TU, TH;X-A=1;")
    {'FREQ': ['WEEKLY'], 'BYDAY': ['TU', 'TH']}
    """
    found: dict[str, list[str]] = {}
    for part in text.upper().split(";"):
        name, _, value = part.partition("=")
        values = [one.strip().strip('"') for one in value.split(",")]
        if name.strip() in _TERMS and any(values):
            found.setdefault(name.strip(), []).extend(one.replace(" ", "") for one in values if one)
    return found


def is_whole_rule(text: str) -> bool:
    """Whether all terms of a rule are known.

    Args:
        text: the rule.

    Raises:
        ValueError: it counts the years of another calendar.
    """
    terms = [part.partition("=") for part in text.upper().split(";") if part.strip()]
    others = [(name.strip(), value.strip()) for name, _, value in terms if name.strip() not in _TERMS]
    if any(name == "RSCALE" and value != "GREGORIAN" for name, value in others):
        raise ValueError("a rule in years of another calendar")
    return all(name.startswith("X-") or (name, value) == ("RSCALE", "GREGORIAN") for name, value in others)


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
    if not count and freq in _EVEN:
        wall = _skipped(wall, step, window.starts.astimezone(zone).replace(tzinfo=None))
    budget.spend(_steps(terms, wall, last, step) * _WEIGHT.get(freq, 1) * _inner(terms))
    text = ";".join(f"{name}={','.join(values)}" for name, values in terms.items())
    made: Any = rrule.rrulestr(text, dtstart=wall)
    return list(islice(takewhile(lambda when: when <= last, made), count or None))


def _skipped(wall: dt.datetime, step: dt.timedelta, first: dt.datetime) -> dt.datetime:
    """A later start of a rule without a number that gives the same from the window on; its first step may be cut."""
    return wall + max(0, (first - wall) // step - 1) * step


def _steps(terms: dict[str, list[str]], wall: dt.datetime, last: dt.datetime, step: dt.timedelta) -> float:
    """How far dateutil has to look: to the window's end, or to the end of time where no day may ever fit."""
    end = last if surely_fits(terms, wall) else dt.datetime.max  # noqa: DTZ901 - wall time
    return max(1.0, (end - wall) / step)


def _inner(terms: dict[str, list[str]]) -> int:
    times = [len(terms.get(name, ["0"])) for name in TIME_PARTS]
    return times[0] * times[1] * times[2]


def _until(text: str, zone: dt.tzinfo, *, is_day: bool) -> dt.datetime | None:
    if not text:
        return None
    if text.startswith("9999"):
        return None  # for ever
    if text[:4] < "1900":
        return dt.datetime(1900, 1, 1)  # noqa: DTZ001 - wall time
    value = day_from_text(text, zone)
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


def _end(when: dt.datetime, moment: dt.datetime, length: dt.timedelta, kind: tuple[bool, bool]) -> dt.datetime:
    """When an occurrence ends: a day at midnight, also when it has 23 hours; others by the longer of clock and hours.

    The first of an event ends as it says, unless it lasts days by the clock.
    """
    is_day, is_exact = kind
    by_clock = (when + length).replace(tzinfo=moment.tzinfo)
    if is_day:
        return by_clock
    by_hours = (moment.astimezone(dt.UTC) + length).astimezone(moment.tzinfo)
    return by_hours if is_exact else max(by_hours, by_clock, key=lambda one: one.astimezone(dt.UTC))
