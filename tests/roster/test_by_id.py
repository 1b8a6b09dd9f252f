"""A cell that is the ID of somebody on the roster means that person, whatever ticks and ratings look like."""

from __future__ import annotations

import pytest
from made import roster

NAMES = ("Jan Ost", "Ida Po", "Una Bo")
IDS = ["Employee ID", "ID", "Emp No", "Personalnummer", "Matricule", "Número de empleado"]
BOSSES = [
    "Supervisor", "Supervisor ID", "Manager", "Reports to", "Line manager ID", "Mgr", "Mgr ID", "Manager #", "Supervisor number", "Manager no.",
    "Vorgesetzter", "Vorgesetzten-Nr.", "Personalnummer des Vorgesetzten", "Responsable", "Matricule du responsable", "N\u00b0 du responsable",
    "Jefe", "ID del jefe", "N\u00famero del jefe", "Supv ID",
]  # fmt: skip
CELLS = [
    (("1", "2", "3"), ("", "1", "1")), (("0", "1", "2"), ("", "0", "0")), (("1002", "1003", "1004"), ("", "1002", "")), (("A2", "B3", "C4"), ("", "A2", "A2")),
    (("0002", "0003", "0004"), ("", "0002", "0002")), (("1", "2", "3"), ("", "1", "2")),
]  # fmt: skip
NOT_IDS = [
    "Supervisor rating",
    "Manager score",
    "Number of supervisors",
    "How many managers have you had?",
    "Years as supervisor",
    "Are you a supervisor?",
]


def rows(header, ids, cells):
    """The roster of three people with IDs and cells below a header."""
    roles = ("mentor", "mentee", "mentee")
    lines = [",".join(row) for row in zip(ids, NAMES, roles, cells, strict=True)]
    return roster("\n".join((f"{header[0]},Name,Role,{header[1]}", *lines)))


@pytest.mark.parametrize(("ids", "cells"), CELLS)
@pytest.mark.parametrize("boss", BOSSES)
@pytest.mark.parametrize("own", IDS[:2])
def test_a_supervisor_by_id(own, boss, ids, cells):
    """The supervisor of who has an ID in that column is whose ID it is, and there is nothing to ask."""
    found = rows((own, boss), ids, cells)
    people = {person.id: person.name for person in found.people}
    known = dict(zip(ids, NAMES, strict=True))
    assert [people.get(person.supervisor, "") for person in found.people] == [cell and known[cell] for cell in cells]
    assert found.problems == ()


@pytest.mark.parametrize("own", IDS)
def test_ids_in_other_words(own):
    """The column of IDs has a header in one of several languages."""
    assert [person.supervisor for person in rows((own, "Supervisor"), *CELLS[0]).people] == ["", "1", "1"]


@pytest.mark.parametrize("header", NOT_IDS)
def test_numbers_that_are_no_ids(header):
    """Ratings, counts and ticks name nobody, also where such a number is somebody's ID."""
    found = rows(("Employee ID", header), ("1", "2", "3"), ("1", "0", "1"))
    assert [person.supervisor for person in found.people] == ["", "", ""]


@pytest.mark.parametrize("field", ["avoid", "wishes"])
def test_one_id_to_avoid_or_wish_for(field):
    """So it is with a single 1 below "Do not pair with" and "Preferred mentor"."""
    header = {"avoid": "Do not pair with", "wishes": "Preferred mentor"}[field]
    found = rows(("Staff ID", header), ("1", "2", "3"), ("", "1", ""))
    assert [getattr(person, field) for person in found.people] == [(), ("1",), ()]
