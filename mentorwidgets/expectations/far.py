"""Documents of expectations read by a process of its own, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.apart import ask, is_apart, merged, split
from mentorwidgets.errors import FormError
from mentorwidgets.expectations.bringing import Brought, brought_from_docx, brought_from_markdown
from mentorwidgets.expectations.sheets import PairSheet, fields_from_json, fields_of, sheet_from_fields
from mentorwidgets.model import Form, from_plain, to_plain


def brought_apart(name: str, data: bytes, sheet: PairSheet) -> Brought:
    """Read what somebody brings back: a Word document, JSON or Markdown, by the ending of its name.

    Args:
        name: of the file.
        data: the whole of it.
        sheet: the pair's present one.

    Raises:
        FormError: it is no such file, belongs to another pair, or asks for too much.
    """
    if is_apart():
        return _brought(name, data, sheet)
    own = {"program": sheet.program, "pair": list(sheet.pair), "names": dict(sheet.names), "form": to_plain(sheet.form)}
    request = {**own, "fields": fields_of(sheet), "name": name}
    parts = ask("mentorwidgets.expectations.far:brought", request, data, name=name or "This file", refuse=FormError)
    return from_plain(Brought, merged(parts))


def brought(request: Mapping[str, Any], data: bytes) -> Iterator[Any]:
    """Yield what a file brings back, in parts."""
    first, second, purpose = request["pair"]
    sheet = sheet_from_fields(
        request["fields"],
        pair=(first, second, purpose),
        form=from_plain(Form, request["form"]),
        names=request["names"],
        program=request["program"],
    )
    yield from split(to_plain(_brought(request["name"], data, sheet)))


def _brought(name: str, data: bytes, sheet: PairSheet) -> Brought:
    if name.lower().endswith(".docx"):
        return brought_from_docx(data, sheet)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FormError("This file is not text.", "Choose one that was downloaded from this page.") from None
    if name.lower().endswith(".json"):
        return Brought(fields=fields_from_json(text, sheet.pair))
    return brought_from_markdown(text, sheet)
