"""The pairing picker for everyone: axe in every state, names, targets, keys, narrow and dark pages."""

from __future__ import annotations

import harness
import library
import pytest
from playwright.sync_api import expect

from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser

WALK = """() => { const seen = []; for (const node of document.querySelectorAll(".mwp :is(button, input, select, textarea, summary)")) {
  if (!node.checkVisibility({visibilityProperty: true})) continue;
  const box = node.getBoundingClientRect(); const label = node.labels?.[0]?.getBoundingClientRect();
  seen.push({ tag: node.tagName, name: (node.getAttribute("aria-label") ?? "") + node.textContent + [...(node.labels ?? [])].map((one) => one.textContent).join(""),
    keeps: node.getAttribute("data-lm-suppress-shortcuts"), height: Math.max(box.height, label?.height ?? 0), main: node.classList.contains("mw-btn") }); } return seen; }"""


@pytest.fixture
def open_picker(new_page):
    """A factory of pages with a picker, as tall as needed: axe sees only what is laid out."""

    def make(people=None, value=library.PAIRS, width=1280, **options):
        page = new_page(viewport={"width": width, "height": 9000}, reduced_motion="reduce", **options)
        picker = PairingPicker(library.people(11) if people is None else people, program=library.OAK, value=value)
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=True)
        return page

    return make


def open_dialog(page, opener):
    """Open a dialog and wait for it."""
    opener.click()
    page.get_by_role("dialog").wait_for()


def browse_states(page):
    """Walk through the states of browsing, and name each."""
    yield "filled"
    for _ in range(2):  # past whose mentor left, and past who asked already
        page.get_by_role("button", name="Next who needs someone").click()
    for facet in page.locator(".mwp-facet > summary").all():
        if facet.is_visible():
            facet.click()
    page.locator(".mwp-compare").nth(0).click()
    page.locator(".mwp-compare").nth(1).click()
    yield "shortlist, open filters and comparison"
    page.get_by_role("combobox", name="Choosing for").click()
    yield "list of mentees"
    page.keyboard.press("Escape")
    for words in ("Keiko Tanaka", "Choose Keiko Tanaka", "Compare side by side"):
        open_dialog(page, page.get_by_role("button", name=words).first)
        yield f"dialog: {words}"
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Table").click()
    yield "table"
    page.get_by_role("searchbox", name="Search").fill("zeppelin")
    page.get_by_text("No mentor fits all of this").wait_for()
    yield "nothing found"


def pair_states(page):
    """Walk through the states of the pairs and the people."""
    page.evaluate(
        "() => { window.refuse = (op) => ({op: op.op, outcome: 'refused', value: {status: 'active'}, version: 3, why: 'This pair has no place.', mend: 'Choose another.'}); }"
    )
    page.get_by_role("tab", name="Pairs").click()
    page.get_by_role("button", name="Pause (Ben Carter").click()
    page.locator(".mwp-pair .mwp-note").wait_for()
    page.locator(".mwp-paused summary").click()
    yield "refused"
    open_dialog(page, page.get_by_role("button", name="End… (Ben Carter"))
    yield "dialog: end"
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Mentees").click()
    yield "people"


def faults(page, axe, state):
    """What axe finds in a state, and whether the page scrolls sideways."""
    found = [f"{state}: {line}" for line in axe(page)]
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return found + ([f"{state}: scrolls sideways by {wide} px"] if wide > 0 else [])


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing_in_any_state(open_picker, axe, width, scheme):
    """WCAG A, AA and best practice; and no state scrolls sideways."""
    page = open_picker(width=width, color_scheme=scheme)
    if width < 900:
        page.locator(".mwp-filters-head").click()
    found = [
        fault for states in (browse_states, pair_states) for state in states(page) for fault in faults(page, axe, state)
    ]
    assert found == []


def test_axe_finds_nothing_when_nobody_is_there(open_picker, axe):
    """Empty views are pages too."""
    page = open_picker(people=[], value={})
    found = faults(page, axe, "mentors")
    for tab in ("Pairs", "Mentees", "Propose"):
        page.get_by_role("tab", name=tab).click()
        found += faults(page, axe, tab)
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_axe_finds_nothing_on_the_first_view(open_picker, axe, width, scheme):
    """The other half of sizes and schemes."""
    assert faults(open_picker(width=width, color_scheme=scheme), axe, "filled") == []


def test_axe_finds_nothing_in_forced_colours(open_picker, axe):
    """High contrast is the person's own palette."""
    assert faults(open_picker(forced_colors="active"), axe, "forced colours") == []


@pytest.mark.parametrize("tab", ["Mentors", "Pairs", "Mentees"])
def test_everything_that_takes_focus_is_named_keeps_its_keys_and_is_large_enough(open_picker, tab):
    """JupyterLab would take the keys away; 24 px is the least, 44 px for main actions."""
    page = open_picker()
    page.get_by_role("tab", name=tab).click()
    stops = page.evaluate(WALK)
    assert len(stops) > 15
    assert [stop for stop in stops if not stop["name"].strip()] == []
    assert [stop for stop in stops if stop["keeps"] != "true"] == []
    assert [stop for stop in stops if stop["height"] < (44 if stop["main"] else 24)] == []


def test_tabs_move_by_arrows(open_picker):
    """One tab stop, arrows between, Home and End to the ends."""
    page = open_picker()
    page.get_by_role("tab", name="Mentors").focus()
    for key, name in (
        ("ArrowRight", "Pairs"),
        ("End", "Propose"),
        ("ArrowRight", "Mentors"),
        ("ArrowLeft", "Propose"),
        ("Home", "Mentors"),
    ):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def test_the_list_of_mentees_follows_the_pattern(open_picker):
    """Arrows point, Enter picks, Escape closes and puts the name back."""
    page = open_picker()
    box = page.get_by_role("combobox", name="Choosing for")
    first = box.input_value()
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    pointed = page.locator(f"[id='{box.get_attribute('aria-activedescendant')}']")
    expect(pointed).to_contain_text(first)
    page.keyboard.type("qqq")
    page.keyboard.press("Escape")
    expect(box).to_have_value(first)
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_dialog_gives_focus_back(open_picker):
    """Escape leads back to the name that opened it."""
    page = open_picker()
    name = page.locator(".mwp-found .mwp-name").nth(3)
    name.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(name).to_be_focused()


def test_an_ended_pair_leaves_focus_near(open_picker):
    """The row moves to another group; focus is not lost to the page's top."""
    page = open_picker()
    page.get_by_role("tab", name="Pairs").click()
    open_dialog(page, page.get_by_role("button", name="End… (Ben Carter"))
    page.get_by_role("button", name="End without fault").click()
    expect(page.locator(".mwp-ended")).to_contain_text("Ben Carter")
    assert page.evaluate("() => document.activeElement !== document.body")


def test_wider_letter_spacing_cuts_nothing_off(open_picker):
    """WCAG 1.4.12: a reader's own spacing."""
    page = open_picker(width=320)
    page.add_style_tag(
        content="* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important; }"
    )
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_step_is_announced(open_picker):
    """Whoever cannot see the list change hears it."""
    page = open_picker()
    page.locator(".mwp-wish").first.click()
    expect(page.locator(".mw-bar [role=status]")).to_contain_text("is on the shortlist")
