"""A meeting, what a pair says of it, and the plan of all of them.

The fields of a cadence worksheet (each part percent-encoded; ``<pair>`` is ``<mentee>/<mentor>/<purpose>``):

================================  ==============================================================================
``rule/<pair>``                   a `Cadence`
``meeting/<pair>/<id>``           a `Record`: moved, called off, logged
``talk/<pair>/<id>``              a `Talk`: agenda, promises, shared notes; the pair's own
``note/<pair>/<id>/<side>``       text for oneself; side: ``mentor`` or ``mentee``
``hours/<pair>/<side>``           the weekly grid that one shows the other, a list of `Hours`
``busy/<pair>/<side>``            taken times of a calendar file, a list of ``[start, minutes]``
``posted/<mentor>/<slot>``        id of the mentee who holds the time, or ``""``; see `Slot`
``closures/<id>``                 a `Closure` of the whole program
================================  ==============================================================================
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model._wire import from_plain
from mentorwidgets.model.cadences import FIRST_YEAR, LAST_YEAR, Cadence, date_of, zone_of
from mentorwidgets.model.people import Hours

Log = Literal["", "met", "moved", "missed"]
Review = Literal["", "trial", "middle", "end", "agreed"]
MeetingStatus = Literal["planned", "skipped", "cancelled"]

MAX_TEXT = 4_000
MAX_NOTES = 20_000
MAX_LINES = 40
_ID = re.compile(r"m\d{3,4}|p\d{8}T\d{4}Z-\d{1,3}", re.ASCII)
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", re.ASCII)
_SLOT = re.compile(r"(\d{8}T\d{4})Z-(\d{1,3})", re.ASCII)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A small thing that somebody will do until the next meeting (CA10)."""

    what: str
    who: Literal["mentor", "mentee", "both"] = "mentee"
    due: str = ""  # ISO date
    done: bool = False

    def __post_init__(self) -> None:
        """Refuse a promise of nothing."""
        if not self.what.strip() or len(self.what) > MAX_TEXT:
            raise ValueRefusedError("Write the promise in a few words.")
        if self.due:
            date_of(self.due, "The day of this promise")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a pair says goodbye (CA17)."""

    goodbye: str = ""
    looking_back: str = ""
    thanks: str = ""
    stay_in_touch: Literal["", "yes", "now and then", "no"] = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What became of one meeting; nothing of it is needed for a plan to stand. A coordinator may see it.

    Args:
        starts: where they moved it to: ``2026-04-02T15:00`` on the clock of ``timezone``.
        timezone: IANA name; empty: the host's.
        minutes: its own length; 0: as planned.
        cancelled: it will not take place.
        log: met, moved (met at another time) or missed (CA11).
        was: start of the meeting when it was logged (ISO with offset), so that a later cadence does not move the past.
        who: the side that moved it or called it off, ``mentor`` or ``mentee``; empty: not known, or a coordinator.
    """

    starts: str = ""
    timezone: str = ""
    minutes: int = 0
    cancelled: bool = False
    log: Log = ""
    was: str = ""
    who: Literal["", "mentor", "mentee"] = ""

    def __post_init__(self) -> None:
        """Refuse what is no date, no zone or no length."""
        if self.starts and not _is_local(self.starts):
            raise ValueRefusedError("A meeting needs a date and a time.", "Write them like 2026-04-02 and 15:00.")
        if self.timezone:
            zone_of(self.timezone)
        if self.minutes and not 5 <= self.minutes <= 720:
            raise ValueRefusedError("A meeting takes between 5 minutes and 12 hours.")
        if self.was and moment_of(self.was) is None:
            raise ValueRefusedError("The time of this meeting was not understood.", "Reload the page.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What a pair talks about at one meeting: theirs alone (XC3).

    Args:
        goal, topic, next_step: the agenda (CA10).
        points: further lines of the agenda.
        notes: what both want to remember.
        promises: what both will do until the next time.
        stuck: something is stuck, a check-in between meetings would help (CA12).
        closing: the goodbye, at a closing meeting.
    """

    goal: str = ""
    topic: str = ""
    next_step: str = ""
    points: tuple[str, ...] = ()
    notes: str = ""
    promises: tuple[Promise, ...] = ()
    stuck: bool = False
    closing: Closing | None = None

    def __post_init__(self) -> None:
        """Refuse what is too long."""
        closing = self.closing or Closing()
        if len(self.points) > MAX_LINES or len(self.promises) > MAX_LINES:
            raise ValueRefusedError(f"Keep it to {MAX_LINES} lines.")
        texts = (
            self.goal,
            self.topic,
            self.next_step,
            *self.points,
            closing.goodbye,
            closing.looking_back,
            closing.thanks,
        )
        if any(len(text) > MAX_TEXT for text in texts) or len(self.notes) > MAX_NOTES:
            raise ValueRefusedError("This text is too long.", f"Write it in {MAX_TEXT:,} characters.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting of a plan.

    Args:
        id: ``m001`` ..., or ``p`` and the name of a posted time; stays the same whatever happens to the date.
        starts: ISO with offset; the wall time of ``timezone``.
        minutes: its length.
        phase: name of its season.
        review: which review it is marked for.
        is_closing: whether it is the goodbye.
        status: planned, skipped (a closed day) or cancelled (by the pair).
        log: met, moved, missed or not yet said.
        planned: where the cadence had put it (ISO with offset), when it is somewhere else now.
        why: why it was moved or skipped, a sentence.
        notes: what clocks do to it, sentences.
        topic: a topic that fits its season, or the pair's own (CA15).
        revision: counts the pair's changes of this meeting.
    """

    id: str
    starts: str
    timezone: str
    minutes: int = 60
    phase: str = ""
    review: Review = ""
    is_closing: bool = False
    status: MeetingStatus = "planned"
    log: Log = ""
    planned: str = ""
    why: str = ""
    notes: tuple[str, ...] = ()
    topic: str = ""
    revision: int = 0

    def start(self) -> dt.datetime:
        """The moment it starts, on the host's clock."""
        return dt.datetime.fromisoformat(self.starts).astimezone(zone_of(self.timezone))

    def end(self) -> dt.datetime:
        """The moment it ends; minutes are real minutes, also while the clocks change."""
        end = self.start().astimezone(dt.UTC) + dt.timedelta(minutes=self.minutes)
        return end.astimezone(zone_of(self.timezone))

    def is_on(self) -> bool:
        """Whether it takes place, or took place."""
        return self.status == "planned"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All meetings of a pair, in the order of their dates.

    Args:
        cadence: the settings that it was made from.
        meetings: also those skipped and cancelled, with the reason.
        notes: sentences for the whole plan, such as one on a last day that came before the number was reached.
        series: names the pair for good, such as ``oak/ana/ben/Mentoring``: calendar ids are made of it.
        title: what a calendar shows.
        revision: grows with every change of what the plan is made of.
    """

    cadence: Cadence
    meetings: tuple[Meeting, ...] = ()
    notes: tuple[str, ...] = ()
    series: str = ""
    title: str = ""
    revision: int = 0

    def held(self) -> tuple[Meeting, ...]:
        """The meetings that take place."""
        return tuple(meeting for meeting in self.meetings if meeting.is_on())

    def moved(self) -> tuple[Meeting, ...]:
        """The meetings that are not where the cadence had put them, or fell out (CA9)."""
        return tuple(meeting for meeting in self.meetings if meeting.why)

    def meeting(self, meeting_id: str) -> Meeting | None:
        """The meeting of that id."""
        return next((meeting for meeting in self.meetings if meeting.id == meeting_id), None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that is due: a promise of a meeting, or an activity of another worksheet.

    Args:
        id: names it for good.
        what: the words.
        due: ISO date; may be empty.
        done: whether it is done.
        revision: grows with each change.
        marks_day: whether its day is marked in the calendar, too; many calendars show no to-dos.
    """

    id: str
    what: str
    due: str = ""
    done: bool = False
    revision: int = 0
    marks_day: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that a mentor has posted (CA6): its start in universal time, and its length in minutes."""

    starts: dt.datetime
    minutes: int

    def id(self) -> str:
        """Its name in a key: ``20260331T1400Z-60``."""
        return f"{self.starts.astimezone(dt.UTC):%Y%m%dT%H%MZ}-{self.minutes}"

    def touches(self, other: Slot) -> bool:
        """Whether the two overlap."""
        return self.starts < other.ends() and other.starts < self.ends()

    def ends(self) -> dt.datetime:
        """The moment it ends."""
        return self.starts + dt.timedelta(minutes=self.minutes)


def slot_from_id(text: str) -> Slot:
    """Read the name of a posted time.

    Raises:
        ValueRefusedError: it is none.
    """
    found = _SLOT.fullmatch(text)
    try:
        starts = dt.datetime.strptime(found[1], "%Y%m%dT%H%M").replace(tzinfo=dt.UTC) if found else None
    except ValueError:
        starts = None
    if not found or starts is None or not 5 <= int(found[2]) <= 720 or not FIRST_YEAR <= starts.year <= LAST_YEAR:
        raise ValueRefusedError("This is no posted time.", "Choose a day, a time and a length of 5 to 720 minutes.")
    return Slot(starts=starts, minutes=int(found[2]))


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Taken:
    """A stretch of time that somebody's calendar says is taken. No word of what it is for is kept."""

    starts: dt.datetime
    ends: dt.datetime


def taken_to_field(stretches: tuple[Taken, ...]) -> list[list[Any]]:
    """The value of a ``busy/<person>`` field: ``[["2026-03-31T14:00Z", 60], ...]``."""
    return [
        [f"{one.starts.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}", int((one.ends - one.starts).total_seconds() // 60)]
        for one in stretches
    ]


def taken_from_field(value: object) -> tuple[Taken, ...]:
    """Read a ``busy/<person>`` field.

    Raises:
        ValueRefusedError: it has another shape.
    """
    if not isinstance(value, list) or len(value) > 5000:
        raise ValueRefusedError("Taken times should be a list of 5,000 at most.")
    return tuple(_taken(item) for item in value)


def _taken(item: object) -> Taken:
    is_pair = isinstance(item, list) and len(item) == 2
    starts, minutes = item if isinstance(item, list) and is_pair else ("", 0)
    moment = moment_of(starts) if isinstance(starts, str) else None
    if moment is None or isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 < minutes <= 600_000:
        raise ValueRefusedError("A taken time needs a start and a length in minutes.")
    return Taken(moment, moment + dt.timedelta(minutes=minutes))


def hours_from_field(value: object) -> tuple[Hours, ...]:
    """Read a weekly grid: a list of day, start and end.

    Raises:
        ValueRefusedError: it has another shape, or a stretch lies outside a day.
    """
    if not isinstance(value, list) or len(value) > 700:
        raise ValueRefusedError("A weekly grid should be a list of hours.")
    grid = tuple(from_plain(Hours, item, f"hours[{at}]") for at, item in enumerate(value))
    if not all(0 <= one.day <= 6 and 0 <= one.start < one.end <= 1440 for one in grid):
        raise ValueRefusedError("An hour of the grid lies outside its day.", "Paint it once more.")
    return grid


def records_of(fields: Mapping[str, Any], prefix: str) -> dict[str, Record]:
    """The records among a worksheet's fields whose keys start with ``prefix``: meeting id -> record."""
    return {name: from_plain(Record, value, "meeting") for name, value in _below(fields, prefix)}


def talks_of(fields: Mapping[str, Any], prefix: str) -> dict[str, Talk]:
    """The same for what a pair talks about."""
    return {name: from_plain(Talk, value, "meeting") for name, value in _below(fields, prefix)}


def _below(fields: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        if key.startswith(prefix) and value is not None:
            yield key.removeprefix(prefix), value


def is_meeting_id(text: str) -> bool:
    """Whether ``text`` can be the id of a meeting."""
    return _ID.fullmatch(text) is not None


def moment_of(text: str) -> dt.datetime | None:
    """The moment of an ISO text with offset, or None."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _is_local(text: str) -> bool:
    if not _LOCAL.fullmatch(text):
        return False
    try:
        return FIRST_YEAR <= dt.datetime.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False
