"""A coordinator proposes, keeps, refuses, compares, publishes and repairs: real server, real Chromium, keyboard alone."""

from __future__ import annotations

import dataclasses

import library
import pytest
from harness import button, looker, press
from playwright.sync_api import expect

from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, field_key
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
ASKING = frozenset({"e0000", "e0003", "e0004", "e0005", "e0006", "e0007"})
BEN = field_key("pair", "e0001", "m0002", "Technology")


def roster():
    """Twenty mentors and eight mentees; six ask to be assigned, and one of them looked before."""
    return [
        dataclasses.replace(p, assign=p.id in ASKING, waiting=p.id == "e0006") if p.is_mentee() else p
        for p in library.people(20, 8)
    ]


@pytest.fixture
def served(serve_folder, tmp_path):
    """A server of one program in which Ben and Clara meet."""
    folder = Folder(tmp_path / "library", create=True)
    with open_store(folder) as store:
        store.save_program(library.OAK)
        store.set_roster(library.OAK.slug, roster(), "Coordinator")
        save(store, BEN, {"status": "active", "mentee_yes": True, "mentor_yes": True, "since": "2026-09-14"})
    (folder.workbooks / library.OAK.slug).mkdir(exist_ok=True)
    prepare_program(library.OAK.slug, folder.workbooks)
    return serve_folder(folder.path)


def save(store, key, value):
    """Save one field as somebody else would."""
    number = f"test-{len(store.fields('oak-county/pairing')):08d}"
    answer = store.apply(Operation(op=number, worksheet="oak-county/pairing", key=key, value=value, base=0), "test")
    assert answer.outcome == "saved", answer


def stored(served, prefix):
    """Fields as they stand in the database."""
    with open_store(Folder(served.folder)) as store:
        return {k: f.value for k, f in store.fields("oak-county/pairing").items() if k.startswith(prefix)}


@pytest.fixture
def open_propose(new_page, served):
    """A factory of pages that show "Propose", reached by keys; as tall as needed, for axe sees only what is laid out."""

    def make(**options):
        page = new_page(**{"viewport": {"width": 1280, "height": 9000}, "reduced_motion": "reduce", **options})
        page.goto(served.address)
        page.goto(f"{served.url}programs/oak-county/pairing")
        page.get_by_role("tab", name="Mentors").wait_for(timeout=60_000)
        press(page.get_by_role("tab", name="Mentors"), "End")
        page.get_by_text("How we choose").wait_for(timeout=20_000)
        return page

    return make


def propose(page):
    """Propose pairs and wait for the draft."""
    press(button(page, "Propose pairs"))
    page.locator(".mwp-draft").first.wait_for(timeout=20_000)


def saved(page):
    """Wait until everything is saved."""
    expect(page.locator(".mw-bar-state")).to_contain_text("Saved", timeout=15_000)


def focused(page):
    """What has focus, in words."""
    return page.evaluate("() => document.activeElement?.textContent ?? ''")


@pytest.fixture
def faults(axe):
    """What axe finds in one state after the other, and whether a page scrolls sideways."""
    return looker(axe)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_whole_round_by_keyboard_alone(open_propose, served, faults, width, scheme):
    """Propose, keep two, refuse one, compare, publish, end one without fault, repair it; axe finds nothing on the way."""
    page = open_propose(viewport={"width": width, "height": 9000}, color_scheme=scheme)
    faults(page, "start")
    propose(page)
    faults(page, "draft")
    keep_two_and_refuse_one(page)
    faults(page, "kept and not wanted")
    expect(page.locator(".mwp-busy")).to_contain_text("Something changed since")
    press(button(page, "Propose again for the rest"))
    expect(page.locator(".mwp-busy")).to_contain_text("drafted", timeout=15_000)
    expect(page.locator(".mwp-draft.mwp-kept")).to_have_count(2)
    expect(page.locator(".mwp-draft.mwp-out")).to_have_count(0)
    compare_ways(page)
    look_at_details(page, faults)
    publish(page, served)
    faults(page, "published")
    end_and_repair(page, served, faults)
    assert faults(page, "repaired") == []


def keep_two_and_refuse_one(page):
    """Each press is told, shown, and can be undone."""
    keeps = page.get_by_role("button", name="Keep this pair")
    for at in (0, 1):
        press(keeps.nth(at), "Space")
        expect(keeps.nth(at)).to_have_attribute("aria-pressed", "true")
        expect(keeps.nth(at)).to_be_focused()
    refuse = page.locator(".mwp-draft").nth(2).get_by_role("button", name="Not this pair")
    press(refuse)
    expect(refuse).to_have_attribute("aria-pressed", "true")
    press(button(page, "Undo:"))
    expect(refuse).to_have_attribute("aria-pressed", "false")
    press(refuse)
    expect(page.get_by_role("heading", name="Your choices: 2 pairs kept, 1 pair not wanted")).to_be_visible()


def compare_ways(page):
    """Three ways in one table; arrows choose, and the draft follows."""
    rows = page.locator(".mwp-ways tbody tr")
    expect(rows).to_have_count(3)
    press(page.get_by_role("radio", name="Fairest"), "ArrowDown")
    everyone = page.get_by_role("radio", name="Everyone paired")
    expect(everyone).to_be_checked()
    expect(page.locator(".mwp-sentence").first).to_contain_text("then the highest total")
    expect(everyone).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Fairest")).to_be_checked()


def look_at_details(page, faults):
    """Every point, the rules, and others with a free place; focus comes back."""
    opener = button(page, "Details of")
    press(opener)
    page.get_by_role("rowheader", name="Together").wait_for()
    points = [int(cell.split(" ")[0]) for cell in page.locator(".mwp-points td:last-child").all_text_contents()]
    assert sum(points[:-1]) == points[-1]
    press(page.locator(".mwp-why summary"))
    faults(page, "details")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def publish(page, served):
    """All at once, as one step, and only now."""
    assert [key for key in stored(served, "pair/") if key != BEN] == []
    number = page.locator(".mwp-draft").count()
    press(page.get_by_role("button", name=f"Publish {number} pairs"))
    expect(page.locator(".mwp-publish")).to_contain_text(f"{number} pairs published")
    saved(page)
    made = {key: value for key, value in stored(served, "pair/").items() if key != BEN}
    assert len(made) == number
    assert {value["status"] for value in made.values()} == {"proposed"}
    assert {value["origin"] for value in made.values()} <= {"assigned", "hybrid"}
    assert stored(served, "draft/pins") == {}
    assert focused(page)


def end_and_repair(page, served, faults):
    """Nobody is asked why; a new mentor is proposed without moving anybody."""
    press(page.get_by_role("tab", name="Propose"), "Home")
    press(page.get_by_role("tab", name="Mentors"), "ArrowRight")
    press(button(page, "End… (Ben Carter"))
    press(button(page, "End without fault"))
    press(button(page, "Find somebody new (Ben Carter"))
    page.get_by_text("Nobody else moves").wait_for()
    faults(page, "repair")
    press(button(page, "Propose this"))
    expect(page.get_by_role("alert").filter(has_text="Choose one of these first.")).to_be_visible()
    faults(page, "nothing chosen")
    press(page.get_by_role("radio").first, "Space")
    press(button(page, "Propose this"))
    expect(button(page, "Find somebody new (Ben Carter")).to_be_hidden()
    saved(page)
    mine = {key: value["status"] for key, value in stored(served, "pair/e0001/").items()}
    assert mine.pop(BEN) == "ended"
    assert list(mine.values()) == ["proposed"]


def test_publishing_is_undone_in_one_step(open_propose, served):
    """The pairs are in the draft again, and the kept one is kept."""
    page = open_propose()
    propose(page)
    press(page.get_by_role("button", name="Keep this pair").first)
    press(button(page, "Publish"))
    saved(page)
    press(button(page, "Undo:"))
    expect(page.locator(".mwp-draft").first).to_be_visible()
    saved(page)
    page.wait_for_function("() => document.querySelectorAll('.mwp-draft').length > 3")
    assert list(stored(served, "pair/")) == [BEN]
    assert len(stored(served, "draft/pins")["draft/pins"]) == 1


def test_a_place_taken_meanwhile_is_told_beside_the_pair(open_propose, served):
    """The store has the last word; the other pairs are published all the same."""
    page = open_propose()
    propose(page)
    mentor = mentor_of(page.locator(".mwp-draft").filter(has_text="Gloria Mensah"))
    with open_store(Folder(served.folder)) as store:
        save(store, field_key("pair", "e0002", mentor, "Career"), {"status": "proposed"})
    press(button(page, "Publish"))
    expect(page.locator(".mwp-draft .mwp-note")).to_contain_text("has no free place any more")
    expect(page.locator(".mwp-publish")).to_contain_text("published")


def mentor_of(card):
    """The id of the mentor on a drafted card."""
    names = {person.name: person.id for person in roster()}
    return names[card.locator(".mwp-side strong").nth(1).text_content()]


def test_a_draft_survives_a_reload(open_propose, served):
    """Kept and unwanted pairs, weights and the way lie on the worksheet; the same pairs come back."""
    page = open_propose()
    propose(page)
    press(page.get_by_role("button", name="Keep this pair").nth(1), "Space")
    press(page.get_by_role("button", name="Not this pair").nth(0), "Space")
    expect(page.locator(".mwp-busy")).to_contain_text("Something changed since")
    press(button(page, "Propose again for the rest"))
    expect(page.locator(".mwp-busy")).to_contain_text("drafted")
    before = page.locator(".mwp-draft .mwp-pair-who").all_text_contents()
    saved(page)
    page.reload()
    page.get_by_role("tab", name="Propose").wait_for(timeout=60_000)
    press(page.get_by_role("tab", name="Mentors"), "End")
    page.locator(".mwp-draft").first.wait_for(timeout=20_000)
    assert page.locator(".mwp-draft .mwp-pair-who").all_text_contents() == before


def test_weights_show_who_would_move_before_they_count(open_propose, served):
    """Words, not numbers; nothing is saved before "Use these weights"."""
    page = open_propose()
    propose(page)
    press(page.locator(".mwp-settings > summary"))
    select = page.get_by_label("Topics", exact=True)
    select.focus()
    page.keyboard.press("End")
    expect(select).to_have_value("off")
    press(button(page, "See what would move"))
    expect(page.locator(".mwp-moves-words")).to_contain_text("With these weights")
    expect(page.locator(".mwp-moves li").first).to_contain_text("instead of")
    assert stored(served, "draft/") == {}
    press(button(page, "Use these weights"))
    expect(page.locator(".mwp-settings > summary")).to_contain_text("Topics off")
    saved(page)
    assert stored(served, "draft/weights") == {"draft/weights": {"topics": "off"}}


def test_targets_are_large_and_paper_has_none(open_propose):
    """44 px for actions, which keep their keys from JupyterLab; and a draft on paper for the table at which two sit."""
    page = open_propose()
    propose(page)
    stops = page.evaluate(STOPS)
    assert len(stops) > 20
    assert [stop for stop in stops if stop["height"] < 44 or stop["keeps"] != "true" or not stop["name"].strip()] == []
    page.emulate_media(media="print")
    expect(page.locator(".mwp-draft-words").first).to_be_visible()
    expect(page.get_by_role("button", name="Keep this pair").first).to_be_hidden()
    expect(page.locator(".mwp-panel-pairs")).to_be_hidden()


STOPS = """() => [...document.querySelectorAll(".mwp-plan :is(button, input, select, summary)")].filter((node) => node.checkVisibility()).map((node) => ({
  name: node.textContent + [...(node.labels ?? [])].map((one) => one.textContent).join(""), keeps: node.getAttribute("data-lm-suppress-shortcuts"),
  height: Math.max(node.getBoundingClientRect().height, node.labels?.[0]?.getBoundingClientRect().height ?? 0) }))"""
