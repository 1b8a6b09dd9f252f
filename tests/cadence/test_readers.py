"""Who reads and writes the fields of a cadence worksheet: what a pair talks about is theirs alone (XC3)."""

from __future__ import annotations

import pytest

from mentorwidgets import access
from mentorwidgets.model import OFFICE, Viewer

VIEWERS = {
    "office": OFFICE,
    "coordinator": Viewer(role="coordinator", program="oak", name="Kim"),
    "ben": Viewer(role="mentee", program="oak", person="ben", name="Ben"),
    "ana": Viewer(role="mentor", program="oak", person="ana", name="Ana"),
    "cem": Viewer(role="mentee", program="oak", person="cem", name="Cem"),
}
PAIR, STAFF, ALL = {"ben", "ana"}, {"office", "coordinator"}, {*VIEWERS}


@pytest.mark.parametrize(
    ("key", "readers"),
    [
        ("rule/ben/ana/Mentoring", PAIR | STAFF),
        ("meeting/ben/ana/Mentoring/m001", PAIR | STAFF),
        ("talk/ben/ana/Mentoring/m001", PAIR),
        ("note/ben/ana/Mentoring/m001/mentee", {"ben"}),
        ("note/ben/ana/Mentoring/m001/mentor", {"ana"}),
        ("hours/ben/ana/Mentoring/mentor", PAIR | STAFF),
        ("busy/ben/ana/Mentoring/mentor", PAIR),
        ("posted/ana/20260331T1400Z-60", ALL),
        ("closures/c1", ALL),
    ],
)
def test_each_field_is_read_by_those_it_is_for(key, readers):
    """Coordinators see that a pair meets, and never what they talk about."""
    found = {name for name, viewer in VIEWERS.items() if access.readable(viewer, "oak/cadence", {key: "x"})(key)}
    assert found == readers
    assert access.readers("cadence", key)
