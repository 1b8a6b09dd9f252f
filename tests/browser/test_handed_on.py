"""One browser, two people one after the other: nobody's words go out under the other's name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from served import OAK, SLUG, Served, make_folder

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, field_key
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
SHEET = f"{SLUG}/pairing"
NOTE = field_key("note", "ben", "ana", "Mentoring")
WORDS = "Typed by the one, while there was no network."


@pytest.fixture
def served(serve_folder, tmp_path):
    """A server of one program with a pair."""
    folder = make_folder(tmp_path / "library", OAK)
    prepare_program(SLUG, folder.workbooks)
    with open_store(folder) as store:
        key = field_key("pair", "ben", "ana", "Mentoring")
        pair = {"status": "proposed", "mentee_yes": True}
        store.apply(Operation(op="a-pair-0", worksheet=SHEET, key=key, value=pair, base=0), "test")
    return serve_folder(folder.path)


@pytest.fixture
def key(served):
    """The key of another coordinator's personal link."""
    folder = Folder(served.folder)
    with open_store(folder) as store:
        link = new_invitation(SLUG, "coordinator", name="Rosa Lind")
        store.add_invitations([link])
    return make_key(folder.secret("links"), link)


def stored(served: Served) -> tuple[object, str] | None:
    """The note as it stands in the database, and who wrote it."""
    with open_store(Folder(served.folder)) as store:
        field = store.fields(SHEET).get(NOTE)
    return (field.value, field.by) if field else None


def open_note(page: Page, served: Served) -> None:
    """Open the worksheet and the note of its pair."""
    page.goto(f"{served.url}programs/{SLUG}/pairing")
    page.get_by_role("tab", name="Pairs").click(timeout=60_000)
    page.locator("summary", has_text="note").first.click()


def take_over(page: Page, served: Served, key: str) -> None:
    """Come in by a personal link where somebody else is signed in, and say so."""
    page.goto(f"{served.url}in#{key}")
    page.get_by_role("button", name="Go on as Rosa Lind").click()
    page.wait_for_url(lambda url: "/in" not in url)


def test_what_waits_is_not_sent_for_somebody_else(served, key, new_page, eventually):
    """What one person could not save waits for that person, and is neither shown to nor sent for the next one."""
    page = new_page(reduced_motion="reduce")
    page.goto(served.address)
    open_note(page, served)
    page.context.set_offline(True)
    page.locator(".mwp textarea").first.fill(WORDS)
    page.locator(".mwp textarea").first.blur()
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "waiting")
    page.close()
    page = page.context.new_page()
    page.context.set_offline(False)
    take_over(page, served, key)
    open_note(page, served)
    expect(page.locator(".mwp textarea").first).to_have_value("")
    assert stored(served) is None
    page.get_by_role("button", name="Sign out").click()
    page.goto(served.address)
    open_note(page, served)
    eventually(lambda: stored(served) and stored(served)[0] == WORDS)
    assert "Rosa" not in stored(served)[1]


def test_a_page_left_open_saves_nothing_for_somebody_else(served, key, new_page):
    """A tab of the person before says that somebody else is signed in, and keeps its words."""
    page = new_page(reduced_motion="reduce")
    page.goto(served.address)
    open_note(page, served)
    other = page.context.new_page()
    take_over(other, served, key)
    page.locator(".mwp textarea").first.fill(WORDS)
    page.locator(".mwp textarea").first.blur()
    expect(page.locator(".mw-bar")).to_contain_text("Not saved. Somebody else is signed in on this browser now")
    assert stored(served) is None
