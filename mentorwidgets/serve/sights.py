"""What each viewer may read of a worksheet as it stands now: the rights, asked with the worksheet's present fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mentorwidgets import access
from mentorwidgets.model import Change, Viewer

if TYPE_CHECKING:
    from mentorwidgets.serve.library import Library
    from mentorwidgets.store import Store

_MOST = 200  # worksheets kept in hand


class Sights:
    """Keeps the fields of worksheets that participants look at, and brings them up to date from the history.

    Args:
        library: whose worksheets they are.
    """

    def __init__(self, library: Library) -> None:
        """Nothing is in hand yet."""
        self._library = library
        self._sheets: dict[str, tuple[int, dict[str, Any]]] = {}

    async def of(self, viewer: Viewer, worksheet: str, seq: int | None = None) -> Callable[[str], bool]:
        """A test on keys: whether this viewer may read that field now, or at place ``seq`` of the history or later."""
        if viewer.role == "office":  # reads everything, whatever the fields are
            return access.readable(viewer, worksheet, {})
        return access.readable(viewer, worksheet, await self._fields(worksheet, seq))

    def always(self, viewer: Viewer, worksheet: str) -> Callable[[str], bool]:
        """A test on keys: whether this viewer may read that field at all times, also what it held before."""
        return access.readable(viewer, worksheet, {})

    async def _fields(self, worksheet: str, enough: int | None) -> dict[str, Any]:
        if len(self._sheets) > _MOST:
            self._sheets.clear()
        known = self._sheets.get(worksheet)
        if known is not None and enough is not None and known[0] >= enough:
            return known[1]
        seq, fields = await self._library.ask(_brought_up, self._library.store, worksheet, known)
        if seq >= self._sheets.get(worksheet, (0, {}))[0]:  # two may have looked at once
            self._sheets[worksheet] = seq, fields
        return fields


def _brought_up(store: Store, worksheet: str, known: tuple[int, dict[str, Any]] | None) -> tuple[int, dict[str, Any]]:
    if known is None:
        seq = store.seq()  # before the fields: what happens between is only said twice
        return seq, {key: field.value for key, field in store.fields(worksheet).items()}
    seq, fields = known
    while changes := store.changes(seq, worksheet):
        fields = _with(fields, changes)
        seq = changes[-1].seq
    return seq, fields


def _with(fields: dict[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    saved = {change.key: change.value for change in changes if change.outcome == "saved"}
    return {key: value for key, value in {**fields, **saved}.items() if value is not None}
