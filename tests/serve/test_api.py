"""Saving, reading and hearing the news over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import sqlite3
import threading
import urllib.parse

import pytest
from served import OAK, make_folder, operation

from mentorwidgets.folder import Folder
from mentorwidgets.model import operation_from_plain
from mentorwidgets.workbook import open_store

API = "/mentorwidgets/api/"
numbers = itertools.count(1)


def wish(key="assign/ben", value=True, base=0):
    return operation(next(numbers), key, value, base)


@pytest.fixture(scope="module")
def api(serve_folder, tmp_path_factory):
    """A server whose database only these tests write; its patience with other programs is short."""
    return serve_folder(make_folder(tmp_path_factory.mktemp("api") / "library", OAK).path, patience=0.2)


@pytest.fixture
def apart(api):
    """A signed-in visitor of it."""
    visitor = api.visitor()
    visitor.get("/")
    visitor.served = api
    return visitor


def seq(visitor):
    return visitor.get(f"{API}worksheet/oak-county/pairing").data["seq"]


@contextlib.contextmanager
def listening(visitor, since):
    """The lines of the news, as they come."""
    connection = http.client.HTTPConnection(visitor.host, timeout=10)
    connection.request(
        "GET", f"{API}events?worksheet=oak-county/pairing&since={since}", headers=visitor.cookie_header()
    )
    response = connection.getresponse()
    assert response.headers["Content-Type"].startswith("text/event-stream")
    yield (line.decode().strip() for line in response)
    response.close()
    connection.close()


def news(lines, kind):
    """The data of the next event of that kind."""
    for line in lines:
        if line == f"event: {kind}":
            return json.loads(next(lines).removeprefix("data: "))
    raise AssertionError("the stream ended")


def test_save(apart):
    """Operations are answered in order, after the commit, and can be read back."""
    first, second = wish(), wish("note/ana", "Hello")
    answers = apart.post(f"{API}save", {"ops": [first, second]}).data["answers"]
    assert [(answer["op"], answer["outcome"], answer["version"]) for answer in answers] == [
        (first["op"], "saved", 1),
        (second["op"], answers[1]["outcome"], answers[1]["version"]),
    ]
    state = apart.get(f"{API}worksheet/oak-county/pairing").data
    assert state["fields"]["assign/ben"]["value"] is True
    assert state["seq"] >= 1


def test_same_op_twice(apart):
    """The same operation sent again, also after the server was killed, gets the same answer."""
    data = {"ops": [wish("offer/eva", "later")]}
    before = apart.post(f"{API}save", data).data
    apart.served.kill()
    apart.served.restart()
    assert apart.post(f"{API}save", data).data == before


def test_conflict(apart):
    """The second of two who changed the same field is told what the first wrote."""
    apart.post(f"{API}save", {"ops": [wish("shortlist/ben", ["ana"])]})
    answer = apart.post(f"{API}save", {"ops": [wish("shortlist/ben", [])]}).data["answers"][0]
    assert (answer["outcome"], answer["value"]) == ("conflict", ["ana"])
    assert answer["by"].startswith("Coordinator")


def test_news(apart):
    """What was missed comes first, then what is saved now, with who and where; then beats go on."""
    since = seq(apart)
    apart.post(f"{API}save", {"ops": [wish("offer/ben", "later")]})
    with listening(apart, since) as lines:
        assert news(lines, "change")["key"] == "offer/ben"
        apart.post(f"{API}save", {"ops": [wish("shortlist/eva", ["ana"])]})
        assert news(lines, "change")["value"] == ["ana"]
        assert news(lines, "beat")["seq"] >= 2


def test_news_from_elsewhere(apart):
    """A change that another process wrote is heard too."""
    with listening(apart, seq(apart)) as lines, open_store(Folder(apart.served.folder)) as store:
        news(lines, "beat")
        store.apply(operation_from_plain(wish("assign/eva")), "Someone else")
        assert news(lines, "change")["by"] == "Someone else"


def test_many_at_once(apart):
    """Twelve people who save at the same time are all answered, and nothing is lost."""
    ops = [wish(f"shortlist/p{number}", ["ana"]) for number in range(12)]
    found = []
    threads = [
        threading.Thread(target=lambda op=op: found.append(apart.post(f"{API}save", {"ops": [op]}).data["answers"][0]))
        for op in ops
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["op"] for answer in found) == sorted(op["op"] for op in ops)


@pytest.mark.parametrize(
    "data", [[], {}, {"ops": 3}, {"ops": [3]}, {"ops": [{"op": "x"}]}, {"ops": [operation(1, "k", 1)] * 201}, "x"]
)
def test_malformed(visitor, data):
    """What is not well formed is refused in words."""
    visitor.get("/")
    answer = visitor.post(f"{API}save", data)
    assert answer.status == 400
    assert answer.data["error"]


def test_too_large(visitor):
    """More than 2 MB are refused in words, also when the length is not told, and the connection is not cut."""
    visitor.get("/")
    body = json.dumps({"ops": [], "more": "x" * 3_000_000})
    answer = visitor.ask("POST", f"{API}save", body, {"X-XSRFToken": visitor.cookies["_xsrf"]})
    assert (answer.status, answer.data["error"]) == (413, "At most 2 MB can be sent at once.")


def test_no_such_program(visitor):
    """A program that is not there is said to be not there."""
    answer = visitor.get(f"{API}worksheet/elm/pairing")
    assert (answer.status, set(answer.data)) == (404, {"error", "mend", "id"})


def test_signed_out(stranger):
    """Who is signed out hears it as JSON, and how to come back."""
    answer = stranger.post(f"{API}save", {"ops": []})
    assert (answer.status, answer.data["error"]) == (401, "You are signed out.")
    assert answer.data["mend"].startswith("Open your personal link, or the address that the program printed")


def test_database_trouble(apart):
    """When the database cannot be written the page hears why, and when to try again; then saving goes on."""
    held = sqlite3.connect(apart.served.folder / "mentorwidgets.sqlite3", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    answer = apart.post(f"{API}save", {"ops": [wish("shortlist/p20", ["ana"])]})
    held.rollback()
    held.close()
    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert answer.data["id"] in apart.served.log()
    assert apart.post(f"{API}save", {"ops": [wish("offer/eva", None, 1)]}).data["answers"][0]["outcome"] != "refused"


@pytest.mark.parametrize("since", ["9" * 5000, "9" * 23, "-1", "x", "٣"])
def test_odd_place(apart, since):
    """A place in the history that cannot be one counts as the beginning."""
    with listening(apart, urllib.parse.quote(since)) as lines:
        assert news(lines, "beat")["seq"] >= 0


def test_nested_without_end(visitor):
    """JSON that is nested deeper than anyone means is refused in words, not with an error of ours."""
    visitor.get("/")
    answer = visitor.ask("POST", f"{API}save", "[" * 900_000, {"X-XSRFToken": visitor.cookies["_xsrf"]})
    assert (answer.status, answer.data["id"]) == (400, "")


def test_many_bytes(apart):
    """Long words count as many changes: the history keeps all of them, so nobody fills the disk in an hour."""
    body = {"ops": [wish(f"note/{number}", "x" * 95_000) for number in range(18)]}
    statuses = [apart.post(f"{API}save", body).status for _ in range(4)]
    assert statuses[0] == 200
    assert 429 in statuses


def test_too_fast(visitor):
    """Who sends more than that is asked to wait, in words."""
    visitor.get("/")
    ops = [operation(next(numbers), "assign/nobody", None) for _ in range(200)]
    answers = [visitor.post(f"{API}save", {"ops": ops}) for _ in range(8)]
    late = next(answer for answer in answers if answer.status != 200)
    assert (late.status, late.headers["Retry-After"]) == (429, "2")
    assert late.data["error"]


def test_for_whom_a_page_was_made(apart):
    """A page of somebody else, left open on this browser, saves nothing under the name of whoever is signed in now."""
    mine, theirs = ({"ops": [wish()], "who": who} for who in ("office", "mentor ana"))
    answer = apart.post(f"{API}save", theirs)
    assert (answer.status, "Somebody else" in answer.data["error"]) == (401, True)
    assert apart.post(f"{API}save", mine).status == 200
    assert apart.post(f"{API}save", {"ops": [wish()], "who": ["office"]}).status == 400
