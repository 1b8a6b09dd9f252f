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


SENTENCES = [
    "same as legal name", "Same as legal", "I use my legal name", "See legal name", "No different name", "No preference",
    "No Preference", "No change", "First name is fine", "my name", "Kai, please", "use my initials", "Mr. Po", "Legal",
    "Kai if possible", "call me Kai", "Either", "whatever you like", "wie oben", "keine Angabe bitte", "comme avant",
    "igual que el nombre", "Kai or Rae", "Ms. Po", "kai@x.example", "just my first name", "Kai/Rae", "Name",
]  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_is_nobodys_name(text):
    """It is asked about or chooses nothing: never shown to everybody as the name."""
    found = roster(f'First name,Last name,Preferred name,E-mail\nBob,Po,"{text}",b@x.example\n')
    assert found.people[0].name == "Bob Po"
    if text != "Either":
        (problem,) = [one for one in found.problems if one.level == "warning"]
        assert (problem.row, problem.column) == (2, "Preferred name")
        assert Note(label="Preferred name", text=text) in found.people[0].notes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kai", "Kai Po"), ("kai", "kai Po"), ("Kai Stone", "Kai Stone"), ("kai stone", "kai stone"), ("Stone, Kai", "Kai Stone"),
        ("Kai van Dyk", "Kai van Dyk"), ("My Po", "My Po"), ("Kai P.", "Kai P."), ("Mary Jo", "Mary Jo"), ("J.R.", "J.R. Po"),
        ("Jean-Luc", "Jean-Luc Po"), ("Dr. Kai Po", "Dr. Kai Po"), ("No\u00e9", "No\u00e9 Po"), ("May", "May Po"), ("Will", "Will Po"),
        ("\u674e \u660e", "\u674e \u660e"), ("Ana de la Cruz", "Ana de la Cruz"), ("Sky (they)", "Sky Po"),
    ],
)  # fmt: skip
def test_a_name_is_no_sentence(text, name):
    """Particles, initials, titles before a whole name, and first names that are words."""
    found = roster(f'First name,Last name,Preferred name,E-mail\nBob,Po,"{text}",b@x.example\n')
    assert ([one.name for one in found.people], [one for one in found.problems if one.level == "warning"]) == (
        [name],
        [],
    )


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Rae", "Stone", "Rae Stone"), ("Rae", "", "Rae Miller"), ("", "Stone", "Robert Stone"), ("", "", "Robert Miller"),
        ("Rae", "Miller", "Rae Miller"), ("Rae Stone", "Stone", "Rae Stone"), ("Rae", "same", "Rae Miller"),
        ("No preference", "Stone", "Robert Stone"), ("n/a", "n/a", "Robert Miller"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heads", [("Preferred first name", "Preferred last name"), ("Chosen name", "Chosen surname")])
def test_first_and_last_name_can_both_be_chosen(first, last, name, heads):
    """Each for itself; the legal name is a private note."""
    found = person(
        f"Legal first name,Legal last name,{heads[0]},{heads[1]},E-mail\nRobert,Miller,{first},{last},b@x.example\n"
    )
    assert found.name == name
    assert any(note.text == "Robert Miller" for note in found.notes) is (name != "Robert Miller")


@pytest.mark.parametrize(
    "header", ["PREF_NAME", "Pref. name", "prefName", "Social name", "Usual name", "Name as you want it to appear"]
)
def test_headers_of_exports_and_forms_ask_for_the_chosen_name(header):
    """As systems for staff and students spell them."""
    found = roster(f"Name,{header},Role\nRobert Miller,Alex Miller,mentee\n", "people.csv")
    assert [person.name for person in found.people] == ["Alex Miller"]


def test_a_name_that_says_what_not_to_be_called_is_asked_about():
    """Nobody is shown as "not Robert Bob"."""
    found = roster('Name,Preferred name,Role\nRobert Miller,"Bob, not Robert",mentee\n', "people.csv")
    assert found.people[0].name == "Robert Miller"
    assert any("Bob, not Robert" in problem.what for problem in found.problems)
