"""Topics as whole normalised terms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.pairing import terms as rooms
from mentorwidgets.pairing.terms import Overlap, term, terms

sets = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=5), max_size=6)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Grant writing", " grant-WRITING "), ("R&D", "r d"), ("Café", "CAFE\u0301"), ("\uff21\uff29", "ai"), ("a/b", "A b")],
)  # fmt: skip
def test_the_same_words_are_the_same_term(one, other):
    """Case, punctuation, spaces and Unicode forms make no difference."""
    assert term(one) == term(other) != ""


@pytest.mark.parametrize(("one", "other"), [("AI", "retail"), ("art", "arts"), ("Café", "Cafe"), ("C", "C#")])
def test_other_words_are_other_terms(one, other):
    """Never substrings, never letters lost."""
    assert term(one) != term(other)


def test_empty_words_are_no_terms():
    """Blank and punctuation-only entries vanish."""
    assert terms(("", " ", "--"), ("Maps",)) == {"maps"}


@pytest.mark.parametrize("limit", [0, 4096])
@given(people=sets, others=sets)
@settings(max_examples=60, deadline=None)
def test_counts_equal_set_intersections(limit, people, others):
    """Lines of a table, or sparse products, count what sets count."""
    before, rooms.DENSE_TERMS = rooms.DENSE_TERMS, limit
    try:
        counts = Overlap(others).counts(people)
    finally:
        rooms.DENSE_TERMS = before
    assert counts.shape == (len(people), len(others))
    assert np.array_equal(counts, np.array([[len(a & b) for b in others] for a in people]).reshape(counts.shape))


def test_more_than_255_shared_terms_are_counted():
    """A very long list does not begin again at nought."""
    many = frozenset(f"topic {number}" for number in range(300))
    assert Overlap([many, frozenset()]).counts([many]).tolist() == [[300, 0]]


def test_terms_that_nobody_else_has_are_passed_over():
    """Unknown words share nothing and disturb nothing."""
    assert Overlap([frozenset({"maps"})]).counts([frozenset({"zines", "maps"}), frozenset({"zines"})]).tolist() == [
        [1],
        [0],
    ]


def test_nobody_shares_nothing():
    """No people, no others: an empty table either way."""
    assert Overlap([]).counts([frozenset({"maps"})]).shape == (1, 0)
    assert Overlap([frozenset({"maps"})]).counts([]).shape == (0, 1)


def test_terms_come_from_lists_as_well_as_tuples():
    """Whatever kind of list a caller holds."""
    assert terms(["Maps", "maps "], ("GIS",), iter(["gis"])) == {"maps", "gis"}
