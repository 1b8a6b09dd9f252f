"""Damaged calendar files: what can be read is taken, and the rest is said for every line that tells a time."""

from __future__ import annotations

import pytest
from ics_files import EIGHT, PLAIN, calendar, event, read

OTHER = event("DTSTART:20260603T080000Z", "DURATION:PT1H", uid="2")
BOTH = [*EIGHT, "06-03 08:00 60"]
TWO = calendar(event(*PLAIN), OTHER)
NO_END = "An event of 2 June 2026 says no end: no time was taken for it. Paint its hours yourself."
UNREAD = "Some dates of an event on 2 June 2026 could not be read. Paint its hours yourself."
DAMAGED = "The lines of an event of 2 June 2026 are damaged: please look at it in the week."


@pytest.mark.parametrize("lines", [(), ("DTEND:",), ("SUMMARY:Tea",), ("RRULE:FREQ=DAILY;COUNT=2",)])
def test_an_event_without_an_end_is_said(lines):
    """Not where it takes no time in any case, says so itself, or lies far off."""
    starts = "DTSTART:20260602T080000Z"
    assert read(calendar(event(starts, *lines))) == ([], (NO_END,))
    for line in ("TRANSP:TRANSPARENT", "STATUS:CANCELLED", "DTEND:20260602T080000Z", "DURATION:PT0S"):
        assert read(calendar(event(starts, *lines[1:], line))) == ([], ())
    assert read(calendar(event("DTSTART:20240602T080000Z"))) == ([], ())


@pytest.mark.parametrize(
    "name",
    [
        "DTEN", "DTENDD", "DTEDN", "DT-END", "DTE ND", "DEND", "D TEND", "ENDDATE", "DTSTOP", "?DTEND", "DTSTARTS",
        "RDAT", "R-DATE", "RDATES", "EXDTE", "EX-DATE", "RECURRENCE ID", "RECURENCE-ID", "RECURRENCEID", "FREBUSY",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "value", [":20260602T093000Z", ";TZID=Europe/Berlin:20260602T113000", ":2026-06-02T09:30Z,20260603", ":20260602"]
)
def test_a_misspelt_date_is_said(name, value):
    """Whatever is wrong with its name; the rest of its event is read."""
    assert read(calendar(event(*PLAIN, f"{name}{value}"))) == (EIGHT, (UNREAD,))


@pytest.mark.parametrize(
    "line",
    [
        "RULE:FREQ=WEEKLY;COUNT=3", "RRUEL:FREQ=WEEKLY", "R RULE:FREQ=WEEKLY", "RULE=FREQ=WEEKLY", "DURATON:PT1H", "DUR:P1D", "DURATIONS:-PT15M",
        ";BYDAY=TU,TH", "BYDAY=TU,TH", "UNTIL=20260612", "20260603T080000Z", ",20260603T080000Z,20260604T080000Z",
        "RRUL:EFREQ=WEEKLY", "EXDATES:soon", "DTENDD:noon", "SEQUNCE:7", "RECURENCE-ID;RANGE=THISANDFUTURE:x", "DURATION:PT1H\r\n30M",
        "RRULE:FREQ=WEEKLY;COUNT=1;BYDAY=TU\r\nH,FR",
    ],
)  # fmt: skip
def test_a_misspelt_rule_or_a_torn_list_is_said(line):
    """Also the second half of a line whose blank was lost."""
    assert read(calendar(event(*PLAIN, line))) == (EIGHT, (UNREAD,))


@pytest.mark.parametrize(
    "line",
    [
        "DESCRIPTION:20260602", "CREATED:20260101T000000Z", "X-ANY:20260101T000000Z", "URL;VALUE=URI:http://a.example/20260602", "COMMENT:P1D",
        "Agenda: see 20260602", "we meet 2026-06-02 at noon", "ACKNOWLEDGED:20260101T000000Z", "COMPLETED:20260101T000000Z", "Note", ":", "Rule: be kind", "DESCRIPTION:a\r\nb",
    ],
)  # fmt: skip
def test_what_says_no_time_is_not_said(line):
    """Known properties with dates, words of a description whose fold was lost."""
    assert read(calendar(event(*PLAIN, line))) == (EIGHT, ())


def test_a_change_whose_date_is_misspelt_stands_beside_its_series():
    """It is no newer copy of all of it, and cancels none of it."""
    weekly = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=2", "DTSTAMP:20260101T000000Z")
    for line in ("SEQUENCE:9", "STATUS:CANCELLED", "DTSTAMP:20260501T000000Z"):
        copy = event("RECURENCE-ID:20260609T080000Z", "DTSTART:20260609T080000Z", "DURATION:PT1H", line)
        found, problems = read(calendar(weekly, copy))
        assert found == [*EIGHT, "06-09 08:00 60"]
        assert problems


@pytest.mark.parametrize(
    "mark", ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "X-FUNAMBOL-ALLDAY:1", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE"]
)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20260602T000000",), ["06-02 00:00 1440"]), (("DTSTART:20260602T080000",), ["06-02 00:00 1440"]),
        (("DTSTART:20260601T220000Z",), ["06-02 00:00 1440"]), (("DTSTART;TZID=America/New_York:20260602T000000",), ["06-02 06:00 1440"]),
        (("DTSTART:20260602T000000", "DTEND:20260602T000000"), ["06-02 00:00 1440"]),
        (("DTSTART:20260602T000000", "DTEND:20260604T000000"), ["06-02 00:00 2880"]),
        (("DTSTART:20260602T000000", "RRULE:FREQ=WEEKLY;COUNT=2"), ["06-02 00:00 1440", "06-09 00:00 1440"]),
    ],
)  # fmt: skip
def test_what_is_marked_as_a_whole_day_takes_it(lines, mark, expected):
    """Where it says no other end."""
    assert read(calendar(event(*lines, mark)), "Europe/Berlin") == (expected, ())


@pytest.mark.parametrize(
    "start",
    [
        'DTSTART;TZID="America/New_York:20260602T040000', 'DTSTART;TZID=America/New_York":20260602T040000', "DTSTART;TZID='America/New_York':20260602T040000",
        'DTSTART;VALUE=DATE-TIME;TZID="America/New_York;X=1:20260602T040000', "DTSTART;TZID=America/New_York;:20260602T040000",
        "DTSTART;;TZID=America/New_York:20260602T040000", "DTSTART ;TZID=America/New_York:20260602T040000", "DTSTART TZID=America/New_York:20260602T040000",
        "DTSTART;TZID:America/New_York:20260602T040000", "DTSTART;TZID=\u201cAmerica/New_York\u201d:20260602T040000",
        "DTSTART;TZID=America\\/New_York:20260602T040000", "DTSTART;TZID=America\\New_York:20260602T040000", "\u200bDTSTART:\u200e20260602T080000Z",
        "DTSTART;TZID=/citadel.org/20210210_1/America/New_York:20260602T040000", "DTSTART;TZID=/citadel.org/20210210_1/UTC:20260602T080000",
        "DTSTART;TZID=tzone://Microsoft/Utc:20260602T080000",
    ],
)  # fmt: skip
def test_a_zone_in_a_damaged_line(start):
    """Quotes, blanks, colons and slashes that are lost or too many."""
    assert read(calendar(event(start, "DURATION:PT1H")), "Europe/Berlin") == (["06-02 10:00 60"], ())


@pytest.mark.parametrize(
    "param",
    [
        "TZID America/New_York",
        "ZID=America/New_York",
        "TZIDD=America/New_York",
        "TZ-ID=America/New_York",
        "VALUEDATE",
        "America/New_York",
    ],
)
def test_a_parameter_that_cannot_be_read_is_said(param):
    """It may have been the zone."""
    assert read(calendar(event(f"DTSTART;{param}:20260602T080000", "DURATION:PT1H"))) == (EIGHT, (UNREAD,))


@pytest.mark.parametrize(
    "name", ["RECURRENCE-ID", "RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE", "RECURRENCE-ID :"]
)
def test_a_change_of_which_only_a_name_is_left_takes_no_series_away(name):
    """It stands beside its event, and is said; a rule or dates of which so much is left are said as well."""
    weekly = event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=2", "SEQUENCE:1")
    copy = event(name, "DTSTART:20260610T080000Z", "DURATION:PT1H", "SEQUENCE:2")
    found, problems = read(calendar(weekly, copy))
    assert (found, len(problems)) == ([*EIGHT, "06-09 08:00 60", "06-10 08:00 60"], 1)
    for line in ("RRULE", "RDATE;", "EXDATE ", "EXRULE="):
        assert read(calendar(event(*PLAIN, line))) == (EIGHT, (UNREAD,))


def test_nobody_said_no_in_a_line_whose_quote_is_not_closed():
    """Whose answer it is stays unclear."""
    line = 'ATTENDEE;CN="Me;PARTSTAT=DECLINED:mailto:me@y.example'
    assert read(calendar(event(*PLAIN, line))) == (EIGHT, ())


FIRST_PART = "BEGIN:VEVENT\r\nUID:1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FIRST_PART, "BEGIN:VEVNT\r\nUID:1"), (FIRST_PART, "BEGIN VEVENT\r\nUID:1"), (FIRST_PART, "BEGIN;VEVENT\r\nUID:1"),
        (FIRST_PART, "BEGIN:V EVENT\r\nUID:1"), (FIRST_PART, "BEIGN:VEVENT\r\nUID:1"), (FIRST_PART, "BEGIN:EVENT\r\nUID:1"),
        (FIRST_PART, "BEGIN:\r\nUID:1"), (FIRST_PART, "UID:1"), ("\r\nBEGIN:VEVENT", "BEGIN:VEVENT"),
        ("END:VEVENT\r\nBEGIN:VEVENT\r\n", ""), ("END:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\n", ""),
        ("END:VEVENT\r\nBEGIN:VEVENT\r\n", "BEGIN:VEVNT\r\n"),
    ],
)  # fmt: skip
def test_an_event_whose_beginning_is_lost_is_read_and_said(before, after):
    """Misspelt, run into the line or the event before, or not there."""
    found, problems = read(TWO.replace(before, after, 1))
    assert found == BOTH
    assert any("are damaged" in problem for problem in problems)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("END:VEVENT\r\nBEGIN", "BEGIN"), ("END:VEVENT\r\nBEGIN", "END:VEVNT\r\nBEGIN"), ("END:VEVENT\r\nEND", "END"),
        ("BEGIN:VCALENDAR\r\n", ""), ("BEGIN:VCALENDAR", "BEGIN:VCALENDER"), ("DTSTART", " DTSTART"), ("DTEND", "\tDTEND"),
    ],
)  # fmt: skip
def test_an_end_or_an_indent_costs_nothing(before, after):
    """All of it can be read."""
    assert read(TWO.replace(before, after, 1)) == (BOTH, ())


def test_a_title_that_goes_on_with_a_word_of_ours_frees_nobody():
    """It is folded, and no line of its own."""
    for line in (
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "METHOD:CANCEL",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:a@y.example",
    ):
        assert read(calendar(event(*PLAIN, f"SUMMARY:one is\r\n {line}"))) == (EIGHT, ())


ALARM = "BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nDURATION:PT1M\r\nREPEAT:2\r\nEND:VALARM\r\n"


@pytest.mark.parametrize(
    "alarm",
    [
        ALARM, ALARM.replace("END:VALARM\r\n", ""), ALARM.replace("END:VALARM", "END:VALRM"), ALARM.replace("BEGIN:VALARM\r\n", ""),
        ALARM.replace("BEGIN:VALARM", "BEGIN:VALRM"), "BEGIN:VLOCATION\r\nUID:7\r\n", "BEGIN:X-THING\r\nDURATION:PT9H\r\nEND:X-THING\r\n",
    ],
)  # fmt: skip
def test_an_alarm_takes_no_date_of_its_event(alarm):
    """Also where it has no end."""
    one = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260602T080000Z\r\n{alarm}DTEND:20260602T090000Z\r\nEND:VEVENT\r\n"
    assert read(calendar(one, OTHER))[0] == BOTH


@pytest.mark.parametrize(
    "part",
    [
        "BEGIN:VTODO\r\nUID:9\r\nDTSTART:20260604T080000Z\r\nDUE:20260604T090000Z\r\n",
        "BEGIN:VJOURNAL\r\nUID:9\r\nDTSTART:20260604T080000Z\r\n", "BEGIN:X-THING\r\nDTSTART:20260604T080000Z\r\nDURATION:PT1H\r\nEND:X-THING\r\n",
        "BEGIN:VAVAILABILITY\r\nBEGIN:AVAILABLE\r\nDTSTART:20260604T080000Z\r\nDTEND:20260604T090000Z\r\nEND:AVAILABLE\r\n",
        "BEGIN:DAYLIGHT\r\nDTSTART:20260604T080000\r\nRRULE:FREQ=YEARLY\r\nEND:DAYLIGHT\r\n", "BEGIN:UNHEARD\r\nSUMMARY:a\r\nEND:UNHEARD\r\n",
    ],
)  # fmt: skip
def test_a_task_takes_no_time(part):
    """Nor does anything beside events, with and without an end."""
    assert read(calendar(part, event(*PLAIN), OTHER)) == (BOTH, ())


def test_taken_times_in_damaged_lines_are_said():
    """Misspelt names of a line or of the list."""
    for name, line in (("VFREBUSY", "FREEBUSY"), ("VFREEBUSY", "FREBUSY"), ("VFREEBUSY", "FREEBUSSY")):
        part = f"BEGIN:{name}\r\n{line}:20260604T080000Z/PT1H\r\nFREEBUSY:20260605T080000Z/PT1H\r\nEND:{name}\r\n"
        found, problems = read(calendar(part))
        assert found[-1] == "06-05 08:00 60"
        assert problems == ("Some taken times could not be read. Paint its hours yourself.",)


def test_an_indented_file_with_other_lines():
    """No line of a place or a class goes on from the date before it."""
    one = calendar(
        event("DTSTART:20260602T080000Z", "LOCATION:Hall", "DTEND:20260602T090000Z", "CLASS:PUBLIC", "X-A:b")
    )
    assert read("\r\n".join("  " + line for line in one.split("\r\n"))) == (EIGHT, ())
    for ends in ("\u2028", "\u0085", "\x0b", "\r\r\n\r\n", "\r\r"):
        assert read(TWO.replace("\r\n", ends)) == (BOTH, ())


def lecture(day, *lines):
    """One of many that are called the same."""
    return event(f"DTSTART:202606{day:02}T080000Z", "DURATION:PT1H", "SUMMARY:Lecture", *lines, uid="0")


@pytest.mark.parametrize(
    "lines",
    [
        lambda day: (f"DTSTAMP:20260101T00000{day}Z",), lambda day: (f"DTSTAMP:2026010{day}T000000Z",), lambda day: (f"LAST-MODIFIED:20250{day}01T000000Z",),
        lambda day: (f"DTSTAMP:20260101T00000{day}Z", "SEQUENCE:0"), lambda day: (f"DTSTAMP:20260101T00000{day}Z", "SEQUENCE:7"),
    ],
)  # fmt: skip
def test_a_timetable_with_one_name_for_all_keeps_all(lines):
    """Each is taken, which is said once."""
    found, problems = read(calendar(*(lecture(day, *lines(day)) for day in (2, 3, 4))))
    assert found == [f"06-{day:02} 08:00 60" for day in (2, 3, 4)]
    assert len(problems) == 1
    assert "look like copies of one" in problems[0]


def test_two_of_one_export_are_both_taken():
    """Two that were written months apart are an event and its change."""
    assert len(read(calendar(lecture(2, "DTSTAMP:20260101T000001Z"), lecture(3, "DTSTAMP:20260101T000002Z")))[0]) == 2
    changed = calendar(lecture(2, "DTSTAMP:20260101T000001Z"), lecture(3, "DTSTAMP:20260401T000002Z"))
    assert read(changed) == (["06-03 08:00 60"], ())
    numbered = calendar(*(lecture(day, f"SEQUENCE:{day}") for day in (2, 3, 4)))
    assert read(numbered) == (["06-04 08:00 60"], ())


def zone(end="END:VTIMEZONE\r\n", autumn="FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", ahead=("+0100", "+0200")):
    """The clocks of Berlin under a name of the file's own."""
    spring = autumn.replace("10", "3")
    return (
        f"BEGIN:VTIMEZONE\r\nTZID:Office\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:{ahead[1]}\r\n"
        f"TZOFFSETTO:{ahead[0]}\r\nRRULE:{autumn}\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\n"
        f"TZOFFSETFROM:{ahead[0]}\r\nTZOFFSETTO:{ahead[1]}\r\nRRULE:{spring}\r\nEND:DAYLIGHT\r\n{end}"
    )


@pytest.mark.parametrize(
    "block",
    [
        zone(), zone(autumn="FREQ=YEARLY; BYMONTH=10; BYDAY=-1SU"), zone(autumn="FREQ=YEARLY;BYMONTH=10;BYDAY=SU;BYSETPOS=-1"),
        zone(ahead=("+01:00", "+02:00")), zone(ahead=("0100", "0200")), zone(ahead=("+01", "+2")), zone(ahead=("+010000", "+020000")),
        zone(end=""), zone().replace("END:DAYLIGHT\r\n", ""), zone().replace("END:STANDARD\r\n", ""), zone().lower(),
        zone().replace("\r\n", "\r\n  ").strip() + "\r\n", zone().replace("TZID:Office", "TZID:Off\r\n ice"), zone().replace("TZID:Office", 'TZID:"office"'),
        zone().replace("DTSTART:19701025T030000", "DTSTART;VALUE=DATE-TIME:1970-10-25T03:00:00"), zone(end="END:VTIMEZON\r\n"),
        zone().replace("BEGIN:STANDARD", "X-LIC:a\r\nCOMMENT:Ours\r\nBEGIN:STANDARD"),
    ],
)  # fmt: skip
def test_a_zone_of_the_file_s_own_however_it_is_written(block):
    """Blanks, places, offsets, lost ends, letters of any size: what the file says is done."""
    at_nine = event("DTSTART;TZID=Office:20260602T100000", "DURATION:PT1H")
    assert read(calendar(block, at_nine), "America/New_York") == (["06-02 04:00 60"], ())
    assert read(calendar(block, event("DTSTART;TZID=OFFICE:20260602T100000", "DURATION:PT1H")))[0] == EIGHT


@pytest.mark.parametrize(
    "block",
    [
        zone().split("BEGIN:DAYLIGHT")[0] + "END:VTIMEZONE\r\n", zone().replace("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n", ""),
        zone().replace("RRULE", "RULE"), zone().replace("RRULE:", "RRULE "), zone().replace("TZOFFSETTO", "TZOFSETTO"), zone(ahead=("+5744", "soon")),
        zone().replace("DTSTART", "DTSTRT"), zone().replace("BEGIN:DAYLIGHT", "BEGIN:DAYLIGT"), zone(autumn="FREQ=YEARLY;BYMONHT=10;BYDAY=-1SU"),
        zone(autumn="FREQ=SECONDLY;BYMONTH=10"), zone().replace("BEGIN:DAYLIGHT", "DTSTART:19800101T000000\r\nBEGIN:DAYLIGHT"), zone().replace("TZID:Office\r\n", ""),
    ],
)  # fmt: skip
def test_a_zone_that_cannot_be_read_whole_is_said(block):
    """Better the reader's clock with a word than an hour off without one."""
    found, problems = read(calendar(block, event("DTSTART;TZID=Office:20260602T080000", "DURATION:PT1H")))
    assert (found, "not known" in problems[0]) == (EIGHT, True)


LONG = "DESCRIPTION:A webinar about how we read together and which of the books we lent"


@pytest.mark.parametrize(
    "text", [LONG, "SUMMARY:Tea", "LOCATION:Room", "X-ALT-DESC;FMTTYPE=text/html:<p>", "COMMENT:a"]
)
@pytest.mark.parametrize(
    "words",
    [
        "Duration: 45 minutes", "EXDATE: 20260609T080000Z", "RECURRENCE-ID: 20260609T080000Z", "SEQUENCE: 9", "DTEND: noon",
        "DTSTART:20260610T080000Z", "UID: 7", "RRULE:FREQ=DAILY", "DURATION:PT3H", "EXRULE:FREQ=DAILY", "RDATE:20260610T080000Z",
    ],
)  # fmt: skip
def test_a_text_goes_on_with_any_word(text, words):
    """A fold is a fold; only a short line that goes on with a whole time is said, as nobody had to fold it."""
    found, problems = read(calendar(event(*PLAIN, "RRULE:FREQ=WEEKLY;COUNT=2", "SEQUENCE:1", f"{text}\r\n {words}")))
    assert found == [*EIGHT, "06-09 08:00 60"]
    assert text != LONG or problems == ()


def test_a_time_behind_a_short_text_is_said():
    """It may be a line of its own that somebody indented."""
    assert read(calendar(event(*PLAIN, "SUMMARY:Tea\r\n RRULE:FREQ=DAILY"))) == (EIGHT, (UNREAD,))


def test_long_lists_of_times_are_read_to_their_end():
    """However many letters one line has."""
    years = [f"{2000 + n // 300}{1 + n // 25 % 12:02}{1 + n % 25:02}T050000Z" for n in range(7500)]
    dates = ",".join(years)
    assert read(calendar(event(*PLAIN, f"RDATE:{dates},20260628T080000Z")))[0][-1] == "06-28 08:00 60"
    busy = ",".join(f"{one}/PT1H" for one in years)
    part = f"BEGIN:VFREEBUSY\r\nFREEBUSY:{busy},20260628T080000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    assert read(calendar(part))[0][-1] == "06-28 08:00 60"


@pytest.mark.parametrize("body", ['"', '"a', '""a', "a", '" '])
@pytest.mark.parametrize("head", ["DTSTART X=", "DTSTART TZID=", "DTSTART;X=", "DTSTART;TZID=", "ATTENDEE X="])
def test_quotes_without_end_cost_nothing(head, body):
    """A hundred of them would take a pattern that may read each in two ways for ever."""
    read(calendar(event(f"{head}{body * 200};y:20260602T080000Z", "DURATION:PT1H"), OTHER))
