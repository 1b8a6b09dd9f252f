"""What may be saved, in which state."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sheets import PAIR, Sheet

from mentorwidgets.expectations import are_both_ready
from mentorwidgets.model import SIDES, field_key

YES = {"name": "Ana Silva", "date": "2026-03-01"}


def test_answers_apart(sheet):
    """Each side answers before anybody is ready."""
    assert sheet.answer("mentor", "hopes", "Calm") is None
    assert sheet.answer("mentee", "hopes", "Courage") is None


def test_nothing_is_agreed_before_both_are_ready(sheet):
    """The third column waits until both said that they are ready."""
    sheet.get_ready("mentor")
    assert "both of you" in sheet.write("agreed", *PAIR, "hopes", value={"answer": "x"})
    assert "both of you" in sheet.write("yes", *PAIR, "mentor", value=YES)
    sheet.get_ready("mentee")
    assert sheet.write("agreed", *PAIR, "hopes", value={"answer": "x"}) is None
    assert sheet.write("yes", *PAIR, "mentor", value=YES) is None


def test_ready_can_be_taken_back_until_both_are(sheet):
    """One may take 'ready' back; when both have said it, both have seen."""
    sheet.get_ready("mentor")
    assert sheet.write("ready", *PAIR, "mentor", value=None) is None
    sheet.get_ready("mentor", "mentee")
    assert "each other's answers" in sheet.write("ready", *PAIR, "mentor", value=None)


def test_the_no_fault_ending_is_never_blank(opened):
    """The ending can be reworded, and neither removed, emptied nor left open."""
    assert opened.write("agreed", *PAIR, "ending", value={"answer": "We part as friends."}) is None
    for value in (None, {"answer": " "}, {"open": True}, {"answer": "x", "open": True}):
        assert opened.write("agreed", *PAIR, "ending", value=value) is not None


@pytest.mark.parametrize("answer", [YES | {"name": " "}, YES | {"date": "soon"}, {"name": "Ana"}, "yes"])
def test_a_yes_has_a_name_and_a_date(opened, answer):
    """A sign-off without them is refused in words."""
    assert "name" in opened.write("yes", *PAIR, "mentee", value=answer)


def test_earlier_text_is_kept_as_it_was(opened):
    """Revisiting keeps what was agreed; it can be neither invented, changed nor removed."""
    opened.write("agreed", *PAIR, "hopes", value={"answer": "Calm"})
    assert opened.write("past", *PAIR, "1", "hopes", value={"answer": "Never said"}) is not None
    assert opened.write("past", *PAIR, "1", "hopes", value={"answer": "Calm"}) is None
    assert opened.write("past", *PAIR, "1", "hopes", value=None) is not None
    opened.write("agreed", *PAIR, "hopes", value={"answer": "Joy"})
    assert opened.write("past", *PAIR, "1", "hopes", value={"answer": "Joy"}) is not None


def test_who_reads_stands_in_the_key(sheet):
    """An answer for the coordinator too is kept under another key than one for the two alone."""
    assert "Who may read" in sheet.answer("mentor", "review", "2026-09-01")
    assert sheet.answer("mentor", "review", "2026-09-01", kind="told") is None
    assert "Who may read" in sheet.answer("mentor", "hopes", "x", kind="told")


def test_only_pairs_have_expectations(sheet):
    """Two people who are no pair share no worksheet."""
    assert "no such pair" in sheet.write("ready", "ben", "cleo", "Mentoring", "mentor", value=True)


@pytest.mark.parametrize(
    "key",
    ["answer/ben/ana/Mentoring/mentor", "ready/ben/ana/Mentoring/coordinator", "answer/ben/ana/Mentoring/boss/hopes",
     "other", "ready/ben/ana//mentor", "past/ben/ana/Mentoring/01/hopes", "form/x"],
)  # fmt: skip
def test_strange_keys_are_refused(sheet, key):
    """A field that the worksheet does not have is refused, whatever its value."""
    assert sheet.write(*key.split("/"), value=True) is not None


def test_an_answer_to_a_question_that_is_gone_stays(sheet):
    """When a program leaves a question out, its answers can no longer be changed, but be removed."""
    sheet.answer("mentor", "hopes", "Calm")
    sheet.write("form", value={"leave_out": ["hopes"]})
    assert "no longer asked" in sheet.answer("mentor", "hopes", "Joy")
    assert sheet.write("answer", *PAIR, "mentor", "hopes", value=None) is None


@pytest.mark.parametrize(
    "form", [{"leave_out": ["ending"]}, {"lock": ["none"]}, {"colour": "red"}, 4, {"questions": [{}]}]
)
def test_a_form_that_cannot_be_asked_is_refused(sheet, form):
    """The program's own questions are checked before they are kept."""
    assert sheet.write("form", value=form) is not None


class States(RuleBasedStateMachine):
    """No order of events leaks or loses an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.said = {}
        self.was_open = False

    @rule(
        side=st.sampled_from(SIDES), question=st.sampled_from(["hopes", "offer"]), text=st.text(min_size=1, max_size=5)
    )
    def say(self, side, question, text):
        if self.sheet.answer(side, question, text) is None:
            self.said[side, question] = text

    @rule(side=st.sampled_from(SIDES), value=st.sampled_from([True, None]))
    def ready(self, side, value):
        self.sheet.write("ready", *PAIR, side, value=value)

    @rule(value=st.sampled_from([{"answer": "x"}, {"open": True}, None]))
    def agree(self, value):
        refused = self.sheet.write("agreed", *PAIR, "hopes", value=value)
        is_fine = are_both_ready(self.sheet.now, PAIR) and (value is None or self.is_asked())
        assert (refused is None) == is_fine

    @rule(leave_out=st.sampled_from([[], ["hopes"]]))
    def change_the_form(self, leave_out):
        assert self.sheet.write("form", value={"leave_out": leave_out} if leave_out else None) is None

    def is_asked(self):
        return "hopes" not in (self.sheet.now.get("form") or {}).get("leave_out", [])

    @invariant()
    def what_was_opened_stays_open(self):
        is_open = are_both_ready(self.sheet.now, PAIR)
        assert is_open or not self.was_open
        self.was_open = is_open

    @invariant()
    def nothing_said_is_lost(self):
        for (side, question), text in self.said.items():
            assert self.sheet.now[field_key("answer", *PAIR, side, question)] == {"answer": text}


TestStates = States.TestCase
TestStates.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
