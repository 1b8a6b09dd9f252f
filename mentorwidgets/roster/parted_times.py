"""Days in one column and times in another: together they say when somebody is free, and neither alone does.

Each of the days is taken with each of the times, or from one time until another. Where more columns hold days or times
than belong together for certain, none is guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.clock import EXAMPLE
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.unsaid import says_nothing
from mentorwidgets.roster.week import tokens_of
from mentorwidgets.roster.words import plain_words

PARTED = "Days stand in one column and times in another: both are kept as notes. Put them into one: Mon 9-11; Wed 9-11."
JOINED = "Days stand in one column and times in another: each of the days was taken with each of the times."
PARTS = ("days", "times", "until")
"""What a column of free times is that was joined with others, in the order in which `joined` takes their cells."""
_UNTIL = re.compile(r"\b(until|till|til|to$|end|ends|ending|latest|before|bis|ende|hasta|fin|jusqu a|tot|ate)\b")
_FROM = re.compile(r"\b(from|start|starts|begin|begins|earliest|after|ab|von|beginn|desde|inicio|debut|van|de)\b")
_AND = re.compile(r"\s*(?:[;,/&+\r\n]|\b(?:and|und|et|e|en|og|och)\b)\s*", re.IGNORECASE)
_LINES = re.compile(r"\s*[;,\r\n]\s*")


def parted(table: Table, places: Sequence[int], others: Sequence[int] = ()) -> Mapping[int, str]:
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
    spans = ["-".join(times)] if len(times) > 1 else _LINES.split(times[0])
    return "; ".join(f"{day} {span}" for day in filter(None, _AND.split(days)) for span in filter(None, spans))


def _is_end(table: Table, at: int) -> bool:
    return _says(_UNTIL, table, at) and not _says(_FROM, table, at) and _kinds(table.columns[at]) == {"time"}


def _says(words: re.Pattern[str], table: Table, at: int) -> bool:
    return words.search(plain_words(table.headers[at])) is not None


def _kinds(cells: Iterable[str]) -> set[str]:
    """What kinds of words of time stand in a column: days, times, parts of a day."""
    texts = {cell.strip() for cell in cells if not says_nothing(cell)}
    found: set[str] = {token.kind for text in texts for token in tokens_of(text[:300])}
    return found & {"day", "part", "time", "any"}
