"""The pairing picker in a real Chromium: a coordinator's work, from the search to a kind ending."""

from __future__ import annotations

import csv
import io

import harness
import library
import pytest
from playwright.sync_api import expect

from mentorwidgets.model import Person, Program
from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> javascript:alert(1) =1+1 \u202eabc\u0007'


@pytest.fixture
def shown(new_page):
    """A factory of pages that show a picker."""

    def make(people=None, value=library.PAIRS, program=library.OAK, bound=False, picker=None, **options):
        page = new_page(reduced_motion="reduce", **options)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        picker = picker or PairingPicker(library.people() if people is None else people, program=program, value=value)
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=bound)
        return page

    return make


def choose_for(page, name):
    """Pick a mentee in the combobox, by keyboard."""
    page.get_by_role("combobox", name="Choosing for").fill(name)
    page.get_by_role("option", name=name).first.wait_for()
    page.keyboard.press("Enter")


def names(page):
    """The mentors shown, in order."""
    return page.locator(".mwp-found .mwp-name").all_inner_texts()


def search(page, text):
    """Type into the search and wait for its count."""
    page.get_by_role("searchbox", name="Search").fill(text)
    page.wait_for_function(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => done(true)), 1)))"
    )


def told(page):
    """The value that Python is told, when it is told."""
    page.wait_for_function("() => window.told.length > 0")
    return page.evaluate("() => window.told.at(-1)")


def store_says(page, **answer):
    """Let the store answer every change of a pair so."""
    page.evaluate(
        "(answer) => { window.refuse = (op) => (op.key.startsWith('pair/') ? {...answer, op: op.op} : null); }", answer
    )


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
    expect(page.locator(".mwp-head div.mwp-note")).to_contain_text("Nobody can do this here.")
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
    frame = page.frame_locator("iframe.mwp-frame")
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
    """A new roster is drawn without losing whom we choose for."""
    page = shown()
    choose_for(page, "Finn")
    page.evaluate(
        "() => window.model.set('_people', window.model.get('_people').filter((person) => person.region !== 'North'))"
    )
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
