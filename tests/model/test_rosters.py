"""A roster that comes again."""

from __future__ import annotations

from mentorwidgets.model import Note, Person, Roster, known_again


def person(person_id="ana", **fields):
    """A mentor."""
    return Person(**{"id": person_id, "name": person_id.capitalize(), "roles": ("mentor",), **fields})


def test_someone_is_known_again_by_address():
    """Then the id that is there stays, since pairs name it."""
    (found,) = known_again([person("new", email="ANA@x.example")], [person(email="ana@x.example")])
    assert (found.id, found.name) == ("ana", "New")


def test_an_address_of_two_people_tells_nobody():
    """They stay two."""
    there = [person("ana", email="desk@x.example"), person("ben", email="desk@x.example")]
    assert known_again([person("eva", email="desk@x.example")], there)[0].id == "eva"


def test_what_a_roster_does_not_speak_of_stays():
    """A file without a column for the bio does not empty it; an empty cell does."""
    there = [person(bio="Reads maps.", branch="Alder")]
    (found,) = known_again([person()], there, says={"branch"})
    assert (found.bio, found.branch) == ("Reads maps.", "")


def test_a_roster_that_speaks_of_everything_replaces_everything():
    """As when nothing is said about columns."""
    assert known_again([person()], [person(bio="Reads maps.")]) == (person(),)


def test_a_roster_speaks_of_its_columns_and_of_its_notes():
    """A column that was not understood is a note; so is a value that was not."""
    columns = (("Name", "name"), ("Shoe size", ""))
    assert Roster(columns=columns).says() == {"name", "notes"}
    noted = person(notes=(Note(label="Capacity", text="lots"),))
    assert Roster(people=(noted,), columns=columns[:1]).says() == {"name", "notes"}
