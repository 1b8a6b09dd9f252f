"""Times that a mentor posts, first come first served: two people can never hold the same one (CA6).

Who comes first is decided inside the store's transaction, by this rule, and never on a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import RuleView, Slot, field_key, key_parts, slot_from_id

MAX_POSTED = 200


def refuse_posted(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    """Say why a change of a posted time is refused, or None.

    Args:
        view: the worksheet at this moment.
        value: id of the mentee who takes it, ``""`` to post it or give it back, None to take it off the list.
        parts: of the key: ``posted``, the mentor, the time.
    """
    try:
        slot = slot_from_id(parts[2])
    except ValueRefusedError as error:
        return str(error)
    posted = view.fields(field_key("posted", parts[1]) + "/")
    before = posted.get(field_key(*parts))
    if value is not None and not isinstance(value, str):
        return "A posted time is free, or one mentee's."
    if view.viewer.role == "mentor" and view.viewer.person != parts[1]:
        return "These are another mentor's times."
    if value is None:
        return _refuse_removal(view, before)
    if before is None:
        return _NOT_POSTED if value else _refuse_posting(view, slot, posted, parts)
    return _refuse_taking(view, slot, before, value, parts) if value else _refuse_giving_back(view, before)


def _refuse_removal(view: RuleView, before: str | None) -> str | None:
    if view.viewer.role != "mentee":
        return None
    return "Give this time back instead; your mentor decides whether it stays on the list." if before else _MENTORS


def _refuse_posting(view: RuleView, slot: Slot, posted: Mapping[str, Any], parts: tuple[str, ...]) -> str | None:
    if view.viewer.role == "mentee":
        return _MENTORS
    mentor = view.person(parts[1])
    if mentor is None or not mentor.is_mentor():
        return "There is no such mentor in this program."
    if len(posted) >= MAX_POSTED:
        return f"{MAX_POSTED} times are posted already. Take some off the list first."
    if any(slot.touches(slot_from_id(key_parts(key)[2])) for key in posted):
        return "This time overlaps with one that is posted already."
    return None


def _refuse_taking(view: RuleView, slot: Slot, before: str, mentee: str, parts: tuple[str, ...]) -> str | None:
    if before:
        return None if before == mentee else "Somebody else took this time a moment ago. Please choose another one."
    person = view.person(mentee)
    if person is None or not person.is_mentee() or mentee == parts[1]:
        return "There is no such mentee in this program."
    return _refuse_taker(view, mentee) or _refuse_twice(view, slot, mentee)


def _refuse_taker(view: RuleView, mentee: str) -> str | None:
    if view.viewer.role == "mentor":
        return "You posted this time; the mentee takes it."
    if view.viewer.role == "mentee" and view.viewer.person != mentee:
        return "You can take a time for yourself only."
    return None


def _refuse_twice(view: RuleView, slot: Slot, mentee: str) -> str | None:
    held = (key for key, holder in view.fields("posted/").items() if holder == mentee)
    taken = any(slot.touches(slot_from_id(key_parts(key)[2])) for key in held)
    return "You already have a meeting at this time." if taken else None


def _refuse_giving_back(view: RuleView, before: str) -> str | None:
    if view.viewer.role == "mentee" and before and view.viewer.person != before:
        return "Only the person who took this time can give it back."
    return None


_MENTORS = "Mentors post times; you can take one."
_NOT_POSTED = "This time is not on the list any more. Please choose another one."
