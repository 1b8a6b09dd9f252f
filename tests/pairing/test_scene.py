"""People side by side, in an order of their own."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Hours, Program

ABROAD = Program(slug="oak", name="Oak", timezone="Europe/London")


def test_people_stand_in_the_order_of_their_ids(scene_of):
    """Whatever the order of the rows of a roster."""
    scene = scene_of([{"id": "z"}, {"id": "b"}], [{"id": "y"}, {"id": "a"}])
    assert [seeker.person.id for seeker in scene.seekers] == ["b", "z"]
    assert scene.places() == {"a": 0, "y": 1}


def test_some_rows_share_what_is_known_of_mentors(scene_of):
    """Mentors are encoded once; what is known of rows stays with those rows."""
    scene = scene_of([{}, {}, {}], [{}])
    few = scene.some([2, 0])
    assert [seeker.person.id for seeker in few.seekers] == ["e2", "e0"]
    assert few.once("count", lambda: 7) == scene.once("count", lambda: 8) == 7
    few.own["time"] = 1
    assert "time" not in scene.own


@pytest.mark.parametrize(
    ("said", "zone"), [("Asia/Tokyo", "Asia/Tokyo"), ("", "Europe/London"), ("Mars/Base", "Europe/London")]
)
def test_a_missing_zone_is_the_programs(scene_of, said, zone):
    """Nobody is placed on another continent by a typing error."""
    scene = scene_of([{"timezone": said}], [], ABROAD)
    assert scene.zone(scene.seekers[0].person) == zone


def test_only_zones_of_people_with_hours_make_seasons(scene_of):
    """A zone in which nobody said when they are free does not split the round."""
    free = {"availability": (Hours(day=0, start=600, end=700),)}
    here, there = {"timezone": "Europe/London"}, {"timezone": "America/New_York"}
    assert len(scene_of([here | free], [there], weeks=52).seasons) == 1
    assert len(scene_of([here | free], [there | free], weeks=52).seasons) == 2


def test_people_meet_for_the_first_purpose_that_is_offered(scene_of):
    """In the order of what is sought, not of what is offered."""
    program = Program(slug="oak", name="Oak", purposes=("Career", "Research"))
    scene = scene_of([{}], [{"purposes": ("research", "career")}, {"purposes": ("Research",)}], program)
    assert [scene.purpose(scene.seekers[0], mentor) for mentor in scene.mentors] == ["Career", "Research"]
