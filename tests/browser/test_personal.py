"""Personal links in a real browser: the page that takes the key out of the address, and pages whose rights change."""

from __future__ import annotations

import os
import signal

import pytest
from guests import PAIR, guest, invite, key_of, make_library
from harness import looker
from playwright.sync_api import expect
from served import SLUG, operation

from mentorwidgets.folder import Folder

pytestmark = pytest.mark.browser
SIZES = [{"width": 1280, "height": 800}, {"width": 360, "height": 740}, {"width": 320, "height": 740}]


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with two programs and everybody who may come."""
    return serve_folder(make_library(tmp_path_factory.mktemp("personal") / "library").path)


@pytest.fixture
def look(axe):
    """Screenshot and axe."""
    return looker(axe)


def link(served, who, **options):
    folder = Folder(served.folder)
    return f"{served.url}in#{key_of(folder, invite(folder, who, **options))}"


def come_in(page, served, address):
    """Open the pairing page as Ben."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Hello Ben Carter")).to_be_visible()
    page.goto(f"{served.url}programs/{SLUG}/pairing")
    page.locator("html[data-ready=yes]").wait_for()


def test_opened(served, new_page):
    """A personal link leads to one's own page; its key is in no address, no history and no request but one."""
    page, sent = new_page(), []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    address = link(served, "mentee")
    page.goto(address)
    expect(page.get_by_role("heading", name="Hello Ben Carter")).to_be_visible()
    assert page.url == f"{served.url}programs/{SLUG}/"
    assert page.evaluate("[history.length, document.referrer.includes('#')]")[1] is False
    key = address.partition("#")[2]
    assert [url for _, url in sent if key in url.partition("#")[0]] == []
    assert [method for method, url in sent if url == f"{served.url}in"][-1] == "POST"
    page.go_back()
    assert key not in page.url


def test_does_not_work(served, new_page, look):
    """A link that is over says so, keeps the key out of the address, and shows where to go."""
    page = new_page(viewport=SIZES[1])
    page.goto(link(served, "mentee", days=-1))
    expect(page.get_by_role("alert")).to_contain_text("does not open anything")
    assert page.url == f"{served.url}in"
    expect(page.get_by_role("link", name="Go to the sign-in page")).to_be_visible()
    expect(page.get_by_role("heading")).to_have_count(1)
    assert look(page, "in-over") == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_somebody_else(served, new_page, look, size):
    """Somebody who opens another person's link is asked first, with the keys alone, and can stay who they are."""
    page = new_page(viewport=size)
    page.goto(link(served, "own mentor"))
    expect(page.get_by_role("heading", name="Hello Ana Silva")).to_be_visible()
    assert look(page, f"start-mentor-{size['width']}") == []
    page.goto(link(served, "mentee"))
    expect(page.get_by_role("heading", name="Somebody else is signed in here")).to_be_focused()
    assert look(page, f"in-ask-{size['width']}") == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Go on as Ben Carter (mentee)")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Stay signed in as Ana Silva (mentor)")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello Ben Carter")).to_be_visible()


def test_sign_in_page(served, new_page, look):
    """The sign-in page takes a whole personal link, and says what is wrong with one that is over."""
    page = new_page(viewport=SIZES[1])
    page.goto(served.url)
    page.get_by_label("Link, address or key").fill(link(served, "mentee", days=-1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not open anything")
    assert look(page, "sign-in-over") == []
    page.get_by_label("Link, address or key").fill(link(served, "mentee"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello Ben Carter")).to_be_visible()


def test_rights_that_change(served, new_page):
    """Told that what they may read has changed, a page reads its worksheet anew, and drops what is theirs no longer."""
    office, page = served.visitor(), new_page()
    office.get("/")
    pair = {"status": "proposed", "mentee_yes": False, "mentor_yes": True}
    office.post("/mentorwidgets/api/save", {"ops": [operation(1, PAIR, pair)]})
    come_in(page, served, link(served, "mentee"))
    expect(page.get_by_role("button", name="Say yes")).to_be_visible()
    again = {"content_type": "text/event-stream", "body": "id: 9\nevent: again\ndata: {}\n\n"}
    page.route("**/api/events*", lambda route: route.fulfill(**again))
    empty, asked = {"json": {"seq": 9, "fields": {}, "removed": {}}}, []
    page.route(
        "**/api/worksheet/**",
        lambda route: asked.append(1) or (route.fulfill(**empty) if asked[1:] else route.continue_()),
    )
    page.reload()
    expect(page.get_by_role("tab", name="Your pairs (0)")).to_be_visible()
    expect(page.get_by_text("Ana Silva said yes")).to_have_count(0)
    assert asked[1:]


def test_taken_back(served, new_page):
    """A page whose link is taken back says so by itself, and keeps what was typed."""
    page, coordinator = new_page(), guest(served, "coordinator")
    folder = Folder(served.folder)
    made = invite(folder, "mentee")
    come_in(page, served, f"{served.url}in#{key_of(folder, made)}")
    assert coordinator.fill(f"/programs/{SLUG}/links", do="revoke", link=made.id, sure="yes").status == 200
    expect(page.locator(".mw-banner")).to_contain_text("signed out", timeout=10_000)
    page.reload()
    expect(page.get_by_text("Your link has ended or was taken back.")).to_be_visible()


def test_a_page_wakes_up_for_nobody_else(served, new_page):
    """Whoever signed in meanwhile gets a page of their own, and nothing that was on the one that slept."""
    page = new_page()
    come_in(page, served, link(served, "mentee"))
    page.evaluate("() => { document.documentElement.dataset.ben = 'yes'; }")
    for kernel in served.kernels():
        os.kill(kernel, signal.SIGKILL)
    wake = page.get_by_role("button", name="Wake it up")
    wake.wait_for()
    other = page.context.new_page()
    other.goto(link(served, "own mentor"))
    other.get_by_role("button", name="Go on as Ana Silva").click()
    expect(other.get_by_role("heading", name="Hello Ana Silva")).to_be_visible()
    wake.click()
    page.locator("html[data-ready=yes]:not([data-ben])").wait_for()
