"""What may be saved."""

from __future__ import annotations

import pytest

from mentorwidgets.challenges import check_change
from mentorwidgets.model import OFFICE, Operation, Program


class View:
    """A worksheet of a program with one pair."""

    program = Program(slug="oak", name="Oak")
    viewer = OFFICE

    def fields(self, prefix, _where=None, kind=""):
        pairs = {"pair/ben/ana/Mentoring": {"status": "active"}}
        return {key: value for key, value in pairs.items() if kind == "pairing" and key.startswith(prefix)}


def refusal(key, value):
    return check_change(View(), Operation(op="test-0001", worksheet="oak/challenges", key=key, value=value, base=0))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("barrier/r1", "No time"),
        ("barrier/ben/ana/Mentoring/r1", "No time"),
        ("place/r1", 2.5),
        ("place/r1/h1", 0),
        ("place/ben/ana/Mentoring/r1/h1/a1", -1),
        ("about/r1", {"card": "time", "theme": "Time"}),
        ("help/r1/h1", "A partner"),
        ("activity/r1/h1/a1", "Ask"),
        ("plan/r1/h1/a1", {"owner": "ana", "due": "2026-03-31", "status": "doing"}),
        ("plan/r1/h1/a1", {}),
        ("barrier/r1", None),
        ("card/ours", {"title": "Vans", "barrier": "No van", "audience": ["program"], "theme": "Time", "help": []}),
    ],
)
def test_fine(key, value):
    """Every kind of field takes its value, and can be removed."""
    assert refusal(key, value) is None


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("barrier/r1", 4, "should be text"),
        ("barrier/r1", "x" * 20_001, "longer than"),
        ("place/r1", "first", "number"),
        ("place/r1", True, "number"),
        ("place/cleo/ana/Mentoring/r1/h1", 1, "no such pair"),
        ("about/r1", {"colour": "red"}, "card and a theme"),
        ("plan/r1/h1/a1", {"due": "soon"}, "2026-03-31"),
        ("plan/r1/h1/a1", {"due": "20260331"}, "2026-03-31"),
        ("plan/r1/h1/a1", {"status": "lost"}, "status"),
        ("plan/r1/h1/a1", {"owner": "x" * 201}, "owner"),
        ("barrier/cleo/ana/Mentoring/r1", "x", "no such pair"),
        ("barrier/r1/h1", "x", "not a field"),
        ("card/ours", {"title": "", "barrier": "x", "audience": ["program"], "theme": "", "help": []}, "needs a title"),
        ("card/ours", {"title": "x"}, "A card has"),
        ("card/ours", "x", "A card has"),
        ("card/ben/ana/Mentoring/ours", {}, "not a field"),
        ("barrier", "x", "not a field"),
        ("other/r1", "x", "not a field"),
        ("barrier/<r>", "x", "not a field"),
    ],
)
def test_refused_in_words(key, value, words):
    """Anything else is refused with what is wrong."""
    assert words in refusal(key, value)
