"""Plans: dates, seasons, reviews, what a pair says of single meetings, and what cannot be planned."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.cadence import PRESETS, clashes, from_preset, go_on, on_clock, plan_meetings, taper, with_topics
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Cadence, Closure, Phase, Record, Taken, from_plain, to_plain

PLAIN = {"start": "2026-02-03", "time": "15:00", "timezone": "Europe/London"}
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
START = {"min_value": dt.date(1970, 1, 1), "max_value": dt.date(2035, 12, 31)}


def days(plan):
    """The local dates of the meetings that take place."""
    return [meeting.start().date().isoformat() for meeting in plan.held()]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"pattern": "once"}, ["2026-02-03"]),
        ({"count": 3}, ["2026-02-03", "2026-02-10", "2026-02-17"]),
        ({"every": 5, "count": 3}, ["2026-02-03", "2026-03-10", "2026-04-14"]),
        ({"weekdays": (3,), "until": "2026-02-20"}, ["2026-02-05", "2026-02-12", "2026-02-19"]),
        ({"pattern": "month date", "month_day": 31, "count": 3}, ["2026-02-28", "2026-03-31", "2026-04-30"]),
        ({"pattern": "month date", "month_day": 31, "count": 3, "short_month": "skip"},
         ["2026-03-31", "2026-05-31", "2026-07-31"]),
        ({"pattern": "month date", "month_day": -1, "count": 2, "start": "2028-02-01"}, ["2028-02-29", "2028-03-31"]),
        ({"pattern": "month date", "every": 12, "count": 3, "start": "2028-02-29"},
         ["2028-02-29", "2029-02-28", "2030-02-28"]),
        ({"pattern": "month date", "every": 12, "count": 2, "start": "2028-02-29", "short_month": "skip"},
         ["2028-02-29", "2032-02-29"]),
        ({"pattern": "month weekday", "nth": 2, "weekdays": (1,), "count": 3}, ["2026-02-10", "2026-03-10", "2026-04-14"]),
        ({"pattern": "month weekday", "nth": -1, "weekdays": (4,), "count": 2}, ["2026-02-27", "2026-03-27"]),
        ({"pattern": "month weekday", "start": "2026-01-29", "count": 3}, ["2026-01-29", "2026-02-26", "2026-03-26"]),
        ({"pattern": "seasons", "phases": (Phase(name="a", every=1, meetings=2), Phase(name="b", every=3, meetings=2))},
         ["2026-02-03", "2026-02-10", "2026-03-03", "2026-03-24"]),
    ],
)  # fmt: skip
def test_each_pattern_falls_on_its_days(settings, expected):
    """Weeks, months by date and by weekday, short months, leap days and seasons."""
    assert days(plan_meetings(Cadence(**PLAIN | settings))) == expected


def test_every_second_week_depends_on_where_a_week_starts():
    """The example of RFC 5545: Tuesday and Sunday every second week, with weeks from Monday or from Sunday."""
    settings = PLAIN | {"start": "1997-08-05", "every": 2, "weekdays": (1, 6), "count": 4}
    monday = days(plan_meetings(Cadence(**settings)))
    sunday = days(plan_meetings(Cadence(**settings, week_start=6)))
    assert [day[-2:] for day in monday] == ["05", "10", "19", "24"]
    assert [day[-2:] for day in sunday] == ["05", "17", "19", "31"]


@given(
    st.dates(**START), st.integers(1, 6), st.sets(st.integers(0, 6), min_size=1), st.integers(1, 60), st.integers(0, 6)
)
@settings(max_examples=120, deadline=None)
def test_weeks_are_the_days_that_dateutil_names(start, every, weekdays, count, week_start):
    """The same dates as a recurrence rule written by hand."""
    plan = plan_meetings(
        Cadence(
            **PLAIN | {"start": start.isoformat()}, every=every, weekdays=tuple(sorted(weekdays)), count=count,
            week_start=week_start,
        )
    )  # fmt: skip
    rule = rrule.rrulestr(
        f"FREQ=WEEKLY;INTERVAL={every};COUNT={count};WKST={NAMES[week_start]};"
        f"BYDAY={','.join(NAMES[day] for day in sorted(weekdays))}",
        dtstart=dt.datetime.combine(start, dt.time(15)),
    )
    assert days(plan) == [when.date().isoformat() for when in rule]


@given(st.dates(**START), st.integers(1, 31), st.integers(1, 12), st.integers(1, 40))
@settings(max_examples=120, deadline=None)
def test_a_month_always_has_its_meeting(start, day, every, count):
    """With the last day of short months, no month is left out, whatever the day."""
    plan = plan_meetings(
        Cadence(**PLAIN | {"start": start.isoformat()}, pattern="month date", month_day=day, every=every, count=count)
    )
    found = [meeting.start().date() for meeting in plan.meetings]
    months = [one.year * 12 + one.month for one in found]
    assert all(later - earlier == every for earlier, later in itertools.pairwise(months))
    assert all(one.day == day or (one + dt.timedelta(days=1)).day == 1 for one in found)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_planned(name):
    """And its plan says what a meeting is for, and goes over the wire and back."""
    cadence = from_preset(name, **PLAIN)
    plan = plan_meetings(cadence)
    assert all(meeting.topic for meeting in plan.meetings)
    assert from_plain(Cadence, to_plain(cadence)) == cadence
    assert from_plain(type(plan), to_plain(plan)) == plan


def test_an_unknown_preset_names_the_nearest():
    """And a wrong setting is refused by its own words."""
    with pytest.raises(ValueRefusedError, match="Did you mean 'monthly'"):
        from_preset("montly", **PLAIN)


def test_seasons_start_dense_and_end_with_a_goodbye():
    """The distance grows, the trial, the middle and the end are marked, the last one is the closing meeting."""
    plan = plan_meetings(from_preset("seasons", **PLAIN))
    gaps = [(b.start().date() - a.start().date()).days for a, b in itertools.pairwise(plan.held())]
    assert gaps == sorted(gaps)
    assert {meeting.review for meeting in plan.meetings} == {"", "trial", "middle", "end"}
    assert [meeting.id for meeting in plan.meetings if meeting.is_closing] == [plan.meetings[-1].id]


def test_the_first_meeting_from_the_agreed_day_on_is_marked():
    """EX17: the day itself need be no meeting's; a day after the last meeting marks none."""
    rule = {"start": "2026-03-03", "time": "15:00", "timezone": "Europe/London", "count": 6, "reviews": False}
    plan = plan_meetings(Cadence(**rule, review_on="2026-03-18"))
    assert [one.starts[:10] for one in plan.meetings if one.review == "agreed"] == ["2026-03-24"]
    assert not any(one.review for one in plan_meetings(Cadence(**rule, review_on="2027-01-01")).meetings)
    with pytest.raises(ValueRefusedError, match="no date: 'soon'"):
        Cadence(**rule, review_on="soon")


@given(st.integers(1, 200))
def test_a_taper_holds_all_meetings(meetings):
    """Whatever their number."""
    assert sum(phase.meetings for phase in taper(meetings)) == meetings


def test_an_end_by_number_and_by_date_says_which_came_first():
    """Both may be given."""
    plan = plan_meetings(Cadence(**PLAIN, count=12, until="2026-03-03"))
    assert len(plan.meetings) == 5
    assert plan.notes == ("The last day comes before the number is reached: 5 of 12 meetings.",)


def test_ids_outlive_closures_and_moves():
    """A meeting keeps its id wherever it goes, so that calendars update it."""
    cadence = Cadence(**PLAIN, count=4)
    closures = (Closure(name="Snow", first="2026-02-10"),)
    plain, moved = plan_meetings(cadence), plan_meetings(cadence, closures=closures)
    assert [meeting.id for meeting in moved.meetings] == [meeting.id for meeting in plain.meetings]
    assert moved.meetings[1].why == "Tue 10 February 2026 is Snow: moved to Wed 11 February 2026."


@pytest.mark.parametrize(
    ("rule", "status", "planned"), [("later", "planned", "2026-02-10T15:00+00:00"), ("skip", "skipped", "")]
)
def test_only_a_meeting_that_moved_knows_where_it_was(rule, status, planned):
    """A calendar then tells both; one that falls out, or stays, has no other day."""
    closures = (Closure(name="Snow", first="2026-02-10"),)
    plan = plan_meetings(Cadence(**PLAIN, count=3, closed=rule), closures=closures)
    assert [meeting.planned for meeting in plan.meetings] == ["", planned, ""]
    assert [meeting.status for meeting in plan.meetings] == ["planned", status, "planned"]


def test_a_meeting_that_was_held_on_a_closed_day_was_held_there():
    """What the two say of the past counts before what the plan thought of it."""
    closures = (Closure(name="Snow", first="2026-02-10"),)
    records = {"m002": Record(log="met", was="2026-02-10T15:00+00:00")}
    plan = plan_meetings(Cadence(**PLAIN, count=3), closures=closures, records=records)
    assert days(plan) == ["2026-02-03", "2026-02-10", "2026-02-17"]
    assert [(meeting.log, meeting.planned, meeting.why) for meeting in plan.meetings][1] == ("met", "", "")


def test_what_a_pair_says_of_a_meeting_counts():
    """Moved, called off, logged, its own topic and length."""
    records = {
        "m001": Record(log="met", was="2026-02-03T15:00+00:00"),
        "m002": Record(starts="2026-02-12T09:30", timezone="America/New_York", minutes=30),
        "m003": Record(cancelled=True),
    }
    plan = plan_meetings(Cadence(**PLAIN, count=3), records=records, revisions={"": 3, "m002": 2})
    plan = with_topics(plan, {"m001": "The archive"})
    first, second, third = plan.meetings
    assert (first.log, first.topic) == ("met", "The archive")
    assert (second.starts, second.minutes, second.revision) == ("2026-02-12T09:30-05:00", 30, 2)
    assert second.why == "Moved from Tue 10 February 2026, 15:00."
    assert (third.status, plan.revision) == ("cancelled", 3)


def test_a_new_cadence_leaves_the_past_alone():
    """Meetings that began stay where they were, new ones are numbered after them, and calendars hear what is gone."""
    records = {"m001": Record(log="met", was="2026-02-03T15:00+00:00"), "m002": Record(cancelled=True)}
    old = plan_meetings(Cadence(**PLAIN, count=8), records=records)
    new = go_on(old, Cadence(**PLAIN | {"start": "2026-02-26"}, count=2), dt.datetime(2026, 2, 18, tzinfo=dt.UTC))
    plan = plan_meetings(new, records=records)
    assert days(plan) == ["2026-02-03", "2026-02-17", "2026-02-26", "2026-03-05"]
    assert [meeting.id for meeting in plan.held()] == ["m001", "m003", "m004", "m005"]
    assert (new.earlier[1], new.once_planned) == ("", 8)
    assert go_on(old, Cadence(**PLAIN, count=1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)).earlier == ()


def test_meetings_on_taken_times_are_named():
    """What somebody's calendar has taken later on."""
    plan = plan_meetings(Cadence(**PLAIN, count=3))
    start = dt.datetime(2026, 2, 10, 15, 30, tzinfo=dt.UTC)
    assert [meeting.id for meeting in clashes(plan, [Taken(start, start + dt.timedelta(hours=1))])] == ["m002"]
    touching = Taken(start + dt.timedelta(minutes=30), start + dt.timedelta(hours=1))
    assert clashes(plan, [touching]) == ()


def test_a_logged_meeting_that_no_cadence_knows_is_kept():
    """Nothing that took place falls out of a plan."""
    record = Record(log="missed", was="2026-01-06T15:00+00:00")
    plan = plan_meetings(Cadence(**PLAIN, count=1), records={"m007": record, "m008": Record(minutes=30)})
    assert [(meeting.id, meeting.log) for meeting in plan.meetings] == [("m007", "missed"), ("m001", "")]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "has no end"),
        ({"until": "2026-01-01"}, "before the first"),
        ({"count": 0}, "one meeting at least"),
        ({"count": 10_000}, "10,000 meetings are too many. A plan holds 500 at most."),
        ({"until": "2199-01-01"}, "more than 500"),
        ({"count": 2, "start": "31.3.2026"}, "no date: '31.3.2026'. Write it like 2026-03-31."),
        ({"count": 2, "start": "2026-02-30"}, "no date"),
        ({"count": 2, "start": "2026-W01-1"}, "no date"),
        ({"count": 2, "start": "0026-03-31"}, "year 26"),
        ({"count": 2, "time": "25:00"}, "no time of day"),
        ({"count": 2, "timezone": "Europe/Londn"}, "Did you mean 'Europe/London'"),
        ({"count": 2, "minutes": 0}, "5 minutes and 12 hours"),
        ({"count": 2, "every": 0}, "1 to 52"),
        ({"count": 2, "weekdays": (7,)}, "0 .Monday. to 6"),
        ({"count": 2, "weekdays": (1, 1)}, "each weekday once"),
        ({"count": 2, "month_day": 32}, "1 to 31"),
        ({"count": 2, "nth": 6}, "1st to 5th"),
        ({"count": 2, "week_start": 7}, "A week starts"),
        ({"count": 2, "hours": -1}, "Protected hours"),
        ({"count": 2, "earlier": ("yesterday",)}, "no proper date"),
        ({"pattern": "seasons"}, "at least one season"),
        ({"pattern": "month date", "month_day": 31, "until": "2026-02-20"}, "No day fits"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_said_in_words(settings, words):
    """One clear sentence each."""
    with pytest.raises(ValueRefusedError, match=words):
        plan_meetings(Cadence(**PLAIN | settings))


@pytest.mark.parametrize("said", [{"starts": "soon"}, {"starts": "2026-02-30T10:00"}, {"timezone": "Mars/Base"},
                                  {"minutes": 1}, {"was": "x"}])  # fmt: skip
def test_a_record_that_cannot_be_is_refused(said):
    """Dates, zones, lengths and endless text."""
    with pytest.raises(ValueRefusedError):
        Record(**said)


def test_a_plan_is_the_same_each_time():
    """Pure: the same input, the same plan."""
    cadence = from_preset("seasons", **PLAIN)
    assert plan_meetings(cadence) == plan_meetings(dataclasses.replace(cadence))


@settings(max_examples=30)
@given(st.dates(**START), st.sampled_from(["America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Europe/London"]))
def test_another_clock_shows_the_same_moments(start, zone):
    """Whoever reads it: the same meetings at the same moments, on their own calendar, moved ones too."""
    rule = Cadence(**{**PLAIN, "start": start.isoformat()}, count=4)
    plan = plan_meetings(rule, records={"m002": Record(starts=f"{start:%Y-%m-%d}T08:00", timezone="Asia/Tokyo")})
    seen = on_clock(plan, zone)
    assert [one.start() for one in seen.meetings] == [one.start() for one in plan.meetings]
    assert {one.start().tzinfo.key for one in seen.meetings} == {zone}
    assert on_clock(seen, zone) == seen
