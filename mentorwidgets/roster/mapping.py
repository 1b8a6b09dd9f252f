"""What a person decided about columns, kept as TOML and offered again for the next export of the same form."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mentorwidgets.errors import RosterError
from mentorwidgets.model import did_you_mean
from mentorwidgets.model.people import ROLES, Reader, Role
from mentorwidgets.roster.fields import FIELDS, OWN_LABELS
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.words import plain_words

_READERS = ("everyone", "pair", "coordinator")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Which header stands for which field.

    ``columns`` maps a header to a field (``name``, ``email``, ``first`` ...), to ``""`` (keep it as a note) or to
    ``skip`` (leave it out). Headers that are not named are guessed as ever. ``readers`` says who may read a note.
    ``values`` says what an answer means that we do not know: header -> answer -> what to read instead.
    """

    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    readers: Mapping[str, Reader] = dataclasses.field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    role: Role | None = None
    day_first: bool | None = None
    week_starts: str = ""  # of numbered slots of a week: monday or sunday
    fingerprint: str = ""

    def field_of(self, header: str) -> str | None:
        """The field that was said for a header, or None when nothing was said."""
        return (
            {plain_words(key): value for key, value in self.columns.items()}.get(plain_words(header))
            if self.columns
            else None
        )

    def meant(self, header: str) -> dict[str, str]:
        """Answers below a header (as `answer_key` makes them) -> what each means."""
        found = next((v for key, v in self.values.items() if plain_words(key) == plain_words(header)), {})
        return {answer_key(answer): text for answer, text in found.items()}


def answer_key(answer: str) -> str:
    """An answer without blanks around it and without its letters' size.

    >>> answer_key(" Either is  fine ")
    'either is fine'
    """
    return " ".join(answer.casefold().split())


def fingerprint(table: Table) -> str:
    """A short sum of the headers, the same for each export of one form whatever the order of its columns."""
    headers = sorted(plain_words(header) for header in table.headers) if table.named else [str(len(table.headers))]
    return hashlib.sha256("\n".join(headers).encode("utf-8", "replace")).hexdigest()[:16]


def mapping_to_toml(mapping: ColumnMapping) -> str:
    """Write a mapping as TOML that a person can read and change."""
    lines = ['# Which column of the roster is what. A field, "" for a note, "skip" to leave it out.']
    if mapping.fingerprint:
        lines.append(f"fingerprint = {_text(mapping.fingerprint)}")
    if mapping.role:
        lines.append(f"role = {_text(mapping.role)}")
    if mapping.day_first is not None:
        lines.append(f"day_first = {str(mapping.day_first).lower()}")
    if mapping.week_starts:
        lines.append(f"week_starts = {_text(mapping.week_starts)}")
    for name, table in (("columns", mapping.columns), ("readers", mapping.readers)):
        if table:
            lines += _table_to_toml(name, table)
    for header, answers in mapping.values.items():
        if answers:
            lines += _table_to_toml(f"values.{_text(header)}", answers)
    return "\n".join(lines) + "\n"


def _table_to_toml(name: str, table: Mapping[str, str]) -> list[str]:
    return ["", f"[{name}]", *(f"{_text(key)} = {_text(value)}" for key, value in table.items())]


def _text(value: str) -> str:
    return json.dumps(value.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")


def mapping_from_toml(text: str) -> ColumnMapping:
    """Read a mapping.

    Args:
        text: TOML as `mapping_to_toml` writes it; our own column labels may stand for fields.

    Raises:
        RosterError: no TOML, or a field, role or reader that there is not.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RosterError(f"The mapping is no TOML: {error}.", 'Write lines like "Your name" = "name".') from None
    known = {"columns", "readers", "values", "role", "day_first", "week_starts", "fingerprint"}
    for name in data:
        if name not in known:
            raise RosterError(f"A mapping has no '{name}'.", did_you_mean(name, sorted(known)))
    columns = {key: _field(key, value) for key, value in _table(data, "columns").items()}
    readers: dict[str, Reader] = {
        key: _one_of(value, _READERS, f"Readers of '{key}'") for key, value in _table(data, "readers").items()
    }
    role: Role | None = _one_of(data["role"], ROLES, "The role") if data.get("role") else None
    day_first = data.get("day_first")
    if day_first not in (None, True, False):
        raise RosterError("day_first should be true or false.", "Write day_first = true when 4/3 is the 4th of March.")
    week_starts = _one_of(data.get("week_starts", ""), ("", "monday", "sunday"), "week_starts")
    return ColumnMapping(
        columns=columns,
        readers=readers,
        values={header: _answers(header, found) for header, found in _table(data, "values").items()},
        role=role,
        day_first=day_first,
        week_starts=week_starts,
        fingerprint=str(data.get("fingerprint", "")),
    )


def read_mapping(file: Path) -> ColumnMapping:
    """Read a mapping from a TOML file; RosterError when it cannot be read."""
    try:
        return mapping_from_toml(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise RosterError(
            f"The mapping {file.name} cannot be read.", "Check its name; it should be a TOML file."
        ) from None


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise RosterError(f"'{name}' of the mapping should be a table.", f"Write [{name}] on a line of its own.")
    return table


def _answers(header: str, found: object) -> dict[str, str]:
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise RosterError(
            f"The values of '{header}' should be a table of texts.", 'Write lines like "either is fine" = "yes".'
        )
    return found


def _field(header: str, value: object) -> str:
    word = str(value).strip()
    if word in FIELDS or word in ("", "skip"):
        return word
    if word.lower() in ("note", "notes"):
        return ""
    labels = {plain_words(label): name for label, name in OWN_LABELS.items()} | {
        plain_words(field.label): field.name for field in FIELDS.values()
    }
    if plain_words(word) in labels:
        return labels[plain_words(word)]
    raise RosterError(f"'{header}' is mapped to '{word}', which is no field.", did_you_mean(word, [*FIELDS, "skip"]))


def _one_of(value: object, known: tuple[str, ...], what: str) -> Any:
    if value in known:
        return value
    raise RosterError(f"{what} cannot be '{value}'.", did_you_mean(str(value), list(known)))
