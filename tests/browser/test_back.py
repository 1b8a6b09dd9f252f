"""Back closes a dialog and stays on the page; every dialog that is opened leaves the history as it found it."""

from __future__ import annotations

import harness
import pytest
from planning import shower, tab
from playwright.sync_api import expect
from test_cadence import FULL, PLANNED

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(new_page):
    """A factory of pages with a planner."""
    return shower(new_page)


def test_back_closes_a_dialog(shown):
    """And the page is where it was, with the focus on what opened it; the next Back would leave."""
    page = shown(value=PLANNED)
    opener = page.locator(".mwc-next").get_by_role("button", name="Move")
    opener.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_function("() => history.state?.mwDialogs === 1")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    assert page.evaluate("() => history.state?.mwDialogs ?? 0") == 0
    assert page.errors == []


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_a_dialog_that_is_closed_leaves_nothing_to_go_back_to(shown, way):
    """One Back then leads to the page before, not to this one again."""
    page = shown(value=PLANNED)
    length = page.evaluate("() => history.length")
    for _ in range(3):
        page.locator(".mwc-next").get_by_role("button", name="Move").click()
        page.wait_for_function("() => history.state?.mwDialogs === 1")
        if way == "Escape":
            page.keyboard.press("Escape")
        else:
            harness.press(page.get_by_role("dialog").get_by_role("button", name="Leave it"))
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.wait_for_function("() => !history.state?.mwDialogs")
    assert page.evaluate("() => history.length") <= length + 1


def test_back_does_not_throw_away_what_is_too_long(shown):
    """Whoever goes back from a text that does not fit is told first; the second Back is meant."""
    page = shown(value=PLANNED)
    page.locator(".mwc-next").get_by_role("button", name="Agenda and notes").click()
    goal = page.get_by_label("Our goal for this time")
    goal.fill("a" * 4001)
    page.wait_for_function("() => history.state?.mwDialogs === 1")
    page.go_back()
    expect(goal).to_be_focused()
    expect(page.get_by_role("dialog")).to_contain_text("Too long by 1 letter: 4,000 fit here.")
    page.wait_for_function("() => history.state?.mwDialogs === 1")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_half_a_date_and_a_comma_are_asked_about(shown):
    """A meeting is moved by what was typed, or not at all; "1,5" minutes are no meeting."""
    page = shown(value=PLANNED)
    page.locator(".mwc-next").get_by_role("button", name="Move").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Minutes").fill("62,5")
    dialog.get_by_role("button", name="Move it").click()
    expect(dialog.get_by_role("alert")).to_have_text("Please give a whole number.")
    dialog.get_by_label("Minutes").fill("45")
    day = dialog.get_by_label("New day")
    day.focus()
    page.keyboard.press("Delete")
    dialog.get_by_role("button", name="Move it").click()
    expect(dialog.get_by_role("alert")).to_have_text("This date is not complete. Give day, month and year.")
    assert page.evaluate("() => window.sent.filter((one) => one.kind === 'save').length") == 0


def test_a_last_day_that_is_half_typed_is_not_dropped(shown):
    """Closed days: half a last day would have been one day without a word."""
    page = shown(role="coordinator", person="", value=FULL)
    tab(page, "Closed days")
    form = page.get_by_role("tabpanel", name="Closed days")
    form.get_by_label("Name", exact=True).fill("Spring break")
    form.get_by_label("First day").fill("2026-04-13")
    form.get_by_label("Last day").focus()
    page.keyboard.type("04")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="not complete")).to_be_visible()
    expect(form.get_by_label("Last day")).to_be_focused()
    assert page.evaluate("() => window.sent.filter((one) => one.kind === 'save').length") == 0
