"""Taken times from calendar files of strangers."""

from __future__ import annotations

import datetime as dt
import random
import zoneinfo

import icalendar
import pytest
import recurring_ical_events

from mentorwidgets.errors import CalendarError, ValueRefusedError
from mentorwidgets.ics import read_busy
from mentorwidgets.ics.safe import plain_zone
from mentorwidgets.model import taken_from_field, taken_to_field

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def calendar(*lines, more=""):
    """A file with one event, or with what ``more`` says."""
    event = "\r\n".join(("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{more}{event}\r\nEND:VCALENDAR\r\n".encode()


def read(data, zone="Europe/London", first=FIRST, last=LAST):
    """What a file gives for 2026."""
    return read_busy(data, zone=zone, first=first, last=last)


def said(reading):
    """Starts and lengths, as they are saved."""
    return [(starts, minutes) for starts, minutes in taken_to_field(reading.taken)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260302T090000Z", "DTEND:20260302T100000Z"), [("2026-03-02T09:00Z", 60)]),
        (("DTSTART:20260702T090000", "DURATION:PT90M"), [("2026-07-02T08:00Z", 90)]),
        (("DTSTART;TZID=America/New_York:20260302T090000", "DTEND;TZID=America/New_York:20260302T093000"),
         [("2026-03-02T14:00Z", 30)]),
        (("DTSTART;TZID=Eastern Standard Time:20260302T090000", "DURATION:PT1H"), [("2026-03-02T14:00Z", 60)]),
        (("DTSTART;VALUE=DATE:20260329",), [("2026-03-29T00:00Z", 23 * 60)]),
        (("DTSTART;VALUE=DATE:20260329", "TRANSP:TRANSPARENT"), []),
        (("DTSTART:20260302T090000Z", "DURATION:PT1H", "STATUS:CANCELLED"), []),
        (("DTSTART:20260302T090000Z", "DURATION:PT1H", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), []),
        (("DTSTART:20260302T090000Z", "DTEND:20260302T090000Z"), []),
        (("DTSTART:20251231T230000Z", "DURATION:PT2H"), [("2026-01-01T00:00Z", 60)]),
        (("DTSTART:20200302T090000Z", "DURATION:PT1H"), []),
        (("DTSTART;TZID=Europe/London:20260323T120000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"),
         [("2026-03-23T12:00Z", 60), ("2026-03-30T11:00Z", 60)]),
        (("DTSTART;TZID=Europe/London:20260323T120000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3",
          "EXDATE;TZID=Europe/London:20260330T120000", "RDATE:20260401T080000Z"),
         [("2026-03-23T12:00Z", 60), ("2026-04-01T08:00Z", 60), ("2026-04-06T11:00Z", 60)]),
        (("DTSTART:20260302T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20260303T090000Z"),
         [("2026-03-02T09:00Z", 60), ("2026-03-03T09:00Z", 60)]),
        (("DTSTART:20260302T090000Z", "DURATION:PT24H", "RRULE:FREQ=DAILY;COUNT=3"), [("2026-03-02T09:00Z", 3 * 1440)]),
    ],
)  # fmt: skip
def test_what_takes_time(lines, expected):
    """Zones, whole days, lengths, free and cancelled events, recurrences; what touches is one."""
    reading = read(calendar(*lines))
    assert said(reading) == expected
    assert reading.problems == ()


def test_a_moved_occurrence_replaces_its_original():
    """RECURRENCE-ID: the copy counts, or nothing where it was cancelled."""
    copies = "".join(
        f"BEGIN:VEVENT\r\nUID:1\r\nRECURRENCE-ID:{of}\r\nDTSTART:{at}\r\nDURATION:PT1H\r\nSTATUS:{state}\r\nEND:VEVENT\r\n"
        for of, at, state in (
            ("20260309T090000Z", "20260310T110000Z", "CONFIRMED"), ("20260316T090000Z", "20260316T090000Z", "CANCELLED"),
        )
    )  # fmt: skip
    reading = read(calendar("DTSTART:20260302T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", more=copies))
    assert said(reading) == [("2026-03-02T09:00Z", 60), ("2026-03-10T11:00Z", 60)]


def test_free_busy_lists_are_read():
    """What other calendars publish in place of events."""
    more = (
        "BEGIN:VFREEBUSY\r\nUID:f\r\nFREEBUSY;FBTYPE=BUSY:20260302T090000Z/PT1H,20260303T090000Z/20260303T093000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20260304T090000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    reading = read(calendar("DTSTART:20250101T000000Z", more=more))
    assert said(reading) == [("2026-03-02T09:00Z", 60), ("2026-03-03T09:00Z", 30)]


def test_the_words_of_a_calendar_are_not_kept():
    """Only starts and ends; they go over the wire and back."""
    reading = read(calendar("DTSTART:20260302T090000Z", "DURATION:PT1H", "SUMMARY:Doctor", "DESCRIPTION:private"))
    assert "Doctor" not in repr(reading)
    assert taken_from_field(taken_to_field(reading.taken)) == reading.taken


def test_one_file_does_not_change_the_zones_of_another():
    """Two people call different zones "Home"."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:{0}\r\nTZOFFSETTO:{0}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    times = [
        said(read(calendar("DTSTART;TZID=Home:20260302T120000", "DURATION:PT1H", more=zone.format(offset))))
        for offset in ("+0300", "-0500")
    ]
    assert times == [[("2026-03-02T09:00Z", 60)], [("2026-03-02T17:00Z", 60)]]


def test_an_unknown_zone_is_said():
    """And read on the person's own clock."""
    reading = read(calendar("DTSTART;TZID=Atlantis:20260702T120000", "DURATION:PT1H"))
    assert said(reading) == [("2026-07-02T11:00Z", 60)]
    assert reading.problems == ("A time zone of this file is not known. Its times were read on your own clock.",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no calendar file"),
        (b"%PDF-1.4 nothing", "no calendar file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "damaged"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_000, "damaged"),
        (b"BEGIN:VCALENDAR" + b" " * 2_000_000, "larger than 2 MB"),
    ],
)
def test_what_is_no_calendar_is_said(data, words):
    """Empty, another format, cut off, nested without end, too large."""
    with pytest.raises(CalendarError, match=words):
        read(data)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=0,1,2,3,4,5",
        "FREQ=DAILY;INTERVAL=0", "FREQ=NEVER", "FREQ=WEEKLY;UNTIL=99991231T000000Z", "FREQ=DAILY;COUNT=99999999999",
    ],
)  # fmt: skip
def test_a_rule_that_never_ends_does_not_hold_us_up(rule):
    """Within its bounds it is read, else left out, and that is said."""
    reading = read(calendar("DTSTART:19000101T090000Z", "DURATION:PT1H", f"RRULE:{rule}"))
    assert len(reading.taken) <= 400
    assert reading.taken or reading.problems or "COUNT=5" in rule


def test_many_events_that_repeat_are_bounded_together():
    """Five thousand daily events since 1970: what is over the budget is left out, and said."""
    one = "BEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:19700101T{0:06d}Z\r\nDURATION:PT1M\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
    reading = read(
        calendar(
            "DTSTART:20260101T000000Z",
            "DURATION:PT1M",
            more="".join(one.format(number % 60) for number in range(5_200)),
        )
    )
    assert reading.problems[0].startswith("Of an event of 1 January 1970 that repeats very often only the first date")
    assert len(reading.problems) <= 13


def test_zones_with_rules_that_no_zone_has_are_dropped():
    """A clock that changes each second would keep the library busy for hours."""
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:19000101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    reading = read(calendar("DTSTART;TZID=Evil:20260302T090000", "DURATION:PT1H", more=zone))
    assert said(reading) == [("2026-03-02T09:00Z", 60)]
    assert reading.problems == ("A time zone of this file is not known. Its times were read on your own clock.",)
    assert not plain_zone(zone)
    kind = zone.replace("SECONDLY", "YEARLY;BYDAY=-1SU;BYMONTH=10;BYHOUR=2")
    assert plain_zone(kind.replace("FROM:+0000", "FROM:+0100"))
    assert not plain_zone(kind)  # its clocks would go on every year, and never back


@pytest.mark.parametrize("seed", range(60))
def test_torn_files_give_words_or_times(seed):
    """Lines lost, doubled and cut: never another error than ours."""
    rng = random.Random(seed)
    whole = calendar("DTSTART;TZID=Europe/London:20260302T090000", "DTEND;TZID=Europe/London:20260302T100000",
                     "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260309T090000Z", "RDATE;VALUE=PERIOD:20260401T080000Z/PT1H")  # fmt: skip
    lines = whole.split(b"\r\n")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(1, len(lines))
        lines[at] = rng.choice(
            (b"", lines[at][: rng.randint(0, 12)], lines[at] * 2, lines[at].replace(b"0", b"9"), b"X")
        )
    try:
        reading = read(b"\r\n".join(lines))
    except CalendarError:
        return
    assert all(one.starts < one.ends for one in reading.taken)


@pytest.mark.parametrize("seed", range(40))
def test_recurrences_are_what_an_oracle_reads(seed):
    """Random rules of the kind that calendars write: the same moments as recurring-ical-events."""
    rng = random.Random(seed)
    zone = rng.choice(("America/New_York", "Europe/London", "Australia/Sydney"))
    rule = rng.choice(
        (f"FREQ=WEEKLY;INTERVAL={rng.randint(1, 3)};BYDAY={rng.choice(('MO', 'TU,TH', 'WE,SU'))}",
         f"FREQ=DAILY;INTERVAL={rng.randint(1, 9)};COUNT={rng.randint(1, 300)}",
         f"FREQ=MONTHLY;BYDAY={rng.choice(('2TU', '-1FR', '1MO'))};UNTIL=20261001T000000Z",
         f"FREQ=MONTHLY;BYMONTHDAY={rng.choice((-1, 1, 15, 31))}", "FREQ=YEARLY;COUNT=9")
    )  # fmt: skip
    start = dt.datetime(2025, rng.randint(1, 12), rng.randint(1, 28), rng.randint(5, 22), 30)  # noqa: DTZ001 - wall time
    data = calendar(f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", "DURATION:PT20M", f"RRULE:{rule}")
    clock = zoneinfo.ZoneInfo("Europe/London")
    window = (dt.datetime(2026, 1, 1, tzinfo=clock), dt.datetime(2027, 1, 1, tzinfo=clock))
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(*window)
    assert [one.starts for one in read(data).taken] == sorted(event["DTSTART"].dt.astimezone(dt.UTC) for event in found)


@pytest.mark.parametrize(
    "value",
    [None, [1], [["x", 60]], [["2026-03-02T09:00Z", 0]], [["2026-03-02T09:00Z", True]], [["2026-03-02T09:00", 5]]],
)
def test_taken_times_of_another_shape_are_refused(value):
    """The wire can say anything."""
    with pytest.raises(ValueRefusedError):
        taken_from_field(value)
