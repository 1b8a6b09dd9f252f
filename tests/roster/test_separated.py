"""CSV and its relatives: any separator, any line end, any text, and never a lost row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorwidgets.roster.separated import find_separator, grid_from_text, split

cells = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6))


def written(rows, separator, end, quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_tables_come_back_equal(rows, separator, end, quoting):
    """What the csv module writes in any dialect is read as it was."""
    if quoting == csv.QUOTE_MINIMAL and end != "\r\n":  # the csv module quotes only the line ends that it writes itself
        rows = [[cell.replace("\r", "").replace("\n", "") for cell in row] for row in rows]
    columns, problems = split(written(rows, separator, end, quoting), separator)
    assert [list(row) for row in zip(*columns, strict=True)] == rows
    assert problems == ()


@given(st.text(max_size=200), st.sampled_from(",;\t|"))
def test_any_text_is_split(text, separator):
    """Whatever a text holds, it gives columns of one length and no error."""
    columns, _ = split(text, separator)
    assert len({len(column) for column in columns}) <= 1


@given(st.text(alphabet='a,;"\n\r ', max_size=60))
def test_no_row_is_lost_when_quoting_is_odd(text):
    """Every letter of a badly quoted text stands in some cell."""
    columns, _ = split(text, ",")
    assert "".join("".join(row) for row in zip(*columns, strict=True)).count("a") == text.count("a")


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Name;Mail\nAna, B.;a@b.example\nBen;b@b.example\n", ";"),
        ("Name\tMail\nAna\ta@b.example\n", "\t"),
        ("Name|Mail\nAna|a@b.example\n", "|"),
        ("Name,Topics\nAna,Maps;Zines;\nBen,Maps;\n", ","),
        ("Name\nAna Silva\nBen Ito\n", ""),
        ('"Name" "Mail"\n"Ana Silva" a@b.example\n"Ben Ito" b@b.example\n', " "),
        ("Price;Name\n1,5;Ana\n2,5;Ben\n3,0;Cy\n", ";"),
    ],
)
def test_separator(text, separator):
    """The separator is the character that cuts all rows alike."""
    assert find_separator(text) == separator


def test_sep_line():
    """Excel's own `sep=;` line is obeyed and is no row."""
    grid = grid_from_text("sep=;\nName;Mail\nAna;a\n", "x.csv")
    assert [list(column) for column in grid.columns] == [["Name", "Ana"], ["Mail", "a"]]
    assert grid.first == 2


def test_blank_after_comma():
    """Quotation marks after a comma and a blank still hold a cell together."""
    columns, _ = split('Name, Subjects\nLarry, "Maths, Physics"\n', ",")
    assert list(columns[1]) == ["Subjects", "Maths, Physics"]


def test_unclosed_quotation_mark():
    """A mark that never closes costs no row, and is said with its row."""
    columns, (problem,) = split('Name,Bio\nAna,fine\nBen,"cut off\nCy,ok\n', ",", "x.csv")
    assert list(columns[0]) == ["Name", "Ana", "Ben", "Cy"]
    assert "row 3" in problem.what


def test_separator_is_said():
    """Another separator than the comma is a notice."""
    (notice,) = grid_from_text("a;b\n1;2\n", "x.csv").notices
    assert (notice.level, "semicolon" in notice.what) == ("notice", True)


def test_huge_cell():
    """A cell of ten million letters is a cell."""
    columns, _ = split(f'a,b\n1,"{"x" * 10_000_000}"\n', ",")
    assert len(columns[1][1]) == 10_000_000


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=5), st.booleans())
def test_any_cells_may_be_quoted(marks, alike):
    """Whichever cells are quoted, in every row the same or not, the table is what the csv module reads."""
    rows = [marks[0] for _ in marks] if alike else marks
    lines = [
        ",".join(f'"{n},{at}"' if mark else f"{n}-{at}" for at, mark in enumerate(row)) for n, row in enumerate(rows)
    ]
    text = "\n".join(["a,b,c", *lines])
    columns, _ = split(text, ",")
    assert [list(row) for row in zip(*columns, strict=True)] == list(csv.reader(io.StringIO(text)))


def test_a_mark_in_the_middle_of_a_cell():
    """A quotation mark that does not stand at the edge of a cell is a letter, also below rows that are quoted well."""
    columns, _ = split('Name,Desk\n"Silva, Ana",Oak\n"Ito, Ben",5" pipe and 6" pipe\n', ",")
    assert [list(column) for column in columns] == [
        ["Name", "Silva, Ana", "Ito, Ben"],
        ["Desk", "Oak", '5" pipe and 6" pipe'],
    ]
