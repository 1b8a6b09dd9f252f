"""The name that somebody chose is the name; the one on their papers is a private note."""

from __future__ import annotations

import pytest
from made import person, roster

from mentorwidgets.model import Note
from mentorwidgets.roster import recognise

HEADERS = [
    "Preferred Name", "Preferred first name (if different)", "Name you would like us to use", "Goes by", "Known as",
    "What name would you like us to use?", "Rufname", "What should we call you?", "Chosen name", "Nickname (optional)",
    "Prénom d'usage", "How would you like to be addressed?", "Your preferred name", "Nombre preferido",
    "What do you like to be called?", "Do you go by another name?", "Roepnaam", "Preferred given name:",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("names", ["First name,Last name\nRobert,Miller", "Name,Branch\nRobert Miller,Oak"])
def test_a_chosen_name_is_the_name(header, names):
    """Whatever its column is called; a chosen first name keeps the surname."""
    head, cells = names.split("\n")
    bobbie = person(f'{head},"{header}",E-mail\n{cells},Bobbie,b@x.example\n')
    assert bobbie.name == "Bobbie Miller"
    assert Note(label="Legal name", text="Robert Miller", readers="coordinator") in bobbie.notes


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ("Bobbie Miller", "Bobbie Miller"),
        ("Miller, Bobbie", "Bobbie Miller"),
        ("Bobbie Jo", "Bobbie Jo"),
        ('"Bobbie"', "Bobbie Miller"),
        ("Bobbie (they)", "Bobbie Miller"),
        ("", "Robert Miller"),
        ("n/a", "Robert Miller"),
        ("Same", "Robert Miller"),
        ("Robert", "Robert Miller"),
        ("robert miller", "Robert Miller"),
        ("-", "Robert Miller"),
        ("she/her", "Robert Miller"),
    ],
)
def test_what_is_a_choice(chosen, name):
    """A whole name stands for itself; nothing said, or the same name, chooses nothing."""
    cell = chosen.replace('"', '""')
    found = person(f'First name,Last name,Preferred name,E-mail\nRobert,Miller,"{cell}",b@x.example\n')
    assert found.name == name
    assert any(note.label == "Legal name" for note in found.notes) is (name != "Robert Miller")


def test_the_legal_name_stays_with_its_person():
    """A list that has only the legal name brings the same person, and leaves the chosen name."""
    chosen = roster("First name,Last name,Preferred name,E-mail\nRobert,Miller,Bobbie,b@x.example\n")
    (there,) = recognise(chosen, ()).people
    again = recognise(roster("Name,E-mail\nRobert Miller,b@x.example\n"), [there])
    assert ([(one.id, one.name) for one in again.people], again.doubts) == ([(there.id, "Bobbie Miller")], ())
    assert again.people[0].notes == there.notes
    assert recognise(chosen, again.people).people[0].name == "Bobbie Miller"


def test_a_program_that_has_the_legal_name_learns_the_chosen_one():
    """Nobody is asked, since the row says both."""
    (there,) = recognise(roster("Name,E-mail\nRobert Miller,b@x.example\n"), ()).people
    chosen = roster("First name,Last name,Preferred name,E-mail\nRobert,Miller,Bobbie,b@x.example\n")
    assert [(one.id, one.name) for one in recognise(chosen, [there]).people] == [(there.id, "Bobbie Miller")]


def test_half_a_place_is_a_note():
    """A latitude alone, or one that is not on the globe, is kept for the office."""
    found = roster("Name,E-mail,Latitude,Longitude\nAna Silva,a@x.example,95.5,3\nBen Ito,b@x.example,41.5,\n")
    assert [one.location for one in found.people] == [None, None]
    assert [note.text for one in found.people for note in one.notes] == ["95.5, 3.0", "41.5"]
