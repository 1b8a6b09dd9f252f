"""Calendar files of somebody else read by a process of its own, within bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.apart import ask, is_apart, merged, split
from mentorwidgets.errors import CalendarError
from mentorwidgets.ics.busy import BusyReading, read_busy
from mentorwidgets.model import Taken


def read_busy_apart(data: bytes, *, zone: str, first: dt.date, last: dt.date) -> BusyReading:
    """Read taken times as `read_busy` does; CalendarError also when the file asks for too much."""
    if is_apart():
        return read_busy(data, zone=zone, first=first, last=last)
    request = {"zone": zone, "first": first.isoformat(), "last": last.isoformat()}
    whole = merged(ask("mentorwidgets.ics.far:busy", request, data, name="This calendar file", refuse=CalendarError))
    return BusyReading(
        taken=tuple(Taken(*map(dt.datetime.fromisoformat, ends)) for ends in whole["taken"]),
        events=int(whole["events"]),
        problems=tuple(map(str, whole["problems"])),
    )


def busy(request: Mapping[str, Any], data: bytes) -> Iterator[Any]:
    """Yield the taken times and what was left out, in parts."""
    days = {name: dt.date.fromisoformat(request[name]) for name in ("first", "last")}
    found = read_busy(data, zone=request["zone"], **days)
    taken = [[one.starts.isoformat(), one.ends.isoformat()] for one in found.taken]
    yield from split({"taken": taken, "events": found.events, "problems": list(found.problems)})
