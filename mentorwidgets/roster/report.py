"""A roster told as plain JSON and as short lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mentorwidgets.model.people import Problem, Roster


def report(roster: Roster) -> dict[str, Any]:
    """What `mentorwidgets check --json` prints.

    Returns:
        ``rows``, ``people``, ``mentors``, ``mentees`` (counts), ``columns`` (header and field), ``reported``
        (rows that are no person of their own) and ``problems`` (level, file, sheet, row, column, problem, mend).
    """
    return {
        "rows": roster.rows,
        "people": len(roster.people),
        "mentors": len(roster.mentors()),
        "mentees": len(roster.mentees()),
        "reported": len(reported_rows(roster)),
        "columns": [{"column": header, "field": field} for header, field in roster.columns],
        "problems": [_plain(problem) for problem in roster.problems],
    }


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "level": problem.level,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "problem": problem.what,
        "mend": problem.mend,
    }


def reported_rows(roster: Roster) -> set[tuple[str, str, int]]:
    """The rows that are no person of their own: not taken (error), or folded into another row (notice).

    ``roster.rows == len(roster.people) + len(reported_rows(roster))``, always.
    """
    return {(p.file, p.sheet, p.row) for p in roster.problems if p.row is not None and p.level != "warning"}


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problem in many rows told once, with the rows in words; for people, not for machines."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kind = problem.mend if problem.row is not None else problem.what
        groups.setdefault((problem.file, problem.sheet, problem.column, problem.level, kind), []).append(problem)
    return tuple(found for group in groups.values() for found in (group if len(group) < 4 else [_together(group)]))


def _together(group: list[Problem]) -> Problem:
    rows = ", ".join(str(problem.row) for problem in group[:6])
    more = f" and {len(group) - 6} more" if len(group) > 6 else ""
    return replace(group[0], row=None, what=f"{group[0].what} (and so in {len(group)} rows: {rows}{more})")
