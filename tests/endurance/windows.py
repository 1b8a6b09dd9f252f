"""A browser's window as a typist needs it, whatever browser it is; Chromium by Playwright here, others in ``engines``."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

_EYES = (Path(__file__).parent / "eyes.js").read_text(encoding="utf-8")
_LOOK = "(name, words) => window.mwEyes ? [window.mwEyes[name](...words) ?? null] : null"
_READY = "() => document.querySelector('html[data-ready=yes], [data-drawn=yes]') && document.readyState === 'complete'"


KEYS = {  # what WebDriver calls them
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Escape": "\ue00c",
    "Space": " ",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}


def strokes(key: str) -> list[tuple[str, str]]:
    """A key with those held down meanwhile, such as ``Shift+Tab``: each goes down and comes up again."""
    parts = [key] if len(key) == 1 else key.split("+")
    return [*(("Down", one) for one in parts), *(("Up", one) for one in reversed(parts))]


class Window:
    """What all browsers have in common. Each gives ``go``, ``reload``, ``ask``, ``press``, ``wait`` and ``close``."""

    name = ""
    is_phone = False

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def go(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        raise NotImplementedError

    def reload(self) -> None:
        """Load the page again."""
        raise NotImplementedError

    def ask(self, function: str, *words: Any) -> Any:
        """Call a JavaScript function with plain JSON; gives plain JSON."""
        raise NotImplementedError

    def press(self, key: str) -> None:
        """A key as Playwright names it, such as ``a``, ``Enter`` or ``Shift+ArrowLeft``, at whatever has the focus."""
        raise NotImplementedError

    def wait(self, seconds: float) -> None:
        """Let time pass, as between two keys."""
        time.sleep(seconds)

    def shot(self, path: Path) -> None:
        """Keep a picture of what is seen."""

    def errors(self) -> list[str]:
        """What went wrong on the pages so far and no code of theirs caught; what the page itself says of it, too."""
        return [*self.troubles, *self.see("state")["broken"]]

    def close(self) -> None:
        """Shut the window."""

    def offline(self, *, yes: bool) -> None:
        """Tell the browser itself that there is no network, where it can be told."""

    def freeze(self, seconds: float) -> None:
        """Put the page to sleep as a phone does, where that can be done."""

    def see(self, name: str, *words: Any) -> Any:
        """Look at the page with one of the functions of ``eyes.js``."""
        found = self.ask(_LOOK, name, list(words))
        if found is None:
            self.ask(_EYES)
            found = self.ask(_LOOK, name, list(words))
        return found[0]

    def until(self, question: Callable[[], Any], what: str, seconds: float = 60) -> Any:
        """Wait until the answer is true."""
        end = time.monotonic() + seconds
        while not (found := question()):
            assert time.monotonic() < end, f"{what}: this never became true; the page says {self.see('state')}"
            self.wait(0.05)
        return found

    def hear(self, kind: str, words: str) -> None:
        """An error on the page: what no code of it caught is kept; lost connections are told in the console, as they should."""
        if kind == "javascript":
            self.troubles.append(words)

    def settle(self) -> None:
        """Wait until the page is drawn."""
        self.until(lambda: self.ask(_READY), "the page is drawn")


class ChromiumWindow(Window):
    """A page of Playwright's."""

    name = "chromium"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self._protocol = page.context.new_cdp_session(page)

    def go(self, address: str) -> None:
        self.page.goto(address)

    def reload(self) -> None:
        self.page.reload()

    def ask(self, function: str, *words: Any) -> Any:
        script, plain = f"(words) => ({function})(...words)", json.loads(json.dumps(words))
        try:
            return self.page.evaluate(script, plain)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            self.page.wait_for_load_state()  # it went to another page in this moment
            return self.page.evaluate(script, plain)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key) if len(key) != 1 or key.isascii() else self.page.keyboard.insert_text(key)

    def wait(self, seconds: float) -> None:
        self.page.wait_for_timeout(seconds * 1000)  # what the browser tells is heard meanwhile

    def shot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def close(self) -> None:
        self.page.context.close()

    def offline(self, *, yes: bool) -> None:
        self.page.context.set_offline(yes)

    def freeze(self, seconds: float) -> None:
        self._protocol.send("Page.setWebLifecycleState", {"state": "frozen"})
        self.wait(seconds)
        self._protocol.send("Page.setWebLifecycleState", {"state": "active"})
