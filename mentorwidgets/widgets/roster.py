"""The import page: choose files, check what was read, compare with who is there, take it in as one step."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from mentorwidgets import _resources
from mentorwidgets.errors import RosterError, ValueRefusedError
from mentorwidgets.model import Roster
from mentorwidgets.widgets._base import Worksheet

Desk = Callable[[str, Mapping[str, Any], bytes], dict[str, Any]]
"""Answers one request: a verb, plain JSON and perhaps a file (`mentorwidgets.drafts.Drafts`)."""

_MOST = 11_000_000  # bytes of one file in all its parts; the desk says its own limit in words


class RosterImport(Worksheet):
    """Bring in a roster: any file that coordinators have, with what was understood and what to mend.

    >>> importer = RosterImport()
    >>> importer
    RosterImport(0 people)
    >>> importer.roster.people
    ()

    Bare, it reads files in any notebook and keeps what it read in `roster`. `mentorwidgets.Workbook.roster` connects
    it to a program, so that the roster can be compared with who is there, taken in and undone.

    Args:
        description: the heading.
        disabled: show, but let nothing be taken in.

    Raises:
        ValueRefusedError: an unknown keyword.
    """

    _esm = _resources.module("roster")
    _css = _resources.style("roster")
    _next = traitlets.Unicode("").tag(sync=True)  # where the page leads when the roster is taken in

    def __init__(self, **keywords: Any) -> None:
        self._desk: Desk | None = None
        self._parts: dict[str, bytearray] = {}
        self._roster = Roster()
        super().__init__(**keywords)

    @property
    def roster(self) -> Roster:
        """The people and problems of the files as they are mended and mapped now; empty before a file was chosen.

        In our server the page asks the server, and nothing of the files comes here.
        """
        return self._roster

    def connect_desk(self, saving: Mapping[str, Any], desk: Desk | None, following: str = "") -> None:
        """Tie this page to a program.

        Args:
            saving: ``way`` (``server`` or ``kernel``), ``worksheet`` and for the server ``url``.
            desk: what answers the page, for the way through the kernel.
            following: the address of the page that comes next.
        """
        self._desk = desk
        self._next = following
        self.connect(saving, {})

    def snapshot(self) -> str:
        """Return the people that were read as an HTML table, for saved notebooks and print."""
        cell = html.escape
        rows = "".join(
            f"<tr><td>{cell(person.name)}</td><td>{cell(' and '.join(person.roles))}</td></tr>"
            for person in self._roster.people
        )
        head = f"<caption>{cell(self.description or 'Roster')}: {len(self._roster.people)} people</caption>"
        return f"<table>{head}<thead><tr><th>Name</th><th>Role</th></tr></thead><tbody>{rows}</tbody></table>"

    def check_value(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing is kept in ``value``: files are no fields."""
        if value:
            raise ValueRefusedError("The import page has no fields.", "Read its 'roster' instead.")
        return value

    def __repr__(self) -> str:
        """Count the people that were read."""
        return f"RosterImport({len(self._roster.people)} people)"

    def _on_page_message(self, widget: object, content: Any, buffers: Any) -> None:
        if isinstance(content, Mapping) and content.get("kind") == "roster":
            self._answer = lambda message: self._replied(message, buffers)
        super()._on_page_message(widget, content, buffers)

    def _replied(self, message: Mapping[str, Any], buffers: Any) -> dict[str, Any] | None:
        number, verb = str(message.get("id", "")), str(message.get("verb", ""))
        request = message.get("request")
        data = self._joined(number, buffers, is_last=message.get("more") is not True)
        if data is None or not isinstance(request, Mapping):
            return None
        reply = {"kind": "roster", "id": number}
        try:
            return {**reply, "status": 200, "answer": self._asked()(verb, request, data)}
        except RosterError as error:
            again = {"again": getattr(error, "key", "")}
            return {**reply, "status": 422, "answer": {"error": error.what, "mend": error.mend, **again}}

    def _joined(self, number: str, buffers: Any, *, is_last: bool) -> bytes | None:
        """The file so far; None while more of it is to come."""
        parts = self._parts.setdefault(number, bytearray())
        for buffer in buffers or ():
            if len(parts) + len(buffer) <= _MOST:
                parts += bytes(buffer)
        if not is_last:
            while len(self._parts) > 4:
                self._parts.pop(next(iter(self._parts)))
            return None
        return bytes(self._parts.pop(number))

    def _asked(self) -> Desk:
        if self._desk is None:
            self._desk = self._own_desk()
        return self._desk

    def _own_desk(self) -> Desk:
        from mentorwidgets.drafts import Drafts  # in our server no kernel reads files

        drafts = Drafts()

        def answer(verb: str, request: Mapping[str, Any], data: bytes) -> dict[str, Any]:
            found = drafts(verb, request, data)
            if verb == "look":
                self._roster = drafts.look(request).roster
            return found

        return answer
