"""Candidate lists of a large round: who is worth looking at for each row, and the places of mentors as columns."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.pairing.assignment import Bools, Ints
from mentorwidgets.pairing.solver import Objective

KEEP = 24  # candidates of a row to begin with
MORE = 16  # candidates that join a row's list at a time
ROUNDS = 12
Block = Callable[[Ints], tuple[NDArray[Any], Bools]]
"""Scores and allowed pairs of the given rows with every mentor."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class LargeTask:
    """A task whose scores are worked out block by block. See `mentorwidgets.pairing.solver.Task` for the names."""

    block: Block
    capacity: Ints
    load: Ints
    mentee: Ints
    waiting: Bools
    objective: Objective
    weak: int
    step: int  # rows of a block


@dataclasses.dataclass(slots=True, eq=False)
class Lists:
    """Candidate pairs: row, mentor, score; and of every row the best score that was left out (-1: none)."""

    row: Ints
    mentor: Ints
    score: Ints
    left_out: Ints
    more: list[tuple[Ints, Ints, Ints]] = dataclasses.field(default_factory=list)  # to be let in


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """The places of all mentors, and what each costs by itself."""

    mentor: Ints
    cost: Ints  # of the place alone


def above(lists: Lists, floor: int) -> Lists:
    """The candidates that are not weaker than a score."""
    keep = lists.score >= floor
    return Lists(lists.row[keep], lists.mentor[keep], lists.score[keep], lists.left_out)


def first_lists(task: LargeTask) -> Lists:
    """The best candidates of every row."""
    parts = [
        _best(task, np.arange(at, min(at + task.step, len(task.mentee))))
        for at in range(0, len(task.mentee), task.step)
    ]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Lists(none, none, none, none)
    row, mentor, score, left_out = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Lists(row, mentor, score, left_out)


def _best(task: LargeTask, rows: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The best candidates of some rows. Equal scores are taken in turn, so that not all lists name the same mentors."""
    score, able = task.block(rows)
    size = score.shape[1]
    key = np.where(able, score.astype(np.int32) + 1, 0) << 11
    key |= _turned(size)[shift(rows, size)]
    keep = min(KEEP, size)
    if keep < size:
        top = np.argpartition(key, size - keep - 1, axis=1)[:, size - keep - 1 :]
        left_out = (np.take_along_axis(key, top[:, :1], axis=1)[:, 0] >> 11) - 1
        top = top[:, 1:]
    else:
        top = np.broadcast_to(np.arange(size), key.shape)
        left_out = np.full(len(rows), -1)
    found = np.take_along_axis(key, top, axis=1) >> 11
    at, place = np.nonzero(found)
    return rows[at], top[at, place].astype(np.int64), found[at, place].astype(np.int64) - 1, left_out.astype(np.int64)


def shift(rows: Ints, mentors: int) -> Ints:
    """By how many mentors the order of equal ones is turned for a row: evenly spread, whatever the numbers."""
    return ((rows * 40503) & 65535) * mentors >> 16  # 40503 / 65536 is the golden ratio


def _turned(mentors: int) -> NDArray[np.int32]:
    """Ranks of 11 bits for equal mentors, one line for each shift."""
    ranks = np.arange(2 * mentors, dtype=np.int64) % max(1, mentors) * min(mentors, 2048) // max(1, mentors)
    return np.lib.stride_tricks.sliding_window_view(ranks.astype(np.int32), mentors)


def seats_of(task: LargeTask, step: int) -> Seats:
    """Every place of every mentor; each further place of a mentor costs two steps more."""
    places = np.minimum(task.capacity, len(task.mentee))
    mentor = np.repeat(np.arange(len(places)), places)
    place = np.arange(len(mentor)) - (np.cumsum(places) - places)[mentor]
    return Seats(mentor, step * (2 * (task.load[mentor] + place) + 1))


def seat_ranges(task: LargeTask, seats: Seats) -> tuple[Ints, Ints]:
    """The first place of each mentor and how many there are."""
    sizes = np.bincount(seats.mentor, minlength=len(task.capacity))
    return np.cumsum(sizes) - sizes, sizes


def to_seats(row: Ints, mentor: Ints, cost: Ints, seats: Seats, ranges: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
    """Pairs of row and mentor as pairs of row and each of the mentor's places."""
    starts, sizes = ranges
    times = sizes[mentor]
    again = np.repeat(np.arange(len(row)), times)
    place = np.arange(len(again)) - np.repeat(np.cumsum(times) - times, times)
    column = starts[mentor[again]] + place
    return row[again], column, cost[again] + seats.cost[column]


def renew(lists: Lists, drop: Ints) -> None:
    """Let new pairs in, each once, and take out those that no better answer has: they cost more than can be won."""
    keep = np.ones(len(lists.row), dtype=bool)
    keep[drop] = False
    np.maximum.at(lists.left_out, lists.row[drop], lists.score[drop])
    old = (lists.row[keep], lists.mentor[keep], lists.score[keep])
    row, mentor, score = (np.concatenate(column) for column in zip(old, *lists.more, strict=True))
    once = np.unique((row << 32) | mentor, return_index=True)[1]
    lists.row, lists.mentor, lists.score = row[once], mentor[once], score[once]
    lists.more.clear()
