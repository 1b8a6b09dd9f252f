"""E-mail addresses of somebody else: the mentor's in a mentee's row, a newsletter's, a friend's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mentorwidgets.model.people import ROLES, Role
from mentorwidgets.roster.role_columns import roles_of_cell
from mentorwidgets.roster.whose import is_nominated
from mentorwidgets.roster.words import FILLER, listed, plain_words

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import Candidate
    from mentorwidgets.roster.tables import Table

NOT_OWN = "These may be addresses of somebody else than the person of the row, so they are kept as a note."
"""What a person is told of such a column."""
_LOOK = 300
_OF: dict[Role, re.Pattern[str]] = {
    "mentor": re.compile(r"\bmentor(?!ing|ship|ed)\w*"), "mentee": re.compile(r"\b(?:mentee|protege)"),
}  # fmt: skip
_APART = re.compile(r"[\W\d_]+")


def others_addresses(table: Table, found: Sequence[Candidate]) -> set[int]:
    """The columns of addresses that are not those of the people in the rows.

    Args:
        table: the whole table.
        found: what its columns may be.
    """
    return {
        one.index
        for one in found
        if one.field == "email" and table.named and _are_others(table, table.headers[one.index], one.index, found)
    }


def _are_others(table: Table, header: str, index: int, found: Sequence[Candidate]) -> bool:
    plain = plain_words(header[:200])
    lists = listed("whose")
    if any(f" {word} " in f" {plain} " for word in lists["nobody"]):
        return True
    column = [cell.strip().casefold() for cell in table.columns[index][:_LOOK]]
    of = [role for role in ROLES if _OF[role].search(plain)]
    names = _names(table, found)
    unnamed = [("" if name & _words(cell) else cell) for cell, name in zip(column, names, strict=True)]
    if len(of) == 1 and _is_of_other_role(table, unnamed, of[0], found):
        return True
    is_plain = set(lists["mail"]).issuperset(word for word in plain.split() if word not in FILLER)
    is_only = sum(one.field == "email" for one in found) == 1  # then siblings and desks may well share one
    return not is_plain and not is_nominated(header) and _name_others(column, names, is_only=is_only)


def _is_of_other_role(table: Table, column: Sequence[str], role: Role, found: Sequence[Candidate]) -> bool:
    """Whether "Mentor email" holds an address without their own name where somebody is no mentor."""
    told = next((one.index for one in found if one.field == "roles"), None)
    if told is None:
        return table.role not in (None, role) and any(column)
    header = table.headers[told]
    rows = zip(column, table.columns[told], strict=False)
    return any(cell and (roles := roles_of_cell(said, header)) and role not in roles for cell, said in rows)


def _names(table: Table, found: Sequence[Candidate]) -> list[set[str]]:
    """The words of the name of each row."""
    places = {one.index for one in found if one.field in ("name", "first", "last")}
    rows = zip(*(table.columns[index][:_LOOK] for index in sorted(places)), strict=True)
    return [set(plain_words(" ".join(cells)).split()) for cells in rows] or [set()] * min(len(table), _LOOK)


def _words(address: str) -> set[str]:
    return set(_APART.split(plain_words(address.partition("@")[0])))


def _name_others(column: Sequence[str], names: Sequence[set[str]], *, is_only: bool) -> bool:
    """Whether a good part of the addresses hold the name of another row and not their own, or come several times."""
    filled = [(cell, own) for cell, own in zip(column, names, strict=True) if "@" in cell]
    people = Counter(word for name in names for word in name)
    times = Counter(cell for cell, _ in filled)
    against = 0
    for cell, own in filled:
        words = _words(cell) & people.keys()
        against += (times[cell] > 1 and not is_only) or bool(words and not words & own)
    return against > 0 and against * 3 >= len(filled)
