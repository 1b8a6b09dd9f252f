"""Names that mean nobody for certain: asked, answered, remembered; and no pair begins while a hard one is open."""

from __future__ import annotations

import pytest
from pairing_sheet import Worksheet, mentee, mentor

from mentorwidgets.model import Person, Program, Viewer
from mentorwidgets.pairing import are_asked, bars, is_held, open_questions, propose_pairs, settled, with_ids
from mentorwidgets.pairing.meant import answer_key
from mentorwidgets.pairing.moves import HELD

OAK = Program(slug="oak", name="Oak")
JAN = Person(id="jan", name="Jan Ost", roles=("mentor",), capacity=9)
ROSA = Person(id="rosa", name="Rosa Miller", roles=("mentee",), assign=True, avoid=("Ost",))
KEY = answer_key("rosa", "Ost")


def paired(people):
    return {(pair.mentee, pair.mentor) for pair in propose_pairs(people, program=OAK).pairs}


@pytest.mark.parametrize("field", ["avoid", "supervisor"])
def test_nobody_is_proposed_to_whom_they_may_have_asked_to_avoid(field):
    """Before it is said who is meant, no pair; "nobody of these" frees her, and Jan stays barred."""
    rosa = Person(
        id="rosa", name="Rosa", roles=("mentee",), assign=True, **{field: ("Ost",) if field == "avoid" else "Ost"}
    )
    people = (JAN, rosa)
    assert paired(people) == set()
    assert paired(settled(people, {KEY: []})) == {("rosa", "jan")}
    assert paired(settled(people, {KEY: ["jan"]})) == set()


def test_a_wish_that_fits_nobody_stops_nobody():
    """It is asked, and it is soft."""
    rosa = Person(id="rosa", name="Rosa", roles=("mentee",), assign=True, wishes=("Ost",))
    (question,) = open_questions((JAN, rosa))
    assert (question.is_hard(), question.likely, paired((JAN, rosa))) == (False, ("jan",), {("rosa", "jan")})


def test_who_stands_below_an_unclear_line_waits_too():
    """Ben reports to Mid, and to whom Mid reports is not clear: Ben may stand in Jan's line."""
    people = (JAN, mentor("Mid", supervisor="Ngozi"), mentee("Ben", supervisor="mid", assign=True))
    assert bars(OAK, people).between("ben", "jan").code == "unclear"


def test_answers_are_remembered_for_the_next_roster():
    """The same words of the same person are never asked twice; other words are."""
    fields = {KEY: ["jan"]}
    later = (JAN, Person(id="rosa", name="Rosa Miller", roles=("mentee",), avoid=(" OST ",)))
    assert settled(later, fields)[1].avoid == ("jan",)
    assert are_asked((JAN, Person(id="rosa", name="Rosa", roles=("mentee",), avoid=("Jan O.",))), fields)


KIM = {answer_key("rosa", "Kim Lee"): []}
NEW = Person(id="eva", name="Eva Ra", roles=("mentee",), supervisor="kim  LEE")


def test_a_boss_who_is_in_no_program_is_asked_about_once():
    """Whoever is said to report to nobody here by a whole name says so for whoever writes it later."""
    assert not are_asked((JAN, NEW), KIM)
    assert settled((JAN, ROSA, NEW), KIM)[2].supervisor == ""
    assert are_asked((JAN, NEW), {**KIM, answer_key("ida", "Kim Lee"): ["jan"]})  # two said two things
    assert are_asked((JAN, NEW), {answer_key("rosa", "Kim Lee"): ["jan"]})  # and one was said to be somebody


@pytest.mark.parametrize(
    ("field", "words", "others"),
    [
        ("avoid", ("Kim Lee",), ()), ("avoid", ("my cousin",), ()), ("supervisor", "Ost", ()), ("supervisor", "Jan Osst", ()),
        ("supervisor", "Kim Lee", ("Kim Lee", "Kim Lee")),
    ],
)  # fmt: skip
def test_everything_else_is_asked_of_each(field, words, others):
    """Whom somebody avoids, half a name, a name that resembles one of the roster, and one that several have."""
    people = tuple(Person(id=f"k{at}", name=name, roles=("mentor",)) for at, name in enumerate(others))
    eva = Person(id="eva", name="Eva Ra", roles=("mentee",), **{field: words})
    (question,) = open_questions((JAN, *people, eva))
    answers = {answer_key("rosa", question.words): []}
    assert are_asked((JAN, *people, eva), answers)
    sheet = Worksheet(JAN, *people, eva)
    sheet.kept |= answers
    assert is_held(sheet)


def test_a_name_is_its_owners_when_they_come():
    """Whatever was answered of others who wrote it before."""
    kim = Person(id="kim", name="Kim Lee", roles=("mentor",))
    assert settled((kim, NEW), KIM)[1].supervisor == "kim"


def test_somebody_who_left_is_no_question():
    """Their name is understood; in a line those above them count."""
    gone = (Person(id="mid", name="Mid Way", roles=("mentor",), supervisor="jan"),)
    ben = mentee("Ben", supervisor="Way, Mid", avoid=("Mid Way",))
    stored = with_ids((JAN, ben), gone)
    assert (stored[1].supervisor, stored[1].avoid) == ("mid", ("mid",))
    assert bars(OAK, settled(stored, {}, gone)).between("ben", "jan").code == "reporting-line"
    assert not are_asked(stored, {}, gone)


def test_no_pair_begins_while_a_hard_name_is_open():
    """Made, published or agreed on: of nobody in the program. What stands may pause, go on and end."""
    sheet = Worksheet(JAN, mentor("Mia"), ROSA, mentee("Ben"))
    sheet.kept |= {
        "pair/ben/mia/Mentoring": {"status": "proposed", "mentee_yes": True},
    }
    assert sheet.pair("rosa", "mia") == HELD
    assert sheet.pair("ben", "mia", "confirmed", mentee_yes=True, mentor_yes=True) == HELD
    assert sheet.pair("ben", "mia", "ended") is None
    assert sheet.save(KEY, ["jan"]) is None
    assert sheet.pair("rosa", "jan") == "These two cannot be paired."
    assert sheet.pair("rosa", "mia") is None
    assert sheet.save(KEY, None) is None
    assert sheet.pair("rosa", "mia", "confirmed", mentee_yes=True, mentor_yes=True) == HELD


@pytest.mark.parametrize("value", [["zoe"], ["rosa"], "jan", ["jan", "jan"], [1], {"a": 1}])
def test_an_answer_names_people_of_the_program(value):
    """A list of others, each once."""
    assert Worksheet(JAN, ROSA).save(KEY, value) is not None


@pytest.mark.parametrize("why", ["full", "paused", "avoided", "line", "years"])
def test_a_mentee_reads_one_sentence_whatever_the_reason_is(why):
    """Full, a break, too new, a rule or a list that is private: nobody can guess who avoids them."""
    changes = {"paused": {"capacity": 0}, "avoided": {"avoid": ("ben",)}, "line": {"supervisor": "ben"}}
    sheet = Worksheet(
        mentor("Ana", **changes.get(why, {})), mentee("Ben"), mentee("Cem"), min_years=9 if why == "years" else 0
    )
    if why == "full":
        sheet.pair("cem", "ana")
    sheet.viewer = Viewer(role="mentee", program="oak", person="ben", name="Ben")
    assert sheet.pair("ben", "ana", mentee_yes=True) == "Ana is not taking anyone on at the moment."


def test_saying_yes_tells_no_reason_either():
    """A rule that came after the pair is the coordinator's to speak of."""
    sheet = Worksheet(mentor("Ana", avoid=("ben",)), mentee("Ben"))
    sheet.kept["pair/ben/ana/Mentoring"] = {"status": "proposed", "mentee_yes": True}
    sheet.viewer = Viewer(role="mentor", program="oak", person="ana", name="Ana")
    refusal = sheet.pair("ben", "ana", "confirmed", mentee_yes=True, mentor_yes=True)
    assert refusal == "This pair cannot be confirmed at the moment. Please ask your coordinator."
