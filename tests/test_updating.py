"""Rosters of a source against the people who are there."""

from __future__ import annotations

import dataclasses

import pytest

from mentorwidgets.model import Note, Person, Program, Roster
from mentorwidgets.pairing import open_questions
from mentorwidgets.roster import people_from_table, read_table
from mentorwidgets.store import Store
from mentorwidgets.store.revising import Revision, Standing
from mentorwidgets.updating import Manner, plan_people

ANA = Person(id="ana", name="Ana Silva", roles=("mentor",), bio="Reads maps.", capacity=2)
BEN = Person(id="ben", name="Ben Ito", roles=("mentee",))
ZOE = Person(id="zoe", name="Zoe Old", roles=("mentee",))
COLUMNS = (("Name", "name"), ("Role", "roles"), ("Bio", "bio"), ("Max", "capacity"), ("ID", "id"))


def roster(*people):
    """A roster with these people."""
    return Roster(people=people, rows=len(people), columns=COLUMNS)


def standing(*people, origin="table", **rest):
    """A program with these people, all of one origin."""
    return Standing(people=people, origins={person.id: origin for person in people}, **rest)


def names(people):
    """Their ids, in order."""
    return sorted(person.id for person in people)


def test_a_source_takes_off_only_whom_it_brought():
    """Also where nobody knows who brought somebody."""
    there = Standing(people=(ANA, BEN, ZOE), origins={"ana": "table", "ben": "Kim"})
    plan = plan_people(there, roster(), "table")
    assert (names(plan.comparison.gone), names(plan.people)) == (["ana"], ["ben", "zoe"])
    assert plan.stays == ((BEN, "Kim"), (ZOE, ""))


def test_nobody_is_taken_off_because_of_a_row_that_could_not_be_read():
    """It may be theirs."""
    plan = plan_people(standing(ANA, BEN), roster(ANA), "table", Manner(is_whole=False))
    assert (plan.comparison.gone, plan.stays) == ((), ((BEN, "table"),))


def test_names_in_rules_mean_also_those_who_stay():
    """They are resolved among everybody who is there then, and are no news the next time."""
    asks = dataclasses.replace(ANA, avoid=("Zoe Old",))
    says = Roster(people=(asks,), columns=(*COLUMNS, ("Not with", "avoid")))
    there = standing(dataclasses.replace(ZOE), origin="Kim")
    plan = plan_people(there, says, "table")
    assert plan.people[0].avoid == ("zoe",)
    again = plan_people(
        Standing(people=plan.people, origins={"ana": "table", "zoe": "Kim"}, said={"people": plan.said}), says, "table"
    )
    assert (again.people, again.kept) == (plan.people, ())


@pytest.mark.parametrize(("first", "bio", "kept"), [
    ("never", "Page", ["ana"]), ("unsaid", "Page", ["ana"]), ("always", "Roster", []),
])  # fmt: skip
def test_who_goes_first_where_both_changed(first, bio, kept):
    """The page, unless the source is told to."""
    there = standing(dataclasses.replace(ANA, bio="Page"), said={"people": {"ana": {"bio": "Before"}}})
    plan = plan_people(there, roster(dataclasses.replace(ANA, bio="Roster")), "table", Manner(first=first))
    assert (plan.people[0].bio, names(one.person for one in plan.kept)) == (bio, kept)


def test_a_source_that_never_spoke_of_somebody_may_go_first():
    """As a command does that a person types; else the page's word is kept."""
    there = standing(dataclasses.replace(ANA, bio="Page"))
    says = roster(dataclasses.replace(ANA, bio="Roster"))
    assert plan_people(there, says, "x", Manner(first="unsaid")).people[0].bio == "Roster"
    assert plan_people(there, says, "x").people[0].bio == "Page"


@pytest.mark.parametrize(
    "field", [field.name for field in dataclasses.fields(Person) if field.name not in ("id", "name", "roles")]
)
def test_a_blank_empties_no_field_of_anybody(field):
    """Every field of a profile, whether the roster spoke of it before or not."""
    full = Person(
        id="ana", name="Ana Silva", roles=("mentor", "mentee"), email="a@x", pronouns="she", bio="b", interests=("i",),
        work_areas=("w",), hobbies=("h",), offers=("o",), wants=("w",), purposes=("p",), position="p", department="d",
        branch="b", library_type="l", years=2.0, region="r", rural=True, location=(1.0, 2.0), modes=("video",),
        timezone="Europe/Berlin", languages=("en",), kind="community", capacity=0, demand=2, assign=True,
        participation="offered", project_only=True, clearance=False, supervisor="s", avoid=("v",), wishes=("w",),
        most_important="topics", waiting=True, confirmed="2027-01-01", notes=(Note(label="l", text="t"),),
        availability=plan_hours(), keys=("0123456789abcdef",), mentee_side=Person(id="", name="", roles=(), branch="e"),
    )  # fmt: skip
    empty = Person(id="ana", name="Ana Silva", roles=("mentor", "mentee"))
    columns = tuple((column.name, column.name) for column in dataclasses.fields(Person))
    assert getattr(full, field) != getattr(empty, field)
    before = [{"label": "l", "text": "said before"}] if field == "notes" else "said before"
    for said in (None, {"people": {"ana": {field: before}}}):
        plan = plan_people(standing(full, said=said), Roster(people=(empty,), columns=columns), "table")
        assert plan.people == (full,)


def plan_hours():
    """Some free time."""
    from mentorwidgets.model import Hours

    return (Hours(day=0, start=0, end=60),)


def test_who_left_and_comes_again_is_said_to_be_back():
    """With what they were."""
    plan = plan_people(Standing(gone=(ANA,)), roster(dataclasses.replace(ANA, bio="")), "table")
    assert (plan.back, plan.people[0].bio) == ({"ana"}, "Reads maps.")


def test_a_source_finds_what_it_said_and_who_brought_whom(tmp_path):
    """Undone rosters brought nobody; without words of the last time, the people as they were after its roster."""
    with Store.open(tmp_path / "library.sqlite3") as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.set_roster("oak", [ANA], "table")
        store.set_roster("oak", [dataclasses.replace(ANA, bio="Mended"), BEN], "Kim")
        store.set_roster("oak", [ANA, BEN, ZOE], "Lee")
        store.undo_roster("oak", "Lee")
        found = store.sources.standing("oak", "table")
        assert (found.origins, found.said) == ({"ana": "table", "ben": "Kim"}, None)
        assert next(person for person in found.brought if person.id == "ana").bio == "Reads maps."
        said = {"people": {"ana": {"bio": "x"}}}
        decided = Revision(program=Program(slug="oak", name="Oak"), people=(ZOE,), said=said)
        change = store.sources.revise("oak", "table", "June", lambda _: decided)
        assert store.rosters("oak")[-1].actor == "June (table)"
        assert store.sources.standing("oak", "table").origins["zoe"] == "table"
        assert (change.gone, store.sources.standing("oak", "table").said) == (("ana", "ben"), said)
        assert store.sources.standing("nowhere", "table") == Standing()


def test_a_revision_that_fails_leaves_all_as_it_was(tmp_path):
    """Settings, people and words are one commit."""
    with Store.open(tmp_path / "library.sqlite3") as store:
        store.save_program(Program(slug="oak", name="Oak"))
        store.set_roster("oak", [ANA], "table")
        before = (store.program("oak"), store.people("oak"), store.deeds("oak"))
        broken = Revision(program=Program(slug="oak", name="New"), people=(ZOE, ZOE), said={"x": 1})
        with pytest.raises(Exception, match="Two people have the id"):
            store.sources.revise("oak", "table", "June", lambda _: broken)
        assert (store.program("oak"), store.people("oak"), store.deeds("oak")) == before
        assert store.sources.standing("oak", "table").said is None


def brought(*lists):
    """Bring lists in one after the other, from one source; return the last plan."""
    here = Standing()
    for text in lists:
        (table,) = read_table("people.csv", text.replace("|", "\n").encode())
        plan = plan_people(here, people_from_table(table), "table")
        said = {"people": plan.said}
        here = Standing(
            people=plan.people, gone=plan.comparison.gone, said=said, origins=dict.fromkeys(plan.said, "table")
        )
    return plan


def told(plan):
    """All notes that people have, by first name."""
    notes = ((person.name.split()[0], note) for person in plan.people for note in person.all_notes())
    return sorted((name, note.label, note.text) for name, note in notes)


PLAIN = "Name,Email,Role|Ida Po,i@x.example,mentee|Jan Ost,j@x.example,mentor"
MOST = "Name,Email,Role,Max mentees|Jan Ost,j@x.example,mentor,lots"
COI = "Name,Email,Role,COI|Ida Po,i@x.example,mentee,Jan Ost|Jan Ost,j@x.example,mentor,"


@pytest.mark.parametrize(("lists", "notes"), [
    ((PLAIN, COI), [("Ida", "COI", "Jan Ost")]),
    ((COI, COI.replace("Jan Ost|", "Tim|")), [("Ida", "COI", "Tim")]),
    ((COI, COI.replace("Jan Ost|", "|")), [("Ida", "COI", "Jan Ost")]),
    ((COI, COI.replace("Jan Ost|", "(empty)|")), []),
    ((COI, PLAIN), [("Ida", "COI", "Jan Ost")]),
    ((COI, PLAIN.replace("Role|", "Role,Phone|").replace("mentee|", "mentee,12|")), [
        ("Ida", "COI", "Jan Ost"), ("Ida", "Phone", "12"),
    ]),
    ((PLAIN, MOST), [("Jan", "Max mentees", "lots")]),
    ((MOST, MOST.replace("lots", "2")), []),
    (("First,Last,Role|Robert,Miller,mentee", "First,Last,Preferred name,Role|Robert,Miller,Bobbie,mentee"), [
        ("Bobbie", "Legal name", "Robert Miller"),
    ]),
    (("Name,Role|Ida Po,mentee|Jan Ost,mentor", "Name,Role,Avoid|Ida Po,mentee,Jan Ost,Tim Falk|Jan Ost,mentor"), [
        ("Ida", "Column D", "Tim Falk"),
    ]),
    (("Name,Role,Shoe as mentee|Ida Po,mentee,Oak", "Name,Role,Shoe as mentee|Ida Po,mentee,Elm"), [
        ("Ida", "Shoe as mentee", "Elm"),
    ]),
])  # fmt: skip
def test_notes_come_in_with_every_roster(lists, notes):
    """Each column is a field of its own: another text replaces, a blank or a missing column leaves, (empty) clears."""
    plan = brought(*lists)
    assert (told(plan), plan.kept) == (notes, ())


def test_notes_of_both_roles_come_in_with_every_roster():
    """What somebody says as a mentee stands beside what they say as a mentor, and is no news the next time."""
    first = "Name,Email,Role,Shirt,Phone|Ida Po,i@x.example,mentor,XL,12|Ida Po,i@x.example,mentee,S,"
    later = first.replace(",S,", ",M,")
    plan = brought(first, later)
    assert told(plan) == [("Ida", "Phone", "12"), ("Ida", "Shirt", "M"), ("Ida", "Shirt", "XL")]
    assert not brought(first, later, later).comparison.changed


def test_a_column_that_names_people_is_asked_about_whenever_it_comes():
    """What was asked of a column holds for whatever stands in it later: an answer is of the column, not of a cell."""
    (question,) = open_questions(brought(PLAIN, COI).people)
    assert (question.words, question.cells[0][1]) == ("COI", "Jan Ost")
    plan = brought(PLAIN, COI, COI.replace("Jan Ost|", "J. O.|"))
    assert [one.words for one in open_questions(plan.people)] == ["COI"]
    assert not open_questions(plan.people, {("", question.key().split("/")[-1]): ()})


def test_two_sources_have_columns_of_their_own():
    """A note of one does not stand in the way of the other's."""
    plan = brought(COI)
    there = dataclasses.replace(plan.people[0], notes=(*plan.people[0].notes, Note(label="Phone", text="12")))
    here = Standing(people=(there, *plan.people[1:]), said={"people": plan.said})
    (table,) = read_table("people.csv", COI.replace("Jan Ost|", "Tim|").replace("|", "\n").encode())
    now = plan_people(here, people_from_table(table), "table")
    assert (told(now), now.kept) == ([("Ida", "COI", "Tim"), ("Ida", "Phone", "12")], ())


AVOID = (
    "Name,Email,Role,Avoid|Ida Po,i@x.example,mentee,Jan Ost; Tim Falk|"
    "Jan Ost,j@x.example,mentor,|Tim Falk,t@x.example,mentor,"
)


@pytest.mark.parametrize(("header", "cell", "kept"), [
    ("Avoid", "Jan Ost; my ex", 2), ("Avoid", "my ex", 2), ("Avoid", "J. Ost", 2), ("Avoid", "Jan Ost", 1),
    ("Avoid", "???", 2), ("Avoid", "Jan Ost; ???", 2), ("Avoid", "?", 2), ("Avoid", "Jan Ost and ?", 2),
    ("Supervisor", "my ex", 2), ("Supervisor", "Tim Falk", 1), ("Avoid", "nobody", 0),
])  # fmt: skip
def test_what_is_not_understood_empties_no_rule(header, cell, kept):
    """Whom somebody avoids, and to whom they report, stays until their cell names somebody else for certain."""
    first = AVOID.replace("Avoid", header)
    plan = brought(first, first.replace("Jan Ost; Tim Falk", cell))
    (ida,) = (person for person in plan.people if person.name == "Ida Po")
    held = (*ida.avoid, *ida.supervisor.split("; "))
    assert sum(person.id in held for person in plan.people) == kept
