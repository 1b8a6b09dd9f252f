"""The stretches of an event with its changed occurrences: one that was moved, one that is off, all from one day on."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from mentorwidgets.ics.copies import Series
from mentorwidgets.ics.events import Event
from mentorwidgets.ics.recurring import Budget, Occurrences, Trouble, occurrences
from mentorwidgets.ics.values import moment_of
from mentorwidgets.model import Taken

_DAY = dt.timedelta(days=1)


def stretches_of(series: Series, clock: dt.tzinfo, window: Taken, budget: Budget) -> Occurrences:
    """What an event takes of a window, changes put in the place of what they change.

    Args:
        series: its valid copies.
        clock: on which whole days begin.
        window: what matters.
        budget: what may still be spent on this file.
    """
    changes = [one for one in series.changes if not _is_stale(one, series.masters, clock, budget)]
    single = [one for one in changes if not (one.and_after or one.and_before)]
    reaching = sorted((one for one in changes if one.and_after or one.and_before), key=lambda one: _begin(one, clock))
    begins = [_begin(one, clock) for one in reaching]
    wide = _widened(window, reaching, clock)
    found: list[Taken] = []
    troubles: list[Trouble] = []
    for master in series.masters:
        changed = _changed([one for one in single if not _is_older(one, master)])
        own = occurrences(master, clock, wide, budget)
        troubles.append(own.trouble)
        for stretch in own.stretches:
            if not changed.holds(stretch, master, clock):
                change = _reaching(stretch.starts, reaching, begins)
                found += _shifted(stretch, master, change, clock)
    for one in changes:
        if one.takes_time and not one.is_cancelled:
            own = occurrences(_alone(one, series.masters), clock, window, budget)
            troubles.append(own.trouble)
            found += own.stretches
    return Occurrences(found, next(filter(None, troubles), ""))


def _is_older(change: Event, master: Event) -> bool:
    """Whether an event was changed as a whole since: then nobody can tell which of the two times holds, and both do."""
    return bool(change.sequence) and (change.sequence or 0) < (master.sequence or 0)


def _is_stale(change: Event, masters: Sequence[Event], clock: dt.tzinfo, budget: Budget) -> bool:
    """Whether it changes an occurrence that the event, itself changed since, has no more."""
    if change.replaces is None or not masters or not all(_is_older(change, master) for master in masters):
        return False
    at = moment_of(change.replaces, clock)
    around = Taken(at - _DAY, at + _DAY)
    holds = _changed([change]).holds
    return not any(
        holds(stretch, master, clock)
        for master in masters
        for stretch in occurrences(master, clock, around, budget).stretches
    )


def _alone(change: Event, masters: Sequence[Event]) -> Event:
    """A changed occurrence repeats only where its event is missing and it stands for all later ones."""
    if change.and_after and not masters:
        return change
    return dataclasses.replace(change, rules=(), further=(), left_out=(), left_out_rules=())


@dataclasses.dataclass(frozen=True, slots=True)
class _Changed:
    """The occurrences that changes stand for: by moment, by day, and the days as moments were written."""

    moments: frozenset[dt.datetime]
    days: frozenset[dt.date]
    written: frozenset[dt.date]

    def holds(self, stretch: Taken, master: Event, clock: dt.tzinfo) -> bool:
        """Whether an occurrence is one of them; by its day where the change or the event has no time."""
        day = stretch.starts.astimezone(master.zone(clock)).date()
        is_named = stretch.starts.astimezone(dt.UTC) in self.moments or day in self.days
        return is_named or (master.is_day and day in self.written)


def _changed(changes: Sequence[Event]) -> _Changed:
    named = [one.replaces for one in changes]
    moments = [when for when in named if isinstance(when, dt.datetime)]
    return _Changed(
        frozenset(when.astimezone(dt.UTC) for when in moments),
        frozenset(when for when in named if when and not isinstance(when, dt.datetime)),
        frozenset(when.date() for when in moments),
    )


def _reaching(starts: dt.datetime, changes: Sequence[Event], begins: Sequence[dt.datetime]) -> Event | None:
    """The last change of all later ones that has begun, else the first of all earlier ones that has not ended."""
    at = bisect.bisect_right(begins, starts)
    before = next((one for one in reversed(changes[:at]) if one.and_after), None)
    return before or next((one for one in changes[bisect.bisect_left(begins, starts) :] if one.and_before), None)


def _shifted(stretch: Taken, master: Event, change: Event | None, clock: dt.tzinfo) -> Iterator[Taken]:
    """An occurrence as the change that reaches it says; nothing where that one takes no time."""
    if change is None:
        if master.takes_time:
            yield stretch
        return
    if change.is_cancelled or not change.takes_time:
        return
    zone = change.zone(clock)
    before = _begin(change, clock).astimezone(zone)
    moved = moment_of(change.starts, zone).replace(tzinfo=None) - before.replace(tzinfo=None)
    wall = stretch.starts.astimezone(zone).replace(tzinfo=None) + moved
    starts = wall.replace(tzinfo=zone)
    yield Taken(starts, (starts.astimezone(dt.UTC) + change.length).astimezone(zone))


def _begin(change: Event, clock: dt.tzinfo) -> dt.datetime:
    return moment_of(change.replaces or change.starts, change.zone(clock))


def _widened(window: Taken, reaching: Sequence[Event], clock: dt.tzinfo) -> Taken:
    """The window, and as much more as changes move occurrences."""
    far = dt.timedelta()
    for one in reaching:
        far = max(far, abs(moment_of(one.starts, clock) - _begin(one, clock)) + one.length)
    return Taken(window.starts - far, window.ends + far)
