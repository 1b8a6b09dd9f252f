"""A row of a table against the program that is there."""

from __future__ import annotations

import dataclasses
import json

import pytest
import yaml

from mentorwidgets.model import Program, to_plain
from mentorwidgets.programs import merge, programs_template, read_programs
from mentorwidgets.programs.columns import COLUMNS
from mentorwidgets.roster.write import rows_to_xlsx

FULL = {
    "name": "Oak", "slug": "oak", "kind": "formal", "audience": "staff", "purposes": "Career; Leadership",
    "begins": "2027-01-15", "ends": "2027-12-15", "cadence": "monthly", "hours": "4", "timezone": "Europe/Berlin",
    "contact": "Kim", "terms": "mentee=protégé; mentor=guide", "required": "confidential", "capacity": "3",
    "min_years": "2", "same_unit": "avoid", "youth": "yes", "choosing": "no", "rematch_past": "yes",
    "stale_days": "90", "locale": "en-GB", "organisation": "Oak System", "preset": "apala",
}  # fmt: skip
SETTINGS = [column.field for column in COLUMNS if column.field not in ("slug", "roster", "pairs")]
NEVER_EMPTY = ("name", "youth")


@pytest.fixture
def row(tmp_path):
    """A factory of rows, read from a table with these cells."""

    def read(cells, **options):
        file = tmp_path / "programs.csv"
        line = ",".join(f'"{cell}"' for cell in cells.values())
        file.write_text(f"{','.join(cells)}\n{line}\n", encoding="utf-8")
        found = read_programs(file, **options)
        assert found.problems == ()
        return found.rows[0]

    return read


def test_the_full_row_speaks_of_every_setting(row):
    """So that the tests below walk all of them: a new setting needs its column, and its cell here."""
    program = row(FULL).program
    plain = Program(slug="oak", name="")
    fields = [field.name for field in dataclasses.fields(Program)]
    assert {name for name in fields if getattr(program, name) == getattr(plain, name)} == {"slug"}
    assert sorted(fields) == sorted(FULL) == sorted([*SETTINGS, "slug"])


@pytest.mark.parametrize("field", SETTINGS)
@pytest.mark.parametrize("blank", ["", "  ", "\u00a0", None])
def test_a_blank_changes_nothing(row, field, blank):
    """Nor does a column that is not there, whatever else the row says anew."""
    first = merge(row(FULL), None, None)
    other = "organisation" if field != "organisation" else "audience"
    cells = {**FULL, other: "Another", field: blank or ""}
    if blank is None:
        del cells[field]
    again = merge(row(cells), first.program, first.said)
    assert {setting.field for setting in again.changed} == {other}
    assert getattr(again.program, field) == getattr(first.program, field)


@pytest.mark.parametrize("field", SETTINGS)
def test_a_blank_resets_nothing_that_a_page_wrote(row, field):
    """Whether the table spoke of it before or never did."""
    first = merge(row({"name": "Oak", "slug": "oak"}), None, None)
    there = dataclasses.replace(row(FULL).program, name="Oak on the page")
    for before in (first.said, merge(row(FULL), None, None).said, None):
        again = merge(row({"slug": "oak", field: ""}), there, before)
        assert (again.program, again.changed, again.kept) == (there, (), ())


@pytest.mark.parametrize("field", [field for field in SETTINGS if field not in NEVER_EMPTY])
@pytest.mark.parametrize("word", ["(empty)", " (EMPTY) ", "( empty )"])
def test_a_word_clears_a_setting(row, field, word):
    """It is then as in a program that is new, and it is told."""
    first = merge(row(FULL), None, None)
    again = merge(row({**FULL, field: word}), first.program, first.said)
    assert getattr(again.program, field) == getattr(Program(slug="oak", name=""), field)
    assert {setting.field.partition(".")[0] for setting in again.changed} == {field}
    assert merge(row({**FULL, field: word}), again.program, again.said).changed == ()


@pytest.mark.parametrize("field", [*NEVER_EMPTY, "slug", "roster"])
def test_what_no_program_can_be_without_is_not_cleared(tmp_path, field):
    """Youth protection goes by the word 'no' alone, people on their page."""
    file = tmp_path / "programs.csv"
    cells = {**{name: FULL[name] for name in ("name", "slug")}, field: "(empty)"}
    file.write_text(f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8")
    problem = read_programs(file).problems[0]
    assert (problem.column, problem.what) == (field, "'(empty)' cannot stand here.")


def test_the_same_row_says_nothing_new(row):
    """Whatever was changed elsewhere since; also with its preset."""
    first = merge(row(FULL), None, None)
    there = Program(slug="oak", name="Changed", hours=9, terms={"pair": "duo"}, youth=True)
    assert merge(row(FULL), there, first.said).program == there


def test_a_preset_speaks_once(row):
    """What was set by it and changed on a page stays; another preset speaks of what nobody else changed."""
    first = merge(row({"name": "Oak", "preset": "apala"}), None, None)
    there = dataclasses.replace(first.program, min_years=1)
    assert merge(row({"name": "Oak", "preset": "apala"}), there, first.said).program == there
    again = merge(row({"name": "Oak", "preset": "community-youth"}), there, first.said)
    assert (again.program.preset, again.program.youth, again.program.min_years) == ("community-youth", True, 1)


@pytest.mark.parametrize("said", ["", "apala", "(empty)"])
def test_no_preset_ends_youth_protection(row, said):
    """Only the word in the column of it does."""
    first = merge(row({"name": "Oak", "preset": "community-youth"}), None, None)
    assert merge(row({"name": "Oak", "preset": said}), first.program, first.said).program.youth is True
    silent = dataclasses.replace(row({"name": "Oak", "preset": "apala"}), fills={"youth": False})
    assert merge(silent, first.program, first.said).program.youth is True


def test_both_changed_is_a_clash_until_it_is_settled(row):
    """What stands is kept, and told again; the table first settles it, and so does writing what stands."""
    first = merge(row({"name": "Oak", "hours": "4"}), None, None)
    there = dataclasses.replace(first.program, hours=5)
    said = first.said
    for _ in range(3):
        clash = merge(row({"name": "Oak", "hours": "6"}), there, said)
        said = clash.said
        assert ([(one.was, one.now) for one in clash.kept], clash.program.hours) == ([(5, 6)], 5)
    assert merge(row({"name": "Oak", "hours": "6"}), there, said, table_first=True).program.hours == 6
    settled = merge(row({"name": "Oak", "hours": "5"}), there, said)
    assert (settled.kept, merge(row({"name": "Oak", "hours": "6"}), there, settled.said).program.hours) == ((), 6)


def test_a_program_that_the_table_meets_for_the_first_time_keeps_what_it_says(row):
    """Nobody knows which word is newer; it is told each time. What nobody set is taken."""
    there = Program(slug="oak", name="Oak", youth=True, hours=5)
    said = None
    for _ in range(2):
        met = merge(row({"name": "Oak", "youth": "no", "hours": "6", "contact": "Kim"}), there, said)
        said, there = met.said, met.program
        assert sorted(one.field for one in met.kept) == ["hours", "youth"]
        assert (met.program.youth, met.program.contact) == (True, "Kim")


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "yaml", "json"])
def test_a_blank_is_a_blank_in_every_kind_of_file(tmp_path, kind):
    """Nothing but the short name, in our own columns."""
    names = [column.name for column in COLUMNS]
    cells = ["oak" if name == "short name" else "" for name in names]
    rows = [dict(zip(names, (cell or None for cell in cells), strict=True))]
    texts = {
        "csv": f"{','.join(names)}\n{','.join(cells)}\n",
        "tsv": "\t".join(names) + "\n" + "\t".join(cells) + "\n",
        "yaml": yaml.safe_dump({"programs": rows}),
        "json": json.dumps(rows),
    }
    book = rows_to_xlsx([names, [cell or " " for cell in cells]], "Programs")
    file = tmp_path / f"programs.{kind}"
    file.write_bytes(texts[kind].encode() if kind in texts else book)
    found = read_programs(file)
    assert found.errors() == ()
    there = Program(slug="oak", name="Oak", youth=True, purposes=("Career",))
    assert merge(found.rows[0], there, {"name": "Oak", "youth": True}).program == there


def test_our_own_template_says_what_its_example_shows(tmp_path):
    """In each kind of file the same."""
    found = []
    for ending in (".csv", ".xlsx", ".yaml"):
        file = tmp_path / f"programs{ending}"
        file.write_bytes(programs_template(ending))
        found.append(to_plain(read_programs(file).rows[0].program))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(("text", "wanted"), [
    ("~", True), ("null", True), ("NULL", True), ("''", True), ("", True), ("'null'", False), ("null and void", False),
])  # fmt: skip
def test_nothing_in_yaml_is_blank(tmp_path, text, wanted):
    """Unless it is quoted, for then somebody wrote that word."""
    file = tmp_path / "programs.yaml"
    file.write_text(f"- name: Oak\n  contact: {text}\n", encoding="utf-8")
    assert ("contact" not in read_programs(file).rows[0].says) is wanted


def test_one_term_is_one_setting(row):
    """A page's term stays beside the table's; one that left a cell with all terms goes; a cell for one word is its own."""
    first = merge(row({"name": "Oak", "terms": "mentee=protégé; mentor=guide"}), None, None)
    there = dataclasses.replace(first.program, terms={**first.program.terms, "pair": "duo"})
    again = merge(row({"name": "Oak", "terms": "mentee=young person"}), there, first.said)
    assert again.program.terms == {"mentee": "young person", "pair": "duo"}
    alone = merge(row({"name": "Oak", "mentee word": "", "mentor word": "coach"}), there, first.said)
    assert alone.program.terms == {"mentee": "protégé", "mentor": "coach", "pair": "duo"}
    cleared = merge(row({"name": "Oak", "mentee word": "(empty)"}), there, first.said)
    assert cleared.program.terms == {"mentor": "guide", "pair": "duo"}
    in_cell = merge(row({"name": "Oak", "terms": "mentee=(empty); mentor=guide"}), there, first.said)
    assert in_cell.program.terms == {"mentor": "guide", "pair": "duo"}
