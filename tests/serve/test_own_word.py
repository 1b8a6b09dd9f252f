"""A word of one's own, at every door: a coordinator opens a mentee's link in a new browser, with and without the word."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from guests import PAIR, SLUG, enter, guest, invite, key_of, make_library
from served import operation
from test_walk import WALK

from mentorwidgets.folder import Folder
from mentorwidgets.serve.browsers import called_from
from mentorwidgets.serve.marks import mark_of
from mentorwidgets.serve.routes import routes

API = "/mentorwidgets/api/"
NAME = PAIR.removeprefix("pair/")
WORD, NEW = "three blind mice", "see how they run"
SECRET, SHARED, OPEN = "only mine, of Ben", "ours, of Ben and Ana", "for everybody of the program"
HOPES = {"type": "paragraph"}
FIELDS = {  # worksheet -> field -> value, as Ben writes them
    "expectations": {f"answer/{NAME}/mentee/hopes": {**HOPES, "answer": SECRET}},
    "challenges": {f"barrier/{NAME}/aaaa0001": SHARED, f"place/{NAME}/aaaa0001": 1},
    "cadence": {
        f"rule/{NAME}": {"start": "2026-03-03", "time": "15:00", "timezone": "Europe/London", "count": 3},
        f"talk/{NAME}/m001": {"topic": SHARED, "promises": [{"what": SHARED}]},
        f"note/{NAME}/m001/mentee": SECRET,
    },
    "pairing": {"shortlist/ben": ["ana"]},
}
SHEETS = ("pairing", "expectations", "challenges", "cadence")
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server on which Ben and Ana are a pair that has written down everything that is sealed."""
    server = serve_folder(make_library(tmp_path_factory.mktemp("word") / "library").path, max_kernels_each=20)
    office, ben = server.visitor(), guest(server, "mentee")
    office.get("/login")
    pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    assert save(office, "pairing", {PAIR: pair}) == ["saved"]
    for worksheet, fields in FIELDS.items():
        assert set(save(ben, worksheet, fields)) == {"saved"}, worksheet
    return server


def save(visitor, worksheet, fields, base=0):
    """Save fields; what came of each."""
    ops = [operation(next(_numbers), key, value, base, f"{SLUG}/{worksheet}") for key, value in fields.items()]
    return [answer["outcome"] for answer in visitor.post(f"{API}save", {"ops": ops}).data["answers"]]


def news(visitor, worksheet):
    """What the news of a worksheet tell from the beginning up to the first beat."""
    connection = visitor.connection()
    connection.request("GET", f"{API}events?worksheet={SLUG}/{worksheet}", headers=visitor.cookie_header())
    stream, lines = connection.getresponse(), []
    while stream.status == 200 and (line := stream.readline().decode()) != "event: beat\n":
        lines.append(line)
    connection.close()
    return "".join(lines)


def doors(served, visitor):
    """What stands behind every door: address -> text. A route that is in no walk makes `test_walk` fail."""
    ben = mark_of(Folder(served.folder).secret("links"), SLUG, "ben")
    found = {}
    for route in routes("/", [], []):
        if route.handler.__name__ == "Calendar":  # a made-up address would count as a guess; the real one comes below
            continue
        address = WALK[route.handler.__name__][0].format(ben=ben, kernel="00000000-0000-0000-0000-000000000000")
        if "GET" in WALK[route.handler.__name__][1] and "/events" not in address:
            found[address] = visitor.get(address).text
    for sheet in SHEETS:
        found[f"page {sheet}"] = page = visitor.get(f"/programs/{SLUG}/{sheet}").text
        kernel = re.search('data-kernel="([0-9a-f-]{36})"', page)
        snapshot = served.runtime() / f"{kernel.group(1)}.json" if kernel else None
        found[f"kernel {sheet}"] = snapshot.read_text() if snapshot and snapshot.exists() else ""
        found[f"read {sheet}"] = visitor.get(f"{API}worksheet/{SLUG}/{sheet}").text
        found[f"news {sheet}"] = news(visitor, sheet)
    for ending in ("json", "html"):
        found[f"taken {ending}"] = visitor.get(f"/mine/held.{ending}").text
    calendar = visitor.post("/calendar", {}).data.get("address", "//x/none").split("/", 3)[3]
    found["calendar"] = visitor.get(f"/{calendar}").text
    return found


def telling(found, words):
    """The doors behind which these words stand."""
    return sorted(door for door, text in found.items() if words in text.replace("\\r\n ", "").replace("\r\n ", ""))


@pytest.fixture(scope="module")
def link(served):
    """Ben's link, which somebody at the office saw when it was made."""
    return key_of(Folder(served.folder), invite(Folder(served.folder), "mentee"))


@pytest.fixture(scope="module")
def ben(served, link):
    """Ben in his own browser, where he has set a word."""
    visitor = enter(served, link)
    visitor.get("/word")
    answer = visitor.fill("/word", do="set", new=WORD, again=WORD, remember="yes")
    assert (answer.status, "Your word is set" in answer.text) == (200, True)
    return visitor


@pytest.fixture
def elsewhere(served, link, ben):
    """The same link in a new browser, as a coordinator would open it."""
    visitor = enter(served, link)
    visitor.get("/word")
    return visitor


def test_without_the_word_no_door_tells(served, ben, elsewhere):
    """Neither what is Ben's own nor what the two share; what is not sealed is there, and the pages say what is closed."""
    mine, theirs = doors(served, ben), doors(served, elsewhere)
    kept = (
        "kernel cadence",
        "kernel expectations",
        "read cadence",
        "news cadence",
        "taken json",
        "taken html",
        "/mine",
    )
    assert set(kept) <= {*telling(mine, SECRET)}, "the walk would not find anything: it looks in the wrong places"
    assert {"read challenges", "news challenges", "kernel challenges"} <= {*telling(mine, SHARED)}
    assert telling(theirs, SECRET) == telling(theirs, SHARED) == []
    assert "Europe/London" in theirs["read cadence"]
    assert "BEGIN:VEVENT" in theirs["calendar"]
    assert json.loads(theirs["taken json"])["left out"]["answers"] > 3
    for door in ("page cadence", "page challenges", "page expectations", f"/programs/{SLUG}/"):
        assert "closed in this browser" in theirs[door], door
    assert "closed in this browser" not in theirs["page pairing"] + mine["page cadence"]


def test_the_calendar_of_who_has_a_word_shows_times_alone(served, ben):
    """Also the one that was made where the word was given: it lies with whoever made the calendar program."""
    text = doors(served, ben)["calendar"]
    assert ("BEGIN:VEVENT" in text, SHARED in text) == (True, False)


def test_without_the_word_nothing_is_written_as_him(elsewhere):
    """Nor does an answer tell whether a guess at a value was right; what is not sealed is saved."""
    for worksheet in ("expectations", "challenges"):
        assert set(save(elsewhere, worksheet, FIELDS[worksheet], 1)) == {"refused"}
    assert save(elsewhere, "cadence", {f"note/{NAME}/m001/mentee": SECRET}) == ["refused"]
    assert save(elsewhere, "expectations", {f"ready/{NAME}/mentee": True}) == ["refused"]
    assert save(elsewhere, "pairing", {"shortlist/ben": ["dan"]}, 1) == ["saved"]
    assert save(elsewhere, "pairing", {"shortlist/ben": ["ana"]}, 2) == ["saved"]


def test_with_the_word_all_is_there(served, elsewhere):
    """After one wrong try; and signing out closes it again in this browser."""
    answer = elsewhere.fill("/word", do="give", word="three blind mince", after="/mine")
    assert (answer.status, "not your word" in answer.text, "mince" in answer.text) == (422, True, False)
    answer = elsewhere.fill("/word", do="give", word=WORD, after="/mine", remember="yes")
    assert (answer.status, answer.headers["Location"]) == (303, "/mine")
    found = doors(served, elsewhere)
    assert {"kernel cadence", "read cadence", "news cadence", "taken json"} <= {*telling(found, SECRET)}


def test_setting_a_word_closes_what_is_open_elsewhere_at_once(served):
    """A session that was looked at a moment ago is looked at again."""
    folder = Folder(served.folder)
    key = key_of(folder, invite(folder, "own mentor"))
    here, there = enter(served, key), enter(served, key)
    there.get("/word")
    for _ in range(3):
        assert SHARED in here.get(f"{API}worksheet/{SLUG}/cadence").text
        assert there.fill("/word", do="set", new=WORD, again=WORD).status == 200
        assert SHARED not in here.get(f"{API}worksheet/{SLUG}/cadence").text
        assert there.fill("/word", do="remove", word=WORD).status == 200
    assert SHARED in here.get(f"{API}worksheet/{SLUG}/cadence").text


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_away(elsewhere, after):
    """What stands in the address leads to our own pages only."""
    answer = elsewhere.fill("/word", do="give", word=WORD, after=after)
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith(("//", "/\\"))


@pytest.mark.parametrize(("remember", "is_open"), [("yes", True), ("", False)])
def test_a_browser_remembers_if_it_may(served, link, elsewhere, remember, is_open):
    """Coming in again in the same browser; on one that others use, too, it is asked each time."""
    elsewhere.fill("/word", do="give", word=WORD, remember=remember)
    assert SECRET in elsewhere.get("/mine").text
    again = served.visitor(signed_in=False)
    again.cookies = {name: text for name, text in elsewhere.cookies.items() if name.endswith("-browser")}
    assert len(again.cookies) == 1
    enter(served, link, again)
    assert (SECRET in again.get("/mine").text) == is_open


def test_signing_out_closes_it(served, link, elsewhere):
    """A shared computer: whoever comes in next with the link is asked for the word."""
    elsewhere.fill("/word", do="give", word=WORD, remember="yes")
    elsewhere.get("/mine")
    elsewhere.fill("/logout")
    enter(served, link, elsewhere)
    assert SECRET not in elsewhere.get("/mine").text


def test_a_coordinator_finds_no_way(served, ben):
    """Neither in the history nor in what they download on him; the file says how much is left out."""
    coordinator = guest(served, "coordinator")
    found = doors(served, coordinator)
    assert telling(found, SECRET) == telling(found, SHARED) == []
    mark = mark_of(Folder(served.folder).secret("links"), SLUG, "ben")
    held = json.loads(found[f"/programs/{SLUG}/held.json?person={mark}"])
    assert "the office does not hand them out" in held["left out"]["words"]


@pytest.mark.parametrize("fields", [{"do": "fly"}, {}, {"do": "set", "new": "x", "again": "x"},
    {"do": "set", "new": NEW, "again": "another word"}, {"do": "remove", "word": "wrong word"}, {"do": "open"},
    {"do": "vouch", "pair": NAME}, {"do": "anew", "pair": NAME}, {"do": "set", "word": "wrong word", "new": NEW, "again": NEW},
])  # fmt: skip
def test_what_cannot_be_done_is_said(ben, fields):
    """In a sentence above the form, and nothing is changed."""
    answer = ben.fill("/word", **fields)
    assert answer.status in {400, 422}
    assert SECRET in ben.get("/mine").text


@pytest.mark.parametrize("who", ["trainer", "coordinator", "somebody in the room"])
def test_who_keeps_nothing_has_no_word(served, who):
    """The page is there for mentors and mentees."""
    assert guest(served, who).get("/word").status == 404


@pytest.mark.parametrize(("agent", "called"), [
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on a Mac"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari on an iPhone"),
    ("Mozilla/5.0 (iPad; CPU OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1", "Chrome on an iPad"),
    ("Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet on Android"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"),
    ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on a Chromebook"),
    ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36", "Chrome on Linux"),
    ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on Linux"),
    ("<script>alert(1)</script>", "a browser"), ("x" * 100_000, "a browser"), ("", "a browser"),
])  # fmt: skip
def test_browsers_are_called_by_name(agent, called):
    """Roughly, in words that people know; nothing that a browser sends stands on a page."""
    assert called_from(agent) == called
