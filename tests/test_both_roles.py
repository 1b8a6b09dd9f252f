"""One person in both roles, in every room that shows, compares or gives away what they said."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from mentorwidgets import held
from mentorwidgets.access import people_for
from mentorwidgets.bringing import plan_roster
from mentorwidgets.drafts.changes import changes_of
from mentorwidgets.folder import Folder
from mentorwidgets.held.page import held_page
from mentorwidgets.model import OFFICE, ROLES, Hours, Note, Operation, Pair, Person, Program, Roster, Viewer
from mentorwidgets.pairing import (
    bars,
    explain,
    open_questions,
    propose_pairs,
    settled,
    suggest_groups,
    summary,
    with_answers,
)
from mentorwidgets.roster import read_roster
from mentorwidgets.store.revising import Standing
from mentorwidgets.updating import plan_people
from mentorwidgets.widgets import CadencePlanner, PairingPicker
from mentorwidgets.workbook import open_store

OAK = Program(slug="oak", name="Oak County", timezone="Europe/London")
MONDAY, FRIDAY = (Hours(day=day, start=540, end=660) for day in (0, 4))
MENTOR = Person(
    id="ana", name="Ana Silva", roles=("mentor",), email="ana@x.example", branch="Oak", department="Maps", bio="Leads maps",
    position="Head of maps", interests=("maps",), offers=("maps",), availability=(MONDAY,), timezone="Europe/London",
    languages=("English",), capacity=2, notes=(Note(label="Desk", text="of a mentor", readers="everyone"),),
)  # fmt: skip
MENTEE = Person(
    id="ana", name="Ana Silva", roles=("mentee",), email="ana@x.example", branch="Elm", department="Youth", bio="Wants to lead",
    position="New manager", interests=("leading",), wants=("leading",), availability=(FRIDAY,), timezone="America/New_York",
    languages=("Welsh",), notes=(Note(label="Desk", text="of a mentee", readers="everyone"),),
)  # fmt: skip
ANA = MENTOR.in_both(MENTOR, MENTEE)
LEA = Person(
    id="lea", name="Lea Boss", roles=("mentor",), branch="Elm", department="Youth", offers=("leading",),
    interests=("leading",), availability=(FRIDAY,), timezone="America/New_York", languages=("Welsh",),
)  # fmt: skip
TIM = Person(
    id="tim", name="Tim Falk", roles=("mentee",), wants=("maps",), interests=("maps",), department="Maps",
    availability=(MONDAY,), timezone="Europe/London", languages=("English",),
)  # fmt: skip
EVERYONE = (ANA, LEA, TIM)


def scores(people, **options) -> list[tuple[str, str, int]]:
    """The pairs that are proposed, with their points; two rows of Ana are one."""
    found = propose_pairs(people, program=OAK, include="all", start=dt.date(2026, 3, 2), **options)
    return [(pair.mentee, pair.mentor.removesuffix("2"), pair.score) for pair in found.pairs]


def test_each_role_is_compared_with_its_own_words():
    """Topics, hours and languages: Ana learns to lead from Lea, and teaches Tim maps, as if she were two people."""
    two = dataclasses.replace(MENTOR, id="ana2", name="Another", wants=MENTEE.wants)
    one = dataclasses.replace(MENTEE, offers=MENTOR.offers)  # what one row leaves out, the other says
    assert [pair[:2] for pair in scores(EVERYONE)] == [("ana", "lea"), ("tim", "ana")]
    assert scores(EVERYONE) == scores((one, two, LEA, TIM))
    told = explain(propose_pairs(EVERYONE, program=OAK, include="all"), "ana", "lea")
    assert (told.shared_terms, "Friday" in told.shared_hours) == (("leading",), True)


def test_a_pin_is_scored_and_explained_in_its_roles():
    """Also where the coordinator said that it has to be."""
    assert scores(EVERYONE, pins=[("ana", "lea")]) == scores(EVERYONE)
    proposal = propose_pairs(EVERYONE, program=OAK, include="all", pins=[("ana", "lea")])
    assert "leading" in explain(proposal, "ana", "lea").shared_terms


@pytest.mark.parametrize(("unit", "barred"), [("Maps", False), ("Youth", True)])
def test_one_department_is_that_of_the_role(unit, barred):
    """Whoever pairs across departments looks at the department of the mentee's row."""
    program = Program(slug="oak", name="Oak", same_unit="forbid")
    lea = Person(id="lea", name="Lea", roles=("mentor",), department=unit)
    assert (bars(program, (ANA, lea)).between("ana", "lea") is not None) is barred


def test_groups_gather_what_mentees_want():
    """Not what somebody wants as a mentor."""
    ida = Person(id="ida", name="Ida", roles=("mentee",), wants=("Leading",))
    (group,) = suggest_groups((ANA, LEA, ida), program=Program(slug="oak", name="Oak", capacity=2))
    assert (group.mentors, set(group.mentees)) == (("lea",), {"ana", "ida"})


def test_who_says_no_to_a_mentor_still_mentors():
    """ "No thank you" is the word of a mentee; it closed their places, too."""
    people = with_answers(EVERYONE, {"offer/ana": "declined"})
    known = bars(OAK, people)
    assert ("ana" in known.mentees, "ana" in known.mentors) == (True, False)
    facts = summary(OAK, EVERYONE, {"offer/ana": "declined"})
    assert (facts.declined, facts.taking, facts.free_places) == (1, 1, 3)


def known_to(viewer: Person, role: str, fields=None, program: Program = OAK):
    """Ana as somebody knows her."""
    sight = Viewer(role=role, program="oak", person=viewer.id, name=viewer.name)
    shown, _ = people_for(sight, program, EVERYONE, (), fields or {})
    return {one.id: one for one in shown}.get("ana")


ACTIVE = {"status": "active", "mentee_yes": True, "mentor_yes": True}


@pytest.mark.parametrize("program", [OAK, Program(slug="oak", name="Teens", youth=True)], ids=["adults", "youth"])
def test_others_know_one_role_only(program):
    """A mentee sees the mentor; a mentor sees the mentee whom they have; nobody the other row."""
    for viewer, role, pair, wanted, hidden in (
        (TIM, "mentee", "pair/tim/ana/Mentoring", MENTOR, MENTEE),
        (LEA, "mentor", "pair/ana/lea/Mentoring", MENTEE, MENTOR),
    ):
        seen = known_to(viewer, role, {pair: ACTIVE}, program)
        assert (seen.interests, seen.mentee_side) == (wanted.interests, None)
        assert not [word for word in (hidden.bio, hidden.branch, hidden.notes[0].text) if word in repr(seen)]


def test_who_knows_both_roles_sees_both_and_nothing_private():
    """Two who mentor each other in different things; a note for the office is in neither role."""
    private = Note(label="Remark", text="SECRET")
    mentor, mentee = (dataclasses.replace(one, notes=(private,), clearance=True) for one in (MENTOR, MENTEE))
    tim = Person(id="tim", name="Tim", roles=("mentor", "mentee"))
    sight = Viewer(role="mentee", program="oak", person="tim", name="Tim")
    fields = {"pair/tim/ana/Mentoring": ACTIVE, "pair/ana/tim/Mentoring": ACTIVE}
    shown, _ = people_for(sight, OAK, (mentor.in_both(mentor, mentee), tim), (), fields)
    ana = next(one for one in shown if one.id == "ana")
    assert [ana.in_role(role).branch for role in ana.roles] == ["Oak", "Elm"]
    assert "SECRET" not in repr(ana)


def test_a_page_gets_both_and_nothing_private_of_either():
    """What differs stands beside the rest, by field."""
    private = dataclasses.replace(MENTEE, clearance=False, notes=(Note(label="Remark", text="SECRET"),))
    (plain,) = PairingPicker([MENTOR.in_both(MENTOR, private)], program=OAK)._people
    assert (plain["branch"], plain["mentee_side"]["branch"]) == ("Oak", "Elm")
    assert not {"id", "name", "roles", "clearance", "notes", "email"} & {*plain["mentee_side"]}
    assert "SECRET" not in repr(plain)


def test_papers_show_the_role():
    """Introductions show the mentee beside the mentor; the directory shows mentors."""
    key = {"pair/ana/lea/Mentoring": ACTIVE, "pair/tim/ana/Mentoring": ACTIVE}
    picker = PairingPicker(EVERYONE, program=OAK, value=key)
    as_mentee, as_mentor = (picker.introduction(pair) for pair in picker.pairs)
    assert ("Wants to lead" in as_mentee, "Leads maps" in as_mentee) == (True, False)
    assert ("Wants to lead" in as_mentor, "Leads maps" in as_mentor) == (False, True)
    assert ("Leads maps" in picker.directory_html(), "Wants to lead" in picker.directory_html()) == (True, False)


def test_meetings_are_planned_in_the_hours_and_zone_of_the_role():
    """The mentor of Tim is free on Mondays in London, the mentee of Lea on Fridays in New York."""
    pairs = [Pair(mentee="ana", mentor="lea", status="active"), Pair(mentee="tim", mentor="ana", status="active")]
    planner = CadencePlanner(pairs, program=OAK, people=EVERYONE)
    found = [(pair["zones"], pair["hours"]) for pair in planner._pairs]
    assert [zones[side] for (zones, _), side in zip(found, ("mentee", "mentor"), strict=True)] == [
        "America/New_York", "Europe/London",
    ]  # fmt: skip
    assert [hours[side][0].get("day", 0) for (_, hours), side in zip(found, ("mentee", "mentor"), strict=True)] == [
        4,
        0,
    ]


@pytest.fixture
def store(tmp_path):
    """A program of these three."""
    with open_store(Folder(tmp_path / "library", create=True)) as opened:
        opened.save_program(OAK)
        opened.set_roster("oak", EVERYONE, "Kim")
        yield opened


def test_what_is_held_has_both(store):
    """Each word of either role, with who reads it; a mentee's are not for everyone."""
    rows = {row["field"]: row for row in held.held_on(store, "oak", "ana", OFFICE)["profile"]}
    assert [rows[name]["words"] for name in ("branch", "branch as mentee")] == ["Oak", "Elm"]
    assert [rows[name]["readers"] for name in ("branch", "branch as mentee")] == [
        "Everyone in your program", "You, your pair and your coordinator",
    ]  # fmt: skip
    assert [rows[name]["words"] for name in ("Desk", "Desk as mentee")] == ["of a mentor", "of a mentee"]
    assert "Branch as mentee" in held_page(held.held_on(store, "oak", "ana", OFFICE))


def test_it_comes_out_of_the_database_and_an_undo_brings_it_back(store):
    """A roster that has Ana in one role only, undone."""
    store.set_roster("oak", (MENTOR, LEA, TIM), "Kim")
    assert store.people("oak")[0] == MENTOR
    store.undo_roster("oak", "Kim")
    assert store.people("oak")[0] == ANA


def test_a_comparison_says_what_changes_in_each_role():
    """By the words of our own files."""
    was, now = ANA, MENTOR.in_both(MENTOR, dataclasses.replace(MENTEE, branch="Ash", notes=()))
    told = changes_of(was, now)
    assert {"label": "Branch as mentee", "was": "Elm", "now": "Ash"} in told
    assert [one["label"] for one in told] == ["Branch as mentee", "Notes as mentee"]


HEADS = "ID,Name,Email,Role,Branch,Bio,Availability\n"
AS_MENTOR = "ana,Ana Silva,ana@x.example,mentor,Oak,Leads maps,Mon 9-11\n"
AS_MENTEE = "ana,Ana Silva,ana@x.example,mentee,Elm,Wants to lead,Fri 9-11\n"
TIMS = "tim,Tim Falk,tim@x.example,mentee,Elm,,\n"


@pytest.fixture
def read(tmp_path):
    """Reads a roster out of a text."""

    def call(*rows: str, heads: str = HEADS) -> Roster:
        (tmp_path / "roster.csv").write_text(heads + "".join(rows))
        return read_roster(tmp_path / "roster.csv")

    return call


@pytest.mark.parametrize(
    "order", [(AS_MENTOR, AS_MENTEE), (AS_MENTEE, AS_MENTOR)], ids=["mentors first", "mentees first"]
)
def test_two_files_one_after_the_other(read, order):
    """The second file gives Ana her second role, and leaves the first as it was; the same file again changes nothing."""
    there = plan_roster(read(order[0], TIMS), ()).people
    plan = plan_roster(read(order[1]), there, keep=True)
    ana = next(one for one in plan.people if one.name == "Ana Silva")
    assert ana.roles == ("mentor", "mentee")
    assert [(ana.in_role(role).branch, ana.in_role(role).bio) for role in ana.roles] == [
        ("Oak", "Leads maps"), ("Elm", "Wants to lead"),
    ]  # fmt: skip
    again = plan_roster(read(order[1]), plan.people, keep=True)
    assert (set(again.people), again.comparison.changed) == (set(plan.people), ())
    other = plan_roster(read(order[0].replace("Oak", "Ash").replace("Elm", "Ash")), plan.people, keep=True)
    ana = next(one for one in other.people if one.name == "Ana Silva")
    assert sorted(ana.in_role(role).branch for role in ana.roles) == sorted(
        ["Ash", "Elm" if "Oak" in order[0] else "Oak"]
    )


def standing(people, said=None):
    """A program as its table finds it."""
    return Standing(people=people, origins={one.id: "table" for one in people}, said={"people": said} if said else None)


def test_what_others_changed_in_one_role_stays_and_the_source_changes_the_other(read):
    """Each field of each role is settled alone."""
    first = plan_people(standing(()), read(AS_MENTOR, AS_MENTEE, TIMS), "table")
    ana = next(one for one in first.people if one.id == "ana")
    mended = ana.in_both(ana.in_role("mentor"), dataclasses.replace(ana.in_role("mentee"), bio="Mended by Kim"))
    people = tuple(mended if one.id == "ana" else one for one in first.people)
    told = read(AS_MENTOR.replace("Oak", "Ash"), AS_MENTEE.replace("Elm", "Fir"), TIMS)
    plan = plan_people(standing(people, first.said), told, "table")
    now = next(one for one in plan.people if one.id == "ana")
    assert [(now.in_role(role).branch, now.in_role(role).bio) for role in now.roles] == [
        ("Ash", "Leads maps"), ("Fir", "Mended by Kim"),
    ]  # fmt: skip
    assert plan.kept == ()
    again = plan_people(standing(plan.people, plan.said), told, "table")
    assert (again.people, again.kept) == (plan.people, ())


@pytest.mark.parametrize("blank", [0, 1], ids=ROLES)
def test_a_blank_of_one_role_keeps_no_news_of_the_other_back(read, blank):
    """The row that says something new is heard, and the blank one leaves what is there."""
    first = plan_people(standing(()), read(AS_MENTOR, AS_MENTEE), "table")
    rows = [AS_MENTOR, AS_MENTEE]
    rows[blank] = rows[blank].replace("Oak", "").replace("Elm", "")
    rows[1 - blank] = rows[1 - blank].replace("Oak", "Ash").replace("Elm", "Ash")
    plan = plan_people(standing(first.people, first.said), read(*rows), "table")
    (ana,) = plan.people
    wanted = ["Oak", "Elm"]
    wanted[1 - blank] = "Ash"
    assert ([ana.in_role(role).branch for role in ROLES], plan.kept) == (wanted, ())


def test_what_both_changed_in_one_role_is_asked(read):
    """With the field and the role."""
    first = plan_people(standing(()), read(AS_MENTOR, AS_MENTEE), "table")
    (ana,) = first.people
    mended = ana.in_both(ana.in_role("mentor"), dataclasses.replace(ana.in_role("mentee"), branch="Kims"))
    plan = plan_people(standing((mended,), first.said), read(AS_MENTOR, AS_MENTEE.replace("Elm", "Fir")), "table")
    assert [one.fields for one in plan.kept] == [("branch as mentee",)]
    assert plan.people[0].in_role("mentee").branch == "Kims"


@pytest.mark.parametrize(
    "cells", [("", "Lea Boss"), ("Lea Boss", "Kim Rest"), ("nobody", "Lea Boss"), ("Lea Boss", "")]
)
def test_a_name_in_a_note_of_either_row_is_asked_about(read, store, cells):
    """Whatever the column is called; the answer holds in both roles, and until then nothing begins."""
    heads = "ID,Name,Email,Role,Branch,Peculiar\n"
    rows = [f"ana,Ana Silva,a@x.example,{role},{role},{cell}\n" for role, cell in zip(ROLES, cells, strict=True)]
    rows += ["lea,Lea Boss,l@x.example,mentor,Elm,\n", "kim,Kim Rest,k@x.example,mentor,Elm,\n"]
    people = plan_roster(read(*rows, heads=heads), ()).people
    (column,) = open_questions(people)
    named = [cell for cell in cells if cell not in ("", "nobody")]
    assert (column.field, sorted(text for _, text in column.cells)) == ("column", sorted(named))
    store.set_roster("oak", people, "Kim")
    begin = {"status": "proposed", "origin": "chosen", "mentee_yes": True}
    pair = Operation(op="op-begin-0", worksheet="oak/pairing", key="pair/ana/kim/Mentoring", value=begin, base=0)
    assert store.apply(pair, OFFICE).outcome == "refused"
    known = bars(OAK, settled(people, {column.key(): ["avoid"]}))
    wanted = {"Lea Boss": "lea", "Kim Rest": "kim"}
    assert [name for name in wanted if known.between("ana", wanted[name])] == [name for name in wanted if name in named]
    assert open_questions(people, {("", "peculiar"): ()}) == ()
