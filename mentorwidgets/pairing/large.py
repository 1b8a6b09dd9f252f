"""Rounds too large for a full matrix: candidate lists, solved exactly, and prices that show what the lists left out.

Each row keeps its best candidates. The prices of the answer tell for every row whether a mentor beyond its list could
make the whole better: the list's last score bounds all that was left out. Only rows that fail this test are looked at
again in full, and what could help joins their lists, until nothing does. Then the answer is the best there is in its
first stage (most people, those who waited, the highest total), just as if the full matrix had been solved.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError
from mentorwidgets.pairing.assignment import EXACT, Bools, Ints
from mentorwidgets.pairing.solver import Objective

KEEP = 24  # candidates of a row to begin with
MORE = 16  # candidates that join a row's list at a time
NEAR = 60  # points: what is as near as this to helping joins the lists, too
ROUNDS = 12
ROOM = 60_000_000  # scores that are remembered
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


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class LargeAnswer:
    """The mentor of each row and its score (-1: none), and whether no list left anything out that would help."""

    mentor: Ints
    score: Ints
    proved: bool
    gap: int  # points of the total that are not proved
    rounds: int


@dataclasses.dataclass(slots=True, eq=False)
class _Lists:
    """Candidate pairs: row, mentor, score; and of every row the best score that was left out (-1: none)."""

    row: Ints
    mentor: Ints
    score: Ints
    left_out: Ints
    more: list[tuple[Ints, Ints, Ints]] = dataclasses.field(default_factory=list)  # to be let in


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Graph:
    """Candidate pairs as an assignment problem: places of mentors, gates of `solver`, a column for staying without."""

    row: Ints
    column: Ints
    cost: Ints
    rows: int
    columns: int


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Seats:
    mentor: Ints
    cost: Ints  # of the place alone


def solve_large(task: LargeTask) -> LargeAnswer:
    """The best pairs of a large round under ``everyone`` or ``best fit``; ``fairest`` also lifts the weakest pair.

    The lists are exact for the total. Under ``fairest`` the weakest pair is the best that the lists allow, which is
    not proved; fewest weak pairs and the spread over mentors come with it only as far as places cost more in turn.
    """
    task = _kept(task)
    lists = _first_lists(task)
    answer = _until_best(task, lists, task.weak if task.objective == "best fit" else 0)
    if task.objective != "fairest":
        return answer
    fair = _until_best(task, lists, _floor(task, lists), look=False)
    return dataclasses.replace(fair, proved=False)


def _kept(task: LargeTask) -> LargeTask:
    """The same task that remembers scores, two bytes each, where there is room for all of them."""
    rows, mentors = len(task.mentee), len(task.capacity)
    if rows * mentors > ROOM:
        return task
    kept = np.zeros((rows, mentors), dtype=np.int16)
    known = np.zeros(rows, dtype=bool)

    def block(some: Ints) -> tuple[NDArray[Any], Bools]:
        if not known[some].all():
            score, able = task.block(some)
            kept[some] = np.where(able, score, -1)
            known[some] = True
            return score, able
        found = kept[some]
        return found, found >= 0

    return dataclasses.replace(task, block=block)


def _until_best(task: LargeTask, lists: _Lists, floor: int, *, look: bool = True) -> LargeAnswer:
    """Solve over the lists, add gates and candidates where needed, and solve again until nothing helps."""
    gates: frozenset[tuple[int, int]] = frozenset()
    rounds = gap = 0
    while True:
        rounds += 1
        costs = _costs(task)
        seats = _seats(task, costs[1])
        graph = _graph(task, _above(lists, floor), seats, costs, gates)
        columns = _assign(graph)
        mentor, score = _read(task, lists, seats, columns, gates)
        twice = _twice(task, mentor)
        if twice:
            gates |= twice
            continue
        gap = _look_again(task, lists, (costs[0], seats, sorted(gates)), _prices(graph, columns)) if look else 0
        if not gap or rounds >= ROUNDS:
            return LargeAnswer(mentor, score, not gap, gap, rounds)


def _above(lists: _Lists, floor: int) -> _Lists:
    keep = lists.score >= floor
    return _Lists(lists.row[keep], lists.mentor[keep], lists.score[keep], lists.left_out)


def _first_lists(task: LargeTask) -> _Lists:
    parts = [
        _best(task, np.arange(at, min(at + task.step, len(task.mentee))))
        for at in range(0, len(task.mentee), task.step)
    ]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return _Lists(none, none, none, none)
    row, mentor, score, left_out = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return _Lists(row, mentor, score, left_out)


def _best(task: LargeTask, rows: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The best candidates of some rows. Equal scores are taken in turn, so that not all lists name the same mentors."""
    score, able = task.block(rows)
    size = score.shape[1]
    key = np.where(able, score.astype(np.int32) + 1, 0) << 11
    key |= (np.arange(size, dtype=np.int32)[None, :] + (rows * 617).astype(np.int32)[:, None]) & 2047
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


def _costs(task: LargeTask) -> tuple[Ints, int, Ints]:
    """Costs by score, what one step of a place costs, and what a row costs that stays without.

    One person more outweighs every score, and one who waited more outweighs every score of as many people.
    """
    rows = len(task.mentee)
    first = 1000 * (rows + 1) * (rows + 1 if task.waiting.any() else 1)
    steps = rows * _steps(task)
    spread = first * (steps + 1) * (rows + 1) < EXACT
    unit = steps + 1 if spread else 1
    if first * unit * (rows + 1) >= EXACT:
        raise ProposalError("This round is too large to be added exactly.", "Pair one region or branch at a time.")
    by_score = (1000 - np.arange(1001, dtype=np.int64)) * unit
    if task.objective == "best fit":
        return by_score, int(spread), np.full(rows, 1000 * unit, dtype=np.int64)
    return by_score, int(spread), np.full(rows, first * unit) + task.waiting * np.int64(1000 * (rows + 1) * unit)


def _steps(task: LargeTask) -> int:
    return int(2 * (task.load + np.minimum(task.capacity, len(task.mentee))).max(initial=0) + 1)


def _seats(task: LargeTask, step: int) -> _Seats:
    places = np.minimum(task.capacity, len(task.mentee))
    mentor = np.repeat(np.arange(len(places)), places)
    place = np.arange(len(mentor)) - (np.cumsum(places) - places)[mentor]
    return _Seats(mentor, step * (2 * (task.load[mentor] + place) + 1))


def _graph(
    task: LargeTask, lists: _Lists, seats: _Seats, costs: tuple[Ints, int, Ints], gates: frozenset[tuple[int, int]]
) -> _Graph:
    rows, places = len(task.mentee), len(seats.mentor)
    by_score, _, idle = costs
    row, mentor, cost = lists.row, lists.mentor, by_score[lists.score]
    number = {gate: at for at, gate in enumerate(sorted(gates))}
    gate = np.array([number.get(pair, -1) for pair in zip(task.mentee[row], mentor, strict=True)]) if gates else None
    plain = np.ones(len(row), dtype=bool) if gate is None else gate < 0
    starts, sizes = _seat_ranges(task, seats)
    parts = [_to_seats(row[plain], mentor[plain], cost[plain], seats, (starts, sizes))]
    for at, (_, whom) in enumerate(sorted(gates)):
        own = np.flatnonzero(gate == at)
        parts.append((row[own], np.full(len(own), places + at), cost[own]))
        parts.append(_to_seats(np.array([rows + at]), np.array([whom]), np.zeros(1, np.int64), seats, (starts, sizes)))
        parts.append((np.array([rows + at]), np.array([places + at]), np.zeros(1, np.int64)))
    parts.append((np.arange(rows), places + len(gates) + np.arange(rows), idle))
    joined = [np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True)]
    return _Graph(joined[0], joined[1], joined[2], rows + len(gates), places + len(gates) + rows)


def _seat_ranges(task: LargeTask, seats: _Seats) -> tuple[Ints, Ints]:
    sizes = np.bincount(seats.mentor, minlength=len(task.capacity))
    return np.cumsum(sizes) - sizes, sizes


def _to_seats(row: Ints, mentor: Ints, cost: Ints, seats: _Seats, ranges: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
    """Pairs of row and mentor as pairs of row and each of the mentor's places."""
    starts, sizes = ranges
    times = sizes[mentor]
    again = np.repeat(np.arange(len(row)), times)
    place = np.arange(len(again)) - np.repeat(np.cumsum(times) - times, times)
    column = starts[mentor[again]] + place
    return row[again], column, cost[again] + seats.cost[column]


def _floor(task: LargeTask, lists: _Lists) -> int:
    """The highest score that every pair of the lists can have with as many people paired."""
    most = _count(task, lists, 0)
    low, high = 0, 1001
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _count(task, lists, middle) == most else (low, middle)
    return low


def _count(task: LargeTask, lists: _Lists, floor: int) -> int:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    seats, keep = _seats(task, 0), lists.score >= floor
    ones = np.ones(int(keep.sum()), dtype=np.int64)
    row, column, _ = _to_seats(lists.row[keep], lists.mentor[keep], ones, seats, _seat_ranges(task, seats))
    if not len(row):
        return 0
    edges = csr_array((np.ones(len(row), dtype=bool), (row, column)), shape=(len(task.mentee), len(seats.mentor)))
    return int((maximum_bipartite_matching(edges, perm_type="column") >= 0).sum())


def _assign(graph: _Graph) -> Ints:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if not graph.rows:
        return np.zeros(0, dtype=np.int64)
    cost = (graph.cost + 1).astype(np.float64)  # a sparse matrix drops zeros
    matrix = csr_array((cost, (graph.row, graph.column)), shape=(graph.rows, graph.columns))
    rows, columns = min_weight_full_bipartite_matching(matrix)
    found = np.zeros(graph.rows, dtype=np.int64)
    found[rows] = columns
    return found


def _prices(graph: _Graph, columns: Ints) -> tuple[Ints, Ints]:
    """Prices of the answer over the candidate pairs, by Bellman-Ford on what changed."""
    order = np.argsort(graph.column, kind="stable")
    row, column, cost = graph.row[order], graph.column[order], graph.cost[order]
    own = columns[row] == column
    paid = np.zeros(graph.rows, dtype=np.int64)
    paid[row[own]] = cost[own]
    first = np.flatnonzero(np.diff(column, prepend=-1))
    names = column[first]
    v = np.zeros(graph.columns, dtype=np.int64)
    for _ in range(graph.rows + 1):
        offer = np.minimum.reduceat(cost + (v[columns] - paid)[row], first) if len(first) else v[:0]
        lower = offer < v[names]
        if not lower.any():
            break
        v[names[lower]] = offer[lower]
    return paid - v[columns], v


def _look_again(
    task: LargeTask, lists: _Lists, sides: tuple[Ints, _Seats, list[tuple[int, int]]], prices: tuple[Ints, Ints]
) -> int:
    """Add to the lists what could still help; the points that the answer may be short of, 0 when it is the best."""
    by_score, seats, gates = sides
    u, v = prices[0][: len(task.mentee)], prices[1]
    entry = np.full(len(task.capacity), np.iinfo(np.int64).max // 4, dtype=np.int64)
    np.minimum.at(entry, seats.mentor, seats.cost - v[: len(seats.mentor)])
    passed = {gate: -int(v[len(seats.mentor) + at]) for at, gate in enumerate(gates)}
    least = 0 if gates else entry.min(initial=np.iinfo(np.int64).max // 4)
    floor = task.weak if task.objective == "best fit" else 0
    rows = np.flatnonzero((lists.left_out >= floor) & (by_score[lists.left_out] + least < u))
    reduced = by_score[lists.score] + entry[lists.mentor] - u[lists.row]
    short = 0
    for at in range(0, len(rows), task.step):
        short += _look_at(task, lists, rows[at : at + task.step], (by_score, entry, u, passed))
    if short:
        _renew(lists, np.flatnonzero(reduced > short) if not gates else np.zeros(0, dtype=np.int64))
    return -(-short // int(by_score[999])) if short else 0


def _renew(lists: _Lists, drop: Ints) -> None:
    """Let new pairs in, each once, and take out those that no better answer has: they cost more than can be won."""
    keep = np.ones(len(lists.row), dtype=bool)
    keep[drop] = False
    np.maximum.at(lists.left_out, lists.row[drop], lists.score[drop])
    old = (lists.row[keep], lists.mentor[keep], lists.score[keep])
    row, mentor, score = (np.concatenate(column) for column in zip(old, *lists.more, strict=True))
    once = np.unique((row << 32) | mentor, return_index=True)[1]
    lists.row, lists.mentor, lists.score = row[once], mentor[once], score[once]
    lists.more.clear()


def _look_at(
    task: LargeTask, lists: _Lists, rows: Ints, prices: tuple[Ints, Ints, Ints, dict[tuple[int, int], int]]
) -> int:
    by_score, entry, u, passed = prices
    score, able = task.block(rows)
    near = NEAR * int(by_score[999])
    least = np.searchsorted(-by_score, -(u[rows] + near), side="left")  # no lower score can help this row
    at, column = np.nonzero(able & (score >= np.minimum(least, 1001)[:, None].astype(score.dtype)))
    reduced = by_score[score[at, column]] + entry[column] - u[rows[at]]
    for (mentee, mentor), price in passed.items():
        own = np.flatnonzero((task.mentee[rows[at]] == mentee) & (column == mentor))
        reduced[own] = by_score[score[at[own], mentor]] + price - u[rows[at[own]]]
    floor = task.weak if task.objective == "best fit" else 0
    helps = np.flatnonzero((reduced < near) & (score[at, column] >= floor))
    at, column, reduced = at[helps], column[helps], reduced[helps]
    order = np.lexsort((column, reduced, at))
    place = np.arange(len(order)) - np.searchsorted(at[order], at[order], side="left")
    best = order[place < MORE]
    lists.more.append((rows[at[best]], column[best], score[at[best], column[best]].astype(np.int64)))
    return int(-reduced[order[place == 0]].clip(max=0).sum())


def _read(
    task: LargeTask, lists: _Lists, seats: _Seats, columns: Ints, gates: frozenset[tuple[int, int]]
) -> tuple[Ints, Ints]:
    rows = len(task.mentee)
    target = np.concatenate([seats.mentor, [m for _, m in sorted(gates)], np.full(rows, -1)]).astype(np.int64)
    mentor = target[columns[:rows]]
    score = np.full(rows, -1, dtype=np.int64)
    own = mentor[lists.row] == lists.mentor
    score[lists.row[own]] = lists.score[own]
    return mentor, score


def _twice(task: LargeTask, mentor: Ints) -> frozenset[tuple[int, int]]:
    paired = np.flatnonzero(mentor >= 0)
    pairs, count = np.unique(np.stack([task.mentee[paired], mentor[paired]]), axis=1, return_counts=True)
    return frozenset((int(one), int(other)) for one, other in pairs[:, count > 1].T)
