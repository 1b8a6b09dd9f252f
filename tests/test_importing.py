"""Bringing a roster into a program."""

from __future__ import annotations

import dataclasses
import stat

import pytest

from mentorwidgets.doors import new_invitation
from mentorwidgets.drafts import Drafts, UnknownFileError
from mentorwidgets.errors import ProgramError, RosterError, ValueRefusedError
from mentorwidgets.folder import Folder
from mentorwidgets.importing import ChangedMeanwhileError, RosterDesk
from mentorwidgets.model import Person, Program
from mentorwidgets.workbook import open_store

FORM = b"Your name,Mail,Max mentees\nAna Silva,ana@lib.example,2\nBen Carter,ben@lib.example,1\n"
ANA = Person(id="a-1", name="Ana Silva", roles=("mentor",), email="ANA@lib.example", capacity=1)
ZOE = Person(id="zoe", name="Zoe Old", roles=("mentee",), supervisor="Ana Silva")


@pytest.fixture
def folder(tmp_path):
    """A library's folder."""
    return Folder(tmp_path / "library", create=True)


@pytest.fixture
def store(folder):
    """Its database with one program."""
    with open_store(folder) as opened:
        opened.save_program(Program(slug="oak", name="Oak County"))
        yield opened


@pytest.fixture
def desk(store, folder):
    """The desk of that program."""
    return RosterDesk(store, "oak", folder=folder, actor="coordinator")


def bring(desk, data=FORM, name="mentors.csv", **sheet):
    """Read a file; the request that takes it in, with what was compared."""
    wanted = {"files": [{"key": desk("read", {"name": name}, data)["key"], "sheets": {"": sheet}}]}
    return {**wanted, "basis": desk("look", wanted)["compare"]["basis"]}


def test_a_roster_is_taken_in_as_one_step(desk, store):
    """And the state that follows is told."""
    state = desk("take", bring(desk))
    assert [person.name for person in store.people("oak")] == ["Ana Silva", "Ben Carter"]
    assert (state["people"], state["last"]["added"], state["last"]["by"]) == (2, 2, "coordinator")


def test_it_is_compared_with_who_is_there(desk, store):
    """Added, changed with what changed, gone; a person known by address keeps the id."""
    store.set_roster("oak", [ANA, ZOE], "test")
    found = desk("look", bring(desk))["compare"]
    assert [one["name"] for one in found["added"]] == ["Ben Carter"]
    assert (found["changed"][0]["id"], found["gone"][0]["name"], found["missing"]) == ("a-1", "Zoe Old", 1)
    assert {"label": "Mentees at most", "was": "1", "now": "2"} in found["changed"][0]["changes"]


def test_those_who_are_not_in_the_files_can_stay(desk, store):
    """A file of mentors must not take the mentees away."""
    store.set_roster("oak", [ANA, ZOE], "test")
    wanted = {**bring(desk), "gone": "keep"}
    assert desk("look", wanted)["compare"]["gone"] == []
    desk("take", wanted)
    assert {person.name: person.id for person in store.people("oak") if person.id in ("a-1", "zoe")} == {
        "Ana Silva": "a-1",
        "Zoe Old": "zoe",
    }
    assert len(store.people("oak")) == 3


def test_names_in_rules_become_the_ids_of_people(desk, store):
    """A supervisor named in a file is found among all who are there then."""
    store.set_roster("oak", [ZOE], "test")
    desk("take", {**bring(desk), "gone": "keep"})
    ids = {person.name: person.id for person in store.people("oak")}
    assert next(p for p in store.people("oak") if p.id == "zoe").supervisor == ids["Ana Silva"]


def test_what_was_compared_is_what_is_taken(desk, store):
    """Someone else brought in a roster in between: look again first."""
    wanted = bring(desk)
    store.set_roster("oak", [ZOE], "someone else")
    with pytest.raises(ChangedMeanwhileError, match="changed while you were looking"):
        desk("take", wanted)
    assert [person.id for person in store.people("oak")] == ["zoe"]


def test_nobody_is_never_taken_in(desk, store):
    """An empty draft would take everyone off."""
    store.set_roster("oak", [ZOE], "test")
    with pytest.raises(RosterError, match="nobody in these files"):
        desk("take", {"files": [], "basis": "1"})


def test_undo_brings_the_people_back(desk, store):
    """And names the roster before as the last one."""
    store.set_roster("oak", [ZOE], "test")
    taken = desk("take", bring(desk))
    state = desk("undo", {"number": taken["last"]["number"]})
    assert ([person.id for person in store.people("oak")], state["last"]["by"]) == (["zoe"], "test")


def test_only_the_last_roster_can_be_undone(desk, store):
    """An old page does not undo what came in since."""
    taken = desk("take", bring(desk))
    store.set_roster("oak", [ZOE], "someone else")
    with pytest.raises(ChangedMeanwhileError, match="Another roster came in since"):
        desk("undo", {"number": taken["last"]["number"]})


def test_nothing_to_undo(desk):
    """At the start."""
    assert desk("state", {})["last"] is None
    with pytest.raises(RosterError):
        desk("undo", {"number": None})


def test_the_file_is_kept_as_it_came(desk, folder):
    """Readable by its owner only, under a plain name."""
    desk("take", bring(desk, name="our/../Größe & co?.csv", role="mentor"))
    (kept,) = [path for path in folder.rosters.iterdir() if path.is_file()]
    assert (kept.name, kept.read_bytes()) == ("oak-Größe _ co_.csv", FORM)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_mapping_is_offered_again_for_the_next_export(desk):
    """Whatever the order of its columns and the rows in it."""
    desk("take", bring(desk, columns={"Max mentees": "skip"}, readers={"Town": "pair"}, role="mentee"))
    wanted = bring(desk, b"Mail,Max mentees,Your name\neva@lib.example,1,Eva Novak\n", "next.csv")
    (offer,) = desk("offer", wanted)["offers"].values()
    assert offer == {
        "": {"columns": {"Max mentees": "skip"}, "readers": {"Town": "pair"}, "role": "mentee", "day_first": None}
    }


def test_a_mapping_taken_back_is_not_offered(desk):
    """The last time counts."""
    desk("take", bring(desk, columns={"Max mentees": "skip"}))
    desk("take", bring(desk))
    assert desk("offer", bring(desk))["offers"] == {}


def test_a_damaged_mapping_is_passed_over(desk, folder):
    """It was changed by hand: the columns are guessed as ever."""
    desk("take", bring(desk, columns={"Max mentees": "skip"}))
    (file,) = (folder.rosters / "mappings").iterdir()
    file.write_text("columns = 3")
    assert desk("offer", bring(desk))["offers"] == {}


def test_desks_of_one_server_share_the_files(store):
    """Without a folder nothing is kept on the disk."""
    drafts = Drafts()
    wanted = bring(RosterDesk(store, "oak", drafts=drafts), columns={"Your name": "name"})
    assert RosterDesk(store, "oak", drafts=drafts)("take", wanted)["people"] == 2


def test_after_a_restart_the_page_is_asked_for_the_file(desk, store, folder):
    """And goes on with the same request."""
    wanted = bring(desk, mends=[[2, 0, "Ana Maria Silva"]])
    later = RosterDesk(store, "oak", folder=folder)
    with pytest.raises(UnknownFileError):
        later("take", wanted)
    later("read", {"name": "mentors.csv"}, FORM)
    later("take", wanted)
    assert "Ana Maria Silva" in [person.name for person in store.people("oak")]


def test_a_program_that_is_not_there(store):
    """Said at once, whatever is asked."""
    with pytest.raises(ProgramError):
        RosterDesk(store, "elm")("state", {})


def test_who_may_be_somebody_is_asked_and_waits(desk, store):
    """An address that was filled in: nobody is new and nobody goes until it is said; then the id stays."""
    store.set_roster("oak", [dataclasses.replace(ANA, email=""), ZOE], "test")
    wanted = {**bring(desk), "gone": "leave"}
    found = desk("look", wanted)["compare"]
    (asked,) = found["asked"]
    assert (asked["id"], asked["likely"][0]["id"], found["waiting"]) == ("ana@lib.example", "a-1", 1)
    assert ([one["name"] for one in found["gone"]], found["missing"]) == (["Zoe Old"], 1)
    said = {**wanted, "same": {"ana@lib.example": "a-1"}}
    assert desk("look", said)["compare"]["asked"] == []
    desk("take", said)
    assert {person.id: person.email for person in store.people("oak")}["a-1"] == "ana@lib.example"


def test_two_of_one_name_are_told_apart_by_their_ids(desk):
    """In the question and among those who may be meant; else both would read the same."""
    rows = "Staff ID,Name,Email,Role\n{},Ana Silva,desk@x.example,mentee\n{},Ana Silva,desk@x.example,mentee\n"
    desk("take", bring(desk, rows.format(17, 18).encode()))
    wanted = bring(desk, rows.format(27, 28).encode(), name="next.csv")
    asked = desk("look", wanted)["compare"]["asked"]
    assert [one["name"] for one in asked] == ["Ana Silva, ID 27", "Ana Silva, ID 28"]
    assert [one["name"] for one in asked[0]["likely"]] == ["Ana Silva, ID 17", "Ana Silva, ID 18"]


def test_a_question_is_asked_once(desk):
    """Who shares an address is asked about in the first roster, and not when both are known."""
    family = b"Name,Mail,Role\nLena Voss,v@p.example,mentee\nTimo Voss,v@p.example,mentee\n"
    wanted = bring(desk, family)
    (problem,) = desk("look", wanted)["problems"]
    assert problem["about"] == ["Timo Voss <v@p.example>", "Lena Voss <v@p.example>"]
    desk("take", wanted)
    again = bring(desk, family, "again.csv")
    assert desk("look", again)["problems"] == []


def bad_cells(desk, wanted, **more):
    """What is said beside the cells of the first table."""
    rows = desk("rows", {**wanted, "table": 0, **more})
    return [words for row in rows["rows"] for words in row["bad"].values()], rows["bad"]


def test_a_cell_asks_nothing_that_was_answered(desk):
    """Neither where somebody said that they are two people, nor where both are known."""
    family = b"Name,Mail,Role\nLena Voss,v@p.example,mentee\nTimo Voss,v@p.example,mentee\n"
    wanted = bring(desk, family)
    (problem,) = desk("look", wanted)["problems"]
    (((words,),), count) = bad_cells(desk, wanted)
    assert ("taken as two people" in words, count) == (True, 1)
    assert bad_cells(desk, wanted, two=[problem["about"]]) == ([], 0)
    assert bad_cells(desk, wanted, two=["odd", 7, ["Timo Voss", "Lena Voss"]])[1] == 1
    assert bad_cells(desk, wanted, two="odd")[1] == 1
    desk("take", wanted)
    assert bad_cells(desk, bring(desk, family, "again.csv")) == ([], 0)


def test_two_rows_that_are_said_to_be_one_stay_one(desk, store):
    """The answer holds for this roster and for the next one."""
    family = b"Name,Mail,Role,Bio\nLena Voss,v@p.example,mentee,maps\nL. Voss,v@p.example,mentor,zines\n"
    one = {"one": [["L. Voss <v@p.example>", "Lena Voss <v@p.example>"]]}
    desk("take", {**bring(desk, family), **one})
    (lena,) = store.people("oak")
    assert lena.roles == ("mentor", "mentee")
    look = desk("look", bring(desk, family, "again.csv"))
    assert (look["problems"], look["compare"]["numbers"]["added"]) == ([], 0)
    assert look["compare"]["numbers"] | {"changed": 0, "same": 0} == {"added": 0, "changed": 0, "gone": 0, "same": 0}


def test_what_those_have_who_go_is_said(desk, store):
    """A link, a pair, what they wrote."""
    store.set_roster("oak", [ZOE], "test")
    store.add_invitations([new_invitation("oak", "mentee", person="zoe", name="Zoe Old", days=9, by="test")])
    assert desk("look", bring(desk))["compare"]["held"] == {"zoe": "has 1 link"}


@pytest.mark.parametrize(
    "bad", [{"same": ["a"]}, {"same": {"a": 1}}, {"one": "x"}, {"one": [["a"]]}, {"one": [["a", 1]]}]
)
def test_answers_that_are_not_well_formed(desk, bad):
    """Are refused in words."""
    with pytest.raises(ValueRefusedError, match="not well formed"):
        desk("look", {**bring(desk), **bad})


def test_a_role_is_asked_only_where_somebody_is_new(desk, store):
    """Of a list without roles in which everybody is known nothing is asked; of another the rows are named."""
    store.set_roster("oak", [ANA, ZOE], "test")
    known = desk("look", bring(desk, b"Name,Email,Branch\nAna Silva,ana@lib.example,Elm\n", "list.csv"))
    assert (known["people"], known["lost"], known["tables"][0]["asks_role"]) == (1, 0, False)
    assert known["compare"]["changed"][0]["id"] == "a-1"
    rows = b"Name,Email,Branch\nAna Silva,ana@lib.example,Elm\nEva Ra,e@lib.example,Oak\n"
    mixed = desk("look", bring(desk, rows, "list.csv"))
    assert (mixed["people"], mixed["lost"], mixed["tables"][0]["asks_role"]) == (1, 1, True)


def test_what_is_ticked_below_names_becomes_a_rule(desk, store):
    """Once it is said what the question is; whoever ticks nobody in the next list keeps whom they ticked before."""
    rows = b"Name,Role,Not with [Jan Ost]\nIda Po,mentee,X\nJan Ost,mentor,\n"
    columns = {"Not with": "avoid"}
    desk("take", bring(desk, rows, "form.csv", columns=columns))
    found = {person.name: person for person in store.people("oak")}
    assert found["Ida Po"].avoid == (found["Jan Ost"].id,)
    blank = rows.replace(b"X", b"")
    assert desk("look", bring(desk, blank, "form.csv", columns=columns))["compare"]["changed"] == []


def test_a_list_of_known_people_without_roles_is_taken_in(desk, store):
    """The page offers it, so it takes it."""
    store.set_roster("oak", [ANA, ZOE], "test")
    desk("take", bring(desk, b"Name,Email,Branch\nAna Silva,ana@lib.example,Elm\n", "list.csv"))
    assert next(person.branch for person in store.people("oak") if person.name == "Ana Silva") == "Elm"
