"""Progress in words."""

from __future__ import annotations

import pytest
from sheets import PAIR

from mentorwidgets.expectations.overview import counts, own_summary, summary
from mentorwidgets.model import Pair, field_key

MENTEE, MENTOR, PURPOSE = PAIR
ONE = Pair(mentee=MENTEE, mentor=MENTOR, purpose=PURPOSE, status="active")
READY = {field_key("ready", *PAIR, side): True for side in ("mentor", "mentee")}
YES = {field_key("yes", *PAIR, side): {"name": "A", "date": "2026-03-01"} for side in ("mentor", "mentee")}
STEPS = [
    ({}, "quiet", "1 pair can begin to answer."),
    (
        {field_key("answer", *PAIR, "mentor", "hopes"): {"answer": "x"}},
        "apart",
        "1 pair is answering, each side for itself.",
    ),
    (READY, "comparing", "1 pair can compare and agree."),
    (READY | YES, "agreed", "Print a blank form to look at the questions."),
]


@pytest.mark.parametrize(("fields", "state", "words"), STEPS)
def test_each_step(fields, state, words):
    """A pair stands in one state, and the next step says what it can do."""
    found = summary([ONE], fields)
    assert getattr(found, state) == 1
    assert found.next == words
    assert found.quiet + found.apart + found.comparing + found.agreed == 1


def test_ended_pairs_do_not_count():
    """Only live pairs are counted; without any it says so."""
    ended = Pair(mentee=MENTEE, mentor=MENTOR, purpose=PURPOSE, status="ended")
    assert summary([ended], READY | YES).done == "There are no pairs yet."


def test_nothing_that_was_said_stands_in_it():
    """The words for the coordinator hold counts alone."""
    secret = {field_key("answer", *PAIR, "mentor", "hopes"): {"answer": "Get away from Dana"}}
    assert "Dana" not in str(summary([ONE], secret))


def test_counts_say_how_many_and_no_more():
    """Answers of both kinds, by pair and side; what was taken away does not count."""
    fields = {
        "answer/ben/ana/a%2Fb/mentee/hopes": {"answer": "SECRET"},
        "told/ben/ana/a%2Fb/mentee/review": {"answer": "2026-03-01"},
        "answer/ben/ana/a%2Fb/mentor/hopes": None,
        "ready/ben/ana/a%2Fb/mentee": True,
    }
    assert counts(fields) == {"ben/ana/a%2Fb": {"mentee": 2}}


def test_what_is_next_of_several_pairs_is_the_most_urgent():
    """Comparing goes before writing; without a pair there is a friendly word."""
    pairs = [Pair(mentee=name, mentor="ana", purpose="M", status="active") for name in ("ben", "eva")]
    ready = {f"ready/eva/ana/M/{side}": True for side in ("mentor", "mentee")}
    assert own_summary("ana", pairs, ready)[0] == "You are both ready."
    assert own_summary("ben", pairs, ready)[0] == "You answer, each for yourself."
    assert own_summary("dan", pairs, ready)[0] == "You have no pair yet."
    assert own_summary("", pairs, ready)[0] == "You have no pair yet."
