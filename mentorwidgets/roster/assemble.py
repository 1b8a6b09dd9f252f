"""Make many frozen values at once, column by column.

A frozen class sets each field through ``object.__setattr__``; ten thousand people of forty fields then take as long as
reading their file. So people are made of a twin class with the same slots and no lock, and locked by making them
`Person`, in an eighth of the time. Notes are set by the slots' own descriptors. The values are as if constructed: no
class here has a ``__post_init__``.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from mentorwidgets.model.people import Note, Person, Reader

DEFAULTS: Mapping[str, Any] = {
    field.name: field.default for field in dataclasses.fields(Person) if field.default is not dataclasses.MISSING
}


# Person without its lock: the same slots, so that a value of one class can be made one of the other.
_Open = dataclasses.make_dataclass("_Open", [(field.name, Any) for field in dataclasses.fields(Person)], slots=True)


class Once(dict[str, Any]):
    """What a function makes of each different text, worked out when it is first asked for."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Any:
        """Make the value of a text that was not seen before."""
        value = self[text] = self._make(text)
        return value


def people_from_columns(count: int, columns: Mapping[str, Sequence[Any]]) -> list[Person]:
    """Make people out of one sequence per field; what is not given has its default."""
    names = [field.name for field in dataclasses.fields(Person)]
    given = [columns[name] if name in columns else repeat(DEFAULTS.get(name), count) for name in names]
    people: list[Any] = list(map(_Open, *given))
    deque(map(object.__setattr__, people, repeat("__class__"), repeat(Person)), maxlen=0)
    return people


def notes_from_texts(label: str, texts: Iterable[str], readers: Reader) -> dict[str, Note]:
    """One note for each different text."""
    known = list(dict.fromkeys(texts))
    return dict(zip(known, notes_of_rows(label, known, readers), strict=True))


def notes_of_rows(label: str, texts: Sequence[str], readers: Reader, names: str = "") -> list[Note]:
    """One note for each text; ``names`` as a `Note` has it."""
    notes: list[Note] = list(map(object.__new__, repeat(Note, len(texts))))
    set_all(Note, "label", notes, repeat(label))
    set_all(Note, "text", notes, texts)
    set_all(Note, "readers", notes, repeat(readers))
    set_all(Note, "names", notes, repeat(names))
    return notes


def set_all(cls: type, name: str, objects: Sequence[object], values: Iterable[Any]) -> None:
    """Set one field of many values that nobody else holds yet."""
    deque(map(getattr(cls, name).__set__, objects, values), maxlen=0)
