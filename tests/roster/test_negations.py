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
