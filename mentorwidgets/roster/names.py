"""A name for each row, out of the columns that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.roster.words import plain_words

_BEHIND = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "mls", "mlis", "ms", "ma", "md", "edd", "esq"})


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


def turned_name(name: str) -> str:
    """A name written "Last, First" as it is spoken; any other text as it is.

    >>> turned_name("Silva, Ana"), turned_name("Ana Silva, PhD")
    ('Ana Silva', 'Ana Silva, PhD')
    """
    if name.count(",") != 1:
        return name
    last, first = map(str.strip, name.split(","))
    if not last or not first or len(name.split()) > 6 or plain_words(first).replace(" ", "") in _BEHIND:
        return name
    return f"{first} {last}"


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
            names = [name or _short(other) for name, other in zip(names, fields[field], strict=True)]
    if not has_names and any(names):
        return names, "There are no names; the e-mail address or ID stands in for them."
    return names, ""


def _short(text: str) -> str:
    return text.split("@", maxsplit=1)[0] if "@" in text else text
