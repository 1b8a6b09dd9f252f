"""From a table to programs: every row is checked, and every problem is told at once (BG3)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Problem, Program, from_plain
from mentorwidgets.programs.columns import Column, cleared, column_for, header_help
from mentorwidgets.programs.presets import Preset, preset_named
from mentorwidgets.programs.slugs import free_slug, slug_from_name
from mentorwidgets.programs.sources import Source, read_source

_FILES = ("roster", "pairs")
_DAYS = ("begins", "ends")
_EMPTY = ("(empty)", "( empty )")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """One program of a table.

    Args:
        row: where it stands, as spreadsheets count; in YAML the line.
        program: what the row and its preset say, for a program that is new; without a name where the row has none.
        roster: its roster files, relative to the table.
        pairs: a file of pairs, relative to the table; or nothing.
        no_pairs: whether the row says in a word that there is no such file.
        says: setting -> plain value, of each cell that is not blank; "(empty)" is the value of a new program.
        fills: setting -> plain value, of what its preset says beside that.
        whole_terms: whether the row has a cell with all terms, so that one that is missing in it is meant to go.
    """

    row: int
    program: Program
    roster: tuple[str, ...] = ()
    pairs: str = ""
    no_pairs: bool = False
    says: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    fills: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    whole_terms: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProgramTable:
    """What `read_programs` gives: the good rows, and every problem of the others."""

    file: Path
    rows: tuple[ProgramRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    def errors(self) -> tuple[Problem, ...]:
        """The problems for which a row was left out."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def read_programs(file: str | Path, *, preset: str = "") -> ProgramTable:
    """Read a table of programs.

    Args:
        file: CSV, TSV, XLSX, XLS, ODS, JSON or YAML, one program in each row.
        preset: what rows begin with that name none.

    Raises:
        ProgramError: the file cannot be read at all, or there is no such preset.
    """
    path = Path(file)
    first = preset_named(preset) if preset else None
    reading = _Reading(path, read_source(path), first)
    rows = tuple(reading.rows())
    return ProgramTable(file=path, rows=rows, problems=tuple(reading.problems))


class _Reading:
    """One table on its way to programs."""

    def __init__(self, path: Path, source: Source, preset: Preset | None) -> None:
        self._path = path
        self._source = source
        self._preset = preset
        self._columns = {header: column_for(header) for header in source.headers if header}
        self._seen: dict[str, int] = {}
        self._refused: set[str] = set()  # fields of the present row whose cells could not be read
        self.problems: list[Problem] = [*source.problems, *self._unknown_headers()]
        if not source.rows:
            self._say(None, "", "There are no rows below the header.", "Write one program in each row.")

    def rows(self) -> Iterator[ProgramRow]:
        """The rows without a problem."""
        for number, cells in self._source.rows:
            before = len(self.problems)
            found = self._row(number, cells)
            if found is not None and len(self.problems) == before:
                yield found

    def _unknown_headers(self) -> Iterator[Problem]:
        for header, column in self._columns.items():
            if column is not None:
                continue
            meant = header_help(header)
            if meant:  # perhaps a slip, and what it should set would silently stay as it is
                yield Problem(file=self._path.name, column=header, what="This is no column of ours.", mend=meant)
            else:
                yield Problem(file=self._path.name, column=header, level="notice", what="This column is not read.")

    def _row(self, number: int, cells: Mapping[str, str]) -> ProgramRow | None:
        says = self._values(number, cells)
        name = says.get("name", "")
        if not name and not says.get("slug"):
            if not self._refused & {"name", "slug"}:
                self._say(number, "name", "This row has no name.", "Write the program's name.")
            return None
        says.setdefault("slug", slug_from_name(name))
        self._check_slug(number, says["slug"], name)
        roster, pairs = (says.pop(field, None) for field in _FILES)
        chosen = says.get("preset")
        fills = _fills(says, preset_named(chosen) if chosen else self._preset if chosen is None else None)
        plain = {**fills, **says, **_both(fills, says)}
        self._check_days(number, plain)
        self._check_files(number, roster or (), pairs or "")
        try:
            program = from_plain(Program, {"name": "", **plain})
        except ValueRefusedError as error:
            self._say(number, "", error.what, error.mend)
            return None
        return ProgramRow(
            row=number,
            program=program,
            roster=tuple(roster or ()),
            pairs=pairs or "",
            no_pairs=pairs == "",
            says=says,
            fills=fills,
            whole_terms=any(cells[header] for header in cells if self._is_terms(header)),
        )

    def _is_terms(self, header: str) -> bool:
        column = self._columns.get(header)
        return column is not None and column.name == "terms"

    def _check_files(self, number: int, roster: Iterable[str], pairs: str) -> None:
        for column, files in (("roster", roster), ("pairs", [pairs] if pairs else [])):
            for file in files:
                if not (self._path.parent / file).is_file():
                    self._say(number, column, f"There is no file {file}.", "Put it beside the table, or mend its name.")

    def _values(self, number: int, cells: Mapping[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._refused = set()
        for header, cell in cells.items():
            column = self._columns.get(header)
            if not cell or column is None:
                continue
            try:
                value = self._value(header, column, cell)
            except ValueRefusedError as error:
                self._refused.add(column.field)
                self._say(number, header, error.what, error.mend)
                continue
            found[column.field] = {**found.get("terms", {}), **value} if column.field == "terms" else value
        return found

    def _value(self, header: str, column: Column, cell: str) -> Any:
        if " ".join(cell.casefold().split()) in _EMPTY:
            return cleared(column)
        if column.field in _DAYS:
            return self._day(header, cell)
        return column.read(cell)

    def _day(self, header: str, cell: str) -> str:
        from mentorwidgets.roster.dates import day_from_text, day_order

        order = day_order(cells.get(header, "") for _, cells in self._source.rows)
        day = day_from_text(cell, day_first=order, serial=True)
        if day is None:
            raise ValueRefusedError(f"'{cell:.60}' is not a day.", "Write it as 2027-01-15.")
        return day.isoformat()

    def _check_slug(self, number: int, slug: str, name: str) -> None:
        first = self._seen.setdefault(slug, number)
        if first != number:
            mend = f"Write another into the column 'short name', such as {free_slug(slug, set(self._seen))}."
            self._say(number, "short name", f"'{name or slug}' has the short name '{slug}', as row {first} has.", mend)

    def _check_days(self, number: int, plain: Mapping[str, Any]) -> None:
        begins, ends = (plain.get(field, "") for field in _DAYS)
        if begins and ends and ends < begins:
            self._say(number, "ends", f"The program ends on {ends}, before it begins.", "Mend one of the two days.")

    def _say(self, row: int | None, column: str, what: str, mend: str) -> None:
        written = next((header for header, known in self._columns.items() if known and known.name == column), column)
        self.problems.append(Problem(file=self._path.name, row=row, column=written, what=what, mend=mend))


def _fills(says: Mapping[str, Any], preset: Preset | None) -> dict[str, Any]:
    """What a preset says where the row says nothing."""
    if preset is None:
        return {}
    fills = {name: value for name, value in preset.settings.items() if name == "terms" or name not in says}
    if "preset" not in says:
        fills["preset"] = preset.id
    if preset.weeks and says.get("begins") and "ends" not in says:
        last = dt.date.fromisoformat(says["begins"]) + dt.timedelta(weeks=preset.weeks, days=-1)
        fills["ends"] = last.isoformat()
    return fills


def _both(fills: Mapping[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of preset and row together; a term that is cleared is nobody's word."""
    terms = {**fills.get("terms", {}), **says.get("terms", {})}
    return {"terms": {word: own for word, own in terms.items() if own}} if terms else {}
