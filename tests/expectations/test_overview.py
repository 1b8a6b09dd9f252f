"""Progress in words."""

from __future__ import annotations

import pytest
from sheets import PAIR

from mentorwidgets.expectations.overview import summary
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
