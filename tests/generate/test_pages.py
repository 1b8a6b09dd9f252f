"""What people read and print: complete, escaped, in their own words."""

from __future__ import annotations

import re

import nbformat
import pytest

from mentorwidgets.generate.html import page_of
from mentorwidgets.generate.pages import index, pace, readme
from mentorwidgets.generate.sheets import BLANKS, blank_sheets
from mentorwidgets.generate.stems import WORKBOOKS
from mentorwidgets.model import Program

HOSTILE = "<script>alert(1)</script>"
PROGRAM = Program(
    slug="oak",
    name=f"Oak {HOSTILE}",
    contact=HOSTILE,
    organisation=HOSTILE,
    audience=HOSTILE,
    terms={"mentee": f"protégé {HOSTILE}"},
    locale="es-US",
    required=("confidential",),
)


def shown(notebook_output, **output):
    """The page of a notebook with one output."""
    made = {"output_type": "display_data", "data": notebook_output, "metadata": {}, **output}
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.from_dict(made)])
    return page_of(nbformat.v4.new_notebook(cells=[cell]), Program(slug="oak", name="Oak")).decode()


@pytest.mark.parametrize("stem", BLANKS)
def test_a_blank_sheet_is_a_whole_page_of_its_own(stem):
    """Nothing strange in it runs, it needs no other file, and it is in the program's language and words."""
    [(title, data)] = blank_sheets(PROGRAM, (stem,)).values()
    page = data.decode()
    assert page.startswith("<!doctype html>")
    assert '<html lang="es-US">' in page
    assert title in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "otégé" in page


def test_only_workbooks_with_something_to_print_have_a_sheet():
    """A stem that nobody knows has none, and that is fine."""
    assert blank_sheets(PROGRAM, ("no-such-stem",)) == {}
    assert set(blank_sheets(PROGRAM, WORKBOOKS)) == {f"sheets/{stem}.html" for stem in WORKBOOKS if stem in BLANKS}


def test_youth_sheets_ask_for_no_full_name_or_address():
    """Initials or a nickname, and nothing that leads to the person."""
    page = BLANKS["roster"](Program(slug="oak", name="Oak", youth=True))[1]
    assert "Initials or nickname" in page
    assert "E-mail" not in page
    assert "school" not in page


@pytest.mark.parametrize(("stem", "columns", "rows"), [("challenges", 3, 4), ("cadence", 4, 6)])
def test_tables_have_room_to_write(stem, columns, rows):
    """Named columns and empty cells, across the page."""
    page = BLANKS[stem](PROGRAM)[1]
    assert page.count('<th scope="col">') == columns
    assert page.count("<td></td>") == columns * rows
    assert 'class="wide' in page


def test_what_every_pair_agrees_on_is_marked():
    """On the form that is filled in by hand."""
    page = BLANKS["expectations"](PROGRAM)[1]
    assert page.count("Every pair agrees on this.") == 1


def test_the_first_page_says_how_the_program_runs():
    """Its facts, its workbooks, its sheets, whom to ask."""
    program = Program(slug="oak", name="Oak", contact="Ana", begins="2027-01-01", ends="2027-12-31", hours=1)
    page = readme(program, {"pairing": "Pairing"}, [("sheets/pairing.html", "Introduction")]).decode()
    for words in ("2027-01-01 to 2027-12-31", "1 hour a month", 'href="pairing.ipynb"', "Introduction", "Ask Ana."):
        assert words in page


def test_the_first_page_and_the_index_escape_what_strangers_wrote():
    """A table of programs comes from anywhere."""
    assert "<script" not in readme(PROGRAM, {}, []).decode()
    assert "<script" not in index([(PROGRAM, HOSTILE)]).decode()


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (Program(slug="oak", name="Oak"), "each pair decides"),
        (Program(slug="oak", name="Oak", cadence="school-term", hours=1.5), "school term, 1.5 hours a month"),
    ],
)
def test_the_pace_is_told_in_words(program, words):
    """Nobody reads field names."""
    assert pace(program) == words


@pytest.mark.parametrize(
    "output",
    [
        {"text/html": f"<b>kept</b>{HOSTILE}<img src=x onerror=alert(1)>"},
        {"text/markdown": f"**kept** {HOSTILE} [x](javascript:alert(1))"},
        {"text/plain": f"kept {HOSTILE}"},
        {"image/svg+xml": f"<svg>{HOSTILE}</svg>", "text/plain": "kept"},
        {"image/png": 'kept"><script>'},
    ],
)
def test_no_output_of_a_notebook_can_run(output):
    """Tables are cleaned, text is escaped, pictures are pictures."""
    page = shown(output)
    assert not re.search(r"<script|onerror|javascript:", page.replace("&lt;script", ""))
    assert "kept" in page or "<img" in page


def test_errors_and_printed_words_are_shown_as_text():
    """And what went to standard error is for the log."""
    cells = [
        nbformat.v4.new_markdown_cell("# Title\n\nWords."),
        nbformat.v4.new_code_cell(
            "1",
            outputs=[
                nbformat.v4.new_output("stream", name="stdout", text="printed <b>"),
                nbformat.v4.new_output("stream", name="stderr", text="for the log"),
                nbformat.v4.new_output("error", ename="ValueError", evalue="no <b>", traceback=[]),
            ],
        ),
    ]
    page = page_of(nbformat.v4.new_notebook(cells=cells), Program(slug="oak", name="Oak")).decode()
    assert "<h1>Title</h1>" in page
    assert "printed &lt;b&gt;" in page
    assert "ValueError: no &lt;b&gt;" in page
    assert "for the log" not in page
