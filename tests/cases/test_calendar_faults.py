"""Calendars on which the product failed, each with what is right."""

from __future__ import annotations

import datetime as dt
import json
import zoneinfo

from mentorwidgets.ics import read_busy


def on_the_clock(reading, zone):
    """Taken times as the files of what is right write them."""
    for one in reading.taken:
        starts, ends = one.starts.astimezone(zone), one.ends.astimezone(zone)
        day = "" if starts.date() == ends.date() else f"{ends:%m-%d} "
        yield f"{starts:%m-%d %H:%M}-{day}{ends:%H:%M}"


def test_calendars_take_what_is_right(cases):
    """Every file of the folder, on the clock that stands beside it."""
    wrong, count = {}, 0
    for file in sorted((cases.parent / "faults" / "calendars").glob("*.ics")):
        right = json.loads(file.with_suffix(".json").read_text("utf-8"))
        first, last = (dt.date.fromisoformat(right[name]) for name in ("first", "last"))
        reading = read_busy(file.read_bytes(), zone=right["zone"], first=first, last=last)
        found = list(on_the_clock(reading, zoneinfo.ZoneInfo(right["zone"])))
        count += 1
        if found != right["taken_on_that_clock"]:
            wrong[file.name] = found
    assert wrong == {}
    assert count >= 20
