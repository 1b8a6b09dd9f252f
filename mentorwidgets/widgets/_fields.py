"""The shape of each field of a pairing worksheet, checked wherever a value comes from."""

from __future__ import annotations

from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import key_parts, pair_from_field
from mentorwidgets.pairing.draft import refuse_draft

_OFFERS = frozenset({"offered", "accepted", "declined", "later"})


def check_field(key: str, value: Any) -> None:
    """Check the shape of one field; None, a removed one, always fits.

    Raises:
        ValueRefusedError: it is no field of a pairing worksheet, or cannot hold this value.
    """
    kind, *rest = key_parts(key)
    if value is None:
        return
    if kind == "pair":
        pair_from_field(key, value)
        return
    fits = {
        "note": len(rest) == 3 and isinstance(value, str),
        "shortlist": len(rest) == 1 and _is_people(value),
        "meant": len(rest) in (1, 2) and _is_people(value),
        "offer": len(rest) == 1 and isinstance(value, str) and value in _OFFERS,
        "assign": len(rest) == 1 and isinstance(value, bool),
        "draft": len(rest) == 1 and refuse_draft(rest[0], value) is None,
    }
    if not fits.get(kind, False):
        raise ValueRefusedError(f"'{key:.80}' is not a field of the pairing worksheet, or cannot hold this value.")


def _is_people(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
