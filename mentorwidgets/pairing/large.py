"""Rounds too large for a full matrix: candidate lists, solved exactly, and prices that show what the lists left out.

Each row keeps its best candidates. The prices of the answer tell for every row whether a mentor beyond its list could
make the whole better: the list's last score bounds all that was left out. Only rows that fail this test are looked at
again in full, and what could help joins their lists, until nothing does. Then the answer is the best there is in its
first stage (most people, those who waited, the highest total), just as if the full matrix had been solved.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError
from mentorwidgets.pairing.assignment import EXACT, Bools, Ints
from mentorwidgets.pairing.candidates import (
    MORE,
    ROUNDS,
    LargeTask,
    Lists,
    Seats,
    above,
    first_lists,
    renew,
    seat_ranges,
    seats_of,
    shift,
    to_seats,
)
from mentorwidgets.pairing.fairness import fair_floor

NEAR = 60  # points: what is as near as this to helping joins the lists, too
Costs = tuple[Ints, int, Ints]  # by score, one step of a place, a row that stays without
ROOM = 60_000_000  # scores that are remembered


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class LargeAnswer:
    """The mentor of each row and its score (-1: none), and whether no list left anything out that would help."""

    mentor: Ints
    score: Ints
    proved: bool
    gap: int  # points of the total that are not proved
    rounds: int


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Graph:
    """Candidate pairs as an assignment problem: places of mentors, gates of `solver`, a column for staying without."""

    row: Ints
    column: Ints
    cost: Ints
    rows: int
    columns: int


def solve_large(task: LargeTask) -> LargeAnswer:
    """The best pairs of a large round, exact in whole numbers.

    Proved are, for ``everyone`` and ``best fit``, people paired, those who waited, and the total; for ``fairest``
    people paired, those who waited, the weakest pair and, where all parts together stay exact, the rest.
    """
    task = _kept(task)
    lists = first_lists(task)
    floor = task.weak if task.objective == "best fit" else 0
    answer = _until_best(task, lists, floor, _costs(task))
    if task.objective != "fairest":
        return answer
    high, sure = fair_floor(task, lists, answer.mentor)
    return _fair(task, lists, answer, (high, sure and answer.proved))


def _fair(task: LargeTask, lists: Lists, answer: LargeAnswer, top: tuple[int, bool]) -> LargeAnswer:
    """The fairest answer; lower than the top only where a mentee's second purpose needs another mentor."""
    (high, sure), low = top, 0
    fair = _above_floor(task, lists, high)
    if _people(task, fair) == _people(task, answer):
        return dataclasses.replace(fair, proved=fair.proved and sure)
    fair = _above_floor(task, lists, low)
    while high - low > 1:
        middle = (low + high) // 2
        tried = _above_floor(task, lists, middle)
        if _people(task, tried) == _people(task, answer):
            low, fair = middle, tried
        else:
            high, sure = middle, sure and tried.proved
    return dataclasses.replace(fair, proved=fair.proved and sure)


def _above_floor(task: LargeTask, lists: Lists, floor: int) -> LargeAnswer:
    costs = _fair_costs(task, floor)
    found = _until_best(task, lists, floor, costs or _costs(task))
    return dataclasses.replace(found, proved=found.proved and costs is not None)


def _people(task: LargeTask, answer: LargeAnswer) -> tuple[int, int]:
    return int((answer.mentor >= 0).sum()), int((answer.mentor[task.waiting] >= 0).sum())


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


def _until_best(task: LargeTask, lists: Lists, floor: int, costs: Costs) -> LargeAnswer:
    """Solve over the lists, add gates and candidates where needed, and solve again until nothing helps."""
    gates: frozenset[tuple[int, int]] = frozenset()
    seats = seats_of(task, costs[1])
    rounds = 0
    while True:
        rounds += 1
        graph = _graph(task, above(lists, floor), seats, costs, gates)
        columns = _assign(graph)
        mentor, score = _read(task, lists, seats, columns, gates)
        twice = _twice(task, mentor)
        if twice:
            gates |= twice
            continue
        gap = _look_again(task, lists, (costs[0], seats, sorted(gates), floor), _prices(graph, columns))
        if not gap or rounds >= ROUNDS:
            return LargeAnswer(mentor, score, not gap, gap, rounds)


def _costs(task: LargeTask) -> Costs:
    """Costs under ``everyone`` and ``best fit``; places cost more in turn where that stays exact.

    Raises:
        ProposalError: even without that the sums would not be exact.
    """
    make = _best_fit_costs if task.objective == "best fit" else _everyone_costs
    found = make(task, spread=True) or make(task, spread=False)
    if found is None:
        raise ProposalError("This round is too large to be added exactly.", "Pair one region or branch at a time.")
    return found


def _everyone_costs(task: LargeTask, *, spread: bool) -> Costs | None:
    """One person more outweighs every score, and one who waited more outweighs every score of as many people."""
    rows = len(task.mentee)
    unit = rows * _steps(task) + 1 if spread else 1
    wait = 1000 * (rows + 1) * unit if task.waiting.any() else 0
    without = wait * (rows + 1) if wait else 1000 * (rows + 1) * unit
    if 2 * without * (rows + 1) >= EXACT:
        return None
    return _by_score(unit), int(spread), np.full(rows, without) + task.waiting * np.int64(wait)


def _best_fit_costs(task: LargeTask, *, spread: bool) -> Costs | None:
    """The total outweighs the count of people, that those who waited, and that the spread."""
    rows = len(task.mentee)
    wait = rows * _steps(task) + 1 if spread else 1
    one = wait * (rows + 1) if task.waiting.any() else wait
    unit = one * (rows + 1)
    if 2000 * unit * (rows + 1) >= EXACT:
        return None
    return _by_score(unit), int(spread), np.full(rows, 1000 * unit + one) + task.waiting * np.int64(wait)


def _by_score(unit: int) -> Ints:
    return (1000 - np.arange(1001, dtype=np.int64)) * unit


def _fair_costs(task: LargeTask, floor: int) -> Costs | None:
    """Costs under ``fairest``: those who waited, then few weak pairs, the spread and the total; None if too large."""
    rows = len(task.mentee)
    step = (1000 - floor) * rows + 1
    size = step * (_steps(task) * rows + 1)
    weak = size if floor < task.weak else 0
    size *= rows + 1 if weak else 1
    wait = size if task.waiting.any() else 0
    size *= rows + 1 if wait else 1
    if 2 * size * (rows + 1) >= EXACT:
        return None
    scores = np.arange(1001, dtype=np.int64)
    return 1000 - scores + weak * (scores < task.weak), step, np.full(rows, size) + task.waiting * np.int64(wait)


def _steps(task: LargeTask) -> int:
    return int(2 * (task.load + np.minimum(task.capacity, len(task.mentee))).max(initial=0) + 1)


def _graph(task: LargeTask, lists: Lists, seats: Seats, costs: Costs, gates: frozenset[tuple[int, int]]) -> _Graph:
    rows, places = len(task.mentee), len(seats.mentor)
    by_score, _, idle = costs
    row, mentor, cost = lists.row, lists.mentor, by_score[lists.score]
    number = {gate: at for at, gate in enumerate(sorted(gates))}
    gate = np.array([number.get(pair, -1) for pair in zip(task.mentee[row], mentor, strict=True)]) if gates else None
    plain = np.ones(len(row), dtype=bool) if gate is None else gate < 0
    starts, sizes = seat_ranges(task, seats)
    parts = [to_seats(row[plain], mentor[plain], cost[plain], seats, (starts, sizes))]
    for at, (_, whom) in enumerate(sorted(gates)):
        own = np.flatnonzero(gate == at)
        parts.append((row[own], np.full(len(own), places + at), cost[own]))
        parts.append(to_seats(np.array([rows + at]), np.array([whom]), np.zeros(1, np.int64), seats, (starts, sizes)))
        parts.append((np.array([rows + at]), np.array([places + at]), np.zeros(1, np.int64)))
    parts.append((np.arange(rows), places + len(gates) + np.arange(rows), idle))
    joined = [np.concatenate(column).astype(np.int64) for column in zip(*parts, strict=True)]
    return _Graph(joined[0], joined[1], joined[2], rows + len(gates), places + len(gates) + rows)


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
    order = np.argsort(graph.row, kind="stable")
    row, column, cost = graph.row[order], graph.column[order], graph.cost[order]
    own = columns[row] == column
    paid = np.zeros(graph.rows, dtype=np.int64)
    paid[row[own]] = cost[own]
    owner = np.full(graph.columns, -1, dtype=np.int64)
    owner[columns] = np.arange(graph.rows)
    first = np.searchsorted(row, np.arange(graph.rows + 1))
    v = np.zeros(graph.columns, dtype=np.int64)
    changed = np.arange(graph.rows)
    for _ in range(graph.rows + 1):
        at = _ranges(first[changed], first[changed + 1])
        offer = cost[at] + (v[columns] - paid)[row[at]]
        lower = np.flatnonzero(offer < v[column[at]])
        np.minimum.at(v, column[at[lower]], offer[lower])
        changed = np.unique(owner[column[at[lower]]])
        changed = changed[changed >= 0]
        if not len(changed):
            break
    return paid - v[columns], v


def _ranges(begins: Ints, ends: Ints) -> Ints:
    """The numbers of several ranges one after the other."""
    sizes = ends - begins
    return np.repeat(begins - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))


def _look_again(
    task: LargeTask, lists: Lists, sides: tuple[Ints, Seats, list[tuple[int, int]], int], prices: tuple[Ints, Ints]
) -> int:
    """Add to the lists what could still help; the points that the answer may be short of, 0 when it is the best."""
    by_score, seats, gates, floor = sides
    u, v = prices[0][: len(task.mentee)], prices[1]
    entry = np.full(len(task.capacity), np.iinfo(np.int64).max // 4, dtype=np.int64)
    np.minimum.at(entry, seats.mentor, seats.cost - v[: len(seats.mentor)])
    passed = {gate: -int(v[len(seats.mentor) + at]) for at, gate in enumerate(gates)}
    least = 0 if gates else entry.min(initial=np.iinfo(np.int64).max // 4)
    rows = np.flatnonzero((lists.left_out >= floor) & (by_score[lists.left_out] + least < u))
    reduced = by_score[lists.score] + entry[lists.mentor] - u[lists.row]
    short = 0
    for at in range(0, len(rows), task.step):
        short += _look_at(task, lists, rows[at : at + task.step], (by_score, entry, u, passed), floor)
    if short:
        renew(lists, np.flatnonzero(reduced > short) if not gates else np.zeros(0, dtype=np.int64))
    return -(-short // int(by_score[999])) if short else 0


def _look_at(
    task: LargeTask, lists: Lists, rows: Ints, prices: tuple[Ints, Ints, Ints, dict[tuple[int, int], int]], floor: int
) -> int:
    by_score, entry, u, passed = prices
    score, able = task.block(rows)
    near = NEAR * int(by_score[999])
    least = np.searchsorted(-by_score, -(u[rows] + near), side="left")  # no lower score can help this row
    near_enough = able & (score >= np.minimum(least, 1001)[:, None].astype(score.dtype))
    at, column = np.divmod(np.flatnonzero(near_enough), able.shape[1])
    reduced = by_score[score[at, column]] + entry[column] - u[rows[at]]
    for (mentee, mentor), price in passed.items():
        own = np.flatnonzero((task.mentee[rows[at]] == mentee) & (column == mentor))
        reduced[own] = by_score[score[at[own], mentor]] + price - u[rows[at[own]]]
    helps = np.flatnonzero((reduced < near) & (score[at, column] >= floor))
    at, column, reduced = at[helps], column[helps], reduced[helps]
    size = score.shape[1]
    order = np.lexsort(((column + shift(rows, size)[at]) % size, reduced, at))  # equal ones in turn, as in the lists
    place = np.arange(len(order)) - np.searchsorted(at[order], at[order], side="left")
    best = order[place < MORE]
    lists.more.append((rows[at[best]], column[best], score[at[best], column[best]].astype(np.int64)))
    return int(-reduced[order[place == 0]].clip(max=0).sum())


def _read(
    task: LargeTask, lists: Lists, seats: Seats, columns: Ints, gates: frozenset[tuple[int, int]]
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
