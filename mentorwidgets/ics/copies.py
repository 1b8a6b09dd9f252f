"""Which copies of an event count: a file may hold the invitation, its changes and its cancellation one after the other.

By RFC 5546: the higher SEQUENCE, then the later stamp. Where nothing says which of two is newer, both count: a time too
many is painted away, one too few is planned over. So do events that only look like copies: timetables give all their
hours one UID.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from mentorwidgets.ics.events import UNTITLED, Event
from mentorwidgets.ics.values import Day

_STAMP = "%Y%m%d%H%M%S"
_ONE_EXPORT = dt.timedelta(hours=1)
MOST_COPIES = 500  # of one thing that are compared; who writes more has no copies but one name for all


@dataclasses.dataclass(frozen=True, slots=True)
class Series:
    """One event: what is valid of it, and the occurrences that were changed.

    It `is_doubtful` where its copies may be events of their own, and `is_unsure` where it is said to be off and on.
    """

    masters: tuple[Event, ...]
    changes: tuple[Event, ...]
    is_doubtful: bool = False
    is_unsure: bool = False


def series_of(events: Sequence[Event]) -> list[Series]:
    """Put the copies of each event together, and drop those that were replaced."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for place, event in enumerate(events):
        groups[event.uid or f"\0{place}"].append(event)
    return [_series(group) for group in groups.values()]


def _series(copies: Sequence[Event]) -> Series:
    masters = _newest([one for one in copies if one.replaces is None])
    by_place: dict[tuple[Day, bool, bool], list[Event]] = defaultdict(list)
    for one in copies:
        if one.replaces is not None:
            by_place[(_key(one.replaces), one.and_after, one.and_before)].append(one)
    changes = [one for group in by_place.values() for one in _newest(group)]
    gone = [one for one in masters if one.is_cancelled]
    if gone and len(gone) == len(masters):
        changes = [one for one in changes if not any(_takes_along(off, one) for off in gone)]
    valid = tuple(one for one in masters if not one.is_cancelled)
    return Series(valid, tuple(changes), _are_own(masters), is_unsure=bool(gone and valid) or _is_both(changes))


def _takes_along(off: Event, change: Event) -> bool:
    """Whether an event that is off as a whole takes a change of it along: nothing says that the change is newer."""
    if (off.sequence or 0) != (change.sequence or 0):
        return (off.sequence or 0) > (change.sequence or 0)
    return off.is_message or change.is_cancelled or not _undone([change], [off])


def _is_both(changes: Sequence[Event]) -> bool:
    """Whether an occurrence is both off and not."""
    off, valid = (
        {_key(one.replaces or one.starts) for one in changes if one.is_cancelled is kind} for kind in (True, False)
    )
    return not off.isdisjoint(valid)


def _key(day: Day) -> Day:
    return day.astimezone(dt.UTC) if isinstance(day, dt.datetime) else day


def _newest(copies: list[Event]) -> list[Event]:
    """What counts of the copies of one thing; a cancellation that does not count itself takes what it cancels along."""
    if len(copies) < 2:
        return copies
    ranks = [_rank(one, copies) for one in copies] if len(copies) < MOST_COPIES else [0.0] * len(copies)
    highest = max(ranks)
    latest = [one for one, rank in zip(copies, ranks, strict=True) if rank == highest]
    is_one = len({one.mark for one in latest} - {UNTITLED}) < 2
    if is_one and not _are_own(latest):
        latest = _undone(latest, latest)
    gone = {(one.mark, one.starts): one for one in latest if one.is_message}
    kept = [one for one in latest if not {(one.mark, one.starts), (UNTITLED, one.starts)} & gone.keys()]
    return kept or list(gone.values())[:1] or latest


def _undone(copies: Sequence[Event], rivals: Sequence[Event]) -> list[Event]:
    """Those than which no other is newer: by both of its stamps, or by the one that both have.

    Where the two stamps of two copies say opposite things, nothing says which is newer.
    """
    newest = [max((one.stamps[kind] for one in (*copies, *rivals)), default="") for kind in (0, 1)]
    tops = [one for one in rivals if all(stamp in ("", best) for stamp, best in zip(one.stamps, newest, strict=True))]
    held = [any(one.stamps[kind] for one in tops) for kind in (0, 1)]
    return [
        one for one in copies
        if not any(is_held and "" < stamp < best for is_held, stamp, best in zip(held, one.stamps, newest, strict=True))
    ]  # fmt: skip


def _are_own(copies: Sequence[Event]) -> bool:
    """Whether copies may be events of their own: they begin at three times or more, or were written in one export."""
    starts, stamps = {one.starts for one in copies}, {one.stamp for one in copies}
    is_one = len({one.mark for one in copies} - {UNTITLED}) < 2 and all(stamps)
    if not is_one or min(len(starts), len(stamps)) < 2 or any(one.replaces is not None for one in copies):
        return False
    return len(starts) > 2 or _moment(max(stamps)) - _moment(min(stamps)) <= _ONE_EXPORT


def _moment(stamp: str) -> dt.datetime:
    try:
        return dt.datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - only compared with another
    except ValueError:
        return dt.datetime.min  # noqa: DTZ901 - the same


def _rank(event: Event, rivals: Sequence[Event]) -> float:
    """Its SEQUENCE; a message that cancels should have one, and holds without where no copy is later."""
    if event.sequence is None and event.is_message and event.is_cancelled:
        return 0 if event.stamp and any(one.stamp > event.stamp for one in rivals) else float("inf")
    return event.sequence or 0
