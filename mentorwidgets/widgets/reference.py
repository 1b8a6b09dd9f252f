"""The reference as one page: search it, link to a part of it, print a part of it (RF2-RF13)."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import traitlets

from mentorwidgets import _resources
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import to_plain
from mentorwidgets.reference import Entry, Section, sections
from mentorwidgets.widgets._base import Worksheet


class Reference(Worksheet):
    """Words, programs elsewhere, models, tips, questions, safety, reading and credits; read without a network.

    >>> Reference()
    Reference(12 parts)

    Args:
        description: the heading.

    Raises:
        ValueRefusedError: an unknown keyword.
    """

    _esm = _resources.module("reference")
    _css = _resources.style("reference")
    _sections = traitlets.List().tag(sync=True)

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords)
        self._sections = [to_plain(section) for section in sections()]

    def check_value(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing is kept here: the reference is only read."""
        if value:
            raise ValueRefusedError("The reference has no fields.", "Read 'mentorwidgets.reference.sections()'.")
        return value

    def snapshot(self) -> str:
        """Return all of it as plain HTML, for saved notebooks, exports and print."""
        return "".join(_part(section) for section in sections())

    def __repr__(self) -> str:
        """Count the parts."""
        return f"Reference({len(self._sections)} parts)"


def _part(section: Section) -> str:
    entries = "".join(_words(entry) for entry in section.entries)
    return f"<h2>{html.escape(section.title)}</h2><p>{html.escape(section.about)}</p><ul>{entries}</ul>"


def _words(entry: Entry) -> str:
    looked = f"(last looked at on {entry.checked})" if entry.checked else "(nobody has looked at this address yet)"
    where = f"{entry.where} {looked}" if entry.where else ""
    told = " ".join(text for text in (entry.text, *entry.lines, entry.number, where) if text)
    title = f"<strong>{html.escape(entry.title)}</strong> " if entry.title else ""
    return f"<li>{title}{html.escape(told)}</li>"
