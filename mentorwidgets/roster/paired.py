"""Headers that ask the same about each role of a person: "Bio as a mentor" and "Bio as a mentee"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from mentorwidgets.model.people import is_of_role
from mentorwidgets.roster.words import plain_words

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import ColumnGuess
    from mentorwidgets.roster.tables import Table

_AS = re.compile(r"\b(?:as|role of)(?: (?:a|an|the|my|your))* (mentor|mentee)\b")


def paired_columns(headers: Sequence[str]) -> dict[int, int]:
    """Columns that ask the same about each role: place of the mentor's -> place of the mentee's.

    >>> paired_columns(["Name", "Bio (as a mentor)", "Bio (as a mentee)", "Hours as mentor"])
    {1: 2}
    """
    found: dict[str, dict[str, int]] = {}
    for index, header in enumerate(headers):
        plain = plain_words(header)
        told = _AS.search(plain)
        about = _AS.sub("", plain).strip() if told else ""
        if told and about:
            found.setdefault(" ".join(about.split()), {}).setdefault(told[1], index)
    return {both["mentor"]: both["mentee"] for both in found.values() if len(both) > 1}


def mend_pairs(table: Table, guesses: list[ColumnGuess], said: Collection[int]) -> None:
    """Of two columns that ask the same about each role both are what one of them was found to be."""
    for mentor, mentee in paired_columns(table.headers).items() if table.named else ():
        for own, other in ((mentor, mentee), (mentee, mentor)):
            if not guesses[own].field and own not in said and is_of_role(guesses[other].field):
                guesses[own] = dataclasses.replace(guesses[other], header=guesses[own].header)
