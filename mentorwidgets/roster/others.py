"""Headers that speak of other people: whom somebody must not be paired with, and their boss.

Nobody writes our sentences above a column. A header is read by its parts: a "not" beside a "with" or "matched", of
people and not of topics or days; a word for whoever stands above somebody. Whose an address is: see `whose`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from mentorwidgets.roster.words import listed, plain_words

_SHORT = 6  # words of a header that needs no word for people: "Nicht zusammen mit"
_LONG = 25
_CLOSE = 6
NOT_OF = re.compile(r"\bnot (?:your|the|that|of|a)\b.*", re.IGNORECASE)
"""Of a header what says whose it is not: "Your email (not your manager's)"."""


@functools.cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    data = listed("others")
    return {f"{room}.{name}": _pattern(words) for room, lists in data.items() for name, words in lists.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    found = sorted((re.escape(word).replace(r"\*", r"\w*") for word in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def _says(plain: str, name: str) -> bool:
    return _patterns()[name].search(plain) is not None


@functools.lru_cache(maxsize=4096)
def hard_field(header: str) -> str:
    """``avoid`` or ``supervisor`` where the parts of a header say so; else blank.

    >>> hard_field("Is there anyone you would prefer not to be matched with?"), hard_field("Boss's e-mail")
    ('avoid', 'supervisor')
    >>> hard_field("Days you cannot meet with anybody"), hard_field("Years as a manager")
    ('', '')
    """
    plain = plain_words(header[:600])
    if len(plain.split()) > _LONG:
        return ""
    if _keeps_apart(plain):
        return "avoid"
    return "supervisor" if speaks_of_boss(header) and not _says(plain, "boss.not_who") else ""


@functools.lru_cache(maxsize=4096)
def speaks_of_boss(header: str) -> bool:
    """Whether a header is about whoever stands above somebody.

    >>> speaks_of_boss("E-Mail des Vorgesetzten"), speaks_of_boss("Your email (not your manager's)")
    (True, False)
    """
    return _says(NOT_OF.sub("", plain_words(header[:600])), "boss.who")


def _keeps_apart(plain: str) -> bool:
    if _says(plain, "apart.things"):
        return False
    if not _says(plain, "apart.away") and not _stand_close(plain, "apart.not", "apart.with"):
        return False
    return len(plain.split()) <= _SHORT or _says(plain, "apart.people")


def _stand_close(plain: str, one: str, other: str) -> bool:
    """Whether words of two kinds stand so close that they belong together, in either order."""
    starts = [
        [len(plain[: found.start()].split()) for found in _patterns()[name].finditer(plain)] for name in (one, other)
    ]
    return any(abs(a - b) <= _CLOSE for a in starts[0] for b in starts[1])
