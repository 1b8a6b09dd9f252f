"""A coordinator's day with everything going wrong: real Chromium, real Voilà, real kills. Nothing may be lost."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.sync_api import Page, expect
from served import Served

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, field_key
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
NOTE = field_key("note", "ben", "ana", "Mentoring")
PAIR = field_key("pair", "ben", "ana", "Mentoring")


@pytest.fixture
def served(serve_folder, tmp_path):
    """A server of one program of three people, with the real pairing workbook."""
    from served import OAK, make_folder

    folder = make_folder(tmp_path / "library", OAK)
    prepare_program(OAK.slug, folder.workbooks)
    with open_store(folder) as store:
        pair = {"status": "proposed", "mentee_yes": True}
        store.apply(Operation(op="a-pair-0", worksheet=f"{OAK.slug}/pairing", key=PAIR, value=pair, base=0), "test")
    return serve_folder(folder.path)


def stored(served: Served, key: str) -> object:
    """A field as it stands in the database."""
    with open_store(Folder(served.folder)) as store:
        field = store.fields("oak-county/pairing").get(key)
    return field.value if field else None


def open_pairing(page: Page, served: Served) -> None:
    """Sign in and open the worksheet, up to where somebody could work on it."""
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak-county/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)


def open_note(page: Page) -> None:
    """Unfold the note of the one pair, by keyboard, and put the cursor into it."""
    page.get_by_role("tab", name="Pairs").focus()
    page.keyboard.press("Enter")
    page.locator("summary", has_text="note").first.focus()
    page.keyboard.press("Enter")
    page.locator(".mwp textarea").first.focus()


def state(page: Page):
    """The line that says whether all is saved."""
    return page.locator(".mw-bar-state")


def note(page: Page):
    """The note field."""
    return page.locator(".mwp textarea").first


def test_saving_goes_on_when_the_kernel_is_killed(new_page, served):
    """kill -9 of the kernel: the page says so within its means, and the next words reach the database."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    for kernel in served.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.keyboard.type("Written after the kernel died.")
    expect(state(page)).to_contain_text("Saved")
    assert stored(served, NOTE) == "Written after the kernel died."
    expect(page.get_by_role("button", name="Wake it up")).to_be_visible()


def test_words_typed_without_a_network_are_saved_when_it_is_back(new_page, served):
    """Offline is said at once, in words; nothing is retyped."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    page.context.set_offline(True)
    page.keyboard.type("Typed in a tunnel.")
    expect(state(page)).to_contain_text("Not saved, reconnecting.")
    assert stored(served, NOTE) is None
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Saved", timeout=15_000)
    assert stored(served, NOTE) == "Typed in a tunnel."


def test_words_typed_while_the_server_is_down_survive_a_reload(new_page, served, eventually):
    """kill -9 of the server, more words, the server again, reload: signed in still, and everything is there."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    page.keyboard.type("Before. ")
    expect(state(page)).to_contain_text("Saved")
    served.kill()
    page.keyboard.type("After.")
    expect(state(page)).to_contain_text("Not saved, reconnecting.")
    served.start()
    page.reload()
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    eventually(lambda: stored(served, NOTE) == "Before. After.")  # by the page before the reload or by the one after it
    expect(state(page)).to_have_attribute("data-state", "saved")
    open_note(page)
    expect(note(page)).to_have_value("Before. After.")


def test_a_crashed_page_brings_back_what_was_not_saved(new_page, served):
    """The page dies while the server is away; a new page of the same browser finishes the work."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    served.kill()
    page.keyboard.type("Nobody has seen this yet.")
    expect(state(page)).to_contain_text("kept in this browser")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    served.start()
    again.goto(f"{served.url}programs/oak-county/pairing")
    again.get_by_role("searchbox").first.wait_for(timeout=60_000)
    expect(state(again)).to_contain_text("Saved", timeout=15_000)
    assert stored(served, NOTE) == "Nobody has seen this yet."


def test_the_journal_is_wiped_once_all_is_saved(new_page, served):
    """Nothing of what was typed stays in the browser."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    page.keyboard.type("Soon safe.")
    expect(state(page)).to_contain_text("Saved")
    page.wait_for_function(JOURNAL_IS_EMPTY)


def test_on_a_shared_computer_no_journal_is_kept(new_page, served):
    """And the page says that it must stay open."""
    page = new_page()
    open_pairing(page, served)
    page.locator("summary", has_text="Saving options").press("Enter")
    page.get_by_label("This is a shared computer").press("Space")
    open_note(page)
    page.context.set_offline(True)
    page.keyboard.type("Private.")
    expect(state(page)).to_contain_text("Please keep this page open")
    page.wait_for_function(JOURNAL_IS_EMPTY)
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Saved", timeout=15_000)


def test_two_people_in_one_field_both_keep_their_words(new_page, served):
    """The second sees both texts and who wrote the other; the first is told too; the choice is saved."""
    ana, ben = new_page(), new_page()
    for page, name in ((ana, "Ana"), (ben, "Ben")):
        open_pairing(page, served)
        page.locator("summary", has_text="Saving options").press("Enter")
        page.get_by_label("Your name").fill(name)
        open_note(page)
    ben.context.set_offline(True)
    ben.keyboard.type("from Ben")
    expect(state(ben)).to_contain_text("Not saved")
    ana.keyboard.type("from Ana")
    expect(state(ana)).to_contain_text("Saved")
    ben.context.set_offline(False)
    expect(ben.locator(".mw-trouble")).to_contain_text("Ana changed this too", timeout=15_000)
    expect(ben.locator(".mw-trouble blockquote")).to_have_text(["from Ana", "from Ben"])
    expect(ana.locator(".mw-trouble")).to_contain_text("Ben wrote in a field that you had just changed.")
    expect(ana.locator(".mw-trouble blockquote")).to_have_text(["from Ben"])
    assert stored(served, NOTE) == "from Ana"
    ben.locator(".mw-trouble").get_by_role("button", name="Use mine").first.press("Enter")
    expect(state(ben)).to_contain_text("Saved")
    assert stored(served, NOTE) == "from Ben"


def test_two_people_in_two_fields_both_succeed(new_page, served):
    """Each sees the other's change without loading the page again, and nobody's cursor is taken away."""
    ana, ben = new_page(), new_page()
    for page in (ana, ben):
        open_pairing(page, served)
    open_note(ben)
    ana.get_by_role("tab", name="Pairs").press("Enter")
    ana.get_by_role("button", name="Ana Silva says yes").press("Enter")
    expect(ben.get_by_role("heading", name="Both said yes")).to_be_visible()
    expect(note(ben)).to_be_focused()
    ben.keyboard.type("Hello")
    expect(state(ben)).to_have_attribute("data-state", "saved")
    expect(ana.locator("summary", has_text="Note: Hello")).to_be_visible()
    assert (stored(served, NOTE), stored(served, PAIR)["mentor_yes"]) == ("Hello", True)


def test_an_ended_login_is_said_in_words(new_page, served):
    """Signed out in another tab: the words wait, and go out after signing in again."""
    page = new_page()
    open_pairing(page, served)
    open_note(page)
    page.context.clear_cookies()
    page.keyboard.type("Still here.")
    expect(state(page)).to_contain_text("You are signed out")
    other = page.context.new_page()
    other.goto(served.address)
    expect(state(page)).to_contain_text("Saved", timeout=20_000)
    assert stored(served, NOTE) == "Still here."


def test_a_change_can_be_undone(new_page, served):
    """With words for what will be undone."""
    page = new_page()
    open_pairing(page, served)
    page.get_by_role("tab", name="Pairs").press("Enter")
    page.get_by_role("button", name="Ana Silva says yes").press("Enter")
    expect(state(page)).to_contain_text("Saved")
    page.get_by_role("button", name="Undo:").press("Enter")
    expect(page.get_by_role("button", name="Ana Silva says yes")).to_be_visible()
    expect(state(page)).to_contain_text("Saved")
    assert stored(served, PAIR).get("mentor_yes", False) is False


JOURNAL_IS_EMPTY = """() => new Promise((done) => {
  const request = indexedDB.open("mentorwidgets", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("journal");
  request.onsuccess = () => {
    const count = request.result.transaction("journal").objectStore("journal").count();
    count.onsuccess = () => { request.result.close(); done(count.result === 0); };
  };
})"""


def test_a_tab_that_nobody_looks_at_leaves_its_connection_to_others(new_page, served):
    """Hidden, it listens no more; looked at again, it has what others changed meanwhile."""
    ana, ben = new_page(), new_page()
    for page in (ana, ben):
        open_pairing(page, served)
        page.get_by_role("tab", name="Pairs").press("Enter")
    look_at(ben, "hidden")
    ana.get_by_role("button", name="Ana Silva says yes").press("Enter")
    expect(state(ana)).to_contain_text("Saved")
    assert ben.get_by_role("heading", name="Both said yes").count() == 0
    look_at(ben, "visible")
    expect(ben.get_by_role("heading", name="Both said yes")).to_be_visible()


def look_at(page: Page, how: str) -> None:
    """What a browser tells a page when its tab is hidden or shown."""
    page.evaluate(
        "(how) => { Object.defineProperty(document, 'visibilityState', {value: how, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        how,
    )
