"""What clocks do to meetings."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil import tz as dateutil_zones
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.cadence import clock_notes, place, plan_meetings
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Cadence

ZONES = (
    "America/New_York", "Europe/London", "Europe/Dublin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
    "Pacific/Apia", "Africa/Casablanca", "Asia/Tehran", "America/Sao_Paulo", "Africa/Monrovia", "Asia/Kolkata",
)  # fmt: skip
walls = st.builds(
    dt.datetime.combine,
    st.dates(dt.date(1970, 1, 2), dt.date(2037, 12, 30)),
    st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
)


@given(walls, st.sampled_from(ZONES))
@settings(max_examples=400, deadline=None)
def test_a_wall_time_that_exists_is_kept_and_dateutil_says_the_same(wall, zone):
    """What is there stays; what the clock jumps over moves on by the jump; dateutil names the same moments."""
    moment, note = place(wall, zone)
    known = dateutil_zones.gettz(zone)
    if dateutil_zones.datetime_exists(wall, known):
        assert moment.replace(tzinfo=None) == wall
        assert ("twice" in note) == dateutil_zones.datetime_ambiguous(wall, known)
    else:
        assert "jumps over" in note
        assert moment.replace(tzinfo=None) == dateutil_zones.resolve_imaginary(wall.replace(tzinfo=known)).replace(
            tzinfo=None
        )


@pytest.mark.parametrize(
    ("wall", "zone", "starts", "words"),
    [
        ("2026-03-08T02:30", "America/New_York", "2026-03-08T03:30-04:00", "jumps over 02:30: it starts at 03:30."),
        ("2026-11-01T01:30", "America/New_York", "2026-11-01T01:30-04:00", "shows 01:30 twice: the first one counts."),
        ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-04T02:45+11:00", "it starts at 02:45."),
        ("2011-12-30T10:00", "Pacific/Apia", "2011-12-31T10:00+14:00", "it starts at Sat 31 December 2011, 10:00."),
        ("2026-03-08T02:30", "America/Phoenix", "2026-03-08T02:30-07:00", ""),
    ],
)
def test_gaps_and_folds_are_resolved_and_said(wall, zone, starts, words):
    """A skipped time moves on, a doubled one is the first, and both are said."""
    moment, note = place(dt.datetime.fromisoformat(wall), zone)
    assert moment.isoformat(timespec="minutes") == starts
    assert note.endswith(words)
    assert bool(note) == bool(words)


def test_the_other_clock_is_told_when_it_changes():
    """London keeps 15:00; New York sees 11:00 for three weeks in March."""
    plan = plan_meetings(Cadence(start="2026-03-03", time="15:00", timezone="Europe/London", count=6))
    assert clock_notes(plan.meetings, "America/New_York") == (
        "From Tue 10 March 2026 on, it is 11:00 in New York.",
        "From Tue 31 March 2026 on, it is 10:00 in New York.",
    )
    assert clock_notes(plan.meetings, "Europe/London") == ()


def test_another_day_is_named():
    """Evening in Denver is the next morning in Sydney."""
    plan = plan_meetings(Cadence(start="2026-03-24", time="17:00", timezone="America/Denver", count=3))
    assert clock_notes(plan.meetings, "Australia/Sydney") == (
        "From Wed 8 April 2026 on, it is Wednesday 09:00 in Sydney.",
    )


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc/passwd", "Europe/Londn", "Europe", "EST5EDT\r\nX"])
def test_an_unknown_zone_is_said(zone):
    """With the nearest name, where there is one."""
    with pytest.raises(ValueRefusedError, match="no time zone that we know") as caught:
        place(dt.datetime.fromisoformat("2026-01-01T15:00"), zone)
    assert caught.value.mend
    assert ("Europe/London" in caught.value.mend) or zone != "Europe/Londn"
