"""The cadence page in a real Chromium: dates, painted weeks, plans, talk, posted times, and a program's overview."""

from __future__ import annotations

import dataclasses

import harness
import planning
import pytest
from planning import KEY, PAIRS, RULE, saved, tab
from playwright.sync_api import expect

from mentorwidgets.widgets import Agreed

pytestmark = pytest.mark.browser

PLANNED = {f"rule/{KEY}": RULE}
WEEKDAYS = [{"day": day, "start": 540, "end": 1020} for day in range(5)]
PROMISE = {"promises": [{"what": "Send the list", "who": "mentor", "due": "2026-03-30"}]}
FULL = {
    **PLANNED,
    "closures/a": {"name": "Staff day", "first": "2026-04-07"},
    f"meeting/{KEY}/m001": {"log": "met", "was": "2026-02-10T15:00+00:00"},
    f"talk/{KEY}/m004": PROMISE,
    f"hours/{KEY}/mentor": WEEKDAYS,
    f"hours/{KEY}/mentee": [{"day": 1, "start": 540, "end": 780}],
    "posted/ana/20260331T1400Z-60": "",
    "posted/ana/20260401T1400Z-30": "eva",
}


@pytest.fixture
def shown(new_page):
    """A factory of pages with a planner."""
    return planning.shower(new_page)


def test_one_click_says_what_became_of_it(shown):
    """CA11: by keyboard; the same again takes it back, and so does undo."""
    page = shown(value=PLANNED)
    row = page.locator(".mwc-meeting").nth(1)
    met = row.get_by_role("button", name="Met", exact=True)
    harness.press(met)
    expect(met).to_have_attribute("aria-pressed", "true")
    expect(row).to_contain_text("You met")
    expect(met).to_be_focused()
    assert saved(page) == {f"meeting/{KEY}/m002": {"log": "met", "was": "2026-02-24T15:00+00:00"}}
    harness.press(page.get_by_role("button", name="Undo"))
    expect(met).to_have_attribute("aria-pressed", "false")


def agree(page, **said):
    """Let the page hear what the expectations of the pair say."""
    page.planner.offer(agreed={KEY: Agreed(**said)})
    page.evaluate("(pairs) => window.model.set('_pairs', pairs)", page.planner._pairs)


def test_agreed_days_are_marked_with_one_click(shown):
    """EX17: the end of the trial and the day to read it again come from the expectations into a plan that stands."""
    page = shown(value=PLANNED)
    agree(page, trial="2026-04-01", review="2026-06-01")
    expect(page.get_by_text("You agreed to read your expectations again on Mon 1 June 2026.")).to_be_visible()
    harness.press(page.get_by_role("button", name="Mark these days in your plan"))
    expect(page.locator(".mwc-meeting", has_text="You wanted to read what you expect")).to_contain_text("2 June")
    expect(page.locator(".mwc-meeting", has_text="The trial ends here")).to_contain_text("7 April")
    expect(page.get_by_text("You agreed to read")).to_be_hidden()
    assert page.errors == []


def test_a_new_plan_begins_with_the_agreed_days(shown):
    """Nothing has to be typed a second time."""
    page = shown()
    agree(page, trial="2026-06-01", review="2026-09-01")
    tab(page, "How often")
    page.get_by_text("Protected hours, closed days and reviews").click()
    expect(page.get_by_label("Read your expectations again on")).to_have_value("2026-09-01")
    expect(page.get_by_label("Trial, in weeks")).to_have_value("9")


def test_both_clocks_stand_at_each_date(shown):
    """CA1: summer time comes three weeks earlier in New York, and is said."""
    page = shown(value=PLANNED)
    expect(page.locator(".mwc-meeting").nth(2)).to_contain_text("11:00 for Ben Carter, New York")
    expect(page.locator(".mwc-meeting").nth(4)).to_contain_text("10:00 for Ben Carter, New York")
    expect(page.locator(".mwc-notes").first).to_contain_text("From Tue 10 March 2026 on, it is 11:00 in New York.")


def test_a_meeting_moves_on_ones_own_clock(shown):
    """The dialog says what that is for the other one."""
    page = shown(role="mentee", person="ben", value=PLANNED)
    page.locator(".mwc-next").get_by_role("button", name="Move").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Time on your clock").fill("11:30")
    expect(dialog).to_contain_text("That is Tue 7 April 2026, 16:30 for Ana Silva.")
    harness.press(dialog.get_by_role("button", name="Move it"))
    expect(page.locator(".mwc-next")).to_contain_text("You moved it from Tue 7 April 2026, 10:00.")
    assert saved(page)[f"meeting/{KEY}/m005"] == {
        "starts": "2026-04-07T11:30",
        "timezone": "America/New_York",
        "who": "mentee",
    }


def test_the_agenda_begins_with_what_was_promised(shown):
    """CA10; and a note for oneself is saved under one's own name."""
    page = shown(value={**PLANNED, f"talk/{KEY}/m004": PROMISE})
    page.locator(".mwc-next").get_by_role("button", name="Agenda and notes").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".mwc-agenda li").first).to_have_text(
        "Promised by the mentor: Send the list (by Mon 30 March 2026)"
    )
    expect(dialog.locator(".mw-readers")).to_have_text(
        ["Who can read this: Only you two.", "Who can read this: Only you."]
    )
    dialog.get_by_label("Notes for yourself").fill("Ask about the archive")
    dialog.get_by_label("A small promise").fill("Read chapter two")
    page.keyboard.press("Enter")
    first = dialog.get_by_label("Promise 1")
    expect(first).to_have_value("Read chapter two")
    first.fill("")
    first.fill("Read chapter three")
    for words in ("archive", "three"):
        page.wait_for_function("(words) => JSON.stringify(window.sent).includes(words)", arg=words)
    assert saved(page)[f"note/{KEY}/m005/mentor"] == "Ask about the archive"
    assert saved(page)[f"talk/{KEY}/m005"] == {"promises": [{"what": "Read chapter three", "who": "mentee"}]}


def test_two_who_write_at_once_keep_both(shown):
    """One says that they met while the other moves the end: neither is asked which of the two is right."""
    page = shown(value=PLANNED)
    name = f"meeting/{KEY}/m002"
    page.evaluate(
        "() => { let once = true; window.refuse = (op) => { if (!once) return null; once = false; return { op: op.op, outcome: 'conflict', version: 3, value: { minutes: 90 }, by: 'Ben Carter' }; }; }"
    )
    harness.press(page.locator(".mwc-meeting").nth(1).get_by_role("button", name="Met", exact=True))
    expect(page.locator(".mwc-meeting").nth(1)).to_contain_text("15:00 to 16:30")
    assert saved(page)[name] == {"minutes": 90, "log": "met", "was": "2026-02-24T15:00+00:00"}
    expect(page.locator(".mw-trouble")).to_have_count(0)


def test_coordinators_see_dates_and_no_talk(shown):
    """XC3: nothing to open, nothing on the page."""
    page = shown(role="coordinator", person="", value=FULL, pairs=PAIRS)
    page.get_by_role("button", name="Open Ben Carter and Ana Silva").click()
    expect(page.locator(".mwc-meeting")).to_have_count(13)
    expect(page.get_by_role("button", name="Agenda and notes")).to_have_count(0)
    assert "Send the list" not in page.content()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"Time zone of that clock": "Europe/Londn"}, "is no time zone that we know. Did you mean 'Europe/London'?"),
        ({"It ends": "until", "Last day": "2026-01-01"}, "is before the first"),
        ({"How many meetings": "10000"}, "10,000 meetings are too many."),
        ({"How many meetings": ""}, "This plan has no end."),
    ],
)
def test_what_cannot_be_planned_is_said_before_it_is_saved(shown, fields, words):
    """A clear word each, and nothing to press."""
    page = shown(pairs=PAIRS[1:])
    tab(page, "How often")
    expect(page.get_by_role("button", name="Use this plan")).to_be_enabled()
    for label, value in fields.items():
        control = page.get_by_label(label)
        control.select_option(value) if label == "It ends" else control.fill(value)
    expect(page.locator(".mwc-look .mw-error")).to_contain_text(words)
    expect(page.get_by_role("button", name="Use this plan")).to_be_disabled()


HOLD = """() => {
  const tell = window.message, held = [];
  window.message = (reply) => held.push(reply);
  window.release = () => { window.message = tell; held.splice(0).forEach(tell); };
}"""


def test_a_plan_waits_for_its_dates(shown):
    """Whoever presses before they are worked out is told, and gets the plan that stands there, not the one before."""
    page = shown(pairs=PAIRS[1:])
    tab(page, "How often")
    use = page.get_by_role("button", name="Use this plan")
    expect(page.locator(".mwc-look h3")).not_to_be_empty()
    page.evaluate(HOLD)
    page.get_by_label("Time", exact=True).fill("14:00")
    harness.press(use)
    expect(page.locator(".mwc-look").get_by_text("Working out the dates…")).to_be_visible()
    harness.press(use)
    expect(page.get_by_text("Still working out the dates.")).to_have_count(1)
    assert saved(page) == {}
    page.evaluate("() => window.release()")
    expect(page.locator(".mwc-meeting").first).to_contain_text("14:00 to")
    (rule,) = saved(page).values()
    assert rule["time"] == "14:00"


def test_a_plan_that_was_changed_while_its_dates_were_awaited_is_not_saved(shown):
    """Nobody has seen those dates: it is said, and pressed again."""
    page = shown(pairs=PAIRS[1:])
    tab(page, "How often")
    expect(page.locator(".mwc-look h3")).not_to_be_empty()
    page.evaluate(HOLD)
    page.get_by_label("Time", exact=True).fill("14:00")
    harness.press(page.get_by_role("button", name="Use this plan"))
    page.get_by_label("Time", exact=True).fill("16:00")
    page.evaluate("() => window.release()")
    expect(page.locator(".mwc-look").get_by_text("You changed something since.")).to_be_visible()
    expect(page.locator(".mwc-first li").first).to_contain_text("16:00")
    assert saved(page) == {}
    harness.press(page.get_by_role("button", name="Use this plan"))
    expect(page.locator(".mwc-meeting").first).to_contain_text("16:00 to")
    assert next(iter(saved(page).values()))["time"] == "16:00"


@pytest.mark.parametrize(("typed", "hours"), [("2,5", 2.5), ("2.5", 2.5), (",5", 0.5)])
def test_hours_with_a_comma_are_read(shown, typed, hours):
    """And what is no number is said, with its field, instead of another number being saved."""
    page = shown(pairs=PAIRS[1:])
    tab(page, "How often")
    page.get_by_text("Protected hours, closed days and reviews").click()
    field = page.get_by_label("Protected hours a month")
    field.fill("2,5h")
    wrong = page.locator(".mwc-look .mw-error")
    expect(wrong).to_have_text("Protected hours a month: This should be a number, such as 4 or 2.5.")
    field.fill("")
    field.press_sequentially(typed)
    expect(wrong).to_be_hidden()
    harness.press(page.get_by_role("button", name="Use this plan"))
    expect(page.locator(".mwc-meeting").first).to_be_visible()
    assert next(iter(saved(page).values()))["hours"] == hours


ENDED = dataclasses.replace(PAIRS[0], status="ended")


def test_closed_days_belong_to_the_program(shown):
    """The first pair by name has ended: that is nothing to the program's days, and what was not done is not said."""
    page = shown(role="coordinator", person="", pairs=(ENDED, PAIRS[1]))
    tab(page, "How often")
    expect(page.get_by_label("Pair", exact=True).locator("option:checked")).to_have_text("Eva Novak and Ana Silva")
    page.get_by_label("Pair", exact=True).select_option("Ben Carter and Ana Silva (ended)")
    expect(page.get_by_text("This pair has ended; its meetings can be read.")).to_be_visible()
    tab(page, "Closed days")
    page.get_by_label("Country").fill("GB")
    harness.press(page.get_by_role("button", name="Add them"))
    expect(page.get_by_text("public holidays are added.")).to_be_visible(timeout=30_000)
    form = page.get_by_role("tabpanel", name="Closed days")
    form.get_by_label("Name", exact=True).fill("Spring break")
    form.get_by_label("First day").fill("2026-04-13")
    harness.press(page.get_by_role("button", name="Add", exact=True))
    expect(page.locator(".mwc-list").get_by_text("Spring break", exact=True)).to_be_visible()
    page.wait_for_function("() => JSON.stringify(window.sent).includes('Spring break')")
    assert sum(name.startswith("closures/holiday-") for name in saved(page)) > 5


def test_a_mentor_whose_first_pair_has_ended_posts_times(shown):
    """What is a mentor's own asks no pair."""
    page = shown(pairs=(ENDED, PAIRS[1]))
    page.get_by_label("Your meetings with").select_option("Ben Carter (ended)")
    tab(page, "Posted times")
    harness.press(page.get_by_role("button", name="Post this time"))
    expect(page.locator(".mwc-list li")).to_have_count(1)
    page.wait_for_function("() => JSON.stringify(window.sent).includes('posted/ana/')")


def test_a_plan_that_has_begun_goes_on_from_the_next_meeting(shown):
    """What was before stays: twice as often from now on leaves the four that are over."""
    page = shown(value=PLANNED)
    tab(page, "How often")
    expect(page.get_by_label("First day")).to_have_value("2026-04-07")
    page.get_by_label("Every how many").fill("1")
    expect(page.locator(".mwc-look h3")).to_have_text("13 meetings, from Tue 10 February 2026 to Tue 2 June 2026.")
    harness.press(page.get_by_role("button", name="Use this plan"))
    expect(page.get_by_role("tab", selected=True)).to_be_focused()
    assert len(saved(page)[f"rule/{KEY}"]["earlier"]) == 4


def test_a_meeting_that_moved_does_not_draw_the_others_after_it(shown):
    """The next one falls on a closed day: the plan goes on with the day it was meant for, also when it is changed."""
    page = shown(value={**PLANNED, "closures/a": FULL["closures/a"]})
    expect(page.locator(".mwc-next")).to_contain_text("Wed 8 April 2026")
    tab(page, "How often")
    expect(page.get_by_label("First day")).to_have_value("2026-04-07")
    expect(page.locator(".mwc-first li")).to_contain_text(["Wed 8 April 2026", "Tue 21 April 2026", "Tue 5 May 2026"])


def test_the_second_taker_is_told_kindly(shown):
    """CA6: who comes first is decided where it is saved."""
    page = shown(role="mentee", person="ben", value=FULL)
    tab(page, "Posted times")
    page.evaluate(
        "() => { window.refuse = (op) => ({ op: op.op, outcome: 'conflict', version: 2, value: 'eva', by: 'Eva Novak' }); }"
    )
    harness.press(page.get_by_role("button", name="Take it Tue 31 March 2026, 10:00, 60 minutes"))
    row = page.locator(".mwc-list li").first
    expect(row).to_contain_text("Somebody else took this time a moment ago. Please choose another one.")
    harness.press(row.get_by_role("button", name="All right"))
    expect(row).to_contain_text("Taken by somebody.")


@pytest.mark.parametrize("pairs", [PAIRS[:1], ()], ids=["paired", "not paired yet"])
def test_a_mentee_may_take_a_time_of_any_mentor(shown, pairs):
    """CA6: the own mentor's times come first; whoever has no mentor yet sees all of them."""
    page = shown(role="mentee", person="ben", value={**FULL, "posted/mia/20260330T0900Z-45": ""}, pairs=pairs)
    if pairs:
        tab(page, "Posted times")
        expect(page.locator(".mwc-list li").locator("visible=true")).to_have_count(2)
        page.get_by_label("Whose times").select_option("Times of all mentors")
    expect(page.locator(".mwc-list li").locator("visible=true")).to_have_count(3)
    first = page.locator(".mwc-list li").locator("visible=true").first
    expect(first).to_contain_text("With Mia Rossi. Free.")
    harness.press(first.get_by_role("button", name="Take it"))
    expect(first).to_contain_text("Taken by you.")
    assert saved(page) == {"posted/mia/20260330T0900Z-45": "ben"}


def test_those_who_run_a_program_see_all_posted_times(shown):
    """CA6: of every mentor, with who took them; a mentor reads the name of a mentee whom they do not know yet."""
    value = {**FULL, "posted/mia/20260330T0900Z-45": "ben"}
    page = shown(role="coordinator", person="", value=value, pairs=PAIRS)
    tab(page, "Posted times")
    rows = page.locator(".mwc-list li").locator("visible=true")
    expect(rows).to_contain_text(
        ["With Mia Rossi. Taken by Ben Carter.", "With Ana Silva. Free.", "With Ana Silva. Taken by Eva Novak."]
    )
    mentor = shown(role="mentor", person="mia", value={"posted/mia/20260330T0900Z-45": ""}, pairs=())
    row = mentor.locator(".mwc-list li")
    mentor.evaluate(
        "() => window.change({ key: 'posted/mia/20260330T0900Z-45', outcome: 'saved', version: 4, value: 'zoe', by: 'Zoe Adams', op: 'x' })"
    )
    expect(row).to_contain_text("Taken by Zoe Adams.")
    mentor.get_by_label("Day").fill("2026-03-31")
    harness.press(mentor.get_by_role("button", name="Post this time"))
    assert saved(mentor) == {"posted/mia/20260331T1400Z-30": ""}


def test_a_closed_day_moves_meetings_and_tells(shown):
    """CA9: the coordinator adds a day, and reads what moved."""
    page = shown(role="coordinator", person="", value=PLANNED, pairs=PAIRS)
    tab(page, "Closed days")
    page.get_by_label("Name", exact=True).fill("Staff day")
    page.get_by_label("First day").first.fill("2026-04-07")
    harness.press(page.get_by_role("button", name="Add", exact=True))
    expect(page.locator(".mwc-list").locator("visible=true")).to_contain_text("Tue 7 April 2026")
    tab(page, "All pairs")
    page.get_by_text("What moved, and why").locator("visible=true").click()
    expect(page.get_by_text("Tue 7 April 2026 is Staff day: moved to Wed 8 April 2026.")).to_be_visible()


def test_the_pairs_stand_before_the_picture_is_drawn(shown):
    """CA19: the picture is asked for once the pairs have come, and its words stand below them."""
    page = shown(role="coordinator", person="", value=PLANNED, pairs=PAIRS)
    page.locator(".mwc-picture svg").wait_for()
    assert page.evaluate("() => window.asked.filter((one) => one !== 'plan')") == ["program", "load"]
    pairs, picture = page.get_by_role("heading", name="Pairs"), page.locator(".mwc-picture")
    assert pairs.bounding_box()["y"] < picture.bounding_box()["y"]


def test_a_page_whose_kernel_is_gone_shows_and_saves_on(shown):
    """The last plan stands; what is said of a meeting is kept."""
    page = shown(value=PLANNED)
    page.evaluate("() => { window.isDead = true; }")
    harness.press(page.locator(".mwc-meeting").nth(2).get_by_role("button", name="Missed"))
    expect(page.locator(".mwc-meeting").nth(2)).to_contain_text("It did not happen")
    assert saved(page)[f"meeting/{KEY}/m003"]["log"] == "missed"


def test_the_bare_planner_plays_both_sides(shown):
    """In any notebook: Mentor in London, Mentee in New York, nothing saved, and hostile words stay words."""
    page = shown(
        role="practice",
        value={"rule/mentee/mentor/Practice": {**RULE, "place": "<img src=x onerror='window.hit=1'>\r\nBEGIN:VEVENT"}},
    )
    page.get_by_label("You play").select_option("mentee")
    expect(page.locator(".mwc-meeting").first).to_contain_text("15:00 for Mentor, London")
    expect(page.get_by_label("You play")).to_be_focused()
    assert page.evaluate("() => window.hit") is None


@pytest.mark.parametrize("width", [1280, 320])
def test_every_state_is_fit_for_all(shown, axe, width):
    """Axe finds nothing in any tab, for a mentor and a coordinator, nor in the talk; nothing scrolls sideways."""
    look, found = harness.looker(axe if width > 320 else lambda _: []), []
    for role, person, some in (("mentor", "ana", 5), ("coordinator", "", 2)):
        page = shown(role=role, person=person, value=FULL, pairs=PAIRS, viewport={"width": width, "height": 900})
        for name in page.get_by_role("tab").all_inner_texts()[:some]:
            tab(page, name)
            if name in ("Calendar", "All pairs"):
                page.locator(".mwc-picture svg").locator("visible=true").wait_for()
            found = look(page, f"{role} {name}")
        assert page.errors == []
        if role == "mentor":
            tab(page, "Meetings")
            page.locator(".mwc-next").get_by_role("button", name="Agenda and notes").click()
            page.locator(".mwc-agenda li").first.wait_for()
            found = look(page, "talk")
    assert found == []


def test_paper_shows_dates_and_months_alone(shown):
    """No buttons, no tabs; months stand on it in ink."""
    page = shown(value=FULL)
    tab(page, "Calendar")
    page.locator(".mwc-picture svg").wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.locator(".mwc-month")).to_have_count(6)
    assert page.evaluate("() => getComputedStyle(document.querySelector('.mwc-busy')).color") == "rgb(0, 0, 0)"
