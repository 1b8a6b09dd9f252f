"""Rows with more cells than there are headers: mostly a comma in a text that was not put in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mentorwidgets.model.people import Problem
from mentorwidgets.roster.lexicon import sure_meanings
from mentorwidgets.roster.tables import Table

_UNNAMED = re.compile(r"Column [A-Z]{1,3}")
_FEW = 3
_TOLD = frozenset({"roles", "email"})  # fields that the cells tell


def shifted(table: Table, fields: Sequence[str]) -> Iterator[Problem]:
    """A problem where nearly every row stands one cell to the right of its headers: a comma cut the names in two.

    Args:
        table: the rows.
        fields: what each column was taken for.
    """
    if not table.named or not table.headers or not _UNNAMED.fullmatch(table.headers[-1]):
        return
    filled = sum(1 for cell in table.columns[-1] if cell.strip())
    wanted = [(meant[0].field if (meant := sure_meanings(header)) else "") for header in table.headers]
    told = [at for at, field in enumerate(fields) if field in _TOLD and at and field not in (wanted[at], "")]
    moved = [at for at in told if wanted[at - 1] == fields[at]]
    if moved and filled > len(table) / 2:
        first = next(cell for cell in table.columns[0] if cell.strip())
        yield Problem(
            file=table.file, sheet=table.sheet,
            what=f"{filled} of {len(table)} rows have one cell more than there are headers, and are moved by one.",
            mend=f"A comma cut the names in two ('{first[:40]}'): put names in quotation marks, like \"Last, First\".",
        )  # fmt: skip


def extra_cells(table: Table, noted: Sequence[bool]) -> Iterator[Problem]:
    """A problem for each row that goes on behind the last header.

    A column behind it that most rows fill is one whose header is missing, and is said once.

    Args:
        table: the rows.
        noted: for each column, whether it is only kept as a note.
    """
    last = max((at for at, header in enumerate(table.headers) if not _UNNAMED.fullmatch(header)), default=-1)
    behind = [at for at in range(last + 1, len(table.headers)) if noted[at]] if table.named and last >= 0 else []
    rare: list[int] = []
    for at in behind:
        filled = sum(1 for cell in table.columns[at] if cell.strip())
        if filled >= _FEW and filled > len(table) / 2:
            yield Problem(
                file=table.file, sheet=table.sheet, column=table.headers[at], level="notice",
                what=f"{table.headers[at]} has no header; it is kept as a note.",
                mend="Write a header above it, or say what it is.",
            )  # fmt: skip
        elif filled:
            rare.append(at)
    rows = sorted({row for at in rare for row, cell in enumerate(table.columns[at]) if cell.strip()})
    for row in rows:
        at, text = next((at, table.columns[at][row].strip()) for at in rare if table.columns[at][row].strip())
        yield Problem(
            file=table.file, sheet=table.sheet, row=table.numbers[row], column=table.headers[at], level="warning",
            what=f"This row has more cells than there are headers: '{text[:40]}' stands behind the last one.",
            mend="A comma in a text may have cut it: put the text in quotation marks. Or write a header above it.",
        )  # fmt: skip
