"""All that can be wrong is found before anything is written: the table, and every roster and list of pairs in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets.errors import RosterError
from mentorwidgets.generate.catalogues import Languages
from mentorwidgets.generate.language import ENGLISH, Language
from mentorwidgets.generate.manifest import files_checksum
from mentorwidgets.model import Problem

if TYPE_CHECKING:
    from mentorwidgets.model import Roster
    from mentorwidgets.programs import ProgramRow, ProgramTable


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A row whose files were read and are well. ``language``: what its row says that pages are printed in."""

    row: ProgramRow
    file: Path
    languages: Languages
    roster: Roster | None = None
    language: Language = ENGLISH

    @property
    def folder(self) -> Path:
        """Where the table and its files lie."""
        return self.file.absolute().parent

    @property
    def files(self) -> tuple[Path, ...]:
        """The roster files."""
        return tuple(self.folder / name for name in self.row.roster)

    @property
    def checksums(self) -> dict[str, str]:
        """What the program is made of beside its row, in checksums: roster and pairs."""
        pairs = (self.row.pairs,) if self.row.pairs else ()
        return {"roster": files_checksum(self.folder, self.row.roster), "pairs": files_checksum(self.folder, pairs)}


def check_rows(table: ProgramTable) -> tuple[tuple[Checked, ...], tuple[Problem, ...]]:
    """Read every roster that a table names.

    Returns:
        the rows that are well, and the problems of the table and of its files.
    """
    problems = list(table.problems)
    languages = Languages(table.file.absolute().parent)
    good = []
    for row in table.rows:
        checked = Checked(row=row, file=table.file, languages=languages, language=languages.of(row.program.locale))
        roster, found = _roster(checked) if row.roster else (None, [])
        problems += found
        if not any(problem.level == "error" for problem in found):
            good.append(dataclasses.replace(checked, roster=roster))
    return tuple(good), (*problems, *languages.told_since_asked())


def _roster(item: Checked) -> tuple[Roster | None, list[Problem]]:
    from mentorwidgets.roster import grouped, read_roster

    try:
        roster = read_roster(*item.files)
    except RosterError as error:
        return None, [problem_at(item, "roster", error.what, error.mend)]
    later = {row.problem for row in roster.roleless}  # whoever is known has a role
    told = grouped(problem for problem in roster.problems if problem.level == "error" and problem not in later)
    problems = [problem_at(item, "roster", f"{problem.file}: {place_of(problem)}", problem.mend) for problem in told]
    if not roster.people and not told and not later:
        problems.append(problem_at(item, "roster", "There is nobody on this roster.", "Name another file."))
    return roster, problems


def place_of(problem: Problem) -> str:
    """Say a problem of a file with its row."""
    return f"row {problem.row}: {problem.what}" if problem.row is not None else problem.what


def problem_at(item: Checked, column: str, what: str, mend: str) -> Problem:
    """Return a problem at the row of a program."""
    return Problem(file=item.file.name, row=item.row.row, column=column, what=what, mend=mend)
