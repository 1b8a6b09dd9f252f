"""What a viewer may know of people (PP3, PP13, XC4)."""

from __future__ import annotations

import dataclasses
import json

import pytest
from peopled import OAK, PEOPLE, SECRETS, VIEWERS, YOUTH, pair, person

from mentorwidgets.access import bars_for, people_for, places_taken
from mentorwidgets.model import Program, to_plain

MET = {"pair/ben/ana/Career": pair("active"), "pair/eva/ana/Career": pair(mentor=False)}


def seen(viewer, fields=MET, program=OAK, people=PEOPLE, gone=()):
    """The people whom a viewer knows of, by id."""
    present, left = people_for(VIEWERS[viewer], program, people, gone, fields)
    return {one.id: one for one in (*present, *left)}


@pytest.mark.parametrize(("viewer", "ids"), [
    ("office", "ana mia ivo ben eva"), ("coordinator", "ana mia ivo ben eva"), ("another coordinator", ""), ("trainer", ""),
    ("ben", "ana ivo ben"), ("eva", "ana ivo eva"), ("ana", "ana ben eva"), ("ivo", "ivo"), ("ben of elm", ""), ("a mentee without a name", ""),
])  # fmt: skip
def test_who_knows_of_whom(viewer, ids):
    """A mentee knows the mentors who take part, a mentor those who ask for them, and nobody anybody else."""
    assert set(seen(viewer)) == set(ids.split())


@pytest.mark.parametrize("viewer", ["ben", "eva", "ana", "ivo"])
@pytest.mark.parametrize("program", [OAK, YOUTH], ids=["adults", "youth"])
def test_secrets_stay_where_they_are(viewer, program):
    """Supervisors, avoid lists, places on the map and coordinators' notes: not even of oneself."""
    text = json.dumps([to_plain(one) for one in seen(viewer, program=program).values()])
    assert [secret for secret in (*SECRETS, "clearance") if secret in text] == []


def test_an_address_is_for_two_who_said_yes():
    """Asking a mentor is no way to their e-mail address."""
    addresses = {viewer: {one.id for one in seen(viewer).values() if one.email} for viewer in ("ben", "eva", "ana")}
    assert addresses == {"ben": {"ben", "ana"}, "eva": {"eva"}, "ana": {"ana", "ben"}}


def test_a_note_for_the_pair_is_read_by_the_pair():
    """Who declared a note to be for the pair meant the two who met."""
    notes = {viewer: [note.text for note in seen(viewer)["ana"].notes] for viewer in ("ben", "eva")}
    assert notes == {"ben": ["desk of ana"], "eva": []}


def test_a_young_person_is_initials_to_others():
    """XC4: no name, no address, no text of their own, no branch; topics and hours stay."""
    eva = seen("ana", program=YOUTH)["eva"]
    assert (eva.name, eva.email, eva.bio, eva.branch, eva.notes, eva.interests) == ("E. P.", "", "", "", (), ("maps",))


def test_a_young_mentor_is_initials_too():
    """Teens mentor teens in some programs."""
    people = (person("zoe", "mentor", kind="youth"), *PEOPLE)
    assert seen("ben", program=YOUTH, people=people)["zoe"].name == "Z. P."
    assert seen("ben", program=YOUTH, people=people)["ana"].name == "Ana Person"


def test_no_address_ever_in_a_youth_program():
    """XC4: no private contact, also when both said yes."""
    assert seen("ben", program=YOUTH)["ana"].email == ""


def test_who_was_a_pair_stays_a_name():
    """An ended pair, and somebody who left the roster."""
    fields = {"pair/ben/mia/Career": pair("ended"), "pair/ben/old/Career": pair("active")}
    known = seen("ben", fields, gone=(person("old", "mentor"),))
    assert [(known[one].name, known[one].bio, known[one].email) for one in ("mia", "old")] == [
        ("Mia Person", "", ""),
        ("Old Person", "", ""),
    ]


def test_a_mentor_no_longer_sees_who_ended():
    """The profile goes with the pair."""
    assert seen("ana", {"pair/ben/ana/Career": pair("ended")})["ben"].bio == ""


def test_every_field_of_a_person_was_thought_of():
    """A new field of a profile is closed until somebody decides."""
    from mentorwidgets.access import people as room

    thought = room.OPEN | room.NEVER | {"id", "name", "roles", "email", "notes", "mentee_side"}
    closed = {"rural", "kind", "demand", "assign", "participation", "wishes", "most_important", "waiting", "confirmed"}
    fields = {field.name for field in dataclasses.fields(PEOPLE[0])}
    assert fields == thought | closed


def test_bars_tell_no_reason():
    """A participant reads that a mentor takes nobody on; not that a clearance is missing, nor of whom they avoid."""
    people = (
        person("ana", "mentor"),
        person("ivo", "mentor", clearance=False),
        person("ben", "mentee", supervisor="ana"),
        person("eva", "mentee", supervisor="ivo"),
    )
    known = bars_for(VIEWERS["ben"], YOUTH, people, {})
    text = json.dumps(to_plain(known))
    assert "cleared" not in text
    assert "reporting" not in text
    assert known.mentors["ivo"].words == "Ivo Person is not taking anyone on at the moment."
    assert (set(known.mentors), known.pairs) == ({"ana", "ivo"}, {})


def test_those_at_work_read_the_reason():
    """A coordinator has to know what to mend."""
    known = bars_for(VIEWERS["coordinator"], YOUTH, PEOPLE, {})
    assert "cleared" in known.mentors["ivo"].words


def test_places_are_counted_without_names():
    """PP12 for mentees: how many are taken by others, and by nobody in particular."""
    fields = {**MET, "pair/x/ana/Technology": pair("ended"), "pair/y/ivo/Career": pair("paused")}
    assert places_taken(VIEWERS["ben"], OAK, fields) == {"ana": 1, "ivo": 1}
    assert [places_taken(VIEWERS[name], OAK, fields) for name in ("ana", "trainer", "ben of elm")] == [{}, {}, {}]


def test_a_program_of_another_name_shows_nobody():
    """The person of that id elsewhere is somebody else."""
    assert people_for(VIEWERS["ben"], Program(slug="elm", name="Elm"), PEOPLE, (), MET) == ((), ())
