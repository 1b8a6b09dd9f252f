"""Somebody types slowly into every field of every worksheet, while the network, kernels, servers and phones do what they do.

The fields are read from the pages, so a new one is typed into without a word here. ``make soak`` takes an hour or
``MENTORWIDGETS_SOAK`` minutes, with 150 to 900 ms between keys; without it each field gets a few keys. ``MENTORWIDGETS_SEED``
plays a run again.
"""

from __future__ import annotations

import pytest
from played import Run
from served import FIRST_PORT
from sittings import SITTINGS, Desk, make_county
from weather import Weather
from windows import ChromiumWindow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A library where every field of every worksheet can be reached."""
    return make_county(tmp_path_factory.mktemp("typist") / "library")


@pytest.fixture(scope="module")
def served(serve_folder, county):
    """A real server on it, which finds its port free when it is started again."""
    return serve_folder(county.path, token="a-token-for-tests-only", max_kernels=200, port=FIRST_PORT + 450)


@pytest.mark.parametrize("sitting", SITTINGS, ids=str)
def test_what_is_typed_stands(served, network, new_page, held, capsys, sitting):
    """Issue 13: field and store hold what was typed; focus, caret, dialogs, tabs, drafts and place are where they were."""
    desk, window = Desk(sitting, served, network), ChromiumWindow(new_page(reduced_motion="reduce", locale="en-GB"))
    desk.sit(window)
    run = Run(desk, window, Weather(served, network, window, desk.neighbour()), held)
    run.all_places(capsys)
