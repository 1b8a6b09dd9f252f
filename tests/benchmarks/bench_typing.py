"""How soon a typed letter is painted: the picker's search over 2,000 mentors against a plain input on the same page.

Prints the median and the worst milliseconds from key to paint of both, their ratio (picker / plain; less is better), the
long tasks seen (none is what we want), and how soon the whole list follows a letter.
"""

from __future__ import annotations

import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

from mentorwidgets.widgets import PairingPicker
from tests.browser import harness, library

WORDS = "library systems migration"
TYPE = """async ([find, words]) => { const input = document.querySelector(find); input.focus(); const times = []; let list = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => { const way = new MessageChannel(); way.port1.onmessage = done; way.port2.postMessage(0); }));
  for (const letter of words) { const start = performance.now(); input.value += letter; input.dispatchEvent(new Event("input", {bubbles: true}));
    await painted(); times.push(performance.now() - start); await new Promise((done) => setTimeout(done, 1)); await painted(); list.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 100)); }
  return [times, list]; }"""
PREPARE = """() => { const input = document.createElement("input"); input.id = "plain"; input.setAttribute("aria-label", "Plain"); document.querySelector("main").prepend(input);
  window.long = []; new PerformanceObserver((seen) => window.long.push(...seen.getEntries().map((one) => one.duration))).observe({type: "longtask"}); }"""


def measure(page: Page, find: str) -> tuple[list[float], list[float]]:
    """Type the words into an input; the times to paint, and to the list that follows."""
    times, follows = page.evaluate(TYPE, [find, WORDS])
    return times, follows


def say(words: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{words}\n")


def main() -> None:
    """Measure both inputs in one run."""
    picker = PairingPicker(library.people(2000, 400), program=library.OAK, value=library.PAIRS)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        harness.show(page, picker, "pairing", "_saver", "pairing")
        page.evaluate(PREPARE)
        plain, _ = measure(page, "#plain")
        typed, follows = measure(page, "input[type=search]")
        long = page.evaluate("window.long")
        browser.close()
    for name, times in (("plain input", plain), ("picker's search", typed), ("list after a letter", follows)):
        say(f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    say(f"ratio {statistics.median(typed) / statistics.median(plain):.2f}; long tasks: {len(long)}")


if __name__ == "__main__":
    main()
