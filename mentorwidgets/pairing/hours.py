"""Shared free time of two people on real dates, each in their own time zone (CA4, PP9).

A week is 672 quarter hours of universal time. Weeks of a round in which all zones keep their distance from each other
form a season: between London and New York there are two, because clocks change on different Sundays.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import zoneinfo
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.model import Hours, Person

SLOT = 15
WEEK = 7 * 24 * 60 // SLOT
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclasses.dataclass(frozen=True, slots=True)
class Season:
    """Weeks in which every zone keeps its distance: how many, the first Monday, minutes ahead of universal time."""

    weeks: int
    monday: dt.date
    ahead: dict[str, int]


def seasons(zones: Iterable[str], start: dt.date, weeks: int) -> tuple[Season, ...]:
    """The seasons of a round.

    Args:
        zones: IANA names; an unknown one counts as UTC.
        start: a day in the first week.
        weeks: the length of the round.
    """
    names = sorted(set(zones))
    monday = start - dt.timedelta(days=start.weekday())
    days = [monday + dt.timedelta(weeks=week) for week in range(weeks)]
    offsets = [tuple(_ahead(name, day) for name in names) for day in days]
    relative = [tuple(minutes - row[0] for minutes in row) if row else () for row in offsets]
    count = Counter(relative)
    first = {shape: at for at, shape in reversed(list(enumerate(relative)))}
    return tuple(
        Season(count[shape], days[first[shape]], dict(zip(names, offsets[first[shape]], strict=True)))
        for shape in sorted(count, key=lambda shape: first[shape])
    )


def starts(person: Person, zone: str, season: Season, meeting: int) -> NDArray[np.bool_]:
    """The quarter hours of the universal week in which a meeting of ``meeting`` minutes can start for this person."""
    return _starts(person.availability, season.ahead.get(zone, 0), meeting)


def free_slots(people: Sequence[Person]) -> NDArray[np.bool_]:
    """The free quarter hours of everyone's week in their own wall time."""
    said = [minutes for person in people for one in person.availability for minutes in (one.day, one.start, one.end)]
    day, start, end = np.array(said, dtype=np.int64).reshape(-1, 3).T
    many = np.array([len(person.availability) for person in people], dtype=np.int64)
    row = np.repeat(np.arange(len(people)), many)
    begins = -(-start // SLOT)
    sizes = np.maximum(end // SLOT - begins, 0)
    first = row * WEEK + day * (WEEK // 7) + begins - (np.cumsum(sizes) - sizes)
    free = np.zeros(len(people) * WEEK, dtype=bool)
    free[np.repeat(first, sizes) + np.arange(sizes.sum())] = True
    return free.reshape(-1, WEEK)


def runs(free: NDArray[np.bool_], meeting: int) -> NDArray[np.bool_]:
    """The slots from which a whole meeting is free; the week goes round."""
    possible = free.copy()
    for step in range(1, max(1, -(-meeting // SLOT))):
        possible &= np.roll(free, -step, axis=1)
    return possible


def in_words(slot: int, zone: str, season: Season) -> str:
    """A quarter hour of the universal week in a person's wall time, such as ``Tuesday 12:15``."""
    minutes = (slot * SLOT + season.ahead.get(zone, 0)) % (7 * 24 * 60)
    return f"{_DAYS[minutes // 1440]} {minutes % 1440 // 60:02d}:{minutes % 60:02d}"


def first_shared(shared: NDArray[np.bool_], most: int = 3) -> list[int]:
    """The first slots of separate stretches of shared time."""
    before = np.roll(shared, 1)
    begins = np.flatnonzero(shared & ~before) if not shared.all() else np.zeros(1, dtype=np.int64)
    return [int(slot) for slot in begins[:most]]


def known_zone(name: str) -> bool:
    """Whether the system knows this time zone."""
    return _zone(name) is not None


@functools.lru_cache(maxsize=4096)
def _starts(availability: Sequence[Hours], ahead: int, meeting: int) -> NDArray[np.bool_]:
    """One person's starts, slot by slot: the plain twin of `free_slots` and `runs`."""
    length = -(-meeting // SLOT)
    free = {slot for one in availability for slot in range(-(-one.start // SLOT), one.end // SLOT)
            for slot in [(one.day * 1440 // SLOT + slot - round(ahead / SLOT)) % WEEK]}  # fmt: skip
    return np.array([all((slot + step) % WEEK in free for step in range(length)) for slot in range(WEEK)], dtype=bool)


@functools.lru_cache(maxsize=4096)
def _ahead(name: str, day: dt.date) -> int:
    zone = _zone(name)
    noon = dt.datetime.combine(day + dt.timedelta(days=2), dt.time(12), dt.UTC)
    shift = noon.astimezone(zone).utcoffset() if zone else None
    return int(shift.total_seconds() // 60) if shift else 0


@functools.lru_cache(maxsize=1024)
def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
