"""When, where and for what two people could meet."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest

from mentorwidgets.model import Hours, Program
from mentorwidgets.pairing import meeting

LONDON, NEW_YORK, SYDNEY = "Europe/London", "America/New_York", "Australia/Sydney"


def free(day, start, end):
    return {"availability": (Hours(day=day, start=60 * start, end=60 * end),)}


def some_weeks(number, seed):
    """People of three zones with some free stretches, a few of them with none."""
    r = random.Random(seed)

    def stretch():
        start = r.randrange(0, 1320, 5)
        return Hours(day=r.randrange(7), start=start, end=min(1440, start + r.randrange(20, 400)))

    return [
        {
            "availability": tuple(stretch() for _ in range(r.randrange(5))),
            "timezone": r.choice((LONDON, NEW_YORK, SYDNEY)),
        }
        for _ in range(number)
    ]


@pytest.mark.parametrize("weeks", [2, 12, 30])
def test_the_grid_of_time_is_that_of_single_pairs(scene_of, weeks):
    """Shares and seldom shared time of 150 pairs in three zones, with one season and with several."""
    scene = scene_of(some_weeks(15, 1), some_weeks(10, 2), start=dt.date(2026, 3, 2), weeks=weeks)
    shares, seldom = meeting.time_grid(scene), meeting.seldom_grid(scene)
    for row, seeker in enumerate(scene.seekers):
        for column, mentor in enumerate(scene.mentors):
            assert shares[row, column] == meeting.time(scene, seeker, mentor)[0]
            together = [meeting.shared(scene, one, seeker.person, mentor).any() * one.weeks for one in scene.seasons]
            assert seldom[row, column] == (2 * sum(together) < weeks)


def test_a_scene_of_some_rows_has_the_same_grid(scene_of):
    """Working out a few rows gives what working out all of them gives."""
    scene = scene_of(some_weeks(9, 3), some_weeks(5, 4))
    few = scene.some([1, 4, 8])
    assert np.array_equal(meeting.time_grid(scene)[[1, 4, 8]], meeting.time_grid(few))


def test_many_short_stretches_do_not_overflow(scene_of):
    """Forty separate half hours are as good as any four hours."""
    slots = tuple(Hours(day=day, start=60 * hour, end=60 * hour + 30) for day in range(5) for hour in range(8, 16))
    scene = scene_of([{"availability": slots}], [{"availability": slots}, free(0, 8, 9)])
    assert meeting.time_grid(scene).tolist() == [[1000, 62]]


def test_a_grid_may_be_changed_by_who_asked_for_it(scene_of):
    """The next one who asks gets the shares anew."""
    scene = scene_of([free(0, 9, 12)], [free(0, 9, 12)])
    first = meeting.time_grid(scene)
    expected = first.tolist()
    first[:] = 0
    assert meeting.time_grid(scene).tolist() == expected


def test_hours_are_said_in_both_zones(scene_of):
    """Each person reads their own wall time."""
    scene = scene_of([free(1, 14, 15) | {"timezone": LONDON}], [free(1, 9, 10) | {"timezone": NEW_YORK}])
    said = meeting.first_hours(scene, scene.seekers[0].person, scene.mentors[0])
    assert said == "Tuesday 14:00 (Tuesday 09:00 for M0)"


def test_hours_of_one_zone_are_said_once(scene_of):
    """Nobody reads the same time twice."""
    scene = scene_of([free(1, 14, 15)], [free(1, 13, 15)])
    assert meeting.time(scene, scene.seekers[0], scene.mentors[0])[1] == "both are free Tuesday 14:00"


def test_no_shared_time_is_said_plainly(scene_of):
    """Two people with other days share nothing."""
    scene = scene_of([free(1, 14, 15)], [free(2, 14, 15)])
    assert meeting.time(scene, scene.seekers[0], scene.mentors[0]) == (0, "no shared time")


@pytest.mark.parametrize(
    ("mentee", "mentor", "share"),
    [
        ({"region": "North"}, {"region": " north"}, 1000),
        ({"region": "North"}, {"region": "South"}, 0),
        ({"rural": True}, {"rural": True}, 600),
        ({"rural": True}, {"rural": False}, 0),
        ({"location": (51.5, 0.0)}, {"location": (51.6, 0.1)}, 1000),
        ({"location": (51.5, 0.0)}, {"location": (52.2, 0.1)}, 600),
        ({"location": (51.5, 0.0)}, {"location": (40.7, -74.0)}, 0),
        ({"location": (51.5, 0.0), "region": "North"}, {"location": (40.7, -74.0), "region": "north"}, 1000),
    ],
)
def test_place_is_near_fair_or_far(scene_of, mentee, mentor, share):
    """The same region or 30 km give all; 100 km or two rural places give some."""
    scene = scene_of([mentee], [mentor])
    assert meeting.place(scene, scene.seekers[0], scene.mentors[0])[0] == share
    assert meeting.place_grid(scene).tolist() == [[share]]


def test_distances_are_those_of_the_map(scene_of):
    """London to New York is about 5570 km; an unknown place is infinitely far, never zero."""
    scene = scene_of([{"location": (51.507, -0.128)}], [{"location": (40.713, -74.006)}, {}])
    away = meeting.distances(scene)
    assert away[0, 0] == pytest.approx(5570, rel=0.005)
    assert away[0, 1] == np.inf
    assert meeting.distance(scene.seekers[0].person, scene.mentors[1]) is None


def test_without_places_there_are_no_distances(scene_of):
    """Nobody has to say where they live."""
    assert meeting.distances(scene_of([{}], [{"location": (1.0, 1.0)}])) is None


@pytest.mark.parametrize(
    ("said", "bits"),
    [((), 7), (("hybrid",), 7), (("in person",), 1), (("video", "phone"), 6), (("phone", "hybrid"), 7)],
)
def test_ways_of_meeting_are_bits(scene_of, said, bits):
    """Nothing said, or hybrid, is every way."""
    assert meeting.modes(scene_of([{"modes": said}], []).seekers[0].person) == bits


def test_purposes_are_shared_where_one_is_offered(scene_of):
    """A mentor who names no purpose offers every one."""
    program = Program(slug="oak", name="Oak", purposes=("Career", "Research"))
    scene = scene_of([{}], [{"purposes": ("research",)}, {}, {"purposes": ("knitting",)}], program)
    found = meeting.purposes_shared(scene)[0].tolist()
    assert found == [bool(scene.purpose(scene.seekers[0], mentor)) for mentor in scene.mentors]
    assert found[:2] == [True, True]


def test_equal_words_have_equal_codes(scene_of):
    """Nothing is 0, and words that no mentor says have no code."""
    scene = scene_of([{"region": "north"}, {}, {"region": "West"}], [{"region": "South"}, {"region": "North"}, {}])
    rows, columns = meeting.codes(scene, "region")
    assert rows.tolist() == [columns[1], 0, -1]
    assert columns[2] == 0
