"""Whom a misspelt or shortened name may mean: by words that are alike, in time that grows with the roster only.

Two words are alike when one letter is too many, missing, other or swapped in one of them, when one begins with the
other, or when they stand in a branch, department or region that the text names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from mentorwidgets.model import ROLES, Person

_MOST = 200
"""People who share one word that are looked at: who shares "Ana" with a thousand others is not found by it."""
_WORDS = 12  # of a text that are looked at
_BEGINNING = 3
_ENOUGH = 1.0
_VAGUE = frozenset([
    "anyone", "anybody", "all", "everyone", "everybody", "from", "the", "branch", "library", "department", "team",
    "office",
])  # fmt: skip


class Likeness:
    """Words of names, and who has them.

    Args:
        people: who is known.
        fold: makes a name comparable.
    """

    def __init__(self, people: Sequence[Person], fold: Callable[[str], str]) -> None:
        """Index every word once."""
        self._order = {person.id: place for place, person in enumerate(people)}
        self._has: defaultdict[str, list[str]] = defaultdict(list)
        self._places: defaultdict[str, list[str]] = defaultdict(list)
        for person in people:
            for word in dict.fromkeys(fold(person.name).split()):
                self._has[word].append(person.id)
            sides = (person.in_role(role) for role in ROLES)
            for place in {fold(text) for one in sides for text in (one.branch, one.department, one.region)} - {""}:
                self._places[place].append(person.id)
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        self._begins: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._has:
            for key in _shorter(word):
                self._near[key].append(word)
            if len(word) > _BEGINNING:
                self._begins[word[:_BEGINNING]].append(word)

    def knows(self, word: str) -> bool:
        """Whether somebody's name holds this word."""
        return word in self._has

    def whose(self, words: Sequence[str]) -> tuple[str, ...]:
        """The ids of those in whose names all these words stand; of several words each may be a slip."""
        shared: set[str] | None = None
        for word in words:
            alike = [word] if len(words) == 1 else [known for known, _ in self._alike(word)]
            has = {one for known in alike if known in self._has for one in self._has[known][:_MOST]}
            shared = has if shared is None else shared & has
        return tuple(sorted(shared or (), key=self._order.__getitem__))

    def of(self, text: str, most: int) -> tuple[str, ...]:
        """The ids of those whose names are most like a folded text."""
        words = list(dict.fromkeys(text.split()))[:_WORDS]
        points: dict[str, float] = {}
        for word in words:
            best: dict[str, float] = {}
            for known, weight in self._alike(word):
                for one in self._has[known][:_MOST]:
                    best[one] = max(best.get(one, 0.0), weight)
            for one, weight in best.items():
                points[one] = points.get(one, 0.0) + weight
        named = [one for one, weight in points.items() if weight >= _ENOUGH]
        best_of_all = max((points[one] for one in named), default=0.0)
        named = [one for one in named if points[one] >= best_of_all / 2]
        named.sort(key=lambda one: (-points[one], self._order[one]))
        return tuple(named[:most]) or self._placed(words, most)

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self._has:
            yield word, 2.0 + (len(word) > 2)
        if len(word) < 2:
            return
        for key in _shorter(word):
            for known in self._near[key][:_MOST] if key in self._near else ():
                if known != word and max(len(known), len(word)) > _BEGINNING:
                    yield known, 1.6
        for known in self._begins.get(word[:_BEGINNING], ())[:_MOST]:
            if known.startswith(word) or word.startswith(known):
                yield known, 1.4

    def _placed(self, words: Sequence[str], most: int) -> tuple[str, ...]:
        """Everybody of a branch, department or region that the words name."""
        told = [word for word in words if word not in _VAGUE]
        known = (place for place in _runs(words) if place in self._places) if told else iter(())
        found = dict.fromkeys(one for place in known for one in self._places[place][: 4 * most])
        if not found:
            holders = (place for place in self._places if set(told) & (set(place.split()) - _VAGUE))
            found = dict.fromkeys(one for place in holders for one in self._places[place][: 4 * most])
        return tuple(found)[: 4 * most]


def _shorter(word: str) -> Iterable[str]:
    """The word, and the word without each of its letters: words that share one of these differ by one slip."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word[:24])))} if len(word) > 2 else {word}


def _runs(words: Sequence[str]) -> Iterator[str]:
    for size in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])
