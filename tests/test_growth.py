"""No pattern takes much more than twice the time for twice the text."""

from __future__ import annotations

import pytest
from growth import cost, patterns, texts

SMALL, LARGE = 400, 3200
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
    "mentorwidgets.ics.": "calendars have tests of their own",
    "ics/": "same",
}
FOUND = {place: found for place, found in patterns().items() if not any(name in place for name in SHORT)}


@pytest.mark.parametrize("place", FOUND)
def test_a_pattern_is_linear(place):
    """Eight times the text takes eight times as long; one that grew by squares would take sixty-four."""
    pattern, ways = FOUND[place]
    slow = []
    for small, large in zip(texts(pattern, SMALL), texts(pattern, LARGE), strict=True):
        if cost(pattern, large, ways) < 0.004:
            continue
        least = min(cost(pattern, large, ways) for _ in range(3))
        if least > 0.004 and least > 24 * max(min(cost(pattern, small, ways) for _ in range(3)), 0.00002):
            slow.append(large[:20])
            break
    assert slow == []
