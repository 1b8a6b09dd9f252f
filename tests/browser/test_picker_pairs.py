"""The pairing picker in a real Chromium: pairs from a yes to a kind ending, trouble, print and what others do."""

from __future__ import annotations

import csv
import io

import library
import pytest
from picking import HOSTILE, choose_for, store_says, told
from playwright.sync_api import expect

from mentorwidgets.model import Person, Program
from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser


def test_a_pair_goes_from_yes_to_meeting(shown):
    """PP20: both say yes, then they begin."""
    page = shown()
    page.get_by_role("tab", name="Pairs").click()
    page.get_by_role("button", name="Benjamin Whitehorse says yes").click()
    group = page.locator(".mwp-confirmed")
    expect(group).to_contain_text("Ana Silva")
    group.get_by_role("button", name="They begin (Ana Silva").click()
    expect(page.locator(".mwp-active")).to_contain_text("Ana Silva")
    page.locator(".mwp-active").get_by_role("button", name="Pause (Ana Silva").click()
    expect(page.locator(".mwp-paused")).to_contain_text("Ana Silva")


def test_a_pair_ends_without_fault(shown):
    """PP21: no reason is asked, and both return to the pool."""
    page = shown()
    page.get_by_role("tab", name="Pairs").click()
    page.get_by_role("button", name="End… (Ben Carter").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("nobody has to give one")
    expect(dialog.locator("textarea, input, select")).to_have_count(0)
    dialog.get_by_role("button", name="End without fault").click()
    expect(page.locator(".mwp-ended")).to_contain_text("Ben Carter")
    page.get_by_role("tab", name="Mentors").click()
    expect(page.locator(".mwp-card", has_text="Clara Lindqvist")).to_contain_text("1 place free")


def test_a_note_is_kept_with_its_pair(shown):
    """What is typed is saved, and stays when others change things."""
    page = shown()
    page.get_by_role("tab", name="Pairs").click()
    page.locator(".mwp-proposed summary").click()
    page.locator(".mwp-proposed textarea").fill("Call Ana first.")
    page.wait_for_function("() => window.told.at(-1)?.['note/e0000/m0001/Career'] === 'Call Ana first.'")
    expect(page.locator(".mwp-proposed textarea")).to_be_focused()


def test_an_offer_is_answered_without_a_reason(shown):
    """PP5: accept, decline, later."""
    page = shown()
    page.get_by_role("tab", name="Mentees").click()
    page.get_by_label("The offer to Finn Johansson").select_option("No thank you")
    expect(page.locator(".mwp-person", has_text="Finn Johansson")).to_contain_text("Said no thank you")
    assert told(page)["offer/e0005"] == "declined"


def test_a_refusal_stands_beside_the_thing_in_words(shown):
    """Somebody took the last place: the store's words are shown where the choice was made."""
    page = shown(bound=True)
    store_says(
        page,
        outcome="refused",
        value=None,
        version=0,
        why="Keiko Tanaka has no free place any more.",
        mend="Choose someone else.",
    )
    choose_for(page, "Deshawn")
    page.get_by_role("button", name="Choose Keiko Tanaka").click()
    page.get_by_role("button", name="Pair them").click()
    note = page.locator(".mwp-desk .mwp-note")
    expect(note).to_contain_text("Keiko Tanaka has no free place any more. Choose someone else.")
    note.get_by_role("button", name="All right").click()
    expect(note).to_have_count(0)


def test_without_a_store_the_kernel_says_why_it_refused(shown):
    """The words of the notebook's own check reach the page, and what was comes back."""
    page = shown()
    page.get_by_label("Please assign me").first.uncheck()
    page.evaluate(
        "(value) => { window.message({kind: 'error', error: 'Nobody can do this here.', id: 'x'}); window.model.set('value', value); }",
        library.PAIRS,
    )
    expect(page.locator(".mwp-head div.mwp-note:not([hidden])")).to_contain_text("Nobody can do this here.")
    expect(page.get_by_label("Please assign me").first).to_be_checked()
    page.get_by_role("button", name="All right").click()
    expect(page.get_by_role("combobox", name="Choosing for")).to_be_focused()


def test_a_conflict_shows_both_and_asks(shown):
    """The same field changed twice: who wrote what, and a choice."""
    page = shown(bound=True)
    store_says(page, outcome="conflict", version=5, by="Bea", at="2026-11-20T10:00:00Z", value={"status": "ended"})
    page.get_by_role("tab", name="Pairs").click()
    page.get_by_role("button", name="Pause (Ben Carter").click()
    note = page.locator(".mwp-pair", has_text="Ben Carter").locator(".mwp-note")
    expect(note).to_contain_text("Bea changed this too. Theirs: ended. Yours: paused.")
    note.get_by_role("button", name="Keep what Bea wrote").click()
    expect(page.locator(".mwp-ended")).to_contain_text("Ben Carter")


def test_what_others_change_comes_in_without_taking_focus(shown):
    """A colleague's pair appears while somebody types."""
    page = shown(bound=True)
    box = page.get_by_role("searchbox", name="Search")
    box.fill("story")
    page.evaluate(
        "window.change({seq: 1, op: 'somebody-else', key: 'pair/e0005/m0004/Career', value: {status: 'active'}, version: 1, outcome: 'saved', by: 'Bea', at: ''})"
    )
    expect(page.get_by_role("tab", name="Pairs (5)")).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("story")


def test_a_hostile_roster_is_text_everywhere(shown):
    """Cards, table, dialog, comparison, pairs and people show the words and run nothing."""
    hostile = [
        Person(id=f"x/{i}", name=f"{HOSTILE} {i}", roles=("mentor",), bio=HOSTILE, interests=(HOSTILE,), branch=HOSTILE)
        for i in (1, 2)
    ]
    mentee = Person(id="e<", name=HOSTILE, roles=("mentee",), wants=(HOSTILE,), wishes=("x/1",))
    page = shown(
        people=[*hostile, mentee], value={}, program=Program(slug="oak", name=HOSTILE, purposes=(HOSTILE, "Career"))
    )
    page.locator(".mwp-found .mwp-name").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("<script>")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Table").click()
    page.locator(".mwp-choose").click()
    page.get_by_role("button", name="Pair them").click()
    page.get_by_role("tab", name="Pairs").click()
    expect(page.locator(".mwp-pair")).to_contain_text("<img src=x")
    assert page.evaluate("() => window.hit") is None
    assert page.locator("img, .mwp script").count() == 0


def test_ten_thousand_letters_do_not_break_the_page(shown):
    """One endless word wraps."""
    page = shown(
        people=[Person(id="m", name="W" * 10_000, roles=("mentor",), bio="x" * 10_000, interests=("y" * 500,))],
        value={},
        viewport={"width": 360, "height": 800},
    )
    expect(page.locator(".mwp-card")).to_have_count(1)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_pairs_are_downloaded_as_safe_csv(shown):
    """A spreadsheet shows names and runs nothing."""
    people = [Person(id="m", name="=cmd()", roles=("mentor",)), Person(id="e", name="Ana", roles=("mentee",))]
    page = shown(people=people, value={"pair/e/m/Career": {"status": "active"}})
    page.get_by_role("tab", name="Pairs").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download pairs (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert next(iter(list(csv.DictReader(io.StringIO(text)))))["Mentor"] == "'=cmd()"
    assert download.value.suggested_filename == "oak-county-pairs.csv"


@pytest.mark.parametrize(
    ("words", "found"),
    [("Print introductions", "Ben Carter, meet Clara Lindqvist"), ("Print all pairs", "Oak County mentoring: pairs")],
)
def test_sheets_are_printed_from_a_frame_of_their_own(shown, words, found):
    """PP28: nothing of the page around is printed."""
    page = shown()
    page.get_by_role("tab", name="Pairs").click()
    page.get_by_role("button", name=words).click()
    frame = page.frame_locator("iframe.mw-sheets")
    expect(frame.locator("body")).to_contain_text(found)
    expect(frame.locator("button, input")).to_have_count(0)


def test_printing_the_page_shows_every_pair(shown):
    """Paper has no "Show more", and no buttons."""
    people = library.people(80, 80)
    pairs = {f"pair/e{i:04d}/m{i:04d}/Career": {"status": "active"} for i in range(80)}
    page = shown(people=people, value=pairs)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".mwp-pair")).to_have_count(80)
    expect(page.locator(".mwp-pair").nth(79)).to_be_visible()
    expect(page.get_by_role("tab", name="Pairs")).to_be_hidden()


def test_nobody_yet_is_said_warmly(shown):
    """Each empty view says what to do."""
    page = shown(people=[], value={})
    expect(page.get_by_text("There are no mentors yet")).to_be_visible()
    page.get_by_role("tab", name="Pairs").click()
    expect(page.get_by_text("No pairs yet")).to_be_visible()
    page.get_by_role("tab", name="Mentees").click()
    expect(page.get_by_text("There are no mentees yet")).to_be_visible()
    assert page.errors == []


def test_switched_off_it_shows_and_changes_nothing(shown):
    """`disabled` leaves browsing and takes every change away."""
    page = shown(picker=PairingPicker(library.people(), program=library.OAK, value=library.PAIRS, disabled=True))
    expect(page.get_by_text("Changes are switched off")).to_be_visible()
    expect(page.get_by_role("button", name="Shortlist", exact=False)).to_have_count(0)
    page.get_by_role("tab", name="Pairs").click()
    expect(page.get_by_role("button", name="Pause", exact=False)).to_have_count(0)
    expect(page.get_by_label("Please assign me").first).to_be_disabled()


def test_python_can_change_the_people(shown):
    """A new roster is drawn without losing whom we choose for, as soon as nobody types."""
    page = shown()
    choose_for(page, "Finn")
    page.evaluate(
        "() => window.model.set('_people', window.model.get('_people').filter((person) => person.region !== 'North'))"
    )
    expect(page.get_by_role("tab", name="Mentors (20)")).to_be_visible()
    expect(page.get_by_role("combobox", name="Choosing for")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tab", name="Mentors (17)")).to_be_visible()
    expect(page.get_by_role("combobox", name="Choosing for")).to_have_value("Finn Johansson")


def test_leaving_takes_everything_down(shown):
    """Nothing listens any more, and the place is empty."""
    page = shown()
    page.evaluate("window.leave()")
    assert page.evaluate("window.hears()") == 0
    assert page.evaluate("document.getElementById('place').children.length") == 0


def test_it_lives_in_a_shadow_root(shown):
    """marimo shows widgets in one: dialogs and focus work there too."""
    page = shown()
    page.evaluate("""() => { window.leave(); const place = document.getElementById("place"); const root = place.attachShadow({mode: "open"});
      root.append(document.createElement("div")); window.widget.render({model: window.model, el: root.firstChild}); }""")
    name = page.locator(".mwp-found .mwp-name", has_text="Amara Okafor")
    name.click()
    page.get_by_role("dialog").get_by_role("button", name="Close").first.click()
    assert page.evaluate("document.getElementById('place').shadowRoot.activeElement.textContent") == "Amara Okafor"
