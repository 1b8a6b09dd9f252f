"""An editor with a browser: the real worksheet in a real Chromium, typed into and read as a person would."""

from __future__ import annotations

import contextlib
import os
import signal
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from chromium import FLAGS, program
from playwright.sync_api import Error
from served import OAK, make_folder

from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Operation, Person, field_key
from mentorwidgets.workbook import open_store

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType, Page
    from served import Served
    from witness import Witness

    from mentorwidgets.folder import Folder

PAIRS = 4
SHEET = f"{OAK.slug}/pairing"
# All that a person has before their eyes at one moment: the field, the line that says whether it is saved, the disputes.
LOOK = """(who) => {
  const area = [...document.querySelectorAll(".mwp-pair")].find((pair) => pair.textContent.includes(who))?.querySelector("textarea");
  const bar = document.querySelector(".mw-bar-state");
  if (!area || !bar) return null;
  const disputes = [...document.querySelectorAll(".mw-troubles .mw-trouble")].map((row) => [...row.querySelectorAll("blockquote")].map((quote) => quote.textContent));
  return { text: area.value, state: bar.dataset.state, words: bar.textContent, disputes };
}"""
# Looking and typing in one moment, so that nothing changes in between.
TYPE = f"""([who, text]) => {{
  const look = {LOOK};
  const before = look(who);
  if (!before) return null;
  const area = [...document.querySelectorAll(".mwp-pair")].find((pair) => pair.textContent.includes(who)).querySelector("textarea");
  area.closest("details").open = true;
  area.focus();
  area.value = text;
  area.dispatchEvent(new Event("input", {{ bubbles: true }}));
  return [before, look(who)];
}}"""
CHOOSE = """(mine) => {
  const rows = [...document.querySelectorAll(".mw-troubles .mw-trouble")];
  return rows.map((row) => {
    const quotes = [...row.querySelectorAll("blockquote")].map((quote) => quote.textContent);
    const buttons = [...row.querySelectorAll("button")];
    buttons.at(mine ? -1 : 0).click();
    return [quotes, buttons.length];
  });
}"""


def note_of(number: int) -> tuple[str, str]:
    """The key of a pair's note, and the name that stands on its card alone."""
    return field_key("note", f"mentee-{number}", "ana", "Mentoring"), f"Mentee {number} of Oak"


NOTE = note_of(0)[0]


def make_pairs(path: Path) -> Folder:
    """A folder with one program and a few pairs, each of which has a note."""
    folder = make_folder(path, OAK)
    mentees = [Person(id=f"mentee-{n}", name=f"Mentee {n} of Oak", roles=("mentee",)) for n in range(PAIRS)]
    pair = {"status": "proposed", "mentee_yes": True}
    with open_store(folder) as store:
        store.set_roster(
            OAK.slug, [Person(id="ana", name="Ana Silva", roles=("mentor",), capacity=PAIRS), *mentees], "test"
        )
        for n in range(PAIRS):
            key = field_key("pair", f"mentee-{n}", "ana", "Mentoring")
            answer = store.apply(Operation(op=f"a-pair-{n}", worksheet=SHEET, key=key, value=pair, base=0), "test")
            assert answer.outcome == "saved", answer
    prepare_program(OAK.slug, folder.workbooks)
    return folder


class OwnBrowser:
    """A Chromium with a profile of its own on the disk, as a person has it: what it kept is there after a crash."""

    def __init__(self, kind: BrowserType, profile: Path) -> None:
        self._kind, self._profile = kind, profile
        self.start()

    def start(self) -> None:
        self.context = self._kind.launch_persistent_context(str(self._profile), executable_path=program(), args=FLAGS)

    def kill(self) -> None:
        """kill -9, for all of its pages at once."""
        gone = self.context
        os.kill(self._process(), signal.SIGKILL)
        with contextlib.suppress(Error):
            gone.close()

    def _process(self) -> int:
        mark = f"--user-data-dir={self._profile}".encode()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdecimal() and _is_main((entry / "cmdline").read_bytes(), mark):
                    return int(entry.name)
        raise AssertionError(f"no browser runs in {self._profile}")


def _is_main(command: bytes, mark: bytes) -> bool:
    return mark in command and b"--type=" not in command and b"chrom" in command.split(b"\0")[0]


class PageEditor:
    """One person at the note of one pair.

    Args:
        name: of the person.
        pair: the key of the note, and a name that stands on the pair's card.
        served: the server.
        witness: is told what was typed and shown.
    """

    def __init__(self, name: str, pair: tuple[str, str], served: Served, witness: Witness) -> None:
        self.name, (self.key, self.who) = name, pair
        self.served, self.witness = served, witness
        self.page: Page | None = None
        self.typed = ""
        self.story: deque[str] = deque(maxlen=30)  # what was seen and done of late, for when something goes wrong

    def open(self, page: Page, seconds: float = 30) -> None:
        """Open the worksheet, up to the note of the pair; sign in where the browser was not."""
        self.page = None
        page.goto(f"{self.served.url}programs/oak-county/pairing", timeout=seconds * 1000)
        if page.locator("input[name=key]").count():
            page.goto(self.served.address)
            page.goto(f"{self.served.url}programs/oak-county/pairing")
        page.get_by_role("tab", name="Pairs").press("Enter", timeout=seconds * 1000)
        page.locator(".mwp-pair", has_text=self.who).first.wait_for(timeout=seconds * 1000)
        self.page = page
        self.story.append("opened the page")
        self.look()

    def type(self) -> None:
        """Type a new text over what is shown."""
        if self.page is None:
            return
        text = self.witness.types(self.name, self.key)
        seen = self.page.evaluate(TYPE, [self.who, text])
        if seen is None:
            del self.witness.typed[text]
            return
        before, after = seen
        self.story.append(f"typed {text!r} over {before}")
        self._note(before, late=True)
        self.witness.typed[text].at = self.witness.now()
        self.typed = text
        self._note(after)

    def look(self) -> dict | None:
        """Read the page, and tell the witness; None when it shows no worksheet now."""
        shown = self.page.evaluate(LOOK, self.who) if self.page else None
        if shown:
            self._note(shown)
        return shown

    def settle(self, *, mine: bool) -> None:
        """Choose in every dispute that is shown."""
        if self.page is None:
            return
        for quotes, buttons in self.page.evaluate(CHOOSE, mine):
            self.story.append(f"chose {'mine' if mine else 'theirs'} of {quotes}")
            self.witness.sees(self.name, quotes)
            for text in quotes if buttons == 2 else []:  # a dispute; one button: only to be read
                if self.witness.is_of(text, self.name):
                    self.witness.tells(text)
                    if mine:
                        self.witness.chooses(text)
                    else:  # given up, though it may stand there until the next frame is drawn
                        self.typed = ""

    def leave(self) -> None:
        """Take the cursor out of whatever field it is in."""
        if self.page is not None:
            self.page.evaluate("document.activeElement.blur()")

    def is_calm(self) -> bool:
        """Whether the page says that all is saved, and asks nothing."""
        shown = self.look()
        return bool(shown) and shown["state"] == "saved" and not shown["disputes"]

    def _note(self, shown: dict, *, late: bool = False) -> None:
        self.story.append(f"saw {shown}")
        self.witness.sees(self.name, [shown["text"], *(text for quotes in shown["disputes"] for text in quotes)])
        if late or not self.typed:
            return
        disputed = [quotes for quotes in shown["disputes"] if self.typed in quotes]
        if disputed:
            self.witness.tells(self.typed)
        elif shown["text"] != self.typed:
            return
        elif shown["state"] == "saved":
            self.witness.acknowledges(self.typed)
        else:
            self.witness.doubts(self.typed)
