"""A week of 672 quarter hours as the bits of a number, and how two zones' weeks lie against each other."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from mentorwidgets.cadence.words import DAYS, minute_words
from mentorwidgets.model import Hours, zone_of

WEEK = 672
_ALL = (1 << WEEK) - 1


@dataclasses.dataclass(frozen=True, slots=True)
class Lie:
    """Days in which a guest's clock is so many quarter hours ahead of the host's; both days included."""

    ahead: int
    first: dt.date
    last: dt.date


def week_of(hours: Sequence[Hours]) -> int:
    """The whole quarter hours of a weekly grid; one that begins or ends within a quarter hour leaves it out."""
    week = 0
    for one in hours:
        begin, end = one.day * 96 - (-one.start // 15), one.day * 96 + one.end // 15
        if end > begin:
            week |= ((1 << (end - begin)) - 1) << begin
    return week


def rotated(week: int, quarters: int) -> int:
    """A week moved on by so many quarter hours; it goes round."""
    by = quarters % WEEK
    return ((week << by) | (week >> (WEEK - by))) & _ALL


def runs(week: int, minutes: int) -> int:
    """The quarter hours from which a whole meeting is free."""
    starts = week
    for step in range(1, max(1, -(-minutes // 15))):
        starts &= rotated(week, -step)
    return starts


def lies(host: str, guest: str, first: dt.date, last: dt.date) -> tuple[Lie, ...]:
    """How a guest's week lies against the host's, from the first to the last day.

    Stretches of days come in order; the same distance may come twice.
    """
    found: list[Lie] = []
    for offset in range((last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        ahead = _ahead(host, guest, day)
        if found and found[-1].ahead == ahead:
            found[-1] = Lie(ahead, found[-1].first, day)
        else:
            found.append(Lie(ahead, day, day))
    return tuple(found)


def when_words(quarter: int) -> str:
    """Say a quarter hour of the week: ``Tuesday 12:15``."""
    return f"{DAYS[quarter // 96]} {minute_words(quarter % 96 * 15)}"


def _ahead(host: str, guest: str, day: dt.date) -> int:
    noon = dt.datetime.combine(day, dt.time(12), zone_of(host))
    shift = noon.astimezone(zone_of(guest)).replace(tzinfo=None) - noon.replace(tzinfo=None)
    return round(shift.total_seconds() / 900)
