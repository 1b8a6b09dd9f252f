"""Where one person stands in a program's pairing, in two sentences to themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from mentorwidgets.model import Pair, Person, Program, field_key, pairs_of

_NEWS = 60  # days for which an ending is said


def own_summary(program: Program, person: str, people: Iterable[Person], fields: Mapping[str, Any]) -> tuple[str, str]:
    """Say to a participant what is done and what comes next.

    Args:
        program: its words count.
        person: their id.
        people: whom they may know of, themselves included.
        fields: the pairing worksheet, key -> value.

    >>> ana = Person(id="ana", name="Ana Silva", roles=("mentee",))
    >>> own_summary(Program(slug="oak", name="Oak County"), "ana", [ana], {})
    ('You have no mentor yet.', 'Look at the mentors and choose.')
    """
    known = {one.id: one for one in people}
    own = [pair for pair in pairs_of(fields) if pair.is_of(person)]
    pairs = [pair for pair in own if pair.is_live()]
    ended = " ".join(_ended_words(program, person, known, pair) for pair in own if _is_news(program, pair, pairs))
    done, following = _now(program, person, known, pairs, fields)
    return f"{ended} {done}".strip(), following


def _now(
    program: Program, person: str, known: Mapping[str, Person], pairs: list[Pair], fields: Mapping[str, Any]
) -> tuple[str, str]:
    if pairs:
        return _with_pairs(person, known, pairs)
    if person in known and known[person].is_mentee():
        return _without_mentor(program, person, fields)
    return f"Nobody has asked you to be their {program.term('mentor')} yet.", "You will see it here when somebody does."


def _is_news(program: Program, pair: Pair, live: list[Pair]) -> bool:
    """Whether an ending is still to be said: for a while, and until the next pair for the same has begun."""
    if pair.status != "ended" or any(one.purpose == pair.purpose and one.mentee == pair.mentee for one in live):
        return False
    try:
        return (program.today() - dt.date.fromisoformat(pair.since)).days <= _NEWS
    except ValueError:
        return False


def _ended_words(program: Program, person: str, known: Mapping[str, Person], pair: Pair) -> str:
    """That a pair has ended, or will not begin. Nobody is told whose doing it was, and nobody is to blame."""
    name = _names(person, known, [pair])
    if pair.mentee_yes and pair.mentor_yes:
        return f"Your pair with {name} has ended. Thank you both for the time you gave."
    if pair.mentee == person and pair.mentee_yes:
        return f"{name} cannot be your {program.term('mentor')} this time. That says nothing about you."
    return f"A pair with {name} will not begin. Nobody has to say why."


def _without_mentor(program: Program, person: str, fields: Mapping[str, Any]) -> tuple[str, str]:
    mentor = program.term("mentor")
    following = f"Look at the {mentor}s and choose." if program.choosing else f"Say which {mentor}s you wish for."
    if fields.get(field_key("offer", person)) == "declined":
        return "You do not take part this time.", "You can change your mind at any time."
    if fields.get(field_key("assign", person)) is True:
        return f"You have no {mentor} yet.", f"Your coordinator will look for a {mentor} for you."
    return f"You have no {mentor} yet.", following


def _with_pairs(person: str, known: Mapping[str, Person], pairs: list[Pair]) -> tuple[str, str]:
    names = _names(person, known, [pair for pair in pairs if pair.status != "proposed"])
    open_names = _names(person, known, [pair for pair in pairs if pair.status == "proposed"])
    mine = [pair for pair in pairs if pair.status == "proposed" and not _said(person, pair)]
    done = f"You are paired with {names}." if names else f"A pair with {open_names} is waiting."
    if mine:
        return done, f"Say yes to {_names(person, known, mine)}, or no. You need not say why."
    return done, "Now the other person says yes." if open_names else ""


def _said(person: str, pair: Pair) -> bool:
    return pair.mentee_yes if pair.mentee == person else pair.mentor_yes


def _names(person: str, known: Mapping[str, Person], pairs: list[Pair]) -> str:
    others = dict.fromkeys(pair.mentor if pair.mentee == person else pair.mentee for pair in pairs)
    return " and ".join(known[one].name if one in known else "somebody new" for one in others)
