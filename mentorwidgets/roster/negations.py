"""Headers that turn a question round: hours when somebody is not free, topics that they do not want.

What stands below such a header is never taken for its opposite; it is a note, and that is said.
"""

from __future__ import annotations

import functools
import re

from mentorwidgets.roster.clearance import NOT_SAID, asks_cleared
from mentorwidgets.roster.wholly import asks_chosen
from mentorwidgets.roster.words import FILLER, holds, listed, listed_pattern, plain_words

_WHOLLY = {"clearance": asks_cleared, "nickname": asks_chosen, "chosen_last": asks_chosen}
_pattern = functools.partial(listed_pattern, "negations")
_PIECES = re.compile(r"[()\[\];:?!\n]|\.\s|\s[-\u2013\u2014]\s")


@functools.lru_cache(maxsize=4096)
def is_negated(header: str, words: str = "") -> bool:
    """Whether a header asks for what somebody does not want or cannot do.

    >>> is_negated("Days you are NOT available"), is_negated("Interests (not required)")
    (True, False)

    Args:
        header: with its hints.
        words: those that said what it means; a "not" among them belongs to it.
    """
    pieces = [_pattern("how").sub(" ", plain_words(piece)).strip() for piece in _PIECES.split(header[:600])]
    pieces = [pieces[0], *(piece for piece in pieces[1:] if not _is_exception(piece))]
    text = " | ".join(filter(None, pieces))
    if words and holds(text, words):
        text = f" {text} ".replace(f" {words} ", " | ", 1)
    return _pattern("not").search(text) is not None


def _is_exception(piece: str) -> bool:
    """Whether a hint only leaves something out: "(not Fridays)"."""
    if not _pattern("left_out").fullmatch(piece):
        return False
    return not any(map(_pattern("turns").fullmatch, piece.split()[1:]))


_TOPICS = frozenset({"interests", "work_areas", "hobbies", "offers", "wants", "purposes", "languages"})
_PLACES = frozenset({"region", "branch", "department", "library_type"})


def is_turned(field: str, header: str, words: str) -> bool:
    """Whether a header asks for the opposite of a field, or would avoid things, and no persons.

    >>> is_turned("avoid", "Library you would rather not visit", "rather not")
    True
    """
    if field == "avoid":
        plain = plain_words(header[:600])
        return _pattern("things").search(plain) is not None and _pattern("persons").search(plain) is None
    return asks_else(field, header, words) or (field in listed("negations")["fields"] and is_negated(header, words))


@functools.lru_cache(maxsize=4096)
def asks_else(field: str, header: str, words: str) -> bool:
    """Whether a header asks for something beside a field: what was, what others have, how much it matters.

    >>> asks_else("capacity", "How many mentees have you had?", "mentees"), asks_else("region", "Region", "region")
    (True, False)

    Args:
        field: which it seems to ask for.
        header: with its hints.
        words: those that said so; they count for nothing here.
    """
    plain = plain_words(_PIECES.split(header[:600])[0] if field in _TOPICS else header[:600])
    rest = f" {plain} ".replace(f" {words} ", " | ", 1)
    if field in ("capacity", "demand"):
        is_now = _says("present", plain) and not _says("willing", plain)
        return is_now or (_says("capacity", plain) and not _says("max", plain))
    if field in _TOPICS:
        return _says("topics", plain)
    if field in _PLACES:
        return _says("places", rest) or _says("boss", plain)
    if field in ("years", "availability", "assign"):
        return _says(field, plain)
    if field in _WHOLLY:
        return not _WHOLLY[field](header)
    return field == "position" and (_says("position", plain) or _says("boss", plain))


def asks_when_free(stem: str) -> bool:
    """Whether what stands before a day in brackets holds no word but those of free time: else it may be of classes.

    >>> asks_when_free("When can you meet?"), asks_when_free("Class times")
    (True, False)
    """
    plain = plain_words(stem[:600])
    rest = _pattern("else", "free").sub(" ", plain).split()
    return not [word for word in rest if word not in FILLER and not word.isdigit()] and not is_turned(
        "availability", stem, ""
    )


@functools.lru_cache(maxsize=4096)
def asks_for_free_times(header: str) -> bool:
    """Whether all words of a header are those of free times, and one of them says that something suits.

    >>> asks_for_free_times("Which days are best?"), asks_for_free_times("Days")
    (True, False)
    """
    return _says("suits", plain_words(header[:600])) and asks_when_free(header) and not is_call(header)


def is_call(header: str) -> bool:
    """Whether a header asks when to call or write somebody, which is no question for times to meet."""
    return _says("call", plain_words(header[:600]))


def is_at_work(header: str) -> bool:
    """Whether a header asks when somebody works or teaches, and not which times work for them.

    >>> is_at_work("Work days"), is_at_work("Which days work best?")
    (True, False)
    """
    return _says("work", plain_words(header[:600])) and not asks_when_free(header)


def is_sought(header: str) -> bool:
    """Whether skills are those that somebody looks for, and none that they offer.

    >>> is_sought("Skills you need"), is_sought("Skills you would like to share")
    (True, False)
    """
    plain = plain_words(header[:600])
    return _says("sought", plain) and not _says("given", plain)


def _says(name: str, text: str) -> bool:
    return _pattern("else", name).search(text) is not None


def said_of(field: str, label: str, *, otherwise: bool = False) -> str:
    """What a person is told of a column whose header was turned round, or asks for something else."""
    if field == "clearance":
        return NOT_SAID
    if otherwise:
        return f"The header asks for something else than '{label}', so it is kept as a note."
    if field == "availability":
        return "These look like hours when people are NOT free, so they are kept as a note and count as no free time."
    return f"The header asks for what somebody does not want or cannot do: it is kept as a note, and is not '{label}'."
