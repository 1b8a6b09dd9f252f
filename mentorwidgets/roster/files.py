"""Files as they come: tell at once what cannot be a roster, then give the sheets as grids of text."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import Problem
from mentorwidgets.roster.bounds import bounded, refuse_large
from mentorwidgets.roster.encoding import decode
from mentorwidgets.roster.far import grids_apart
from mentorwidgets.roster.separated import grid_from_text
from mentorwidgets.roster.tables import Grid

MAX_FILE_BYTES = 60_000_000
_STRANGE = [char for char in map(chr, range(32)) if char not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"]
_SAVE_AS = "Open it in the program it came from, save it as CSV or XLSX, and try again."
_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM\x00", "a picture"),
    (b"RIFF", "a picture or a film"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"%!PS", "a PostScript document"),
)
_BLANK = b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_bytes(file: str | Path) -> bytes:
    """Read a whole file.

    Raises:
        RosterError: it is missing, a folder, not readable, empty, or larger than 60 MB.
    """
    path = Path(file)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise RosterError(f"{path.name} is a folder.", "Name the roster file inside it.")
        if size > MAX_FILE_BYTES:
            raise RosterError(
                f"{path.name} has {size // 1_000_000} MB; a roster may have 60.",
                "Take out what is no roster: pictures, other sheets, empty rows.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise RosterError(f"There is no file {path.name}.", "Check the name and the folder.") from None
    except PermissionError:
        raise RosterError(f"{path.name} may not be read.", "Ask its owner for the right to read it.") from None
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "its name is not a name"
        raise RosterError(f"{path.name!r:.80} cannot be read ({reason}).", "Copy it elsewhere and try again.") from None
    return data


def grids_from_bytes(data: bytes, name: str) -> tuple[Grid, ...]:
    """All sheets of a file (a CSV file has one).

    Args:
        data: the whole file.
        name: its name, for messages; the kind is told by the bytes themselves.

    Raises:
        RosterError: nothing at all can be read.
    """
    if not data[:1000].strip(_BLANK) and not data.strip(_BLANK):
        raise RosterError(f"{name} is empty.", "Export the roster again.")
    for mark, words in _FOREIGN:
        if data.startswith(mark):
            raise RosterError(f"{name} is {words}, not a roster.", "Choose a CSV, XLSX, XLS or ODS file.")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE)):
        return tuple(map(bounded, grids_apart(data, name)))
    return (bounded(_grid_from_text_bytes(data, name)),)


def _grid_from_text_bytes(data: bytes, name: str) -> Grid:
    text, encoding = decode(data)
    _refuse_what_is_no_text(text, name)
    start = text.lstrip()[:1]
    if start in ("[", "{"):
        found = _grid_from_json(text, name)
        if found:
            return found
    if name.lower().endswith(".toml"):
        raise RosterError(f"{name} is a settings file, not a roster.", "Choose a CSV, XLSX, XLS or ODS file.")
    if text[:300].lstrip().lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise RosterError(f"{name} is a web page or XML, not a table.", _SAVE_AS)
    grid = grid_from_text(text, name)
    said = _said(encoding, name)
    if not said:
        return grid
    return Grid(file=name, columns=grid.columns, first=grid.first, notices=(said, *grid.notices))


def _said(encoding: str, name: str) -> Problem | None:
    if encoding == "UTF-8":
        return None
    if encoding == "UTF-8 (damaged)":
        return Problem(
            file=name,
            level="warning",
            what="Some letters are damaged; they show as \ufffd.",
            mend="Export the file again as UTF-8.",
        )
    return Problem(file=name, level="notice", what=f"The letters are written in {encoding}.")


def _refuse_what_is_no_text(text: str, name: str) -> None:
    sample = text[:20_000]
    strange = sum(map(sample.count, _STRANGE))
    if strange > 0.02 * len(sample) + 20:
        raise RosterError(f"{name} holds no text that can be read.", "Choose a CSV, XLSX, XLS or ODS file.")


def _grid_from_json(text: str, name: str) -> Grid | None:
    """A JSON list of objects or lists, also one object per line; None when it is no JSON after all."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = _json_lines(text)
        if rows is None:
            if name.lower().endswith((".json", ".jsonl")):
                raise RosterError(f"{name} is damaged JSON or was cut off.", "Export it again.") from None
            return None
    rows = _list_inside(rows)
    if not rows or not all(isinstance(row, (dict, list)) for row in rows):
        raise RosterError(f"{name} holds JSON, but no list of people.", "Give a list with one object per person.")
    if isinstance(rows[0], list):
        lines = [[_json_cell(cell) for cell in row] for row in rows if isinstance(row, list)]
    else:
        headers = list(dict.fromkeys(str(key) for row in rows if isinstance(row, dict) for key in row))
        refuse_large(name, len(rows), len(headers))
        lines = [headers] + [[_json_cell(row.get(key)) for key in headers] for row in rows if isinstance(row, dict)]
    width = max(len(line) for line in lines)
    refuse_large(name, len(lines), width)
    columns = list(zip(*(line + [""] * (width - len(line)) for line in lines), strict=True))
    return Grid(file=name, columns=columns)


def _json_lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def _list_inside(rows: Any) -> list[Any]:
    if isinstance(rows, dict):
        lists = [value for value in rows.values() if isinstance(value, list)]
        return lists[0] if len(lists) == 1 else [rows] if not lists else []
    return rows if isinstance(rows, list) else []


def _json_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
