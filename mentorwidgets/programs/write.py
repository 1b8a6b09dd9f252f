"""A table of programs to fill in."""

from __future__ import annotations

from mentorwidgets.errors import ProgramError
from mentorwidgets.programs.columns import COLUMNS
from mentorwidgets.roster.escapes import csv_of


def programs_template(ending: str) -> bytes:
    """Return a table of programs with our columns and an example.

    Args:
        ending: ``.csv``, ``.xlsx``, ``.yaml`` or ``.yml``.

    Raises:
        ProgramError: another kind of file.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx, ".yaml": _yaml, ".yml": _yaml}
    if ending.lower() not in writers:
        raise ProgramError(f"A table of programs cannot be a '{ending}' file.", "Name a .csv, .xlsx or .yaml file.")
    return writers[ending.lower()]()


def _rows() -> list[list[str]]:
    return [[column.name for column in COLUMNS], [column.example for column in COLUMNS]]


def _csv() -> bytes:
    return csv_of(_rows())


def _xlsx() -> bytes:
    from mentorwidgets.roster.write import rows_to_xlsx

    return rows_to_xlsx(_rows(), "Programs")


def _yaml() -> bytes:
    lines = ["# One program in each item. Leave out what you do not need.", "programs:"]
    for index, column in enumerate(COLUMNS):
        lead = "  - " if index == 0 else "    "
        lines.append(f'{lead}{column.name}: "{column.example}"  # {column.words}')
    return ("\n".join(lines) + "\n").encode()
