"""Points stand only for what was compared; with nothing to compare that is said, and which columns would help."""

from __future__ import annotations

from mentorwidgets.model import Hours, Person
from mentorwidgets.pairing import compared, helpful, propose_pairs, report, rows
from mentorwidgets.roster.fields import FIELDS


def people(mentor=None, mentee=None):
    return (
        Person(id="ana", name="Ana", roles=("mentor",), **(mentor or {})),
        Person(id="mia", name="Mia", roles=("mentor",), offers=("cats",)),
        Person(id="ben", name="Ben", roles=("mentee",), assign=True, **(mentee or {})),
    )


def only(*given):
    proposal = propose_pairs(given)
    return proposal, proposal.pairs[0]


def test_names_alone_say_nothing():
    """Nobody wrote anything: no points, in the report and in the table, and the columns that would help."""
    bare = (
        Person(id="ana", name="Ana", roles=("mentor",)),
        Person(id="ben", name="Ben", roles=("mentee",), assign=True),
    )
    proposal, pair = only(*bare)
    assert compared(proposal, pair) == (0, 0)
    assert {"wants", "offers", "availability", "region"} <= set(helpful(proposal)) <= set(FIELDS)
    assert (report(proposal)["pairs"][0]["compared"], rows(proposal)[0]["score"]) == ({"points": 0, "out_of": 0}, "")


def test_one_side_alone_is_no_comparison():
    """The mentee wrote wishes for topics, no mentor wrote any."""
    bare = (
        Person(id="ana", name="Ana", roles=("mentor",)),
        Person(id="ben", name="Ben", roles=("mentee",), assign=True, wants=("maps",)),
    )
    assert helpful(only(*bare)[0]) != ()


def test_what_a_mentor_never_said_gives_no_points():
    """Topics were compared; of hours only the mentee and another mentor spoke."""
    free = (Hours(day=0, start=540, end=720),)
    ana = Person(id="ana", name="Ana", roles=("mentor",), offers=("maps",))
    bea = Person(id="bea", name="Bea", roles=("mentor",), availability=free, capacity=0)
    ben = Person(id="ben", name="Ben", roles=("mentee",), assign=True, wants=("maps",), availability=free)
    proposal, pair = only(ana, bea, ben)
    points, out_of = compared(proposal, pair)
    assert (points, pair.score > points, 0 < out_of < 1000, helpful(proposal)) == (out_of, True, True, ())


def test_all_compared_is_out_of_a_thousand():
    """The usual case stays as it was."""
    proposal, pair = only(*people({"offers": ("maps",)}, {"wants": ("maps",)}))
    assert (pair.mentor, compared(proposal, pair), helpful(proposal)) == ("ana", (1000, 1000), ())
