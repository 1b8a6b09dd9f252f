"""All that can be wrong is found before anything is written: the table, and every roster and list of pairs in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets.errors import MentorWidgetsError, RosterError
from mentorwidgets.generate.catalogues import Languages
from mentorwidgets.generate.language import ENGLISH, Language
from mentorwidgets.generate.manifest import files_checksum, words_checksum
from mentorwidgets.model import Problem

if TYPE_CHECKING:
    from mentorwidgets.generate.packs import PackPair
    from mentorwidgets.model import Person, Roster
    from mentorwidgets.programs import ProgramRow, ProgramTable


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A row whose files were read and are well. ``language``: what its pages are printed in."""

    row: ProgramRow
    folder: Path
    roster: Roster | None = None
    language: Language = ENGLISH

    @property
    def files(self) -> tuple[Path, ...]:
        """The roster files."""
        return tuple(self.folder / name for name in self.row.roster)

    @property
    def checksums(self) -> dict[str, str]:
        """What the program is made of beside its row, in checksums: roster, pairs, words of its language."""
        pairs = (self.row.pairs,) if self.row.pairs else ()
        return {
            "roster": files_checksum(self.folder, self.row.roster),
            "pairs": files_checksum(self.folder, pairs),
            "words": words_checksum(self.language.words),
        }

    def people(self) -> tuple[Person, ...]:
        """The people of the roster files."""
        from mentorwidgets.pairing import with_ids

        return with_ids(self.roster.people) if self.roster else ()

    def pairs_of(self, people: Sequence[Person]) -> tuple[PackPair, ...]:
        """The pairs of the row's table, among people of the program."""
        if not self.row.pairs or not people:
            return ()
        from mentorwidgets.generate.packs import read_pairs

        return read_pairs(self.folder / self.row.pairs, self.row.program, people)[0]


def check_rows(table: ProgramTable) -> tuple[tuple[Checked, ...], tuple[Problem, ...]]:
    """Read every roster and list of pairs that a table names.

    Returns:
        the rows that are well, and the problems of the table and of its files.
    """
    problems = list(table.problems)
    languages = Languages(table.file.absolute().parent)
    good = []
    for row in table.rows:
        checked, found = _check(row, table)
        language = languages.of(row.program.locale)
        problems += found
        if not any(problem.level == "error" for problem in found):
            good.append(dataclasses.replace(checked, language=language))
    return tuple(good), (*problems, *languages.problems)


def _check(row: ProgramRow, table: ProgramTable) -> tuple[Checked, list[Problem]]:
    folder = table.file.absolute().parent
    if not row.roster and not row.pairs:
        return Checked(row=row, folder=folder), []
    problems: list[Problem] = []
    roster = _roster(row, table, problems) if row.roster else None
    if row.pairs:
        problems += _pair_problems(row, table, roster)
    return Checked(row=row, folder=folder, roster=roster), problems


def _roster(row: ProgramRow, table: ProgramTable, problems: list[Problem]) -> Roster | None:
    from mentorwidgets.roster import grouped, read_roster

    try:
        roster = read_roster(*(table.file.absolute().parent / name for name in row.roster))
    except RosterError as error:
        problems.append(_at(row, table, "roster", error.what, error.mend))
        return None
    told = [problem for problem in grouped(roster.problems) if problem.level == "error"]
    problems += [_at(row, table, "roster", f"{problem.file}: {_place(problem)}", problem.mend) for problem in told]
    if not roster.people and not told:
        problems.append(_at(row, table, "roster", "There is nobody on this roster.", "Name another file."))
    return roster


def _pair_problems(row: ProgramRow, table: ProgramTable, roster: Roster | None) -> list[Problem]:
    from mentorwidgets.generate.packs import read_pairs
    from mentorwidgets.pairing import with_ids

    if roster is None:
        return [_at(row, table, "pairs", "Pairs need the roster of their people.", "Fill in the column 'roster'.")]
    try:
        _, found = read_pairs(table.file.absolute().parent / row.pairs, row.program, with_ids(roster.people))
    except MentorWidgetsError as error:
        return [_at(row, table, "pairs", error.what, error.mend)]
    return [_at(row, table, "pairs", f"{problem.file}: {_place(problem)}", problem.mend) for problem in found]


def _place(problem: Problem) -> str:
    return f"row {problem.row}: {problem.what}" if problem.row is not None else problem.what


def _at(row: ProgramRow, table: ProgramTable, column: str, what: str, mend: str) -> Problem:
    return Problem(file=table.file.name, row=row.row, column=column, what=what, mend=mend)
