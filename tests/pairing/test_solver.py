"""The best pairs under a lexicographic objective, against brute force."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.pairing.proof import Proof, keeps_rules, worth
from mentorwidgets.pairing.solver import Task, solve

OBJECTIVES = ("fairest", "everyone", "best fit")


@st.composite
def tasks(draw):
    rows, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 4))

    def numbers(low, high, size):
        return np.array(draw(st.lists(st.integers(low, high), min_size=size, max_size=size)), dtype=np.int64)

    return Task(
        score=numbers(0, 5, rows * mentors).reshape(rows, mentors) * 150,
        allowed=numbers(0, 3, rows * mentors).reshape(rows, mentors) > 0,
        capacity=numbers(0, 3, mentors),
        load=numbers(0, 2, mentors),
        mentee=np.sort(numbers(0, rows - 1, rows)),
        waiting=numbers(0, 2, rows) == 0,
        objective=draw(st.sampled_from(OBJECTIVES)),
    )


def every_answer(task):
    choices = itertools.product(range(-1, len(task.capacity)), repeat=len(task.score))
    kept = (np.array(choice) for choice in choices)
    floor = task.weak if task.objective == "best fit" else 0
    return [
        c for c in kept if keeps_rules(task, c) and all(m < 0 or task.score[i, m] >= floor for i, m in enumerate(c))
    ]


@given(tasks())
@settings(max_examples=250, deadline=None)
def test_the_answer_is_the_best_of_all_and_proved(task):
    """Brute force over all joint answers finds none that is worth more, in the order of the objective."""
    answer = solve(task)
    best = max(worth(task, other) for other in every_answer(task))
    assert keeps_rules(task, answer.mentor)
    assert worth(task, answer.mentor) == best
    assert Proof(task, answer).check()


@given(tasks(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_proof_rejects_every_worse_answer(task, random):
    """Any other answer is accepted only if it is just as good."""
    answer = solve(task)
    other = random.choice(every_answer(task))
    assert Proof(task, answer).check(other) is (worth(task, other) == worth(task, answer.mentor))


@given(tasks())
@settings(max_examples=100, deadline=None)
def test_the_proof_rejects_tampered_prices(task):
    """Prices that promise more than they can are found out."""
    answer = solve(task)
    stage = answer.stages[0]
    forged = dataclasses.replace(stage, u=stage.u + 1)
    assert not Proof(task, dataclasses.replace(answer, stages=(forged, *answer.stages[1:]))).check()


def test_the_proof_rejects_an_answer_that_leaves_somebody_out():
    """A tampered answer with tampered columns is refused as well."""
    task = plain(np.array([[900, 500], [800, 100]]))
    answer = solve(task)
    worse = dataclasses.replace(answer, mentor=np.array([0, -1]))
    assert Proof(task, answer).check()
    assert not Proof(task, worse).check()


def plain(score, objective="fairest", capacity=1, mentee=None):
    rows, mentors = score.shape
    return Task(
        score=score,
        allowed=np.ones(score.shape, dtype=bool),
        capacity=np.full(mentors, capacity),
        load=np.zeros(mentors, dtype=np.int64),
        mentee=np.arange(rows) if mentee is None else mentee,
        waiting=np.zeros(rows, dtype=bool),
        objective=objective,
    )


def test_objectives_choose_differently():
    """Fairest lifts the weakest pair, everyone takes the total, best fit leaves a weak pair out."""
    score = np.array([[900, 500], [800, 100]])
    chosen = {name: solve(plain(score, name)).mentor.tolist() for name in OBJECTIVES}
    assert chosen == {"fairest": [1, 0], "everyone": [1, 0], "best fit": [1, 0]}
    score = np.array([[1000, 450], [600, 410]])
    assert solve(plain(score, "fairest")).mentor.tolist() == [1, 0]
    assert solve(plain(score, "everyone")).mentor.tolist() == [0, 1]
    score = np.array([[1000, 100], [600, 390]])
    assert solve(plain(score, "best fit")).mentor.tolist() == [0, -1]


def test_mentees_are_spread_over_mentors():
    """With equal weakest pairs, nobody carries two while another has none."""
    score = np.array([[500, 500], [900, 500]])
    assert solve(plain(score, "fairest", capacity=2)).mentor.tolist() == [1, 0]


def test_two_purposes_have_two_mentors_and_are_solved_together():
    """One after the other would give the first purpose its best and leave the second poor."""
    score = np.array([[900, 850, 0], [880, 100, 50]])
    found = solve(plain(score, "everyone", capacity=2, mentee=np.array([0, 0])))
    assert found.mentor.tolist() == [1, 0]
    assert found.layout.gates == ((0, 0),)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_larger_tasks_are_proved(objective):
    """120 rows of 60 mentees with 2 purposes each, 50 mentors with 3 places."""
    random = np.random.default_rng(5)
    score = random.integers(0, 1001, (120, 50))
    task = plain(score, objective, capacity=3, mentee=np.arange(120) // 2)
    task = dataclasses.replace(task, allowed=random.random((120, 50)) < 0.7)
    answer = solve(task)
    assert Proof(task, answer).check()


def test_nobody_to_pair_is_no_error():
    """Empty tasks have empty answers."""
    assert solve(plain(np.zeros((0, 3), dtype=np.int64))).mentor.tolist() == []
    assert solve(plain(np.zeros((2, 0), dtype=np.int64))).mentor.tolist() == [-1, -1]


def test_those_who_waited_come_first():
    """With one place, the mentee who was left out last time gets it, though another would score more."""
    task = dataclasses.replace(plain(np.array([[900], [300]]), "everyone"), waiting=np.array([False, True]))
    assert solve(task).mentor.tolist() == [-1, 0]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_equal_answers_go_to_the_first_mentor(objective):
    """Ties are broken by the order of ids, not by chance."""
    assert solve(plain(np.full((2, 4), 700), objective)).mentor.tolist() == [0, 1]


def test_a_mentor_who_has_pairs_already_comes_last():
    """Spreading counts the pairs that are there before the round."""
    task = dataclasses.replace(plain(np.array([[700, 700]])), load=np.array([1, 0]))
    assert solve(task).mentor.tolist() == [1]


def test_more_people_outweigh_every_score():
    """Everyone is paired with little rather than one with much."""
    task = plain(np.array([[1000, 10], [10, 0]]), "everyone")
    task = dataclasses.replace(task, allowed=np.array([[True, True], [True, False]]))
    assert solve(task).mentor.tolist() == [1, 0]


def test_few_weak_pairs_come_before_the_total():
    """Where the weakest pair cannot be helped, one weak pair is better than two, even for fewer points."""
    score = np.array([[100, 0, 0], [0, 900, 420], [0, 390, 0]])
    score[2, 2] = 410
    allowed = score > 0
    task = dataclasses.replace(plain(score), allowed=allowed)
    found = solve(task).mentor
    assert found.tolist() == [0, 1, 2]
    assert worth(task, found)[3] == -1


def test_large_scores_are_solved_in_stages_that_stay_exact():
    """Parts of the objective that would not fit into one exact sum are solved one after the other."""
    score = np.random.default_rng(3).integers(0, 1001, (220, 110))
    task = dataclasses.replace(
        plain(score, capacity=2), waiting=np.arange(220) % 3 == 0, load=np.full(110, 500), weak=999
    )
    answer = solve(task)
    assert [stage.levels for stage in answer.stages] == [("waiting", "few weak", "spread"), ("total",)]
    assert Proof(task, answer).check()
