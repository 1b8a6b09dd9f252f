"""No pattern takes much more than twice the time for twice the text."""

from __future__ import annotations

import re

import pytest
from growth import cost, patterns, pumped, texts

TINY, SMALL, LARGE = 30, 400, 3200
LITTLE, MUCH = 0.004, 24  # seconds that nobody notices; times, in the middle between eight and sixty-four
# What looks at text that is never long, and how long it can be.
SHORT = {
    "roster.grids._STEM": "a header of 120 letters",
    "roster.grids._BRACKETS": "a header of 1,000 letters",
    "roster.grids._COUNTED": "a header of 1,000 letters",
    "roster.lexicon._": "a header of 1,000 letters",
    "roster.speaks._TWO": "a header of 1,000 letters",
    "roster.whose._POSSESSIVE": "a header of 1,000 letters",
    "roster.names._BRACKETS": "a name of 2,000 letters",
    "roster.zones._OFFSET": "a zone of 200 letters",
    "model.names._BRACKETS": "a text that ends with a closing bracket",
    "programs.columns._TERM": "a word of 500 letters",
}
FOUND = {place: found for place, found in patterns().items() if not any(name in place for name in SHORT)}


@pytest.mark.parametrize("place", FOUND)
def test_a_pattern_is_linear(place):
    """Eight times the text takes eight times as long; one that grew by squares would take sixty-four."""
    pattern, ways = FOUND[place]
    explosive = [text for text in pumped(pattern, TINY) if explodes(pattern, text, ways)]
    assert explosive[:1] == []
    slow = []
    for small, large in zip(texts(pattern, SMALL), texts(pattern, LARGE), strict=True):
        if grows(pattern, small, large, ways):
            slow.append(large[:20])
            break
    assert slow == []


def explodes(pattern, text, ways):
    """Whether thirty letters take a time that a clock can see: then forty take an hour."""
    return all(cost(pattern, text, ways) > 2 * LITTLE for _ in range(3))


def grows(pattern, small, large, ways):
    """Whether it is too slow each time; on a busy machine the least of many runs is the truest, for both texts."""
    quick, slow = 1.0, 1.0
    for _ in range(12):
        slow = min(slow, cost(pattern, large, ways))
        if slow < LITTLE:
            return False
        quick = min(quick, cost(pattern, small, ways))
        if slow < MUCH * max(quick, 0.00002):
            return False
    return True


def test_one_that_grows_is_found():
    """By the same look."""
    pattern = re.compile(r"\s+(?=please)")
    assert grows(pattern, " " * SMALL, " " * LARGE, {"search"})


def test_one_that_explodes_is_found():
    """What may take a quote in two ways; the same where it takes it in one is not."""
    twice, once = (re.compile(rf'\s*(\w+)\s*(?:=((?:"[^"]*"|{one})*))?') for one in ("[^;:]", '[^;:"]'))
    assert any(explodes(twice, text, {"fullmatch"}) for text in pumped(twice, TINY))
    assert not any(explodes(once, text, {"fullmatch"}) for text in pumped(once, TINY))
