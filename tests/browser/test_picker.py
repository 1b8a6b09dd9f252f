"""The pairing picker in a real Chromium: finding, looking, comparing and choosing."""

from __future__ import annotations

import library
import pytest
from picking import choose_for, names, search, told
from playwright.sync_api import expect

from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser


def test_it_opens_with_the_one_who_needs_someone_most(shown):
    """Whoever asked to be assigned comes first."""
    page = shown()
    expect(page.get_by_role("combobox", name="Choosing for")).to_have_value("Hassan Ali")
    expect(page.get_by_role("heading", name="Hassan Ali")).to_be_visible()
    assert page.errors == []


def test_the_summary_says_what_is_done_and_next(shown):
    """Progress is told in words."""
    head = shown().locator(".mwp-head-words")
    expect(head).to_contain_text("3 of 7 mentees are paired.")
    expect(head).to_contain_text("Next: 1 waiting for a yes, 1 asked to be assigned")


def test_what_is_shared_with_the_mentee_comes_first(shown):
    """The first card is the one with most in common, and says what."""
    page = shown()
    expect(page.locator(".mwp-card").first).to_contain_text("In common with Hassan Ali")
    assert names(page)[0] == "Fatima Al-Sayed"


def test_search_finds_whole_terms_only(shown):
    """PP10: 'AI' finds AI, not retail and not trains."""
    page = shown()
    search(page, "ai ")
    assert sorted(names(page)) == ["Henry Dubois", "Keiko Tanaka", "Nadia Petrova"]
    expect(page.locator(".mwp-home").first).to_have_text("3 mentors of 20")


def test_the_count_is_announced(shown):
    """A screen reader hears how many were found."""
    page = shown()
    search(page, "grant writing")
    expect(page.locator(".mwp > [role=status]")).to_contain_text("2 mentors of 20")


def test_nothing_found_says_what_to_do(shown):
    """An empty list offers the way back, and focus goes to the search."""
    page = shown()
    search(page, "zeppelin")
    page.get_by_role("button", name="Clear search and filters").click()
    expect(page.locator(".mwp-card")).to_have_count(20)
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()


def test_filters_have_counts_chips_and_a_way_back(shown):
    """Each value says how many it would leave."""
    page = shown()
    page.locator(".mwp-facet > summary", has_text="Region").click()
    page.get_by_role("checkbox", name="North 3").check()
    expect(page.locator(".mwp-card")).to_have_count(3)
    page.get_by_role("button", name="Take off: Region: North").click()
    expect(page.locator(".mwp-card")).to_have_count(20)


def test_a_filter_keeps_focus_while_the_list_changes(shown):
    """Ticking one box after the other works by keyboard."""
    page = shown()
    page.locator(".mwp-facet > summary", has_text="Region").click()
    box = page.get_by_role("checkbox", name="West")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".mwp-card")).to_have_count(3)
    expect(box).to_be_focused()


def test_only_free_and_from_elsewhere(shown):
    """Tests that must hold: a place, and another department than one's own."""
    page = shown()
    page.get_by_label("Has a free place").check()
    page.get_by_label("From another department").check()
    expect(page.locator(".mwp-home").first).to_have_text("11 mentors of 20")
    assert "Benjamin Whitehorse" not in names(page)


def test_two_thousand_are_paged(shown):
    """24 at a time; the first new one gets focus."""
    page = shown(people=library.people(2000, 50))
    expect(page.locator(".mwp-card")).to_have_count(24)
    page.get_by_role("button", name="Show 24 more (1,976 left)").click()
    expect(page.locator(".mwp-card")).to_have_count(48)
    expect(page.locator(".mwp-card").nth(24).locator(".mwp-name")).to_be_focused()


def test_choosing_by_keyboard_alone(shown):
    """Name a mentee, search, open a profile, choose a purpose, and the pair is there; focus comes back."""
    page = shown()
    choose_for(page, "Deshawn")
    search(page, "storytelling")
    page.locator(".mwp-name", has_text="Amara Okafor").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Choose for Deshawn Brooks").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Technology").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    pair = told(page)["pair/e0003/m0000/Local%20know-how"]
    assert (pair["status"], pair["origin"], pair["mentee_yes"]) == ("proposed", "chosen", True)
    expect(page.locator(".mwp-name", has_text="Amara Okafor").last).to_be_focused()


def test_python_accepts_what_the_page_made(shown):
    """One shape on both sides: the value is put into a picker as it is."""
    page = shown()
    choose_for(page, "Deshawn")
    page.get_by_role("button", name="Choose Keiko Tanaka").click()
    page.get_by_role("button", name="Pair them").click()
    page.get_by_label("Please assign me").first.check()
    page.wait_for_function("() => window.told.at(-1)?.['assign/e0003'] === true")
    picker = PairingPicker(library.people(), program=library.OAK, value=library.PAIRS)
    picker.set_state({"value": told(page)})
    assert ("e0003", "m0010") in [(pair.mentee, pair.mentor) for pair in picker.pairs]


def test_a_taken_purpose_says_by_whom(shown):
    """PP7: one mentor for each purpose."""
    page = shown()
    choose_for(page, "Ana")
    search(page, "fundraising")
    page.locator(".mwp-name", has_text="Rosa Delgado").click()
    page.get_by_role("button", name="Choose for Ana Silva").click()
    expect(page.get_by_role("radio", name="Career")).to_be_disabled()
    expect(page.get_by_text("Already with Benjamin Whitehorse")).to_be_visible()
    expect(page.get_by_role("radio", name="Technology")).to_be_checked()


def test_a_barred_pair_says_why(shown):
    """PP13: the profile tells it, and offers no choice."""
    page = shown()
    choose_for(page, "Deshawn")
    page.locator(".mwp-short .mwp-name", has_text="Grace Nakamura").click()
    expect(page.get_by_role("dialog")).to_contain_text("cannot be paired")
    expect(page.get_by_role("button", name="Choose for Deshawn Brooks")).to_have_count(0)


def test_a_stale_profile_is_flagged_gently(shown):
    """PP29: with the day it was last confirmed."""
    expect(shown().locator(".mwp-card", has_text="Elias Brandt").locator(".mw-warm")).to_have_count(0)
    expect(shown().locator(".mwp-card", has_text="Keiko Tanaka").locator(".mw-warm")).to_have_text(
        "Not confirmed since 10 February 2024"
    )


def test_the_shortlist_is_ordered_by_buttons_and_focus_stays(shown):
    """PP19: wishes are ranked without dragging."""
    page = shown()
    choose_for(page, "Deshawn")
    up = page.get_by_role("button", name="Move Isabel Moreno up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("ol.mwp-short .mwp-name").first).to_have_text("Isabel Moreno")
    expect(up).to_be_focused()
    assert told(page)["shortlist/e0003"] == ["m0008", "m0010", "m0006"]


def test_taking_one_off_the_shortlist_leaves_focus_near(shown):
    """When the thing with focus goes, its heading has it."""
    page = shown()
    choose_for(page, "Deshawn")
    page.get_by_role("button", name="Take Keiko Tanaka off the shortlist").click()
    expect(page.get_by_role("heading", name="Shortlist (2)")).to_be_focused()


def test_undo_brings_back_what_was(shown):
    """Every step can be taken back."""
    page = shown()
    page.get_by_label("Please assign me").first.uncheck()
    page.get_by_role("button", name="Undo: Hassan Ali chooses for themselves").click()
    expect(page.get_by_label("Please assign me").first).to_be_checked()


def test_three_stand_side_by_side_in_a_real_table(shown):
    """A fourth is refused in words."""
    page = shown()
    for name in ("Amara Okafor", "Omar Haddad", "Grace Nakamura", "Nadia Petrova"):
        page.get_by_role("button", name=f"Compare {name}").click()
    expect(page.locator(".mwp > [role=status]")).to_contain_text("3 can stand side by side")
    page.get_by_role("button", name="Compare side by side").click()
    assert page.locator("dialog th[scope=col]").all_inner_texts()[1].endswith("Omar Haddad")
    expect(page.locator("dialog th[scope=row]").first).to_have_text("About")


def test_cards_and_table_show_the_same_people(shown):
    """The table is a real one, and keeps the order."""
    page = shown()
    before = names(page)
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("table", name="mentor").locator("tbody tr")).to_have_count(20)
    assert names(page) == before
