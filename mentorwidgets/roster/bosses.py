"""Whoever stands above somebody, when first and last name stand in two columns: they are one person."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from mentorwidgets.roster.guess import SAID, ColumnGuess
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.unsaid import EMPTY, says_empty, says_nothing
from mentorwidgets.roster.words import plain_words

_FIRST = re.compile(r"\b(?:first|given|forename|vorname|prenom|nombre)\b")
_LAST = re.compile(r"\b(?:last|family|surname|nachname|nom|apellidos?)\b")


def with_whole_bosses(table: Table, guesses: Sequence[ColumnGuess]) -> tuple[Table, Sequence[ColumnGuess]]:
    """Put the first and the last name of a supervisor into one column; the other is left out, as its words are kept."""
    held = [at for at, guess in enumerate(guesses) if guess.field == "supervisor" and guess.reason != SAID]
    named = {at: plain_words(guesses[at].header) for at in held}
    firsts = [at for at, header in named.items() if _FIRST.search(header) and not _LAST.search(header)]
    lasts = [at for at, header in named.items() if _LAST.search(header) and not _FIRST.search(header)]
    if len(firsts) != 1 or len(lasts) != 1:
        return table, guesses
    (first,), (last,) = firsts, lasts
    columns, known = list(table.columns), list(guesses)
    rows = zip(table.columns[first], table.columns[last], strict=True)
    columns[first] = tuple(_whole(one, other) for one, other in rows)
    known[last] = dataclasses.replace(known[last], field="skip")
    return dataclasses.replace(table, columns=tuple(columns)), known


def _whole(first: str, last: str) -> str:
    """Both names of one person; what says nothing is no name, and "(empty)" is said once."""
    said = [cell for cell in (first, last) if not says_nothing(cell)]
    return EMPTY if any(map(says_empty, said)) else " ".join(" ".join(said).split())
