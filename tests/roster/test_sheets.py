"""Workbooks: what is safe to open, and cells as text."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import pytest
from made import book

from mentorwidgets.errors import RosterError
from mentorwidgets.roster import people_from_table, read_roster, read_table
from mentorwidgets.roster.sheets import _Corner, text_of_cell

ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Mentors">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""

MANIFEST = """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def ods(rows: list[list[str]]) -> bytes:
    """A small OpenDocument workbook."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS.format(rows=cells))
    return out.getvalue()


def test_ods():
    """An OpenDocument workbook is read like any other."""
    (table,) = read_table("list.ods", ods([["Name", "Branch"], ["Ana Silva", "Oak"]]))
    (ana,) = people_from_table(table).people
    assert (ana.name, ana.branch, ana.roles) == ("Ana Silva", "Oak", ("mentor",))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"),
        (7.25, "7.25"),
        (True, "TRUE"),
        (None, ""),
        ("007", "007"),
        (dt.date(2025, 4, 3), "2025-04-03"),
        (dt.datetime.fromisoformat("2025-04-03 10:30"), "2025-04-03 10:30:00"),
        (dt.datetime.fromisoformat("2025-04-03"), "2025-04-03"),
        (dt.time(9, 30), "09:30:00"),
        (dt.timedelta(hours=26), "26:00"),
        (2755517940.0, "2755517940"),
    ],
)
def test_text_of_cell(cell, text):
    """Cells become the text that a person sees."""
    assert text_of_cell(cell) == text


def test_a_directory_that_lies():
    """A part that is larger than its directory says is found out while unpacking."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(130):
                part.write(bytes(1_000_000))
    data = bytearray(out.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises(RosterError, match="unpack"):
        read_table("mentors.xlsx", bytes(data))


def test_word_document():
    """A document of another program is named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(RosterError, match="Word"):
        read_table("mentors.xlsx", out.getvalue())


def test_several_sheets(tmp_path):
    """A working copy of the answers, and a sheet that names nobody, are set aside and said."""
    answers = [["Name", "E-mail", "Capacity"], ["Ana Silva", "a@b.example", 2], ["Ben Ito", "b@b.example", 1]]
    data = book(
        answers,
        [["Name", "Places"], ["Ana Silva", 2], ["Ben Ito", 1], ["Extra One", 1]],
        [["Colour"], ["red"]],
        names=("Answers", "Work", "Lists"),
    )
    (tmp_path / "mentors.xlsx").write_bytes(data)
    found = read_roster(tmp_path / "mentors.xlsx")
    assert [p.capacity for p in found.people] == [2, 1]
    assert [p.sheet for p in found.problems if "was not read" in p.what] == ["Work", "Lists"]


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_far_cell_across_two_pieces(cut):
    """A cell far away is seen wherever the unpacked sheet happens to be cut."""
    corner, far = _Corner(), b'<c r="XFD1048576"><v>1</v></c>'
    corner.see(b'<c r="A1"><v>1</v></c>' * 10_000 + far[:cut])
    corner.see(far[cut:])
    assert (corner.column, corner.row) == (16_384, 1_048_576)


def test_what_stands_before_the_first_cell():
    """Blank rows and columns before the first cell do not move the table: rows keep their numbers."""
    rows = [["", "", "", ""]] * 3 + [
        ["", "", "Name", "Full-time"],
        ["", "", "Ana Silva", 1.0],
        ["", "", "Ben Ito", True],
    ]
    (table,) = read_table("mentors.xlsx", book(rows, names=("Mentors",)))
    assert list(table.rows()) == [("Ana Silva", "1"), ("Ben Ito", "TRUE")]
    assert list(table.numbers) == [5, 6]
