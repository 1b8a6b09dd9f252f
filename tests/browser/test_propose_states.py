"""The states of "Propose" and of repairs: a real Chromium asks a picker of this process, without a server."""

from __future__ import annotations

import dataclasses
import json

import harness
import library
import pytest
from harness import button, looker, press
from playwright.sync_api import expect

from mentorwidgets.model import Person, Program
from mentorwidgets.widgets import PairingPicker

pytestmark = pytest.mark.browser


@pytest.fixture
def faults(axe):
    """What axe finds in one state after the other, and whether a page scrolls sideways."""
    return looker(axe)


@pytest.fixture
def bare(new_page):
    """A page whose model asks a picker of this process, without a server."""

    def make(people, *, width=1280, program=library.OAK, tab="End", gone=(), value=None, disabled=False, **options):
        page = new_page(viewport={"width": width, "height": 3000}, reduced_motion="reduce", **options)
        picker = PairingPicker(people, program=program, value=value, gone=gone, disabled=disabled)
        page.expose_function("askPython", lambda content: json.loads(json.dumps(picker.answer_page(content))))
        harness.show(page, picker, "pairing", "_saver", "pairing", "proposing", bound=True)
        page.evaluate(
            "() => { const send = model.send; model.send = (content) => content.kind === 'pairing' ? askPython(content).then(message) : send(content); }"
        )
        press(page.get_by_role("tab", name="Mentors"), tab)
        return page

    return make


@pytest.mark.parametrize("width", [1280, 320])
def test_when_nobody_asked_the_page_says_so_kindly(bare, faults, width):
    """And offers to propose for everyone who takes part."""
    people = [dataclasses.replace(person, assign=False) for person in library.people(6, 4)]
    page = bare(people, width=width)
    expect(page.locator(".mwp-plan .mw-empty")).to_contain_text("Nobody asked to be assigned")
    assert faults(page, "nobody asked") == []
    expect(button(page, "Propose pairs")).to_be_hidden()
    press(page.locator(".mwp-plan").get_by_role("button", name="Also propose for everyone"))
    expect(page.get_by_label("Also propose for everyone who takes part")).to_be_checked()
    expect(page.locator(".mwp-plan")).to_contain_text("4 mentees look for somebody.")
    assert page.evaluate("() => document.activeElement !== document.body")


SMALL = Program(slug="small", name="Small")
FOUR = (
    Person(id="ana", name="Ana", roles=("mentee",)), Person(id="ben", name="Ben", roles=("mentee",)),
    Person(id="noa", name="Noa", roles=("mentor",)), Person(id="zoe", name="Zoe", roles=("mentor",), avoid=("ana",)),
)  # fmt: skip
OLGA = Person(id="old", name="Olga", roles=("mentor",))
MEETING = {"status": "active", "mentee_yes": True, "mentor_yes": True, "since": "2026-09-14"}


def statuses_sent(page):
    """What the page saved, in the order in which the store gets it."""
    return page.evaluate(
        "() => sent.filter((one) => one.kind === 'save').flatMap((one) => one.ops).map((op) => [op.key, op.value.status])"
    )


def test_one_other_person_moves_only_after_being_asked(bare, faults):
    """Olga left; only Noa fits Ana, and Ben would have to move: the page insists on asking Ben."""
    value = {"pair/ana/old/Mentoring": MEETING, "pair/ben/noa/Mentoring": MEETING}
    page = bare(FOUR, program=SMALL, tab="ArrowRight", gone=(OLGA,), value=value)
    press(button(page, "Find somebody new (Ana and Olga (left)"))
    press(page.get_by_role("radio", name="Ana with Noa, if Ben would like to go on with Zoe"), "Space")
    press(button(page, "Propose this"))
    expect(page.get_by_role("alert")).to_have_text("Ask Ben first, then tick the box.")
    assert faults(page, "ask first") == []
    expect(page.get_by_label("I asked Ben, and they would like this")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_function("() => sent.some((one) => one.kind === 'save')")
    assert statuses_sent(page) == [
        ["pair/ana/old/Mentoring", "ended"], ["pair/ben/noa/Mentoring", "ended"],
        ["pair/ana/noa/Mentoring", "proposed"], ["pair/ben/zoe/Mentoring", "proposed"],
    ]  # fmt: skip


def test_a_kept_pair_that_breaks_a_rule_is_told_with_the_way_out(bare, faults):
    """Ana was put with somebody who asked not to: the words say so, and letting go is beside them."""
    people = (dataclasses.replace(FOUR[0], assign=True), *FOUR[1:])
    page = bare(people, program=SMALL, value={"draft/pins": [["ana", "zoe", "Mentoring"]]})
    expect(page.locator(".mwp-plan .mwp-note")).to_contain_text("Ana and Zoe cannot be pinned")
    assert faults(page, "error") == []
    press(button(page, "Let go (Ana and Zoe)"))
    press(button(page, "Propose pairs"))
    expect(page.locator(".mwp-draft")).to_contain_text("Noa")
    expect(page.locator(".mwp-plan .mwp-note")).to_be_hidden()


def test_two_coordinators_who_keep_pairs_at_once_both_count(bare):
    """Nobody has to choose between two lists of ids."""
    people = (dataclasses.replace(FOUR[0], assign=True), *FOUR[1:])
    page = bare(people, program=SMALL)
    press(button(page, "Propose pairs"))
    page.evaluate(
        "() => { refuse = (op) => op.base ? null : ({op: op.op, outcome: 'conflict', value: [['ben', 'zoe', 'Mentoring']], version: 4, by: 'Mia', at: ''}); }"
    )
    press(button(page, "Keep this pair"))
    page.wait_for_function("() => sent.filter((one) => one.kind === 'save').length > 1")
    assert page.evaluate("() => sent.filter((one) => one.kind === 'save').at(-1).ops[0].value") == [
        ["ben", "zoe", "Mentoring"], ["ana", "noa", "Mentoring"],
    ]  # fmt: skip
    expect(page.locator(".mw-trouble")).to_have_count(0)
    expect(page.get_by_role("heading", name="Your choices: 2 pairs kept")).to_be_visible()


def test_whoever_stays_without_is_told_why_and_what_would_help(bare, faults):
    """One place for two: those who looked before go first, and the other reads the smallest change."""
    people = (
        dataclasses.replace(FOUR[0], assign=True, waiting=True),
        dataclasses.replace(FOUR[1], assign=True),
        FOUR[2],
    )
    page = bare(people, program=SMALL, width=320)
    press(button(page, "Propose pairs"))
    expect(page.locator(".mwp-draft")).to_contain_text("Ana")
    expect(page.locator(".mwp-without")).to_contain_text("Ben")
    expect(page.locator(".mwp-without")).to_contain_text("What would help: One more place with Noa would be enough.")
    expect(page.locator(".mwp-balance-words")).to_contain_text("1 asked and stay without")
    assert faults(page, "without") == []


def asking():
    """Five mentors, and five mentees who ask to be assigned."""
    return [dataclasses.replace(person, assign=person.is_mentee()) for person in library.people(5, 5)]


@pytest.mark.parametrize("options", [{"forced_colors": "active"}, {"color_scheme": "dark"}])
def test_axe_finds_nothing_in_other_colours(bare, faults, options):
    """A draft in a person's own palette, and in the dark."""
    page = bare(asking(), **options)
    press(button(page, "Propose pairs"))
    page.locator(".mwp-draft").first.wait_for()
    press(button(page, "Not this pair"))
    press(page.locator(".mwp-settings > summary"))
    assert faults(page, "draft") == []


def test_when_changes_are_switched_off_nothing_can_be_pressed(bare):
    """Reading is for everyone; proposing is not."""
    page = bare(asking(), disabled=True)
    expect(page.get_by_label("Also propose for everyone who takes part")).to_be_disabled()
    expect(page.get_by_role("button", name="Propose pairs")).to_be_hidden()


def test_paper_for_participants_has_nothing_of_a_proposal(bare):
    """Introductions after publishing: no points, no choices of the coordinator, nobody else's name."""
    page = bare(asking())
    press(button(page, "Propose pairs"))
    page.locator(".mwp-draft").first.wait_for()
    press(button(page, "Not this pair"))
    press(button(page, "Publish"))
    press(button(page, "See them under Pairs"))
    press(button(page, "Print introductions"))
    body = page.frame_locator("iframe.mw-sheets").locator("body")
    expect(body).to_contain_text("meet")
    text = body.text_content().lower()
    assert [word for word in ("points", " fit", "not wanted", "draft", "supervisor", "weak") if word in text] == []


def test_a_result_is_announced(bare):
    """Whoever does not see the draft appear hears how it went."""
    page = bare(asking())
    press(button(page, "Propose pairs"))
    expect(page.locator(".mwp > [role=status]")).to_contain_text("drafted,")
    expect(button(page, "Propose again")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_groups_are_suggested_in_words(bare, faults, width):
    """By keyboard; the answer is announced, and an empty one says why."""
    people = library.people(6, 4)
    together = [
        dataclasses.replace(person, wants=("Bookmobile",)) if person.is_mentee() else person for person in people
    ]
    page = bare(together, width=width)
    press(button(page, "Suggest groups"))
    groups = page.locator(".mwp-plan-part", has=page.get_by_role("heading", name="Or as a group"))
    expect(groups).to_contain_text("4 mentees would like help with Bookmobile, and Benjamin Whitehorse can help.")
    expect(groups).to_contain_text("ask whether a group of 4 is fine")
    expect(button(page, "Suggest groups again")).to_be_focused()
    assert faults(page, "groups") == []
    alone = bare([person for person in people if not person.is_mentee()] + [people[-1]], width=width)
    press(button(alone, "Suggest groups"))
    expect(alone.locator(".mwp-plan")).to_contain_text("No two people who still look for somebody named the same topic")
