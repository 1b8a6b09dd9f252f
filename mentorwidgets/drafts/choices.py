"""What a person decided about each file: plain JSON from a page, checked, and applied to its tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast, get_args

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import ROLES, Reader, Role
from mentorwidgets.roster import ColumnMapping, Table
from mentorwidgets.roster.fields import FIELDS

_MOST_FILES = 12
_MOST_MENDS = 20_000
_LONGEST_CELL = 20_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SheetChoice:
    """What was decided about one sheet.

    ``use`` is None where nobody decided. ``mends`` are cells that were written anew: (row number as spreadsheets count,
    place of the column from 0, text). ``values`` are answers whose meaning was said before: header -> answer -> text.
    """

    use: bool | None = None
    role: Role | None = None
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    readers: Mapping[str, Reader] = dataclasses.field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    day_first: bool | None = None
    mends: tuple[tuple[int, int, str], ...] = ()

    def mapping(self) -> ColumnMapping:
        """The same as the reader of rosters wants it."""
        return ColumnMapping(
            columns=self.columns, readers=self.readers, values=self.values, role=self.role, day_first=self.day_first
        )

    def mended(self, table: Table) -> Table:
        """The table with the cells that were written anew."""
        if not self.mends:
            return table
        places = {number: place for place, number in enumerate(table.numbers)}
        columns = list(table.columns)
        for at in {at for _, at, _ in self.mends if at < len(columns)}:
            cells = list(columns[at])
            for row, column, text in self.mends:
                if column == at and row in places:
                    cells[places[row]] = text
            columns[at] = tuple(cells)
        return dataclasses.replace(table, columns=tuple(columns))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FileChoice:
    """One file of a draft: its key on the shelf, and what was decided about its sheets."""

    key: str
    sheets: Mapping[str, SheetChoice] = dataclasses.field(default_factory=dict)

    def sheet(self, name: str) -> SheetChoice:
        """What was decided about a sheet; nothing where nothing was."""
        return self.sheets.get(name, SheetChoice())


def files_from_plain(data: object) -> tuple[FileChoice, ...]:
    """Read the ``files`` of a request; ValueRefusedError when they are not well formed."""
    if not isinstance(data, list) or len(data) > _MOST_FILES:
        raise ValueRefusedError(f"At most {_MOST_FILES} files can be looked at together.", "Take some away.")
    return tuple(_file(item) for item in data)


def one_from_plain(data: object) -> tuple[tuple[str, str], ...]:
    """Read the ``one`` of a request: whose rows are one person, two names each; ValueRefusedError as above."""
    if not isinstance(data, list) or len(data) > _MOST_MENDS or not all(_is_two(item) for item in data):
        raise _bad("people who are one")
    return tuple((item[0], item[1]) for item in data)


def _is_two(item: object) -> bool:
    if not isinstance(item, list) or len(item) != 2:
        return False
    return all(isinstance(words, str) and len(words) <= _LONGEST_CELL for words in item)


def same_from_plain(data: object) -> dict[str, str]:
    """Read the ``same`` of a request: who in the files is who of those who are there, or nobody."""
    if not isinstance(data, Mapping) or not all(isinstance(k, str) and isinstance(v, str) for k, v in data.items()):
        raise _bad("who is who")
    return dict(data)


def _file(data: object) -> FileChoice:
    if not isinstance(data, Mapping) or not isinstance(data.get("key"), str):
        raise _bad("a file")
    sheets = data.get("sheets", {})
    if not isinstance(sheets, Mapping) or not all(isinstance(name, str) for name in sheets):
        raise _bad("the sheets")
    return FileChoice(key=data["key"], sheets={name: _sheet(item) for name, item in sheets.items()})


def _sheet(data: Any) -> SheetChoice:
    if not isinstance(data, Mapping):
        raise _bad("a sheet")
    use, role, day_first = data.get("use"), data.get("role") or None, data.get("day_first")
    if use not in (None, True, False) or day_first not in (None, True, False) or role not in (None, *ROLES):
        raise _bad("a sheet")
    return SheetChoice(
        use=use,
        role=role,
        day_first=day_first,
        columns=_words(data.get("columns", {}), ("", "skip", *FIELDS)),
        readers=cast("dict[str, Reader]", _words(data.get("readers", {}), get_args(Reader))),
        values=_values(data.get("values", {})),
        mends=_mends(data.get("mends", [])),
    )


def _values(data: object) -> dict[str, dict[str, str]]:
    if not isinstance(data, Mapping) or not all(
        isinstance(header, str)
        and isinstance(answers, Mapping)
        and all(isinstance(one, str) and isinstance(text, str) for one, text in answers.items())
        for header, answers in data.items()
    ):
        raise _bad("the answers")
    return {header: dict(answers) for header, answers in data.items()}


def _words(data: object, known: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(data, Mapping) or not all(
        isinstance(k, str) and isinstance(v, str) and v in known for k, v in data.items()
    ):
        raise _bad("the columns")
    return dict(data)


def _mends(data: object) -> tuple[tuple[int, int, str], ...]:
    if not isinstance(data, list) or len(data) > _MOST_MENDS:
        raise ValueRefusedError("So many cells cannot be changed here.", "Mend the file itself and choose it again.")
    if not all(_is_mend(item) for item in data):
        raise _bad("a changed cell")
    return tuple((item[0], item[1], item[2]) for item in data)


def _is_mend(item: object) -> bool:
    if not isinstance(item, list) or len(item) != 3:
        return False
    row, column, text = item
    is_place = type(row) is int and type(column) is int and row > 0 <= column
    return is_place and isinstance(text, str) and len(text) <= _LONGEST_CELL


def _bad(what: str) -> ValueRefusedError:
    return ValueRefusedError(f"What the page said about {what} is not well formed.", "Reload the page.")
