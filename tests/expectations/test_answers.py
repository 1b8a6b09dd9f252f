"""What an answer may be, for each type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.expectations import is_blank, refuse_answer, words_of
from mentorwidgets.expectations.answers import LONGEST
from mentorwidgets.model import ANSWER_TYPES, AnswerGiven, Question

OPTIONS = ("Red", "Green", "Blue")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def question(kind, **more):
    words = {"mentor": "What?", "mentee": "What?", "options": OPTIONS, "rows": ("One", "Two"), "columns": ("A", "B")}
    return Question(id="q", type=kind, **{**words, "blanks": "We ___ and ___.", **more})


def refusal(kind, answer, **more):
    return refuse_answer(question(kind, **more), AnswerGiven(answer=answer))


FINE = [
    ("text", "A word"),
    ("paragraph", "Two\nlines"),
    ("one-of", "Red"),
    ("several-of", ["Red", "Blue"]),
    ("several-of", []),
    ("scale", "Green"),
    ("ranking", ["Blue", "Red", "Green"]),
    ("ranking", ["Blue"]),
    ("rank-grid", {"One": "Red", "Two": "Blue"}),
    ("yes-no", "as agreed"),
    ("number", 4),
    ("number", 2.5),
    ("hours", {"days": ["Monday"], "from": "09:00", "to": "24:00"}),
    ("hours", {"days": []}),
    ("date", "2028-02-29"),
    ("date", ""),
    ("list", ["Ana", "Ben"]),
    ("rows", [{"A": "x"}, {"A": "y", "B": "z"}]),
    ("sentence", ["talk", ""]),
    ("consent", True),
]


@pytest.mark.parametrize(("kind", "answer"), FINE)
def test_takes(kind, answer):
    """Answers of the right shape are fine."""
    assert refusal(kind, answer) is None


def test_every_type_is_tried():
    """The list above leaves no type out."""
    assert {kind for kind, _ in FINE} == set(ANSWER_TYPES)


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("text", 4, "should be text"),
        ("paragraph", "x" * (LONGEST + 1), "longer than"),
        ("one-of", "Pink", "choose one"),
        ("several-of", ["Red", "Red"], "chosen once"),
        ("several-of", ["Pink"], "among the answers"),
        ("scale", "Pink", "choose one"),
        ("ranking", ["Red", "Red"], "one place"),
        ("rank-grid", {"Three": "Red"}, "rows"),
        ("rank-grid", {"One": "Pink"}, "in each row"),
        ("yes-no", "perhaps", "yes, no or as agreed"),
        ("number", True, "a number"),
        ("number", float("nan"), "a number"),
        ("hours", {"days": ["Someday"]}, "days of the week"),
        ("hours", {"from": "9"}, "09:30"),
        ("hours", {"from": "12:00", "to": "09:00"}, "after the beginning"),
        ("date", "2026-02-30", "2026-03-31"),
        ("date", "20260331", "2026-03-31"),
        ("list", "Ana", "list of texts"),
        ("list", ["x"] * 101, "100 lines"),
        ("rows", [{"C": "x"}], "columns"),
        ("rows", ["x"], "a table"),
        ("sentence", ["a", "b", "c"], "fewer blanks"),
        ("consent", "yes", "a yes"),
    ],
)
def test_refuses_in_words(kind, answer, words):
    """Anything else is refused in words that say what is wanted."""
    assert words in refusal(kind, answer)


@pytest.mark.parametrize("number", [0, 11])
def test_bounds_of_a_number(number):
    """A number outside its bounds is refused with the bounds."""
    assert refusal("number", number, lowest=1, highest=10) == "The number should be between 1 and 10."


def test_up_to_and_other():
    """'Up to 2' counts the choices; 'other' lets one word of one's own in."""
    assert "2 at most" in refusal("several-of", list(OPTIONS), up_to=2)
    assert refusal("several-of", ["Red", "Pink"], other=True) is None
    assert refusal("several-of", ["Grey", "Pink"], other=True) is not None
    assert refusal("one-of", "Pink", other=True) is None


@given(kind=st.sampled_from(ANSWER_TYPES), answer=JSON)
def test_whatever_comes_is_taken_or_refused_in_words(kind, answer):
    """No value from a browser raises; what is taken can be read as words."""
    why = refusal(kind, answer)
    assert why is None or why.endswith(".")
    if why is None:
        assert isinstance(words_of(AnswerGiven(answer=answer, type=kind)), str)


def test_open_is_an_answer():
    """'We leave this open' needs no other answer, but no locked question can be left open."""
    left = AnswerGiven(open=True)
    assert refuse_answer(question("text"), left) is None
    assert not is_blank(left)
    assert refuse_answer(question("text", locked=True), AnswerGiven(answer="x", open=True)) is not None


@pytest.mark.parametrize("answer", ["  ", [], ["", " "], {"days": []}, [{"A": ""}], False, None])
def test_nothing_said_is_blank(answer):
    """Empty texts, lists and tables count as silence."""
    assert is_blank(AnswerGiven(answer=answer))


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        ("hours", {"days": ["Monday", "Friday"], "from": "09:00"}, "Monday, Friday, from 09:00"),
        ("ranking", ["Red", "Blue"], "1. Red\n2. Blue"),
        ("rows", [{"A": "x", "B": "y"}, {}], "- A: x; B: y"),
        ("rank-grid", {"One": "Red"}, "- One: Red"),
        ("number", 2.5, "2.5"),
        ("consent", True, "Yes"),
        ("gone-type", ["a", {"b": "c"}], "a; b: c"),
    ],
)
def test_reads_as_words(kind, answer, words):
    """An answer can be read, also one to a type that no longer exists."""
    assert words_of(AnswerGiven(answer=answer, type=kind)) == words
