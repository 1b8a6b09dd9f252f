"""What the cadence page is given of other worksheets, and what its card says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets import access, cadence
from mentorwidgets.cadence.words import DAYS
from mentorwidgets.model import SIDES, Hours, Person, Program, Viewer, field_key, key_parts
from mentorwidgets.workbook.pairs import counted_pairs

if TYPE_CHECKING:
    from mentorwidgets.widgets import Agreed


def agreed_of(expectations: Mapping[str, Any]) -> dict[str, Agreed]:
    """Return pair key -> what they agreed of hours and dates, as far as the viewer may read it.

    Args:
        expectations: the expectations worksheet, key -> value.
    """
    from mentorwidgets.widgets import Agreed  # a card needs no widgets

    answers: dict[str, dict[str, Any]] = {}
    for key, value in expectations.items():
        parts = key_parts(key)
        if parts[0] == "agreed" and len(parts) == 5 and isinstance(value, Mapping):
            answers.setdefault(field_key(*parts[1:4]), {})[parts[4]] = value.get("answer")
    return {
        pair: Agreed(
            contact=_hours(said.get("contact-window")),
            trial=_date(said.get("trial-end")),
            review=_date(said.get("review")),
            goals=_lines(said.get("goals")),
            hours=_number(said.get("month-hours")),
        )
        for pair, said in answers.items()
    }


def card_words(
    program: Program, viewer: Viewer, people: Sequence[Person], pairing: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, str]:
    """Say what is done and what is next: of the program, or of the viewer's own pairs.

    Args:
        program: the program.
        viewer: who looks.
        people: its people, for names in sentences that the viewer may read.
        pairing: the pairing worksheet, key -> value: only pairs that count are counted.
        fields: the cadence worksheet, key -> value.
    """
    if viewer.role not in SIDES or access.may(viewer, "facts", program.slug):
        counted = {pair.key().replace("pair/", "rule/", 1) for pair in counted_pairs(people, pairing)}
        theirs = {key: value for key, value in fields.items() if not key.startswith("rule/") or key in counted}
        facts = cadence.summary(program, people, theirs)
        return facts.done, facts.next
    plans = cadence.plans_of(program, (), fields, person=viewer.person)
    if not plans:
        return "No meetings are planned yet.", "Choose how often you meet, as soon as you are a pair."
    own = next((one.in_role(viewer.role).timezone for one in people if one.id == viewer.person), "")
    zone = cadence.known_zone(own, program.timezone)
    stands = [cadence.standing(cadence.on_clock(plan, zone), dt.datetime.now(dt.UTC)) for plan in plans]
    held = sum(len(plan.held()) for plan in plans)
    met = sum(stand.met + stand.moved for stand in stands)
    done = f"{held} {'meeting' if held == 1 else 'meetings'} planned, {met} so far."
    return done, next((stand.words for stand in stands if stand.is_quiet or stand.open), stands[0].words)


def _hours(answer: Any) -> tuple[Hours, ...]:
    if not isinstance(answer, Mapping) or not (answer.get("from") or answer.get("to")):
        return ()
    start, end = _minute(answer.get("from"), 0), _minute(answer.get("to"), 1440)
    days = [DAYS.index(day) for day in answer.get("days") or DAYS if day in DAYS]
    return tuple(Hours(day=day, start=start, end=end) for day in days) if start < end else ()


def _minute(text: Any, other: int) -> int:
    hour, _, minute = str(text or "").partition(":")
    return int(hour) * 60 + int(minute) if hour.isdecimal() and minute.isdecimal() else other


def _date(answer: Any) -> str:
    try:
        return dt.date.fromisoformat(answer).isoformat()
    except (TypeError, ValueError):
        return ""


def _lines(answer: Any) -> tuple[str, ...]:
    if isinstance(answer, str):
        return tuple(line.strip() for line in answer.splitlines() if line.strip())[:3]
    items = answer if isinstance(answer, list) else []
    texts = (next(iter(one.values()), "") if isinstance(one, Mapping) else one for one in items)
    return tuple(text for text in texts if isinstance(text, str) and text.strip())[:3]


def _number(answer: Any) -> float:
    return float(answer) if isinstance(answer, (int, float)) and not isinstance(answer, bool) and answer > 0 else 0.0
