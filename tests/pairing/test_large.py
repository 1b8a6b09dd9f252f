"""Candidate lists give the answer of the full matrix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.pairing.large import LargeTask, solve_large
from mentorwidgets.pairing.proof import worth
from mentorwidgets.pairing.solver import Task, solve


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
    parts = slice(0, 3) if objective == "everyone" else slice(0, 1)
    assert worth(full, one.mentor)[parts] == worth(full, other.mentor)[parts]


def test_scores_come_with_the_answer():
    """The score of each pair is that of the matrix."""
    full, large = both(3, 120, 100, "everyone")
    found = solve_large(large)
    paired = found.mentor >= 0
    assert (full.score[paired, found.mentor[paired]] == found.score[paired]).all()
    assert (found.score[~paired] == -1).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_fairest_lifts_the_weakest_pair(seed):
    """The weakest pair is no weaker than under 'everyone'; the lists do not prove more, and say so."""
    results = {}
    for objective in ("everyone", "fairest"):
        _, large = both(seed, 150, 80, objective, spread=100)
        found = solve_large(large)
        results[objective] = (found.score[found.mentor >= 0].min(), (found.mentor >= 0).sum(), found.proved)
    assert results["fairest"][0] >= results["everyone"][0]
    assert results["fairest"][1] == results["everyone"][1]
    assert (results["everyone"][2], results["fairest"][2]) == (True, False)


def test_nobody_is_no_error():
    """An empty round has an empty answer."""
    _, large = both(1, 0, 5, "everyone")
    assert solve_large(large).mentor.tolist() == []
