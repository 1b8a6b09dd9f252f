"""Whether somebody was cleared to work with young people: only where a header asks it, and a cell says just yes.

Here a wrong yes is worse than a question. A header counts with words that we know and no other, since one more word
("expired", "needed", "parking") asks for something else; so does a cell.
"""

from __future__ import annotations

import functools
import re

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.hints import without_number
from mentorwidgets.roster.ticks import yes_or_no
from mentorwidgets.roster.values import words_or_nothing, yes_no
from mentorwidgets.roster.wholly import asks_only, has_word_of
from mentorwidgets.roster.whose import whose
from mentorwidgets.roster.words import holds, listed, plain_words

NOT_SAID = "It does not say for certain whose check was passed: it is kept as a note, and nobody is cleared by it."
"""What a person is told of a column about a check that clears nobody."""
_OPTIONS = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]|(?:[:?\n]|\s[-\u2013\u2014]\s)\s*([^:?\n]{1,80})$")
_APART = re.compile(r"[/|,;]|\b(?:or|oder|ou|o)\b")
_PLAIN_YES = frozenset({"i have", "i do", "i am", "i have one", "yes i have", "yes i do", "it is", "it has"})
_DENIES = frozenset({"not", "never", "nicht", "pas", "nie"})
_MEND = "Write yes where the check was passed and still holds, and no where it was not or does not."


class ClearanceDoubtError(ValueRefusedError):
    """A cell speaks of a check, and not so that anybody could be cleared by it: what was known holds no more."""


@functools.cache
def _hints() -> frozenset[str]:
    return frozenset(listed("clearance")["header"]["hints"])


@functools.lru_cache(maxsize=4096)
def asks_cleared(header: str) -> bool:
    """Whether a header asks if a background check was passed, and nothing else.

    >>> [asks_cleared(header) for header in ("Background check passed?", "DBS", "Do you have a criminal record?")]
    [True, True, False]
    >>> [asks_cleared(f"Background check {more}") for more in ("expired", "needed", "(yes / no)", "(yes / pending)")]
    [False, False, True, True]
    """
    plain = plain_words(_OPTIONS.sub(_without_options, without_number(header[:600])))
    return asks_only("clearance", plain) and whose(header) != "other"


def speaks_of_clearance(header: str) -> bool:
    """Whether a header has a word for such a check, whatever it asks of it."""
    return has_word_of("clearance", plain_words(header[:600]))


def _without_options(found: re.Match[str]) -> str:
    """How to answer, or a list of answers, says nothing of what is asked; a single answer does."""
    if _hints().issuperset(plain_words(found[0]).split()):
        return " "
    options = _APART.split(found[1] or found[2])
    return " " if len(options) > 1 and all(map(speaks_of_check, options)) else found[0]


def speaks_of_check(cell: str) -> bool:
    """Whether a cell says something of a check, for or against.

    >>> speaks_of_check("Yes, expired"), speaks_of_check("either is fine"), speaks_of_check("2024-05-01")
    (True, False, False)
    """
    try:
        return cleared(cell) is not None
    except ClearanceDoubtError:
        return True
    except ValueRefusedError:
        return False


def cleared(cell: str) -> bool | None:
    """Whether a cell says that a check was passed; None where it says nothing.

    >>> [cleared(cell) for cell in ("Yes", "Yes, cleared", "Not yet", "Expired 2023", "")]
    [True, True, False, False, None]

    Raises:
        ClearanceDoubtError: it says more than yes or no.
        ValueRefusedError: it says nothing of a check.
    """
    clean = words_or_nothing(cell)
    plain = plain_words(clean)
    if not plain:
        return yes_no(cell)
    kinds = _kinds(plain)
    said = _said(plain, kinds) if "?" not in clean else None
    if said is not None:
        return said
    if not kinds & {"passed", "not", "open", "unsure"}:
        raise ValueRefusedError(f"'{clean[:60]}' does not say whether a check was passed.", _MEND)
    raise ClearanceDoubtError(f"'{clean[:60]}' says more than yes or no, so nobody is cleared by it.", _MEND)


def _said(plain: str, kinds: frozenset[str]) -> bool | None:
    if plain in _PLAIN_YES or ("passed" in kinds and kinds <= {"passed", "beside"}):
        return True
    if "open" in kinds and not kinds & {"passed", "not", "unsure"}:
        return False
    is_denied = "passed" not in kinds or not _DENIES.isdisjoint(plain.split())
    if "not" in kinds and kinds <= {"passed", "not", "beside"} and is_denied:
        return False
    starts_no = yes_or_no(plain.split(maxsplit=1)[0]) is False
    return False if starts_no and kinds <= {"not", "open", "beside"} else None


@functools.lru_cache(maxsize=4096)
def _kinds(plain: str) -> frozenset[str]:
    """Which kinds of words stand in a cell; ``other`` for those that we do not know."""
    found = set()
    for kind, phrases in _phrases():
        for phrase in phrases:
            if holds(plain, phrase):
                plain = f" {plain} ".replace(f" {phrase} ", "  ").strip()
                found.add(kind)
    for word in plain.split():
        said = yes_or_no(word)
        known = "other" if said is None else "passed" if said else "not"
        found.add(next((kind for kind, words in _words() if word in words), known))
    return frozenset(found)


@functools.cache
def _words() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((kind, frozenset(words)) for kind, words in listed("clearance")["cell"].items())


@functools.cache
def _phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((kind, tuple(word for word in words if " " in word)) for kind, words in _words())
