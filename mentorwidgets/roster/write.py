"""Write people as CSV or XLSX that open rightly in a spreadsheet and come back exactly."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from mentorwidgets._disk import write_atomically
from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import ROLES, Hours, Note, Person
from mentorwidgets.roster.escapes import csv_of, guarded, note_header
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.hours import hours_to_text

_EXCEL_CELL = 32_767  # characters that a cell of a spreadsheet can hold
_FIELDS = tuple(field for field in FIELDS.values() if field.own)
_TEMPLATE = (
    "id",
    "name",
    "roles",
    "email",
    "pronouns",
    "bio",
    "interests",
    "work_areas",
    "hobbies",
    "offers",
    "wants",
    "position",
    "department",
    "branch",
    "library_type",
    "years",
    "region",
    "rural",
    "modes",
    "timezone",
    "languages",
    "availability",
    "kind",
    "capacity",
    "demand",
    "assign",
    "clearance",
    "supervisor",
    "avoid",
    "confirmed",
)


def write_roster(people: Iterable[Person], file: Path) -> None:
    """Write people to a file, which `read_roster` reads back exactly.

    Args:
        people: whom to write; private fields (supervisor, whom to avoid) are written too.
        file: ending in ``.csv`` (UTF-8 with a mark for Excel) or ``.xlsx`` (all cells are text).

    Raises:
        RosterError: another ending, or a cell too long for a spreadsheet.
        DiskFullError: there is no room for it.
        ReadOnlyFolderError: the file cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise RosterError(f"{file.name} should end in .csv or .xlsx.", "Choose another name.")
    rows = _rows(list(people))
    write_atomically(file, csv_of(rows) if ending == ".csv" else rows_to_xlsx(rows))


def roster_to_csv(people: Iterable[Person]) -> str:
    """The text of a CSV file of people, for a download."""
    return csv_of(_rows(list(people))).decode("utf-8-sig")


def write_template(file: Path) -> None:
    """Write an empty roster with our own columns and two people as examples; RosterError as `write_roster`."""
    rows = _rows(list(_EXAMPLES), [FIELDS[name].label for name in _TEMPLATE], _TEMPLATE)
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise RosterError(f"{file.name} should end in .csv or .xlsx.", "Choose another name.")
    write_atomically(file, csv_of(rows) if file.suffix.lower() == ".csv" else rows_to_xlsx(rows))


def _rows(people: Sequence[Person], labels: Sequence[str] = (), names: Sequence[str] = ()) -> list[list[str]]:
    names = names or [field.name for field in _FIELDS]
    people = [row for person in people for row in _rows_of(person)]
    notes, places = _note_columns(people)
    header = [*(labels or [FIELDS[name].label for name in names]), *map(note_header, notes)]
    rows = [header]
    for person, own in zip(people, places, strict=True):
        cells = [""] * len(notes)
        for note, place in zip(person.notes, own, strict=True):
            cells[place] = guarded(note.text) or '""'
        rows.append([*(cell_of(name, getattr(person, name)) for name in names), *cells])
    return rows


def _rows_of(person: Person) -> list[Person]:
    """Who says something else in each of two roles stands in two rows."""
    if person.mentee_side is None:
        return [person]
    return [dataclasses.replace(person.in_role(role), roles=(role,)) for role in ROLES]


def _note_columns(people: Sequence[Person]) -> tuple[list[Note], list[list[int]]]:
    """A column for each kind of note, so that each person's notes stand in their order from left to right."""
    columns: list[Note] = []
    by_kind: dict[tuple[str, str], list[int]] = {}
    places: list[list[int]] = []
    for person in people:
        at, own = -1, []
        for note in person.notes:
            known = by_kind.setdefault((note.label, note.readers), [])
            place = next((column for column in known if column > at), None)
            if place is None:
                place = len(columns)
                columns.append(note)
                known.append(place)
            own.append(place)
            at = place
        places.append(own)
    return columns, places


def cell_of(name: str, value: Any) -> str:
    """One field of a person as a cell.

    >>> cell_of("interests", ("Maps", "Zines")), cell_of("capacity", None), cell_of("assign", True)
    ('Maps; Zines', '', 'yes')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else ("no" if name in ("rural", "clearance") else "")
    return _WRITERS.get(type(value), _text)(name, value)


def _text(_: str, value: str) -> str:
    return guarded(value)


def _number(_: str, value: float) -> str:
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)


def _many(name: str, value: tuple[Any, ...]) -> str:
    if name == "roles":
        return " and ".join(value)
    if name == "location":
        return guarded(f"{value[0]!r}, {value[1]!r}")
    if value and isinstance(value[0], Hours):
        return hours_to_text(value)
    return _list(value)


def _list(items: tuple[str, ...]) -> str:
    """Items parted by semicolons when they come back so, else as a JSON list."""
    if not items:
        return ""
    plain = all(
        item
        and item == item.strip()
        and not set(item) & set(";\n\r|,[]\"'")
        and item.isprintable()
        and item.lower() not in ("n/a", "na", "none", "null", "nan", "nil", "-", "?", ".")
        for item in items
    )
    alone = len(items) == 1 or len({item.casefold() for item in items}) == len(items)
    if plain and alone and all(item[0].isalnum() and not item[0].isdigit() and len(item) < 60 for item in items):
        return "; ".join(items)
    return json.dumps(list(items), ensure_ascii=not all(item.isprintable() for item in items))


_WRITERS: dict[type, Callable[[str, Any], str]] = {str: _text, int: _number, float: _number, tuple: _many}


def rows_to_xlsx(rows: Sequence[Sequence[str]], title: str = "Roster") -> bytes:
    """Return rows as a spreadsheet of plain text: no cell is a formula or a link. The first row is the header.

    Raises:
        RosterError: a text is longer than a cell can hold.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, max(0, len(rows[0]) - 1), 22, text)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if len(cell) > _EXCEL_CELL:
                raise RosterError(
                    f"Row {number + 1} holds a text of {len(cell):,} characters; a workbook holds {_EXCEL_CELL:,}.",
                    "Shorten it, or write a CSV file.",
                )
            if cell:
                sheet.write_string(number, column, cell, text if number else bold)
    book.close()
    return out.getvalue()


_EXAMPLES = (
    Person(
        id="",
        name="Ana Silva (example: write over me)",
        roles=("mentor",),
        email="ana@library.example",
        pronouns="she/her",
        bio="Cataloguer for twelve years, now head of metadata. Happy to talk about leading small teams.",
        interests=("Linked data", "Local history"),
        work_areas=("Cataloguing", "Metadata"),
        hobbies=("Hiking", "Choir"),
        offers=("Leading a team", "Metadata"),
        position="Head of metadata",
        department="Collections",
        branch="Oak Street",
        library_type="public",
        years=12.0,
        region="Oak County",
        rural=False,
        modes=("in person", "video"),
        timezone="America/Chicago",
        languages=("English", "Portuguese"),
        availability=(Hours(day=1, start=540, end=720), Hours(day=3, start=780, end=900)),
        kind="library staff",
        capacity=2,
        clearance=True,
        confirmed="2025-09-01",
    ),
    Person(
        id="",
        name="Ben Ito (example: write over me)",
        roles=("mentee",),
        email="ben@library.example",
        bio="In my second year at the desk; I would like to plan programs for teens.",
        interests=("Teen services", "Games"),
        work_areas=("Reference",),
        wants=("Program planning", "Teen services"),
        position="Library assistant",
        department="Public services",
        branch="Elm Branch",
        library_type="public",
        years=1.5,
        region="Elm County",
        rural=True,
        modes=("video", "phone"),
        timezone="America/Chicago",
        languages=("English",),
        availability=(Hours(day=1, start=600, end=720),),
        assign=True,
    ),
)
