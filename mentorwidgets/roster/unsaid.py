"""Which cells said nothing: blank ones, and those that could not be read. They leave what is known of somebody.

``(empty)`` says that nothing is to stand there any more, and "none" or "no" are answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from mentorwidgets.model.people import Person
from mentorwidgets.roster.chosen import CHOICES
from mentorwidgets.roster.values import NOTHING
from mentorwidgets.roster.words import plain_words

EMPTY = "(empty)"
_ANSWERS = frozenset({EMPTY, "none", "nil", "keine", "aucun", "ninguno"})
_MAKES = {"latitude": "location", "longitude": "location", "available": "capacity", "sent": "confirmed"}
_MADE = frozenset(_MAKES.values())


def says_empty(cell: str) -> bool:
    """Whether a cell says that nothing is to stand there any more."""
    return cell.strip().lower() == EMPTY


def says_nothing(cell: str) -> bool:
    """Whether a cell is blank, or says as little as a dash.

    >>> [says_nothing(cell) for cell in ("", " n/a ", "-", "none", "no", "(empty)")]
    [True, True, True, False, False, False]
    """
    clean = cell.strip().lower()
    return clean in NOTHING and clean not in _ANSWERS


BY_COLUMN = ("avoid", "supervisor")
"""Rules of which each column keeps its own: a blank in one of two takes nobody out of them."""


def in_part(field: str) -> str:
    """The mark of a field of which a row says something, and in another column nothing.

    >>> in_part("avoid")
    'avoid in part'
    """
    return f"{field} in part"


def emptied(field: str) -> str:
    """The mark of a field of which a row says that nothing is to stand there any more.

    >>> emptied("nickname")
    'nickname emptied'
    """
    return f"{field} emptied"


class Unsaid:
    """Collects, column by column, which rows say nothing of which field.

    Of a rule that stands in several columns a row may say nothing in some of them: then the field is unsaid `in_part`.
    """

    def __init__(self) -> None:
        self._rows: dict[str, set[int]] = {}

    def see(self, field: str, column: Sequence[str], unread: Collection[str] = ()) -> None:
        """Look at a column of a field; of several columns one that says something is enough."""
        if field in CHOICES:
            cleared = {at for at, cell in enumerate(column) if says_empty(cell)}
            self._rows[emptied(field)] = self._rows.get(emptied(field), set()) | cleared
        silent = {cell for cell in set(column) if says_nothing(cell) or cell in unread}
        rows = {at for at, cell in enumerate(column) if cell in silent} if silent else set()
        if field in BY_COLUMN and not any("@" in cell for cell in column):  # an address stands for the name beside it
            part = in_part(field)
            self._rows[part] = self._rows.get(part, set()) | rows
        if field in _MAKES:  # it may make a value of another field; where it does not, it says nothing of it
            field, rows = _MAKES[field], set(range(len(column)))
        self._rows[field] = self._rows[field] & rows if field in self._rows else rows

    def of_rows(self, rows: Iterable[int]) -> list[frozenset[str]]:
        """For each of these rows the fields that it says nothing of."""
        fields: dict[int, list[str]] = defaultdict(list)
        for field, silent in self._rows.items():
            for row in silent:
                fields[row].append(field)
        known: dict[tuple[str, ...], frozenset[str]] = {(): frozenset()}
        return [known.setdefault(key, frozenset(key)) for key in (tuple(fields.get(row, ())) for row in rows)]


def unsaid_by_id(
    people: Sequence[Person], rows: Iterable[tuple[Person, frozenset[str]]]
) -> Mapping[str, frozenset[str]]:
    """For each person of a roster, the fields that none of their rows says anything of, by id.

    Args:
        people: of the whole roster, with their ids, each made of one or several rows.
        rows: each row as it was read, with what it says nothing of.
    """
    found: dict[tuple[str, str], frozenset[str]] = {}
    read = list(rows)
    if not any(silent for _, silent in read):
        return {}
    for person, silent in read:
        key = _key(person)
        found[key] = found[key] | silent if key in found else silent
    return {person.id: fields for person in people if (fields := found.get(_key(person)))}


def unsaid_by_role(
    people: Sequence[Person], rows: Iterable[tuple[Person, frozenset[str]]]
) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """For each person with a row for each of two roles, by id and role: the fields of which no row of it says anything.

    Args:
        people: of the whole roster, with their ids.
        rows: each row as it was read, with what it says nothing of.
    """
    both = {_key(person): person.id for person in people if len(person.roles) > 1}
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for person, silent in rows if both else ():
        own = both.get(_key(person), "")
        nothing = (silent - _MADE) | (frozenset() if person.notes else {"notes"})
        for role in person.roles if own else ():
            found[own][role] = found[own].get(role, nothing) & nothing
    return {own: sides for own, sides in found.items() if len(set(sides.values())) > 1}


def _key(person: Person) -> tuple[str, str]:
    """Address and name, compared; a plain name needs no look at its accents."""
    name = person.name
    is_plain = name.isascii() and name.replace(" ", "").isalnum()
    return person.email.strip().casefold(), " ".join(name.lower().split()) if is_plain else plain_words(name)
