"""Hours that suit both, in a real Chromium: painted with mouse, finger and keys, and taken out by a calendar file."""

from __future__ import annotations

import harness
import planning
import pytest
from planning import KEY, RULE, saved, tab
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(new_page):
    """A factory of pages with a planner."""
    return planning.shower(new_page)


def drag(page, start, end):
    """A finger goes from one box to another."""
    line = page.context.new_cdp_session(page)
    for step, kind in enumerate(("touchStart", *("touchMove",) * 8)):
        point = {axis: start[axis] + 9 + (end[axis] - start[axis]) * step / 8 for axis in ("x", "y")}
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    line.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_week_is_painted_with_the_mouse(shown):
    """Down a column and over to the next: a rectangle; each cell says its name and whether it is marked."""
    page = shown()
    tab(page, "Find a time")
    first, last = (
        page.get_by_role("button", name=name, exact=True)
        for name in ("Monday 09:00 to 09:30", "Tuesday 10:30 to 11:00")
    )
    for target, press in ((first, page.mouse.down), (last, page.mouse.up)):
        box = target.bounding_box()
        page.mouse.move(box["x"] + 9, box["y"] + 9)
        press()
    expect(page.locator(".mwc-cell[aria-pressed=true]")).to_have_count(8)
    assert saved(page)[f"hours/{KEY}/mentor"] == [{"day": day, "start": 540, "end": 660} for day in (0, 1)]


def test_a_week_is_painted_with_keys(shown):
    """Arrows move the one cell that Tab reaches; Shift carries a mark, or its absence, on."""
    page = shown()
    tab(page, "Find a time")
    page.get_by_role("button", name="Wednesday 12:00 to 12:30", exact=True).focus()
    for key in ("Space", "Shift+ArrowDown", "Shift+ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Thursday 12:00 to 12:30", exact=True)).to_be_focused()
    expect(page.locator(".mwc-cell[tabindex='0']")).to_have_count(1)
    assert saved(page)[f"hours/{KEY}/mentor"] == [
        {"day": 2, "start": 720, "end": 780},
        {"day": 3, "start": 750, "end": 780},
    ]


def test_a_week_is_painted_with_a_finger(shown):
    """On a phone a finger draws and the page stands still; on the column of hours it scrolls, and draws nothing."""
    page = shown(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    tab(page, "Find a time")
    first, last, hour = (
        page.get_by_role("button", name="Monday 09:00 to 09:30", exact=True),
        page.get_by_role("button", name="Tuesday 10:30 to 11:00", exact=True),
        page.locator(".mwc-grid tbody th").nth(4),
    )
    last.scroll_into_view_if_needed()
    before = first.bounding_box()
    drag(page, before, last.bounding_box())
    expect(page.locator(".mwc-cell[aria-pressed=true]")).to_have_count(8)
    assert first.bounding_box() == before
    start = hour.bounding_box()
    drag(page, start, {**start, "y": start["y"] - 150})
    page.wait_for_function(
        "([node, y]) => node.getBoundingClientRect().y < y - 99", arg=[hour.element_handle(), start["y"]]
    )
    expect(page.locator(".mwc-cell[aria-pressed=true]")).to_have_count(8)
    assert saved(page)[f"hours/{KEY}/mentor"] == [{"day": day, "start": 540, "end": 660} for day in (0, 1)]


def choose(page, data):
    """Choose a calendar file by keyboard."""
    with page.expect_file_chooser() as chooser:
        harness.press(page.get_by_label("Choose a calendar file"))
    chooser.value.set_files({"name": "mine.ics", "mimeType": "text/calendar", "buffer": data})


EVENT = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:<img src=x onerror='window.hit=1'>\r\nDTSTART:20260331T140000Z\r\nDURATION:PT1H\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n"


def test_taken_hours_come_from_a_calendar_file(shown):
    """By keyboard; only when is kept, never what for, and it can be forgotten."""
    page = shown(value={f"rule/{KEY}": RULE})
    tab(page, "Find a time")
    choose(page, EVENT % b"RRULE:FREQ=WEEKLY;COUNT=2\r\n")
    expect(page.get_by_text("2 taken times of the next year. Nothing but the hours is kept.")).to_be_visible()
    assert saved(page) == {f"busy/{KEY}/mentor": [["2026-03-31T14:00Z", 60], ["2026-04-07T14:00Z", 60]]}
    tab(page, "Meetings")
    expect(page.locator(".mwc-next")).to_contain_text("One of your calendars has something else at this time.")
    tab(page, "Find a time")
    harness.press(page.get_by_role("button", name="Forget these hours"))
    expect(page.get_by_label("Choose a calendar file")).to_be_focused()
    assert saved(page) == {f"busy/{KEY}/mentor": None}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n" * 9, "This is no calendar file."),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:", "This calendar file is damaged and cannot be read."),
        (EVENT % b"RRULE:FREQ=SECONDLY\r\n", "that repeats very often only the first date was taken."),
        (EVENT * 12_000, "This file is larger than 2 MB."),
    ],
    ids=["picture", "damaged", "every second", "huge"],
)
def test_a_calendar_file_that_is_none_is_said(shown, data, words):
    """In words, and nothing of it runs; the next file may be chosen at once."""
    page = shown()
    tab(page, "Find a time")
    choose(page, data if b"%s" not in data else data % ((b"",) * 12_000))
    expect(page.get_by_text(words)).to_be_visible()
    choose(page, EVENT % b"")
    expect(page.get_by_text("1 taken time of the next year.")).to_be_visible()
    assert page.evaluate("() => window.hit") is None


def test_where_no_hour_is_shared_it_says_what_would_help(shown):
    """CA4: in words, with a small change."""
    page = shown(
        value={
            f"hours/{KEY}/mentor": [{"day": 0, "start": 540, "end": 600}],
            f"hours/{KEY}/mentee": [{"day": 4, "start": 540, "end": 600}],
        }
    )
    tab(page, "Find a time")
    expect(page.get_by_text("The free hours of Ana Silva and Ben Carter never meet.")).to_be_visible()
    expect(
        page.get_by_text("If Ana Silva were free on Friday 13:00 for 1 hour, that time would suit both.")
    ).to_be_visible()
