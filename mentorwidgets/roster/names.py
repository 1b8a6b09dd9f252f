"""A name for each row, out of the columns that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


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
        names = [" ".join(name.split()) if "  " in name or "\n" in name else name for name in fields["name"]]
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
