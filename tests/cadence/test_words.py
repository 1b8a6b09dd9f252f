"""Words for days, lengths and countries."""

from __future__ import annotations

import doctest
import typing

import pytest
from babel import Locale

from mentorwidgets.cadence import REVIEW_WORDS, clocks, ease, planning, recurrence, seasons, week_start_of, words
from mentorwidgets.ics import to_ics
from mentorwidgets.model import Cadence, Meeting, Plan, Review


@pytest.mark.parametrize("room", [words, clocks, seasons, planning, recurrence, ease])
def test_what_the_docstrings_show_is_true(room):
    """Every example runs."""
    found = doctest.testmod(room)
    assert (found.attempted > 0, found.failed) == (True, 0)


@pytest.mark.parametrize(
    "locale", ["en-US", "en_GB", "de-DE", "fr-FR", "pt-BR", "ja-JP", "he-IL", "ar-EG", "fa-IR", "es-MX", "sv-SE"]
)
def test_weeks_start_where_unicode_says(locale):
    """The same first day as CLDR gives."""
    assert week_start_of(locale) == Locale.parse(locale.replace("-", "_")).first_week_day


@pytest.mark.parametrize("review", [kind for kind in typing.get_args(Review) if kind])
def test_every_review_has_words_on_the_page_and_in_the_calendar(review):
    """Nobody is sent to a review without being told what it is."""
    meeting = Meeting(id="m001", starts="2026-03-24T15:00+00:00", timezone="Europe/London", review=review)
    plan = Plan(
        cadence=Cadence(start="2026-03-24", time="15:00", timezone="Europe/London", count=1), meetings=(meeting,)
    )
    assert REVIEW_WORDS[review]
    assert b"DESCRIPTION" in to_ics(plan)
