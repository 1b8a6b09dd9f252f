"""How soon a typed letter is painted: a cell of a challenges worksheet with 500 barriers against a plain text area.

Prints the median and the worst milliseconds from key to paint of both, their ratio (cell / plain; less is better), the
long tasks seen, and how soon the whole worksheet is drawn.
"""

from __future__ import annotations

import dataclasses
import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

from mentorwidgets.challenges import cards, challenge_from_card, fields_of
from mentorwidgets.widgets import ChallengesWorksheet
from tests.browser import harness

ROWS = 500
WORDS = "library systems migration"
TYPE = """async ([find, words]) => { const input = document.querySelector(find); input.scrollIntoView({block: "center"}); input.focus(); const times = [];
  const painted = () => new Promise((done) => requestAnimationFrame(() => { const way = new MessageChannel(); way.port1.onmessage = done; way.port2.postMessage(0); }));
  await painted();
  for (const letter of words) { const start = performance.now(); input.value += letter; input.dispatchEvent(new Event("input", {bubbles: true}));
    await painted(); times.push(performance.now() - start); await new Promise((done) => setTimeout(done, 100)); }
  return times; }"""
PREPARE = """() => { const area = document.createElement("textarea"); area.id = "plain"; area.setAttribute("aria-label", "Plain"); document.querySelector("main").prepend(area);
  window.long = []; new PerformanceObserver((seen) => window.long.push(...seen.getEntries().map((one) => one.duration))).observe({type: "longtask"}); }"""
DRAW = """() => { window.leave(); const place = document.getElementById("place"); place.replaceChildren(); const start = performance.now();
  window.leave = window.widget.render({model: window.model, el: place}); place.offsetHeight; return performance.now() - start; }"""


def worksheet() -> ChallengesWorksheet:
    """500 barriers out of our cards."""
    ready = cards()
    rows = [
        dataclasses.replace(challenge_from_card(ready[at % len(ready)], f"r{at:04}"), place=at) for at in range(ROWS)
    ]
    return ChallengesWorksheet(value=fields_of(rows))


def say(words: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{words}\n")


def measure(page: Page, find: str) -> list[float]:
    """Type the words into a text area; the times to paint."""
    times: list[float] = page.evaluate(TYPE, [find, WORDS])
    return times


def main() -> None:
    """Measure both in one run, saving through the kernel as JupyterLab does."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        harness.show(page, worksheet(), "challenges", "_saver", "challenges", bound=True)
        page.evaluate(PREPARE)
        plain = measure(page, "#plain")
        middle = f".mwh-body:nth-of-type({ROWS // 2}) textarea"
        typed = measure(page, middle)
        long = page.evaluate("window.long")
        drawn = page.evaluate(DRAW)
        browser.close()
    for name, times in (("plain text area", plain), ("a cell of 500 rows", typed)):
        say(f"{name}: median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    say(
        f"ratio {statistics.median(typed) / statistics.median(plain):.2f}; long tasks: {len(long)}; drawn in {drawn:.0f} ms"
    )


if __name__ == "__main__":
    main()
