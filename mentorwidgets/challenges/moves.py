"""What may be saved on a challenges worksheet: the `Rule` that the store asks in the transaction (CH1, CH2, CH4)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from mentorwidgets.challenges.rows import split_key
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import ActionPlan, Card, Operation, RuleView, field_key, from_plain, key_parts

LONGEST = 20_000  # letters of one text
_ID = re.compile(r"[0-9A-Za-z-]{1,40}")
_STRANGE = "This is not a field of the challenges worksheet. Reload the page."


def check_change(view: RuleView, operation: Operation) -> str | None:
    """Say in words why a change of a challenges worksheet is refused, or None when it is fine."""
    found = split_key(key_parts(operation.key))
    if found is not None and found.scope and not _is_pair(view, found.scope):
        return "There is no such pair in this program."
    return refuse_field(operation.key, operation.value)


def refuse_field(key: str, value: Any) -> str | None:
    """Say in words why no challenges worksheet can hold this field, or None when it can; None as a value removes it."""
    parts = key_parts(key)
    found = split_key(parts)
    if found is None or field_key(*parts) != key or not all(_ID.fullmatch(one) for one in found.ids):
        return _STRANGE
    return None if value is None else _CHECKS[found.kind](value)


def _is_pair(view: RuleView, pair: tuple[str, ...]) -> bool:
    name = field_key("pair", *pair)
    return name in view.fields(name, lambda key: key == name, "pairing")


def _check_text(value: Any) -> str | None:
    if not isinstance(value, str):
        return "This should be text."
    return f"This text is longer than {LONGEST} letters. Please shorten it." if len(value) > LONGEST else None


def _check_place(value: Any) -> str | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return None if is_number else "A row's place should be a number. Reload the page."


def _check_about(value: Any) -> str | None:
    known = isinstance(value, Mapping) and set(value) <= {"card", "theme"}
    fits = known and all(isinstance(text, str) and len(text) <= 200 for text in value.values())
    return None if fits else "A row has a card and a theme of 200 letters at most."


def _check_plan(value: Any) -> str | None:
    try:
        plan = from_plain(ActionPlan, value)
    except ValueRefusedError:
        return "An activity has an owner, a date and a status. Reload the page."
    if len(plan.owner) > 200:
        return "The owner's name is longer than 200 letters. Please shorten it."
    try:
        fits = not plan.due or dt.date.fromisoformat(plan.due).isoformat() == plan.due
    except ValueError:
        fits = False
    return None if fits else "A date should look like 2026-03-31."


def _check_card(value: Any) -> str | None:
    try:
        card = from_plain(Card, {**value, "id": "card"} if isinstance(value, Mapping) else value)
    except ValueRefusedError:
        return "A card has a title, a barrier, a theme and what helps. Reload the page."
    is_whole = card.title.strip() and card.barrier.strip() and card.audience
    return None if is_whole else "A card needs a title, a barrier, and for whom it is."


_CHECKS: Mapping[str, Callable[[Any], str | None]] = {
    "barrier": _check_text,
    "help": _check_text,
    "activity": _check_text,
    "place": _check_place,
    "about": _check_about,
    "plan": _check_plan,
    "card": _check_card,
}
