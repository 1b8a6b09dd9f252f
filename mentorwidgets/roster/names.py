"""A name for each row, out of the columns that there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.model.names import same_name
from mentorwidgets.model.people import Note, Person
from mentorwidgets.roster.ids import name_key
from mentorwidgets.roster.words import plain_words

LEGAL = "Legal name"
"""The label of the note with the name that somebody did not choose."""
_BRACKETS = re.compile(r"\([^)]*\)")
_NOTHING = frozenset({
    "same", "same as above", "as above", "n a", "na", "none", "no", "nope", "yes", "nil", "null", "not applicable",
    "see above", "ditto", "idem", "keiner", "keine", "nein", "aucun", "ninguno", "any", "either",
})  # fmt: skip
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
            names = [name or _short(other) for name, other in zip(names, fields[field], strict=True)]
    if not has_names and any(names):
        return names, "There are no names; the e-mail address or ID stands in for them."
    return names, ""


def chosen_names(
    fields: Mapping[str, Sequence[Any]], legal: Sequence[str]
) -> tuple[list[str], dict[int, Note], list[tuple[str, ...]]]:
    """The names that people chose go before those on their papers, which become private notes.

    A chosen first name keeps the surname. Blank, or the name that stands there anyway, chooses nothing.

    Args:
        fields: what stands in the columns.
        legal: the name of each row without a choice, see `names_of`.

    Returns:
        the names, a note for each row whose name was chosen, and the keys by which lists with the other name know them.
    """
    count = len(legal)
    names, notes = list(legal), dict[int, Note]()
    keys: list[tuple[str, ...]] = [()] * count
    blank = [""] * count
    rows = zip(fields.get("nickname", blank), fields.get("last", blank), fields.get("email", blank), strict=True)
    for index, (choice, last, email) in enumerate(rows):
        chosen = _chosen(str(choice), legal[index], str(last)) if choice and legal[index] else ""
        if chosen and not same_name(chosen, legal[index]):
            names[index] = chosen
            notes[index] = Note(label=LEGAL, text=legal[index], names="no")
            keys[index] = (f"~{name_key(Person(id='', name=legal[index], roles=(), email=str(email)))}",)
    return names, notes, keys


def _chosen(choice: str, legal: str, last: str) -> str:
    """A chosen name in full; blank when it chooses nothing, or is no name."""
    clean = " ".join(_BRACKETS.sub(" ", choice).split()).strip(" .\"'\u201c\u201d")
    if not re.search(r"[^\W\d_]", clean) or plain_words(clean) in _NOTHING or "/" in clean or len(clean.split()) > 5:
        return ""
    if len(clean.split()) > 1 or len(legal.split()) < 2 or plain_words(clean) == plain_words(legal):
        return turned_name(clean)
    surname = last or legal.split(maxsplit=1)[1]
    is_first = plain_words(clean) == plain_words(legal.removesuffix(surname))
    return legal if is_first or plain_words(clean) == plain_words(surname) else f"{clean} {surname}"


def _short(text: str) -> str:
    return text.split("@", maxsplit=1)[0] if "@" in text else text
