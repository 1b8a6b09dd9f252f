"""Expectations of a program in numbers and words, for a landing page: progress, and nothing of what was said (EX28)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from mentorwidgets.expectations.moves import are_both_ready
from mentorwidgets.model import SIDES, Pair, field_key


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many pairs have not begun, answer apart, compare, and said yes; with what is done and what comes next."""

    quiet: int
    apart: int
    comparing: int
    agreed: int
    done: str
    next: str


def summary(pairs: Iterable[Pair], fields: Mapping[str, Any]) -> Summary:
    """Count the pairs of a program by how far they are.

    Args:
        pairs: the program's pairs; only live ones count.
        fields: the expectations worksheet, key -> value; the values of answers are not looked at.
    """
    begun = {tuple(key.split("/")[1:4]) for key in fields if key.startswith(("answer/", "told/", "ready/"))}
    states = [_state(pair, fields, begun) for pair in pairs if pair.is_live()]
    quiet, apart, comparing, agreed = (states.count(name) for name in ("quiet", "apart", "comparing", "agreed"))
    done = f"{agreed} of {_pairs(len(states))} agreed on what they expect." if states else "There are no pairs yet."
    return Summary(
        quiet=quiet, apart=apart, comparing=comparing, agreed=agreed, done=done, next=_next(quiet, apart, comparing)
    )


def _state(pair: Pair, fields: Mapping[str, Any], begun: set[tuple[str, ...]]) -> str:
    names = (pair.mentee, pair.mentor, pair.purpose)
    if all(fields.get(field_key("yes", *names, side)) for side in SIDES):
        return "agreed"
    if are_both_ready(fields, names):
        return "comparing"
    return "apart" if tuple(field_key(*names).split("/")) in begun else "quiet"


def _next(quiet: int, apart: int, comparing: int) -> str:
    if quiet:
        return f"{_pairs(quiet)} can begin to answer."
    if apart:
        return f"{_pairs(apart)} {'is' if apart == 1 else 'are'} answering, each side for itself."
    if comparing:
        return f"{_pairs(comparing)} can compare and agree."
    return "Print a blank form to look at the questions."


def _pairs(number: int) -> str:
    return "1 pair" if number == 1 else f"{number} pairs"
