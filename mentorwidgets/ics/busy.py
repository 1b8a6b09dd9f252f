"""Taken times of somebody's own calendar file, without a word of what they are for (CA4).

The file comes from anybody: its size, its events and the work of its recurrences are bounded, and what was left out is
said. Nothing of it is kept but starts and ends.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

from mentorwidgets.errors import CalendarError
from mentorwidgets.ics.changes import stretches_of
from mentorwidgets.ics.copies import Series, series_of
from mentorwidgets.ics.events import NO_EVENT, Event, Source, UnclearError, event_from_part, free_busy
from mentorwidgets.ics.foreign import ForeignZones, by_name
from mentorwidgets.ics.lines import text_of
from mentorwidgets.ics.parts import Part, Sheet, sheets_of
from mentorwidgets.ics.recurring import Budget
from mentorwidgets.ics.values import moment_of
from mentorwidgets.model import Taken, zone_of

MAX_BYTES = 2_000_000
MAX_TAKEN = 2_500
MAX_DAYS = 800
MAX_PROBLEMS = 12
_PAINT = "Paint its hours yourself."
_CUT = "This file breaks off: what came after its last line is missing."
_NO_END = "An event of {day} says no end: no time was taken for it. " + _PAINT
_DAMAGED = "The lines of an event of {day} are damaged: please look at it in the week."
_ALIKE = (
    "Some events of this file look like copies of one and stand at different times: all were taken. "
    "Free in the week what is too much."
)
_OFF_AND_ON = (
    "Some events of this file are called off in one copy and not in another, and nothing says which is newer: all were "
    "taken. Free in the week what is off."
)
_DECLINED = (
    "A meeting of {day} that its only guest declined takes no time: if you asked for it, paint its hours yourself."
)
_TWO_ZONES = "A time of an event of {day} names two time zones: please look at it in the week."
_UNKNOWN_ZONE = "A time zone of this file is not known. Its times were read on your own clock."
_ROUGH_ZONE = "A time zone of this file was read by its hours only: in summer its times may be an hour off."
_TROUBLES = {
    "often": "Of an event of {day} that repeats very often only the first date was taken. " + _PAINT,
    "unclear": "How an event of {day} repeats could not be understood: only its first date was taken. " + _PAINT,
    "partly": "Not all of how an event of {day} repeats was understood: please look at it in the week.",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BusyReading:
    """What a calendar file gave: taken stretches in order and apart, the number of events, and what was left out."""

    taken: tuple[Taken, ...]
    events: int
    problems: tuple[str, ...] = ()


def read_busy(data: bytes, *, zone: str, first: dt.date, last: dt.date) -> BusyReading:
    """Read the taken times of an ``.ics`` file.

    Free, cancelled and declined events take no time, nor does a copy that a newer one replaced. Days without a time
    take the whole day, unless they are marked as free. What cannot be read costs only itself, and is said.

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
        dt.datetime.combine(first, dt.time(), clock).astimezone(dt.UTC),
        dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), clock).astimezone(dt.UTC),
    )
    reading = _Reading(clock, window)
    sheets = _sheets(data)
    blocks = by_name([block for sheet in sheets for block in sheet.zones])
    for sheet in sheets:
        reading.take(sheet, blocks)
    reading.finish()
    if reading.problems and not reading.is_any_use:
        raise CalendarError(
            "This calendar file is damaged and cannot be read.", "Export it once more from your calendar."
        )
    stretches = _apart(reading.found)
    if len(stretches) > MAX_TAKEN:
        reading.problems.append(f"Only the first {MAX_TAKEN:,} taken times were kept.")
    problems = list(dict.fromkeys(reading.problems))
    if len(problems) > MAX_PROBLEMS:
        problems[MAX_PROBLEMS:] = [f"There is more of this kind: {len(problems)} things in all."]
    return BusyReading(taken=stretches[:MAX_TAKEN], events=reading.events, problems=tuple(problems))


def _sheets(data: bytes) -> list[Sheet]:
    if len(data) > MAX_BYTES:
        raise CalendarError(
            f"This calendar file is larger than {MAX_BYTES // 1_000_000} MB.", "Export fewer months of it."
        )
    if data.startswith(b"PK\x03\x04"):
        raise CalendarError("This is a packed file (.zip).", "Unpack it first, then choose the .ics file in it.")
    found = sheets_of(text_of(data))
    if not found:
        raise CalendarError("This is no calendar file.", "Export your calendar as .ics (iCalendar) and choose that.")
    return found


class _Reading:
    """Collects what takes time, and says what was left out."""

    def __init__(self, clock: dt.tzinfo, window: Taken) -> None:
        self.found: list[Taken] = []
        self.problems: list[str] = []
        self.events = 0
        self._clock = clock
        self._window = window
        self._budget = Budget()
        self.is_any_use = False
        self._understood: list[Event] = []

    def take(self, sheet: Sheet, blocks: dict[str, str]) -> None:
        """Understand what one calendar holds; a zone that it does not describe may stand in another of its file."""
        about = sheet.about
        own = about.text("X-WR-TIMEZONE") or about.text("TIMEZONE-ID")
        zones = ForeignZones(sheet.zones, own, self._clock, blocks)
        owner = about.text("X-OWNER") or about.text("X-WR-CALNAME")
        source = Source(method=about.text("METHOD").upper(), owner=owner.casefold().removeprefix("mailto:"))
        if not sheet.is_whole:
            self.problems.append(_CUT)
        for part in sheet.parts:
            if source.method in NO_EVENT:
                continue
            if part.kind == "VEVENT":
                self._take_event(part, zones, source)
            else:
                self._take_free_busy(part, zones)
        if zones.is_guessed:
            self.problems.append(_UNKNOWN_ZONE)
        if zones.is_rough:
            self.problems.append(_ROUGH_ZONE)

    def finish(self) -> None:
        """Work out what all the copies of all calendars take together, dear rules last: they take nobody's turn."""
        dear = [series for series in series_of(self._understood) if not self._work_out(series, is_last=False)]
        self._budget.most = self._budget.left
        for series in dear:
            self._work_out(series, is_last=True)

    def _work_out(self, series: Series, *, is_last: bool) -> bool:
        """Keep what a series takes; whether that was done, and is not to be tried again with all that is left."""
        stretches, trouble = stretches_of(series, self._clock, self._window, self._budget)
        if trouble == "often" and not is_last:
            return False
        for event in series.masters or series.changes:
            if event.is_endless and event.takes_time and not event.is_cancelled and self._may_matter(event):
                self.problems.append(_NO_END.format(day=_words(event.starts)))
        if series.is_unsure and stretches:
            self.problems.append(_OFF_AND_ON)
        if trouble:
            first = (*series.masters, *series.changes)[0].starts
            self.problems.append(_TROUBLES[trouble].format(day=_words(first)))
        if series.is_doubtful and stretches:
            self.problems.append(_ALIKE)
        for stretch in stretches:
            self._keep(stretch.starts, stretch.ends)
        return True

    def _take_event(self, part: Part, zones: ForeignZones, source: Source) -> None:
        self.events += 1
        try:
            event = event_from_part(part, zones, self._clock, source)
        except UnclearError as error:
            if part.lines:
                where = f" on {_words(error.day)}" if error.day else ""
                self.problems.append(f"An event{where} that could not be understood was left out. {_PAINT}")
            return
        if event.unread:
            self.problems.append(f"Some dates of an event on {_words(event.starts)} could not be read. {_PAINT}")
        if event.is_damaged:
            self.problems.append(_DAMAGED.format(day=_words(event.starts)))
        if event.is_of_two_zones and event.takes_time and not event.is_cancelled and self._may_matter(event):
            self.problems.append(_TWO_ZONES.format(day=_words(event.starts)))
        if event.is_unsure_no and not event.is_cancelled and self._may_matter(event):
            self.problems.append(_DECLINED.format(day=_words(event.starts)))
        self._understood.append(event)
        self.is_any_use = True

    def _may_matter(self, event: Event) -> bool:
        """Whether it may lie in the window."""
        starts = moment_of(event.starts, self._clock).astimezone(dt.UTC)
        return starts < self._window.ends and (bool(event.rules or event.further) or starts >= self._window.starts)

    def _take_free_busy(self, part: Part, zones: ForeignZones) -> None:
        if part.is_damaged or any(line.is_torn for line in part.lines):
            self.problems.append(f"Some taken times could not be read. {_PAINT}")
        for stretch in free_busy(part, zones, self._clock):
            if stretch is None:
                self.problems.append(f"A taken time that could not be understood was left out. {_PAINT}")
            else:
                self.is_any_use = True
                self._keep(*stretch)

    def _keep(self, begins: dt.datetime, ends: dt.datetime) -> None:
        # In universal time: two moments of one zone are compared by its clock, which shows one hour twice in autumn.
        starts = max(begins.astimezone(dt.UTC), self._window.starts)
        ends = min(ends.astimezone(dt.UTC), self._window.ends)
        if starts < ends:
            self.found.append(Taken(starts, ends))


def _words(day: dt.date | dt.datetime) -> str:
    return f"{day.day} {day:%B %Y}"


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
