"""Plans as calendar files, read back by an oracle that nobody here wrote."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import zoneinfo

import icalendar
import pytest
import recurring_ical_events
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.cadence import from_preset, plan_meetings, taper, with_topics
from mentorwidgets.ics import to_ics
from mentorwidgets.model import Cadence, Closure, Record, Task

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
NUMBERS = itertools.count()  # the library keeps a zone for the whole process
ZONES = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/"))
WEEKLY = Cadence(start="2026-02-03", time="15:00", timezone="Europe/London", count=4)


def events(data):
    """The events of a file, by the library."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def moments(data):
    """Start and end of every event as the oracle reads them, in universal time."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between((1969, 1, 1), (2250, 1, 1))
    return sorted(tuple(event[name].dt.astimezone(dt.UTC) for name in ("DTSTART", "DTEND")) for event in found)


def moments_of(plan):
    """The same, as we planned them."""
    return sorted((one.start().astimezone(dt.UTC), one.end().astimezone(dt.UTC)) for one in plan.held())


def without_own_zones(data):
    """The file with its zones renamed, so that a reader has nothing but the VTIMEZONE in it."""
    zones = {event["DTSTART"].params.get("TZID") for event in events(data)} - {None}
    for zone in zones:
        data = data.replace(zone.encode(), f"X-{next(NUMBERS)}".encode())
    return data


patterns = st.one_of(
    st.fixed_dictionaries({"pattern": st.just("weeks"), "every": st.integers(1, 8), "count": st.integers(1, 30)}),
    st.fixed_dictionaries(
        {"pattern": st.just("month date"), "month_day": st.integers(-1, 31), "count": st.integers(1, 24),
         "short_month": st.sampled_from(("last day", "skip"))}),
    st.fixed_dictionaries(
        {"pattern": st.just("month weekday"), "nth": st.sampled_from((-1, 0, 1, 2, 3, 4, 5)), "count": st.integers(1, 24),
         "weekdays": st.tuples(st.integers(0, 6))}),
    st.fixed_dictionaries({"pattern": st.just("seasons"), "phases": st.builds(taper, st.integers(1, 24))}),
)  # fmt: skip
cadences = st.builds(
    lambda start, minute, zone, minutes, pattern: Cadence(
        start=start.isoformat(), time=f"{minute // 60:02d}:{minute % 60:02d}", timezone=zone, minutes=minutes, **pattern
    ),
    st.dates(dt.date(1970, 1, 1), dt.date(2035, 1, 1)), st.integers(0, 1439), st.sampled_from(ZONES),
    st.integers(5, 720), patterns,
)  # fmt: skip


@given(cadences)
@settings(max_examples=120, deadline=None)
def test_every_plan_is_what_an_oracle_reads_back(cadence):
    """Any zone, any rule, 1970 to 2037: recurring-ical-events finds exactly our meetings."""
    plan = plan_meetings(cadence)
    assert moments(to_ics(plan, now=NOW)) == moments_of(plan)


@given(cadences)
@settings(max_examples=120, deadline=None)
def test_our_zones_alone_say_the_same_moments(cadence):
    """A reader that knows no zones finds the same moments by what stands in the file."""
    plan = plan_meetings(cadence)
    assert moments(without_own_zones(to_ics(plan, now=NOW))) == moments_of(plan)


@pytest.mark.parametrize(
    ("zone", "start", "count"),
    [
        ("Europe/London", "2026-03-25", 220), ("Europe/Dublin", "2026-03-25", 220), ("America/New_York", "2026-03-05", 245),
        ("Australia/Lord_Howe", "2026-04-01", 190), ("Africa/Casablanca", "2026-02-10", 60),
        ("Pacific/Apia", "2011-12-25", 105), ("Africa/Monrovia", "1972-01-01", 12),
    ],
)  # fmt: skip
@pytest.mark.parametrize("time", ["00:30", "01:30", "02:30"])
def test_nights_in_which_clocks_change_are_exact(zone, start, count, time):
    """Each night around two changes, at the hours in which clocks change."""
    cadence = Cadence(start=start, time=time, timezone=zone, weekdays=tuple(range(7)), count=count, minutes=90)
    plan = plan_meetings(cadence)
    data = to_ics(plan, now=NOW, alarms=())
    assert moments(data) == moments(without_own_zones(data)) == moments_of(plan)


def test_an_id_stays_and_the_sequence_grows():
    """A newer file updates: the same ids, a higher sequence, whatever was moved."""
    records = {"m002": Record(starts="2026-02-12T09:00")}
    old = to_ics(plan_meetings(WEEKLY, series="oak/a/b/M"), now=NOW)
    new = to_ics(plan_meetings(WEEKLY, series="oak/a/b/M", records=records, revisions={"": 1, "m002": 1}), now=NOW)
    assert [event["UID"] for event in events(old)] == [event["UID"] for event in events(new)] or moments(
        old
    ) != moments(new)
    assert {event["UID"] for event in events(old)} == {event["UID"] for event in events(new)}
    assert sorted(event["SEQUENCE"] for event in events(new)) == [1, 1, 1, 2]


def test_two_pairs_never_share_an_id():
    """Ids are made of the pair and the meeting."""
    both = [plan_meetings(WEEKLY, series=f"oak/{name}/b/M") for name in ("a", "c")]
    assert len({event["UID"] for event in events(to_ics(both, now=NOW))}) == 8


def test_what_fell_out_is_cancelled_in_calendars_that_have_it():
    """Called off, on a closed day, or beyond the end of a shorter plan."""
    cadence = dataclasses.replace(WEEKLY, once_planned=6, closed="skip")
    plan = plan_meetings(
        cadence, records={"m001": Record(cancelled=True)}, closures=(Closure(name="Snow", first="2026-02-10"),),
        revisions={"": 2},
    )  # fmt: skip
    states = [str(event["STATUS"]) for event in events(to_ics(plan, now=NOW))]
    assert sorted(states) == ["CANCELLED"] * 4 + ["CONFIRMED"] * 2
    first = plan_meetings(cadence, closures=(Closure(name="Snow", first="2026-02-10"),))
    assert "m002" not in [one.id for one in first.held()]


def test_a_meeting_says_what_it_is_for():
    """Topic, review, place, way, what moved, and the pair's own line."""
    cadence = from_preset(
        "seasons", start="2026-02-03", time="15:00", timezone="Europe/London", place="Reading room", mode="video"
    )
    plan = plan_meetings(cadence, series="s", title="Ana and Ben", closures=(Closure(name="Snow", first="2026-02-10"),))
    found = events(to_ics(plan, now=NOW, notes={"s/m001": "Bring the map."}))
    assert "Bring the map." in found[0]["DESCRIPTION"]
    assert "is Snow: moved to" in found[1]["DESCRIPTION"]
    assert (found[0]["LOCATION"], found[-1]["SUMMARY"]) == ("Reading room", "Ana and Ben: goodbye")
    assert [alarm["TRIGGER"].dt for alarm in found[0].walk("VALARM")] == [
        -dt.timedelta(days=1),
        -dt.timedelta(minutes=30),
    ]


def test_due_actions_are_todos():
    """With their day, and done ones as completed."""
    tasks = (Task(id="1", what="Read", due="2026-03-01"), Task(id="2", what="Write", done=True, revision=3))
    first, second = icalendar.Calendar.from_ical(to_ics([], tasks=tasks, now=NOW)).walk("VTODO")
    assert (first["DUE"].dt, str(first["STATUS"])) == (dt.date(2026, 3, 1), "NEEDS-ACTION")
    assert (str(second["STATUS"]), second["SEQUENCE"]) == ("COMPLETED", 3)


@pytest.mark.parametrize(
    "text",
    [*HOSTILE, "Ana\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x", "a;b,c:\\n", "\u2028\u202e\x00", "\ud800", "ü" * 9000],
)
def test_hostile_words_stay_words(text):
    """Whatever a title, a place, a topic or a task says, the file has the same events and no others."""
    cadence = dataclasses.replace(WEEKLY, place=text[:300])
    plan = with_topics(plan_meetings(cadence, title=text), {"m001": text})
    data = to_ics(plan, name=text, now=NOW, tasks=[Task(id=text, what=text)], notes={"/m002": text})
    calendar = icalendar.Calendar.from_ical(data)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"] + ["VEVENT"] * 4 + ["VTODO"]
    assert moments(data) == moments_of(plan)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_the_second_of_two_same_times_is_kept():
    """An hour that comes twice: a meeting moved to the second one is written in universal time."""
    plan = plan_meetings(dataclasses.replace(WEEKLY, count=1, earlier=("2026-10-25T01:30+00:00",)))
    assert moments(to_ics(plan, now=NOW)) == moments_of(plan)


def test_ten_thousand_meetings_are_written():
    """All pairs of a large program in one file."""
    year = dataclasses.replace(WEEKLY, count=100)
    plans = [plan_meetings(year, series=f"oak/{number}/b/M") for number in range(100)]
    data = to_ics(plans, now=NOW, alarms=())
    assert data.count(b"BEGIN:VEVENT") == 10_000
    assert data.count(b"BEGIN:VTIMEZONE") == 1


def test_the_same_plan_gives_the_same_bytes():
    """But for the moment of writing, a file says nothing of when or where it was made."""
    plan = plan_meetings(WEEKLY, series="s")
    assert to_ics(plan, now=NOW) == to_ics(plan, now=NOW)
