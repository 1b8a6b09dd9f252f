"""Bringing in a roster over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time

import pytest
from served import SLUG

from mentorwidgets.drafts import LIMIT

FILE = b"Name,E-mail\nCleo Park,cleo@lib.example\n"
PATH = f"/mentorwidgets/api/roster/{SLUG}"


@pytest.fixture
def visitor(visitor):
    """Someone who has a page of ours open."""
    visitor.get("/")
    return visitor


@pytest.fixture
def apart(served_apart):
    """The same on a server of its own, whose people may change."""
    visitor = served_apart().visitor()
    visitor.get("/")
    return visitor


def read(visitor, data=FILE, name="mentors.csv"):
    """Send a file."""
    headers = {
        "X-XSRFToken": visitor.cookies.get("_xsrf", ""),
        "X-File-Name": name,
        "Content-Type": "application/octet-stream",
    }
    return visitor.ask("POST", f"{PATH}/read", data, headers)


def test_a_roster_comes_in_and_is_undone(apart):
    """Read, look, take, undo."""
    wanted = {"files": [{"key": read(apart).data["key"]}]}
    look = apart.post(f"{PATH}/look", wanted).data
    assert (look["people"], look["compare"]["numbers"]["gone"]) == (1, 3)
    taken = apart.post(f"{PATH}/take", {**wanted, "basis": look["compare"]["basis"]}).data
    assert (taken["people"], taken["last"]["gone"]) == (1, 3)
    assert apart.post(f"{PATH}/undo", {"number": taken["last"]["number"]}).data["people"] == 3


def test_what_cannot_be_read_is_said_in_words(visitor):
    """With the file's name, and what to do."""
    answer = read(visitor, b"%PDF-1.7", "staff%20list.pdf")
    assert (answer.status, answer.data["error"]) == (422, "staff list.pdf is a PDF document, not a roster.")


def test_more_than_the_limit_is_refused_in_words(visitor):
    """All of it is read first, so that a browser hears the answer."""
    answer = read(visitor, b"x" * (LIMIT + 1))
    assert (answer.status, answer.data["error"]) == (413, "A roster may have 10 MB here.")


def test_a_body_without_a_length_is_counted(served, visitor):
    """Chunks may not smuggle more in."""
    connection = http.client.HTTPConnection(served.host, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    chunks = (b"x" * 1_000_000 for _ in range(12))
    headers = {"Cookie": cookies, "X-XSRFToken": visitor.cookies["_xsrf"], "X-File-Name": "a.csv"}
    connection.request("POST", f"{PATH}/read", chunks, headers, encode_chunked=True)
    with contextlib.closing(connection), connection.getresponse() as answer:
        assert answer.status == 413


def test_an_unknown_file_is_asked_for_again(visitor):
    """After a restart the page sends it once more."""
    answer = visitor.post(f"{PATH}/look", {"files": [{"key": "gone"}]})
    assert (answer.status, answer.data["again"]) == (409, "gone")


def test_a_stale_comparison_is_told(visitor):
    """The page looks again."""
    answer = visitor.post(f"{PATH}/take", {"files": [{"key": read(visitor).data["key"]}], "basis": "old"})
    assert (answer.status, answer.data["stale"]) == (409, True)


@pytest.mark.parametrize(("body", "verb"), [([1], "look"), ({"files": 3}, "look"), ({}, "fly")])
def test_a_strange_request_is_refused(visitor, body, verb):
    """In words, as JSON."""
    answer = visitor.post(f"{PATH}/{verb}", body)
    assert (answer.status, bool(answer.data["error"])) == (400, True)


def test_strangers_and_other_sites_come_to_nothing(stranger, visitor):
    """Signed in, and with the token of the page."""
    assert stranger.post(f"{PATH}/state", {}).status == 401
    assert visitor.ask("POST", f"{PATH}/state", "{}", {"Content-Type": "application/json"}).status == 403
    assert visitor.post(f"{PATH}/state", {}, Origin="http://elsewhere.example").status == 403


def test_a_program_that_is_not_there(visitor):
    """404, in words."""
    assert visitor.post("/mentorwidgets/api/roster/nowhere/state", {}).status == 404


def test_nothing_of_a_roster_is_logged(served, visitor):
    """No names, no addresses, no file names."""
    read(visitor, b"Name,E-mail\nQuentin Zanzibar,qz@lib.example\n", "quentins-list.csv")
    read(visitor, b"\x89PNG", "quentins-picture.csv")
    log = (served.folder / "server.log").read_text()
    assert "quentin" not in log.lower()


def test_the_server_answers_others_while_a_large_file_is_read(served, visitor, eventually):
    """It is read beside the loop."""
    rows = "".join(f"Person {n} Name,p{n}@lib.example,Maps; Zines; Bees\n" for n in range(60_000))
    reading = threading.Thread(target=read, args=(visitor, f"Name,E-mail,Interests\n{rows}".encode()))
    other = served.visitor()
    reading.start()
    waits = []
    while reading.is_alive():
        begun = time.monotonic()
        assert other.get("/").status == 200
        waits.append(time.monotonic() - begun)
    assert max(waits) < 2.5, "the page would say that it is not connected"
