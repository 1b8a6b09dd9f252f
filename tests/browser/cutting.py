"""What happens to a page that stays open: its line is cut, it is loaded anew, its kernel dies."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from served import Served

# Remembers the page's lines to its kernel, and counts the whole states that come through them.
WATCH = """
(() => {
  const Real = window.WebSocket, reader = new TextDecoder();
  Object.assign(window, { lines: [], states: 0 });
  window.WebSocket = class extends Real {
    constructor(...rest) {
      super(...rest);
      window.lines.push(this);
      this.addEventListener("message", ({ data }) => { if (typeof data !== "string" && reader.decode(data).includes("update_states")) window.states += 1; });
    }
  };
})();
"""


def watched(page: Page) -> Page:
    """Let a page that is not open yet be cut later."""
    page.add_init_script(WATCH)
    return page


def cut(page: Page) -> None:
    """Cut the line of a page, as a lift does, and wait until its whole state came again through a new one."""
    before = page.evaluate("() => { const { states } = window; window.lines.at(-1).close(); return states; }")
    page.wait_for_function("(before) => window.states > before", arg=before)
    drawn(page)


def lose_kernel(page: Page, served: Served) -> None:
    """Kill the kernels with -9; the page takes a new one, which knows nothing of it."""
    before = page.evaluate("() => document.querySelector('[data-model]').dataset.model")
    for kernel in served.kernels():
        os.kill(kernel, signal.SIGKILL)
    page.wait_for_function(  # who asks Python something wakes it, too
        "(before) => { document.querySelector('.mw-banner button')?.click(); return document.querySelector('[data-model]').dataset.model !== before; }",
        arg=before,
    )
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until the page has drawn what it just heard."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def place(page: Page) -> dict:
    """Where somebody is on a page: what has the focus, where the cursor is, and how far the page is scrolled."""
    return page.evaluate("""() => {
      const on = document.activeElement;
      return { name: on.getAttribute("aria-label") ?? on.labels?.[0]?.textContent ?? on.textContent.slice(0, 60), tag: on.tagName, value: on.value ?? "",
        selection: [on.selectionStart ?? null, on.selectionEnd ?? null], scroll: Math.round(scrollY) };
    }""")
