"""Keeps what every editor typed, read and was told, and compares it with what the store says happened.

Every text is typed once and names its writer, so a text in the history is known by itself.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pytest

    from mentorwidgets.model import Change


@dataclasses.dataclass
class Typed:
    """One text: who typed it where, and when it was last meant to be saved (typed, or chosen in a conflict)."""

    writer: str
    key: str
    at: int


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What went wrong; all of it is empty when nothing did."""

    lost: list[str]  # acknowledged, and not in the history
    doubled: list[str]  # saved twice
    silent: list[tuple[str, str]]  # a text, and the one that replaced it without its writer having seen the first
    untold: list[str]  # a conflict that its writer was not shown
    unshown: list[str]  # never shown as not saved yet, not even right after it was typed
    vanished: list[str]  # typed last by its writer, and in the end neither saved nor shown in a conflict

    def faults(self) -> list[str]:
        """All of it, a line each."""
        return [f"{name}: {item}" for name, items in vars(self).items() for item in items]


class Witness:
    """Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ticks = itertools.count(1)
        self._numbers = itertools.count(1)
        self.typed: dict[str, Typed] = {}
        self.acknowledged: set[str] = set()
        self.unsure: set[str] = set()  # shown as not saved, at some time
        self.told: set[str] = set()  # shown as in conflict, with the other text beside it
        self._seen: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def types(self, writer: str, key: str) -> str:
        """A text of its own for this writer, typed into a field now."""
        with self._lock:
            text = f"{writer} {next(self._numbers)}"
            self.typed[text] = Typed(writer, key, next(self._ticks))
            return text

    def is_of(self, text: str, writer: str) -> bool:
        """Whether this is a text of that writer."""
        return text in self.typed and self.typed[text].writer == writer

    def now(self) -> int:
        """The next moment."""
        with self._lock:
            return next(self._ticks)

    def chooses(self, text: str) -> None:
        """The writer saw another text beside this one, and wants this one."""
        with self._lock:
            self.typed[text].at = next(self._ticks)

    def sees(self, reader: str, texts: Iterable[object]) -> None:
        """These stand before a reader's eyes."""
        with self._lock:
            for text in texts:
                self._seen[reader].setdefault(str(text), next(self._ticks))

    def acknowledges(self, text: str) -> None:
        """Its writer was told that it is saved."""
        self.acknowledged.add(text)

    def doubts(self, text: str) -> None:
        """Its writer is shown that it is not saved yet."""
        self.unsure.add(text)

    def tells(self, text: str) -> None:
        """Its writer is shown that it is in conflict, and the other text."""
        self.told.add(text)

    def verdict(self, history: Sequence[Change]) -> Verdict:
        """Compare with the history of the worksheet, when everything is calm."""
        saved = Counter(str(line.value) for line in history if line.outcome == "saved")
        conflicts = {str(line.value) for line in history if line.outcome == "conflict"} & self.typed.keys()
        last = {(typed.writer, typed.key): text for text, typed in self.typed.items()}
        kept = saved.keys() | self.told
        return Verdict(
            lost=sorted(self.acknowledged - saved.keys()),
            doubled=sorted(text for text, number in saved.items() if number > 1 and text in self.typed),
            silent=[pair for pair in _replaced(history) if not self._had_seen(*pair)],
            untold=sorted(text for text in conflicts - kept if text in last.values()),
            unshown=sorted(self.typed.keys() - self.unsure - self.told),
            vanished=sorted(set(last.values()) - kept),
        )

    def _had_seen(self, old: str, new: str) -> bool:
        # Who replaces their own text knows it. What nobody typed here (None, what stood before) is nobody's loss.
        first, second = self.typed.get(old), self.typed.get(new)
        if first is None or second is None or first.writer == second.writer:
            return True
        seen = self._seen[second.writer].get(old)
        return seen is not None and seen < second.at


def say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    """Print a line of numbers that also a run without trouble shows."""
    with capsys.disabled():
        print(f"\n{words}")


def _replaced(history: Sequence[Change]) -> list[tuple[str, str]]:
    stands: dict[str, str] = {}
    pairs = []
    for line in history:
        if line.outcome == "saved":
            if line.key in stands:
                pairs.append((stands[line.key], str(line.value)))
            stands[line.key] = str(line.value)
    return pairs
