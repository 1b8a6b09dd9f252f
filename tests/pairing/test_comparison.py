"""Objectives side by side, and what would move."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Person
from mentorwidgets.pairing import SENTENCES, compare_objectives, what_if

ANA = Person(id="ana", name="Ana", roles=("mentor",), offers=("maps",))
EVA = Person(id="eva", name="Eva", roles=("mentor",), offers=("zines",))
BEN = Person(id="ben", name="Ben", roles=("mentee",), wants=("maps",), assign=True)
CHO = Person(id="cho", name="Cho", roles=("mentee",), wants=("chess",), assign=True)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_question_about_a_way_keeps_that_way(name):
    """What-if on one of three ways is answered under that way, not under the one asked for first."""
    outcome = next(one for one in compare_objectives([ANA, EVA, BEN, CHO]) if one.proposal.objective == name)
    assert what_if(outcome.proposal).proposal.objective == name
    assert what_if(outcome.proposal).moves == ()
