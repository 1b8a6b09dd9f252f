"""A name for each row, out of the columns that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.roster.chosen import is_choice, turned_name


def in_order(names: list[str]) -> list[str]:
    """Names of a column in which most are "Last, First", put in the order in which they are spoken.

    >>> in_order(["Silva, Ana", "King, Martin Luther, Jr."])
    ['Ana Silva', 'King, Martin Luther, Jr.']
    """
    if "," not in "".join(names):
        return names
    turned = [turned_name(name) for name in names]
    count = sum(1 for name, other in zip(names, turned, strict=True) if name != other)
    return turned if count and count >= 0.5 * sum(map(bool, names)) else names


def both(one: str, other: str) -> str:
    """One person out of two columns, such as a name and an address; two names are two people.

    >>> both("Ngozi Eze", "eze@lib.example"), both("", "Jan Ost"), both("Jan Ost", "Kim Lee")
    ('Ngozi Eze <eze@lib.example>', 'Jan Ost', 'Jan Ost; Kim Lee')
    """
    if not one or not other or one == other:
        return one or other
    name, mail = (other, one) if "@" in one else (one, other)
    return f"{name} <{mail}>" if "@" in mail and "@" not in name else f"{one}; {other}"


def names_of(fields: Mapping[str, Sequence[Any]], count: int, *, exact: bool = False) -> tuple[list[str], str]:
    """The name of each row: the full one, or first and last, or the nickname, the e-mail address, the ID.

    A surname such as ``NA``, ``None`` or ``Null`` is a surname.

    Returns:
        the names, and one sentence when the whole table has no column of names.
    """
    names = [""] * count
    if exact and "name" in fields:
        names = list(fields["name"])
    elif "name" in fields:
        names = list(fields["name"])
        joined = "|".join(names)
        if "  " in joined or "\n" in joined:
            names = [" ".join(name.split()) if "  " in name or "\n" in name else name for name in names]
    if "first" in fields or "last" in fields:
        blank = [""] * count
        pairs = zip(fields.get("first", blank), fields.get("last", blank), strict=True)
        whole = [" ".join(f"{first} {last}".split()) for first, last in pairs]
        names = [name or other for name, other in zip(names, whole, strict=True)]
    has_names = any(names)
    for field in ("nickname", "email", "id"):
        if field in fields and not all(names):
            others = (_short(other) if field != "nickname" or is_choice(other) else "" for other in fields[field])
            names = [name or other for name, other in zip(names, others, strict=True)]
    if not has_names and any(names):
        return names, "There are no names; the e-mail address or ID stands in for them."
    return names, ""


def _short(text: str) -> str:
    return text.split("@", maxsplit=1)[0] if "@" in text else text
