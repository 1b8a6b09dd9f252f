"""Factors, obstacles and scores: what is said of one pair is what is counted for all."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorwidgets.errors import ProposalError
from mentorwidgets.model import Hours, Person, Program
from mentorwidgets.pairing import bars, scoring
from mentorwidgets.pairing.factors import FACTORS, Factor
from mentorwidgets.pairing.obstacles import BIT, Obstacles
from mentorwidgets.pairing.scene import Seeker, make_scene

TOPICS = ("Cataloguing", "cataloguing ", "AI", "retail", "Grant-writing", "grant writing", "teens")
ZONES = ("", "Europe/London", "America/New_York", "Asia/Kathmandu", "Nowhere/Land")
lists = st.lists(st.sampled_from(TOPICS), max_size=3).map(tuple)
words = st.sampled_from(("", "North", "north ", "South"))
hours = st.builds(
    lambda day, start, size: Hours(day=day, start=start, end=min(1440, start + size)),
    st.integers(0, 6), st.integers(0, 1380), st.integers(20, 300),
)  # fmt: skip
OAK = Program(slug="oak", name="Oak", purposes=("Career", "Project work"), same_unit="avoid")


@st.composite
def people(draw, role, number):
    return Person(
        id=f"{role}{number}", name=f"{role} {number}", roles=(role,),
        offers=draw(lists), wants=draw(lists), interests=draw(lists), hobbies=draw(lists),
        purposes=draw(st.sampled_from(((), ("Career",), ("project work",), ("other",)))),
        position=draw(words), department=draw(words), library_type=draw(words), region=draw(words),
        years=draw(st.sampled_from((None, 0.0, 1.5, 4.0, 30.0))),
        rural=draw(st.sampled_from((None, True, False))),
        location=draw(st.sampled_from((None, (51.5, 0.0), (51.6, 0.1), (52.2, 0.1), (40.7, -74.0)))),
        modes=draw(st.sampled_from(((), ("in person",), ("video",), ("hybrid",), ("phone", "in person")))),
        timezone=draw(st.sampled_from(ZONES)), languages=draw(lists),
        availability=tuple(draw(st.lists(hours, max_size=3))),
        project_only=draw(st.booleans()), capacity=draw(st.sampled_from((None, 0, 2))),
        avoid=draw(st.sampled_from(((), ("mentor 0",), ("mentee1",)))),
        wishes=draw(st.sampled_from(((), ("mentor0",), ("mentor1", "mentor0", "zoe")))),
        most_important=draw(st.sampled_from(("", "topics", "time", "same role"))),
    )  # fmt: skip


@st.composite
def scenes(draw):
    mentees = [draw(people("mentee", number)) for number in range(draw(st.integers(1, 3)))]
    mentors = [draw(people("mentor", number)) for number in range(draw(st.integers(1, 3)))]
    seekers = [Seeker(person, draw(st.sampled_from((OAK.purposes, ("Career",))))) for person in mentees]
    return make_scene(OAK, seekers, mentors, bars(OAK, [*mentees, *mentors]), dt.date(2026, 2, 1), 12)


@given(scenes(), st.dictionaries(st.sampled_from(tuple(FACTORS)), st.sampled_from(("must", "high", "low", "off"))))
@settings(max_examples=200, deadline=None)
def test_points_add_up_to_the_score_of_the_grid(scene, weights):
    """What is said of one pair and the matrix products are two implementations of the same score."""
    weights = scoring.read_weights(weights)
    grid = scoring.score_grid(scene, weights)
    for row, seeker in enumerate(scene.seekers):
        for column, mentor in enumerate(scene.mentors):
            given_points = scoring.points(scene, seeker, mentor, weights)
            assert sum(item.points for item in given_points) == grid[row, column]
            assert sum(item.out_of for item in given_points) == 1000
            assert all(0 <= item.points <= item.out_of for item in given_points)


@given(scenes(), st.sampled_from(((), ("topics",), ("time", "place"))))
@settings(max_examples=200, deadline=None)
def test_the_grid_of_obstacles_agrees_with_the_words(scene, must):
    """The grid holds exactly the obstacles that are said in words."""
    ids = [(s.person.id, m.id) for s in scene.seekers for m in scene.mentors]
    found = Obstacles(frozenset(ids[::5]), frozenset(ids[1::5]), frozenset(ids[2::7]), must)
    grid = found.grid(scene)
    for row, seeker in enumerate(scene.seekers):
        for column, mentor in enumerate(scene.mentors):
            codes = {bar.code if bar.code in BIT else "rule" for bar in found.reasons(scene, seeker, mentor)}
            assert {code for code, bit in BIT.items() if grid[row, column] & bit} == codes


def scene_of(mentee, mentor, program=OAK, start=dt.date(2026, 2, 1), weeks=12):
    one = Person(id="ben", name="Ben", roles=("mentee",), **mentee)
    other = Person(id="ana", name="Ana", roles=("mentor",), **mentor)
    return make_scene(program, [Seeker(one, program.purposes)], [other], bars(program, [one, other]), start, weeks)


def share(name, mentee, mentor, **rest):
    scene = scene_of(mentee, mentor, **rest)
    return FACTORS[name].share(scene, scene.seekers[0], scene.mentors[0])


def test_topics_are_whole_terms():
    """'AI' is not found in 'retail', and a broad mentor is not punished."""
    assert share("topics", {"wants": ("AI",)}, {"offers": ("retail",)})[0] == 0
    assert share("topics", {"wants": ("AI",)}, {"offers": ("a.i", "ai", *TOPICS)})[0] == 1000


def test_shared_time_is_found_on_real_dates_in_both_zones():
    """A mentee's Tuesday noon in London is the mentor's Tuesday 7:00 in New York in winter."""
    noon = {"availability": (Hours(day=1, start=720, end=780),), "timezone": "Europe/London"}
    early = {"availability": (Hours(day=1, start=420, end=480),), "timezone": "America/New_York"}
    found, said = share("time", noon, early, weeks=3)
    assert found > 0
    assert "Tuesday 12:00 (Tuesday 07:00 for Ana)" in said


def test_weeks_of_another_season_count_for_themselves():
    """From 8 to 28 March 2026 New York is an hour nearer: no shared hour in those three weeks."""
    noon = {"availability": (Hours(day=1, start=720, end=780),), "timezone": "Europe/London"}
    early = {"availability": (Hours(day=1, start=420, end=480),), "timezone": "America/New_York"}
    scene = scene_of(noon, early, start=dt.date(2026, 3, 9), weeks=3)
    assert next(Obstacles().reasons(scene, scene.seekers[0], scene.mentors[0])).code == "time"
    longer = scene_of(noon, early, start=dt.date(2026, 3, 9), weeks=26)
    assert list(Obstacles().reasons(longer, longer.seekers[0], longer.mentors[0])) == []


@pytest.mark.parametrize(
    ("mentee", "mentor", "code"),
    [
        ({"languages": ("English",)}, {"languages": ("français",)}, "language"),
        ({"languages": ("English", "Français")}, {"languages": ("FRANÇAIS",)}, None),
        ({"modes": ("video",)}, {"modes": ("in person",)}, "mode"),
        ({"modes": ("in person",), "region": "North"}, {"region": "South"}, "distance"),
        ({"modes": ("video",), "region": "North"}, {"region": "South"}, None),
        ({}, {"project_only": True}, None),
        ({"purposes": ("Career",)}, {"purposes": ("project work",)}, None),
    ],
)
def test_practical_obstacles_have_a_code(mentee, mentor, code):
    """Language, ways of meeting and distance; a mentee with open purposes meets a project mentor."""
    scene = scene_of(mentee, mentor)
    bar = next(Obstacles().reasons(scene, scene.seekers[0], scene.mentors[0]), None)
    assert (bar and bar.code) == code


def test_weights_are_words():
    """An unknown factor or word is refused with what was probably meant."""
    with pytest.raises(ProposalError, match="Did you mean 'topics'"):
        scoring.read_weights({"topic": "high"})
    with pytest.raises(ProposalError, match="not a weight"):
        scoring.read_weights({"topics": "11"})


def test_the_mentees_own_criterion_counts_double():
    """What a mentee calls most important gets the largest part of the thousand."""
    scene = scene_of({"wants": ("AI",), "position": "Clerk", "most_important": "same role"},
                     {"offers": ("AI",), "position": "Clerk"})  # fmt: skip
    parts = scoring.shares_of_thousand(scene, scene.seekers[0], scoring.read_weights(None))
    assert parts["same role"] > parts["topics"] > parts["skills"] if "skills" in parts else parts["same role"] > 500


def test_other_weights_are_not_taken_for_the_first():
    """What is remembered of one set of weights does not colour the next."""
    scene = scene_of({"wants": ("AI",), "position": "Clerk"}, {"offers": ("AI",), "position": "Clerk"})
    first = scoring.shares_of_thousand(scene, scene.seekers[0], scoring.read_weights({"topics": "high"}))
    other = scoring.shares_of_thousand(scene, scene.seekers[0], scoring.read_weights({"topics": "off"}))
    assert "topics" in first
    assert other == {"same role": 1000}


def test_nothing_known_is_said_so():
    """A roster of bare names gives everyone the same points."""
    scene = scene_of({}, {}, Program(slug="oak", name="Oak"))
    found = scoring.points(scene, scene.seekers[0], scene.mentors[0], scoring.read_weights(None))
    assert [item.points for item in found] == [500]
    assert scoring.score_grid(scene, scoring.read_weights(None)).tolist() == [[500]]


def test_a_program_adds_a_factor_of_its_own(monkeypatch):
    """One plain function is enough; it counts in words and in the grid."""
    same_letter = Factor(
        "first letter", "high", lambda *_: True, lambda *_: True,
        lambda _, seeker, mentor: (1000 * (seeker.person.name[0] == mentor.name[0]), "same letter"),
    )  # fmt: skip
    monkeypatch.setitem(FACTORS, "letter", same_letter)
    scene = scene_of({}, {}, Program(slug="oak", name="Oak"))
    weights = scoring.read_weights({})
    assert scoring.points(scene, scene.seekers[0], scene.mentors[0], weights)[0].points == 0
    assert np.array_equal(scoring.score_grid(scene, weights), [[0]])


def test_many_alike_are_scored_like_one_at_a_time(scene_of):
    """Rows that say the same are worked out once; each still has the points that are said of it."""
    places = ({"region": "North"}, {"region": "South", "rural": True}, {"location": (51.5, 0.0)})
    people = [
        {"wants": TOPICS[i % 3 : i % 5 + 2], "years": float(i % 4), "position": "Clerk" if i % 2 else "Head",
         "hobbies": TOPICS[i % 7 :], "most_important": ("", "time")[i % 2], **places[i % 3]}
        for i in range(40)
    ]  # fmt: skip
    scene = scene_of(people, [one | {"offers": TOPICS[i % 4 :], "years": 9.0} for i, one in enumerate(people[:6])])
    weights = scoring.read_weights(None)
    said = [[sum(p.points for p in scoring.points(scene, s, m, weights)) for m in scene.mentors] for s in scene.seekers]
    assert scoring.score_grid(scene, weights).tolist() == said


def test_people_of_whom_nothing_is_known_stand_beside_others(scene_of):
    """Only their rows are even."""
    scene = scene_of([{}, {"wants": ("AI",)}], [{"offers": ("AI",)}, {"offers": ("maps",)}])
    assert scoring.score_grid(scene, scoring.read_weights(None)).tolist() == [[500, 500], [1000, 0]]


@pytest.mark.parametrize(
    "sizes", [{"a": 1, "b": 1, "c": 1}, {"a": 3, "b": 2, "c": 2, "d": 1}, {"a": 8, "b": 3}, {"a": 1}]
)
def test_a_thousand_is_divided_without_losing_one(sizes):
    """In proportion, and the same for the same sizes."""
    parts = scoring._divide(1000, sizes)
    assert sum(parts.values()) == 1000
    assert all(abs(parts[name] - 1000 * size / sum(sizes.values())) < 1 for name, size in sizes.items())


def test_an_unweighed_factor_gives_no_points(scene_of):
    """Off is off, for one pair and for all."""
    scene = scene_of([{"wants": ("AI",), "hobbies": ("tea",)}], [{"offers": ("AI",), "hobbies": ("golf",)}])
    weights = scoring.read_weights({"hobbies": "off"})
    assert [item.factor for item in scoring.points(scene, scene.seekers[0], scene.mentors[0], weights)] == ["topics"]
    assert scoring.score_grid(scene, weights).tolist() == [[1000]]
