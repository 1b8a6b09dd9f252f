"""Which columns say who is a mentor and who a mentee, by their cells: the cells decide, whatever the header says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Role
from mentorwidgets.roster.lexicon import is_of_the_past_or_another, sure_meanings
from mentorwidgets.roster.negations import is_negated
from mentorwidgets.roster.roles import describes, roles_from_text, roles_of_question, speaks_of_role, with_role
from mentorwidgets.roster.speaks import is_ticked_column, ticked_blocks
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.words import plain_words

TELLS_ROLE = frozenset({"roles", "as_mentor", "as_mentee", "both"})
"""The fields that say who is a mentor and who a mentee."""
_MOST_WORDS = 8
_FEW = 12  # different words for roles in a short list
_LOOK = 2000
_DIGITS = re.compile(r"\d")
_WORDS = re.compile(r"\b(r[oô]l\w*|ruolo|papel|ment\w+)\b", re.IGNORECASE)
_BY_CELLS = "This column holds nothing but words for mentors and mentees, so it was taken for their role."
_SEEKS = "Whoever has 'mentor' in this column was taken for somebody who is looking for one, and so for a mentee."
_EITHER = re.compile(r"/|\b(or|oder|ou|o|of|eller)\b", re.IGNORECASE)
_WHO = frozenset({"first", "last", "email", "id", "nickname", "sent"})


def role_columns(table: Table, done: set[int]) -> dict[int, str]:
    """The columns that hold nothing but words of roles: place -> header.

    Args:
        table: the whole table.
        done: places of columns that are something else already.
    """
    return {
        index: header
        for index, (header, column) in enumerate(zip(table.headers, table.columns, strict=True))
        if index not in done and _holds_roles(header if table.named else "", column)
    }


def differ(table: Table, columns: Sequence[int]) -> bool:
    """Whether two of these columns say different things of somebody."""
    rows = zip(*(table.columns[index] for index in columns), strict=True)
    return any(len({plain_words(cell) for cell in row if cell.strip()}) > 1 for row in rows)


def is_told(table: Table, columns: Iterable[int]) -> bool:
    """Whether one of these columns says of nearly everybody which role they have: then no tick changes it."""
    return any(sum(1 for cell in table.columns[index] if cell.strip()) > len(table) / 2 for index in columns)


def _holds_roles(header: str, column: Sequence[str]) -> bool:
    cells = {cell.strip() for cell in column[:_LOOK]} - {""}
    if not 0 < len(cells) <= max(_FEW, len(column) // 3) or is_of_the_past_or_another(header) or is_negated(header):
        return False
    if any(len(cell.split()) > _MOST_WORDS or _DIGITS.search(cell) or not speaks_of_role(cell) for cell in cells):
        return False
    read = [roles for roles in (roles_of_cell(cell, header) for cell in cells) if roles]
    if len(read) < 0.5 * len(cells):
        return False
    meant = sure_meanings(header)[:1] if header else ()
    field = meant[0].field if meant else ""
    return field not in _WHO and (field not in ("name", "kind") or len(set(read)) > 1)


def roles_of_cell(cell: str, header: str) -> tuple[Role, ...]:
    """The roles that a cell says below a header; none where it is not clear."""
    try:
        return roles_from_text(cell, header)
    except ValueRefusedError:
        return ()


def told(header: str) -> str:
    """What a person is told of a column that was taken for the role; nothing where the header says so itself."""
    if roles_of_cell("mentor", header) == ("mentee",):
        return _SEEKS
    return "" if _WORDS.search(header) else _BY_CELLS


def has_both(table: Table) -> bool:
    """Whether a column, whatever it is, has mentors and mentees below each other."""
    for column in table.columns:
        cells = {cell.strip() for cell in column[:_LOOK]} - {""}
        if len(cells) <= _FEW and {("mentor",), ("mentee",)} <= {roles_of_cell(cell, "") for cell in cells}:
            return True
    return False


def ticked_roles(table: Table, done: set[int]) -> dict[int, str]:
    """The ticked columns whose header asks for a role: place -> as_mentor, as_mentee or both.

    Among other ticked columns a bare "Mentor" may be one answer of a question, unless both roles are ticked there.
    """
    asked = {
        index: roles
        for index, (header, column) in enumerate(zip(table.headers, table.columns, strict=True))
        if table.named and index not in done and is_ticked_column(column) and (roles := _asked(header, column))
    }
    blocks = {index for block in ticked_blocks(table) for index in block}
    whole = {"mentor", "mentee"} <= {role for roles in asked.values() for role in roles}
    return {
        index: "both" if len(roles) > 1 else f"as_{roles[0]}"
        for index, roles in asked.items()
        if whole or index not in blocks or len(table.headers[index].split()) > 1
    }


def _asked(header: str, column: Sequence[str]) -> tuple[Role, ...]:
    """The roles of a header; "Mentees" over 0 and 1 counts them, and "Peer mentors" are others."""
    plain = plain_words(header)
    others = plain.endswith("s") and (" " in plain or "0" in {cell.strip() for cell in column})
    if others or is_of_the_past_or_another(header) or describes(header):
        return ()
    roles = roles_of_question(header)
    return roles if len(roles) < 2 or not _EITHER.search(header) else ()  # "Mentor (Y) or mentee (N)"


def roles_of_rows(
    fields: Mapping[str, Sequence[Any]], role: Role | None, count: int, unclear: Collection[int]
) -> Sequence[tuple[Role, ...]]:
    """The roles of each row: what its cells say, else the role of the whole table.

    Args:
        fields: the values of each field, by row.
        role: of the whole table.
        count: how many rows there are.
        unclear: rows whose own word for their role was not understood; the table's role is none for them.
    """
    known: tuple[Role, ...] = (role,) if role else ()
    roles: Sequence[tuple[Role, ...]] = [known] * count
    if said := fields.get("roles"):
        roles = [own or (() if index in unclear else known) for index, own in enumerate(said)]
    for name in ("mentor", "mentee"):
        if f"as_{name}" in fields:
            roles = [with_role(given, name, flag) for given, flag in zip(roles, fields[f"as_{name}"], strict=True)]
    if "both" in fields:
        return [("mentor", "mentee") if yes else own for yes, own in zip(fields["both"], roles, strict=True)]
    return roles
