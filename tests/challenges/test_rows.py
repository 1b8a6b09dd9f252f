"""Rows out of fields, and back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorwidgets.challenges import challenges_of, fields_of, is_unfinished
from mentorwidgets.model import ActionPlan, Activity, Challenge, Help

PAIR = ("ben/x", "ana", "Mentoring")
PLANS = st.builds(
    ActionPlan,
    owner=st.sampled_from(["", "ana"]),
    due=st.sampled_from(["", "2026-03-01"]),
    status=st.sampled_from(["open", "done"]),
)
TEXT = st.sampled_from(["", " ", "Zoë", "a/b"])
PLACES = st.sampled_from([None, None, -1, 0, 1, 2.5])


def distinct(make):
    return st.lists(st.integers(0, 30), max_size=3, unique=True).flatmap(
        lambda ids: st.tuples(*(make(f"{number:02}") for number in sorted(ids)))
    )


def in_order(found):
    return tuple(sorted(found, key=lambda one: (one.place is None, one.place, one.id)))


def activity(name):
    return st.builds(Activity, id=st.just(name), text=TEXT, plan=PLANS, place=PLACES)


def one_help(name):
    activities = distinct(activity).map(in_order)
    return st.builds(Help, id=st.just(name), text=TEXT, activities=activities, place=PLACES)


def row(name):
    helps = distinct(one_help).map(in_order)
    return st.builds(Challenge, id=st.just(name), barrier=TEXT, helps=helps, place=PLACES, theme=TEXT)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=distinct(row), scope=st.sampled_from([(), PAIR]))
def test_rows_come_back_exactly(rows, scope):
    """Whatever rows there are, their fields give the same rows, in their order."""
    assert challenges_of(fields_of(rows, scope), scope) == in_order(rows)


def test_scopes_do_not_mix():
    """A pair's rows stand in the same worksheet as the program's, and are not theirs."""
    fields = fields_of([Challenge(id="a", barrier="Ours")]) | fields_of([Challenge(id="a", barrier="Theirs")], PAIR)
    assert [one.barrier for one in challenges_of(fields)] == ["Ours"]
    assert [one.barrier for one in challenges_of(fields, PAIR)] == ["Theirs"]


@pytest.mark.parametrize("fields", [{"help/a/b": "x", "activity/a/b/c": "y"}, {"activity/a/b/c": "y"}])
def test_words_in_a_row_that_was_deleted_are_still_shown(fields):
    """What one person typed while another took the barrier away stands below an empty barrier."""
    (one,) = challenges_of(fields)
    assert (one.id, one.barrier, one.helps[0].activities[0].text) == ("a", "", "y")


def test_what_is_left_of_a_deleted_row_without_words_is_gone():
    """A place, a plan or an empty text alone is no row."""
    assert challenges_of({"place/a": 1, "help/a/b": " ", "plan/a/b/c": {"due": "2026-03-01"}, "about/a": {}}) == ()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Challenge(id="a"), ""),
        (Challenge(id="a", barrier="x"), "What would help"),
        (Challenge(id="a", barrier="x", helps=(Help(id="b", text="A room"),)), "to get this: A room?"),
        (Challenge(id="a", barrier="x", helps=(Help(id="b", text="A room", activities=(Activity(id="c", text="Ask"),)),)), ""),
    ],
)  # fmt: skip
def test_unfinished_logic_is_asked_gently(one, words):
    """A barrier without help and a help without activity are asked about; an empty or whole row is not (CH10)."""
    assert words in is_unfinished(one)
    assert words or not is_unfinished(one)
