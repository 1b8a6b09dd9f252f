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
from mentorwidgets.pairing.lines import different
from mentorwidgets.pairing.scene import Scene, Seeker

FULL = 1000
UNKNOWN = 500
_NOTHING = "Nothing is known yet that could be compared."


@dataclasses.dataclass(frozen=True, slots=True)
class Points:
    """The points that one factor gives to a pair, out of how many, and why in words.

    ``known`` is false where the mentor says nothing about it, so that nothing was compared.
    """

    factor: str
    label: str
    points: int
    out_of: int
    words: str
    known: bool = True


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
        return (Points("", "nothing to compare", UNKNOWN, FULL, _NOTHING, known=False),)
    found = []
    for name, out_of in most.items():
        share, words = FACTORS[name].share(scene, seeker, mentor)
        known = FACTORS[name].tells(scene, mentor)
        found.append(Points(name, FACTORS[name].label, (out_of * share + 500) // 1000, out_of, words, known))
    return tuple(found)


def score_grid(scene: Scene, weights: Mapping[str, str]) -> NDArray[np.int32]:
    """The score of every row and mentor, factor by factor for all of them at once."""
    score = np.zeros((len(scene.seekers), len(scene.mentors)), dtype=np.int32)
    kinds, kind = _kinds(scene, weights)
    most = [shares_of_thousand(scene, scene.seekers[row], weights) for row in kinds]
    for name, factor in FACTORS.items():
        out_of = np.array([parts.get(name, 0) for parts in most], dtype=np.int32)[kind]
        if out_of.any():
            _add_points(score, scene, factor, out_of)
    score[np.array([not parts for parts in most], dtype=bool)[kind]] = UNKNOWN
    return score


def _kinds(scene: Scene, weights: Mapping[str, str]) -> tuple[list[int], NDArray[np.int64]]:
    """Rows whose mentees speak of the same factors and call the same most important."""
    counted, _ = _for_weights(scene, weights)
    asks = [[factor.asks(scene, seeker) for seeker in scene.seekers] for factor in counted.values()]
    first = [seeker.person.most_important for seeker in scene.seekers]
    return different(zip(first, *asks, strict=True))


def _add_points(score: NDArray[np.int32], scene: Scene, factor: Factor, out_of: NDArray[np.int32]) -> None:
    """Add one factor's points; where many rows are alike they are worked out once."""
    if factor.key is not None:
        told = (factor.key(scene, seeker) for seeker in scene.seekers)
        rows, line = different(zip(out_of.tolist(), told, strict=True))
        if 2 * len(rows) < len(score):
            score += _points_of(scene.some(rows), factor, out_of[rows])[line]
            return
    score += _points_of(scene, factor, out_of)


def _points_of(scene: Scene, factor: Factor, out_of: NDArray[np.int32]) -> NDArray[np.int32]:
    found: NDArray[np.int32] = np.multiply(out_of[:, None], factor.shares(scene), dtype=np.int32, casting="unsafe")
    found += 500
    found //= 1000
    return found


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
