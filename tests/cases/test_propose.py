"""A whole round on a real roster: real branches and places, real server, real Chromium."""

from __future__ import annotations

import pytest
from outlets import roster_from_outlets
from playwright.sync_api import expect

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Program
from mentorwidgets.roster import read_roster
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
STATE = Program(slug="outlets", name="Across the outlets", purposes=("Mentoring",))


@pytest.fixture
def roster(cases, tmp_path):
    """Sixty mentors and sixty mentees of real outlets."""
    file = tmp_path / "roster.csv"
    file.write_text(roster_from_outlets(cases, 60, 60), encoding="utf-8")
    return read_roster(file).people


@pytest.fixture
def page(serve_folder, new_page, roster, tmp_path):
    """The page of a program with this roster, where all proposals begin."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(STATE)
        store.set_roster(STATE.slug, roster, "Coordinator")
    (folder.workbooks / STATE.slug).mkdir(exist_ok=True)
    prepare_program(STATE.slug, folder.workbooks)
    served = serve_folder(folder.path)
    page = new_page(viewport={"width": 1280, "height": 9000}, reduced_motion="reduce")
    page.goto(served.address)
    page.goto(f"{served.url}programs/{STATE.slug}/pairing")
    page.get_by_role("tab", name="Propose").press("Enter", timeout=60_000)
    page.get_by_text("How we choose").wait_for(timeout=30_000)
    page.path = folder.path
    return page


def pairs_of(page):
    """The pairs as they stand in the database."""
    with open_store(Folder(page.path)) as store:
        fields = store.fields(f"{STATE.slug}/pairing")
    return {key: field.value for key, field in fields.items() if key.startswith("pair/")}


def test_a_round_on_a_real_roster(page, axe, roster):
    """Everyone who takes part is proposed for; two kept, one refused, three ways compared, published, one repaired."""
    page.get_by_label("Also propose for everyone who takes part").press("Space")
    page.get_by_role("button", name="Propose pairs").press("Enter")
    page.locator(".mwp-draft").first.wait_for(timeout=30_000)
    cards = page.locator(".mwp-draft")
    for at in (0, 1):
        cards.nth(at).get_by_role("button", name="Keep this pair").press("Enter")
    cards.nth(2).get_by_role("button", name="Not this pair").press("Enter")
    page.get_by_role("button", name="Propose again for the rest").press("Enter")
    expect(page.locator(".mwp-draft.mwp-out")).to_have_count(0, timeout=15_000)
    expect(page.locator(".mwp-ways tbody tr")).to_have_count(3)
    expect(page.locator(".mwp-busy")).to_contain_text("this was proved")
    assert axe(page) == []
    publish_all(page)
    assert len(pairs_of(page)) > 20
    repair_one(page)
    assert axe(page) == []
    mentees = sum(person.is_mentee() for person in roster)
    assert len({key.split("/")[1] for key in pairs_of(page)}) <= mentees


def publish_all(page):
    """One step for all, however many."""
    page.locator(".mwp-publish").get_by_role("button", name="Publish").press("Enter")
    expect(page.locator(".mwp-publish")).to_contain_text("published, waiting for both to say yes")
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=20_000)
    assert {value["status"] for value in pairs_of(page).values()} == {"proposed"}


def repair_one(page):
    """The first pair begins, ends without fault, and a new mentor is proposed without moving anybody."""
    page.get_by_role("tab", name="Pairs").press("Enter")
    first = page.locator(".mwp-proposed .mwp-pair").first
    key = first.get_attribute("data-key")
    card = page.locator(f".mwp-pair[data-key='{key}']")
    yes = card.get_by_role("button", name="says yes")
    yes.first.press("Enter")
    expect(yes).to_have_count(1)
    yes.press("Enter")
    card.get_by_role("button", name="End…").press("Enter")
    page.get_by_role("button", name="End without fault").press("Enter")
    card.get_by_role("button", name="Find somebody new").press("Enter")
    page.get_by_role("radio").first.wait_for(timeout=15_000)
    page.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Propose this").press("Enter")
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=20_000)
    own = [value["status"] for name, value in pairs_of(page).items() if name.startswith(key.rsplit("/", 2)[0] + "/")]
    assert sorted(own) == ["ended", "proposed"]
