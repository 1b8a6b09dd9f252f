"""Saving is an operation with an answer. These are the questions and the answers, one shape for page, store and tests.

A worksheet is named ``<program slug>/<kind>`` (``oak-county/pairing``) and is a set of fields: key -> any JSON value.
One field is one row in the database with a version that counts from 1. Version 0: the field does not exist yet.
A value of ``None`` removes the field; its version still counts on.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model._wire import from_plain
from mentorwidgets.model.people import Person
from mentorwidgets.model.programs import Program
from mentorwidgets.model.viewers import Viewer

MAX_VALUE_BYTES = 100_000  # of one field's value as UTF-8 JSON
_OP_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_WORKSHEET = re.compile(r"[a-z0-9-]{1,60}/[a-z0-9-]{1,60}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One wish to change one field.

    ``op`` is an id made by the page (8 to 64 of ``0-9A-Za-z-``): the same op twice gets the same answer. ``base`` is
    the version of the field that the person saw. ``by`` is what the person calls themselves; the store is told who it
    really was.

    Raises:
        ValueRefusedError: a malformed id, worksheet name or key (1 to 300 characters, no control characters).
    """

    op: str
    worksheet: str
    key: str
    value: Any
    base: int
    by: str = ""

    def __post_init__(self) -> None:
        """Refuse what could never be saved."""
        if not _OP_ID.fullmatch(self.op):
            raise ValueRefusedError("This change has no proper id.", "Reload the page.")
        if not _WORKSHEET.fullmatch(self.worksheet):
            raise ValueRefusedError("This change names no worksheet.", "Reload the page.")
        if not 0 < len(self.key) <= 300 or _CONTROL.search(self.key):
            raise ValueRefusedError("This change names no field.", "Reload the page.")
        if self.base < 0 or len(self.by) > 200:
            raise ValueRefusedError("This change is not well formed.", "Reload the page.")


def operation_from_plain(data: object) -> Operation:
    """Read an operation that came over the wire; ValueRefusedError when it is malformed."""
    return from_plain(Operation, data, "operation")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the store answers, after the commit.

    ``saved``: version is the field's new version. ``conflict``: someone else changed the field after ``base``; version,
    value, by and at are theirs (your text stays in the history). ``refused``: why and mend say what to do;
    version and value are what the field holds.
    """

    op: str
    outcome: Literal["saved", "conflict", "refused"]
    version: int = 0
    value: Any = None
    by: str = ""
    at: str = ""  # ISO 8601 UTC, of the save (saved) or of their save (conflict)
    seq: int = 0  # place in the history
    why: str = ""
    mend: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as it stands: its value, version, who wrote it and when."""

    value: Any
    version: int
    by: str = ""
    at: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the append-only history. Conflicts and refusals are kept too, with what the person wrote."""

    seq: int
    op: str
    worksheet: str
    key: str
    value: Any
    base: int
    version: int
    outcome: Literal["saved", "conflict", "refused"]
    by: str
    actor: str
    at: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Namer:
    """Somebody of a program whose roster names others: whom they report to, and whom they must not be paired with."""

    id: str
    supervisor: str = ""
    avoid: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()  # label and text of notes that name people, nobody said yet what for
    gone: bool = False

    @staticmethod
    def of(person: Person, *, gone: bool = False) -> Namer:
        """Whom somebody's row names."""
        asked = tuple((note.label, note.text) for note in person.all_notes() if note.names == "asked")
        return Namer(id=person.id, supervisor=person.supervisor, avoid=person.avoid, asked=asked, gone=gone)

    def names_others(self) -> bool:
        """Whether the row names anybody."""
        return bool(self.supervisor or self.avoid or self.asked)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Everybody's id, those who left included, and those who name others."""

    ids: frozenset[str] = frozenset()
    all_namers: tuple[Namer, ...] = ()

    @property
    def namers(self) -> tuple[Namer, ...]:
        """Those who are still there."""
        return tuple(one for one in self.all_namers if not one.gone)


class RuleView(Protocol):
    """What a rule may look at, inside the transaction that would save the change."""

    program: Program
    viewer: Viewer

    def fields(self, prefix: str, where: Callable[[str], bool] | None = None, kind: str = "") -> Mapping[str, Any]:
        """The worksheet's present fields whose key starts with ``prefix`` and satisfies ``where``.

        ``kind`` names another worksheet of the same program, such as ``pairing``.
        """

    def person(self, person_id: str) -> Person | None:
        """The person of this program with that id."""

    def people(self, *, gone: bool = False) -> Sequence[Person]:
        """Everybody present, or everybody who left. Dear in a large program: ask `roll` first."""

    def roll(self) -> Roll:
        """Everybody's id, and those who name others."""


Rule = Callable[[RuleView, Operation], str | None]
"""Says in words why an operation is refused, or None when it is fine."""

Closed = Callable[[Viewer, str, str], bool]
"""Says of a viewer, a worksheet and a key that this viewer can never write there, whatever the value."""
