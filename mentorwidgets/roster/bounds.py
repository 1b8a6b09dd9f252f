"""How large a table may be, and how long a cell: what is beyond that is refused or cut before anything looks at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import Problem
from mentorwidgets.roster.tables import Grid, column_letters

MOST_CELLS = 3_000_000  # of one sheet, empty ones within its corners included
MOST_ROWS = 200_000  # that are not empty
MOST_COLUMNS = 5_000
LONGEST_CELL = 20_000  # letters, as in every field of ours
LONGEST_HEADER = 1_000
_FIRST = 20  # cells that were cut, each said by itself


def bounded(grid: Grid) -> Grid:
    """Return a sheet without its empty end, its longest cells cut, which is said; RosterError when it is too large."""
    columns = grid.columns
    if grid.height() > MOST_ROWS:
        last = max((_last(column) for column in columns), default=0)
        columns = [column[:last] for column in columns]
    refuse_large(grid.file, len(columns[0]) if columns else 0, len(columns))
    long = [
        (row, at)
        for at, column in enumerate(columns)
        if max(map(len, column), default=0) > LONGEST_CELL
        for row, cell in enumerate(column)
        if len(cell) > LONGEST_CELL
    ]
    said = tuple(_cut(grid, row, at) for row, at in long[:_FIRST])
    if len(long) > _FIRST:
        more = f"{len(long) - _FIRST} further cells are as long, and were cut, too."
        said = (*said, Problem(file=grid.file, sheet=grid.sheet, level="warning", what=more))
    cut = {at for _, at in long}
    kept = [[cell[:LONGEST_CELL] for cell in column] if at in cut else column for at, column in enumerate(columns)]
    return dataclasses.replace(grid, columns=kept, notices=(*grid.notices, *said))


def refuse_large(name: str, rows: int, columns: int) -> None:
    """Refuse a table that nobody could look through."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise RosterError(
            f"{name} holds {rows:,} rows and {columns:,} columns, which is more than a roster may.",
            f"Keep {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells at most.",
        )


def _last(column: Sequence[str]) -> int:
    """How many cells there are up to the last that is not empty."""
    return next((at for at in range(len(column), 0, -1) if column[at - 1]), 0)


def _cut(grid: Grid, row: int, at: int) -> Problem:
    return Problem(
        file=grid.file,
        sheet=grid.sheet,
        row=grid.first + row,
        level="warning",
        what=f"The cell in column {column_letters(at)} has {len(grid.columns[at][row]):,} letters; "
        f"only the first {LONGEST_CELL:,} were read.",
        mend="Shorten it, or keep the long text elsewhere.",
    )
