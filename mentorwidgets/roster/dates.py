"""Days as people and programs write them. A day that could be read in two ways is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from mentorwidgets.errors import ValueRefusedError

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan|january|janvier|januar|enero",
            "feb|february|fevrier|februar|febrero",
            "mar|march|mars|marz|marzo",
            "apr|april|avril|abril",
            "may|mai|mayo",
            "jun|june|juin|juni|junio",
            "jul|july|juillet|juli|julio",
            "aug|august|aout|agosto",
            "sep|sept|september|septembre|septiembre",
            "oct|october|okt|oktober|octobre|octubre",
            "nov|november|novembre|noviembre",
            "dec|december|dez|dezember|decembre|diciembre",
        ),
        1,
    )
    for name in names.split("|")
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_TWO_WAYS = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[\s\-]+)?([a-zé]{3,10})\.?[\s\-,]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")


def day_order(texts: Iterable[str]) -> bool | None:
    """Whether the day stands first in a column of dates: told by days over 12; None when nothing tells.

    >>> day_order(["3/4/2025", "25/4/2025"])
    True
    """
    first = second = 0
    for text in texts:
        found = _TWO_WAYS.search(text)
        if found:
            first += int(found.group(1)) > 12
            second += int(found.group(3)) > 12
    if bool(first) == bool(second):
        return None
    return bool(first)


def is_day(text: str) -> bool:
    """Whether a text begins like a date."""
    return bool(_ISO.match(text) or _TWO_WAYS.match(text) or (text[-4:].isdigit() and _NAMED.fullmatch(text.lower())))


def day_from_text(text: str, *, day_first: bool | None, serial: bool = False) -> date | None:
    """The day that a text names, or None when it names none.

    Args:
        text: such as ``2025-04-03``, ``3 April 2025``, ``4/3/2025 10:15`` or ``45750`` (a day as Excel counts).
        day_first: whether 4/3 is the 4th of March; None: not known.
        serial: take a bare number of five digits for a day as Excel counts.

    Raises:
        ValueRefusedError: it could be one of two days, and ``day_first`` is not known.
    """
    text = text.strip()
    found = _ISO.match(text)
    if found:
        return _day(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    found = _TWO_WAYS.search(text)
    if found:
        return _two_ways(found, text, day_first)
    if serial and _SERIAL.fullmatch(text):
        days = float(text)
        return date(1899, 12, 30) + timedelta(days=int(days)) if 20_000 <= days <= 73_050 else None
    found = _NAMED.search(text.lower().replace("û", "u").replace("é", "e").replace("ä", "a"))
    if found and found.group(2) in _MONTHS:
        return _day(int(found.group(4)), _MONTHS[found.group(2)], int(found.group(1) or found.group(3) or 1))
    return None


def _two_ways(found: re.Match[str], text: str, day_first: bool | None) -> date | None:
    one, other, year = int(found.group(1)), int(found.group(3)), int(found.group(4))
    if year < 100:
        year += 1900 if year > 69 else 2000
    if one > 12 or other > 12 or one == other:
        day, month = (one, other) if one > 12 else (other, one)
        return _day(year, month, day)
    if day_first is None:
        if found.group(2) == ".":  # 3.4.2025 is written so only where the day stands first
            return _day(year, other, one)
        raise ValueRefusedError(
            f"'{text[:40]}' can be one of two days.",
            "Say whether the day or the month stands first, or write 2025-04-30.",
        )
    return _day(year, other, one) if day_first else _day(year, one, other)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moment_from_text(text: str, *, day_first: bool | None) -> datetime | None:
    """Day and time of day, for telling which answer is newer; None when there is none or it could be one of two."""
    try:
        day = day_from_text(text, day_first=day_first, serial=True)
    except ValueRefusedError:
        return None
    if day is None:
        return None
    if _SERIAL.fullmatch(text.strip()):
        return datetime(1899, 12, 30) + timedelta(days=float(text))  # noqa: DTZ001 - compared with its like only
    clock = _CLOCK.search(text)
    if not clock:
        return datetime.combine(day, time())
    hour = int(clock.group(1)) % 24
    if clock.group(4):
        hour = hour % 12 + (12 if clock.group(4).lower() == "p" else 0)
    return datetime.combine(day, time(hour, int(clock.group(2)) % 60, int(clock.group(3) or 0) % 60))
