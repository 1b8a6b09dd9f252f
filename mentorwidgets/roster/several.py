"""Several tables in one sheet: under each other, with titles and headers of their own or not, or side by side."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from mentorwidgets.model.people import Problem, Role
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.headers import find_header, is_export, table_from_grid
from mentorwidgets.roster.lexicon import sure_meanings
from mentorwidgets.roster.sections import role_from_title, split_off
from mentorwidgets.roster.tables import Grid, Table
from mentorwidgets.roster.values import EMAIL
from mentorwidgets.roster.whose import whose
from mentorwidgets.roster.words import plain_words

_LOOK = 30
_MOST = 40  # tables of a sheet
_WHO = frozenset({"name", "first", "email", "id"})
_ONE_LIST = "If it is somebody's row, delete the blank row or the title above it."
_NUMBERS = frozenset(
    {"no", "nr", "num", "number", "sn", "s n", "sl", "sno", "pos", "lfd nr"}
)  # above rows that are counted
_ROLE = re.compile(r"(?:a )?(?:mentors?|mentees?|proteges?|both|neither|student|staff|volunteer)")


def tables_of_sheet(grid: Grid, known: frozenset[str] = frozenset()) -> list[Table]:
    """All tables of a sheet; nearly always one.

    Args:
        grid: the raw cells of the sheet.
        known: headers that a mapping names, as plain words.
    """
    if is_export(grid.head(1)[0]) if grid.columns else True:
        return [table_from_grid(grid, known)]
    blocks = _side_by_side(grid)
    found = [table for block in blocks for table in _under_each_other(block, known)]
    if len(found) == 1:
        return found
    full = [table for table in found if len(table)] or found[:1]
    lost = [notice for table in found if all(table is not one for one in full) for notice in table.notices]
    return _named_apart([dataclasses.replace(full[0], notices=(*lost, *full[0].notices)), *full[1:]], grid)


def _named_apart(tables: Sequence[Table], grid: Grid) -> list[Table]:
    """Tables whose sheet is called after their title, so that none is taken for another; the first says how many."""
    if len(tables) < 2:
        return list(tables)
    found: list[Table] = []
    names: set[str] = set()
    for number, table in enumerate(tables, 1):
        title = table.title.strip(" :")[:40] or f"table {number}"
        name = f"{grid.sheet}, {title}" if grid.sheet else title
        name = f"{name} ({number})" if name in names else name
        names.add(name)
        notices = tuple(dataclasses.replace(problem, sheet=name) for problem in table.notices)
        found.append(dataclasses.replace(table, sheet=name, part=number, notices=notices))
    said = Problem(
        file=grid.file, sheet=grid.sheet, level="notice", what=f"This sheet holds {len(found)} tables; each was read."
    )
    return [dataclasses.replace(found[0], notices=(said, *found[0].notices)), *found[1:]]


def _rows(grid: Grid, top: int, bottom: int) -> list[Sequence[str]]:
    return [column[top:bottom] for column in grid.columns]


def _part(grid: Grid, top: int, bottom: int) -> Grid:
    return dataclasses.replace(
        grid, columns=_rows(grid, top, bottom), first=grid.first + top, notices=grid.notices if not top else ()
    )


def _under_each_other(grid: Grid, known: frozenset[str]) -> list[Table]:
    head = find_header(grid.head(_LOOK)) if grid.columns else None
    if head is None:
        return [table_from_grid(grid, known)]
    header = grid.head(head.bottom)[-1] if head.bottom > head.top else ()
    grid, titles = split_off(grid, head.bottom, header)
    starts = list(_starts(grid, head.bottom, header, titles))
    if not starts:
        return [table_from_grid(grid, known)]
    ends = [*(start.top for start in starts[1:]), grid.height()]
    first = table_from_grid(_part(grid, 0, starts[0].top), known)
    role = _role_above(grid, 0, head.top) or role_from_title(header[0] if len(header) == 1 else first.title)
    found = [dataclasses.replace(first, role=role or first.role)]
    for start, end in zip(starts, ends, strict=True):
        found.append(_table(grid, start, end, (head.top, head.bottom), known))
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Start:
    """Where another table begins: its title, and whether it has a header of its own."""

    top: int
    header: int  # the row of its header, or of its first person
    title: str
    headed: bool


def _table(grid: Grid, start: _Start, end: int, head: tuple[int, int], known: frozenset[str]) -> Table:
    if start.headed:
        table = table_from_grid(_part(grid, start.top, end), known)
        if len(grid.columns) > 1:
            what = f"Row {grid.first + start.header} was read as the header of another table."
            notice = Problem(file=grid.file, sheet=grid.sheet, level="notice", what=what, mend=_ONE_LIST)
            table = dataclasses.replace(table, notices=(*table.notices, notice))
    else:  # the header of the first table stands for this one too
        top, bottom = head
        body = start.top + 1
        columns = [[*column[top:bottom], *column[body:end]] for column in grid.columns]
        moved = dataclasses.replace(grid, columns=columns, first=grid.first + body - (bottom - top), notices=())
        table = dataclasses.replace(table_from_grid(moved, known), title=start.title)
    role = _role_above(grid, start.top, start.header) or role_from_title(start.title)
    return dataclasses.replace(table, role=role or table.role, title=table.title or start.title)


def _starts(grid: Grid, below: int, header: Sequence[str], titles: set[int]) -> Iterator[_Start]:
    """The rows in which another table begins; ``titles`` are those that tell a role."""
    done = below
    for row in sorted(titles | _header_rows(grid, below)):
        if row < done:
            continue
        top = row if row in titles else _top(grid, row, done)
        title, at = _title_from(grid, top)
        headed = _is_header(_cells(grid, at), header, apart=bool(title) or not any(_cells(grid, at - 1)))
        if headed or row in titles:
            yield _Start(top, at, title, headed or len(grid.columns) == 1)
            done = at + headed


def _header_rows(grid: Grid, below: int) -> set[int]:
    """Rows that hold a word which stands first in most headers."""
    words = _header_words()
    found: set[int] = set()
    for column in grid.columns[:4]:
        cells = [cell.strip().casefold() for cell in column[below:]]
        known = words.intersection(cells)
        rows = [below + at for at, cell in enumerate(cells) if cell in known] if known else []
        found.update(rows if len(rows) <= _MOST else ())  # a word in every other row is an answer
    return found


@functools.cache
def _header_words() -> frozenset[str]:
    fields = [FIELDS[name] for name in ("name", "first", "last", "email", "id", "roles", "sent")]
    return frozenset(word for field in fields for word in (*field.exact, field.label.casefold(), "e-mail"))


def _top(grid: Grid, row: int, done: int) -> int:
    """The row of the title above a header, or the header's own."""
    for at in range(row - 1, max(done, row - 4) - 1, -1):
        texts = set(_cells(grid, at)) - {""}
        if len(texts) > 1:
            break
        if texts and (at == done or not any(_cells(grid, at - 1)) or role_from_title(next(iter(texts)))):
            return at
    return row


def _role_above(grid: Grid, top: int, header: int) -> Role | None:
    """The role that the rows above a header tell; the nearest goes first."""
    rows = (sorted(set(_cells(grid, at)) - {""}) for at in range(header - 1, top - 1, -1))
    found = (role_from_title(texts[0]) for texts in rows if len(texts) == 1)
    return next(filter(None, found), None)


def _title_from(grid: Grid, row: int) -> tuple[str, int]:
    """The title in a row that holds one text, and the row behind it and what is blank below."""
    if len(grid.columns) == 1:
        return grid.columns[0][row].strip(), row
    at, title = row, ""
    for _ in range(4):
        texts = set(_cells(grid, at)) - {""}
        if len(texts) > 1 or at >= grid.height() or (texts and title and not role_from_title(next(iter(texts)))):
            break
        title = f"{title} {next(iter(texts), '')}".strip()
        at += 1
    return title, at


def _cells(grid: Grid, row: int) -> list[str]:
    return [column[row].strip() for column in grid.columns] if 0 <= row < grid.height() else []


def _is_header(cells: Sequence[str], header: Sequence[str], *, apart: bool) -> bool:
    """Whether a row in the middle is a header: below a title or a blank row, or with words of the first one in place.

    Answers may be such words, too ("Email", "Interests" of a ranking), but they stand beside the name of a person.
    """
    texts = [cell for cell in cells if cell]
    if len(texts) < 2 or any(EMAIL.search(cell) or is_day(cell) or len(cell) > 200 for cell in texts):
        return False
    plain, ours = [plain_words(cell) for cell in texts], {plain_words(cell) for cell in header} - {""}
    if set(plain) <= ours and len(set(plain)) > 1:
        return apart
    words = [text for text in texts if not _ROLE.fullmatch(plain_words(text))]  # somebody's role, perhaps
    sure = [found[0] for found in map(sure_meanings, words) if found]
    exact = {meaning.field for meaning in sure if meaning.score == 1}
    if not apart:
        again = [cell for cell, own in zip(cells, header, strict=False) if _asks_the_same(cell, own)]
        return len(again) > 1 and any(map(_is_identity, again)) and len(sure) == len(texts)
    begins = bool(sure_meanings(texts[0])) or plain[0] in _NUMBERS
    return begins and len(exact) >= 2 and len(sure) >= 0.6 * len(texts) and bool(exact & _WHO)


def _asks_the_same(cell: str, header: str) -> bool:
    """Whether a cell is the header above it, perhaps in other words."""
    one, other = sure_meanings(cell) if cell else (), sure_meanings(header)
    is_same = bool(one and other) and one[0].score == 1 and one[0].field == other[0].field
    return is_same or (cell != "" and plain_words(cell) == plain_words(header))


def _side_by_side(grid: Grid) -> list[Grid]:
    """Tables beside each other: the same columns of people begin again, each with a name or an address."""
    rows = grid.head(_LOOK)
    head = find_header(rows) if rows else None
    if head is None or head.bottom == head.top:
        return [grid]
    plain = [plain_words(cell) for cell in rows[head.bottom - 1]]
    first = next((at for at, word in enumerate(plain) if word), 0)
    again = [at for at, word in enumerate(plain) if word and word == plain[first]]
    if len(again) < 2 or not _is_identity(plain[first]):
        return [grid]
    blocks = list(zip(again, [*again[1:], len(plain)], strict=True))
    if any(len(set(plain[start:end]) - {""}) < 2 for start, end in blocks):
        return [grid]
    if not _stand_apart(grid, rows[: head.bottom - 1], blocks):
        return [grid]
    return [
        dataclasses.replace(grid, columns=grid.columns[start:end], notices=grid.notices if start == again[0] else ())
        for start, end in blocks
    ]


def _stand_apart(grid: Grid, above: Sequence[Sequence[str]], blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether a blank column or titles of roles part the blocks; else the second name is a parent's, or a friend's."""
    titles = [[text for row in above for cell in row[start:end] if (text := cell.strip())] for start, end in blocks]
    if any(whose(text) == "other" for texts in titles for text in texts):
        return False
    if all(any(map(role_from_title, texts)) for texts in titles):
        return True
    return not any(cell.strip() for start, _ in blocks[1:] for cell in grid.columns[start - 1])


def _is_identity(word: str) -> bool:
    found = sure_meanings(word)
    return bool(found) and found[0].field in _WHO and found[0].score == 1
