"""Firefox and WebKitGTK, each started once, and a county on a real server."""

from __future__ import annotations

import pytest
from bidi import Firefox
from served import FIRST_PORT
from sittings import make_county
from webkit import Screen, WebKitWindow


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A library where every field of every worksheet can be reached."""
    return make_county(tmp_path_factory.mktemp("engines") / "library")


@pytest.fixture(scope="module")
def served(serve_folder, county):
    """A real server on it."""
    return serve_folder(county.path, token="a-token-for-tests-only", max_kernels=200, port=FIRST_PORT + 470)


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def open_browser(request):
    """Gives new windows of one of the two."""
    if request.param == "firefox":
        firefox = Firefox()
        yield firefox.window
        firefox.close()
        return
    screen = Screen()
    yield WebKitWindow
    screen.close()


@pytest.fixture
def new_window(open_browser):
    """A factory of windows; all are shut at the end."""
    windows = []

    def make():
        windows.append(open_browser())
        return windows[-1]

    yield make
    for window in windows:
        window.close()
