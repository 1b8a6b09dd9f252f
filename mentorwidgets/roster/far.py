"""Workbooks read by a process of its own: their library ends its process where memory does not suffice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.apart import ask, is_apart, joined, pieces
from mentorwidgets.errors import RosterError
from mentorwidgets.model import from_plain, to_plain
from mentorwidgets.model.people import Problem
from mentorwidgets.roster.sheets import grids_from_workbook
from mentorwidgets.roster.tables import Grid


def grids_apart(data: bytes, name: str) -> tuple[Grid, ...]:
    """Read a workbook as `grids_from_workbook` does, within bounds; RosterError also when it asks for too much."""
    if is_apart():
        return grids_from_workbook(data, name)
    found: list[tuple[dict[str, Any], list[Any]]] = []
    for part in ask("mentorwidgets.roster.far:grids", {"name": name}, data, name=name, refuse=RosterError):
        if isinstance(part, dict):
            found.append((part, []))
        else:
            found[-1][1].append(part)
    return tuple(
        Grid(
            file=name,
            columns=joined(parts, head["width"]),
            sheet=str(head["sheet"]),
            first=int(head["first"]),
            notices=tuple(from_plain(Problem, notice) for notice in head["notices"]),
        )
        for head, parts in found
    )


def grids(request: Mapping[str, Any], data: bytes) -> Iterator[Any]:
    """Yield each sheet: what it is, then its columns in pieces."""
    for grid in grids_from_workbook(data, request["name"]):
        head = {"sheet": grid.sheet, "first": grid.first, "width": len(grid.columns)}
        yield {**head, "notices": [to_plain(notice) for notice in grid.notices]}
        yield from pieces(grid.columns)
