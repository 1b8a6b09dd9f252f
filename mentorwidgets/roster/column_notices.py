"""What a person is told of columns that were taken for something, or for nothing, with a reason of their own."""

from __future__ import annotations

from collections.abc import Sequence

from mentorwidgets.model.people import Problem
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.tables import Table


def told_of(table: Table, guesses: Sequence[ColumnGuess]) -> list[Problem]:
    """What a person is told of columns, once for all of which the same is said."""
    found: dict[str, list[str]] = {}
    for guess in guesses:
        if guess.said:
            found.setdefault(guess.said, []).append(guess.header)
    return [
        Problem(
            file=table.file,
            sheet=table.sheet,
            column=headers[0],
            level="notice",
            what=said + (f" (and so below {len(headers) - 1} more headers)" if len(headers) > 1 else ""),
            mend="If that is wrong, say what the column is.",
        )
        for said, headers in found.items()
    ]
