"""Copies of the workbooks."""

from __future__ import annotations

import json

import nbformat
import pytest

from mentorwidgets.errors import GenerateError
from mentorwidgets.generate import WORKBOOKS, check_parameters, declared_parameters, prepare_program, prepare_workbook
from mentorwidgets.generate.copies import prepared, template


def notebook(source, tags=("parameters",)):
    """A notebook of one cell."""
    return {"cells": [{"source": source, "metadata": {"tags": list(tags)}}]}


def test_declared_parameters_are_read_without_running_the_cell():
    """Names and literals, as written."""
    assert declared_parameters(notebook('program = "a=b"\nhours = 4')) == {"program": "a=b", "hours": 4}


@pytest.mark.parametrize("source", ["import os", "x = y = 1", "print(1)", "x.y = 2"])
def test_a_parameters_cell_holds_only_plain_lines(source):
    """Anything else is refused before it could run."""
    with pytest.raises(GenerateError, match="is not 'name = value'"):
        declared_parameters(notebook(source))


def test_a_workbook_needs_one_parameters_cell():
    """None is not enough."""
    with pytest.raises(GenerateError, match="one cell tagged 'parameters', this one has 0"):
        declared_parameters(notebook("x = 1", tags=()))


@pytest.mark.parametrize("name", ["folder; import os", "class", "unknown", "__import__('os')"])
def test_an_undeclared_parameter_is_refused(name):
    """A parameter's name is written into code, so only declared names pass."""
    with pytest.raises(GenerateError, match="has no parameter"):
        check_parameters({name: "x"}, {"program": "sample", "class": "x"} if name == "class" else {"program": "sample"})


def test_a_parameter_of_another_type_is_refused():
    """Text stays text."""
    with pytest.raises(GenerateError, match="'program' should be str, not int"):
        check_parameters({"program": 7}, {"program": "sample"})


def test_a_parameter_that_is_left_out_is_refused():
    """Its default is for trying a workbook out, not for a program."""
    with pytest.raises(GenerateError, match="also needs 'folder'"):
        prepared(template("pairing"), {"program": "oak"})


def test_the_same_input_twice_gives_the_same_bytes(tmp_path):
    """No clock, no path of this machine."""
    for place in ("one", "two"):
        prepare_workbook("pairing", tmp_path / place / "pairing.ipynb", {"program": "oak", "folder": "../.."})
    one, two = ((tmp_path / place / "pairing.ipynb").read_bytes() for place in ("one", "two"))
    assert one == two
    assert str(tmp_path).encode() not in one


def test_a_value_cannot_break_out_of_its_quotes(tmp_path):
    """A hostile value is a literal of the parameters cell and nothing else."""
    hostile = "\"; import os #\n'''"
    prepare_workbook("pairing", tmp_path / "pairing.ipynb", {"program": hostile})
    cells = json.loads((tmp_path / "pairing.ipynb").read_text())["cells"]
    injected = next(cell for cell in cells if "injected-parameters" in cell["metadata"].get("tags", []))
    names: dict[str, object] = {}
    exec("".join(injected["source"]), names)
    assert (names["program"], "os" in names) == (hostile, False)


def test_every_workbook_of_a_program_is_a_valid_notebook(tmp_path):
    """One file each, in the program's own folder."""
    files = prepare_program("oak", tmp_path)
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [f"oak/{stem}.ipynb" for stem in WORKBOOKS]
    for file in files:
        nbformat.validate(nbformat.read(file, as_version=4))


def test_a_copy_that_is_there_stays_as_it_is(tmp_path):
    """Somebody may have written in it; only what is missing is made."""
    prepare_program("oak", tmp_path)
    (tmp_path / "oak" / "pairing.ipynb").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "oak" / "roster.ipynb").unlink()
    assert [file.name for file in prepare_program("oak", tmp_path)] == ["roster.ipynb"]
    assert (tmp_path / "oak" / "pairing.ipynb").read_text(encoding="utf-8") == "edited by hand"


def test_an_unknown_workbook_is_named(tmp_path):
    """With the ones that there are."""
    with pytest.raises(GenerateError, match="There is no workbook 'parking'"):
        prepare_workbook("parking", tmp_path / "x.ipynb", {})
