"""The expectations page in a real Chromium: every type of answer by keyboard, every state with axe, on paper and narrow."""

from __future__ import annotations

import harness
import pytest
from playwright.sync_api import expect

from mentorwidgets.expectations import form_from_changes
from mentorwidgets.model import FormChanges, Pair, Person, Program, Viewer
from mentorwidgets.widgets import ExpectationsForm

pytestmark = pytest.mark.browser

OAK = Program(slug="oak", name="Oak County mentoring")
PAIR = Pair(mentee="ben", mentor="ana", purpose="Career", status="active")
PEOPLE = (
    Person(id="ana", name="Ana Silva", roles=("mentor",)),
    Person(id="ben", name="Ben Carter", roles=("mentee",)),
)
BEN = Viewer(role="mentee", program="oak", person="ben", name="Ben Carter")
P = "ben/ana/Career"
READY = {f"ready/{P}/mentee": True, f"ready/{P}/mentor": True}


def said(question, kind, mentee, mentor=None):
    """Answers of both, or of the mentee alone."""
    sides = {"mentee": mentee, "mentor": mentor}
    return {f"answer/{P}/{side}/{question}": {"answer": one, "type": kind} for side, one in sides.items() if one}


COMPARED = {
    **READY,
    **said("hopes", "paragraph", "To lead a story time", "That he finds his own way"),
    **said("results-when", "one-of", "Within six months", "Within six months"),
    **said("sureness", "scale", "Quite", "Not at all"),
    **said("topics", "ranking", ["Career steps", "Work and life"], ["Work and life"]),
    **said("contact-window", "hours", {"days": ["Monday"], "from": "09:00"}, {"days": ["Monday"], "to": "12:00"}),
}
SHORT = {
    "form": {
        "leave_out": [
            "offer",
            "gain",
            "role-is-not",
            "trust",
            "confidential",
            "confidential-limits",
            "channels",
            "answer-days",
            "rhythm",
            "length",
            "month-hours",
            "agenda",
            "follow-through",
            "off-limits",
            "no-expertise",
            "others-to-ask",
            "social",
            "begin",
            "trial-end",
            "end",
            "closing",
            "ending-tell",
        ]
    }
}
AGREED = {
    **COMPARED,
    f"agreed/{P}/hopes": {"answer": "Two story times by May", "type": "paragraph"},
    f"past/{P}/1/hopes": {"answer": "One story time by March", "type": "paragraph"},
    f"yes/{P}/mentee": {"name": "Ben Carter", "date": "2026-11-20", "versions": {}},
    f"yes/{P}/mentor": {"name": "Ana Silva", "date": "2026-11-21", "versions": {"hopes": 9}},
}
TEMPO = """() => { const start = performance.now(); window.leave(); window.leave = window.widget.render({model: window.model, el: document.getElementById('place')}); return performance.now() - start; }"""


@pytest.fixture
def shown(new_page):
    """A factory of pages that show a form; `field(question)` is one of its questions."""

    def make(value=(), viewer=BEN, bound=True, form=None, **options):
        page = new_page(**{"reduced_motion": "reduce", "locale": "en-GB", **options})
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        form = form or ExpectationsForm([PAIR], program=OAK, people=PEOPLE, value=dict(value), viewer=viewer)
        harness.show(page, form, "expectations", "_saver", "_form", "expectations", bound=bound)
        page.field = lambda question: page.locator(f".mwe-apart [data-question={question}]")
        return page

    return make


def was_sent(page, question, value):
    """Wait until this was the newest answer to a question that was sent to be saved."""
    fetch = """([question, value]) => {
        const ops = window.sent.filter((one) => one.kind === 'save').flatMap((one) => one.ops);
        const last = ops.filter((op) => op.key.endsWith(`/${question}`)).at(-1);
        return last !== undefined && JSON.stringify(last.value && last.value.answer) === JSON.stringify(value);
    }"""
    page.wait_for_function(fetch, arg=[question, value], timeout=10_000)
    return True


def open_step(page, name):
    """Go to a step of the form."""
    harness.press(page.get_by_role("navigation", name="Steps of this form").get_by_role("button", name=name))
    expect(page.get_by_role("heading", name=name, level=3)).to_be_focused()


def test_words_lists_and_choices_by_keyboard(shown):
    """The first step: a paragraph, lines, several with words of one's own, a scale."""
    page = shown()
    page.field("hopes").locator("textarea").press_sequentially("A plan")
    assert was_sent(page, "hopes", "A plan")
    lines = page.field("learn-together")
    lines.get_by_label("Line 1", exact=True).press_sequentially("Maps")
    harness.press(lines.get_by_role("button", name="Add a line"))
    page.keyboard.type("Grants")
    assert was_sent(page, "learn-together", ["Maps", "Grants"])
    harness.press(lines.get_by_role("button", name="Remove line 1"))
    assert was_sent(page, "learn-together", ["Grants"])
    harness.press(page.get_by_role("button", name="Undo: Line 1 removed"))
    expect(lines.get_by_label("Line 2", exact=True)).to_have_value("Grants")
    harness.press(page.field("role-is").get_by_label("Encourage"), "Space")
    page.field("role-is").get_by_label("In your own words").press_sequentially("Laugh")
    assert was_sent(page, "role-is", ["Encourage", "Laugh"])
    harness.press(page.field("sureness").get_by_label("In between"), "Space")
    page.keyboard.press("ArrowRight")
    assert was_sent(page, "sureness", "Quite")
    harness.press(page.field("sureness").get_by_role("button", name="Take my answer away"))
    assert was_sent(page, "sureness", None)
    assert page.errors == []


def test_an_order_a_grid_rows_and_numbers_by_keyboard(shown):
    """The second step: what was moved is said, and the focus goes along."""
    page = shown()
    open_step(page, "Goals")
    order = page.field("topics")
    for name in ("Career steps", "Work and life"):
        harness.press(order.get_by_role("button", name=f"Put next: {name}"))
    harness.press(order.get_by_role("button", name="Move up Work and life"))
    expect(order.get_by_role("button", name="Move down Work and life")).to_be_focused()
    expect(page.get_by_text("Work and life is now 1 of 2.")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert was_sent(page, "topics", ["Career steps", "Work and life"])
    harness.press(page.field("help-with").get_by_label("Writing, Much"), "Space")
    assert was_sent(page, "help-with", {"Writing": "Much"})
    goals = page.field("goals")
    goals.get_by_label("Goal, row 1", exact=True).press_sequentially("Story time")
    harness.press(goals.get_by_role("button", name="Add a row"))
    page.keyboard.type("Grants")
    assert was_sent(page, "goals", [{"Goal": "Story time"}, {"Goal": "Grants"}])
    hours = page.field("goal-hours").get_by_role("textbox")
    hours.press_sequentially("900")
    expect(page.field("goal-hours").locator(".mw-error")).to_have_text("The number should be between 0 and 100.")
    hours.fill("4.5")
    assert was_sent(page, "goal-hours", 4.5)


def test_hours_sentences_consent_and_branches(shown):
    """Days and times, blanks within words, a yes, and a question that is asked only after another answer."""
    page = shown()
    open_step(page, "Keeping in touch")
    window = page.field("contact-window")
    harness.press(window.get_by_label("Monday"), "Space")
    window.get_by_label("From").fill("09:00")
    window.get_by_label("Until").fill("08:00")
    expect(window.locator(".mw-error")).to_have_text("The end should be after the beginning.")
    window.get_by_label("Until").fill("12:00")
    assert was_sent(page, "contact-window", {"days": ["Monday"], "from": "09:00", "to": "12:00"})
    page.field("nudge").get_by_label("Blank 2 of 2").fill("call you")
    assert was_sent(page, "nudge", ["", "call you"])
    harness.press(page.field("ask-anything").get_by_label("Yes, I see it so."), "Space")
    assert was_sent(page, "ask-anything", True)
    open_step(page, "Meetings")
    expect(page.field("supervisor-told")).to_be_hidden()
    harness.press(page.field("work-time").get_by_label("As agreed"), "Space")
    expect(page.field("supervisor-told")).to_be_visible()


def test_the_day_that_was_agreed_on_stands_where_one_looks_again(shown):
    """EX17, EX20: in words, with the way to the meetings that can be marked for it."""
    form = ExpectationsForm([PAIR], program=OAK, people=PEOPLE, value=AGREED, viewer=BEN)
    form.offer(links={"cadence": "cadence"})
    page = shown(form=form)
    expect(page.locator(".mwe-later")).to_contain_text("What it said before is kept below each question.")
    expect(page.get_by_role("link", name="Plan your meetings")).to_be_visible()
    page.locator(".mwe-item [data-question=review] input[type=date]").fill("2027-03-01")
    expect(page.locator(".mwe-later")).to_contain_text("You agreed to read this again on 1 March 2027.")
    expect(page.get_by_role("link", name="Mark the days you agreed on in your meetings")).to_be_visible()


def test_talk_begins_with_what_differs(shown):
    """What is shown is chosen in words, said aloud and kept while the page is open; paper has all of it."""
    page = shown(COMPARED)
    choice = page.get_by_role("group", name="Which questions to show")
    discuss, items = choice.get_by_role("button", name="4 to discuss"), page.locator(".mwe-item")
    expect(discuss).to_have_attribute("aria-pressed", "true")
    expect(items).to_have_count(4)
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".mwe-paper").evaluate("(node) => node.textContent").count("We agreed") == 45
    harness.press(page.get_by_role("button", name="Show all 44"))
    expect(choice.get_by_role("button", name="All 44")).to_be_focused()
    expect(items).to_have_count(44)
    harness.press(choice.get_by_role("button", name="1 aligned"))
    expect(page.get_by_text("Shown: 1 aligned.")).to_have_count(1)
    page.evaluate("() => window.model.set('description', 'Told anew')")
    expect(page.get_by_role("heading", name="Told anew")).to_be_visible()
    expect(items).to_have_count(1)


def test_no_field_cuts_what_is_pasted(shown):
    """Every field of every kind holds all 21,000 letters, says by how many they are too many, and saves none of them."""
    page = shown()
    page.get_by_role("button", name="Show all on one page").click()
    plain = page.locator("textarea:visible, input[type=text]:not([inputmode]):visible")
    kinds = set(page.locator(".mwf-q", has=plain).evaluate_all("(nodes) => nodes.map((node) => node.dataset.type)"))
    assert {"paragraph", "list", "rows", "sentence"} <= kinds
    for kind in kinds:
        asked = page.locator(f".mwf-q[data-type='{kind}']", has=plain).first
        field = asked.locator("textarea:visible, input[type=text]:not([inputmode]):visible").first
        field.evaluate("(node) => node.focus()")
        page.keyboard.insert_text("a" * 21_000)
        assert field.evaluate("(node) => [node.value.length, node.getAttribute('aria-invalid')]") == [21_000, "true"]
        note = field.evaluate(
            "(node) => node.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ')"
        )
        assert "fit here. Please shorten it" in note
    assert page.evaluate("() => JSON.stringify(window.sent).includes('aaaa')") is False
    page.locator(".mwf-q[data-type=paragraph]:visible textarea").first.fill("It fits")
    page.wait_for_function("() => JSON.stringify(window.sent).includes('It fits')")


def test_letters_that_are_left_are_shown_near_the_end(shown):
    """Nobody learns at the last letter that there was an end."""
    page = shown()
    field = page.locator(".mwf-q:visible textarea").first
    field.fill("a" * 17_000)
    expect(page.locator(".mw-limit")).to_have_count(0)
    field.fill("a" * 19_990)
    expect(page.locator(".mw-limit").first).to_contain_text("10 letters left.")


TYPED = {"2,5": 2.5, "2.5": 2.5, "0,25": 0.25, "7": 7, "٢٫٥": 2.5}


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_what_was_typed(shown, text):
    """A comma is read: neither 25 nor 2."""
    page = shown()
    open_step(page, "Goals")
    page.field("goal-hours").get_by_role("textbox").press_sequentially(text)
    assert was_sent(page, "goal-hours", TYPED[text])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2x", "should be a number"),
        ("1,000", "Is this 1000 or 1?"),
        ("2,", "not finished"),
        ("900", "between 0 and 100"),
    ],
)
def test_a_number_that_turns_bad_takes_its_plan_back(shown, text, words):
    """What was planned a letter earlier is not saved, and the field says what is wrong; mended it is saved."""
    page = shown()
    open_step(page, "Goals")
    field = page.field("goal-hours").get_by_role("textbox")
    field.press_sequentially(text)
    field.blur()
    expect(page.field("goal-hours").locator(".mw-error")).to_contain_text(words)
    expect(field).to_have_value(text)
    expect(page.field("goal-hours")).to_have_attribute("data-state", "saved")
    assert page.evaluate("() => JSON.stringify(window.sent).includes('goal-hours')") is False
    field.fill("3,5")
    assert was_sent(page, "goal-hours", 3.5)


def test_a_time_that_is_half_typed_is_said(shown):
    """It is not an empty one: what was saved before stands until it is whole."""
    page = shown()
    open_step(page, "Keeping in touch")
    window = page.field("contact-window")
    harness.press(window.get_by_label("Monday"), "Space")
    window.get_by_label("From").fill("09:00")
    assert was_sent(page, "contact-window", {"days": ["Monday"], "from": "09:00", "to": ""})
    window.get_by_label("From").focus()
    page.keyboard.press("Delete")
    window.get_by_label("Until").focus()
    page.keyboard.type("12")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(window.locator(".mw-error")).to_have_text("This time is not complete. Give hours and minutes.")
    sent = page.evaluate(
        "() => window.sent.filter((one) => one.kind === 'save').flatMap((one) => one.ops.map((op) => op.value?.answer?.from))"
    )
    assert [one for one in sent if one is not None][-1] == "09:00"


PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}"""


def test_lines_that_are_pasted_into_one_stay_lines(shown):
    """A list that is pasted is a list; where it does not fit, none of it is cut off."""
    page = shown()
    page.get_by_role("button", name="Show all on one page").click()
    first = page.locator(".mwf-q[data-type=list]").first
    first.locator("input").first.focus()
    page.evaluate(PASTE, "Ana\nBen")
    expect(first.locator("input").nth(1)).to_have_value("Ben")
    expect(first.locator("input").nth(1)).to_be_focused()
    page.evaluate(PASTE, "xxx\n" * 300)
    expect(first.locator(".mw-error")).to_contain_text("300 lines were pasted, and there is room for")
    assert page.evaluate("() => JSON.stringify(window.sent).includes('xxx')") is False


def test_not_ready_while_an_answer_is_wrong(shown):
    """The summary names each trouble, and its link leads there."""
    page = shown()
    open_step(page, "Goals")
    page.field("goal-hours").get_by_role("textbox").press_sequentially("900")
    open_step(page, "Trust")
    ready = page.get_by_role("button", name="I am ready to compare")
    harness.press(ready)
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    harness.press(page.get_by_role("alert").get_by_role("link"))
    expect(page.field("goal-hours").get_by_role("textbox")).to_be_focused()
    page.field("goal-hours").get_by_role("textbox").fill("9")
    harness.press(ready)
    expect(page.locator(".mwe-wait")).to_contain_text("You are ready. Ana Silva is still writing.")
    harness.press(page.get_by_role("button", name="I would like to write on first"))
    expect(ready).to_be_focused()


def test_whoever_is_in_several_pairs_answers_once(shown):
    """EX29: own answers of one pair are taken into another; what stands there already stays, and undo takes them back."""
    eva = Pair(mentee="eva", mentor="ana", purpose="Career", status="active")
    value = {**said("hopes", "paragraph", None, "To pass it on"), **said("length", "number", None, 45)}
    value["answer/eva/ana/Career/mentor/length"] = {"answer": 30, "type": "number"}
    ana = Viewer(role="mentor", program="oak", person="ana", name="Ana Silva")
    page = shown(form=ExpectationsForm([PAIR, eva], program=OAK, people=PEOPLE, value=value, viewer=ana))
    harness.press(page.get_by_role("button", name="Open eva and Ana Silva"))
    harness.press(page.get_by_role("button", name="Use 1 answer from Ben Carter, Career"))
    assert was_sent(page, "hopes", "To pass it on")
    expect(page.field("hopes").locator("textarea")).to_have_value("To pass it on")
    expect(page.get_by_text("You have answered these questions before.")).to_be_hidden()
    expect(page.get_by_role("heading", name="eva and Ana Silva")).to_be_focused()
    harness.press(page.get_by_role("button", name="Undo: 1 answer taken over"))
    expect(page.field("hopes").locator("textarea")).to_have_value("")
    assert page.evaluate("() => window.sent.some((one) => one.ops?.some((op) => op.key.endsWith('/length')))") is False


def test_nobodys_words_move_while_one_types(shown):
    """A change from elsewhere waits until the cursor leaves; then both texts are there to choose from."""
    page = shown(AGREED)
    field = page.locator(".mwe-item [data-question=hopes] textarea")
    field.press_sequentially("!")
    page.evaluate(
        "([key]) => { window.refuse = (op) => op.key === key ? {op: op.op, outcome: 'conflict', version: 7, by: 'Ana Silva', value: {answer: 'Hers', type: 'paragraph'}} : null; }",
        [f"agreed/{P}/hopes"],
    )
    clash = page.locator(".mwe-item .mwf-clash").first
    expect(clash).to_contain_text("Hers")
    expect(field).to_have_value("Two story times by May!")
    expect(page.locator(".mw-bar .mw-trouble")).to_contain_text("Two story times by May!")
    harness.press(clash.get_by_role("button", name="Keep the text from Ana Silva"))
    expect(field).to_have_value("Hers")
    expect(field).to_be_focused()


def test_the_line_that_stays_covers_no_focus(shown):
    """WCAG 2.4.11: what gets the focus from below the line comes out from under it, also while the line is tall."""
    page = shown(COMPARED, viewport={"width": 360, "height": 740})
    page.get_by_text("Saving options").click()
    target = page.get_by_role("button", name="Use this answer of Ben Carter").last
    target.evaluate("(node) => scrollTo(0, node.getBoundingClientRect().top + scrollY - 20)")
    target.focus()
    page.wait_for_function(
        "(node) => node.getBoundingClientRect().top >= document.querySelector('.mw-bar').getBoundingClientRect().bottom",
        arg=target.element_handle(),
    )
    harness.press(page.get_by_text("Saving options"))
    at = page.evaluate("() => scrollY")
    page.get_by_text("Saving options").focus()
    assert page.evaluate("() => scrollY") == at


def test_words_that_were_refused_can_still_be_read(shown):
    """The reason stands beside them, also when the cursor has left."""
    page = shown()
    page.evaluate(
        "() => { window.refuse = (op) => ({op: op.op, outcome: 'refused', why: 'Too long.', mend: 'Shorten it.'}); }"
    )
    page.field("hopes").locator("textarea").press_sequentially("A long story")
    expect(page.field("hopes").locator(".mwf-clash")).to_contain_text("Too long. Shorten it.A long story")
    expect(page.locator(".mw-bar .mw-trouble")).to_contain_text("A long story")
    harness.press(page.field("hopes").get_by_role("button", name="All right"))
    expect(page.locator(".mw-bar .mw-trouble")).to_have_count(0)


def test_every_state_is_clean_wide_and_narrow(shown, axe):
    """WCAG A, AA and best practice, at 1280 and 320 px, light and dark; nothing scrolls sideways."""
    look = harness.looker(axe)
    found = []
    for size in ({"width": 1280, "height": 900}, {"width": 320, "height": 800}):
        options = {"viewport": size, "color_scheme": "dark" if size["width"] == 320 else "light"}
        if size["width"] > 320:
            page = shown({**SHORT, f"ready/{P}/mentee": True}, **options)
            page.get_by_role("button", name="Show all on one page").click()
            look(page, "apart, all on one page, waiting")
        page = shown({**AGREED, **SHORT}, **options)
        page.locator(".mwe-papers > summary").click()
        page.locator(".mwe-before > summary").first.click()
        found = look(page, "agreed")
    assert found == []


def test_the_coordinators_page_is_clean_and_tells_no_words(shown, axe):
    """Progress and what is marked for them; an answer of the pair is nowhere."""
    told = {f"told/{P}/mentee/review": {"answer": "2027-03-01", "type": "date"}}
    staff = Viewer(role="coordinator", program="oak", name="Kim")
    page = shown({**AGREED, **told, **SHORT}, viewer=staff)
    row = page.locator(".mwe-pair-row")
    expect(row).to_contain_text("Agreed: Ben Carter on 2026-11-20, Ana Silva on 2026-11-21.")
    expect(row).to_contain_text("2027-03-01")
    page.get_by_text("The program's own questions").click()
    assert "story time" not in page.content()
    look = harness.looker(axe)
    assert look(page, "staff") == []


def test_what_was_left_out_is_asked_again_by_its_words(shown):
    """Not by an id that means nothing to who reads it."""
    page = shown({"form": {"leave_out": ["gain"]}}, viewer=Viewer(role="coordinator", program="oak", name="Kim"))
    page.get_by_text("The program's own questions").click()
    harness.press(page.get_by_role("button", name="Ask it again What do you think your mentor could gain from this?"))
    page.wait_for_function("() => window.sent.some((one) => one.ops?.[0].key === 'form' && one.ops[0].value === null)")
    expect(page.get_by_role("heading", name="Left out")).to_be_hidden()


def test_a_program_changes_its_form(shown):
    """Leave out, move, lock, reword, add: each is one change of the `form` field, and can be undone."""
    page = shown({}, viewer=Viewer(role="coordinator", program="oak", name="Kim"))
    page.get_by_text("The program's own questions").click()
    first = page.locator(".mwe-edit-row").first
    harness.press(first.get_by_role("button", name="Leave out"))
    form = page.wait_for_function("() => window.sent.filter((one) => one.kind === 'save').at(-1)?.ops[0].value")
    assert form.json_value() == {"leave_out": ["hopes"]}
    asked = page.wait_for_function("() => window.sent.filter((one) => one.ask === 'form').at(-1)?.changes").json_value()
    assert asked == {"leave_out": ["hopes"]}
    page.get_by_label("What both are asked").fill("Which library do you like best?")
    harness.press(page.get_by_role("button", name="Add this question"))
    assert own_questions(page) == [{"type": "paragraph", "asked": "Which library do you like best?"}]


def test_whoever_changes_the_form_goes_on_where_they_are(shown):
    """The page follows the new questions, and keeps the cursor and what is being typed."""
    page = shown({}, viewer=Viewer(role="coordinator", program="oak", name="Kim"))
    page.get_by_text("The program's own questions").click()
    words = page.get_by_label("What both are asked")
    words.press_sequentially("Which")
    page.evaluate(
        "() => { const form = structuredClone(window.model.get('_form')); form.questions.splice(0, 1); window.model.set('_form', form); }"
    )
    expect(page.locator(".mwe-edit-row")).to_have_count(44)
    page.keyboard.type(" one?")
    expect(words).to_have_value("Which one?")


def own_questions(page):
    """The questions of the program's own that were sent to be saved, without what all of them have."""
    newest = "() => window.sent.filter((one) => one.kind === 'save').at(-1)?.ops[0].value.questions"
    sent = page.wait_for_function(newest).json_value()
    return [{name: value for name, value in one.items() if name not in ("id", "step")} for one in sent]


NEEDS = {
    "scale": ({}, {"options": ["Not at all", "A little", "In between", "Quite", "Very much"]}),
    "several-of": (
        {"The answers to": "Tea\n\n Cake\nTea", "How many": "1", "They may add words": True},
        {"options": ["Tea", "Cake"], "up_to": 1, "other": True},
    ),
    "number": ({"Of what": "visits", "No more than": "9"}, {"unit": "visits", "highest": 9}),
    "rank-grid": (
        {"The rows": "Mon\nTue", "The answers to": "Yes\nNo"},
        {"rows": ["Mon", "Tue"], "options": ["Yes", "No"]},
    ),
    "sentence": ({"The sentence": "I bring ___."}, {"blanks": "I bring ___."}),
    "consent": ({"What people say yes to": "We are on time."}, {"blanks": "We are on time."}),
    "rows": ({"The columns": "What\nWho"}, {"columns": ["What", "Who"]}),
}


def test_a_question_of_every_kind_can_be_added(shown):
    """Each kind asks for what it needs and no more, and Python takes what was made."""
    page = shown({}, viewer=Viewer(role="coordinator", program="oak", name="Kim"))
    page.get_by_text("The program's own questions").click()
    box = page.locator(".mwe-add")
    for kind, (typed, _) in NEEDS.items():
        page.get_by_label("What both are asked").fill(f"Own {kind}?")
        page.get_by_label("How it is answered").select_option(kind)
        for label, text in typed.items():
            field = box.get_by_label(label)
            field.check() if text is True else field.fill(text)
        harness.press(box.get_by_role("button", name="Add this question"))
        expect(page.get_by_label("What both are asked")).to_be_focused()
    made = own_questions(page)
    assert made == [{"type": kind, "asked": f"Own {kind}?", **wanted} for kind, (_, wanted) in NEEDS.items()]
    asked = [{**one, "id": f"own-{number}"} for number, one in enumerate(made)]
    assert len(form_from_changes(FormChanges(questions=tuple(asked))).questions) == 45 + len(NEEDS)


def test_what_a_question_lacks_is_said_before_it_is_saved(shown):
    """The field that lacks it has the focus; nothing is sent."""
    page = shown({}, viewer=Viewer(role="coordinator", program="oak", name="Kim"))
    page.get_by_text("The program's own questions").click()
    add = page.get_by_role("button", name="Add this question")
    harness.press(add)
    expect(page.get_by_role("alert")).to_have_text("Write what you would like to ask.")
    page.get_by_label("What both are asked").fill("How sure are you?")
    page.get_by_label("How it is answered").select_option("scale")
    options = page.get_by_label("The answers to choose from")
    options.fill("A little\nMuch")
    harness.press(add)
    expect(page.get_by_role("alert")).to_have_text("A scale needs a middle: write an odd number of answers.")
    expect(options).to_be_focused()
    page.get_by_label("How it is answered").select_option("text")
    expect(options).to_be_hidden()
    assert page.evaluate("() => window.sent.some((one) => one.kind === 'save')") is False


@pytest.mark.parametrize(("locale", "inches"), [("en-US", (612, 792)), ("de-DE", (595, 842))])
def test_paper_has_the_size_of_its_country(shown, locale, inches):
    """Letter or A4; every question stands on it, with lines to sign on."""
    page = shown(COMPARED, locale=locale)
    data = page.pdf(prefer_css_page_size=True)
    boxes = [tuple(round(float(n)) for n in box.split()[2:]) for box in _boxes(data)]
    assert boxes
    assert set(boxes) == {inches}
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    words = page.locator(".mwe-paper").evaluate("(node) => node.textContent")
    assert words.count("We agreed") == 45
    assert "That he finds his own way" in words
    assert page.locator(".mwe-signature .mwe-rule").count() == 4


def _boxes(data):
    """The sizes of the pages of a PDF."""
    import re

    return re.findall(r"/MediaBox\s*\[([^\]]*)\]", data.decode("latin-1"))


def test_a_blank_form_tells_nobodys_answers(shown):
    """It is for everybody; what somebody answered is not on it."""
    page = shown(COMPARED)
    page.locator(".mwe-papers > summary").click()
    page.evaluate(
        "() => { window.print = () => { dispatchEvent(new Event('beforeprint')); window.paper = document.querySelector('.mwe-paper').textContent; dispatchEvent(new Event('afterprint')); }; }"
    )
    harness.press(page.get_by_role("button", name="Print a blank form"))
    paper = page.wait_for_function("() => window.paper").json_value()
    assert "story time" not in paper
    assert "From ______ until ______" in paper
    assert "Nobody is at fault, and both can have a new pair." in paper  # EX6
    assert "Only if you answered “May we meet in work time?” with: yes, as agreed." in paper


def test_bare_it_is_a_form_to_practise_with(shown):
    """Both sides are played, compared and agreed on one page; nothing is sent to be saved."""
    page = shown(form=ExpectationsForm(variant="one-off"), bound=False)
    for side in ("mentee", "mentor"):
        harness.press(page.get_by_role("button", name=f"Answer as {side}"))
        page.locator(".mwe-apart textarea").first.fill(f"As {side}")
        harness.press(page.get_by_role("button", name="I am ready to compare"))
    expect(page.locator(".mwe-item").first).to_contain_text("As mentee")
    expect(page.locator(".mwe-item").first).to_contain_text("As mentor")
    assert page.evaluate("() => window.sent.filter((one) => one.kind === 'save').length") == 0


def test_sixty_questions_are_there_at_once(shown):
    """A phone is some six times slower than this; the time itself is told, not judged."""
    questions = [{"id": f"own-{n}", "type": "paragraph", "asked": f"Question {n}?", "step": "More"} for n in range(15)]
    page = shown({"form": {"questions": questions}, **COMPARED}, viewport={"width": 360, "height": 740})
    print(f"60 questions drawn in {page.evaluate(TEMPO):.0f} ms")
    harness.press(page.get_by_role("button", name="Show all 59"))
    assert page.locator(".mwe-item").count() == 59
    assert page.errors == []


def test_what_is_told_again_as_it_was_moves_no_cursor(shown):
    """A host may tell a page its state again; whoever types goes on."""
    page = shown(COMPARED)
    field = page.locator(".mwe-item [data-question=hopes] textarea")
    field.press_sequentially("As we")
    page.evaluate(
        "() => { for (const name of ['_pairs', '_form', 'disabled', 'description']) window.model.set(name, structuredClone(window.model.get(name))); }"
    )
    page.keyboard.type(" said")
    expect(field).to_be_focused()
    expect(field).to_have_value("As we said")


STRICT = """() => {
    const held = new Map();
    window.refuse = (op) => {
        const version = held.get(op.key) ?? 0;
        if (op.base !== version) return { op: op.op, outcome: 'conflict', version, value: { answer: 'theirs' }, by: "Patrick O'Neill" };
        held.set(op.key, version + 1);
        return null;
    };
    window.requestAnimationFrame = () => 1; // a busy phone: the frame that would draw the answer does not come
}"""


def test_pauses_of_one_writer_are_no_conflict(shown):
    """Each pause is saved and no frame comes between: the next words build on one's own, and nobody is said to disagree."""
    page = shown()
    page.evaluate(STRICT)
    hopes = page.field("hopes").locator("textarea")
    hopes.focus()
    for words in ("ab", "abcd", "abcdef", "abcdefgh"):
        page.keyboard.type(words[-2:])
        assert was_sent(page, "hopes", words)
    expect(page.locator(".mwf-clash:visible")).to_have_count(0)
    expect(page.locator(".mw-trouble")).to_have_count(0)
    assert hopes.input_value() == "abcdefgh"
