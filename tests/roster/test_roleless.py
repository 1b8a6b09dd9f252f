"""Rows that say nothing of a role: who is known keeps theirs; who is not, or said no, is asked about as ever."""

from __future__ import annotations

import pytest
from made import roster as read

from mentorwidgets.model import Person
from mentorwidgets.roster import recognise, with_known_roles

IDA = Person(id="p1", name="Ida Po", roles=("mentee",), email="i@x.example", branch="Elm")
JAN = Person(id="p2", name="Jan Ost", roles=("mentor",), email="j@x.example")
ANA = Person(id="p3", name="Ana Silva", roles=("mentor", "mentee"), email="a@x.example")
THERE = (IDA, JAN, ANA)


def known(text, there=THERE):
    """Who a text with commas brings in, and what is wrong with its rows."""
    roster = with_known_roles(read(text, "people.csv"), there)
    found = recognise(roster, there)
    errors = [problem.row for problem in roster.problems if problem.level == "error"]
    return {person.id: (person.roles, person.branch) for person in found.people}, errors


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Role,Branch\nIda Po,i@x.example,,Oak\n",
        "Name,Email,Role,Branch\nIda Po,i@x.example,-,Oak\nJan Ost,j@x.example,mentor,\n",
        "Name,Email,Branch\nIda Po,i@x.example,Oak\n",
        "Name,Email,Mentor?,Mentee?,Branch\nIda Po,i@x.example,,,Oak\nJan Ost,j@x.example,yes,,\nAna Silva,a@x.example,yes,yes,\n",
    ],
)  # fmt: skip
def test_who_is_known_keeps_their_role(text):
    """A blank, a dash and a file without such a column change nothing in it."""
    people, errors = known(text)
    assert (people["p1"], errors) == ((("mentee",), "Oak"), [])


def test_both_roles_stay():
    """Of somebody who has two."""
    assert known("Name,Email,Branch\nAna Silva,a@x.example,Oak\n") == ({"p3": (("mentor", "mentee"), "Oak")}, [])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Name,Email,Role\nEva Ra,e@x.example,\n", [2]),  # nobody knows her
        ("Name,Email,Role\nIda Po,other@x.example,\n", [2]),  # perhaps she is another
        ("Name,Email,Mentor?,Mentee?\nIda Po,i@x.example,no,no\nJan Ost,j@x.example,yes,no\n", [2]),  # she said no
        ("Name,Email,Role\nIda Po,i@x.example,Boss?\nJan Ost,j@x.example,mentor\n", [2]),
        ("Name,Email,Role\nIda Po,i@x.example,neither\nJan Ost,j@x.example,mentor\n", [2]),
    ],
)
def test_anybody_else_is_an_error_with_its_row(text, rows):
    """Nobody is taken in, or left as they are, on a guess."""
    people, errors = known(text)
    assert errors == rows
    assert "p1" not in people


def test_a_second_row_of_one_person_is_no_other():
    """The row with the role counts; the one without is named as before."""
    people, errors = known("Name,Email,Role,Branch\nIda Po,i@x.example,mentee,Oak\nIda Po,i@x.example,,Ash\n")
    assert (people, errors) == ({"p1": (("mentee",), "Oak")}, [3])


def test_a_given_id_says_who_it_is():
    """Where names and addresses are left out."""
    there = (Person(id="S17", name="Ida Po", roles=("mentee",), email="i@x.example"),)
    people, errors = known("Staff ID,Name,Branch\nS17,Ida Po,Oak\n", there)
    assert (people, errors) == ({"S17": (("mentee",), "Oak")}, [])
