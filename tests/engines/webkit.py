"""WebKitGTK, the engine of Safari as Debian has it, by its own driver."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common import NoSuchFrameException, WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.webkitgtk.service import Service
from windows import KEYS, Window, strokes

PROGRAM = "WebKitWebDriver"
# What no code of the page caught is kept in the page: this driver tells nothing of it.
_LISTEN = """() => { if (window.mwHeard) return; window.mwHeard = [];
  addEventListener("error", (event) => window.mwHeard.push(event.message));
  addEventListener("unhandledrejection", (event) => window.mwHeard.push(String(event.reason))); }"""


class Screen:
    """A screen that nobody sees: WebKitGTK's little browser has no other way without one."""

    def __init__(self) -> None:
        self.before = os.environ.get("DISPLAY")
        words = ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        os.environ["DISPLAY"] = f":{self._process.stdout.readline().strip()}"

    def close(self) -> None:
        """Put it away."""
        self._process.terminate()
        self._process.wait(10)
        self._process.stdout.close()
        if self.before is None:
            del os.environ["DISPLAY"]
        else:
            os.environ["DISPLAY"] = self.before


def browser() -> str:
    """The little browser that comes with the library, wherever it lies."""
    return str(max(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))


class WebKitWindow(Window):
    """A browser with one window; what it knows is gone with it."""

    name = "webkit"

    def __init__(self) -> None:
        super().__init__()
        options = webdriver.WebKitGTKOptions()
        options.binary_location = browser()
        options.add_argument("--automation")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Selenium warns of what it does itself
            self._driver = webdriver.WebKitGTK(options=options, service=Service(shutil.which(PROGRAM)))
        self._driver.set_window_size(1280, 900)

    def go(self, address: str) -> None:
        self._hear()
        self._driver.get(address)
        self._listen()

    def reload(self) -> None:
        self._hear()
        self._driver.refresh()
        self._listen()

    def ask(self, function: str, *words: Any) -> Any:
        found = self._driver.execute_script(f"return JSON.stringify(({function})(...{json.dumps(words)}) ?? null)")
        return json.loads(found)

    def press(self, key: str) -> None:
        chain = ActionChains(self._driver, duration=0)
        for way, one in strokes(key):
            (chain.key_down if way == "Down" else chain.key_up)(KEYS.get(one, one))
        chain.perform()

    def shot(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    def errors(self) -> list[str]:
        self._hear()
        return super().errors()

    def close(self) -> None:
        self._driver.quit()

    def _listen(self) -> None:
        """Keep its troubles from now on; a page that leads on at once is listened to where it leads."""
        self.until(self._is_listening, "the page listens")

    def _is_listening(self) -> bool:
        try:
            self.ask(_LISTEN)
        except NoSuchFrameException:  # it was left while it was asked
            return False
        return True

    def _hear(self) -> None:
        try:
            self.troubles += self.ask("() => window.mwHeard?.splice(0) ?? []")
        except WebDriverException:  # it shows nothing yet
            return
