"""What makes a good pair: plain functions in one registry, each in two forms that tests hold equal.

``judge`` looks at one pair and says it in words; ``grid`` looks at all pairs at once. Both give shares from 0 to 1000.
A factor counts for a mentee who said something about it, where some mentor did too; the points of those factors that
count add up to 1000. A program adds its own with ``FACTORS[name] = Factor(...)``; ``grid`` may be left out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.model import Person
from mentorwidgets.pairing import meeting
from mentorwidgets.pairing.scene import Scene, Seeker
from mentorwidgets.pairing.terms import term, terms

Weight = Literal["must", "high", "medium", "low", "off"]
WEIGHTS: dict[str, int] = {"must": 4, "high": 3, "medium": 2, "low": 1, "off": 0}
Shares = NDArray[Any]  # whole numbers 0 to 1000, seekers x mentors


@dataclasses.dataclass(frozen=True, slots=True)
class Factor:
    """One thing that makes a good pair.

    ``asks`` and ``tells``: whether a seeker and a mentor said anything about it. ``unknown``: the share of a mentor who
    did not. ``judge``: share and words of one pair in which both did. ``grid``: the shares of all pairs. ``key``: all
    that the factor looks at in a seeker, so that seekers who say the same are worked out once. ``fields``: those of a
    `Person` that would let it count.
    """

    label: str
    weight: Weight
    asks: Callable[[Scene, Seeker], bool]
    tells: Callable[[Scene, Person], bool]
    judge: Callable[[Scene, Seeker, Person], tuple[int, str]]
    grid: Callable[[Scene], Shares] | None = None
    unknown: int = 0
    key: Callable[[Scene, Seeker], Hashable] | None = None
    fields: tuple[str, ...] = ()

    def shares(self, scene: Scene) -> Shares:
        """The shares of all pairs; a factor without a grid is judged pair by pair."""
        if self.grid is not None:
            found = self.grid(scene)
        else:
            rows = [[self.judge(scene, seeker, mentor)[0] for mentor in scene.mentors] for seeker in scene.seekers]
            found = np.array(rows, dtype=np.int32).reshape(len(scene.seekers), len(scene.mentors))
        silent = scene.once(f"silent on {self.label}", lambda: self._silent(scene))
        if len(silent):
            found[:, silent] = self.unknown
        return found

    def _silent(self, scene: Scene) -> NDArray[np.int64]:
        said = np.array([self.tells(scene, mentor) for mentor in scene.mentors], dtype=bool)
        return np.flatnonzero(~said)

    def share(self, scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
        """Share and words of one pair."""
        if not self.tells(scene, mentor):
            return self.unknown, f"{mentor.name} says nothing about it yet"
        return self.judge(scene, seeker, mentor)


def sought(seeker: Seeker) -> frozenset[str]:
    """The topics a mentee would like help with; their interests where they named none."""
    person = seeker.person
    return terms(person.wants) or terms(person.interests, person.work_areas)


def known_topics(person: Person) -> frozenset[str]:
    """The topics somebody knows."""
    return terms(person.offers, person.interests, person.work_areas)


def _topics(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    wanted = sought(seeker)
    shared = sorted(wanted & known_topics(mentor))
    words = f"{len(shared)} of {len(wanted)} topics: {', '.join(shared)}" if shared else "no topic in common"
    return 1000 * len(shared) // len(wanted), words


def _topics_grid(scene: Scene) -> Shares:
    wanted = [sought(seeker) for seeker in scene.seekers]
    return _part(scene.overlap("topics", known_topics).counts(wanted), _sizes(wanted)[:, None])


def _hobbies(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    wanted = terms(seeker.person.hobbies)
    shared = sorted(wanted & terms(mentor.hobbies))
    return 1000 * len(shared) // len(wanted), f"both like {', '.join(shared)}" if shared else "different hobbies"


def _hobbies_grid(scene: Scene) -> Shares:
    wanted = [terms(seeker.person.hobbies) for seeker in scene.seekers]
    return _part(scene.overlap("hobbies", lambda mentor: terms(mentor.hobbies)).counts(wanted), _sizes(wanted)[:, None])


def _gives_back(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    wanted = terms(mentor.wants)
    shared = sorted(wanted & known_topics(seeker.person))
    words = f"{mentor.name} can learn in return: {', '.join(shared)}" if shared else "no topic to give in return"
    return 1000 * len(shared) // len(wanted), words


def _gives_back_grid(scene: Scene) -> Shares:
    known = [known_topics(seeker.person) for seeker in scene.seekers]
    counts = scene.overlap("wants", lambda mentor: terms(mentor.wants)).counts(known)
    sizes = scene.once("sizes of wants", lambda: _sizes([terms(mentor.wants) for mentor in scene.mentors]))
    return _part(counts, sizes)


def _same(name: str, same: str, other: str) -> Callable[[Scene, Seeker, Person], tuple[int, str]]:
    def judge(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
        alike = term(getattr(seeker.person, name)) == term(getattr(mentor, name))
        return (1000, f"{same} ({getattr(mentor, name)})") if alike else (0, other)

    return judge


def _same_grid(name: str) -> Callable[[Scene], Shares]:
    def grid(scene: Scene) -> Shares:
        rows, columns = meeting.codes(scene, name)
        found: Shares = (rows[:, None] == columns[None, :]) * np.int32(1000)
        return found

    return grid


def _experience(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    gap = (mentor.years or 0) - (seeker.person.years or 0)
    share = int(_gap_share(np.array([gap]))[0])
    return share, f"{gap:g} years more experience" if gap > 0 else "no more years of experience"


def _experience_grid(scene: Scene) -> Shares:
    rows = np.array([seeker.person.years or 0 for seeker in scene.seekers], dtype=np.float64)
    columns = _years(scene)
    return _gap_share(columns[None, :] - rows[:, None])


def _years(scene: Scene) -> NDArray[np.float64]:
    return scene.once("years", lambda: np.array([m.years or 0 for m in scene.mentors], dtype=np.float64))


def _gap_share(gap: NDArray[Any]) -> Shares:
    """Nothing below zero, all from three years on, a little less when the gap is more than twenty."""
    rising: Shares = np.clip(gap * 1000 / 3, 0, 1000).astype(np.int32)
    rising[gap > 20] = 700
    return rising


def _role(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    if term(seeker.person.position) != term(mentor.position):
        return 0, "a different position"
    longer = (mentor.years or 0) > (seeker.person.years or 0)
    return (1000, f"the same position ({mentor.position}), for longer") if longer else (700, "the same position")


def _role_grid(scene: Scene) -> Shares:
    same: Shares = _same_grid("position")(scene)
    rows = np.array([seeker.person.years or 0 for seeker in scene.seekers])
    columns = _years(scene)
    longer = columns[None, :] > rows[:, None]
    same[~longer & (same > 0)] = 700
    return same


def _unit(scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    alike = term(seeker.person.department) == term(mentor.department)
    words = "the same department" if alike else "different departments"
    return (1000 if alike == (scene.program.same_unit == "prefer") else 0), words


def _unit_grid(scene: Scene) -> Shares:
    same = _same_grid("department")(scene)
    return same if scene.program.same_unit == "prefer" else 1000 - same


def _wish(_scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    wishes = seeker.person.wishes
    if mentor.id not in wishes:
        return 0, "not among the wishes"
    rank = wishes.index(mentor.id)
    return max(300, 1000 - 100 * rank), f"wish number {rank + 1}"


def _wish_grid(scene: Scene) -> Shares:
    place = scene.places()
    found = np.zeros((len(scene.seekers), len(scene.mentors)), dtype=np.int32)
    for row, seeker in enumerate(scene.seekers):
        for rank, wish in reversed(list(enumerate(seeker.person.wishes))):
            if wish in place:
                found[row, place[wish]] = max(300, 1000 - 100 * rank)
    return found


def _purpose(scene: Scene, seeker: Seeker, mentor: Person) -> tuple[int, str]:
    purpose = scene.purpose(seeker, mentor)
    return (1000, f"offers {purpose}") if purpose else (0, "does not offer it")


def _purpose_grid(scene: Scene) -> Shares:
    return meeting.purposes_shared(scene) * np.int32(1000)


def _sizes(sets: Sequence[frozenset[str]]) -> NDArray[np.int64]:
    return np.array([max(1, len(words)) for words in sets], dtype=np.int64)


def _part(counts: NDArray[Any], sizes: NDArray[np.int64]) -> Shares:
    """Thousandths rounded down: a product and a shift, which is exact for fewer than 256 terms and faster."""
    if sizes.max(initial=1) > 255:
        exact: Shares = counts.astype(np.int64) * 1000 // sizes
        return exact
    found = counts.astype(np.uint32)
    found *= (-(-(1000 << 16) // sizes)).astype(np.uint32)
    found >>= 16
    return found.view(np.int32)


def _says(name: str) -> tuple[Callable[[Scene, Seeker], bool], Callable[[Scene, Person], bool]]:
    def asks(_scene: Scene, seeker: Seeker) -> bool:
        return getattr(seeker.person, name) not in (None, "", ())

    def tells(_scene: Scene, mentor: Person) -> bool:
        return getattr(mentor, name) not in (None, "", ())

    return asks, tells


def _names_purpose(scene: Scene, mentor: Person) -> bool:
    named = terms(mentor.purposes)
    return bool(named) and any(term(purpose) in named for purpose in scene.program.purposes)


def _said(*names: str) -> Callable[[Scene, Seeker], Hashable]:
    said = attrgetter(*names)
    return lambda _scene, seeker: said(seeker.person)


def _place_of(_scene: Scene, seeker: Seeker) -> Hashable:
    person = seeker.person
    return person.region, person.rural, person.location and tuple(person.location)


def _has_place(person: Person) -> bool:
    return bool(person.region) or person.rural is not None or person.location is not None


FACTORS: dict[str, Factor] = {
    "topics": Factor(
        "topics", "high", lambda _, s: bool(sought(s)), lambda _, m: bool(known_topics(m)), _topics, _topics_grid,
        fields=("wants", "offers", "interests"),
    ),
    "wishes": Factor(
        "wishes", "high", lambda _, s: bool(s.person.wishes), lambda *_: True, _wish, _wish_grid,
        fields=("wishes",),
    ),
    "time": Factor(
        "shared time", "high", *_says("availability"), meeting.time, meeting.time_grid, 500, fields=("availability",)
    ),
    "place": Factor(
        "place", "medium", lambda _, s: _has_place(s.person), lambda _, m: _has_place(m),
        meeting.place, meeting.place_grid, 500, _place_of, ("region",),
    ),
    "purpose": Factor(
        "purpose", "medium", lambda scene, _: len(scene.program.purposes) > 1, _names_purpose,
        _purpose, _purpose_grid, 500, lambda _, s: s.purposes,
    ),
    "experience": Factor(
        "experience", "medium", *_says("years"), _experience, _experience_grid, 500, _said("years"), ("years",)
    ),
    "department": Factor(
        "department", "medium",
        lambda scene, s: scene.program.same_unit in ("prefer", "avoid") and bool(s.person.department),
        lambda _, m: bool(m.department), _unit, _unit_grid, 500, _said("department"),
    ),
    "same role": Factor(
        "same role", "low", *_says("position"), _role, _role_grid, key=_said("position", "years"), fields=("position",)
    ),
    "library type": Factor(
        "library type", "low", *_says("library_type"),
        _same("library_type", "the same type of library", "another type of library"), _same_grid("library_type"),
        key=_said("library_type"), fields=("library_type",),
    ),
    "skills": Factor(
        "complementary skills", "low", lambda _, s: bool(known_topics(s.person)), lambda _, m: bool(terms(m.wants)),
        _gives_back, _gives_back_grid,
    ),
    "hobbies": Factor("hobbies", "low", *_says("hobbies"), _hobbies, _hobbies_grid, fields=("hobbies",)),
}  # fmt: skip
