"""Themes of a room become rows of the challenges worksheet, once."""

from __future__ import annotations

import pytest
from asked import FIELDS, WORDS

from mentorwidgets.challenges import challenges_of
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Program, Viewer
from mentorwidgets.workbook import Workbook, open_store, take_room, taken_words
from mentorwidgets.workbook.state import values_of

MENTEE = Viewer(role="mentee", program="oak", person="ben", name="Ben")


@pytest.fixture
def folder(tmp_path):
    """A folder with a program in which a room has spoken."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak"))
        for number, (key, value) in enumerate(
            sorted(FIELDS.items(), key=lambda item: item[0].partition("/")[0] != "room")
        ):
            wish = Operation(op=f"set-up-{number:04}", worksheet="oak/session", key=key, value=value, base=0)
            assert store.apply(wish, "Tom").outcome == "saved"
    return folder


def rows(store):
    """The rows of the program's worksheet."""
    return challenges_of(values_of(store, "oak/challenges"))


def test_taken(folder):
    """A row for each theme that has notes."""
    with open_store(folder) as store:
        assert "stand in the challenges worksheet now" in take_room(store, "oak", WORDS, "Tom")
        assert [(row.theme, row.barrier.count("\n- ")) for row in rows(store)] == [("Trust", 1), ("Time", 2)]


def test_taken_twice(folder):
    """Nothing is doubled, and what people made of a row stays; a row that was deleted does not come back."""
    with open_store(folder) as store:
        take_room(store, "oak", WORDS, "Tom")
        first = rows(store)[0]
        store.apply(
            Operation(op="by-hand-1", worksheet="oak/challenges", key=f"barrier/{first.id}", value="Mine", base=1),
            "Tom",
        )
        assert "Nothing new" in take_room(store, "oak", WORDS, "Tom")
        assert next(row.barrier for row in rows(store)) == "Mine"


def test_not_theirs(folder):
    """Whoever may not write the worksheet takes nothing into it, and hears so."""
    with open_store(folder) as store:
        assert "not taken over" in take_room(store, "oak", WORDS, MENTEE)
        assert rows(store) == ()
        with pytest.raises(ValueRefusedError):
            take_room(store, "oak", "room-none")


def test_words():
    """Of nothing."""
    assert taken_words(()).startswith("Nothing new")


def test_in_a_notebook(folder):
    """A trainer in JupyterLab opens the same session, and takes its themes along."""
    book = Workbook(program="oak", folder=folder.path)
    guide = book.trainer()
    assert len(guide.value) == len(FIELDS)
    assert "worksheet now" in guide.answer_page({"kind": "take", "room": WORDS})["told"]
    assert repr(book.reference()) == "Reference(12 parts)"
