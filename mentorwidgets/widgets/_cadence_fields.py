"""The shape of each field of a cadence worksheet, checked wherever a value comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    Cadence,
    Closure,
    Record,
    Talk,
    from_plain,
    hours_from_field,
    key_parts,
    slot_from_id,
    taken_from_field,
)

ORDER = ("closures", "rule", "meeting", "talk", "note", "hours", "busy", "posted")
"""Kinds of field, in the order in which changes that come together are held to the rules."""


def check_field(key: str, value: Any) -> None:
    """Check the shape of one field; None, a removed one, always fits.

    Raises:
        ValueRefusedError: it is no field of a cadence worksheet, or cannot hold this value.
    """
    parts = key_parts(key)
    shape = _SHAPES.get((parts[0], len(parts)))
    if shape is None:
        raise ValueRefusedError(f"'{key:.80}' is not a field of the cadence worksheet.")
    if value is not None:
        shape(value)
    if parts[0] == "posted":
        slot_from_id(parts[2])


def _text(value: Any) -> None:
    if not isinstance(value, str):
        raise ValueRefusedError("This field holds words.")


_SHAPES: Mapping[tuple[str, int], Callable[[Any], object]] = {
    ("rule", 4): lambda value: from_plain(Cadence, value, "The plan"),
    ("meeting", 5): lambda value: from_plain(Record, value, "The meeting"),
    ("talk", 5): lambda value: from_plain(Talk, value, "The meeting"),
    ("note", 6): _text,
    ("hours", 5): hours_from_field,
    ("busy", 5): taken_from_field,
    ("posted", 3): _text,
    ("closures", 2): lambda value: from_plain(Closure, value, "The closure"),
}
