"""Files that hold all of a sheet, and documents that people can read."""

from __future__ import annotations

import dataclasses

import pytest
from papers import FORM, NAMES, sheet
from sheets import PAIR

from mentorwidgets.errors import FormError
from mentorwidgets.expectations import fields_from_json, fields_of, sheet_from_fields, to_json, to_markdown


def again(fields):
    return sheet_from_fields(fields, pair=PAIR, form=FORM, names=NAMES, program="Oak County")


def test_fields_make_the_same_sheet():
    """A sheet becomes fields and a sheet again; answers for the coordinator stand under their own key."""
    fields = fields_of(sheet())
    assert again(fields) == sheet()
    assert f"told/{'/'.join(PAIR)}/mentor/review" in fields


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


def test_two_of_one_name_are_told_apart():
    """Whose answer stands there is said by their part."""
    text = to_markdown(dataclasses.replace(sheet(), names={"mentor": "Ana", "mentee": "Ana"}))
    assert "**Ana (mentor)**" in text
    assert "**Ana (mentee)**" in text
