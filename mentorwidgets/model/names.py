"""Names of people, compared: what is only another way of writing, and what may be a slip."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

OTHER_NAME = "@"
"""Stands before the sum of a name among the keys of somebody."""
_TITLES = frozenset({
    "dr", "drs", "dra", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "professora", "sir", "rev", "herr",
    "frau", "mme", "mlle", "madame", "monsieur", "senor", "senora", "senorita", "sra", "srta", "dott", "dottssa",
})  # fmt: skip
_DEGREES = frozenset({  # not MA, MD or Jr., which can be of a name
    "phd", "mls", "mlis", "msc", "bsc", "mba", "edd", "jd", "esq", "cpa", "dphil", "mlib",
})  # fmt: skip
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_NOT_WORD = re.compile(r"[^\w\s]|_")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "\u0131": "i"})
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc`\u00b4]")


@functools.lru_cache(maxsize=50_000)
def whole_name(text: str) -> str:
    """A name in the form in which it is compared: no case, accents, titles, brackets, and no surname first.

    >>> whole_name("OST, Jan"), whole_name("Dr. José Piñol (he/him)"), whole_name("Ana  Silva, PhD")
    ('jan ost', 'jose pinol', 'ana silva')
    """
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", _own_letters(text)).translate(_LETTERS))


def spelt_out(text: str) -> str:
    """A text in small letters, as it is written where a keyboard has no umlauts.

    >>> spelt_out("Jürgen Weiß")
    'juergen weiss'
    """
    return text.casefold().translate(_SPELT_OUT)


def other_name_key(name: str) -> str:
    """A sum of another name of somebody: of old, or on their papers. Who writes that name may mean them."""
    return OTHER_NAME + hashlib.sha256(whole_name(name).encode("utf-8", "replace")).hexdigest()[:16]


def _unbracketed(text: str, instead: str) -> str:
    """Without what stands in brackets; beyond the last closing one nothing is looked at, however much opens there."""
    end = max(map(text.rfind, ")]}")) + 1
    return _BRACKETS.sub(instead, text[:end]) + text[end:]


@functools.lru_cache(maxsize=50_000)
def _own_letters(text: str) -> str:
    """The same with the accents that it has."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _APOSTROPHES.sub("", _unbracketed(plain, " ") if _unbracketed(plain, "").strip() else plain)
    words = _in_spoken_order(plain)
    first = next((at for at, word in enumerate(words) if word not in _TITLES), 0)
    words = words[first:] or words
    while len(words) > 2 and words[-1] in _DEGREES:
        words = words[:-1]
    return unicodedata.normalize("NFC", " ".join(words))


def _in_spoken_order(plain: str) -> list[str]:
    parts = [_words(part) for part in plain.split(",")]
    parts = [part for part in parts if part and not all(word in _DEGREES for word in part)]
    if len(parts) == 2 and parts[1][0] not in ("jr", "sr", "ii", "iii", "iv"):
        parts.reverse()
        parts[1] = [word for word in parts[1] if word not in _TITLES] or parts[1]
    return [word for part in parts for word in part]


def _words(part: str) -> list[str]:
    return _NOT_WORD.sub(" ", part).split()


def same_name(one: str, other: str) -> bool:
    """Whether two texts are one whole name, written in two ways.

    Accents may be left out, but two names with accents of their own are two names.

    >>> same_name("José Piñol", "Jose Pinol"), same_name("Hạnh Lý", "Hành Lý"), same_name("Lena Voss", "Timo Voss")
    (True, False, False)
    """
    if whole_name(one) != whole_name(other):
        return False
    mine, theirs = _own_letters(one), _own_letters(other)
    return mine == theirs or whole_name(one) in (mine, theirs)


def near(text: str) -> frozenset[str]:
    """What two texts have in common that differ by one letter, or by two that changed places.

    >>> bool(near("ana silva") & near("ana sliva")), bool(near("ana silva") & near("eva silva"))
    (True, False)
    """
    if len(text) < 5:
        return frozenset((text,))
    return frozenset((text, *(text[:at] + text[at + 1 :] for at in range(len(text)))))


def is_slip(one: str, other: str, *, swapped: bool = True) -> bool:
    """Whether two texts differ by one letter at most, or by two that changed places; told without listing all slips.

    >>> is_slip("osst", "ost"), is_slip("sliva", "silva"), is_slip("sliva", "silva", swapped=False)
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    same = min(len(one), len(other))
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), same)
    mine, own = one[start:], other[start:]
    if swapped and mine[:2] == own[1::-1] and mine[2:] == own[2:]:
        return True
    return mine[1:] == own[1:] or mine == own[1:] or mine[1:] == own
