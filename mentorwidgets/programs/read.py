"""From a table to programs: every row is checked, and every problem is told at once (BG3)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Problem, Program, from_plain
from mentorwidgets.programs.columns import Column, column_for, header_help
from mentorwidgets.programs.presets import Preset, preset_named
from mentorwidgets.programs.slugs import free_slug, slug_from_name
from mentorwidgets.programs.sources import Source, read_source

_FILES = ("roster", "pairs")
_DAYS = ("begins", "ends")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """One program of a table.

    Args:
        row: where it stands, as spreadsheets count; in YAML the line.
        program: what the row and its preset say.
        roster: its roster files, relative to the table.
        pairs: a file of pairs, relative to the table; or nothing.
    """

    row: int
    program: Program
    roster: tuple[str, ...] = ()
    pairs: str = ""


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
        values = self._values(number, cells)
        name = values.get("name")
        if not name:
            if "name" not in self._refused:
                self._say(number, "name", "This row has no name.", "Write the program's name.")
            return None
        values.setdefault("slug", slug_from_name(name))
        self._check_slug(number, values["slug"], name)
        chosen = values.get("preset")
        plain = _with_preset(values, preset_named(chosen) if chosen else self._preset)
        self._check_days(number, plain)
        roster, pairs = (plain.pop(field, None) for field in _FILES)
        for file in [*(roster or ()), *([pairs] if pairs else ())]:
            if not (self._path.parent / file).is_file():
                column = "roster" if file != pairs else "pairs"
                self._say(number, column, f"There is no file {file}.", "Put it beside the table, or mend its name.")
        try:
            program = from_plain(Program, plain)
        except ValueRefusedError as error:
            self._say(number, "", error.what, error.mend)
            return None
        return ProgramRow(row=number, program=program, roster=tuple(roster or ()), pairs=pairs or "")

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
            self._say(number, "short name", f"'{name}' has the short name '{slug}', as row {first} has.", mend)

    def _check_days(self, number: int, plain: Mapping[str, Any]) -> None:
        begins, ends = (plain.get(field, "") for field in _DAYS)
        if begins and ends and ends < begins:
            self._say(number, "ends", f"The program ends on {ends}, before it begins.", "Mend one of the two days.")

    def _say(self, row: int | None, column: str, what: str, mend: str) -> None:
        written = next((header for header, known in self._columns.items() if known and known.name == column), column)
        self.problems.append(Problem(file=self._path.name, row=row, column=written, what=what, mend=mend))


def _with_preset(values: Mapping[str, Any], preset: Preset | None) -> dict[str, Any]:
    if preset is None:
        return dict(values)
    plain = {**preset.settings, "preset": preset.id, **values}
    terms = {**preset.settings.get("terms", {}), **values.get("terms", {})}
    if terms:
        plain["terms"] = terms
    if preset.weeks and values.get("begins") and not values.get("ends"):
        last = dt.date.fromisoformat(values["begins"]) + dt.timedelta(weeks=preset.weeks, days=-1)
        plain["ends"] = last.isoformat()
    return plain
