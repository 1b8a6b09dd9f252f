"""The assignment problem in whole numbers."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mentorwidgets.errors import ProposalError
from mentorwidgets.pairing import assignment
from mentorwidgets.pairing.assignment import FORBIDDEN


@st.composite
def costs(draw, most=5):
    rows = draw(st.integers(1, most))
    columns = draw(st.integers(rows, most + 1))
    cells = st.lists(st.integers(0, 6), min_size=rows * columns, max_size=rows * columns)
    return np.array(draw(cells), dtype=np.int64).reshape(rows, columns)


def every_answer(shape):
    return [np.array(p) for p in itertools.permutations(range(shape[1]), shape[0])]


def total(cost, columns):
    return int(cost[np.arange(len(columns)), columns].sum())


@given(costs())
@settings(max_examples=150, deadline=None)
def test_the_answer_is_the_best_of_all(cost):
    """Brute force over every answer finds nothing cheaper."""
    assert total(cost, assignment.assign(cost)) == min(total(cost, p) for p in every_answer(cost.shape))


@given(costs(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_prices_prove_the_best_and_only_the_best(cost, random):
    """Prices exist exactly for best answers, and the check agrees."""
    columns = random.choice(every_answer(cost.shape))
    best = total(cost, columns) == total(cost, assignment.assign(cost))
    found = assignment.prices(cost, columns)
    assert (found is not None) is best
    assert found is None or assignment.is_proved(cost, columns, *found)


@given(costs(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_check_rejects_a_wrong_answer(cost, random):
    """Prices of the best answer do not prove a worse one."""
    best = assignment.assign(cost)
    u, v = assignment.prices(cost, best)
    other = random.choice(every_answer(cost.shape))
    assert assignment.is_proved(cost, other, u, v) is (total(cost, other) == total(cost, best))


def test_the_check_rejects_false_prices():
    """A price that promises too much is found out."""
    cost = np.array([[3, 1], [2, 4]])
    best = assignment.assign(cost)
    u, v = assignment.prices(cost, best)
    assert not assignment.is_proved(cost, best, u + 1, v)
    assert not assignment.is_proved(cost, np.array([0, 0]), u, v)


def test_larger_answers_equal_scipys_total():
    """300 x 400 with small costs: many ties, the same total as scipy alone, and proved."""
    cost = np.random.default_rng(1).integers(0, 50, (300, 400))
    columns = assignment.assign(cost)
    assert total(cost, columns) == cost[linear_sum_assignment(cost)].sum()
    assert assignment.is_proved(cost, columns, *assignment.prices(cost, columns))


def test_a_forbidden_pair_is_never_used():
    """Forbidden is not merely expensive."""
    cost = np.array([[FORBIDDEN, 9], [0, FORBIDDEN]])
    assert assignment.assign(cost).tolist() == [1, 0]
    with pytest.raises(ProposalError):
        assignment.assign(np.array([[FORBIDDEN, 1], [FORBIDDEN, 1]]))


def test_costs_that_cannot_be_exact_are_refused():
    """2**53 is the end of whole numbers in a float."""
    with pytest.raises(ProposalError, match="exactly"):
        assignment.assign(np.array([[1 << 52, 1], [1, 1]]))


@given(costs())
@settings(max_examples=100, deadline=None)
def test_a_cover_proves_that_there_are_no_more_pairs(cost):
    """As many rows and columns as pairs touch every edge (König)."""
    edges = cost > 3
    columns = assignment.most_pairs(edges)
    count = int((columns >= 0).sum())
    best = max(sum(edges[i, j] for i, j in enumerate(p)) for p in every_answer(cost.shape))
    assert count == best
    rows, across = assignment.cover(edges, columns)
    assert assignment.is_cover(edges, rows, across, count)
    assert not edges.any() or not assignment.is_cover(edges, rows & False, across & False, count)


@given(costs())
@settings(max_examples=200, deadline=None)
def test_ties_go_to_the_first_by_rank(cost):
    """Of all best answers the first in the order of ranks is taken; brute force agrees."""
    columns = assignment.assign(cost)
    u, v = assignment.prices(cost, columns)
    tight = cost == u[:, None] + v[None, :]
    rank = np.arange(cost.shape[1]) // 2
    found = assignment.first_by_rank(tight, columns, v == 0, rank)
    best = min(total(cost, p) for p in every_answer(cost.shape))
    first = min(rank[p].tolist() for p in every_answer(cost.shape) if total(cost, p) == best)
    assert rank[found].tolist() == first
    assert total(cost, found) == best


def test_rows_that_share_few_columns_take_no_time():
    """A thousand rows over narrow bands of columns that overlap: scipy's own search for pairs needs minutes."""
    rows, band = np.repeat(np.arange(1000), 120), np.tile(np.arange(120), 1000)
    columns = (rows % 200 * 5 + band) % 1000  # each column is in 120 rows: regular, so everyone can have one
    found = assignment.most_listed(rows, columns, (1000, 1000))
    assert sorted(found.tolist()) == list(range(1000))
    assert ((found - np.arange(1000) % 200 * 5) % 1000 < 120).all()


def test_no_edges_pair_nobody():
    """Empty problems have empty answers."""
    assert assignment.most_pairs(np.zeros((2, 3), dtype=bool)).tolist() == [-1, -1]
    assert assignment.most_pairs(np.zeros((0, 3), dtype=bool)).tolist() == []
    assert assignment.most_pairs(np.zeros((2, 0), dtype=bool)).tolist() == [-1, -1]


def test_a_cover_that_misses_an_edge_is_refused():
    """Neither too many lines nor too few are taken for a proof."""
    edges = np.array([[True, False], [True, True]])
    row, column = np.array([False, True]), np.array([True, False])
    assert assignment.is_cover(edges, row, column, 2)
    assert not assignment.is_cover(edges, row, column, 1)
    assert not assignment.is_cover(edges, ~row, column, 2)
