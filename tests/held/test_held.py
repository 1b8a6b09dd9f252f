"""What is held about one person, and who is told what of it."""

from __future__ import annotations

import dataclasses
import doctest
import json
from html.parser import HTMLParser

import pytest
from hostile import HOSTILE
from served import OAK, PEOPLE, SLUG, make_folder

from mentorwidgets import held
from mentorwidgets.errors import ProgramError
from mentorwidgets.held import values, words
from mentorwidgets.held.page import file_name, held_page
from mentorwidgets.model import OFFICE, Note, Operation, Person, Viewer
from mentorwidgets.model.names import other_name_key
from mentorwidgets.workbook import open_store

SHEET = f"{SLUG}/pairing"
CORA = Viewer(role="coordinator", program=SLUG, name="Cora Lind", door="c" * 22)
BEN = Viewer(role="mentee", program=SLUG, person="ben", name="Ben Carter", door="b" * 22)
ANA = Viewer(role="mentor", program=SLUG, person="ana", name="Ana Silva", door="a" * 22)
EVA = Viewer(role="mentee", program=SLUG, person="eva", name="Eva Novak", door="e" * 22)
ASKED = {"status": "proposed", "origin": "chosen", "mentee_yes": True}
WISHES = [
    ("pair/ben/ana/Mentoring", ASKED, BEN),
    ("note/ben/ana/Mentoring", "Ben is shy.", CORA),
    ("shortlist/eva", ["ana"], EVA),
    ("shortlist/ben", ["ana"], BEN),
    ("shortlist/ben", ["eva-typed-late"], CORA),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A program in which people wrote, and looked."""
    folder = make_folder(tmp_path_factory.mktemp("held") / "library", OAK)
    with open_store(folder) as opened:
        private = Note(label="Remark", text="late payer")
        ben = Person(
            id="ben", name="Ben Carter", roles=("mentee",), email="ben@oak.example", supervisor="eva", notes=(private,),
            keys=(other_name_key("Ben Kept"),),
        )  # fmt: skip
        opened.set_roster(SLUG, [ben, *(person for person in PEOPLE if person.id != "ben")], "Cora")
        for number, (key, value, who) in enumerate(WISHES):
            opened.apply(Operation(op=f"op-{number:08}", worksheet=SHEET, key=key, value=value, base=0), who)
        opened.note_reads([(viewer, SHEET, 1.8e9) for viewer in (CORA, BEN, ANA, EVA)])
        yield opened


@pytest.mark.parametrize("module", [words, values, held.page, held.deeds])
def test_examples_in_docstrings_run(module):
    """What a docstring shows is what happens."""
    done = doctest.testmod(module)
    assert (done.failed, done.attempted > 0) == (0, True)


def test_the_office_is_given_everything(store):
    """Roster with its private columns, answers, notes, every attempt to change, and who looked."""
    found = held.held_on(store, SLUG, "ben")
    assert {"supervisor", "Remark", "email"} <= {row["field"] for row in found["profile"]}
    assert {row["field"] for row in found["answers"]} == {
        "pair/ben/ana/Mentoring", "note/ben/ana/Mentoring", "shortlist/ben",
    }  # fmt: skip
    assert {row["outcome"] for row in found["changes"]} == {"saved", "conflict"}
    assert {row["who"].partition(" (")[0] for row in found["reads about"]} == {"Cora Lind", "Ana Silva"}


@pytest.mark.parametrize("viewer", [OFFICE, CORA, BEN])
def test_no_sum_of_a_name_leaves_the_database(store, viewer):
    """Whoever has it can try names against it; that there are some is said."""
    text = json.dumps(held.held_on(store, SLUG, "ben", viewer))
    assert other_name_key("Ben Kept") not in text
    assert ("Sums of other names, addresses and IDs: 1" in text) == (viewer is not BEN)


def test_a_person_is_told_what_they_may_read(store):
    """No note of a coordinator, no private column, nothing that others did not save, no habits of their pair."""
    found = held.held_on(store, SLUG, "ben", BEN)
    text = json.dumps(found)
    assert {row["field"] for row in found["answers"]} == {"pair/ben/ana/Mentoring", "shortlist/ben"}
    assert not [secret for secret in ("shy", "supervisor", "payer", "typed-late", "Eva") if secret in text]
    assert [row["who"] for row in found["reads about"]] == ["Cora Lind"]
    assert [row["who"] for row in found["reads by"]] == ["You"]


def test_each_answer_says_who_can_read_it(store):
    """The label on a field stands in the export, too."""
    told = {row["field"]: row["readers"] for row in held.held_on(store, SLUG, "ben")["answers"]}
    assert told["note/ben/ana/Mentoring"] == "Only coordinators"
    assert all(told.values())


def test_young_people_are_initials_to_their_pair(tmp_path):
    """In a youth program a mentor is told of a mentee's words without the mentee's name, wherever a name may stand."""
    with open_store(make_folder(tmp_path / "library", dataclasses.replace(OAK, youth=True))) as opened:
        wish = Operation(op="op-00000000", worksheet=SHEET, key=WISHES[0][0], value=ASKED, base=0)
        opened.set_roster(SLUG, [dataclasses.replace(PEOPLE[0], clearance=True), *PEOPLE[1:]], "Cora")
        assert opened.apply(wish, BEN).outcome == "saved"
        found = held.held_on(opened, SLUG, "ana", ANA)
    assert "B. C." in json.dumps(found["answers"])
    assert "Ben" not in json.dumps(found)


def test_drafts_stay_with_their_writer(tmp_path):
    """What a partner may read only since both are ready shows what it says now; its writer sees every word of theirs."""
    key, ready = "answer/ben/ana/Mentoring/mentor/hopes", "ready/ben/ana/Mentoring/"
    steps = [(SHEET, WISHES[0][0], ASKED, CORA)]
    steps += [(f"{SLUG}/expectations", key, {"answer": words}, ANA) for words in ("I dread this", "To learn")]
    steps += [(f"{SLUG}/expectations", f"{ready}{who.role}", True, who) for who in (BEN, ANA)]
    with open_store(make_folder(tmp_path / "library", OAK)) as opened:
        for number, (sheet, at, value, who) in enumerate(steps):
            wish = Operation(
                op=f"op-{number:08}", worksheet=sheet, key=at, value=value, base=int("learn" in str(value))
            )
            assert opened.apply(wish, who).outcome == "saved"
        told = {who.person: json.dumps(held.held_on(opened, SLUG, who.person, who)) for who in (BEN, ANA)}
    assert ("To learn" in told["ben"], "dread" in told["ben"]) == (True, False)
    assert "dread" in told["ana"]


def test_words_name_people(store):
    """Whoever reads it sees names and not ids."""
    found = held.held_on(store, SLUG, "ben", BEN)
    assert "Pair: Ben Carter, Ana Silva, Mentoring" in {row["words"] for row in found["answers"]}
    assert "Ana Silva" in {row["value in words"] for row in found["answers"]}


@pytest.mark.parametrize(("viewer", "person"), [(OFFICE, "zoe"), (BEN, "eva"), (EVA, "ben")])
def test_nothing_is_told_of_strangers(store, viewer, person):
    """Nobody asks for somebody they may not know of."""
    with pytest.raises(ProgramError):
        held.held_on(store, SLUG, person, viewer)


def test_another_program_tells_nothing(store):
    """A coordinator of another program is nobody here."""
    with pytest.raises(ProgramError):
        held.held_on(store, SLUG, "ben", Viewer(role="coordinator", program="elm", name="Ed"))


def test_a_guest_is_told_what_they_did(store):
    """A coordinator who is on no roster sees what they wrote and looked at, and nothing of others."""
    found = held.held_by_guest(store, CORA)
    assert {row["field"] for row in found["changes"]} == {"note/ben/ana/Mentoring", "shortlist/ben"}
    assert [row["worksheet"] for row in found["reads by"]] == ["pairing"]


class Tags(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found |= {tag, *(name for name, _ in attrs)}


@pytest.mark.parametrize("sink", HOSTILE[:5])
def test_no_text_becomes_markup(store, sink):
    """Whatever a person wrote, the page has the tags and attributes of ours only."""
    found = held.held_on(store, SLUG, "ben")
    calm = Tags(held_page(found)).found
    evil = json.loads(json.dumps(found).replace("Ben is shy.", json.dumps(sink)[1:-1]))
    evil["person"]["name"] = evil["program"]["name"] = sink
    assert Tags(held_page(evil)).found == calm


def test_moments_are_marked_for_the_readers_clock(store):
    """Those that we write, and none in what people wrote."""
    found = json.dumps(held.held_on(store, SLUG, "ben")).replace("Ben is shy.", "Met at 2026-03-01 10:00 UTC")
    page = held_page(json.loads(found))
    assert "Met at 2026-03-01 10:00 UTC" in page
    assert '<time datetime="2027-01-15T08:00Z">2027-01-15 08:00 UTC</time>' in page


@pytest.mark.parametrize(("by", "told"), [
    ("root", "by the office"), ("Cora Lind (coordinator, aB3_x9)", "by Cora Lind (coordinator)"),
    ("Ben Carter", "by Ben Carter"), ("", "by the office"),
])  # fmt: skip
def test_links_say_who_made_them(store, by, told):
    """The name of a computer's account says nothing to whom a link is for; the data has it."""
    link = {"as": "mentee", "made": "", "made by": by, "ends": "", "taken back": "", "used": 0}
    assert f"{told}</td>" in held_page({**held.held_on(store, SLUG, "ben"), "links": [link]})


@pytest.mark.parametrize("person", ["", "../../x", "a/b", "Zoë", "x" * 500])
def test_file_names_are_safe(person):
    """A file's name is short and has plain letters only, whatever the id is."""
    name = file_name({"program": {"slug": "oak"}, "person": {"id": person}}, "json")
    assert name.startswith("oak-")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
    assert name.count(".") == 1
    assert len(name) < 100
