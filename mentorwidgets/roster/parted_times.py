"""Days in one column and times in another: together they say when somebody is free, and neither alone does.

Each of the days is taken with each of the times, or from one time until another. Where more columns hold days or times
than belong together for certain, none is guessed at.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Hours
from mentorwidgets.roster.clock import EXAMPLE
from mentorwidgets.roster.halves import Halves, asking, kind_of_cell
from mentorwidgets.roster.hours import free_times
from mentorwidgets.roster.stretches import ALONE, NO_DAY
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_ticked
from mentorwidgets.roster.unsaid import says_empty, says_nothing
from mentorwidgets.roster.values import NOTHING

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import ColumnGuess

PARTED = "Days stand in one column and times in another: both are kept as notes. Put them into one: Mon 9-11; Wed 9-11."
AGAINST = (
    "These are only days or only times, and another column says when not: they are kept as notes, and nothing is "
    "filled in. Put into one column when it suits: Mon 9-11; Wed 9-11."
)
JOINED = "Days stand in one column and times in another: each of the days was taken with each of the times."
_BESIDE = "Other columns say the days and the times; this one is kept as a note."
_UNASKED = "It holds days or times, but its header does not surely ask when somebody is free: it is kept as a note."
_ASKS = "The header asks for free times, and the values are days or times."
_AND = re.compile(r"[;,/&+\r\n]|\b(?:and|or|und|oder|et|ou|y|e|o|en|og|och)\b", re.IGNORECASE)
_LINES = re.compile(r"[;,\r\n]")


def mend_parted(table: Table, guesses: list[ColumnGuess], said: Container[int]) -> None:
    """Join the columns that are free times only together; ``said`` are those that a person decided about."""
    decided = frozenset(at for at in range(len(guesses)) if at in said)
    for at in asking(table, guesses, decided):
        own: dict[str, Any] = {"field": "availability", "confidence": 0.7, "reason": _ASKS, "said": ""}
        guesses[at] = dataclasses.replace(guesses[at], **own)
    halves = Halves(table, guesses, decided)
    parts = halves.parts()
    for at, part in parts.items():
        told = JOINED if part else AGAINST if halves.against else PARTED
        if part or at not in decided:
            own = {"field": "availability" if part else "", "confidence": 0.8 if part else 0.0, "how": part}
            guesses[at] = dataclasses.replace(guesses[at], reason=told, said=told, **own)
    for at in halves.unasked():
        if not guesses[at].said:
            guesses[at] = dataclasses.replace(guesses[at], reason=_UNASKED, said=_UNASKED)
    for at in halves.left_over(parts):
        if at not in decided:
            guesses[at] = dataclasses.replace(guesses[at], field="", confidence=0.0, reason=_BESIDE, said=_BESIDE)


def half(parts: Sequence[tuple[ColumnGuess, Sequence[str]]]) -> Sequence[str]:
    """The days, or the times, of each row: the cells of one column, or what is ticked in several."""
    (guess, column), *more = parts
    if not more and not guess.topic:
        return column
    rows = zip(*(cells for _, cells in parts), strict=True)
    topics = [guess.topic for guess, _ in parts]
    return ["; ".join(topic for topic, cell in zip(topics, row, strict=True) if is_ticked(cell, topic)) for row in rows]


def joined(cells: Sequence[str]) -> str:
    """The free times of a row out of its cells: the days, the times, and until when.

    >>> joined(["Mon, Wed", "9-11"]), joined(["Tue", "9:00", "11:00"]), joined(["", "Mon 9-11; Wed 14-16"])
    ('Mon 9-11; Wed 9-11', 'Tue 9:00-11:00', 'Mon 9-11; Wed 14-16')

    Raises:
        ValueRefusedError: some of the cells are blank, and others are not, or one holds what belongs into another.
    """
    said = ["" if says_nothing(cell) else cell.strip() for cell in cells]
    if all(cell.lower() in NOTHING for cell in said):
        return ""
    filled = [cell for cell in said if cell]
    if len(filled) == 1 and _is_whole(filled[0]):
        return filled[0]
    words = " ".join(filled)[:60]
    if not all(said) or any(map(says_empty, said)):
        raise ValueRefusedError(f"'{words}' says only one half.", EXAMPLE)
    days, *times = said
    if kind_of_cell(days) in ("times", "time", "both") or any(kind_of_cell(cell) in ("days", "both") for cell in times):
        raise ValueRefusedError(f"'{words}' mixes days and times: which times are for which days?", EXAMPLE)
    spans = ["-".join(times)] if len(times) > 1 else _pieces(_LINES, times[0])
    return "; ".join(f"{day} {span}" for day in _pieces(_AND, days) for span in spans)


def _is_whole(cell: str) -> bool:
    """Whether a cell says days and their times by itself, nothing of it filled in by us."""
    return kind_of_cell(cell) == "both" and not {ALONE, NO_DAY} & set(free_times(cell).said)


def _pieces(marks: re.Pattern[str], text: str) -> list[str]:
    return [piece.strip() for piece in marks.split(text) if piece.strip()]


def rows_joined(
    columns: Sequence[Sequence[str]], read: Callable[[str], tuple[Hours, ...]]
) -> tuple[list[tuple[Hours, ...]], list[str], dict[str, ValueRefusedError]]:
    """The free times of each row, each row as one text, and what is wrong with those texts that cannot be read.

    Args:
        columns: the days, the times, and until when.
        read: free times out of a text.
    """
    rows = list(zip(*columns, strict=True))
    texts = [" ".join(cell.strip() for cell in row if not says_nothing(cell)) for row in rows]
    bad: dict[str, ValueRefusedError] = {}
    found: dict[tuple[str, ...], tuple[Hours, ...]] = {}
    for row, text in zip(rows, texts, strict=True):
        try:
            found[row] = found[row] if row in found else read(joined(row))
        except ValueRefusedError as error:
            found[row], bad[text] = (), error
    return list(map(found.__getitem__, rows)), texts, bad
