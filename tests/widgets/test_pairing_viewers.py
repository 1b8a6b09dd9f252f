"""The pairing picker on a participant's page: whatever is on the worksheet, only what is theirs leaves Python."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Note, Person, Program, Viewer, field_key
from mentorwidgets.widgets import PairingPicker

OAK = Program(slug="oak", name="Oak County", capacity=9, purposes=("Career", "Technology"))
MENTORS, MENTEES = ("ana", "ivo"), ("ben", "eva", "cy")
BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben")
ANA = Viewer(role="mentor", program="oak", person="ana", name="Ana")
STATUS = st.sampled_from(("proposed", "confirmed", "active", "paused", "ended"))


def person(name, role):
    """Somebody each of whose fields names the field and whose it is."""
    return Person(
        id=name, name=f"name-{name}", roles=(role,), bio=f"bio-{name}", email=f"email-{name}", supervisor=f"boss-{name}",
        avoid=(f"avoid-{name}",), position=f"position-{name}", notes=(Note(label="N", text=f"note-{name}"),), wants=(f"wants-{name}",),
    )  # fmt: skip


PEOPLE = tuple(person(name, role) for role, names in (("mentor", MENTORS), ("mentee", MENTEES)) for name in names)
ANSWERED = {f"meant/{one.id}/{words}": [] for one in PEOPLE for words in (one.supervisor, *one.avoid)}


@st.composite
def worksheets(draw):
    """A worksheet with any pairs, and a word of its own in each field that holds words."""
    found = dict(ANSWERED)
    for mentee in MENTEES:
        for mentor in MENTORS:
            if draw(st.booleans()):
                found[field_key("pair", mentee, mentor, "Career")] = {"status": draw(STATUS)}
                found[field_key("note", mentee, mentor, "Career")] = f"words-{mentee}-{mentor}"
        if draw(st.booleans()):
            found[field_key("shortlist", mentee)] = [draw(st.sampled_from(MENTORS)), f"wish-{mentee}"]
    return {**found, "draft/pins": [["ben", "ana", "pin"]]}


def sent(picker):
    """All that reaches the page, but for the program of the page itself."""
    return json.dumps(
        {name: part for name, part in picker.get_state().items() if name not in ("_esm", "_css", "_paper")}
    )


def hidden(viewer, fields):
    """Words that must not be there, by a list written without the table."""
    own = viewer.person
    others = [name for name in MENTEES if name != own]
    live = [
        key.split("/")[1:3] for key, value in fields.items() if key.startswith("pair/") and value["status"] != "ended"
    ]
    met = [
        key.split("/")[1:3]
        for key, value in fields.items()
        if key.startswith("pair/") and value["status"] in ("confirmed", "active", "paused")
    ]
    mine = {name for pair in live if own in pair for name in pair}
    words = [f"{field}-{name}" for field in ("boss", "avoid", "note") for name in (*MENTORS, *MENTEES)]
    words += [key for key in fields if key.startswith(("note/", "draft/", "meant/"))]
    words += [f"words-{mentee}-{mentor}" for mentee in MENTEES for mentor in MENTORS] + ["pin"]
    words += [f"wish-{name}" for name in others]
    words += [
        f"{field}-{name}" for field in ("bio", "position", "wants", "email") for name in others if name not in mine
    ]
    words += [
        f"email-{name}"
        for name in (*MENTORS, *MENTEES)
        if name != own and not any({own, name} == set(pair) for pair in met)
    ]
    words += [key for key in fields if key.startswith("pair/") and own not in key.split("/")]
    return words


@settings(max_examples=60, deadline=None)
@given(worksheets(), st.sampled_from((BEN, ANA)))
def test_nothing_hidden_is_ever_sent(fields, viewer):
    """Filter, then render: the page of a participant against a list written without the table."""
    text = sent(PairingPicker(PEOPLE, program=OAK, value=fields, viewer=viewer))
    assert [word for word in hidden(viewer, fields) if word in text] == []


@settings(max_examples=20, deadline=None)
@given(worksheets())
def test_a_trainer_is_sent_nobody(fields):
    """Nor is whoever comes from elsewhere, however they got a picker."""
    for viewer in (Viewer(role="trainer", program="oak"), Viewer(role="mentee", program="elm", person="ben")):
        picker = PairingPicker(PEOPLE, program=OAK, value=fields, viewer=viewer)
        assert (picker.value, picker._people, picker._taken) == ({}, [], {})
        assert "name-" not in sent(picker)


def test_a_mentee_reads_free_places_without_names():
    """How many are taken, and not by whom."""
    fields = ANSWERED | {f"pair/{mentee}/ana/Career": {"status": "active"} for mentee in ("eva", "cy")}
    picker = PairingPicker(PEOPLE, program=OAK, value=fields, viewer=BEN)
    assert (picker._taken, picker.value) == ({"ana": 2}, {})


def test_the_page_of_a_participant_gets_no_proposals():
    """Whatever a browser sends: only who runs the program is answered."""
    question = {"kind": "pairing", "ask": "run", "id": "1"}
    assert PairingPicker(PEOPLE, program=OAK, viewer=BEN).answer_page(question) is None
    assert PairingPicker(PEOPLE, program=OAK).answer_page(question)["kind"] == "pairing"


@pytest.mark.parametrize("change", [
    {"note/ben/ana/Career": "mine"}, {"shortlist/eva": ["ana"]}, {"pair/ben/ana/Career": {"status": "active"}}, {"draft/objective": "fairest"},
])  # fmt: skip
def test_a_bare_picker_holds_a_participant_to_their_rights(change):
    """In a notebook without a store too: a page can set any trait."""
    picker = PairingPicker(PEOPLE, program=OAK, viewer=BEN)
    with pytest.raises(ValueRefusedError):
        picker.value = change
    assert picker.value == {}


def test_a_mentee_asks_and_a_mentor_agrees_in_a_notebook():
    """What is theirs goes through."""
    asked = {"pair/ben/ana/Career": {"status": "proposed", "mentee_yes": True}}
    mentee = PairingPicker(PEOPLE, program=OAK, viewer=BEN, value=ANSWERED)
    mentee.value = asked
    mentor = PairingPicker(PEOPLE, program=OAK, viewer=ANA, value=ANSWERED | asked)
    mentor.value = {"pair/ben/ana/Career": {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}}
    assert mentor.pairs[0].status == "confirmed"


def test_every_page_knows_who_can_read_what():
    """XC3: the words come with the page, and differ with whose page it is."""
    words = [PairingPicker(PEOPLE, program=OAK, viewer=viewer)._readers["shortlist/<mentee>"] for viewer in (BEN, ANA)]
    assert words == ["You and your coordinator"] * 2
    assert PairingPicker(PEOPLE)._readers["shortlist/<mentee>"] == "This person and coordinators"
