"""Real rosters through the import page."""

from __future__ import annotations

import pytest
from bringing import listen_for_choosers
from playwright.sync_api import expect

from mentorwidgets.drafts import Drafts
from mentorwidgets.errors import RosterError
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Program
from mentorwidgets.workbook import open_store

KINDS = {".csv", ".xlsx", ".tsv", ".xls", ".ods", ".json"}


def rosters(cases):
    """Every file that may be a roster."""
    return sorted(path for path in (cases / "rosters").rglob("*") if path.suffix.lower() in KINDS)


def test_every_roster_is_shown_without_losing_a_row(cases):
    """Rows are people, rows reported, or rows of a question that is asked."""
    drafts = Drafts()
    for path in rosters(cases):
        try:
            wanted = {"files": [{"key": drafts("read", {"name": path.name}, path.read_bytes())["key"]}]}
        except RosterError:
            continue
        look = drafts("look", wanted)
        assert look["rows"] == look["people"] + look["reported"], path
        pages = [
            drafts("rows", {**wanted, "table": number}) for number, table in enumerate(look["tables"]) if table["used"]
        ]
        assert all(page["rows"] for page in pages), path


def tab_to(page, words):
    """Press Tab until what has focus is called so."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if words in page.evaluate(
            "() => (document.activeElement.getAttribute('aria-label') ?? '') + document.activeElement.textContent + (document.activeElement.labels?.[0]?.textContent ?? '')"
        ):
            return
    raise AssertionError(f"Tab never came to {words}")


@pytest.mark.browser
def test_the_messiest_roster_from_the_file_to_the_picker_by_keyboard(
    cases, serve_folder, tmp_path, new_page, axe, eventually
):
    """Blank headers by the dozen, people twice, rows without a name, a damaged address, both roles in one person."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County mentoring"))
    prepare_program("oak", folder.workbooks)
    served = serve_folder(folder.path)
    page = new_page(viewport={"width": 320, "height": 900}, reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak/roster")
    page.locator(".mwi[data-ready=yes]").wait_for()
    choosers = listen_for_choosers(page)
    tab_to(page, "Choose files")
    page.keyboard.press("Enter")
    eventually(lambda: page.title() and choosers)
    room = cases / "rosters" / "corporate_blank_headers"
    choosers[0].set_files([room / "mentees.csv", room / "mentors.csv"])
    expect(page.get_by_role("heading", name="Check what was read")).to_be_focused()
    tab_to(page, "Go to the cell: mentees.csv, Row 132")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-key='132'] td.mwi-bad")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("mended@library.example")
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-key='132'] td.mwi-mended")).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0
    tab_to(page, "Take in 202 people")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="202 people are on the roster now")).to_be_focused()
    tab_to(page, "Go on to pairing")
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Mentors (33)").wait_for()
    with open_store(folder) as store:
        assert "mended@library.example" in {person.email for person in store.people("oak")}
