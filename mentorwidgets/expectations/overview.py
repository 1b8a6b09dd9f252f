"""Expectations of a program in numbers and words, for a landing page: progress, and nothing of what was said (EX28)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from mentorwidgets.expectations.moves import are_both_ready
from mentorwidgets.model import SIDES, Pair, field_key, key_parts


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


def own_summary(person: str, pairs: Iterable[Pair], fields: Mapping[str, Any]) -> tuple[str, str]:
    """Say to one of a pair what is done and what they can do next, a sentence each.

    Args:
        person: whose pairs count.
        pairs: of the program.
        fields: the expectations worksheet, key -> value; only who is ready and who said yes is looked at.
    """
    mine = [pair for pair in pairs if pair.is_live() and pair.is_of(person)]
    if not mine:
        return "You have no pair yet.", "As soon as you have one, you both say here what you expect."
    said = [_own_words(pair, "mentee" if pair.mentee == person else "mentor", fields) for pair in mine]
    return min(said, key=_URGENT.index)


def _own_words(pair: Pair, side: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    names = (pair.mentee, pair.mentor, pair.purpose)
    if are_both_ready(fields, names):
        yes = fields.get(field_key("yes", *names, side))
        return _AGREED if yes else _COMPARE
    return _WAIT if fields.get(field_key("ready", *names, side)) is True else _WRITE


def counts(fields: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return pair key (mentee, mentor, purpose) -> side -> number of answers, and nothing of what they say."""
    found: dict[str, dict[str, int]] = {}
    for key, value in fields.items():
        parts = key_parts(key)
        if parts[0] in ("answer", "told") and len(parts) == _ANSWER_PARTS and value is not None:
            sides = found.setdefault(field_key(*parts[1:4]), {})
            sides[parts[4]] = sides.get(parts[4], 0) + 1
    return found


_ANSWER_PARTS = 6  # of the key of an answer
_COMPARE = ("You are both ready.", "Compare your answers, talk, and write down what you agree on.")
_WRITE = ("You answer, each for yourself.", "Say when you are ready to compare.")
_WAIT = ("You are ready to compare.", "Your pair is still writing.")
_AGREED = ("You said yes to what you agreed.", "Look at it again whenever something changes.")
_URGENT = [_COMPARE, _WRITE, _WAIT, _AGREED]


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
