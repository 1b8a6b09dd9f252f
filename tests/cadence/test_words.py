"""Words for days, lengths and countries."""

from __future__ import annotations

import doctest

import pytest
from babel import Locale

from mentorwidgets.cadence import ease, planning, recurrence, seasons, week_start_of, words


@pytest.mark.parametrize("room", [words, seasons, planning, recurrence, ease])
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
