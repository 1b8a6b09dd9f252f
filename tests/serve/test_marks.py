"""Marks that stand for people in addresses."""

from __future__ import annotations

from served import OAK, PEOPLE, SLUG, make_folder

from mentorwidgets.serve.library import Library
from mentorwidgets.serve.marks import mark_of, people_by_mark


def test_a_mark_is_of_one_person_of_one_folder():
    """Always the same, and another one for another person, program or folder."""
    asked = [(b"key", "oak", "ben@lib.example"), (b"key", "oak", "ben"), (b"key", "elm", "ben"), (b"kex", "oak", "ben")]
    marks = [mark_of(*one) for one in asked]
    assert marks == [mark_of(*one) for one in asked]
    assert len({*marks}) == len(marks)


def test_everybody_has_one(tmp_path):
    """Also who left the roster: what they did still stands in the history."""
    library = Library(make_folder(tmp_path / "library", OAK).path)
    before = people_by_mark(library, SLUG)
    library.store.set_roster(SLUG, PEOPLE[:1], "Coordinator")
    assert people_by_mark(library, SLUG) == before
    assert [*before.values()] == [("ana", "Ana Silva"), ("ben", "Ben Carter"), ("eva", "Eva Novak")]
    library.close()
