"""Whose name and address a column holds: forms that somebody fills in for somebody else."""

from __future__ import annotations

import pytest
from made import roster

from mentorwidgets.roster.lexicon import meanings

PERSON = [
    "Nominee name",
    "Nominee's name",
    "Name of nominee",
    "Nominee full name",
    "Student name",
    "Student's name",
    "Name of student",
    "Applicant",
    "Applicant's name",
    "Name of applicant",
    "Participant",
    "Name of participant",
    "Candidate name",
    "Name of candidate",
    "Name of employee",
    "Staff member's name",
    "Name of volunteer",
    "Learner name",
    "Pupil name",
    "Teen's name",
    "Young person's name",
    "Child's name",
    "Attendee name",
    "Patron name",
    "Trainee name",
    "Intern name",
    "Name of the person you nominate",
    "Person nominated",
    "Who are you nominating?",
    "Name of person being nominated",
    "Registrant name",
    "Name des Teilnehmers",
    "Nom du participant",
    "Nombre del participante",
    "Nome do aluno",
    "Name (nominee)",
    "Librarian name",
]
ELSE = [
    "Nominator name",
    "Name of nominator",
    "Nominator's first name",
    "Nominated by (name)",
    "Referrer name",
    "Referred by",
    "Name of referrer",
    "Parent name",
    "Parent's last name",
    "Parent/guardian name",
    "Mother's name",
    "Emergency contact name",
    "Recommender name",
    "Name of person making the nomination",
    "Your name (person nominating)",
    "Case worker name",
    "Approver name",
    "Name der Eltern",
    "Nom du parent",
    "Nombre del padre",
    "Nominator email",
    "Referrer email",
    "Parent/guardian email",
    "Email of parent",
    "Nominator's e-mail address",
    "Supervisor's email address",
    "Your mentor's email",
    "E-Mail der Eltern",
    "Courriel du parent",
]


@pytest.mark.parametrize("header", PERSON)
def test_the_name_of_whom_the_row_is_about(header):
    """However they are called."""
    assert meanings(header)[0].field == "name"


@pytest.mark.parametrize("header", ELSE)
def test_names_and_addresses_of_somebody_else(header):
    """Are nobody's own, in no spelling."""
    found = {meaning.field for meaning in meanings(header)}
    assert found.isdisjoint({"name", "first", "last", "nickname", "email", "id"})


NAMES = ["Ida Po", "Ute Po", "Jan Ost"]
FORMS = {  # header, two rows, names, addresses
    "Name of nominator,Nominator email,Nominee name": ("Kim,k@x.example,{}", ""),
    "Your name,Your email,Name of the person you nominate,Their email": (
        "Kim Roe,k@x.example,{},{}@own.example",
        "own",
    ),
    "Your name,Your email,Nominee name,Nominee email": ("Kim Roe,k@x.example,{},{}@own.example", "own"),
    "Referred by,Referrer email,Student name": ("Kim Roe,k@x.example,{}", ""),
    "Parent/guardian,Parent/guardian email,Child's name": ("Kim Roe,k@x.example,{}", ""),
    "Nominee,Nominated by,Nominated by (email)": ("{},Kim Roe,k@x.example", ""),
    "Teacher,Teacher email,Pupil": ("Kim Roe,k@x.example,{}", ""),
    "Candidate,Recommended by": ("{},Kim Roe", ""),
    "Submitted by,Submitter email,Name": ("Kim Roe,k@x.example,{}", ""),
    "Name,Email,Reference name,Reference email": ("{},{}@own.example,Kim Roe,k@x.example", "own"),
    "Name,Partner,Partner's email": ("{},Kim Roe,k@x.example", ""),
    "Mentee,Mentee email,Coach,Coach email": ("{},{}@own.example,Kim Roe,k@x.example", "own"),
    "Teilnehmerin,Vorgeschlagen von,E-Mail (vorgeschlagen von)": ("{},Kim Roe,k@x.example", ""),
    "Nom du participant,Nom du parent,Courriel du parent": ("{},Kim Roe,k@x.example", ""),
}


@pytest.mark.parametrize("header", FORMS)
def test_a_form_that_somebody_else_fills_in(header):
    """Two people whom one person brings forward are two, with their own addresses or none."""
    row, own = FORMS[header]
    lines = [header, *(row.format(name, name.split()[0].lower()) for name in ("Ida Po", "Ute Po", "Jan Ost"))]
    if own:
        lines = [
            header,
            *(row.replace("{}", name, 1).format(name.split()[0]) for name in ("Ida Po", "Ute Po", "Jan Ost")),
        ]
    found = roster("\n".join(lines), role="mentee")
    assert [person.name for person in found.people] == NAMES
    assert all(person.email.endswith("@own.example") if own else not person.email for person in found.people)


def test_a_teacher_is_the_person_where_nobody_else_is():
    """A list of teachers who mentor has no other name."""
    (found,) = roster("Teacher name,Teacher email,Subject\nKim Roe,k@x.example,Maps\n").people
    assert (found.name, found.email) == ("Kim Roe", "k@x.example")


def test_an_address_in_the_place_of_a_name_joins_no_rows():
    """It may be that of who wrote somebody down; whether the rows are one person is asked."""
    found = roster("Email,Role,Interests\nk@x.example,mentee,Maps\nk@x.example,mentee,Zines\n")
    assert [person.interests for person in found.people] == [("Maps",), ("Zines",)]
    assert [problem.row for problem in found.problems if problem.about] == [3]
