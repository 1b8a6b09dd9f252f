"""From a cadence to the meetings of a plan: `plan_meetings` is all that other rooms need."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from mentorwidgets.cadence import seasons
from mentorwidgets.cadence.clocks import place, starts_text
from mentorwidgets.cadence.closed_days import Kept, keep_clear
from mentorwidgets.cadence.recurrence import wall_times
from mentorwidgets.cadence.words import day_words, many
from mentorwidgets.model import Cadence, Closure, Meeting, Plan, Record, Taken, zone_of


def plan_meetings(
    cadence: Cadence,
    *,
    closures: Sequence[Closure] = (),
    records: Mapping[str, Record] | None = None,
    revisions: Mapping[str, int] | None = None,
    series: str = "",
    title: str = "Mentoring",
) -> Plan:
    """Plan all meetings of a pair: pure, and the same for the same input.

    Args:
        cadence: how often and when they meet.
        closures: days on which nobody meets.
        records: what became of single meetings, by their ids.
        revisions: how often a meeting was changed, by its id; ``""`` counts for all of them. A calendar file carries
            it on, so that a newer file replaces what an older one brought.
        series: names the pair for good, such as ``oak/ana/ben/Mentoring``.
        title: what a calendar shows.

    >>> cadence = Cadence(start="2026-03-24", time="15:00", timezone="Europe/London", count=2)
    >>> [meeting.starts for meeting in plan_meetings(cadence).meetings]
    ['2026-03-24T15:00+00:00', '2026-03-31T15:00+01:00']

    Raises:
        ValueRefusedError: no day fits, or there are too many.
    """
    records, revisions = records or {}, revisions or {}
    kept = keep_clear(cadence, wall_times(cadence), closures)
    made = (*_earlier(cadence), *_planned(cadence, kept, len(cadence.earlier)))
    told = [_with_record(meeting, records.get(meeting.id), revisions.get(meeting.id, 0)) for meeting in made]
    known = {meeting.id for meeting in made}
    past = [_from_record(name, record, cadence) for name, record in records.items() if name not in known]
    meetings = sorted((*told, *(meeting for meeting in past if meeting)), key=lambda one: (one.start(), one.id))
    return Plan(
        cadence=cadence, meetings=tuple(meetings), notes=_notes(cadence, kept), series=series, title=title,
        revision=revisions.get("", 0),
    )  # fmt: skip


def go_on(plan: Plan, cadence: Cadence, now: dt.datetime) -> Cadence:
    """A new cadence for a pair that has met before: what began before ``now`` stays as it was.

    Args:
        plan: as it stands.
        cadence: how they go on; its first day lies after ``now``.
        now: a moment with a zone.

    Raises:
        ValueRefusedError: they have had more meetings than a plan holds.
    """
    by_id = {meeting.id: meeting for meeting in plan.meetings}
    begun = [int(meeting.id[1:]) for meeting in plan.meetings if meeting.start() <= now]
    past = (by_id.get(f"m{number:03d}") for number in range(1, max(begun, default=0) + 1))
    planned = max(plan.cadence.once_planned, *(int(name[1:]) for name in by_id), 0)
    kept = tuple(meeting.starts if meeting and meeting.is_on() else "" for meeting in past)
    return dataclasses.replace(cadence, earlier=kept, once_planned=planned)


def with_topics(plan: Plan, topics: Mapping[str, str]) -> Plan:
    """A plan with the pair's own topics, by meeting id; they count before ours (CA15)."""
    own = (dataclasses.replace(one, topic=topics.get(one.id) or one.topic) for one in plan.meetings)
    return dataclasses.replace(plan, meetings=tuple(own))


def on_clock(plan: Plan, zone: str) -> Plan:
    """The same plan for whoever reads another clock: its dates and times, and where a meeting was moved from.

    Args:
        plan: as it is planned, on the host's clock.
        zone: IANA name of the reader's zone.

    Raises:
        ValueRefusedError: unknown zone.
    """
    clock = zone_of(zone)

    def seen(meeting: Meeting) -> Meeting:
        was = dt.datetime.fromisoformat(meeting.planned) if meeting.planned else None
        why = _moved_words(was.astimezone(clock)) if was and meeting.why == _moved_words(was) else meeting.why
        return dataclasses.replace(
            meeting, timezone=zone, starts=starts_text(meeting.start().astimezone(clock)), why=why
        )

    return dataclasses.replace(plan, meetings=tuple(seen(meeting) for meeting in plan.meetings))


def clashes(plan: Plan, taken: Sequence[Taken]) -> tuple[Meeting, ...]:
    """The meetings of a plan that fall on times that somebody's calendar has taken (CA4)."""
    return tuple(
        meeting
        for meeting in plan.held()
        if any(one.starts < meeting.end() and meeting.start() < one.ends for one in taken)
    )


def _earlier(cadence: Cadence) -> tuple[Meeting, ...]:
    named = ((f"m{number:03d}", text) for number, text in enumerate(cadence.earlier, 1) if text)
    return tuple(
        Meeting(id=name, starts=text, timezone=cadence.timezone, minutes=cadence.minutes) for name, text in named
    )


def _planned(cadence: Cadence, kept: Sequence[Kept], before: int) -> tuple[Meeting, ...]:
    held = [one for one in kept if one.when]
    names = seasons.phase_names(cadence, len(kept))
    phases = dict(zip((one.planned for one in kept), names, strict=True))
    marks = seasons.reviews(cadence, [one.when.date() for one in held if one.when])
    has_closing = cadence.closing and len(held) > 1
    topics = seasons.topics([phases[one.planned] for one in held], has_closing=has_closing)
    review = {one.planned: mark for one, mark in zip(held, marks, strict=True)}
    topic = {one.planned: words for one, words in zip(held, topics, strict=True)}
    last = held[-1].planned if held and has_closing else None
    return tuple(
        dataclasses.replace(
            _meeting(cadence, one, f"m{number:03d}"),
            phase=phases[one.planned],
            review=review.get(one.planned, ""),
            topic=topic.get(one.planned, ""),
            is_closing=one.planned == last,
        )
        for number, one in enumerate(kept, before + 1)
    )


def _meeting(cadence: Cadence, one: Kept, name: str) -> Meeting:
    moment, note = place(one.when or one.planned, cadence.timezone)
    return Meeting(
        id=name,
        starts=starts_text(moment),
        timezone=cadence.timezone,
        minutes=cadence.minutes,
        status="planned" if one.when else "skipped",
        planned=starts_text(place(one.planned, cadence.timezone)[0]) if one.why and one.when else "",
        why=one.why,
        notes=(note,) if note and one.when else (),
    )


def _with_record(meeting: Meeting, record: Record | None, revision: int) -> Meeting:
    if record is None:
        return dataclasses.replace(meeting, revision=revision)
    said = dataclasses.replace(
        meeting, log=record.log, revision=revision, minutes=record.minutes or meeting.minutes,
    )  # fmt: skip
    if record.starts:
        said = _moved(said, record)
    elif record.was and record.log:
        said = dataclasses.replace(said, starts=record.was, status="planned", planned="", why="", notes=())
    if record.cancelled:
        return dataclasses.replace(said, status="cancelled", why="Called off.")
    return said


def _moved(meeting: Meeting, record: Record) -> Meeting:
    zone = record.timezone or meeting.timezone
    moment, note = place(dt.datetime.fromisoformat(record.starts), zone)
    if moment == meeting.start():
        return meeting
    return dataclasses.replace(
        meeting, starts=starts_text(moment), timezone=zone, planned=meeting.planned or meeting.starts, status="planned",
        why=_moved_words(meeting.start()), notes=(note,) if note else (),
    )  # fmt: skip


def _moved_words(start: dt.datetime) -> str:
    return f"Moved from {day_words(start.date())}, {start:%H:%M}."


def _from_record(name: str, record: Record, cadence: Cadence) -> Meeting | None:
    """A meeting that was said something of, and that the cadence does not know any more."""
    if not record.was or not record.log:
        return None
    meeting = Meeting(id=name, starts=record.was, timezone=record.timezone or cadence.timezone, minutes=cadence.minutes)
    return _with_record(meeting, record, 0)


def _notes(cadence: Cadence, kept: Sequence[Kept]) -> tuple[str, ...]:
    notes = []
    wanted = cadence.count or 0
    if cadence.until and wanted > len(kept):
        notes.append(f"The last day comes before the number is reached: {len(kept)} of {many(wanted, 'meeting')}.")
    moved = sum(one.why != "" and one.when is not None for one in kept)
    skipped = sum(one.when is None for one in kept)
    if moved:
        notes.append(f"{many(moved, 'meeting')} moved off a closed day.")
    if skipped:
        notes.append(f"{many(skipped, 'meeting')} left out for closed days.")
    return tuple(notes)
