"""The trainer's walk on a bare page: by keyboard, in every colour and size, on paper."""

from __future__ import annotations

import pytest
from asked import FIELDS, WORDS
from harness import looker, show
from playwright.sync_api import expect

from mentorwidgets.session import steps
from mentorwidgets.widgets import TrainerGuide

pytestmark = pytest.mark.browser
LOOKS = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    {"viewport": {"width": 320, "height": 740}, "forced_colors": "active"},
]


@pytest.fixture
def walk(new_page):
    """A factory of pages with the walk."""

    def make(value=None, **options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        show(page, TrainerGuide(value=value or {}), "trainer", "_saver", "_form", "session", "trainer")
        return page

    return make


def title(page, words):
    """The step that is shown."""
    expect(page.locator(".mwt-title")).to_have_text(words)


def test_what_unfolds_looks_as_everywhere(walk):
    """No mark of the browser's own: the chevron points on, and down when it is open."""
    page = walk()
    fold = page.locator(".mwt-notes > summary")
    turn = "(node) => [getComputedStyle(node).display, getComputedStyle(node, '::before').rotate]"
    assert fold.evaluate(turn) == ["flex", "-45deg"]
    fold.click()
    assert fold.evaluate(turn) == ["flex", "45deg"]


def test_keys_lead_on(walk):
    """Page Down scrolls a long step first, then leads on; arrows lead at once; typing leads nowhere."""
    page = walk()
    title(page, "Welcome")
    page.keyboard.press("ArrowRight")
    title(page, "Look back first")
    expect(page.locator(".mwt-title")).to_be_focused()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.keyboard.press("PageDown")
    title(page, "Trust and time")
    page.locator(".mwt-try textarea").first.fill("abc")
    page.keyboard.press("ArrowLeft")
    title(page, "Trust and time")
    page.locator(".mwt-title").focus()
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("PageUp")
    title(page, "Look back first")


def test_notes_are_folded_away(walk):
    """On every step, also after they were unfolded on the one before; the guide of a case waits, too."""
    page = walk()
    for step in steps():
        title(page, step.title)
        expect(page.get_by_text(step.notes[0])).to_be_hidden()
        page.locator(".mwt-notes summary").click()
        expect(page.get_by_text(step.notes[0])).to_be_visible()
        if step.case:
            expect(page.get_by_role("heading", name="What others suggest")).to_be_hidden()
        page.locator(".mwt-title").focus()
        page.keyboard.press("ArrowRight")
    title(page, "Your own question")
    assert page.errors == []


def test_without_phones(walk):
    """A trainer in a notebook asks, types what people say, counts hands, and asks what they like."""
    page = walk()
    page.get_by_role("button", name="Ask the room What do you already").click()
    page.get_by_label("Write for somebody without a phone").fill("It takes time")
    page.keyboard.press("Enter")
    expect(page.locator(".mws-count")).to_have_text("1 answer so far, hidden")
    page.get_by_role("button", name="Look first").click()
    expect(page.locator(".mws-note")).to_contain_text("It takes time")
    page.get_by_label("Step", exact=True).select_option("Your own question")
    page.get_by_label("Question", exact=True).fill("Lunch?")
    page.get_by_label("Answers to choose from").fill("Yes\nLater")
    page.get_by_role("button", name="Ask the room").click()
    page.get_by_role("button", name="Show the answers").click()
    page.get_by_role("button", name="+1 Later").click()
    expect(page.locator(".mws-bar-number")).to_have_text(["0", "1"])


def test_a_case(walk):
    """Its guide waits until somebody asks for it, and again with the next case (OV10)."""
    page = walk()
    page.get_by_label("Step", exact=True).select_option("7. A case to practice with")
    guide = page.get_by_role("heading", name="What others suggest")
    page.get_by_role("button", name="Show what others suggest").click()
    expect(guide).to_be_visible()
    page.get_by_label("Case", exact=True).select_option("There is no common time")
    expect(page.get_by_role("heading", name="There is no common time")).to_be_visible()
    expect(guide).to_be_hidden()


def test_all_at_once(walk):
    """The closing questions are asked together; each keeps its own count (OV16)."""
    page = walk()
    page.get_by_label("Step", exact=True).select_option("12. Before you go")
    page.get_by_role("button", name="Ask all of these at once").click()
    expect(page.locator(".mws-count")).to_have_text(["0 answers so far, hidden"] * 5)
    expect(page.get_by_role("button", name="Ask all of these at once")).to_be_hidden()


def test_sorted_by_hand(walk):
    """A note is dragged under a theme; undo brings it back; a question is deleted with all that was written."""
    page = walk(FIELDS)
    page.get_by_label("Step", exact=True).select_option("Your own question")
    board = page.get_by_role("region", name="What gets in the way?")
    board.locator(".mws-note", has_text="Rain").drag_to(
        board.get_by_role("region", name="Trust"), source_position={"x": 20, "y": 14}
    )
    expect(board.get_by_role("region", name="Trust").locator(".mws-note")).to_have_count(2)
    page.get_by_role("button", name="Undo: Moved to Trust").click()
    expect(board.get_by_role("region", name="Trust").locator(".mws-note")).to_have_count(1)
    board.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete them").click()
    expect(board).to_have_count(0)
    page.wait_for_function(
        "word => !Object.keys(window.model.get('value')).some((key) => key.includes(word))", arg=WORDS
    )
    assert len(page.evaluate("Object.keys(window.model.get('value'))")) == 2


@pytest.mark.parametrize("look", LOOKS, ids=["wide", "dark phone", "forced colors"])
def test_looks(walk, axe, look):
    """No step has anything that axe finds or that scrolls sideways; nor has a board."""
    page, see = walk(FIELDS, **look), looker(axe)
    choose = page.get_by_label("Step", exact=True)
    for words in (
        "1. Welcome",
        "5. Three questions about limits",
        "7. A case to practice with",
        "12. Before you go",
        "Your own question",
    ):
        choose.select_option(words)
        found = see(page, words)
    page.get_by_role("button", name="Delete").first.click()
    assert see(page, "dialog") == found == []


def test_on_paper(walk):
    """A step prints its words and what was shown, without buttons and without the speaker's notes."""
    page = walk(FIELDS)
    page.get_by_label("Step", exact=True).select_option("Your own question")
    page.emulate_media(media="print")
    expect(page.locator(".mws-note", has_text="Rain")).to_be_visible()
    assert page.locator("button:visible, select:visible, summary:visible").count() == 0
