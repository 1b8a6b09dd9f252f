"""Rules of recurrence that are half understood, never end, or cost much: nothing is off in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

from mentorwidgets.ics import read_busy

PARTLY = "Not all of how an event of 2 June 2026 repeats was understood: please look at it in the week."
UNCLEAR = "How an event of 2 June 2026 repeats could not be understood"
TUESDAYS = [f"06-{day:02} 08:00 60" for day in (2, 9, 16, 23, 30)]


@pytest.mark.parametrize(
    "end",
    ["16.06.2026", "06/16/2026", "1234", "20260699", "tomorrow", "2026", "00010101T000000Z", "-1", "1.6.26", "202606"],
)
def test_an_end_that_cannot_be_read_is_said(end):
    """In whatever order its letters are: it is no time of long ago."""
    found, problems = read(calendar(event(*PLAIN, f"RRULE:FREQ=WEEKLY;UNTIL={end}")))
    assert found == EIGHT
    assert problems[0].startswith(UNCLEAR)


@pytest.mark.parametrize("end", ["00000000", "00000000T000000Z", "0", "99991231", "99991231T235959Z", ""])
def test_noughts_and_nines_are_no_end(end):
    """As some programs write a series for ever."""
    assert read(calendar(event(*PLAIN, f"RRULE:FREQ=WEEKLY;UNTIL={end}"))) == (TUESDAYS, ())


@pytest.mark.parametrize("end", ["18991231", "16010101T000000Z", "19000101", "20260601"])
def test_an_end_before_the_beginning_leaves_the_first_date(end):
    """It can be read."""
    assert read(calendar(event(*PLAIN, f"RRULE:FREQ=WEEKLY;UNTIL={end}"))) == (EIGHT, ())


@pytest.mark.parametrize(
    "term",
    [
        "BYMONTH=13", "BYMONTH=0", "BYMONTH=6,13", "BYMONTH=-1", "BYMONTHDAY=32", "BYMONTHDAY=0", "BYMONTHDAY=-32", "BYYEARDAY=367",
        "BYWEEKNO=54", "BYHOUR=24", "BYHOUR=-1", "BYMINUTE=60", "BYSECOND=61", "BYDAY=TU;BYSETPOS=367", "INTERVAL=0", "INTERVAL=-1", "COUNT=0", "COUNT=-2",
        "BYMONTH=JUN", "BYMONTHDAY=1.5",
    ],
)  # fmt: skip
def test_a_number_that_no_calendar_has_is_said(term):
    """A rule of a thirteenth month fits no day."""
    found, problems = read(calendar(event(*PLAIN, f"RRULE:FREQ=YEARLY;{term}")))
    assert found == EIGHT
    assert problems[0].startswith(UNCLEAR)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDYA=TH", "FREQ=DAILY;CONT=1", "FREQ=DAILY;UNTLI=20260603T080000Z", "FREQ=DAILY;BYDAY=", "FREQ=DAILY;UNTIL=soon",
        "FREQ=NEVER", "FREQ=DAILY;BYMONTH=13", "BYDAY=TU", "FREQ=DAILY;COUNT=x", "RSCALE=HEBREW;FREQ=DAILY", "FREQ=SECONDLY;COUNT=9000000",
    ],
)  # fmt: skip
def test_a_rule_of_what_is_left_out_that_is_half_understood_leaves_nothing_out(rule):
    """And is said: more would be off than it says."""
    assert read(calendar(event(*PLAIN, "RRULE:FREQ=WEEKLY", f"EXRULE:{rule}"))) == (TUESDAYS, (PARTLY,))


@pytest.mark.parametrize("term", ["BYDAY=", "BYDAY=,", "BYHOUR="])
def test_a_term_that_says_nothing_of_when_is_said(term):
    """Its days may have been lost; an end that is blank is none."""
    assert read(calendar(event(*PLAIN, f"RRULE:FREQ=WEEKLY;{term}"))) == (TUESDAYS, (PARTLY,))


def year(*events):
    """Where a file of many events stands in June."""
    return read(calendar(*events))


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-A:1"])
@pytest.mark.parametrize("born", [1604, 1900, 1950])
def test_birthdays_cost_no_meeting(line, born):
    """Of whoever was born long ago, whether their days are taken or free: meetings behind them are read."""
    birthdays = [
        event(f"DTSTART;VALUE=DATE:{born + n % 50}1212", "RRULE:FREQ=YEARLY", line, uid=f"b{n}") for n in range(90)
    ]
    meetings = [
        event(f"DTSTART:201801{day:02}T080000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY", uid=f"m{day}") for day in range(1, 13)
    ]  # fmt: skip
    assert year(*birthdays, *meetings) == ([f"06-{day:02} 08:00 60" for day in range(1, 13)], ())


def test_a_dear_rule_costs_no_meeting():
    """It is worked out last, and said where nothing is left for it."""
    dear = [
        event("DTSTART:20260602T180000Z", "DURATION:PT1M", "RRULE:FREQ=MINUTELY;COUNT=60000", f"X-A:{n}", uid=f"d{n}")
        for n in range(5)
    ]
    found, problems = year(*dear, event(*PLAIN, "RRULE:FREQ=WEEKLY", uid="m"))
    assert set(found) >= {TUESDAYS[0]}
    assert len(problems) == 1
    reading, _ = year(event(*PLAIN, "RRULE:FREQ=WEEKLY", uid="m"))
    assert reading == TUESDAYS


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={hours};BYMINUTE={minutes}", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={hours};BYMINUTE={minutes}",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={hours};BYMINUTE={minutes}", "FREQ=DAILY;BYHOUR={hours};BYMINUTE={minutes}",
        "FREQ=HOURLY;BYMINUTE={minutes};BYSECOND={minutes}",
    ],
)  # fmt: skip
def test_hours_of_a_rule_are_counted(rule):
    """Each of them is work: a rule that gives every minute of a year is no person's."""
    text = rule.format(hours=",".join(map(str, range(24))), minutes=",".join(map(str, range(60))))
    data = calendar(event(*PLAIN, f"RRULE:{text}")).encode()
    reading = read_busy(data, zone="Europe/Berlin", first=dt.date(2026, 6, 1), last=dt.date(2027, 12, 31))
    assert reading.problems


@pytest.mark.parametrize(
    ("start", "rule", "days"),
    [
        ("19800229", "FREQ=YEARLY", [229]), ("16040615", "FREQ=YEARLY", [615]), ("19000131", "FREQ=MONTHLY", [131, 331, 531, 731, 831, 1031, 1231]),
        ("19000615", "FREQ=YEARLY;INTERVAL=4", [615]), ("19010615", "FREQ=YEARLY;INTERVAL=4", []), ("19500101", "FREQ=YEARLY;BYMONTH=3,5", [301, 501]),
        ("19500115", "FREQ=MONTHLY;INTERVAL=5", [315, 815]), ("19500101", "FREQ=YEARLY;BYYEARDAY=-1", [1231]), ("19500101", "FREQ=YEARLY;BYDAY=20MO", [513]),
        ("19500101", "FREQ=MONTHLY;BYDAY=-1FR;BYMONTH=6", [628]), ("19500104", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", [101, 1230]),
    ],
)  # fmt: skip
def test_a_rule_of_long_ago_gives_the_same(start, rule, days):
    """In 2024, a leap year; nobody counts the years before."""
    data = calendar(event(f"DTSTART;VALUE=DATE:{start}", f"RRULE:{rule}")).encode()
    reading = read_busy(data, zone="Etc/UTC", first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31))
    assert [one.starts.month * 100 + one.starts.day for one in reading.taken] == days


def test_two_changes_of_one_date_reach_all_later_ones():
    """Where nothing says which is newer, both count, there as on their own date."""
    master = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=4")
    both = [
        event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260609T080000Z", f"DTSTART:20260609T{hour}0000Z", "DURATION:PT1H")
        for hour in (12, 15)
    ]
    assert read(calendar(master, *both))[0] == [
        *EIGHT,
        *(f"06-{day:02} {hour}:00 60" for day in (9, 16, 23) for hour in (12, 15)),
    ]
    prior = [one.replace("THISANDFUTURE", "THISANDPRIOR").replace("0609", "0616") for one in both]
    assert read(calendar(master, *prior))[0] == [
        *(f"06-{day:02} {hour}:00 60" for day in (2, 9, 16) for hour in (12, 15)), "06-23 08:00 60"
    ]  # fmt: skip
