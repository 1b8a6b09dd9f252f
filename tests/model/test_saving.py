"""Operations, as they come over the wire."""

from __future__ import annotations

import pytest

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, operation_from_plain

GOOD = {
    "op": "12345678-abcd",
    "worksheet": "oak/pairing",
    "key": "offer/m1",
    "value": {"any": ["thing", 1, None]},
    "base": 0,
}


def test_a_good_operation_is_read():
    """All its parts come through, and `by` may be left out."""
    assert operation_from_plain(GOOD) == Operation(**GOOD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"op": "short"}, {"op": "x" * 65}, {"op": "has space!"}, {"worksheet": "oak"}, {"worksheet": "../x/y"}, {"worksheet": "Oak/pairing"},
        {"key": ""}, {"key": "x" * 301}, {"key": "a\nb"}, {"base": -1}, {"base": "0"}, {"base": True}, {"by": "x" * 201}, {"by": None}, {"more": 1},
    ],
)  # fmt: skip
def test_a_malformed_operation_is_refused(wrong):
    """Nothing of a wrong shape reaches the store."""
    with pytest.raises(ValueRefusedError):
        operation_from_plain({**GOOD, **wrong})


@pytest.mark.parametrize("missing", ["op", "worksheet", "key", "value", "base"])
def test_an_incomplete_operation_is_refused(missing):
    """Every part but `by` is needed: a missing value is not a wish to remove."""
    with pytest.raises(ValueRefusedError, match=f"needs '{missing}'"):
        operation_from_plain({name: value for name, value in GOOD.items() if name != missing})
