"""A coordinator's draft of a proposal: fields of the worksheet that only this room reads, until it is published (PP27).

No numpy here: what is saved has to be checked in the server, which never proposes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mentorwidgets.model import Person, field_key, pairs_of

OBJECTIVES = ("fairest", "everyone", "best fit")
WORDS = ("must", "high", "medium", "low", "off")
INCLUDES = ("asked", "all")
MOST = 20_000
"""Pins or forbidden pairs in one draft, and far more than anybody reads."""


def refuse_draft(name: str, value: Any) -> str | None:
    """Say in words why a field ``draft/<name>`` cannot hold this value, or None when it can."""
    if name not in _FITS:
        return "This is not a field of the pairing worksheet. Reload the page."
    return None if value is None or _FITS[name](value) else _REFUSALS[name]


def draft_options(fields: Mapping[str, Any], people: Sequence[Person]) -> dict[str, Any]:
    """Return what a draft says, as options for `propose_pairs`.

    Pins that have been published, and whatever names somebody who left, are no longer asked for.

    Args:
        fields: the pairing worksheet, key -> value.
        people: everyone who is still there.
    """
    known = {person.id for person in people}
    live = {(pair.mentee, pair.mentor, pair.purpose) for pair in pairs_of(fields) if pair.is_live()}
    pins = [pin for pin in _tuples(fields, "pins") if known.issuperset(pin[:2]) and pin not in live]
    forbids = [ids for ids in _tuples(fields, "forbids") if known.issuperset(ids)]
    named = {name: fields.get(field_key("draft", name)) for name in ("weights", "objective", "include")}
    return {"pins": pins, "forbids": forbids, **{name: value for name, value in named.items() if value}}


def _tuples(fields: Mapping[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    for item in fields.get(field_key("draft", name)) or ():
        yield tuple(item)


def _is_list_of(length: int) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        return isinstance(value, list) and len(value) <= MOST and all(_are_names(item, length) for item in value)

    return fits


def _are_names(item: Any, length: int) -> bool:
    return isinstance(item, list) and len(item) == length and all(isinstance(name, str) and name for name in item)


def _is_weights(value: Any) -> bool:
    return isinstance(value, dict) and len(value) <= MOST and all(word in WORDS for word in value.values())


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "pins": _is_list_of(3),
    "forbids": _is_list_of(2),
    "weights": _is_weights,
    "objective": lambda value: value in OBJECTIVES,
    "include": lambda value: value in INCLUDES,
}
_REFUSALS = {
    "pins": "Kept pairs should be a list of mentee, mentor and purpose.",
    "forbids": "Pairs that are not wanted should be a list of mentee and mentor.",
    "weights": f"A weight is one of: {', '.join(WORDS)}.",
    "objective": f"The objective is one of: {', '.join(OBJECTIVES)}.",
    "include": "Propose for those who 'asked', or for 'all' who take part.",
}
