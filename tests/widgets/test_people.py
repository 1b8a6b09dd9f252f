"""The people that a widget is given, in whatever form."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Person
from mentorwidgets.widgets._people import people_from


@pytest.fixture
def frame():
    """A factory of pandas tables."""
    import pandas as pd

    return pd.DataFrame


def test_a_table_with_our_columns_becomes_people(frame):
    """Lists stand in one cell, with semicolons between."""
    table = frame(
        [{"id": "m", "name": "Mia", "roles": "mentor", "interests": "AI; local history", "capacity": 2.0, "years": 4}]
    )
    assert people_from(table) == (
        Person(id="m", name="Mia", roles=("mentor",), interests=("AI", "local history"), capacity=2, years=4.0),
    )


def test_an_empty_cell_is_nothing(frame):
    """NaN and None are not words."""
    table = frame([{"id": "m", "name": "Mia", "roles": "mentor; mentee", "capacity": None, "bio": float("nan")}])
    assert people_from(table) == (Person(id="m", name="Mia", roles=("mentor", "mentee")),)


def test_a_table_without_ids_counts_its_rows(frame):
    """The first person is p1."""
    assert [
        person.id for person in people_from(frame([{"name": "A", "roles": "mentor"}, {"name": "B", "roles": "mentee"}]))
    ] == ["p1", "p2"]


def test_a_column_that_we_do_not_know_is_kept_for_the_coordinator(frame):
    """Nothing is dropped silently, and nothing unknown is shown to everyone."""
    (person,) = people_from(frame([{"name": "A", "roles": "mentor", "Shoe size": 43}]))
    assert [(note.label, note.text, note.readers) for note in person.notes] == [("Shoe size", "43", "coordinator")]


def test_plain_objects_are_people_too():
    """What to_plain gave can be handed in."""
    assert people_from([{"id": "m", "name": "Mia", "roles": ["mentor"]}]) == (
        Person(id="m", name="Mia", roles=("mentor",)),
    )


def test_two_people_cannot_have_one_id():
    """Pairs are kept by id."""
    one = Person(id="m", name="Mia", roles=("mentor",))
    with pytest.raises(ValueRefusedError, match="Two people have the id 'm'"):
        people_from([one, one])


@pytest.mark.parametrize("given", ["roster.csv", {"id": "m"}, 7, None])
def test_what_is_no_list_of_people_is_refused(given):
    """A file name is not a roster."""
    with pytest.raises(ValueRefusedError, match="cannot be read"):
        people_from(given)


def test_a_cell_that_makes_no_sense_names_its_row(frame):
    """The person is told where to look."""
    with pytest.raises(ValueRefusedError, match="row 1"):
        people_from(frame([{"name": "A", "roles": "wizard"}]))
