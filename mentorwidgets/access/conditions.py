"""The conditions that the table names: pure functions of what a worksheet holds and, for writing, of the new value.

A condition for reading says whether it holds. A condition for writing says in words why it does not, or None.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.expectations import are_both_ready
from mentorwidgets.model import Pair, RuleView, Viewer, field_key, key_parts, pair_from_field


@dataclasses.dataclass(frozen=True, slots=True)
class Sight:
    """Somebody who looks at a field: the names in its key, and the worksheet's present fields."""

    viewer: Viewer
    names: Mapping[str, str]
    fields: Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Somebody's wish to give the field ``key`` a new value; ``who`` is what they are to it, such as ``mentee``."""

    view: RuleView
    who: str
    key: str
    value: Any


def _own_part(wish: Wish) -> str | None:
    """One of the two says yes, takes it back, or ends the pair; a mentee may also choose (PP19, PP20, PP21)."""
    stored = wish.view.fields(wish.key, lambda key: key == wish.key).get(wish.key)
    try:
        before = None if stored is None else pair_from_field(wish.key, stored)
        after = None if wish.value is None else pair_from_field(wish.key, wish.value)
    except ValueRefusedError as error:
        return str(error)
    is_again = before is not None and before.status == "ended" and wish.view.program.rematch_past
    if before is None or after is None or (is_again and wish.who == "mentee"):
        return _refuse_choice(wish, before, after)
    return None if _is_own_step(wish.who, before, after) else _NOT_YOURS


def _refuse_choice(wish: Wish, before: Pair | None, after: Pair | None) -> str | None:
    if after is None:
        is_theirs = before is None or (wish.who == "mentee" and before.origin == "chosen")
        return None if is_theirs else "This pair was not made by you. You can end it; nobody has to say why."
    if wish.who != "mentee":
        return "Pairs are made by mentees and coordinators. You can say yes when somebody asks you."
    if not wish.view.program.choosing:
        return "In this program the coordinator makes the pairs. Your shortlist tells them whom you wish for."
    if (after.status, after.origin, after.mentee_yes, after.mentor_yes) != ("proposed", "chosen", True, False):
        return "You can ask for this pair. The other person says their own yes."
    return None


def _is_own_step(who: str, before: Pair, after: Pair) -> bool:
    mine, theirs = ("mentee_yes", "mentor_yes") if who == "mentee" else ("mentor_yes", "mentee_yes")
    if after.origin != before.origin or getattr(after, theirs) != getattr(before, theirs):
        return False
    step = (before.status, getattr(before, mine), after.status, getattr(after, mine))
    agreed = "confirmed" if getattr(before, theirs) else "proposed"
    steps = {("proposed", False, agreed, True), *((status, True, "proposed", False) for status in _OPEN)}
    is_ending = before.is_live() and after.status == "ended" and step[1] == step[3]
    return step in steps or is_ending or before == after


_OPEN = ("proposed", "confirmed")
_NOT_YOURS = "You can say your own yes, take it back, or end the pair. The rest is the coordinator's."


def _both_are_ready(sight: Sight) -> bool:
    """Both sides of the pair said that they are ready to compare (EX1)."""
    pair = tuple(sight.names[name] for name in ("mentee", "mentor", "purpose"))
    return are_both_ready(sight.fields, pair)


def _room(sight: Sight) -> Mapping[str, Any]:
    found = sight.fields.get(field_key("room", sight.names["room"]))
    return found if isinstance(found, Mapping) else {}


def _is_asked(room: Mapping[str, Any]) -> bool:
    return bool(room) and not room.get("closed")


def _own_note(wish: Wish) -> str | None:
    """A guest hands in a note, and may change or take it back until all notes are shown (CH9).

    All guests are one and the same viewer. A note is its writer's as long as nobody else can know its random id.
    """
    name = field_key("room", key_parts(wish.key)[1])
    room = wish.view.fields(name, lambda key: key == name).get(name) or {}
    if not _is_asked(room):
        return "No more answers are taken here. Thank you!"
    is_there = bool(wish.view.fields(wish.key, lambda key: key == wish.key))
    return "Everybody has read this note. Write another one." if is_there and room.get("shown") else None


READING: Mapping[str, Callable[[Sight], bool]] = {
    "both are ready": _both_are_ready,
    "is asked now": lambda sight: _is_asked(_room(sight)),
    "is shown to the room": lambda sight: _is_asked(_room(sight)) and bool(_room(sight).get("shown")),
}
"""Name -> whether a field may be read."""

WRITING: Mapping[str, Callable[[Wish], str | None]] = {
    "own part in the pair": _own_part,
    "own note, not shown yet": _own_note,
}
"""Name -> why a value may not be written, or None."""
