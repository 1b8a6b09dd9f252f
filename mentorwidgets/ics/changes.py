"""The stretches of an event with its changed occurrences: one that was moved, one that is off, all from one day on."""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from mentorwidgets.ics.copies import Series
from mentorwidgets.ics.events import Event
from mentorwidgets.ics.recurring import Budget, Occurrences, TooMuchError, Trouble, ends_of, occurrences
from mentorwidgets.ics.values import meant_day, moment_of
from mentorwidgets.model import Taken

_DAY = dt.timedelta(days=1)
_NONE = dt.timedelta()
_FARTHEST = dt.timedelta(days=800)


def stretches_of(series: Series, clock: dt.tzinfo, window: Taken, budget: Budget) -> Occurrences:
    """What an event takes of a window, changes put in the place of what they change.

    Args:
        series: its valid copies.
        clock: on which whole days begin.
        window: what matters.
        budget: what may still be spent on this file.
    """
    found: list[Taken] = []
    troubles: list[Trouble] = []
    try:
        budget.spend(len(series.masters) * len(series.changes))
        changes = [one for one in series.changes if not _is_stale(one, series.masters, clock, budget)]
    except TooMuchError:  # then each copy stands for itself
        changes, troubles = list(series.changes), ["often"]
    changes = [_completed(one, series.masters) for one in changes]
    for master in series.masters:
        own = _of_master(master, [] if troubles[:1] == ["often"] else changes, clock, window, budget)
        troubles.append(own.trouble)
        found += own.stretches
    for one in changes:
        if one.takes_time and not one.is_cancelled:
            own = occurrences(_alone(one, series.masters), clock, window, budget)
            troubles.append(own.trouble)
            found += own.stretches
    return Occurrences(found, next(filter(None, troubles), ""))


def _of_master(master: Event, changes: Sequence[Event], clock: dt.tzinfo, window: Taken, budget: Budget) -> Occurrences:
    """The occurrences of an event that no change stands for, moved by those that reach further."""
    valid = [one for one in changes if not _is_older(one, master)]
    if not master.takes_time and not any(one.and_after or one.and_before for one in valid):
        return Occurrences([], "")  # a birthday costs nothing
    changed = {_begin(one, master, clock) for one in valid if not (one.and_after or one.and_before)}
    reach = _Reach(valid, master, clock)
    own = occurrences(master, clock, reach.widened(window), budget)
    kept = [stretch for stretch in own.stretches if stretch.starts not in changed]
    return Occurrences([moved for stretch in kept for moved in reach.moved(stretch)], own.trouble)


def _is_older(change: Event, master: Event) -> bool:
    """Whether an event was changed as a whole since: then nobody can tell which of the two times holds, and both do."""
    return bool(change.sequence) and (change.sequence or 0) < (master.sequence or 0)


def _is_stale(change: Event, masters: Sequence[Event], clock: dt.tzinfo, budget: Budget) -> bool:
    """Whether it changes an occurrence that the event, itself changed since, has no more."""
    if not masters or change.unread or not all(_is_older(change, master) for master in masters):
        return False
    for master in masters:
        budget.spend(len(master.further) + len(master.left_out))
        at = _begin(change, master, clock)
        around = occurrences(master, clock, Taken(at - _DAY, at + _DAY), budget)
        if any(stretch.starts == at for stretch in around.stretches):
            return False
    return True


def _completed(change: Event, masters: Sequence[Event]) -> Event:
    """A change that says no end lasts as long as its event: it leaves out what is as it was."""
    if not change.is_endless or not masters:
        return change
    return dataclasses.replace(change, length=max((one.length for one in masters), key=lambda one: one.longest))


def _alone(change: Event, masters: Sequence[Event]) -> Event:
    """A changed occurrence repeats only where its event is missing and it stands for all later ones."""
    if change.and_after and not masters:
        return change
    return dataclasses.replace(change, rules=(), further=(), left_out=(), left_out_rules=())


def _begin(change: Event, master: Event, clock: dt.tzinfo) -> dt.datetime:
    """The moment of the occurrence that a change stands for; a day means that of its event on it."""
    when = change.replaces or change.starts
    if master.is_day:
        at = dt.datetime.combine(meant_day(when, clock), dt.time(), clock)
    elif isinstance(when, dt.datetime):
        at = when
    else:
        starts = moment_of(master.starts, clock)
        at = dt.datetime.combine(when, starts.time(), starts.tzinfo)
    return at.astimezone(dt.UTC)


def _meant(at: dt.datetime, zone: dt.tzinfo, time: dt.time) -> dt.datetime:
    """What a clock shows at a moment; where spring left the hour of a series out, that hour all the same."""
    shown = at.astimezone(zone)
    jump = (shown.utcoffset() or _NONE) - ((at - _DAY / 8).astimezone(zone).utcoffset() or _NONE)
    wall = shown.replace(tzinfo=None)
    return wall - jump if jump > _NONE and (wall - jump).time() == time else wall


class _Reach:
    """The changes that stand for all later occurrences, or for all earlier ones, in order."""

    def __init__(self, changes: Sequence[Event], master: Event, clock: dt.tzinfo) -> None:
        self._master = master
        self._clock = clock
        self._later = self._sorted([one for one in changes if one.and_after])
        self._earlier = self._sorted([one for one in changes if one.and_before])

    def _sorted(self, changes: Sequence[Event]) -> tuple[list[dt.datetime], list[Event]]:
        pairs = sorted(((_begin(one, self._master, self._clock), one) for one in changes), key=lambda pair: pair[0])
        return [at for at, _ in pairs], [one for _, one in pairs]

    def _changes(self, at: dt.datetime) -> list[Event]:
        """Those that reach an occurrence: more than one where nothing says which of one date is newer."""
        begins, changes = self._later
        if number := bisect.bisect_right(begins, at):
            return changes[bisect.bisect_left(begins, begins[number - 1]) : number]
        begins, changes = self._earlier
        number = bisect.bisect_left(begins, at)
        return changes[number : bisect.bisect_right(begins, begins[number])] if number < len(changes) else []

    def moved(self, stretch: Taken) -> Iterator[Taken]:
        """An occurrence as the changes that reach it say; nothing where they take no time."""
        changes = self._changes(stretch.starts)
        if not changes and self._master.takes_time:
            yield stretch
        for change in changes:
            if change.takes_time and not change.is_cancelled:
                yield self._moved(stretch, change)

    def _moved(self, stretch: Taken, change: Event) -> Taken:
        master, clock = self._master, self._clock
        zone = change.zone(clock)
        shown = clock if master.is_day else zone  # a whole day has no moment to carry to another clock
        before = _begin(change, master, clock).astimezone(shown).replace(tzinfo=None)
        here = _meant(stretch.starts, shown, before.time())
        first = moment_of(change.starts, zone).replace(tzinfo=None)
        wall = here + (first - before)
        starts = wall.replace(tzinfo=zone).astimezone(dt.UTC)  # a time that the clock jumps over moves on
        return Taken(starts, ends_of(change, starts.astimezone(zone), is_first=wall == first))

    def widened(self, window: Taken) -> Taken:
        """The window, and as much more as changes move occurrences."""
        far = dt.timedelta()
        pairs = (*zip(*self._later, strict=True), *zip(*self._earlier, strict=True))
        for at, one in pairs:
            far = max(far, abs(moment_of(one.starts, self._clock).astimezone(dt.UTC) - at) + one.length.longest)
        far = min(far, _FARTHEST)
        return Taken(window.starts - far, window.ends + far)
