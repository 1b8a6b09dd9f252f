"""Counts over many programs, and no name among them."""

from __future__ import annotations

import csv

import pytest
from tabled import generate, table_of

from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import Folder
from mentorwidgets.generate import collect
from mentorwidgets.generate.collecting import write_table
from mentorwidgets.model import Operation, Pair
from mentorwidgets.workbook import open_store


@pytest.fixture
def library(tmp_path):
    """Two programs, one pair."""
    table = table_of(tmp_path / "office", header="name,roster", rows=('"=Oak,1",roster.csv', "Elm,"))
    generate(table, tmp_path / "library")
    with open_store(Folder(tmp_path / "library")) as store:
        [ana, ben] = store.people("oak-1")
        pair = Pair(mentee=ben.id, mentor=ana.id)
        store.apply(
            Operation(op="a-pair-0", worksheet="oak-1/pairing", key=pair.key(), value={"status": "active"}, base=0), "t"
        )
    return tmp_path / "library"


def test_numbers_are_counted_program_by_program(library):
    """People, pairs by status, the day of the last change."""
    oak, elm = collect([library])
    assert [elm["people"], oak["people"], oak["mentors"], oak["mentees"]] == [0, 2, 1, 1]
    assert (oak["Pairing: active"], oak["Pairing: mentees with a pair"], elm["Pairing: active"]) == (1, 1, 0)
    assert oak["last change"] > elm["last change"] == ""


def test_no_name_of_a_person_is_in_it(library):
    """Nor an address, nor a word that they wrote."""
    text = str(collect([library]))
    assert not any(word in text for word in ("Ana", "Silva", "Ben", "lib.example", "Metadata"))


def test_several_libraries_come_into_one_table(library):
    """Every row has the same columns."""
    rows = collect([library, library])
    assert len(rows) == 4
    assert len({tuple(row) for row in rows}) == 1


def test_the_table_is_written_for_a_spreadsheet(library, tmp_path):
    """CSV and XLSX, and no cell is a formula."""
    from python_calamine import CalamineWorkbook

    rows = collect([library])
    write_table(rows, tmp_path / "t.csv")
    write_table(rows, tmp_path / "t.xlsx")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    sheet = CalamineWorkbook.from_path(tmp_path / "t.xlsx").get_sheet_by_index(0).to_python()
    assert names == ["'=Oak,1", "Elm"]
    assert sheet[0] == list(rows[0])
    assert [row[7] for row in sheet[1:]] == [row["people"] for row in rows]


def test_another_kind_of_file_is_refused(tmp_path):
    """In words, and an empty library gives a table of no rows."""
    with pytest.raises(GenerateError, match="Name a .csv or .xlsx file"):
        write_table([], tmp_path / "t.pdf")
    write_table([], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig") == "program\n"
