"""The shape of each field of a cadence worksheet, and a worksheet that lives in a notebook alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentorwidgets import access
from mentorwidgets.cadence import check_change
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    Cadence,
    Closure,
    Operation,
    Pair,
    Person,
    Program,
    Record,
    Talk,
    Viewer,
    field_key,
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


class NotebookView:
    """A worksheet that lives in the notebook only, as the rules want to see it.

    Args:
        program: whose rules count.
        people: everybody that is known here.
        pairs: who may plan.
        viewer: who writes; None plays both sides.
        now: the fields as they are; changed by `write`.
    """

    def __init__(
        self, program: Program, people: Iterable[Person], pairs: Iterable[Pair], viewer: Viewer | None,
        now: dict[str, Any],
    ) -> None:  # fmt: skip
        self.program, self.viewer, self.now = program, viewer or Viewer(role="office"), now
        self._is_asked = viewer is not None
        self._people = {person.id: person for person in people}
        self._pairs: dict[str, Any] = {field_key("pair", pair.mentee, pair.mentor, pair.purpose): {} for pair in pairs}

    def fields(self, prefix: str, where: Callable[[str], bool] | None = None, kind: str = "") -> Mapping[str, Any]:
        """Return the fields whose key starts with ``prefix``."""
        of = self._pairs if kind == "pairing" else self.now
        return {k: v for k, v in of.items() if k.startswith(prefix) and v is not None and (not where or where(k))}

    def person(self, person_id: str) -> Person | None:
        """Return the person of that id."""
        return self._people.get(person_id)

    def write(self, key: str, new: Any) -> None:
        """Change one field, when viewer and rules let it.

        Raises:
            ValueRefusedError: they do not; says why.
        """
        operation = Operation(op="in-notebook", worksheet=f"{self.program.slug}/cadence", key=key, value=new, base=0)
        why = (access.refuse_write(self, operation) if self._is_asked else None) or check_change(self, operation)
        if why:
            raise ValueRefusedError(why)
        self.now[key] = new

    def take(self, value: Mapping[str, Any]) -> None:
        """Go over to a whole new value, change by change."""
        for key in sorted({*value, *self.now}, key=lambda name: (ORDER.index(key_parts(name)[0]), name)):
            if value.get(key) != self.now.get(key):
                self.write(key, value.get(key))
