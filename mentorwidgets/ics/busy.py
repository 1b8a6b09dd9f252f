"""Taken times of somebody's own calendar file, without a word of what they are for (CA4).

The file comes from anybody: its size, its events and the work of its recurrences are bounded, and what was left out is
said. Nothing of it is kept but starts and ends.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
import warnings
from collections.abc import Iterable, Iterator

import icalendar

from mentorwidgets.errors import CalendarError
from mentorwidgets.ics.recurring import Budget, TooMuchError, occurrences
from mentorwidgets.ics.safe import without_odd_zones
from mentorwidgets.model import Taken, zone_of

MAX_BYTES = 2_000_000
MAX_EVENTS = 5_000
MAX_TAKEN = 2_500
MAX_DAYS = 800
_one_at_a_time = threading.Lock()  # the library keeps zones for the whole process
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, OverflowError, IndexError, ArithmeticError)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BusyReading:
    """What a calendar file gave: taken stretches in order and apart, the number of events, and what was left out."""

    taken: tuple[Taken, ...]
    events: int
    problems: tuple[str, ...] = ()


def read_busy(data: bytes, *, zone: str, first: dt.date, last: dt.date) -> BusyReading:
    """Read the taken times of an ``.ics`` file.

    Free, cancelled and declined-by-nature events (``TRANSPARENT``) take no time. Days without a time take the whole
    day, unless they are marked as free.

    Args:
        data: the file.
        zone: IANA name for times that name none.
        first: the first day that matters.
        last: the last day that matters, at most 800 days on.

    Raises:
        CalendarError: this is no calendar file, or it is too large.
        ValueRefusedError: unknown zone.
    """
    clock = zone_of(zone)
    last = min(last, first + dt.timedelta(days=MAX_DAYS))
    window = Taken(
        dt.datetime.combine(first, dt.time(), clock), dt.datetime.combine(last, dt.time(), clock) + dt.timedelta(days=1)
    )
    reading = _Reading(clock, window)
    for calendar in _calendars(data):
        reading.take(calendar)
    stretches = _apart(reading.found)
    if len(stretches) > MAX_TAKEN:
        reading.problems.append(f"Only the first {MAX_TAKEN:,} taken times were kept.")
    return BusyReading(
        taken=stretches[:MAX_TAKEN], events=reading.events, problems=tuple(dict.fromkeys(reading.problems))
    )


def _calendars(data: bytes) -> list[icalendar.Component]:
    if len(data) > MAX_BYTES:
        raise CalendarError(
            f"This calendar file is larger than {MAX_BYTES // 1_000_000} MB.", "Export fewer months of it."
        )
    if b"BEGIN:VCALENDAR" not in data[:4096].upper():
        raise CalendarError("This is no calendar file.", "Export your calendar as .ics (iCalendar) and choose that.")
    try:
        found = _parse(without_odd_zones(data))
    except (*_BROKEN, RecursionError):
        found = []
    if not found:
        raise CalendarError(
            "This calendar file is damaged and cannot be read.", "Export it once more from your calendar."
        )
    return found


def _parse(data: bytes) -> list[icalendar.Component]:
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guessed zone is better than none
        icalendar.use_zoneinfo()  # forgets the zones of the file before: another person's "Home" is not this one's
        return list(icalendar.Calendar.from_ical(data, multiple=True))


class _Reading:
    """Collects what takes time, and says what was left out."""

    def __init__(self, clock: dt.tzinfo, window: Taken) -> None:
        self.found: list[Taken] = []
        self.problems: list[str] = []
        self.events = 0
        self._clock = clock
        self._window = window
        self._budget = Budget()

    def take(self, calendar: icalendar.Component) -> None:
        events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
        if self.events + len(events) > MAX_EVENTS:
            self.problems.append(f"Only the first {MAX_EVENTS:,} events were read.")
        events = events[: MAX_EVENTS - self.events]
        self.events += len(events)
        replaced = _replaced(events, self._clock)
        for event in events:
            self._take_event(event, replaced.get(str(event.get("UID", "")), frozenset()))
        for part in calendar.subcomponents[:MAX_EVENTS]:
            if part.name == "VFREEBUSY":
                self._take_free_busy(part)

    def _take_event(self, event: icalendar.Component, replaced: frozenset[dt.datetime]) -> None:
        if not _takes_time(event):
            return
        if _has_unknown_zone(event):
            self.problems.append("A time zone of this file is not known. Its times were read on your own clock.")
        try:
            for stretch in occurrences(event, self._clock, self._window, self._budget):
                if "RECURRENCE-ID" in event or stretch.starts not in replaced:
                    self._keep(stretch)
        except TooMuchError:
            self.problems.append("An event that repeats very often was left out. Paint its hours yourself.")
        except _BROKEN:
            self.problems.append("An event that could not be understood was left out.")

    def _take_free_busy(self, part: icalendar.Component) -> None:
        for value in _listed(part.get("FREEBUSY")):
            for period in _listed(value):
                if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                    self._keep(Taken(period.start, period.end))

    def _keep(self, stretch: Taken) -> None:
        starts, ends = max(stretch.starts, self._window.starts), min(stretch.ends, self._window.ends)
        if starts < ends:
            self.found.append(Taken(starts.astimezone(dt.UTC), ends.astimezone(dt.UTC)))


def _has_unknown_zone(event: icalendar.Component) -> bool:
    value = _value(event, "DTSTART")
    return isinstance(value, dt.datetime) and value.tzinfo is None and "TZID" in event["DTSTART"].params


def _takes_time(event: icalendar.Component) -> bool:
    is_free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    is_free |= str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "FREE"
    return not is_free and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _replaced(events: Iterable[icalendar.Component], clock: dt.tzinfo) -> dict[str, frozenset[dt.datetime]]:
    """The occurrences that a changed copy stands for, by the id of their event."""
    found: dict[str, set[dt.datetime]] = {}
    for event in events:
        when = _value(event, "RECURRENCE-ID")
        if isinstance(when, dt.datetime):
            moment = when if when.tzinfo else when.replace(tzinfo=clock)
        elif isinstance(when, dt.date):
            moment = dt.datetime.combine(when, dt.time(), clock)
        else:
            continue
        found.setdefault(str(event.get("UID", "")), set()).add(moment)
    return {name: frozenset(moments) for name, moments in found.items()}


def _value(event: icalendar.Component, name: str) -> object:
    """The date or moment of a property; None where there is none, or a damaged one."""
    try:
        return event[name].dt
    except _BROKEN:
        return None


def _apart(stretches: list[Taken]) -> tuple[Taken, ...]:
    """Stretches in order, those that touch made one, on whole minutes."""
    apart: list[Taken] = []
    for one in sorted(_whole_minutes(stretches)):
        if apart and one.starts <= apart[-1].ends:
            apart[-1] = Taken(apart[-1].starts, max(apart[-1].ends, one.ends))
        else:
            apart.append(one)
    return tuple(apart)


def _whole_minutes(stretches: list[Taken]) -> Iterator[Taken]:
    for one in stretches:
        rest = one.ends.second or one.ends.microsecond
        ends = one.ends.replace(second=0, microsecond=0) + dt.timedelta(minutes=1 if rest else 0)
        yield Taken(one.starts.replace(second=0, microsecond=0), ends)


def _listed(value: object) -> list[icalendar.vPeriod]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
