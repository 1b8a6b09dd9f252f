"""A VTIMEZONE of a calendar file in one shape: blanks, lost ends, offsets of any spelling.

A zone whose clocks change as no clock does would make us work for hours: it is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from mentorwidgets.ics.lines import is_timely
from mentorwidgets.ics.names import OF_ZONES, TIMES, is_known, is_misspelt
from mentorwidgets.ics.terms import is_whole_rule, terms_of
from mentorwidgets.ics.values import day_from_text, moment_of

_KNOWN_RULE = re.compile(
    r"(?=[^:]*FREQ=YEARLY)(;?(FREQ=YEARLY|(INTERVAL|COUNT|BYMONTH|WKST|BYHOUR|BYMINUTE|BYSECOND|BYSETPOS)=[\w+-]{1,4}|BYMONTHDAY=[\d,-]{1,30}"
    r"|BYDAY=[\w,+-]{2,20}|UNTIL=[\dTZ]{8,16}))+",
)
_OFFSET = re.compile(r"([+-]?)(\d{1,2})(?::?(\d\d))?(?::?(\d\d))?")
_MOST_PARTS, _MOST_RULES = 200, 50
_NEEDED = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")


Lines = Sequence[tuple[str, str]]
"""The names and values of one part of a zone."""


def plain_zone(block: str) -> list[Lines] | None:
    """The parts of a VTIMEZONE in one shape; None where a line says something that no clock does, or nobody can read.

    Args:
        block: its lines, unfolded.
    """
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    try:
        for name, value in _lines(block):
            if name == "BEGIN":
                parts.append((value, []))
            elif parts:
                parts[-1][1].append((name, _plain(name, value)))
    except (ValueError, OverflowError):
        return None
    rules = sum(name == "RRULE" for _, lines in parts for name, _ in lines)
    is_bounded = 0 < len(parts) <= _MOST_PARTS and rules <= _MOST_RULES
    if not is_bounded or not all(map(_is_clock, parts)) or not _is_closed([dict(lines) for _, lines in parts]):
        return None
    return [lines for _, lines in parts]


def _lines(block: str) -> Iterator[tuple[str, str]]:
    """The names and values of a zone that say something of its clocks."""
    for line in block.splitlines():
        head, colon, value = line.partition(":")
        name = head.partition(";")[0].strip().upper()
        if name == "END" or (name == "BEGIN" and value.strip().upper() == "VTIMEZONE"):
            continue
        is_lost = not colon or is_misspelt(name) or (is_timely(line) and not is_known(name))
        if is_lost and name not in OF_ZONES | TIMES:
            raise ValueError(f"no line of a zone: {line[:40]}")
        if name in ("BEGIN", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO"):
            yield name, value.strip().upper()


def _dated(value: str) -> list[str]:
    """Dates; the year one means that there is no beginning."""
    return [re.sub(r"^0001", "1601", one.strip()) for one in value.split(",")]


def _is_clock(part: tuple[str, Sequence[tuple[str, str]]]) -> bool:
    kind, lines = part
    names = [name for name, _ in lines]
    return kind in ("STANDARD", "DAYLIGHT") and all(names.count(name) == 1 for name in _NEEDED)


def _is_closed(parts: Sequence[Mapping[str, str]]) -> bool:
    """Whether clocks that change every year also change back; else a part of the zone was lost."""
    ever = [one for one in parts if "RRULE" in one and "UNTIL" not in one["RRULE"] and "COUNT" not in one["RRULE"]]
    return {one["TZOFFSETFROM"] for one in ever} <= {one["TZOFFSETTO"] for one in ever}


def _plain(name: str, value: str) -> str:
    """A value in its one shape.

    Raises:
        ValueError: nobody can.
    """
    if name == "BEGIN":
        return value
    if name == "RRULE":
        terms = terms_of(value)
        rule = ";".join(f"{term}={','.join(values)}" for term, values in terms.items())
        if not is_whole_rule(value) or not _KNOWN_RULE.fullmatch(rule):
            raise ValueError(f"no rule of a clock: {value[:40]}")
        return rule
    if name in ("DTSTART", "RDATE"):
        days = (moment_of(day_from_text(one.partition("/")[0], dt.UTC), dt.UTC) for one in _dated(value))
        return ",".join(f"{day:%Y%m%dT%H%M%S}" for day in days)
    found = _OFFSET.fullmatch(value)
    if found is None or int(found[2]) > 23:
        raise ValueError(f"no offset: {value[:40]}")
    return f"{found[1] or '+'}{int(found[2]):02}{found[3] or '00'}{found[4] or '00'}"
