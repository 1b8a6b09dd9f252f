"""VTIMEZONE: what a zone's clocks do in the years of a calendar, each change at its very second.

Ours and not the library's, whose 7.3 puts the spring change of Europe/London an hour late.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

import icalendar

from mentorwidgets.model import zone_of

_DAY = dt.timedelta(days=1)
_SECOND = dt.timedelta(seconds=1)


@functools.lru_cache(maxsize=256)
def timezone_component(name: str, first_year: int, last_year: int) -> icalendar.Timezone:
    """Describe a zone from the first to the last year, both included.

    Args:
        name: IANA name, which stays the TZID: calendars that know it use their own, newer rules.
        first_year: year of the first meeting.
        last_year: year of the last meeting.
    """
    zone = zone_of(name)
    begin = dt.datetime(first_year, 1, 1, tzinfo=dt.UTC) - _DAY
    component = icalendar.Timezone()
    component.add("TZID", name)
    component.add_component(_observance(begin - _DAY, begin.astimezone(zone), before=None))
    for change in _changes(zone, begin, dt.datetime(last_year + 1, 1, 1, tzinfo=dt.UTC) + _DAY):
        component.add_component(
            _observance(change, change.astimezone(zone), before=(change - _SECOND).astimezone(zone))
        )
    return component


def _changes(zone: dt.tzinfo, begin: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """The moments at which a zone's distance to universal time changes."""
    day = begin
    while day < end:
        if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset():
            yield _moment_of_change(zone, day, day + _DAY)
        day += _DAY


def _moment_of_change(zone: dt.tzinfo, early: dt.datetime, late: dt.datetime) -> dt.datetime:
    before = early.astimezone(zone).utcoffset()
    while late - early > _SECOND:
        middle = early + dt.timedelta(seconds=(late - early) // _SECOND // 2)
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


def _observance(
    moment: dt.datetime, local: dt.datetime, *, before: dt.datetime | None
) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    part = icalendar.TimezoneDaylight() if local.dst() else icalendar.TimezoneStandard()
    offset = local.utcoffset() or dt.timedelta()
    offset_before = offset if before is None else before.utcoffset() or dt.timedelta()
    part.add("DTSTART", moment.replace(tzinfo=None) + offset_before)  # on the clock as it was until then
    part.add("TZOFFSETFROM", offset_before)
    part.add("TZOFFSETTO", offset)
    part.add("TZNAME", local.tzname() or "")
    return part
