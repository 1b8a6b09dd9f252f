"""Which pairs a worksheet is about, and which of them count: one tally for all pages and cards."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.model import Pair, Person, Viewer, pairs_of
from mentorwidgets.pairing import standing_pairs, with_answers


def begun_pairs(pairing: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Return the pairs that both said yes to, ended ones included.

    Args:
        pairing: the pairing worksheet, key -> value.
    """
    return tuple(pair for pair in pairs_of(pairing) if pair.status != "proposed")


def own_pairs(viewer: Viewer, pairing: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Return a viewer's own pairs that have not ended."""
    return tuple(pair for pair in pairs_of(pairing) if pair.is_live() and pair.is_of(viewer.person))


def counted_pairs(people: Sequence[Person], pairing: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Return the pairs that count in a program: not ended, both still there, and the mentee takes part.

    Args:
        people: who is there.
        pairing: the pairing worksheet, key -> value.
    """
    return standing_pairs(with_answers(people, pairing), pairing)


def pairs_on_page(
    viewer: Viewer, program: str, people: Sequence[Person], pairing: Mapping[str, Any]
) -> tuple[Pair, ...]:
    """Return the begun pairs as a page of expectations or meetings has them.

    Those who run the program see as ended also what does not count any more, so that page and card say the same number.
    """
    begun = begun_pairs(pairing)
    if not viewer.is_at_work_for(program):
        return begun
    counted = {pair.key() for pair in counted_pairs(people, pairing)}
    return tuple(pair if pair.key() in counted else dataclasses.replace(pair, status="ended") for pair in begun)
