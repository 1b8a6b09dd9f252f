"""How soon a page is usable: our server against Voilà's stock template, the same notebook, in turn, in one run.

Prints, for the first visit of a fresh browser and for the next one: milliseconds until the picker can be used, requests
and bytes received, and the ratios of the medians (stock / ours; more is better).
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROUNDS = 3
BIN = Path(sys.executable).parent
STEM = "programs/maple-county/pairing"


@contextmanager
def running(words: list[str], pattern: str) -> Iterator[str]:
    """Start a server and give the address that it prints."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if found := re.search(pattern, line):
                yield found.group(1)
                return
        raise SystemExit(f"{words[0]} did not start")
    finally:
        process.terminate()
        process.wait()


def visit(context: BrowserContext, address: str) -> tuple[float, int, int]:
    """Open a page and wait until somebody could type into the picker: milliseconds, requests, bytes."""
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    requests: list[str] = []
    sizes: list[int] = []
    client.on("Network.requestWillBeSent", lambda event: requests.append(event["requestId"]))
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.on("Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"])))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => document.querySelector('input[type=search]')?.offsetParent", timeout=120_000)
    spent = (time.perf_counter() - began) * 1000
    page.close()
    return spent, len(requests), int(sum(sizes))


def measure(browser: Browser, sign_in: str, address: str) -> list[list[tuple[float, int, int]]]:
    """First and later visits, each in a fresh browser context."""
    rounds = []
    for _ in range(ROUNDS):
        context = browser.new_context()
        if sign_in:
            context.request.get(sign_in)
        rounds.append([visit(context, address), visit(context, address)])
        context.close()
    return rounds


def medians(rounds: list[list[tuple[float, int, int]]], turn: int) -> list[float]:
    """The median of each figure of the first (0) or later (1) visits."""
    return [statistics.median(visits[turn][figure] for visits in rounds) for figure in range(3)]


def main() -> None:
    """Measure both, print both and the ratios."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        library = Path(scratch) / "library"
        roster = Path("mentorwidgets/content/sample-roster.csv")
        words = ["add", str(library), "--program", "maple-county", "--name", "Maple County", "--roster", str(roster)]
        subprocess.run([BIN / "mentorwidgets", *words], check=True, capture_output=True)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        ours = [str(BIN / "mentorwidgets"), "serve", str(library), "--no-browser", "--port", "8961"]
        notebook = library / "workbooks" / "maple-county" / "pairing.ipynb"
        stock = [str(BIN / "voila"), str(notebook), "--no-browser", "--port=8962", "--template=lab"]
        with running(ours, r"(http://\S+token=\S+)") as address:
            base = address.split("/?")[0]
            mine = measure(browser, address, f"{base}/{STEM}")
        with running(stock, r"(http://localhost:8962/)") as address:
            theirs = measure(browser, "", address)
        for turn, name in enumerate(("first visit", "later visit")):
            a, b = medians(mine, turn), medians(theirs, turn)
            print(
                f"{name}: ours {a[0]:.0f} ms, {a[1]:.0f} requests, {a[2]:,.0f} bytes; stock {b[0]:.0f} ms, {b[1]:.0f} requests, {b[2]:,.0f} bytes"
            )
            print(f"  stock / ours: time {b[0] / a[0]:.1f}, requests {b[1] / a[1]:.1f}, bytes {b[2] / a[2]:.1f}")


if __name__ == "__main__":
    main()
