"""A table of programs as it stands in a file: rows of text by header, whatever the file's kind."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets.errors import ProgramError, RosterError
from mentorwidgets.model import Problem
from mentorwidgets.programs.columns import column_for

if TYPE_CHECKING:
    from yaml import Node

    from mentorwidgets.roster.tables import Grid

_HEADER_WITHIN = 20  # rows of titles and notes above the header
_MOST_ROWS = 20_000
_NOTHING = ("~", "null", "Null", "NULL")  # how YAML writes a blank cell, unless it is quoted


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The rows of a file.

    Args:
        headers: as written.
        rows: number of the row (in YAML: of the line) and its cells by header; rows without any text are left out.
        problems: what was wrong before any row was looked at.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    problems: tuple[Problem, ...] = ()


def read_source(file: Path) -> Source:
    """Read a CSV, TSV, XLSX, XLS, ODS, JSON or YAML file.

    Raises:
        ProgramError: nothing at all can be read.
    """
    from mentorwidgets.roster.files import grids_from_bytes, read_bytes

    try:
        data = read_bytes(file)
        if file.suffix.lower() in {".yaml", ".yml"}:
            return _from_yaml(data, file.name)
        grids = [grid for grid in grids_from_bytes(data, file.name) if grid.height()]
    except RosterError as error:
        raise ProgramError(error.what.replace("a roster", "a table of programs"), error.mend) from None
    found = [(at, grid) for grid in grids if (at := _header_of(grid)) is not None]
    if not found:
        raise ProgramError(
            f"{file.name} has no column 'name'.", "Begin with: mentorwidgets presets --template programs.csv"
        )
    at, grid = found[0]
    return _from_grid(grid, at)


def _header_of(grid: Grid) -> int | None:
    """The row with the column of names; else the one with short names and another column, for programs that we know."""
    rows = [{column.field for cell in row if (column := column_for(cell))} for row in grid.head(_HEADER_WITHIN)]
    named = (index for index, fields in enumerate(rows) if "name" in fields)
    known = (index for index, fields in enumerate(rows) if "slug" in fields and len(fields) > 1)
    return next(named, next(known, None))


def _from_grid(grid: Grid, at: int) -> Source:
    lines = list(zip(*grid.columns, strict=True))
    headers = tuple(cell.strip() for cell in lines[at])
    rows = tuple(
        (grid.first + index, dict(zip(headers, (cell.strip() for cell in line), strict=True)))
        for index, line in enumerate(lines)
        if index > at and any(cell.strip() for cell in line)
    )
    twice = sorted({header for header in headers if header and headers.count(header) > 1})
    problems = [
        Problem(file=grid.file, row=grid.first + at, column=header, what="Two columns are named so.", mend="Keep one.")
        for header in twice
    ]
    return Source(headers=headers, rows=rows[:_MOST_ROWS], problems=(*grid.notices, *problems, *_cut(grid.file, rows)))


def _cut(file: str, rows: Sequence[object]) -> tuple[Problem, ...]:
    if len(rows) <= _MOST_ROWS:
        return ()
    return (Problem(file=file, what=f"The table has {len(rows):,} rows.", mend=f"Give {_MOST_ROWS:,} at most."),)


def _from_yaml(data: bytes, name: str) -> Source:
    import yaml  # only for tables in YAML

    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise ProgramError(f"{name} is no YAML that can be read{where}.", "Compare it with an example.") from None
    items = _items(root)
    if items is None:
        raise ProgramError(f"{name} holds no list of programs.", "Begin each program with '- name: ...'.")
    rows = tuple((item.start_mark.line + 1, _cells(item)) for item in items)
    headers = tuple(dict.fromkeys(header for _, cells in rows for header in cells))
    return Source(headers=headers, rows=rows[:_MOST_ROWS], problems=_cut(name, rows))


def _items(root: Node | None) -> Sequence[Node] | None:
    """The mappings of a list, or of the list below ``programs:``; None where there is no such list."""
    import yaml

    if isinstance(root, yaml.MappingNode):
        root = next((value for key, value in root.value if key.value == "programs"), None)
    if not isinstance(root, yaml.SequenceNode) or not all(isinstance(item, yaml.MappingNode) for item in root.value):
        return None
    items: Sequence[Node] = root.value
    return items


def _cells(item: Node) -> dict[str, str]:
    return {str(key.value).strip(): _cell(value) for key, value in item.value}


def _cell(node: Node) -> str:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        is_nothing = node.style is None and node.value in _NOTHING
        return "" if is_nothing else str(node.value).strip()
    if isinstance(node, yaml.SequenceNode):
        return "; ".join(str(item.value).strip() for item in node.value)
    return "; ".join(f"{key.value}={value.value}" for key, value in node.value)
