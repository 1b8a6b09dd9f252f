"""What a program asks, from the command line."""

from __future__ import annotations

import json

import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.folder import Folder
from mentorwidgets.model import Program
from mentorwidgets.workbook import open_store

OWN = 'variant = "academic"\nleave_out = ["gain"]\n[[question]]\nid = "tenure"\ntype = "text"\nasked = "When is your review?"\n'


@pytest.fixture
def library(tmp_path):
    """A folder with one program."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
    return folder


def form_field(library):
    """What stands in the worksheet."""
    with open_store(library) as store:
        return store.fields("oak/expectations").get("form")


def test_it_says_what_is_asked(library, capsys):
    """Step by step, with what cannot be left open and what coordinators read."""
    assert run(["questions", str(library.path)]) == 0
    said = capsys.readouterr().out
    assert "ending (paragraph, locked, required):" in said
    assert "review (date, coordinators read it):" in said
    assert said.endswith("45 questions.\n")


def test_a_file_of_ones_own_is_brought_in(library, tmp_path, capsys):
    """XC10: from then on the program asks that; bringing it in again changes nothing."""
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    assert [run(["questions", str(library.path), str(file), "--json"]) for _ in range(2)] == [0, 0]
    asked = [question["id"] for question in json.loads(capsys.readouterr().out.split("\n}\n")[0] + "}")["questions"]]
    assert "tenure" in asked
    assert "gain" not in asked
    assert form_field(library).value["variant"] == "academic"


def test_what_a_file_changes_is_said(library, tmp_path, capsys):
    """By the ids of questions; bringing it in again changes nothing, and says so."""
    file = tmp_path / "own.toml"
    file.write_text(OWN.replace('variant = "academic"\n', ""), encoding="utf-8")
    said = []
    for _ in range(2):
        assert run(["questions", str(library.path), str(file)]) == 0
        said.append(capsys.readouterr().err.splitlines()[-1])
    assert said == [
        "Of its questions: 1 new (tenure); 1 no longer asked (gain).",
        "Nothing changed in its questions.",
    ]


def test_an_empty_file_brings_our_form_back(library, tmp_path):
    """Nothing changed is no field."""
    file = tmp_path / "own.toml"
    for text in (OWN, ""):
        file.write_text(text, encoding="utf-8")
        assert run(["questions", str(library.path), str(file)]) == 0
    assert form_field(library) is None


def test_a_bad_file_changes_nothing(library, tmp_path, capsys):
    """It names the file, the line and what to do."""
    file = tmp_path / "own.toml"
    file.write_text('variant = "acadmic"\n', encoding="utf-8")
    assert run(["questions", str(library.path), str(file)]) == 1
    assert "own.toml, line 1: There is no form 'acadmic'. Did you mean 'academic'?" in capsys.readouterr().err
    assert form_field(library) is None


def test_with_several_programs_one_is_named(library, capsys):
    """Rather than guessed."""
    with open_store(library) as store:
        store.save_program(Program(slug="elm", name="Elm County"))
    assert run(["questions", str(library.path)]) == 1
    assert "Which program?" in capsys.readouterr().err
    assert run(["questions", str(library.path), "--program", "elm"]) == 0
