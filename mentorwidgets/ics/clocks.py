"""A zone of a calendar file's own: its changes of clocks in a table, so that a question costs one look into it."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from typing import Any

from dateutil import rrule

from mentorwidgets.ics.fitting import moved_on, surely_fits
from mentorwidgets.ics.safe import Lines, plain_zone
from mentorwidgets.ics.terms import terms_of

_FIRST, _LAST = dt.datetime(1970, 1, 1), dt.datetime(2100, 12, 31)  # noqa: DTZ001 - rules are walked between them
_MOMENT = "%Y%m%dT%H%M%S"


class FileZone(dt.tzinfo):
    """What a clock shows that changes at some moments.

    A time that it jumps over is that of the clock before; of one that comes twice `fold` tells which.

    Args:
        changes: each as its moment in universal time, what the clock was ahead before, and after.
    """

    def __init__(self, changes: Sequence[tuple[dt.datetime, dt.timedelta, dt.timedelta]]) -> None:
        ordered = sorted(changes)
        self._ahead = [ordered[0][1], *(after for _, _, after in ordered)]
        self._moments = [moment for moment, _, _ in ordered]
        steps = list(zip(self._moments, pairwise(self._ahead), strict=True))
        self._walls = [list(accumulate((at + end(both) for at, both in steps), max)) for end in (max, min)]

    def utcoffset(self, when: dt.datetime | None) -> dt.timedelta | None:
        """How far the clock is ahead of universal time."""
        if when is None:
            return None
        return self._ahead[bisect.bisect_right(self._walls[when.fold], when.replace(tzinfo=None, fold=0))]

    def fromutc(self, when: dt.datetime) -> dt.datetime:
        """What the clock shows at a moment."""
        ahead = self._ahead[bisect.bisect_right(self._moments, when.replace(tzinfo=None))]
        shown = (when + ahead).replace(fold=0)
        return shown if self.utcoffset(shown) == ahead else shown.replace(fold=1)

    def dst(self, when: dt.datetime | None) -> None:
        """Nobody asks."""

    def tzname(self, when: dt.datetime | None) -> None:
        """Nobody asks."""


@functools.lru_cache(maxsize=256)  # a file may hold one for each of its calendars
def zone_of_file(block: str) -> dt.tzinfo | None:
    """What a VTIMEZONE describes; None where it describes nothing that a clock could do.

    Args:
        block: its lines, unfolded.
    """
    parts = plain_zone(block)
    try:
        changes = [change for part in parts or () for change in _changes(part)]
        return FileZone(changes) if changes else None
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError, ArithmeticError):
        return None


def _changes(lines: Lines) -> Iterator[tuple[dt.datetime, dt.timedelta, dt.timedelta]]:
    """When clocks change to what one part says."""
    values = dict(lines)
    before, after = (_offset(values[name]) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    start = dt.datetime.strptime(values["DTSTART"], _MOMENT)  # noqa: DTZ007 - wall time
    rules = [value for name, value in lines if name == "RRULE"]
    walls = [] if rules else [start]
    for name, value in lines:
        if name == "RDATE":
            walls += [dt.datetime.strptime(one, _MOMENT) for one in value.split(",")]  # noqa: DTZ007 - the same
    for rule in rules:
        walls += _ruled(rule, start, before)
    return ((wall - before, before, after) for wall in walls)


def _ruled(rule: str, start: dt.datetime, before: dt.timedelta) -> list[dt.datetime]:
    terms = terms_of(rule)
    until = terms.pop("UNTIL", [""])[0]
    last = _until(until, before) if until else _LAST
    if not surely_fits(terms, start):
        raise ValueError("no rule of a clock")  # it would be looked for up to the end of time
    if not until and "COUNT" not in terms:
        terms, start = moved_on(terms, start, _FIRST)
    text = ";".join(f"{name}={','.join(values)}" for name, values in terms.items())
    made: Any = rrule.rrulestr(text, dtstart=start)
    return list(takewhile(lambda when: when <= min(last, _LAST), made))


def _until(text: str, before: dt.timedelta) -> dt.datetime:
    """The end of a rule on the clock as it was until then."""
    plain = text.rstrip("Z")
    when = dt.datetime.strptime(plain if "T" in plain else f"{plain}T235959", _MOMENT)  # noqa: DTZ007 - wall time
    return when + before if text.endswith("Z") else when


def _offset(text: str) -> dt.timedelta:
    ahead = dt.timedelta(hours=int(text[1:3]), minutes=int(text[3:5]), seconds=int(text[5:7]))
    return -ahead if text[0] == "-" else ahead
