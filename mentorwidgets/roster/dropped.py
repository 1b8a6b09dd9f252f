"""Rows that are no people: remarks below a list, headers that stand again, and those that say too little."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mentorwidgets.model.people import Problem
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.words import plain_words

_REMARK = re.compile(
    r"(?:total|sum|count|average|source|notes?|printed|page|updated|last updated)\b(?![\w .]*@)", re.IGNORECASE
)
_STARTS = ("total", "sum", "count", "average", "source", "note", "printed", "page", "updated", "last updated")
_ASKS_ROLE = "We cannot tell whether"


def asks_role(problem: Problem) -> bool:
    """Whether a row was dropped only since nothing tells whether this is a mentor or a mentee."""
    return problem.what.startswith(_ASKS_ROLE)


def remarks(table: Table, names: Sequence[str]) -> set[int]:
    """Rows below a list that count it or say where it is from: little filled in, and such words."""
    every = "\n" + "\n".join(names).lower()
    if not any(f"\n{word}" in every for word in _STARTS):
        return set()
    found = [index for index, name in enumerate(names) if _REMARK.match(name) and len(name) < 200]
    rows = {index: [column[index] for column in table.columns] for index in found}
    return {index for index in found if len(rows[index]) > 2 and sum(1 for cell in rows[index] if cell.strip()) < 3}


def lone_names(table: Table, names: Sequence[str]) -> set[int]:
    """Rows of one cell where all others say more: a title, or somebody of whom nothing else is known."""
    if len(table.columns) < 3 or len(table) < 3 or not table.named:
        return set()
    filled = [sum(1 for cell in row if cell.strip()) for row in table.rows()]
    lone = {index for index, count in enumerate(filled) if count == 1 and names[index] and "@" not in names[index]}
    found = {index for index in lone if names[index] in {column[index].strip() for column in table.columns}}
    return found if len(lone) <= max(1, len(table) // 20) else set()


def headers_again(table: Table, guesses: Sequence[ColumnGuess], names: Sequence[str]) -> set[int]:
    """Rows that repeat the header, as in lists that were pasted together."""
    at = {guess.field: guess.header for guess in guesses if guess.field in ("name", "first", "last")}
    if not table.named or not at:
        return set()
    header = at.get("name") or f"{at.get('first', '')} {at.get('last', '')}".strip()
    plain = [plain_words(text) for text in table.headers]
    rows = [index for index, name in enumerate(names) if name == header] if header in names else []
    return {index for index in rows if [plain_words(column[index]) for column in table.columns] == plain}


def why_dropped(table: Table, guesses: Sequence[ColumnGuess], row: Sequence[str], name: str) -> tuple[str, str]:
    """What is wrong with a row that is no person, and how to mend it."""
    if [plain_words(cell) for cell in row] == [plain_words(header) for header in table.headers]:
        return "This row repeats the header.", "Delete it."
    if _REMARK.match(name):
        return f"'{name[:40]}' looks like a remark below the list.", "Delete the row, or fill in the other columns."
    if name and sum(1 for cell in row if cell.strip()) == 1 and len(row) > 2:
        return (
            f"This row holds nothing but '{name[:60]}': a title, or a person of whom nothing else is said?",
            "If it is a person, fill in another cell of the row; if it is a title, delete it.",
        )
    if name:
        said = next((guess.header for guess in guesses if guess.field == "roles"), "")
        return (
            f"{_ASKS_ROLE} {name[:60]} is a mentor or a mentee.",
            f"Write mentor, mentee or both below '{said[:40]}'."
            if said
            else "Add a column Role, or say it for the whole file (--role mentor or --role mentee).",
        )
    if not any(guess.field in ("name", "first", "last", "email", "id") for guess in guesses):
        return (
            "No column of this table holds names, e-mail addresses or IDs, so it is no roster.",
            "Choose another file, or say which column holds the names.",
        )
    said = next((cell.strip() for cell in row if cell.strip()), "")
    return (
        f"This row has no name, e-mail address or ID; it begins with '{said[:40]}'.",
        "Add a name, or delete the row.",
    )
