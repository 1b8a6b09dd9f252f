"""Deeds in words: a sentence for each kind, for the history and for the person whom it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentorwidgets.store.deeds import Deed

_ACTOR = re.compile(r"(.+) \(([a-z]+), [^()]*\)")
SHOWN = {"once": " and was shown it", "list": " and downloaded it in a list"}


def made_by(by: str, person: str) -> str:
    """Who did it: whoever came through a door of their own, the person, or else the office.

    >>> made_by("Cora Lind (coordinator, aB3_x9)", "Ben"), made_by("Ben", "Ben"), made_by("root", "Ben")
    ('Cora Lind (coordinator)', 'Ben', 'the office')
    """
    came = _ACTOR.fullmatch(by)
    return f"{came[1]} ({came[2]})" if came else by if by == person else "the office"


def deed_words(deed: Deed, names: Mapping[str, str], *, is_reader: bool = False) -> str:
    """A deed as a sentence; empty for a kind that has none here.

    Args:
        deed: it.
        names: id -> name of the people who may be named.
        is_reader: whether the person whom it is about reads it; to them it is said as "you".

    >>> from mentorwidgets.store.deeds import Deed
    >>> made = Deed(1, "root", "", "link made", "ben", {"shown": "once"})
    >>> deed_words(made, {"ben": "Ben Carter"})
    'The office made a link for Ben Carter and was shown it.'
    >>> deed_words(made, {}, is_reader=True)
    'The office made a link for you and was shown it.'
    """
    words = _WORDS.get(deed.kind)
    if words is None:
        return ""
    whom = "you" if is_reader else names.get(deed.person, "")
    who = "you" if is_reader and deed.told.get("own") else made_by(deed.actor, names.get(deed.person, ""))
    said = words(who, whom, {**deed.told, "names": names})
    return said[:1].upper() + said[1:]


def _of(whom: str) -> str:
    return "your" if whom == "you" else f"{whom}'s" if whom else "a"


def _for(whom: str) -> str:
    return f" for {whom}" if whom else ""


def _made(who: str, whom: str, told: Mapping[str, Any]) -> str:
    return f"{who} made a link{_for(whom)}{SHOWN.get(str(told.get('shown', '')), '')}."


def _partner(who: str, _whom: str, told: Mapping[str, Any]) -> str:
    name = told["names"].get(told.get("whose", ""), "your partner")
    return f"{who} took away the own word of {name}. What you two wrote before is closed there until you open it again."


def _vouched(_who: str, whom: str, told: Mapping[str, Any]) -> str:
    name = told["names"].get(told.get("by", ""), "the partner")
    return f"{name} opened again what {'you' if whom == 'you' else whom} and {name} share."


_WORDS: Mapping[str, Callable[[str, str, Mapping[str, Any]], str]] = {
    "link made": _made,
    "link revoked": lambda who, whom, _: f"{who} took back {_of(whom)} link.",
    "calendar made": lambda _who, whom, _: f"{_of(whom)} calendar got a new address to follow.",
    "new browser": lambda _who, whom, told: f"{_opened(whom, told)} for the first time.",
    "not me": lambda who, whom, told: f"{_opened(whom, told)}, and {_says(who, whom)} that this was somebody else.",
    "word set": lambda _who, whom, _: f"{_of(whom)} own word was set.",
    "word changed": lambda _who, whom, _: f"{_of(whom)} own word was changed.",
    "word removed": lambda _who, whom, _: f"{_of(whom)} own word was taken away, by giving it.",
    "word reset": lambda who, whom, _: f"{who} took away {_of(whom)} own word. What was sealed before stays closed.",
    "partner's word reset": _partner,
    "words opened": lambda _who, whom, _: f"What the reset of a word had closed to {whom or 'somebody'} was opened.",
    "words opened by partner": _vouched,
    "began anew": lambda _who, whom, _: f"{whom or 'somebody'} began anew with words for oneself in a pair.",
}
"""Kind of deed -> its sentence: who did it, whom it is about, and what else there is to tell."""


def _opened(whom: str, told: Mapping[str, Any]) -> str:
    return f"{_of(whom)} link was opened in {told.get('called', 'a browser')}"


def _says(who: str, whom: str) -> str:
    return "you say" if whom == "you" else f"{whom or who} says"
