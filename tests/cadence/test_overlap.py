"""Shared hours on two clocks."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.cadence import Party, find_overlap
from mentorwidgets.cadence.week import WEEK, rotated, runs, week_of
from mentorwidgets.model import Hours, Taken

FIRST, LAST = dt.date(2026, 1, 5), dt.date(2026, 12, 20)
ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "Pacific/Auckland")
WORK = tuple(Hours(day=day, start=540, end=1020) for day in range(5))
stretches = st.builds(
    lambda day, start, size: Hours(day=day, start=start, end=min(1440, start + size)),
    st.integers(0, 6), st.integers(0, 1425), st.integers(15, 600),
)  # fmt: skip
grids = st.lists(stretches, max_size=5).map(tuple)


def party(name, zone, *free, **rest):
    """A person with some free hours."""
    return Party(name=name, timezone=zone, free=free, **rest)


def is_free(person, moment, minutes):
    """The plain definition: each minute of a meeting lies in the hours and in the contact window."""
    for minute in range(minutes):
        own = (moment + dt.timedelta(minutes=minute)).astimezone(zoneinfo.ZoneInfo(person.timezone))
        at = own.hour * 60 + own.minute
        for grid in (person.free, person.contact) if person.contact else (person.free,):
            if not any(one.day == own.weekday() and one.start <= at < one.end for one in grid):
                return False
    return True


@given(grids, grids, st.sampled_from(ZONES), st.sampled_from(ZONES), grids, st.sampled_from((15, 30, 45, 60, 90)))
@settings(max_examples=150, deadline=None)
def test_nothing_is_proposed_outside_anyones_hours(free, other, zone, far, contact, minutes):
    """Each slot, on each of its days, lies in both people's hours and contact windows (CA7)."""
    host, guest = party("Ana", zone, *free), party("Ben", far, *other, contact=contact)
    found = find_overlap(host, guest, first=FIRST, last=LAST, minutes=minutes)
    assert found.slots or found.why
    for slot in found.slots:
        spans = slot.spans or ((FIRST.isoformat(), LAST.isoformat()),)
        for first, last in ((dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in spans):
            day = first + dt.timedelta(days=(slot.weekday - first.weekday()) % 7)
            while day <= last:
                start = dt.datetime.combine(day, dt.time.fromisoformat(slot.time), zoneinfo.ZoneInfo(zone))
                if not near_a_change(start, zone, far):
                    assert is_free(host, start, minutes)
                    assert is_free(guest, start, minutes)
                day += dt.timedelta(days=7)


def near_a_change(moment, *zones):
    """Whether a clock changes in the day around a moment: then the week itself is not 168 hours."""
    day = dt.timedelta(days=1)
    at = [[(moment + day * n).astimezone(zoneinfo.ZoneInfo(zone)).utcoffset() for n in (-1, 0, 1)] for zone in zones]
    return any(len(set(offsets)) > 1 for offsets in at)


@given(grids, st.integers(-2000, 2000), st.integers(15, 300))
def test_a_turned_week_is_turned_back(grid, by, minutes):
    """And a longer meeting has no more places."""
    week = week_of(grid)
    assert rotated(rotated(week, by), -by) == week
    assert runs(week, minutes) & ~week == 0
    assert week.bit_length() <= WEEK


def test_two_people_of_one_town_get_the_easiest_time_first():
    """Lunch before a plain hour, and no three that begin within an hour."""
    found = find_overlap(
        party("Ana", "Europe/London", *WORK), party("Ben", "Europe/London", *WORK), first=FIRST, last=LAST
    )
    assert (found.slots[0].words, found.slots[0].tags) == ("Monday 11:30.", ("lunch",))
    starts = [int(slot.time[:2]) * 60 + int(slot.time[3:]) for slot in found.slots if slot.weekday == 0]
    assert all(b - a >= 60 for a, b in zip(sorted(starts), sorted(starts)[1:], strict=False))


def test_a_time_on_two_clocks_says_both():
    """London's 14:00 is 09:00 in New York, and 10:00 while only one clock has changed."""
    ben = party("Ben", "America/New_York", Hours(day=1, start=480, end=660))
    found = find_overlap(party("Ana", "Europe/London", *WORK), ben, first=FIRST, last=LAST)
    assert found.slots[0].spans == ()
    assert found.slots[0].words == "Tuesday 14:00 for Ana, Tuesday 09:00 or Tuesday 10:00 for Ben in New York."


def test_an_overlap_that_clocks_take_away_is_said_with_its_days():
    """A single hour of New York fits London's clock only in some weeks; New York's own clock mends it."""
    ben = party("Ben", "America/New_York", Hours(day=1, start=660, end=720))
    found = find_overlap(party("Ana", "Europe/London", *WORK), ben, first=FIRST, last=LAST)
    assert found.why == "No time suits both all through: your clocks do not change on the same day."
    assert found.slots[0].spans[0] == ("2026-01-05", "2026-03-07")
    assert found.changes[0].startswith("If the clock of Ben counts, Tuesday 11:00 for Ben")


@pytest.mark.parametrize(
    ("ben", "why", "change"),
    [
        ({"free": ()}, "Ben has not marked any free hours yet.", "Ask Ben to mark some hours of the week."),
        ({"free": (Hours(day=5, start=600, end=720),)}, "The free hours of Ana and Ben never meet.",
         "If Ana were free on Saturday 10:00"),
        ({"free": (Hours(day=1, start=990, end=1200),)}, "You share 30 minutes at most, and the meeting takes 1 hour.",
         "Meet for 30 minutes: Tuesday 16:30 suits both."),
        ({"free": (Hours(day=1, start=540, end=720),), "contact": (Hours(day=1, start=1080, end=1200),)},
         "You are both free on Tuesday 09:00, but not within the hours in which Ben likes to be reached.",
         "Ask Ben whether Tuesday 09:00 would be fine after all."),
    ],
)  # fmt: skip
def test_no_overlap_says_why_and_what_would_help(ben, why, change):
    """No hours, hours apart, too short, or a contact window in between (CA4)."""
    found = find_overlap(
        party("Ana", "Europe/London", *WORK), Party(name="Ben", timezone="Europe/London", **ben), first=FIRST, last=LAST
    )
    assert (found.slots, found.why) == ((), why)
    assert found.changes[0].startswith(change)


def test_the_change_that_is_proposed_makes_a_time():
    """Somebody who takes the advice finds a slot."""
    ana, ben = party("Ana", "Europe/London", *WORK), party("Ben", "Europe/London", Hours(day=1, start=1000, end=1200))
    advice = find_overlap(ana, ben, first=FIRST, last=LAST).changes
    assert "If Ben were free on Tuesday 16:00 for 1 hour, that time would suit both." in advice
    wider = party("Ben", "Europe/London", Hours(day=1, start=960, end=1200))
    assert find_overlap(ana, wider, first=FIRST, last=LAST).slots


def test_a_calendar_takes_hours_out():
    """A time that is taken in most weeks is not offered; one that is taken twice says so."""
    clock = zoneinfo.ZoneInfo("Europe/London")
    mondays = [dt.datetime(2026, 1, 5, 9, tzinfo=clock) + dt.timedelta(weeks=n) for n in range(50)]
    taken = tuple(Taken(start, start + dt.timedelta(hours=3)) for start in mondays)
    morning = Hours(day=0, start=540, end=720)
    host, guest = party("Ana", "Europe/London", morning), party("Ben", "Europe/London", *WORK, taken=taken)
    assert find_overlap(host, guest, first=FIRST, last=LAST).why == "Your calendars take the hours that you share."
    some = find_overlap(host, party("Ben", "Europe/London", *WORK, taken=taken[:2]), first=FIRST, last=LAST)
    assert some.slots[0].clashes == ("2026-01-05", "2026-01-12")


def test_quarter_hours_are_used_when_nothing_else_is_there():
    """A gap from a quarter past to a quarter past is not overlooked."""
    odd = Hours(day=2, start=735, end=795)
    found = find_overlap(party("Ana", "UTC", odd), party("Ben", "UTC", odd), first=FIRST, last=LAST)
    assert [slot.time for slot in found.slots] == ["12:15"]
