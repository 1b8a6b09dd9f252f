"""Points from 0 to 1000 for every possible pair: whole numbers that add up to the score."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Person, did_you_mean
from mentorwidgets.pairing.factors import FACTORS, WEIGHTS, Factor
from mentorwidgets.pairing.scene import Scene, Seeker

FULL = 1000
UNKNOWN = 500
_NOTHING = "Nothing is known yet that could be compared."


@dataclasses.dataclass(frozen=True, slots=True)
class Points:
    """The points that one factor gives to a pair, out of how many, and why in words."""

    factor: str
    label: str
    points: int
    out_of: int
    words: str


def read_weights(weights: Mapping[str, str] | None) -> dict[str, str]:
    """The weight of every factor in words; what is left out keeps its own.

    Raises:
        ProposalError: an unknown factor, or a word that is not must, high, medium, low or off.
    """
    for name, word in (weights or {}).items():
        if name not in FACTORS:
            raise ProposalError(f"There is no '{name}' to weigh.", did_you_mean(name, FACTORS))
        if word not in WEIGHTS:
            raise ProposalError(f"'{word}' is not a weight.", did_you_mean(str(word), WEIGHTS))
    return {name: str((weights or {}).get(name, factor.weight)) for name, factor in FACTORS.items()}


def shares_of_thousand(scene: Scene, seeker: Seeker, weights: Mapping[str, str]) -> dict[str, int]:
    """How many points each factor can give for this mentee; together 1000, or nothing when nothing can be compared."""
    counted, parts = _for_weights(scene, weights)
    asked = tuple(name for name, factor in counted.items() if factor.asks(scene, seeker))
    first = seeker.person.most_important
    if (asked, first) not in parts:
        parts[asked, first] = _parts(asked, first, weights)
    return parts[asked, first]


def _for_weights(scene: Scene, weights: Mapping[str, str]) -> tuple[dict[str, Factor], dict[Any, dict[str, int]]]:
    """What was worked out for these weights; other weights begin anew."""
    kept = scene.kept.get("points")
    if kept is None or kept[0] != weights:
        kept = scene.kept["points"] = (dict(weights), _counted(scene, weights), {})
    return kept[1], kept[2]


def _counted(scene: Scene, weights: Mapping[str, str]) -> dict[str, Factor]:
    """The factors that have a weight and that some mentor said something about."""
    weighed = {name: factor for name, factor in FACTORS.items() if WEIGHTS[weights[name]]}
    return {name: f for name, f in weighed.items() if any(f.tells(scene, mentor) for mentor in scene.mentors)}


def _parts(asked: tuple[str, ...], first: str, weights: Mapping[str, str]) -> dict[str, int]:
    size = {name: WEIGHTS[weights[name]] for name in asked}
    if first in size:
        size[first] = 2 * max(size[first], WEIGHTS["high"])
    return _divide(FULL, size)


def points(scene: Scene, seeker: Seeker, mentor: Person, weights: Mapping[str, str]) -> tuple[Points, ...]:
    """What each factor gives to one pair; their points add up to the score."""
    most = shares_of_thousand(scene, seeker, weights)
    if not most:
        return (Points("", "nothing to compare", UNKNOWN, FULL, _NOTHING),)
    found = []
    for name, out_of in most.items():
        share, words = FACTORS[name].share(scene, seeker, mentor)
        found.append(Points(name, FACTORS[name].label, (out_of * share + 500) // 1000, out_of, words))
    return tuple(found)


def score_grid(scene: Scene, weights: Mapping[str, str]) -> NDArray[np.int32]:
    """The score of every row and mentor, by matrix products."""
    most = [shares_of_thousand(scene, seeker, weights) for seeker in scene.seekers]
    score = np.zeros((len(scene.seekers), len(scene.mentors)), dtype=np.int32)
    for name, factor in FACTORS.items():
        out_of = np.array([row.get(name, 0) for row in most], dtype=np.int32)
        if out_of.any():
            score += (out_of[:, None] * factor.shares(scene).astype(np.int32, copy=False) + 500) // 1000
    score[[not row for row in most]] = UNKNOWN
    return score


def _divide(whole: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """Divide a whole number in proportion, the largest remainders rounded up, without losing one."""
    total = sum(sizes.values())
    parts: dict[str, int] = {name: whole * size // total for name, size in sizes.items()}
    rest = sorted(sizes, key=lambda name: (-(whole * sizes[name] % total), name))
    for name in rest[: whole - sum(parts.values()) if total else 0]:
        parts[name] += 1
    return parts


def weight_words() -> dict[str, Any]:
    """Every factor with its label and its weight when the program says nothing, for a page that sets weights."""
    return {name: {"label": factor.label, "weight": factor.weight} for name, factor in FACTORS.items()}


def today() -> dt.date:
    """The first day of a round when nobody says another."""
    return dt.datetime.now(tz=dt.UTC).date()
