"""The history of a program, without a browser."""

from __future__ import annotations

import dataclasses
import re

import pytest
from served import OAK, SLUG, make_folder, operation

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, Viewer
from mentorwidgets.serve.history import PAGE as LINES
from mentorwidgets.serve.history import Book, Sought
from mentorwidgets.serve.marks import mark_of
from mentorwidgets.workbook import open_store

PAGE = f"/programs/{SLUG}/history"
SAVE = "/mentorwidgets/api/save"
CORA = Viewer(role="coordinator", program=SLUG, name="Cora", door="c" * 22)


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with a shortlist that was changed once, and a note."""
    folder = make_folder(tmp_path_factory.mktemp("history") / "library", OAK)
    served = serve_folder(folder.path)
    office = served.visitor()
    office.get("/")
    ops = [
        operation(1, "shortlist/ben", ["ana"]),
        operation(2, "shortlist/ben", [], 1),
        operation(3, "note/eva/ana/Mentoring", "An earlier <b>word</b>"),
        operation(4, "shortlist/ben", ["ana"], 1),
    ]
    office.post(SAVE, {"ops": ops})
    return served


@pytest.fixture
def marks(served):
    """What stands for each person in an address."""
    secret = Folder(served.folder).secret("links")
    return {person: mark_of(secret, SLUG, person) for person in ("ana", "ben", "eva")}


@pytest.fixture
def office(served):
    """The office, with a page opened."""
    visitor = served.visitor()
    visitor.get("/")
    return visitor


@pytest.fixture
def coordinator(served):
    """A coordinator of the program, who came with a link."""
    folder = Folder(served.folder)
    link = new_invitation(SLUG, "coordinator", name="Cora Lind")
    with open_store(folder) as store:
        store.add_invitations([link])
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    visitor.fill("/in", key=make_key(folder.secret("links"), link))
    visitor.get("/mine")
    return visitor


def test_every_attempt_is_a_line(coordinator):
    """What was saved, and what was not, by whom; as text, never as markup."""
    text = coordinator.get(PAGE).text
    assert "Shortlist of: Ben Carter" in text
    assert "Not saved: someone was faster" in text
    assert "An earlier &lt;b&gt;word&lt;/b&gt;" in text


@pytest.mark.parametrize(("query", "lines"), [
    ("", 4), ("?person={ben}", 3), ("?person={eva}", 1), ("?worksheet=pairing", 4), ("?before=x", 4),
    ("?worksheet=cadence", 0), ("?person={ben}&worksheet=pairing&before=2", 1),
])  # fmt: skip
def test_lines_are_found(served, marks, query, lines):
    """By person, written by them or about them, by worksheet, and from an earlier place on; odd questions find nothing."""
    text = served.visitor().get(PAGE + query.format(**marks)).text
    assert text.count('data-head="What"') == lines


@pytest.mark.parametrize("person", ["nobody", "ben", "%22"])
def test_nobody_is_named_in_an_address(served, marks, person):
    """Ids may be names or e-mail addresses: people stand in addresses as marks, and anything else finds nobody."""
    page = served.visitor().get(f"{PAGE}?person={marks['ben']}").text
    addresses = re.findall(r'(?:href|action|value)="([^"]*)"', page)
    assert any(marks["ben"] in address for address in addresses)
    assert not {"ana", "ben", "eva"} & {word for address in addresses for word in re.split(r"\W", address)}
    assert served.visitor().get(f"{PAGE}?person={person}").status == 404


def test_who_looked_stands_there(office, coordinator):
    """Whoever opens a worksheet, or this very page, is a line in it, under their own name."""
    coordinator.get(f"/mentorwidgets/api/worksheet/{SLUG}/pairing")
    coordinator.get(PAGE)
    looks = office.get(PAGE).text.partition("Who looked")[2]
    assert re.search(r"Cora Lind \(coordinator, \S{6}\)</td><td data-head=\"Worksheet\">Pairing", looks)
    assert re.search(r"Cora Lind \(coordinator, \S{6}\)</td><td data-head=\"Worksheet\">History", looks)


def test_bringing_back_is_a_new_change(served, coordinator):
    """An earlier text stands in the worksheet again, written by whoever brought it back, and nothing was taken out."""
    save = coordinator.post(
        SAVE, {"ops": [operation(20, "shortlist/eva", ["ana"]), operation(21, "shortlist/eva", None, 1)]}
    )
    first = save.data["answers"][0]["seq"]
    answer = coordinator.fill(PAGE, seq=str(first))
    assert (answer.status, "Brought back: Shortlist of: Eva Novak." in answer.text) == (200, True)
    with open_store(Folder(served.folder)) as store:
        field = store.fields(f"{SLUG}/pairing")["shortlist/eva"]
        assert (field.value, field.version, field.by) == (["ana"], 3, "Cora Lind")


@pytest.mark.parametrize("seq", ["", "x", "-1", "1.5", "999", "9" * 30])
def test_what_is_no_line_cannot_be_brought_back(coordinator, seq):
    """No such place in the history, or one that says what stands there anyway."""
    assert coordinator.fill(PAGE, seq=seq).status in {400, 404}


def test_a_rule_still_has_its_say(served, office):
    """What the rules of today refuse is not brought back, and the page says why."""
    office.post(SAVE, {"ops": [operation(30, "pair/ben/ana/Mentoring", {"status": "broken"})]})
    with open_store(Folder(served.folder)) as store:
        refused = store.lines(SLUG, limit=1)[0]
    assert refused.change.outcome == "refused"
    assert office.fill(PAGE, seq=str(refused.change.seq)).status == 404


def test_values_are_shown_to_whom_they_belong(served):
    """A field that a coordinator may not read has a line without its value, which says who can read it."""
    with open_store(Folder(served.folder)) as store:
        book = Book(store, SLUG, Viewer(role="trainer", program=SLUG, name="Tom"))
        rows, _ = book.rows(Sought())
    assert {row["value"] for row in rows} == {""}
    assert all(row["closed"] and not row["restore"] for row in rows)


def test_values_are_in_words(tmp_path):
    """A state is told as its page tells it, a moment is one for the reader's clock, and markup stays text."""
    room = {"question": "<b>Why?</b>", "made": 1795362218.726}
    fields = (("pairing", "pair/ben/ana/Mentoring", {"status": "proposed"}), ("session", "room/room0001", room))
    with open_store(make_folder(tmp_path / "library", OAK)) as store:
        for sheet, key, value in fields:
            op = Operation(op=f"op-{key[:4]}0000", worksheet=f"{SLUG}/{sheet}", key=key, value=value, base=0)
            store.apply(op, CORA)
        told = [row["value"] for row in Book(store, SLUG, CORA).rows(Sought())[0]]
    time = '<time datetime="2026-11-22T15:43Z">2026-11-22 15:43 UTC</time>'
    assert told == [f"Question: &lt;b&gt;Why?&lt;/b&gt;; Asked: {time}", "Status: Waiting for a yes"]


def test_long_histories_come_in_pages(tmp_path):
    """Older lines are a click away, none is shown twice and none is left out."""
    with open_store(make_folder(tmp_path / "library", OAK)) as store:
        batch = [(Operation(**operation(n, f"draft/n{n}", n)), CORA) for n in range(250)]
        assert {answer.outcome for answer in store.apply_many(batch)} <= {"saved", "refused"}
        book, seen, before = Book(store, SLUG, CORA), [], None
        while not seen or before:
            rows, before = book.rows(Sought(before=before))
            seen += [row["seq"] for row in rows]
    assert seen == list(range(250, 0, -1))
    assert LINES < 250


def test_a_page_of_history_is_quick_to_find_one_person(tmp_path):
    """A person's lines are found however far back they are."""
    with open_store(make_folder(tmp_path / "library", OAK)) as store:
        old = [(Operation(**operation(9000, "shortlist/ben", ["ana"])), CORA)]
        many = [(Operation(**operation(n, "draft/include", str(n), n)), CORA) for n in range(1200)]
        store.apply_many(old + many)
        rows, older = Book(store, SLUG, CORA).rows(Sought(person="ben"))
    assert ([row["what"] for row in rows], older) == (["Shortlist of: Ben Carter"], None)


def test_what_was_done_beside_worksheets_stands_in_the_history(served, coordinator, marks):
    """Settings, rosters and their undoing, links, what was brought back: who, when, what; of one person what is theirs."""
    with open_store(Folder(served.folder)) as store:
        store.save_program(dataclasses.replace(store.program(SLUG), hours=3), "June (mentorwidgets generate)")
        people = store.people(SLUG)
        store.set_roster(SLUG, (*people, Person(id="new", name="Nia <b>New</b>", roles=("mentee",))), "Kim")
        store.undo_roster(SLUG, "Lee")
    text = coordinator.get(PAGE).text
    assert "June (mentorwidgets generate)" in text
    assert "Changed settings: hours from 0 to 3." in text
    assert "1 added (Nia &lt;b&gt;New&lt;/b&gt;)" in text
    assert re.search(r"<td data-head=\"Who\">Lee</td><td data-head=\"What was done\">Took back the roster of ", text)
    assert "Made the personal link of Cora Lind (coordinator)." in text
    of_eva = coordinator.get(f"{PAGE}?person={marks['eva']}").text
    assert "Nia" not in of_eva.split('id="deeds"')[1]
    assert "Changed settings" not in of_eva
    assert "Changed settings" not in coordinator.get(f"{PAGE}?worksheet=pairing").text.split('id="deeds"')[1]


def test_what_was_brought_back_says_so_itself(served):
    """Not only as one more change."""
    office = served.visitor()
    office.get("/")
    seq = re.search(r'name="seq" value="(\d+)"', office.get(PAGE).text)[1]
    office.fill(PAGE, seq=seq)
    assert "Brought back what stood on" in office.get(PAGE).text


def test_only_who_runs_the_program_reads_what_was_done(served):
    """A mentor finds no such page, whatever the address asks for."""
    folder = Folder(served.folder)
    link = new_invitation(SLUG, "mentor", person="ana", name="Ana Silva")
    with open_store(folder) as store:
        store.add_invitations([link])
    visitor = served.visitor(signed_in=False)
    visitor.get("/in")
    visitor.fill("/in", key=make_key(folder.secret("links"), link))
    assert visitor.get(f"{PAGE}?deeds=5").status in (403, 404)


def test_long_lists_of_deeds_come_in_pages(tmp_path):
    """None twice and none left out."""
    with open_store(make_folder(tmp_path / "library", OAK)) as store:
        for number in range(70):
            store.save_program(dataclasses.replace(store.program(SLUG), stale_days=number), "Kim")
        book, seen, before = Book(store, SLUG, CORA), [], None
        while not seen or before:
            rows, before = book.deeds(Sought(deeds_before=before))
            seen += [row["words"] for row in rows]
    assert len(seen) == len(set(seen)) == 72
