"""What a person said an answer means, by writing it anew: kept with the form, for its next export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import ColumnGuess, Table
from mentorwidgets.roster.convert import converter
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.mapping import answer_key

_FORMS = frozenset({"yes", "choice", "whole", "zone"})  # answers that mean the same whoever gives them
_LONGEST = 200


def meant_by_mends(
    table: Table,
    guesses: Sequence[ColumnGuess],
    mends: Iterable[tuple[int, int, str]],
    before: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[str, str]]:
    """Header -> answer -> what it means, out of the cells that were written anew and what was said before.

    An answer that we know is one person's, and so is one that was written anew in two ways: of these nothing is kept.
    """
    found = {header: dict(answers) for header, answers in before.items()}
    places = {number: place for place, number in enumerate(table.numbers)}
    said: dict[tuple[str, str], set[str]] = {}
    for row, at, text in mends:
        if row in places and at < len(guesses) and _is_general(guesses[at]):
            raw = str(table.columns[at][places[row]]).strip()
            if 0 < len(raw) <= _LONGEST and not _reads(guesses[at], raw) and _reads(guesses[at], text):
                said.setdefault((table.headers[at], answer_key(raw)), set()).add(text.strip())
    for (header, answer), texts in said.items():
        if len(texts) == 1:
            found.setdefault(header, {})[answer] = next(iter(texts))
    return found


def _is_general(guess: ColumnGuess) -> bool:
    return guess.field in FIELDS and not guess.how and (FIELDS[guess.field].form in _FORMS or guess.field == "roles")


def _reads(guess: ColumnGuess, cell: str) -> bool:
    today = datetime.now(UTC).date()
    try:
        value = converter(guess.field, guess.header, [cell], today, day_first=None)(cell)
    except ValueRefusedError:
        return False
    return value not in (None, "", ())
