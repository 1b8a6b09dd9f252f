"""Dates, times and lengths as people say them, the same in every language setting of a machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_words(day: dt.date) -> str:
    """Say a day.

    >>> day_words(dt.date(2026, 3, 31))
    'Tue 31 March 2026'
    """
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def minute_words(minute: int) -> str:
    """Say a minute of the day: ``09:30``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def length_words(minutes: int) -> str:
    """Say a length.

    >>> [length_words(minutes) for minutes in (1, 45, 60, 90, 240)]
    ['1 minute', '45 minutes', '1 hour', '1 hour 30 minutes', '4 hours']
    """
    hours, rest = divmod(minutes, 60)
    parts = [many(hours, "hour")] if hours else []
    return " ".join(parts + ([many(rest, "minute")] if rest or not hours else []))


def place_words(zone: str) -> str:
    """The city of a time zone: ``New York``."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def many(count: int, word: str) -> str:
    """Count a thing: ``1 meeting``, ``2 meetings``."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does.

    >>> listed(["Ana", "Ben", "Cem"]), listed(["Ana"])
    ('Ana, Ben and Cem', 'Ana')
    """
    *head, tail = list(words) or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail


def week_start_of(locale: str) -> int:
    """The day on which a week starts in a country: 0 is Monday, 5 Saturday, 6 Sunday.

    By the regions of Unicode CLDR. A language alone starts on Monday; plain ``en`` is taken for the United States.

    >>> week_start_of("en-US"), week_start_of("de-AT"), week_start_of("ar-EG"), week_start_of("")
    (6, 0, 5, 0)
    """
    language, *rest = locale.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "US" if language.lower() == "en" else "")
    return 5 if region in _SATURDAY else 6 if region in _SUNDAY else 0


_SATURDAY = frozenset(("AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"))
_SUNDAY = frozenset((
    "AG", "AS", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT", "GU", "HK", "HN", "ID", "IL",
    "IN", "JM", "JP", "KE", "KH", "KR", "LA", "MH", "MM", "MO", "MT", "MX", "MZ", "NI", "NP", "PA", "PE", "PH", "PK",
    "PR", "PT", "PY", "SG", "SV", "TH", "TT", "TW", "UM", "US", "VE", "VI", "WS", "YE", "ZA", "ZW",
))  # fmt: skip
