"""Somebody leaves: what could be done, first without moving anybody, then by moving one other person (PP21).

These are suggestions to ask people about. Nothing moves by itself, and nobody is asked why a pair ended.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Unpack

import numpy as np

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Pair, Person, Program, Roster
from mentorwidgets.pairing import meant, rules, scoring
from mentorwidgets.pairing.assignment import Bools, Ints
from mentorwidgets.pairing.case import Options
from mentorwidgets.pairing.obstacles import Obstacles
from mentorwidgets.pairing.scene import Scene, Seeker, make_scene

MOST = 3  # options of each kind for each pair that ended


@dataclasses.dataclass(frozen=True, slots=True)
class Option:
    """One thing that could be done, to ask about: who would be with whom, and who would have to be asked to move."""

    pairs: tuple[tuple[str, str, str], ...]  # mentee, mentor, purpose
    scores: tuple[int, ...]
    asked: str  # the one other person who would move; empty when nobody does
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Repair:
    """What could be done for somebody who lost a mentor, or with a place that became free."""

    mentee: str  # who lost their mentor; empty when a mentee left
    mentor: str  # whose place became free; empty when a mentor left
    purpose: str
    moves_nobody: tuple[Option, ...]
    moves_one: tuple[Option, ...]
    words: str


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Board:
    """Live pairs and waiting people with their scores; row r has mentor column ``has[r]`` or -1."""

    scene: Scene
    score: Ints
    able: Bools
    has: list[int]
    free: Ints


def repair(
    people: Roster | Sequence[Person], pairs: Sequence[Pair], leaver: str, /, **options: Unpack[Options]
) -> tuple[Repair, ...]:
    """Say what could be done when a mentor or a mentee leaves.

    Args:
        people: everyone, with or without the one who leaves.
        pairs: the pairs as they are; the leaver's live pairs are those to repair.
        leaver: the id of the person who leaves.
        **options: program, weights, forbids, include, start and weeks, as for `propose_pairs`.

    Raises:
        ProposalError: a malformed option.
    """
    everyone = people.people if isinstance(people, Roster) else people
    program = options.get("program") or Program(slug="program", name="Program")
    lost = sorted((p for p in pairs if p.is_live() and p.is_of(leaver)), key=lambda pair: pair.key())
    left = [person for person in everyone if person.id == leaver]
    here = meant.settled([person for person in everyone if person.id != leaver], {}, left)
    board = _board(program, here, pairs, lost, options)
    return tuple(_for_mentee(board, pair) if pair.mentor == leaver else _for_place(board, pair) for pair in lost)


def _board(
    program: Program, people: Sequence[Person], pairs: Sequence[Pair], lost: Sequence[Pair], options: Options
) -> _Board:
    known = {person.id: person for person in people}
    live = [p for p in pairs if p.is_live() and p not in lost and p.mentee in known and p.mentor in known]
    rows = [Seeker(known[p.mentee].in_role("mentee"), (p.purpose,)) for p in (*live, *lost) if p.mentee in known]
    paired = {seeker.person.id for seeker in rows}
    ready = [
        p for p in people if p.is_mentee() and p.id not in paired and (p.assign or options.get("include") == "all")
    ]
    rows += [Seeker(one, rules.purposes_of(program, one)) for one in (person.in_role("mentee") for person in ready)]
    start = options.get("start") or scoring.today()
    mentors = [person.in_role("mentor") for person in people if person.is_mentor()]
    scene = make_scene(program, rows, mentors, rules.bars(program, people), start, options.get("weeks", 26))
    able = Obstacles(past=_past(program, pairs), forbidden=_ids(options)).grid(scene) == 0
    score = scoring.score_grid(scene, scoring.read_weights(options.get("weights"))).astype(np.int64)
    column = {mentor.id: index for index, mentor in enumerate(scene.mentors)}
    mentor_of: dict[tuple[str, tuple[str, ...]], int] = {(p.mentee, (p.purpose,)): column[p.mentor] for p in live}
    has = [mentor_of.get((seeker.person.id, seeker.purposes), -1) for seeker in scene.seekers]
    places = np.array([rules.capacity_of(program, mentor) for mentor in scene.mentors], dtype=np.int64)
    load = np.bincount([at for at in has if at >= 0], minlength=len(places)).astype(np.int64)
    return _Board(scene, score, _without_own(scene, able, live, column), has, places - load)


def _past(program: Program, pairs: Sequence[Pair]) -> frozenset[tuple[str, str]]:
    return frozenset((p.mentee, p.mentor) for p in pairs if p.status == "ended" and not program.rematch_past)


def _ids(options: Options) -> frozenset[tuple[str, str]]:
    return frozenset((ids[0], ids[1]) for ids in options.get("forbids", ()))


def _without_own(scene: Scene, able: Bools, live: Sequence[Pair], column: dict[str, int]) -> Bools:
    """Nobody is offered a mentor whom they have already, for this purpose or another."""
    for row, seeker in enumerate(scene.seekers):
        able[row, [column[pair.mentor] for pair in live if pair.mentee == seeker.person.id]] = False
    return able


def _for_mentee(board: _Board, lost: Pair) -> Repair:
    row = _row(board, lost)
    free = board.able[row] & (board.free > 0)
    direct = [_direct(board, row, column) for column in _best(board.score[row], free)]
    chains = sorted(_chains(board, row), key=lambda chain: (-min(chain[0]), -sum(chain[0]), chain[1:]))[:MOST]
    moving = tuple(_chain(board, row, *chain[1:]) for chain in chains)
    name = board.scene.seekers[row].person.name
    words = _words(name, len(direct), len(moving), board.scene.program.term("mentor"))
    return Repair(lost.mentee, "", lost.purpose, tuple(direct), moving, words)


def _for_place(board: _Board, lost: Pair) -> Repair:
    """A mentee left: somebody without a mentor may take the place, or somebody paired may be better off there."""
    column = next(index for index, mentor in enumerate(board.scene.mentors) if mentor.id == lost.mentor)
    without = np.array([at < 0 for at in board.has], dtype=bool)
    score = board.score[:, column]
    direct = [_direct(board, row, column) for row in _best(score, board.able[:, column] & without)]
    now = np.array([board.score[r, at] if at >= 0 else 0 for r, at in enumerate(board.has)], dtype=np.int64)
    better = board.able[:, column] & ~without & (score > now)
    moving = [
        dataclasses.replace(_direct(board, row, column), asked=board.scene.seekers[row].person.id)
        for row in _best(score - now, better)
    ]
    words = f"{board.scene.mentors[column].name} has a free place again."
    return Repair("", lost.mentor, lost.purpose, tuple(direct), tuple(moving), words)


def _row(board: _Board, lost: Pair) -> int:
    for row, seeker in enumerate(board.scene.seekers):
        if seeker.person.id == lost.mentee and lost.purpose in seeker.purposes and board.has[row] < 0:
            return row
    raise ProposalError(f"'{lost.mentee}' is not on the roster.", "End this pair, too.")


def _chains(board: _Board, row: int) -> list[tuple[tuple[int, int], int, int]]:
    """Every way in which one other person moves to a free place and makes room: scores, their row, their new mentor."""
    found = []
    for other, at in enumerate(board.has):
        if at < 0 or other == row or not board.able[row, at]:
            continue
        for column in _best(board.score[other], board.able[other] & (board.free > 0))[:1]:
            scores = (int(board.score[row, at]), int(board.score[other, column]))
            found.append((scores, other, column))
    return found


def _direct(board: _Board, row: int, column: int) -> Option:
    seeker, mentor = board.scene.seekers[row], board.scene.mentors[column]
    pair = (seeker.person.id, mentor.id, board.scene.purpose(seeker, mentor))
    words = f"{seeker.person.name} with {mentor.name}, who has a free place."
    return Option((pair,), (int(board.score[row, column]),), "", words)


def _chain(board: _Board, row: int, other: int, column: int) -> Option:
    scene, at = board.scene, board.has[other]
    one, two = scene.seekers[row], scene.seekers[other]
    old, new = scene.mentors[at], scene.mentors[column]
    pairs = (
        (one.person.id, old.id, scene.purpose(one, old)),
        (two.person.id, new.id, scene.purpose(two, new)),
    )
    scores = (int(board.score[row, at]), int(board.score[other, column]))
    words = f"{one.person.name} with {old.name}, if {two.person.name} would like to go on with {new.name}. Ask first."
    return Option(pairs, scores, two.person.id, words)


def _best(score: Ints, able: Bools) -> list[int]:
    found = np.flatnonzero(able)
    order = np.argsort(-score[found], kind="stable")[:MOST]
    return [int(index) for index in found[order]]


def _words(name: str, direct: int, moving: int, mentor: str) -> str:
    if direct:
        return f"{name} can have a new {mentor} without anybody else moving."
    if moving:
        return f"{name} can have a new {mentor} if one other person agrees to move."
    return f"No {mentor} has a place for {name} just now; {name} is first in the next round."
