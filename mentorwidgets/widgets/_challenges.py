"""Files of a challenges worksheet: made for the page that asks, and read back for it (XC9)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.challenges import Scope
from mentorwidgets.challenges.documents import TYPES, made_file
from mentorwidgets.challenges.far import read_file_apart
from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError, WorksheetFileError
from mentorwidgets.model import Challenge, Program, from_plain, to_plain

_LARGEST = 6_000_000  # letters of a file on its way, in base64
_MOST_ROWS = 5_000
_LOST = ("This page and Python no longer agree.", "Load this page again.")


class FileDesk:
    """Makes and reads files of one page.

    Args:
        program: whose name stands on them.
        names: id -> name of who can own an activity.
    """

    def __init__(self, program: Program, names: Mapping[str, str]) -> None:
        self._program = program
        self._names = names

    def made(self, form: str, rows: Sequence[Challenge], scope: Scope = ()) -> bytes:
        """Return a file of rows; ValueRefusedError when there is no such form."""
        title = f"{self._program.name}: challenges"
        return made_file(form, rows, self._names, title=title, series="/".join((self._program.slug, *scope)))

    def read(self, name: str, data: bytes) -> tuple[tuple[Challenge, ...], tuple[str, ...]]:
        """Return the rows of a file, and what to say about it; WorksheetFileError when it cannot be read."""
        return read_file_apart(name, data, self._names)

    def answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Answer the page: ``export`` with a file as base64, ``read`` with plain rows; ``error`` in words."""
        reply: dict[str, Any] = {"kind": "challenges", "id": str(content.get("id", ""))[:64]}
        try:
            return {**reply, **self._answered(content)}
        except MentorWidgetsError as error:
            return {**reply, "error": str(error)}

    def _answered(self, content: Mapping[str, Any]) -> dict[str, Any]:
        if content.get("verb") == "read":
            rows, notices = self.read(str(content.get("name", ""))[:200], _bytes_of(content.get("data")))
            return {"rows": [to_plain(row) for row in rows], "notices": list(notices)}
        form, plain, scope = str(content.get("format")), content.get("rows"), content.get("scope")
        is_whole = isinstance(plain, list) and len(plain) <= _MOST_ROWS and isinstance(scope, list)
        if content.get("verb") != "export" or not is_whole or form not in TYPES:
            raise ValueRefusedError(*_LOST)
        rows = tuple(from_plain(Challenge, row) for row in plain or ())
        data = self.made(form, rows, tuple(str(part) for part in scope or ()))
        name = f"{self._program.slug}-challenges.{form}"
        return {"name": name, "type": TYPES[form], "data": base64.b64encode(data).decode()}


def _bytes_of(data: Any) -> bytes:
    if not isinstance(data, str) or len(data) > _LARGEST:
        raise WorksheetFileError("This file is too large.", "Take out what is no worksheet, such as pictures.")
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise ValueRefusedError(*_LOST) from None
