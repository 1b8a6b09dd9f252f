"""The import page's Python side."""

from __future__ import annotations

import json

import pytest

from mentorwidgets import Workbook
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Program
from mentorwidgets.widgets import RosterImport
from mentorwidgets.workbook import SNAPSHOT_VARIABLE, open_store, snapshot

FILE = b"Name,E-mail\nAna <b>Silva</b>,ana@lib.example\n"


class Page:
    """A page that talks to a widget through the kernel."""

    def __init__(self, widget):
        self.widget, self.heard, self.count = widget, [], 0
        widget.send = self.heard.append

    def ask(self, verb, request, data=b"", part=1_000_000):
        """Send a request, its file in parts; the answer."""
        self.count += 1
        parts = [data[at : at + part] for at in range(0, len(data), part)] or [b""]
        for number, piece in enumerate(parts):
            content = {
                "kind": "roster",
                "id": str(self.count),
                "verb": verb,
                "request": request,
                "more": number < len(parts) - 1,
            }
            self.widget._on_page_message(self.widget, content, [memoryview(piece)] if data else [])
        return self.heard[-1]


def bring(page, data=FILE, name="mentors.csv"):
    """Read a file and look at it."""
    key = page.ask("read", {"name": name}, data)["answer"]["key"]
    return {"files": [{"key": key}]}


@pytest.fixture
def library(tmp_path):
    """A folder with one empty program."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
    return folder


def test_bare_it_reads_files_without_any_store():
    """And keeps the people for the notebook."""
    widget = RosterImport()
    page = Page(widget)
    answer = page.ask("look", bring(page))["answer"]
    assert (answer["mentors"], answer["compare"]) == (1, None)
    assert (widget.roster.people[0].email, repr(widget)) == ("ana@lib.example", "RosterImport(1 people)")


def test_a_file_comes_in_parts():
    """A message to a kernel is never large."""
    page = Page(RosterImport())
    key = page.ask("read", {"name": "mentors.csv"}, FILE, part=7)["answer"]["key"]
    assert page.ask("look", {"files": [{"key": key}]})["answer"]["people"] == 1
    assert len(page.heard) == 2


def test_parts_that_never_end_fill_no_memory():
    """Only a few begun files are kept."""
    widget = RosterImport()
    for number in range(50):
        content = {"kind": "roster", "id": str(number), "verb": "read", "request": {}, "more": True}
        widget._on_page_message(widget, content, [b"x" * 100])
    assert len(widget._parts) <= 4


def test_what_cannot_be_read_is_an_answer_in_words():
    """Not a traceback."""
    reply = Page(RosterImport()).ask("read", {"name": "cat.csv"}, b"\x89PNG\r\n\x1a\n")
    assert (reply["status"], reply["answer"]["error"]) == (422, "cat.csv is a picture, not a roster.")


def test_an_unknown_file_is_named():
    """So that the page sends it again."""
    assert Page(RosterImport()).ask("look", {"files": [{"key": "gone"}]})["answer"]["again"] == "gone"


@pytest.mark.parametrize("request_", [{"files": 3}, {"files": [{"key": "k", "sheets": {"": {"role": "boss"}}}]}])
def test_a_strange_request_is_answered_with_an_id(request_):
    """What a browser sends may be anything."""
    reply = Page(RosterImport()).ask("look", request_)
    assert (reply["kind"], len(reply["id"])) == ("error", 8)


def test_a_saved_notebook_shows_who_was_read():
    """As a table, escaped."""
    widget = RosterImport(description="Our people")
    page = Page(widget)
    page.ask("look", bring(page))
    assert "<td>Ana &lt;b&gt;Silva&lt;/b&gt;</td><td>mentor</td>" in widget.snapshot()
    assert widget._repr_mimebundle_()[0]["text/plain"] == "RosterImport(1 people)"


def test_it_has_no_fields():
    """Files are no fields, and a mistyped keyword is refused."""
    with pytest.raises(ValueRefusedError):
        RosterImport(value={"a": 1})
    with pytest.raises(ValueRefusedError, match="Did you mean 'description'"):
        RosterImport(descripton="x")


def test_in_a_workbook_it_takes_in(library):
    """Through the kernel, into the folder's store."""
    widget = Workbook(program="oak", folder=library.path).roster()
    page = Page(widget)
    wanted = bring(page)
    wanted["basis"] = page.ask("look", wanted)["answer"]["compare"]["basis"]
    assert page.ask("take", wanted)["answer"]["people"] == 1
    assert [person.name for person in Workbook(program="oak", folder=library.path).people] == ["Ana <b>Silva</b>"]
    assert (widget._saving["way"], widget._next) == ("kernel", "")


def test_in_our_server_the_kernel_holds_no_desk(library, tmp_path, monkeypatch):
    """The page asks the server, and is led on to pairing."""
    with open_store(library) as store:
        (tmp_path / "snapshot.json").write_text(json.dumps(snapshot(store, "oak")))
    monkeypatch.setenv(SNAPSHOT_VARIABLE, str(tmp_path / "snapshot.json"))
    widget = Workbook(program="oak").roster()
    assert (widget._saving, widget._desk, widget._next) == (
        {"way": "server", "url": "/mentorwidgets/", "worksheet": "oak/roster", "seq": 0, "who": "office"},
        None,
        "pairing",
    )
