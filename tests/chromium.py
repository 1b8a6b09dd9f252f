"""A real Chromium for browser tests: Debian's when it is there, else Playwright's own.

Of Debian's two the one without windows of its own comes first (`chromium-headless-shell`): the same engine from the same
source, and a third of the other's work is drawing tabs and tool bars that nobody looks at.
"""

from __future__ import annotations

import json
import os
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP room.test 127.0.0.1",  # a name of the network that is not this computer: http is bare there
]
_PAPER_STAYS = "window.print = () => dispatchEvent(new Event('beforeprint'))"
"""There is no printer: what would go to it is looked at, as it stands when it is sent."""


expect.set_options(timeout=20_000)  # milliseconds: what is waited for is a state, however busy the machine is


def program() -> str | None:
    """Where Chromium is; None for Playwright's own."""
    found = map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser process for the whole run."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A factory of pages, each in a context of its own; their contexts are closed at the end."""
    contexts = []

    def make(**options: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.add_init_script(_PAPER_STAYS)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Run axe on a page as it stands: WCAG A and AA and best practice; one line per finding, none is what we want."""
    source = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def found(page: Page) -> list[tuple[str, str, str]]:
        result = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", tags)
        return [
            (v["id"], n["html"][:160], json.dumps(n["any"][:1])[:200]) for v in result["violations"] for n in v["nodes"]
        ]

    def run(page: Page) -> list[str]:
        page.evaluate(source)
        first = found(page)
        if any("partiallyObscured" in why for _, _, why in first):
            # The line that stays at the bottom covers whatever is scrolled under it: what it covers elsewhere, too, counts.
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            still = {html for _, html, _ in found(page)}
            first = [one for one in first if "partiallyObscured" not in one[2] or one[1] in still]
        return [f"{rule}: {html} {why}" for rule, html, why in first]

    return run
