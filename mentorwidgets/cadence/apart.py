"""Why two people share no time, and the smallest change that would make one (CA4)."""

from __future__ import annotations

import dataclasses

from mentorwidgets.cadence.week import WEEK, rotated, runs, when_words
from mentorwidgets.cadence.words import length_words

_DAY_TIME = range(7 * 4, 21 * 4)  # quarter hours of a day in which we would ask anybody


@dataclasses.dataclass(frozen=True, slots=True)
class Near:
    """Who looks for a time: both names, and the length of a meeting in minutes."""

    host: str
    guest: str
    minutes: int


def why_apart(
    near: Near, weeks: tuple[int, int, int, int], ahead: int, windows: tuple[bool, bool]
) -> tuple[str, tuple[str, ...]]:
    """Say why there is no shared time, and what would help: at most three changes, the smallest first.

    Args:
        near: who, and for how long.
        weeks: the host's and the guest's possible quarter hours, then both without contact windows; own clocks.
        ahead: quarter hours that the guest's clock is ahead.
        windows: whether host and guest have set a contact window.
    """
    host, guest, host_free, guest_free = weeks
    for name, week in ((near.host, host_free), (near.guest, guest_free)):
        if not week:
            return f"{name} has not marked any free hours yet.", (f"Ask {name} to mark some hours of the week.",)
    without = runs(host_free & rotated(guest_free, -ahead), near.minutes)
    if without:
        return _windows(near, without, ahead, windows, weeks)
    shared = host & rotated(guest, -ahead)
    longest = _longest(shared)
    changes = [f"Meet for {length_words(longest)}: {_first(shared, longest)} suits both."] if longest else []
    why = f"You share {length_words(longest)} at most, and the meeting takes {length_words(near.minutes)}."
    if not longest:
        why = f"The free hours of {near.host} and {near.guest} never meet."
    changes += _extensions(near, host, guest, ahead)
    return why, tuple(changes[:3])


def _windows(
    near: Near, without: int, ahead: int, windows: tuple[bool, bool], weeks: tuple[int, int, int, int]
) -> tuple[str, tuple[str, ...]]:
    quarter = (without & -without).bit_length() - 1
    host_misses = not runs(weeks[0], near.minutes) >> quarter & 1
    name, own = (near.host, quarter) if host_misses and windows[0] else (near.guest, (quarter + ahead) % WEEK)
    why = f"You are both free on {when_words(quarter)}, but not within the hours in which {name} likes to be reached."
    return why, (f"Ask {name} whether {when_words(own)} would be fine after all.",)


def _longest(week: int) -> int:
    """Minutes of the longest shared stretch."""
    best = 0
    while best < WEEK and runs(week, (best + 1) * 15):
        best += 1
    return best * 15


def _first(week: int, minutes: int) -> str:
    starts = runs(week, minutes)
    return when_words((starts & -starts).bit_length() - 1)


def _extensions(near: Near, host: int, guest: int, ahead: int) -> list[str]:
    """Changes of one person's hours, those that take least first."""
    need = -(-near.minutes // 15)
    other = rotated(guest, -ahead)
    asked = []
    for name, fixed, moving, turn in ((near.guest, host, other, ahead), (near.host, other, host, 0)):
        best = _cheapest(runs(fixed, near.minutes), moving, need, turn)
        if best:
            asked.append((best[0], name, best[1], turn))
    return [_ask(name, quarter, turn, near.minutes) for _, name, quarter, turn in sorted(asked)]


def _cheapest(starts: int, moving: int, need: int, turn: int) -> tuple[int, int] | None:
    """The start that asks fewest new quarter hours of a person, by day: how many, and where."""
    found = []
    for quarter in range(WEEK):
        if starts >> quarter & 1 and (quarter + turn) % WEEK % 96 in _DAY_TIME:
            missing = sum(not moving >> (quarter + step) % WEEK & 1 for step in range(need))
            found.append((missing, quarter % 2, quarter))
    return (min(found)[0], min(found)[2]) if found else None


def _ask(name: str, quarter: int, turn: int, minutes: int) -> str:
    own = (quarter + turn) % WEEK
    return f"If {name} were free on {when_words(own)} for {length_words(minutes)}, that time would suit both."
