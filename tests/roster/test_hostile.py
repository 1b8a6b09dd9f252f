"""Hostile texts stay texts, and stay harmless in what we write."""

from __future__ import annotations

import csv
import io

import pytest
from hostile import HOSTILE, hostile_roster

from mentorwidgets.roster import people_from_table, read_table, roster_to_csv


@pytest.fixture(scope="module")
def found():
    (table,) = read_table("people.csv", hostile_roster().encode())
    return people_from_table(table)


def test_everyone_is_taken(found):
    """Each hostile row is a person with an id and a name of text; a bio that says NULL says nothing, a name does."""
    assert len(found.people) == len(HOSTILE) == len({person.id for person in found.people})
    assert all(person.name for person in found.people)
    assert [person.name for person in found.people if not person.bio] == ["NULL"]


def test_no_control_characters(found):
    """Control characters are left out; letters of every script stay."""
    texts = [text for person in found.people for text in (person.name, person.bio, *person.interests)]
    assert not [text for text in texts if set(text) & set(map(chr, [*range(9), *range(14, 32), 127]))]
    assert any("عالم" in text for text in texts)


def test_what_we_write_is_harmless(found):
    """No cell of what we write is a formula, and all comes back."""
    text = roster_to_csv(found.people)
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\n")]
    (table,) = read_table("roster.csv", text.encode("utf-8-sig"))
    assert people_from_table(table).people == found.people
