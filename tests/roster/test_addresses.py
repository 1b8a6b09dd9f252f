"""An address of somebody else is nobody's own: letters and personal links would go to the wrong person."""

from __future__ import annotations

import pytest
from made import roster

OTHERS = [
    "Mentor email", "Mentor's email", "Mentor email address", "Courriel du mentor", "Adresse e-mail du mentor", "Correo del mentor", "E-Mail der Mentorin",
    "Group email address", "School email", "Staff email", "Contact email", "Backup email", "Newsletter email", "Email of your mentor", "Alternate email",
    "Team email", "Mailing list", "Kontakt-E-Mail", "Correo de contacto", "Courriel de secours", "Verteiler",
]  # fmt: skip
OWN = [
    "Email", "E-mail address", "Contact email", "School email", "Staff email", "Backup email", "Your email", "Work email", "Student email",
    "Email (mentor or mentee)", "Participant email", "Personal e-mail",
]  # fmt: skip


@pytest.mark.parametrize("header", OTHERS)
def test_addresses_of_others(header):
    """Where the only addresses are those of the mentors, in the rows of mentees, nobody has one."""
    found = roster(
        f'Name,Role,"{header}"\nIda Po,mentee,jan@x.example\nUna Bo,mentee,tim@x.example\nJan Ost,mentor,\nTim Falk,mentor,\n'
    )
    assert [person.email for person in found.people] == [""] * 4


def test_addresses_of_others_are_said():
    """A column of addresses that were not taken is said."""
    found = roster("Name,Mentor email\nIda Po,jan@x.example\nUna Bo,tim@x.example\n", role="mentee")
    assert [(person.name, person.email) for person in found.people] == [("Ida Po", ""), ("Una Bo", "")]
    assert [(one.column, one.level) for one in found.problems] == [("Mentor email", "notice")]


@pytest.mark.parametrize("header", [*OWN, "Mentor email"])
def test_own_addresses(header):
    """An address below such a header is the person's own where nothing speaks against it."""
    found = roster(
        f'Name,Role,"{header}"\nIda Po,mentor,ida@x.example\nUna Bo,mentor,cat99@x.example\nJan Ost,mentor,\n'
    )
    assert [person.email for person in found.people] == ["ida@x.example", "cat99@x.example", ""]


def test_addresses_of_mentors_among_others():
    """In a list of all, "Mentor email" is that of the mentors where it stands in their rows only."""
    found = roster("Name,Role,Mentor email\nIda Po,mentee,\nJan Ost,mentor,jan@x.example\n")
    assert [person.email for person in found.people] == ["", "jan@x.example"]


@pytest.mark.parametrize("header", ["Contact email", "Staff email", "School e-mail", "Kontakt-E-Mail"])
def test_siblings_who_share_an_address_take_nobodys_away(header):
    """Where it is the only column of addresses."""
    rows = [
        ("Ida Po", "fam@x.example"),
        ("Una Po", "fam@x.example"),
        *((f"Kid{n} Ra", f"k{n}@x.example") for n in range(4)),
    ]
    text = "".join(f"{name},{mail},mentee\n" for name, mail in rows)
    assert [one.email for one in roster(f"Name,{header},Role\n{text}", "people.csv").people] == [
        mail for _, mail in rows
    ]
