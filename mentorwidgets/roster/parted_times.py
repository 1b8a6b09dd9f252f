"""Days in one column and times in another: together they say when somebody is free, and neither alone does.

Each of the days is taken with each of the times, or from one time until another. Where more columns hold days or times
than belong together for certain, none is guessed at.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Hours
from mentorwidgets.roster.clock import EXAMPLE
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.unsaid import says_nothing
from mentorwidgets.roster.week import tokens_of
from mentorwidgets.roster.words import plain_words

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import ColumnGuess

PARTED = "Days stand in one column and times in another: both are kept as notes. Put them into one: Mon 9-11; Wed 9-11."
JOINED = "Days stand in one column and times in another: each of the days was taken with each of the times."
PARTS = ("days", "times", "until")
"""What a column of free times is that was joined with others, in the order in which `joined` takes their cells."""
_UNTIL = re.compile(r"\b(until|till|til|to$|end|ends|ending|latest|before|bis|ende|hasta|fin|jusqu a|tot|ate)\b")
_FROM = re.compile(r"\b(from|start|starts|begin|begins|earliest|after|ab|von|beginn|desde|inicio|debut|van|de)\b")
_AND = re.compile(r"[;,/&+\r\n]|\b(?:and|und|et|e|en|og|och)\b", re.IGNORECASE)
_LINES = re.compile(r"[;,\r\n]")


def mend_parted(table: Table, guesses: list[ColumnGuess], said: Container[int]) -> None:
    """Join the columns that are free times only together; ``said`` are those that a person decided about."""
    free = [at for at, one in enumerate(guesses) if one.field == "availability" and not one.how]
    notes = [at for at, one in enumerate(guesses) if not one.field and not one.how and at not in said]
    for at, part in _parted(table, free, notes).items():
        if part:
            own: dict[str, Any] = {
                "field": "availability",
                "confidence": 0.8,
                "reason": JOINED,
                "how": part,
                "said": JOINED,
            }
            guesses[at] = dataclasses.replace(guesses[at], **own)
        elif at not in said:
            guesses[at] = dataclasses.replace(guesses[at], field="", confidence=0.0, reason=PARTED, said=PARTED)


def _parted(table: Table, places: Sequence[int], others: Sequence[int] = ()) -> Mapping[int, str]:
    """Those of the columns of free times that hold only days or only times, where there are both kinds.

    Args:
        table: the whole table.
        places: of the columns that ask for free times.
        others: of columns of which nothing is known; "until" may be among them.

    Returns:
        for each what it is (see `PARTS`), or blank where it is not certain what belongs together.
    """
    kinds = {at: _kinds(table.columns[at]) for at in places}
    days = [at for at, found in kinds.items() if found == {"day"}]
    times = [at for at, found in kinds.items() if found and "day" not in found]
    if not days or not times:
        return {}
    ends = [at for at in (*times, *others) if _is_end(table, at)]
    starts = [at for at in times if at not in ends]
    if len(days) == len(starts) == 1 and len(ends) < 2 and (not ends or _says(_FROM, table, starts[0])):
        return dict(zip((*days, *starts, *ends), PARTS, strict=False))
    return dict.fromkeys((*days, *times), "")


def joined(cells: Sequence[str]) -> str:
    """The free times of a row out of its cells: the days, the times, and until when.

    >>> joined(["Mon, Wed", "9-11"]), joined(["Tue", "9:00", "11:00"])
    ('Mon 9-11; Wed 9-11', 'Tue 9:00-11:00')

    Raises:
        ValueRefusedError: some of the cells are blank, and others are not.
    """
    days, *times = ("" if says_nothing(cell) else cell.strip() for cell in cells)
    if not days and not any(times):
        return ""
    if not days or not all(times):
        raise ValueRefusedError(f"'{' '.join(filter(None, (days, *times)))[:60]}' says only one half.", EXAMPLE)
    spans = ["-".join(times)] if len(times) > 1 else _pieces(_LINES, times[0])
    return "; ".join(f"{day} {span}" for day in _pieces(_AND, days) for span in spans)


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


def _is_end(table: Table, at: int) -> bool:
    return _says(_UNTIL, table, at) and not _says(_FROM, table, at) and _kinds(table.columns[at]) == {"time"}


def _says(words: re.Pattern[str], table: Table, at: int) -> bool:
    return words.search(plain_words(table.headers[at])) is not None


def _kinds(cells: Iterable[str]) -> set[str]:
    """What kinds of words of time stand in a column: days, times, parts of a day."""
    texts = {cell.strip() for cell in cells if not says_nothing(cell)}
    found: set[str] = {token.kind for text in texts for token in tokens_of(text[:300])}
    return found & {"day", "part", "time", "any"}
