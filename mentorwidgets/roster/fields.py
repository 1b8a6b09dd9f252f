"""What a column can be taken for; the words for it stand in ``columns.toml``."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

from mentorwidgets.model.people import AS_MENTEE
from mentorwidgets.roster.words import listed

Form = Literal[
    "text", "email", "name", "id", "prose", "list", "whole", "years", "yes", "date", "choice", "hours", "zone",
    "people", "number",
]  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """One thing that a column can hold, and the words that people write above it.

    ``exact`` words are a whole header; ``within`` phrases may stand anywhere in one, also in a long question; ``short``
    ones only in a header of up to five words.
    """

    name: str
    label: str  # our own header
    form: Form
    exact: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    many: bool = False  # several columns may feed it
    own: bool = True  # a field of Person
    role: Literal["", "mentor", "mentee"] = ""  # the role that such a header tells


def _load() -> dict[str, FieldWords]:
    data = listed("columns")
    plain: dict[str, dict[str, Any]] = {
        name: {key: tuple(value) if isinstance(value, list) else value for key, value in words.items()}
        for name, words in data.items()
    }
    return {name: FieldWords(name=name, **words) for name, words in plain.items()}


FIELDS: dict[str, FieldWords] = _load()


def label_of(name: str, other: str | None = None) -> str:
    """What our own files call a field of a person.

    Args:
        name: of the field, perhaps as a mentee; of one note ``notes 'Its column'``.
        other: what something is called that is no field; its name with a capital when left out.

    >>> label_of("offers"), label_of("branch as mentee"), label_of("t_shirt"), label_of("notes 'T-shirt'")
    ('Can help with', 'Branch as mentee', 'T shirt', "'T-shirt'")
    """
    if name.startswith("notes '"):
        return name.removeprefix("notes ")
    field = name.removesuffix(AS_MENTEE)
    if field in FIELDS:
        return f"{FIELDS[field].label}{name.removeprefix(field)}"
    return name.replace("_", " ").capitalize() if other is None else other


OWN_LABELS = {field.label: field.name for field in FIELDS.values() if field.own}
