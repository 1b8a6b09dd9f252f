"""Events of a calendar file as frozen values: when they are, how they repeat, which copy, if they take time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator

from mentorwidgets.ics.lines import ALL_DAY, Line
from mentorwidgets.ics.names import ONCE
from mentorwidgets.ics.parts import Part
from mentorwidgets.ics.values import (
    NO_LENGTH,
    ONE_DAY,
    Day,
    Length,
    Zones,
    between,
    day_of,
    days_of,
    is_in_two_zones,
    length_from_text,
    meant_day,
    stretch_from_text,
)

_FREE = frozenset({"FREE", "WORKINGELSEWHERE"})  # Outlook's words for who can be asked
_OWN_RIGHT = frozenset({"REPLY", "COUNTER", "ADD"})  # messages that change nothing of the event that they name
NO_EVENT = frozenset({"DECLINECOUNTER", "REFRESH"})
_THINGS = frozenset({"ROOM", "RESOURCE"})
_NO = frozenset({"DECLINED", "DELEGATED"})
UNTITLED = hash("")
_DATED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
_ONE_DATE = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID"})
_REACHES = ("", "THISANDFUTURE", "THISANDPRIOR")
_DAY = dt.timedelta(days=1)
LONGEST = dt.timedelta(days=4000)


class UnclearError(Exception):
    """An event without a time that can be read."""

    def __init__(self, day: dt.date | None = None) -> None:
        super().__init__()
        self.day = day  # on which it begins, where that much is known


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a calendar says of all its events: what it was sent for, and whose it is."""

    method: str = ""
    owner: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One copy of an event.

    ``replaces`` names the occurrence that it stands for (all from there on with ``and_after``, all up to there with
    ``and_before``); None for the event itself. Moments have a zone; whole days are dates.
    """

    uid: str
    starts: Day
    length: Length
    rules: tuple[str, ...] = ()
    left_out_rules: tuple[str, ...] = ()
    further: tuple[tuple[Day, Length | None], ...] = ()
    left_out: tuple[Day, ...] = ()
    replaces: Day | None = None
    and_after: bool = False
    and_before: bool = False
    sequence: int | None = None
    stamps: tuple[str, str] = ("", "")  # when it was written, and when changed
    mark: int = UNTITLED  # of the title: copies of one event are called the same
    takes_time: bool = True
    is_cancelled: bool = False
    is_message: bool = False
    unread: int = 0  # dates of it that could not be read
    is_endless: bool = False  # it says when it begins and no more
    is_damaged: bool = False  # what belongs to it could only be guessed
    is_of_two_zones: bool = False  # a moment of it names two
    is_unsure_no: bool = False  # that its owner said no could only be guessed

    @property
    def stamp(self) -> str:
        """When it was last changed, as far as it says so."""
        return self.stamps[1] or self.stamps[0]

    @property
    def is_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.starts, dt.datetime)

    def zone(self, clock: dt.tzinfo) -> dt.tzinfo:
        """The zone in which it repeats."""
        return (self.starts.tzinfo if isinstance(self.starts, dt.datetime) else None) or clock


def event_from_part(part: Part, zones: Zones, clock: dt.tzinfo, source: Source) -> Event:
    """Understand one VEVENT.

    Args:
        part: its lines.
        zones: what a TZID means.
        clock: on which whole days begin.
        source: what its calendar says of all.

    Raises:
        UnclearError: when it begins or ends cannot be read.
    """
    starts, length, unread_end = _when(part, zones, clock)
    zone = (starts.tzinfo if isinstance(starts, dt.datetime) else None) or clock
    uid, replaces, reach, unclear = _named(part, zones, zone, source)
    further, unread = _further(part, zones, zone, is_day=not isinstance(starts, dt.datetime))
    left_out, unread_too = _days(part.all("EXDATE"), zones, zone)
    return Event(
        uid=uid,
        starts=starts,
        length=length,
        rules=tuple(line.value for line in part.all("RRULE") if line.value),
        left_out_rules=tuple(line.value for line in part.all("EXRULE") if line.value),
        further=further,
        left_out=left_out,
        replaces=replaces,
        and_after=reach == "THISANDFUTURE",
        and_before=reach == "THISANDPRIOR",
        sequence=_number(part.text("SEQUENCE")),
        stamps=(_stamp(part.text("DTSTAMP")), _stamp(part.text("LAST-MODIFIED"))),
        mark=hash(part.text("SUMMARY")),
        takes_time=_takes_time(part, source),
        is_cancelled=source.method == "CANCEL" or part.text("STATUS").upper() in ("CANCELLED", "CANCELED"),
        is_message=source.method == "CANCEL",
        unread=unread + unread_too + unread_end + unclear,
        is_endless=not part.text("DTEND") and not part.text("DURATION") and not (length and part.text("DTSTART")),
        is_damaged=part.is_damaged,
        is_of_two_zones=_is_of_two_zones(part, zones),
        is_unsure_no=_may_be_another_s_no(part, source),
    )


def _named(part: Part, zones: Zones, zone: dt.tzinfo, source: Source) -> tuple[str, Day | None, str, int]:
    """Which event and which of its dates a part is about, how far it reaches, and how much of that is unclear."""
    line = part.first("RECURRENCE-ID")
    replaces = _replaced(line, zones, zone) if line else None
    reach = re.sub("[^A-Z]", "", line.params.get("RANGE", "").upper()) if line else ""
    is_lost = line is not None and replaces is None
    torn = sum(one.is_torn for one in part.lines if one.name != "ATTENDEE")
    names = [one.name for one in part.lines if one.name in ONCE]
    # What nobody knows the place of stands beside its event: better twice than not at all.
    is_alone = is_lost or torn or part.is_damaged or source.method in _OWN_RIGHT
    many = sum(sum(map(bool, re.split("[,;]", one.value))) > 1 for one in part.lines if one.name in _ONE_DATE)
    unclear = is_lost + torn + len(names) - len(set(names)) + many + (reach not in _REACHES)
    return "" if is_alone else part.text("UID"), replaces, reach, unclear


def _when(part: Part, zones: Zones, clock: dt.tzinfo) -> tuple[Day, Length, int]:
    """When it begins, how long it lasts, and how many of its ends could not be read."""
    try:
        first = part.first("DTSTART")
        starts = day_of(first, zones, _zone_of_end(part, zones)) or day_of(part.first("RECURRENCE-ID"), zones)
    except ValueError:
        raise UnclearError from None
    if starts is None:
        raise UnclearError
    if isinstance(starts, dt.datetime) and _is_all_day(part):
        return _whole_day(starts, clock), ONE_DAY, 0
    try:
        lengths, unread = _lengths(part, starts, zones, clock)
        starts, length = _spanned(starts, lengths)
    except (ValueError, OverflowError):
        raise UnclearError(_date(starts)) from None
    if length.longest > LONGEST:
        raise UnclearError(_date(starts))
    return starts, length, unread


def _zone_of_end(part: Part, zones: Zones) -> dt.tzinfo | None:
    """The zone that only the end of an event names: it is meant for both."""
    first, last = part.first("DTSTART"), part.first("DTEND")
    if not first or not last or first.params.get("TZID"):
        return None
    try:
        end = day_of(last, zones)
    except ValueError:
        return None
    is_named = bool(last.params.get("TZID")) or last.value.strip()[-1:] in "Zz"
    return end.tzinfo if is_named and isinstance(end, dt.datetime) else None


def _is_of_two_zones(part: Part, zones: Zones) -> bool:
    """Whether a moment of an event, or its start and its end, name two zones, of which some programs take either."""
    own = _zone_of_end(part, zones)
    is_plain = re.fullmatch(r"[\d-]{8,10}T[\d:]+", part.text("DTSTART").upper()) is not None
    return any(is_in_two_zones(line, zones) for line in part.lines if line.name in _DATED) or bool(own and is_plain)


def _is_all_day(part: Part) -> bool:
    """Whether it is marked as of a whole day, and says nothing else of its end."""
    first, last = part.text("DTSTART"), part.text("DTEND")
    is_marked = part.text(ALL_DAY).upper() in ("TRUE", "1", "YES")
    return is_marked and last in ("", first) and not part.text("DURATION")


def _whole_day(starts: dt.datetime, clock: dt.tzinfo) -> Day:
    """From a midnight of its own zone on; else the day that it means on the clock; of universal time the moment."""
    day = meant_day(starts, clock)
    is_elsewhere = starts.tzinfo is dt.UTC and starts.astimezone(clock).time() != dt.time()
    return starts if is_elsewhere or starts.time() == dt.time() else day


def _earlier(starts: Day, length: dt.timedelta) -> Day:
    if isinstance(starts, dt.datetime):
        return (starts.astimezone(dt.UTC) + length).astimezone(starts.tzinfo)
    return starts + length


def _spanned(starts: Day, lengths: list[Length]) -> tuple[Day, Length]:
    """Where it begins and how long it lasts; what was written the wrong way round lies between the two all the same."""
    back = [one for one in lengths if one.hours < dt.timedelta()]
    length = max(lengths, key=lambda one: one.longest, default=NO_LENGTH)
    if isinstance(starts, dt.datetime):
        if back:
            far = min(one.hours for one in back)
            more = max(length.hours, dt.timedelta()) - far
            return _earlier(starts, far), Length(more, more)
        return starts, length
    days = [-(-one.hours // _DAY) for one in lengths if one not in back]
    before = max((-(one.hours // _DAY) for one in back), default=0)
    is_itself = not before or any(one.hours % _DAY for one in back)  # hours of a day lie in it
    whole = (before + max(is_itself, *days, 0)) * _DAY if days else (before + is_itself) * _DAY
    return starts - before * _DAY, Length(whole, whole)


def _lengths(part: Part, starts: Day, zones: Zones, clock: dt.tzinfo) -> tuple[list[Length], int]:
    """All that an event says of its end, and how much of that could not be read.

    Raises:
        ValueError: it says something, and nothing of it can be.
    """
    zone = (starts.tzinfo if isinstance(starts, dt.datetime) else None) or clock
    said = [line for line in part.lines if line.name in ("DTEND", "DURATION") and line.value.strip()]
    found: list[Length] = []
    for line in said:
        try:
            end = day_of(line, zones, zone) if line.name == "DTEND" else None
            found.append(length_from_text(line.value) if end is None else between(starts, end, clock))
        except (ValueError, OverflowError):
            continue
    if said and not found:
        raise ValueError("no end that can be read")
    return found, len(said) - len(found)


def _of_its_kind(day: Day, *, is_day: bool, clock: dt.tzinfo) -> Day:
    """A midnight among whole days is a day, whosever it is."""
    is_midnight = isinstance(day, dt.datetime) and dt.time() in (day.time(), day.astimezone(clock).time())
    return meant_day(day, clock) if is_day and is_midnight else day


def _further(
    part: Part, zones: Zones, zone: dt.tzinfo, *, is_day: bool
) -> tuple[tuple[tuple[Day, Length | None], ...], int]:
    """The dates of RDATE, those that are stretches with a length of their own."""
    found: list[tuple[Day, Length | None]] = []
    unread = 0
    for line in part.all("RDATE"):
        if "/" not in line.value:
            days, missed = days_of(line, zones, zone)
            found += [(_of_its_kind(day, is_day=is_day, clock=zone), None) for day in days]
            unread += missed
            continue
        for starts, ends in _stretches(line, zones, zone, zone):
            if starts is None or ends is None:
                unread += 1
            else:
                hours = ends.astimezone(dt.UTC) - starts.astimezone(dt.UTC)
                found.append((starts, Length(hours, hours)))
    return tuple(found), unread


def _stretches(
    line: Line, zones: Zones, zone: dt.tzinfo, clock: dt.tzinfo
) -> Iterator[tuple[dt.datetime, dt.datetime] | tuple[None, None]]:
    own = zones(line.params["TZID"]) if line.params.get("TZID") else zone
    for text in line.value.replace(";", ",").split(","):
        if not text.strip():
            continue
        try:
            yield stretch_from_text(text, own, clock)
        except (ValueError, OverflowError):
            yield None, None


def free_busy(part: Part, zones: Zones, clock: dt.tzinfo) -> Iterator[tuple[dt.datetime, dt.datetime] | None]:
    """The stretches of a VFREEBUSY that take time; None for each that cannot be read."""
    for line in part.all("FREEBUSY"):
        if line.params.get("FBTYPE", "").upper() == "FREE":
            continue
        for starts, ends in _stretches(line, zones, zones(""), clock):
            yield None if starts is None or ends is None else (starts, ends)


def _days(lines: list[Line], zones: Zones, zone: dt.tzinfo) -> tuple[tuple[Day, ...], int]:
    found: list[Day] = []
    unread = 0
    for line in lines:
        days, missed = days_of(line, zones, zone)
        found += days
        unread += missed
    return tuple(found), unread


def _replaced(line: Line, zones: Zones, zone: dt.tzinfo) -> Day | None:
    try:
        return day_of(line, zones, zone)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else None


def _stamp(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())[:14]


def _takes_time(part: Part, source: Source) -> bool:
    if part.text("TRANSP").upper() == "TRANSPARENT":
        return False
    shown = part.text("X-MICROSOFT-CDO-BUSYSTATUS") or part.text("X-MICROSOFT-CDO-INTENDEDSTATUS")
    return shown.upper() not in _FREE and not _is_declined(part, source)


def _is_declined(part: Part, source: Source) -> bool:
    """Whether its owner said no: whose calendar it is, or, where that is not said, the only one who was asked."""
    people = [one for one in part.all("ATTENDEE") if one.params.get("CUTYPE", "").upper() not in _THINGS]
    if any(one.is_torn for one in people):  # who said what is not sure
        return False
    asked = {_address(line.value) for line in people}
    owner = source.owner if "@" in source.owner or len(asked) != 1 else next(iter(asked))
    answers = {line.params.get("PARTSTAT", "").upper() for line in people if _address(line.value) == owner}
    return bool(answers) and answers <= _NO


def _may_be_another_s_no(part: Part, source: Source) -> bool:
    """Whether it is not said who keeps the calendar: the one who said no, or the one who had asked."""
    asked, said_no = part.text("ORGANIZER"), part.first("ATTENDEE")
    is_two = bool(asked and said_no) and _address(asked) != _address(said_no.value if said_no else "")
    return is_two and "@" not in source.owner and _is_declined(part, source)


def _address(value: str) -> str:
    return value.strip().casefold().removeprefix("mailto:")


def _date(day: Day) -> dt.date:
    return day.date() if isinstance(day, dt.datetime) else day
