"""Documents of a pair's expectations: made for the page that asks, and read back for it (EX21)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentorwidgets.errors import FormError, ValueRefusedError
from mentorwidgets.expectations import (
    PairSheet,
    brought_apart,
    sheet_from_fields,
    to_docx,
    to_json,
    to_markdown,
)
from mentorwidgets.model import Form, Pair, Program

_LARGEST = 5_000_000  # letters of a document on its way, in base64
_LOST = "This page and Python no longer agree."


class PaperDesk:
    """Makes and reads documents of what one page may see.

    Args:
        program: whose name stands on them.
        pairs: those of the page; nobody else's are made.
        names: gives side -> name of a pair.
    """

    def __init__(self, program: Program, pairs: Iterable[Pair], names: Callable[[Pair], dict[str, str]]) -> None:
        self._program = program
        self._pairs = {(pair.mentee, pair.mentor, pair.purpose): pair for pair in pairs}
        self._names = names

    def answer(self, content: Mapping[str, Any], form: Form, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one question: ``document`` gives one as base64, ``read`` what one brings back, as in `Brought`.

        Raises:
            FormError: a document cannot be read, in words.
            ValueRefusedError: the question makes no sense.
        """
        sheet = self._sheet(content.get("pair"), form, fields)
        make = _MAKES.get(str(content.get("as")))
        if content.get("ask") == "document" and make:
            return {"data": base64.b64encode(make(sheet)).decode()}
        if content.get("ask") == "read":
            brought = brought_apart(str(content.get("name"))[:200], _bytes_of(content.get("data")), sheet)
            said = {"edited": list(brought.edited), "left": list(brought.left), "bare": brought.is_bare}
            return {"fields": dict(brought.fields), **said}
        raise ValueRefusedError(_LOST, "Load this page again.")

    def _sheet(self, names: Any, form: Form, fields: Mapping[str, Any]) -> PairSheet:
        key: Any = tuple(names) if isinstance(names, list) else ()
        pair = self._pairs.get(key)
        if pair is None:
            raise ValueRefusedError(_LOST, "Load this page again.")
        return sheet_from_fields(
            fields,
            pair=(pair.mentee, pair.mentor, pair.purpose),
            form=form,
            names=self._names(pair),
            program=self._program.name,
        )


def _bytes_of(data: Any) -> bytes:
    if not isinstance(data, str) or len(data) > _LARGEST:
        raise FormError("This file is too large.", "Choose one that was downloaded from this page.")
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise ValueRefusedError(_LOST, "Load this page again.") from None


_MAKES: Mapping[str, Callable[[PairSheet], bytes]] = {
    "markdown": lambda sheet: to_markdown(sheet).encode(),
    "docx": to_docx,
    "json": lambda sheet: to_json(sheet).encode(),
}
