"""Worksheets and the store, introduced to each other."""

from __future__ import annotations

import json

import pytest

from mentorwidgets import Workbook
from mentorwidgets.errors import ProgramError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Program, field_key
from mentorwidgets.workbook import SNAPSHOT_VARIABLE, open_store, overview, snapshot

ANA = Person(id="ana", name="Ana", roles=("mentor",))
BEN = Person(id="ben", name="Ben", roles=("mentee",))
PAIR = field_key("pair", "ben", "ana", "Mentoring")


@pytest.fixture
def library(tmp_path):
    """A folder with one program of two people."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", [ANA, BEN], actor="test")
    return folder


def save(key, value, base=0, number=1):
    """An operation as a page sends it."""
    return {"op": f"operation-{number}", "worksheet": "oak/pairing", "key": key, "value": value, "base": base}


def answers(picker, *ops):
    """What the kernel answers to operations of the page."""
    return picker._answer({"kind": "save", "ops": list(ops)})["answers"]


def test_a_picker_begins_with_what_was_saved(library):
    """Fields, versions and the way back to the store."""
    with open_store(library) as store:
        store.apply(Operation(**save(PAIR, {"status": "proposed"})), "test")
    picker = Workbook(program="oak", folder=library.path).pairing()
    assert picker.value == {PAIR: {"status": "proposed"}}
    assert (picker._meta[PAIR]["version"], picker._saving["way"], picker._saving["worksheet"]) == (
        1,
        "kernel",
        "oak/pairing",
    )


def test_saving_through_the_kernel_reaches_the_store(library):
    """The same operation, the same answer, and another workbook sees it."""
    picker = Workbook(program="oak", folder=library.path).pairing()
    [answer] = answers(picker, save(PAIR, {"status": "proposed"}))
    assert (answer["outcome"], answer["version"]) == ("saved", 1)
    assert Workbook(program="oak", folder=library.path).pairing().value == {PAIR: {"status": "proposed"}}


def test_a_stale_save_is_a_conflict_that_names_the_other(library):
    """Two kernels, one field."""
    one, two = (Workbook(program="oak", folder=library.path).pairing() for _ in range(2))
    note = field_key("note", "ben", "ana", "Mentoring")
    answers(one, {**save(note, "from one"), "by": "One"})
    [answer] = answers(two, {**save(note, "from two", number=2), "by": "Two"})
    assert (answer["outcome"], answer["value"], answer["by"]) == ("conflict", "from one", "One")


def test_a_page_hears_what_others_changed(library):
    """Since a place in the history, saved and disputed alike."""
    one, two = (Workbook(program="oak", folder=library.path).pairing() for _ in range(2))
    answers(one, save(field_key("offer", "ben"), "later"))
    heard = two._answer({"kind": "since", "seq": two._saving["seq"]})
    assert [(change["key"], change["value"]) for change in heard["changes"]] == [("offer/ben", "later")]
    assert two._answer({"kind": "since", "seq": heard["seq"]})["changes"] == []


def test_an_operation_on_another_worksheet_is_refused(library):
    """What a kernel shows is all that its page may change."""
    picker = Workbook(program="oak", folder=library.path).pairing()
    [answer] = answers(picker, {**save(PAIR, {"status": "proposed"}), "worksheet": "elm/pairing"})
    assert (answer["outcome"], answer["why"]) == ("refused", "This change belongs to another worksheet.")


def test_in_our_server_a_kernel_reads_its_snapshot_and_holds_no_database(library, tmp_path, monkeypatch):
    """The page saves over HTTP, below the server's own address."""
    file = tmp_path / "snapshot.json"
    with open_store(library) as store:
        file.write_text(json.dumps(snapshot(store, "oak")), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(file))
    monkeypatch.setenv("VOILA_BASE_URL", "/library/")
    book = Workbook(program="oak", folder="nowhere")
    picker = book.pairing()
    assert (book._store, picker._answer) == (None, None)
    assert (picker._saving["way"], picker._saving["url"]) == ("server", "/library/mentorwidgets/")


def test_a_kernel_may_not_open_another_program(library, tmp_path, monkeypatch):
    """The snapshot is of one program only."""
    file = tmp_path / "snapshot.json"
    with open_store(library) as store:
        file.write_text(json.dumps(snapshot(store, "oak")), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(file))
    with pytest.raises(ProgramError, match="may not open the program 'elm'"):
        Workbook(program="elm")


def test_a_program_that_is_not_there_is_named(library):
    """In words."""
    with pytest.raises(ProgramError, match="elm"):
        Workbook(program="elm", folder=library.path)


def test_the_overview_tells_what_is_done_and_what_is_next(library):
    """One card for each program, with sentences."""
    with open_store(library) as store:
        [card] = overview(store)
    assert (card.slug, card.name, card.mentors, card.mentees) == ("oak", "Oak County", 1, 1)
    assert all(sheet.done.endswith(".") and sheet.next.endswith(".") for sheet in card.worksheets)


@pytest.mark.parametrize(("count", "words"), [(0, "Nobody is"), (1, "1 person is"), (21, "21 people are")])
def test_the_roster_is_counted_in_words(library, count, words):
    """Also where a number ends in 1."""
    with open_store(library) as store:
        store.set_roster("oak", [Person(id=f"p{n}", name="P", roles=("mentee",)) for n in range(count)], actor="test")
        [card] = overview(store)
    assert card.worksheets[0].done.startswith(words)


def test_people_who_left_still_stand_in_their_pairs(library):
    """Nothing filled in is lost when a roster changes."""
    with open_store(library) as store:
        store.apply(Operation(**save(PAIR, {"status": "proposed"})), "test")
        store.set_roster("oak", [BEN], actor="test")
    picker = Workbook(program="oak", folder=library.path).pairing()
    assert list(picker.to_frame()["mentor"]) == ["Ana"]


def test_an_empty_program_leads_to_the_roster_first(tmp_path):
    """And then says how many people are there."""
    with open_store(Folder(tmp_path / "library", create=True)) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        first = overview(store)[0].worksheets[0]
        store.set_roster("oak", [ANA], actor="test")
        later = overview(store)[0].worksheets[0]
    assert (first.stem, first.done, first.next) == ("roster", "Nobody is on the roster yet.", "Bring in a roster.")
    assert later.done == "1 person is on the roster."
