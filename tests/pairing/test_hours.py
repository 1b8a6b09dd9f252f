"""Shared free time on real dates."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.model import Hours, Person
from mentorwidgets.pairing import hours

ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "Pacific/Auckland")
stretches = st.builds(
    lambda day, start, size: Hours(day=day, start=start, end=min(1440, start + size)),
    st.integers(0, 6), st.integers(0, 1425), st.integers(15, 400),
)  # fmt: skip


def person(*free):
    return Person(id="ana", name="Ana", roles=("mentor",), availability=free)


@given(st.lists(stretches, max_size=4), st.sampled_from(ZONES), st.sampled_from((15, 30, 50, 60)))
@settings(max_examples=60, deadline=None)
def test_many_people_at_once_equal_one_at_a_time(free, zone, meeting):
    """The table of a whole roster and the plain set of slots agree."""
    one = person(*free)
    (season,) = hours.seasons([zone], dt.date(2026, 2, 2), 3)
    table = np.roll(hours.free_slots([one]), -round(season.ahead[zone] / hours.SLOT), axis=1)
    assert np.array_equal(hours.runs(table, meeting)[0], hours.starts(one, zone, season, meeting))


@given(st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(0, 700))
@settings(max_examples=60, deadline=None)
def test_a_slot_is_the_same_moment_for_both(zone, other, day):
    """The words of a slot name one moment on a real date, whatever the zones do with their clocks."""
    start = dt.date(2026, 1, 1) + dt.timedelta(days=day)
    for season in hours.seasons([zone, other], start, 30):
        moment = dt.datetime.combine(season.monday + dt.timedelta(days=2), dt.time(12), dt.UTC)
        slot = (2 * 24 + 12) * 4
        for name in (zone, other):
            local = moment.astimezone(zoneinfo.ZoneInfo(name))
            assert hours.in_words(slot, name, season) == local.strftime("%A %H:%M")


@given(st.sets(st.sampled_from(ZONES), min_size=1), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_seasons_cover_every_week_once(zones, weeks):
    """The weeks of all seasons add up to the round."""
    assert sum(season.weeks for season in hours.seasons(zones, dt.date(2026, 2, 4), weeks)) == weeks


def test_london_and_new_york_have_two_seasons():
    """Clocks change on different Sundays: three weeks in March and one in autumn are nearer."""
    found = hours.seasons(["Europe/London", "America/New_York"], dt.date(2026, 1, 5), 52)
    assert [season.weeks for season in found] == [48, 4]


def test_one_zone_has_one_season():
    """People of one zone do not care what its clocks do."""
    assert len(hours.seasons(["Europe/London"], dt.date(2026, 1, 5), 52)) == 1


def test_a_week_goes_round():
    """Sunday evening in London is Monday morning in Sydney."""
    sunday = person(Hours(day=6, start=1200, end=1320))
    season = hours.seasons(["Europe/London", "Australia/Sydney"], dt.date(2026, 1, 5), 2)[0]
    slots = np.flatnonzero(hours.starts(sunday, "Europe/London", season, 60))
    assert hours.in_words(int(slots[0]), "Australia/Sydney", season) == "Monday 07:00"


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_no_error(name):
    """It counts as universal time; the scene puts the program's zone in its place."""
    assert not hours.known_zone(name)
    assert hours.seasons([name], dt.date(2026, 1, 5), 1)[0].ahead == {name: 0}


def test_first_shared_slots_begin_separate_stretches():
    """Three stretches are named, not three quarter hours of one."""
    shared = np.zeros(hours.WEEK, dtype=bool)
    shared[[4, 5, 6, 50, 90, 91, 200]] = True
    assert hours.first_shared(shared) == [4, 50, 90]
    assert hours.first_shared(~np.zeros(hours.WEEK, dtype=bool)) == [0]


@pytest.mark.parametrize(
    ("start", "end", "slots"),
    [(0, 30, [0, 1]), (5, 30, [1]), (0, 29, [0]), (1, 14, []), (1425, 1440, [95])],
)
def test_only_whole_quarter_hours_are_free(start, end, slots):
    """A stretch that begins or ends within a quarter hour leaves it out."""
    table = hours.free_slots([person(), person(Hours(day=2, start=start, end=end))])
    assert np.flatnonzero(table[0]).tolist() == []
    assert np.flatnonzero(table[1]).tolist() == [2 * 96 + slot for slot in slots]


def test_stretches_that_overlap_are_free_once():
    """Saying the same hour twice changes nothing."""
    one, both = Hours(day=0, start=60, end=180), Hours(day=0, start=120, end=240)
    assert np.array_equal(
        hours.free_slots([person(one, both, one)]), hours.free_slots([person(Hours(day=0, start=60, end=240))])
    )


def test_nobody_has_no_table():
    """An empty roster is no special case."""
    assert hours.free_slots([]).shape == (0, hours.WEEK)


@pytest.mark.parametrize(("meeting", "starts"), [(15, 8), (30, 7), (60, 5), (120, 1), (121, 0)])
def test_a_meeting_has_to_fit_as_a_whole(meeting, starts):
    """Two free hours hold seven starts of half an hour and one of two hours."""
    table = hours.free_slots([person(Hours(day=0, start=480, end=600))])
    assert hours.runs(table, meeting).sum() == starts


def test_a_meeting_may_cross_the_end_of_the_week():
    """Sunday's last quarter hour and Monday's first make half an hour."""
    table = hours.free_slots([person(Hours(day=6, start=1425, end=1440), Hours(day=0, start=0, end=15))])
    assert np.flatnonzero(hours.runs(table, 30)[0]).tolist() == [hours.WEEK - 1]
