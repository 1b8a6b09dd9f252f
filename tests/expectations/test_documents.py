"""Files that come back as they were."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import PAIR

from mentorwidgets.errors import FormError
from mentorwidgets.expectations import (
    PairSheet,
    fields_from_docx,
    fields_from_json,
    fields_from_markdown,
    fields_of,
    form_from_changes,
    sheet_from_fields,
    to_docx,
    to_json,
    to_markdown,
)
from mentorwidgets.model import AnswerGiven, FormChanges, Yes

FORM = form_from_changes(FormChanges())
NAMES = {"mentor": "Ana Silva", "mentee": "Ben *Carter*"}
HOSTILE = "<script>alert(1)</script> --> # no\n\n1. one\n- two **x** [y](javascript:z) | a\\b"
GRID = {"days": ["Monday"], "from": "09:00", "to": "12:00"}


def sheet(text=HOSTILE):
    """A sheet with answers of many types."""
    said = {
        "hopes": AnswerGiven(answer=text, type="paragraph", asked="What?"),
        "contact-window": AnswerGiven(answer=GRID, type="hours"),
        "topics": AnswerGiven(answer=["Career steps"], type="ranking"),
        "review": AnswerGiven(answer="2026-09-01", type="date"),
        "gone": AnswerGiven(answer="Earlier words", type="text", asked="What was it?"),
    }
    return PairSheet(
        program="Oak County", pair=PAIR, names=NAMES, form=FORM, answers={"mentor": said, "mentee": {}},
        agreed={"gain": AnswerGiven(open=True)}, yes={"mentor": Yes(name="Ana", date="2026-03-01", versions={"gain": 3})},
        past={"1": {"gain": AnswerGiven(answer=text, type="paragraph")}},
    )  # fmt: skip


def again(fields):
    return sheet_from_fields(fields, pair=PAIR, form=FORM, names=NAMES, program="Oak County")


def test_fields_make_the_same_sheet():
    """A sheet becomes fields and a sheet again; answers for the coordinator stand under their own key."""
    fields = fields_of(sheet())
    assert again(fields) == sheet()
    assert f"told/{'/'.join(PAIR)}/mentor/review" in fields


@settings(max_examples=25, deadline=None)
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_words_come_back_exactly(text):
    """JSON, Markdown and DOCX give back every letter."""
    wanted = fields_of(sheet(text))
    assert fields_from_json(to_json(sheet(text)), PAIR) == wanted
    assert fields_from_markdown(to_markdown(sheet(text)), sheet()) == wanted
    assert fields_from_docx(to_docx(sheet(text)), sheet()) == wanted


def test_markdown_shows_words_and_no_marks():
    """What people typed is text: no heading, link or tag comes of it."""
    text = to_markdown(sheet()).partition("<!-- mentorwidgets")[0]
    assert "### What do you hope to get from this? / What do you hope your mentee will get from this?" in text
    assert "Monday, 09:00 to 12:00" in text
    assert "<script" not in text.replace("\\<", "")
    assert "\\[y\\](javascript" in text
    assert "Asked earlier" in text
    assert "What was it?" in text


def test_the_no_fault_ending_stands_there_from_the_beginning():
    """Nobody typed it, and it is on the paper (EX6)."""
    assert "Nobody is at fault" in to_markdown(sheet())


def test_lines_to_sign():
    """Who said yes stands with the date; for the other there is a line."""
    text = to_markdown(sheet())
    assert "Ana, 2026-03-01" in text
    assert "Name" in text.partition("Our names")[2]


def test_a_changed_markdown_is_refused():
    """Text that was changed by hand is named, not dropped."""
    text = to_markdown(sheet()).replace("Career steps", "Career leaps", 1)
    with pytest.raises(FormError, match="Career leaps"):
        fields_from_markdown(text, sheet())


def test_a_changed_document_is_refused():
    """The same in Word."""
    document = docx.Document(io.BytesIO(to_docx(sheet())))
    document.paragraphs[4].add_run(" and more")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(FormError, match="What do you hope"):
        fields_from_docx(out.getvalue(), sheet())


def test_word_keeps_the_data_when_it_saves():
    """Opened and saved again without a change, it comes back."""
    out = io.BytesIO()
    docx.Document(io.BytesIO(to_docx(sheet()))).save(out)
    assert fields_from_docx(out.getvalue(), sheet()) == fields_of(sheet())


@pytest.mark.parametrize("text", ["", "{}", "[]", "4", '{"format": "other"}', "[" * 5000])
def test_other_json_is_refused(text):
    """A file that is none of ours is refused in words."""
    with pytest.raises(FormError, match="not a file of expectations"):
        fields_from_json(text, PAIR)


def test_another_pair_is_refused():
    """Answers of one pair never land in another."""
    with pytest.raises(FormError, match="another pair"):
        fields_from_json(to_json(sheet()), ("eva", "ana", "Mentoring"))


def test_a_strange_field_is_refused():
    """A file cannot bring in fields of another kind."""
    text = to_json(sheet()).replace('"agreed/', '"ready/')
    with pytest.raises(FormError, match="cannot be read"):
        fields_from_json(text, PAIR)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_other_documents_are_refused(data):
    """A damaged or foreign document is refused in words."""
    with pytest.raises(FormError, match="not a document"):
        fields_from_docx(data, sheet())


def test_a_foreign_word_document_is_refused():
    """A real Word document without our data, too."""
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(FormError, match="not a document"):
        fields_from_docx(out.getvalue(), sheet())
