"""In June the table comes again: settings of programs, and what the page has made of them since."""

from __future__ import annotations

import dataclasses

from offices import ANA, BEN, FULL, Office
from tabled import did, generate, table_of

from mentorwidgets.folder import Folder
from mentorwidgets.generate.plans import youth_ends
from mentorwidgets.model import Program
from mentorwidgets.programs import read_programs
from mentorwidgets.store.engine import open_engine, writing
from mentorwidgets.workbook import open_store


def test_a_row_with_nothing_but_its_short_name_changes_nothing(tmp_path):
    """The column of names need not be there for programs that we know; for others it is asked for."""
    office = Office(tmp_path)
    office.row(**FULL)
    office.run()
    before = office.program()
    office.row(slug="oak", hours="")
    assert (office.run().problems, office.program()) == ((), before)
    office.row(slug="elm", hours="4")
    report = generate(office.table, office.library)
    assert [(problem.column, problem.what) for problem in report.problems] == [("name", "This row has no name.")]
    assert not report.made


def test_youth_protection_ends_by_a_plain_word_alone(tmp_path):
    """Not by a blank, a missing column, another preset or a table that never spoke of it; and it is said loudly."""
    office = Office(tmp_path)
    office.row(name="Oak", preset="community-youth", youth="")
    office.run()
    for cells in ({"youth": ""}, {}, {"preset": "apala"}, {"preset": "(empty)"}, {"hours": "6"}):
        office.row(name="Oak", **cells)
        office.run()
        assert office.program().youth is True
    office.row(name="Oak", youth="no")
    [plan] = office.run().plans
    assert (office.program().youth, youth_ends(plan)) == (False, True)


def test_a_page_that_protects_is_not_overruled_by_what_the_table_always_said(tmp_path):
    """Also where the table meets the program for the first time."""
    office = Office(tmp_path)
    office.row(name="Oak", youth="no")
    office.run()
    office.on_the_page(youth=True)
    office.row(name="Oak", youth="no", hours="9")
    office.run()
    assert (office.program().youth, office.program().hours) == (True, 9)
    with office.store() as store:
        store.save_program(Program(slug="elm", name="Elm", youth=True), "Kim")
    office.table.write_text("name,youth\nElm,no\n", encoding="utf-8")
    for _ in range(2):
        [plan] = generate(office.table, office.library).plans
        assert [setting.field for setting in plan.settings.kept] == ["youth"]


def test_settings_of_the_page_stay_and_a_clash_is_said_until_it_is_settled(tmp_path):
    """Three hands: what the table said, what it says, what stands."""
    office = Office(tmp_path)
    office.row(name="Oak", hours="4", contact="Ana")
    office.run()
    office.on_the_page(hours=5, name="Oak Libraries")
    office.row(name="Oak", hours="4", contact="Ben")
    [plan] = office.run().plans
    assert (office.program().hours, office.program().contact, office.program().name) == (5, "Ben", "Oak Libraries")
    assert plan.settings.kept == ()
    office.row(name="Oak", hours="6", contact="Ben")
    for _ in range(2):
        [plan] = office.run().plans
        assert [(one.field, one.was, one.now) for one in plan.settings.kept] == [("hours", 5, 6)]
    office.run(table_first=True)
    assert office.program().hours == 6
    assert office.run().plans[0].settings.kept == ()


def test_one_term_of_a_program_is_one_setting(tmp_path):
    """A term of the page stays beside those of the table; one that left the table's cell goes."""
    office = Office(tmp_path)
    office.row(name="Oak", terms="mentee=protégé; mentor=guide")
    office.run()
    office.on_the_page(terms={"mentee": "protégé", "mentor": "guide", "pair": "duo"})
    office.row(name="Oak", terms="mentee=young person")
    office.run()
    assert office.program().terms == {"mentee": "young person", "pair": "duo"}


def test_an_option_for_new_programs_changes_none_that_is_there(tmp_path):
    """--preset is for rows that begin; forgotten or given anew, it resets nothing."""
    file = tmp_path / "programs.csv"
    file.write_text("name,hours\nOak,4\n", encoding="utf-8")
    from mentorwidgets.generate import generate_workbooks

    generate_workbooks(read_programs(file, preset="apala"), tmp_path / "library")
    with open_store(Folder(tmp_path / "library")) as store:
        before = store.program("oak")
    for preset in ("", "wla", "apala"):
        report = generate_workbooks(read_programs(file, preset=preset), tmp_path / "library")
        assert not report.plans[0].changes_something()
    with open_store(Folder(tmp_path / "library")) as store:
        assert store.program("oak") == before


def test_two_rows_for_one_program_are_a_problem_also_when_we_keep_going(tmp_path):
    """The first one counts, the second is named; nothing of it is taken."""
    table = table_of(tmp_path / "office", header="name,short name,hours", rows=("Oak,oak,4", "Other,oak,9"))
    report = generate(table, tmp_path / "library", keep_going=True)
    assert ([problem.row for problem in report.problems], [made.slug for made in report.made]) == ([3], ["oak"])
    assert report.plans[0].program.hours == 4


def test_packs_stay_when_the_cell_of_pairs_is_blank(tmp_path):
    """And go when it says "(empty)"; the people of the program are enough for pairs."""
    office = Office(tmp_path)
    office.roster(ANA, BEN)
    (office.table.parent / "pairs.csv").write_text("mentee,mentor\nBen Ito,Ana Silva\n", encoding="utf-8")
    office.row(name="Oak", roster="roster.csv", pairs="pairs.csv")
    packs = {name for name in did(office.run()) if "/packs/" in name}
    for pairs, roster in (("", "roster.csv"), ("", ""), ("pairs.csv", "")):
        office.row(name="Oak", roster=roster, pairs=pairs)
        assert "removed" not in did(office.run()).values()
        assert all((office.library / "workbooks" / name).is_file() for name in packs)
    office.row(name="Oak", pairs="(empty)")
    assert "removed" in did(office.run()).values()


def test_days_are_looked_at_together_with_those_that_stand(tmp_path):
    """A new first day after the last day that stands is a problem, and nothing is made."""
    office = Office(tmp_path)
    office.row(name="Oak", begins="2027-01-01", ends="2027-06-30")
    office.run()
    office.row(name="Oak", begins="2027-09-01", ends="")
    report = generate(office.table, office.library)
    assert ([problem.column for problem in report.problems], report.made) == (["ends"], ())
    assert office.program().begins == "2027-01-01"


def test_a_folder_of_an_older_version_knows_its_last_table(tmp_path):
    """What was changed on the pages before stays, though nobody wrote down what the table had said."""
    office = Office(tmp_path)
    office.roster(ANA, BEN)
    office.row(name="Oak", roster="roster.csv", hours="4")
    office.run()
    engine = open_engine(Folder(office.library).database)
    with writing(engine) as connection:
        connection.exec_driver_sql("DELETE FROM mw_said")
    engine.dispose()
    office.on_the_page(lambda people: [dataclasses.replace(p, bio="Mine") for p in people], hours=5)
    assert not office.run().plans[0].changes_something()
    office.roster(ANA, BEN, "Cy Low,mentee,,,")
    office.row(name="Oak", roster="roster.csv", hours="4", contact="Kim")
    office.run()
    assert (office.people()["Ana Silva"].bio, office.program().hours) == ("Mine", 5)


def test_a_blank_language_prints_what_it_printed_before(tmp_path):
    """The program's own language counts, not the cell's."""
    office = Office(tmp_path)
    (office.table.parent / "languages").mkdir()
    (office.table.parent / "languages" / "es.toml").write_text('"Name" = "Nombre"\n', encoding="utf-8")
    office.row(name="Oak", locale="es")
    office.run()
    page = office.library / "workbooks" / "oak" / "sheets" / "roster.html"
    before = {file: file.read_bytes() for file in page.parent.iterdir()}
    assert any(b"Nombre" in data for data in before.values())
    for cells in ({"locale": ""}, {}, {"hours": "4"}):
        office.row(name="Oak", **cells)
        report = office.run()
        assert {file: file.read_bytes() for file in page.parent.iterdir()} == before
        assert any("No words yet" in problem.what for problem in report.problems)
    assert office.program().locale == "es"
