"""The participants' page for everyone: axe in every state, names, targets, narrow, dark and printed pages."""

from __future__ import annotations

import harness
import library
import pytest
from playwright.sync_api import expect

from mentorwidgets.model import Viewer
from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser

ASKED = {
    "pair/e0000/m0001/Career": {"status": "proposed", "origin": "assigned"},
    "pair/e0000/m0010/Technology": {"status": "ended"},
    "shortlist/e0000": ["m0008", "m0006"],
}
PEOPLE = [
    person
    for person in library.people(11)
    if person.is_mentee() or person.id in ("m0001", "m0003", "m0006", "m0008", "m0010")
]
SMALL = """() => [...document.querySelectorAll(".mwp :is(button, input, select, a, summary)")].filter((node) => node.checkVisibility({visibilityProperty: true}))
  .filter((node) => { const own = node.getBoundingClientRect(), label = node.labels?.[0]?.getBoundingClientRect(); return Math.max(own.height, label?.height ?? 0) < (node.classList.contains("mw-btn") ? 44 : 24); }).map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def page_of(new_page):
    """A factory of pages of one participant, as tall as needed: axe sees only what is laid out."""

    def make(role, person, width=1280, value=ASKED, **options):
        page = new_page(viewport={"width": width, "height": 9000}, reduced_motion="reduce", **options)
        viewer = Viewer(role=role, program="oak-county", person=person, name="Somebody")
        picker = PairingPicker(PEOPLE, program=library.OAK, value=value, viewer=viewer)
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=True)
        return page

    return make


def mentees_states(page):
    """Walk through what a mentee sees."""
    page.get_by_role("tab", name="Mentors").click()
    yield "mentors"
    page.get_by_role("button", name="Table").click()
    yield "table"
    page.get_by_role("button", name="Cards").click()
    page.locator(".mwp-name", has_text="Isabel Moreno").first.click()
    yield "profile"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Choose Isabel Moreno").first.click()
    page.get_by_role("dialog").wait_for()
    yield "asking"
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Your pairs").click()
    yield "pairs"
    page.get_by_role("button", name="No thank you…").click()
    yield "saying no"
    page.keyboard.press("Escape")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (320, "dark")])
def test_axe_finds_nothing_on_a_mentees_page(page_of, axe, width, scheme):
    """WCAG A, AA and best practice in every state, and nothing scrolls sideways."""
    look = harness.looker(axe)
    page = page_of("mentee", "e0000", width, color_scheme=scheme)
    found = [fault for state in mentees_states(page) for fault in look(page, state)]
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light"), (320, "light")])
def test_axe_finds_nothing_on_a_mentors_page(page_of, axe, width, scheme):
    """With a question to answer, in its dialog, and with nothing at all."""
    look = harness.looker(axe)
    page = page_of("mentor", "m0001", width, color_scheme=scheme)
    look(page, "asked")
    page.get_by_role("button", name="No thank you…").first.click()
    look(page, "saying no")
    assert look(page_of("mentor", "m0003", width, value={}, color_scheme=scheme), "nobody yet") == []


@pytest.mark.parametrize(("role", "person"), [("mentee", "e0000"), ("mentor", "m0001")])
def test_targets_are_large_enough(page_of, role, person):
    """44 px for what is pressed most, 24 px for the rest."""
    assert page_of(role, person, 360).evaluate(SMALL) == []


def test_focus_stays_where_a_yes_was_said(page_of):
    """The pair moves to another group; whoever used the keyboard is still there."""
    page = page_of("mentor", "m0001", value=library.PAIRS)
    harness.press(page.get_by_role("button", name="Say yes").first)
    expect(page.get_by_role("heading", name="Both said yes: ready to begin (1)")).to_be_visible()
    assert page.evaluate("() => document.activeElement.closest('.mwp-pair, .mwp-group') !== null")


def test_forced_colours_keep_the_label_visible(page_of):
    """The words carry it; the eye beside them is decoration."""
    page = page_of("mentor", "m0001", forced_colors="active")
    expect(page.locator(".mw-readers")).to_be_visible()
    assert page.locator(".mw-readers-eye").get_attribute("aria-hidden") == "true"


def test_on_paper_stand_the_pairs_and_no_buttons(page_of):
    """What is printed is read without a screen."""
    page = page_of("mentee", "e0000")
    page.get_by_role("tab", name="Mentors").click()
    page.emulate_media(media="print")
    expect(page.locator(".mwp-pair").first).to_be_visible()
    expect(page.locator(".mw-btn:visible")).to_have_count(0)
