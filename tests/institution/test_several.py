"""Several servers on one PostgreSQL database and one folder: nobody notices which one answers."""

from __future__ import annotations

import contextlib
import itertools
import json
import time
import types
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect
from proxied import BASE, FROM, Nginx
from served import OAK, SLUG, make_folder, operation

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import DATABASE_VARIABLE
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, field_key
from mentorwidgets.serve.options import TOKEN_VARIABLE
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.postgres
SHEET = f"{SLUG}/pairing"
PAGE = f"{BASE}programs/{SLUG}/"
SAVE = f"{BASE}mentorwidgets/api/save"
NUMBERS = itertools.count(100)


@pytest.fixture(scope="module")
def environment(postgres_server):
    """What all servers are told: the database and the office's key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, postgres_server.new_url())
        patch.setenv(TOKEN_VARIABLE, "one-word-for-all-the-servers")
        yield


@pytest.fixture(scope="module")
def folder(environment, tmp_path_factory):
    """A folder with a program whose pair two people write about."""
    made = make_folder(tmp_path_factory.mktemp("several") / "library", OAK)
    prepare_program(SLUG, made.workbooks)
    with open_store(made) as store:
        for mentee in ("ben", "eva"):
            pair = {"status": "proposed", "mentee_yes": True}
            key = field_key("pair", mentee, "ana", "Mentoring")
            store.apply(Operation(op=f"pair-of-{mentee}", worksheet=SHEET, key=key, value=pair, base=0), "test")
    return made


@pytest.fixture(scope="module")
def two(serve_folder, folder):
    """Two servers, each a process of its own."""
    return [serve_folder(folder.path, base=BASE, trust_proxies=[FROM]) for _ in range(2)]


@pytest.fixture
def both(two):
    """One browser that is signed in at the first server, as each of the two sees it."""
    first, second = two[0].visitor(), two[1].visitor(signed_in=False)
    second.cookies = first.cookies
    first.get(BASE)
    return first, second


@pytest.fixture
def invited(folder):
    """Ana's personal link, and the store that holds it."""
    with open_store(folder) as store:
        link = new_invitation(SLUG, "mentor", person="ana", name="Ana Silva")
        store.add_invitations([link])
        yield types.SimpleNamespace(link=link, key=make_key(folder.secret("links"), link), store=store)


def enter(visitor, key: str):
    """Come in by a personal link, as its page does."""
    visitor.get(f"{BASE}in")
    return visitor.fill(f"{BASE}in", key=key, sure="yes")


def note(mentee: str) -> str:
    """The key of what is written about a pair."""
    return field_key("note", mentee, "ana", "Mentoring")


def save(visitor, key: str, value: object, base: int = 0) -> dict:
    """Save one field; the answer."""
    return visitor.post(SAVE, {"ops": [operation(next(NUMBERS), key, value, base)]}).data["answers"][0]


def version_of(folder, key: str) -> int:
    """The version of a field as it stands in the database; 0 when it was never written."""
    with open_store(folder) as store:
        field = store.fields(SHEET).get(key)
    return field.version if field else 0


@contextlib.contextmanager
def news(visitor):
    """The events that a page hears, one after the other, as they come."""
    connection = visitor.connection()
    connection.request("GET", f"{BASE}mentorwidgets/api/events?worksheet={SHEET}", headers=visitor.cookie_header())
    with connection.getresponse() as stream:
        yield _events(stream)
    connection.close()


def _events(stream):
    event = b""
    while line := stream.readline():
        event = line if line.startswith(b"event:") else event
        if line.startswith(b"data:"):
            yield event.decode().strip().removeprefix("event: "), json.loads(line[5:])


def test_one_key_opens_all(two):
    """The office's key is the same for all servers, and so is who is signed in."""
    assert len({served.token for served in two}) == 1
    second = two[1].visitor(signed_in=False)
    second.cookies = two[0].visitor().cookies
    assert second.get(BASE).status == 200


def test_logs_apart(two, folder):
    """Each server writes a log of its own."""
    assert {path.name for path in folder.path.glob("server*.log")} == {"server.log", "server-2.log"}
    assert len(two) == 2


def test_sign_out_everywhere(both, eventually):
    """Who signs out at one server is out at the other within two seconds, wherever a copy of the cookie lies."""
    first, second = both
    assert second.get(BASE).status == 200
    second.cookies = dict(first.cookies)
    first.fill(f"{BASE}logout")
    eventually(lambda: second.get(BASE).status == 401, seconds=2)


def test_link_opens_all(two, invited):
    """Who came in by a personal link at one server is the same person at the other."""
    mentor = two[0].visitor(signed_in=False)
    enter(mentor, invited.key)
    other = two[1].visitor(signed_in=False)
    other.cookies = mentor.cookies
    assert "Ana Silva" in other.get(PAGE).text


def test_revoked_everywhere(two, invited, eventually):
    """A link that is taken back at one server lets nobody in at any other within two seconds, in no browser."""
    browsers = [served.visitor(signed_in=False) for served in two]
    for browser in browsers:
        enter(browser, invited.key)
        assert browser.get(PAGE).status == 200
    invited.store.revoke(invited.link.id, time.time(), "Coordinator")
    for browser in browsers:
        eventually(lambda browser=browser: browser.get(PAGE).status == 401, seconds=2)
        assert enter(browser, invited.key).status == 401


def test_news_end_with_the_link(two, invited):
    """News that are being sent end at every server when the link is taken back."""
    mentor = two[1].visitor(signed_in=False)
    enter(mentor, invited.key)
    with news(mentor) as heard:
        assert next(kind for kind, _ in heard if kind == "beat")
        invited.store.revoke(invited.link.id, time.time(), "Coordinator")
        assert all(kind != "change" for kind, _ in heard)


def test_news_from_the_other_server(both):
    """A page at one server hears what was saved at the other."""
    first, second = both
    with news(second) as heard:
        assert next(kind for kind, _ in heard if kind == "beat")
        answer = save(first, note("eva"), "Heard at the other server.")
        change = next(data for kind, data in heard if kind == "change" and data["key"] == note("eva"))
    assert (answer["outcome"], change["value"]) == ("saved", "Heard at the other server.")


def test_no_silent_overwrite(both, folder):
    """When both save the same field on the same version, one is saved and the other is told, fifty times over."""
    version = version_of(folder, note("ben"))
    with ThreadPoolExecutor(2) as pool:
        for turn in range(50):
            texts = [f"{name} {turn}" for name in ("first", "second")]
            answers = list(pool.map(save, both, [note("ben")] * 2, texts, [version] * 2))
            outcomes = sorted(answer["outcome"] for answer in answers)
            assert outcomes == ["conflict", "saved"], answers
            won, lost = sorted(answers, key=lambda answer: answer["outcome"], reverse=True)
            assert lost["value"] == texts[answers.index(won)]
            version = won["version"]


def test_one_order(both, folder):
    """Fields that both servers write at once get places in one history, none twice and none lost."""
    with open_store(folder) as store:
        before = store.seq()
    with ThreadPoolExecutor(8) as pool:
        names = [field_key("note", "ben", "ana", "Mentoring")] * 40
        list(pool.map(save, itertools.cycle(both), names, map(str, range(40)), [10_000] * 40))
    with open_store(folder) as store:
        places = [change.seq for change in store.changes(before)]
    assert places == list(range(before + 1, before + 41))


def test_the_same_operation_at_both(both, folder):
    """An operation that is sent again to the other server, as after a crash, gets the first answer and counts once."""
    first, second = both
    version = version_of(folder, note("ben"))
    ops = {"ops": [operation(next(NUMBERS), note("ben"), "Sent twice.", version)]}
    answers = [visitor.post(SAVE, ops).data["answers"][0] for visitor in (first, second)]
    assert answers[0] == answers[1]
    assert answers[0]["version"] == version + 1


def test_a_server_dies(two, both, folder):
    """What was saved at a server that is killed is there at the other, and who is signed in goes on."""
    first, second = both
    version = version_of(folder, note("ben"))
    assert save(first, note("ben"), "Before the end.", version)["outcome"] == "saved"
    two[0].kill()
    state = second.get(f"{BASE}mentorwidgets/api/worksheet/{SHEET}").data
    two[0].start()
    first.host = two[0].host
    assert state["fields"][note("ben")]["value"] == "Before the end."
    assert first.get(BASE).status == 200


@pytest.mark.browser
@pytest.mark.nginx
def test_two_browsers_behind_one_proxy(two, new_page, tmp_path, eventually, folder):
    """Two browsers, each kept at a server by the proxy, work on one worksheet and see each other's words."""
    nginx = Nginx(tmp_path, *[served.host for served in two])
    eventually(nginx.is_up)
    pages = [_open_notes(new_page(ignore_https_errors=True, reduced_motion="reduce"), nginx, two) for _ in range(2)]
    for page, text in zip(pages, ("From the one.", "From the other."), strict=True):
        page.locator(".mwp textarea").first.fill(text)
        page.locator(".mwp textarea").first.blur()
        expect(page.locator(".mw-bar-state")).to_contain_text("saved", ignore_case=True)
        for other in pages:
            expect(other.locator(".mwp textarea").first).to_have_value(text)
    nginx.close()


def _open_notes(page, nginx, two):
    page.goto(f"{nginx.url}?token={two[0].token}")
    page.goto(f"{nginx.url}programs/{SLUG}/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    page.get_by_role("tab", name="Pairs").click()
    page.locator("summary", has_text="note").first.click()
    return page
