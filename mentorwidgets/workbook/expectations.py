"""What the expectations page and its card tell: how far each side is, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets import access, expectations
from mentorwidgets.model import SIDES, Person, Program, Viewer
from mentorwidgets.workbook.pairs import begun_pairs, counted_pairs


def counts_for(viewer: Viewer, program: Program, fields: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return how many questions each side of each pair answered, for those who run the program; no words of them."""
    return expectations.counts(fields) if viewer.is_at_work_for(program.slug) else {}


def card_words(
    program: Program, viewer: Viewer, people: Sequence[Person], pairing: Mapping[str, Any], fields: Mapping[str, Any]
) -> tuple[str, str]:
    """Say what is done and what is next: of the program, or of the viewer's own pairs."""
    if viewer.role in SIDES and not access.may(viewer, "facts", program.slug):
        return expectations.own_summary(viewer.person, begun_pairs(pairing), fields)
    counted = (pair for pair in counted_pairs(people, pairing) if pair.status != "proposed")
    facts = expectations.summary(counted, fields)
    return facts.done, facts.next
