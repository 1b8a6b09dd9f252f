"""Looks rights up in the table. Closed by default: no row, no right but the office's."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentorwidgets.access.conditions import READING, WRITING, Sight, Wish
from mentorwidgets.access.shut import is_own_row, is_shut
from mentorwidgets.access.table import ACTIONS, ALWAYS, TABLE, Action, Row
from mentorwidgets.model import Operation, RuleView, Viewer, field_key, key_parts

_AT_HOME = "This worksheet belongs to another program."
_CLOSED = "This is not yours to change."
_SEALED = "This belongs to the two of a pair alone."
_SHUT = "This is closed in this browser until you give your own word."


class Rights:
    """The rights of a table.

    Args:
        rows: the fields.
        actions: the deeds.
        reading: name -> condition for reading.
        writing: name -> condition for writing.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        actions: Iterable[Action] = (),
        reading: Mapping[str, Callable[[Sight], bool]] = READING,
        writing: Mapping[str, Callable[[Wish], str | None]] = WRITING,
    ) -> None:
        """Index the rows by kind, first word and number of parts."""
        self.rows = tuple(rows)
        self.actions = {action.name: action for action in actions}
        self._reading = reading
        self._writing = writing
        self._places = {_place(row): (row, tuple(row.field.split("/"))) for row in self.rows}
        self.find = functools.lru_cache(maxsize=20_000)(self._find)

    def may(self, viewer: Viewer, action: str, program: str = "") -> bool:
        """Whether a viewer may do a deed in a program; see `may`."""
        known = self.actions.get(action)
        is_known = known is not None and viewer.role in known.roles
        return viewer.role == "office" or (is_known and bool(program) and viewer.program == program)

    def readable(self, viewer: Viewer, worksheet: str, fields: Mapping[str, Any]) -> Callable[[str], bool]:
        """A test on keys; see `readable`."""
        slug, _, kind = worksheet.rpartition("/")
        if viewer.role == "office":
            return lambda key: self._seal(kind, key) in ("", "writing")
        if not slug or slug != viewer.program:
            return lambda _key: False
        return lambda key: self._reads(viewer, kind, key, fields)

    def is_closed(self, viewer: Viewer, worksheet: str, key: str) -> bool:
        """Whether a viewer can never write this field; see `is_closed`."""
        slug, _, kind = worksheet.rpartition("/")
        if viewer.role == "office":
            return self._seal(kind, key) != ""
        if not slug or slug != viewer.program:
            return True
        row, names = self.find(kind, key)
        return (
            row is None or is_shut(viewer, row, names) or not any(who in row.write for who in relations(viewer, names))
        )

    def refuse_write(self, view: RuleView, operation: Operation) -> str | None:
        """Why a viewer may not write this; see `refuse_write`."""
        viewer = view.viewer
        if viewer.role == "office":
            return _SEALED if self._seal(operation.worksheet.rpartition("/")[2], operation.key) else None
        if viewer.program != operation.worksheet.partition("/")[0]:
            return _AT_HOME
        row, names = self.find(operation.worksheet.rpartition("/")[2], operation.key)
        if row is not None and is_shut(viewer, row, names):
            return _SHUT
        mine = [who for who in relations(viewer, names) if row and who in row.write]
        refusals = [self._refusal(view, row, who, operation) for who in mine if row]
        return None if None in refusals else next(iter(refusals), _CLOSED)

    def reveals(self, kind: str, key: str) -> bool:
        """Whether a change of this field changes what others may read; see `reveals`."""
        row, _ = self.find(kind.rpartition("/")[2], key)
        return row is not None and row.reveals

    def looks(self, kind: str) -> bool:
        """Whether rights to read depend on what fields hold; see `looks`."""
        rows = (row for row in self.rows if row.kind == kind.rpartition("/")[2])
        return any(name != ALWAYS for row in rows for name in row.read.values())

    def readers(self, kind: str, key: str, viewer: Viewer | None = None) -> str:
        """The words that say who can read this field; see `readers`."""
        row, _ = self.find(kind.rpartition("/")[2], key)
        return _words(row, viewer) if row else "Only whoever runs this server"

    def labels(self, kind: str, viewer: Viewer) -> dict[str, str]:
        """The words for each kind of field; see `labels`."""
        return {row.field: _words(row, viewer) for row in self.rows if row.kind == kind}

    def is_shut(self, viewer: Viewer, kind: str, key: str) -> bool:
        """Whether this needs their own word first; see `is_shut_here`."""
        row, names = self.find(kind, key)
        return row is not None and row.sealed == "both" and is_shut(viewer, row, names)

    def is_own(self, kind: str, key: str) -> bool:
        """Whether one side of a pair wrote this for themselves; see `is_own`."""
        row, _ = self.find(kind, key)
        return row is not None and is_own_row(row)

    def is_sealed(self, kind: str, key: str) -> bool:
        """Whether a pair keeps this for itself; see `is_sealed`."""
        return self._seal(kind, key) == "both"

    def _seal(self, kind: str, key: str) -> str:
        row, _ = self.find(kind, key)
        return row.sealed if row else ""

    def _find(self, kind: str, key: str) -> tuple[Row | None, Mapping[str, str]]:
        parts = key_parts(key)
        row, pattern = self._places.get((kind, parts[0], len(parts)), (None, ()))
        if row is None or not all(parts) or field_key(*parts) != key:
            return None, {}
        return row, {name[1:-1]: part for name, part in zip(pattern, parts, strict=True) if name.startswith("<")}

    def _reads(self, viewer: Viewer, kind: str, key: str, fields: Mapping[str, Any]) -> bool:
        row, names = self.find(kind, key)
        if row is None:
            return False
        sight = Sight(viewer, names, fields)
        if row.sealed == "both" and is_shut(viewer, row, names, is_told=self._is_told(row, sight)):
            return False
        held = (row.read[who] for who in relations(viewer, names) if who in row.read)
        return any(name == ALWAYS or self._reading[name](sight) for name in held)

    def _is_told(self, row: Row, sight: Sight) -> bool:
        """Whether the other one of the pair reads by now what one side wrote."""
        name = row.read.get("other side")
        return name is not None and (name == ALWAYS or self._reading[name](sight))

    def _refusal(self, view: RuleView, row: Row, who: str, operation: Operation) -> str | None:
        name = row.write[who]
        return None if name == ALWAYS else self._writing[name](Wish(view, who, operation.key, operation.value))


def relations(viewer: Viewer, names: Mapping[str, str]) -> tuple[str, ...]:
    """What a viewer of the program is to a field whose key holds these names; the nearest first."""
    if viewer.role not in ("mentor", "mentee"):
        return (viewer.role,)
    own = [word for word in ("mentee", "mentor", "person") if viewer.person and names.get(word) == viewer.person]
    side = names.get("side")
    if side and own:
        own = ["side" if side in own else "other side", *own]
    return (*own, "participant")


def _words(row: Row, viewer: Viewer | None) -> str:
    is_staff = viewer is not None and viewer.role in ("office", "coordinator")
    return (row.told if is_staff else "") or row.readers


def _place(row: Row) -> tuple[str, str, int]:
    parts = row.field.split("/")
    return row.kind, parts[0], len(parts)


RIGHTS = Rights(TABLE, ACTIONS)


def may(viewer: Viewer, action: str, program: str = "") -> bool:
    """Whether a viewer may do a deed.

    Args:
        viewer: who wants to.
        action: a name of `ACTIONS`, such as ``invite`` or ``open:pairing``; unknown ones only the office may do.
        program: slug of the program in which it is done. Without one only the office may.
    """
    return RIGHTS.may(viewer, action, program)


def readable(viewer: Viewer, worksheet: str, fields: Mapping[str, Any]) -> Callable[[str], bool]:
    """Return a test on keys: whether the viewer may read that field.

    Args:
        viewer: who looks.
        worksheet: its whole name, ``<slug>/<kind>``; of another program nothing is readable, of a bare kind neither.
        fields: the worksheet's present fields, key -> value, in which conditions look.
    """
    return RIGHTS.readable(viewer, worksheet, fields)


def is_closed(viewer: Viewer, worksheet: str, key: str) -> bool:
    """Whether a viewer can never write this field, whatever the value. Ask before anything of it is told."""
    return RIGHTS.is_closed(viewer, worksheet, key)


def refuse_write(view: RuleView, operation: Operation) -> str | None:
    """Say in words why ``view.viewer`` may not write this value, or None when they may."""
    return RIGHTS.refuse_write(view, operation)


def is_shut_here(viewer: Viewer, kind: str, key: str) -> bool:
    """Whether a viewer would read this field, but for their own word, which was not given in this browser.

    Args:
        viewer: who looks.
        kind: of the worksheet.
        key: of the field.
    """
    return RIGHTS.is_shut(viewer, kind, key)


def is_own(kind: str, key: str) -> bool:
    """Whether one side of a pair keeps this field for themselves, at least until both are ready."""
    return RIGHTS.is_own(kind, key)


def is_sealed(kind: str, key: str) -> bool:
    """Whether a pair keeps this field for itself: neither coordinators nor the office read it.

    Args:
        kind: of the worksheet.
        key: of the field.
    """
    return RIGHTS.is_sealed(kind, key)


def reveals(kind: str, key: str) -> bool:
    """Whether a change of this field changes what somebody may read: pages then read the worksheet anew.

    Args:
        kind: of the worksheet, or its whole name.
        key: of the field.
    """
    return RIGHTS.reveals(kind, key)


def looks(kind: str) -> bool:
    """Whether `readable` looks into the fields of such worksheets; where it does not, an empty map does as well."""
    return RIGHTS.looks(kind)


def readers(kind: str, key: str, viewer: Viewer | None = None) -> str:
    """Return the words of the small label "Who can read this" (XC3), such as "Only coordinators".

    Args:
        kind: of the worksheet, or its whole name.
        key: of the field.
        viewer: on whose page they stand; a participant's when left out.
    """
    return RIGHTS.readers(kind, key, viewer)


def labels(kind: str, viewer: Viewer) -> dict[str, str]:
    """Return the words of `readers` for every kind of field of a worksheet: what its key looks like -> words."""
    return RIGHTS.labels(kind, viewer)


def table_rows() -> tuple[tuple[str, str, str, str, str], ...]:
    """Return the table for a document: worksheet, field, who reads it, who writes it, the words on the page."""
    return tuple((row.kind, row.field, _said(row.read), _said(row.write), row.readers) for row in RIGHTS.rows)


def action_rows() -> tuple[tuple[str, str, str], ...]:
    """Return the deeds for a document: name, what it means, who may do it besides the office."""
    return tuple((action.name, action.words, ", ".join(action.roles) or "nobody") for action in ACTIONS)


def _said(grants: Mapping[str, str]) -> str:
    return ", ".join(f"{who} ({name})" if name else who for who, name in grants.items())
