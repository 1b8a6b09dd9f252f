"""Browsers that keep nothing, close their storage or never answer: what is typed is saved all the same, and nothing is claimed."""

from __future__ import annotations

import harness
import library
import pytest
from playwright.sync_api import expect

from mentorwidgets.widgets import PairingPicker, TrainerGuide

pytestmark = pytest.mark.browser

NEVER = "indexedDB.open = () => new EventTarget();"
UNKEPT = {
    "never-answers": NEVER,
    "throws": "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };",
    "is-missing": "Object.defineProperty(window, 'indexedDB', { value: undefined });",
    "throws-when-touched": "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } });",
    "answers-with-an-error": """indexedDB.open = () => { const one = new EventTarget();
        setTimeout(() => one.onerror(new Event('error'))); return one; };""",
    "is-blocked": """indexedDB.open = () => { const one = new EventTarget();
        setTimeout(() => one.onblocked?.(new Event('blocked'))); return one; };""",
    "does-no-work": "IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'InvalidStateError'); };",
    "never-ends-its-work": """const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...how) { const made = begin.apply(this, how);
            return { objectStore: (name) => made.objectStore(name), set oncomplete(_) {}, set onerror(_) {} }; };""",
    "gives-up": """const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...how) { const made = begin.apply(this, how);
            queueMicrotask(() => made.abort()); return made; };""",
    "is-full": "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}
CLOSED = {
    "local": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } });",
    "tab": "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('closed'); } });",
    "none": """for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, { value: null });""",
    "reads": "Storage.prototype.getItem = () => { throw new Error('closed'); };",
    "writes": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    "both-and-the-database": f"Storage.prototype.getItem = () => {{ throw new Error('no'); }}; {NEVER}",
}


@pytest.fixture
def picker(new_page):
    """Open a picker whose browser was made so by a script, and type a note into it; gives the page."""

    def make(script):
        page = new_page(reduced_motion="reduce")
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.add_init_script(script)
        widget = PairingPicker(library.people(), program=library.OAK, value=library.PAIRS)
        harness.show(page, widget, "pairing", "_saver", "pairing", "proposing", bound=True)
        return page

    return make


def type_a_note(page):
    """Type into the first note and wait until it is saved."""
    page.get_by_role("tab", name="Pairs").click()
    note = page.locator("textarea").first
    note.evaluate(
        "(area) => { for (let up = area; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true; }"
    )
    note.focus()
    page.keyboard.type("Typed all the same.")
    page.wait_for_function(
        "window.sent.some((one) => one.kind === 'save' && one.ops.some((op) => op.value === 'Typed all the same.'))"
    )
    expect(page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved")


@pytest.mark.parametrize("how", UNKEPT)
def test_saving_goes_on_without_the_database(picker, how):
    """A browser's database that fails in any way holds nothing up; the page says that this browser keeps no copy."""
    page = picker(UNKEPT[how])
    type_a_note(page)
    expect(page.locator(".mw-bar-unkept")).to_contain_text("keeps no copy")
    assert page.errors == []


@pytest.mark.parametrize("how", CLOSED)
def test_saving_goes_on_without_storage(picker, how):
    """Storage that throws on any touch holds nothing up either, and the name typed counts for this visit."""
    page = picker(CLOSED[how])
    page.locator("summary", has_text="Saving options").press("Enter")
    page.get_by_label("Your name").fill("Kim")
    type_a_note(page)
    assert page.evaluate("window.sent.findLast((one) => one.kind === 'save').ops[0].by") == "Kim"
    assert page.errors == []


def test_a_database_that_wakes_up_is_used_again(picker):
    """When the browser answers late, what waits is kept after all, and the page no longer says otherwise."""
    page = picker("const open = indexedDB.open; window.awake = () => { indexedDB.open = open; };" + NEVER)
    type_a_note(page)
    expect(page.locator(".mw-bar-unkept")).to_be_visible()
    page.evaluate("window.awake()")
    page.locator("textarea").first.focus()
    page.keyboard.type(" And more.")
    expect(page.locator(".mw-bar-unkept")).to_be_hidden()


def test_all_is_well_says_nothing(picker):
    """A browser that keeps what is typed is told nothing about it."""
    page = picker("")
    type_a_note(page)
    expect(page.locator(".mw-bar-unkept")).to_be_hidden()


@pytest.mark.parametrize("how", CLOSED)
def test_the_trainer_walks_without_storage(new_page, how):
    """The walk begins at its first step where a browser remembers none, and goes on."""
    page = new_page(reduced_motion="reduce")
    page.add_init_script(CLOSED[how])
    harness.show(page, TrainerGuide(), "trainer", "_saver", "session", "trainer", bound=True)
    page.get_by_role("button", name="Next").first.click()
    expect(page.locator(".mwt-screen:visible, .mwt-title:visible").first).to_be_visible()
