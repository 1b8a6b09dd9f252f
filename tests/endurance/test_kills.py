"""Twenty editors at work while kernel, server and browsers are killed with -9, again and again.

Sixteen speak the page's protocol, four type into real pages of two Chromiums with profiles of their own.
``MENTORWIDGETS_KILLS`` says how often (``make kills``: 1,000), ``MENTORWIDGETS_SEED`` begins with other dice.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from collections import Counter

import pytest
from editing import AwayError, Editor
from pages import PAIRS, SHEET, OwnBrowser, PageEditor, note_of
from playwright.sync_api import Error
from test_races import SEED
from witness import Witness, say

from mentorwidgets.folder import Folder
from mentorwidgets.model import field_key
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
KILLS = int(os.environ.get("MENTORWIDGETS_KILLS", "4"))
PROTOCOL_EDITORS = 16
SHARED = [field_key("note", "everyone", str(number), "Mentoring") for number in range(4)]


class Worker(threading.Thread):
    """A protocol editor who types, sends again until there is an answer, reloads at times, and decides conflicts."""

    def __init__(self, editor: Editor, dice: random.Random) -> None:
        super().__init__(daemon=True)
        self.editor, self._dice = editor, dice
        self._keys = [field_key("note", editor.name, str(number), "Mentoring") for number in range(3)] + SHARED
        self.is_typing, self._over = True, threading.Event()
        self.error: BaseException | None = None
        self.trouble = ""

    def run(self) -> None:
        try:
            while not self._over.wait(self._dice.uniform(0.1, 0.8)):
                self._turn()
        except BaseException as error:  # the test says it
            self.error = error
            raise

    def _turn(self) -> None:
        if self.is_typing:
            self.editor.type(self._dice.choice(self._keys))
        try:
            if self._dice.random() < 0.1:
                self.editor.reload()
            elif self._dice.random() < 0.3:
                self.editor.look()
            if letter := self.editor.letter():
                self.editor.take(letter.send())
            self.trouble = ""
        except AwayError as away:  # the same is sent again at the next turn
            self.trouble = str(away)
            return
        for key in list(self.editor.troubles):
            self.editor.settle(key, mine=self._dice.random() < 0.5)

    def end(self) -> None:
        self._over.set()
        self.join(60)


class Day:
    """A day at work: editors, and what kills."""

    def __init__(self, served, chromium, folder, eventually) -> None:
        self.served, self.dice, self.counts = served, random.Random(f"{SEED} kills"), Counter()
        self.eventually, self.witness = eventually, Witness()
        self.workers = [Worker(self._protocol_editor(n), random.Random(f"{SEED} {n}")) for n in range(PROTOCOL_EDITORS)]
        self.browsers = [OwnBrowser(chromium.browser_type, folder / f"profile-{n}") for n in range(2)]
        self.editors = [PageEditor(f"Page {n}", note_of(n), served, self.witness) for n in range(PAIRS)]
        self.history, self.seq = [], 0
        for number in range(len(self.browsers)):
            self.open_pages(number)
        for worker in self.workers:
            worker.start()

    def _protocol_editor(self, number: int) -> Editor:
        editor = Editor(f"Editor {number}", self.served.visitor(), SHEET, self.witness)
        editor.look()
        return editor

    def of(self, browser: int) -> list[PageEditor]:
        """The editors at a browser."""
        return self.editors[browser::2]

    def open_pages(self, browser: int) -> None:
        """Open the worksheet in as many tabs as there are editors at this browser."""
        for editor in self.of(browser):
            page = self.browsers[browser].context.new_page()
            self.open_page(editor, page)

    def open_page(self, editor: PageEditor, page) -> None:
        """Open the worksheet in a tab, as soon as there is a server."""
        self.eventually(lambda: self._opens(editor, page), 120)

    def _opens(self, editor: PageEditor, page) -> bool:
        try:
            editor.open(page, seconds=20)
        except Error:  # the server is not back yet
            self.counts["opened again"] += 1
            return False
        return True

    def work(self, share: float) -> None:
        """A few type, all look, and some time goes by."""
        for editor in self.editors:
            if editor.page and self.dice.random() < share:
                editor.type()
        next(editor.page for editor in self.editors if editor.page).wait_for_timeout(self.dice.uniform(0, 1200))
        for editor in self.editors:
            editor.look()
            if editor.page and self.dice.random() < 0.2:
                editor.settle(mine=self.dice.random() < 0.5)

    def kill(self) -> None:
        """One of them dies, and comes back while the others go on."""
        kernels = self.served.kernels()
        victim = self.dice.choices(["server", "kernel", "browser"], [4, 3 if kernels else 0, 3])[0]
        self.counts[victim] += 1
        self.work(0.7)
        getattr(self, f"kill_{victim}")()

    def kill_server(self) -> None:
        self.served.kill()
        self.read_history()
        self.work(0.5)
        self.served.start()
        self.maybe_reload(0.6)

    def kill_kernel(self) -> None:
        os.kill(self.dice.choice(self.served.kernels()), signal.SIGKILL)
        self.work(0.5)
        self.maybe_reload(0.3)

    def maybe_reload(self, share: float) -> None:
        """Somebody loads their page again, perhaps."""
        editor = self.dice.choice(self.editors)
        if self.dice.random() < share:
            self.open_page(editor, editor.page)

    def kill_browser(self) -> None:
        number = self.dice.randrange(len(self.browsers))
        for editor in self.of(number):
            editor.page = None
        self.browsers[number].kill()
        self.work(0.5)
        self.browsers[number].start()
        self.open_pages(number)

    def read_history(self) -> None:
        """All that is on the disk now, the server being dead or at rest; everything acknowledged must be in it."""
        acknowledged = set(self.witness.acknowledged)
        with open_store(Folder(self.served.folder)) as store:
            lines = store.changes(self.seq, SHEET, 1_000_000)
        self.history += lines
        self.seq = lines[-1].seq if lines else self.seq
        missing = acknowledged - {str(line.value) for line in self.history if line.outcome == "saved"}
        stories = [
            f"{e.name}: {line}" for e in self.editors for line in e.story if any(e.name in text for text in missing)
        ]
        assert not missing, "\n".join([f"seed {SEED}: acknowledged and lost: {missing}", *stories])

    def calm_down(self) -> None:
        """Nobody types any more; everything is saved or decided."""
        for worker in self.workers:
            worker.is_typing = False
        try:
            self.eventually(lambda: not self.unrest(), 60)
        except AssertionError:
            raise AssertionError(self.unrest()) from None
        self.eventually(self._pages_are_calm, 120)
        for worker in self.workers:
            worker.end()

    def unrest(self) -> list[str]:
        """What keeps the protocol editors from being done."""
        return [
            f"{w.editor.name}: {w.error or w.trouble or 'busy'}"
            for w in self.workers
            if w.error or not w.editor.is_calm()
        ]

    def _pages_are_calm(self) -> bool:
        for editor in self.editors:
            editor.settle(mine=True)
            editor.page.wait_for_timeout(50)
        return all(editor.is_calm() for editor in self.editors)

    def report(self) -> str:
        """What was done so far."""
        typed, saved, unsure = self.witness.typed.keys(), self.witness.acknowledged, self.witness.unsure
        return (
            f"{sum(self.counts[victim] for victim in ('server', 'kernel', 'browser'))} kills, seed {SEED}: {dict(self.counts)}; "
            f"{len(typed)} texts typed, {len(saved)} acknowledged, all on the disk; {len(unsure - saved)} never acknowledged, "
            f"{len(typed - saved - unsure - self.witness.told)} of them not shown as such"
        )

    def close(self) -> None:
        for worker in self.workers:
            worker.end()
        for browser in self.browsers:
            browser.context.close()


@pytest.fixture
def day(served, chromium, tmp_path, eventually):
    """Everybody at work."""
    day = Day(served, chromium, tmp_path, eventually)
    yield day
    day.close()


def test_kills_lose_nothing_that_was_acknowledged(day, capsys):
    """What was called saved is on the disk once, in one piece; what was not was shown as such, and came back."""
    for number in range(KILLS):
        day.kill()
        if number % 50 == 49:
            say(capsys, f"after {number + 1}: {day.report()}")
    day.calm_down()
    day.read_history()
    say(capsys, day.report())
    assert day.witness.verdict(day.history).faults() == []
    with open_store(Folder(day.served.folder)) as store:
        last = {line.key: line.value for line in store.history(SHEET) if line.outcome == "saved"}
        assert {key: field.value for key, field in store.fields(SHEET).items()} == last
