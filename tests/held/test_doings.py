"""Deeds in plain sentences."""

from __future__ import annotations

import pytest

from mentorwidgets.held import Doings
from mentorwidgets.model import RosterChange
from mentorwidgets.store.deeds import Deed
from mentorwidgets.store.people import RosterEntry

NAMES = {"ana": "Ana Silva", "ben": "Ben Ito"}
FIRST = RosterEntry(1, "Kim", "2027-01-02T10:00:00.000Z", RosterChange(added=("ana", "ben")))
UNDONE = RosterEntry(2, "Kim", "2027-01-03T10:00:00.000Z", RosterChange(gone=("ana", "ben"), changed=("x",)), undoes=1)
MANY = RosterEntry(3, "Kim", "2027-01-04T10:00:00.000Z", RosterChange(added=tuple(f"p{n:02}" for n in range(12))))
HERE = Doings(NAMES, {1: FIRST, 2: UNDONE, 3: MANY}, {"a": ("Ana Silva", "mentor"), "c": ("Cora", "coordinator")})


@pytest.mark.parametrize(("kind", "person", "told", "words"), [
    ("program", "", {"name": "Oak"}, "Added the program Oak."),
    ("settings", "", {"hours": {"was": 0, "now": 4.0}, "purposes": {"was": ["Mentoring"], "now": ["A", "B"]}},
     "Changed settings: hours from 0 to 4; purposes from Mentoring to A; B."),
    ("settings", "", {"name": {"was": "Oak", "now": "Elm"}}, "Renamed the program from Oak to Elm."),
    ("settings", "", {"youth": {"was": True, "now": False}},
     "Changed settings: youth from yes to no. Youth protection was switched off: mentors need no clearance any more."),
    ("roster", "", {"roster": 1}, "Brought in a roster: 2 added (Ana Silva, Ben Ito)."),
    ("roster", "", {"roster": 2},
     "Took back the roster of 2027-01-02 10:00 UTC: 1 changed (x), 2 gone (Ana Silva, Ben Ito)."),
    ("roster", "", {"roster": 3},
     "Brought in a roster: 12 added (p00, p01, p02, p03, p04, p05, p06, p07, p08, p09 and 2 more)."),
    ("roster", "", {"roster": 9}, "Brought in a roster."),
    ("link made", "ana", {"link": "a"}, "Made the personal link of Ana Silva (mentor)."),
    ("link made", "ana", {"link": "a", "shown": "once"}, "Made the personal link of Ana Silva (mentor) and was shown it."),
    ("word set", "ana", {}, "Ana Silva's own word was set."),
    ("link revoked", "", {"link": "c"}, "Took back the personal link of Cora (coordinator)."),
    ("restored", "", {"worksheet": "pairing", "fields": 1}, "Brought back an earlier state of Pairing: 1 field."),
    ("brought back", "", {"key": "shortlist/ben", "in": "pairing", "as of": "2027-01-02T10:00:00.000Z"},
     "Brought back what stood on 2027-01-02 10:00 UTC in Pairing, Shortlist of: Ben Ito."),
    ("of another version", "", {}, ""),
])  # fmt: skip
def test_a_deed_is_a_sentence(kind, person, told, words):
    """Who is named by name, what was changed as a table of programs says it."""
    assert HERE.words(Deed(1, "Kim", "", kind, person, told)) == words


@pytest.mark.parametrize(("told", "person", "wanted"), [
    ({"roster": 1}, "ana", True), ({"roster": 1}, "zoe", False), ({"roster": 9}, "ana", False), ({}, "zoe", True),
    ({"key": "shortlist/ben"}, "ben", True), ({"key": "shortlist/ben"}, "shortlist", False),
])  # fmt: skip
def test_a_deed_is_about_whom_it_touches(told, person, wanted):
    """Also one of many on a roster."""
    assert HERE.concerns(Deed(1, "Kim", "", "x", "" if told else "zoe", told), person) is wanted
