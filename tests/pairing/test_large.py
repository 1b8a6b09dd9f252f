"""Candidate lists give the answer of the full matrix."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Person
from mentorwidgets.pairing import candidates, case, explain, propose_pairs
from mentorwidgets.pairing.candidates import LargeTask
from mentorwidgets.pairing.large import _assign, _costs, _Graph, _prices, solve_large
from mentorwidgets.pairing.proof import worth
from mentorwidgets.pairing.solver import Task, solve

TOPICS = ("maps", "grants", "teens", "data", "archives")


def both(seed, rows, mentors, objective, purposes=1, spread=200):
    """The same random round for either way of solving."""
    r = np.random.default_rng(seed)
    score = np.clip(r.normal(r.integers(200, 800, mentors)[None, :], spread, (rows, mentors)), 0, 1000).astype(np.int64)
    able = r.random((rows, mentors)) < 0.8
    rest = {
        "capacity": r.integers(0, 4, mentors), "load": r.integers(0, 2, mentors), "weak": 400,
        "mentee": np.arange(rows) // purposes, "waiting": r.random(rows) < 0.1, "objective": objective,
    }  # fmt: skip
    return Task(score=score, allowed=able, **rest), LargeTask(block=lambda i: (score[i], able[i]), step=50, **rest)


@given(st.integers(0, 10_000), st.sampled_from(("everyone", "best fit")), st.integers(1, 2))
@settings(max_examples=25, deadline=None)
def test_lists_give_the_answer_of_the_full_matrix(seed, objective, purposes):
    """As many people, as many who waited, the same total; proved by prices."""
    full, large = both(seed, 160, 80, objective, purposes)
    one, other = solve(full), solve_large(large)
    assert other.proved
    assert worth(full, one.mentor) == worth(full, other.mentor)


def test_scores_come_with_the_answer():
    """The score of each pair is that of the matrix."""
    full, large = both(3, 120, 100, "everyone")
    found = solve_large(large)
    paired = found.mentor >= 0
    assert (full.score[paired, found.mentor[paired]] == found.score[paired]).all()
    assert (found.score[~paired] == -1).all()


@given(st.integers(0, 10_000), st.integers(1, 2), st.sampled_from((60, 200)))
@settings(max_examples=25, deadline=None)
def test_fairest_is_proved_as_in_the_full_matrix(seed, purposes, spread):
    """Every part of the objective is the same, also where a second purpose needs another mentor."""
    full, large = both(seed, 150, 80, "fairest", purposes, spread)
    one, other = solve(full), solve_large(large)
    assert other.proved
    assert worth(full, one.mentor) == worth(full, other.mentor)


def test_lists_that_leave_much_out_are_found_out(monkeypatch):
    """With two candidates in a list to begin with, prices still bring in whoever is needed."""
    monkeypatch.setattr(candidates, "KEEP", 2)
    for objective in ("everyone", "fairest"):
        full, large = both(11, 150, 80, objective)
        found = solve_large(large)
        assert found.proved
        assert worth(full, found.mentor) == worth(full, solve(full).mentor)


@given(st.integers(0, 10_000), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_prices_prove_the_answer_over_the_lists(seed, rows):
    """No candidate costs less than the prices of its row and column; what is taken costs just as much."""
    r = np.random.default_rng(seed)
    row, mentor = np.nonzero(r.random((rows, 8)) < 0.5)
    everyone = np.arange(rows)  # a column of their own for staying without
    cost = np.concatenate([r.integers(0, 9, len(row)), np.full(rows, 50)])
    graph = _Graph(np.concatenate([row, everyone]), np.concatenate([mentor, 8 + everyone]), cost, rows, 8 + rows)
    columns = _assign(graph)
    u, v = _prices(graph, columns)
    left = graph.cost - u[graph.row] - v[graph.column]
    assert (left >= 0).all()
    assert (left[columns[graph.row] == graph.column] == 0).all()
    assert (v[np.setdiff1d(np.arange(graph.columns), columns)] == 0).all()


def test_a_round_too_large_to_be_exact_is_refused():
    """Sums beyond 2**53 are never used."""
    _, large = both(1, 30, 5, "everyone")
    many = 3_000_000
    huge = dataclasses.replace(large, mentee=np.arange(many), waiting=np.zeros(many, dtype=bool))
    with pytest.raises(ProposalError, match="too large"):
        _costs(huge)


def test_a_large_program_is_explained_like_a_small_one(monkeypatch):
    """The same people above and below the limit: the same pairs, reasons, alternatives and shortages."""
    people = [Person(id=f"m{i:02}", name=f"M{i}", roles=("mentor",), offers=TOPICS[i % 5 :], years=5.0 + i)
              for i in range(30)]  # fmt: skip
    people += [Person(id=f"e{i:02}", name=f"E{i}", roles=("mentee",), wants=TOPICS[: i % 5 + 1], assign=True, years=1.0)
               for i in range(40)]  # fmt: skip
    small = propose_pairs(people, start=dt.date(2026, 1, 5))
    monkeypatch.setattr(case, "LARGE", 0)
    large = propose_pairs(people, start=dt.date(2026, 1, 5))
    assert (small.proved, large.proved) == (True, True)
    assert (small.total, small.weakest, len(small.unpaired)) == (large.total, large.weakest, len(large.unpaired))
    assert {one.code for one in large.unpaired} == {"full"}
    first = large.pairs[0]
    assert sum(item.points for item in explain(large, first.mentee).points) == first.score
    with pytest.raises(ProposalError, match="too large to keep its proof"):
        _ = large.proof


@pytest.mark.parametrize("objective", ["everyone", "fairest"])
def test_a_large_round_of_equal_people_is_paired_and_proved(monkeypatch, objective):
    """Where everyone is as good as everyone else, lists that all named the same few mentors would strand people."""
    monkeypatch.setattr(case, "LARGE", 0)
    people = [Person(id=f"m{i:03}", name="M", roles=("mentor",), offers=("a",), capacity=5) for i in range(100)]
    people += [Person(id=f"e{i:03}", name="E", roles=("mentee",), wants=("a",), assign=True) for i in range(500)]
    found = propose_pairs(people, start=dt.date(2026, 1, 5), objective=objective)
    assert (len(found.pairs), found.unpaired, found.proved) == (500, (), True)


def test_nobody_is_no_error():
    """An empty round has an empty answer."""
    _, large = both(1, 0, 5, "everyone")
    assert solve_large(large).mentor.tolist() == []
