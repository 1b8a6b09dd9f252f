"""Pairs and the other fields of a pairing worksheet.

The worksheet's fields (each part percent-encoded, so that any id may stand in a key):

=====================================  ==============================================================
``pair/<mentee>/<mentor>/<purpose>``   a `Pair` without its three names
``note/<mentee>/<mentor>/<purpose>``   the coordinator's words on the pair, text
``shortlist/<mentee>``                 a list of mentor ids, the first is wished for most (PP3, PP19)
``offer/<mentee>``                     ``offered``, ``accepted``, ``declined`` or ``later`` (PP5)
``assign/<mentee>``                    true: "please assign me" (PP4)
``draft/pins``                         kept pairs of a proposal, a list of ``[mentee, mentor, purpose]``
``draft/forbids``                      pairs that are not wanted, a list of ``[mentee, mentor]``
``draft/weights``                      factor -> ``must``, ``high``, ``medium``, ``low`` or ``off``
``draft/objective``                    ``fairest``, ``everyone`` or ``best fit``
``draft/include``                      ``asked``, or ``all`` who take part
=====================================  ==============================================================

The draft of a proposal is the coordinator's alone: nothing of it is meant for participants.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args
from urllib.parse import quote, unquote

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model._wire import from_plain, to_plain

PairStatus = Literal["proposed", "confirmed", "active", "paused", "ended"]
PairOrigin = Literal["chosen", "assigned", "hybrid"]

STATUSES: tuple[str, ...] = get_args(PairStatus)
LIVE: frozenset[str] = frozenset({"proposed", "confirmed", "active", "paused"})
"""The statuses in which a pair takes a mentor's place."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One mentee and one mentor for one purpose (PP7, PP19, PP20)."""

    mentee: str
    mentor: str
    purpose: str = "Mentoring"
    status: PairStatus = "proposed"
    origin: PairOrigin = "chosen"
    mentee_yes: bool = False
    mentor_yes: bool = False
    since: str = ""  # ISO date of the present status

    def key(self) -> str:
        """The key of this pair's field."""
        return field_key("pair", self.mentee, self.mentor, self.purpose)

    def is_live(self) -> bool:
        """Whether the pair takes one of the mentor's places."""
        return self.status in LIVE

    def is_of(self, person: str) -> bool:
        """Whether this person is one of the two; nobody, ``""``, never is."""
        return person != "" and person in (self.mentee, self.mentor)


def field_key(*parts: str) -> str:
    """Join parts to a key; JavaScript's ``encodeURIComponent`` of each part gives the same.

    >>> field_key("pair", "a/b", "Ö", "Mentoring")
    'pair/a%2Fb/%C3%96/Mentoring'
    """
    return "/".join(quote(part, safe="!'()*-._~") for part in parts)


def key_parts(key: str) -> tuple[str, ...]:
    """Split a key into its parts, undoing `field_key`."""
    return tuple(unquote(part) for part in key.split("/"))


def pair_from_field(key: str, value: object) -> Pair:
    """Read the pair of a ``pair/...`` field.

    Raises:
        ValueRefusedError: the key is not that of a pair, or the value has the wrong shape.
    """
    parts = key_parts(key)
    if len(parts) != 4 or parts[0] != "pair":
        raise ValueRefusedError(f"'{key}' is not the key of a pair.")
    if not isinstance(value, Mapping):
        raise ValueRefusedError("A pair should be an object.")
    return from_plain(Pair, {**value, "mentee": parts[1], "mentor": parts[2], "purpose": parts[3]}, "pair")


def pair_to_field(pair: Pair) -> tuple[str, dict[str, Any]]:
    """Key and value of a pair's field."""
    plain = to_plain(pair)
    kept = {name: value for name, value in plain.items() if name not in ("mentee", "mentor", "purpose")}
    return pair.key(), {"status": pair.status, **kept}


def pairs_of(fields: Mapping[str, Any]) -> Iterator[Pair]:
    """The pairs among a worksheet's fields, in the order of their keys."""
    for key in sorted(fields):
        if key.startswith("pair/") and fields[key] is not None:
            yield pair_from_field(key, fields[key])
