"""A table as it stands in a file: text cells by column, with the row numbers that a spreadsheet shows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from mentorwidgets.model.people import Problem, Role


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet of raw text cells by column, before anyone asked where its header is.

    ``first`` is the row number of the first row (counted from 1). ``role`` is what the sheet's name says.
    """

    file: str
    columns: Sequence[Sequence[str]]
    sheet: str = ""
    first: int = 1
    notices: tuple[Problem, ...] = ()

    def height(self) -> int:
        """How many rows the grid has."""
        return len(self.columns[0]) if self.columns else 0

    def head(self, count: int) -> list[tuple[str, ...]]:
        """The first rows."""
        return list(zip(*(column[:count] for column in self.columns), strict=True))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows below a header.

    ``headers`` are clean and never twice the same: a second ``Name`` is ``Name (2)``, a blank one ``Column D``.
    ``codes`` are the short names of a second header row (``Q3``), or blank. ``numbers`` are the row numbers as
    spreadsheets count them; wholly empty rows are left out. ``title`` is what stood above the header.
    ``ours``: the headers are those that `write_roster` writes.
    """

    file: str
    headers: tuple[str, ...] = ()
    columns: tuple[Sequence[str], ...] = ()
    numbers: Sequence[int] = ()
    sheet: str = ""
    codes: tuple[str, ...] = ()
    title: str = ""
    named: bool = True  # there is a header row
    ours: bool = False
    role: Role | None = None  # what the sheet's name or the title says
    part: int = 0  # which of several tables of one sheet, from 1; 0 when it is the only one
    notices: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.numbers)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows, one tuple of cells each."""
        return zip(*self.columns, strict=True) if self.columns else iter(())


def column_letters(index: int) -> str:
    """Name a column as spreadsheets do.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
