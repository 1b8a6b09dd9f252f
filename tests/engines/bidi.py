"""Firefox by WebDriver BiDi, which it speaks itself: Debian has no geckodriver, and none of it is needed."""

from __future__ import annotations

import base64
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from websocket import create_connection
from windows import KEYS, Window, strokes

PROGRAM = "firefox-esr"
_PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en-GB",
    "intl.regional_prefs.use_os_locales": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}
_LEFT = "status=2152398850"  # NS_BINDING_ABORTED: a font was still on its way when the page was left


class Firefox:
    """A running Firefox with an empty profile; each window is a person of its own."""

    def __init__(self) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="mentorwidgets-firefox-"))
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
        (self._profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        words = [PROGRAM, "--headless", "--no-remote", "--profile", str(self._profile), "--remote-debugging-port", "0"]
        self._process = subprocess.Popen(words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        told = (re.search(r"BiDi listening on (ws://\S+)", line) for line in self._process.stderr)
        self._socket = create_connection(
            f"{next(filter(None, told)).group(1)}/session", suppress_origin=True, timeout=90
        )
        self._ids = itertools.count(1)
        self._windows: dict[str, FirefoxWindow] = {}
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded"])

    def send(self, method: str, **words: Any) -> dict[str, Any]:
        """Ask, and wait for the answer; what happens meanwhile is told to its window."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": words}))
        while (message := json.loads(self._socket.recv())).get("id") != number:
            self._hear(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def window(self) -> FirefoxWindow:
        """A window of somebody who was never here before."""
        person = self.send("browser.createUserContext")["userContext"]
        place = self.send("browsingContext.create", type="window", userContext=person)["context"]
        self.send("browsingContext.setViewport", context=place, viewport={"width": 1280, "height": 900})
        self._windows[place] = FirefoxWindow(self, place, person)
        return self._windows[place]

    def close(self) -> None:
        """End it, and take its profile away."""
        self.send("browser.close")
        self._socket.close()
        self._process.wait(30)
        self._process.stderr.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _hear(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        window = self._windows.get(told.get("source", {}).get("context"))
        if window and message.get("method") == "log.entryAdded" and told["level"] == "error":
            words = told.get("text") or ""
            if _LEFT not in words:
                window.hear(told["type"], words)


class FirefoxWindow(Window):
    """One of its windows."""

    name = "firefox"

    def __init__(self, firefox: Firefox, place: str, person: str) -> None:
        super().__init__()
        self._firefox, self._place, self._person = firefox, place, person

    def go(self, address: str) -> None:
        self._firefox.send("browsingContext.navigate", context=self._place, url=address, wait="complete")

    def reload(self) -> None:
        self._firefox.send("browsingContext.reload", context=self._place, wait="complete")

    def ask(self, function: str, *words: Any) -> Any:
        script = f"JSON.stringify(({function})(...{json.dumps(words)}) ?? null)"
        found = self._firefox.send(
            "script.evaluate", expression=script, target={"context": self._place}, awaitPromise=False
        )
        if found["type"] != "success":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"]["value"])

    def press(self, key: str) -> None:
        acts = [{"type": f"key{way}", "value": KEYS.get(one, one)} for way, one in strokes(key)]
        acts = [{"type": "key", "id": "keys", "actions": acts}]
        self._firefox.send("input.performActions", context=self._place, actions=acts)

    def shot(self, path: Path) -> None:
        path.write_bytes(
            base64.b64decode(self._firefox.send("browsingContext.captureScreenshot", context=self._place)["data"])
        )

    def errors(self) -> list[str]:
        self.see("state")  # whatever was told until now is heard with the answer
        return super().errors()

    def close(self) -> None:
        self._firefox.send("browser.removeUserContext", userContext=self._person)
