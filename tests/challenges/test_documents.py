"""Files of challenges: what we wrote comes back exactly, and what others wrote is understood."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from made_rows import NAMES, PLAIN, ROWS, words_of

from mentorwidgets.challenges.documents import TYPES, made_file, read_file, tasks_of
from mentorwidgets.challenges.lines import COLUMNS
from mentorwidgets.errors import WorksheetFileError

FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.explicit, Phase.generate],
)


def made(form, rows=PLAIN):
    return made_file(form, rows, NAMES, title="Oak: challenges", series="oak")


def read(form, data, names=NAMES):
    return read_file(f"ours.{form}", data, names)[0]


@pytest.mark.parametrize("at", [b"<a/>", None])
def test_a_damaged_word_document_is_refused_in_words(at):
    """One whose main part is no Word, and one whose packed bytes were changed."""
    out, whole = io.BytesIO(), made("docx")
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        start = old.getinfo("word/document.xml").header_offset + 30 + len("word/document.xml")
        for name in old.namelist():
            new.writestr(name, at if at and name == "word/document.xml" else old.read(name))
    data = out.getvalue() if at else whole[:start] + b"\xff" * 9 + whole[start + 9 :]
    with pytest.raises(WorksheetFileError, match="cannot be read"):
        read("docx", data)


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "md", "json"])
def test_a_round_trip_is_exact(form):
    """Whatever people typed, formulas and marks included, comes back as it was."""

    @FEW
    @given(rows=ROWS)
    def holds(rows):
        assert read(form, made(form, rows)) == rows

    holds()


def test_no_cell_of_a_spreadsheet_is_a_formula():
    """A text that begins like a formula has an apostrophe before it (XC9)."""
    hostile = PLAIN[1].__class__(id="a", barrier='=HYPERLINK("http://x")')
    assert "'=HYPERLINK" in made("csv", [hostile]).decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(made("xlsx", [hostile]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_spreadsheet_reads_like_the_table():
    """One line for each activity; each text stands once, and numbers say what belongs together."""
    lines = made("csv").decode("utf-8-sig").splitlines()
    assert lines[1] == "1.1.1,No time,A partner,Ask the college,Ana Silva,2026-03-31,Open,Time,"
    assert lines[2:] == ["1.1.2,,,Ask the club,,,Done,,", "1.2,,Money,,,,,,", "2,No room,,,,,,,"]


def edited(edit):
    """What is read of a table that somebody changed: lists of cells, the header first."""
    lines = [line.split(",") for line in made("csv").decode("utf-8-sig").splitlines()]
    return read_file("ours.csv", "\n".join(",".join(line) for line in edit(lines)).encode(), NAMES)


WHOLE = [("No time", [("A partner", ["Ask the college", "Ask the club"]), ("Money", [])]), ("No room", [])]
TURNED = [("No room", []), ("No time", [("Money", []), ("A partner", ["Ask the club", "Ask the college"])])]
ADDED = [("No time", [("A partner", ["Ask the college", "Write", "Ask the club"]), ("Money", [])]), ("No room", [])]
FILLED = [(*WHOLE[0][:1], [WHOLE[0][1][0], ("Money", ["Apply"])]), ("No room", [("A van", [])])]
COPIED = [*WHOLE, ("No van", [])]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (lambda lines: [lines[0], *reversed(lines[1:])], TURNED),
        (lambda lines: [*lines[:2], ["", "", "", "Write", "", "", "", "", ""], *lines[2:]], ADDED),
        (lambda lines: [*lines[:3], [*lines[3][:3], "Apply", *lines[3][4:]], [*lines[4][:2], "A van", *lines[4][3:]]], FILLED),
        (lambda lines: [*lines, ["2", "No van", *lines[4][2:]]], COPIED),
        (lambda lines: [line[1:] for line in lines], WHOLE),
        (lambda lines: [[*reversed(line)] for line in lines], WHOLE),
    ],
    ids=["sorted", "line added", "cells filled in", "line copied", "no numbers", "columns turned"],
)  # fmt: skip
def test_a_table_changed_by_hand_is_understood(edit, wanted):
    """Numbers hold together what belongs together, in whatever order; no word that somebody wrote is lost."""
    rows, notices = edited(edit)
    assert words_of(rows) == wanted
    assert notices == ()


def test_what_a_change_by_hand_lost_is_said():
    """A first line that was deleted, a column that was renamed or added: in words, with all that is left."""
    rows, (said,) = edited(lambda lines: [lines[0], *lines[2:]])
    assert words_of(rows)[0] == ("", [("", ["Ask the club"]), ("Money", [])])
    assert said == "1 row has no barrier. You can write it once the rows are added."
    names = ["Number", "Trouble", *COLUMNS[2:], "Notes"]
    rows, notices = edited(lambda lines: [names, *([*line, "x"] for line in lines[1:])])
    assert words_of(rows) == WHOLE
    assert notices == (
        "No column is called Barrier, so 'Trouble' was taken for it.",
        "The column 'Notes' is none of this worksheet, so it was left out.",
    )


def test_dates_and_numbers_that_excel_made_its_own_are_read():
    """Cells that became a date or a number are taken for what they are."""
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"default_date_format": "yyyy-mm-dd"}) as made_book:
        sheet = made_book.add_worksheet()
        for at, line in enumerate(
            [COLUMNS[:7], (1.1, "Time", "Staff", "Ask", "Ana Silva", dt.date(2026, 3, 31), "Done")]
        ):
            sheet.write_row(at, 0, line)
    (row,), notices = read_file("x.xlsx", book.getvalue(), NAMES)
    assert (row.barrier, row.helps[0].activities[0].plan.due, notices) == ("Time", "2026-03-31", ())


def test_a_word_document_is_a_landscape_table_with_a_head_on_each_page():
    """The three columns, then who, until and status."""
    document = docx.Document(io.BytesIO(made("docx")))
    (table,) = document.tables
    section = document.sections[0]
    assert [cell.text for cell in table.rows[0].cells][:3] == ["Barrier", "What would help", "Activity"]
    assert section.page_width > section.page_height
    assert "tblHeader" in table.rows[0]._tr.xml


def changed_docx(edit):
    document = docx.Document(io.BytesIO(made("docx")))
    edit(document.tables[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_changed_by_hand_counts_as_it_reads():
    """What somebody wrote into its table is taken, dates and owners included, and it says so."""
    data = changed_docx(lambda table: setattr(table.cell(1, 1), "text", "Two partners"))
    rows, notices = read_file("ours.docx", data, NAMES)
    assert words_of(rows)[0] == ("No time", [("Two partners", ["Ask the college", "Ask the club"]), ("Money", [])])
    assert (rows[0].helps[0].activities[0].plan.owner, rows[0].theme) == ("ana", "Time")
    assert "changed by hand" in notices[0]


def test_anybodys_word_worksheet_with_three_columns_is_read():
    """The worksheet that lies in a document today, with cells merged over several lines."""
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for at, words in enumerate(
        [("Barriers", "Something that would help", "Activity"), ("Time", "Staff", "Ask"), ("", "", "Call")]
    ):
        for cell, text in zip(table.rows[at].cells, words, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    out = io.BytesIO()
    document.save(out)
    assert words_of(read("docx", out.getvalue())) == [("Time", [("Staff", ["Ask", "Call"])])]


def test_markdown_reads_like_a_table_and_may_be_changed():
    """Its table is what people see; a changed one counts."""
    text = made("md").decode()
    assert "| No time | A partner | Ask the college | Ana Silva | 2026-03-31 | Open |" in text
    rows, notices = read_file("x.md", text.replace("| No room |", "| No van |").encode(), NAMES)
    assert (rows[1].barrier, len(notices)) == ("No van", 1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Barrier,Help\nTime,Staff\n,Money\n", [("Time", [("Staff", []), ("Money", [])])]),
        (
            "Activities;Challenges;Resources\nAsk;Time;Staff\nCall;Time;Staff\n",
            [("Time", [("Staff", ["Ask", "Call"])])],
        ),
        ("Problem\nTime\nRoom\n", [("Time", []), ("Room", [])]),
        ("Time\tStaff\tAsk\nRoom\t\tWalk\n", [("Time", [("Staff", ["Ask"])]), ("Room", [("", ["Walk"])])]),
    ],
)
def test_tables_of_others_are_understood(text, wanted):
    """Other words, another order, other separators, no header."""
    assert words_of(read("csv", text.encode())) == wanted


def test_dates_and_statuses_of_others_are_read_or_said():
    """A date in any clear form, a status in common words; what is unclear is said and left out."""
    text = "Barrier,Help,Action,Owner,Deadline,Status\nTime,Staff,Ask,Ana Silva,31/3/2026,completed\n,,Call,Ben Carter,3/4/2026,maybe\n"
    rows, notices = read_file("x.csv", text.encode(), NAMES)
    ask, call = (one.plan for one in rows[0].helps[0].activities)
    assert (ask.owner, ask.due, ask.status) == ("ana", "2026-03-31", "done")
    assert (call.owner, call.due, call.status) == ("Ben Carter", "", "open")
    assert len(notices) == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.json", b"{}", "not a file of challenges"),
        ("x.json", b"[" * 100_000, "not a file of challenges"),
        ("x.json", json.dumps({"format": "mentorwidgets challenges", "version": 1, "rows": [{"id": 4}]}).encode(), "not a file"),
        ("x.docx", b"PK\x03\x04 broken", "cannot be read"),
        ("x.docx", b"", "cannot be read"),
        ("x.csv", b"", "is empty"),
        ("x.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("x.csv", b"\x89PNG\r\n", "a picture, not a worksheet"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_so(name, data, words):
    """In words, with a way on."""
    with pytest.raises(WorksheetFileError, match=words) as caught:
        read_file(name, data, NAMES)
    assert caught.value.mend


def test_a_document_that_unpacks_to_too_much_is_refused():
    """A small file can hold very much of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 21_000_000)
    with pytest.raises(WorksheetFileError, match="too large"):
        read_file("x.docx", out.getvalue(), NAMES)


def test_there_is_no_other_form():
    """It says which there are."""
    with pytest.raises(WorksheetFileError, match="no form 'pdf'"):
        made("pdf")


def test_dated_activities_are_tasks_of_a_calendar():
    """With the owner's name; their ids stay, so a newer file brings an older one up to date (CH4)."""
    (task,) = tasks_of(PLAIN, NAMES, "oak")
    text = made("ics").decode()
    assert (task.what, task.due, task.done) == ("Ask the college (Ana Silva)", "2026-03-31", False)
    assert "BEGIN:VTODO" in text
    assert "DTSTART;VALUE=DATE:20260331" in text
    assert "TRANSP:TRANSPARENT" in text


def test_every_form_has_a_type():
    """A download says what it is."""
    assert all(made(form) for form in TYPES)
