"""A page with a widget and an anywidget model in memory: the module's own interface, without kernel or server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mentorwidgets import _resources

if TYPE_CHECKING:
    from collections.abc import Callable

    import anywidget
    from playwright.sync_api import Locator, Page

ADDRESS = "http://localhost:8"  # every request is answered here; browsers trust this name as they trust https
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pairing</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/style.css">
<style>body { margin: 0; padding: 1rem; background: var(--mw-paper); }</style></head>
<body class="mw"><main><h1 class="mw-sr">Pairing</h1><div id="place"></div></main>
<script type="module">
import widget from "/module.js";
const state = await (await fetch("/state.json")).json();
const hears = new Map();
const fire = (name, ...rest) => (hears.get(name) ?? []).forEach((fn) => fn(...rest));
window.sent = [];
window.told = [];
window.refuse = () => null; // (operation) => answer, to play a store that says no
const versions = new Map();
const answer = (op) => window.refuse(op) ?? { op: op.op, outcome: "saved", version: versions.set(op.key, op.base + 1).get(op.key), at: "2026-11-20T10:42:00Z", by: "You" };
window.model = {
  get: (name) => state[name],
  set(name, value) { state[name] = value; fire(`change:${name}`); },
  save_changes() { window.told.push(structuredClone(state.value)); },
  on(name, fn) { hears.set(name, [...(hears.get(name) ?? []), fn]); },
  off(name, fn) { hears.set(name, (hears.get(name) ?? []).filter((other) => other !== fn)); },
  send(content) {
    window.sent.push(content);
    if (content.kind === "save") fire("msg:custom", { kind: "answers", answers: content.ops.map(answer) });
    else fire("msg:custom", { kind: "changes", seq: 0, changes: [] });
  },
};
window.widget = widget;
window.hears = () => [...hears.values()].flat().length;
window.message = (content) => fire("msg:custom", content);
window.change = (change) => fire("msg:custom", { kind: "changes", seq: 1, changes: [change] });
window.leave = widget.render({ model: window.model, el: document.getElementById("place") });
document.documentElement.dataset.ready = "yes";
</script></body></html>"""


def show(page: Page, widget: anywidget.AnyWidget, stem: str, *styles: str, bound: bool = False) -> None:
    """Open ``widget`` in ``page``; ``bound`` plays a store that answers through the kernel."""
    state: dict[str, Any] = {k: v for k, v in widget.get_state().items() if not k.startswith(("_esm", "_css"))}
    if bound:
        state["_saving"] = {"way": "kernel", "worksheet": "oak-county/pairing", "seq": 0}
    files = {
        "/": ("text/html", _PAGE),
        "/module.js": ("text/javascript", _resources.module(stem)),
        "/style.css": ("text/css", _resources.style(*styles)),
        "/state.json": ("application/json", json.dumps(state)),
    }

    def serve(route: Any) -> None:
        kind, body = files.get(route.request.url.removeprefix(ADDRESS), ("text/plain", ""))
        route.fulfill(status=200, content_type=f"{kind}; charset=utf-8", body=body)

    page.route("**/*", serve)
    page.goto(ADDRESS + "/")
    page.wait_for_selector("html[data-ready=yes]")


def press(target: Locator, key: str = "Enter") -> None:
    """Press a key on something, as whoever has no mouse does."""
    target.focus()
    target.page.keyboard.press(key)


def button(page: Page, name: str) -> Locator:
    """The first button with this name."""
    return page.get_by_role("button", name=name).first


def looker(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], list[str]]:
    """A look at one state after the other: what axe found so far, and which of them scroll sideways."""
    found: list[str] = []

    def look(page: Page, state: str) -> list[str]:
        found.extend(f"{state}: {line}" for line in axe(page))
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{state}: scrolls sideways by {wide} px"] if wide > 0 else [])
        return found

    return look
