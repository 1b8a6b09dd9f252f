"""Which columns say who the person of a row is, and which only count the rows or speak of somebody else."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from mentorwidgets.roster.by_id import named_by_id
from mentorwidgets.roster.speaks import is_counter
from mentorwidgets.roster.whose import is_nominated, whose
from mentorwidgets.roster.words import plain_words

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import Candidate, ColumnGuess
    from mentorwidgets.roster.tables import Table

_NAMES = frozenset({"name", "first", "last", "nickname"})
_IDENTITY = _NAMES | {"email", "id"}


def of_whom(table: Table, found: list[Candidate]) -> list[Candidate]:
    """In a form that brings somebody forward, "your name" and "your e-mail" are those of who fills it in.

    Name and address of a teacher or a coach are the person's where there is no other name.
    """
    jobs = {one.index for one in found if one.field in _IDENTITY and whose(table.headers[one.index]) == "job"}
    if any(one.field in _NAMES and one.index not in jobs for one in found):
        found = [one for one in found if one.index not in jobs or one.field not in _IDENTITY]
    theirs = [one for one in found if one.field in _IDENTITY and is_nominated(table.headers[one.index])]
    fields = {one.field for one in theirs}
    fields |= _NAMES if fields & _NAMES else set()
    if not theirs:
        return found
    other = [one for one in found if one.field in _IDENTITY and one not in theirs]
    own = [one for one in other if one.field in fields or "your" in plain_words(table.headers[one.index]).split()]
    return [one for one in found if one not in own]


def mend_names(table: Table, guesses: list[ColumnGuess], said: dict[int, str]) -> None:
    """First and last name go before a full name that says less, such as the name of who filled in the form."""
    at = {guess.field: index for index, guess in enumerate(guesses) if guess.field in ("name", "first", "last")}
    if "name" not in at or "first" not in at or at["name"] in said:
        return
    full = {cell.strip() for cell in table.columns[at["name"]]} - {""}
    first = {cell.strip() for cell in table.columns[at["first"]]} - {""}
    drop = at["name"] if len(full) < len(first) or ("last" in at and len(full) == len(first)) else None
    names = (
        [drop]
        if drop is not None
        else [at[field] for field in ("first", "last") if field in at and at[field] not in said]
    )
    for index in names:
        guesses[index] = _as_note(guesses[index], "Another column gives the name; this one is kept as a note.")


def mend_counter(table: Table, guesses: list[ColumnGuess], said: dict[int, str]) -> None:
    """An ID column that only numbers the rows is no one's ID: in the next file the number is another person's."""
    at = next((index for index, guess in enumerate(guesses) if guess.field == "id" and index not in said), None)
    if at is None or not {"name", "first", "last", "email"} & {guess.field for guess in guesses}:
        return
    cells = [cell.strip() for cell in table.columns[at] if cell.strip()]
    if is_counter(guesses[at].header, cells, len(table)) and not named_by_id(table, said):
        guesses[at] = _as_note(guesses[at], "It only numbers the rows; it is kept as a note.")


def _as_note(guess: ColumnGuess, reason: str) -> ColumnGuess:
    return dataclasses.replace(guess, field="", confidence=0.0, reason=reason)
