"""The whole first app on a roster of real places: 300 mentors and 120 mentees, by keyboard, with everything going wrong."""

from __future__ import annotations

import os
import signal

import pytest
from outlets import roster_from_outlets
from playwright.sync_api import expect

from mentorwidgets.__main__ import run
from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser


@pytest.fixture
def served(cases, tmp_path, serve_folder):
    """A server of a program whose roster was made from library outlets."""
    roster = tmp_path / "outlets.csv"
    roster.write_text(roster_from_outlets(cases, 300, 120), encoding="utf-8")
    words = ["add", tmp_path / "library", "--program", "outlets", "--name", "Six States", "--roster", roster]
    assert run([str(word) for word in words]) == 0
    return serve_folder(tmp_path / "library")


def pairs(served):
    """The pairs in the database, key -> status."""
    with open_store(Folder(served.folder)) as store:
        return {
            key: field.value["status"]
            for key, field in store.fields("outlets/pairing").items()
            if key.startswith("pair/")
        }


def choose(page, mentee):
    """Choose the first suggested mentor for a mentee, by keyboard alone."""
    page.get_by_role("combobox", name="Choosing for").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(mentee)
    page.get_by_role("option", name=mentee).first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Search").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("grant writing")
    page.locator(".mwp-card .mwp-name").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Choose for").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Pair them").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)


def test_a_coordinators_day_loses_nothing(served, new_page, axe):
    """Import, choose, kill the kernel, go offline while typing, kill the server, reload: every choice is there."""
    page = new_page()
    page.goto(served.address)
    expect(page.get_by_role("heading", name="Six States", exact=True)).to_be_visible()
    page.goto(f"{served.url}programs/outlets/pairing")
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    state = page.locator(".mw-bar-state")
    with open_store(Folder(served.folder)) as store:
        mentees = [person.name for person in store.people("outlets") if person.is_mentee() and not person.assign][:3]
    page.get_by_label("Has a free place").press("Space")
    choose(page, mentees[0])
    expect(state).to_contain_text("Saved")
    for kernel in served.kernels():
        os.kill(kernel, signal.SIGKILL)
    choose(page, mentees[1])
    expect(state).to_contain_text("Saved")
    assert len(pairs(served)) == 2
    page.context.set_offline(True)
    choose(page, mentees[2])
    expect(state).to_contain_text("Not saved, reconnecting.")
    served.kill()
    page.context.set_offline(False)
    served.start()
    page.reload()
    page.get_by_role("searchbox").first.wait_for(timeout=60_000)
    expect(state).to_have_attribute("data-state", "saved", timeout=15_000)  # perhaps even before the page came again
    assert list(pairs(served).values()) == ["proposed"] * 3
    page.get_by_role("tab", name="Pairs (3)").press("Enter")
    assert axe(page) == []
