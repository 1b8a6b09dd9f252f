"""The challenges worksheet on a bare page: a plan made by keyboard alone, conflicts in their cells, paper, and axe in every state."""

from __future__ import annotations

import dataclasses

import harness
import pytest
from harness import button, looker, press
from playwright.sync_api import expect

from mentorwidgets.challenges import cards, challenge_from_card, challenges_of, fields_of
from mentorwidgets.model import Pair, Person, Program, Viewer
from mentorwidgets.widgets import ChallengesWorksheet

pytestmark = pytest.mark.browser
PEOPLE = (Person(id="ana", name="Ana Silva", roles=("mentor",)), Person(id="ben", name="Ben Carter", roles=("mentee",)))
OAK = Program(slug="oak-county", name="Oak County mentoring")
ROWS = [dataclasses.replace(challenge_from_card(card, f"r{at}"), place=at) for at, card in enumerate(cards()[:2], 1)]
FIELDS = fields_of(ROWS) | {
    "plan/r1/01/01": {"owner": "ana", "due": "2026-10-01"},
    "barrier/r3": "A barrier alone",
    "place/r3": 3,
}


def worksheet(value=FIELDS, **options):
    pairs = [Pair(mentee="ben", mentor="ana", purpose="Career")]
    return ChallengesWorksheet(
        PEOPLE, program=OAK, pairs=pairs, value=value, counts=[("Ben and Ana", 3, 2, 1, 0)], **options
    )


@pytest.fixture
def shown(new_page):
    """A factory of pages that show a worksheet; errors of the page fail the test."""
    errors = []

    def make(widget=None, bound=False, **options):
        page = new_page(reduced_motion="reduce", **options)
        page.on("pageerror", lambda error: errors.append(str(error)))
        harness.show(page, worksheet() if widget is None else widget, "challenges", "_saver", "challenges", bound=bound)
        return page

    yield make
    assert errors == []


def cell(page, name):
    return page.get_by_role("textbox", name=name, exact=True)


def told(page, wanted):
    """The rows that Python is told, once `wanted` holds of them."""
    seen = 0
    for _ in range(100):
        page.wait_for_function("(seen) => window.told.length > seen", arg=seen)
        seen, value = page.evaluate("() => [window.told.length, window.told.at(-1)]")
        rows = challenges_of(value)
        if wanted(rows):
            return rows
    raise AssertionError(rows)


def barriers(page):
    return page.locator(".mwh-barrier textarea").evaluate_all("(all) => all.map((one) => one.value).filter(Boolean)")


def keys(page, *names):
    for name in names:
        page.keyboard.press(name)


def test_a_plan_by_keyboard_alone(shown):
    """Own words, a card, another order, undo, an owner and a date: nobody needs a mouse."""
    page = shown(worksheet({}))
    cell(page, "New barrier").focus()
    page.keyboard.type("No time")
    cell(page, "What would help with barrier 1").focus()
    page.keyboard.type("A partner")
    cell(page, "Activity for: A partner").focus()
    page.keyboard.type("Ask the college")
    keys(page, "Control+Enter")
    page.keyboard.type("Ask the club")
    press(button(page, "Who, by when? activity 1 of 2 for: A partner"))
    page.keyboard.type("Ana Silva")
    keys(page, "Tab")
    page.keyboard.type("03312026")
    keys(page, "Tab", "Escape")
    press(button(page, "Choose from cards"))
    page.get_by_role("searchbox", name="Search").fill("coffee lunch")
    expect(page.locator("dialog .mwh-card")).to_have_count(1)
    press(page.locator("dialog .mwh-card").get_by_role("button", name="Add to the table"))
    keys(page, "Escape")
    expect(cell(page, "Barrier 2")).to_be_focused()
    keys(page, "Alt+ArrowUp")
    assert barriers(page)[1] == "No time"
    press(button(page, "Undo: Barrier moved up"))
    rows = told(page, lambda rows: len(rows) == 2 and rows[0].barrier == "No time")
    ask, club = rows[0].helps[0].activities
    assert (ask.text, ask.plan.owner, ask.plan.due, club.text) == (
        "Ask the college",
        "ana",
        "2026-03-31",
        "Ask the club",
    )


def test_rows_are_moved_copied_deleted_and_brought_back(shown):
    """By buttons too; what is deleted comes back with all that hung on it, and focus is never lost."""
    page = shown()
    first, second = (row.barrier for row in ROWS)
    press(button(page, "Move down: barrier 1"))
    assert barriers(page)[:2] == [second, first]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: barrier 2"
    press(page.get_by_label("More for barrier 1"))
    press(button(page, "Copy: barrier 1"))
    assert barriers(page)[:3] == [second, second, first]
    press(button(page, "Delete: barrier 1"))
    assert barriers(page)[:2] == [second, first]
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    press(button(page, "Undo: Barrier deleted"))
    rows = told(page, lambda rows: len(rows) == 4)
    assert rows[0].helps == ROWS[1].helps


def tree(page):
    """Each barrier with its helps and activities, as they stand on the page."""
    return page.locator(".mwh-body").evaluate_all(
        """(all) => all.slice(0, 2).map((body) => [...body.querySelectorAll(".mwh-help, .mwh-activity")]
        .map((cell) => (cell.className === "mwh-help" ? "" : "- ") + cell.querySelector("textarea").value))"""
    )


def test_helps_and_activities_are_moved_by_keys_and_buttons(shown):
    """Within their lists and over their ends; what moves keeps the keyboard, and each step can be undone."""
    page = shown()
    before = tree(page)
    cell(page, "What would help with barrier 1 (2 of 2)").focus()
    keys(page, "Alt+ArrowUp")
    first, last = before[0][:4], before[0][4:]
    assert tree(page)[0] == [*last, *first]
    expect(cell(page, "What would help with barrier 1 (1 of 2)")).to_be_focused()
    press(button(page, "Move down: what would help with barrier 1 (2 of 2)"))
    assert tree(page) == [last, [*first, *before[1]]]
    expect(button(page, "Move down: what would help with barrier 2 (1 of 3)")).to_be_focused()
    cell(page, f"Activity 3 of 3 for: {first[0]}").focus()
    keys(page, "Alt+ArrowUp", "Alt+ArrowUp", "Alt+ArrowUp")
    assert tree(page)[1][:4] == [first[0], first[3], *first[1:3]]
    for _ in range(2):
        press(button(page, "Undo: Activity moved up"))
    press(button(page, "Undo: What would help moved down"))
    press(button(page, "Undo: What would help moved up"))
    expect(cell(page, "What would help with barrier 1 (1 of 2)")).to_have_value(first[0])
    assert tree(page) == before


def test_hints_lead_to_what_is_unfinished(shown):
    """CH10: what is without help is asked about, one after the other."""
    page = shown()
    expect(page.locator(".mwh-counts")).to_contain_text("1 row asks for a next thought")
    press(button(page, "Show the next one"))
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "What would help with barrier 3"
    page.keyboard.type("A room")
    expect(page.get_by_text("What could you do to get this?")).to_be_visible()


def trouble(page):
    return page.locator(".mwh-trouble:not([hidden])")


def conflict(page):
    """Somebody else changed the barrier while it was written here."""
    page.evaluate(
        "() => { window.refuse = (op) => op.key === 'barrier/r1' ? {op: op.op, outcome: 'conflict', version: 4, value: 'Their words', by: 'Zoë', at: '2026-11-20T10:42:00Z'} : null; }"
    )
    cell(page, "Barrier 1").fill("My words")
    expect(trouble(page)).to_contain_text("Their words")
    page.evaluate("() => { window.refuse = () => null; }")


def test_both_texts_of_a_conflict_stand_in_their_cell(shown):
    """Nothing is lost: either can be taken."""
    page = shown(bound=True)
    conflict(page)
    expect(trouble(page)).to_contain_text("My words")
    press(trouble(page).get_by_role("button", name="Keep the text from Zoë"))
    expect(cell(page, "Barrier 1")).to_have_value("Their words")
    expect(trouble(page)).to_have_count(0)


def test_words_of_others_never_move_what_is_typed(shown):
    """A row that comes in above leaves cursor and words of the one who types."""
    page = shown(bound=True)
    cell(page, "Barrier 3").press_sequentially(", still")
    page.evaluate(
        "() => window.change({seq: 9, op: 'elsewhere', key: 'activity/r3/h9/a9', value: 'Theirs', version: 1, outcome: 'saved', by: 'Zoë', at: ''})"
    )
    expect(cell(page, "Activity for barrier 3")).to_have_value("Theirs")
    page.keyboard.type(" here")
    expect(cell(page, "Barrier 3")).to_have_value("A barrier alone, still here")


def test_a_list_is_shown_before_it_is_added(shown):
    """CH13: cells of a spreadsheet become rows at the end."""
    page = shown()
    press(button(page, "Paste a list"))
    page.get_by_label("Your list").fill("No van\tA driver\tAsk the garage\n\t\tAsk a parent")
    expect(page.get_by_role("dialog")).to_contain_text("1 barrier, 1 thing that would help, 2 activities")
    press(button(page, "Add to the table"))
    expect(cell(page, "Barrier 4")).to_have_value("No van")
    expect(cell(page, "Barrier 4")).to_be_focused()


def test_cells_pasted_into_the_table_are_shown_first(shown):
    """What comes from a spreadsheet does not land in one cell."""
    page = shown()
    cell(page, "New barrier").evaluate(
        "(area) => { const data = new DataTransfer(); data.setData('text/plain', 'No van\\tA driver\\tAsk'); area.focus(); area.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, cancelable: true})); }"
    )
    expect(page.get_by_label("Your list")).to_have_value("No van\tA driver\tAsk")
    expect(page.get_by_role("dialog")).to_contain_text("1 barrier, 1 thing that would help, 1 activity")


def test_a_program_keeps_cards_of_its_own(shown):
    """A row becomes a card that stands in the library beside ours, and can be deleted."""
    page = shown()
    press(page.get_by_label("More for barrier 3"))
    press(button(page, "Keep as a card: barrier 3"))
    press(button(page, "Choose from cards"))
    page.get_by_role("searchbox", name="Search").fill("barrier alone")
    expect(page.locator(".mwh-card")).to_have_count(1)
    expect(page.locator(".mwh-card")).to_contain_text("Our own")
    press(button(page, "Delete this card"))
    expect(page.locator(".mwh-card")).to_have_count(0)


def test_the_starter_asks_back(shown):
    """CH6: "My community is too rural" comes with a question."""
    page = shown(worksheet({}))
    press(page.get_by_role("button", name="My community"))
    press(page.locator("dialog .mwh-card", has_text="too rural").get_by_role("button"))
    expect(cell(page, "Barrier 1")).to_have_value("Our community is too rural.")
    expect(cell(page, "What would help with barrier 1")).to_have_value(
        "Who meets at a distance already, such as farmers, schools or the clinic?"
    )


def test_each_scope_has_its_own_table(shown):
    """CH7: a pair's barriers are not the program's."""
    page = shown()
    page.get_by_label("Whose challenges").select_option(label="Ben Carter and Ana Silva: Career")
    assert barriers(page) == []
    cell(page, "New barrier").fill("We talk too little")
    assert told(page, lambda rows: True)
    page.wait_for_function(
        "() => window.told.at(-1)['barrier/ben/ana/Career/x'] || Object.keys(window.told.at(-1)).some((key) => key.startsWith('barrier/ben/ana/Career/'))"
    )


def printed(page, what, large):
    page.locator(".mwh-files summary").press("Enter")
    press(button(page, "Print…"))
    page.get_by_label(what).check()
    if large:
        page.get_by_label("Large print").check()
    press(page.get_by_role("dialog").get_by_role("button", name="Print"))
    expect(page.locator("dialog")).to_have_count(0)
    return page.frame_locator(".mw-sheets")


@pytest.mark.parametrize(
    ("what", "rows", "large"), [("The worksheet as it is now", 9, False), ("A blank sheet", 5, True)]
)
def test_paper_has_the_three_columns(shown, what, rows, large):
    """CH5, CH8: filled, or with room to write; every word of the worksheet is on it."""
    page = shown()
    paper = printed(page, what, large)
    expect(paper.locator("thead th")).to_contain_text(["Barrier", "What would help", "Activity to get that help"])
    expect(paper.locator("tr")).to_have_count(rows)
    text = paper.locator("main").inner_text()
    assert ("Ana Silva, by" in text) is not large
    assert all((row.barrier in text) is not large for row in ROWS)


def test_the_page_itself_prints_what_is_written(shown):
    """Ctrl and P: every barrier, and neither the empty row to write in nor a word of help for writing."""
    page = shown()
    page.emulate_media(media="print")
    expect(page.locator(".mwh-body").locator("visible=true")).to_have_count(3)
    expect(page.get_by_role("button")).to_have_count(0)
    page.emulate_media(media="screen")
    expect(cell(page, "New barrier")).to_be_visible()


STATES = {
    "table": lambda page: None,
    "plan": lambda page: page.locator(".mwh-plan-open").first.click(),
    "library": lambda page: (button(page, "Choose from cards").click(), page.locator("dialog summary").first.click()),
    "starter": lambda page: page.get_by_role("button", name="My community").click(),
    "example": lambda page: button(page, "See an example").click(),
    "paste": lambda page: (button(page, "Paste a list").click(), page.get_by_label("Your list").fill("a\tb\tc"), expect(page.locator("dialog table")).to_be_visible()),
    "print": lambda page: (page.locator(".mwh-files summary").click(), button(page, "Print…").click()),
    "files": lambda page: page.locator(".mwh-files summary").click(),
    "counts": lambda page: page.locator(".mwh-pairs summary").click(),
    "conflict": conflict,
}  # fmt: skip
LOOKS = [
    ({"viewport": {"width": 1280, "height": 2400}}, tuple(STATES)),
    ({"viewport": {"width": 320, "height": 4000}, "color_scheme": "dark"}, ("table", "library", "files", "conflict")),
]


@pytest.mark.parametrize(("options", "states"), LOOKS, ids=["wide", "narrow and dark"])
def test_axe_finds_nothing(shown, axe, options, states):
    """In every state, wide and narrow, light and dark; nothing scrolls sideways."""
    look = looker(axe)
    for state in states:
        page = shown(bound=True, **options)
        STATES[state](page)
        found = look(page, state)
        page.close()
    assert found == []


def test_nothing_can_be_changed_where_it_is_disabled(shown, axe):
    """Everything is shown, and no button promises more; forced colours too."""
    page = shown(worksheet(disabled=True), forced_colors="active")
    assert page.locator(".mwh-text:not([readonly])").count() == 0
    assert page.get_by_role("button", name="Delete").count() == 0
    assert axe(page) == []


def test_without_a_pair_there_is_the_example(shown, axe):
    """Whoever has no pair yet reads so, and finds no table that they could not write in."""
    page = shown(worksheet(viewer=Viewer(role="mentee", program=OAK.slug, person="eva")))
    expect(page.locator(".mw-empty")).to_contain_text("No pair yet")
    assert page.locator(".mwh-frame").count() == 0
    assert axe(page) == []
    button(page, "See an example").click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("order", [1, -1], ids=["the ended one first", "the active one first"])
def test_a_page_opens_on_a_pair_that_has_not_ended(shown, order):
    """What is over can still be chosen, and says so."""
    pairs = [
        Pair(mentee="ben", mentor="ana", purpose="Career", status="ended"),
        Pair(mentee="ben", mentor="ana", purpose="Skills", status="active"),
    ][::order]
    ben = Viewer(role="mentee", program="oak-county", person="ben", name="Ben Carter")
    page = shown(ChallengesWorksheet(PEOPLE, program=OAK, pairs=pairs, viewer=ben))
    choice = page.get_by_role("combobox", name="Whose challenges")
    options = {"Ben Carter and Ana Silva: Career (ended)", "Ben Carter and Ana Silva: Skills"}
    assert {*choice.locator("option").all_inner_texts()} == options
    assert choice.evaluate("(one) => one.selectedOptions[0].text") == "Ben Carter and Ana Silva: Skills"
