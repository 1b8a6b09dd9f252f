"""What people read and print: complete, escaped, in their own words."""

from __future__ import annotations

import re

import nbformat
import pytest

from mentorwidgets.generate.html import page_of
from mentorwidgets.generate.language import Language
from mentorwidgets.generate.pages import index, pace, readme
from mentorwidgets.generate.paper import Paper
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
PAPER = Paper(PROGRAM, language=Language("es-US"))
OAK = Paper(Program(slug="oak", name="Oak"))


def shown(notebook_output, **output):
    """The page of a notebook with one output."""
    made = {"output_type": "display_data", "data": notebook_output, "metadata": {}, **output}
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.from_dict(made)])
    return page_of(nbformat.v4.new_notebook(cells=[cell]), OAK).decode()


@pytest.mark.parametrize("stem", BLANKS)
def test_a_blank_sheet_is_a_whole_page_of_its_own(stem):
    """Nothing strange in it runs, it needs no other file, and it is in the program's language and words."""
    [(title, data)] = blank_sheets(PAPER, (stem,)).values()
    page = data.decode()
    assert page.startswith("<!doctype html>")
    assert '<html lang="es-US">' in page
    assert title in page
    assert "<script" not in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert "otégé" in page


def test_only_workbooks_with_something_to_print_have_a_sheet():
    """A stem that nobody knows has none, and that is fine."""
    assert blank_sheets(PAPER, ("no-such-stem",)) == {}
    assert set(blank_sheets(PAPER, WORKBOOKS)) == {f"sheets/{stem}.html" for stem in WORKBOOKS if stem in BLANKS}


def test_youth_sheets_ask_for_no_full_name_or_address():
    """Initials or a nickname, and nothing that leads to the person."""
    page = BLANKS["roster"](Paper(Program(slug="oak", name="Oak", youth=True)))[1]
    assert "Initials or nickname" in page
    assert "E-mail" not in page
    assert "school" not in page


@pytest.mark.parametrize(("stem", "columns", "rows"), [("challenges", 3, 4), ("cadence", 4, 6)])
def test_tables_have_room_to_write(stem, columns, rows):
    """Named columns and empty cells, across the page."""
    page = BLANKS[stem](PAPER)[1]
    assert page.count('<th scope="col">') == columns
    assert page.count("<td></td>") == columns * rows
    assert 'class="wide' in page


def test_what_every_pair_agrees_on_is_marked():
    """On the form that is filled in by hand."""
    asked = sum(question.required for question in OAK.form.questions)
    assert BLANKS["expectations"](PAPER)[1].count("Every pair agrees on this.") == asked + 1


def test_the_blank_form_asks_what_the_program_asks():
    """Its variant, its own questions and its own words for people; not what it leaves out."""
    own = {"id": "branch", "asked": "Which branch, {mentee}?", "type": "sentence", "blanks": "At ___."}
    asks = {"variant": "teen", "leave_out": ["hopes"], "questions": [own]}
    page = BLANKS["expectations"](Paper(Program(slug="oak", name="Oak", terms={"mentee": "teen"}), asks))[1]
    form = Paper(Program(slug="oak", name="Oak"), asks).form
    assert page.count('class="ask"') == len(form.questions)
    assert "Which branch, teen?" in page
    assert "At ___." in page
    assert "What do you hope to get from this?" not in page


@pytest.mark.parametrize(
    "words",
    [
        "A mentor is not a therapist",  # what people say yes to
        "Finding contacts<br><span class='tick'></span> None",  # each row of a grid
        "If I have not heard from you for ___ weeks",
        "Goal · First small step · By when",
        "Write 1 for what matters most",
        "hours a month",
        "Only if you said “yes, as agreed” to: ",
    ],
)
def test_the_blank_form_holds_all_that_a_question_needs(words):
    """Nobody can say yes to a statement that is not there."""
    assert words in BLANKS["expectations"](OAK)[1]


def test_the_first_page_says_how_the_program_runs():
    """Its facts, its workbooks, its sheets, whom to ask."""
    program = Program(slug="oak", name="Oak", contact="Ana", begins="2027-01-01", ends="2027-12-31", hours=1)
    page = readme(Paper(program), {"pairing": "Pairing"}, [("sheets/pairing.html", "Introduction")]).decode()
    for words in ("2027-01-01 to 2027-12-31", "1 hour a month", 'href="pairing.ipynb"', "Introduction", "Ask Ana."):
        assert words in page


def test_the_first_page_and_the_index_escape_what_strangers_wrote():
    """A table of programs comes from anywhere."""
    assert "<script" not in readme(PAPER, {}, []).decode()
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
    assert pace(Paper(program)) == words


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
    page = page_of(nbformat.v4.new_notebook(cells=cells), OAK).decode()
    assert "<h1>Title</h1>" in page
    assert "printed &lt;b&gt;" in page
    assert "ValueError: no &lt;b&gt;" in page
    assert "for the log" not in page
