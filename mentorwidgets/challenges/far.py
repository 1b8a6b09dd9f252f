"""Files of challenges read by a process of its own: a small document can hold a table without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.apart import ask, is_apart, merged, split
from mentorwidgets.challenges.documents import Read, read_file
from mentorwidgets.errors import WorksheetFileError
from mentorwidgets.model import Challenge, from_plain, to_plain


def read_file_apart(name: str, data: bytes, names: Mapping[str, str]) -> Read:
    """Read a file as `read_file` does, within bounds; WorksheetFileError also when it asks for too much."""
    if is_apart():
        return read_file(name, data, names)
    request = {"name": name, "names": dict(names)}
    parts = ask("mentorwidgets.challenges.far:rows", request, data, name=name, refuse=WorksheetFileError)
    whole = merged(parts)
    return tuple(from_plain(Challenge, row) for row in whole["rows"]), tuple(map(str, whole["notices"]))


def rows(request: Mapping[str, Any], data: bytes) -> Iterator[Any]:
    """Yield the rows and what to say about the file, in parts."""
    found, notices = read_file(request["name"], data, request["names"])
    yield from split({"rows": to_plain(found), "notices": list(notices)})
