"""A table of programs: every row is checked, and every problem is told at once."""

from __future__ import annotations

import json

import pytest

from mentorwidgets.errors import ProgramError
from mentorwidgets.programs import programs_template, read_programs


@pytest.fixture
def table(tmp_path):
    """Read a table from text."""

    def read(text, name="programs.csv", **options):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_programs(file, **options)

    return read


def said(read):
    """Where each problem is and what it says."""
    return [(problem.row, problem.column, problem.what) for problem in read.problems]


def test_a_name_is_enough(table):
    """The short name is made of it, and everything else has a default."""
    [row] = table("name\nOak County\n").rows
    assert (row.row, row.program.slug, row.program.name) == (2, "oak-county", "Oak County")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".yaml"])
def test_the_template_reads_back(table, ending):
    """Its example is a program without a problem, whatever the kind of file."""
    read = table(programs_template(ending), f"programs{ending}")
    assert read.problems == ()
    [row] = read.rows
    program = row.program
    assert (program.slug, program.begins, program.terms, program.hours) == (
        "oak-county",
        "2027-01-15",
        {"mentee": "protégé"},
        4.0,
    )
    assert program.required == ("confidential", "ending")


def test_an_unknown_kind_of_template_is_refused():
    """In words."""
    with pytest.raises(ProgramError, match="cannot be a '.pdf' file"):
        programs_template(".pdf")


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("begins", "soon", "'soon' is not a day."),
        ("preset", "county-sistem", "There is no preset 'county-sistem'."),
        ("hours", "a lot", "'a lot' is not a number."),
        ("hours", "-3", "-3 does not fit here."),
        ("capacity", "1.5", "1.5 does not fit here."),
        ("hours", "nan", "nan does not fit here."),
        ("time zone", "Moon", "'Moon' is no time zone that we know."),
        ("roster", "nowhere.csv", "There is no file nowhere.csv."),
        ("roster", "../secret.csv", "'../secret.csv' leaves the folder of this table."),
        ("roster", "C:\\secret.csv", "'C:\\secret.csv' leaves the folder of this table."),
        ("pairs", "/etc/passwd", "'/etc/passwd' leaves the folder of this table."),
        ("short name", "Oak County!", "'Oak County!' cannot be a short name."),
        ("short name", "../../x", "'../../x' cannot be a short name."),
        ("youth", "perhaps", "'perhaps' is neither yes nor no."),
        ("kind", "jolly", "'jolly' is none of the choices."),
        ("terms", "boss=chief", "'boss=chief' does not say a word and its own form."),
        ("required", "honesty", "There is no expectation 'honesty'."),
        ("locale", "English", "'English' is no language tag."),
        ("cadence", "daily", "'daily' is none of the choices."),
    ],
)
def test_a_cell_that_does_not_fit_is_told_with_its_place(table, column, cell, words):
    """Row, column, what is wrong, and how to mend it; the other rows are well."""
    read = table(f'name,{column}\nOak,"{cell}"\nElm,\n')
    assert said(read) == [(2, column, words)]
    assert read.problems[0].mend
    assert [row.program.name for row in read.rows] == ["Elm"]


def test_every_problem_of_every_row_is_told_at_once(table):
    """Nobody mends one and is then told of the next."""
    read = table("name,hours,youth\nOak,many,perhaps\n,4,\nElm,few,\n")
    assert [(row, column) for row, column, _ in said(read)] == [(2, "hours"), (2, "youth"), (3, "name"), (4, "hours")]


def test_a_column_that_is_nearly_ours_stops_and_a_strange_one_does_not(table):
    """A slip would silently leave a rule off; a column of notes is only pointed out."""
    slip, note = table("name,yuoth\nOak,yes\n"), table("name,favourite colour\nOak,blue\n")
    assert [(p.level, p.mend) for p in slip.problems] == [("error", "Did you mean 'youth'?")]
    assert [(p.level, p.what) for p in note.problems] == [("notice", "This column is not read.")]


def test_two_columns_of_one_name_are_told(table):
    """Nobody knows which one counts."""
    assert [problem.what for problem in table("name,hours,hours\nOak,1,2\n").errors()] == ["Two columns are named so."]


def test_short_names_are_unique_without_regard_to_case_and_unicode_form(table):
    """Folders of Windows and macOS are one where ours would be two."""
    read = table("name\nÉlan\nE\u0301LAN\nelan\n")
    assert [problem.row for problem in read.problems] == [3, 4]
    assert "as row 2 has" in read.problems[0].what
    assert read.problems[1].mend.endswith("such as elan-2.")


def test_a_program_cannot_end_before_it_begins(table):
    """The row says both days."""
    assert said(table("name,begins,ends\nOak,2027-02-01,2027-01-01\n")) == [
        (2, "ends", "The program ends on 2027-01-01, before it begins.")
    ]


def test_days_are_read_in_the_order_that_the_column_shows(table):
    """One day over 12 tells how all are written."""
    rows = table("name,start date\nOak,3/4/2027\nElm,25/4/2027\n").rows
    assert [row.program.begins for row in rows] == ["2027-04-03", "2027-04-25"]


def test_a_day_that_could_be_two_is_asked(table):
    """Never guessed."""
    assert table("name,begins\nOak,3/4/2027\n").errors()[0].column == "begins"


def test_a_preset_is_what_a_row_begins_with(table):
    """The row goes before it; its length gives the last day; terms are put together."""
    text = "name,preset,begins,min years,mentor word\nOak,apala,2027-01-01,2,guide\n"
    program = table(text).rows[0].program
    assert (program.preset, program.min_years, program.ends) == ("apala", 2, "2027-12-30")
    assert program.terms == {"mentee": "protégé", "mentor": "guide"}


def test_a_preset_for_all_rows_gives_way_to_a_row_of_its_own(table):
    """`--preset` fills only what is blank."""
    rows = table("name,preset\nOak,\nElm,wla\n", preset="project").rows
    assert [row.program.preset for row in rows] == ["project", "wla"]


def test_yaml_lists_and_maps_are_read_as_cells(table):
    """Rows are told by their lines, and no word becomes a truth value behind our back."""
    text = "programs:\n- name: Oak\n  locale: no\n  purposes: [Career, Leadership]\n  terms: {mentee: protégé}\n- name: 7\n  hours: x\n"
    read = table(text, "programs.yaml")
    program = read.rows[0].program
    assert (program.locale, program.purposes, program.terms) == ("no", ("Career", "Leadership"), {"mentee": "protégé"})
    assert said(read) == [(6, "hours", "'x' is not a number.")]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "", "is empty"),
        ("a.csv", "colour\nblue\n", "no column 'name'"),
        ("a.yaml", "- [1, 2", "no YAML that can be read"),
        ("a.yaml", "hello", "no list of programs"),
        ("a.pdf", "%PDF-1.4 hello", "a PDF document"),
    ],
)
def test_what_is_no_table_is_refused_in_words(table, name, text, words):
    """One sentence, no traceback."""
    with pytest.raises(ProgramError, match=words):
        table(text, name)


def test_a_table_without_rows_is_told(table):
    """The header alone makes nothing."""
    assert [problem.what for problem in table("name\n").errors()] == ["There are no rows below the header."]


def test_a_json_list_is_a_table_too(table):
    """As other programs give it."""
    text = json.dumps([{"name": "Oak", "youth": True}])
    assert table(text, "programs.json").rows[0].program.youth


def test_a_yaml_of_a_billion_laughs_stays_small(table):
    """Shared parts are never multiplied."""
    laughs = "a: &a [x, x]\n" + "".join(
        f"{c}: &{c} [*{p}, *{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(ProgramError, match="no list of programs"):
        table(laughs, "programs.yaml")
