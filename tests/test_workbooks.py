"""The workbooks are pages that run: through papermill, and again through nbval with the same outputs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

from mentorwidgets._resources import workbook_folder
from mentorwidgets.folder import Folder
from mentorwidgets.generate import WORKBOOKS, prepare_program
from mentorwidgets.model import Operation, Person, Program
from mentorwidgets.workbook import open_store

PEOPLE = (Person(id="ana", name="Ana <b>Silva</b>", roles=("mentor",)), Person(id="ben", name="Ben", roles=("mentee",)))


def notebook(stem):
    """A workbook as it is shipped."""
    return nbformat.read(workbook_folder() / f"{stem}.ipynb", as_version=4)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A folder with one program, one pair and its workbooks."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", PEOPLE, actor="test")
        pair = Operation(
            op="a-pair-0", worksheet="oak/pairing", key="pair/ben/ana/Mentoring", value={"status": "proposed"}, base=0
        )
        store.apply(pair, "test")
    prepare_program("oak", folder.workbooks)
    monkeypatch.chdir(folder.workbooks / "oak")
    return folder


@pytest.mark.parametrize("stem", WORKBOOKS)
def test_a_workbook_is_a_page_and_not_a_program(stem):
    """A heading first, at most 5 code lines in a cell, no function, no outputs committed."""
    cells = notebook(stem).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert cells[0].source.startswith("# ")
    assert max(len([line for line in cell.source.splitlines() if line.strip()]) for cell in code) <= 5
    assert not any(
        isinstance(node, (ast.FunctionDef, ast.ClassDef)) for cell in code for node in ast.walk(ast.parse(cell.source))
    )
    assert [cell.outputs for cell in code if cell.outputs] == []


@pytest.mark.parametrize("stem", WORKBOOKS)
def test_a_workbook_has_a_title_and_one_first_heading(stem):
    """So that its page has a name and a proper outline."""
    book = notebook(stem)
    headings = [
        line
        for cell in book.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert book.metadata["title"]
    assert [line.startswith("# ") for line in headings] == [True, *[False] * (len(headings) - 1)]


def test_every_shipped_notebook_is_known(tmp_path):
    """No workbook lies about that no program gets."""
    assert {file.stem for file in workbook_folder().glob("*.ipynb")} == set(WORKBOOKS)


@pytest.mark.parametrize("stem", WORKBOOKS)
def test_a_workbook_runs_and_nbval_finds_the_same_outputs(library, stem):
    """papermill runs a program's copy; nbval runs it again and compares every output with it."""
    papermill.execute_notebook(f"{stem}.ipynb", f"{stem}.ipynb", progress_bar=False, log_output=False)
    words = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
        "-W",
        "ignore",
        "--override-ini=addopts=",
        "--sanitize-with",
        str(sanitizer(library.path)),
        f"{stem}.ipynb",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert f"{len([cell for cell in notebook(stem).cells if cell.cell_type == 'code']) + 1} passed" in done.stdout


def test_a_run_copy_reads_well_as_a_file(library):
    """The saved notebook shows the pairs as text and as escaped HTML, for exports and for GitHub."""
    papermill.execute_notebook("pairing.ipynb", "pairing.ipynb", progress_bar=False, log_output=False)
    outputs = [
        output for cell in json.loads(Path("pairing.ipynb").read_text())["cells"] for output in cell.get("outputs", [])
    ]
    [shown] = [
        output["data"] for output in outputs if "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    ]
    assert "".join(shown["text/plain"]) == "PairingPicker(1 mentors, 1 mentees, 1 pairs)"
    assert "Ana &lt;b&gt;Silva&lt;/b&gt;" in "".join(shown["text/html"])


def sanitizer(folder):
    """Model ids differ from run to run; nothing else may."""
    file = folder / "nbval.cfg"
    file.write_text("[ids]\nregex: [0-9a-f]{32}\nreplace: MODEL\n", encoding="utf-8")
    return file
