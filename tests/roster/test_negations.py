"""Headers that turn a question round: what stands below is never taken for its opposite, and that is said."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.roster.lexicon import meanings, turned_meaning

HOURS = [
    "Unavailable times", "Days you are NOT available", "Unavailability", "Free times (when are you NOT free?)",
    "Days that do not suit", "Hours you can't meet", "Times you are unable to meet", "Not available", "Unsuitable times",
    "Availability (times you cannot do)", "Availability - unavailable", "Busy", "Schedule (busy)", "Non-available hours",
    "Days off", "Worst times", "When are you never free?", "Nicht verfügbar", "Keine Zeit", "Indisponibilités",
    "Jours où vous ne pouvez pas", "No disponible", "Indisponível", "Niet beschikbaar", "Times to avoid", "Blocked hours",
]  # fmt: skip
TOPICS = [
    "Topics you are not interested in", "Least favourite topics", "Areas of interest you dislike", "Topics to avoid",
    "Interests (not interested)", "Languages you do not speak", "Languages (not spoken)", "Sprachen, die Sie nicht sprechen",
    "Department (in which you would NOT like to be placed)", "Library you would rather not visit", "Branches to avoid",
    "Which branch would you not like to work at?", "Ways you would not like to meet", "Meeting format you do not want",
    "Skills lacking", "Skills you do not have", "Unwanted topics", "Hobbies you dislike", "Regions you don't want",
    "Purpose of mentoring that does not interest you", "Goals you do not have", "Most important (least)",
    "Langues que vous ne parlez pas", "Idiomas que no habla", "Positions you would never take", "Jobs you are not after",
    "Mentors you would not like", "Preferred mentors (not)",
]  # fmt: skip
PLAIN = [
    "Interests (not required)", "Availability (do not include lunch)", "Bio (will not be shared)", "Email (not shared with mentees)",
    "Preferred name (if not legal name)", "Availability (if not sure leave blank)", "Languages (not including English)",
    "Years of service (not counting school)", "Non-library interests", "Non work interests", "Interests outside work",
    "Emp no", "Do not pair with", "People to avoid", "Who should not be paired with you", "Unmatched last round",
    "I would rather not be paired with", "Not paired last time", "Waiting list", "Department (please do not abbreviate)",
    "Availability (not Fridays)", "Topics (at least 3)", "Conflict of interest", "Do not match with",
    "Home branch (not mailing address)", "Goals (no more than 3)", "Name (not nickname)", "E-mail (not work)",
    "Are you willing to mentor or not?", "Interests (optional, not shown to others)", "Mentees at most (do not count current ones)",
]  # fmt: skip
FIELDS = ("interests", "wants", "offers", "languages", "branch", "department", "modes", "avoid", "wishes", "position", "region", "hobbies", "purposes", "most_important")  # fmt: skip


def read(header, one, other):
    """A mentee and a mentor, with this column."""
    text = f'Name,Email,Role,"{header}"\nIda Po,i@x.example,mentee,{one}\nJan Ost,j@x.example,mentor,{other}\n'
    return roster(text, "people.csv")


@pytest.mark.parametrize("header", HOURS)
def test_hours_when_nobody_is_free(header):
    """Hours when somebody is not free are nobody's free hours; they are a note, and that is said."""
    found = read(header, "Mon 9-12", "Mon 9-12")
    assert [person.availability for person in found.people] == [(), ()]
    assert [note.text for person in found.people for note in person.notes] == ["Mon 9-12"] * 2
    assert any("NOT free" in problem.what and problem.column == header for problem in found.problems)


@pytest.mark.parametrize(
    "headers",
    [
        ("Unavailable [Monday]", "Unavailable [Tuesday]"), ("Busy [Mon 9am]", "Busy [Mon 10am]"),
        ("Unavailable - Mon 9am", "Unavailable - Mon 10am"), ("Not free: Monday", "Not free: Tuesday"),
    ],
)  # fmt: skip
def test_grids_of_busy_hours(headers):
    """A week that is ticked where somebody is busy is no week of free times; that is said once."""
    cell = "x" if "9am" in headers[0] else "9-12"
    found = roster(
        f"Name,Role,{headers[0]},{headers[1]}\nIda Po,mentee,{cell},\nJan Ost,mentor,{cell},{cell}\n", "a.csv"
    )
    assert [person.availability for person in found.people] == [(), ()]
    assert len([problem for problem in found.problems if "NOT free" in problem.what]) == 1


@pytest.mark.parametrize("header", TOPICS)
def test_what_they_do_not_want(header):
    """Topics, languages and places that somebody does not want are not theirs."""
    found = read(header, "Maps", "Maps")
    assert [[getattr(person, field) for field in FIELDS if getattr(person, field)] for person in found.people] == [
        [],
        [],
    ]
    assert turned_meaning(header) is None or any("does not want" in problem.what for problem in found.problems)


@pytest.mark.parametrize("header", PLAIN)
def test_hints_that_turn_nothing(header):
    """A "not" that tells how to answer, or belongs to the words of a field, turns nothing round."""
    assert turned_meaning(header) is None
    assert meanings(header)


@pytest.mark.parametrize(
    ("header", "role"),
    [("Why would you like to be a mentor?", "mentor"), ("What do you look for in a mentor?", "mentee"), ("What do you expect of a mentee?", "mentor"),
     ("I don't want to be a mentor", None), ("Have you been a mentor before?", None)],
)  # fmt: skip
def test_whom_the_questions_ask(header, role):
    """The questions tell a role where they ask for it, and none where they deny it or ask for the past."""
    found = roster(f"Name,{header}\nIda Po,I like teaching\nJan Ost,I like reading\n", "people.csv")
    assert {person.roles for person in found.people} == ({(role,)} if role else set())


_TOPICS = (
    "Topics off limits", "Topics already covered", "Interests of your child", "Your child's interests", "Sensitive topics",
    "Topics already discussed", "Taboo topics", "Goals already completed",
)  # fmt: skip


@pytest.mark.parametrize("header", _TOPICS)
def test_topics_that_are_none(header):
    """What was covered, what is off limits and what a child likes are no interests: a note, and it is said."""
    found = roster(f'Name,Role,"{header}"\nIda Po,mentee,Maps\nJan Ost,mentor,Zines\n', "people.csv")
    assert [(one.interests, one.wants, one.offers, one.notes[0].text) for one in found.people] == [
        ((), (), (), "Maps"), ((), (), (), "Zines"),
    ]  # fmt: skip
    assert any(problem.column == header for problem in found.problems)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Skills you need", "wants"), ("Skills I lack", "wants"), ("Expertise sought", "wants"), ("Skills wanted", "wants"),
        ("Skills your ideal mentor has", "wants"), ("Skills you are looking for", "wants"), ("Missing skills", "wants"),
        ("Skills you have", "offers"), ("Skills you would like to share", "offers"), ("Expertise you can offer", "offers"),
        ("What skills can you offer a mentee?", "offers"), ("Areas of expertise", "offers"), ("Skills you want to teach", "offers"),
        ("Topics you would like to mentor in", "offers"),
    ],
)  # fmt: skip
def test_skills_sought_and_given(header, field):
    """Skills that somebody needs are what they would like help with, and none that they offer."""
    ida = roster(f'Name,Role,"{header}"\nIda Po,mentee,Maps\nJan Ost,mentor,Maps\n', "people.csv").people[0]
    assert (getattr(ida, field), getattr(ida, "offers" if field == "wants" else "wants")) == (("Maps",), ())


@pytest.mark.parametrize(
    ("header", "number"),
    [
        ("How many mentees have you had?", None), ("Number of mentees mentored before", None), ("Number of mentees last year", None),
        ("Current number of mentees", None), ("How many mentees do you have now?", None), ("Number of mentees you have", None),
        ("How many mentees are you mentoring elsewhere?", None), ("Number of mentees in your branch", None),
        ("Minimum number of mentees", None), ("How many mentees have you mentored so far?", None), ("Mentee count to date", None),
        ("How many mentees can you take now?", 3), ("How many mentees would you like to have?", 3), ("Max mentees", 3),
        ("How many mentees are you currently able to take?", 3), ("Number of mentees", 3), ("How many mentees will you have?", 3),
        ("Maximum number of mentees", 3), ("Mentee capacity", 3),
    ],
)  # fmt: skip
def test_counts_of_the_past(header, number):
    """How many mentees somebody had, or has elsewhere, is no number of those whom they can take."""
    found = roster(f'Name,Role,"{header}"\nJan Ost,mentor,3\nTim Falk,mentor,2\n', "people.csv")
    assert found.people[0].capacity == number
    assert number or found.people[0].notes[0].text == "3"


@pytest.mark.parametrize("cell", ["2nd year", "3 hours", "2 now, 3 later", "4 weeks", "1 h", "3 days a week"])
def test_numbers_of_something_else(cell):
    """A number of hours or years counts no mentees: asked, and not taken."""
    found = roster(
        f'Name,Role,Max mentees\nJan Ost,mentor,"{cell}"\nTim Falk,mentor,2\nUna Bo,mentor,1\n', "people.csv"
    )
    assert [one.capacity for one in found.people] == [None, 2, 1]
    assert [problem.row for problem in found.problems if problem.column == "Max mentees"] == [2]


@pytest.mark.parametrize(
    "header",
    [
        "How important is location?", "Region rank", "Location importance", "Location priority", "City size", "Branch of supervisor",
        "Capacity of your branch", "Branch you left", "Region you moved from", "Supervisor's position", "Position 5 years from now",
        "Target position", "Branch opening hours", "Dream position", "Manager's branch",
    ],
)  # fmt: skip
def test_places_of_others(header):
    """How much a place matters, a former one, a boss's and a wished position are nobody's own."""
    found = roster(f'Name,Role,"{header}"\nIda Po,mentee,Elm\nJan Ost,mentor,Oak\n', "people.csv")
    assert [(one.branch, one.region, one.position) for one in found.people] == [("", "", ""), ("", "", "")]


@pytest.mark.parametrize(
    "header", ["Role at library", "Position at library", "Job at branch", "What do you do at the library?"]
)
def test_what_somebody_does_there(header):
    """What somebody does at the library is their position, and not their branch."""
    ida = roster(f"Name,Taking part as,{header}\nIda Po,mentee,Page\nJan Ost,mentor,Librarian\n", "people.csv").people[
        0
    ]
    assert (ida.branch, ida.position) == ("", "Page")
