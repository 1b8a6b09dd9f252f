"""Hard rules and their words."""

from __future__ import annotations

import pytest

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import bars, demand_of, purposes_of, with_ids


def person(name, *roles, **rest):
    return Person(id=name.lower(), name=name, roles=roles or ("mentor", "mentee"), **rest)


def program(**settings):
    return Program(slug="oak", name="Oak", **settings)


def code(found, mentee, mentor):
    bar = found.between(mentee, mentor)
    return bar and bar.code


def test_nobody_mentors_themselves():
    """A person with both roles is barred from themselves only."""
    found = bars(program(), [person("Ana"), person("Ben")])
    assert (code(found, "ana", "ana"), code(found, "ana", "ben")) == ("self", None)


@pytest.mark.parametrize("words", ["ana", "Ana", " ANA ", "a@oak.org", "A@Oak.org"])
def test_a_supervisor_is_found_by_id_email_or_name(words):
    """However the roster names the supervisor."""
    people = [person("Ana", email="a@oak.org"), person("Ben", supervisor=words)]
    assert code(bars(program(), people), "ben", "ana") == "reporting-line"


def test_a_reporting_line_is_transitive_and_goes_both_ways():
    """Cem - Ben - Ana: Cem and Ana cannot be a pair, whoever mentors."""
    people = [person("Ana"), person("Ben", supervisor="ana"), person("Cem", supervisor="ben")]
    found = bars(program(), people)
    assert code(found, "cem", "ana") == code(found, "ana", "cem") == "reporting-line"


def test_a_circle_of_supervisors_ends():
    """A roster that goes round in a circle harms nobody."""
    found = bars(program(), [person("Ana", supervisor="ben"), person("Ben", supervisor="ana"), person("Cem")])
    assert (code(found, "ana", "ben"), code(found, "ana", "cem")) == ("reporting-line", None)


def test_either_side_may_exclude():
    """One wish is enough, and both directions are barred."""
    found = bars(program(), [person("Ana", avoid=("Ben",)), person("Ben")])
    assert code(found, "ana", "ben") == code(found, "ben", "ana") == "excluded"


def test_a_shared_name_bars_everyone_of_that_name():
    """When we cannot know who was meant, nobody of that name is proposed."""
    people = [person("Ana", avoid=("Ben Lee",)), *(Person(id=i, name="Ben Lee", roles=("mentee",)) for i in "xy")]
    found = bars(program(), people)
    assert (code(found, "x", "ana"), code(found, "y", "ana")) == ("excluded", "excluded")


def test_same_department_is_barred_only_where_the_program_says_so():
    """Pairs across departments are the program's choice; the department is compared as words."""
    people = [person("Ana", department="Archive "), person("Ben", department="archive")]
    allowed = [code(bars(program(same_unit=word), people), "ben", "ana") for word in ("allow", "avoid", "forbid")]
    assert allowed == [None, None, "same-unit"]


@pytest.mark.parametrize(
    ("rest", "settings", "expected"),
    [
        ({"capacity": 0}, {}, "paused"),
        ({}, {"capacity": 0}, "paused"),
        ({"participation": "declined"}, {}, "declined"),
        ({}, {"youth": True}, "clearance"),
        ({"clearance": True}, {"youth": True}, None),
        ({"years": 4.5}, {"min_years": 5}, "years"),
        ({"years": 5.0}, {"min_years": 5}, None),
    ],
)
def test_a_mentor_may_be_closed_to_everyone(rest, settings, expected):
    """Paused, declined, not cleared, or too new."""
    found = bars(program(**settings), [person("Ana", "mentor", **rest), person("Ben", "mentee")])
    assert code(found, "ben", "ana") == expected


def test_public_bars_give_no_private_list_away():
    """Participants read the same words for a reporting line and an exclusion."""
    people = [person("Ana", avoid=("Ben",)), person("Ben"), person("Cem", supervisor="Ana")]
    found = bars(program(), people).public()
    words = {found.between("ben", "ana"), found.between("cem", "ana")}
    assert {(bar.code, bar.words) for bar in words} == {("private", "These two cannot be paired.")}


def test_names_are_written_as_ids_once():
    """`with_ids` settles supervisor, avoid and wishes; unknown words stay."""
    ben = with_ids([person("Ana"), person("Ben", supervisor="Ana", avoid=("Zoe",), wishes=("ANA",))])[1]
    assert (ben.supervisor, ben.avoid, ben.wishes) == ("ana", ("Zoe",), ("ana",))


def test_purposes_and_demand():
    """Who names purposes of the program wants a mentor for each; who names none wants any."""
    oak = program(purposes=("Career", "Teaching"))
    assert purposes_of(oak, person("Ana", purposes=("teaching",))) == ("Teaching",)
    assert purposes_of(oak, person("Ana", purposes=("Magic",))) == ("Career", "Teaching")
    assert [demand_of(oak, person("Ana", purposes=p)) for p in ((), ("Career",), ("career", "teaching"))] == [1, 1, 2]
