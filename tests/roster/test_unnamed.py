"""Lists without headers, and rows that look like one: every row stays a person, and nobody is called Yes or No."""

from __future__ import annotations

import random

import pytest
from made import roster

from mentorwidgets.roster.headers import find_header

FIRST = ["Rosa", "Jan", "Tim", "Ute", "Ida", "Zoë", "José", "Li", "Anne-Marie", "Noor"]
LAST = ["Miller", "Ost", "Falk", "Lang", "Roth", "O'Neill", "Piñol", "Wei", "van Dyk", "Hassan"]
WHOLE = [f"{first} {last}" for first, last in zip(FIRST, LAST, strict=True)]
ANSWERS = {
    "yes": ["Yes", "No"],
    "german": ["ja", "nein"],
    "gender": ["Female", "Male"],
    "branch": ["Oak Branch", "Elm Branch", "Pine Branch"],
    "library": ["Central Library", "Elm Library"],
    "rank": ["First Choice", "Second Choice", "Third Choice"],
    "likert": ["Strongly agree", "Agree", "Neutral"],
    "level": ["High", "Medium", "Low"],
    "number": ["1", "2", "3", "12"],
    "day": ["Monday", "Friday"],
    "date": ["3/4/2026", "14/4/2026"],
    "department": ["Reference", "Archives", "Youth services"],
    "tick": ["x", ""],
    "truth": ["TRUE", "FALSE"],
    "role word": ["Staff", "Student"],
    "position": ["Librarian", "Library assistant"],
    "mode": ["Phone", "Video"],
    "county": ["Oak County", "Elm County"],
}


def text(columns) -> str:
    """The rows of a list."""
    return "\n".join(",".join(row) for row in zip(*columns, strict=True)) + "\n"


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("names", [(FIRST, LAST), (WHOLE,)], ids=["two columns", "one column"])
@pytest.mark.parametrize("count", [3, 5, 10])
def test_a_list_without_a_header_loses_nobody(kind, names, count):
    """Whatever is ticked, ranked or answered beside the names."""
    dice = random.Random(f"{kind} {count}")
    answers = [[dice.choice(ANSWERS[kind]) for _ in range(count)] for _ in range(2)]
    found = roster(text([*(column[:count] for column in names), *answers]))
    assert [person.name for person in found.people] == WHOLE[:count]
    assert [problem for problem in found.problems if problem.level == "error"] == []


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("count", [1, 2, 5])
def test_words_in_cells_do_not_beat_the_header(kind, count):
    """The first row is the header, whatever words stand in the cells below."""
    dice = random.Random(f"{kind} {count}")
    header = ["Name", "Affiliation", "Areas of interest", *(f"Which topics suit? [{topic}]" for topic in "ABCD")]
    rows = [[WHOLE[at], "North", "Maps", *(dice.choice(ANSWERS[kind]) for _ in "ABCD")] for at in range(count)]
    found = roster("\n".join(",".join(row) for row in [header, *rows]) + "\n")
    assert [person.name for person in found.people] == WHOLE[:count]


@pytest.mark.parametrize("title", ["Mentors 2026", "Oak County,,\nMentoring program,,", "Exported on 3 May 2026,,"])
def test_titles_above_a_header(title):
    """Lines above are titles as before."""
    found = roster(f"{title}\nName,Branch,E-mail\nRosa Miller,Oak,r@x.example\nJan Ost,Elm,j@x.example\n")
    assert [person.name for person in found.people] == ["Rosa Miller", "Jan Ost"]
    assert all(problem.level == "notice" for problem in found.problems)


def test_several_rows_above_the_header_are_an_error():
    """Their numbers are said: they may be people."""
    rows = "Rosa Miller,Oak\nJan Ost,Elm\nTim Falk,Oak\n"
    found = roster(f"{rows}Name,Branch\nUte Lang,Elm\nIda Roth,Oak\n")
    assert any(problem.level == "error" and "1, 2, 3" in problem.what for problem in found.problems)


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Choice 1", "Choice 2"), ("Rosa Miller", "Jan Ost", "Tim Falk"), ("Ida Roth", "Tim Falk", "Jan Ost")],
        [("Nom", "Courriel"), ("Rosa Miller", "r@x.example")],
        [("Vorname", "Nachname", "Bibliothek"), ("Rosa", "Miller", "Stadtbibliothek")],
        [("Name", "Home branch"), ("Rosa Miller", "Oak Branch"), ("Jan Ost", "Elm Branch")],
        [("First name", "Last name", "Yes or no?"), ("Rosa", "Miller", "Yes"), ("Jan", "Ost", "No")],
    ],
)
def test_a_header_is_found(rows):
    """In the first row."""
    head = find_header(rows)
    assert (head.top, head.bottom) == (0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "New York,Rosa,Miller\nLos Angeles,Jan,Ost\nSan Jose,Tim,Falk\n",
        "Rosa,Miller,New York\nJan,Ost,Los Angeles\nTim,Falk,San Jose\n",
        "New York,Rosa Miller,Head Librarian\nLos Angeles,Jan Ost,Branch Manager\nSan Jose,Tim Falk,Clerk\n",
        "Head Librarian,Rosa Miller\nBranch Manager,Jan Ost\nChief Archivist,Tim Falk\n",
        "Rosa Miller,Head Librarian\nJan Ost,Branch Manager\nTim Falk,Chief Archivist\n",
        "Elm Branch,Rosa Miller\nOak Branch,Jan Ost\nPine Branch,Tim Falk\n",
    ],
)
def test_places_and_jobs_are_nobody(text):
    """In a list without headers cities and jobs are no people, also where they come first, and no row is a header."""
    found = roster(text, "people.csv", role="mentor")
    assert [person.name for person in found.people] == ["Rosa Miller", "Jan Ost", "Tim Falk"]
