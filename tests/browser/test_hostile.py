"""A roster of everything that a stranger might type shows as text everywhere: pages, dialogs, tables, print, exports."""

from __future__ import annotations

import csv
import io

import pytest
from hostile import HOSTILE, hostile_roster
from playwright.sync_api import expect

from mentorwidgets import PairingPicker, read_roster
from mentorwidgets.__main__ import run
from mentorwidgets.folder import Folder
from mentorwidgets.model import Pair, pair_to_field
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def roster(tmp_path_factory):
    """The roster as a file."""
    file = tmp_path_factory.mktemp("hostile") / "roster.csv"
    file.write_bytes(hostile_roster().encode())
    return file


@pytest.fixture
def page(roster, serve_folder, tmp_path, new_page):
    """A signed-in page of the picker on that roster; it keeps errors, dialogs and requests to elsewhere."""
    assert run(
        [
            "add",
            str(tmp_path / "library"),
            "--program",
            "oak-county",
            "--name",
            HOSTILE[0],
            "--roster",
            str(roster),
            "--keep-going",
        ]
    ) in (0, 1)
    served = serve_folder(tmp_path / "library")
    page = new_page()
    page.elsewhere, page.dialogs = [], []
    page.on(
        "request",
        lambda request: (
            page.elsewhere.append(request.url) if not request.url.startswith((served.url, "data:", "blob:")) else None
        ),
    )
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(served.address)
    page.home = served.url
    return page


def nothing_ran(page):
    """No script of the roster ran, no dialog opened, nothing left this machine, no element came out of a text."""
    assert page.evaluate("() => window.hacked") is None
    assert (page.dialogs, page.elsewhere) == ([], [])
    assert page.locator("img[src=x], svg[onload], a[href^='javascript:']").count() == 0


def test_every_hostile_person_is_there(roster, tmp_path):
    """Nobody is dropped: one person for each text, each with its words."""
    people = read_roster(roster).people
    assert len(people) + sum(problem.level == "error" for problem in read_roster(roster).problems) == len(HOSTILE)
    assert any(person.name == HOSTILE[0] for person in people)


def test_the_start_page_shows_a_hostile_name_as_text(page):
    """The program's name is a script tag, and only words."""
    expect(page.get_by_role("heading", name=HOSTILE[0], exact=True)).to_be_visible()
    nothing_ran(page)


def test_cards_table_dialog_and_compare_show_text(page):
    """Every view of the picker."""
    page.goto(f"{page.home}programs/oak-county/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    assert page.locator(".mwp-card").count() == len(HOSTILE[::2])
    page.get_by_role("button", name="Table").click()
    expect(page.locator("table").first).to_contain_text("<script>window.hacked = true</script>")
    page.get_by_role("button", name="Cards").click()
    page.locator(".mwp-name", has_text="<script>").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("<script>window.hacked = true</script>")
    nothing_ran(page)


def test_ten_thousand_characters_do_not_break_the_layout(page):
    """No sideways scroll at 360 px, whatever was typed."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{page.home}programs/oak-county/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    nothing_ran(page)


def test_a_hostile_note_is_text(page):
    """Typed in the page, saved, and shown again after a reload."""
    page.goto(f"{page.home}programs/oak-county/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    page.locator(".mwp-card .mwp-name").first.click()
    page.get_by_role("button", name="Choose for").click()
    page.get_by_role("button", name="Pair them").click()
    page.get_by_role("tab", name="Pairs").click()
    page.locator("summary", has_text="Add a note").first.click()
    page.locator(".mwp textarea").first.fill(HOSTILE[1])
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved")
    page.reload()
    page.get_by_role("tab", name="Pairs").click(timeout=60_000)
    expect(page.locator("summary", has_text="Note:").first).to_contain_text("<img src=x")
    nothing_ran(page)


def test_exports_neutralise_formulas(roster):
    """No cell of the pairs' CSV begins as a formula, and the texts are still there."""
    people = read_roster(roster).people
    mentees = [person for person in people if person.is_mentee()]
    mentors = [person for person in people if person.is_mentor()]
    picker = PairingPicker(
        people,
        value=dict(pair_to_field(Pair(mentee=a.id, mentor=b.id)) for a, b in zip(mentees, mentors, strict=False)),
    )
    cells = [cell for row in csv.reader(io.StringIO(picker.to_csv().removeprefix("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert any("HYPERLINK" in cell for cell in cells)


def test_printed_sheets_and_the_directory_hold_no_markup_of_a_person(roster, new_page, tmp_path):
    """Opened as files of their own, without our server's protection."""
    picker = PairingPicker(read_roster(roster).people)
    for name, text in (
        ("directory.html", picker.directory_html()),
        ("sheets.html", picker.to_html()),
        ("snapshot.html", picker.snapshot()),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        page = new_page()
        page.elsewhere, page.dialogs = [], []
        page.goto((tmp_path / name).as_uri())
        nothing_ran(page)


def test_the_database_keeps_what_was_typed(roster, tmp_path):
    """Characters that a database cannot hold are shown as words, all others come back exactly."""
    run(
        ["add", str(tmp_path / "library"), "--program", "oak", "--name", "Oak", "--roster", str(roster), "--keep-going"]
    )
    with open_store(Folder(tmp_path / "library")) as store:
        kept = {person.bio for person in store.people("oak")}
    assert {HOSTILE[0], HOSTILE[13], "x" * 10_000} <= kept
