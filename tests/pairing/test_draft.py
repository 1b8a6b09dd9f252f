"""The draft of a proposal on the worksheet."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Person
from mentorwidgets.pairing import SENTENCES, WEIGHTS
from mentorwidgets.pairing.draft import OBJECTIVES, WORDS, draft_options, refuse_draft

ANA = Person(id="ana", name="Ana", roles=("mentee",))
MIA = Person(id="mia", name="Mia", roles=("mentor",))


def test_the_words_are_those_of_the_engine():
    """The draft is checked where no numpy is, so its words are written down twice."""
    assert tuple(SENTENCES) == OBJECTIVES
    assert tuple(WEIGHTS) == WORDS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pins", [["ana", "mia", "Career"]]),
        ("forbids", [["ana", "mia"]]),
        ("weights", {"topics": "must", "hobbies": "off"}),
        ("objective", "best fit"),
        ("include", "all"),
        ("pins", None),
    ],
)
def test_a_draft_is_kept(name, value):
    """Each field in its own shape, or nothing."""
    assert refuse_draft(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("pins", [["ana", "mia"]], "mentee, mentor and purpose"),
        ("pins", [["ana", "mia", ""]], "mentee, mentor and purpose"),
        ("pins", "ana", "mentee, mentor and purpose"),
        ("forbids", [["ana", 7]], "mentee and mentor"),
        ("forbids", [["ana", "mia"]] * 20_001, "mentee and mentor"),
        ("weights", {"topics": 3}, "must, high, medium, low, off"),
        ("weights", ["topics"], "must, high"),
        ("objective", "quickest", "fairest, everyone, best fit"),
        ("objective", ["fairest"], "fairest"),
        ("include", True, "'asked'"),
        ("secret", 1, "not a field"),
    ],
)
def test_what_is_no_draft_is_refused(name, value, words):
    """In words that say what it should be."""
    assert words in refuse_draft(name, value)


def test_a_draft_becomes_options():
    """As `propose_pairs` takes them; what the draft says nothing of is left to the engine."""
    fields = {"draft/pins": [["ana", "mia", "Career"]], "draft/objective": "everyone", "draft/weights": {}}
    assert draft_options(fields, (ANA, MIA)) == {
        "pins": [("ana", "mia", "Career")], "forbids": [], "objective": "everyone"
    }  # fmt: skip


def test_pins_that_are_published_or_name_nobody_are_no_longer_asked_for():
    """A draft outlives a roster and its own publishing."""
    fields = {
        "draft/pins": [["ana", "mia", "Career"], ["ana", "left", "Career"]],
        "draft/forbids": [["left", "mia"], ["ana", "mia"]],
        "pair/ana/mia/Career": {"status": "proposed"},
    }
    assert draft_options(fields, (ANA, MIA)) == {"pins": [], "forbids": [("ana", "mia")]}
