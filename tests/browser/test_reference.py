"""The reference in a browser: searched, linked to, printed, in every colour and size."""

from __future__ import annotations

import re

import pytest
from harness import looker, show
from playwright.sync_api import expect

from mentorwidgets.widgets import Reference

pytestmark = pytest.mark.browser
LOOKS = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 740}, "forced_colors": "active"},
]


@pytest.fixture
def reference(new_page):
    """A factory of pages with the reference."""

    def make(**options):
        page = new_page(reduced_motion="reduce", **options)
        show(page, Reference(), "reference", "reference")
        return page

    return make


def test_search(reference):
    """Every word has to be somewhere; parts without any are left out; nothing found is said."""
    page = reference()
    page.get_by_role("searchbox").fill("No-fault ENDING")
    expect(page.locator(".mwl-part:visible h2")).to_have_text(["Words", "Thank you"])
    expect(page.locator(".mwl-term:visible").first).to_contain_text("without a reason")
    expect(page.get_by_text("2 entries hold these words.").first).to_be_visible()
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_text("Nothing here holds all of these words.")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".mwl-part:visible")).to_have_count(12)


def test_parts_have_addresses(reference):
    """A link leads to a part, and its address can be sent to somebody."""
    page = reference()
    page.get_by_role("link", name="Young people: safe for everybody").press("Enter")
    expect(page.get_by_role("heading", name="Young people: safe for everybody")).to_be_focused()
    assert page.evaluate("location.hash") == "#reference-safety"
    page.evaluate("location.hash = '#reference-reading'")
    expect(page.get_by_role("heading", name="To read further")).to_be_focused()


def test_nobody_has_looked(reference):
    """An address that nobody has opened yet says so, and no page is asked for it."""
    page = reference()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="REFORMA mentoring"))
    expect(card).to_contain_text("Nobody has looked at this address yet")
    expect(card.get_by_role("link")).to_have_attribute("rel", "noreferrer noopener")
    expect(card.get_by_role("link")).to_have_accessible_name("reforma.org opens another site in a new tab")


@pytest.mark.parametrize("name", ["Tips for mentors", "Tips for mentees"])
def test_one_page_to_hand_out(reference, name):
    """Print of a part prints that part alone, on one page; the whole is back afterwards."""
    page = reference()
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name=f"Print {name}").click()
    page.emulate_media(media="print")
    expect(page.locator(".mwl-part:visible")).to_have_count(1)
    pdf = page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".mwl-part:visible")).to_have_count(12)


@pytest.mark.parametrize("look", LOOKS, ids=["wide", "dark phone", "forced colors"])
def test_looks(reference, axe, look):
    """Axe finds nothing, and nothing scrolls sideways."""
    page, see = reference(**look), looker(axe)
    see(page, "all")
    page.get_by_role("searchbox").fill("teen")
    assert see(page, "found") == []
