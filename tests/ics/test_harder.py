"""Calendars that an independent reader broke us with: no taken time is lost without a word."""

from __future__ import annotations

import datetime as dt

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

from mentorwidgets.ics import read_busy

WEEKLY = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=4", "SEQUENCE:5")
FOUR = [f"06-{day:02} 08:00 60" for day in (2, 9, 16, 23)]


def taken(data, zone="Europe/Berlin", first=dt.date(2026, 10, 1), last=dt.date(2026, 11, 30)):
    """Starts in universal time and minutes, in another window than June."""
    reading = read_busy(data.encode(), zone=zone, first=first, last=last)
    return [(f"{one.starts:%m-%d %H:%M}", int((one.ends - one.starts).total_seconds() // 60)) for one in reading.taken]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT1H"), [("10-25 00:30", 60)]),
        (("DTSTART:20261025T023000", "DURATION:PT1H"), [("10-25 00:30", 60)]),
        (("DTSTART;TZID=America/New_York:20261101T014500", "DURATION:PT15M"), [("11-01 05:45", 15)]),
        (("DTSTART;TZID=Europe/Berlin:20261018T023000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"),
         [("10-18 00:30", 60), ("10-25 00:30", 120)]),
        (("DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:P1D"), [("10-24 10:00", 25 * 60)]),
        (("DTSTART;TZID=Europe/Berlin:20261024T120000", "DURATION:P1W"), [("10-24 10:00", 7 * 24 * 60 + 60)]),
        (("DTSTART;TZID=Europe/Berlin:20261023T220000", "DTEND;TZID=Europe/Berlin:20261024T060000",
          "RRULE:FREQ=DAILY;COUNT=2"), [("10-23 20:00", 480), ("10-24 20:00", 540)]),
    ],
)  # fmt: skip
def test_the_hour_that_comes_twice(lines, expected):
    """In autumn one hour is shown twice: what lies in it, over it and in rules is taken, the longer where it is unclear."""
    assert taken(calendar(event(*lines))) == expected


@pytest.mark.parametrize(
    "broken", ["RECURRENCE-ID:garbage", "RECURRENCE-ID:", "RECURRENCE-ID 2026-6-9", "RECURRENCE-ID:2026-6-9"]
)
def test_a_change_of_nobody_knows_what_stands_beside_its_event(broken):
    """It replaces nothing, and is said."""
    copy = event(broken, "DTSTART:20260610T100000Z", "DURATION:PT1H", "SEQUENCE:7")
    found, problems = read(calendar(WEEKLY, copy))
    assert found == sorted([*FOUR, "06-10 10:00 60"])
    assert problems


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH", "ADD"])
def test_a_message_about_an_event_changes_nothing_of_it(method):
    """An answer, another time that is proposed, a further date: the event stays."""
    message = event(
        "DTSTART:20260612T100000Z", "DURATION:PT1H", "SEQUENCE:9", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@y.example"
    )
    found, _ = read(calendar(WEEKLY) + calendar(message, head=(f"METHOD:{method}",)))
    assert set(found) >= set(FOUR)


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([(2, "SEQUENCE:5"), (3, "SEQUENCE:1764547200")], [3]), ([(2, "SEQUENCE:1764547200"), (2, "SEQUENCE:1", "STATUS:CANCELLED")], [2]),
        ([(2, "STATUS:CANCELLED", "DTSTAMP:20260101T000000Z"), (2, "SEQUENCE:3", "DTSTAMP:20260301T000000Z")], [2]),
        ([(2, "SUMMARY:a", "STATUS:CANCELLED"), (3, "SUMMARY:b")], [3]),
    ],
)  # fmt: skip
def test_what_a_cancellation_takes(copies, expected):
    """Long numbers count; none is nought; another event of the same address stays."""
    parts = [event(f"DTSTART:202606{day:02}T080000Z", "DURATION:PT1H", *lines) for day, *lines in copies]
    assert read(calendar(*parts))[0] == [f"06-{day:02} 08:00 60" for day in expected]


@pytest.mark.parametrize("reach", ["THISANDFUTURE", "THISANDPRIOR"])
def test_an_older_change_of_many_takes_nothing_away(reach):
    """Its event was changed as a whole since."""
    off = event(
        f"RECURRENCE-ID;RANGE={reach}:20260616T080000Z", "DTSTART:20260616T080000Z", "STATUS:CANCELLED", "SEQUENCE:2"
    )
    assert read(calendar(WEEKLY, off))[0] == FOUR


def test_whole_days_are_left_out_and_changed_one_at_a_time():
    """Midnight in Berlin is written in universal time: the day that is meant goes, and no other."""
    days = ("DTSTART;VALUE=DATE:20260602", "RRULE:FREQ=DAILY;COUNT=4")
    assert read(calendar(event(*days, "EXDATE:20260603T220000Z")), "Europe/Berlin")[0] == [
        "06-02 00:00 2880",
        "06-05 00:00 1440",
    ]
    change = event("RECURRENCE-ID:20260603T220000Z", "DTSTART;VALUE=DATE:20260610")
    found = read(calendar(event(*days), change), "Europe/Berlin")[0]
    assert found == ["06-02 00:00 2880", "06-05 00:00 1440", "06-10 00:00 1440"]


@pytest.mark.parametrize("zone", ["America/New_York", "Etc/UTC", "Europe/Berlin", "Asia/Tokyo"])
def test_the_last_whole_day_counts_everywhere(zone):
    """UNTIL is written at midnight in universal time by many servers."""
    lines = ("DTSTART;VALUE=DATE:20260602", "RRULE:FREQ=WEEKLY;UNTIL=20260616T000000Z")
    assert read(calendar(event(*lines)), zone)[0] == [f"06-{day:02} 00:00 1440" for day in (2, 9, 16)]


def test_changes_that_name_a_day():
    """They mean the occurrence of that day: all later ones move by as much, and others of the day stay."""
    later = event("RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260616", "DTSTART:20260616T140000Z", "DURATION:PT1H")
    assert read(calendar(WEEKLY, later))[0] == [*FOUR[:2], "06-16 14:00 60", "06-23 14:00 60"]
    twice = event("DTSTART:20260603T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYHOUR=8,14;COUNT=2")
    one = event("RECURRENCE-ID;VALUE=DATE:20260603", "DTSTART:20260603T100000Z", "DURATION:PT1H")
    assert read(calendar(twice, one))[0] == ["06-03 10:00 60", "06-03 14:00 60"]
    days = event("DTSTART;VALUE=DATE:20260602", "RRULE:FREQ=WEEKLY;COUNT=3")
    hours = event(
        "RECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20260609",
        "DTSTART;TZID=America/New_York:20260609T090000",
        "DURATION:PT1H",
    )
    assert read(calendar(days, hours), "Europe/Berlin")[0] == ["06-02 00:00 1440", "06-09 15:00 60", "06-16 15:00 60"]


def test_a_room_that_says_no_frees_nobody():
    """Nor does somebody else, where the calendar says whose it is."""
    room = "ATTENDEE;CUTYPE=ROOM;PARTSTAT=DECLINED:mailto:room@y.example"
    assert read(calendar(event(*PLAIN, "ORGANIZER:mailto:me@y.example", room)))[0] == EIGHT
    other = event(*PLAIN, "ATTENDEE;PARTSTAT=DECLINED:mailto:o@y.example")
    assert read(calendar(other, head=("X-WR-CALNAME:me@y.example",)))[0] == EIGHT


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20260602T080000Z", "DTEND 20260602T090000Z"), ("DTSTART 20260602T080000Z", "DURATION;PT1H"),
        ("DTSTART:20260602T080000Z", "DTEND=20260602T090000Z"), ("DTSTART ;TZID=Europe/Berlin:20260602T100000", "DURATION:PT1H"),
    ],
)  # fmt: skip
def test_a_lost_colon(lines):
    """The value is there all the same."""
    assert read(calendar(event(*lines))) == (EIGHT, ())


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH", "RRULE=FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH", "RRULE;FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH",
        "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU;BYDAY=TH", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,\r\nTH", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,\r\r\n TH",
        "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,\r\n\r\n TH", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,\n\r TH",
    ],
)  # fmt: skip
def test_rules_in_damaged_lines(rule):
    """Colons, folds and ends of lines that were lost or doubled."""
    assert read(calendar(event(*PLAIN, rule))) == ([f"06-{day:02} 08:00 60" for day in (2, 4, 9)], ())


def test_files_that_run_together():
    """Joined without a line between, indented by depth, two events in one."""
    one, other = calendar(event(*PLAIN)), calendar(event("DTSTART:20260603T080000Z", "DURATION:PT1H", uid="2"))
    both = [*EIGHT, "06-03 08:00 60"]
    assert read(one.strip() + "\ufeff" + other) == (both, ())
    cancelled = calendar(event("DTSTART:20260604T080000Z", uid="9"), head=("METHOD:CANCEL",)).strip()
    assert read(cancelled + other) == (both[1:], ())
    assert read(
        one.replace("END:VEVENT\r\n", "END:VEVENT" + event("DTSTART:20260603T080000Z", "DURATION:PT1H", uid="2"))
    ) == (both, ())
    depth = 0
    lines = []
    for line in one.split("\r\n"):
        depth -= line.startswith("END")
        lines.append("  " * depth + line)
        depth += line.startswith("BEGIN")
    assert read("\r\n".join(lines)) == (EIGHT, ())
    run = one.replace("END:VEVENT", "UID:2\r\nDTSTART:20260603T080000Z\r\nDURATION:PT1H\r\nEND:VEVENT")
    assert (read(run)[0], "are damaged" in read(run)[1][0]) == (both, True)


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART;VALUE=DATE:99991231",), ("DTSTART:99991231T235959", "DURATION:PT1H"), ("DTSTART;VALUE=DATE:00010101",),
        (*PLAIN, "RDATE:99991231T235959Z"), (*PLAIN, "EXDATE:00010101T000000Z"), (*PLAIN, "EXDATE;VALUE=DATE:99991231"),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:00010101T000000Z", *PLAIN), ("RECURRENCE-ID;RANGE=THISANDPRIOR:99991231T000000Z", *PLAIN),
        ("DTSTART;VALUE=DATE:00010101", "RRULE:FREQ=YEARLY"), ("DTSTART:00020102T000000Z", "DURATION:-P900D"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_the_ends_of_all_years(lines, zone):
    """No date is too early or too late to be told from a file that is damaged."""
    found, _ = read(calendar(event(*lines), event(*PLAIN, uid="2")), zone)
    assert len(found) == 1


def test_for_ever_is_no_end():
    """As Exchange writes it."""
    data = calendar(event(*PLAIN, "RRULE:FREQ=WEEKLY;UNTIL=99991231T235959Z"))
    assert len(read(data, "Asia/Tokyo")[0]) == 5


def test_a_zone_of_the_file_s_own_goes_before_the_world_s_short_names():
    """EST is what the file says that it is."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:EST\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:-0400\r\n"
        "TZOFFSETTO:-0400\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    assert read(calendar(zone, event("DTSTART;TZID=EST:20260602T040000", "DURATION:PT1H"))) == (EIGHT, ())
    found, problems = read(calendar(event("DTSTART;TZID=localtime:20260602T080000", "DURATION:PT1H")))
    assert (found, "not known" in problems[0]) == (EIGHT, True)


@pytest.mark.parametrize("name", ["(UTC+01:00) Amsterdam, Berlin, Bern", '"(UTC-05:00) Eastern Time (US & Canada)"'])
def test_a_zone_that_is_known_by_its_hours_only_is_said(name):
    """It may have summer time."""
    found, problems = read(calendar(event(f"DTSTART;TZID={name}:20260602T090000", "DURATION:PT1H")))
    assert len(found) == 1
    assert "read by its hours only" in problems[0]


@pytest.mark.parametrize(
    "data",
    [
        calendar(event(f"DTSTART;TZID={'#' * 60_000}:20260602T080000", "DURATION:PT1H")),
        calendar(*(event(*PLAIN) for _ in range(3000)), *(event(f"RECURRENCE-ID:20260602T08{n % 60:02}00Z", *PLAIN) for n in range(3000))),
        calendar(event("DTSTART:20260601T000000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY;INTERVAL=10"),
                 *(event(f"RECURRENCE-ID;RANGE=THISANDPRIOR:202606{1 + n % 28:02}T{n % 24:02}{n % 60:02}00Z", *PLAIN) for n in range(5000))),
    ],
    ids=["a long name", "copies", "changes"],
)  # fmt: skip
def test_hostile_files_end(data):
    """Each ends; what it costs grows with its length only."""
    assert read(data)[0]
