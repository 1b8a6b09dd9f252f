"""One round of pairing put in order: who asks, who has a place, what is settled already (PP4, PP7, PP12, PP16)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Pair, Person, Program, Roster, did_you_mean
from mentorwidgets.pairing import meant, rules, scoring
from mentorwidgets.pairing.assignment import Bools, Ints
from mentorwidgets.pairing.candidates import LargeTask
from mentorwidgets.pairing.factors import WEIGHTS
from mentorwidgets.pairing.obstacles import Bits, Obstacles
from mentorwidgets.pairing.scene import Scene, Seeker, make_scene
from mentorwidgets.pairing.solver import LEVELS, WEAK, Objective, Task

LARGE = 4_000_000  # cells from which a round is solved over candidate lists
BLOCK = 300_000  # cells that are scored at a time, so that they stay in the cache
PairIds = tuple[str, ...]  # mentee, mentor and perhaps the purpose


class Options(TypedDict, total=False):
    """What a coordinator may say about a proposal; everything may be left out."""

    program: Program | None
    pairs: Sequence[Pair]  # live pairs stay as they are, ended ones are not made anew
    pins: Sequence[PairIds]  # pairs that have to be
    forbids: Sequence[PairIds]  # pairs that must not be
    weights: Mapping[str, str] | None  # factor -> must, high, medium, low or off
    objective: Objective
    include: Literal["asked", "all"]  # only who said "please assign me", or everyone who takes part
    start: dt.date | None  # a day in the first week of the round
    weeks: int  # of the round
    weak: int  # fewer points than this are called weak


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Everything that a proposal is decided from."""

    options: Options
    program: Program
    people: tuple[Person, ...]
    scene: Scene
    obstacles: Obstacles
    weights: Mapping[str, str]
    task: Task | LargeTask
    pinned: tuple[Pair, ...]
    locked: tuple[Pair, ...]

    def lines(self, rows: Ints) -> Iterator[Line]:
        """Scores and obstacles of some rows with every mentor; in a large round worked out anew, block by block."""
        for at in range(0, len(rows), BLOCK // max(1, len(self.scene.mentors)) + 1):
            block = rows[at : at + BLOCK // max(1, len(self.scene.mentors)) + 1]
            scene = self.scene.some(block.tolist())
            bits = self.obstacles.grid(scene)
            task = self.task
            score = task.score[block] if isinstance(task, Task) else scoring.score_grid(scene, self.weights)
            yield from (Line(*line) for line in zip(score, bits == 0, bits, strict=True))

    def scores(self, row: int) -> tuple[Ints, Bools]:
        """The scores of one row, and with which mentors it may be paired."""
        if isinstance(self.task, Task):
            return self.task.score[row], self.task.allowed[row]
        line = next(self.lines(np.array([row])))
        return line.score, line.able


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is known of one row: scores, whether a pair may be proposed, and the obstacles as bits."""

    score: Ints
    able: Bools
    bits: Bits


def make_case(people: Roster | Sequence[Person], options: Options) -> Case:
    """Put a round in order and score every possible pair.

    Raises:
        ProposalError: an unknown option or weight, a shared id, or a pin that breaks a rule.
    """
    _check_options(options)
    everyone = meant.with_ids(people.people if isinstance(people, Roster) else people)
    if len({person.id for person in everyone}) < len(everyone):
        raise ProposalError("Two people share one id.", "Give everyone an id of their own.")
    program = options.get("program") or Program(slug="program", name="Program")
    bars = rules.bars(program, everyone)
    locked = tuple(pair for pair in options.get("pairs", ()) if pair.is_live())
    pinned = tuple(_pins(program, everyone, bars, locked, options))
    settled = (*locked, *pinned)
    mentees = [person.in_role("mentee") for person in everyone]
    seekers = [s for p in mentees if _takes_part(p, options) for s in seekers_of(program, p, settled)]
    start = options.get("start") or scoring.today()
    mentors = [person.in_role("mentor") for person in everyone if person.is_mentor()]
    scene = make_scene(program, seekers, mentors, bars, start, options.get("weeks", 26))
    weights = scoring.read_weights(options.get("weights"))
    obstacles = _obstacles(program, settled, weights, options)
    task = _task(scene, obstacles, weights, settled, options)
    return Case(options, program, everyone, scene, obstacles, weights, task, pinned, locked)


def with_objective(case: Case, objective: Objective) -> Case:
    """The same case under another objective; scores are kept, and what is asked of it later keeps that objective."""
    options: Options = {**case.options, "objective": objective}
    return dataclasses.replace(case, options=options, task=dataclasses.replace(case.task, objective=objective))


def seekers_of(program: Program, mentee: Person, settled: Sequence[Pair]) -> Iterator[Seeker]:
    """One row for each mentor that a mentee still looks for, with the purposes it may be for."""
    own = [pair for pair in settled if pair.mentee == mentee.id]
    left = rules.demand_of(program, mentee) - len(own)
    taken = Counter(pair.purpose for pair in own)
    most = rules.per_purpose(program, mentee)
    named = [p for p in rules.purposes_of(program, mentee) if taken[p] < most]
    if left <= 0 or not named:
        return
    if left == 1 and len(named) > 1:
        yield Seeker(mentee, tuple(named))
        return
    others = [p for p in program.purposes if p not in named and taken[p] < most]
    rows = named * (most - taken[named[0]]) if len(program.purposes) == 1 else [*named, *others]
    for purpose in rows[:left]:
        yield Seeker(mentee, (purpose,))


def _check_options(options: Options) -> None:
    for name in options:
        if name not in Options.__annotations__:
            raise ProposalError(f"A proposal has no '{name}'.", did_you_mean(name, Options.__annotations__))
    if options.get("objective", "fairest") not in LEVELS:
        raise ProposalError(
            f"'{options['objective']}' is not an objective.", did_you_mean(options["objective"], LEVELS)
        )
    if options.get("include", "asked") not in ("asked", "all"):
        raise ProposalError("Include 'asked' (who said 'please assign me') or 'all'.")
    if not 1 <= options.get("weeks", 26) <= 520:
        raise ProposalError("A round lasts 1 to 520 weeks.")


def _takes_part(person: Person, options: Options) -> bool:
    if not person.is_mentee() or person.participation in ("declined", "later"):
        return False
    return person.assign or options.get("include", "asked") == "all"


def _pins(
    program: Program, people: Sequence[Person], bars: rules.Bars, locked: Sequence[Pair], options: Options
) -> Iterator[Pair]:
    known = {person.id: person for person in people}
    load = Counter(pair.mentor for pair in locked)
    wanted = Counter(pair.mentee for pair in locked)
    for pin in options.get("pins", ()):
        mentee, mentor = (known.get(name) for name in pin[:2])
        if mentee is None or mentor is None or not mentee.is_mentee() or not mentor.is_mentor():
            raise ProposalError(
                f"There is no pair {' and '.join(pin[:2])} to pin.", "Use the ids of a mentee and a mentor."
            )
        bar = bars.between(mentee.id, mentor.id)
        if bar:
            raise ProposalError(f"{mentee.name} and {mentor.name} cannot be pinned. {bar.words}")
        if load[mentor.id] >= rules.capacity_of(program, mentor):
            raise ProposalError(f"{mentor.name} has no free place for a pinned pair.", "Raise the number of places.")
        if wanted[mentee.id] >= rules.demand_of(program, mentee):
            raise ProposalError(f"{mentee.name} already has as many mentors as they asked for.", "Take the pin off.")
        load[mentor.id] += 1
        wanted[mentee.id] += 1
        purpose = pin[2] if len(pin) > 2 else _first_purpose(program, mentee, mentor)
        yield Pair(mentee=mentee.id, mentor=mentor.id, purpose=purpose, origin="assigned")


def _first_purpose(program: Program, mentee: Person, mentor: Person) -> str:
    sought, offered = rules.purposes_of(program, mentee.in_role("mentee")), rules.purposes_of(program, mentor)
    return next((purpose for purpose in sought if purpose in offered), sought[0])


def _obstacles(program: Program, settled: Sequence[Pair], weights: Mapping[str, str], options: Options) -> Obstacles:
    ended = [] if program.rematch_past else [pair for pair in options.get("pairs", ()) if pair.status == "ended"]
    return Obstacles(
        past=frozenset((pair.mentee, pair.mentor) for pair in ended),
        already=frozenset((pair.mentee, pair.mentor) for pair in settled),
        forbidden=frozenset((ids[0], ids[1]) for ids in options.get("forbids", ())),
        must=tuple(name for name, word in weights.items() if WEIGHTS[word] == WEIGHTS["must"]),
    )


def _task(
    scene: Scene, obstacles: Obstacles, weights: Mapping[str, str], settled: Sequence[Pair], options: Options
) -> Task | LargeTask:
    load = Counter(pair.mentor for pair in settled)
    taken = np.array([load[mentor.id] for mentor in scene.mentors], dtype=np.int64)
    places = np.array([rules.capacity_of(scene.program, mentor) for mentor in scene.mentors], dtype=np.int64)
    number: dict[str, int] = {}
    rest = _Rest(
        capacity=np.maximum(places - taken, 0),
        load=taken,
        mentee=np.array([number.setdefault(s.person.id, len(number)) for s in scene.seekers], dtype=np.int64),
        waiting=np.array([seeker.person.waiting for seeker in scene.seekers], dtype=bool),
        objective=options.get("objective", "fairest"),
        weak=options.get("weak", WEAK),
    )

    def block(rows: Ints) -> tuple[NDArray[Any], Bools]:
        part = scene.some(rows.tolist())
        able: Bools = obstacles.grid(part) == 0
        return scoring.score_grid(part, weights), able

    if len(scene.seekers) * len(scene.mentors) > LARGE:
        return LargeTask(block=block, step=BLOCK // len(scene.mentors) + 1, **rest)
    score, able = block(np.arange(len(scene.seekers)))
    return Task(score=score.astype(np.int64), allowed=able, **rest)


class _Rest(TypedDict):
    capacity: Ints
    load: Ints
    mentee: Ints
    waiting: Bools
    objective: Objective
    weak: int
