"""What an attacker would try: with keys, cookies, other people's kernels and operations, and what is left in the log."""

from __future__ import annotations

import asyncio
import base64
import dataclasses
import itertools
import re
import time

import pytest
from frames import connect, packed
from guests import NOTE, PAIR, enter, guest, invite, key_of, make_library, status
from served import SLUG, operation

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.serve.sessions import Sessions
from mentorwidgets.workbook import open_store

API = "/mentorwidgets/api/"
PAGE = f"/programs/{SLUG}/pairing"
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The library of the server below."""
    return make_library(tmp_path_factory.mktemp("attacks") / "library")


@pytest.fixture(scope="module")
def served(serve_folder, home):
    """A server with one pair and a note on it."""
    served = serve_folder(home.path, max_kernels_each=2)
    office = served.visitor()
    office.get("/")
    pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    ops = [operation(next(numbers), PAIR, pair), operation(next(numbers), PAIR.replace("pair", "note"), NOTE)]
    office.post(f"{API}save", {"ops": ops})
    return served


@pytest.fixture
def calm(serve_folder, tmp_path):
    """A server of its own: wrong keys make whoever tries them wait."""
    served = serve_folder(make_library(tmp_path / "calm").path)
    yield served
    served.close()


def kernel_of(visitor):
    return re.search('data-kernel="([0-9a-f-]{36})"', visitor.get(PAGE).text).group(1)


def words(answer):
    return answer.data["error"]


# ---- keys


SPOILT = {
    "one letter changed": lambda key: key[:-1] + ("a" if key[-1] != "a" else "b"),
    "cut": lambda key: key[:-1],
    "longer": lambda key: key + "a",
    "another end": lambda key: re.sub(r"\.(\d+)\.", lambda found: f".{int(found.group(1)) + 9}.", key),
    "another id": lambda key: "B" * 22 + key[22:],
    "empty": lambda key: "",
    "rubbish": lambda key: "\x00' OR 1=1 --",
    "huge": lambda key: "a" * 90_000,
}


@pytest.mark.parametrize("some", [[*SPOILT][:4], [*SPOILT][4:]], ids=" ".join)
def test_forged_key(calm, some):
    """A key that we did not make opens nothing, and says so in words without the key."""
    folder = Folder(calm.folder)
    key = key_of(folder, invite(folder, "mentee"))
    for how in some:
        visitor = enter(calm, SPOILT[how](key))
        assert (visitor.answer.status, "does not open anything" in words(visitor.answer)) == (401, True), how
        assert visitor.get("/").status == 401


def test_over(served, home):
    """Keys that are true and over open nothing: expired, taken back, of somebody who left, of another folder."""
    expired, taken = invite(home, "mentee", days=-1), invite(home, "mentee")
    with open_store(home) as store:
        store.revoke(taken.id, time.time(), "test")
        left = new_invitation(SLUG, "mentee", person="zoe", name="Zoe", days=1)
        store.add_invitations([left])
    never = new_invitation(SLUG, "coordinator", name="Nobody", days=1)
    keys = [key_of(home, one) for one in (expired, taken, left, never)]
    longer = dataclasses.replace(expired, until=time.time() + 1000)
    keys += [key_of(home, longer), make_key(b"another folder's secret", invite(home, "mentee"))]
    assert {enter(served, key).answer.status for key in keys} == {401}


def test_guessing(calm):
    """Who goes on with one wrong link waits; the right one lets its person in meanwhile, from the same address."""
    folder = Folder(calm.folder)
    key = key_of(folder, invite(folder, "mentee"))
    wrong = [f"{key[:-1]}{letter}" for letter in "abcdefg" if letter != key[-1]][:6]
    answers = [enter(calm, one).answer for one in wrong]
    assert [answer.status for answer in answers] == [401] * 5 + [429]
    assert "Too many wrong keys" in words(answers[-1])
    assert enter(calm, key).answer.status == 200


def test_old_links_are_no_guesses(served, home):
    """Somebody who tries an old link again and again makes nobody wait."""
    old = key_of(home, invite(home, "mentee", days=-1))
    assert {enter(served, old).answer.status for _ in range(8)} == {401}
    assert enter(served, key_of(home, invite(home, "mentee"))).answer.status == 200


def test_pasted(served, home):
    """A whole personal link pasted into the sign-in page lets its person in."""
    visitor = served.visitor(signed_in=False)
    visitor.get("/login")
    pasted = f" {served.url}in#{key_of(home, invite(home, 'mentee'))}\n"
    assert visitor.fill("/login", key=pasted, after="/").headers["Location"] == "/"
    assert "Ben Carter" in visitor.get(f"/programs/{SLUG}/").text


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_cross_site(served, home, headers):
    """No other site signs a browser in, saves for it, or signs it out; nor does a page without our token of the form."""
    visitor = guest(served, "mentee")
    for address in ("/in", "/login", "/logout", f"{API}save"):
        assert status(visitor, "POST", address, "{}", **headers) == 403
        assert visitor.ask("POST", address, "key=x").status == 403
    assert visitor.get("/").status == 303


# ---- sessions


def test_fixation(served, home):
    """A session that was there before somebody signed in is not the one they get, and ends."""
    visitor = guest(served, "mentee")
    before = dict(visitor.cookies)
    enter(served, key_of(home, invite(home, "coordinator")), visitor, sure="yes")
    assert visitor.get(f"/programs/{SLUG}/links").status == 200
    planted = served.visitor(signed_in=False)
    planted.cookies = before
    assert planted.get("/").status == 401


def test_asks_first(served, home):
    """Opening somebody else's link changes nothing until it was said that this is meant."""
    visitor = guest(served, "own mentor")
    enter(served, key_of(home, invite(home, "mentee")), visitor)
    assert visitor.answer.data == {"now": "Ana Silva (mentor)", "then": "Ben Carter (mentee)"}
    assert "Ana Silva" in visitor.get(f"/programs/{SLUG}/").text
    enter(served, key_of(home, visitor.invitation), visitor)
    assert visitor.answer.data == {"go": "/"}


def test_cookie_of_another_door(served, home):
    """A cookie whose door was changed is nobody's; one for a door that is not there lets nobody in."""
    sessions = Sessions(home.secret("cookies"))
    visitor = guest(served, "mentee")
    name, issued, _, *rest = visitor.cookies[sessions.cookie].split(".")
    office = ".".join([name, issued, "", *rest])
    other = ".".join([name, issued, base64.urlsafe_b64encode(b"A" * 22).decode().rstrip("="), *rest])
    unknown = sessions.sign(sessions.start(time.time(), "A" * 22), time.time())
    odd = sessions.sign(sessions.start(time.time(), "hub:office"), time.time())
    for cookie in (office, other, unknown, odd):
        visitor.cookies[sessions.cookie] = cookie
        assert visitor.get("/").status == 401, cookie


def test_copied_cookie_after_sign_out(served):
    """Signing out ends a session for good, wherever a copy of its cookie lies."""
    visitor = guest(served, "mentee")
    copy = dict(visitor.cookies)
    assert visitor.fill("/logout").status == 303
    visitor.cookies = copy
    assert visitor.get("/").status == 401


def test_taken_back_here(served, home, eventually):
    """Taking a link back on its page ends sessions, kernels and news of whoever came through it, at once."""
    visitor, coordinator = guest(served, "mentee"), guest(served, "coordinator")
    kernel = kernel_of(visitor)
    found = coordinator.fill(f"/programs/{SLUG}/links", do="revoke", link=visitor.invitation.id, sure="yes")
    assert found.status == 200
    assert visitor.get("/").status == 401
    assert "taken back" in visitor.get("/").text
    eventually(lambda: not (served.runtime() / f"{kernel}.json").exists(), 5)


def test_taken_back_elsewhere(served, home, eventually):
    """Another process takes a link back: within seconds its socket is closed and its kernel ended."""
    visitor = guest(served, "mentee")
    kernel = kernel_of(visitor)

    async def watch():
        socket = await connect(visitor, kernel)
        with open_store(home) as store:
            store.revoke(visitor.invitation.id, time.time(), "test")
        while await asyncio.wait_for(socket.read_message(), 10) is not None:
            pass
        socket.close()

    asyncio.run(watch())
    assert visitor.get(f"/api/kernels/{kernel}").status == 401
    assert not (served.runtime() / f"{kernel}.json").exists()


# ---- kernels, widgets, fields


async def states(visitor, kernel):
    """All that a kernel tells of its widgets, hidden ones too."""
    socket = await connect(visitor, kernel)
    opened = {"comm_id": "control", "target_name": "jupyter.widget.control", "data": {}}
    asked = {"comm_id": "control", "data": {"method": "request_states"}}
    for kind, content in (("comm_open", opened), ("comm_msg", asked)):
        await socket.write_message(packed(kind, content, metadata={"version": "1.0.0"}), binary=True)
    heard = ""
    while "update_states" not in heard:
        heard += str(await asyncio.wait_for(socket.read_message(), 20))
    socket.close()
    while await socket.read_message() is not None:
        pass
    return heard


@pytest.mark.parametrize("who", ["mentee", "own mentor", "other mentor"])
def test_kernel_holds_nothing_else(served, who):
    """Neither a kernel's snapshot nor any state of its widgets holds what its viewer may not read."""
    visitor = guest(served, who)
    kernel = kernel_of(visitor)
    snapshot = (served.runtime() / f"{kernel}.json").read_text()
    told = asyncio.run(states(visitor, kernel))
    for text in (snapshot, told):
        assert NOTE not in text
        assert "Eva Novak" not in text
        assert served.token not in text
    assert ("Ben Carter" in snapshot) == (who != "other mentor")


def test_stolen_kernel(served):
    """A kernel's id is worth nothing: to others, and to the same person in another browser."""
    kernel = kernel_of(guest(served, "mentee"))
    for thief in (guest(served, "coordinator"), guest(served, "mentee"), served.visitor()):
        assert thief.get(f"/api/kernels/{kernel}").status == 404
        assert status(thief, "GET", f"/api/kernels/{kernel}/channels", Upgrade="websocket", Connection="Upgrade") == 404
        assert status(thief, "GET", f"{PAGE}?kernel={kernel}") in {303, 404}


def test_another_s_comm(served):
    """The id of a widget in somebody else's kernel names nothing in one's own."""
    mentee, mentor = guest(served, "mentee"), guest(served, "own mentor")
    [theirs] = re.findall('data-model="([0-9a-f]+)"', mentee.get(PAGE).text)[:1]
    assert theirs not in asyncio.run(states(mentor, kernel_of(mentor)))


def test_replayed_operation(served):
    """Sending another person's operation id again tells nothing of theirs, and saves nothing."""
    coordinator, mentee = guest(served, "coordinator"), guest(served, "mentee")
    wish = operation(next(numbers), "shortlist/ben", ["ana"])
    assert coordinator.post(f"{API}save", {"ops": [wish]}).data["answers"][0]["outcome"] == "saved"
    again = mentee.post(f"{API}save", {"ops": [{**wish, "value": []}]}).data["answers"][0]
    assert (again["outcome"], again["value"], again.get("by", "")) == ("refused", None, "")


def test_own_yes_only(served):
    """A mentee cannot say the mentor's yes, write for another mentee, or under another name."""
    mentee, fields = guest(served, "mentee"), {}
    both = {"status": "confirmed", "origin": "chosen", "mentee_yes": True, "mentor_yes": True}
    for key, value in (("pair/ben/dan/career", both), ("pair/eva/ana/career", both), ("shortlist/eva", ["ana"])):
        fields[key] = mentee.post(f"{API}save", {"ops": [operation(next(numbers), key, value)]}).data["answers"][0]
    assert {answer["outcome"] for answer in fields.values()} == {"refused"}
    named = {**operation(next(numbers), "offer/ben", "later"), "by": "The director"}
    mentee.post(f"{API}save", {"ops": [named]})
    assert mentee.get(f"{API}worksheet/{SLUG}/pairing").data["fields"]["offer/ben"]["by"] == "Ben Carter"


@pytest.mark.parametrize("address", ["/programs/elm-county/", "/programs/elm-county/pairing", "/programs/nothing/"])
def test_other_program(served, address):
    """A program of others and one that is not there look the same."""
    mentee = guest(served, "mentee")
    found = mentee.get(address)
    assert (found.status, found.text) == (404, mentee.get("/programs/nowhere/").text)


@pytest.mark.parametrize(
    "query", ["?theme=%22%3E%3Cscript%3E", "?template=lab", "?voila-theme=dark", "?kernel=../../x"]
)
def test_address_chooses_nothing(served, query):
    """Neither theme, template nor another kernel can be chosen in an address: the page is the one without it."""
    mentee = guest(served, "mentee")
    plain, asked = mentee.get(PAGE), mentee.get(PAGE + query)
    if asked.status == 303:
        assert asked.headers["Location"] == PAGE
        asked = mentee.get(PAGE)
    assert (asked.status, _lasting(asked.text)) == (200, _lasting(plain.text))
    assert mentee.fill("/logout").status == 303


def _lasting(page):
    """A page without what is new each time: its kernel, its widget and the form's key."""
    return re.sub(r'data-(?:kernel|model)="[^"]*"|name="_xsrf" value="[^"]*"', "", page)


def test_too_many_worksheets(served):
    """One person cannot take all the places; they are told in words, and others still get one."""
    mentee = guest(served, "mentee")
    statuses = [mentee.get(PAGE).status for _ in range(2)]
    full = mentee.get(PAGE)
    assert (statuses, full.status) == ([200] * 2, 503)
    assert "as many worksheets open as one person can" in full.text
    assert f"try again in {full.headers['Retry-After']} seconds" in full.text
    assert guest(served, "own mentor").get(PAGE).status == 200
    assert mentee.fill("/logout").status == 303


def test_nothing_in_the_log(served, home):
    """After all that no note, name, key, cookie or token stands in the log, and no person's link in its addresses."""
    visitor = guest(served, "mentee")
    key = key_of(home, visitor.invitation)
    enter(served, key + "x")
    served.visitor(signed_in=False).get(f"/in?key={key}")
    visitor.post(f"{API}save", {"ops": [operation(next(numbers), PAIR.replace("pair", "note"), NOTE)]})
    visitor.post(f"{API}save", {"ops": [{"op": NOTE}]})
    cookie = next(value for name, value in visitor.cookies.items() if name.startswith("mentorwidgets"))
    held = [NOTE, "Ben Carter", "Ana Silva", key, key[-20:], served.token, cookie, cookie[-20:]]
    assert [secret for secret in held if secret in served.log()] == []
