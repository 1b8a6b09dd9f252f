"""Repairs never suggest what a rule forbids, and never move more than one other person."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Pair, Person, Program
from mentorwidgets.pairing import bars, capacity_of, repair

OAK = Program(slug="oak", name="Oak", capacity=2)
TOPICS = ("maps", "grants", "teens")


def a_round(seed):
    """Mentors, mentees and live pairs that keep every rule."""
    r = random.Random(seed)
    mentors = [Person(id=f"m{i}", name=f"M{i}", roles=("mentor",), offers=tuple(r.sample(TOPICS, 2)),
                      capacity=r.choice((1, 2)), avoid=r.choice(((), ("e1",)))) for i in range(5)]  # fmt: skip
    mentees = [Person(id=f"e{i}", name=f"E{i}", roles=("mentee",), wants=tuple(r.sample(TOPICS, 2)),
                      assign=r.random() < 0.5, supervisor=r.choice(("", "m2"))) for i in range(8)]  # fmt: skip
    closed, pairs = bars(OAK, [*mentors, *mentees]), []
    for mentee in mentees:
        for mentor in r.sample(mentors, len(mentors)):
            taken = sum(pair.mentor == mentor.id for pair in pairs)
            if not closed.between(mentee.id, mentor.id) and taken < capacity_of(OAK, mentor) and r.random() < 0.5:
                pairs.append(Pair(mentee=mentee.id, mentor=mentor.id, status="active"))
                break
    return [*mentors, *mentees], pairs, closed


@given(st.integers(0, 5000))
@settings(max_examples=80, deadline=None)
def test_every_option_keeps_the_rules(seed):
    """Whoever leaves: after any option no mentor is over capacity, no bar is broken, at most one other has moved."""
    people, pairs, closed = a_round(seed)
    by_id = {person.id: person for person in people}
    for leaver in {pair.mentor for pair in pairs} | {pair.mentee for pair in pairs}:
        for one in repair(people, pairs, leaver, program=OAK):
            for option in (*one.moves_nobody, *one.moves_one):
                changed = {mentee for mentee, _, _ in option.pairs}
                left = [p for p in pairs if leaver not in (p.mentee, p.mentor) and p.mentee not in changed]
                after = [(p.mentee, p.mentor) for p in left] + [ids[:2] for ids in option.pairs]
                moved = changed & {p.mentee for p in pairs if leaver not in (p.mentee, p.mentor)}
                assert leaver not in {name for pair in after for name in pair}
                assert moved == ({option.asked} if option.asked else set())
                assert all(closed.between(*pair) is None for pair in after)
                assert all(sum(m == k for _, m in after) <= capacity_of(OAK, by_id[k]) for _, k in after)


def test_nobody_is_told_kindly():
    """Without any free place the mentee is first in the next round."""
    people = [Person(id="ana", name="Ana", roles=("mentor",)), Person(id="ben", name="Ben", roles=("mentee",))]
    (one,) = repair(people, [Pair(mentee="ben", mentor="ana", status="active")], "ana", program=OAK)
    assert (one.moves_nobody, one.moves_one) == ((), ())
    assert "first in the next round" in one.words


def test_somebody_without_a_pair_needs_no_repair():
    """Nothing was lost."""
    people = [Person(id="ana", name="Ana", roles=("mentor",))]
    assert repair(people, [], "ana") == ()


def test_a_pair_of_two_who_left_cannot_be_repaired():
    """The mentee is not on the roster any more: the pair should end."""
    people = [Person(id="ana", name="Ana", roles=("mentor",))]
    with pytest.raises(ProposalError, match="not on the roster"):
        repair(people, [Pair(mentee="zoe", mentor="ana")], "ana")
