"""A page of each kind stays open while nobody does anything: it keeps its line, its words and its place, and costs next to nothing.

``make soak`` looks on for ten minutes; without it for a few rounds of pings, which come more often here.
"""

from __future__ import annotations

import os

import pytest
from network import Network
from served import FIRST_PORT
from sittings import SITTINGS, Desk, make_county
from windows import ChromiumWindow
from witness import say

pytestmark = pytest.mark.browser
IS_SOAK = float(os.environ.get("MENTORWIDGETS_SOAK", "0")) > 0
PINGS = 20 if IS_SOAK else 2  # seconds between two of them
SECONDS = 600 if IS_SOAK else 12
MOST = 20_000  # bytes a minute
PAGES = {sitting.page: sitting for sitting in reversed(SITTINGS)}  # one of each kind


@pytest.fixture(scope="module")
def served(serve_folder, tmp_path_factory):
    """A real server, where everybody has a page open."""
    folder = make_county(tmp_path_factory.mktemp("idle") / "library")
    options = {"max_kernels": 200, "ping_seconds": PINGS, "port": FIRST_PORT + 460}
    return serve_folder(folder.path, token="a-token-for-tests-only", **options)


@pytest.fixture
def networks(served):
    """Each page has a line of its own to the server, so that its bytes are counted alone."""
    lines = {page: Network(served.options["port"]) for page in PAGES}
    yield lines
    for line in lines.values():
        line.close()


def test_pages_that_stay_open(served, networks, new_page, capsys):
    """Issue 13: no websocket is closed, at most 20 kB a minute pass, and half a word with its focus is where it was."""
    windows = {}
    for page, sitting in PAGES.items():
        windows[page] = ChromiumWindow(new_page(reduced_motion="reduce", locale="en-GB"))
        desk = Desk(sitting, served, networks[page])
        desk.sit(windows[page])
        windows[page].see("unfold")
        words = [one["name"] for one in windows[page].see("fields") if one["kind"] in ("text", "search", "list")]
        assert windows[page].see("enter", words[0]), page
        windows[page].press("a")
        desk.until_saved(windows[page])
    windows["pairing"].wait(2)  # what the last key has set off
    looks = {page: window.see("look") for page, window in windows.items()}
    before = {page: (line.bytes, line.hung_up) for page, line in networks.items()}
    windows["pairing"].wait(SECONDS)
    costs = {page: round((networks[page].bytes - before[page][0]) * 60 / SECONDS) for page in PAGES}
    say(capsys, f"bytes a minute of a page that rests, over {SECONDS} s: {costs}")
    assert {
        page: line.hung_up - before[page][1] for page, line in networks.items() if line.websockets
    } == dict.fromkeys([page for page, line in networks.items() if line.websockets], 0)
    assert {page: window.see("look") for page, window in windows.items()} == looks
    assert [(page, cost) for page, cost in costs.items() if cost > MOST] == []
