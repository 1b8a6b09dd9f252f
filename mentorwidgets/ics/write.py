"""Plans as an iCalendar file (CA1): one event for each meeting, with an id that stays, so that a newer file updates.

Sources: RFC 5545, RFC 7986. Each event is of its own, not a recurrence: it has its own topic and can be moved alone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence

import icalendar

from mentorwidgets.ics.zones import timezone_component
from mentorwidgets.model import Meeting, Plan, Task, date_of

_OURS = uuid.UUID("5b0c5a3e-4c1f-5f0e-9d0a-6d656e746f72")
_REFRESH = dt.timedelta(hours=6)
_REVIEWS = {
    "trial": "The trial ends here. Look at what you agreed.",
    "middle": "Half way. Look at what you agreed.",
    "end": "Nearly there. Look at what you agreed.",
    "agreed": "Read your expectations again, as you agreed.",
}


def to_ics(
    plans: Plan | Sequence[Plan],
    *,
    name: str = "",
    alarms: Sequence[int] = (1440, 30),
    tasks: Sequence[Task] = (),
    notes: Mapping[str, str] | None = None,
    now: dt.datetime | None = None,
) -> bytes:
    """Write plans as a calendar file: of one pair, or of all pairs of a person.

    A meeting that is called off, or fell out of a plan that was published before, is written as cancelled, so that
    it leaves the calendars that have it. Two plans in one file each need a ``series``, else they share their ids.

    Args:
        plans: what to write.
        name: of the calendar; the title of the first plan when left out.
        alarms: minutes before each meeting at which a calendar reminds.
        tasks: what is due, written as to-dos.
        notes: further words for single meetings: ``<series>/<meeting id>`` -> text.
        now: the moment of writing; now when left out.

    Returns:
        UTF-8 text of an ``.ics`` file with the line ends that the format asks for.

    Raises:
        ValueRefusedError: a task is due on no date.
    """
    plans = (plans,) if isinstance(plans, Plan) else tuple(plans)
    stamp = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(microsecond=0)
    calendar = _calendar(name or (plans[0].title if plans else "Mentoring"))
    for zone, first, last in _zones(plans):
        calendar.add_component(timezone_component(zone, first, last))
    for event in _events(plans, alarms, notes or {}, stamp):
        calendar.add_component(event)
    for task in tasks:
        calendar.add_component(_todo(task, stamp))
        if task.marks_day and task.due:
            calendar.add_component(_day(task, stamp))
    return bytes(calendar.to_ical())


def _events(
    plans: Sequence[Plan], alarms: Sequence[int], notes: Mapping[str, str], stamp: dt.datetime
) -> Iterator[icalendar.Event]:
    for plan in plans:
        for meeting in _written(plan):
            words = _description(plan, meeting, notes.get(f"{plan.series}/{meeting.id}", ""))
            yield _event(plan, meeting, words, alarms, stamp)


def plain_text(text: str, most: int = 8000) -> str:
    """Text without the characters that no calendar may hold: control characters, lone surrogates, bidi overrides."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)[:most]


def _line(text: str) -> str:
    return " ".join(plain_text(text, 300).split())


def _calendar(name: str) -> icalendar.Calendar:
    calendar = icalendar.Calendar()
    calendar.add("PRODID", "-//mentorwidgets//meeting cadence//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", _line(name))
    calendar.add("NAME", _line(name))
    calendar.add("REFRESH-INTERVAL", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(_REFRESH))
    return calendar


def _zones(plans: Sequence[Plan]) -> Iterator[tuple[str, int, int]]:
    years: dict[str, set[int]] = {}
    for meeting in (one for plan in plans for one in plan.meetings):
        if meeting.timezone not in ("UTC", "GMT"):
            years.setdefault(meeting.timezone, set()).update((meeting.start().year, meeting.end().year))
    for zone in sorted(years):
        yield zone, min(years[zone]), max(years[zone])


def _written(plan: Plan) -> Iterator[Meeting]:
    is_published = plan.revision > 0
    for meeting in plan.meetings:
        if meeting.status != "skipped" or is_published or meeting.revision:
            yield meeting
    known = {meeting.id for meeting in plan.meetings}
    gone = (f"m{number:03d}" for number in range(1, plan.cadence.once_planned + 1))
    for name in (name for name in gone if name not in known and plan.meetings):
        yield dataclasses.replace(plan.meetings[-1], id=name, status="cancelled", log="", why="", notes=())


def _event(plan: Plan, meeting: Meeting, words: str, alarms: Sequence[int], stamp: dt.datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", _uid(f"{plan.series}/{meeting.id}"))
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", plan.revision + meeting.revision)
    for name, moment in zip(("DTSTART", "DTEND"), _wire_times(meeting), strict=True):
        event.add(name, moment)
    event.add("SUMMARY", _line(f"{plan.title}: goodbye" if meeting.is_closing else plan.title))
    event.add("STATUS", "CONFIRMED" if meeting.is_on() else "CANCELLED")
    if words:
        event.add("DESCRIPTION", plain_text(words))
    if plan.cadence.place:
        event.add("LOCATION", _line(plan.cadence.place))
    for minutes in alarms if meeting.is_on() else ():
        event.add_component(_alarm(plan, minutes))
    return event


def _wire_times(meeting: Meeting) -> tuple[dt.datetime, dt.datetime]:
    """Start and end as they are written: on the host's clock, in universal time where that clock changes meanwhile."""
    start, end = meeting.start(), meeting.end()
    is_plain = start.utcoffset() == end.utcoffset() and not (start.fold or end.fold)
    if is_plain and meeting.timezone not in ("UTC", "GMT"):
        return start, end
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)


def _uid(name: str) -> str:
    return str(uuid.uuid5(_OURS, name.encode("utf-8", "backslashreplace").decode()))


def _alarm(plan: Plan, minutes: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _line(plan.title))
    alarm.add("TRIGGER", dt.timedelta(minutes=-minutes))
    return alarm


def _todo(task: Task, stamp: dt.datetime) -> icalendar.Todo:
    todo = icalendar.Todo()
    todo.add("UID", _uid(f"task/{task.id}"))
    todo.add("DTSTAMP", stamp)
    todo.add("SEQUENCE", task.revision)
    todo.add("SUMMARY", _line(task.what))
    if task.due:
        todo.add("DUE", date_of(task.due, "The day on which this is due"))
    todo.add("STATUS", "COMPLETED" if task.done else "NEEDS-ACTION")
    return todo


def _day(task: Task, stamp: dt.datetime) -> icalendar.Event:
    """A task's day as an event of the whole day that keeps nobody busy."""
    event = icalendar.Event()
    event.add("UID", _uid(f"day/{task.id}"))
    event.add("DTSTAMP", stamp)
    event.add("SEQUENCE", task.revision)
    event.add("SUMMARY", _line(f"Done: {task.what}" if task.done else task.what))
    event.add("DTSTART", date_of(task.due, "The day on which this is due"))
    event.add("TRANSP", "TRANSPARENT")
    return event


def _description(plan: Plan, meeting: Meeting, words: str) -> str:
    how = {"video": "By video.", "phone": "By phone.", "outside": "Outside, together."}.get(plan.cadence.mode, "")
    topic = f"Topic: {meeting.topic}" if meeting.topic else ""
    lines = (topic, words, _REVIEWS.get(meeting.review, ""), how, meeting.why, *meeting.notes)
    return "\n".join(line for line in lines if line)
