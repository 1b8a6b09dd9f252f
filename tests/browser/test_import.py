"""The import page in a real browser with the real server: files, answers, mending, taking in."""

from __future__ import annotations

import re

import pytest
from bringing import MESSY, UNTOLD, choose, listen_for_choosers, press, settled, tab_to
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_roster_comes_in_by_keyboard_alone(open_import, people, eventually):
    """From the button to the pairing picker: answer, mend, compare, take in."""
    page = open_import()
    choosers = listen_for_choosers(page)
    tab_to(page, "Choose files", "INPUT")
    page.keyboard.press("Enter")
    eventually(lambda: page.title() and choosers)
    choosers[0].set_files([{"name": "our people.csv", "mimeType": "text/csv", "buffer": MESSY}])
    expect(page.get_by_role("heading", name="Check what was read")).to_be_focused()
    tab_to(page, "Answer")
    press(page, "Enter", "Space")
    expect(page.get_by_role("radio", name="April 3, 2025")).to_be_checked()
    settled(page)
    press(page, "Shift+Tab")
    page.get_by_role("heading", name="Check what was read").focus()
    tab_to(page, "Go to the cell: Row 4")
    press(page, "Enter")
    expect(page.locator("tr[data-key='4'] td").first).to_be_focused()
    press(page, "Enter")
    page.keyboard.type("Eva Novak")
    press(page, "Enter", "ArrowRight", "ArrowRight", "Enter")
    page.keyboard.type("mentee")
    press(page, "Enter")
    expect(page.locator(".mwi-lead").first).to_have_text("4 rows in 1 file: 4 people: 2 mentors and 2 mentees.")
    settled(page)
    tab_to(page, "The same as Ana Silva")
    press(page, "Space")
    settled(page)
    tab_to(page, "Take in 4 people")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="4 people are on the roster now")).to_be_focused()
    assert people() == ["Ana Silva", "Ben Carter", "Cleo Park", "Eva Novak"]
    tab_to(page, "Go on to pairing")
    press(page, "Enter")
    page.get_by_role("tab", name=re.compile("Mentors")).wait_for()


def test_taking_in_is_undone(open_import, people):
    """And the files are still on the page."""
    page = open_import()
    before = people()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("radio", name="Take them off").check()
    settled(page)
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", name="The roster is as it was before")).to_be_focused()
    assert people() == before
    page.get_by_role("button", name="Back to your files").click()
    page.get_by_role("button", name="Take in 2 people").wait_for()


def test_the_last_roster_is_undone_later(open_import, people):
    """After a question, from a page that was opened anew."""
    page = open_import()
    page.get_by_role("button", name="Undo it").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    page.get_by_role("heading", name="The roster is as it was before").wait_for()
    assert people() == []


def test_what_is_not_answered_is_asked_in_one_list(open_import):
    """Focus goes to it, and each line leads to its question; the same again is announced again."""
    page = open_import()
    choose(page, ("list.csv", UNTOLD))
    for _ in range(2):
        page.get_by_role("button", name="Take it in").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
        expect(page.get_by_role("alert").last).to_contain_text("mentors or mentees")
    page.locator(".mwi-errors").get_by_role("button", name="Answer").first.click()
    expect(page.get_by_role("radio", name="Mentors")).to_be_focused()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_import):
    """In words, with its size and the limit; nothing travels."""
    page = open_import()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator(".mwi-file").set_input_files({"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 10_000_001})
    expect(page.get_by_role("heading", name="There is a problem")).to_be_focused()
    expect(page.locator(".mwi-errors").first).to_contain_text("big.csv has 10.0 MB; a roster may have 10 MB here.")
    assert sent == []


def test_a_picture_among_good_files_is_named(open_import):
    """The good ones are read all the same."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD), ("cat.csv", b"\x89PNG\r\n\x1a\n"))
    expect(page.locator(".mwi-errors").first).to_contain_text("cat.csv is a picture, not a roster.")
    expect(page.get_by_role("list", name="Files on this page").get_by_role("listitem")).to_have_count(1)


def test_files_are_dropped(open_import):
    """On the dashed box."""
    page = open_import()
    data = page.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['Name,E-mail\\nDev Rao,d@lib.example\\n'], 'mentors.csv')); return d; }"
    )
    page.dispatch_event(".mwi-drop", "dragenter", {"dataTransfer": data})
    expect(page.locator(".mwi-drop")).to_have_class(re.compile("mwi-over"))
    page.dispatch_event(".mwi-drop", "drop", {"dataTransfer": data})
    page.get_by_role("button", name="Take in 1 person").wait_for()


def test_rows_are_pasted_from_a_spreadsheet(open_import):
    """As a spreadsheet copies them: with tabs."""
    page = open_import()
    page.get_by_text("Paste from a spreadsheet").click()
    page.get_by_role("textbox", name="Rows, with their header row").fill(
        "Name\tRole\nDev Rao\tmentor\nFay Li\tmentee\n"
    )
    page.get_by_role("button", name="Read these rows").click()
    page.get_by_role("button", name="Take in 2 people").wait_for()


def test_a_column_is_what_the_coordinator_says(open_import):
    """And it can be guessed anew."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_text("Columns: 2 understood").click()
    select = page.get_by_role("combobox", name="E-mail is taken for")
    select.select_option("Leave it out")
    expect(page.locator(".mwi-table tr", has_text="E-mail").locator("td").last).to_contain_text("You said so.")
    page.get_by_role("button", name="Guess anew").click()
    expect(select).to_have_value("email")


def test_what_was_decided_is_offered_with_the_next_export(open_import):
    """The role of this form was asked once."""
    page = open_import()
    choose(page, ("list.csv", UNTOLD))
    page.get_by_role("radio", name="Mentees").check()
    page.get_by_role("radio", name="Keep them").check()
    settled(page)
    page.get_by_role("button", name="Take in 2 people").click()
    page.get_by_role("button", name="Bring in another roster").click()
    choose(page, ("next.csv", UNTOLD + b"Gil Orr,gil@lib.example\n"))
    expect(page.get_by_text("You have had this form before.")).to_be_visible()
    expect(page.get_by_role("radio", name="Mentees")).to_be_checked()


def test_a_mended_cell_is_undone(open_import):
    """One change at a time; focus stays where it was."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    cell = page.get_by_role("gridcell", name="Dev Rao")
    cell.click()
    page.get_by_role("textbox", name="Row 2, Name").fill("Devi Rao")
    press(page, "Enter")
    expect(page.get_by_role("gridcell", name="Devi Rao")).to_be_focused()
    page.get_by_role("button", name="Undo the last change").click()
    expect(cell).to_be_visible()


def test_escape_leaves_a_cell_as_it_was(open_import):
    """And the keys of the grid work again."""
    page = open_import()
    choose(page, ("mentors.csv", UNTOLD))
    page.get_by_role("gridcell", name="Dev Rao").click()
    page.keyboard.type("x")
    press(page, "Escape")
    expect(page.get_by_role("gridcell", name="Dev Rao")).to_be_focused()
    press(page, "ArrowDown", "End")
    expect(page.get_by_role("gridcell", name="fay@lib.example")).to_be_focused()
