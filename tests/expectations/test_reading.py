"""Words that people wrote by hand, as answers."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import FormError
from mentorwidgets.expectations import form_from_changes, words_of
from mentorwidgets.expectations.reading import answer_from_words
from mentorwidgets.model import ANSWER_TYPES, AnswerGiven, FormChanges

FORM = form_from_changes(FormChanges())
SAID = {
    "notes-place": "In a shared folder",
    "hopes": "A plan.\n\nAnd time.",
    "rhythm": "Every month",
    "role-is": ["Listen and ask", "Sing"],
    "sureness": "In between",
    "topics": ["Work and life", "Career steps"],
    "help-with": {"Planning": "Some", "Writing": "Much"},
    "work-time": "as agreed",
    "month-hours": 2.5,
    "contact-window": {"days": ["Monday", "Friday"], "from": "09:00", "to": "17:30"},
    "begin": "2026-04-01",
    "off-limits": ["Politics", "Money"],
    "goals": [{"Goal": "Story time", "By when": "May"}, {"First small step": "Ask Eva"}],
    "nudge": ["three", "call you"],
    "seasons": True,
}


def test_every_type_is_tried():
    """The answers above are of all types."""
    assert {FORM.question(name).type for name in SAID} == set(ANSWER_TYPES)


@pytest.mark.parametrize("name", SAID)
def test_what_we_write_we_read(name):
    """An answer in our own words is the same answer, also when it is left open besides."""
    question = FORM.question(name)
    for is_open in (False, not question.locked):
        given = AnswerGiven(answer=SAID[name], open=is_open, asked=question.mentor, type=question.type)
        assert answer_from_words(question, words_of(given), "mentor") == given


BY_HAND = [
    ("rhythm", " every  month ", "Every month"),
    ("month-hours", "2,5 hours a month", 2.5),
    ("contact-window", "Mondays and fridays, until 9:30", {"days": ["Monday", "Friday"], "from": "", "to": "09:30"}),
    ("off-limits", "\u2022 Money\nPolitics", ["Money", "Politics"]),
    ("goals", "- A plan; by when: May", [{"Goal": "A plan", "By when": "May"}]),
    ("help-with", "writing: much", {"Writing": "Much"}),
    ("role-is", "encourage\nLaugh", ["Encourage", "Laugh"]),
    ("seasons", "yes.", True),
    ("notes-place", "In a\nfolder", "In a folder"),
]


@pytest.mark.parametrize(("name", "words", "answer"), BY_HAND)
def test_words_as_people_write_them(name, words, answer):
    """Small and capital letters, bullets, commas and units."""
    assert answer_from_words(FORM.question(name), words).answer == answer


def test_no_words_are_no_answer_and_open_is_one():
    """Nothing, or the sentence that leaves it open."""
    assert answer_from_words(FORM.question("hopes"), "  \n ") is None
    assert answer_from_words(FORM.question("hopes"), "We decided to leave this open.").open


@pytest.mark.parametrize(
    ("name", "words", "mend"),
    [
        ("month-hours", "1,000", "Write a number"),
        ("month-hours", "90", "Write a number"),
        ("rhythm", "Never", "It can be: Every week; Every two weeks"),
        ("seasons", "Perhaps", "Write Yes"),
        ("ending", "We decided to leave this open.", "cannot be left open"),
    ],
)
def test_what_cannot_be_meant_is_refused(name, words, mend):
    """Never a guess; the words say what it can be."""
    with pytest.raises(FormError) as error:
        answer_from_words(FORM.question(name), words)
    assert mend in str(error.value)
