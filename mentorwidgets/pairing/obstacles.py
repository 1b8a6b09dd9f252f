"""Why two people are not proposed to each other: every hard rule with its code, one pair or all pairs at once.

The rules of `mentorwidgets.pairing.rules` bind everyone. Those added here bind our proposals only: people who know each
other may still choose each other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.model import Person
from mentorwidgets.pairing import meeting
from mentorwidgets.pairing.factors import FACTORS
from mentorwidgets.pairing.rules import Bar
from mentorwidgets.pairing.scene import Scene, Seeker
from mentorwidgets.pairing.terms import term, terms

CODES = (
    "rule", "past", "already", "forbidden", "purpose", "project-only", "time", "language", "mode", "distance", "must",
)  # fmt: skip
BIT = {code: 1 << number for number, code in enumerate(CODES)}
Bits = NDArray[np.int16]  # every obstacle of a pair at once; 0: none


@dataclasses.dataclass(frozen=True, slots=True)
class Obstacles:
    """What stands between people beside the rules of the program.

    ``past``, ``already`` and ``forbidden`` are (mentee id, mentor id); ``must`` are factors that have to be there.
    """

    past: frozenset[tuple[str, str]] = frozenset()
    already: frozenset[tuple[str, str]] = frozenset()
    forbidden: frozenset[tuple[str, str]] = frozenset()
    must: tuple[str, ...] = ()

    def reasons(self, scene: Scene, seeker: Seeker, mentor: Person) -> Iterator[Bar]:
        """Every reason why these two are not proposed to each other, in the order of `CODES`."""
        bar = scene.bars.between(seeker.person.id, mentor.id)
        if bar:
            yield bar
        yield from self._between(scene, seeker, mentor)
        yield from _roles(scene, seeker, mentor)
        yield from _meeting(scene, seeker.person, mentor)
        yield from self._must(scene, seeker, mentor)

    def grid(self, scene: Scene) -> Bits:
        """The obstacles of every row and mentor as bits of `BIT`."""
        found = np.zeros((len(scene.seekers), len(scene.mentors)), dtype=np.int16)
        _mark_rules(scene, found)
        for code, ids in (("past", self.past), ("already", self.already), ("forbidden", self.forbidden)):
            _mark(scene, found, ids, code)
        _mark_roles(scene, found)
        _mark_time(scene, found)
        _mark_language(scene, found)
        _mark_modes(scene, found)
        self._mark_must(scene, found)
        return found

    def _between(self, scene: Scene, seeker: Seeker, mentor: Person) -> Iterator[Bar]:
        ids = (seeker.person.id, mentor.id)
        if ids in self.past:
            yield Bar("past", "These two were a pair before.")
        if ids in self.already:
            yield Bar("already", f"{mentor.name} already mentors {seeker.person.name}.")
        if ids in self.forbidden:
            yield Bar("forbidden", f"The {scene.program.term('coordinator')} asked not to propose this pair.")

    def _must(self, scene: Scene, seeker: Seeker, mentor: Person) -> Iterator[Bar]:
        for name in self.must:
            factor = FACTORS[name]
            if factor.asks(scene, seeker) and factor.share(scene, seeker, mentor)[0] <= 0:
                yield Bar("must", f"This program asks for {factor.label}, and these two have none in common.")
                return

    def _mark_must(self, scene: Scene, found: Bits) -> None:
        for name in self.must:
            asks = np.array([FACTORS[name].asks(scene, seeker) for seeker in scene.seekers], dtype=bool)
            _add(found, asks[:, None] & (FACTORS[name].shares(scene) <= 0), "must")


def _roles(scene: Scene, seeker: Seeker, mentor: Person) -> Iterator[Bar]:
    if not scene.purpose(seeker, mentor):
        yield Bar("purpose", f"{mentor.name} does not offer {' or '.join(seeker.purposes)}.")
    if mentor.project_only and not _takes_project(seeker):
        yield Bar("project-only", f"{mentor.name} mentors for single projects only.")


def _meeting(scene: Scene, mentee: Person, mentor: Person) -> Iterator[Bar]:
    if mentee.availability and mentor.availability and _weeks(scene, mentee, mentor) * 2 < _round(scene):
        yield Bar("time", f"{mentee.name} and {mentor.name} share no free time in most weeks of the round.")
    if mentee.languages and mentor.languages and not terms(mentee.languages) & terms(mentor.languages):
        yield Bar("language", f"{mentee.name} and {mentor.name} share no language.")
    common = meeting.modes(mentee) & meeting.modes(mentor)
    if not common:
        yield Bar("mode", f"{mentee.name} and {mentor.name} share no way of meeting.")
    if common == 1 and _too_far(mentee, mentor):
        yield Bar("distance", f"They would meet in person, and {mentor.name} is too far away.")


def _add(found: Bits, where: NDArray[np.bool_], code: str) -> None:
    if where.any():
        found |= where * np.int16(BIT[code])


def _mark_roles(scene: Scene, found: Bits) -> None:
    projects = scene.once("projects", lambda: np.array([m.project_only for m in scene.mentors], dtype=bool))
    takes = np.array([_takes_project(seeker) for seeker in scene.seekers], dtype=bool)
    if projects.any() and not takes.all():
        _add(found, np.outer(~takes, projects), "project-only")
    if len(scene.program.purposes) > 1:
        _add(found, ~meeting.purposes_shared(scene), "purpose")


def _mark_modes(scene: Scene, found: Bits) -> None:
    ways = np.array([meeting.modes(seeker.person) for seeker in scene.seekers], dtype=np.int8)
    theirs = scene.once("ways", lambda: np.array([meeting.modes(m) for m in scene.mentors], dtype=np.int8))
    if (ways == 7).all() and (theirs == 7).all():
        return
    common = ways[:, None] & theirs[None, :]
    _add(found, common == 0, "mode")
    if (common == 1).any():
        _add(found, (common == 1) & _too_far_grid(scene), "distance")


def _mark_language(scene: Scene, found: Bits) -> None:
    rows = [terms(seeker.person.languages) for seeker in scene.seekers]
    says = scene.once("say a language", lambda: np.array([bool(m.languages) for m in scene.mentors], dtype=bool))
    if any(rows) and says.any():
        shared = scene.overlap("languages", lambda mentor: terms(mentor.languages)).counts(rows)
        asks = np.array([bool(words) for words in rows], dtype=bool)
        _add(found, np.outer(asks, says) & (shared == 0), "language")


def _mark_time(scene: Scene, found: Bits) -> None:
    rows = np.array([bool(seeker.person.availability) for seeker in scene.seekers], dtype=bool)
    columns = scene.once("say hours", lambda: np.array([bool(m.availability) for m in scene.mentors], dtype=bool))
    if rows.any() and columns.any():
        seldom = meeting.seldom_grid(scene)
        if not (rows.all() and columns.all()):
            seldom &= np.outer(rows, columns)
        _add(found, seldom, "time")


def _mark(scene: Scene, found: Bits, ids: Collection[tuple[str, str]], code: str) -> None:
    by_mentee: dict[str, list[str]] = {}
    for mentee, mentor in ids:
        by_mentee.setdefault(mentee, []).append(mentor)
    _mark_rows(scene, found, by_mentee, code)


def _mark_rules(scene: Scene, found: Bits) -> None:
    places = scene.places()
    closed = [places[mentor] for mentor in scene.bars.mentors if mentor in places]
    found[:, closed] |= BIT["rule"]
    _mark_rows(scene, found, scene.bars.pairs, "rule")
    out = [index for index, seeker in enumerate(scene.seekers) if seeker.person.id in scene.bars.mentees]
    found[out] |= BIT["rule"]


def _mark_rows(scene: Scene, found: Bits, rows: Mapping[str, Collection[str]], code: str) -> None:
    place = scene.places()
    for number, seeker in enumerate(scene.seekers):
        mentors = rows.get(seeker.person.id)
        if mentors:
            found[number, [place[mentor] for mentor in mentors if mentor in place]] |= BIT[code]


def _takes_project(seeker: Seeker) -> bool:
    return seeker.person.project_only or any("project" in term(purpose).split() for purpose in seeker.purposes)


def _weeks(scene: Scene, mentee: Person, mentor: Person) -> int:
    return sum(one.weeks for one in scene.seasons if meeting.shared(scene, one, mentee, mentor).any())


def _round(scene: Scene) -> int:
    return sum(season.weeks for season in scene.seasons)


def _too_far(mentee: Person, mentor: Person) -> bool:
    away = meeting.distance(mentee, mentor)
    if away is not None:
        return away > meeting.FAR
    return bool(mentee.region and mentor.region) and term(mentee.region) != term(mentor.region)


def _too_far_grid(scene: Scene) -> NDArray[np.bool_]:
    rows, columns = meeting.codes(scene, "region")
    far: NDArray[np.bool_] = (rows[:, None] != columns[None, :]) & (rows != 0)[:, None] & (columns > 0)[None, :]
    away = meeting.distances(scene)
    if away is None:
        return far
    known: NDArray[np.bool_] = np.where(np.isinf(away), far, away > meeting.FAR)
    return known
