"""In June: the table and the rosters come again, and others have worked on the programs since."""

from __future__ import annotations

import dataclasses

import pytest
from tabled import did, generate, table_of

from mentorwidgets.doors import new_invitation
from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import Folder
from mentorwidgets.generate.plans import youth_ends
from mentorwidgets.model import Operation, Person, Program
from mentorwidgets.programs import read_programs
from mentorwidgets.store import Store
from mentorwidgets.store.engine import open_engine, writing
from mentorwidgets.workbook import open_store

HEAD = "Name,Role,E-mail,Bio,Branch"
ANA, BEN = "Ana Silva,mentor,ana@lib.example,Metadata,Main", "Ben Ito,mentee,ben@lib.example,New here,Oak"
ZOE = Person(id="zoe", name="Zoe Old", roles=("mentor",))
FULL = {
    "name": "Oak", "slug": "oak", "kind": "formal", "audience": "staff", "purposes": "Career; Leadership",
    "begins": "2027-01-15", "ends": "2027-12-15", "cadence": "monthly", "hours": "4", "timezone": "Europe/Berlin",
    "contact": "Kim", "terms": "mentee=protégé; mentor=guide", "required": "confidential", "capacity": "3",
    "min_years": "2", "same_unit": "avoid", "youth": "yes", "choosing": "no", "rematch_past": "yes",
    "stale_days": "90", "locale": "en-GB", "organisation": "Oak System", "preset": "apala",
}  # fmt: skip


class Office:
    """A table with one roster, and the library that is made of it."""

    def __init__(self, folder):
        self.table = table_of(folder / "office", "Oak")
        self.library = folder / "library"

    def roster(self, *lines):
        """Write the roster anew."""
        (self.table.parent / "roster.csv").write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")

    def row(self, **cells):
        """Write the table anew, with one row."""
        lines = [",".join(cells), ",".join(f'"{cell}"' for cell in cells.values())]
        self.table.write_text("\n".join([*lines, ""]), encoding="utf-8")

    def run(self, **options):
        """Make it all; first to look only, which tells the same."""
        looked = generate(self.table, self.library, look_only=True, **options)
        report = generate(self.table, self.library, **options)
        assert [told(plan) for plan in looked.plans] == [told(plan) for plan in report.plans]
        assert did(looked) == did(report)
        return report

    def store(self):
        """The library's database."""
        return open_store(Folder(self.library))

    def program(self):
        """The program as it stands."""
        with self.store() as store:
            return store.program("oak")

    def people(self):
        """Name -> person."""
        with self.store() as store:
            return {person.name: person for person in store.people("oak")}

    def on_the_page(self, change=lambda people: people, **settings):
        """What a coordinator does there."""
        with self.store() as store:
            if settings:
                store.save_program(dataclasses.replace(store.program("oak"), **settings), "Kim")
            store.set_roster("oak", change(store.people("oak")), "Kim (coordinator)")


def told(plan):
    """What is said of a program."""
    people = plan.people
    return (
        plan.is_new,
        plan.settings,
        people and (people.comparison, people.stays, people.back, people.kept),
        {person: str(ties) for person, ties in plan.ties.items()},
    )


@pytest.fixture
def office(tmp_path):
    """A program with two people from the table's roster, and one whom the coordinator added."""
    made = Office(tmp_path)
    made.roster(ANA, BEN)
    made.row(name="Oak", roster="roster.csv")
    made.run()
    made.on_the_page(lambda people: (*people, ZOE))
    return made


def test_whom_the_coordinator_added_stays(office):
    """The table takes off only whom it brought in, and says who stays and by whose hand."""
    office.roster(ANA, "Cy Low,mentee,cy@lib.example,,")
    [plan] = office.run().plans
    assert set(office.people()) == {"Ana Silva", "Cy Low", "Zoe Old"}
    assert [person.name for person in plan.people.comparison.added] == ["Cy Low"]
    assert [person.name for person in plan.people.comparison.gone] == ["Ben Ito"]
    assert [(person.name, by) for person, by in plan.people.stays] == [("Zoe Old", "Kim (coordinator)")]


@pytest.mark.parametrize("lines", [[ANA], [BEN], [ANA, BEN, "Zoe Old,mentor,zoe@lib.example,,"]])
def test_who_came_by_a_page_is_never_taken_off(office, lines):
    """Whatever the roster holds, in whatever order it comes."""
    for some in (lines, [ANA], list(reversed([ANA, BEN])), [BEN]):
        office.roster(*some)
        office.run()
        assert "Zoe Old" in office.people()


def test_an_undone_roster_brought_nobody(office):
    """Whom the page brought, took back, and the table brings, is the table's."""
    with office.store() as store:
        store.undo_roster("oak", "Kim (coordinator)")
    office.roster(ANA, BEN, "Zoe Old,mentor,,,")
    office.run()
    office.roster(ANA, BEN)
    [plan] = office.run().plans
    assert [person.name for person in plan.people.comparison.gone] == ["Zoe Old"]


def test_what_hangs_on_those_who_go_is_said(office):
    """Pairs that go on, links that hold, answers; not what is over."""
    with office.store() as store:
        ben = next(person.id for person in store.people("oak") if person.name == "Ben Ito")
        link = new_invitation("oak", "mentee", person=ben, name="Ben Ito", by="Kim")
        over = new_invitation("oak", "mentee", person=ben, name="Ben Ito", by="Kim")
        store.add_invitations([link, over])
        store.revoke(over.id, 1.0, "Kim")
    with Store.open(Folder(office.library).database) as free:  # without rules
        ops = [
            Operation(op="op-000001", worksheet="oak/pairing", key=f"pair/{ben}/zoe/Mentoring", value={}, base=0),
            Operation(
                op="op-000002", worksheet="oak/pairing", key=f"pair/{ben}/ana/M", value={"status": "ended"}, base=0
            ),
            Operation(op="op-000003", worksheet="oak/expectations", key=f"answer/{ben}/a", value="Once", base=0),
        ]
        assert {answer.outcome for answer in free.apply_many([(op, "Kim") for op in ops])} == {"saved"}
    office.roster(ANA)
    [plan] = office.run().plans
    ties = plan.ties[ben]
    assert ([pair.mentor for pair in ties.pairs], ties.links, ties.answers) == (["zoe"], 1, 1)


def test_a_blank_cell_empties_nobodys_profile(office):
    """Nor does a column that is gone."""
    office.roster("Ana Silva,mentor,ana@lib.example,,Main", BEN)
    office.run()
    assert office.people()["Ana Silva"].bio == "Metadata"
    (office.table.parent / "roster.csv").write_text("Name,Role,E-mail\nAna Silva,mentor,ana@lib.example\n")
    office.run()
    assert (office.people()["Ana Silva"].bio, office.people()["Ana Silva"].branch) == ("Metadata", "Main")


def test_a_roster_without_roles_asks_them_only_of_who_is_new(office):
    """Those who are there keep theirs; the row of somebody else is a problem of the program's."""
    file = office.table.parent / "roster.csv"
    file.write_text("Name,E-mail,Branch\nAna Silva,ana@lib.example,Elm\nBen Ito,ben@lib.example,\n")
    office.run()
    assert (office.people()["Ana Silva"].branch, office.people()["Ben Ito"].roles) == ("Elm", ("mentee",))
    file.write_text("Name,E-mail,Branch\nAna Silva,ana@lib.example,Ash\nEva Ra,eva@lib.example,\n")
    report = generate(office.table, office.library, look_only=True)
    assert [problem for problem in report.problems if "row 3" in problem.what and "mentor or a mentee" in problem.what]


def test_what_was_mended_on_the_page_is_not_reset_by_what_the_roster_always_said(office):
    """The roster changed elsewhere: its other cells say nothing new."""
    mend = {"Ana Silva": "Reads maps."}
    office.on_the_page(lambda people: [dataclasses.replace(p, bio=mend.get(p.name, p.bio)) for p in people])
    for lines in ((ANA, BEN, "Cy Low,mentee,,,"), (ANA, BEN), (ANA.replace("Main", "North"), BEN)):
        office.roster(*lines)
        [plan] = office.run().plans
        assert (office.people()["Ana Silva"].bio, plan.people.kept) == ("Reads maps.", ())
    assert office.people()["Ana Silva"].branch == "North"


def test_a_real_clash_is_said_until_it_is_settled(office):
    """The page's word stands; with the table first it goes before."""
    office.on_the_page(lambda people: [dataclasses.replace(p, bio="Mine") for p in people])
    office.roster(ANA.replace("Metadata", "Theirs"), BEN)
    for _ in range(3):
        [plan] = office.run().plans
        assert [(one.person.name, one.fields) for one in plan.people.kept] == [("Ana Silva", ("bio",))]
        assert office.people()["Ana Silva"].bio == "Mine"
    office.run(table_first=True)
    assert office.people()["Ana Silva"].bio == "Theirs"
    assert office.run().plans[0].people is None


def test_an_open_clash_brings_nobody_back(office):
    """The unchanged roster is asked for its clash only."""
    office.on_the_page(lambda people: [dataclasses.replace(p, bio="Mine") for p in people])
    office.roster(ANA.replace("Metadata", "Theirs"), BEN)
    office.run()
    office.on_the_page(lambda people: [person for person in people if person.name != "Ben Ito"])
    office.run()
    assert "Ben Ito" not in office.people()


def test_who_comes_back_is_said_to_be_back(office):
    """They were taken off on the page, and a changed roster names them again."""
    office.on_the_page(lambda people: [person for person in people if person.name != "Ben Ito"])
    office.roster(ANA, BEN, "Cy Low,mentee,,,")
    [plan] = office.run().plans
    assert {person.name for person in plan.people.comparison.added if person.id in plan.people.back} == {"Ben Ito"}


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


def test_who_may_be_somebody_else_is_asked_and_nobody_is_touched_until_then(office):
    """An address that was filled in, in a roster without ids: the same, or somebody new; each program by its name."""
    with office.store() as store:
        link = new_invitation("oak", "mentee", person=office.people()["Ben Ito"].id, name="Ben Ito", by="Kim")
        store.add_invitations([link])
    before = office.people()["Ben Ito"]
    office.roster(ANA, BEN.replace("ben@lib.example", "b.ito@lib.example"))
    for _ in range(2):
        [plan] = office.run().plans
        assert [doubt.person.name for doubt in plan.people.doubts] == ["Ben Ito"]
        assert office.people()["Ben Ito"] == before
        assert plan.people.comparison.gone == ()
    [plan] = office.run(same=(f"oak:Ben Ito={before.id}",)).plans
    assert (office.people()["Ben Ito"].id, office.people()["Ben Ito"].email) == (before.id, "b.ito@lib.example")
    assert (plan.people.doubts, plan.people.comparison.added) == ((), ())
    assert office.run().plans[0].people is None


@pytest.mark.parametrize("words", ["Ben Ito=x", "elm:Ben Ito", ":Ben"])
def test_an_answer_names_its_program(office, words):
    """Else nobody knows whom it is about, and nothing is done."""
    with pytest.raises(GenerateError, match="names no program of the table"):
        generate(office.table, office.library, same=(words,))


def test_an_answer_about_nobody_is_a_problem_at_the_row(office):
    """And nothing is made."""
    office.roster(ANA, BEN, "Cy Low,mentee,,,")
    report = generate(office.table, office.library, same=("oak:Nobody=zoe",))
    assert ([problem.what for problem in report.problems], report.made) == (
        ["There is nobody 'Nobody' in the files."],
        (),
    )


def test_pairs_with_a_purpose_that_goes_are_counted(office):
    """They go on; no new pair can have it."""
    with Store.open(Folder(office.library).database) as free:
        ops = [
            Operation(op=f"op-{n:06}", worksheet="oak/pairing", key=f"pair/b/{n}/{purpose}", value=value, base=0)
            for n, (purpose, value) in enumerate([
                ("Mentoring", {}), ("Mentoring", {"status": "active"}), ("Mentoring", {"status": "ended"}), ("Other", {})
            ])
        ]  # fmt: skip
        assert {answer.outcome for answer in free.apply_many([(op, "Kim") for op in ops])} == {"saved"}
    office.row(name="Oak", roster="roster.csv", purposes="Career")
    assert office.run().plans[0].purposes_left == {"Mentoring": 2}
    office.row(name="Oak", roster="roster.csv", purposes="Career; Leadership")
    assert office.run().plans[0].purposes_left == {}
