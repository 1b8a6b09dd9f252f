"""Out again: nothing becomes a formula, and everything comes back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import people

from mentorwidgets.errors import ReadOnlyFolderError, RosterError
from mentorwidgets.model import Note, Person
from mentorwidgets.roster import people_from_table, read_roster, read_table, roster_to_csv, write_roster, write_template
from mentorwidgets.roster.write import rows_to_xlsx

several = st.lists(people, min_size=1, max_size=3, unique_by=lambda person: person.id.strip()).map(
    lambda found: [person for number, person in enumerate(found) if not person.email or number == 0]
)


def back(data: bytes, name: str) -> list[Person]:
    (table,) = read_table(name, data)
    return list(people_from_table(table).people)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(several)
def test_csv_comes_back_exactly(found):
    """Any person written as CSV is read as the same person."""
    assert back(roster_to_csv(found).encode("utf-8-sig"), "roster.csv") == found


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(several)
def test_xlsx_comes_back_exactly(found):
    """Any person written as a workbook is read as the same person."""
    text = roster_to_csv(found)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert back(rows_to_xlsx(rows), "roster.xlsx") == found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(several)
def test_no_cell_is_a_formula(found):
    """No cell begins as a formula does."""
    rows = csv.reader(io.StringIO(roster_to_csv(found), newline=""))
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_template(tmp_path, ending):
    """The template reads without a problem: a mentor and a mentee."""
    write_template(tmp_path / f"roster.{ending}")
    found = read_roster(tmp_path / f"roster.{ending}")
    assert found.problems == ()
    assert (len(found.mentors()), len(found.mentees()), found.rows) == (1, 1, 2)
    assert found.people[0].offers == ("Leading a team", "Metadata")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_files(tmp_path, ending):
    """A written file is complete and its neighbour is gone."""
    ana = Person(id="007", name="Null", roles=("mentor",), notes=(Note(label="=1+1", text="@x"),))
    write_roster([ana], tmp_path / f"out.{ending}")
    assert read_roster(tmp_path / f"out.{ending}").people == (ana,)
    assert [path.name for path in tmp_path.iterdir()] == [f"out.{ending}"]


def test_csv_opens_in_excel(tmp_path):
    """A CSV file begins with the mark by which Excel knows UTF-8."""
    write_roster([Person(id="a", name="Zoë", roles=("mentee",))], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("name", "kind"), [("out.txt", RosterError), ("missing/out.csv", ReadOnlyFolderError)])
def test_refused(tmp_path, name, kind):
    """Another ending, or a folder that is not there, is said in words."""
    with pytest.raises(kind, match=r"out\.(txt|csv)"):
        write_roster([], tmp_path / name)


def test_too_long_for_a_workbook(tmp_path):
    """A text that no spreadsheet cell can hold is refused, not cut."""
    with pytest.raises(RosterError, match="32,767"):
        write_roster([Person(id="a", name="A", roles=("mentee",), bio="x" * 40_000)], tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []
