"""The assignment problem in whole numbers: the best answer, prices that prove it, and the most pairs there can be.

Costs are int64; a pair that is not allowed costs `FORBIDDEN`. Every row gets a column, a column serves one row at most.
Method: Crouse's shortest augmenting paths (scipy) for the answer; the prices are found from the answer alone by
Bellman-Ford, so that they prove it whoever found it. Everything stays exact as long as costs and sums are below 2**53.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
FORBIDDEN = 1 << 60
EXACT = 1 << 53


def assign(cost: Ints) -> Ints:
    """The column of each row in an answer of the least total cost.

    Raises:
        ProposalError: no answer gives every row a column, or the costs are too large to be exact.
    """
    from scipy.optimize import linear_sum_assignment

    allowed = cost < FORBIDDEN
    if cost.size and int(np.abs(cost[allowed]).max(initial=0)) * (len(cost) + 1) >= EXACT:
        raise ProposalError("These costs are too large to be added exactly.", "Use smaller whole numbers.")
    try:
        columns = linear_sum_assignment(np.where(allowed, cost, np.inf))[1]
    except ValueError:
        raise ProposalError("Not every row can have a column of its own.") from None
    if len(columns) < len(cost):
        raise ProposalError("Not every row can have a column of its own.")
    return np.asarray(columns, dtype=np.int64)


def prices(cost: Ints, columns: Ints) -> tuple[Ints, Ints] | None:
    """Prices of rows and columns that prove an answer to be the best, or None when a better one exists.

    Returns:
        ``(u, v)`` with ``u[i] + v[j] <= cost[i, j]`` everywhere and equal where row i has column j, ``v <= 0``, and
        ``v = 0`` for columns that nobody has: then no other answer can cost less than ``sum(u) + sum(v)``.
    """
    rows = np.arange(len(columns))
    paid = cost[rows, columns]
    owner = np.full(cost.shape[1], -1, dtype=np.int64)
    owner[columns] = rows
    v = np.zeros(cost.shape[1], dtype=np.int64)
    changed = rows
    for _ in range(len(rows) + 1):
        if not len(changed):
            return paid - v[columns], v
        offers = (cost[changed] + (v[columns[changed]] - paid[changed])[:, None]).min(axis=0)
        cheaper = np.flatnonzero(offers < v)
        v[cheaper] = offers[cheaper]
        changed = owner[cheaper]
        if (changed < 0).any():
            return None
    return None


def is_proved(cost: Ints, columns: Ints, u: Ints, v: Ints) -> bool:
    """Whether these prices prove that the answer is allowed and none costs less. Checks everything."""
    if len(set(columns.tolist())) != len(columns) or len(columns) != len(cost):
        return False
    rows = np.arange(len(columns))
    fits = bool((cost >= u[:, None] + v[None, :]).all() and (v <= 0).all())
    paid = cost[rows, columns]
    return fits and bool((paid < FORBIDDEN).all()) and int(paid.sum()) == int(u.sum()) + int(v.sum())


def most_pairs(edges: Bools) -> Ints:
    """A column for as many rows as possible; -1 for a row that stays without."""
    rows, columns = np.divmod(np.flatnonzero(edges), max(1, edges.shape[1]))
    return most_listed(rows, columns, edges.shape)


def most_listed(rows: Ints, columns: Ints, shape: tuple[int, ...]) -> Ints:
    """The same for edges as a list, each once.

    Every row may also have a dear column of its own. scipy's `maximum_bipartite_matching` would be the plain way, but
    takes minutes where many rows have the same few columns.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if not len(rows):
        return np.full(shape[0], -1, dtype=np.int64)
    everyone = np.arange(shape[0])
    cost = np.concatenate([np.ones(len(rows)), np.full(shape[0], 2.0)])
    place = (np.concatenate([rows, everyone]), np.concatenate([columns, shape[1] + everyone]))
    graph = csr_array((cost, place), shape=(shape[0], shape[1] + shape[0]))
    found = np.full(shape[0], -1, dtype=np.int64)
    row, column = min_weight_full_bipartite_matching(graph)
    found[row] = np.where(column < shape[1], column, -1)
    return found


def cover(edges: Bools, columns: Ints) -> tuple[Bools, Bools]:
    """The rows and columns that touch every edge, as few as there are pairs (König): no more pairs can exist."""
    owner = np.full(edges.shape[1], -1, dtype=np.int64)
    owner[columns[columns >= 0]] = np.flatnonzero(columns >= 0)
    row_seen = columns < 0
    column_seen = np.zeros(edges.shape[1], dtype=bool)
    front = np.flatnonzero(row_seen)
    while len(front):
        reached = np.flatnonzero(edges[front].any(axis=0) & ~column_seen)
        column_seen[reached] = True
        front = owner[reached]
        front = front[front >= 0]
        row_seen[front] = True
    return ~row_seen, column_seen


def is_cover(edges: Bools, rows: Bools, columns: Bools, size: int) -> bool:
    """Whether ``size`` rows and columns touch every edge, so that there cannot be more pairs than that."""
    return int(rows.sum() + columns.sum()) <= size and not bool(edges[~rows][:, ~columns].any())


def first_by_rank(tight: Bools, columns: Ints, free: Bools, rank: Ints) -> Ints:
    """Among equally good answers, the one where the first row has the column of the lowest rank, then the second, ...

    Args:
        tight: the pairs that occur in some best answer.
        columns: one best answer.
        free: the columns that a best answer may leave without a row.
        rank: the rank of each column; equal ranks are the same mentor's places.
    """
    walker = _Walker(tight, columns, free, rank)
    for row in range(len(columns)):
        better = np.flatnonzero(tight[row] & (rank < rank[walker.columns[row]]))
        for column in better[np.argsort(rank[better], kind="stable")]:
            if walker.move(row, int(column)):
                break
        walker.settle(row)
    return np.asarray(walker.columns, dtype=np.int64)


class _Walker:
    """Moves rows along equally good answers. One extra row owns every column that is left over."""

    def __init__(self, tight: Bools, columns: Ints, free: Bools, rank: Ints) -> None:
        packed = np.packbits(np.vstack([tight, free[None, :]]), axis=1, bitorder="little")
        self.edges = [int.from_bytes(line.tobytes(), "little") for line in packed]
        self.columns: list[int] = columns.tolist()
        self.pool = len(self.columns)
        self.owner = [self.pool] * tight.shape[1]
        for row, column in enumerate(self.columns):
            self.owner[column] = row
        self.rank: list[int] = rank.tolist()
        self.alike: dict[int, int] = {}  # the columns of each rank
        for column, number in enumerate(self.rank):
            self.alike[number] = self.alike.get(number, 0) | 1 << column
        self.dead = 0  # columns from which the goal of the present row cannot be reached

    def settle(self, row: int) -> None:
        """From now on this row may only move between columns of the rank that it has."""
        self.edges[row] &= self.alike[self.rank[self.columns[row]]]
        self.dead = 0

    def move(self, row: int, column: int) -> bool:
        """Give ``column`` to ``row`` when the others can make room; True when they could."""
        goal = self.columns[row]
        if self.dead >> column & 1:
            return False
        came: dict[int, int] = {column: -1}
        seen = self.dead | 1 << column
        queue = deque([column])
        while queue:
            at = queue.popleft()
            edges = self.edges[self.owner[at]]
            if edges >> goal & 1:
                self._shift(row, goal, at, came)
                return True
            fresh = edges & ~seen & ~(1 << goal)
            seen |= fresh
            while fresh:
                bit = fresh & -fresh
                fresh ^= bit
                came[bit.bit_length() - 1] = at
                queue.append(bit.bit_length() - 1)
        self.dead |= seen
        return False

    def _shift(self, row: int, goal: int, at: int, came: dict[int, int]) -> None:
        takes = goal
        while at >= 0:
            self._give(takes, self.owner[at])
            takes, at = at, came[at]
        self._give(takes, row)

    def _give(self, column: int, row: int) -> None:
        self.owner[column] = row
        if row != self.pool:
            self.columns[row] = column
