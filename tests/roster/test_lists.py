"""Cells that hold several answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.roster.lists import is_prose, items, splitter


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        (["Maps;Zines;", "Maps;"], ("Maps",)),
        (["Maps | Zines", "Zines|Grants"], ("Zines", "Grants")),
        (["Maps\nZines", "Zines\nOld, dusty"], ("Zines", "Old, dusty")),
        (["Maps, Zines", "Zines, Grants"], ("Zines", "Grants")),
        (["Soft skills: talk, write;Maps;", "Soft skills: talk, write;"], ("Soft skills: talk, write",)),
        (["- Maps\n- Zines", "1. Grants\n2. Maps"], ("Grants", "Maps")),
        (["None", "n/a"], ()),
        (["Sports (soccer, golf), Maps"], ("Sports (soccer, golf)", "Maps")),
        (
            ["I would love to learn about archives, and about old books."],
            ("I would love to learn about archives, and about old books.",),
        ),
        (["Maps, maps, MAPS"], ("Maps",)),
    ],
)
def test_split(cells, last):
    """The column's separator is found, and items are tidy."""
    assert items(cells[-1], splitter(cells)) == last


def test_other_text_holds_the_separator():
    """Free "Other" text behind the options stays whole."""
    cells = ["Maps, Zines", "Zines, Maps", "Maps", "Zines", "Maps, Zines, Old, dusty books"]
    assert items(cells[-1], splitter(cells)) == ("Maps", "Zines", "Old, dusty books")


def test_option_with_a_comma():
    """Pieces that always stand together are one option."""
    cells = ["Writing, editing and proofs, Maps", "Maps, Writing, editing and proofs", "Zines"]
    assert items(cells[0], splitter(cells)) == ("Writing, editing and proofs", "Maps")


def test_prose():
    """Sentences are no lists."""
    assert not is_prose("Archives, Maps, Zines, Storytime, Teen services, Grants, Outreach")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_cells(cells):
    """Whatever the cells, items are texts without blanks around them."""
    split = splitter(cells)
    assert all(item == item.strip() and item for cell in cells for item in split(cell))
