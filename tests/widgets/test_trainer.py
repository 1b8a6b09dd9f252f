"""TrainerGuide bare in a notebook: its steps, its counts, its pictures, and what it refuses."""

from __future__ import annotations

import pytest
from asked import CHOICE, FIELDS, WORDS

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Program
from mentorwidgets.widgets import TrainerGuide


def guide(**more):
    """A walk with a session."""
    return TrainerGuide(value=FIELDS, **more)


def test_steps_carry_what_they_show():
    """Questions of the form in the program's words, and the whole case."""
    own = guide(program=Program(slug="oak", name="Oak", terms={"mentor": "guide"}))
    steps = {step["id"]: step for step in own.get_state()["_steps"]}
    assert steps["limits"]["form"][2]["mentee"] == "What do you not expect your guide to know?"
    assert steps["case"]["cases"][0]["title"] == "Meetings fall through the cracks"
    assert len(steps["case"]["cases"]) >= 10


def test_counts_and_pictures():
    """A picture is an SVG with a table that says the same; whatever people wrote is text in it."""
    value = {
        **FIELDS,
        f"theme/{WORDS}/theme-odd": {"name": "\"];<script>'", "place": 9},
        f"sorted/{WORDS}/note-0004": "theme-odd",
    }
    own = TrainerGuide(value=value)
    assert own.counts(CHOICE) == (("Mentor", 0), ("Mentee", 1))
    chart = own.chart(WORDS)
    assert chart.rows == (("Trust", "1"), ("Time", "2"), ("\"];<script>'", "1"))
    assert chart.svg.startswith("<svg")
    assert "<script" not in chart.to_html()


def test_no_picture_of_nothing():
    """Only words and an empty table."""
    chart = TrainerGuide(value={f"room/{CHOICE}": FIELDS[f"room/{CHOICE}"]}).chart(CHOICE)
    assert (chart.svg, chart.words) == ("", "No answers yet.")


def test_the_page_asks_for_a_picture():
    """And hears what is missing in words."""
    answer = guide().answer_page({"kind": "picture", "room": WORDS})
    assert (answer["kind"], answer["words"]) == ("picture", "4 answers. Most often: Time (2).")
    newer = {f"room/{CHOICE}": FIELDS[f"room/{CHOICE}"], f"note/{CHOICE}/note-0009": 0}
    assert guide().answer_page({"kind": "picture", "room": CHOICE, "fields": newer})["rows"][0] == ("Mentor", "1")
    with pytest.raises(ValueRefusedError, match="not a field"):
        guide().answer_page({"kind": "picture", "room": CHOICE, "fields": {"wall/x": 1}})
    with pytest.raises(ValueRefusedError, match="no such question"):
        guide().answer_page({"kind": "picture", "room": "room-none"})
    assert guide().answer_page({"kind": "since"}) is None


def test_taking_themes():
    """Only where a program is behind it."""
    own = guide()
    with pytest.raises(ValueRefusedError, match="tied to no program"):
        own.answer_page({"kind": "take", "room": WORDS})
    own.connect_taking(lambda room: f"took {room}")
    assert own.answer_page({"kind": "take", "room": WORDS}) == {"kind": "taken", "told": f"took {WORDS}"}


@pytest.mark.parametrize("fields", [{"wall/x": 1}, {"note/a": "x"}, {"note/a/b": ["x"]}, {"room/a": {"quest": ""}}, {"theme/a/b": "x"}])  # fmt: skip
def test_refused(fields):
    """What a session cannot hold, wherever it comes from."""
    with pytest.raises(ValueRefusedError):
        TrainerGuide(value=fields)


def test_a_saved_copy():
    """Steps and what was shown; nothing that was not, and no markup of anybody's."""
    value = {**FIELDS, f"note/{WORDS}/note-0008": "<b>bold</b>"}
    text = TrainerGuide(value=value).snapshot()
    assert "&lt;b&gt;bold" in text
    assert "Who writes first?</h3>" not in text
    assert repr(guide()) == "TrainerGuide(12 steps, 2 questions, 5 answers)"
