"""Two people with personal links on a real server: one asks, the other says yes, and neither reads more than is theirs."""

from __future__ import annotations

import harness
import pytest
from guests import NOTE, SLUG, make_library, worksheet_of
from playwright.sync_api import expect

from mentorwidgets.model import Operation
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Two programs; a coordinator's note on a pair that is not there yet."""
    folder = make_library(tmp_path_factory.mktemp("participants") / "library")
    with open_store(folder) as store:
        for number, (key, value) in enumerate({"note/ben/ana/career": NOTE, "shortlist/eva": ["ana"]}.items()):
            wish = Operation(op=f"before-{number:04d}", worksheet=f"{SLUG}/pairing", key=key, value=value, base=0)
            assert store.apply(wish, "Coordinator").outcome == "saved"
    return folder


@pytest.fixture(scope="module")
def server(serve_folder, library):
    """A real server on it."""
    return serve_folder(library.path)


@pytest.fixture
def page_of(server, new_page):
    """A factory of pairing pages of a guest, who comes in through a link of their own."""

    def make(who, **options):
        return worksheet_of(new_page(reduced_motion="reduce", **options), server, who, "pairing", ".mwp[data-tab]")

    return make


def test_one_asks_and_the_other_says_yes(page_of):
    """PP3, PP20: by keyboard, on two pages, live; and the coordinator's note and other mentees are on neither."""
    mentee, mentor = page_of("mentee"), page_of("own mentor")
    harness.press(mentee.get_by_role("button", name="Ana Silva").first)
    harness.press(mentee.get_by_role("button", name="Choose Ana Silva"))
    harness.press(mentee.get_by_role("button", name="Ask Ana Silva"))
    harness.press(mentor.get_by_role("button", name="Load this page again"))
    expect(mentor.locator(".mwp-pair")).to_contain_text("Ben Carter said yes. What do you say?")
    harness.press(mentor.get_by_role("button", name="Say yes"))
    expect(mentee.get_by_role("tab", name="Your pairs (1)")).to_be_visible()
    expect(mentee.locator(".mwp-head-words")).to_contain_text("You are paired with Ana Silva.")
    for page, others in ((mentee, ()), (mentor, ("Dan Osei",))):
        state = page.evaluate(f"async () => (await fetch('/mentorwidgets/api/worksheet/{SLUG}/pairing')).text()")
        told = page.content() + state + "".join(page.heard)
        assert "pair/ben/ana/career" in state
        assert "Ana Silva" in "".join(page.heard)
        assert [word for word in (NOTE, "Eva Novak", "shortlist/eva", *others) if word in told] == []


def test_another_mentor_sees_none_of_it(page_of):
    """Their page is about them."""
    page = page_of("other mentor")
    expect(page.locator(".mwp-head-words")).to_contain_text("Nobody has asked you to be their mentor yet.")
    assert [name for name in ("Ben Carter", "Ana Silva", "Eva Novak") if name in page.content()] == []


def test_the_coordinator_keeps_their_tools(page_of):
    """And reads on each answer of a mentee who else does."""
    page = page_of("coordinator")
    expect(page.get_by_role("tab")).to_have_count(4)
    expect(page.locator(".mw-readers:visible")).to_have_text(["Who can read this: This person and coordinators."] * 2)
    expect(page.locator(".mwp-folk .mwp-person, .mwp-desk h3")).to_contain_text(["Eva Novak"])
