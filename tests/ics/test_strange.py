"""Calendars as programs and people really write them: what is read, and what is said where something is not."""

from __future__ import annotations

import datetime as dt
import random
import zoneinfo

import icalendar
import pytest
import recurring_ical_events
from ics_files import EIGHT, PLAIN, calendar, event, read

from mentorwidgets.ics import read_busy


def taken(*lines, zone="Etc/UTC"):
    """What one event takes, where nothing is to be said."""
    found, problems = read(calendar(event(*lines)), zone)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260602T080000Z", "DTEND:20260602T070000Z"), ["06-02 07:00 60"]),
        (("DTSTART:20260602T080000Z", "DURATION:-PT1H"), ["06-02 07:00 60"]),
        (("DTSTART:20260602T080000Z", "DTEND:20260602T083000Z", "DURATION:PT1H"), EIGHT),
        (("DTSTART;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260602"), ["06-02 00:00 1440"]),
        (("DTSTART;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260601"), ["06-01 00:00 1440"]),
        (("DTSTART;VALUE=DATE:20260602", "DURATION:P2D"), ["06-02 00:00 2880"]),
        (("DTSTART:20260602",), ["06-02 00:00 1440"]),
        (("DTSTART:20260602T080000Z", "DTEND;VALUE=DATE:20260602"), ["06-02 08:00 960"]),
        (("DTSTART;VALUE=DATE:20260602", "DTEND:20260602T120000Z"), ["06-02 00:00 1440"]),
        (("DTSTART:20260602T0800Z", "DURATION:PT1H"), EIGHT),
        (("DTSTART:2026-06-02T08:00:00Z", "DTEND:2026-06-02T09:00:00Z"), EIGHT),
        (("DTSTART:20260602T100000+0200", "DURATION:PT60M"), EIGHT),
        (("DTSTART:20260601T240000Z", "DURATION:PT1H"), ["06-02 00:00 60"]),
        (("DTSTART:20260602T075960Z", "DTEND:20260602T085960Z"), ["06-02 07:59 61"]),
        (("dtstart:20260602t080000z", "dtend:20260602t090000z"), EIGHT),
        (("DTSTART ;VALUE=DATE-TIME : 20260602T080000Z", "DTEND: 20260602T090000Z "), EIGHT),
        (("DTSTART:20260602T080000Z", "DURATION:P1W"), ["06-02 08:00 10080"]),
        (("DTSTART:20260602T080000Z", "DURATION:P0DT1H0M0S"), EIGHT),
        (("DTSTART:20250101T080000Z", "DTEND:20270101T080000Z"), ["06-01 00:00 43200"]),
    ],
)  # fmt: skip
def test_beginnings_and_ends(lines, expected):
    """The wrong way round, mixed, in other shapes: they lie where they were meant."""
    assert taken(*lines) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GMT-0500", "14:00"), ("UTC+3", "06:00"), ("GMT+01:00", "08:00"), ("+0530", "03:30"), ("UTC", "09:00"), ("Z", "09:00"),
        ("Etc/GMT+5", "14:00"), ("europe/berlin", "07:00"), ("EUROPE/BERLIN", "07:00"), ("America/new york", "13:00"),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "07:00"),
        ("/citadel.org/20210210_1/America/Argentina/Buenos_Aires", "12:00"),
        ("W. Europe Standard Time", "07:00"), ("W. Europe Standard Time 1", "07:00"), ("Eastern Standard Time (2)", "13:00"),
        ('"Europe/Berlin"', "07:00"),
    ],
)  # fmt: skip
def test_names_of_zones(name, expected):
    """By the world's names however they are spelt, by Windows' names, by a distance."""
    assert taken(f"DTSTART;TZID={name}:20260602T090000", "DURATION:PT1H") == [f"06-02 {expected} 60"]


def zone(tzid, offset, *more):
    """A VTIMEZONE without summer time."""
    lines = ("BEGIN:VTIMEZONE", f"TZID:{tzid}", *more, "BEGIN:STANDARD", "DTSTART:16010101T000000",
             f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE", "")  # fmt: skip
    return "\r\n".join(lines)


def test_a_zone_of_the_file_s_own_counts():
    """Also when it stands behind its event; a place that it names goes before its numbers."""
    at_nine = event("DTSTART;TZID=Office:20260602T090000", "DURATION:PT1H")
    assert read(calendar(zone("Office", "+0300"), at_nine)) == (["06-02 06:00 60"], ())
    assert read(calendar(at_nine, zone("Office", "+0300"))) == (["06-02 06:00 60"], ())
    assert read(calendar(zone("Office", "+0300", "X-LIC-LOCATION:Europe/Berlin"), at_nine)) == (["06-02 07:00 60"], ())


@pytest.mark.parametrize("offset", ["+5744", "+2500", "PT1H", "", "noon"])
def test_a_zone_that_cannot_be_costs_no_more_than_itself(offset):
    """What names it is read on the reader's clock, which is said; the rest is read as ever."""
    bad = zone("Office", offset)
    assert read(calendar(bad, event(*PLAIN))) == (EIGHT, ())
    found, problems = read(
        calendar(bad, event("DTSTART;TZID=Office:20260602T090000", "DURATION:PT1H")), "Europe/Berlin"
    )
    assert found == ["06-02 09:00 60"]
    assert problems == ("A time zone of this file is not known. Its times were read on your own clock.",)


@pytest.mark.parametrize(
    "head", ["X-WR-TIMEZONE:America/New_York", "TIMEZONE-ID:America/New_York", "X-WR-TIMEZONE:Eastern Standard Time"]
)
def test_times_without_zone_are_the_calendar_s(head):
    """Not the reader's; also in rules, in what is left out, and in lists of taken times."""
    parts = (
        event(
            "DTSTART:20260602T090000",
            "DTEND:20260602T100000",
            "RRULE:FREQ=DAILY;UNTIL=20260604T090000",
            "EXDATE:20260603T090000",
        ),
        "BEGIN:VFREEBUSY\r\nFREEBUSY:20260609T090000/PT1H\r\nEND:VFREEBUSY\r\n",
    )
    found, problems = read(calendar(*parts, head=(head,)), "Europe/Berlin")
    assert found == ["06-02 15:00 60", "06-04 15:00 60", "06-09 15:00 60"]
    assert problems == ()


def test_a_calendar_s_own_zone_that_is_unknown_is_said():
    """Its times are then the reader's."""
    found, problems = read(
        calendar(event("DTSTART:20260602T090000", "DURATION:PT1H"), head=("X-WR-TIMEZONE:Atlantis",))
    )
    assert found == ["06-02 09:00 60"]
    assert "not known" in problems[0]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=TU, TH;COUNT=3", [2, 4, 9]), ("FREQ=WEEKLY;UNTIL=;COUNT=2", [2, 9]),
        ("FREQ=WEEKLY;COUNT=;UNTIL=20260609", [2, 9]), ("freq=weekly;count=2", [2, 9]), ("FREQ=WEEKLY;COUNT=2;", [2, 9]),
        (" FREQ = WEEKLY ; COUNT = 2 ", [2, 9]), ("FREQ=WEEKLY;COUNT=2;X-NOTE=1", [2, 9]), (";;FREQ=WEEKLY;;COUNT=2", [2, 9]),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260612T220000Z", [2, 4, 11]), ("FREQ=MONTHLY;BYDAY=1MO;COUNT=1", [2]),
        ("FREQ=WEEKLY;UNTIL=20260101T000000Z", [2]), ("FREQ=WEEKLY;COUNT=2;UNTIL=20260630T000000Z", [2, 9]),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;UNTIL=20260612", [2, 4, 8, 10, 12]),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=2", [2, 9]),
        ("FREQ=MONTHLY;BYDAY=-1MO,-1TU,-1WE,-1TH,-1FR;BYSETPOS=-1", [2, 30]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [2, 30]), ("FREQ=MONTHLY;BYDAY=2TU,4TU;BYSETPOS=2", [2, 23]),
        ("FREQ=MONTHLY;BYDAY=5TU", [2, 30]), ("FREQ=MONTHLY;BYMONTHDAY=2,9;BYSETPOS=-1", [2, 9]),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=TU,WE;BYSETPOS=1,2", [2, 3]), ("FREQ=MONTHLY;BYDAY=+2TU", [2, 9]),
        ("FREQ=YEARLY;BYMONTH=6,7;BYMONTHDAY=2,10", [2, 10]), ("FREQ=HOURLY;INTERVAL=24;COUNT=2", [2, 3]),
    ],
)  # fmt: skip
def test_rules(rule, days):
    """Blanks, empty terms, letters of any size; the first date counts; last working days and their like."""
    assert taken(*PLAIN, f"RRULE:{rule}") == [f"06-{day:02} 08:00 60" for day in days]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=XX", "could not be understood"), ("W1 TU #4", "could not be understood"), ("", ""),
        ("FREQ=FORTNIGHTLY", "could not be understood"), ("FREQ=WEEKLY;COUNT=many", "could not be understood"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "could not be understood"), ("RSCALE=CHINESE;FREQ=YEARLY", "could not be understood"),
        ("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=53", "could not be understood"),
        ("FREQ=DAILY;INTERVAL=0", "could not be understood"), ("FREQ=SECONDLY;BYSECOND=1", "repeats very often"),
        ("FREQ=DAILY;INTERVAL=14;BYDAY=FR", "repeats very often"),
    ],
)  # fmt: skip
def test_the_first_date_stays_where_a_rule_cannot_be_read(rule, words):
    """And that is said with its day."""
    found, problems = read(calendar(event(*PLAIN, f"RRULE:{rule}")))
    assert found == EIGHT
    assert [words in problem and "2 June 2026" in problem for problem in problems] == [True] * bool(words)


def test_a_rule_with_a_term_that_nobody_knows_is_read_and_said():
    """A misspelt end is no end."""
    found, problems = read(calendar(event(*PLAIN, "RRULE:FREQ=WEEKLY;UNTL=20260609")))
    assert found == [f"06-{day:02} 08:00 60" for day in (2, 9, 16, 23, 30)]
    assert problems == (
        "Not all of how an event of 2 June 2026 repeats was understood: please look at it in the week.",
    )


DAILY = ("DTSTART:20260601T100000Z", "DTEND:20260601T110000Z", "RRULE:FREQ=DAILY;COUNT=4")


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("EXRULE:FREQ=WEEKLY;BYDAY=WE",), [1, 2, 4]), (("EXDATE:20260602T100000Z",), [1, 3, 4]),
        (("EXDATE;VALUE=DATE:20260602",), [1, 3, 4]), (("EXDATE:20260602T100000",), [1, 3, 4]),
        (("EXDATE;TZID=Europe/Berlin:20260602T120000,20260603T120000",), [1, 4]), (("EXDATE:20260602T100000Z;20260603T100000Z",), [1, 4]),
        (("EXDATE:20260602T110000Z",), [1, 2, 3, 4]), (("EXDATE:",), [1, 2, 3, 4]), (("RDATE:20260610T100000Z",), [1, 2, 3, 4, 10]),
        (("RDATE;VALUE=DATE:20260610",), [1, 2, 3, 4, 10]), (("EXDATE:20260601T100000Z",), [2, 3, 4]),
    ],
)  # fmt: skip
def test_what_is_left_out_and_added(lines, days):
    """EXRULE, EXDATE as moment, day or on another clock, RDATE as moment or day."""
    assert taken(*DAILY, *lines) == [f"06-{day:02} 10:00 60" for day in days]


def test_an_added_stretch_has_its_own_length():
    """RDATE as a period: to an end, or for a time; of whole days, too."""
    lines = (*PLAIN, "RDATE;VALUE=PERIOD:20260603T080000Z/20260603T110000Z,20260604T080000Z/PT30M,20260606/20260607")
    assert taken(*lines) == [*EIGHT, "06-03 08:00 180", "06-04 08:00 30", "06-06 00:00 1440"]


def test_a_date_that_cannot_be_read_costs_only_itself():
    """The others of its line stay, and it is said."""
    found, problems = read(calendar(event(*DAILY, "EXDATE:20260602T100000Z,2026060", "RDATE:soon,20260610T100000Z")))
    assert found == [f"06-{day:02} 10:00 60" for day in (1, 3, 4, 10)]
    assert problems == ("Some dates of an event on 1 June 2026 could not be read. Paint its hours yourself.",)


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        ([(2, "SEQUENCE:0"), (3, "SEQUENCE:2")], [3]), ([(3, "SEQUENCE:2"), (2, "SEQUENCE:0")], [3]), ([(2,), (3, "SEQUENCE:1")], [3]),
        ([(2, "SEQUENCE:0"), (2, "SEQUENCE:1", "STATUS:CANCELLED")], []), ([(2, "SEQUENCE:1", "STATUS:CANCELLED"), (2, "SEQUENCE:0")], []),
        ([(2, "SEQUENCE:1"), (2, "SEQUENCE:0", "STATUS:CANCELLED")], [2]), ([(2, "SEQUENCE:2", "STATUS:CANCELLED"), (3, "SEQUENCE:3")], [3]),
        ([(2, "STATUS:CANCELED")], []), ([(2, "status:cancelled")], []),
        ([(2, "LAST-MODIFIED:20260102T000000Z"), (3, "LAST-MODIFIED:20260101T000000Z")], [2]),
        ([(2, "DTSTAMP:20260101T000000Z"), (3, "DTSTAMP:20260102T000000Z")], [3]),
        ([(2, "DTSTAMP:20260101T000000Z"), (2, "DTSTAMP:20260102T000000Z", "STATUS:CANCELLED")], []),
        ([(2,), (3,)], [2, 3]), ([(2, "SEQUENCE:1"), (3, "SEQUENCE:1")], [2, 3]), ([(2, "SEQUENCE:x"), (3,)], [2, 3]),
        ([(2, "SUMMARY:a", "DTSTAMP:20260101T000000Z"), (3, "SUMMARY:b", "DTSTAMP:20260102T000000Z")], [2, 3]),
    ],
)  # fmt: skip
def test_the_newest_copy_counts(copies, expected):
    """By SEQUENCE, then by stamp; where nothing tells which is newer, both do. One address may be given to two events."""
    parts = [event(f"DTSTART:202606{day:02}T080000Z", "DURATION:PT1H", *lines) for day, *lines in copies]
    assert read(calendar(*parts)) == ([f"06-{day:02} 08:00 60" for day in expected], ())


def test_a_cancellation_in_another_calendar_of_the_file_counts():
    """METHOD:CANCEL, of all or of one occurrence; and with no SEQUENCE at all."""
    weekly = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=3", "SEQUENCE:1")
    for line in ("SEQUENCE:2", "SEQUENCE:1", "X:1"):
        assert read(calendar(weekly) + calendar(event(*PLAIN, line), head=("METHOD:CANCEL",))) == ([], ())
    off = event("RECURRENCE-ID:20260609T080000Z", "DTSTART:20260609T080000Z", "SEQUENCE:2")
    assert read(calendar(weekly) + calendar(off, head=("METHOD:CANCEL",)))[0] == ["06-02 08:00 60", "06-16 08:00 60"]
    assert read(calendar(event(*PLAIN, "SEQUENCE:1"), head=("METHOD:CANCEL",))) == ([], ())


def moved(of, to, *lines, minutes=60):
    """A changed occurrence."""
    return event(f"RECURRENCE-ID{of}", f"DTSTART:{to}", f"DURATION:PT{minutes}M", *lines)


WEEKLY = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=4", "SEQUENCE:5")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([moved(":20260609T080000Z", "20260610T100000Z")], "2@8 10@10 16@8 23@8"),
        ([moved(";TZID=Europe/Berlin:20260609T100000", "20260610T100000Z")], "2@8 10@10 16@8 23@8"),
        ([moved(";VALUE=DATE:20260609", "20260610T100000Z")], "2@8 10@10 16@8 23@8"),
        ([moved(":20260609T080000", "20260610T100000Z")], "2@8 10@10 16@8 23@8"),
        ([moved(":20260609T080000Z", "20260610T100000Z", "SEQUENCE:10"), moved(":20260609T080000Z", "20260611T100000Z", "SEQUENCE:6")],
         "2@8 10@10 16@8 23@8"),
        ([moved(":20260609T080000Z", "20260610T100000Z", "TRANSP:TRANSPARENT")], "2@8 16@8 23@8"),
        ([moved(":20260609T080000Z", "20260610T100000Z", "STATUS:CANCELLED")], "2@8 16@8 23@8"),
        ([moved(";RANGE=THISANDFUTURE:20260616T080000Z", "20260616T140000Z")], "2@8 9@8 16@14 23@14"),
        ([moved(";RANGE=THISANDFUTURE:20260616T080000Z", "20260617T140000Z")], "2@8 9@8 17@14 24@14"),
        ([moved(";RANGE=THISANDFUTURE:20260616T080000Z", "20260616T140000Z", "STATUS:CANCELLED")], "2@8 9@8"),
        ([moved(";RANGE=THISANDFUTURE:20260616T080000Z", "20260616T140000Z"), moved(":20260623T080000Z", "20260624T150000Z")],
         "2@8 9@8 16@14 24@15"),
        ([moved(";RANGE=THISANDFUTURE:20260609T080000Z", "20260609T120000Z"), moved(";RANGE=THISANDFUTURE:20260623T080000Z", "20260623T180000Z")],
         "2@8 9@12 16@12 23@18"),
        ([moved(";RANGE=THISANDPRIOR:20260609T080000Z", "20260609T060000Z")], "2@6 9@6 16@8 23@8"),
        ([moved(";range=thisandfuture:20260616T080000Z", "20260616T140000Z")], "2@8 9@8 16@14 23@14"),
        ([moved(":20260609T080000Z", "20260610T100000Z", "RRULE:FREQ=DAILY")], "2@8 10@10 16@8 23@8"),
        ([moved(":20260609T080000Z", "20260610T100000Z", "SEQUENCE:1")], "2@8 9@8 10@10 16@8 23@8"),
        ([moved(":20260610T110000Z", "20260610T100000Z", "SEQUENCE:1")], "2@8 9@8 16@8 23@8"),
        ([moved(":20260705T080000Z", "20260610T100000Z", "SEQUENCE:9")], "2@8 9@8 10@10 16@8 23@8"),
    ],
)  # fmt: skip
def test_changed_occurrences(changes, expected):
    """One, all from one on, all up to one; on other clocks; the newest of two; an older one beside its event, or stale."""
    wanted = [f"06-{int(day):02} {int(hour):02}:00 60" for day, hour in (one.split("@") for one in expected.split())]
    assert read(calendar(WEEKLY, *changes)) == (wanted, ())
    assert read(calendar(*changes, WEEKLY)) == (wanted, ())


def test_a_moved_half_hour_keeps_its_own_length_from_there_on():
    """Later occurrences are as long as the change says, and keep their hour when clocks change."""
    master = event("DTSTART;TZID=America/New_York:20260224T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    change = event("RECURRENCE-ID;TZID=America/New_York;RANGE=THISANDFUTURE:20260303T090000",
                   "DTSTART;TZID=America/New_York:20260303T100000", "DURATION:PT30M")  # fmt: skip
    assert read(calendar(master, change))[0][0] == "06-02 14:00 30"


@pytest.mark.parametrize(
    "lines",
    [
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:me@y.example", "ORGANIZER:MAILTO:Me@y.example"), ("ATTENDEE;PARTSTAT=declined:MAILTO:me@y.example",),
        ('ATTENDEE;CN="Me; myself";PARTSTAT=DECLINED;RSVP=TRUE:mailto:me@y.example',), ("ATTENDEE;PARTSTAT=DELEGATED:mailto:me@y.example",),
        ("TRANSP:TRANSPARENT",), ("TRANSP:transparent",), ("X-MICROSOFT-CDO-BUSYSTATUS:FREE",), ("X-MICROSOFT-CDO-BUSYSTATUS:WorkingElsewhere",),
        ("X-MICROSOFT-CDO-INTENDEDSTATUS:FREE",),
    ],
)  # fmt: skip
def test_what_takes_no_time(lines):
    """What the person declined, or is free in."""
    assert taken(*PLAIN, *lines) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:me@y.example",), ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:me@y.example",),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:other@y.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:me@y.example"),
        ("STATUS:TENTATIVE",), ("X-MICROSOFT-CDO-BUSYSTATUS:OOF",), ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",), ("CLASS:PRIVATE",),
        ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"),
    ],
)  # fmt: skip
def test_what_takes_time(lines):
    """What is not sure yet takes time; so does what somebody else declined."""
    assert taken(*PLAIN, *lines) == EIGHT


def test_the_owner_s_own_no_counts_among_many():
    """Where the calendar says whose it is; whoever invited is there in any case."""
    many = ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@y.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:Me@y.example")
    assert read(calendar(event(*PLAIN, *many), head=("X-WR-CALNAME:me@y.example",))) == ([], ())
    one = ("ORGANIZER:mailto:me@y.example", "ATTENDEE;PARTSTAT=DECLINED:mailto:a@y.example")
    assert read(calendar(event(*PLAIN, *one), head=("X-WR-CALNAME:me@y.example",))) == (EIGHT, ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("FREEBUSY:20260604T100000/20260604T120000", ["06-04 10:00 120"]), ("FREEBUSY:20260604/20260605", ["06-04 00:00 1440"]),
        ("FREEBUSY;TZID=America/New_York:20260604T040000/20260604T060000", ["06-04 10:00 120"]), ("FREEBUSY:20260604T080000Z/PT2H", ["06-04 10:00 120"]),
        ("FREEBUSY:20260604T080000Z/P1D", ["06-04 10:00 1440"]), ("FREEBUSY:20260604/P1D", ["06-04 00:00 1440"]),
        ("FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260604T080000Z/PT2H", ["06-04 10:00 120"]), ("FREEBUSY;FBTYPE=free:20260604T080000Z/PT2H", []),
        ("FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260604T080000Z/PT2H", ["06-04 10:00 120"]), ("FREEBUSY:20260604T100000Z/20260604T080000Z", ["06-04 10:00 120"]),
        ("FREEBUSY:20260604T080000Z/PT1H,20260605T080000Z/PT1H", ["06-04 10:00 60", "06-05 10:00 60"]), ("FREEBUSY:", []),
    ],
)  # fmt: skip
def test_lists_of_taken_times(line, expected):
    """With and without zone, of days, with lengths, tentative."""
    assert read(calendar(f"BEGIN:VFREEBUSY\r\nUID:f\r\n{line}\r\nEND:VFREEBUSY\r\n"), "Europe/Berlin") == (expected, ())


@pytest.mark.parametrize("bad", ["20260604T080000Z", "soon/PT1H", "20260604T080000Z/later", "20269904/20260605"])
def test_a_taken_time_that_cannot_be_read_costs_only_itself(bad):
    """The next is taken, and it is said."""
    found, problems = read(calendar(f"BEGIN:VFREEBUSY\r\nFREEBUSY:{bad},20260605T080000Z/PT1H\r\nEND:VFREEBUSY\r\n"))
    assert found == ["06-05 08:00 60"]
    assert problems == ("A taken time that could not be understood was left out. Paint its hours yourself.",)


@pytest.mark.parametrize("seed", range(60))
def test_series_with_changes_take_no_less_than_an_oracle(seed):
    """Random series with left-out, added, moved and shifted occurrences: every minute of recurring-ical-events is taken."""
    rng = random.Random(seed)
    name = rng.choice(("America/New_York", "Europe/London", "Australia/Sydney", "Etc/UTC"))
    start = dt.datetime(2026, rng.randint(1, 5), rng.randint(1, 28), rng.randint(5, 20), 30)  # noqa: DTZ001 - wall time
    at = [start + dt.timedelta(weeks=week) for week in range(30)]
    dated = f";TZID={name}:" + "{:%Y%m%dT%H%M%S}"
    lines = ["DTSTART" + dated.format(start), "DURATION:PT40M", "RRULE:FREQ=WEEKLY;COUNT=30"]
    left_out, added, moved_one, from_there = rng.sample(at[2:25], 4)
    lines += ["EXDATE" + dated.format(left_out), "RDATE" + dated.format(added + dt.timedelta(hours=3))]
    changed = event(
        "RECURRENCE-ID" + dated.format(moved_one),
        "DTSTART" + dated.format(moved_one + dt.timedelta(hours=rng.randint(-5, 5))),
        "DURATION:PT20M",
    )
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE" + dated.format(from_there),
        "DTSTART" + dated.format(from_there + dt.timedelta(hours=2)),
        "DURATION:PT50M",
    )
    data = calendar(event(*lines), changed, *([later] if rng.random() < 0.5 else []))
    clock = zoneinfo.ZoneInfo("Etc/UTC")
    window = (dt.datetime(2026, 1, 1, tzinfo=clock), dt.datetime(2026, 12, 31, tzinfo=clock))
    reading = read_busy(data.encode(), zone="Etc/UTC", first=window[0].date(), last=window[1].date())
    ours = {
        one.starts + dt.timedelta(minutes=n)
        for one in reading.taken
        for n in range(int((one.ends - one.starts).total_seconds() // 60))
    }
    for found in recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(*window):
        begins, ends = (found[name].dt.astimezone(dt.UTC) for name in ("DTSTART", "DTEND"))
        minutes = {begins + dt.timedelta(minutes=n) for n in range(int((ends - begins).total_seconds() // 60))}
        assert minutes <= ours, begins
