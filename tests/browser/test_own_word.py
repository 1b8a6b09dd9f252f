"""A word of one's own in a real browser: by keyboard, with a screen reader's eyes, on a phone."""

from __future__ import annotations

import itertools

import pytest
from guests import PAIR, SLUG, invite, key_of, make_library
from harness import looker, press
from playwright.sync_api import expect
from served import operation

from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
NAME = PAIR.removeprefix("pair/")
WORD = "three blind mice"
PHONE = {"viewport": {"width": 360, "height": 740}}
READY = {
    "expectations": ".mw-empty, .mwe-pair",
    "challenges": ".mwh-head",
    "cadence": ".mwc[data-ready=yes]",
}
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server on which Ben and Ana are a pair with a plan."""
    server = serve_folder(make_library(tmp_path_factory.mktemp("word") / "library").path, max_kernels_each=20)
    office = server.visitor()
    office.get("/login")
    rule = {"start": "2026-03-03", "time": "15:00", "timezone": "Europe/London", "count": 3}
    pair = {"status": "confirmed", "mentee_yes": True, "mentor_yes": True}
    for kind, key, value in (("pairing", PAIR, pair), ("cadence", f"rule/{NAME}", rule)):
        ops = [operation(next(_numbers), key, value, 0, f"{SLUG}/{kind}")]
        assert office.post("/mentorwidgets/api/save", {"ops": ops}).data["answers"][0]["outcome"] == "saved"
    return server


@pytest.fixture
def link(served):
    """A fresh link of Ben's, who has no word."""
    folder = Folder(served.folder)
    with open_store(folder) as store:
        held = store.words.get(SLUG, "ben").hash
        store.words.change(SLUG, "ben", (held, ""), session="-", at=1.0, news=[])
    return f"{served.url}in#{key_of(folder, invite(folder, 'mentee'))}"


def come(new_page, link, **options):
    """Come in through a link, in a browser of its own."""
    page = new_page(**options)
    page.goto(link)
    page.get_by_role("heading", name="Hello Ben Carter").wait_for()
    return page


def set_word(page, served):
    """Set a word, by keyboard."""
    page.goto(f"{served.url}word")
    page.get_by_label("Your word", exact=True).press_sequentially(WORD)
    page.get_by_label("The same once more").press_sequentially(WORD)
    press(page.get_by_role("button", name="Set this word"))
    page.get_by_role("status").filter(has_text="Your word is set").wait_for()


def test_setting_and_giving_a_word(new_page, served, link, axe):
    """Hidden while it is typed, or shown if one wants; on a phone everything but what is sealed works without it."""
    see = looker(axe)
    mine = come(new_page, link)
    field = mine.goto(f"{served.url}word") and mine.get_by_label("Your word", exact=True)
    assert (field.get_attribute("type"), field.get_attribute("autocomplete")) == ("password", "new-password")
    mine.get_by_label("Show what I type").check()
    assert field.get_attribute("type") == "text"
    see(mine, "set")
    set_word(mine, served)
    see(mine, "is set")
    phone = come(new_page, link, **PHONE)
    see(phone, "first page, closed")
    for kind, ready in READY.items():
        phone.goto(f"{served.url}programs/{SLUG}/{kind}")
        phone.locator(ready).first.wait_for()
        phone.get_by_role("link", name="Open it with your own word").wait_for()
        see(phone, kind)
    phone.get_by_role("button", name="Agenda and notes").first.click()
    expect(phone.get_by_role("dialog")).to_contain_text("What you two noted is closed in this browser")
    phone.get_by_role("link", name="Give your word").click()
    phone.get_by_label("Your word", exact=True).fill("three blind mince")
    phone.get_by_role("button", name="Open").click()
    expect(phone.get_by_role("alert")).to_be_focused()
    assert see(phone, "wrong word") == []
    phone.get_by_label("Your word", exact=True).fill(f"{WORD} ")
    phone.get_by_role("button", name="Open").click()
    phone.wait_for_url("**/cadence")
    phone.locator(READY["cadence"]).wait_for()
    phone.get_by_role("button", name="Agenda and notes").first.click()
    phone.get_by_role("dialog").get_by_label("Our goal for this time").wait_for()


def test_an_open_page_closes_and_opens_by_itself(new_page, served, link):
    """Who sets a word elsewhere closes what is open here; nothing that was saved is lost, and the word opens it again."""
    here, there = come(new_page, link), come(new_page, link)
    here.goto(f"{served.url}programs/{SLUG}/challenges")
    here.locator("textarea").first.press_sequentially("No time for it")
    expect(here.locator(".mw-bar-state")).to_contain_text("Saved")
    set_word(there, served)
    here.reload()
    here.get_by_text("What you write here is closed in this browser").wait_for()
    here.get_by_role("link", name="Give your word").click()
    here.get_by_label("Your word", exact=True).fill(WORD)
    press(here.get_by_role("button", name="Open"))
    here.wait_for_url("**/challenges")
    expect(here.locator("textarea").first).to_have_value("No time for it")


def test_what_was_not_me_is_said(new_page, served, link):
    """The line is read with its button, and the page says what helps."""
    mine = come(new_page, link)
    press(mine.get_by_role("region", name="Your link").get_by_role("button", name="me").last)
    mine.get_by_role("region", name="Your link").wait_for(state="detached")
    come(new_page, link, **PHONE)
    mine.reload()
    press(mine.get_by_role("button", name="That was not me").first)
    mine.get_by_role("heading", name="That was not you").wait_for()
    press(mine.get_by_role("button", name="Sign out everywhere"))
    mine.get_by_role("heading", name="Welcome. Please sign in").wait_for()
