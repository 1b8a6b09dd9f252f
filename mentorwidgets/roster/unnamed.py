"""Lists without headers: which columns hold the names of people, told by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from mentorwidgets.roster.lexicon import sure_meanings
from mentorwidgets.roster.tables import Table

_WORD = re.compile(r"[^\W\d_][^\W\d_'\u2019.-]*(?:[ '\u2019-][^\W\d_][^\W\d_'\u2019.-]*){0,2}")
_NOT_A_NAME = frozenset({
    "yes", "no", "maybe", "true", "false", "none", "both", "other", "male", "female", "nonbinary", "man", "woman",
    "boy", "girl", "mentor", "mentee", "mentors", "mentees", "monday", "tuesday", "wednesday", "thursday",
    "friday", "saturday", "sunday", "january", "february", "march", "july", "september", "october", "november",
    "december", "high", "low", "medium", "never", "often", "always", "sometimes", "agree", "disagree", "neutral",
    "active", "inactive", "ja", "nein", "oui", "non", "si", "tak", "nie", "urban", "rural", "public", "school",
    "academic", "adult", "youth", "teen", "staff", "volunteer", "remote", "hybrid", "phone", "video", "email",
    "online", "morning", "evening", "afternoon", "weekly", "monthly", "beginner", "advanced", "intermediate",
    "ok",
})  # fmt: skip
_THING = re.compile(
    r"\b(librarian|manager|director|head|assistant|clerk|officer|coordinator|specialist|technician|archivist|teacher|"
    r"supervisor|chief|deputy|branch|library|new|los|las|san|santa|saint|st|fort|port|north|south|east|west|city|town|"
    r"county|street|road|university|college|school|department)\b",
    re.IGNORECASE,
)
_MOST = 300  # rows that are looked at


def name_columns(table: Table) -> dict[int, str]:
    """The columns of first and last names, or of names, in a table without headers: place -> field.

    Names are words that hardly ever come twice; a column that only names a few kinds of anything is none.
    """
    likely = [index for index, column in enumerate(table.columns) if holds_names(column, single=True)]
    pairs = [(one, other) for one, other in pairwise(likely) if other == one + 1]
    if pairs:
        one, other = min(pairs, key=lambda pair: _many_words(table, pair))  # the first, but for New York, Rosa, Miller
        return {one: "first", other: "last"}
    return {likely[0]: "name"} if likely else {}


def _many_words(table: Table, pair: tuple[int, int]) -> int:
    """In how many rows one of two columns holds more than one word, in tenths of all."""
    cells = [cell.split() for index in pair for cell in table.columns[index][:_MOST]]
    return 10 * sum(len(words) > 1 for words in cells) // max(1, len(cells))


def names_no_person(column: Sequence[str]) -> bool:
    """Whether a column of names is one of jobs or places: "Head Librarian", "New York", "Elm Branch"."""
    cells = [cell for cell in column[:_MOST] if cell.strip()]
    return bool(cells) and sum(1 for cell in cells if _THING.search(cell)) >= len(cells) / 2


def holds_names(column: Sequence[str], *, single: bool = False) -> bool:
    """Whether the cells of a column can be names of people: hardly two alike, no answers, no places.

    Args:
        column: its cells.
        single: whether each is one word, as in columns of first and last names.
    """
    cells = [cell.strip() for cell in column[:_MOST] if cell.strip()]
    if not cells or len({cell.casefold() for cell in cells}) < 0.8 * len(cells):
        return False
    good = [cell for cell in cells if _is_name(cell) and (not single or len(cell.split()) < 3)]
    return len(good) > 0.8 * len(cells)


def _is_name(cell: str) -> bool:
    is_word = bool(_WORD.fullmatch(cell)) or len(cell.split()) > 1
    return is_word and cell[0] == cell[0].upper() and cell.casefold() not in _NOT_A_NAME and not sure_meanings(cell)
