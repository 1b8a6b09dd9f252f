"""Values to plain JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import (
    CRITERIA,
    KINDS,
    MODES,
    PARTICIPATIONS,
    Hours,
    Note,
    Person,
    Program,
    from_plain,
    to_plain,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tags = st.lists(words, max_size=3).map(tuple)
hours = st.builds(Hours, day=st.integers(0, 6), start=st.integers(0, 700), end=st.integers(701, 1440))
notes = st.builds(Note, label=words, text=words, readers=st.sampled_from(["everyone", "pair", "coordinator"]))
people = st.builds(
    Person, id=words, name=words, roles=st.sampled_from([("mentor",), ("mentee",), ("mentor", "mentee")]), email=words,
    interests=tags, years=st.none() | st.floats(0, 60), rural=st.none() | st.booleans(),
    location=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    modes=st.lists(st.sampled_from(MODES), max_size=2).map(tuple), availability=st.lists(hours, max_size=2).map(tuple),
    kind=st.sampled_from(KINDS), capacity=st.none() | st.integers(0, 9), participation=st.sampled_from(PARTICIPATIONS),
    most_important=st.sampled_from(CRITERIA), notes=st.lists(notes, max_size=2).map(tuple),
)  # fmt: skip


@given(people)
def test_every_person_survives_the_wire(person):
    """A person sent as JSON comes back equal."""
    assert from_plain(Person, json.loads(json.dumps(to_plain(person)))) == person


def test_defaults_stay_at_home():
    """What equals its default is not sent."""
    assert to_plain(Person(id="1", name="Ana", roles=("mentor",))) == {"id": "1", "name": "Ana", "roles": ["mentor"]}


def test_zero_and_false_are_sent_where_nothing_is_the_default():
    """A capacity of 0 (paused) and a clearance of no are facts, not defaults."""
    plain = to_plain(Person(id="1", name="Ana", roles=("mentor",), capacity=0, clearance=False))
    assert (plain["capacity"], plain["clearance"]) == (0, False)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"id": "1", "name": "Ana", "roles": ["mentor"], "emial": "x"}, "Did you mean 'email'?"),
        ({"id": "1", "name": "Ana"}, "needs 'roles'"),
        ({"id": "1", "name": 3, "roles": []}, "name should be text, not 3"),
        ({"id": "1", "name": "Ana", "roles": ["boss"]}, "roles[0] cannot be 'boss'"),
        ({"id": "1", "name": "Ana", "roles": "mentor"}, "roles should be a list"),
        ({"id": "1", "name": "Ana", "roles": [], "demand": True}, "demand should be a whole number"),
        ({"id": "1", "name": "Ana", "roles": [], "location": [1.0]}, "location should have 2 items, not 1"),
        ({"id": "1", "name": "Ana", "roles": [], "notes": [7]}, "notes[0] should be an object"),
        ([], "Person should be an object, not list"),
    ],
)
def test_what_does_not_fit_is_named(data, words):
    """A wrong value is refused with its place in words."""
    with pytest.raises(ValueRefusedError) as caught:
        from_plain(Person, data)
    assert words in str(caught.value)


def test_terms_of_a_program_survive():
    """A map of words goes both ways."""
    program = Program(slug="oak", name="Oak", terms={"mentee": "protégé"})
    assert from_plain(Program, to_plain(program)) == program
    assert (program.term("mentee"), program.term("mentor")) == ("protégé", "mentor")
