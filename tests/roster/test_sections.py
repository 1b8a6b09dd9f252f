"""Titles between the rows of one table: nobody is called like one, and the role that they tell holds below them."""

from __future__ import annotations

import pytest
from made import accounts

from mentorwidgets.roster import read_roster

HEAD = "Name,Email,Branch"
JAN, TIM, ROSA = "Jan Ost,jan@x.example,Oak", "Tim Falk,tim@x.example,Elm", "Rosa Miller,rosa@x.example,Oak"
TITLES = {
    "mentor": ("Backup mentors", "Reserve mentors", "Mentors from Elm", "Mentoren", "MENTORS - Elm", "Our mentors in Elm", "Mentor*innen"),
    "mentee": (
        "Teen mentees", "Waiting list (mentees)", "Mentees from Elm", "People who would like a mentor", "Mentees (12):",
        "Mentorés", "Looking for a mentor", "Mentees without a mentor",
    ),
    "above": (
        "North region", "Still unmatched", "Elm Branch", "Cohort 2", "Waitlist", "Waiting list", "Group B", "Not matched", "Reserve",
        "Warteliste", "Region: North", "from Elm and Oak",
    ),
    "asked": ("Former mentors", "Mentors and mentees", "Mentors in training", "Not mentors"),
}  # fmt: skip


def read(tmp_path, text, name="people.csv", **how):
    """The roster of a file with this text."""
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return read_roster(file, **how)


@pytest.mark.parametrize("above", ["Mentors", "Mentees"])
@pytest.mark.parametrize("blank", ["", ",,\n"])
@pytest.mark.parametrize(("tells", "title"), [(tells, title) for tells, titles in TITLES.items() for title in titles])
def test_titles(tmp_path, tells, title, above, blank):
    """A row of one cell below a table of several columns is a title and no person; its role holds, and it is said."""
    found = read(tmp_path, f"{above},,\n{HEAD}\n{JAN}\n{TIM}\n{blank}{title},,\n{ROSA}\n")
    first = above.lower().removesuffix("s")
    role = {"above": first, "asked": None}.get(tells, tells)
    expected = [("Jan Ost", first), ("Tim Falk", first), *([("Rosa Miller", role)] if role else [])]
    assert [(person.name, *person.roles) for person in found.people] == expected
    assert title in ("Mentoren", "Mentorés", "Mentees (12):") or any(
        f"'{title}'" in problem.what for problem in found.problems
    )
    assert accounts(found)


@pytest.mark.parametrize("title", ["Waiting list (mentees)", "Waitlist", "Reserve mentors", "Still unmatched"])
def test_waiting_lists_are_said(tmp_path, title):
    """That somebody stands below a waiting list or among reserves is a warning, as they may not take part."""
    found = read(tmp_path, f"Mentors,,\n{HEAD}\n{JAN}\n{title},,\n{ROSA}\n")
    (said,) = [problem for problem in found.problems if problem.level == "warning"]
    assert title in said.what
    assert "do not take part" in said.mend


def test_a_lone_name_is_asked_about(tmp_path):
    """One cell that may be a title or a person is neither: the row is an error that says so."""
    found = read(tmp_path, f"{HEAD}\n{JAN}\nOakville,,\n{TIM}\n", "mentors.csv")
    assert [person.name for person in found.people] == ["Jan Ost", "Tim Falk"]
    assert [(problem.row, problem.level) for problem in found.problems] == [(3, "error")]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Interests\nAna Po,Maps\nBo Li,\nCy Du,Zines\n",
        "Name,Email,Branch\nAna Po,,\nBo Li,,\nCy Du,c@x.example,Oak\n",
        "Name,Email,Branch\nMentor 1,,Oak\nMentor 2,,\nMentor 3,,Elm\n",
        "Name,Email,Branch\nSummer Winter,s@x.example,Oak\nAutumn North,a@x.example,Elm\nBo Li,b@x.example,Elm\n",
        "Name,Role,Branch\nAna Po,mentor,Oak\nBo Li,mentor,\nCy Du,mentor,Elm\n",
    ],
)
def test_people_of_whom_little_is_known(tmp_path, text):
    """Where a list says little of many, a name alone is a person."""
    found = read(tmp_path, text, "mentors.csv")
    assert len(found.people) + len([problem for problem in found.problems if problem.level == "error"]) == 3
