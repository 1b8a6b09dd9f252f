"""Our questions, their variants, and what programs change in them."""

from __future__ import annotations

import re

import pytest

from mentorwidgets.errors import FormError
from mentorwidgets.expectations import form_from_changes, read_form, variants
from mentorwidgets.model import ANSWER_TYPES, FormChanges, Program

ALL = {variant.id: form_from_changes(FormChanges(variant=variant.id)) for variant in variants()}
EVERY = {question.id + name: question for name, form in ALL.items() for question in form.questions}
SPINE = {
    "EX3": "contact-window",
    "EX4": "off-limits",
    "EX5": "answer-days",
    "EX6": "ending",
    "EX15": "support-limits",
    "EX13": "ask-anything",
}


def test_variants():
    """There is a form for each kind of program that the field knows (EX22)."""
    assert set(ALL) == {"staff", "academic", "association", "teen", "peer", "co-mentors", "project", "one-off"}


def test_what_was_left_out_can_still_be_read():
    """In the program's words: who brings a question back wants to know which."""
    form = form_from_changes(FormChanges(leave_out=("gain",)), Program(slug="a", name="A", terms={"mentor": "guide"}))
    assert [question.mentee for question in form.left_out] == ["What do you think your guide could gain from this?"]
    assert form.question("gain") is None


def test_every_type_of_answer_is_used():
    """The plain form alone shows every type."""
    assert {question.type for question in form_from_changes(FormChanges()).questions} == set(ANSWER_TYPES)


@pytest.mark.parametrize("question", EVERY.values(), ids=EVERY)
def test_every_question_is_complete(question):
    """Two wordings, a guide of two questions, a step and a source; sentences of 25 words at most."""
    assert len(question.guide) == 2
    assert all(text.endswith("?") for text in question.guide)
    assert question.step
    assert question.source
    for text in (question.mentor, question.mentee, question.help, question.start, question.blanks, *question.guide):
        assert all(len(sentence.split()) <= 25 for sentence in re.split(r"[.?!:]", text))


@pytest.mark.parametrize("name", sorted(set(ALL) - {"one-off", "teen", "peer"}))
def test_defaults_with_a_spine(name):
    """The boundary questions, the limits and the no-fault ending stand in every form for longer pairs."""
    asked = {question.id for question in ALL[name].questions}
    assert set(SPINE.values()) - {"contact-window"} <= asked
    assert ("contact-window" in asked) or name == "one-off"


def test_the_ending_closes_every_form():
    """It is locked, and it starts with words."""
    for form in ALL.values():
        ending = form.question("ending")
        assert ending.locked
        assert "at fault" in ending.start
        assert form.questions[-1].step == ending.step


def test_no_report_is_asked():
    """There is no end-of-year report in any form (EX12)."""
    assert not [question.id for question in EVERY.values() if "report" in question.asked("mentor").lower()]


def test_words_of_the_program():
    """A program's own words stand in the questions."""
    program = Program(slug="oak", name="Oak", terms={"mentee": "protégé"})
    assert "your protégé" in form_from_changes(FormChanges(), program).question("hopes").mentor


def test_a_program_changes_its_form():
    """Add, reword, order, lock and leave out."""
    own = {"id": "snack", "type": "text", "mentor": "Which snack?", "mentee": "Which snack?"}
    changes = FormChanges(
        questions=(own, {"id": "hopes", "mentor": "What now?"}), leave_out=("gain",), lock=("trust",), order=("snack",)
    )
    form = form_from_changes(changes)
    assert form.questions[0].id == "snack"
    assert form.question("hopes").mentor == "What now?"
    assert form.question("hopes").guide
    assert form.question("gain") is None
    assert form.question("trust").locked


BAD = {
    'variant = "tean"': ("line 1", "teen"),
    'leave_out = ["endign"]': ("line 1", "ending"),
    'leave_out = ["ending"]': ("line 1", "protects"),
    '\n[[question]]\nid = "a b"': ("line 1", "proper id"),
    '\n\n[[question]]\nid = "snack"\ntype = "txt"\nasked = "?"': ("snack", "text"),
    '\n[[question]]\nid = "snack"\ntype = "one-of"\nasked = "Which?"': ("line 3", "options"),
    '\n[[question]]\nid = "snack"\ntype = "scale"\nasked = "Which?"\noptions = ["a", "b"]': ("line 3", "middle"),
    '\n[[question]]\nid = "ending"\nlocked = false': ("line 3", "unlocked"),
    'leave_out = ["work-time"]': ("line 1", "depends"),
    'color = "red"': ("line 1", "color"),
    "a = ": ("line 1", "quotes"),
}


@pytest.mark.parametrize("text", BAD)
def test_a_bad_file_names_the_line_and_what_to_do(tmp_path, text):
    """The words name the file, the line and a way to mend it."""
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(FormError) as caught:
        read_form(file)
    assert str(caught.value).startswith("own.toml")
    assert all(part in str(caught.value) for part in BAD[text])
    assert caught.value.mend


def test_a_file_that_is_no_text(tmp_path):
    """Another encoding, and no file at all, are said in words."""
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormError, match="UTF-8"):
        read_form(tmp_path / "own.toml")
    with pytest.raises(FormError, match="cannot be read"):
        read_form(tmp_path / "none.toml")


def test_a_good_file(tmp_path):
    """What a program wrote becomes its form."""
    (tmp_path / "own.toml").write_text('variant = "teen"\norder = ["guardian"]\n')
    assert form_from_changes(read_form(tmp_path / "own.toml")).questions[0].id == "guardian"
