"""What is closed to somebody who has a word of their own, in a browser where it was not given.

`Viewer.closed` holds marks: `EVERYTHING`, or, after the word was taken away, for each pair one for what the two share
and one for what is one's own. These end apart: a partner can open again what both of them read, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentorwidgets.model import Viewer, field_key

if TYPE_CHECKING:
    from mentorwidgets.access.table import Row

EVERYTHING = "*"
"""The mark for all that is sealed."""


def own_mark(pair: str) -> str:
    """The mark for what one side of a pair (its key) wrote for themselves.

    >>> own_mark("ben/ana/career"), past_mark("ben/ana/career")
    ('ben/ana/career/own', 'ben/ana/career/past')
    """
    return f"{pair}/own"


def past_mark(pair: str) -> str:
    """The mark for the same, where its person began anew: then only what it said earlier stays closed."""
    return f"{pair}/past"


def is_shut(viewer: Viewer, row: Row, names: Mapping[str, str], *, is_told: bool = False) -> bool:
    """Whether a field is closed until its person gives their word.

    Args:
        viewer: who looks.
        row: of the table.
        names: the parts of the field's key.
        is_told: whether the other one of the pair reads it, too.
    """
    if not row.sealed or not viewer.closed:
        return False
    pair = pair_in(names)
    mark = own_mark(pair) if is_own_row(row) and not is_told else pair
    return EVERYTHING in viewer.closed or mark in viewer.closed


def is_own_row(row: Row) -> bool:
    """Whether one side of a pair keeps such fields for themselves, at least until both are ready."""
    return row.sealed == "both" and "side" in row.read and "mentee" not in row.read


def pair_in(names: Mapping[str, str]) -> str:
    """The key of the pair that a field's key names."""
    return field_key(*(names[part] for part in ("mentee", "mentor", "purpose") if part in names))
