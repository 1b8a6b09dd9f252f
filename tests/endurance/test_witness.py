"""The witness finds each kind of fault, so that its silence means something."""

from __future__ import annotations

import pytest
from witness import Witness

from mentorwidgets.model import Change


@pytest.fixture
def witness():
    """Someone who has seen nothing yet."""
    return Witness()


def types(witness, writer):
    """A text, shown as not saved yet."""
    text = witness.types(writer, "note")
    witness.doubts(text)
    return text


def line(seq, text, outcome="saved"):
    """A line of the history of one field."""
    sheet = "oak-county/pairing"
    return Change(
        seq=seq, op=f"op-{seq:08}", worksheet=sheet, key="note", value=text, base=0, version=seq, outcome=outcome,
        by="", actor="", at="",
    )  # fmt: skip


def test_a_quiet_day_has_no_faults(witness):
    """Ana writes, Ben reads it and writes."""
    ana = types(witness, "Ana")
    witness.acknowledges(ana)
    witness.sees("Ben", [ana])
    ben = types(witness, "Ben")
    assert witness.verdict([line(1, ana), line(2, ben)]).faults() == []


def test_a_lost_text_is_found(witness):
    """It was acknowledged, and the history knows nothing of it."""
    ana = types(witness, "Ana")
    witness.acknowledges(ana)
    assert f"lost: {ana}" in witness.verdict([]).faults()


def test_a_text_saved_twice_is_found(witness):
    """The same wish was done a second time."""
    ana = types(witness, "Ana")
    assert witness.verdict([line(1, ana), line(2, ana)]).doubled == [ana]


def test_a_silent_overwrite_is_found(witness):
    """Ben saw Ana's text only after he had typed his own."""
    ana, ben = types(witness, "Ana"), types(witness, "Ben")
    witness.sees("Ben", [ana])
    assert witness.verdict([line(1, ana), line(2, ben)]).silent == [(ana, ben)]


def test_a_choice_after_seeing_both_is_no_silent_overwrite(witness):
    """Ben was shown Ana's text, and chose his own."""
    ana, ben = types(witness, "Ana"), types(witness, "Ben")
    witness.sees("Ben", [ana])
    witness.chooses(ben)
    assert witness.verdict([line(1, ana), line(2, ben)]).silent == []


def test_an_untold_conflict_is_found(witness):
    """It stands in the history, and its writer was never shown it."""
    ana = types(witness, "Ana")
    assert witness.verdict([line(1, ana, "conflict")]).untold == [ana]
    witness.tells(ana)
    assert witness.verdict([line(1, ana, "conflict")]).faults() == []


def test_words_that_vanish_are_found(witness):
    """They were typed, and in the end they are nowhere."""
    ana = types(witness, "Ana")
    assert witness.verdict([]).vanished == [ana]


def test_words_that_were_called_saved_at_once_are_found(witness):
    """The page never said that they were not saved yet."""
    ana = witness.types("Ana", "note")
    witness.acknowledges(ana)
    assert witness.verdict([line(1, ana)]).faults() == [f"unshown: {ana}"]
