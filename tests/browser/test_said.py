"""What a page says of itself is so: nothing is called done before the store has it."""

from __future__ import annotations

import harness
import library
import pytest
from playwright.sync_api import expect
from test_expectations_page import BEN, OAK, PAIR, PEOPLE

from mentorwidgets.widgets import ExpectationsForm, PairingPicker

pytestmark = pytest.mark.browser
DEAF = "() => { window.send = window.model.send; window.model.send = () => {}; }"
REFUSES = """() => { window.refuse = (op) => ({ op: op.op, outcome: 'refused', version: 0, value: null,
    why: 'The program is closed.', mend: '' }); }"""
LISTEN = """() => { window.said = []; for (const node of document.querySelectorAll('[role=status].mw-sr'))
    new MutationObserver(() => window.said.push(node.textContent.trim())).observe(node, { childList: true }); }"""


@pytest.fixture
def page(new_page):
    """A form that one side is about to call ready; ``said`` is all that a screen reader was told."""
    page = new_page(reduced_motion="reduce")
    form = ExpectationsForm([PAIR], program=OAK, people=PEOPLE, value={}, viewer=BEN)
    harness.show(page, form, "expectations", "_saver", "_form", "expectations", bound=True)
    page.evaluate(LISTEN)
    return page


def said(page):
    """All that was said so far."""
    return [words for words in page.evaluate("window.said") if words.startswith("You are ready")]


def ready(page):
    """Press the button that says so."""
    page.get_by_role("button", name="I am ready to compare").click()


def test_done_is_said_when_it_is_saved(page):
    """An answer that comes is what makes it so."""
    ready(page)
    page.wait_for_function("window.said.includes('You are ready to compare')")
    assert said(page) == ["You are ready to compare"]


def test_what_waits_is_said_to_wait(page):
    """Without a way to the store it is done on this page only, and that is said; with the answer it is done."""
    page.evaluate(DEAF)
    ready(page)
    page.wait_for_function("window.said.length")
    page.wait_for_function("window.said.some((words) => words.endsWith('This is not saved yet.'))")
    assert said(page) == ["You are ready to compare. This is not saved yet."]
    page.evaluate("() => { window.model.send = window.send; }")
    page.wait_for_function("window.said.includes('You are ready to compare')")


def test_what_is_refused_is_never_called_done(page):
    """The reason is said instead."""
    page.evaluate(REFUSES)
    ready(page)
    page.wait_for_function("window.said.some((words) => words.includes('The program is closed.'))")
    assert said(page) == []


def test_an_undo_is_called_undone_when_it_is_saved(new_page):
    """Also a step back counts once the store has it."""
    page = new_page(reduced_motion="reduce")
    picker = PairingPicker(library.people(), program=library.OAK, value=library.PAIRS)
    harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=True)
    page.evaluate(LISTEN)
    page.get_by_role("button", name="shortlist").first.click()
    undo = page.locator(".mw-bar-undo")
    expect(undo).to_be_visible()
    page.evaluate(DEAF)
    undo.click()
    page.wait_for_function("window.said.some((words) => words.startsWith('Undone'))")
    words = [one for one in page.evaluate("window.said") if one.startswith("Undone")]
    assert len(words) == 1
    assert words[0].endswith("This is not saved yet.")
