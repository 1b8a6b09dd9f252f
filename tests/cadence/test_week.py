"""Weeks as bits: against sets of quarter hours, and over the end of a week."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.cadence.week import Lie, lies, rotated, runs, week_of, when_words
from mentorwidgets.model import Hours

QUARTERS = 7 * 24 * 4
weeks = st.sets(st.integers(0, QUARTERS - 1), max_size=60)


def bits(quarters):
    """A set of quarter hours as a week."""
    return sum(1 << quarter for quarter in quarters)


@given(weeks, st.integers(-2000, 2000))
def test_a_week_goes_round(quarters, by):
    """Sunday's last quarter hour is followed by Monday's first."""
    assert rotated(bits(quarters), by) == bits({(quarter + by) % QUARTERS for quarter in quarters})


@given(weeks, st.integers(1, 200))
def test_a_meeting_needs_every_quarter_hour_of_it(quarters, minutes):
    """Also one that begins on Sunday and ends on Monday; a part of a quarter hour needs all of it."""
    steps = range(-(-minutes // 15))
    whole = {start for start in quarters if all((start + step) % QUARTERS in quarters for step in steps)}
    assert runs(bits(quarters), minutes) == bits(whole)


@pytest.mark.parametrize(
    ("start", "end", "quarters"),
    [(0, 60, range(4)), (1, 60, range(1, 4)), (0, 59, range(3)), (50, 70, ()), (1380, 1440, range(92, 96))],
)
def test_hours_are_whole_quarters(start, end, quarters):
    """One that begins or ends within a quarter hour leaves it out."""
    assert week_of([Hours(day=2, start=start, end=end)]) == bits(2 * 96 + quarter for quarter in quarters)


def test_a_guests_week_lies_otherwise_while_only_one_clock_has_changed():
    """New York's clock changes on 8 March, London's on 29 March: for three weeks it is 4 hours and not 5."""
    first, last = dt.date(2026, 3, 1), dt.date(2026, 4, 5)
    assert lies("Europe/London", "America/New_York", first, last) == (
        Lie(-20, first, dt.date(2026, 3, 7)),
        Lie(-16, dt.date(2026, 3, 8), dt.date(2026, 3, 28)),
        Lie(-20, dt.date(2026, 3, 29), last),
    )


def test_a_zone_of_quarter_hours_is_told_exactly():
    """Kathmandu is 5 hours and 45 minutes ahead."""
    day = dt.date(2026, 1, 5)
    assert lies("UTC", "Asia/Kathmandu", day, day) == (Lie(23, day, day),)


def test_a_quarter_hour_has_its_words():
    """Counted from Monday's midnight."""
    assert [when_words(quarter) for quarter in (0, 96 + 49, QUARTERS - 1)] == [
        "Monday 00:00", "Tuesday 12:15", "Sunday 23:45",
    ]  # fmt: skip
