"""Days in one column and times in another: together they say when somebody is free, and neither alone does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.values import NOTHING
from mentorwidgets.roster.week import tokens_of

PARTED = "Days stand in one column and times in another: both are kept as notes. Put them into one: Mon 9-11; Wed 9-11."


def parted(table: Table, places: Sequence[int]) -> Collection[int]:
    """Those of the columns of free times that hold only days or only times, where there are both kinds."""
    days = [at for at in places if _kinds(table.columns[at]) == {"day"}]
    times = [at for at in places if (kinds := _kinds(table.columns[at])) and "day" not in kinds]
    return {*days, *times} if days and times else set()


def _kinds(cells: Iterable[str]) -> set[str]:
    """What kinds of words of time stand in a column: days, times, parts of a day."""
    texts = {cell.strip() for cell in cells if cell.strip().lower() not in NOTHING}
    found: set[str] = {token.kind for text in texts for token in tokens_of(text[:300])}
    return found & {"day", "part", "time", "any"}
