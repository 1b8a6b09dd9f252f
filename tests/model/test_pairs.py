"""Pairs and the keys of their fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import STATUSES, Pair, field_key, key_parts, pair_from_field, pair_to_field, pairs_of

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
pairs = st.builds(
    Pair, mentee=words, mentor=words, purpose=words, status=st.sampled_from(STATUSES), mentee_yes=st.booleans()
)


@given(pairs)
def test_a_pair_survives_its_field(pair):
    """Any ids and purposes can stand in a key."""
    assert pair_from_field(*pair_to_field(pair)) == pair


@given(st.lists(words, min_size=1, max_size=5))
def test_a_key_gives_back_its_parts(parts):
    """Slashes, percent signs and any script come back."""
    assert key_parts(field_key(*parts)) == tuple(parts)


def test_a_key_equals_that_of_javascript():
    """encodeURIComponent leaves these alone and encodes the rest as UTF-8."""
    assert field_key("A-_.!~*'()", "a/b c", "Ö") == "A-_.!~*'()/a%2Fb%20c/%C3%96"


@pytest.mark.parametrize(
    ("key", "value"), [("note/a/b/c", {}), ("pair/a/b", {}), ("pair/a/b/c", "x"), ("pair/a/b/c", {"status": "wed"})]
)
def test_what_is_no_pair_is_refused(key, value):
    """Another key, or a value of another shape."""
    with pytest.raises(ValueRefusedError):
        pair_from_field(key, value)


def test_pairs_are_listed_by_key_without_the_removed_ones():
    """Other fields and removed pairs do not count."""
    fields = {
        "pair/b/m/x": {"status": "active"},
        "pair/a/m/x": {"status": "ended"},
        "pair/c/m/x": None,
        "note/a/m/x": "hello",
    }
    assert [(pair.mentee, pair.is_live()) for pair in pairs_of(fields)] == [("a", False), ("b", True)]


def test_a_pair_is_of_its_two_people_and_of_nobody_else():
    """Whoever has no place on the roster has no pair, not even one without names."""
    assert [Pair(mentee="a", mentor="b").is_of(one) for one in ("a", "b", "c", "")] == [True, True, False, False]
    assert not Pair(mentee="", mentor="").is_of("")
