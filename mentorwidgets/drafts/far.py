"""Files of a draft read by a process of its own: what a page brings in is never looked into by the server itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from mentorwidgets.apart import ask, is_apart, joined, merged, pieces, split
from mentorwidgets.drafts.choices import FileChoice, files_from_plain, one_from_plain
from mentorwidgets.drafts.reading import ReadTable, read_all
from mentorwidgets.drafts.shelf import KeptFile
from mentorwidgets.errors import RosterError
from mentorwidgets.model import from_plain, to_plain
from mentorwidgets.model.people import Roster
from mentorwidgets.roster import Table, read_table

_NUMBERS = 10_000
_LONG = {"file", "columns", "numbers"}  # of a table, sent apart or known
_KNOWN = {"key", "table", "choice"}  # of a table that was read: who asks has them


def tables_apart(name: str, data: bytes) -> tuple[Table, ...]:
    """Read the sheets of a file within bounds; RosterError also when it asks for too much."""
    if is_apart():
        return read_table(name, data)
    found: list[tuple[dict[str, Any], list[int], list[Any]]] = []
    for part in ask("mentorwidgets.drafts.far:tables", {"name": name}, data, name=name, refuse=RosterError):
        if isinstance(part, list):
            found[-1][2].append(part)
        elif "numbers" in part:
            found[-1][1].extend(map(int, part["numbers"]))
        else:
            found.append((part, [], []))
    return tuple(_table(name, *parts) for parts in found)


def _table(name: str, head: Mapping[str, Any], numbers: Sequence[int], parts: Sequence[Any]) -> Table:
    table = from_plain(Table, {**head, "file": name})
    return dataclasses.replace(table, numbers=numbers, columns=tuple(joined(parts, len(table.headers))))


def tables(request: Mapping[str, Any], data: bytes) -> Iterator[Any]:
    """Yield each sheet: what it is, the numbers of its rows, then its columns in pieces."""
    for table in read_table(request["name"], data):
        yield _fields(table, _LONG)
        for at in range(0, len(table), _NUMBERS):
            yield {"numbers": list(table.numbers[at : at + _NUMBERS])}
        yield from pieces(table.columns)


def read_all_apart(
    wanted: Any, one: Sequence[tuple[str, str]], files: Sequence[tuple[FileChoice, KeptFile]]
) -> tuple[tuple[ReadTable, ...], Roster]:
    """Read files as they were decided, as `read_all` does, within bounds.

    Args:
        wanted: the decisions as the page gave them, which were checked.
        one: who was said to be one person.
        files: the same decisions, each with its file.
    """
    if is_apart():
        return read_all([(choice, kept.tables) for choice, kept in files], one)
    names = [kept.name for _, kept in files]
    *read, last = ask(
        "mentorwidgets.drafts.far:look",
        {"files": wanted, "one": [list(two) for two in one], "names": names},
        *(kept.data for _, kept in files),
        name=names[0] if len(names) == 1 else "One of these files",
        refuse=RosterError,
    )
    known = [(choice, table) for choice, kept in files for table in kept.tables]
    tables = tuple(_read_table(*pair, plain) for pair, plain in zip(known, read[: len(known)], strict=True))
    return tables, from_plain(Roster, merged([*read[len(known) :], last]))


def _read_table(choice: FileChoice, table: Table, plain: Mapping[str, Any]) -> ReadTable:
    own = choice.sheet(table.sheet)
    return from_plain(ReadTable, {**plain, "key": choice.key, "table": own.mended(table), "choice": own})


def look(request: Mapping[str, Any], *blobs: bytes) -> Iterator[Any]:
    """Yield what was taken for what in each sheet, then the roster in parts."""
    files = files_from_plain(request["files"])
    sheets = [read_table(name, data) for name, data in zip(request["names"], blobs, strict=True)]
    read, roster = read_all(list(zip(files, sheets, strict=True)), one_from_plain(request["one"]))
    for one in read:
        yield _fields(one, _KNOWN)
    yield from split(_fields(roster))


def _fields(value: Any, but: Collection[str] = ()) -> dict[str, Any]:
    names = (field.name for field in dataclasses.fields(value) if field.name not in but)
    return {name: to_plain(getattr(value, name)) for name in names}
