"""In June: the table and the rosters come again, and others have worked on the programs since."""

from __future__ import annotations

import dataclasses

import pytest
from offices import ANA, BEN, ZOE, Office
from tabled import generate

from mentorwidgets.doors import new_invitation
from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation
from mentorwidgets.store import Store


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
