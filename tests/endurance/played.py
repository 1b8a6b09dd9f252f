"""One sitting from beginning to end, as the tests of all browsers play it; how long, says ``MENTORWIDGETS_SOAK`` (minutes)."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

from sittings import SITTINGS
from test_races import SEED
from typist import Pace, SlipError, Typist, is_part, is_saved
from weather import KINDS
from witness import say

MINUTES = float(os.environ.get("MENTORWIDGETS_SOAK", "0"))
AT_ONCE = 4  # sittings that `make typist` plays at the same time
FEW_PLACES, FEW_FIELDS = 2, 3
FEW = Pace(seconds=0.6, waits=(0.05, 0.2), strikes=0.2, lasts=(0.3, 1.0))
PICTURES = Path("test-artifacts")
OWN_WORDS = "In your own words"
_MOST_DIALOGS = 3
SHARE = MINUTES * 60 * AT_ONCE / len(SITTINGS)  # seconds for each sitting


class Run:
    """One sitting from beginning to end."""

    def __init__(self, desk, window, weather, held):
        self.desk, self.window, self.weather, self.held = desk, window, weather, held
        self.dice = random.Random(f"{SEED} {desk.sitting}")
        first = KINDS[SITTINGS.index(desk.sitting) % len(KINDS)]  # so that all of them happen in each run
        self.typist = Typist(window, weather, self.dice, FEW, first)
        self.at, self.written = "", 0

    def all_places(self, capsys):
        """Type into each part of the page; a failure tells all that is needed to play it again."""
        places = self.desk.places(self.window)
        if not MINUTES:
            places = sorted(self.dice.sample(places, min(FEW_PLACES, len(places))), key=places.index)
        try:
            for place in places:
                self.place(place, places)
        except AssertionError as error:
            PICTURES.mkdir(exist_ok=True)
            self.window.shot(PICTURES / f"typist-{SEED}-{self.window.name}-{self.desk.sitting}.png".replace(" ", "-"))
            story = "\n".join(self.weather.story[-60:])
            raise SlipError(f"seed {SEED}, {self.desk.sitting}, {self.at}: {error}\n{story}") from error
        assert self.window.errors() == []
        counts = f"{self.written} fields, {self.typist.keys} keys, {self.typist.strikes} times something happened"
        say(capsys, f"seed {SEED}, {self.desk.sitting}: {counts}")

    def place(self, place, places):
        """Type into its fields, look into the store, and load the page again: there it stands."""
        desk, window = self.desk, self.window
        desk.reach(window, place)
        dialogs = window.see("portrait")["dialogs"]
        written = {}
        for field in some(place, self.dice):
            self.at = f"{place} {field['name']}"
            self.typist.pace = pace_of(field, places)
            written[field["name"]] = self.typist.write(field)
            if MINUTES:
                self.calm()
        self.calm()
        for field in place.fields:
            self.at = f"{place} {field['name']}"
            check_store(self.held(desk.kind), desk.sitting, field, written.get(field["name"]))
        self.written += len(written)
        self.at = f"{place}, loaded again"
        for _ in range(_MOST_DIALOGS):  # a question that a key has raised is answered by nobody after a reload
            if window.see("portrait")["dialogs"] != dialogs:
                window.press("Escape")
        before, shown = self.stands(), self.window.see("portrait")
        desk.reach(window, place)
        window.until(lambda: len(self.stands()) >= len(before), f"all of {before} is drawn again", 20)
        if self.stands() != before:
            raise SlipError(f"there stood {before} in {shown}, and now {self.stands()}")

    def calm(self):
        """Wait until the weather is fair and all is saved."""
        self.weather.clear()
        self.desk.until_saved(self.window)

    def stands(self):
        """What the fields of the worksheet hold now, in the order of the page."""
        fields = [one for one in self.window.see("fields") if is_part(self.desk.sitting, one)]
        return [field["value"] for field in fields if field["value"] not in ("", None)]


def some(place, dice):
    """All fields of a place in a soak, in any order; a few else. What is one of several answers comes last of them.

    Whoever unticks "In your own words" takes them out of the answer.
    """
    fields = dice.sample(place.fields, len(place.fields) if MINUTES else min(FEW_FIELDS, len(place.fields)))
    return sorted(fields, key=lambda field: field["name"].endswith(OWN_WORDS))


def pace_of(field, places):
    """Two minutes and more for each kind of field in a soak, a few keys else."""
    if not MINUTES:
        return FEW
    kinds = [one["kind"] for place in places for one in place.fields]
    seconds = SHARE / len(set(kinds)) / kinds.count(field["kind"])
    return Pace(seconds=max(4, seconds), waits=(0.15, 0.9), strikes=0.08, lasts=(0.3, 6))


def check_store(text, sitting, field, value):
    """What was typed into a field of words stands in the store, unless the page keeps it for itself."""
    if value and is_saved(sitting, field):
        words = json.dumps(value.strip(), ensure_ascii=False)[1:-1]
        assert words in text, f"typed was {value!r}, and the store does not hold it"
