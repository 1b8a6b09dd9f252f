"""Headers that hold a word that we know, and ask for something else: what was, what others have, what is not sure."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.roster.assemble import DEFAULTS

COUNTS = [
    "How many mentors have you had?", "Number of mentors you had", "How many students do you teach?", "Limit",
    "Ideal number of mentees in a group", "How many mentees would you prefer to share?", "Years of mentoring",
    "Seniority level", "Rate: location", "Years as a mentor", "How many mentees have you mentored?",
    "Jahre als Mentorin", "Combien de mentors avez-vous eus ?",
]  # fmt: skip
PLACES = [
    "Branch of your spouse", "Spouse's branch", "Employer of spouse", "Library school", "Library where you trained",
    "Childhood library", "Dream library", "Favourite library", "Contact at branch", "Position applied for",
    "Position sought", "Last position", "Position of your mentor", "Former department", "Target department",
    "Region you would move to", "Preferred region of mentor", "City of conference", "Location of next meeting",
    "Reference 1", "Former branch", "Previous employer", "Frühere Zweigstelle", "Lieblingsbibliothek",
    "Letzte Position", "Ancienne bibliothèque", "Dernier poste", "Biblioteca favorita", "Último puesto",
    "Partner's library", "City of your child's school",
]  # fmt: skip
OWN = [
    ("Home branch", "branch"), ("Mentor branch", "branch"), ("Library", "branch"), ("Current employer", "branch"), ("Department", "department"),
    ("Supervisory Organization", "department"), ("Job title", "position"), ("Current position", "position"), ("City", "region"), ("County of residence", "region"),
]  # fmt: skip
FIELDS = (
    "capacity",
    "demand",
    "years",
    "region",
    "branch",
    "position",
    "department",
    "wishes",
    "work_areas",
    "library_type",
)


def believed(header, cells):
    """The fields that got a value from this column alone."""
    roles = ("mentor", "mentee", "mentor", "mentee")
    rows = (f'P{at} Po,{role},"{cell}"' for at, (role, cell) in enumerate(zip(roles, cells, strict=True)))
    people = roster("\n".join((f'Name,Role,"{header}"', *rows))).people
    return {name for one in people for name in FIELDS if getattr(one.in_role(one.roles[0]), name) != DEFAULTS[name]}


@pytest.mark.parametrize("header", COUNTS)
def test_numbers_of_something_else(header):
    """Mentors of the past, pupils in a class, levels and ratings are no places, no wants and no years of service."""
    assert believed(header, ("4", "3", "2", "5")) == set()


@pytest.mark.parametrize("header", PLACES)
def test_places_of_others_or_of_old(header):
    """The branch of a spouse, the last job and the city of a conference are nobody's own."""
    assert believed(header, ("Oak", "Elm", "Ash", "Fir")) == set()


@pytest.mark.parametrize(("header", "field"), OWN)
def test_ones_own_place(header, field):
    """It stays what it is."""
    assert believed(header, ("Oak", "Elm", "Ash", "Fir")) == {field}


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("Not sure", "later"), ("No, but next year", "later"), ("I am not sure yet", "later"), ("Undecided", "later"), ("Nicht sicher", "later"), ("Pas s\u00fbr", "later"),
        ("No estoy seguro", "later"), ("Not this year, maybe next year", "later"), ("No", "declined"), ("not this time", "declined"), ("no thanks", "declined"),
        ("No, not next year", "declined"), ("Yes please", "accepted"),
    ],
)  # fmt: skip
def test_who_is_not_sure_declines_nothing(cell, want):
    """Somebody who is not sure, or comes next year, is asked later and not left out."""
    assert (
        roster(f'Name,Role,Will you take part?\nIda Po,mentee,"{cell}"\nJan Ost,mentor,Yes\n').people[0].participation
        == want
    )


@pytest.mark.parametrize(
    "cell", ["I have chosen", "I have already found one", "I have a mentor", "I would rather choose"]
)
def test_who_has_chosen_is_not_assigned(cell):
    """It is no yes to being assigned a mentor, and it is asked about."""
    found = roster(f'Name,Role,Please assign me\nIda Po,mentee,"{cell}"\nUna Bo,mentee,Yes\n')
    assert [person.assign for person in found.people] == [False, True]
    assert [one.row for one in found.problems] == [2]


@pytest.mark.parametrize(
    "header",
    [
        "Ich m\u00f6chte",
        "Ich m\u00f6chte gern",
        "Je souhaite",
        "Je voudrais",
        "J'aimerais",
        "Je veux",
        "Quiero",
        "Deseo",
        "I want",
        "Ik wil",
    ],
)
def test_a_wish_that_may_be_one_to_be_or_to_have(header):
    """Below "Ich möchte" a mentor is one or wants one: nobody is turned round, it is asked."""
    found = roster(f"Name,{header}\nIda Po,Mentee\nJan Ost,Mentor\n", "people.csv")
    assert found.people == ()
    assert len([one for one in found.problems if one.level == "error"]) == 2


@pytest.mark.parametrize("verb", ["Match me with", "Assign me"])
def test_who_asks_for_a_mentee_is_no_mentee(verb):
    """Where both are asked, not everybody is a mentee."""
    found = roster(f"Name,{verb} a mentor,{verb} a mentee\nIda Po,Yes,No\nJan Ost,No,Yes\n", "people.csv")
    assert [person.roles for person in found.people if person.name == "Jan Ost"] in ([], [("mentor",)])


def test_a_unit_that_is_called_by_its_boss():
    """The unit of a personnel system, with the name of the boss behind it, is a department and no question."""
    found = roster(
        "Name,Role,Manager,Supervisory Organization\nJan Ost,mentor,,\nIda Po,mentee,Jan Ost,Oak Library (Jan Ost)\n"
    )
    assert [(person.supervisor, person.department) for person in found.people][1] == (
        "Jan Ost",
        "Oak Library (Jan Ost)",
    )
    assert found.problems == ()


@pytest.mark.parametrize(
    "heads",
    [
        "Manager First,Manager Last", "Supervisor first name,Supervisor last name", "Vorname des Vorgesetzten,Nachname des Vorgesetzten",
        "Pr\u00e9nom du responsable,Nom du responsable", "Nombre del jefe,Apellidos del jefe",
    ],
)  # fmt: skip
def test_a_boss_in_two_columns(heads):
    """First and last name of a supervisor are one person."""
    found = roster(f"Name,Role,{heads}\nJan Ost,mentor,,\nIda Po,mentee,Jan,Ost\n")
    assert [person.supervisor for person in found.people] == ["", "Jan Ost"]
    assert found.problems == ()
