"""Two sentences to one participant."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import own_summary

OAK = Program(slug="oak", name="Oak County")
PEOPLE = (
    Person(id="ben", name="Ben Carter", roles=("mentee",)),
    Person(id="ana", name="Ana Silva", roles=("mentor",)),
)


def pair(status, mentee=True, mentor=True):
    return {"pair/ben/ana/Mentoring": {"status": status, "mentee_yes": mentee, "mentor_yes": mentor}}


SAID_NO = {
    "pair/ben/ana/Mentoring": {
        "status": "ended",
        "mentee_yes": True,
        "mentor_yes": False,
        "since": OAK.today().isoformat(),
    }
}
ENDED = {
    "pair/ben/ana/Mentoring": {
        "status": "ended",
        "mentee_yes": True,
        "mentor_yes": True,
        "since": OAK.today().isoformat(),
    }
}


@pytest.mark.parametrize(
    ("person", "fields", "words"),
    [
        ("ben", SAID_NO, "Ana Silva cannot be your mentor this time. That says nothing about you. You have no mentor yet. Look at the mentors and choose."),
        ("ana", SAID_NO, "A pair with Ben Carter will not begin. Nobody has to say why. Nobody has asked you to be their mentor yet. You will see it here when somebody does."),
        ("ben", ENDED, "Your pair with Ana Silva has ended. Thank you both for the time you gave. You have no mentor yet. Look at the mentors and choose."),
        ("ana", ENDED, "Your pair with Ben Carter has ended. Thank you both for the time you gave. Nobody has asked you to be their mentor yet. You will see it here when somebody does."),
        ("ben", ENDED | {"pair/ben/eva/Mentoring": {"status": "active"}}, "You are paired with somebody new. "),
        ("ben", {"pair/ben/ana/Mentoring": {**ENDED["pair/ben/ana/Mentoring"], "since": "2020-01-01"}}, "You have no mentor yet. Look at the mentors and choose."),
        ("ben", {}, "You have no mentor yet. Look at the mentors and choose."),
        ("ben", {"assign/ben": True}, "You have no mentor yet. Your coordinator will look for a mentor for you."),
        ("ben", {"offer/ben": "declined"}, "You do not take part this time. You can change your mind at any time."),
        ("ben", pair("proposed", mentor=False), "A pair with Ana Silva is waiting. Now the other person says yes."),
        ("ana", pair("proposed", mentor=False), "A pair with Ben Carter is waiting. Say yes to Ben Carter, or no. You need not say why."),
        ("ben", pair("active"), "You are paired with Ana Silva. "),
        ("ana", {}, "Nobody has asked you to be their mentor yet. You will see it here when somebody does."),
        ("ben", pair("ended"), "You have no mentor yet. Look at the mentors and choose."),
    ],
)  # fmt: skip
def test_each_standing_has_its_words(person, fields, words):
    """What is done, and what the person can do next."""
    assert " ".join(own_summary(OAK, person, PEOPLE, fields)) == words


def test_where_nobody_chooses_a_shortlist_is_a_wish():
    """PP19: in an assigned program the mentee only says whom they wish for."""
    program = Program(slug="oak", name="Oak County", choosing=False, terms={"mentor": "guide"})
    assert own_summary(program, "ben", PEOPLE, {})[1] == "Say which guides you wish for."


def test_somebody_whom_they_may_not_know_is_not_named():
    """The sentence never falls back to an id."""
    assert "somebody new" in own_summary(OAK, "ben", PEOPLE[:1], pair("active"))[0]
