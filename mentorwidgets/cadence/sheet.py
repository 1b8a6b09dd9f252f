"""From the fields of a cadence worksheet to closures, plans and two sentences for the overview (OV1)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mentorwidgets.cadence.agendas import tasks
from mentorwidgets.cadence.clocks import starts_text
from mentorwidgets.cadence.planning import plan_meetings, with_topics
from mentorwidgets.cadence.standings import standing
from mentorwidgets.cadence.words import many
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    Cadence,
    Closure,
    Field,
    Meeting,
    Person,
    Plan,
    Program,
    Record,
    Slot,
    Talk,
    Task,
    field_key,
    from_plain,
    key_parts,
    records_of,
    slot_from_id,
    talks_of,
    zone_of,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CadenceSummary:
    """Counts, what is done, what comes next, and flags worded as an offer of help."""

    plans: int
    meetings: int
    met: int
    quiet: int
    done: str
    next: str
    flags: tuple[str, ...] = ()


def closures_of(fields: Mapping[str, Any]) -> tuple[Closure, ...]:
    """The closed days of a program, in order."""
    found = (from_plain(Closure, value) for key, value in _plain(fields).items() if key.startswith("closures/"))
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.name)))


def plan_of(
    program: Program,
    people: Sequence[Person],
    fields: Mapping[str, Any],
    pair: tuple[str, str, str],
    versions: Mapping[str, int] | None = None,
) -> Plan | None:
    """The plan of one pair; None while they have none.

    Args:
        program: whose slug is part of the calendar ids.
        people: for the names in the title.
        fields: the worksheet, key -> value (or `Field`).
        pair: ids of mentee and mentor, and the purpose.
        versions: key -> version, also of fields that were removed; needed for calendar files alone, where it is the
            sequence that lets a newer file replace an older one.

    Raises:
        ValueRefusedError: no day fits any more, or the field is damaged.
    """
    plain = _plain(fields)
    rule = plain.get(field_key("rule", *pair))
    if rule is None:
        return None
    own = field_key("meeting", *pair) + "/"
    known = versions or {}
    count = {key.removeprefix(own): number for key, number in known.items() if key.startswith(own)}
    shared = sum(number for key, number in known.items() if key.startswith("closures/"))
    plan = plan_meetings(
        from_plain(Cadence, rule, "The plan"),
        closures=closures_of(plain),
        records={name: one for name, one in records_of(plain, own).items() if name.startswith("m")},
        revisions={**count, "": max(0, known.get(field_key("rule", *pair), 0) + shared - 1)},
        series=field_key(program.slug, *pair),
        title=f"{pair[2]}: {_name(people, pair[0])} and {_name(people, pair[1])}",
    )
    talks = talks_of(plain, field_key("talk", *pair) + "/")
    return with_topics(plan, {name: talk.topic for name, talk in talks.items()})


def plans_of(
    program: Program,
    people: Sequence[Person],
    fields: Mapping[str, Any],
    versions: Mapping[str, int] | None = None,
    person: str = "",
) -> tuple[Plan, ...]:
    """All plans of a program, or of one person; one that cannot be planned is left out, and said on its page."""
    plans = []
    for key in sorted(key for key in _plain(fields) if key.startswith("rule/")):
        parts = key_parts(key)
        if len(parts) != 4 or (person and person not in parts[1:3]):
            continue
        try:
            plans.append(plan_of(program, people, fields, (parts[1], parts[2], parts[3]), versions))
        except ValueRefusedError:
            continue
    return tuple(plan for plan in plans if plan)


def posted_plans(
    program: Program, people: Sequence[Person], fields: Mapping[str, Any], versions: Mapping[str, int], person: str,
    other: str = "",
) -> tuple[Plan, ...]:  # fmt: skip
    """The posted times that a person holds, or that others hold of them: each a plan of one meeting (CA6).

    Args:
        program: whose slug is part of the calendar ids.
        people: for the names in the titles.
        fields: the worksheet, key -> value (or `Field`).
        versions: key -> version, for calendar files.
        person: whose meetings.
        other: with whom alone; with anybody when left out.
    """
    plans = []
    for mentor, holder, slot in _held(fields):
        if person not in (mentor, holder) or (other and other not in (mentor, holder)):
            continue
        once = Cadence(
            start=f"{slot.starts:%Y-%m-%d}", time=f"{slot.starts:%H:%M}", timezone="UTC", pattern="once",
            minutes=slot.minutes, closing=False, reviews=False,
        )  # fmt: skip
        name = next((one.name for one in people if one.id == (holder if person == mentor else mentor)), "")
        title = f"Meeting with {name}" if name else "Meeting at a posted time"
        series = field_key(program.slug, "posted", mentor, slot.id())
        version = versions.get(field_key("posted", mentor, slot.id()), 1)
        plan = plan_meetings(once, series=series, title=title, revisions={"": max(0, version - 1)})
        plans.append(dataclasses.replace(plan, meetings=tuple(dataclasses.replace(m, topic="") for m in plan.meetings)))
    return tuple(plans)


def with_posted(
    plan: Plan | None, program: Program, fields: Mapping[str, Any], pair: tuple[str, str, str], zone: str
) -> Plan | None:
    """A pair's plan with the posted times that its mentee took of its mentor among its meetings (CA6).

    Args:
        plan: of the pair, or None while they have none.
        program: theirs.
        fields: the worksheet, key -> value (or `Field`).
        pair: ids of mentee and mentor, and the purpose.
        zone: on whose clock, where there is no plan.
    """
    plain = _plain(fields)
    found = [slot for mentor, holder, slot in _held(plain) if (holder, mentor) == pair[:2]]
    if not found:
        return plan
    records = records_of(plain, field_key("meeting", *pair) + "/")
    talks = talks_of(plain, field_key("talk", *pair) + "/")
    start = f"{min(slot.starts for slot in found):%Y-%m-%d}"
    clock = plan.cadence.timezone if plan else zone
    alone = Plan(
        cadence=Cadence(start=start, time="12:00", timezone=clock, pattern="once", closing=False, reviews=False),
        series=field_key(program.slug, *pair), title=pair[2],
    )  # fmt: skip
    base = plan or alone
    posted = [posted_meeting(slot, clock, records, talks) for slot in found]
    meetings = sorted((*base.meetings, *posted), key=lambda meeting: (meeting.start(), meeting.id))
    return dataclasses.replace(base, meetings=tuple(meetings))


def posted_meeting(slot: Slot, zone: str, records: Mapping[str, Record], talks: Mapping[str, Talk]) -> Meeting:
    """A posted time as a meeting of a pair."""
    name = f"p{slot.id()}"
    record, talk = records.get(name), talks.get(name)
    starts = starts_text(slot.starts.astimezone(zone_of(zone)))
    topic, log = (talk.topic if talk else ""), (record.log if record else "")
    return Meeting(id=name, starts=starts, timezone=zone, minutes=slot.minutes, log=log, topic=topic)


def _held(fields: Mapping[str, Any]) -> Iterator[tuple[str, str, Slot]]:
    """Mentor, holder and time of every posted time that somebody took."""
    for key, holder in sorted(_plain(fields).items()):
        parts = key_parts(key)
        if parts[0] == "posted" and len(parts) == 3 and holder:
            yield parts[1], holder, slot_from_id(parts[2])


def tasks_of(plan: Plan, fields: Mapping[str, Any]) -> tuple[Task, ...]:
    """The promises of a plan, from the fields that the viewer may read; none where no talk is among them."""
    own = plan.series.partition("/")[2]
    return tasks(plan, talks_of(_plain(fields), f"talk/{own}/"))


def summary(
    program: Program, people: Sequence[Person], fields: Mapping[str, Any], now: dt.datetime | None = None
) -> CadenceSummary:
    """Say what is done and what comes next on the cadence worksheet.

    Args:
        program: the program.
        people: its present people.
        fields: the worksheet, key -> value (or `Field`).
        now: a moment with a zone; now when left out.
    """
    now = now or dt.datetime.now(dt.UTC)
    plans = plans_of(program, people, fields)
    stands = [standing(plan, now) for plan in plans]
    held = sum(len(plan.held()) for plan in plans)
    met = sum(one.met + one.moved for one in stands)
    quiet = sum(one.is_quiet for one in stands)
    done = f"{many(len(plans), 'pair')} with a plan, {many(held, 'meeting')} in all, {met:,} so far."
    return CadenceSummary(
        plans=len(plans), meetings=held, met=met, quiet=quiet, flags=tuple(one.offer for one in stands if one.offer),
        done=done if plans else "No meetings are planned yet.", next=_next(len(plans), quiet, stands),
    )  # fmt: skip


def _next(plans: int, quiet: int, stands: Sequence[Any]) -> str:
    if not plans:
        return "Add your closed days, and let each pair plan their meetings."
    if quiet:
        return f"{many(quiet, 'pair')} gone quiet: a short hello would help."
    unlogged = sum(len(one.open) for one in stands)
    return f"{many(unlogged, 'meeting')} can be marked as met, moved or missed." if unlogged else ""


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: field.value if isinstance(field, Field) else field for key, field in fields.items()}
    return {key: value for key, value in plain.items() if value is not None}


def _name(people: Sequence[Person], person_id: str) -> str:
    return next((person.name for person in people if person.id == person_id), "somebody who left")
