"""A roster told to machines and to people."""

from __future__ import annotations

import json

from made import roster

from mentorwidgets.roster import grouped, report


def test_report():
    """The report is plain JSON with counts, columns and problems with their places."""
    plain = report(roster("Name,E-mail,Capacity\nAna Silva,a@b.example,a few\nBen Ito,b@b.example,1\n,,7\n"))
    assert json.loads(json.dumps(plain)) == plain
    assert {name: plain[name] for name in ("rows", "people", "mentors", "mentees", "reported")} == {
        "rows": 3,
        "people": 2,
        "mentors": 2,
        "mentees": 0,
        "reported": 1,
    }
    assert plain["columns"][2] == {"column": "Capacity", "field": "capacity"}
    assert {"file", "sheet", "row", "column", "problem", "mend"} <= set(plain["problems"][0])


def test_grouped():
    """The same problem in many rows is told once."""
    found = roster("Name,Branch\n" + "Ana Silva,Oak\n" * 20, "staff.csv")
    (told,) = grouped(found.problems)
    assert "20 rows" in told.what
