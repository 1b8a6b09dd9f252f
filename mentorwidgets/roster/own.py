"""Cells of our own files read back exactly; what a person typed there in other words is left to the converters."""

from __future__ import annotations

import json
import re
import zoneinfo
from collections.abc import Callable
from typing import Any

from mentorwidgets.model.people import CRITERIA, KINDS, MODES, PARTICIPATIONS, ROLES
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.hours import own_hours

Convert = Callable[[str], Any]
_KNOWN = {"kind": KINDS, "participation": PARTICIPATIONS, "most_important": CRITERIA}


class NotOursError(ValueError):
    """A cell that we would have written in another way."""


def own_value(field: str, text: str) -> Any:
    """The value of a cell that `cell_of` wrote.

    Args:
        field: a name in `FIELDS` that is a field of `Person`.
        text: the restored cell, not blank.

    Raises:
        NotOursError: we would have written it in another way.
    """
    if field in _KNOWN:
        return _one_of(text, _KNOWN[field])
    return _READERS.get(field, _FORMS.get(FIELDS[field].form, str))(text)


def exactly(field: str, text: str, convert: Convert) -> Any:
    """The value of a cell of a file of ours; what was written there in another way is converted."""
    try:
        return own_value(field, text)
    except NotOursError:
        return convert(text)


def _one_of(text: str, known: tuple[str, ...]) -> str:
    if text in known:
        return text
    raise NotOursError(text)


def _several(known: tuple[str, ...]) -> Convert:
    return lambda text: tuple(_one_of(part, known) for part in re.split("; | and ", text))


def _list(text: str) -> tuple[str, ...]:
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            raise NotOursError(text) from None
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return tuple(found)
    if ";" not in text and ("," in text or "\n" in text):
        raise NotOursError(text)
    return tuple(part for part in map(str.strip, text.split(";")) if part)


def _number(text: str) -> float:
    if re.fullmatch(r"\d+(\.\d+)?(e[+-]?\d+)?", text):
        return float(text)
    raise NotOursError(text)


def _whole(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    raise NotOursError(text)


def _place(text: str) -> tuple[float, float]:
    try:
        one, other = map(float, text.split(", "))
    except ValueError:
        raise NotOursError(text) from None
    return one, other


def _yes(text: str) -> bool:
    return _one_of(text, ("yes", "no")) == "yes"


def _zone(text: str) -> str:
    if text in zoneinfo.available_timezones():
        return text
    raise NotOursError(text)


def _hours(text: str) -> Any:
    found = own_hours(text)
    if found is None:
        raise NotOursError(text)
    return found


def _day(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    raise NotOursError(text)


def _email(text: str) -> str:
    if re.fullmatch(r"[^\s@]+@[^\s@]+", text):
        return text
    raise NotOursError(text)


_READERS: dict[str, Convert] = {
    "roles": _several(ROLES), "modes": _several(MODES), "location": _place, "avoid": _list, "wishes": _list,
}  # fmt: skip
_FORMS: dict[str, Convert] = {
    "list": _list, "years": _number, "whole": _whole, "yes": _yes, "zone": _zone, "hours": _hours, "date": _day,
    "email": _email,
}  # fmt: skip
