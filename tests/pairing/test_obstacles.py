"""What stands between two people: each obstacle with its code, in words and as a bit of the grid."""

from __future__ import annotations

import datetime as dt

import pytest

from mentorwidgets.model import Hours, Program
from mentorwidgets.pairing.obstacles import BIT, CODES, Obstacles
from mentorwidgets.pairing.scene import Seeker

TWO = Program(slug="oak", name="Oak", purposes=("Career", "Single project"), terms={"coordinator": "librarian"})
MORNING, EVENING = ((Hours(day=0, start=start, end=start + 120),) for start in (480, 1200))


def codes(scene, obstacles=None):
    """The codes of the first pair in words; the grid has to hold the same."""
    obstacles = obstacles or Obstacles()
    said = [bar.code for bar in obstacles.reasons(scene, scene.seekers[0], scene.mentors[0])]
    bits = int(obstacles.grid(scene)[0, 0])
    assert {code if code in BIT else "rule" for code in said} == {code for code in CODES if bits & BIT[code]}
    return said


@pytest.mark.parametrize(
    ("mentee", "mentor", "code"),
    [
        ({}, {}, []),
        ({}, {"capacity": 0}, ["paused"]),
        ({"avoid": ("m0",)}, {}, ["excluded"]),
        ({"supervisor": "m0"}, {}, ["reporting-line"]),
        ({"participation": "declined"}, {}, ["declined"]),
        ({"availability": MORNING}, {"availability": EVENING}, ["time"]),
        ({"availability": MORNING}, {}, []),
        ({"languages": ("English",)}, {"languages": ("Welsh",)}, ["language"]),
        ({"languages": ("English",)}, {}, []),
        ({"modes": ("video",)}, {"modes": ("phone",)}, ["mode"]),
        ({"modes": ("in person",), "location": (51.5, 0.0)}, {"location": (51.6, 0.0)}, []),
        ({"modes": ("in person",), "location": (51.5, 0.0)}, {"location": (53.5, 0.0)}, ["distance"]),
        ({"modes": ("in person", "phone"), "location": (51.5, 0.0)}, {"location": (53.5, 0.0)}, []),
        ({"modes": ("in person",), "region": "North"}, {"region": "North"}, []),
        ({"modes": ("in person",), "region": "North"}, {}, []),
    ],
)
def test_each_obstacle_has_its_code(scene_of, mentee, mentor, code):
    """Silence is never an obstacle."""
    assert codes(scene_of([mentee], [mentor])) == code


def test_several_obstacles_are_all_said(scene_of):
    """The first is the one of the program's rules."""
    scene = scene_of(
        [{"languages": ("a",), "modes": ("video",)}], [{"languages": ("b",), "modes": ("phone",), "capacity": 0}]
    )
    assert codes(scene) == ["paused", "language", "mode"]
    assert next(Obstacles().reasons(scene, scene.seekers[0], scene.mentors[0])).code == "paused"


@pytest.mark.parametrize("kind", ["past", "already", "forbidden"])
def test_a_pair_of_before_is_not_proposed_again(scene_of, kind):
    """Only these two are kept apart; the same mentor is open to others."""
    scene = scene_of([{}, {}], [{}, {}])
    found = Obstacles(**{kind: frozenset({("e0", "m0"), ("nobody", "m1"), ("e1", "nobody")})})
    assert codes(scene, found) == [kind]
    assert (found.grid(scene) != 0).tolist() == [[True, False], [False, False]]


def test_a_forbidden_pair_names_who_asked(scene_of):
    """In the program's own word for its coordinator."""
    scene = scene_of([{}], [{}], TWO)
    bar = next(Obstacles(forbidden=frozenset({("e0", "m0")})).reasons(scene, scene.seekers[0], scene.mentors[0]))
    assert bar.words == "The librarian asked not to propose this pair."


@pytest.mark.parametrize(
    ("purposes", "mentor", "code"),
    [
        (("Career",), {"purposes": ("single project",)}, ["purpose"]),
        (("Career", "Single project"), {"purposes": ("single project",)}, []),
        (("Career",), {"project_only": True}, ["project-only"]),
        (("Single project",), {"project_only": True}, []),
    ],
)
def test_purposes_and_projects_are_kept(scene_of, purposes, mentor, code):
    """Who mentors for projects only is not asked for a career."""
    scene = scene_of([{}], [mentor], TWO)
    seeker = Seeker(scene.seekers[0].person, purposes)
    bar = next(Obstacles().reasons(scene, seeker, scene.mentors[0]), None)
    assert [bar.code] == code if code else bar is None


def test_a_must_has_to_be_there(scene_of):
    """Where topics are a must, a mentor with none of them is out; who asked for none is not."""
    scene = scene_of([{"wants": ("maps",)}, {}], [{"offers": ("data",)}, {"offers": ("maps", "data")}])
    must = Obstacles(must=("topics",))
    assert codes(scene, must) == ["must"]
    assert must.grid(scene).tolist() == [[BIT["must"], 0], [0, 0]]


def test_a_must_is_said_once(scene_of):
    """The first thing that is missing is enough to know."""
    scene = scene_of([{"wants": ("maps",), "hobbies": ("tea",)}], [{"offers": ("data",), "hobbies": ("golf",)}])
    assert codes(scene, Obstacles(must=("topics", "hobbies"))) == ["must"]


def test_little_shared_time_is_enough(scene_of):
    """Sharing in half of the weeks is no obstacle; sharing in fewer is."""
    london = {"availability": (Hours(day=1, start=720, end=780),), "timezone": "Europe/London"}
    york = {"availability": (Hours(day=1, start=420, end=480),), "timezone": "America/New_York"}
    start = Program(slug="oak", name="Oak")
    assert codes(scene_of([london], [york], start, dt.date(2026, 3, 9), 6)) == []  # 3 of 6 weeks
    assert codes(scene_of([london], [york], start, dt.date(2026, 3, 9), 5)) == ["time"]  # 2 of 5


def test_each_code_has_a_bit_of_its_own():
    """All of them fit into the numbers of the grid."""
    assert len(set(BIT.values())) == len(CODES)
    assert sum(BIT.values()) < 2**15
