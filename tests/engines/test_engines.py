"""A short journey through each page in Firefox and WebKitGTK: come in, type, see it saved, find it again; by keyboard alone."""

from __future__ import annotations

import json
import random

import pytest
from played import MINUTES, Run
from sittings import SITTINGS, Desk
from test_races import SEED
from typist import Pace, Typist, is_saved
from weather import Weather

pytestmark = pytest.mark.engines
PACE = Pace(seconds=0.3, waits=(0.05, 0.1), strikes=0, lasts=(0, 0))
DIALOGS = {  # page and who -> what is opened, one behind the other; the last opens a dialog
    "mentee at pairing": ("^Mentors", "^Dan Osei"),
    "mentee at challenges": ("Paste a list",),
    "own mentor at cadence": ("^Agenda and notes",),
    "trainer at trainer": ("^Let people in",),
}


@pytest.mark.parametrize("sitting", SITTINGS, ids=str)
def test_journey(new_window, served, network, held, sitting):
    """Issue 13, each kind of field of each page: what is typed stands there, is saved, and is found after a reload."""
    window, desk = new_window(), Desk(sitting, served, network)
    desk.sit(window)
    typist = Typist(window, Weather(served, network, window, None), random.Random(f"{SEED} {sitting}"), PACE)
    known = set()
    for place in desk.places(window):
        kinds = {field["kind"]: field for field in reversed(place.fields) if field["kind"] not in known}
        if not kinds:
            continue
        known |= kinds.keys()
        desk.reach(window, place)
        written = {field["name"]: typist.write(field) for field in kinds.values()}
        desk.until_saved(window)
        saved = {one["name"]: written[one["name"]] for one in kinds.values() if is_saved(sitting, one)}
        saved = {name: value for name, value in saved.items() if value}
        text = held(desk.kind)
        assert [
            value for value in saved.values() if json.dumps(value.strip(), ensure_ascii=False)[1:-1] not in text
        ] == []
        desk.reach(window, place)
        found = {field["name"]: field["value"] for field in window.see("fields")}
        assert [value for value in saved.values() if value not in found.values()] == [], place
    assert window.errors() == []


@pytest.mark.parametrize("sitting", SITTINGS if MINUTES else SITTINGS[2:3], ids=str)
def test_slow_typist(new_window, served, network, held, capsys, sitting):
    """Whatever the network, the kernel, the server and other people do: ``make engines`` plays all of it."""
    window, desk = new_window(), Desk(sitting, served, network)
    desk.sit(window)
    Run(desk, window, Weather(served, network, window, desk.neighbour()), held).all_places(capsys)


@pytest.mark.parametrize("sitting", [one for one in SITTINGS if str(one) in DIALOGS], ids=str)
def test_dialog(new_window, served, network, sitting):
    """A dialog opens by Enter, takes the focus, closes by Escape and gives it back to the button."""
    window, desk = new_window(), Desk(sitting, served, network)
    desk.sit(window)
    for door in DIALOGS[str(sitting)]:
        window.until(lambda name=door: window.see("door", name), f"there is {door}")
        before = window.see("look")
        window.press("Enter")
    opened = window.until(lambda: window.see("look")["dialogs"], "the dialog is open")
    assert len(opened) == 1
    assert window.ask("() => document.activeElement.closest('dialog') !== null")
    window.press("Escape")
    window.until(lambda: not window.see("look")["dialogs"], "the dialog is closed")
    assert window.see("look")["focus"] == before["focus"]
    assert window.errors() == []
