"""A program's pairing in numbers and words."""

from __future__ import annotations

import datetime as dt

from mentorwidgets.model import Field, Person, Program
from mentorwidgets.pairing import summary, with_answers

OAK = Program(slug="oak", name="Oak", capacity=2)
TODAY = dt.date(2026, 6, 1)
PEOPLE = (
    Person(id="ana", name="Ana", roles=("mentor",), confirmed="2024-01-01"),
    Person(id="bea", name="Bea", roles=("mentor",), capacity=0, confirmed="2026-05-01"),
    *(Person(id=i, name=i.title(), roles=("mentee",)) for i in ("cem", "dee", "eli")),
)


def told(fields, program=OAK, people=PEOPLE):
    return summary(program, people, fields, TODAY)


def test_counts_follow_the_worksheet():
    """Places, requests, states and statuses."""
    s = told({"pair/cem/ana/Mentoring": {"status": "active"}, "assign/dee": True, "offer/eli": "declined"})
    assert (s.mentors, s.mentees, s.active, s.free_places) == (2, 3, 1, 1)
    assert (s.assign_requests, s.declined, s.unpaired, s.stale_profiles) == (1, 1, 1, 1)


def test_fields_may_come_from_the_store():
    """`Field` values count as their value."""
    assert told({"assign/dee": Field(value=True, version=1)}).assign_requests == 1


def test_an_empty_program_is_told_to_begin():
    """The first step is a roster."""
    s = told({}, people=())
    assert (s.done, s.next) == ("Nobody is on the roster yet.", "Add a roster with mentors and mentees.")


def test_the_next_step_is_the_one_that_is_ready():
    """Proposals come before publishing, publishing before asking."""
    pair = "pair/cem/ana/Mentoring"
    assert "looked at" in told({pair: {"status": "proposed"}}).next
    assert "published" in told({pair: {"status": "confirmed"}}).next
    assert "propose pairs" in told({pair: {"status": "active"}, "assign/dee": True}).next


def test_the_programs_own_words_are_used():
    """A program may say protégé."""
    oak = Program(slug="oak", name="Oak", terms={"mentee": "protégé"})
    assert "3 protégés" in told({}, oak).done


def test_flags_are_helpful_words():
    """An overloaded mentor and a pair with somebody who left are named kindly."""
    fields = {f"pair/{i}/ana/Mentoring": {"status": "active"} for i in ("cem", "dee", "eli", "zoe")}
    flags = " ".join(told(fields).flags)
    assert "share the load" in flags
    assert "left the roster" in flags


def test_answers_on_the_worksheet_count_before_the_roster():
    """Shortlists stand before wishes, offers and requests replace."""
    cem = Person(id="cem", name="Cem", roles=("mentee",), wishes=("bea", "ana"))
    new = with_answers([cem], {"shortlist/cem": ["ana"], "offer/cem": "accepted", "assign/cem": True})[0]
    assert (new.wishes, new.participation, new.assign) == (("ana", "bea"), "accepted", True)
