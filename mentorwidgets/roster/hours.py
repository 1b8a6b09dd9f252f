"""Free time in a week: "Tue evenings", "Mon 9-12; Wed 13:00-15:30", "weekdays after 3pm", "any time"."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import re

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Hours
from mentorwidgets.roster.clock import DAY, EXAMPLE, WIDE, Span
from mentorwidgets.roster.spans import items_of
from mentorwidgets.roster.stretches import Stretch, spread
from mentorwidgets.roster.values import NOTHING
from mentorwidgets.roster.week import MEANS, UNKNOWN, first_strange, left_open, tokens_of

_OWN = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d\d):(\d\d)-(\d\d):(\d\d)")
_SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONGEST = 300  # characters; who writes more has more to say than hours


@dataclasses.dataclass(frozen=True, slots=True)
class FreeTimes:
    """What a text says: its hours, and in words each window that stands in the place of a vaguer word."""

    hours: tuple[Hours, ...] = ()
    said: tuple[str, ...] = ()


def hours_to_text(hours: tuple[Hours, ...]) -> str:
    """Write free times so that `hours_from_text` reads the same.

    >>> hours_to_text((Hours(day=0, start=540, end=720),))
    'Mon 09:00-12:00'
    """
    return "; ".join(
        f"{_SHORT[h.day]} {h.start // 60:02}:{h.start % 60:02}-{h.end // 60:02}:{h.end % 60:02}" for h in hours
    )


def hours_from_text(raw: str) -> tuple[Hours, ...]:
    """Free times out of free words. A day alone means its working hours (9 to 17), a time alone the working days.

    >>> hours_to_text(hours_from_text("Tue evenings, Mon 9-12"))
    'Mon 09:00-12:00; Tue 17:00-21:00'

    Raises:
        ValueRefusedError: a word or a number in it was not understood, or can be meant in two ways.
    """
    return free_times(raw).hours


@functools.lru_cache(maxsize=2048)
def free_times(raw: str) -> FreeTimes:
    """The same, and which windows we put in the place of words such as "evening".

    >>> free_times("Tue evenings").said
    ('evening is 17:00-21:00',)
    """
    clean = raw.strip()
    if clean.lower() in NOTHING:
        return FreeTimes()
    with contextlib.suppress(ValueRefusedError):  # it may end in the next day
        if (own := own_hours(clean)) is not None:
            return FreeTimes(own)
    stretches, said = stretches_of(clean)
    return FreeTimes(merged(stretches), said)


def own_hours(text: str) -> tuple[Hours, ...] | None:
    """What `hours_to_text` wrote, exactly; None when it was written in another way."""
    own = [_OWN.fullmatch(part) for part in text.split("; ")]
    return tuple(_own(found) for found in own if found) if all(own) else None


def _own(found: re.Match[str]) -> Hours:
    h1, m1, h2, m2 = (int(part) for part in found.groups()[1:])
    if not 0 <= h1 * 60 + m1 < h2 * 60 + m2 <= DAY:
        raise ValueRefusedError(f"'{found.group()}' ends before it begins.", "Write it like: Tue 17:00-20:00.")
    return Hours(day=_SHORT.index(found.group(1)), start=h1 * 60 + m1, end=h2 * 60 + m2)


def merged(stretches: set[Stretch]) -> tuple[Hours, ...]:
    """In order, with what touches made one."""
    done: list[Stretch] = []
    for day, start, end in sorted(stretches):
        if done and done[-1][0] == day and start <= done[-1][2]:
            done[-1] = (day, done[-1][1], max(end, done[-1][2]))
        else:
            done.append((day, start, end))
    return tuple(Hours(day=day, start=start, end=end) for day, start, end in done)


def stretches_of(text: str) -> tuple[set[Stretch], tuple[str, ...]]:
    """The free times of a text, and which windows stand for vaguer words.

    Raises:
        ValueRefusedError: it was not understood to the last word and number.
    """
    if len(text) > _LONGEST:
        raise ValueRefusedError(f"'{text[:60]}…' is too long for free times.", EXAMPLE)
    tokens = tokens_of(text)
    strange = first_strange(tokens)
    if strange is not None:
        raise _refused(text, strange.kind, strange.text)
    if not any(token.kind in MEANS for token in tokens):
        raise ValueRefusedError(f"'{text[:60]}' names no days or times that we know.", EXAMPLE)
    waits = left_open(text) if any(token.kind in ("time", "part") for token in tokens) else ""
    if waits:
        raise ValueRefusedError(f"'{text[:60]}' was not read: nothing is said of '{waits}'.", EXAMPLE)
    try:
        return spread(items_of(tokens))
    except ValueRefusedError as error:
        raise ValueRefusedError(f"'{text[:60]}' was not read. {error.what}", error.mend) from None


def _refused(text: str, kind: str, word: str) -> ValueRefusedError:
    text, word = text[:60], word[:40]
    if kind == "not":
        return ValueRefusedError(f"'{text}' says when not ('{word}').", f"Write when it suits. {EXAMPLE}")
    if kind == "zone":
        return ValueRefusedError(
            f"'{text}' is on another clock ('{word}').",
            "Write the hours of the person's own clock, and the time zone in a column of its own.",
        )
    if kind == "either":
        return ValueRefusedError(f"'{text}' was not read: we cannot tell which day '{word}' is.", EXAMPLE)
    if word.casefold() == text.casefold():
        return ValueRefusedError(f"'{text}' names no days or times that we know.", EXAMPLE)
    return ValueRefusedError(f"'{text}' was not read: '{word}' is no day or time that we know.", EXAMPLE)


def day_and_part(header: str) -> tuple[tuple[int, ...], tuple[Span, ...], bool]:
    """The days and times that a header names, and whether it names nothing else."""
    if len(header) > _LONGEST:
        return (), (), False
    tokens = tokens_of(header)
    known = [token for token in tokens if token.kind not in UNKNOWN]
    try:
        items = items_of(known)
    except ValueRefusedError:
        return (), (), False
    days = tuple(day for item in items if item.kind == "day" for day in item.days)
    times = tuple(item.span or WIDE for item in items if item.kind == "time")
    return days, times, bool(days or times) and len(known) == len(tokens)
