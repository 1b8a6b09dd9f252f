"""One person in both roles on the pages: the mentor's card says what the mentor wrote, the mentee's what the mentee wrote."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mentorwidgets.bringing import plan_roster
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Program
from mentorwidgets.roster import read_roster
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
ROSTER = """ID,Name,Email,Role,Position,Branch,Bio,Interests,Availability,Capacity
ana,Ana Silva,ana@x.example,mentor,Head of Maps,Oak,Leads maps.,Maps,Mon 9-11,2
ana,Ana Silva,ana@x.example,mentee,New manager,Elm,Wants to lead.,Leading,Fri 14-16,
lea,Lea Boss,lea@x.example,mentor,Director,Elm,Leads.,Leading,Fri 14-16,3
tim,Tim Falk,tim@x.example,mentee,Page,Oak,Likes maps.,Maps,Mon 9-11,
kim,Kim Rest,kim@x.example,mentor,Page,Oak,Rests.,Maps,Mon 9-11,0
"""


@pytest.fixture
def served(serve_folder, tmp_path):
    """A server of one program whose roster has Ana in two rows."""
    folder = Folder(tmp_path / "library", create=True)
    (tmp_path / "roster.csv").write_text(ROSTER)
    with open_store(folder) as store:
        store.save_program(Program(slug="oak", name="Oak County"))
        store.set_roster("oak", plan_roster(read_roster(tmp_path / "roster.csv"), ()).people, "Coordinator")
    prepare_program("oak", folder.workbooks)
    return serve_folder(folder.path)


@pytest.mark.parametrize("width", [1280, 360])
def test_each_role_has_a_card_of_its_own(new_page, served, width):
    """Card, profile, desk and list of mentees; and who takes nobody on says so once."""
    page = new_page(viewport={"width": width, "height": 1600}, reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/oak/pairing")
    page.get_by_role("tab", name="Mentors").wait_for(timeout=60_000)
    card = page.locator(".mwp-card", has=page.get_by_role("button", name="Ana Silva", exact=True))
    expect(card).to_contain_text("Head of Maps · Oak")
    expect(card).to_contain_text("Leads maps.")
    expect(card).not_to_contain_text("Elm")
    rests = page.locator(".mwp-card", has=page.get_by_role("button", name="Kim Rest", exact=True))
    expect(rests).to_contain_text("Kim Rest is taking a break from mentoring this round.")
    expect(rests.get_by_text("Not taking anyone this round")).to_have_count(0)
    card.get_by_role("button", name="Ana Silva", exact=True).click()
    dialog = page.get_by_role("dialog", name="Profile of Ana Silva")
    expect(dialog).to_contain_text("Monday 09:00 to 11:00")
    assert [word for word in ("Elm", "New manager", "Wants to lead", "Friday") if word in dialog.inner_text()] == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Choosing for").fill("Ana Silva")
    page.get_by_role("option", name="Ana Silva").first.click()
    desk = page.get_by_role("region", name="Choosing for Ana Silva")
    expect(desk).to_contain_text("New manager · Elm")
    expect(desk).to_contain_text("Leading")
    expect(desk).not_to_contain_text("Oak")
    page.get_by_role("tab", name="Mentees").click()
    mentee = page.get_by_role("tabpanel").locator("li", has=page.get_by_role("heading", name="Ana Silva"))
    expect(mentee).to_contain_text("New manager · Elm")
    expect(mentee).not_to_contain_text("Oak")
