"""Small workbooks and documents that ask for far more memory or time than they have bytes."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NS = f'xmlns="{_MAIN}"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAME = '<c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
_TEXT = "word/document.xml"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str | bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def book(sheet: str, shared: str = "", where: str = "xl/worksheets/sheet1.xml", *, stored: bool = False) -> bytes:
    """A workbook of one sheet, as XML; ``shared`` is the one text that its cells may share."""
    links = [("worksheet", where.removeprefix("xl/"))] + ([("sharedStrings", "sharedStrings.xml")] if shared else [])
    rels = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{root}</Relationships>',
        "xl/workbook.xml": f'<workbook {_NS} xmlns:r="{_OFFICE}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{rels}</Relationships>',
        **({"xl/sharedStrings.xml": f"<sst {_NS}><si><t>{shared}</t></si></sst>"} if shared else {}),
        where: sheet,
    }
    return zipped(parts, stored=stored)


def far(cell: str, prefix: str = "", before: str = "") -> str:
    """A sheet with a name in its first cell and this one in its last row."""
    p, ns = (f"{prefix}:", f'xmlns:{prefix}="{_MAIN}"') if prefix else ("", _NS)
    first = "" if prefix else _NAME
    rows = f'<{p}row r="1">{first}</{p}row><{p}row r="1048576">{cell}</{p}row>'
    return f"{before}<{p}worksheet {ns}><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>"


def ods(rows: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    table = f'<table:table table:name="S">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"/>',
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        }
    )


def ods_row(text: str, columns: int = 1, rows: int = 1) -> str:
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}<text:p>{text}</text:p></table:table-cell></table:table-row>'


def shared_often(letters: int, times: int) -> bytes:
    """One long text, shared by many cells."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))
    return book(f"<worksheet {_NS}><sheetData>{rows}</sheetData></worksheet>", "x" * letters)


def wide_document(span: int) -> bytes:
    """A Word document with one table, whose one cell spans so many columns."""
    import docx

    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    properties = table.rows[0].cells[0]._tc.get_or_add_tcPr()
    properties.grid_span = 2
    out = io.BytesIO()
    document.save(out)
    archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_TEXT] = parts[_TEXT].replace(b'w:gridSpan w:val="2"', f'w:gridSpan w:val="{span}"'.encode())
    return zipped(parts)


FAR = {
    "plain": book(far('<c r="XFD1048576"><v>1</v></c>')),
    "attributes in another order": book(far('<c t="n" r="XFD1048576"><v>1</v></c>')),
    "other quotes": book(far("<c r='XFD1048576'><v>1</v></c>")),
    "blanks": book(far('<c  r = "XFD1048576"><v>1</v></c>')),
    "a line end": book(far('<c\nr="XFD1048576"><v>1</v></c>')),
    "a prefix": book(far('<x:c r="XFD1048576"><x:v>1</x:v></x:c>', "x")),
    "another folder": book(far('<c r="XFD1048576"><v>1</v></c>'), where="xl/other/s.xml"),
    "another ending": book(far('<c r="XFD1048576"><v>1</v></c>'), where="xl/worksheets/s.txt"),
    "a stored part": book(far('<c t="n" r="XFD1048576"><v>1</v></c>', before=" " * 1_200_000), stored=True),
    "lower case": book(far('<c r="xfd1048576"><v>1</v></c>')),
    "an entity": book(far('<c r="&#88;FD1048576"><v>1</v></c>')),
    "a style between": book(far('<c s="1" cm="1" r="XFD1048576" t="n"><v>1</v></c>')),
}
"""A cell in the last row and column, spelt in many ways."""
