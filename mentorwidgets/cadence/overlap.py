"""The hours that two people share, each on their own clock, all year round (CA4, CA5, CA7).

A week is 672 quarter hours on the host's clock, kept as the bits of one number. Between two zones the other one's week
lies differently before and after a clock change; a slot is good when it is free in each of these lies.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import operator
from collections.abc import Sequence

from mentorwidgets.cadence.apart import Near, why_apart
from mentorwidgets.cadence.clocks import place
from mentorwidgets.cadence.ease import ease_of
from mentorwidgets.cadence.week import WEEK, Lie, lies, rotated, runs, week_of, when_words
from mentorwidgets.cadence.words import day_words, listed, minute_words, place_words
from mentorwidgets.model import Hours, Taken


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One of the two: a name, a zone, the weekly grid, the contact window (empty: any time), what a calendar takes."""

    name: str
    timezone: str
    free: tuple[Hours, ...]
    contact: tuple[Hours, ...] = ()
    taken: tuple[Taken, ...] = ()

    def week(self) -> int:
        """The free quarter hours within the contact window, on this person's clock."""
        free = week_of(self.free)
        return free & week_of(self.contact) if self.contact else free


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CommonSlot:
    """A weekly time that suits both.

    Args:
        weekday: on the host's calendar, 0 is Monday.
        time: ``HH:MM`` on the host's clock.
        minutes: its length.
        ease: more is easier (CA5).
        tags: ``lunch``, ``coffee``, ``breakfast`` or ``dinner``: such a time needs no preparation.
        words: the time on both clocks, and for how long it holds.
        spans: first and last days (ISO) between which it suits both; empty: all through.
        weeks: in how many weeks it suits both, about.
        clashes: ISO dates on which a calendar has something else.
    """

    weekday: int
    time: str
    minutes: int
    ease: int
    tags: tuple[str, ...]
    words: str
    spans: tuple[tuple[str, str], ...] = ()
    weeks: int = 0
    clashes: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shared times, the easiest first.

    Where there are none, or none for the whole time: why, and the small changes that would make one.
    """

    slots: tuple[CommonSlot, ...] = ()
    why: str = ""
    changes: tuple[str, ...] = ()


def find_overlap(
    host: Party, guest: Party, *, first: dt.date, last: dt.date, minutes: int = 60, most: int = 12
) -> Overlap:
    """Find the weekly times that suit two people.

    Nothing is proposed outside either's hours or contact window, on any day between the first and the last.

    Args:
        host: whose clock counts.
        guest: the other one.
        first: the first day of the plan.
        last: the last day of the plan.
        minutes: length of a meeting.
        most: slots at most.

    Raises:
        ValueRefusedError: an unknown zone.
    """
    found = lies(host.timezone, guest.timezone, first, max(first, last))
    slots = _ranked(_always(host, guest, found, minutes))
    if slots:
        return Overlap(slots=_spread(slots, most))
    slots = _ranked(_partly(host, guest, found, minutes))
    if slots:
        other = _ranked(_always(guest, host, lies(guest.timezone, host.timezone, first, last), minutes))
        better = (f"If the clock of {guest.name} counts, {other[0].words.rstrip('.')} suits both.",) if other else ()
        return Overlap(
            slots=_spread(slots, most), why=_PARTLY, changes=better or _none(host, guest, found, minutes).changes
        )
    return _none(host, guest, found, minutes)


def _always(host: Party, guest: Party, found: Sequence[Lie], minutes: int) -> list[CommonSlot]:
    shared = (host.week() & rotated(guest.week(), -one.ahead) for one in found)
    return _slots(host, guest, runs(functools.reduce(operator.and_, shared), minutes), found, minutes)


def _partly(host: Party, guest: Party, found: Sequence[Lie], minutes: int) -> list[CommonSlot]:
    slots: list[CommonSlot] = []
    for ahead in {one.ahead for one in found}:
        same = [one for one in found if one.ahead == ahead]
        starts = runs(host.week() & rotated(guest.week(), -ahead), minutes)
        spans = tuple((one.first.isoformat(), one.last.isoformat()) for one in same)
        slots += _slots(host, guest, starts, same, minutes, spans)
    return slots


def _none(host: Party, guest: Party, found: Sequence[Lie], minutes: int) -> Overlap:
    if _always(host, guest, found[:1], minutes):
        return Overlap(why="Your calendars take the hours that you share.", changes=("Look for a shorter meeting.",))
    near = Near(host.name, guest.name, minutes)
    weeks = (host.week(), guest.week(), week_of(host.free), week_of(guest.free))
    why, changes = why_apart(near, weeks, found[0].ahead, (bool(host.contact), bool(guest.contact)))
    return Overlap(why=why, changes=changes)


def _slots(
    host: Party, guest: Party, starts: int, found: Sequence[Lie], minutes: int, spans: tuple[tuple[str, str], ...] = ()
) -> list[CommonSlot]:
    quarters = [quarter for quarter in range(WEEK) if starts >> quarter & 1]
    on_halves = [quarter for quarter in quarters if quarter % 2 == 0]
    return [_slot(host, guest, quarter, found, minutes, spans) for quarter in on_halves or quarters]


def _slot(
    host: Party, guest: Party, quarter: int, found: Sequence[Lie], minutes: int, spans: tuple[tuple[str, str], ...]
) -> CommonSlot:
    weekday, minute = divmod(quarter * 15, 1440)
    others = [(quarter + lie.ahead) % WEEK * 15 % 1440 for lie in found]
    ease, tags = ease_of([minute, *others], minutes)
    return CommonSlot(
        weekday=weekday, time=minute_words(minute), minutes=minutes, ease=ease, tags=tags, spans=spans,
        words=f"{_both_clocks(quarter, host, guest, found)}{_span_words(found) if spans else ''}.",
        weeks=sum((lie.last - lie.first).days // 7 + 1 for lie in found),
        clashes=tuple(day for lie in found for day in _clashes(weekday, minute, minutes, lie, host, guest)),
    )  # fmt: skip


def _span_words(found: Sequence[Lie]) -> str:
    return ", from " + listed(f"{day_words(lie.first)} to {day_words(lie.last)}" for lie in found)


def _both_clocks(quarter: int, host: Party, guest: Party, found: Sequence[Lie]) -> str:
    own = when_words(quarter)
    others = list(dict.fromkeys(when_words((quarter + lie.ahead) % WEEK) for lie in found))
    if others == [own]:
        return own
    return f"{own} for {host.name}, {listed(others, 'or')} for {guest.name} in {place_words(guest.timezone)}"


def _clashes(weekday: int, minute: int, minutes: int, lie: Lie, host: Party, guest: Party) -> list[str]:
    taken = (*host.taken, *guest.taken)
    found: list[str] = []
    day = lie.first + dt.timedelta(days=(weekday - lie.first.weekday()) % 7)
    while taken and day <= lie.last:
        start, _ = place(dt.datetime.combine(day, dt.time(minute // 60, minute % 60)), host.timezone)
        end = start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
        if any(one.starts < end and start < one.ends for one in taken):
            found.append(day.isoformat())
        day += dt.timedelta(days=7)
    return found


def _ranked(slots: Sequence[CommonSlot]) -> list[CommonSlot]:
    """Without what a calendar takes in more than half of the weeks; the longest to hold first, then the easiest."""
    free = (slot for slot in slots if len(slot.clashes) * 2 <= slot.weeks)
    return sorted(free, key=lambda slot: (-slot.weeks, len(slot.clashes), -slot.ease, slot.weekday, slot.time))


def _spread(ranked: Sequence[CommonSlot], most: int) -> tuple[CommonSlot, ...]:
    """The best ones, and not three that begin within the same hour."""
    kept: list[CommonSlot] = []
    for slot in ranked:
        near = (one for one in kept if (one.weekday, one.spans) == (slot.weekday, slot.spans))
        if len(kept) < most and all(abs(_minute(one) - _minute(slot)) >= 60 for one in near):
            kept.append(slot)
    return tuple(kept)


def _minute(slot: CommonSlot) -> int:
    return int(slot.time[:2]) * 60 + int(slot.time[3:])


_PARTLY = "No time suits both all through: your clocks do not change on the same day."
