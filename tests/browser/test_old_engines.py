"""Engines at our floor and below it, played by taking functions away: all is drawn and saved, or it is said before anybody types."""

from __future__ import annotations

import harness
import pytest
from guests import invite, key_of, make_library
from playwright.sync_api import expect
from served import SLUG
from test_expectations_page import BEN, OAK, PAIR, PEOPLE, was_sent

from mentorwidgets.folder import Folder
from mentorwidgets.widgets import ExpectationsForm

pytestmark = pytest.mark.browser
NO_LISTS = """for (const name of ['toSpliced', 'toReversed', 'toSorted', 'with', 'findLast']) delete Array.prototype[name];
    delete Object.groupBy; delete Map.groupBy; delete Promise.withResolvers; delete AbortSignal.timeout; delete AbortSignal.any;
    delete crypto.constructor.prototype.randomUUID; delete HTMLElement.prototype.showPopover;"""
NO_SHEETS = """window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor'); };
    delete Document.prototype.adoptedStyleSheets;"""
ENGINES = {"chrome-105": NO_LISTS, "safari-16": NO_LISTS + NO_SHEETS}
OLD = {
    "safari-15.3": "delete Object.hasOwn; delete Array.prototype.at; delete window.structuredClone;",
    "firefox-97": "delete window.HTMLDialogElement;",
    "chrome-91": "delete Array.prototype.at;",
}


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with everybody who may come."""
    return serve_folder(make_library(tmp_path_factory.mktemp("old") / "library").path)


@pytest.fixture
def old(new_page):
    """A factory of pages of a browser that lacks something; ``errors`` are those of its pages."""

    def make(script, **options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.add_init_script(script)
        return page

    return make


def come_in(page, served, who):
    """Open somebody's personal link."""
    folder = Folder(served.folder)
    page.goto(f"{served.url}in#{key_of(folder, invite(folder, who))}")
    page.wait_for_url(lambda url: "/in" not in url)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_worksheet_at_the_floor(old, served, engine):
    """A personal link opens, the page wears its style, and what is typed is saved."""
    page = old(ENGINES[engine])
    come_in(page, served, "mentee")
    page.goto(f"{served.url}programs/{SLUG}/pairing")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    assert page.evaluate("getComputedStyle(document.querySelector('.mw-bar')).position") == "sticky"
    page.get_by_role("button", name="shortlist").first.click()
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    expect(page.locator(".mw-old")).to_be_hidden()
    assert page.errors == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_order_at_the_floor(old, engine):
    """What is put in an order moves up and down."""
    page = old(ENGINES[engine])
    form = ExpectationsForm([PAIR], program=OAK, people=PEOPLE, value={}, viewer=BEN)
    harness.show(page, form, "expectations", "_saver", "_form", "expectations", bound=True)
    order = page.locator(".mwe-apart [data-question=topics]")
    page.get_by_role("button", name="Show all on one page").click()
    for _ in range(2):
        order.locator(".mwf-rest button").first.click()
    names = order.locator(".mwf-order > li").evaluate_all("(rows) => rows.map((row) => row.dataset.key)")
    order.locator(".mwf-order [data-act=up]").nth(1).click()
    assert was_sent(page, "topics", names[::-1])
    assert page.errors == []


@pytest.mark.parametrize("engine", [*ENGINES, "ios-15.8"])
def test_the_room_at_the_floor(old, served, engine):
    """A phone comes into the room, wears its style, and is ready for a question."""
    page = old(ENGINES.get(engine, NO_LISTS + NO_SHEETS), viewport={"width": 320, "height": 568}, has_touch=True)
    come_in(page, served, "somebody in the room")
    expect(page.get_by_text("Nothing is asked at the moment.")).to_be_visible()
    expect(page.locator(".mw-old")).to_be_hidden()
    assert page.errors == []


@pytest.mark.parametrize("engine", OLD)
def test_below_the_floor(old, served, axe, engine):
    """It is said before anybody types: the sheet can be read, there is nothing to type into, and nothing is called ready."""
    page = old(OLD[engine])
    page.goto(f"{served.url}login")
    expect(page.get_by_text("This browser is too old for these pages.")).to_be_visible()
    page.goto(served.address)
    page.goto(f"{served.url}programs/{SLUG}/challenges")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    expect(page.get_by_text("This browser is too old for these pages.")).to_be_visible()
    expect(page.locator("#mw-preparing")).to_be_hidden()
    expect(page.locator("main").locator("input, textarea, select")).to_have_count(0)
    expect(page.locator(".mw-snapshot").first).to_be_visible()
