"""Challenges as files: CSV, XLSX, DOCX, Markdown, JSON and a calendar, and rows out of them (CH13, XC9).

What we wrote comes back exactly. A Word or Markdown file carries its data inside; when somebody changed its table by
hand, the table counts. Source of the three columns: ConnectedLib's worksheet "Challenges".
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets._word import opened_docx
from mentorwidgets.challenges.lines import COLUMNS, lines_of, renumbered, rows_of
from mentorwidgets.challenges.overview import actions_of
from mentorwidgets.errors import MentorWidgetsError, RosterError, WorksheetFileError
from mentorwidgets.model import Challenge, Task, from_plain, to_plain
from mentorwidgets.roster.escapes import csv_of, guarded, restored

if TYPE_CHECKING:
    from docx.document import Document

TYPES: Mapping[str, str] = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown;charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar;charset=utf-8",
}
"""Ending of a file -> its type on the web."""

_FORMAT, _VERSION = "mentorwidgets challenges", 1
_SHOWN = slice(1, 7)  # the columns of a document: barrier to status
_BEGIN, _END = "<!-- mentorwidgets\n", "\n-->\n"
_PART = "customXml/mentorwidgets.json"
_AGAIN = "Choose a file in CSV, Excel, Word, Markdown or JSON form."
Lines = list[list[str]]
Read = tuple[tuple[Challenge, ...], tuple[str, ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Paper:
    """What a file is made of."""

    rows: Sequence[Challenge]
    names: Mapping[str, str]
    title: str
    series: str

    def lines(self) -> Lines:
        return lines_of(self.rows, self.names)


def made_file(
    form: str, rows: Sequence[Challenge], names: Mapping[str, str], *, title: str, series: str = "challenges"
) -> bytes:
    """Return rows as a file.

    Args:
        form: an ending of `TYPES`.
        rows: in their order.
        names: id -> name of people.
        title: heading of a document, name of a calendar.
        series: names the worksheet for good, so that a newer calendar file brings an older one up to date.

    Raises:
        WorksheetFileError: there is no such form, or a text is too long for it.
    """
    if form not in _MAKES:
        raise WorksheetFileError(f"There is no form '{form:.20}'.", f"Choose one of {', '.join(TYPES)}.")
    try:
        return _MAKES[form](_Paper(rows, names, title, series))
    except RosterError as error:
        raise WorksheetFileError(error.what, error.mend) from None


def read_file(name: str, data: bytes, names: Mapping[str, str]) -> Read:
    """Return the rows of a file, with fresh ids, and what to say about it.

    Args:
        name: of the file; its ending says what it is.
        data: the whole of it.
        names: id -> name of people.

    Raises:
        WorksheetFileError: it cannot be read, in words.
    """
    ending = name.lower().rpartition(".")[2]
    read = _READS.get(ending, _read_table)
    try:
        return read(name, data, names)
    except RosterError as error:
        raise WorksheetFileError(error.what.replace("a roster", "a worksheet"), _AGAIN) from None


# ---- tables


def _guarded(paper: _Paper) -> Lines:
    return [list(COLUMNS), *([guarded(cell) for cell in line] for line in paper.lines())]


def _to_csv(paper: _Paper) -> bytes:
    return csv_of(_guarded(paper))


def _to_xlsx(paper: _Paper) -> bytes:
    from mentorwidgets.roster.write import rows_to_xlsx

    return rows_to_xlsx(_guarded(paper), "Challenges")


def _read_table(name: str, data: bytes, names: Mapping[str, str]) -> Read:
    from mentorwidgets.roster.files import grids_from_bytes

    if data.startswith(b"\xef\xbb\xbf" + ",".join(COLUMNS).encode()):  # ours: nothing has to be guessed
        lines: Lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")))
        return rows_of([[restored(cell) for cell in line] for line in lines], names)
    grids = [grid for grid in grids_from_bytes(data, name) if grid.height()]
    if not grids:
        raise WorksheetFileError("There is nothing in this file.", _AGAIN)
    rows = [[restored(cell) for cell in line] for line in zip(*grids[0].columns, strict=True)]
    found, notices = rows_of(rows, names)
    more = ("Only the first sheet was read.",) if len(grids) > 1 else ()
    return found, (*more, *notices)


# ---- data


def to_json(rows: Sequence[Challenge]) -> str:
    """Return rows as JSON that comes back exactly."""
    data = {"format": _FORMAT, "version": _VERSION, "rows": [to_plain(row) for row in rows]}
    return json.dumps(data, indent=2, sort_keys=True)


def _from_json(text: str) -> tuple[Challenge, ...]:
    try:
        data = json.loads(text)
        is_ours = data["format"] == _FORMAT and data["version"] <= _VERSION
        return renumbered([from_plain(Challenge, row) for row in data["rows"]]) if is_ours else _refuse()
    except (ValueError, KeyError, TypeError, RecursionError, MentorWidgetsError):
        return _refuse()


def _refuse() -> tuple[Challenge, ...]:
    raise WorksheetFileError("This is not a file of challenges.", "Choose one that was downloaded from such a page.")


def _read_json(_name: str, data: bytes, _names: Mapping[str, str]) -> Read:
    return _from_json(data.decode("utf-8-sig", "replace")), ()


# ---- documents


def _printable(text: str) -> str:
    """Without the control characters that no document can hold; breaks of all kinds are line breaks."""
    text = "\n".join(text.splitlines())
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def _shown(rows: Sequence[Challenge], names: Mapping[str, str]) -> Lines:
    return [[_printable(cell) for cell in line[_SHOWN]] for line in lines_of(rows, names)]


def _either(found: Lines, inside: str | None, names: Mapping[str, str]) -> Read:
    """The data inside while the table says the same; else the table, which somebody changed or wrote."""
    if inside is None:
        return rows_of(found, names)
    known = _from_json(inside)
    if _squeezed(found[1:]) == _squeezed(_shown(known, names)):
        return known, ()
    rows, notices = rows_of(found, names)
    before = {_printable(row.barrier).strip(): row for row in known}
    kept = tuple(_with_theme(row, before.get(row.barrier.strip(), row)) for row in rows)
    return kept, ("The table in this file was changed by hand, so it counts as it is now.", *notices)


def _with_theme(row: Challenge, before: Challenge) -> Challenge:
    return dataclasses.replace(row, theme=before.theme, card=before.card)


def _squeezed(lines: Lines) -> list[list[str]]:
    return [[" ".join(_printable(cell).split()) for cell in line] for line in lines]


def _to_markdown(paper: _Paper) -> bytes:
    table = [list(COLUMNS[_SHOWN]), ["---"] * len(COLUMNS[_SHOWN]), *map(_marked, _shown(paper.rows, paper.names))]
    lines = "\n".join(f"| {' | '.join(line)} |" for line in table)
    data = to_json(paper.rows).replace("-->", "--\\u003e")
    return f"# {_marked([paper.title])[0]}\n\n{lines}\n\n{_BEGIN}{data}{_END}".encode()


def _marked(cells: Sequence[str]) -> list[str]:
    escaped = (re.sub(r"([\\`*_\[\]<>|#&~])", r"\\\1", cell) for cell in cells)
    return ["<br>".join(cell.split("\n")) for cell in escaped]


def _read_markdown(name: str, data: bytes, names: Mapping[str, str]) -> Read:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    body, begin, rest = text.rpartition(_BEGIN)
    lines = [_unmarked(line) for line in (body if begin else text).split("\n") if line.lstrip().startswith("|")]
    lines = [line for line in lines if not all(re.fullmatch(r":?-+:?", cell) for cell in line)]
    if not lines:
        return _read_table(name, data, names)
    return _either(lines, rest.partition(_END.strip("\n"))[0] if begin else None, names)


def _unmarked(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)((?:\\\\)*)\|", line.strip().strip("|") if line.count("|") < 2 else line.strip()[1:])
    joined = ["".join(cells[at : at + 2]) for at in range(0, len(cells), 2)]
    if joined and not joined[-1].strip():
        joined.pop()
    return [re.sub(r"\\(.)", r"\1", re.sub(r"<br */?>", "\n", cell)).strip() for cell in joined]


def _to_docx(paper: _Paper) -> bytes:
    import docx  # only documents need it
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    _lie_down(document)
    document.add_heading(_printable(paper.title), level=1)
    lines = [list(COLUMNS[_SHOWN]), *_shown(paper.rows, paper.names)]
    table = document.add_table(rows=len(lines), cols=len(COLUMNS[_SHOWN]), style="Table Grid")
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    _repeat_head(table)
    part = Part(PackURI(f"/{_PART}"), "application/json", to_json(paper.rows).encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lie_down(document: Document) -> None:
    from docx.enum.section import WD_ORIENT

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _repeat_head(table: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  the way that its documentation shows
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _read_docx(_name: str, data: bytes, names: Mapping[str, str]) -> Read:
    damaged = WorksheetFileError("This Word document cannot be read.", _AGAIN)
    large = WorksheetFileError("This document is too large.", "Take out what is no worksheet.")
    with opened_docx(data, damaged=damaged, large=large) as (archive, document):
        inside = archive.read(_PART).decode() if _PART in archive.namelist() else None
        tables = [_docx_lines(table) for table in document.tables]
    found = max(tables, key=len, default=[])
    if not found:
        raise WorksheetFileError("There is no table in this document.", _AGAIN)
    return _either(found, inside, names)


def _docx_lines(table: Any) -> Lines:
    # A cell that spans several lines is given for each of them; its text counts once.
    lines: Lines = []
    above: list[Any] = []
    for row in table.rows:
        cells = list(row.cells)
        seen = [cell._tc for cell in cells]  # noqa: SLF001  tells merged cells apart; there is no public way
        lines.append(["" if at < len(above) and seen[at] is above[at] else cell.text for at, cell in enumerate(cells)])
        above = seen
    return lines


# ---- calendar


def tasks_of(rows: Sequence[Challenge], names: Mapping[str, str], series: str) -> tuple[Task, ...]:
    """Return the dated activities as tasks (CH4), the nearest first; an owner stands in brackets."""
    dated = [action for action in actions_of(rows) if action.activity.plan.due]
    return tuple(
        Task(
            id="/".join((series, *action.key)),
            what=f"{action.activity.text.strip()}{_for(names, action.activity.plan.owner)}",
            due=action.activity.plan.due,
            done=action.is_over(),
            marks_day=True,
        )
        for action in dated
    )


def _for(names: Mapping[str, str], owner: str) -> str:
    return f" ({names.get(owner, owner)})" if owner else ""


def _to_ics(paper: _Paper) -> bytes:
    from mentorwidgets.ics import to_ics

    return to_ics((), name=paper.title, tasks=tasks_of(paper.rows, paper.names, paper.series))


_MAKES: Mapping[str, Callable[[_Paper], bytes]] = {
    "csv": _to_csv,
    "xlsx": _to_xlsx,
    "docx": _to_docx,
    "md": _to_markdown,
    "json": lambda paper: to_json(paper.rows).encode(),
    "ics": _to_ics,
}
_READS: Mapping[str, Callable[[str, bytes, Mapping[str, str]], Read]] = {
    "docx": _read_docx,
    "md": _read_markdown,
    "json": _read_json,
}
