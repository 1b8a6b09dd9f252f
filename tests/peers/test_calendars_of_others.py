"""Folders of calendars that other projects try themselves on: we take every minute that recurring-ical-events takes.

Run by `make calendars`; MENTORWIDGETS_CALENDARS names the folder, for instance checkouts of recurring-ical-events,
icalendar and ical.js. What we take beyond the oracle stands below with its reason; anything else is listed.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import warnings
import zoneinfo
from collections import Counter
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events

from mentorwidgets.errors import CalendarError
from mentorwidgets.ics import read_busy

FOLDER = os.environ.get("MENTORWIDGETS_CALENDARS", "")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Etc/UTC")
MINUTE = dt.timedelta(minutes=1)
# They read a zone that is spelt in other letters (Europe/lisbon) on the reader's clock; and an event without a zone on that
# of its left-out dates.
OTHERWISE = ("benchmark/issue42.ics", "event_with_recurrence.ics")
BEYOND = {
    "freebusy": "the oracle reads no VFREEBUSY",
    "docs/tutorials/example.ics": "the same",
    "invalid_rdate": "one date that cannot be read costs the oracle the event",
    "parsing_error": "the same, for a left-out date",
    "issue_165_missing_event": "the same, for a blank in BYDAY",
    "bad_rrule_missing_until": "the same, for a misspelt term, which we say",
    "rfc_7529": "the same, for years of another calendar: we keep the first date, and say so",
    "created_calendar_with_unicode": "the oracle refuses the whole file",
    "issue_104_broken_calendar": "the same",
    "issue_722_missing_timezones": "the same",
    "issue_156_RDATE_with_PERIOD": "a change for all later dates that stands alone keeps its added dates",
    "issue_148_edge_case": "an occurrence changed before its event was changed as a whole: we take both times",
    "issue_253": "the same",
    "parser/dates.ics": "dates that stand in no event: we read one, and say so",
    "issue_1633_rdate": "a stretch of days among the added dates begins at midnight of the reader's clock",
    "issue_75_range_parameter": "an UNTIL that is a day counts that whole day",
}
FREE = ("FREE", "WORKINGELSEWHERE")


def minutes(stretches):
    """The minutes of stretches, as numbers."""
    return {
        minute
        for starts, ends in stretches
        for minute in range(int(starts.timestamp() // 60), -int(-ends.timestamp() // 60))
    }


def moment(value, clock):
    """A date or time of the oracle."""
    if not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time(), clock)
    return value if value.tzinfo else value.replace(tzinfo=clock)


def oracle(data, first, last, clock):
    """What recurring-ical-events finds, without what is free or cancelled; None where it refuses the file."""
    begin, end = (dt.datetime.combine(day, dt.time(), clock) for day in (first, last + dt.timedelta(days=1)))
    found = []
    icalendar.use_zoneinfo()  # forgets the zones of the file before
    try:
        for calendar in icalendar.Calendar.from_ical(data, multiple=True):
            for event in recurring_ical_events.of(calendar, skip_bad_series=True).between(begin, end):
                if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
                    continue
                if str(event.get("STATUS", "")).upper() == "CANCELLED":
                    continue
                if str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in FREE:
                    continue
                starts, ends = (moment(event[name].dt, clock) for name in ("DTSTART", "DTEND"))
                found.append((max(starts, begin), min(ends, end)))
    except Exception:  # noqa: BLE001 - it raises whatever it meets
        return None
    return [(starts, ends) for starts, ends in found if starts < ends]


def years(data):
    """The first and the last year of a file, and this one."""
    found = sorted({int(year) for year in re.findall(rb"DT(?:START|END)[^:\r\n]*:(\d{4})", data)})
    found = [year for year in found if 1971 <= year <= 2100]
    return sorted({2026, *found[:1], *found[-1:]})


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("zone", ZONES)
def test_no_minute_of_the_oracle_is_lost(zone):
    """In the first year of each file, in the last, and in 2026; both on one clock."""
    clock = zoneinfo.ZoneInfo(zone)
    counts, lost, more = Counter(), [], []
    files = sorted(Path(FOLDER).rglob("*.ics"))
    for file in files:
        data = file.read_bytes()
        for year in years(data):
            first, last = dt.date(year, 1, 1), dt.date(year, 1, 1) + dt.timedelta(days=790)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = minutes(oracle(data, first, last, clock) or ())
            try:
                reading = read_busy(data, zone=zone, first=first, last=last)
                ours = minutes((one.starts, one.ends) for one in reading.taken)
            except CalendarError:
                ours = set()
            name = file.relative_to(FOLDER).as_posix()
            verdict = "lost" if theirs - ours else "more" if ours - theirs else "same"
            counts[verdict] += 1
            if verdict == "lost" and not name.endswith(OTHERWISE):
                lost.append((name, year, len(theirs - ours)))
            if verdict == "more":
                why = next((why for part, why in BEYOND.items() if part in name), "NOT EXPLAINED")
                more.append(f"{name} {year}: {len(ours - theirs)} minutes more, {why}")
    print(len(files), counts, *more, sep="\n")
    assert len(files) >= 40
    assert lost == []
    assert [line for line in more if "NOT EXPLAINED" in line] == []
