"""The trainer's walk: complete, plain, ours."""

from __future__ import annotations

import re

import pytest
from asked import View, wish

from mentorwidgets import challenges, expectations
from mentorwidgets.model import FormChanges
from mentorwidgets.reference import is_credited
from mentorwidgets.session import check_change, steps

STEPS = {step.id: step for step in steps()}
ASKED = [ask for step in steps() for ask in step.ask]


def test_the_walk():
    """From trust to the closing, in the order of OV6, within two hours."""
    wanted = ["trust", "first", "limits", "goals", "gel", "seasons", "goodbye"]
    assert [name for name in STEPS if name in wanted] == wanted
    assert sum(step.minutes for step in steps()) <= 120


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_step_is_complete(step):
    """A lead, notes for the speaker, a question to the room, a credited source; what it names is there."""
    form = expectations.form_from_changes(FormChanges())
    assert step.lead
    assert step.notes
    assert step.ask
    assert is_credited(step.source)
    assert [name for name in step.form if form.question(name) is None] == []
    assert step.case in {"", *(card.id for card in challenges.cards())}
    assert set(step.looks_back) <= {ask.id for ask in ASKED}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_plain_words(step):
    """No sentence is longer than 25 words."""
    texts = (step.title, step.lead, *step.points, *step.notes, *(ask.question for ask in step.ask))
    sentences = [part for text in texts for part in re.split(r"(?<=[.!?]) ", text)]
    assert [one for one in sentences if len(one.split()) > 25] == []


def test_three_questions_about_limits():
    """When, about what not, and what one knows little about (EX3 to EX5)."""
    assert STEPS["limits"].form == ("contact-window", "off-limits", "no-expertise")
    assert len(STEPS["limits"].points) == 3


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.id)
def test_every_question_can_be_asked(ask):
    """The store takes it as it stands; a scale has five points with a neutral middle (OV16)."""
    plain = {"question": ask.question, "answers": ask.answers, "options": list(ask.options), "step": ask.id}
    assert check_change(View(), wish("room/room-asked", plain)) is None
    assert "Not at all" not in ask.options or ask.options[2] == "Neither yes nor no"


def test_ids_are_different():
    """A question is found again by its id."""
    assert len({ask.id for ask in ASKED}) == len(ASKED)
