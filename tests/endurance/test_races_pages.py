"""Two Chromium pages in one note, with the network of a bad train: the front end keeps the same promise.

``MENTORWIDGETS_RACES`` says how many interleavings in all; these are a twentieth of them.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest
from pages import NOTE, SHEET, PageEditor, note_of
from test_races import RACES, SEED
from witness import Witness, say

from mentorwidgets.folder import Folder
from mentorwidgets.workbook import open_store

pytestmark = pytest.mark.browser
INTERLEAVINGS = max(2, RACES // 20)
STEPS = 16
FATES = ["delivered"] * 4 + ["never arrives", "answer lost", "late"]


class Weather:
    """What the network does with a page's saving."""

    def __init__(self, page, dice: random.Random, counts: Counter) -> None:
        self._dice, self._counts = dice, counts
        self.is_bad, self._late = True, []
        page.context.route("**/api/save", self._save)

    def _save(self, route) -> None:
        fate = self._dice.choice(FATES) if self.is_bad else "delivered"
        self._counts[fate] += 1
        if fate == "late":
            self._late.append(route)
        elif fate == "never arrives":
            route.abort("connectionfailed")
        elif fate == "answer lost":
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    def arrive(self) -> None:
        """What was held back comes through now, if its page still waits."""
        while self._late:
            self._late.pop().continue_()

    def clear_up(self) -> None:
        """Fine weather."""
        self.is_bad = False
        self.arrive()


class PageRace:
    """Two pages in one field."""

    def __init__(self, served, pages, dice: random.Random, witness: Witness) -> None:
        self.dice, self.witness, self.counts = dice, witness, Counter()
        self.editors = [PageEditor(name, note_of(0), served, witness) for name in ("Ana", "Eva")]
        self.weathers = {}
        for editor, page in zip(self.editors, pages, strict=True):
            page.goto(served.address)
            editor.open(page)
            self.weathers[editor] = Weather(page, dice, self.counts)

    def step(self) -> None:
        """One thing happens to one of the two, and both look."""
        editor = self.dice.choice(self.editors)
        acts = (
            [self.types] * 6 + [self.waits] * 4 + [self.settles] * 3 + [self.tunnels] * 2 + [self.arrives, self.reloads]
        )
        act = self.dice.choice(acts)
        self.counts[act.__name__] += 1
        act(editor)
        for each in self.editors:
            each.look()

    def types(self, editor) -> None:
        editor.type()

    def waits(self, editor) -> None:
        editor.page.wait_for_timeout(self.dice.choice([30, 300, 900, 1700]))

    def settles(self, editor) -> None:
        editor.settle(mine=self.dice.random() < 0.5)

    def tunnels(self, editor) -> None:
        editor.page.context.set_offline(self.dice.random() < 0.5)

    def arrives(self, editor) -> None:
        self.weathers[editor].arrive()

    def reloads(self, editor) -> None:
        editor.page.context.set_offline(False)
        editor.open(editor.page)

    def calm_down(self, eventually) -> None:
        """Fine weather again, everybody decides, and nobody stays in the note: under a cursor no words move."""
        for editor in self.editors:
            editor.leave()
            self.weathers[editor].is_bad = True
            self.weathers[editor].clear_up()
            editor.page.context.set_offline(False)
        eventually(self._is_calm, 60)
        for weather in self.weathers.values():
            weather.is_bad = True

    def _is_calm(self) -> bool:
        for editor in self.editors:
            editor.settle(mine=self.dice.random() < 0.5)
            editor.page.wait_for_timeout(50)
        return all(editor.is_calm() for editor in self.editors) and self._agree()

    def stories(self) -> list[str]:
        """What both saw and did of late."""
        return [f"{editor.name}: {line}" for editor in self.editors for line in editor.story]

    def _agree(self) -> bool:
        return len({editor.look()["text"] for editor in self.editors}) == 1


def test_no_interleaving_of_two_pages_overwrites_in_silence(new_page, served, eventually, capsys):
    """What a page called saved is in the history, nobody replaced what they had not read, and both end with one text."""
    witness = Witness()
    race = PageRace(served, [new_page(), new_page()], random.Random(f"{SEED} pages"), witness)
    for number in range(INTERLEAVINGS):
        for _ in range(STEPS):
            race.step()
        race.calm_down(eventually)
        with open_store(Folder(served.folder)) as store:
            history = store.history(SHEET, NOTE)
            stands = store.fields(SHEET)[NOTE].value
        lines = [f"{line.outcome} v{line.version} on {line.base}: {line.value} ({line.op})" for line in history[-20:]]
        story = "\n".join([f"seed {SEED}, interleaving {number} of pages", *race.stories(), *lines])
        assert witness.verdict(history).faults() == [], story
        assert {editor.look()["text"] for editor in race.editors} == {stands}
    outcomes = Counter(line.outcome for line in history)
    say(
        capsys,
        f"{INTERLEAVINGS} interleavings of two pages, seed {SEED}: {dict(race.counts + outcomes)}; nothing overwritten in silence",
    )
    assert outcomes["saved"] > INTERLEAVINGS
