"""XLSX, XLS and ODS workbooks: refuse what would fill the memory, then give each sheet as text cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import Problem
from mentorwidgets.roster.tables import Grid

MOST_UNPACKED = 120_000_000  # bytes of all parts of a workbook
MOST_CELLS = 3_000_000  # of one sheet, empty ones within its corners included
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')
_FAR = re.compile(rb'<c r="(?:[A-Z]{3}\d+|[A-Z]{2}\d{5,}|[A-Z]\d{6,})"[^>]*[^/]>')
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
    """The unpacked bytes of one part in pieces of at most 256 kB."""
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
            yield unpacker.decompress(rest, 262_144)
            rest = unpacker.unconsumed_tail


class _Corner:
    """How far a sheet reaches: its far cells, or all cells while the sheet is small."""

    def __init__(self) -> None:
        self.row = self.column = self._seen = 0

    def see(self, piece: bytes) -> None:
        """Look at a piece of the sheet's XML."""
        small = self._seen < 200_000
        self._seen += len(piece)
        if small:
            for letters, row in _CELL.findall(piece):
                self._reach(letters, row)
            return
        for found in _FAR.finditer(piece):
            letters, row = _CELL.findall(found.group())[0]
            self._reach(letters, row)

    def _reach(self, letters: bytes, row: bytes) -> None:
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        self.column = max(self.column, column)
        self.row = max(self.row, int(row))

    def cells(self) -> int:
        """Cells between the first one and the farthest corner."""
        return self.row * self.column


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
    rows = sheet.to_python(skip_empty_area=False)
    merged = sheet.merged_cell_ranges or []
    for area in merged:
        _fill(rows, area)
    columns = [_texts(column) for column in zip(*rows, strict=True)]
    return Grid(file=name, columns=columns, sheet=meta.name)


def _fill(rows: list[list[Any]], area: tuple[tuple[int, int], tuple[int, int]]) -> None:
    (top, left), (bottom, right) = area
    if top >= len(rows) or left >= len(rows[0]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row))):
            row[column] = value


def _texts(column: Sequence[Any]) -> Sequence[str]:
    if set(map(type, column)) == {str}:
        return column
    return [cell if isinstance(cell, str) else text_of_cell(cell) for cell in column]


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
