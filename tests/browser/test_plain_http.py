"""A training room: pages over http under a name that is not this computer's own, where browsers withhold half of what they can."""

from __future__ import annotations

import pytest
from guests import PAIR, invite, key_of, make_library
from harness import looker
from playwright.sync_api import expect
from served import SLUG, operation

from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
SHEETS = ["pairing", "expectations", "challenges", "cadence", "trainer", "roster", "reference"]
KNOW = "What do you already know about mentoring?"


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server that answers to a name of the network, with a pair."""
    folder = make_library(tmp_path_factory.mktemp("http") / "library")
    served = serve_folder(folder.path, allow_hosts=["room.test"])
    visitor = served.visitor()
    visitor.get("/")
    pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    assert (
        visitor.post("/mentorwidgets/api/save", {"ops": [operation(1, PAIR, pair)]}).data["answers"][0]["outcome"]
        == "saved"
    )
    served.there = served.url.replace("127.0.0.1", "room.test")
    return served


@pytest.fixture
def office(served, new_page):
    """Somebody of the office who came over the network's name; ``errors`` are those of the pages."""

    def make(**options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(served.address.replace("127.0.0.1", "room.test"))
        return page

    return make


def opened(page, served, stem):
    """A worksheet, once it is drawn."""
    page.goto(f"{served.there}programs/{SLUG}/{stem}")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    return page


def open_note(page):
    """Unfold the note of the one pair and put the cursor into it."""
    page.get_by_role("tab", name="Pairs").click()
    page.locator("summary", has_text="note").first.click()
    page.locator(".mwp textarea").first.focus()


def pasted(page):
    """What the clipboard holds, as a person finds out: paste it somewhere."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste-here' }))")
    page.locator("#paste-here").focus()
    page.keyboard.press("Control+v")
    return page.locator("#paste-here").input_value()


@pytest.mark.parametrize("stem", SHEETS)
def test_each_page_opens(office, served, axe, stem):
    """Each worksheet is drawn, says what http means for what is typed here, and nothing on it fails."""
    page = opened(office(), served, stem)
    assert page.evaluate("[isSecureContext, typeof crypto.randomUUID]") == [False, "undefined"]
    assert page.get_by_role("alert").count() == 0
    page.get_by_text("This page is not encrypted").click()
    expect(page.get_by_text("Whoever is in the same network")).to_be_visible()
    assert looker(axe)(page, stem) == []
    assert page.errors == []


def test_on_this_computer_nothing_is_said_of_it(new_page, served):
    """The address of this computer itself is as good as https."""
    page = new_page()
    page.goto(served.address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("This page is not encrypted")).to_be_hidden()


def test_what_is_typed_is_saved(office, served, eventually):
    """A worksheet saves over http, and finds what was typed when it is loaded again."""
    page = opened(office(), served, "pairing")
    open_note(page)
    page.keyboard.type("No quiet room.")
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    with open_store(Folder(served.folder)) as store:
        eventually(lambda: "No quiet room." in [one.value for one in store.fields(f"{SLUG}/pairing").values()])
    opened(page, served, "pairing")
    open_note(page)
    expect(page.locator(".mwp textarea").first).to_have_value("No quiet room.")
    assert page.errors == []


def test_a_room(office, served, new_page):
    """A room is opened, answered from a phone, and shown, all over http; the address can be copied."""
    trainer = opened(office(), served, "trainer")
    trainer.get_by_role("button", name="Let people in").click()
    address = trainer.get_by_label("Or open this address").input_value()
    assert address.startswith(served.there)
    trainer.get_by_role("button", name="Copy the address").click()
    expect(trainer.get_by_role("button", name="Copied")).to_be_visible()
    trainer.get_by_role("button", name="Back to the screen").click()
    assert pasted(trainer) == address
    phone = new_page(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    phone.goto(address)
    phone.wait_for_url("**/room")
    trainer.get_by_role("button", name=f"Ask the room {KNOW}").click()
    card = phone.get_by_role("region", name=KNOW)
    card.get_by_label("Your note").fill("Trust")
    card.get_by_role("button", name="Send").click()
    board = trainer.get_by_role("region", name=KNOW)
    expect(board.locator(".mws-count")).to_have_text("1 answer so far, hidden")
    board.get_by_role("button", name="Show the answers to everybody").click()
    expect(phone.locator(".mws-shown")).to_contain_text("Trust")
    expect(phone.get_by_text("This page is not encrypted")).to_be_visible()
    assert trainer.errors == []


def test_a_personal_link(new_page, served):
    """A personal link opens its own pages."""
    folder, page = Folder(served.folder), new_page(reduced_motion="reduce")
    page.goto(f"{served.there}in#{key_of(folder, invite(folder, 'mentee'))}")
    page.wait_for_url("**/programs/**")
    opened(page, served, "expectations")
    expect(page.locator(".mwe")).to_be_visible()
