"""Two people in two time zones on a real server: they find a slot, plan a year, move one, log three, and take it along."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import signal

import icalendar
import pytest
from guests import SLUG, make_library, worksheet_of
from harness import press
from playwright.sync_api import expect
from served import PEOPLE

from mentorwidgets.model import Operation
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser

PAIR = "ben/ana/career"
TODAY = dt.datetime.now(dt.UTC).date()
BEGAN = TODAY - dt.timedelta(days=49)
ZONES = {"ana": "Europe/London", "ben": "America/New_York", "eva": ""}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Ana in London and Ben in New York are a pair."""
    folder = make_library(tmp_path_factory.mktemp("cadence") / "library")
    with open_store(folder) as store:
        people = [dataclasses.replace(person, timezone=ZONES[person.id]) for person in PEOPLE]
        store.set_roster(SLUG, people, "Coordinator")
        pair = {"status": "active", "mentee_yes": True, "mentor_yes": True}
        wish = Operation(op="before-0001", worksheet=f"{SLUG}/pairing", key=f"pair/{PAIR}", value=pair, base=0)
        assert store.apply(wish, "Coordinator").outcome == "saved"
    return folder


@pytest.fixture(scope="module")
def server(serve_folder, library):
    """A real server on it."""
    return serve_folder(library.path)


@pytest.fixture
def page_of(server, new_page):
    """A factory of pages of a guest, who comes in through a link of their own."""

    def make(who, **options):
        return worksheet_of(
            new_page(reduced_motion="reduce", **options), server, who, "cadence", ".mwc[data-ready=yes]"
        )

    return make


@pytest.fixture
def held(library):
    """Ask what stands in the database."""

    def ask(prefix):
        with open_store(library) as store:
            return {k: f.value for k, f in store.fields(f"{SLUG}/cadence").items() if k.startswith(prefix)}

    return ask


def paint(page, first, downs):
    """Mark a cell and carry it on downwards, by keys alone."""
    press(page.get_by_role("tab", name="Find a time"))
    page.get_by_role("button", name=first, exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(downs):
        page.keyboard.press("Shift+ArrowDown")


def test_two_people_plan_a_year(server, page_of, held, tmp_path):
    """Issue 8, by keyboard, one of them at 320 px; and a kernel that dies in the middle takes nothing away."""
    mentor, mentee = page_of("own mentor", viewport={"width": 320, "height": 700}), page_of("mentee")
    paint(mentor, "Tuesday 14:00 to 14:30", 5)
    paint(mentee, "Tuesday 09:00 to 09:30", 5)
    expect(mentee.get_by_text("Ana Silva has marked 3 hours a week, on the clock in London.")).to_be_visible()
    press(mentor.get_by_role("button", name="Plan with this time Tuesday 14:00"))
    mentor.get_by_label("How many meetings").fill("26")
    mentor.get_by_label("First day").fill(BEGAN.isoformat())
    expect(mentor.locator(".mwc-look h3")).to_contain_text("26 meetings, from Tue")
    press(mentor.get_by_role("button", name="Use this plan"))
    expect(mentor.locator(".mwc-meeting")).to_have_count(26)
    press(mentee.get_by_role("tab", name="Meetings"))
    expect(mentee.locator(".mwc-meeting")).to_have_count(26)
    expect(mentee.locator(".mwc-meeting").first).to_contain_text("14:00 for Ana Silva, London")
    for kernel in server.kernels():
        os.kill(kernel, signal.SIGKILL)
    for at, log in enumerate(("Met", "Missed", "Met")):
        press(mentor.locator(".mwc-meeting").nth(at).get_by_role("button", name=log, exact=True))
    press(mentor.locator(".mwc-next").get_by_role("button", name="Move"))
    mentor.get_by_role("dialog").get_by_label("Time on your clock").fill("16:30")
    press(mentor.get_by_role("button", name="Move it"))
    expect(mentee.locator(".mwc-meeting").nth(2).get_by_role("button", name="Met", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(mentor.locator(".mwc-next")).to_contain_text("16:30 to", timeout=30_000)  # a new kernel counts the dates
    expect(mentor.locator(".mw-bar-state")).to_contain_text("Saved")
    records = held(f"meeting/{PAIR}/")
    assert [one.get("log") for _, one in sorted(records.items())] == ["met", "missed", "met", None]
    expect(mentee.locator(".mwc-next")).to_contain_text("16:30 for Ana Silva", timeout=30_000)
    mentee.reload()
    expect(mentee.locator(".mwc-next")).to_contain_text("16:30 for Ana Silva")
    press(mentee.get_by_role("tab", name="Calendar"))
    with mentee.expect_download() as download:
        press(mentee.get_by_role("button", name="Download this calendar"))
    download.value.save_as(tmp_path / "a.ics")
    events = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 26
    assert sum(event["DTSTART"].dt.hour == 16 for event in events) == 1


def test_a_calendar_can_follow(server, page_of):
    """The address of one's own is shown when asked for; it needs no cookie, and stands in no log."""
    page = page_of("mentee")
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.get_by_role("tab", name="Calendar").click()
    expect(page.locator(".mwc-picture svg")).to_be_visible(timeout=30_000)
    assert troubles == []
    page.get_by_role("button", name="Let your calendar follow").click()
    address = page.get_by_label("Address for your calendar")
    expect(address).to_be_focused()
    path = "/" + address.input_value().split("/", 3)[3]
    answer = server.visitor(signed_in=False).get(path)
    assert answer.status == 200
    assert len(icalendar.Calendar.from_ical(answer.body).walk("VEVENT")) == 26
    assert path.rpartition("/")[2][:20] not in server.log()
