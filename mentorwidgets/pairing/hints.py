"""Whom a text hints at without their whole name: "J. Ost", "Jan O.", "the Osts", "@janost", "Jan/Tim", "not with Jan".

A hint is never understood; the column in which it stands is asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from mentorwidgets.model import Person
from mentorwidgets.model.names import is_slip

_TOKEN = re.compile(r"(@)?([^\W_]+(?:[-'\u2019\u02bc][^\W_]+)*)")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s?$", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_PARTS = re.compile(r"[ \n]?[/&+;|\n][ \n]?|[ \n](?:and|or|und|oder|et|ou|y|e)[ \n]", re.IGNORECASE)
_LONGEST = 300
_FEW = 12  # words of a text in which one name may hint at somebody
_BEFORE = 4  # words between "not" and the name
_LEAST = 3  # letters of such a name
_CUES = frozenset([
    "not", "never", "no", "yes", "except", "avoid", "dont", "cant", "rather", "nicht", "nein", "ja", "pas", "sauf",
    "non", "oui", "sin", "nunca", "niet", "family", "families", "household", "familie", "famille", "familia",
    "famiglia", "wife", "husband", "spouse", "partner", "brother", "sister", "mother", "father", "mum", "mom",
    "dad", "son", "daughter", "cousin", "uncle", "aunt", "ex", "boss", "roommate", "flatmate", "neighbour",
    "neighbor", "frau", "mann", "bruder", "schwester", "mutter", "vater", "mari", "femme", "frere", "soeur",
    "esposa", "marido", "hermano", "hermana",
])  # fmt: skip
_PLACED = frozenset(["from", "of", "at", "in", "aus", "von", "de", "du", "van"])  # "Jan from Oak"


class Hints:
    """The words of everybody's name, for texts that hold no whole one.

    Args:
        people: who is known.
        fold: makes a name comparable.
    """

    def __init__(self, people: Sequence[Person], fold: Callable[[str], str]) -> None:
        """Index every word once."""
        self._fold = fold
        self._names: dict[str, list[str]] = {}
        self._has: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._handles: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for person in people:
            words = fold(person.name).split()
            self._names[person.id] = words
            for word in words:
                self._has[word][person.id] = None
            for handle in ("".join(words), "".join(reversed(words)), words[0][0] + words[-1]) if len(words) > 1 else ():
                self._handles[handle][person.id] = None

    def of(self, text: str) -> tuple[str, ...]:
        """The ids of those at whom a text hints; none where it holds only a word that is in a name as well."""
        if len(text) > _LONGEST:
            return ()
        tokens = [(found[2], bool(found[1])) for found in _TOKEN.finditer(text)]
        words = [self._fold(_POSSESSIVE.sub("", token)) for token, _ in tokens]
        capital = [token[:1].isupper() or token[:1] == token[:1].upper() for token, _ in tokens]
        found: dict[str, None] = {}
        for word, (_, is_handle) in zip(words, tokens, strict=True):
            found.update(self._handles.get(word, {}) if is_handle else {})
        for at in range(len(words) - 1):
            if capital[at] and capital[at + 1]:
                found.update(dict.fromkeys(self._beside(words[at], words[at + 1])))
        if not found and len(words) <= _FEW:
            found.update(dict.fromkeys(self._alone(text, words, capital)))
        return tuple(found)

    def _beside(self, one: str, other: str) -> Iterator[str]:
        """Those whose name one word is, and of another name of theirs the other word is the first letter or a slip."""
        for word, short in ((one, other), (other, one)):
            for person in self._has.get(word, ()) if len(word) > 1 else ():
                rest = [name for name in self._names[person] if name != word]
                if any(name.startswith(short) if len(short) == 1 else _is_spelt_nearly(short, name) for name in rest):
                    yield person

    def _alone(self, text: str, words: Sequence[str], capital: Sequence[bool]) -> Iterator[str]:
        """Those of whose names one word stands in a few words that speak of somebody."""
        named = [at for at, word in enumerate(words) if capital[at] and self._whose(word)]
        parts = [self._fold(part) for part in _PARTS.split(_BLANKS.sub(_one_blank, text.strip()))]
        is_list = len(parts) > 1 and all(part in self._has for part in parts)
        is_placed = bool(named) and named[0] == 0 and len(words) > 1 and words[1] in _PLACED
        for at in named:
            is_family = at > 0 and words[at - 1] == "the" and words[at] not in self._has
            near = words[max(0, at - _BEFORE) : at + 3]
            if is_list or is_placed or is_family or _CUES.intersection(near):
                yield from self._whose(words[at])

    def _whose(self, word: str) -> Sequence[str]:
        found = self._has.get(word) or (self._has.get(word.removesuffix("s")) if len(word) > _LEAST else None)
        return tuple(found or ()) if len(word) >= _LEAST else ()


def _one_blank(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _is_spelt_nearly(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LEAST and is_slip(one, other, swapped=False)
