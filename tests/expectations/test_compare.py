"""Two answers beside each other."""

from __future__ import annotations

import compared
import pytest

from mentorwidgets.expectations import compare
from mentorwidgets.model import AnswerGiven, Form, Question

POINTS = ("Never", "Rarely", "Sometimes", "Often", "Always")


def outcome(kind, mentor, mentee, **more):
    question = Question(id="q", type=kind, mentor="?", mentee="?", **more)
    given = [AnswerGiven(answer=answer, type=kind) for answer in (mentor, mentee)]
    (one,) = compare(Form(questions=(question,)), {"q": given[0]}, {"q": given[1]}).comparisons
    return one.standing, one.words


@pytest.mark.parametrize(
    ("kind", "mentor", "mentee", "standing", "words"),
    [
        ("text", "Monday ", "monday", "aligned", "the same"),
        ("paragraph", "Calm", "Courage", "discuss", "beside each other"),
        ("one-of", "A", "B", "discuss", "The mentor says: A. The mentee says: B."),
        ("yes-no", "yes", "yes", "aligned", "Both of you say: yes."),
        ("several-of", ["A", "B"], ["B", "C"], "discuss", "Both: B. Only the mentor: A. Only the mentee: C."),
        ("list", ["Ana"], ["ana "], "aligned", "Both: Ana."),
        ("ranking", ["A", "B"], ["A", "C"], "aligned", "Both of you put A first"),
        ("ranking", ["A", "B"], ["B", "A"], "discuss", "The mentee puts B first"),
        ("number", 4, 6, "discuss", "That is 2 apart."),
        ("number", 4, 4.0, "aligned", "Both of you say 4."),
        ("date", "2026-03-01", "2026-03-02", "discuss", "1 day apart"),
        ("date", "2026-03-01", "2026-03-01", "aligned", "2026-03-01"),
    ],
)
def test_differences_in_words(kind, mentor, mentee, standing, words):
    """Each type has its own way to differ."""
    found, said = outcome(kind, mentor, mentee)
    assert found == standing
    assert words in said


def test_one_step_on_a_scale_is_near():
    """Neighbours on a scale are aligned, and it says so; further apart is worth a talk."""
    assert outcome("scale", "Often", "Always", options=POINTS)[0] == "aligned"
    assert outcome("scale", "Never", "Always", options=POINTS)[0] == "discuss"


def test_hours_share_a_window():
    """Days and hours that both have are named; none is said as such."""
    ana = {"days": ["Monday", "Friday"], "from": "09:00", "to": "12:00"}
    assert outcome("hours", ana, {"days": ["Monday"], "from": "11:00"}) == (
        "discuss",
        "You share Monday, 11:00 to 12:00.",
    )
    assert "no time" in outcome("hours", ana, {"days": ["Sunday"]})[1]
    assert outcome("hours", ana, dict(ana))[0] == "aligned"


def test_rows_of_a_grid():
    """Only the rows that differ are named."""
    _, words = outcome("rank-grid", {"One": "A", "Two": "B"}, {"One": "A"}, rows=("One", "Two"))
    assert words == "Two: the mentor says B, the mentee says nothing."


def test_silence_is_open():
    """Who said nothing is named; 'leave it open' is respected."""
    assert outcome("text", "x", " ") == ("open", "Only the mentor has answered this.")
    assert outcome("text", None, None)[0] == "open"
    question = Question(id="q", type="text", mentor="?", mentee="?")
    left = {"q": AnswerGiven(answer="x", open=True)}
    alignment = compare(Form(questions=(question,)), left, {"q": AnswerGiven(answer="x")})
    assert alignment.comparisons[0].words == "One of you would leave this open."


def test_a_question_that_changed_its_type():
    """Answers to what it was before are still put beside each other."""
    question = Question(id="q", type="number", mentor="?", mentee="?")
    given = AnswerGiven(answer="four", type="text")
    assert compare(Form(questions=(question,)), {"q": given}, {"q": given}).count("aligned") == 1


def test_the_summary_counts_and_never_scores():
    """Three counts in words."""
    questions = tuple(Question(id=name, type="text", mentor="?", mentee="?") for name in "abc")
    say = lambda **texts: {name: AnswerGiven(answer=text, type="text") for name, text in texts.items()}  # noqa: E731
    assert (
        compare(Form(questions=questions), say(a="x", b="y"), say(a="x", b="z")).words()
        == "1 aligned, 1 to discuss, 1 open"
    )


def test_the_page_is_held_to_the_same_cases():
    """What `tests/js/expectations.test.mjs` reads is what Python says now; `compared.py` writes it anew."""
    assert compared.FILE.read_text(encoding="utf-8") == compared.as_text()
    assert {case["said"][0] for case in compared.cases()} == {"aligned", "discuss", "open"}
