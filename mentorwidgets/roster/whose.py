"""Whose name or address a column holds: the person's own, that of who nominated them, of a parent, of a supervisor."""

from __future__ import annotations

import functools
import re
from typing import Literal

from mentorwidgets.roster.others import NOT_OF, speaks_of_boss
from mentorwidgets.roster.words import holds, listed, plain_words

_POSSESSIVE = re.compile(r"([^\W\d_]+)['\u2019]s?\s+(?:\w+\s+){0,2}?e?-?\s?mail\b", re.IGNORECASE)
Whose = Literal["", "own", "other", "job"]


@functools.cache
def _words() -> dict[str, frozenset[str]]:
    data = listed("whose")
    return {name: frozenset(words) for name, words in data.items()}


@functools.lru_cache(maxsize=4096)
def whose(header: str) -> Whose:
    """Whose a column is, as far as its header says; ``job``: somebody else's where another column is the person's own.

    >>> whose("Nominee's name"), whose("Name of nominator"), whose("Teacher email"), whose("Name")
    ('own', 'other', 'job', '')
    >>> whose("Who are you nominating?"), whose("Email of the student's parent")
    ('own', 'other')
    """
    bare = NOT_OF.sub("", header[:200])
    plain, known = plain_words(bare), _words()
    if _holds_one(plain, known["others"]) or speaks_of_boss(header):
        return "other"
    owner = _POSSESSIVE.search(bare)
    if owner and _holds_one(plain_words(owner[1]), known["jobs"]):
        return "other"
    if _holds_one(plain, known["own"]):
        return "own"
    return "job" if _holds_one(plain, known["jobs"]) else ""


def _holds_one(plain: str, known: frozenset[str]) -> bool:
    return any(phrase in plain and (holds(plain, phrase) or holds(plain, f"{phrase}s")) for phrase in known)


def asks_name(header: str) -> bool:
    """Whether a header asks for the name of the person whom the row is about, and for nothing else.

    >>> asks_name("Nominee's full name"), asks_name("Nominee's branch"), asks_name("Mentee first name")
    (True, False, False)
    """
    plain = plain_words(header[:200])
    return is_person(header, ("own", "job")) and (
        bool(_words()["names"].intersection(plain.split())) or "nominat" in plain
    )


def is_person(header: str, who: tuple[Whose, ...] = ("own",)) -> bool:
    """Whether a header says who the row is about, and nothing else: "Nominee", "Name of the student"."""
    if whose(header) not in who:
        return False
    known, plain = _words(), f" {plain_words(header[:200])} "
    for phrase in sorted(known["own"] | known["jobs"], key=len, reverse=True):
        plain = plain.replace(f" {phrase} ", " ").replace(f" {phrase}s ", " ")
    rest = plain.split()
    is_part = ("first" in rest) != ("last" in rest or "surname" in rest)
    return known["about"].issuperset(rest) and not is_part


def is_nominated(header: str) -> bool:
    """Whether a column is about somebody whom somebody else brings forward in this form.

    >>> is_nominated("Nominee email"), is_nominated("Nominator email"), is_nominated("Your email")
    (True, False, False)
    """
    plain = plain_words(header[:200])
    return whose(header) == "own" and ("nominee" in plain or "nominat" in plain)
