"""What may be saved in a group session: the `Rule` that the store asks in the transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, Room, RuleView, Theme, field_key, from_plain, key_parts

LONGEST_NOTE = 300  # letters
MOST_NOTES = 2000  # in one room
_LONGEST = 300  # letters of a question, an option or a theme
_ID = re.compile(r"[0-9A-Za-z-]{8,40}")
_DEPTHS = {"room": 2, "note": 3, "theme": 3, "sorted": 3}
_STRANGE = "This is not a field of a group session. Reload the page."
_NO_ROOM = "This question is not asked any more."
_CLOSED = "No more answers are taken here. Thank you!"


def check_change(view: RuleView, operation: Operation) -> str | None:
    """Say in words why a change of a session is refused, or None when it is fine."""
    parts = key_parts(operation.key)
    is_ours = _DEPTHS.get(parts[0]) == len(parts) and field_key(*parts) == operation.key
    if not is_ours or not all(_ID.fullmatch(part) for part in parts[1:]):
        return _STRANGE
    name = field_key("room", parts[1])
    plain = view.fields(name, lambda key: key == name).get(name)
    if parts[0] == "room":
        return _check_room(operation.value, plain)
    if plain is None:
        return None if operation.value is None else _NO_ROOM
    return _CHECKS[parts[0]](view, operation, from_plain(Room, plain))


def _check_room(value: Any, before: Any) -> str | None:
    if value is None:
        return None
    try:
        room = from_plain(Room, value)
    except ValueRefusedError as error:
        return str(error)
    if before is not None and before.get("shown") and not room.shown:
        return "What was shown to everybody cannot be hidden again. Ask a new question."
    texts = (room.question, *room.options)
    if not all(0 < len(text.strip()) <= _LONGEST for text in texts):
        return f"A question and each choice have 1 to {_LONGEST} letters."
    wanted = 2 <= len(room.options) <= 12 if room.answers == "choice" else not room.options
    return None if wanted else "A choice has 2 to 12 options, and a question for words has none."


def _check_note(view: RuleView, operation: Operation, room: Room) -> str | None:
    if operation.value is None:
        return None
    if room.closed:
        return _CLOSED
    if room.answers == "choice":
        is_option = isinstance(operation.value, int) and not isinstance(operation.value, bool)
        return None if is_option and 0 <= operation.value < len(room.options) else "Choose one of the answers."
    if not isinstance(operation.value, str) or not operation.value.strip():
        return "Write a few words."
    if len(operation.value) > LONGEST_NOTE:
        return f"A note has {LONGEST_NOTE} letters at most. Write two."
    is_full = len(view.fields(field_key("note", *key_parts(operation.key)[1:2]) + "/")) >= MOST_NOTES
    return "This room is full." if is_full else None


def _check_theme(_view: RuleView, operation: Operation, _room: Room) -> str | None:
    if operation.value is None:
        return None
    try:
        theme = from_plain(Theme, operation.value)
    except ValueRefusedError as error:
        return str(error)
    return None if len(theme.name) <= _LONGEST else f"A theme has {_LONGEST} letters at most."


def _check_sorted(_view: RuleView, operation: Operation, _room: Room) -> str | None:
    is_id = isinstance(operation.value, str) and _ID.fullmatch(operation.value)
    return None if operation.value is None or is_id else _STRANGE


_CHECKS: Mapping[str, Callable[[RuleView, Operation, Room], str | None]] = {
    "note": _check_note,
    "theme": _check_theme,
    "sorted": _check_sorted,
}
