"""A plan as a page shows it: every word and every clock worked out, as plain JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets import cadence
from mentorwidgets.cadence.words import place_words
from mentorwidgets.model import Cadence, Meeting, Plan, Taken, Talk, zone_of

_MODES = {
    "": "You meet",
    "in person": "You meet in person",
    "video": "You meet by video",
    "phone": "You talk by phone",
    "outside": "You meet outside",
}
Zones = Mapping[str, str]
"""Side (``mentor`` or ``mentee``) -> IANA name of a time zone."""


def plan_view(
    plan: Plan, zones: Zones, talks: Mapping[str, Talk], now: dt.datetime, taken: Sequence[Taken] = (), zone: str = ""
) -> dict[str, Any]:
    """Say all that a page shows of a plan.

    Args:
        plan: of one pair.
        zones: on whose clocks.
        talks: what they talk about, as far as the viewer may read it.
        now: a moment with a zone.
        taken: times that their calendars have taken.
        zone: of the clock that the reader has; the host's when left out.
    """
    seen = cadence.on_clock(plan, zone) if zone else plan
    clashing = {meeting.id for meeting in cadence.clashes(plan, taken)}
    stand = cadence.standing(seen, now)
    return {
        "meetings": [{**_meeting(meeting, zones, now), "clash": meeting.id in clashing} for meeting in seen.meetings],
        "how": _how_words(plan.cadence),
        "notes": [*plan.notes, *_clock_notes(plan, zones)],
        "moved": [one.why for one in seen.moved()],
        "budget": cadence.budget_words(plan),
        "isOver": any(month.is_over() for month in cadence.hours_by_month(plan)),
        "months": [
            {"month": f"{one.year}-{one.month:02d}", "words": one.words} for one in cadence.hours_by_month(plan)
        ],
        "words": stand.words,
        "isQuiet": stand.is_quiet,
        "next": stand.next,
        "open": list(stand.open),
        "counts": {"met": stand.met, "moved": stand.moved, "missed": stand.missed},
        "checkIns": [cadence.day_words(day) for day in cadence.check_ins(seen, talks, now)],
        "title": plan.title,
    }


def span_words(plan: Plan) -> str:
    """The whole plan in a sentence: how many meetings, from when to when."""
    held = plan.held()
    if not held:
        return "No meeting is left."
    first, last = (cadence.day_words(one.start().date()) for one in (held[0], held[-1]))
    return f"One meeting, on {first}." if len(held) == 1 else f"{len(held)} meetings, from {first} to {last}."


def _meeting(meeting: Meeting, zones: Zones, now: dt.datetime) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "starts": meeting.starts,
        "planned": (meeting.planned or meeting.starts)[:10],
        "minutes": meeting.minutes,
        "clocks": {side: _clock(meeting, zone) for side, zone in zones.items()},
        "phase": meeting.phase,
        "review": cadence.REVIEW_WORDS.get(meeting.review, ""),
        "isClosing": meeting.is_closing,
        "status": meeting.status,
        "log": meeting.log,
        "why": meeting.why,
        "notes": list(meeting.notes),
        "topic": meeting.topic,
        "isPast": meeting.start() <= now,
        "isPosted": meeting.id.startswith("p"),
    }


def _how_words(settings: Cadence) -> str:
    how, place = _MODES[settings.mode], settings.place.strip()
    return f"{how}: {place}" if place else f"{how}." if settings.mode else ""


def _clock(meeting: Meeting, zone: str) -> dict[str, str]:
    start, end = (moment.astimezone(zone_of(zone)) for moment in (meeting.start(), meeting.end()))
    return {
        "day": cadence.day_words(start.date()),
        "date": start.date().isoformat(),
        "time": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "place": place_words(zone),
    }


def _clock_notes(plan: Plan, zones: Zones) -> tuple[str, ...]:
    host = plan.cadence.host
    guest = "mentee" if host == "mentor" else "mentor"
    other = zones.get(guest, plan.cadence.timezone)
    return cadence.clock_notes(plan.held(), other) if other != plan.cadence.timezone else ()
