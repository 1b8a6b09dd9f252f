"""The best pairs under an objective whose parts count one after the other, with a proof of every part.

A row is one mentor that a mentee looks for (a mentee may have several rows, for purposes of their own); their mentors
have to differ. Mentors have places. Each mentor's places become columns with rising costs, so that pairs spread. That
two rows of one mentee have different mentors makes the constraints two laminar families, hence still an assignment
problem: a *gate* of one row and one column stands between the mentee's rows and that mentor. Gates are added only
where an answer without them would pair two people twice, so every answer is the best of the joint problem.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError
from mentorwidgets.pairing import assignment
from mentorwidgets.pairing.assignment import EXACT, FORBIDDEN, Bools, Ints

Objective = Literal["fairest", "everyone", "best fit"]
WEAK = 400  # a pair with fewer points than this is called weak


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is to be solved: rows look for mentors.

    ``score`` (0 to 1000) and ``allowed`` are rows x mentors; ``capacity`` free places and ``load`` pairs that each
    mentor already has; ``mentee`` the number of the row's mentee; ``waiting`` rows that come first.
    """

    score: Ints
    allowed: Bools
    capacity: Ints
    load: Ints
    mentee: Ints
    waiting: Bools
    objective: Objective = "fairest"
    weak: int = WEAK


@dataclasses.dataclass(frozen=True, slots=True)
class Level:
    """One part of the objective as costs: of a pair (rows x mentors), of a place, of a row that stays without."""

    name: str
    span: int  # the most that one row can cost
    pair: Ints | None = None
    seat: Ints | None = None
    idle: Ints | None = None


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Rows and columns of the assignment problem: rows then gates; places, gates, then columns for staying without."""

    mentor: Ints  # of each place
    place: Ints  # 0 for a mentor's first free place, 1 for the second ...
    gates: tuple[tuple[int, int], ...]  # mentee number, mentor
    idle: int  # columns for rows that stay without
    mentee: Ints

    def spread(self, pair: NDArray[Any], seat: NDArray[Any], idle: NDArray[Any], *, nothing: int) -> NDArray[Any]:
        """Lay costs of pairs, places and idle rows out as one matrix; what is not possible is ``nothing``."""
        rows, gates, places = len(pair), len(self.gates), len(self.mentor)
        cost = np.full((rows + gates, places + gates + self.idle), nothing, dtype=pair.dtype)
        body = pair[:, self.mentor]
        cost[:rows, :places] = np.where(body == nothing, nothing, body + seat) if nothing else body
        cost[:rows, places + gates :] = idle[:, None]
        for number, (mentee, mentor) in enumerate(self.gates):
            own, seats = np.flatnonzero(self.mentee == mentee), np.flatnonzero(self.mentor == mentor)
            cost[np.ix_(own, seats)] = nothing
            cost[own, places + number] = pair[own, mentor]
            cost[rows + number, seats] = seat[seats]
            cost[rows + number, places + number] = 0 if nothing else 1
        return cost

    def edges(self, allowed: Bools) -> Bools:
        """Which rows can have which columns, without the columns for staying without."""
        plain = dataclasses.replace(self, idle=0)
        ones = np.ones(len(self.mentor), dtype=np.int8)
        laid: Bools = plain.spread(allowed.astype(np.int8), ones, np.zeros(len(allowed), np.int8), nothing=0) != 0
        return laid

    def mentors(self, columns: Ints, rows: int) -> Ints:
        """The mentor of each row; -1 for a row that stays without."""
        target = np.full(len(self.mentor) + len(self.gates) + self.idle, -1, dtype=np.int64)
        target[: len(self.mentor)] = self.mentor
        for number, (_, mentor) in enumerate(self.gates):
            target[len(self.mentor) + number] = mentor
        return target[columns[:rows]]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Some levels as one cost matrix, and the prices that prove its answer."""

    levels: tuple[str, ...]
    factors: tuple[int, ...]
    u: Ints
    v: Ints


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The mentor of each row (-1: none) and all that `mentorwidgets.pairing.proof` needs to prove it."""

    mentor: Ints
    layout: Layout
    columns: Ints
    weakest: int  # no pair is weaker; 0 where the objective does not ask
    stages: tuple[Stage, ...]
    covers: tuple[tuple[str, Bools, Bools], ...]


def solve(task: Task) -> Answer:
    """The best answer to a task, the same for the same task."""
    gates: tuple[tuple[int, int], ...] = ()
    while True:
        answer = _solve(task, gates)
        twice = _paired_twice(task, answer.mentor)
        if not twice:
            return answer
        gates = tuple(sorted({*gates, *twice}))


def layout_of(task: Task, gates: tuple[tuple[int, int], ...], idle: int) -> Layout:
    """The places of every mentor, no more than there are rows that could take one."""
    places = np.minimum(task.capacity, task.allowed.sum(axis=0))
    mentor = np.repeat(np.arange(len(places)), places)
    first = np.cumsum(places) - places
    return Layout(mentor, np.arange(len(mentor)) - first[mentor], gates, idle, task.mentee)


def levels_of(task: Task, layout: Layout, weakest: int) -> tuple[Level, ...]:
    """The parts of the objective that are costs, the most important first; a part that cannot differ spans nothing."""
    make = {"waiting": _waiting, "few weak": _few_weak, "spread": _spread, "total": _total, "count": _count}
    return tuple(make[name](task, layout, weakest) for name in LEVELS[task.objective])


LEVELS: dict[str, tuple[str, ...]] = {
    "fairest": ("waiting", "few weak", "spread", "total"),
    "everyone": ("waiting", "total", "spread"),
    "best fit": ("total", "count", "waiting", "spread"),
}
SENTENCES: dict[str, str] = {
    "fairest": "As many people paired as possible, those who waited first; then the weakest pair as good as possible, "
    "few weak pairs, mentees spread over mentors, and the highest total.",
    "everyone": "As many people paired as possible, those who waited first; then the highest total, "
    "and mentees spread over mentors.",
    "best fit": "Only pairs that are not weak; the highest total, even if some people wait for the next round.",
}


def usable(task: Task, weakest: int) -> Bools:
    """The pairs that may be in the answer: allowed and not weaker than the objective asks."""
    floor = max(weakest, task.weak) if task.objective == "best fit" else weakest
    return task.allowed & (task.score >= floor)


def stage_cost(task: Task, layout: Layout, weakest: int, levels: Sequence[Level], factors: Sequence[int]) -> Ints:
    """Levels added up as one matrix, each times its factor."""
    pair = np.zeros(task.score.shape, dtype=np.int64)
    seat = np.zeros(len(layout.mentor), dtype=np.int64)
    idle = np.zeros(len(task.score), dtype=np.int64)
    for level, factor in zip(levels, factors, strict=True):
        pair += 0 if level.pair is None else level.pair * factor
        seat += 0 if level.seat is None else level.seat * factor
        idle += 0 if level.idle is None else level.idle * factor
    pair[~usable(task, weakest)] = FORBIDDEN
    return layout.spread(pair, seat, idle, nothing=FORBIDDEN)


def pack(levels: Sequence[Level], rows: int) -> list[tuple[list[Level], list[int]]]:
    """Group levels into stages whose sums stay exact, with the factor of each level."""
    stages: list[list[Level]] = [[]]
    size = 1
    for level in levels:
        span = level.span * (rows + 1) + 1
        if stages[-1] and size * span > EXACT // 8:
            stages.append([])
            size = rows + 2  # the columns that have to stay in use
        size *= span
        stages[-1].append(level)
    return [(stage, _factors(stage, rows)) for stage in stages]


def tight_cost(cost: Ints, tight: Bools, spare: Bools, factor: int) -> Ints:
    """The costs of a later stage: only what is best so far, and columns that every best answer uses stay used."""
    return np.where(tight & (cost < FORBIDDEN), cost + spare[None, :] * np.int64(factor), FORBIDDEN)


def _solve(task: Task, gates: tuple[tuple[int, int], ...]) -> Answer:
    count, covers, layout = _most(task, gates)
    weakest = 0
    if task.objective == "fairest" and count:
        weakest, more = _weakest(task, layout, count)
        covers = (*covers, *more)
    rows = len(task.score)
    if task.objective == "best fit":
        layout, covers = layout_of(task, gates, rows), ()
    columns, stages = _stages(task, layout, weakest)
    return Answer(layout.mentors(columns, rows), layout, columns, weakest, tuple(stages), covers)


def _stages(task: Task, layout: Layout, weakest: int) -> tuple[Ints, list[Stage]]:
    rows = len(task.score) + len(layout.gates)
    places = len(layout.mentor) + len(layout.gates) + layout.idle
    tight, spare = np.ones((rows, places), dtype=bool), np.zeros(places, dtype=bool)
    stages: list[Stage] = []
    columns = np.zeros(0, dtype=np.int64)
    for levels, factors in pack(levels_of(task, layout, weakest), rows):
        cost = stage_cost(task, layout, weakest, levels, factors)
        if stages:
            cost = tight_cost(cost, tight, spare, factors[0] * (levels[0].span * (rows + 1) + 1))
        columns = assignment.assign(cost)
        found = assignment.prices(cost, columns)
        if found is None:
            raise ProposalError("The pairs could not be proved to be the best.", "Please report this as a bug.")
        stages.append(Stage(tuple(level.name for level in levels), tuple(factors), *found))
        tight = cost == found[0][:, None] + found[1][None, :]
        spare = found[1] == 0
    rank = np.concatenate([layout.mentor, [m for _, m in layout.gates], np.full(layout.idle, len(task.capacity))])
    return assignment.first_by_rank(tight, columns, spare, rank.astype(np.int64)), stages


def _most(task: Task, gates: tuple[tuple[int, int], ...]) -> tuple[int, tuple[tuple[str, Bools, Bools], ...], Layout]:
    """How many rows can be paired at all, and why not more."""
    layout = layout_of(task, gates, 0)
    edges = layout.edges(task.allowed)
    columns = assignment.most_pairs(edges)
    count = int((columns >= 0).sum()) - len(gates)
    rows = len(task.score)
    return count, (("count", *assignment.cover(edges, columns)),), dataclasses.replace(layout, idle=rows - count)


def _weakest(task: Task, layout: Layout, count: int) -> tuple[int, tuple[tuple[str, Bools, Bools], ...]]:
    """The highest score that every pair can have while as many (and as many waiting) are paired; and why not more."""
    first = waiting_rows(task, layout)
    waiting = _size(layout.edges(task.allowed)[first]) if task.waiting.any() else 0
    scores = np.unique(task.score[task.allowed])

    def fails(score: int) -> tuple[str, Bools] | None:
        edges = layout.edges(task.allowed & (task.score >= score))
        if _size(edges) < count + len(layout.gates):
            return "weakest", edges
        if waiting and _size(edges[first]) < waiting:
            return "weakest waiting", edges[first]
        return None

    at = _last_that_holds(len(scores), lambda i: fails(int(scores[i])) is None, _guess(task, scores, count))
    failing = fails(int(scores[at + 1])) if at + 1 < len(scores) else None
    if failing is None:
        return int(scores[at]), ()
    name, edges = failing
    return int(scores[at]), ((name, *assignment.cover(edges, assignment.most_pairs(edges))),)


def waiting_rows(task: Task, layout: Layout) -> Bools:
    """The rows of people who waited, and the gates."""
    return np.concatenate([task.waiting, np.ones(len(layout.gates), dtype=bool)])


def _guess(task: Task, scores: Ints, count: int) -> int:
    """No pair's score can be above the best of the row that has the least, when every row is paired."""
    best = np.sort(np.where(task.allowed, task.score, -1).max(axis=1))[len(task.score) - count]
    return int(np.searchsorted(scores, best))


def _last_that_holds(size: int, holds: Callable[[int], bool], guess: int) -> int:
    """The last index that holds, when 0 does and all after it fail together; searched downwards from a guess."""
    high, step = min(guess, size - 1) + 1, 1
    low = high - 1
    while low > 0 and not holds(low):
        high, low, step = low, max(0, low - step), step * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def _size(edges: Bools) -> int:
    return int((assignment.most_pairs(edges) >= 0).sum())


def _paired_twice(task: Task, mentor: Ints) -> set[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    twice: set[tuple[int, int]] = set()
    for mentee, whom in zip(task.mentee.tolist(), mentor.tolist(), strict=True):
        if whom >= 0 and (mentee, whom) in seen:
            twice.add((mentee, whom))
        seen.add((mentee, whom))
    return twice


def _factors(levels: Sequence[Level], rows: int) -> list[int]:
    factors = [1]
    for level in reversed(levels[1:]):
        factors.append(factors[-1] * (level.span * (rows + 1) + 1))
    return factors[::-1]


def _waiting(task: Task, _layout: Layout, _weakest: int) -> Level:
    return Level("waiting", int(task.waiting.any()), idle=task.waiting.astype(np.int64))


def _count(task: Task, _layout: Layout, _weakest: int) -> Level:
    return Level("count", 1, idle=np.ones(len(task.score), dtype=np.int64))


def _few_weak(task: Task, _layout: Layout, weakest: int) -> Level:
    return Level("few weak", int(weakest < task.weak), pair=(task.score < task.weak).astype(np.int64))


def _spread(task: Task, layout: Layout, _weakest: int) -> Level:
    """A mentor's pairs squared and summed: each further place costs two more than the one before."""
    seat = 2 * (task.load[layout.mentor] + layout.place) + 1
    return Level("spread", int(seat.max(initial=1)), seat=seat)


def _total(task: Task, _layout: Layout, _weakest: int) -> Level:
    top = int(task.score.max(initial=0))
    idle = np.full(len(task.score), top, dtype=np.int64)
    return Level("total", top, pair=top - task.score.astype(np.int64), idle=idle)
