"""Every header and every value that our own files write is understood by our own reader, also beside other columns."""

from __future__ import annotations

import csv
import io
import zoneinfo
from datetime import date

import pytest
from made import TODAY

from mentorwidgets import _resources
from mentorwidgets.model import CRITERIA, KINDS, MODES, PARTICIPATIONS, Hours, Person
from mentorwidgets.roster import people_from_table, read_table, write_roster, write_template
from mentorwidgets.roster.convert import converter
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.lexicon import sure_meanings
from mentorwidgets.roster.write import cell_of

VALUES = {
    "roles": [("mentor",), ("mentee",), ("mentor", "mentee")], "modes": [*((mode,) for mode in MODES), MODES], "kind": KINDS,
    "participation": PARTICIPATIONS, "most_important": CRITERIA, "rural": (True, False), "clearance": (True, False), "assign": (True,),
    "project_only": (True,), "waiting": (True,), "capacity": range(100), "demand": range(1, 9), "years": (0.0, 0.5, 1.5, 12.0, 80.0),
    "location": [(41.02, -92.41), (0.0, 0.0)], "confirmed": ("2026-01-31", "2025-12-01"), "languages": [("English", "Igbo")],
    "interests": [("Maps",), ("Maps", "Zines, old and new"), ("3D printing",), ("[sic]", "a; b")], "supervisor": ("ana@lib.example", "Ana Silva"),
    "availability": [(Hours(day=day, start=a, end=b),) for day in range(7) for a, b in ((0, 60), (420, 1440), (545, 547), (1380, 1440))],
    "timezone": sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone),
    "email": ("ana@lib.example",), "wishes": [("Ben Ito", "Cy Day")], "branch": ("Oak Street", "12"), "bio": ("I like maps, and zines.",),
}  # fmt: skip
CELLS = [(name, value) for name, values in VALUES.items() for value in values if cell_of(name, value)]


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_every_header(field):
    """Each header that we write says its field to the reader of other people's files."""
    assert sure_meanings(field.label)[0].field == field.name


def test_every_value():
    """Each value that we write comes back through the reader of other people's files."""
    lost = []
    for name, value in CELLS:
        cell = cell_of(name, value)
        read = converter(name, FIELDS[name].label, [cell], date(2026, 1, 1), day_first=None)(cell)
        if read != value:
            lost.append((name, cell, read))
    assert lost == []


def test_the_sample_roster():
    """The sample roster is read whole: no column is only a note, no cell is a problem, and its words are kept."""
    text = (_resources.content_file("sample-roster.csv")).read_text("utf-8")
    (table,) = read_table("sample-roster.csv", text.encode())
    found = people_from_table(table, today=TODAY)
    assert [header for header, field in found.columns if not field] == []
    assert [problem for problem in found.problems if problem.level != "notice"] == []
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [{*person.modes} for person in found.people] == [{*row["Ways to meet"].split("; ")} - {""} for row in rows]
    filled = {header for row in rows for header, cell in row.items() if cell}
    said = {header: field for header, field in found.columns if field in Person.__dataclass_fields__}
    empty = {
        field for header, field in said.items() if header in filled and not any(getattr(p, field) for p in found.people)
    }
    assert empty == set()


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_our_files_with_a_column_more(tmp_path, name):
    """A template or an export to which somebody added a column is read as well as before."""
    person = Person(
        id="staff-7", name="Ana Silva", roles=("mentor", "mentee"), email="ana@lib.example", interests=("Maps", "Zines"), modes=("video", "phone"),
        availability=(Hours(day=1, start=540, end=600),), capacity=2, demand=2, assign=True, rural=False, clearance=True, kind="youth",
        participation="later", most_important="time", timezone="Europe/Berlin", confirmed="2026-01-31", years=2.5, avoid=("Ben Ito",),
        wishes=("Cy Day",), supervisor="Di Ek", waiting=True, project_only=True, location=(41.02, -92.41), languages=("English",),
    )  # fmt: skip
    file = tmp_path / name
    write_roster([person], file)
    (table,) = read_table(file)
    rows = [[*table.headers, "Shoe size"], *([*row, "43"] for row in table.rows())]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (wider,) = read_table("people.csv", out.getvalue().encode())
    assert not wider.ours
    found = people_from_table(wider, today=TODAY).people[0]
    differ = [n for n in Person.__dataclass_fields__ if n != "notes" and getattr(found, n) != getattr(person, n)]
    assert differ == []


def test_the_template(tmp_path):
    """The template is read without a word to mend."""
    file = tmp_path / "roster.csv"
    write_template(file)
    (table,) = read_table(file)
    assert people_from_table(table, today=TODAY).problems == ()
