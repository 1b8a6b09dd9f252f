"""Changes of clocks: in series, in changes of series, and in zones that a file describes itself."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

from mentorwidgets.ics import read_busy
from mentorwidgets.ics.clocks import zone_of_file

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def taken(data, first, last, zone="Europe/Berlin"):
    """Starts and ends on a clock."""
    reading = read_busy(data.encode(), zone=zone, first=dt.date.fromisoformat(first), last=dt.date.fromisoformat(last))
    assert reading.problems == ()
    clock = zoneinfo.ZoneInfo(zone)
    return [
        f"{one.starts.astimezone(clock):%m-%d %H:%M} {one.ends.astimezone(clock):%m-%d %H:%M}" for one in reading.taken
    ]


def at(text, zone="Europe/Berlin"):
    """``;TZID=...:``."""
    return f";TZID={zone}:{text}"


@pytest.mark.parametrize(
    ("zone", "starts", "ends", "found"),
    [
        ("Europe/Berlin", "20260328T220000", "20260329T060000", "04-04 22:00 04-05 06:00"),
        ("America/New_York", "20260307T220000", "20260308T060000", "04-04 22:00 04-05 06:00"),
        ("Europe/Berlin", "20260329T000000", "20260330T000000", "04-05 00:00 04-06 00:00"),
        ("Europe/Berlin", "20260329T010000", "20260329T040000", "04-05 01:00 04-05 04:00"),
        ("Europe/Berlin", "20260327T180000", "20260330T080000", "04-03 18:00 04-06 08:00"),
        ("Australia/Sydney", "20261003T220000", "20261004T060000", "10-10 22:00 10-11 06:00"),
        ("Africa/Cairo", "20260423T220000", "20260424T060000", "04-30 22:00 05-01 06:00"),
    ],
)
def test_a_series_that_begins_over_the_spring_change_keeps_its_hours(zone, starts, ends, found):
    """Also as a change for all later ones; the first itself is an hour short."""
    lines = (f"DTSTART{at(starts, zone)}", f"DTEND{at(ends, zone)}", "RRULE:FREQ=WEEKLY")
    window = {"04-04": ("2026-04-01", "2026-04-07"), "04-03": ("2026-04-01", "2026-04-07"),
              "04-05": ("2026-04-01", "2026-04-07"), "10-10": ("2026-10-07", "2026-10-13"),
              "04-30": ("2026-04-28", "2026-05-04")}[found[:5]]  # fmt: skip
    assert taken(calendar(event(*lines)), *window, zone) == [found]
    before = dt.datetime.strptime(starts, "%Y%m%dT%H%M%S") - dt.timedelta(weeks=1)  # noqa: DTZ007
    master = event(f"DTSTART{at(f'{before:%Y%m%dT%H%M%S}', zone)}", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    change = event(f"RECURRENCE-ID;RANGE=THISANDFUTURE{at(starts, zone)}", *lines[:2])
    assert taken(calendar(master, change), *window, zone) == [found]


@pytest.mark.parametrize(
    ("lines", "change", "found"),
    [
        (("DTSTART;VALUE=DATE:20261018",), ("DTSTART;VALUE=DATE:20261018",), "10-25 00:00 10-26 00:00"),
        ((f"DTSTART{at('20261017T120000')}", "DURATION:PT1H"), (f"DTSTART{at('20261017T120000')}", "DURATION:P1D"),
         "10-24 12:00 10-25 12:00"),
        ((f"DTSTART{at('20261017T120000')}", "DURATION:PT1H"), (f"DTSTART{at('20261017T230000')}", "DURATION:PT7H"),
         "10-24 23:00 10-25 06:00"),
    ],
)  # fmt: skip
def test_a_change_of_all_later_ones_lasts_as_its_series_would(lines, change, found):
    """Whole days, days and nights over the autumn change."""
    number = change[0].partition("DTSTART")[2].replace("T230000", "T120000")
    data = calendar(event(*lines, "RRULE:FREQ=WEEKLY"), event(f"RECURRENCE-ID;RANGE=THISANDFUTURE{number}", *change))
    assert found in taken(data, "2026-10-19", "2026-10-28")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20260602", "DURATION:-PT2H"), ["06-01 00:00 2880"]),
        (("DTSTART;VALUE=DATE:20260602", "DURATION:PT2H"), ["06-02 00:00 1440"]),
        (("DTSTART;VALUE=DATE:20260602", "DURATION:-P1D"), ["06-01 00:00 1440"]),
        (("DTSTART;VALUE=DATE:20260604", "DURATION:-PT36H"), ["06-02 00:00 4320"]),
        (("DTSTART:20260602T080000Z", "DTEND:20260602T050000Z", "DURATION:PT0S"), ["06-02 05:00 180"]),
        (("DTSTART:20260602T080000Z", "DTEND:20260602T050000Z", "DURATION:PT1H"), ["06-02 05:00 240"]),
        (("DTSTART:20260602T080000Z", "DURATION:PT0030M"), ["06-02 08:00 30"]),
        (("DTSTART:20260602T080000Z", "DURATION:PT1H30"), ["06-02 08:00 90"]),
        (("DTSTART:20260602T080000Z", "DURATION:P0Y0M0DT1H"), EIGHT),
        ((*PLAIN, "RDATE;VALUE=PERIOD:20260604/20260604"), [*EIGHT, "06-04 00:00 1440"]),
        ((*PLAIN, "RDATE;VALUE=PERIOD:20260604T080000Z/20260604"), [*EIGHT, "06-04 08:00 960"]),
        ((*PLAIN, "RDATE;VALUE=PERIOD:20260604T080000Z/PT3H,20260604T080000Z/PT1H"), [*EIGHT, "06-04 08:00 180"]),
        ((*PLAIN, "RDATE;VALUE=PERIOD:20260602T080000Z/PT15M"), EIGHT),
        (("DTSTART;VALUE=DATE:20260602", "RDATE;VALUE=DATE:20260604"), ["06-02 00:00 1440", "06-04 00:00 1440"]),
    ],
)  # fmt: skip
def test_lengths_that_are_written_otherwise(lines, expected):
    """Nothing between two ends is lost, and a day that ends on itself is a day; of two that begin together the longer."""
    assert read(calendar(event(*lines))) == (expected, ())


@pytest.mark.parametrize("broken", ["P1M", "PT", "P30M", "PT30", "soon"])
def test_a_length_that_says_nothing_beside_an_end(broken):
    """The end holds, and it is said; alone it is no end."""
    found, problems = read(calendar(event(*PLAIN, f"DURATION:{broken}")))
    assert (found, len(problems)) == (EIGHT, 1)
    found, problems = read(calendar(event("DTSTART:20260602T080000Z", f"DURATION:{broken}"), event(*PLAIN, uid="2")))
    assert (found, len(problems)) == (EIGHT, 1)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("FREEBUSY;TZID=Europe/Berlin:20261024T220000/P1D", "10-24 22:00 10-25 22:00"),
     ("FREEBUSY:20261025/P1D", "10-25 00:00 10-26 00:00"), ("FREEBUSY:20261020/20261020", "10-20 00:00 10-21 00:00"),
     ("FREEBUSY:20261024T200000Z/PT24H", "10-24 22:00 10-25 21:00")],
)  # fmt: skip
def test_a_list_counts_days_by_the_clock(line, expected):
    """Over the autumn change, too; a day from itself to itself is that day."""
    part = f"BEGIN:VFREEBUSY\r\nUID:f\r\n{line}\r\nEND:VFREEBUSY\r\n"
    assert taken(calendar(part), "2026-10-19", "2026-10-28") == [expected]


def test_a_change_of_all_later_ones_in_the_hour_that_spring_leaves_out():
    """What it moves is moved from the hour of the series, and not from an hour later."""
    daily = event(f"DTSTART{at('20260320T023000')}", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=12")
    number = f"RECURRENCE-ID;RANGE=THISANDFUTURE{at('20260322T023000')}"
    change = event(number, f"DTSTART{at('20260323T233000')}", "DURATION:PT30M")
    assert taken(calendar(daily, change), "2026-03-29", "2026-03-31") == [
        "03-29 23:30 03-30 00:00", "03-30 23:30 03-31 00:00", "03-31 23:30 04-01 00:00",
    ]  # fmt: skip


def zone(first="16010101", **changed):
    """Berlin's clocks as Outlook writes them."""
    said = {"autumn": "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "spring": "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", **changed}
    return (
        f"BEGIN:VTIMEZONE\r\nTZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:{first}T030000\r\n"
        f"TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:{said['autumn']}\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n"
        f"DTSTART:{first}T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:{said['spring']}\r\n"
        "END:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
    )


RULES = [
    zone(), zone("00010101"), zone("19700101"), zone("19960101"), zone(autumn="FREQ=YEARLY;BYDAY=SU;BYMONTH=10;BYSETPOS=-1"),
    zone(spring="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU"), zone().replace("TZID", "FOO:BAR\r\nTZID", 1),
    zone(spring="FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20991231T000000Z", autumn="FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20991231T000000Z"),
    zone("20000101", spring="FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;COUNT=99", autumn="FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;COUNT=99"),
]  # fmt: skip


@pytest.mark.parametrize("block", RULES)
def test_a_zone_of_the_file_s_own_is_the_world_s(block):
    """Each half hour around the changes of some years, from the clock and to it, in the hour that is not there, too."""
    own = zone_of_file(block)
    for year in (2001, 2019, 2026, 2049):
        for begin in (dt.datetime(year, 3, 24), dt.datetime(year, 10, 24)):  # noqa: DTZ001 - wall time
            for half_hour in range(48 * 8):
                wall = begin + dt.timedelta(minutes=30 * half_hour)
                for fold in (0, 1):
                    ours, theirs = (wall.replace(tzinfo=one, fold=fold) for one in (own, BERLIN))
                    assert ours.astimezone(dt.UTC) == theirs.astimezone(dt.UTC), (wall, fold)
                moment = wall.replace(tzinfo=dt.UTC)
                ours, theirs = moment.astimezone(own), moment.astimezone(BERLIN)
                assert (ours.replace(tzinfo=None), ours.fold) == (theirs.replace(tzinfo=None), theirs.fold)


@pytest.mark.parametrize("length", ["PT1H", "P1D", "PT36H", "PT15M"])
@pytest.mark.parametrize("starts", ["20260329T023000", "20260328T120000", "20261025T023000", "20261024T233000"])
@pytest.mark.parametrize("rule", ["RRULE:FREQ=DAILY;COUNT=3", "RRULE:FREQ=WEEKLY", "X-NO:1"])
def test_an_event_in_a_zone_of_the_file_s_own_is_one_of_the_world_s(length, starts, rule):
    """In the spring gap, in the hour that comes twice, in series over both."""
    name = "W. Europe Standard Time"
    own = calendar(zone(), event(f"DTSTART;TZID={name}:{starts}", f"DURATION:{length}", rule))
    world = calendar(event(f"DTSTART;TZID=Europe/Berlin:{starts}", f"DURATION:{length}", rule))
    assert taken(own, "2026-03-20", "2026-11-10") == taken(world, "2026-03-20", "2026-11-10")


def test_a_rule_of_a_clock_that_no_day_fits_is_none():
    """It would be looked for up to the end of time."""
    assert zone_of_file(zone(autumn="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")) is None
