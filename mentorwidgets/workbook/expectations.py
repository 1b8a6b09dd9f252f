"""What the expectations page is given: whose pairs they are, and how far each side is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentorwidgets import access, expectations
from mentorwidgets.model import SIDES, Pair, Program, Viewer, pairs_of


def begun_pairs(pairing: Mapping[str, Any]) -> tuple[Pair, ...]:
    """Return the pairs that say what they expect: both of them said yes to each other, ended ones included.

    Args:
        pairing: the pairing worksheet, key -> value.
    """
    return tuple(pair for pair in pairs_of(pairing) if pair.status != "proposed")


def counts_for(viewer: Viewer, program: Program, fields: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return how many questions each side of each pair answered, for those who run the program; no words of them."""
    return expectations.counts(fields) if viewer.is_at_work_for(program.slug) else {}


def card_words(
    program: Program, viewer: Viewer, pairing: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, str]:
    """Say what is done and what is next: of the program, or of the viewer's own pairs."""
    pairs = begun_pairs(pairing)
    if viewer.role in SIDES and not access.may(viewer, "facts", program.slug):
        return expectations.own_summary(viewer.person, pairs, fields)
    facts = expectations.summary(pairs, fields)
    return facts.done, facts.next
