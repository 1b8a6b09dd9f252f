"""Two editors in the same fields, in random order of typing, sending, delay, lost answers, reloads and tunnels.

No text that was ever acknowledged is overwritten by somebody who had not seen it, and no conflict goes unsaid.
``MENTORWIDGETS_RACES`` says how many interleavings; a seed is printed when one of them goes wrong.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from editing import Editor
from served import OAK, make_folder
from witness import Witness, say

from mentorwidgets.folder import Folder
from mentorwidgets.model import field_key
from mentorwidgets.workbook import open_store

RACES = int(os.environ.get("MENTORWIDGETS_RACES", "25"))
SEED = int(os.environ.get("MENTORWIDGETS_SEED", "20261122"))
STEPS = 30
SHEET = f"{OAK.slug}/pairing"


class Race:
    """Two editors, two fields, and a network that does as the dice say."""

    def __init__(self, served, dice: random.Random, number: int) -> None:
        self.dice, self.witness = dice, Witness()
        self.keys = [field_key("note", f"race-{number}", name, "Mentoring") for name in ("ana", "eva")]
        self.editors = [Editor(f"{name}-{number}", served.visitor(), SHEET, self.witness) for name in ("Ana", "Ben")]
        self.held = []  # letters that the network still has
        self.offline = set()
        self.counts = Counter()
        for editor in self.editors:
            editor.look()

    def step(self) -> None:
        """One thing happens to one of the two."""
        editor = self.dice.choice(self.editors)
        acts = [self.types] * 5 + [self.sends] * 6 + [self.looks] * 3 + [self.settles] * 3
        self.dice.choice([*acts, self.reloads, self.tunnels, self.arrives, self.both_send])(editor)

    def types(self, editor) -> None:
        editor.type(self.dice.choice(self.keys))

    def sends(self, editor) -> None:
        letter = editor.letter()
        if letter is None or editor in self.offline:
            return
        fate = self.dice.choice(["delivered", "delivered", "delivered", "never arrives", "answer lost", "held"])
        if fate == "held":
            self.held.append(letter)
            self.counts["held"] += 1
        elif fate == "answer lost":
            letter.send()
            self.counts["lost answers"] += 1
        elif fate == "delivered":
            editor.take(letter.send())

    def looks(self, editor) -> None:
        if editor not in self.offline:
            editor.look()

    def settles(self, editor) -> None:
        for key in list(editor.troubles):
            editor.settle(key, mine=self.dice.random() < 0.5)

    def reloads(self, editor) -> None:
        if editor not in self.offline:
            editor.reload()
            self.counts["reloads"] += 1

    def tunnels(self, editor) -> None:
        self.offline ^= {editor}

    def arrives(self, _editor) -> None:
        if self.held:
            self.held.pop(
                self.dice.randrange(len(self.held))
            ).send()  # its page gave up waiting: nobody takes the answer

    def both_send(self, _editor) -> None:
        letters = [
            (editor, letter) for editor in self.editors if editor not in self.offline and (letter := editor.letter())
        ]
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda each: each[1].send(), letters))
        for (editor, _), answer in zip(letters, answers, strict=True):
            editor.take(answer)

    def calm_down(self) -> None:
        """The network is fine again, and everybody decides."""
        self.offline.clear()
        while self.held:
            self.arrives(None)
        while not all(editor.is_calm() for editor in self.editors):
            for editor in self.editors:
                self.settles(editor)
                if letter := editor.letter():
                    editor.take(letter.send())
        for editor in self.editors:
            editor.look()


@pytest.fixture(scope="module")
def server(serve_folder, tmp_path_factory):
    """A real server of one program."""
    return serve_folder(make_folder(tmp_path_factory.mktemp("races") / "library", OAK).path)


def run(server, number: int) -> Race:
    """One interleaving, from the first step until all is calm."""
    race = Race(server, random.Random(f"{SEED} {number}"), number)
    for _ in range(STEPS):
        race.step()
    race.calm_down()
    return race


def test_no_interleaving_of_two_editors_overwrites_in_silence(server, capsys):
    """Every acknowledged text stands, or was replaced by one who had seen it; each loser was shown both texts."""
    sums = Counter()
    for number in range(RACES):
        race = run(server, number)
        with open_store(Folder(server.folder)) as store:
            history = [line for key in race.keys for line in store.history(SHEET, key)]
        assert race.witness.verdict(history).faults() == [], f"seed {SEED}, interleaving {number}"
        sums += race.counts + Counter(line.outcome for line in history)
    say(capsys, f"{RACES} interleavings of two editors, seed {SEED}: {dict(sums)}; nothing overwritten in silence")
    assert sums["conflict"] > RACES


def test_both_editors_end_with_what_the_store_holds(server):
    """When all is calm, each of them is shown the same two texts."""
    race = run(server, RACES)
    with open_store(Folder(server.folder)) as store:
        stands = {key: (field.value, field.version) for key, field in store.fields(SHEET).items() if key in race.keys}
    assert [editor.shows(race.keys) for editor in race.editors] == [stands, stands]
