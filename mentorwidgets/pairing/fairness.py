"""The weakest pair of a large round as good as possible: found over candidate lists, proved over all pairs.

Rows and places that touch every pair above a score, fewer than the people who have to be paired, show that no answer
can do without a weaker pair (König). Pairs that a cover misses join the lists, until nothing is missed.
"""

from __future__ import annotations

import numpy as np

from mentorwidgets.pairing.assignment import Bools, Ints, most_listed
from mentorwidgets.pairing.candidates import (
    MORE,
    ROUNDS,
    LargeTask,
    Lists,
    above,
    renew,
    seat_ranges,
    seats_of,
    to_seats,
)


def fair_floor(task: LargeTask, lists: Lists, mentor: Ints) -> tuple[int, bool]:
    """The highest score that every pair can have while as many people, and as many who waited, are paired.

    Args:
        task: the round.
        lists: its candidates; more may join.
        mentor: an answer that pairs as many as possible.

    Returns:
        The score, and whether it is proved that it cannot be higher.
    """
    most, waiting = int((mentor >= 0).sum()), int((mentor[task.waiting] >= 0).sum())
    everyone = np.ones(len(task.mentee), dtype=bool)
    floor = 0
    for _ in range(ROUNDS):
        floor = _search(task, lists, floor, ((everyone, most), (task.waiting, waiting)))
        if floor >= 1000 or not most:
            return floor, True
        rows = everyone if _size(_place(task, lists, floor + 1, everyone)) < most else task.waiting
        if not _missed(task, lists, floor + 1, rows):
            return floor, True
    return floor, False


def _search(task: LargeTask, lists: Lists, low: int, wanted: tuple[tuple[Bools, int], ...]) -> int:
    high = 1001
    while high - low > 1:
        middle = (low + high) // 2
        holds = all(_size(_place(task, lists, middle, rows)) >= count for rows, count in wanted if count)
        low, high = (middle, high) if holds else (low, middle)
    return low


def _place(task: LargeTask, lists: Lists, floor: int, rows: Bools) -> tuple[Ints, Ints, Ints]:
    """Pairs of row and place above a score, and the place of each row in a largest set of pairs (-1: none)."""
    seats, few = seats_of(task, 0), above(lists, floor)
    keep = rows[few.row]
    zero = np.zeros(int(keep.sum()), dtype=np.int64)
    row, column, _ = to_seats(few.row[keep], few.mentor[keep], zero, seats, seat_ranges(task, seats))
    return row, column, most_listed(row, column, (len(rows), len(seats.mentor)))


def _size(placed: tuple[Ints, Ints, Ints]) -> int:
    return int((placed[2] >= 0).sum())


def _missed(task: LargeTask, lists: Lists, floor: int, rows: Bools) -> bool:
    """Let pairs into the lists that the cover of the lists does not touch; whether there were any."""
    seen_rows, seen_places = _reached(_place(task, lists, floor, rows), rows, int(task.capacity.sum()))
    seats = seats_of(task, 0)
    open_mentors = task.capacity > 0
    open_mentors[np.unique(seats.mentor[seen_places[: len(seats.mentor)]])] = False
    look = np.flatnonzero(seen_rows & (lists.left_out >= floor))
    for at in range(0, len(look), task.step):
        block = look[at : at + task.step]
        score, able = task.block(block)
        row, mentor = np.nonzero(able & (score >= floor) & open_mentors[None, :])
        few = np.arange(len(row)) - np.searchsorted(row, row, side="left") < MORE
        row, mentor = row[few], mentor[few]
        lists.more.append((block[row], mentor, score[row, mentor].astype(np.int64)))
    missed = any(len(part[0]) for part in lists.more)
    renew(lists, np.zeros(0, dtype=np.int64))
    return missed


def _reached(placed: tuple[Ints, Ints, Ints], rows: Bools, places: int) -> tuple[Bools, Bools]:
    """Rows and places on alternating ways from a row without a place: the cover is the other rows and these places."""
    row, column, place = placed
    owner = np.full(max(places, int(column.max(initial=-1)) + 1), -1, dtype=np.int64)
    owner[place[place >= 0]] = np.flatnonzero(place >= 0)
    seen_rows, seen_places = rows & (place < 0), np.zeros(len(owner), dtype=bool)
    front = seen_rows.copy()
    while front.any():
        reached = np.unique(column[front[row]])
        reached = reached[~seen_places[reached]]
        seen_places[reached] = True
        front = np.zeros_like(seen_rows)
        front[owner[reached][owner[reached] >= 0]] = True
        front &= ~seen_rows
        seen_rows |= front
    return seen_rows, seen_places
