"""Values speak for a header: ticks, scales and numbers make no branch, no capacity and no interest out of a word."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.model import Person
from mentorwidgets.roster import mapping_from_toml

TICKS = [
    ("1", "0", "1", "0"), ("Yes", "No", "No", "Yes"), ("x", "", "x", ""), ("TRUE", "FALSE", "FALSE", "TRUE"),
    ("ja", "nein", "nein", "ja"), ("oui", "non", "oui", "non"), ("Y", "N", "Not Applicable", "Y"), ("\u2713", "", "", "\u2713"),
    ("Sí", "No", "No", "Sí"), ("1.0", "0.0", "0.0", "1.0"),
    ("yep", "nope", "nope", "yep"), ("да", "нет", "нет", "да"), ("はい", "いいえ", "いいえ", "はい"), ("是", "否", "否", "是"),
    ("Yes please", "No thanks", "No thank you", "Yes!"), ("evet", "hayır", "hayır", "evet"), ("예", "아니요", "아니요", "예"),
    ("نعم", "لا", "لا", "نعم"), ("Ja gerne", "Nein danke", "Nein", "Ja"), ("X", "", "X", "X"), ("\U0001f44d", "\U0001f44e", "\U0001f44e", "\U0001f44d"),
    ("tak", "nie", "nie", "tak"), ("igen", "nem", "nem", "igen"), ("yup", "nah", "nah", "yup"), ("ναι", "όχι", "όχι", "ναι"),
]  # fmt: skip
HEADERS = [
    "Systems", "On Site", "Sports", "Library", "School", "Topics", "Interests", "Work", "Office", "Team", "Openings",
    "Slots", "Places", "Spots", "Status code", "Manager", "Title", "Skills", "Goals", "Hobbies", "Research", "Subject",
    "Interest in archives", "Library instruction", "Positions", "State", "City", "Location", "Languages", "Purpose",
    "Works at the main branch", "Department head", "Experience", "Summary", "Profile", "Code", "Region", "Fun",
]  # fmt: skip
NAMES = ("Ana Berg", "Cy Dunn", "Ed Fox", "Gil Hart")
TEXTS = ("branch", "department", "region", "position", "library_type", "supervisor", "bio", "pronouns", "timezone")
LISTS = ("interests", "work_areas", "hobbies", "offers", "wants", "purposes", "languages", "avoid", "wishes", "modes")


def read(headers, rows, **how):
    """A roster of four mentors with these columns."""
    lines = [",".join(("Name", "Role", *headers))]
    lines += [",".join((name, "mentor", *cells)) for name, cells in zip(NAMES, zip(*rows, strict=True), strict=True)]
    return roster("\n".join(lines) + "\n", "people.csv", **how)


def believed(person: Person):
    """All that somebody would read of this person besides notes."""
    texts = [getattr(person, name) for name in TEXTS] + [item for name in LISTS for item in getattr(person, name)]
    return [text for text in texts if text] + [n for n in (person.capacity, person.years) if n is not None]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("cells", TICKS, ids=[cells[0] for cells in TICKS])
def test_ticks_name_nothing(header, cells):
    """Yes and no below a header that holds a known word stay a note; nobody has a branch "1" or no places by them."""
    found = read([header], [cells])
    assert [believed(person) for person in found.people] == [[], [], [], []]
    kept = [note.text for person in found.people for note in person.notes]
    assert kept == [cell for cell in cells if cell]


@pytest.mark.parametrize("cells", TICKS, ids=[cells[0] for cells in TICKS])
def test_one_hot_columns(cells):
    """Topics side by side with ticks below them, whose question is lost, are notes: nobody's capacity, no clearance."""
    headers = [
        "Chess",
        "Sports",
        "Music",
        "Travel",
        "Working with children",
        "Rural libraries",
        "Short term projects",
        "Openings",
    ]
    found = read(headers, [cells, cells[::-1]] * 4)
    assert {field for header, field in found.columns if header not in ("Name", "Role")} == {""}
    assert all(person.clearance is None and not person.project_only for person in found.people)


@pytest.mark.parametrize(
    "headers",
    [
        ("Interests [Maps]", "Interests [Zines]"), ("Interests - Maps", "Interests - Zines"), ("Interests: Maps", "Interests: Zines"),
        ("interests_maps", "interests_zines"), ("Interests.Maps", "Interests.Zines"), ("Interests (Maps)", "Interests (Zines)"),
        ("Interests/Maps", "Interests/Zines"), ("Topics | Maps", "Topics | Zines"),
    ],
)  # fmt: skip
def test_several_topics_of_one_question(headers):
    """Ticked columns that begin with one question are its answers."""
    found = read(headers, [("1", "0", "1", ""), ("0", "1", "1", "")])
    got = [tuple(item.casefold() for item in person.interests) for person in found.people]
    assert got == [("maps",), ("zines",), ("maps", "zines"), ()]


@pytest.mark.parametrize("header", ["Interests [Maps]", "Interests - Maps", "Topics: Maps", "interests_maps"])
def test_one_topic_alone(header):
    """One ticked topic alone is a note until a person says what it is; then its words are the interest."""
    cells = ("Yes", "No", "Yes", "No")
    assert [person.interests for person in read([header], [cells]).people] == [()] * 4
    said = mapping_from_toml(f'[columns]\n"{header}" = "interests"')
    got = [
        tuple(item.split()[-1].split("_")[-1].casefold() for item in p.interests)
        for p in read([header], [cells], mapping=said).people
    ]
    assert got == [("maps",), (), ("maps",), ()]


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "5", "3", "5"), ("Agree", "Strongly agree", "Neutral", "Disagree"), ("Very interested", "Not at all", "Somewhat", "Interested"),
        ("High", "Low", "Medium", "High"), ("4", "4", "5", "2"), ("Beginner", "Expert", "Advanced", "Beginner"), ("80%", "20%", "0%", "55%"),
        ("Often", "Never", "Sometimes", "Rarely"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["Interests", "Skills", "Interest in archives", "Hobbies", "Goals", "Topics"])
def test_scales_name_nothing(header, cells):
    """A scale below a topic is no interest called "Very interested" or "5"."""
    assert [believed(person) for person in read([header], [cells]).people] == [[], [], [], []]


def test_scales_of_one_question_are_no_ranking():
    """Topics that are each rated from one to five are no ranking, in which one would come first."""
    found = read(
        ["Interests [Maps]", "Interests [Zines]", "Interests [Grants]"],
        [("5", "1", "3", "5"), ("5", "2", "3", "4"), ("1", "2", "3", "5")],
    )
    assert [person.interests for person in found.people] == [()] * 4


@pytest.mark.parametrize(
    "header",
    ["Sports", "Capacitor", "Limits", "Opening", "Year", "Branches", "Spotz", "Mentes", "Numbers", "Coder", "Tenures"],
)
@pytest.mark.parametrize("cells", [("3", "2", "0", "5"), ("12", "7", "4", "31")])
def test_numbers_by_likeness(header, cells):
    """A header that is only spelt like one of ours makes no capacity, years, ID or branch out of numbers."""
    assert [believed(person) for person in read([header], [cells]).people] == [[], [], [], []]


@pytest.mark.parametrize(
    ("header", "cells", "field", "want"),
    [
        ("Mentees at most", ("1", "0", "1", "1"), "capacity", [1, 0, 1, 1]), ("Capacity", ("1", "1", "0", "1"), "capacity", [1, 1, 0, 1]),
        ("How many mentees?", ("2", "1", "0", "3"), "capacity", [2, 1, 0, 3]), ("Years of service", ("1", "0", "1", "0"), "years", [1, 0, 1, 0]),
        ("Would you take two mentees?", ("Yes", "No", "Yes", "No"), "capacity", [2, 1, 2, 1]), ("Rural", ("yes", "no", "no", "yes"), "rural", [True, False, False, True]),
        ("Background check", ("x", "", "x", ""), "clearance", [True, None, True, None]), ("Projects only", ("ja", "nein", "ja", "nein"), "project_only", [True, False, True, False]),
        ("Postion", ("Clerk", "Head", "Clerk", "Page"), "position", ["Clerk", "Head", "Clerk", "Page"]), ("Departmnt", ("Art", "Music", "Art", "Music"), "department", ["Art", "Music", "Art", "Music"]),
        ("Branch", ("12", "7", "4", "31"), "branch", ["12", "7", "4", "31"]), ("Interests", ("Maps", "High fantasy", "Zines", "Maps"), "interests", [("Maps",), ("High fantasy",), ("Zines",), ("Maps",)]),
    ],
)  # fmt: skip
def test_values_that_speak(header, cells, field, want):
    """Values that fit their header are read as before, also where they are ones and noughts."""
    assert [getattr(person, field) for person in read([header], [cells]).people] == want


def test_one_yes_among_places():
    """A single yes in a column of places is a problem with its row and stays as a note."""
    found = read(["Branch"], [("Oak", "Elm", "Yes", "Oak")])
    assert [person.branch for person in found.people] == ["Oak", "Elm", "", "Oak"]
    assert [(one.row, one.column) for one in found.problems if one.level == "warning"] == [(4, "Branch")]


def test_ticked_ways_of_meeting():
    """Ways of meeting that were ticked are those that we know; another is a note."""
    found = read(
        ["Ways to meet [Zoom]", "Ways to meet [In person]", "Ways to meet [E-mail]"],
        [("x", "", "x", ""), ("", "x", "x", ""), ("x", "", "", "")],
    )
    assert [person.modes for person in found.people] == [("video",), ("in person",), ("video", "in person"), ()]
    assert found.people[0].notes[0].text == "x"


def test_surname_true():
    """A surname such as True is a surname still."""
    (found,) = roster("First name,Last name,Role\nAna,True,mentor\n", "people.csv").people
    assert found.name == "Ana True"


def test_ticked_roles():
    """Mentor and Mentee as two columns of ticks tell the role."""
    found = roster("Name,Mentor,Mentee\nAna Berg,x,\nCy Dunn,,x\nEd Fox,x,x\n", "people.csv")
    assert [person.roles for person in found.people] == [("mentor",), ("mentee",), ("mentor", "mentee")]


@pytest.mark.parametrize("cells", TICKS, ids=[cells[0] for cells in TICKS])
@pytest.mark.parametrize("headers", [("Branch", "Department", "Position"), ("Branch", "Library type"), ("Bio", "Pronouns", "Interests")])  # fmt: skip
def test_ticks_below_our_own_headers(headers, cells):
    """Who writes a roster by hand with the very words of ours has no branch "yep" either."""
    found = read(headers, [cells] * len(headers))
    assert [believed(person) for person in found.people] == [[], [], [], []]


@pytest.mark.parametrize("cells", [("1", "4", "2", "5"), ("4/5", "3/5", "5/5", "1/5"), ("3.5", "4", "2", "5"), ("★★★", "★★", "★", "★★★★"), ("4 stars", "1 star", "2 stars", "5 stars"), ("10", "7", "8", "3")])  # fmt: skip
@pytest.mark.parametrize("header", ["Branch", "Position", "Department", "Library type", "Bio", "Interests", "Hobbies"])
def test_ratings_name_nothing(header, cells):
    """Marks from one to ten are no branch, no position and no bio; the number of a branch is one."""
    assert [believed(person) for person in read([header], [cells]).people] == [[], [], [], []]


def test_numbers_that_name():
    """A branch may be called 101, a district 5, and everybody may live in the state NE."""
    found = read(["Branch", "District"], [("101", "102", "103", "104"), ("5", "3", "1", "2")])
    assert [(person.branch, person.region) for person in found.people][:2] == [("101", "5"), ("102", "3")]
    assert {person.region for person in read(["State"], [("NE", "NE", "NE", "NE")]).people} == {"NE"}


def test_one_yes_in_another_language():
    """A single yes, in any language, among names of places is asked about; the state of Nebraska isn't."""
    found = read(["Home branch", "State"], [("Oak", "yep", "Elm", "нет"), ("NE", "OK", "ME", "IA")])
    assert [person.branch for person in found.people] == ["Oak", "", "Elm", ""]
    assert [person.region for person in found.people] == ["NE", "OK", "ME", "IA"]
    assert [problem.row for problem in found.problems] == [3, 5]
