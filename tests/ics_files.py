"""Makes calendar files, and says what they take of June 2026."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from mentorwidgets.ics import read_busy

FIRST, LAST = dt.date(2026, 6, 1), dt.date(2026, 6, 30)
PLAIN = ("DTSTART:20260602T080000Z", "DTEND:20260602T090000Z")
EIGHT = ["06-02 08:00 60"]


def event(*lines, uid="1"):
    """One event."""
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""))


def calendar(*parts, head=()):
    """A file."""
    about = "".join(f"{line}\r\n" for line in ("VERSION:2.0", "PRODID:x", *head))
    return f"BEGIN:VCALENDAR\r\n{about}{''.join(parts)}END:VCALENDAR\r\n"


def read(data, zone="Etc/UTC"):
    """What a file takes of June, in words of a table, and what it says."""
    raw = data if isinstance(data, bytes) else data.encode()
    reading = read_busy(raw, zone=zone, first=FIRST, last=LAST)
    clock = zoneinfo.ZoneInfo(zone)
    taken = [
        f"{one.starts.astimezone(clock):%m-%d %H:%M} {int((one.ends - one.starts).total_seconds() // 60)}"
        for one in reading.taken
    ]
    return taken, reading.problems
