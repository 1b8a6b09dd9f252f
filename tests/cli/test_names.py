"""Names on a roster that fit nobody for certain, from the command line: said first, answered in a file, remembered."""

from __future__ import annotations

import csv
import json

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

ROSTER = """Name,Email,Role,Avoid,Supervisor,Max mentees
Rosa Miller,rosa@x.example,mentee,Dr. Jan Ost,,
Ida Roth,ida@x.example,mentee,Ost,,
Eva Bar,eva@x.example,mentee,,"Ost, Jan",
Bo Ulm,bo@x.example,mentee,anyone from Oak,,
Jan Ost,jan@x.example,mentor,,,9
Mia Fox,mia@x.example,mentor,,,9
"""


@pytest.fixture
def roster(tmp_path):
    """A roster with two names that are not clear."""
    file = tmp_path / "roster.csv"
    file.write_text(ROSTER, encoding="utf-8")
    return file


def fill_in(file, means):
    """Answer every line of a table of questions."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.DictReader(opened))
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, lines[0])
        writer.writeheader()
        writer.writerows({**line, "means": means[line["words"]]} for line in lines)


def test_propose_says_first_who_has_to_be_asked(roster, tmp_path, capsys):
    """Before any pair; nobody who is concerned is paired, and no file of pairs is written."""
    target = tmp_path / "pairs.csv"
    code = run(["propose", str(roster), "--everyone", "--to", str(target)])
    out, err = capsys.readouterr()
    assert (code, target.exists(), err.splitlines()[0]) == (
        1,
        False,
        "First say who is meant by 2 names: until then no pair can begin.",
    )
    assert "Perhaps Jan Ost?" in err
    assert [line for line in out.splitlines() if line.startswith(("Ida", "Bo")) and " stays without" not in line] == []


def test_a_file_answers_and_is_kept_to(roster, tmp_path, capsys):
    """It is written with the questions, filled in by a person, and then there is nothing open."""
    meant, target = tmp_path / "names.csv", tmp_path / "pairs.csv"
    assert run(["propose", str(roster), "--everyone", "--meant", str(meant)]) == 1
    fill_in(meant, {"Ost": "Jan Ost", "anyone from Oak": "nobody"})
    capsys.readouterr()
    assert run(["propose", str(roster), "--everyone", "--meant", str(meant), "--to", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    pairs = {(pair["mentee"].split("@")[0], pair["mentor"].split("@")[0]) for pair in answer["pairs"]}
    assert (answer["asked"], target.exists()) == ([], True)
    assert {("rosa", "jan"), ("ida", "jan"), ("eva", "jan")}.isdisjoint(pairs)
    assert len(pairs) == 4


def test_a_wrong_answer_is_said_with_its_row(roster, tmp_path, capsys):
    """A name that fits nobody is no answer."""
    meant = tmp_path / "names.csv"
    run(["propose", str(roster), "--meant", str(meant)])
    fill_in(meant, {"Ost": "Jna Ots", "anyone from Oak": ""})
    assert run(["propose", str(roster), "--meant", str(meant)]) != 0
    assert "names.csv, row 2: 'Jna Ots' fits nobody" in capsys.readouterr().err


def test_answers_are_remembered_with_the_program(roster, tmp_path, capsys):
    """`add` asks, `names` answers, and the next import of the same roster asks no more."""
    library, meant = tmp_path / "library", tmp_path / "names.csv"
    add = ["add", str(library), "--program", "oak", "--name", "Oak", "--roster", str(roster)]
    assert run(add) == 0
    assert run(["names", str(library), "--program", "oak", "--meant", str(meant)]) == 1
    fill_in(meant, {"Ost": "jan@x.example", "anyone from Oak": "Jan Ost; Mia Fox"})
    assert run(["names", str(library), "--program", "oak", "--meant", str(meant)]) == 0
    capsys.readouterr()
    assert run(add) == 0
    assert "First say" not in capsys.readouterr().err
    with open_store(Folder(library)) as store:
        kept = [len(field.value) for key, field in store.fields("oak/pairing").items() if key.startswith("meant/")]
    assert sorted(kept) == [1, 2]


def test_check_names_row_column_and_people(roster, capsys):
    """Each is a problem of its own."""
    assert run(["check", str(roster), "--json"]) == 1
    found = [(one["row"], one["column"]) for one in json.loads(capsys.readouterr().out)["problems"]]
    assert found == [(3, "Avoid"), (5, "Avoid")]


def test_propose_says_first_that_there_is_nothing_to_compare(tmp_path, capsys):
    """Names alone: no points are made up, and the columns that would help are named."""
    file = tmp_path / "names.csv"
    file.write_text("Name,Email,Role\nAna Po,ana@x.example,mentor\nBen Ode,ben@x.example,mentee\n", encoding="utf-8")
    assert run(["propose", str(file), "--everyone"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("There is nothing to compare: pairs go by order only.")
    assert "Free times" in err or "Availability" in err
    assert out == "Ben Ode with Ana Po, Mentoring: nothing to compare\n"


UNKNOWN = """Name,Email,Role,Max mentees,Something to tell us
Rosa Miller,rosa@x.example,mentee,,Jan Ost
Ida Roth,ida@x.example,mentee,,Mr. Fox
Jan Ost,jan@x.example,mentor,9,
Mia Fox,mia@x.example,mentor,9,none
"""


@pytest.mark.parametrize(
    ("is_a", "apart"), [("Do not pair with", True), ("supervisor", True), ("wishes", False), ("note", False)]
)
def test_a_column_that_names_people_is_asked_about_before_any_pair(tmp_path, capsys, is_a, apart):
    """Whatever stands above it: no pair is proposed before somebody says what it is; then it is kept to."""
    roster, meant = tmp_path / "roster.csv", tmp_path / "names.csv"
    roster.write_text(UNKNOWN, encoding="utf-8")
    assert run(["propose", str(roster), "--everyone", "--meant", str(meant), "--json"]) == 1
    out, err = capsys.readouterr()
    assert err.startswith("First say what 1 column of the roster is: until then no pair can begin.")
    assert "Rosa Miller: 'Jan Ost'" in err
    assert json.loads(out)["pairs"] == []
    fill_in(meant, {"Something to tell us": is_a, "Mr. Fox": "Mia Fox"})
    assert run(["propose", str(roster), "--everyone", "--meant", str(meant), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    pairs = {(pair["mentee"].split("@")[0], pair["mentor"].split("@")[0]) for pair in answer["pairs"]}
    assert len(pairs) == 2
    assert not apart or {("rosa", "jan"), ("ida", "mia")}.isdisjoint(pairs)


def test_what_a_column_is_stays_said_for_the_program(tmp_path, capsys):
    """`add` asks and `names` answers; the same roster, and the next one with that column, ask no more."""
    library, roster, meant = tmp_path / "library", tmp_path / "roster.csv", tmp_path / "names.csv"
    roster.write_text(UNKNOWN, encoding="utf-8")
    add = ["add", str(library), "--program", "oak", "--name", "Oak", "--roster", str(roster)]
    assert run(add) == 0
    assert "First say what 1 column of the roster is" in capsys.readouterr().err
    assert run(["names", str(library), "--program", "oak", "--meant", str(meant)]) == 1
    fill_in(meant, {"Something to tell us": "note", "Mr. Fox": ""})
    assert run(["names", str(library), "--program", "oak", "--meant", str(meant)]) == 0
    roster.write_text(f"{UNKNOWN}Bo Ulm,bo@x.example,mentee,,Jan Ost\n", encoding="utf-8")
    capsys.readouterr()
    assert run(add) == 0
    assert "First say" not in capsys.readouterr().err


def test_an_answer_that_no_column_can_be_is_said_with_its_row(tmp_path, capsys):
    """The words that it can be are told."""
    roster, meant = tmp_path / "roster.csv", tmp_path / "names.csv"
    roster.write_text(UNKNOWN, encoding="utf-8")
    run(["propose", str(roster), "--meant", str(meant)])
    fill_in(meant, {"Something to tell us": "hobby", "Mr. Fox": ""})
    assert run(["propose", str(roster), "--meant", str(meant)]) != 0
    assert "names.csv, row 2: 'hobby' is nothing that a column can be." in capsys.readouterr().err
