"""How easy a time is: a meal or a coffee needs no preparation, an early or a late hour costs something (CA5)."""

from __future__ import annotations

from collections.abc import Sequence

_TAGS = (
    ("breakfast", 7 * 60, 9 * 60),
    ("coffee", 10 * 60, 11 * 60),
    ("lunch", 11 * 60 + 30, 13 * 60 + 30),
    ("coffee", 15 * 60, 16 * 60),
    ("dinner", 17 * 60 + 30, 20 * 60),
)
_BONUS = {"lunch": 4, "coffee": 3, "breakfast": 1, "dinner": 1}


def ease_of(starts: Sequence[int], minutes: int) -> tuple[int, tuple[str, ...]]:
    """The ease of a slot and its tags.

    Args:
        starts: the minute of the day at which it starts for each of the two (and at each distance of their clocks).
        minutes: its length; a tag needs a meeting of 90 minutes at most.

    >>> ease_of([720, 720], 60), ease_of([720, 360], 60)
    ((14, ('lunch',)), (1, ()))
    """
    comfort = min(_comfort(start, minutes) for start in starts)
    shared = [tag for tag in dict.fromkeys(_tag(start) for start in starts) if tag]
    is_same = len({_tag(start) for start in starts}) == 1 and shared and minutes <= 90
    tags = (shared[0],) if is_same else ()
    return comfort + sum(_BONUS[tag] for tag in tags), tags


def _tag(start: int) -> str:
    return next((name for name, begin, end in _TAGS if begin <= start < end), "")


def _comfort(start: int, minutes: int) -> int:
    """10 within 9 and 17 o'clock, 3 less for each hour outside of it."""
    outside = max(0, 9 * 60 - start, start + minutes - 17 * 60)
    return max(0, 10 - 3 * -(-outside // 60)) if outside < 240 else -10
