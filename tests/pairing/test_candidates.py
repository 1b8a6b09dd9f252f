"""Candidate lists of a large round and the places of its mentors."""

from __future__ import annotations

import numpy as np

from mentorwidgets.pairing import candidates
from mentorwidgets.pairing.candidates import LargeTask, above, first_lists, renew, seat_ranges, seats_of, to_seats


def task(score, able=None, capacity=None):
    rows, mentors = score.shape
    able = np.ones(score.shape, dtype=bool) if able is None else able
    return LargeTask(
        block=lambda i: (score[i], able[i]), capacity=np.ones(mentors, dtype=np.int64) if capacity is None else capacity,
        load=np.zeros(mentors, dtype=np.int64), mentee=np.arange(rows), waiting=np.zeros(rows, dtype=bool),
        objective="everyone", weak=400, step=7,
    )  # fmt: skip


def test_each_row_keeps_its_best(monkeypatch):
    """The lists hold the highest scores, and say the best of what they left out."""
    monkeypatch.setattr(candidates, "KEEP", 3)
    score = np.random.default_rng(2).permutation(20 * 10).reshape(20, 10)
    lists = first_lists(task(score))
    for row in range(20):
        ranked = np.sort(score[row])[::-1]
        assert sorted(lists.score[lists.row == row].tolist(), reverse=True) == ranked[:3].tolist()
        assert lists.left_out[row] == ranked[3]


def test_pairs_that_may_not_be_are_in_no_list():
    """A row with few mentors has a short list and left nobody out."""
    score = np.full((2, 3), 500)
    lists = first_lists(task(score, np.array([[True, False, True], [False, False, False]])))
    assert sorted(zip(lists.row.tolist(), lists.mentor.tolist(), strict=True)) == [(0, 0), (0, 2)]
    assert lists.left_out.tolist() == [-1, -1]


def test_equal_scores_do_not_all_name_the_same_mentors(monkeypatch):
    """Otherwise a round of equal people would have no answer over its lists."""
    monkeypatch.setattr(candidates, "KEEP", 4)
    lists = first_lists(task(np.full((60, 40), 500)))
    assert len(set(lists.mentor.tolist())) > 30


def test_each_further_place_costs_two_steps_more():
    """Pairs are spread: the places of a mentor who has one pair already begin dearer."""
    one = task(np.zeros((5, 2), dtype=np.int64), capacity=np.array([3, 1]))
    one.load[1] = 1
    seats = seats_of(one, 10)
    assert seats.mentor.tolist() == [0, 0, 0, 1]
    assert seats.cost.tolist() == [10, 30, 50, 30]


def test_nobody_has_more_places_than_there_are_people():
    """A mentor who would take a thousand gets as many places as rows."""
    seats = seats_of(task(np.zeros((2, 1), dtype=np.int64), capacity=np.array([1000])), 1)
    assert len(seats.mentor) == 2


def test_a_pair_becomes_one_for_each_place():
    """A mentor without a place has none."""
    one = task(np.zeros((5, 3), dtype=np.int64), capacity=np.array([2, 0, 1]))
    seats = seats_of(one, 1)
    found = to_seats(np.array([0, 1, 2]), np.array([0, 1, 2]), np.array([5, 6, 7]), seats, seat_ranges(one, seats))
    assert [part.tolist() for part in found] == [[0, 0, 2], [0, 1, 2], [6, 8, 8]]


def test_renewed_lists_hold_each_pair_once():
    """New pairs join, known ones are not doubled, and what is dropped counts as left out."""
    lists = first_lists(task(np.array([[300, 900], [700, 100]])))
    weakest = np.flatnonzero(lists.score == 100)
    lists.more.append((np.array([0, 0]), np.array([0, 1]), np.array([300, 900])))
    renew(lists, weakest)
    assert sorted(zip(lists.row.tolist(), lists.mentor.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]
    assert lists.left_out.tolist() == [-1, 100]
    assert lists.more == []


def test_only_candidates_above_a_score():
    """A floor takes the weaker ones out."""
    lists = above(first_lists(task(np.array([[300, 900], [700, 100]]))), 400)
    assert sorted(lists.score.tolist()) == [700, 900]


def test_an_empty_round_has_empty_lists():
    """Nobody asks, nobody is listed."""
    assert len(first_lists(task(np.zeros((0, 4), dtype=np.int64))).row) == 0
