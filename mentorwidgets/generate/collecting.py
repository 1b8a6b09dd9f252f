"""Counts over many programs in one table (BG10): numbers only, never a person's name or words."""

from __future__ import annotations

import collections
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets._disk import write_atomically
from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import Folder
from mentorwidgets.model import STATUSES, Field, Program, pairs_of
from mentorwidgets.roster.escapes import csv_of, guarded
from mentorwidgets.workbook import WORKSHEETS, open_store

if TYPE_CHECKING:
    from mentorwidgets.store import Store

Counts = Mapping[str, int | float | str]
Counter = Callable[[Program, Mapping[str, Field]], Counts]


def collect(folders: Sequence[str | Path]) -> list[dict[str, Any]]:
    """Count what was filled in, program by program.

    Args:
        folders: libraries' folders.

    Returns:
        a row for each program, all with the same columns.

    Raises:
        ProgramError: one of them is not a folder of ours.
        StoreError: a database cannot be opened.
    """
    rows = [row for folder in folders for row in _rows(Folder(folder))]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [{name: row.get(name, 0) for name in names} for row in rows]


def write_table(rows: Sequence[Mapping[str, Any]], file: Path) -> None:
    """Write rows as .csv or .xlsx, whole or not at all; GenerateError for another kind of file."""
    names = list(rows[0]) if rows else ["program"]
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    if file.suffix.lower() == ".xlsx":
        write_atomically(file.absolute(), _xlsx(rows, names))
    elif file.suffix.lower() == ".csv":
        write_atomically(file.absolute(), csv_of(map(guarded, line) for line in cells))
    else:
        raise GenerateError(f"{file.name} is no table that we can write.", "Name a .csv or .xlsx file.")


def _rows(home: Folder) -> list[dict[str, Any]]:
    with open_store(home) as store:
        return [_row(store, home.path.name, program) for program in store.programs()]


def _row(store: Store, folder: str, program: Program) -> dict[str, Any]:
    people = store.people(program.slug)
    row: dict[str, Any] = {
        "folder": folder,
        "program": program.slug,
        "name": program.name,
        "kind": program.kind,
        "preset": program.preset,
        "begins": program.begins,
        "ends": program.ends,
        "people": len(people),
        "mentors": sum("mentor" in person.roles for person in people),
        "mentees": sum("mentee" in person.roles for person in people),
    }
    latest = ""
    for stem, title in WORKSHEETS:
        fields = store.fields(f"{program.slug}/{stem}")
        if stem == "roster":
            continue  # its people are counted above
        latest = max([latest, *(field.at[:10] for field in fields.values())])
        counted = COUNTS.get(stem, _filled)(program, fields)
        row |= {f"{title}: {name}": number for name, number in counted.items()}
    return {**row, "last change": latest}


def _pairing(_program: Program, fields: Mapping[str, Field]) -> Counts:
    pairs = list(pairs_of({key: field.value for key, field in fields.items()}))
    found: collections.Counter[str] = collections.Counter(pair.status for pair in pairs)
    paired = {pair.mentee for pair in pairs if pair.is_live()}
    return {**{status: found[status] for status in STATUSES}, "mentees with a pair": len(paired)}


def _filled(_program: Program, fields: Mapping[str, Field]) -> Counts:
    """How many fields hold something, by kind: the first part of their keys."""
    kinds = collections.Counter(key.partition("/")[0] for key, field in fields.items() if field.value not in (None, ""))
    return {"fields": kinds.total(), **{f"{kind} fields": kinds[kind] for kind in sorted(kinds)}}


COUNTS: Mapping[str, Counter] = {"pairing": _pairing}
"""Stem -> what is counted in its worksheet; where nothing is said, its fields are."""


def _xlsx(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Programs")
    sheet.set_column(0, len(names) - 1, 16)
    sheet.freeze_panes(1, 3)
    sheet.write_row(0, 0, names, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, [row[name] for name in names])
    if rows:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
    book.close()
    return out.getvalue()
