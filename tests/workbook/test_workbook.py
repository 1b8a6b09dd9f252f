"""Worksheets and the store, introduced to each other."""

from __future__ import annotations

import json

import pytest

from mentorwidgets import Workbook
from mentorwidgets.errors import ProgramError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Program, Viewer, field_key
from mentorwidgets.workbook import SNAPSHOT_VARIABLE, open_store, overview, snapshot, worksheet_state

ANA = Person(id="ana", name="Ana", roles=("mentor",))
BEN = Person(id="ben", name="Ben", roles=("mentee",))
CY = Person(id="cy", name="Cy", roles=("mentee",), bio="SECRET of Cy", supervisor="boss")
MENTEE = Viewer(role="mentee", program="oak", person="ben", name="Ben", door="door-of-ben")
MENTOR = Viewer(role="mentor", program="oak", person="ana", name="Ana", door="door-of-ana")
TRAINER = Viewer(role="trainer", program="oak", name="Tess")
STRANGER = Viewer(role="mentee", program="elm", person="ben", name="Ben")
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


@pytest.fixture
def lively(library):
    """The same folder with a third person, and something in every kind of field."""
    values = {
        "meant/cy/boss": [],
        PAIR: {"status": "proposed", "mentee_yes": True},
        "pair/cy/ana/Mentoring": {"status": "proposed", "origin": "assigned"},
        "note/ben/ana/Mentoring": "SECRET of the coordinator",
        "shortlist/cy": ["ana"],
        "shortlist/ben": ["ana"],
        "offer/cy": "later",
        "draft/objective": "fairest",
    }
    with open_store(library) as store:
        store.save_program(Program(slug="oak", name="Oak County", capacity=3))
        store.set_roster("oak", [ANA, BEN, CY], actor="test")
        saved = [
            store.apply(Operation(**save(key, value, number=n)), "test").outcome
            for n, (key, value) in enumerate(values.items())
        ]
        assert set(saved) == {"saved"}
        yield store


def shown(store, viewer, stem="pairing"):
    """The fields that a viewer is given."""
    return set(worksheet_state(store, f"oak/{stem}", viewer)["fields"])


def test_each_viewer_is_given_their_fields(lively):
    """The same worksheet, and nothing of the others'."""
    assert shown(lively, MENTEE) == {PAIR, "shortlist/ben"}
    assert shown(lively, MENTOR) == {PAIR, "pair/cy/ana/Mentoring"}
    assert (shown(lively, TRAINER), shown(lively, STRANGER)) == (set(), set())


def test_what_was_removed_is_told_to_those_who_could_read_it(lively):
    """A key alone would say that somebody had a note written on them."""
    for number, (key, base) in enumerate((("note/ben/ana/Mentoring", 1), ("shortlist/ben", 1))):
        lively.apply(Operation(**save(key, None, base=base, number=50 + number)), "test")
    assert worksheet_state(lively, "oak/pairing", MENTEE)["removed"] == {"shortlist/ben": 2}


def test_a_kernel_holds_nothing_that_its_viewer_may_not_read(lively):
    """A mentee's kernel knows no other mentee, no note, no roster and no draft."""
    given = json.dumps(snapshot(lively, "oak", MENTEE))
    assert [word for word in ("Cy", "cy", "SECRET", "supervisor", "fairest", "roster") if word in given] == []
    assert json.loads(given)["taken"] == {"ana": 1}


def test_a_mentors_kernel_knows_those_who_ask(lively):
    """Their profiles, without what is private in them."""
    given = snapshot(lively, "oak", MENTOR)
    assert [person["id"] for person in given["people"]] == ["ana", "ben", "cy"]
    assert "supervisor" not in json.dumps(given)


@pytest.mark.parametrize("viewer", [TRAINER, STRANGER])
def test_who_has_no_such_page_gets_no_snapshot_of_it(lively, viewer):
    """A trainer's program holds nobody's name; another program's mentee finds no program at all."""
    if viewer is STRANGER:
        with pytest.raises(ProgramError, match="no such program"):
            snapshot(lively, "oak", viewer)
    else:
        given = snapshot(lively, "oak", viewer)
        assert (given["people"], given["gone"]) == ([], [])
        assert not {"roster", "pairing"} & set(given["worksheets"])


def test_a_page_that_is_not_theirs_says_so(lively, tmp_path, monkeypatch):
    """In the kernel too."""
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(snapshot(lively, "oak", MENTEE)), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(file))
    with pytest.raises(ProgramError, match="not one of yours"):
        Workbook(program="oak").roster()


def test_a_mentees_kernel_shows_their_picker(lively, tmp_path, monkeypatch):
    """Viewer, bars, places and labels reach the page."""
    file = tmp_path / "snapshot.json"
    file.write_text(json.dumps(snapshot(lively, "oak", MENTEE)), encoding="utf-8")
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(file))
    picker = Workbook(program="oak").pairing()
    assert picker._viewer == {"role": "mentee", "person": "ben"}
    assert (picker._taken, set(picker.value)) == ({"ana": 1}, {PAIR, "shortlist/ben"})
    assert picker._readers["note/<mentee>/<mentor>/<purpose>"] == "Only coordinators"


@pytest.mark.parametrize(
    "key", ["note/ben/ana/Mentoring", "shortlist/cy", "pair/cy/ana/Mentoring", "draft/objective", "nothing"]
)
@pytest.mark.parametrize("base", [0, 1, 7])
def test_no_answer_tells_what_a_field_holds(lively, key, base):
    """Neither a conflict nor a refusal, nor a value that happens to be right."""
    for number, value in enumerate(("fairest", "SECRET of the coordinator", None, "x" * 200_000)):
        wish = Operation(**save(key, value, base=base, number=80 + number))
        answer = lively.apply(wish, MENTEE)
        assert (answer.outcome, answer.version, answer.value, answer.by, answer.at) == ("refused", 0, None, "", "")


def test_a_mentor_says_their_own_yes_and_no_other(lively):
    """PP20: two yeses make a confirmed pair, each by whose it is."""
    both = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    mentees = lively.apply(Operation(**save(PAIR, both, base=1, number=90)), MENTEE)
    mentors = lively.apply(Operation(**save(PAIR, both, base=1, number=91)), MENTOR)
    assert (mentees.outcome, mentors.outcome) == ("refused", "saved")
    assert lively.fields("oak/pairing")[PAIR].by == "Ana"


def test_rights_come_before_rules(lively):
    """The rule would say why a pair is wrong; somebody else is only told that it is not theirs."""
    wish = Operation(**save("pair/ben/ana/Mentoring", {"status": "married"}, base=1, number=92))
    assert lively.apply(wish, STRANGER).why == "This is not yours to change."


def test_a_participants_card_is_about_them(lively):
    """What they have done and can do; a trainer reads counts; another program is not there."""
    [mine] = overview(lively, MENTEE)
    assert {sheet.stem: sheet.done for sheet in mine.worksheets}["pairing"] == "A pair with Ana is waiting."
    [trainers] = overview(lively, TRAINER)
    assert (trainers.mentors, trainers.mentees) == (1, 2)
    assert not {"roster", "pairing"} & {sheet.stem for sheet in trainers.worksheets}
    assert overview(lively, STRANGER) == ()
