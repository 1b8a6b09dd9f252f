"""How one table is read, and the people that it gives, on the way to a roster."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from mentorwidgets.model.people import Person, Problem, Role, Roleless
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.mapping import ColumnMapping
from mentorwidgets.roster.tables import Table


@dataclasses.dataclass(slots=True)
class Batch:
    """The people of one table, before people who stand in several rows or tables are made one."""

    table: Table
    people: list[Person] = dataclasses.field(default_factory=list)
    rows: list[int] = dataclasses.field(default_factory=list)
    sent: list[datetime | None] = dataclasses.field(default_factory=list)
    unsaid: list[frozenset[str]] = dataclasses.field(default_factory=list)
    problems: list[Problem] = dataclasses.field(default_factory=list)
    count: int = 0
    dated: bool = False
    said: dict[str, str] = dataclasses.field(default_factory=dict)  # of columns that are not headers of the table
    roleless: list[tuple[Roleless, frozenset[str]]] = dataclasses.field(default_factory=list)  # with what is unsaid

    def problem(self, what: str, mend: str = "", **where: Any) -> None:
        """Note a problem of this table."""
        self.problems.append(Problem(file=self.table.file, sheet=self.table.sheet, what=what, mend=mend, **where))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a table is to be read."""

    guesses: Sequence[ColumnGuess]
    mapping: ColumnMapping
    role: Role | None
    today: date
