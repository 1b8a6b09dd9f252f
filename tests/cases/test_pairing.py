"""Published instances (OR-Library, Beasley 1990; student and project allocation) and real rosters."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import re

import numpy as np
import pytest

from mentorwidgets.pairing import Proof, assignment, propose_pairs, report
from mentorwidgets.pairing.solver import Task, solve
from mentorwidgets.roster import read_roster


@pytest.mark.parametrize(("name", "optimum"), [("assign100", 305), ("assign500", 991)])
def test_or_library_optima_are_reached_and_proved(cases, name, optimum):
    """The published optimum, with prices that prove it."""
    numbers = (cases / "pairing" / "orlib" / f"{name}.txt").read_text(encoding="ascii").split()
    size = int(numbers[0])
    cost = np.array(numbers[1:], dtype=np.int64).reshape(size, size)
    columns = assignment.assign(cost)
    u, v = assignment.prices(cost, columns)
    assert int(u.sum() + v.sum()) == optimum
    assert assignment.is_proved(cost, columns, u, v)


PAIRED_ROSTERS = (
    "civilservice_mentor_match", "corporate_blank_headers", "dbds_p2p_xlsx", "duke_qualtrics", "emp_cr_line_endings",
    "momentum_medical_xlsx", "msforms_ranked_topics", "names_only", "uva_c4_googleforms", "vn_availability_xlsx",
)  # fmt: skip


def everyone(folder):
    """The people of a folder's rosters; an id of a second file is made different."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".csv", ".xlsx") and "headings" not in path.stem:
            for person in read_roster(path).people:
                found.setdefault(f"{path.stem} {person.id}", dataclasses.replace(person, id=f"{path.stem} {person.id}"))
    return list(found.values())


@pytest.mark.parametrize("name", PAIRED_ROSTERS)
def test_real_rosters_are_paired_and_proved(cases, name):
    """Rosters as people really write them: proved, everyone accounted for, the same when shuffled."""
    people = everyone(cases / "rosters" / name)
    found = propose_pairs(people, include="all", start=dt.date(2026, 1, 5))
    other = propose_pairs(random.Random(1).sample(people, len(people)), include="all", start=dt.date(2026, 1, 5))
    assert found.pairs
    assert found.proved
    assert found.pairs == other.pairs
    assert len(found.answer.mentor) == len(found.pairs) + len(found.unpaired)
    assert [pair["score"] for pair in report(found)["pairs"]] == [pair.score for pair in found.pairs]


@pytest.mark.parametrize("name", [f"tie-{number}" for number in (1, 4, 5, 6, 10, 21)])
def test_places_are_never_overfilled_on_published_instances(cases, name):
    """Student and project allocation instances: as many students as Hopcroft and Karp can place, within all places."""
    lines = (cases / "pairing" / "spa_st_small" / f"{name}.txt").read_text(encoding="ascii").split("\n")
    students, projects = (int(number) for number in lines[0].split()[:2])
    lists = [[int(word) for word in re.findall(r"\d+", line)] for line in lines[1:] if line.strip()]
    allowed = np.zeros((students, projects), dtype=bool)
    for student, *wishes in lists[:students]:
        allowed[student - 1, [wish - 1 for wish in wishes]] = True
    capacity = np.array([line[1] for line in lists[students : students + projects]])
    zero = np.zeros(projects, dtype=np.int64)
    task = Task(allowed * np.int64(500), allowed, capacity, zero, np.arange(students), np.zeros(students, dtype=bool))
    answer = solve(task)
    assert Proof(task, answer).check()
    assert (np.bincount(answer.mentor[answer.mentor >= 0], minlength=projects) <= capacity).all()
    assert (answer.mentor >= 0).any()
