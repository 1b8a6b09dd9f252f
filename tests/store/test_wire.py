"""JSON text in and out of the database."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.store.wire import MAX_DEPTH, clean, field_text, is_clean, is_same, json_text, value_from_text

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)


@given(JSON)
@example(["\\u0000", "\u2028", "\x7f", "\ufeff", "\x1b[0m"])
def test_any_json_comes_back_whole(value):
    """Whatever JSON of whole characters a page sends is kept unchanged."""
    assert value_from_text(field_text(value)) == value


@given(st.text(st.characters() | st.just("\0")))
@example("\ud83d\ude00")
@example("\\u0000\0")
def test_a_text_is_refused_exactly_when_a_character_is_broken(text):
    """Any text of whole characters is kept; one with a NUL or half a character is not."""
    broken = "\0" in text or any(0xD800 <= ord(letter) < 0xE000 for letter in text)
    if broken:
        with pytest.raises(ValueRefusedError, match="broken character"):
            field_text([text])
    else:
        assert value_from_text(field_text([text])) == [text]


@given(st.text(st.characters(exclude_categories=[]) | st.just("\0")))
def test_profiles_keep_every_character(text):
    """A profile is never refused for a character, and its JSON text is clean for any database."""
    written = json_text({"bio": text})
    assert is_clean(written)
    assert value_from_text(written) == {"bio": text}


@given(st.text(st.characters(exclude_categories=[]) | st.just("\0")))
def test_clean_names_stay_readable(text):
    """A cleaned name can be kept anywhere, and a clean one is left as it is."""
    assert is_clean(clean(text))
    assert clean(text) == text or not is_clean(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"a":1,"b":2}', '{"b":2,"a":1}', True),
        ("[1,2]", "[2,1]", False),
        ("1", "true", False),
        ("1", "1.0", False),
        (None, "null", False),
        (None, None, True),
        ("null", "null", True),
        ('"a"', '"A"', False),
    ],
)
def test_is_same(one, other, same):
    """Only the order of an object's keys makes no difference."""
    assert is_same(one, other) is is_same(other, one) is same


@pytest.mark.parametrize(("depth", "kept"), [(1, True), (MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_depth(depth, kept):
    """A hundred levels are kept, one more is not, in lists, objects and tuples alike."""
    value = 0
    for level in range(depth):
        value = [[value], {"a": value}, (value,)][level % 3]
    if kept:
        assert json_text(value)
    else:
        with pytest.raises(ValueRefusedError, match="nested"):
            json_text(value)


def test_a_value_of_nothing_is_no_text():
    """None removes a field, so it has no text."""
    assert field_text(None) is value_from_text(None) is None
