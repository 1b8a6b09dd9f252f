"""Groups: one mentor or a team of two with a cohort."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import bars, suggest_groups

OAK = Program(slug="oak", name="Oak")


def mentor(name, *offers, capacity=1, **more):
    """A mentor who can help with these topics."""
    return Person(id=name, name=name.capitalize(), roles=("mentor",), offers=offers, capacity=capacity, **more)


def mentee(name, *wants, **more):
    """A mentee who would like help with these topics."""
    return Person(id=name, name=name.capitalize(), roles=("mentee",), wants=wants, **more)


def shape(groups):
    """Topic, mentors and mentees of each."""
    return [(group.topic, group.mentors, group.mentees) for group in groups]


def test_people_who_want_the_same_make_a_group():
    """Whatever letters they wrote it in; one alone makes none."""
    people = [mentor("ana", "maps", capacity=3), mentee("ben", "Maps"), mentee("cho", "maps"), mentee("dov", "zines")]
    assert shape(suggest_groups(people)) == [("Maps", ("ana",), ("ben", "cho"))]


def test_a_second_mentor_joins_where_places_are_short():
    """A team of two, the one with more places first."""
    people = [mentor("ana", "maps"), mentor("eva", "maps", capacity=2), *(mentee(f"p{n}", "maps") for n in range(4))]
    [group] = suggest_groups(people)
    assert (group.mentors, len(group.mentees)) == (("eva", "ana"), 4)
    assert group.words == (
        "4 mentees would like help with maps, and Eva and Ana can help. "
        "They offered 3 places: ask whether a group of 4 is fine."
    )


def test_the_largest_comes_first_and_nobody_stands_in_two():
    """Who is in the first group is not asked for the second."""
    people = [mentor("ana", "maps", capacity=9), mentor("eva", "zines", capacity=9)]
    people += [
        mentee("p1", "maps", "zines"),
        mentee("p2", "maps"),
        mentee("p3", "maps"),
        mentee("p4", "zines"),
        mentee("p5", "zines"),
    ]
    assert shape(suggest_groups(people)) == [("maps", ("ana",), ("p1", "p2", "p3")), ("zines", ("eva",), ("p4", "p5"))]


def test_hard_rules_hold_in_groups_too():
    """A supervisor leads no group of their own people; a paused mentor leads none."""
    people = [mentor("ana", "maps", capacity=4), mentor("eva", "maps", capacity=0)]
    people += [
        mentee("p1", "maps", supervisor="ana"),
        mentee("p2", "maps"),
        mentee("p3", "maps"),
        mentee("p4", "maps", participation="declined"),
    ]
    assert shape(suggest_groups(people)) == [("maps", ("ana",), ("p2", "p3"))]


def test_who_waited_comes_first_into_a_full_group():
    """As in every proposal."""
    people = [
        mentor("ana", "maps", capacity=9),
        mentee("p1", "maps"),
        mentee("p2", "maps"),
        mentee("p3", "maps", waiting=True),
    ]
    assert shape(suggest_groups(people, size=2)) == [("maps", ("ana",), ("p3", "p1"))]


def test_nothing_in_common_makes_no_group():
    """An empty answer, not a forced one."""
    assert suggest_groups([mentor("ana", "maps"), mentee("p1", "zines"), mentee("p2", "chess")]) == ()


topics = st.lists(st.sampled_from(["maps", "zines", "chess"]), max_size=3).map(tuple)
crowds = st.lists(st.tuples(st.booleans(), topics, st.integers(0, 3)), max_size=9).map(
    lambda rows: [mentor(f"x{n}", *t, capacity=c) if m else mentee(f"x{n}", *t) for n, (m, t, c) in enumerate(rows)]
)


@given(crowds, st.randoms(use_true_random=False))
def test_groups_keep_the_rules_in_any_order(people, luck: random.Random):
    """Each person once, nobody barred, never more than the size, and rows may be shuffled."""
    groups = suggest_groups(people, program=OAK, size=3)
    everyone = [name for group in groups for name in (*group.mentors, *group.mentees)]
    closed = bars(OAK, people)
    assert len(everyone) == len(set(everyone))
    assert all(2 <= len(group.mentees) <= 3 for group in groups)
    assert not any(closed.between(a, b) for group in groups for a in group.mentees for b in group.mentors)
    luck.shuffle(people)
    assert suggest_groups(people, program=OAK, size=3) == groups
