"""Values to the JSON text that the database keeps, and back; what could not come back whole is refused in words."""

from __future__ import annotations

import json
import re
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import MAX_VALUE_BYTES

MAX_DEPTH = 100  # lists and objects inside each other; deeper ones could be written but not always read again
_BROKEN = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])")  # as JSON escapes them; a typed backslash is doubled


def json_text(value: object) -> str:
    """Return ``value`` as JSON text that any database can hold, its keys in the order given.

    Raises:
        ValueRefusedError: not plain JSON (NaN, infinity, other kinds, over 100 levels).
    """
    if _is_too_deep(value):
        raise ValueRefusedError("This is nested too deeply to be kept.", "Make it simpler.")
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text if is_clean(text) else json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise ValueRefusedError("This is not something that can be kept as JSON.", f"({error})") from error


def field_text(value: object) -> str | None:
    """Return a field's value as JSON text, or None for None, which removes the field.

    Raises:
        ValueRefusedError: as `json_text`, or longer than MAX_VALUE_BYTES of UTF-8, or with a NUL or half of a surrogate
            pair: those would stop exports later, when nobody can mend them any more.
    """
    if value is None:
        return None
    text = json_text(value)
    if _BROKEN.search(text):
        raise ValueRefusedError(
            "This holds a broken character that cannot be kept.",
            "Take out the last character that you typed or pasted and try again.",
        )
    size = len(text.encode())
    if size > MAX_VALUE_BYTES:
        raise ValueRefusedError(
            f"This is too long to be kept: {size:,} bytes, and {MAX_VALUE_BYTES:,} fit.",
            "Make it shorter, or put the rest into another field.",
        )
    return text


def value_from_text(text: str | None) -> Any:
    """Undo `field_text`."""
    return None if text is None else json.loads(text)


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two JSON texts say the same, in whatever order their keys stand."""
    if one == other or one is None or other is None:
        return one == other
    return _sorted(one) == _sorted(other)


def is_clean(text: str) -> bool:
    """Whether any database can hold ``text``: no NUL and no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def clean(text: str) -> str:
    """Return ``text`` with what `is_clean` refuses written as escapes: for names, which must never stop a save."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _sorted(text: str) -> str:
    return json.dumps(json.loads(text), sort_keys=True)


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for item in level for inner in _inside(item)]
        if not level:
            return False
    return True


def _inside(item: object) -> list[object]:
    found = item.values() if isinstance(item, dict) else item if isinstance(item, list | tuple) else ()
    return [inner for inner in found if isinstance(inner, dict | list | tuple)]
