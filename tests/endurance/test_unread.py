"""Nobody builds on words that they were not shown: the moments in which a page knows more than its reader."""

from __future__ import annotations

import json
import uuid

import harness
import library
import pytest
from pages import NOTE, SHEET, PageEditor, note_of
from playwright.sync_api import expect
from witness import Witness

from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation
from mentorwidgets.widgets import PairingPicker
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser


@pytest.fixture
def ana_and_ben(new_page, served):
    """Two people who look at one empty note."""
    with open_store(Folder(served.folder)) as store:
        if field := store.fields(SHEET).get(NOTE):
            store.apply(
                Operation(op=uuid.uuid4().hex, worksheet=SHEET, key=NOTE, value=None, base=field.version), "test"
            )
    editors = [PageEditor(name, note_of(0), served, Witness()) for name in ("Ana", "Ben")]
    for editor in editors:
        page = new_page()
        page.goto(served.address)
        editor.open(page)
    return editors


def card_of(editor):
    """The card of the pair."""
    return editor.page.locator(".mwp-pair", has_text=editor.who)


def area(editor):
    """The note's field, open and with the cursor in it."""
    card = card_of(editor)
    card.locator("textarea").evaluate("(area) => { area.closest('details').open = true; area.focus(); }")
    return card.locator("textarea")


def heard(editor, words):
    """Wait until the page knows a text; the paper's copy of the note tells, also while the cursor is in the field."""
    expect(card_of(editor).locator("p.mwp-paper")).to_have_text(words, timeout=15_000)


def saved(editor):
    """Wait until the page says so."""
    expect(editor.page.locator(".mw-bar-state")).to_have_attribute("data-state", "saved", timeout=15_000)


def test_words_that_came_while_the_cursor_was_in_the_field_are_not_overwritten(ana_and_ben, note):
    """Ben's field still shows the old text, so what he types is in conflict with Ana's, and he is shown both."""
    ana, ben = ana_and_ben
    field = area(ben)
    area(ana).fill("from Ana")
    heard(ben, "from Ana")
    field.press_sequentially("from Ben")
    expect(ben.page.locator(".mw-trouble blockquote")).to_have_text(["from Ana", "from Ben"])
    assert note() == "from Ana"


def test_words_that_came_meanwhile_show_when_the_cursor_leaves(ana_and_ben):
    """They were not put under the cursor, and are not kept back either."""
    ana, ben = ana_and_ben
    field = area(ben)
    area(ana).fill("from Ana")
    heard(ben, "from Ana")
    expect(field).to_have_value("")
    ben.page.get_by_role("tab", name="Pairs").focus()
    expect(field).to_have_value("from Ana")


def test_an_answer_given_again_does_not_hide_newer_words(ana_and_ben, note):
    """Ana's answer was lost, Ben wrote over her text, and she sends hers again: she is shown what Ben wrote."""
    ana, ben = ana_and_ben
    lost = []
    ana.page.route("**/api/save", lambda route: (lost.append(route.fetch()), route.abort("connectionreset")))
    area(ana).fill("from Ana")
    heard(ben, "from Ana")
    area(ben).fill("Ben read it")
    saved(ben)
    ana.page.unroute("**/api/save")
    ana.page.get_by_role("tab", name="Pairs").focus()
    heard(ana, "Ben read it")
    expect(card_of(ana).locator("textarea")).to_have_value("Ben read it")
    assert (note(), len(lost) > 0) == ("Ben read it", True)


def test_an_answer_given_again_after_a_reload_does_not_hide_newer_words(ana_and_ben, note):
    """The journal brings Ana's text back and sends it again: it was saved long ago, and Ben's stands."""
    ana, ben = ana_and_ben
    ana.page.route("**/api/save", lambda route: (route.fetch(), route.abort("connectionreset")))
    area(ana).fill("from Ana")
    heard(ben, "from Ana")
    area(ben).fill("Ben read it")
    saved(ben)
    ana.page.unroute("**/api/save")
    ana.open(ana.page)
    saved(ana)
    expect(card_of(ana).locator("textarea")).to_have_value("Ben read it")
    assert note() == "Ben read it"


def test_words_typed_on_in_a_dispute_are_not_called_saved(ana_and_ben, note):
    """The line on top says that a choice is to be made, and what is offered as yours is the newest."""
    ana, ben = ana_and_ben
    field = area(ben)
    area(ana).fill("from Ana")
    heard(ben, "from Ana")
    field.press_sequentially("from Ben")
    quotes = ben.page.locator(".mw-trouble blockquote")
    expect(quotes).to_have_text(["from Ana", "from Ben"])
    field.press_sequentially(", and more")
    expect(quotes).to_have_text(["from Ana", "from Ben, and more"])
    expect(ben.page.locator(".mw-bar-state")).to_have_text("One text is not saved yet. Please look below.")
    ben.page.locator(".mw-trouble").get_by_role("button", name="Use mine").first.press("Enter")
    saved(ben)
    assert note() == "from Ben, and more"


def test_a_kernel_that_was_out_of_reach_does_not_take_words_back(new_page):
    """On a server the kernel only listens: what it still believes is put right, and never saved over the newer words."""
    page, posted = new_page(), []
    picker = PairingPicker(library.people(), program=library.OAK, value=library.PAIRS)
    picker.connect({"way": "server", "url": f"{harness.ADDRESS}/", "worksheet": SHEET, "seq": 0}, {})
    harness.show(page, picker, "pairing", "_saver", "pairing")
    page.route("**/api/save", lambda route: (posted.append(route.request.post_data), route.abort()))
    page.evaluate("() => window.model.set('value', {'note/e0001/m0002/Technology': 'of yesterday'})")
    page.wait_for_function("(value) => JSON.stringify(window.told.at(-1)) === value", arg=compact(library.PAIRS))
    assert posted == []


def compact(value):
    """JSON as a browser writes it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
