"""What a page is told about a draft, as plain JSON: tables, columns, problems, rows."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.drafts.reading import ReadTable
from mentorwidgets.model.people import Problem, Roster
from mentorwidgets.roster import fingerprint, reported_rows
from mentorwidgets.roster.asked import asks_column
from mentorwidgets.roster.guess import sample
from mentorwidgets.roster.roles import role_from_name

PAGE = 50
"""Rows that a page gets at once."""
_EXAMPLES = 3
_LONG = 80
_LONGEST = 2_000  # characters of a cell that can be mended in the page
_GROUPS = 200

_NAMING = ("name", "first", "last", "email", "id")


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """A problem with where it is."""

    problem: Problem
    table: int | None
    column: int | None
    cells: Mapping[str, str] = dataclasses.field(default_factory=dict)  # who may be meant -> the cell that says so

    def to_plain(self, count: int = 1, rows: Sequence[int] = ()) -> dict[str, Any]:
        """As the page wants it; ``count`` problems of one kind are told once."""
        said = self.problem
        return {
            "level": said.level, "what": said.what, "mend": said.mend, "file": said.file, "sheet": said.sheet,
            "row": said.row, "column": said.column, "table": self.table, "at": self.column,
            "count": count, "rows": list(rows), "about": list(said.about),
            "asks_column": asks_column(said),
        }  # fmt: skip


def placed(problems: Iterable[Problem], tables: Sequence[ReadTable]) -> list[Placed]:
    """Find the table and the column of each problem; what a question of the page asks is left out."""
    at = {(one.table.file, one.table.sheet): number for number, one in reversed(list(enumerate(tables)))}
    columns = [{header: place for place, header in enumerate(one.table.headers)} for one in tables]
    found = []
    for problem in problems:
        number = at.get((problem.file, problem.sheet))
        if number is not None and _is_asked(problem, tables[number]):
            continue
        found.append(Placed(problem, number, None if number is None else columns[number].get(problem.column)))
    return [_with_cells(one, tables) if one.column is not None else _anchored(one, tables) for one in found]


def _with_cells(one: Placed, tables: Sequence[ReadTable]) -> Placed:
    """What the cell of a name would be with each of those who may be meant in its place."""
    said = one.problem
    if one.table is None or one.column is None or said.row is None or not said.likely:
        return one
    table = tables[one.table].table
    cell = table.columns[one.column][bisect_left(table.numbers, said.row)]
    cells = {name: cell.replace(said.words, name) for name in said.likely} if cell.count(said.words) == 1 else {}
    return dataclasses.replace(one, cells=cells)


def _is_asked(problem: Problem, one: ReadTable) -> bool:
    """Whether a question of the page stands for this problem."""
    order = bool(one.asks_day) and problem.row is None and "day_first" in problem.mend
    return order or (one.asks_role and problem.level == "error")


def _anchored(one: Placed, tables: Sequence[ReadTable]) -> Placed:
    """A row as a whole is mended where its person is named."""
    if one.table is None or one.problem.row is None:
        return one
    fields = [guess.field for guess in tables[one.table].guesses]
    return dataclasses.replace(one, column=next((fields.index(name) for name in _NAMING if name in fields), 0))


def grouped(problems: Iterable[Placed]) -> list[dict[str, Any]]:
    """Problems of one kind told once, with the first row and how many there are; the worst first."""
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for one in problems:
        said = one.problem
        kind = said.what if said.row is None or not said.mend or said.about or said.words else said.mend
        groups.setdefault((one.table, said.column, said.level, kind), []).append(one)
    order = {"error": 0, "warning": 1, "notice": 2}
    worst = sorted(groups.values(), key=lambda group: order[group[0].problem.level])
    return [
        {
            **group[0].to_plain(len(group), [one.problem.row for one in group[:6] if one.problem.row is not None]),
            "likely": _likely(group),
        }
        for group in worst[:_GROUPS]
    ]


def _likely(group: Sequence[Placed]) -> list[dict[str, Any]]:
    """Who may be meant by a name, and the cells to be written anew for each: row, place of the column, text."""
    return [
        {"name": name, "mends": [[one.problem.row, one.column, one.cells[name]] for one in group if name in one.cells]}
        for name in group[0].cells
    ]


def counts(roster: Roster) -> dict[str, int]:
    """Rows, people, mentors, mentees, rows that are no person of their own, and rows that could not be taken."""
    lost = {(p.file, p.sheet, p.row) for p in roster.problems if p.row is not None and p.level == "error"}
    return {
        "rows": roster.rows, "people": len(roster.people), "mentors": len(roster.mentors()),
        "mentees": len(roster.mentees()), "reported": len(reported_rows(roster)), "lost": len(lost),
    }  # fmt: skip


def table_to_plain(one: ReadTable) -> dict[str, Any]:
    """A table with its columns, and what a person has to be asked about it."""
    table = one.table
    return {
        "key": one.key, "file": table.file, "sheet": table.sheet, "title": table.title[:200], "rows": len(table),
        "people": one.people, "used": not one.aside, "aside": one.aside, "role": one.choice.role or table.role or "",
        "role_why": _role_why(one), "asks_role": one.asks_role, "asks_day": one.asks_day[:40],
        "has_roles": any(guess.field in ("roles", "both") for guess in one.guesses), "named": table.named,
        "fingerprint": fingerprint(table), "columns": [_column(one, at) for at in range(len(table.headers))],
    }  # fmt: skip


def _role_why(one: ReadTable) -> str:
    table = one.table
    if one.choice.role:
        return "You said so."
    if not table.role:
        return ""
    if table.sheet and role_from_name(table.sheet) == table.role:
        return "The name of the sheet says so."
    return "The title says so." if role_from_name(table.title[:200]) == table.role else "The name of the file says so."


def _column(one: ReadTable, at: int) -> dict[str, Any]:
    guess = one.guesses[at]
    cells = sample(one.table.columns[at])[:_EXAMPLES]
    return {
        "header": guess.header, "field": guess.field, "reason": guess.reason, "grid": bool(guess.how),
        "sure": not guess.field or guess.confidence >= 0.6, "said": guess.header in one.choice.columns,
        "readers": one.choice.readers.get(guess.header, "coordinator"),
        "examples": [cell if len(cell) <= _LONG else f"{cell[:_LONG]}…" for cell in cells],
    }  # fmt: skip


def rows_to_plain(one: ReadTable, number: int, problems: Sequence[Placed], start: int, *, only: bool) -> dict[str, Any]:
    """A page of rows with the problems of each; ``only`` those that should be mended."""
    bad = _by_row(problems, number)
    table = one.table
    places: Sequence[int] = range(len(table))
    if only:
        places = [place for place in places if table.numbers[place] in bad]
    start = max(0, min(start, (len(places) - 1) // PAGE * PAGE))
    mended = {(row, at) for row, at, _ in one.choice.mends}
    shown = [_row(one, place, bad.get(table.numbers[place], {}), mended) for place in places[start : start + PAGE]]
    return {"from": start, "total": len(places), "bad": len(bad), "rows": shown}


def _by_row(problems: Iterable[Placed], number: int) -> dict[int, dict[int, list[str]]]:
    found: dict[int, dict[int, list[str]]] = {}
    for one in problems:
        said = one.problem
        if one.table == number and said.row is not None and one.column is not None and said.level != "notice":
            found.setdefault(said.row, {}).setdefault(one.column, []).append(f"{said.what} {said.mend}".strip())
    return found


def _row(one: ReadTable, place: int, bad: Mapping[int, list[str]], mended: set[tuple[int, int]]) -> dict[str, Any]:
    number = one.table.numbers[place]
    cells = [str(column[place]) for column in one.table.columns]
    return {
        "number": number,
        "cells": [cell if len(cell) <= _LONGEST else cell[:_LONGEST] for cell in cells],
        "long": [at for at, cell in enumerate(cells) if len(cell) > _LONGEST],
        "mended": [at for at in range(len(cells)) if (number, at) in mended],
        "bad": {str(at): words for at, words in bad.items()},
    }
