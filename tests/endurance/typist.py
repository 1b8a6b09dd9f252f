"""Somebody who types slowly into one field, and looks after each key whether everything is as they left it."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections import Counter
from typing import TYPE_CHECKING

from weather import KINDS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from sittings import Sitting
    from weather import Weather
    from windows import Window

WORDS = "she would like to learn how a story time begins é ñ ß and what to do when nobody comes 2026 "
TEXTS = ("text", "search", "choosing")
_SHAKES = 100  # px that a field may move by while a banner comes and goes: it must stay before one's eyes
_LONGEST = 240


def is_part(sitting: Sitting, field: dict) -> bool:
    """Whether a field belongs to the worksheet: searches and plans that nobody has taken yet do not."""
    return field["kind"] != "search" and not any(re.search(one, field["name"]) for one in sitting.unsaved)


def is_saved(sitting: Sitting, field: dict) -> bool:
    """Whether the words of a field stand in the store as they were typed."""
    return field["kind"] in ("text", "choosing") and is_part(sitting, field)


@dataclasses.dataclass(frozen=True)
class Pace:
    """How somebody types: for so long into a field, with such waits (seconds), and one thing happens in so many keys."""

    seconds: float
    waits: tuple[float, float]
    strikes: float
    lasts: tuple[float, float]


class SlipError(AssertionError):
    """Something is not as it was left."""


class _LedOnError(Exception):
    """A key led away from the fields, as it should: to a heading, or to what it opened."""


class Paper:
    """What should stand in a field of words, and where the caret is."""

    def __init__(self, text: str) -> None:
        self.text, self.start, self.end = text, len(text), len(text)

    def press(self, key: str) -> None:
        """The same key that the page gets."""
        if key == "ArrowLeft":
            self.start = self.end = self.start if self.start < self.end else max(0, self.start - 1)
        elif key == "ArrowRight":
            self.start = self.end = self.end if self.start < self.end else min(len(self.text), self.end + 1)
        elif key == "Shift+ArrowLeft":
            self.start = max(0, self.start - 1)
        else:
            begin = self.start - (key == "Backspace" and self.start == self.end and self.start > 0)
            new = "" if key == "Backspace" else key
            self.text = self.text[:begin] + new + self.text[self.end :]
            self.start = self.end = begin + len(new)


class Typist:
    """One person at one window.

    Args:
        window: the browser's.
        weather: what happens meanwhile.
        dice: what is typed, and when something happens.
        pace: how.
        first: what happens first, with the first key that is not in fair weather.
    """

    def __init__(self, window: Window, weather: Weather, dice: random.Random, pace: Pace, *first: str) -> None:
        self.window, self.weather, self.dice, self.pace = window, weather, dice, pace
        self.keys = self.strikes = 0
        self._first, self._kinds = list(first), []
        self._may_move = False

    def write(self, field: dict) -> object:
        """Type into a field for a while, the first keys in fair weather; gives what should stand there in the end.

        None where an earlier answer has closed the field, such as "I would leave this open".
        """
        if field["name"] not in [one["name"] for one in self.window.see("fields")]:
            return None
        if not self.window.see("enter", field["name"]):
            raise SlipError("the field cannot be entered any more")
        words = field["kind"] in TEXTS
        paper = Paper(self.window.see("seen")["value"]) if words else None
        left = self.pace.seconds
        with contextlib.suppress(_LedOnError):
            self._may_move = field["kind"] in ("search", "list", "choice")  # they change what stands around them
            for number, key in enumerate(self._keys(field, paper)):
                if number >= 3 and left <= 0:
                    break
                left -= self._stroke(key, paper, calm=number < 2)
        if field["kind"] == "search":  # what it hides is to be seen again
            for key in ("Control+a", "Backspace"):
                self.window.press(key)
            return ""
        return paper.text if paper else self.window.see("seen").get("value")

    def _stroke(self, key: str, paper: Paper | None, *, calm: bool) -> float:
        """One key, and the wait after it, in which something may happen; gives its seconds."""
        self.keys += 1
        self.weather.note(f"key {key!r}")
        self.window.press(key)
        if paper:
            paper.press(key)
        elif not self.window.see("follow"):
            raise _LedOnError
        before = self._look(paper)
        wait = self.dice.uniform(*self.pace.waits)
        if not calm and (self._first or self.dice.random() < self.pace.strikes):
            self._strike()
        self.window.wait(wait)
        self._compare(before, self._look(paper))
        return wait

    def _strike(self) -> None:
        self._kinds = self._kinds or self.dice.sample(KINDS, len(KINDS))
        self.strikes += 1
        kind = self._first.pop() if self._first else self._kinds.pop()
        self.weather.strike(kind, self.dice.uniform(*self.pace.lasts))

    def _look(self, paper: Paper | None) -> dict:
        seen = self.window.see("look")
        if not seen["same"]:
            raise SlipError(f"the field has lost the focus, which is at {seen['focus']}")
        if seen["covered"]:
            raise SlipError(f"something covers the field: {seen['covered']}")
        if paper and seen["value"] != paper.text:
            raise SlipError(f"typed was {paper.text!r}, and there stands {seen['value']!r}")
        if paper and seen["caret"] and seen["caret"] != [paper.start, paper.end]:
            raise SlipError(f"the caret was at {[paper.start, paper.end]}, and is at {seen['caret']}")
        return seen

    def _compare(self, before: dict, after: dict) -> None:
        if before["value"] != after["value"]:
            raise SlipError(f"the field held {before['value']!r}, and holds {after['value']!r}")
        if not self._may_move and abs(before["top"] - after["top"]) > _SHAKES:
            raise SlipError(f"the field stood at {before['top']} px, and stands at {after['top']} px")
        for name in ("dialogs", "tabs", "folds"):
            if before[name] != after[name]:
                raise SlipError(f"open were {name} {before[name]}, and now {after[name]}")
        # Names may follow what is typed ("Activity for: A bus"), and an empty line more may come when the frame does.
        old, new = (Counter(str(value) for _name, value in look["fields"]) for look in (before, after))
        if old - new or set(new - old) - {"", "False"}:
            raise SlipError(f"other fields changed by themselves: {before['fields']} became {after['fields']}")

    def _keys(self, field: dict, paper: Paper | None) -> Iterator[str]:
        if paper:
            yield from self._words(field, paper)
        kind, dice = field["kind"], self.dice
        if kind == "date":
            yield from f"{dice.randint(10, 28)}{dice.randint(10, 12)}2027"
        if kind == "time":
            yield from f"1{dice.randint(0, 9)}30"
        while True:
            if kind == "number":
                yield from ("Control+a", str(dice.randint(1, 9)))
            elif kind == "choice":
                yield "Space"
            else:
                yield dice.choice(["ArrowDown", "ArrowUp"])

    def _words(self, field: dict, paper: Paper) -> Iterator[str]:
        most = field["most"] if 0 < field["most"] < _LONGEST else _LONGEST
        at = self.dice.randrange(len(WORDS))
        while True:
            odds = self.dice.random()
            if len(paper.text) >= most or (odds < 0.06 and paper.text):
                yield "Backspace"
            elif odds < 0.14 and paper.text:
                yield self.dice.choice(["ArrowLeft", "ArrowRight", "Shift+ArrowLeft"])
            else:
                yield WORDS[at % len(WORDS)]
                at += 1
