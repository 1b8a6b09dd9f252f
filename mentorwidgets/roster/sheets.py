"""XLSX, XLS and ODS workbooks: refuse what would fill the memory, then give each sheet as text cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from itertools import islice
from typing import Any

from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import Problem
from mentorwidgets.roster.bounds import MOST_CELLS
from mentorwidgets.roster.tables import Grid

MOST_UNPACKED = 120_000_000  # bytes of all parts of a workbook
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>')
_MAYBE_FAR = re.compile(rb'r="[A-Z](?:[A-Z][A-Z]|[A-Z]\d{5}|\d{6})')  # quick: a short beginning, no end
_FAR = re.compile(rb'<c r="(?:[A-Z]{3}\d+|[A-Z]{2}\d{5,}|[A-Z]\d{6,})"(?:[^>]*[^/>])?>')
_ROWS_AT_ONCE = 500
_MOST_SHARED = 1000  # different cells of a column
_NEAR, _OVERLAP = 200_000, 200  # bytes of a sheet's XML
_CUT = "Download or copy it again; if it still fails, open it and save it anew."


def grids_from_workbook(data: bytes, name: str) -> tuple[Grid, ...]:
    """Each sheet with cells in it.

    Hidden sheets are left out and said so. Merged cells show their text in each cell that they cover.

    Raises:
        RosterError: protected by a password, cut off, no workbook at all, or too large when unpacked.
    """
    if data.startswith(b"PK"):
        _check_zip(data, name)
    elif b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        raise _protected(name)
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        return tuple(
            _grid(book, sheet, name) for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        )
    except calamine.PasswordError:
        raise _protected(name) from None
    except (calamine.CalamineError, OSError, ValueError, KeyError) as error:
        if "assword" in str(error) or "ncrypt" in str(error):
            raise _protected(name) from None
        raise RosterError(f"{name} is damaged, was cut off, or is no workbook.", _CUT) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own: a damaged file that it did not foresee
            raise RosterError(f"{name} is damaged and cannot be read.", _CUT) from None
        raise


def _protected(name: str) -> RosterError:
    return RosterError(f"{name} is protected by a password.", "Open it, take the password away, save it and try again.")


def _check_zip(data: bytes, name: str) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise RosterError(f"{name} is damaged or was cut off.", _CUT) from None
    with archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        if not any(part in names for part in ("xl/workbook.xml", "xl/workbook.bin", "content.xml")):
            words = "a Word document" if "word/document.xml" in names else "no workbook"
            raise RosterError(f"{name} is {words}.", "Choose a CSV, XLSX, XLS or ODS file.")
        if any(info.flag_bits & 1 for info in infos):
            raise _protected(name)
        total = sum(info.file_size for info in infos)
        if total > MOST_UNPACKED:
            raise _too_large(name, total)
        _check_parts(data, infos, name)


def _too_large(name: str, size: int) -> RosterError:
    return RosterError(
        f"{name} would unpack to {size // 1_000_000} MB or more.",
        "Delete empty rows, columns and pictures, or save the sheet as CSV.",
    )


def _check_parts(data: bytes, infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Unpack the sheets piece by piece, keeping nothing: neither their true size nor a far cell may fill memory."""
    left = MOST_UNPACKED
    for info in infos:
        if not info.filename.endswith((".xml", ".bin")):
            continue
        is_sheet = info.filename.startswith("xl/worksheets/")
        corner = _Corner()
        try:
            for piece in _unpacked(data, info):
                left -= len(piece)
                if left < 0:
                    raise _too_large(name, MOST_UNPACKED)
                if is_sheet:
                    corner.see(piece)
        except (zlib.error, IndexError, ValueError) as error:
            if isinstance(error, RosterError):
                raise
            raise RosterError(f"{name} is damaged or was cut off.", _CUT) from None
        if corner.cells() > MOST_CELLS:
            raise RosterError(
                f"{name} has a cell far away, in row {corner.row}: the sheet would be {corner.cells():,} cells.",
                "Delete the cells far below or right of the roster, or save the sheet as CSV.",
            )


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> Any:
    """The unpacked bytes of one part in pieces of at most 1 MB."""
    at = info.header_offset
    start = (
        at + 30 + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    )
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed[:1_000_000])
        return
    unpacker = zlib.decompressobj(-15)
    for offset in range(0, len(packed), 65_536):
        rest: bytes = packed[offset : offset + 65_536].tobytes()
        while rest:
            yield unpacker.decompress(rest, 1_000_000)
            rest = unpacker.unconsumed_tail


class _Corner:
    """How far a sheet reaches: its far cells, and all cells near its beginning."""

    def __init__(self) -> None:
        self.row = self.column = self._seen = 0
        self._rest = b""

    def see(self, piece: bytes) -> None:
        """Look at a piece of the sheet's XML; a cell may lie across two pieces."""
        near = max(0, _NEAR - self._seen)
        cells = _CELL.findall(piece[:near])
        for part in (self._rest + piece[:_OVERLAP], piece):
            if _MAYBE_FAR.search(part):
                cells += [_CELL.findall(found.group())[0] for found in _FAR.finditer(part)]
        self._seen += len(piece)
        self._rest = (self._rest + piece)[-_OVERLAP:] if len(piece) < _OVERLAP else piece[-_OVERLAP:]
        if cells:
            columns = {letters for letters, _ in cells}
            self.column = max(self.column, *map(_number_of_letters, columns))
            self.row = max(self.row, *{int(row) for _, row in cells})

    def cells(self) -> int:
        """Cells between the first one and the farthest corner."""
        return self.row * self.column


def _number_of_letters(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def _grid(book: Any, meta: Any, name: str) -> Grid:
    if not str(meta.visible).endswith(".Visible"):
        said = Problem(
            file=name,
            sheet=meta.name,
            level="notice",
            what="This sheet is hidden and was not read.",
            mend="Show it in the workbook if it belongs to the roster.",
        )
        return Grid(file=name, columns=[], sheet=meta.name, notices=(said,))
    sheet = book.get_sheet_by_name(meta.name)
    merged = sheet.merged_cell_ranges
    if not merged:
        return Grid(file=name, columns=_columns(sheet), sheet=meta.name)
    rows = sheet.to_python(skip_empty_area=False)
    for area in merged:
        _fill(rows, area)
    return Grid(file=name, columns=[_texts(column) for column in zip(*rows, strict=True)], sheet=meta.name)


def _columns(sheet: Any) -> list[Sequence[str]]:
    """The columns of a sheet, some rows at a time; answers that recur in a column are kept once."""
    rows = iter(sheet.iter_rows())
    columns: list[list[str]] = []
    known: list[dict[str, str]] = []
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        columns = columns or [[] for _ in part[0]]
        known = known or [{} for _ in part[0]]
        for column, seen, cells in zip(columns, known, zip(*part, strict=True), strict=True):
            texts = _texts(cells)
            column.extend(map(seen.setdefault, texts, texts) if len(seen) < _MOST_SHARED else texts)
    left = sheet.start[1] if columns else 0  # what calamine leaves out before the first cell
    return [*([""] * len(columns[0]) for _ in range(left)), *columns]


def _fill(rows: list[list[Any]], area: tuple[tuple[int, int], tuple[int, int]]) -> None:
    (top, left), (bottom, right) = area
    if top >= len(rows) or left >= len(rows[0]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = value


def _texts(column: Sequence[Any]) -> Sequence[str]:
    try:
        "".join(column)  # the quickest way to see that all are texts
    except TypeError:
        return [cell if isinstance(cell, str) else text_of_cell(cell) for cell in column]
    return column


def text_of_cell(cell: Any) -> str:
    """A workbook's cell as text: whole numbers without a point, dates as ISO 8601, truth as TRUE and FALSE.

    >>> text_of_cell(7.0), text_of_cell(True)
    ('7', 'TRUE')
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "seconds") if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return "" if cell is None else str(cell)
