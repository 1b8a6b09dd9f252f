"""What each factor gives: the same in words for one pair and in the grid for all."""

from __future__ import annotations

import numpy as np
import pytest

from mentorwidgets.model import Hours, Program
from mentorwidgets.pairing import scoring
from mentorwidgets.pairing.factors import FACTORS, Factor, _gap_share, _part, known_topics, sought
from mentorwidgets.pairing.scene import Seeker

TWO = Program(slug="oak", name="Oak", purposes=("Career", "Research"))
SAME = Program(slug="oak", name="Oak", same_unit="prefer")
OTHER = Program(slug="oak", name="Oak", same_unit="avoid")


def both(scene, name):
    """Share and words of the first pair; the grid has to say the same."""
    share, words = FACTORS[name].share(scene, scene.seekers[0], scene.mentors[0])
    assert FACTORS[name].shares(scene)[0, 0] == share
    return share, words


@pytest.mark.parametrize(
    ("gap", "share"), [(-5, 0), (0, 0), (1, 333), (1.5, 500), (3, 1000), (20, 1000), (20.5, 700), (40, 700)]
)
def test_experience_rises_to_three_years_and_falls_after_twenty(scene_of, gap, share):
    """A mentor who is far ahead is a little harder to learn from."""
    scene = scene_of([{"years": 10.0}], [{"years": 10.0 + gap}])
    assert both(scene, "experience")[0] == share


def test_experience_is_said_in_years(scene_of):
    """Half years are said as such; no lead is said kindly."""
    assert both(scene_of([{"years": 1.0}], [{"years": 2.5}]), "experience")[1] == "1.5 years more experience"
    assert both(scene_of([{"years": 3.0}], [{"years": 3.0}]), "experience")[1] == "no more years of experience"


@pytest.mark.parametrize(
    ("mine", "theirs", "share"),
    [
        (("a", "b"), ("b",), 500),
        (("a", "b", "c"), ("c", "b", "x"), 666),
        (("a",), ("b",), 0),
        (("a",), ("A ", "b"), 1000),
    ],
)
def test_topics_are_covered_in_thousandths_rounded_down(scene_of, mine, theirs, share):
    """What counts is how much of what was asked the mentor knows."""
    assert both(scene_of([{"wants": mine}], [{"offers": theirs}]), "topics")[0] == share


def test_interests_stand_in_for_topics_that_were_not_named(scene_of):
    """A mentee who wants nothing in particular is paired by interests and work areas."""
    scene = scene_of([{"interests": ("Maps",), "work_areas": ("Teens",)}], [{"work_areas": ("teens",)}])
    assert sought(scene.seekers[0]) == {"maps", "teens"}
    assert known_topics(scene.mentors[0]) == {"teens"}
    assert both(scene, "topics") == (500, "1 of 2 topics: teens")


def test_hobbies_are_named(scene_of):
    """Shared hobbies are said in the order of the alphabet."""
    scene = scene_of([{"hobbies": ("running", "Chess")}], [{"hobbies": ("chess", "running", "tea")}])
    assert both(scene, "hobbies") == (1000, "both like chess, running")
    assert both(scene_of([{"hobbies": ("a",)}], [{"hobbies": ("b",)}]), "hobbies") == (0, "different hobbies")


def test_a_mentor_can_learn_in_return(scene_of):
    """Complementary skills are measured by what the mentor wants."""
    scene = scene_of([{"offers": ("data",)}], [{"wants": ("data", "video")}])
    assert both(scene, "skills") == (500, "M0 can learn in return: data")
    assert both(scene_of([{"offers": ("x",)}], [{"wants": ("y",)}]), "skills") == (0, "no topic to give in return")


@pytest.mark.parametrize(
    ("mentee", "mentor", "share"),
    [
        ({"position": "Clerk", "years": 1.0}, {"position": "clerk", "years": 2.0}, 1000),
        ({"position": "Clerk", "years": 2.0}, {"position": "Clerk", "years": 2.0}, 700),
        ({"position": "Clerk"}, {"position": "Clerk"}, 700),
        ({"position": "Clerk"}, {"position": "Head"}, 0),
    ],
)
def test_the_same_position_counts_most_when_held_for_longer(scene_of, mentee, mentor, share):
    """A peer of equal standing still counts for seven tenths."""
    assert both(scene_of([mentee], [mentor]), "same role")[0] == share


@pytest.mark.parametrize(
    ("program", "theirs", "share"),
    [(SAME, "maps", 1000), (SAME, "Teens", 0), (OTHER, "MAPS", 0), (OTHER, "Teens", 1000)],
)
def test_departments_follow_the_program(scene_of, program, theirs, share):
    """A program prefers or avoids the same department."""
    scene = scene_of([{"department": "Maps"}], [{"department": theirs}], program)
    assert both(scene, "department")[0] == share


def test_departments_do_not_count_where_the_program_does_not_ask(scene_of):
    """Without a wish of the program nobody is judged by a department."""
    scene = scene_of([{"department": "Maps"}], [{"department": "Maps"}])
    assert "department" not in scoring.shares_of_thousand(scene, scene.seekers[0], scoring.read_weights(None))


def test_wishes_count_by_their_rank(scene_of):
    """The first wish gives all, each later one a tenth less, but never less than three tenths."""
    wishes = tuple(f"m{i}" for i in range(9))
    scene = scene_of([{"wishes": wishes}], [{} for _ in range(10)])
    assert FACTORS["wishes"].shares(scene)[0].tolist() == [1000, 900, 800, 700, 600, 500, 400, 300, 300, 0]
    assert both(scene, "wishes") == (1000, "wish number 1")


def test_a_wish_for_somebody_unknown_is_no_error(scene_of):
    """Names that are not in the round are passed over."""
    assert both(scene_of([{"wishes": ("zoe",)}], [{}]), "wishes") == (0, "not among the wishes")


def test_the_library_type_is_compared_as_words(scene_of):
    """Case and spaces make no difference."""
    scene = scene_of([{"library_type": "public"}], [{"library_type": " Public "}])
    assert both(scene, "library type")[0] == 1000


def test_a_purpose_is_offered_or_not(scene_of):
    """A mentor who names a purpose is compared; one who offers it gives all."""
    scene = scene_of([{}], [{"purposes": ("career",)}], TWO)
    one = Seeker(scene.seekers[0].person, ("Career",))
    assert FACTORS["purpose"].share(scene, one, scene.mentors[0]) == (1000, "offers Career")
    other = Seeker(one.person, ("Research",))
    assert FACTORS["purpose"].share(scene, other, scene.mentors[0])[0] == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("experience", {"years": 3.0}), ("place", {"region": "North"}),
        ("time", {"availability": (Hours(day=0, start=600, end=700),)}),
    ],
)  # fmt: skip
def test_a_mentor_who_says_nothing_gives_half(scene_of, name, said):
    """Silence is neither rewarded nor punished."""
    scene = scene_of([said], [{}, said])
    assert both(scene, name) == (500, "M0 says nothing about it yet")


def test_silence_about_topics_gives_nothing(scene_of):
    """What is asked for has to be offered."""
    assert both(scene_of([{"wants": ("maps",)}], [{}]), "topics")[0] == 0


def test_parts_are_exact_for_every_size():
    """A product and a shift equal whole-number division for all counts of up to 255 terms, and beyond by division."""
    for size in (*range(1, 256), 256, 1000):
        counts = np.arange(size + 1)
        found = _part(counts.astype(np.uint16)[:, None], np.array([[size]]))
        assert found[:, 0].tolist() == (counts * 1000 // size).tolist()


def test_a_gap_is_judged_alike_alone_and_in_a_grid():
    """The rule is the same for one number and for many."""
    gaps = np.linspace(-10, 40, 101)
    assert _gap_share(gaps).tolist() == [int(_gap_share(np.array([gap]))[0]) for gap in gaps]


def test_a_factor_without_a_grid_is_judged_pair_by_pair(scene_of):
    """A program's own factor needs only the plain form; those who say nothing get its unknown share."""
    own = Factor("short name", "low", lambda *_: True, lambda _, m: m.id != "m1",
                 lambda _, s, m: (len(s.person.name + m.name), "letters"), unknown=7)  # fmt: skip
    assert own.shares(scene_of([{}, {"name": "Eve"}], [{}, {}])).tolist() == [[4, 7], [5, 7]]


def test_every_factor_has_a_label_and_a_weight():
    """A page shows them all; no two are called alike."""
    words = scoring.weight_words()
    assert len({word["label"] for word in words.values()}) == len(FACTORS)
    assert {word["weight"] for word in words.values()} <= {"must", "high", "medium", "low", "off"}
