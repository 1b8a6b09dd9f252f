"""What one of the two may do to their pair (PP19, PP20, PP21), against a list written by hand."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from peopled import OAK, PEOPLE, VIEWERS, pair

from mentorwidgets.access import refuse_write
from mentorwidgets.model import STATUSES, Operation, Program

KEY = "pair/ben/ana/Career"


class Sheet:
    """A worksheet as a rule sees it."""

    def __init__(self, viewer: str, fields: Mapping[str, Any], program: Program = OAK) -> None:
        self.viewer = VIEWERS[viewer]
        self.program = program
        self.now = fields

    def fields(self, prefix, where=None):
        return {key: value for key, value in self.now.items() if key.startswith(prefix) and (not where or where(key))}

    def person(self, person_id):
        return next((one for one in PEOPLE if one.id == person_id), None)


def wish(viewer, value, before=None, key=KEY, sheet="oak/pairing", program=OAK):
    """The words that refuse it, or None."""
    operation = Operation(op="op-000001", worksheet=sheet, key=key, value=value, base=0)
    return refuse_write(Sheet(viewer, {} if before is None else {key: before}, program), operation)


def test_the_office_and_the_coordinator_write_what_they_like():
    """Whether it fits is for the rules to say."""
    assert [wish(name, pair("active")) for name in ("office", "coordinator")] == [None, None]


@pytest.mark.parametrize(
    "name", ["another coordinator", "trainer", "eva", "ivo", "ben of elm", "a mentee without a name"]
)
def test_a_pair_is_nobody_elses(name):
    """Not a trainer's, not another mentee's, not somebody's with the same id elsewhere."""
    assert wish(name, pair(mentor=False)) is not None


def test_a_mentee_asks_for_a_mentor():
    """PP3: chosen, with their own yes, and nobody else's."""
    assert wish("ben", pair(mentor=False)) is None


@pytest.mark.parametrize("value", [pair(), pair(origin="assigned", mentor=False), pair("active"), pair(mentee=False, mentor=False), "yes", {"status": "married"}])  # fmt: skip
def test_a_mentee_says_nobody_elses_yes(value):
    """Asking never comes with the mentor's yes, another origin or a later status."""
    assert wish("ben", value) is not None


def test_a_mentor_makes_no_pair():
    """Mentors answer."""
    assert "Pairs are made by" in wish("ana", pair(mentee=False, mentor=True))


def test_where_the_coordinator_pairs_nobody_chooses():
    """PP19: an assigned program takes shortlists, and no choice."""
    program = Program(slug="oak", name="Oak", choosing=False)
    assert "shortlist" in wish("ben", pair(mentor=False), program=program)


ALLOWED = {  # own yes and status before -> after; the other's yes is "t"
    (("proposed", "n", "t"), ("confirmed", "y", "t")),
    (("proposed", "n", "n"), ("proposed", "y", "n")),
    (("proposed", "y", "t"), ("proposed", "n", "t")),
    (("proposed", "y", "n"), ("proposed", "n", "n")),
    (("confirmed", "y", "t"), ("proposed", "n", "t")),
    (("confirmed", "y", "n"), ("proposed", "n", "n")),
}
STATES = list(itertools.product(STATUSES, "yn", "tn"))


def value_of(state, side):
    """A pair in this state, seen from one side."""
    status, mine, theirs = state
    yes = (mine == "y", theirs == "t")
    return pair(status, *(yes if side == "ben" else yes[::-1]))


@pytest.mark.parametrize("side", ["ben", "ana"])
@pytest.mark.parametrize("before", STATES, ids="-".join)
def test_one_of_the_two_does_their_own_part_only(side, before):
    """Every step from every state: one's own yes, taking it back, and ending without fault."""
    ending = (("ended", *before[1:]),) if before[0] != "ended" else ()
    wanted = {after for start, after in ALLOWED if start == before} | {before, *ending}
    done = {after for after in STATES if wish(side, value_of(after, side), value_of(before, side)) is None}
    assert done == wanted


@pytest.mark.parametrize("side", ["ben", "ana"])
def test_nobody_changes_how_a_pair_came_about(side):
    """The origin stays what it was."""
    assert wish(side, pair("ended", origin="assigned"), pair("active")) is not None


@pytest.mark.parametrize(("name", "origin", "is_fine"), [("ben", "chosen", True), ("ben", "assigned", False), ("ana", "chosen", False), ("ana", "assigned", False)])  # fmt: skip
def test_only_who_asked_takes_the_question_back(name, origin, is_fine):
    """Everybody else says no, which leaves a trace for the coordinator."""
    assert (wish(name, None, pair(origin=origin, mentor=False)) is None) == is_fine


@pytest.mark.parametrize("key", ["shortlist/ben", "offer/ben", "assign/ben"])
def test_a_mentee_answers_for_themselves(key):
    """PP4, PP5, PP19: their own, and nobody else's; a mentor writes none of it."""
    assert [wish(name, "later", key=key) is None for name in ("ben", "eva", "ana", "coordinator")] == [
        True,
        False,
        False,
        True,
    ]


def test_a_mentee_asks_again_where_the_program_allows_it():
    """PP21: an ended pair is begun anew by asking, never by setting it back to what it was."""
    again = Program(slug="oak", name="Oak", rematch_past=True)
    asked = [wish("ben", pair(mentor=False), pair("ended"), program=program) for program in (again, OAK)]
    assert (asked[0], asked[1] is None) == (None, False)
    assert wish("ben", pair("active"), pair("ended"), program=again) is not None
    assert wish("ana", pair(mentor=False), pair("ended"), program=again) is not None
