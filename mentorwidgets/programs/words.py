"""Settings of a program in words, as a table of programs says them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mentorwidgets.programs.columns import column_for


def value_words(value: Any) -> str:
    """Say a setting's value.

    >>> value_words(True), value_words(4.0), value_words(["Career", "Leadership"]), value_words("")
    ('yes', '4', 'Career; Leadership', '(empty)')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={word}" for name, word in value.items()) or "(empty)"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or "(empty)"
    return str(value) if value not in ("", None) else "(empty)"


def field_words(field: str) -> str:
    """Say which setting it is, as the header of a table says it.

    >>> field_words("stale_days"), field_words("terms.mentee"), field_words("timezone")
    ('stale days', 'mentee word', 'time zone')
    """
    if field.startswith("terms."):
        return f"{field.removeprefix('terms.')} word"
    column = column_for(field)
    return column.name if column else field.replace("_", " ")
