"""People made in bulk are as if each had been constructed."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from mentorwidgets.model.people import Note, Person
from mentorwidgets.roster.assemble import Once, notes_of_rows, people_from_columns

COLUMNS = {"id": ["a", "b"], "name": ["Ana", "Ben"], "roles": [("mentor",), ("mentee",)], "capacity": [2, None]}
CONSTRUCTED = [
    Person(id="a", name="Ana", roles=("mentor",), capacity=2),
    Person(id="b", name="Ben", roles=("mentee",)),
]


def test_people_are_as_if_constructed():
    """The same class, fields, defaults, hash and words as the constructor gives."""
    made = people_from_columns(2, COLUMNS)
    assert made == CONSTRUCTED
    assert [type(person) for person in made] == [Person, Person]
    assert [hash(person) for person in made] == [hash(person) for person in CONSTRUCTED]
    assert repr(made) == repr(CONSTRUCTED)
    assert made[0].is_mentor()


def test_people_are_locked():
    """Nobody can change a person that was made in bulk."""
    (ana, _) = people_from_columns(2, COLUMNS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        ana.name = "Eve"


def test_people_travel():
    """They are copied, pickled and replaced as any person."""
    made = people_from_columns(2, COLUMNS)
    assert copy.deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
    assert dataclasses.replace(made[1], capacity=1) == Person(id="b", name="Ben", roles=("mentee",), capacity=1)


def test_notes_are_as_if_constructed():
    """Notes of a column are those that the constructor gives."""
    assert notes_of_rows("Shirt", ["M", "L"], "pair") == [
        Note(label="Shirt", text="M", readers="pair"), Note(label="Shirt", text="L", readers="pair"),
    ]  # fmt: skip


def test_a_text_is_worked_out_once():
    """Texts that are alike share what was made of the first."""
    seen = []
    once = Once(lambda text: seen.append(text) or text.upper())
    assert [once[text] for text in ("a", "b", "a")] == ["A", "B", "A"]
    assert seen == ["a", "b"]
