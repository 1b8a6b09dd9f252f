"""The pairing page of mentees and mentors in a real Chromium: their own part, and no more."""

from __future__ import annotations

import harness
import library
import pytest
from playwright.sync_api import expect

from mentorwidgets.model import Program, Viewer
from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser

DESHAWN, ANA_S, BEN, BENJAMIN, CLARA = "e0003", "e0000", "e0001", "m0001", "m0002"
WISHED = Program(slug="oak-county", name="Oak County mentoring", choosing=False)
YOUTH = Program(slug="oak-county", name="Teens at Oak County", youth=True)


@pytest.fixture
def page_of(new_page):
    """A factory of pages of one participant; `saved()` on them gives what was sent to be saved."""

    def make(role, person, value=library.PAIRS, program=library.OAK, **options):
        page = new_page(reduced_motion="reduce", **options)
        viewer = Viewer(role=role, program="oak-county", person=person, name="Somebody")
        picker = PairingPicker(library.people(), program=program, value=value, viewer=viewer)
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=True)
        page.saved = lambda: page.evaluate(
            "() => window.sent.filter((one) => one.kind === 'save').flatMap((one) => one.ops.map((op) => [op.key, op.value]))"
        )
        return page

    return make


def test_a_mentee_has_no_coordinators_tools(page_of):
    """Mentors and their own pairs: no proposals, no list of mentees, no notes, no exports of everybody."""
    page = page_of("mentee", DESHAWN)
    expect(page.get_by_role("tab")).to_have_text(["Mentors (20)", "Your pairs (0)"])
    words = page.locator(".mwp").inner_text()
    assert [word for word in ("Choosing for", "Next who needs", "Propose", "Download", "note") if word in words] == []


def test_a_mentee_with_a_pair_begins_there(page_of):
    """What matters most is what is seen first, with how to reach the other."""
    page = page_of("mentee", BEN)
    expect(page.get_by_role("tab", selected=True)).to_have_text("Your pairs (1)")
    expect(page.get_by_role("link", name="m2@library.example")).to_be_visible()
    expect(page.locator(".mwp-pair")).to_contain_text("Your mentor")


def test_asking_a_mentor_by_keyboard_alone(page_of):
    """PP3: search, open a profile, choose, pick what it is for, ask; focus comes back."""
    page = page_of("mentee", DESHAWN)
    page.get_by_role("searchbox", name="Search").press_sequentially("storytelling")
    harness.press(page.locator(".mwp-name", has_text="Amara Okafor"))
    harness.press(page.get_by_role("button", name="Choose Amara Okafor"))
    expect(page.get_by_role("dialog", name="Ask Amara Okafor to be your mentor")).to_be_visible()
    harness.press(page.get_by_role("button", name="Ask Amara Okafor"))
    expect(page.locator(".mwp-head-words")).to_contain_text(
        "A pair with Amara Okafor is waiting. Now Amara Okafor can say yes."
    )
    [(key, value)] = page.saved()
    assert key == "pair/e0003/m0000/Career"
    assert {**value, "since": ""} == {"status": "proposed", "origin": "chosen", "mentee_yes": True, "since": ""}
    expect(page.locator(".mwp-name", has_text="Amara Okafor").first).to_be_focused()


def test_a_mentee_is_never_asked_who_decided(page_of):
    """They did."""
    page = page_of("mentee", DESHAWN)
    page.get_by_role("button", name="Choose Keiko Tanaka").click()
    expect(page.get_by_role("group", name="Who decided?")).to_have_count(0)
    expect(page.get_by_role("group", name="What is this pair for?")).to_be_visible()


def test_an_offer_is_answered_without_a_reason(page_of):
    """PP5: yes, later or no; nothing else is asked."""
    page = page_of("mentee", DESHAWN)
    group = page.get_by_role("group", name="Would you like to take part this time?")
    expect(group).to_contain_text("You need not say why")
    group.get_by_role("radio", name="Yes, taking part").focus()
    page.keyboard.press("ArrowDown")
    expect(
        page.locator(".mwp > [role=status], .mw-bar [role=status]").filter(has_text="You: maybe later")
    ).to_have_count(1)
    assert page.saved() == [["offer/e0003", "later"]]


def test_please_assign_me(page_of):
    """PP4: one tick, and the page says what happens next."""
    page = page_of("mentee", DESHAWN)
    harness.press(page.get_by_role("checkbox", name="Please assign me"), "Space")
    expect(page.locator(".mwp-head-words")).to_contain_text("Your coordinator will look for a mentor for you.")
    assert page.saved() == [["assign/e0003", True]]


def test_a_shortlist_is_put_in_order_by_keys(page_of):
    """PP19: the first is wished for most."""
    page = page_of("mentee", DESHAWN)
    harness.press(page.get_by_role("button", name="Move Isabel Moreno up"))
    expect(page.locator(".mwp-short .mwp-name").first).to_have_text("Isabel Moreno")
    assert page.saved() == [["shortlist/e0003", ["m0008", "m0010", "m0006"]]]


def test_who_can_read_it_stands_at_each_group(page_of):
    """XC3: answers, shortlist and pairs say it."""
    page = page_of("mentee", DESHAWN)
    expect(page.locator(".mw-readers:visible")).to_have_text(["Who can read this: You and your coordinator."] * 2)
    page.get_by_role("tab", name="Your pairs").click()
    expect(page.get_by_text("No pair yet")).to_be_visible()
    page = page_of("mentor", CLARA)
    expect(page.locator(".mw-readers:visible")).to_have_text(["Who can read this: You two and your coordinator."])


def test_a_private_rule_gives_no_reason(page_of):
    """PP13: the two cannot be paired, and the mentee reads what they read of any mentor who has no place."""
    page = page_of("mentee", DESHAWN)
    expect(page.locator(".mwp-short-item", has_text="Grace Nakamura")).to_contain_text(
        "Grace Nakamura is not taking anyone on at the moment."
    )
    expect(page.get_by_role("button", name="Choose Grace Nakamura")).to_have_count(0)
    assert "reporting line" not in page.content()


def test_a_full_mentor_is_full_without_names(page_of):
    """Ben holds the place of Clara Lindqvist; nobody else reads that, nor that it is a place that is taken."""
    page = page_of("mentee", DESHAWN)
    clara = page.locator(".mwp-card", has_text="Clara Lindqvist")
    expect(clara).to_contain_text("Clara Lindqvist is not taking anyone on at the moment.")
    expect(clara.get_by_text("Not taking anyone this round")).to_have_count(0)
    assert "Ben Carter" not in page.content()


def test_where_the_coordinator_chooses_there_is_no_choosing(page_of):
    """PP19: a shortlist, and no question to a mentor."""
    page = page_of("mentee", DESHAWN, program=WISHED)
    expect(page.locator(".mwp-head-words")).to_contain_text("Say which mentors you wish for.")
    expect(page.get_by_role("button", name="Choose")).to_have_count(0)
    page.locator(".mwp-name", has_text="Keiko Tanaka").first.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Take off the shortlist")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("button", name="Choose")).to_have_count(0)


def test_a_mentor_says_yes_by_keyboard(page_of):
    """PP20: the second yes confirms; the page says so."""
    page = page_of("mentor", BENJAMIN)
    expect(page.locator(".mwp-pair")).to_contain_text("Ana Silva said yes. What do you say?")
    harness.press(page.get_by_role("button", name="Say yes"))
    expect(page.get_by_role("heading", name="Both said yes: ready to begin (1)")).to_be_visible()
    [(key, value)] = page.saved()
    assert (key, value["status"], value["mentor_yes"]) == ("pair/e0000/m0001/Career", "confirmed", True)


def test_a_mentor_reads_who_asks_and_nobody_else(page_of):
    """The profile of one's own mentee, without an address before both said yes."""
    page = page_of("mentor", BENJAMIN)
    expect(page.get_by_role("tab")).to_have_count(0)
    page.get_by_role("button", name="Ana Silva").first.click()
    profile = page.get_by_role("dialog", name="Profile of Ana Silva")
    expect(profile).to_contain_text("Would like help with")
    expect(profile).to_contain_text("grant writing")
    assert "Reach them at" not in profile.inner_text()
    assert [name for name in ("Ben Carter", "Clara Lindqvist") if name in page.content()] == []


def test_a_mentor_says_no_without_a_reason(page_of):
    """PP21: no question, no blame, and a way back to not now."""
    page = page_of("mentor", BENJAMIN)
    harness.press(page.get_by_role("button", name="No thank you…"))
    dialog = page.get_by_role("dialog", name="Say no to a pair with Ana Silva?")
    expect(dialog).to_contain_text("You need not say why")
    expect(dialog.locator("textarea, input, select")).to_have_count(0)
    harness.press(dialog.get_by_role("button", name="No thank you"))
    expect(page.get_by_role("heading", name="Ended (1)")).to_be_visible()
    assert page.saved()[0][1]["status"] == "ended"


def test_ending_a_pair_leaves_nothing_to_undo(page_of):
    """It takes two to begin again; a taken-back yes can be undone."""
    page = page_of("mentee", BEN)
    page.get_by_role("button", name="End…").click()
    page.get_by_role("button", name="End without fault").click()
    expect(page.get_by_role("heading", name="Ended (1)")).to_be_visible()
    expect(page.locator(".mw-bar-undo")).to_be_hidden()


def test_taking_back_what_one_asked(page_of):
    """The mentee's own question goes away, and can be asked again."""
    page = page_of("mentee", ANA_S)
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("No pair yet")).to_be_visible()
    assert page.saved() == [["pair/e0000/m0001/Career", None]]
    page.locator(".mw-bar-undo").click()
    expect(page.locator(".mwp-pair")).to_contain_text("You said yes. Waiting for Benjamin Whitehorse.")


def test_somebody_new_is_told_while_the_page_is_open(page_of):
    """A pair that came in names somebody whose profile this page does not hold."""
    page = page_of("mentor", CLARA)
    page.evaluate(
        "() => window.change({seq: 9, key: 'pair/e0006/m0002/Career', outcome: 'saved', version: 1, value: {status: 'proposed', mentee_yes: true}, by: 'x', op: 'y'})"
    )
    expect(page.get_by_role("button", name="Load this page again")).to_be_visible()
    expect(page.locator(".mwp-proposed .mwp-pair")).to_contain_text("Somebody new")
    assert "e0006" not in page.locator(".mwp").inner_text()


def test_a_young_mentee_is_initials_on_the_mentors_page(page_of):
    """XC4: initials, no address, no branch."""
    page = page_of("mentor", CLARA, program=YOUTH, value={"pair/e0001/m0002/Mentoring": {"status": "active"}})
    expect(page.locator(".mwp-pair")).to_contain_text("B. C.")
    assert [
        word for word in ("Carter", "@", "Main Library Central") if word in page.locator(".mwp-pair").inner_text()
    ] == []


def test_the_introduction_is_the_pairs_own(page_of):
    """One sheet, for one's own pair."""
    page = page_of("mentee", BEN)
    page.evaluate("() => { window.printed = []; }")
    page.get_by_role("button", name="Print our introduction").click()
    frame = page.frame_locator(".mw-sheets")
    expect(frame.locator(".sheet")).to_have_count(1)
    expect(frame.locator("h1")).to_have_text("Ben Carter, meet Clara Lindqvist")
