"""The expectations page and the store: who is given what, how far pairs are, and what the office's notebook sees."""

from __future__ import annotations

import json

import pytest

from mentorwidgets import Workbook
from mentorwidgets.folder import Folder
from mentorwidgets.held import held_on, held_page
from mentorwidgets.model import Operation, Person, Program, Viewer, field_key
from mentorwidgets.workbook import SNAPSHOT_VARIABLE, open_store, overview, snapshot, worksheet_state

ANA = Person(id="ana", name="Ana", roles=("mentor",))
BEN = Person(id="ben", name="Ben", roles=("mentee",))
MENTEE = Viewer(role="mentee", program="oak", person="ben", name="Ben", door="door-of-ben")
MENTOR = Viewer(role="mentor", program="oak", person="ana", name="Ana", door="door-of-ana")
KIM = Viewer(role="coordinator", program="oak", name="Kim", door="door-of-kim")
P = ("ben", "ana", "Mentoring")
HOPES = {"answer": "SECRET", "type": "paragraph"}


class Library:
    """A folder with one pair, and somebody who writes into it."""

    def __init__(self, folder) -> None:
        self.folder, self.store, self.count = folder, open_store(folder), 0

    def write(self, viewer, *parts, value, stem="expectations", base=0):
        """What the store answers."""
        self.count += 1
        wish = Operation(
            op=f"test-{self.count:06d}", worksheet=f"oak/{stem}", key=field_key(*parts), value=value, base=base
        )
        return self.store.apply(wish, viewer)

    def get_ready(self, *viewers):
        """Say so."""
        return [self.write(one, "ready", *P, one.role, value=True).outcome for one in viewers]

    def card(self, viewer):
        """What the start page says of expectations."""
        [program] = overview(self.store, viewer)
        return next((card.done, card.next) for card in program.worksheets if card.stem == "expectations")


@pytest.fixture
def library(tmp_path):
    """One program, one pair who meet, one who was only asked."""
    folder = Folder(tmp_path / "library", create=True)
    made = Library(folder)
    made.store.save_program(Program(slug="oak", name="Oak County"))
    made.store.set_roster("oak", [ANA, BEN, Person(id="eva", name="Eva", roles=("mentee",))], actor="test")
    made.write("office", "pair", *P, value={"status": "active"}, stem="pairing")
    made.write("office", "pair", "eva", "ana", "Mentoring", value={"status": "proposed"}, stem="pairing")
    yield made
    made.store.close()


def test_nobody_but_the_two_writes_or_reads_what_they_agreed(library):
    """The office and coordinators neither; each side writes its own answers only."""
    assert library.get_ready(MENTEE, MENTOR) == ["saved", "saved"]
    office = Viewer(role="office")
    outcomes = [library.write(who, "agreed", *P, "hopes", value=HOPES).outcome for who in (office, KIM, MENTEE)]
    assert outcomes == ["refused", "refused", "saved"]
    assert library.write(MENTEE, "answer", *P, "mentor", "hopes", value=HOPES).outcome == "refused"
    told = [json.dumps(worksheet_state(library.store, "oak/expectations", who)) for who in (office, KIM, MENTOR)]
    assert ["SECRET" in one for one in told] == [False, False, True]


def test_the_other_side_is_read_when_both_are_ready(library):
    """EX1, in the whole of what a page is given."""
    library.write(MENTEE, "answer", *P, "mentee", "hopes", value=HOPES)
    shown = []
    for ready in ((), (MENTEE,), (MENTOR,)):
        library.get_ready(*ready)
        shown.append("SECRET" in json.dumps(snapshot(library.store, "oak", MENTOR)))
    assert shown == [False, False, True]


def test_counts_are_for_those_who_run_the_program(library):
    """How many answers, of whom, and no word of them."""
    library.write(MENTEE, "answer", *P, "mentee", "hopes", value=HOPES)
    assert snapshot(library.store, "oak", KIM)["answer_counts"] == {field_key(*P): {"mentee": 1}}
    assert snapshot(library.store, "oak", MENTOR)["answer_counts"] == {}


def test_the_trainer_walks_through_the_programs_own_questions(library, tmp_path, monkeypatch):
    """Also a trainer who may open no expectations page."""
    change = {"questions": [{"id": "trust", "asked": "Whom do you trust at work?"}], "leave_out": ["ask-anything"]}
    assert library.write(KIM, "form", value=change).outcome == "saved"
    given = snapshot(library.store, "oak", Viewer(role="trainer", program="oak", name="Tom"))
    assert "expectations" not in given["worksheets"]
    (tmp_path / "snapshot.json").write_text(json.dumps(given), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(tmp_path / "snapshot.json"))
    trust = next(step for step in Workbook(program="oak").trainer().get_state()["_steps"] if step["id"] == "trust")
    assert [question["mentee"] for question in trust["form"]] == ["Whom do you trust at work?"]


def test_the_start_page_says_what_comes_next(library):
    """To each side its own, to the coordinator the program's."""
    assert library.card(KIM)[1] == "1 pair can begin to answer."
    assert library.card(MENTEE)[1] == "Say when you are ready to compare."
    library.get_ready(MENTEE)
    assert library.card(MENTEE) == ("You are ready to compare.", "Your pair is still writing.")
    library.get_ready(MENTOR)
    assert library.card(MENTEE)[0] == "You are both ready."
    library.write(MENTEE, "yes", *P, "mentee", value={"name": "Ben", "date": "2026-11-22"})
    assert library.card(MENTEE)[0] == "You said yes to what you agreed."
    assert library.card(MENTOR)[0] == "You are both ready."


def test_only_pairs_that_said_yes_to_each_other_begin(library):
    """A proposal is no pair yet."""
    form = Workbook(program="oak", folder=library.folder.path).expectations()
    assert repr(form) == "ExpectationsForm(45 questions, 1 pair)"


def test_a_kernel_of_the_server_holds_what_its_visitor_may_see(library, tmp_path, monkeypatch):
    """And links to the pages that the visitor may open."""
    library.write(MENTOR, "answer", *P, "mentor", "hopes", value=HOPES)
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(snapshot(library.store, "oak", MENTEE)), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(file))
    form = Workbook(program="oak").expectations()
    state = form.get_state()
    assert state["_saving"]["worksheet"] == "oak/expectations"
    assert state["_viewer"] == {"role": "mentee", "person": "ben", "name": "Ben"}
    assert form.value == {}
    assert state["_readers"]["answer/<mentee>/<mentor>/<purpose>/<side>/<question>"].startswith("Only you two.")


def test_looking_again_keeps_what_was_agreed(library):
    """EX20: earlier text is kept as it was, and cannot be written by hand."""
    library.get_ready(MENTEE, MENTOR)
    library.write(MENTEE, "agreed", *P, "hopes", value=HOPES)
    forged = {**HOPES, "answer": "never agreed"}
    assert library.write(MENTEE, "past", *P, "1", "hopes", value=forged).outcome == "refused"
    assert library.write(MENTOR, "past", *P, "1", "hopes", value=HOPES).outcome == "saved"
    assert library.write(MENTEE, "past", *P, "1", "hopes", value=None, base=1).outcome == "refused"


def test_a_notebook_of_the_office_hears_of_progress_alone(library):
    """Also when it asks what happened since."""
    library.write(MENTEE, "answer", *P, "mentee", "hopes", value=HOPES)
    library.get_ready(MENTEE)
    form = Workbook(program="oak", folder=library.folder.path).expectations()
    heard = []
    form.send = heard.append
    form._on_page_message(form, {"kind": "since", "seq": 0}, [])
    assert [change["key"].partition("/")[0] for change in heard[0]["changes"]] == ["ready"]
    assert "SECRET" not in json.dumps([heard, form.value])


def test_what_is_held_is_whole_only_for_the_person(library):
    """What a pair keeps for itself is in what one of them takes, and in nothing that the office looks at or hands out."""
    library.write(MENTEE, "answer", *P, "mentee", "hopes", value=HOPES)
    library.write(MENTOR, "answer", *P, "mentor", "hopes", value={**HOPES, "answer": "HERS"})
    given, taken = held_on(library.store, "oak", "ben"), held_on(library.store, "oak", "ben", MENTEE)
    assert ("SECRET" in json.dumps(given), "SECRET" in json.dumps(taken)) == (False, True)
    assert "HERS" not in json.dumps([given, taken])
    assert given["left out"]["answers"] == 2
    assert "2 answers and notes are not in it" in held_page(given)
    assert "left out" not in taken
