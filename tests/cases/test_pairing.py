"""Published optima of the assignment problem (OR-Library, Beasley 1990)."""

from __future__ import annotations

import numpy as np
import pytest

from mentorwidgets.pairing import assignment


@pytest.mark.parametrize(("name", "optimum"), [("assign100", 305), ("assign500", 991)])
def test_or_library_optima_are_reached_and_proved(cases, name, optimum):
    """The published optimum, with prices that prove it."""
    numbers = (cases / "pairing" / "orlib" / f"{name}.txt").read_text(encoding="ascii").split()
    size = int(numbers[0])
    cost = np.array(numbers[1:], dtype=np.int64).reshape(size, size)
    columns = assignment.assign(cost)
    u, v = assignment.prices(cost, columns)
    assert int(u.sum() + v.sum()) == optimum
    assert assignment.is_proved(cost, columns, u, v)
