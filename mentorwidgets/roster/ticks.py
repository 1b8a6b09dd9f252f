"""Cells that only say yes or no: ticks, ones and noughts, TRUE and FALSE, ja and nein, "Not applicable"."""

from __future__ import annotations

import functools

from mentorwidgets.roster.words import listed, plain_words

_SAYS_YES = """
x 1 y checked check selected on ok t j sann wahr
\u2713 \u2714 \u2705 \u2611 \u2022 \u25cf \u2612 \u00d7 \U0001f5f8 \u221a \u25ef \u25cb\ufe0f
"""
_SAYS_NO = """
0 n f off unchecked unselected not
\u2717 \u2718 \u2610 \u274c \u25cb \u25a1
"""
_SAYS_NOTHING = """
-|--|\u2013|\u2014|?|n/a|na|n.a.|none|null|nan|not applicable|not selected|unavailable|not available|busy|cannot|maybe
unsure|prefer not to say
"""
_LISTS = listed("ticks")
_SAID_YES, _SAID_NO = (frozenset(plain_words(word) or word for word in _LISTS[name]) for name in ("yes", "no"))
_BESIDE = frozenset(_LISTS["beside"])
_YES, _NO = _SAID_YES | set(_SAYS_YES.split()), _SAID_NO | set(_SAYS_NO.split())
_SURE = frozenset({"ja", "no", "si", "да", "ні"})  # other short ones name a place, too: NE, OK, NI
_WORDS = {word for word in _SAID_YES | _SAID_NO if len(word) > 2 or not word.isascii() or word in _SURE} | {
    word for word in _YES | _NO if not word.isalnum()
}
_NEITHER = frozenset({"", *_SAYS_NOTHING.strip().replace("\n", "|").split("|")})
_FREE = frozenset({"available", "free", "can"})
_AS_NUMBERS = {"1.0": "1", "0.0": "0"}


@functools.lru_cache(maxsize=4096)
def _word(cell: str) -> str:
    clean = cell.strip().lower().strip("!.,[]()\"' ")
    if clean in _AS_NUMBERS:
        return _AS_NUMBERS[clean]
    if not clean or clean.isalpha() or len(clean) > 60:
        return plain_words(clean) if clean.isalpha() else clean
    first, *rest = plain_words(clean).split() or [clean]
    polite = bool(rest) and first in _WORDS and _BESIDE.issuperset(rest)
    return first if polite else clean


def is_ticked(cell: str, topic: str) -> bool:
    """Whether a cell of a grid says yes to its topic."""
    word = _word(cell)
    return (
        word in _YES or word in _FREE or (bool(word) and not is_blank(cell) and plain_words(cell) == plain_words(topic))
    )


def is_blank(cell: str) -> bool:
    """Whether a cell of a grid says no to its topic, or nothing."""
    return _word(cell) in _NO or _word(cell) in _NEITHER


def is_tick(cell: str) -> bool:
    """Whether a cell says nothing but yes or no: it names no place, no number of people and no interest.

    >>> [is_tick(cell) for cell in ("Yes", "0", "Not Applicable", "nein", "Oak Branch", "2")]
    [True, True, True, True, False, False]
    """
    return _word(cell) in _YES or is_blank(cell) or not any(map(str.isalnum, cell))


def is_yes_or_no(cell: str) -> bool:
    """Whether a cell is a word of yes or no: such a word is no place and no interest.

    >>> is_yes_or_no("Yes"), is_yes_or_no("nein"), is_yes_or_no("1"), is_yes_or_no("J")
    (True, True, False, False)
    """
    word = _word(cell)
    return word in _WORDS


def yes_or_no(cell: str) -> bool | None:
    """What a word of yes or no says, in any language that we know; None when it is none.

    >>> yes_or_no("Yes please"), yes_or_no("\u043d\u0435\u0442"), yes_or_no("Oak")
    (True, False, None)
    """
    word = _word(cell)
    if word in _SAID_YES:
        return True
    return False if word in _SAID_NO else None
