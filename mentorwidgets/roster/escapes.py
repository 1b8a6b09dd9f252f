"""Cells of our own tables: no text can become a formula, and each text comes back exactly.

A text that a spreadsheet would take for a formula gets an apostrophe before it. A text that a reader would change
(blanks around it, control characters, quotation marks around it) is written as a JSON string.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable

from mentorwidgets.model.people import Note, Reader

_RISKY = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u2028\u2029\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_NOTE = re.compile(r"Note(?: \((everyone|pair|coordinator)\))?: (.*)", re.DOTALL)


def guarded(text: str) -> str:
    """Write a text so that it is never a formula and comes back exactly.

    >>> guarded("=1+1"), guarded("plain"), guarded(" blank")
    ("'=1+1", 'plain', '" blank"')
    """
    if text and (
        text != text.strip()
        or _ODD.search(text)
        or (text[0] == '"' and text[-1] == '"')
        or "\r" in text
        or text.startswith("[")
    ):
        text = _ODD.sub(
            lambda found: "".join(f"\\u{ord(char):04x}" for char in found.group()), json.dumps(text, ensure_ascii=False)
        )
    return f"'{text}" if _RISKY.match(text) else text


def restored(cell: str) -> str:
    """Undo `guarded`; also takes away blanks that a person typed around a cell.

    >>> restored("'=1+1"), restored('" blank"')
    ('=1+1', ' blank')
    """
    text = cell.strip()
    if text[:1] == "'" and _RISKY.match(text):
        text = text[1:]
    if len(text) > 1 and text[0] == '"' == text[-1]:
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, str) else text
    return text


def csv_of(rows: Iterable[Iterable[object]]) -> bytes:
    r"""Return rows of guarded cells as a CSV file: UTF-8, with the mark that spreadsheets want.

    >>> csv_of([("Name", "Note"), ("Ana", guarded("=1+1"))])
    b"\xef\xbb\xbfName,Note\r\nAna,'=1+1\r\n"
    """
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def note_header(note: Note) -> str:
    """The header under which a note is written."""
    who = "" if note.readers == "coordinator" else f" ({note.readers})"
    return guarded(f"Note{who}: {note.label}")


def is_note_header(text: str) -> bool:
    """Whether a restored header is that of a note."""
    return _NOTE.fullmatch(text) is not None


def note_place(header: str) -> tuple[str, Reader]:
    """The label and the readers of a note column."""
    found = _NOTE.fullmatch(restored(header))
    if not found:
        return header, "coordinator"
    readers: Reader = found.group(1) or "coordinator"  # type: ignore[assignment]
    return found.group(2), readers
