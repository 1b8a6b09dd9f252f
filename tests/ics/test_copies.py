"""Copies, changes, answers and zones of which nothing says which one holds: no taken time is off in silence."""

from __future__ import annotations

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

NINE = "RECURRENCE-ID:20260609T080000Z"
MOVED = (NINE, "DTSTART:20260609T100000Z", "DURATION:PT1H", "STATUS:CONFIRMED")


def stamped(*stamps):
    """DTSTAMP and LAST-MODIFIED of some month; nought where there is none."""
    return [
        f"{name}:2026{month:02}01T000000Z"
        for name, month in zip(("DTSTAMP", "LAST-MODIFIED"), stamps, strict=True)
        if month
    ]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ((5, 0), (6, 4), [3]), ((6, 4), (5, 0), [2]), ((6, 4), (5, 5), [2, 3]), ((5, 0), (0, 6), [2, 3]), ((5, 3), (5, 4), [3]), ((5, 3), (6, 3), [3]),
        ((5, 3), (6, 4), [3]), ((0, 5), (6, 4), [2]), ((0, 0), (6, 4), [2, 3]), ((5, 5), (5, 5), [2, 3]), ((6, 0), (5, 0), [2]), ((0, 3), (0, 4), [3]),
    ],
)  # fmt: skip
def test_which_copy_is_newer(one, other, days):
    """By the stamps that both have; where these say opposite things, nothing tells, and both count."""
    copies = [
        event(f"DTSTART:2026060{day}T080000Z", "DURATION:PT1H", *stamped(*stamps))
        for day, stamps in ((2, one), (3, other))
    ]
    for order in (copies, copies[::-1]):
        assert read(calendar(*order))[0] == [f"06-{day:02} 08:00 60" for day in days]


@pytest.mark.parametrize(
    "lines", [(), ("DTSTAMP:20260101T000000Z",), ("SEQUENCE:3",), ("LAST-MODIFIED:20260101T000000Z", "SEQUENCE:0")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_off_in_one_copy_and_not_in_another_of_its_rank_is_taken_and_said(lines, order):
    """Of an event and of an occurrence; a message that cancels holds in any case."""
    both = [event(*PLAIN, *lines), event(*PLAIN, *lines, "STATUS:CANCELLED")][::order]
    found, problems = read(calendar(*both))
    assert (found, "called off in one copy" in problems[0], len(problems)) == (EIGHT, True, 1)
    changes = [event(*MOVED, *lines), event(*MOVED[:3], *lines, "STATUS:CANCELLED")][::order]
    found, problems = read(calendar(event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=2", *lines), *changes))
    assert (found, len(problems)) == ([*EIGHT, "06-09 10:00 60"], 1)
    message = calendar(event(*PLAIN, *lines), head=("METHOD:CANCEL",))
    assert read(calendar(event(*PLAIN, *lines)) + message) == ([], ())


@pytest.mark.parametrize("reach", ["", ";RANGE=THISANDFUTURE"])
@pytest.mark.parametrize(
    ("off", "change", "stands"),
    [
        (("DTSTAMP:20260101T000000Z",), ("DTSTAMP:20260301T000000Z",), True), (("DTSTAMP:20260301T000000Z",), ("DTSTAMP:20260101T000000Z",), False),
        (("DTSTAMP:20260101T000000Z",), ("DTSTAMP:20260101T000000Z",), True), ((), (), True), (("SEQUENCE:2",), ("SEQUENCE:1", "DTSTAMP:20260301T000000Z"), False),
        (("SEQUENCE:1",), ("SEQUENCE:2",), True), (("SEQUENCE:1", "DTSTAMP:20260301T000000Z"), ("SEQUENCE:1", "DTSTAMP:20260101T000000Z"), False),
    ],
)  # fmt: skip
def test_what_an_event_that_is_off_takes_along(reach, off, change, stands):
    """A change that is newer stands, and one of which nobody knows; an older one is off with it."""
    master = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=3", "STATUS:CANCELLED", *off)
    moved = event(MOVED[0].replace("-ID", f"-ID{reach}"), *MOVED[1:], *change)
    assert read(calendar(master, moved))[0] == (["06-09 10:00 60"] if stands else [])


@pytest.mark.parametrize("head", [(), ("X-WR-CALNAME:Me",)])
def test_a_no_that_may_be_another_s_is_said(head):
    """Of the only guest, where nobody says whose calendar it is."""
    lines = ("ORGANIZER:mailto:me@y.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:guest@y.example")
    found, problems = read(calendar(event(*PLAIN, *lines), head=head))
    assert (found, "its only guest declined" in problems[0]) == ([], True)
    assert read(calendar(event(*PLAIN, *lines), head=("X-WR-CALNAME:guest@y.example",))) == ([], ())
    assert read(calendar(event(*PLAIN, *lines[1:]))) == ([], ())


@pytest.mark.parametrize("order", [1, -1])
def test_who_said_yes_and_no_is_there(order):
    """One address that stands twice."""
    both = [f"ATTENDEE;PARTSTAT={one}:mailto:me@y.example" for one in ("ACCEPTED", "DECLINED")][::order]
    for head in ((), ("X-WR-CALNAME:me@y.example",)):
        assert read(calendar(event(*PLAIN, *both), head=head)) == (EIGHT, ())


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Etc/UTC"])
@pytest.mark.parametrize(
    "added",
    [
        ":20260609T000000Z",
        ";VALUE=DATE-TIME:20260609T000000Z",
        ";TZID=Europe/Berlin:20260609T000000",
        ":20260609T000000",
    ],
)
def test_an_added_midnight_among_whole_days_is_a_day(added, zone):
    """As left-out and changed dates are."""
    found, problems = read(calendar(event("DTSTART;VALUE=DATE:20260602", f"RDATE{added}")), zone)
    assert (found, problems) == (["06-02 00:00 1440", "06-09 00:00 1440"], ())


@pytest.mark.parametrize("lines", [(), ("SUMMARY:Only a title",), ("SEQUENCE:9",)])
def test_a_change_that_says_no_end_lasts_as_its_event(lines):
    """It leaves out what is as it was."""
    weekly = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=3")
    assert read(calendar(weekly, event(NINE, *lines))) == ([*EIGHT, "06-09 08:00 60", "06-16 08:00 60"], ())
    for reach, last in (("", "06-16 08:00 60"), (";RANGE=THISANDFUTURE", "06-16 11:00 60")):
        moved = event(NINE.replace("-ID", f"-ID{reach}"), "DTSTART:20260609T110000Z", *lines)
        assert read(calendar(weekly, moved)) == ([*EIGHT, "06-09 11:00 60", last], ())
    days = event("DTSTART;VALUE=DATE:20260602", "DURATION:P3D", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert read(calendar(days, event("RECURRENCE-ID;VALUE=DATE:20260609", *lines)))[0] == [
        "06-02 00:00 4320",
        "06-09 00:00 4320",
    ]


@pytest.mark.parametrize("reach", ["THIS-AND-FUTURE", "THISANDFUTURE ", "this_and_future", '"THISANDFUTURE"'])
def test_how_far_a_change_reaches_however_it_is_spelt(reach):
    """Only letters count; what is none of the two is said."""
    weekly = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event(NINE.replace("-ID", f"-ID;RANGE={reach}"), "DTSTART:20260609T110000Z", "DURATION:PT1H")
    assert read(calendar(weekly, moved)) == ([*EIGHT, "06-09 11:00 60", "06-16 11:00 60"], ())
    for other in ("THISANDALL", "FUTURE"):
        assert read(calendar(weekly, moved.replace(reach, other)))[1]


@pytest.mark.parametrize(
    "line", ["DTSTART:20260602T080000Z,20260603T080000Z", "DTSTART:20260602T080000Z;20260604T080000Z"]
)
def test_a_second_date_where_one_belongs_is_said(line):
    """The first is taken."""
    found, problems = read(calendar(event(line, "DURATION:PT1H")))
    assert (found, len(problems)) == (EIGHT, 1)


@pytest.mark.parametrize(
    ("zone", "found"),
    [("Europe/Berlin", "06-02 00:00"), ("Asia/Tokyo", "06-02 07:00"), ("America/New_York", "06-01 18:00")],
)
def test_a_whole_day_of_another_clock_is_there_when_it_is(zone, found):
    """Midnight in Berlin, written in universal time."""
    lines = ("DTSTART:20260601T220000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")
    assert read(calendar(event(*lines)), zone) == ([f"{found} 1440"], ())


TWO_ZONES = "A time of an event of 2 June 2026 names two time zones: please look at it in the week."


@pytest.mark.parametrize(
    ("lines", "found", "is_said"),
    [
        (("DTSTART;TZID=America/New_York:20260602T080000Z", "DURATION:PT1H"), EIGHT, True),
        (("DTSTART;TZID=Europe/London:20260602T080000Z", "DURATION:PT1H"), EIGHT, True),
        (("DTSTART;TZID=UTC:20260602T080000Z", "DURATION:PT1H"), EIGHT, False),
        (("DTSTART;TZID=Africa/Abidjan:20260602T080000Z", "DURATION:PT1H"), EIGHT, False),
        (("DTSTART;TZID=Europe/Berlin:20260602T100000+0200", "DURATION:PT1H"), EIGHT, True),
        ((*PLAIN, "EXDATE;TZID=Europe/Berlin:20260602T060000Z"), EIGHT, True),
        (("DTSTART:20260602T100000", "DTEND;TZID=Europe/Berlin:20260602T110000"), EIGHT, True),
        (("DTSTART:20260602T080000", "DTEND:20260602T090000Z"), EIGHT, True),
        (("DTSTART;TZID=Europe/Berlin:20260602T100000", "DTEND:20260602T110000"), EIGHT, False),
        (("DTSTART;TZID=Europe/Berlin:20260602T100000", "DTEND;TZID=America/New_York:20260602T050000"), EIGHT, False),
        (("DTSTART;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260603"), None, False),
    ],
)
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_moment_of_two_zones_is_said(lines, found, is_said, zone):
    """Some programs take the one, some the other; a start without a zone is meant as its end is."""
    _, problems = read(calendar(event(*lines)), zone)
    assert problems == ((TWO_ZONES,) if is_said else ())
    if found:
        assert read(calendar(event(*lines)))[0] == found
        at = {"America/New_York": "06-02 04:00 60", "Asia/Tokyo": "06-02 17:00 60"}[zone]
        assert read(calendar(event(*lines)), zone)[0] == [at]


def test_zones_that_another_calendar_of_the_file_describes():
    """Its own go before them."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:-0400\r\n"
        "TZOFFSETTO:-0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    here = event("DTSTART;TZID=Home:20260602T040000", "DURATION:PT1H", uid="2")
    assert read(calendar(zone, event(*PLAIN)) + calendar(here)) == (EIGHT, ())
    assert read(calendar(zone.replace("-0400", "-0500")) + calendar(zone, here)) == (EIGHT, ())


@pytest.mark.parametrize("name", ["EST", "MST"])
def test_a_zone_of_winter_only_is_said(name):
    """In June many who write it mean the summer's."""
    assert (
        "read by its hours only" in read(calendar(event(f"DTSTART;TZID={name}:20260602T080000", "DURATION:PT1H")))[1][0]
    )


def test_an_hour_without_its_nought():
    """Nine, not ninety."""
    assert read(calendar(event("DTSTART:20260602T80000Z", "DTEND:20260602T90000Z"))) == (EIGHT, ())
