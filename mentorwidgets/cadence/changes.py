"""What may be saved on a cadence worksheet: the `Rule` that the store asks inside the transaction.

Who may write what stands in `mentorwidgets.access`; here is what can be at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mentorwidgets.cadence.posted import refuse_posted
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    Cadence,
    Closure,
    Operation,
    Record,
    RuleView,
    Talk,
    field_key,
    from_plain,
    hours_from_field,
    is_meeting_id,
    key_parts,
    taken_from_field,
)

MAX_CLOSURES = 400
MAX_NOTE = 20_000


def check_change(view: RuleView, operation: Operation) -> str | None:
    """Say in words why a change of a cadence worksheet is refused, or None when it is fine."""
    parts = key_parts(operation.key)
    check = _CHECKS.get((parts[0], len(parts)))
    if check is None or field_key(*parts) != operation.key or not all(parts):
        return "This is not a field of the cadence worksheet. Reload the page."
    if operation.value is None and parts[0] != "posted":
        return None
    try:
        return check(view, operation.value, parts)
    except ValueRefusedError as error:
        return str(error)


def _check_rule(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    cadence = from_plain(Cadence, value, "The plan")
    if view.program.youth and cadence.mode == "in person" and not cadence.place.strip():
        return "This program works with young people. Name an approved place where others can see you."
    return _unknown_pair(view, parts)


def _check_meeting(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    record = from_plain(Record, value, "The meeting")
    return _unknown_meeting(parts) or _unknown_pair(view, parts) or _refuse_other_doer(view, record, parts)


def _refuse_other_doer(view: RuleView, record: Record, parts: tuple[str, ...]) -> str | None:
    """Nobody says of the other one that they moved a meeting or called it off."""
    own = {"mentee": parts[1], "mentor": parts[2]}
    if view.viewer.role not in own or not record.who or own[record.who] == view.viewer.person:
        return None
    name = field_key(*parts)
    before = view.fields(name, lambda key: key == name).get(name) or {}
    return None if record.who == before.get("who", "") else "You can say only what you did yourself."


def _check_talk(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    from_plain(Talk, value, "The meeting")
    return _unknown_meeting(parts) or _unknown_pair(view, parts)


def _check_note(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if not isinstance(value, str) or len(value) > MAX_NOTE:
        return f"A note is text of {MAX_NOTE:,} characters at most."
    return _unknown_side(parts[5]) or _unknown_meeting(parts) or _unknown_pair(view, parts)


def _check_hours(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    hours_from_field(value)
    return _unknown_side(parts[4]) or _unknown_pair(view, parts)


def _check_busy(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    taken_from_field(value)
    return _unknown_side(parts[4]) or _unknown_pair(view, parts)


def _check_closure(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    from_plain(Closure, value, "The closure")
    others = [key for key in view.fields("closures/") if key != field_key(*parts)]
    return f"{MAX_CLOSURES} closures are enough." if len(others) >= MAX_CLOSURES else None


def _unknown_side(side: str) -> str | None:
    return None if side in ("mentor", "mentee") else "This belongs to the mentor or to the mentee."


def _unknown_meeting(parts: tuple[str, ...]) -> str | None:
    return None if is_meeting_id(parts[4]) else "There is no such meeting. Reload the page."


def _unknown_pair(view: RuleView, parts: tuple[str, ...]) -> str | None:
    name = field_key("pair", *parts[1:4])
    is_pair = name in view.fields(name, lambda key: key == name, "pairing")
    return None if is_pair else "There is no such pair in this program."


_CHECKS: dict[tuple[str, int], Callable[[RuleView, Any, tuple[str, ...]], str | None]] = {
    ("rule", 4): _check_rule,
    ("meeting", 5): _check_meeting,
    ("talk", 5): _check_talk,
    ("note", 6): _check_note,
    ("hours", 5): _check_hours,
    ("busy", 5): _check_busy,
    ("posted", 3): refuse_posted,
    ("closures", 2): _check_closure,
}
