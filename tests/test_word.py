"""Word documents of anybody: whole, damaged, or far too large."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from mentorwidgets._word import LARGEST, opened_docx
from mentorwidgets.errors import FormError, WorksheetFileError

TROUBLES = {"damaged": FormError("damaged"), "large": WorksheetFileError("large")}


def document():
    """A document with one line."""
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Calm")
    made.save(out)
    return out.getvalue()


def test_a_document_is_read_with_its_archive():
    """Both see the same file."""
    with opened_docx(document(), **TROUBLES) as (archive, found):
        assert "word/document.xml" in archive.namelist()
        assert [paragraph.text for paragraph in found.paragraphs] == ["Calm"]


@pytest.mark.parametrize("data", [b"", b"PK", document()[:-200]], ids=["empty", "letters", "cut off"])
def test_a_damaged_document_is_what_its_reader_says(data):
    """Whatever the libraries raise."""
    with pytest.raises(FormError, match="damaged"), opened_docx(data, **TROUBLES):
        pass


def test_what_reading_shows_is_damage_too():
    """Some libraries notice while they read; words of ours go through as they are."""
    with pytest.raises(FormError, match="damaged"), opened_docx(document(), **TROUBLES) as (archive, _):
        archive.read("no such part")
    with pytest.raises(WorksheetFileError, match="ours"), opened_docx(document(), **TROUBLES):
        raise WorksheetFileError("ours")


def test_a_document_that_unpacks_to_too_much_is_not_unpacked():
    """The sum of its parts counts."""
    out = io.BytesIO(document())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("half", b"\0" * (LARGEST // 2))
        archive.writestr("other half", b"\0" * (LARGEST // 2))
    with pytest.raises(WorksheetFileError, match="large"), opened_docx(out.getvalue(), **TROUBLES):
        pass
