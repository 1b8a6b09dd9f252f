"""Columns that name others of the same roster by their IDs, such as a supervisor's: a 1 is then no tick."""

from __future__ import annotations

import re
from collections.abc import Collection

from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.ids import id_key
from mentorwidgets.roster.lexicon import meanings
from mentorwidgets.roster.others import hard_field
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.values import words_or_nothing
from mentorwidgets.roster.words import plain_words

BY_ID = "Its cells are IDs of people of this roster."
"""The reason of such a column."""
_LOOK = 2000
_NUMBER_OF = re.compile(r"\b(?:number|numero|nummer|numeros?)(?! of| de\b)")
_ASKS_BACK = re.compile(r"^(?:is|are|am|was|do|does|did|has|have|ist|bist|sind|est|etes|es|eres) ")


def named_by_id(table: Table, done: Collection[int]) -> dict[int, str]:
    """The columns whose header speaks of other people, and whose cells are IDs of them: place -> field.

    Args:
        table: the whole table.
        done: places of columns that are something else already.
    """
    if not table.named:
        return {}
    asked = {index: field for index, header in enumerate(table.headers) if index not in done and (field := _of(header))}
    own = _ids(table) if asked else []
    return {index: field for index, field in asked.items() if own and _are_ids(table.columns[index][:_LOOK], own)}


def _of(header: str) -> str:
    """The field of other people that a header speaks of; blank for "Is a supervisor" and "Number of managers"."""
    plain = plain_words(header[:600])
    if _ASKS_BACK.match(plain):
        return ""
    field = next((meaning.field for meaning in meanings(header) if FIELDS[meaning.field].form == "people"), "")
    return field or hard_field(_NUMBER_OF.sub(" ", plain))


def _ids(table: Table) -> list[str]:
    """The ID of each row, compared; of the first column that has any."""
    for header, column in zip(table.headers, table.columns, strict=True):
        if [meaning.field for meaning in meanings(header)[:1]] == ["id"]:
            return [id_key(cell) if cell.strip() else "" for cell in column[:_LOOK]]
    return []


def _are_ids(column: Collection[str], own: list[str]) -> bool:
    """Whether most of what stands in a column is the ID of somebody else."""
    known = set(own) - {""}
    filled = [(id_key(cell), key) for cell, key in zip(column, own, strict=True) if words_or_nothing(cell)]
    others = [cell for cell, key in filled if cell in known and cell != key]
    return bool(others) and len(others) >= len(filled) / 2
