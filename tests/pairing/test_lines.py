"""Sums of lines, and what is alike worked out once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.pairing.lines import different, sum_lines

TABLE = np.array([[1, 0, 2], [0, 5, 0], [7, 7, 7]], dtype=np.uint8)


@given(st.lists(st.lists(st.integers(0, 2), max_size=5), max_size=6))
def test_each_row_is_the_sum_of_its_lines(wanted):
    """Rows with many lines, with one and with none, in one table."""
    rows = np.array([row for row, lines in enumerate(wanted) for _ in lines], dtype=np.int64)
    lines = np.array([line for lines in wanted for line in lines], dtype=np.int64)
    found = sum_lines(TABLE, rows, lines, len(wanted))
    assert found.tolist() == [TABLE[own].sum(axis=0).tolist() if own else [0, 0, 0] for own in wanted]


def test_a_line_counts_as_often_as_it_is_named():
    """The same line twice is added twice; the type of the table is kept."""
    found = sum_lines(TABLE, np.array([1, 1]), np.array([0, 0]), 3)
    assert found.tolist() == [[0, 0, 0], [2, 0, 4], [0, 0, 0]]
    assert found.dtype == np.uint8


def test_no_rows_give_no_sums():
    """A round in which nobody asks is no special case."""
    none = np.zeros(0, dtype=np.int64)
    assert sum_lines(TABLE, none, none, 0).shape == (0, 3)


@given(st.lists(st.integers(0, 4)))
def test_first_places_and_numbers_give_the_keys_back(keys):
    """The key of every place is the key at the first place of its number."""
    firsts, numbers = different(keys)
    assert [keys[firsts[number]] for number in numbers.tolist()] == keys
    assert firsts == sorted({keys.index(key) for key in keys})
