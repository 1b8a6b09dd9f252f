"""What reading a calendar costs as it grows: the exponent of each kind of hostile line, part and series; 1 is linear.

Prints seconds of work at a size and at four times that size, and ends with 1 where an exponent is over its bound; run it
with ``python tests/benchmarks/bench_calendars.py``, or with a part of a kind's name behind it.
"""

from __future__ import annotations

import datetime as dt
import math
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from mentorwidgets.errors import CalendarError
from mentorwidgets.ics import read_busy
from mentorwidgets.ics.busy import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

BOUND, TIMES, ROUNDS = 1.35, 4, 3
OWN_ZONE = 4  # times the work of a zone that everybody knows
ENOUGH = 0.04  # seconds of work that can be measured
START = "DTSTART:20260602T080000Z\nDURATION:PT1H\n"
ZONE = "BEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\n{}\nEND:STANDARD\nEND:VTIMEZONE\n"


def event(lines: str, uid: object = 1) -> str:
    """One event."""
    return f"BEGIN:VEVENT\nUID:{uid}\n{lines}\nEND:VEVENT\n"


def minute(number: int) -> str:
    """One of many moments."""
    return f"{dt.datetime(2026, 6, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=number):%Y%m%dT%H%M%SZ}"


def many(make: Callable[[int], str]) -> Callable[[int], str]:
    """A file of so many parts or lines."""
    return lambda size: "".join(map(make, range(size)))


def row(begin: str, letters: str, end: str = "") -> Callable[[int], str]:
    """An event with one long line."""
    return lambda size: event(f"{START}{begin}{letters * size}{end}")


def rows(line: str) -> Callable[[int], str]:
    """An event with many lines."""
    return lambda size: event(START + f"{line}\n" * size)


LONG = {
    "carriage returns": lambda size: "\r" * size, "line ends": lambda size: "\n" * size, "line ends both ways": lambda size: "\n\r" * size,
    "blanks": lambda size: " " * size, "ends run together": lambda size: "END:VEVENT" * size, "ends with blanks": lambda size: "END:VEVENT" + " " * size,
    "begins": many(lambda _n: "BEGIN:VEVENT\n"), "unheard begins": many(lambda n: f"BEGIN:V{n}\n"), "alarms": many(lambda _n: "BEGIN:VALARM\n"),
    "folds": lambda size: "BEGIN:VEVENT\nDTSTART:2026\n" + " 0\n" * size, "commas": lambda size: event(START + "EXDATE:\n" + ",\n" * size),
    "quotes": row("ATTENDEE;CN=", '"'), "half quotes": row('ATTENDEE;CN="', "a;"), "parameters": row("ATTENDEE", ';A="b'),
    "semicolons": row("DTEND", ";"), "equals": row("DTEND ", "="), "blanks in a line": row("DTEND", " ", "x"), "a name": row("", "A"),
    "a name of dashes": row("", "-"), "digits": row("", "1"), "a rule": row("RRULE:FREQ=DAILY", ";BYDAY=MO"), "terms": row("RRULE:", ";X=1"),
    "days of a rule": row("RRULE:FREQ=DAILY;BYDAY=", "MO,"), "a length": row("DURATION:P", "1"), "a date": row("DTEND:", "2026"),
    "dates": row("EXDATE:", "20260609T080000Z,"), "bad dates": row("RDATE:", "x,"), "stretches": row("RDATE:", "20260609T080000Z/PT1H,"),
    "a zone's name": row("EXDATE;TZID=", "#", ":20260602T080000"), "a path": row("EXDATE;TZID=", "/a", ":20260602T080000"),
    "colons": row("EXDATE;TZID=a", ":", ":20260602T080000"), "a summary": row("SUMMARY:", "a"), "an address": row("ATTENDEE:", "mailto:"),
    "a rule of a zone": lambda size: ZONE.format("RRULE:FREQ=YEARLY" + ";BYMONTH=1" * size), "dates of a zone": lambda size: ZONE.format("RDATE:" + "20260101T000000," * size),
    "zones": many(lambda n: ZONE.format("").replace("TZID:Z", f"TZID:Z{n}")), "offsets": lambda size: ZONE.format("TZOFFSETTO:+" + "0" * size),
    "starts": rows("DTSTART:20260602T080000Z"), "ends": rows("DTEND:20260602T090000Z"), "torn lines": rows("DTEN:20260602"), "names": rows("UID:1"),
    "misspelt names": many(lambda n: f"RRUL{n}:x\n"), "taken times": lambda size: "BEGIN:VFREEBUSY\n" + "FREEBUSY:20260602T080000Z/PT1H\n" * size,
}  # fmt: skip
SERIES = {
    "events": many(lambda n: event(START, n)), "copies": many(lambda n: event(f"DTSTART:{minute(n)}\nDURATION:PT1M")),
    "numbered copies": many(lambda n: event(f"{START}SEQUENCE:{n}")), "stamped copies": many(lambda n: event(f"{START}DTSTAMP:{minute(n)}")),
    "cancelled copies": many(lambda n: event(f"DTSTART:{minute(n)}\nDURATION:PT1M" + "\nSTATUS:CANCELLED" * (n % 2))),
    "changes": lambda size: event(f"{START}RRULE:FREQ=MINUTELY") + many(lambda n: event(f"RECURRENCE-ID:{minute(n)}\n{START}"))(size),
    "old changes": lambda size: event(f"{START}SEQUENCE:9\nRDATE:" + ",".join(map(minute, range(size)))) + many(lambda n: event(f"RECURRENCE-ID:{minute(n)}\n{START}SEQUENCE:1"))(size),
    "changes from there on": lambda size: event(f"{START}RRULE:FREQ=HOURLY") + many(lambda n: event(f"RECURRENCE-ID;RANGE=THISANDFUTURE:{minute(n)}\n{START}"))(size),
    "changes up to there": lambda size: event(f"{START}RRULE:FREQ=HOURLY") + many(lambda n: event(f"RECURRENCE-ID;RANGE=THISANDPRIOR:{minute(n)}\n{START}"))(size),
    "masters and changes": many(lambda n: event(f"DTSTART:{minute(n)}\nDURATION:PT1M") + event(f"RECURRENCE-ID:{minute(n)}\n{START}")),
    "left-out rules": rows("EXRULE:FREQ=DAILY"), "rules": rows("RRULE:FREQ=DAILY"), "daily events": many(lambda n: event(f"{START}RRULE:FREQ=DAILY", n)),
    "years": rows("RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2"), "seconds": rows("RRULE:FREQ=SECONDLY"),
}  # fmt: skip


def seconds(make: Callable[[int], str], size: int, days: int = 29) -> float:
    """Work for a file of a size, the least of some rounds."""
    data = f"BEGIN:VCALENDAR\n{make(size)}\nEND:VCALENDAR\n".encode()
    first = dt.date(2026, 6, 1)
    least = math.inf
    for _ in range(ROUNDS):
        begin = time.process_time()
        with suppress(CalendarError):
            read_busy(data, zone="Europe/Berlin", first=first, last=first + dt.timedelta(days=days))
        least = min(least, time.process_time() - begin)
    return least


def exponent(make: Callable[[int], str], most: int) -> tuple[float, float, float]:
    """How work grows: seconds at a size where it can be measured, at four times that size, and the exponent between."""
    size = 256
    while (small := seconds(make, size)) < ENOUGH and size * TIMES < most and len(make(size)) * 2 * TIMES < MAX_BYTES:
        size *= 2
    large = seconds(make, size * TIMES)
    return small, large, math.log(max(large, 0.001) / max(small, 0.001)) / math.log(TIMES)


def own_zone() -> float:
    """A year of 400 weekly meetings in a zone that the file brings, against the same in the world's: a ratio."""
    named = many(
        lambda n: event(f"DTSTART;TZID=Europe/Berlin:202401{1 + n % 28:02}T080000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY", n)
    )
    parts = (("STANDARD", "1025T030000", "+0200", "+0100", "10"), ("DAYLIGHT", "0329T020000", "+0100", "+0200", "3"))
    halves = (
        f"BEGIN:{name}\nDTSTART:1601{day}\nTZOFFSETFROM:{before}\nTZOFFSETTO:{after}\n"
        f"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}\nEND:{name}"
        for name, day, before, after, month in parts
    )
    zone = "\n".join(("BEGIN:VTIMEZONE", "TZID:W. Europe Standard Time", *halves, "END:VTIMEZONE", ""))
    own = seconds(lambda size: zone + named(size).replace("Europe/Berlin", "W. Europe Standard Time"), 400, 365)
    return own / seconds(named, 400, 365)


def main() -> int:
    """Measure and print."""
    seconds(row("", ""), 1)  # what is loaded once
    ratio = own_zone()
    sys.stdout.write(f"a zone of the file's own costs {ratio:.1f} times the world's\n")
    over = int(ratio > OWN_ZONE)
    for kinds, most in ((LONG, 400_000), (SERIES, 16_000)):
        for name, make in kinds.items():
            if not any(part in name for part in sys.argv[1:] or [""]):
                continue
            small, large, power = exponent(make, most)
            is_over = power > BOUND and large > ENOUGH
            over += is_over
            sys.stdout.write(f"{name:26}{small:8.3f}{large:8.3f} s{power:6.2f}{'  over' * is_over}\n")
    return min(over, 1)


if __name__ == "__main__":
    sys.exit(main())
