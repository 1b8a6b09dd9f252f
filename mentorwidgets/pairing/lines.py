"""Sums of lines of a small table, and what is equal in many rows worked out once: most of the speed of a score."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Lines = NDArray[Any]
Places = NDArray[np.int64]


def sum_lines(table: Lines, rows: Places, lines: Places, size: int) -> Lines:
    """Add up lines of a table: ``lines[k]`` is one of the lines that belong to row ``rows[k]``.

    Args:
        table: the lines; its type has to hold the sums.
        rows: row numbers in rising order.
        lines: a line number for each of them.
        size: how many rows there are; one without a line stays 0.
    """
    found: Lines = np.zeros((size, table.shape[1]), dtype=table.dtype)
    turn = np.arange(len(rows)) - np.searchsorted(rows, rows, side="left")
    for number in range(int(turn.max(initial=-1)) + 1):
        now = np.flatnonzero(turn == number)
        if len(now) == size:
            found += table[lines[now]]
        else:
            found[rows[now]] += table[lines[now]]
    return found


def different(keys: Iterable[Hashable]) -> tuple[list[int], Places]:
    """The first place of each different key, and the number of its key for every place.

    >>> different("abba")
    ([0, 1], array([0, 1, 1, 0]))
    """
    number: dict[Hashable, int] = {}
    firsts: list[int] = []
    of_each: list[int] = []
    for place, key in enumerate(keys):
        at = number.setdefault(key, len(firsts))
        if at == len(firsts):
            firsts.append(place)
        of_each.append(at)
    return firsts, np.array(of_each, dtype=np.int64)
