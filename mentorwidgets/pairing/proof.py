"""A proof that pairs are the best there are, checked from the task itself: it trusts neither solver nor answer."""

from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np

from mentorwidgets.pairing import assignment
from mentorwidgets.pairing.assignment import Bools, Ints
from mentorwidgets.pairing.solver import (
    Answer,
    Level,
    Task,
    layout_of,
    levels_of,
    pack,
    stage_cost,
    tight_cost,
    usable,
    waiting_rows,
)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """A task, an answer, and what proves the answer: covers (nobody can pair more) and prices (nothing is better)."""

    task: Task
    answer: Answer

    def check(self, mentor: Ints | None = None) -> bool:
        """Whether this answer, or another one given as the mentor of each row, keeps every rule and is the best."""
        mentor = self.answer.mentor if mentor is None else np.asarray(mentor)
        return keeps_rules(self.task, mentor) and self._reaches(mentor) and self._covers_hold(mentor) and self._proved()

    def _reaches(self, mentor: Ints) -> bool:
        """The answer is as good as the proved one in every part of the objective, worked out anew."""
        return worth(self.task, mentor) == worth(self.task, self.answer.mentor)

    def _proved(self) -> bool:
        task, answer = self.task, self.answer
        layout = answer.layout
        rows, places = len(answer.columns), len(layout.mentor) + len(layout.gates) + layout.idle
        tight, spare = np.ones((rows, places), dtype=bool), np.zeros(places, dtype=bool)
        groups = pack(levels_of(task, layout, answer.weakest), rows)
        if [tuple(level.name for level in group) for group, _ in groups] != [s.levels for s in answer.stages]:
            return False
        for number, ((levels, factors), stage) in enumerate(zip(groups, answer.stages, strict=True)):
            cost = stage_cost(task, layout, answer.weakest, levels, factors)
            if number:
                cost = tight_cost(cost, tight, spare, factors[0] * (levels[0].span * (rows + 1) + 1))
            if not assignment.is_proved(cost, answer.columns, stage.u, stage.v):
                return False
            tight, spare = cost == stage.u[:, None] + stage.v[None, :], stage.v == 0
        return bool((layout.mentors(answer.columns, len(task.score)) == answer.mentor).all())

    def _covers_hold(self, mentor: Ints) -> bool:
        """Nobody can pair more people, and no weaker bound can be higher, because these rows and columns touch all."""
        covers = {name: (rows, columns) for name, rows, columns in self.answer.covers}
        if self.task.objective == "best fit":
            return True
        layout = layout_of(self.task, self.answer.layout.gates, 0)
        count = int((mentor >= 0).sum()) + len(layout.gates)
        if "count" not in covers or not assignment.is_cover(layout.edges(self.task.allowed), *covers["count"], count):
            return False
        return self.task.objective != "fairest" or self._weakest_holds(covers, count, mentor)

    def _weakest_holds(self, covers: dict[str, tuple[Bools, Bools]], count: int, mentor: Ints) -> bool:
        task, floor = self.task, self.answer.weakest
        paired = np.flatnonzero(mentor >= 0)
        if len(paired) == 0:
            return True
        if int(task.score[paired, mentor[paired]].min()) < floor:
            return False
        better = task.allowed & (task.score > floor)
        layout = layout_of(task, self.answer.layout.gates, 0)
        edges = layout.edges(better)
        if "weakest waiting" in covers:
            first = waiting_rows(task, layout)
            waiting = int((mentor[task.waiting] >= 0).sum()) + len(layout.gates)
            return assignment.is_cover(edges[first], *covers["weakest waiting"], waiting - 1)
        if "weakest" in covers:
            return assignment.is_cover(edges, *covers["weakest"], count - 1)
        return not better.any()


def keeps_rules(task: Task, mentor: Ints) -> bool:
    """Whether only allowed pairs are made, within the places of mentors, and no two people are paired twice."""
    paired = np.flatnonzero(mentor >= 0)
    if not task.allowed[paired, mentor[paired]].all():
        return False
    load = np.bincount(mentor[paired], minlength=len(task.capacity))
    pairs = Counter(zip(task.mentee[paired].tolist(), mentor[paired].tolist(), strict=True))
    return bool((load <= task.capacity).all()) and all(count == 1 for count in pairs.values())


def worth(task: Task, mentor: Ints) -> tuple[int, ...]:
    """Every part of the objective as numbers to compare, the most important first and more being better.

    Plain sums over the pairs; nothing here knows of costs, columns or prices.
    """
    paired = np.flatnonzero(mentor >= 0)
    scores = task.score[paired, mentor[paired]].tolist()
    load = task.load + np.bincount(mentor[paired], minlength=len(task.capacity))
    parts = {
        "count": len(paired),
        "waiting": int(task.waiting[paired].sum()),
        "weakest": min(scores, default=0),
        "few weak": -sum(score < task.weak for score in scores),
        "spread": -int((load**2).sum()),
        "total": sum(scores),
    }
    return tuple(parts[name] for name in ORDER[task.objective])


ORDER = {
    "fairest": ("count", "waiting", "weakest", "few weak", "spread", "total"),
    "everyone": ("count", "waiting", "total", "spread"),
    "best fit": ("total", "count", "waiting", "spread"),
}

__all__ = ["ORDER", "Level", "Proof", "keeps_rules", "usable", "worth"]
