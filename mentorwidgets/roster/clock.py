"""Times of a day as people write them: "9:30", "17h30", "1400", "2 p.m.", and the spans that two of them make.

A bare "6" may be a morning's or an evening's. Where nothing in the text says which, nothing is read.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from mentorwidgets.errors import ValueRefusedError

Span = tuple[int, int]  # minutes after midnight; an end behind 1440 lies in the next day
DAY, HALF = 1440, 720
WORKDAY: Span = (540, 1020)
WIDE: Span = (480, 1260)  # "any time"
_NIGHT = 300  # nobody meets before five in the morning, unless it is written so
EXAMPLE = "Write it like: Tue 17:00-20:00; Fri 9-12."
TIME = (
    r"(?<![\w])(?:(?P<mil>[0-9]{3,4})|(?P<h>[0-9]{1,2})"
    r"(?:(?:[:.]|[hu](?=[0-9])| h (?=[0-9]{2}))(?P<m>[0-9]{2})(?::[0-9]{2})?(?![0-9]))?)"
    r"(?:(?P<half>[ap](?![^\W\d_])| ?[ap]\.? ?m\b\.?)|(?P<mark> ?(?:uhr|uur|[hu]|hrs|o ?clock|heures)\b))?(?!\w)"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """One time as it was written.

    ``half`` is a or p. ``full``: the clock has 24 hours. ``exact``: it can be meant in one way only, as "02:00" can.
    ``bare``: nothing but a number, which may be no time at all.
    """

    at: int
    half: str = ""
    full: bool = False
    exact: bool = False
    bare: bool = False

    def readings(self) -> tuple[int, ...]:
        """The minutes of a day that it may mean, the likelier morning first."""
        if self.half:
            return (self.at % HALF + (HALF if self.half == "p" else 0),)
        if self.exact or self.at >= 13 * 60 or (self.full and self.at >= _NIGHT):
            return (self.at,)
        return (self.at, self.at + HALF)


def clock_from_match(found: re.Match[str]) -> Clock | None:
    """The time that `TIME` found, or None when there is no such time."""
    half = (found["half"] or "").strip()[:1].lower()
    written = found["mil"] or found["h"]
    hour, minute = divmod(int(written), 100) if found["mil"] else (int(written), int(found["m"] or 0))
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (half and not 0 < hour <= 12):
        return None
    if (found["mil"] and minute % 15) or (found["m"] and "." in found.group() and minute % 5):
        return None  # a year, a date, a sum
    exact = not half and (written[0] == "0" or len(found["mil"] or "") == 4)
    signed = bool(found["mark"]) or bool(re.match(r"[0-9]+ ?[hu]", found.group(), re.IGNORECASE))
    full = not half and (exact or signed or hour >= 13)
    return Clock(hour * 60 + minute, half, full, exact, bare=not (half or found["m"] or found["mark"]))


def between(start: Clock, end: Clock) -> tuple[Span, ...]:
    """The spans that "start to end" may mean; none when it ends before it begins."""
    spans = [
        (a, b if b > a else b + DAY)
        for a in start.readings()
        for b in end.readings()
        if b > a or (b < a and a >= 18 * 60 and b <= 6 * 60)  # over midnight
    ]
    if len(start.readings()) == len(end.readings()) == 1:
        return tuple(spans)
    if end.half == "a" and end.at >= HALF and not start.half:  # "9-12am": is it midnight, or noon after all?
        return ()
    spans = sorted((span for span in spans if span[1] - span[0] <= HALF), key=lambda span: span[1] - span[0])
    return tuple(spans[:1] if start.half or end.half else spans)


def usual(spans: tuple[Span, ...], words: str) -> Span:
    """The one of several readings that people mean, or ValueRefusedError when it may be two.

    Nobody meets at night, so "1-3" is an afternoon's; "9-5" and "10-2" have one reading by day. "7-9" has two.
    """
    if len(spans) == 1:
        return spans[0]
    day = [span for span in spans if span[0] >= _NIGHT and span[1] <= DAY]
    wide = [span for span in day if WIDE[0] <= span[0] < 18 * 60 and span[1] <= WIDE[1]]
    early = [span for span in day if span[0] < WIDE[0] and span[1] <= HALF]
    late = [span for span in day if span[0] >= 17 * 60 and span not in wide and span[1] <= 23 * 60]
    fits = wide or ([] if early and late else early or day)
    if len(fits) != 1:
        raise unsure(words)
    return fits[0]


def unsure(words: str) -> ValueRefusedError:
    """The words for a time that may be meant in two ways."""
    return ValueRefusedError(f"'{words}' can be two times, or none.", "Say am or pm, or write it like 17:00-20:00.")


def within(spans: Iterable[Span], reach: Span, words: str) -> Span:
    """The one reading that lies in a part of the day, or ValueRefusedError."""
    fits = [span for span in dict.fromkeys(spans) if reach[0] <= span[0] and span[1] <= reach[1]]
    if len(fits) != 1:
        raise ValueRefusedError(f"'{words}' does not fit the part of the day beside it.", EXAMPLE)
    return fits[0]


def moment(clock: Clock, unclear: range, words: str) -> int:
    """When one time is: smaller hours than the unclear ones are an afternoon's.

    Raises:
        ValueRefusedError: its hour is an unclear one.
    """
    found = clock.readings()
    if len(found) > 1 and clock.at // 60 in unclear:
        raise ValueRefusedError(f"'{words}' can be two times.", "Say am or pm, or write it like 17:00-20:00.")
    return found[-1] if clock.at < unclear.start * 60 else found[0]
