"""Focus where a click gives none, as in WebKit, and a banner that covers no other line and claims nothing that is not so."""

from __future__ import annotations

import os
import signal

import harness
import library
import pytest
from guests import make_library
from playwright.sync_api import expect
from served import SLUG

from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser
NO_FOCUS_BY_CLICK = """addEventListener('mousedown', (event) => {
    if (!event.target.closest('button, summary')) return;
    event.preventDefault();
    document.activeElement?.blur();
}, true);"""
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def picker(new_page):
    """A picker in a browser that gives no focus to what is clicked."""
    page = new_page(reduced_motion="reduce")
    page.add_init_script(NO_FOCUS_BY_CLICK)
    widget = PairingPicker(library.people(), program=library.OAK, value=library.PAIRS)
    harness.show(page, widget, "pairing", "_saver", "pairing", "proposing", bound=True)
    return page


@pytest.mark.parametrize("how", ["Escape", "button"])
def test_a_dialog_gives_the_focus_back(picker, how):
    """Whoever opened it with the mouse goes on where they were."""
    picker.get_by_role("tab", name="Pairs").click()
    opener = picker.get_by_role("button", name="End…").first
    name = opener.text_content()
    opener.click()
    dialog = picker.get_by_role("dialog")
    dialog.wait_for()
    if how == "Escape":
        picker.keyboard.press("Escape")
    else:
        dialog.get_by_role("button").last.click()
    dialog.wait_for(state="hidden")
    assert picker.evaluate(FOCUSED) == name


def test_undo_keeps_the_focus(picker):
    """After a click on Undo the focus is on the saving line, not on nothing."""
    picker.get_by_role("button", name="shortlist").first.click()
    assert "shortlist" in picker.evaluate(FOCUSED).lower()
    picker.locator(".mw-bar-undo").click()
    assert picker.evaluate("document.activeElement.closest('.mw-bar') !== null")


@pytest.mark.parametrize("kind", ["date", "time", "datetime-local", "month", "week"])
def test_a_date_shows_its_focus(picker, kind):
    """Also where only a part of the field has it, which WebKit does not count as seen by keyboard."""
    picker.evaluate(f"""() => {{ const field = Object.assign(document.createElement('input'), {{ type: '{kind}', id: 'when' }});
        document.querySelector('.mw').append(field); field.focus(); }}""")
    assert "input:is([type=date]" in picker.evaluate(
        """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.selectorText ?? '')
            .find((text) => text.includes('focus-visible') && text.includes('type'))"""
    ).replace('"', "")
    assert picker.evaluate("getComputedStyle(document.getElementById('when')).outlineWidth") == "3px"


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A server with the pages of a program."""
    return serve_folder(make_library(tmp_path_factory.mktemp("banner") / "library").path)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_banner_covers_no_other_line(new_page, served, width):
    """What is kept is said below it, also when the page is scrolled; without a banner the line is at the top again."""
    page = new_page(viewport={"width": width, "height": 700}, reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/{SLUG}/reference")
    page.goto(f"{served.url}programs/{SLUG}/challenges")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    page.context.set_offline(True)
    page.get_by_text("The connection is lost").wait_for()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    below = """() => { const [banner, bar] = ['.mw-banner', '.mw-bar'].map((name) => document.querySelector(name).getBoundingClientRect());
        return bar.top >= banner.bottom - 1 && bar.top < innerHeight; }"""
    page.wait_for_function(below)
    page.context.set_offline(False)
    page.get_by_text("The connection is lost").wait_for(state="hidden")
    page.wait_for_function("() => getComputedStyle(document.querySelector('.mw-bar')).top === '0px'")


def test_a_sleeping_page_says_that_saving_does_not_need_its_kernel(new_page, serve_folder, tmp_path):
    """The kernel is killed: the banner claims nothing of what is typed, which is saved as before."""
    served = serve_folder(make_library(tmp_path / "library").path)
    page = new_page(reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/{SLUG}/pairing")
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=60_000)
    for kernel in served.kernels():
        os.kill(kernel, signal.SIGKILL)
    expect(page.locator(".mw-banner")).to_contain_text("Saving does not need it.")
    expect(page.get_by_text("has gone to sleep")).to_have_count(0)
    page.get_by_role("button", name="Undo").or_(page.get_by_role("tab").first).first.click()
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved")
