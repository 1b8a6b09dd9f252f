"""Where the header is: below titles, over several rows, or nowhere."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from mentorwidgets.model.people import Problem
from mentorwidgets.roster.bounds import LONGEST_HEADER
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.escapes import is_note_header, restored
from mentorwidgets.roster.fields import OWN_LABELS
from mentorwidgets.roster.hours import day_and_part
from mentorwidgets.roster.lexicon import meanings, sure_meanings
from mentorwidgets.roster.roles import role_from_name
from mentorwidgets.roster.sections import role_from_title
from mentorwidgets.roster.tables import Grid, Table, column_letters
from mentorwidgets.roster.values import EMAIL
from mentorwidgets.roster.words import plain_words

_LOOK = 30  # rows from the top in which a header is looked for
_NAME = re.compile(r"(?:[A-Z]\w*\.? )?[^\W\d_][\w'\u2019.-]+(?: [^\W\d_][\w'\u2019.-]*){1,3}")
_WORDS = re.compile(r"[^\W\d_a-z][\w'\u2019.-]*(?: [^\W\d_a-z][\w'\u2019.-]*){0,3}")  # each with a capital
_IMPORT = re.compile(r'^\{"ImportId"')
_NAMING = frozenset({"name", "first", "last", "email", "id"})
_NAMES = re.compile(r"name\b|\bmail|\b(?:nom|nombre|nome|naam|navn|namn|nimi)\b")  # no answer of anybody
_RESPONSE = frozenset({"response", "open ended response", "other please specify"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    """Which of the first rows are header: ``top`` to ``bottom`` (not included); equal when there is none."""

    top: int
    bottom: int


def table_from_grid(grid: Grid, known: frozenset[str] = frozenset()) -> Table:
    """Find the header and give the rows below it.

    ``known`` are headers that a mapping names, as plain words.

    Blank rows and columns are left out; what stands above the header is the title.
    """
    columns = _without_blank_columns(grid.columns)
    if not columns:
        return Table(file=grid.file, sheet=grid.sheet, notices=grid.notices, role=role_from_name(grid.sheet))
    head = list(zip(*(column[:_LOOK] for _, column in columns), strict=True))
    ours = is_ours(head[0])
    found = _Head(0, 1) if ours else _mapped_header(head, known) or find_header(head)
    letters = [column_letters(index) for index, _ in columns]
    headers, codes = _header_texts(head[found.top : found.bottom], letters)
    codes = list(head[0]) if ours else codes
    title = " ".join(dict.fromkeys(cell.strip() for row in head[: found.top] for cell in row if cell.strip()))[:500]
    body = [column[found.bottom :] for _, column in columns]
    body, numbers = _without_blank_rows(body, grid.first + found.bottom)
    keep = [
        index
        for index, column in enumerate(body)
        if headers[index] != f"Column {letters[index]}" or any(map(str.strip, column))
    ]
    named = found.bottom > found.top
    return Table(
        file=grid.file,
        sheet=grid.sheet,
        headers=tuple(headers[index] for index in keep),
        columns=tuple(body[index] for index in keep),
        numbers=numbers,
        codes=tuple(codes[index] for index in keep),
        title=title,
        named=named,
        ours=ours,
        role=role_from_name(grid.sheet) or role_from_title(title),
        notices=grid.notices + _said(grid, head[: found.top], title, named=named),
    )


def is_ours(headers: Sequence[str]) -> bool:
    """Whether a header is one that `write_roster` wrote."""
    texts = [restored(header) for header in headers if header.strip()]
    own = [text for text in texts if text in OWN_LABELS]
    return (
        len(own) > 3 and len(own) == len(set(own)) and all(text in OWN_LABELS or is_note_header(text) for text in texts)
    )


def is_export(headers: Sequence[str]) -> bool:
    """Whether a header is all of what `write_roster` writes: such a file is read exactly, whatever stands in it."""
    return is_ours(headers) and {restored(header) for header in headers} >= set(OWN_LABELS)


def _said(grid: Grid, above: Sequence[tuple[str, ...]], title: str, *, named: bool) -> tuple[Problem, ...]:
    def notice(what: str, mend: str = "") -> Problem:
        return Problem(file=grid.file, sheet=grid.sheet, what=what, mend=mend, level="notice")

    told = (notice(f"What stands above the header was taken for a title: {title[:80]}"),) if title else ()
    wide = [at for at, row in enumerate(above) if len(set(map(str.strip, row)) - {""}) > 1]
    if len(wide) > 1:
        rows = ", ".join(str(grid.first + at) for at in wide[:6]) + (" ..." if len(wide) > 6 else "")
        told = (
            Problem(
                file=grid.file,
                sheet=grid.sheet,
                what=f"The rows {rows} stand above what was taken for the header, and were not read.",
                mend="Delete them, or if the first of them is the header, delete what stands above it.",
            ),
        )
    if named:
        return told
    return (
        *told,
        notice("There is no header row; the columns were told by what is in them.", "Write headers above the columns."),
    )


def _without_blank_columns(columns: Sequence[Sequence[str]]) -> list[tuple[int, Sequence[str]]]:
    return [(index, column) for index, column in enumerate(columns) if any(column) and any(map(str.strip, column))]


def _without_blank_rows(columns: list[Sequence[str]], first: int) -> tuple[list[Sequence[str]], Sequence[int]]:
    count = len(columns[0]) if columns else 0
    if any(all(map(str.strip, column)) for column in columns):
        return columns, range(first, first + count)
    keep = [index for index, row in enumerate(zip(*columns, strict=True)) if "".join(row).strip()]
    if len(keep) == count:
        return columns, range(first, first + count)
    return [[column[index] for index in keep] for column in columns], [first + index for index in keep]


def _mapped_header(rows: Sequence[tuple[str, ...]], known: frozenset[str]) -> _Head | None:
    """The row with most of the headers that a mapping names."""
    counts = [len(known & {plain_words(cell) for cell in row}) for row in rows] if known else []
    best = max(counts, default=0)
    return _Head(counts.index(best), counts.index(best) + 1) if best and best >= len(known) / 2 else None


def find_header(rows: Sequence[tuple[str, ...]]) -> _Head:
    """Find the header among the first rows."""
    imported = next((index for index, row in enumerate(rows) if any(map(_IMPORT.match, row))), None)
    if imported is not None:
        return _Head(0, imported + 1)
    scores = [_header_score(row, _as_value(rows, index)) for index, row in enumerate(rows)]
    best = max(range(len(rows)), key=lambda index: (scores[index], -index))
    best = next((index for index in range(best) if scores[index] > 0 and _is_whole(rows[index], rows[best])), best)
    if scores[best] <= 0 or _is_like_others(rows, best):
        first = next((index for index, row in enumerate(rows) if any(map(str.strip, row))), 0)
        top = next((index for index, row in enumerate(rows) if _filled(row) > 1 or _is_one_more(rows, index)), first)
        return _Head(top, top + 1) if _differs(rows[top:]) else _Head(top if _filled(rows[top]) > 1 else first, top)
    return _with_neighbours(rows, best)


def _is_like_others(rows: Sequence[tuple[str, ...]], best: int) -> bool:
    """Whether a row looks like all others, names over names, and holds no word that is a header: "Branch Manager"."""
    cells = [cell.strip() for cell in rows[best] if cell.strip()]
    above = [cell.strip() for row in rows[:best] for cell in row if cell.strip()]
    if (
        len(cells) < 2
        or len(above) < len(cells)
        or any(found and found[0].score == 1 for found in map(sure_meanings, cells))
    ):
        return False
    others = [cell for at, row in enumerate(rows) if at != best for cell in row if cell.strip()]
    named = sum(1 for cell in others if _WORDS.fullmatch(cell.strip()))
    return named > 0.9 * len(others) > 0 and all(map(_WORDS.fullmatch, cells))


def _is_one_more(rows: Sequence[tuple[str, ...]], index: int) -> bool:
    """Whether the only cell of a row is a name as the cells below it are: somebody of whom nothing else is said."""
    column = next((at for at, cell in enumerate(rows[index]) if cell.strip()), 0)
    cell, below = rows[index][column].strip(), [row[column] for row in rows[index + 1 :] if row[column].strip()]
    named = [_kind(other) == "name" for other in below]
    return _kind(cell) == "name" and not role_from_name(cell) and sum(named) > len(named) / 2


def _as_value(rows: Sequence[tuple[str, ...]], index: int) -> frozenset[int]:
    """The columns in which a row says what others say there, too: such a cell is an answer, whatever words it holds."""
    row = rows[index]
    plain = [plain_words(cell) for cell in row]
    others = [other for at, other in enumerate(rows) if at != index and [plain_words(cell) for cell in other] != plain]
    anywhere = {cell.strip() for other in others for cell in other}
    found = set()
    for column, cell in enumerate(row):
        meant = sure_meanings(cell.strip()) if cell.strip() else ()
        if not meant or _NAMES.search(plain[column]):
            continue
        there = {other[column].strip() for other in others} - {""}
        alike = [words[0] for other in there if (words := sure_meanings(other))]
        if cell.strip() in anywhere or any(
            one.field == meant[0].field and one.score >= meant[0].score for one in alike
        ):
            found.add(column)
    return frozenset(found)


def _is_whole(row: tuple[str, ...], best: tuple[str, ...]) -> bool:
    """Whether a row higher up is as full as the likeliest one, and names people: then the words below are answers."""
    found = [sure_meanings(cell.strip()) if cell.strip() else () for cell in row]
    fields = {meant[0].field for meant in found if meant}
    named = (best[at].strip() for at, meant in enumerate(found) if meant and meant[0].field == "name")
    is_named = any(name and not sure_meanings(name) for name in named)  # somebody, who answers with our words
    return (len(fields) > 1 or is_named) and bool(fields & _NAMING) and _filled(row) >= _filled(best)


def _filled(row: tuple[str, ...]) -> int:
    return sum(1 for cell in row if cell.strip())


def _with_neighbours(rows: Sequence[tuple[str, ...]], best: int) -> _Head:
    top, bottom = best, best + 1
    if best and _is_group_row(rows[best - 1], rows[best]):
        top -= 1
    if bottom < len(rows) and _is_second_row(rows[best], rows[bottom]):
        bottom += 1
    return _Head(top, bottom)


def _header_score(row: tuple[str, ...], answers: frozenset[int]) -> float:
    """How much a row looks like a header: known words count, values count against it, and ``answers`` tell nothing."""
    texts = [cell.strip() for cell in row if cell.strip()]
    if not texts or len(set(texts)) < len(texts) / 2 or len(set(texts)) == 1 < len(texts):  # a title over merged cells
        return 0.0
    if any(EMAIL.fullmatch(cell) or is_day(cell) for cell in texts):
        return -1.0
    words = [cell.strip() for column, cell in enumerate(row) if cell.strip() and column not in answers]
    known = sum(found[0].score for found in map(sure_meanings, words) if found)
    values = sum(1 for cell in texts if _is_value(cell)) - _counted(texts)
    alone = 0.5 if len(texts) == 1 and len(row) > 2 else 1.0
    return (known - 0.5 * values if known > 0.3 * values else -0.1) * alone


def _counted(texts: list[str]) -> int:
    """How many headers only count on: 1, 2, 3 ..."""
    numbers = [int(cell) for cell in texts if cell.isdecimal() and len(cell) < 4]
    return len(numbers) if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) else 0


def _is_value(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d.,:/ +-]+", cell)) or cell.upper() in ("TRUE", "FALSE", "YES", "NO", "X")


def _differs(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first row is of another kind than the rows below, in words that nobody taught us."""
    if len(rows) < 2 or len(set(rows[0])) < len(rows[0]) * 0.6 or any(map(_is_value, rows[0])):
        return False
    signs = 0
    for top, *below in zip(*rows, strict=True):
        kinds = Counter(_kind(cell) for cell in below if cell.strip())
        if not kinds or not top.strip() or top in below:
            continue
        kind, count = kinds.most_common(1)[0]
        signs += (kind != _kind(top)) if count > 0.6 * sum(kinds.values()) and kind != "text" else 0
    return signs >= max(1, len(rows[0]) / 4)


def _kind(cell: str) -> str:
    cell = cell.strip()
    if EMAIL.fullmatch(cell):
        return "email"
    if _is_value(cell) or is_day(cell):
        return "value"
    if _NAME.fullmatch(cell) and all(word[:1].isupper() for word in cell.split()):
        return "name"
    return "long" if len(cell) > 60 else "text"


def _is_group_row(above: tuple[str, ...], header: tuple[str, ...]) -> bool:
    """Whether the row above names groups of columns: it has gaps or repeats, and none of it looks like a value."""
    texts = [cell.strip() for cell in above if cell.strip()]
    if len(set(texts)) < 2 or any(EMAIL.fullmatch(cell) or _is_value(cell) or len(cell) > 120 for cell in texts):
        return False
    lone = [cell for cell, below in zip(above, header, strict=True) if cell.strip() and not below.strip()]
    return bool(lone) or len(set(texts)) < len(texts) or len(texts) <= len(header) / 2


def _is_second_row(header: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Whether the row below goes on with the header: options of a question, or "Response"."""
    plain = [plain_words(cell) for cell in below]
    if any(word in _RESPONSE for word in plain):
        return True
    if any(
        EMAIL.fullmatch(cell.strip()) or _is_value(cell.strip()) or is_day(cell.strip())
        for cell in below
        if cell.strip()
    ):
        return False
    filled = [index for index, word in enumerate(plain) if word]
    under_gaps = [index for index in filled if not header[index].strip() or header[index] in header[:index]]
    if not under_gaps or len(under_gaps) < 0.4 * len(filled):
        return False
    return all(meanings(below[index]) or day_and_part(below[index])[2] for index in under_gaps)


def _header_texts(rows: Sequence[tuple[str, ...]], letters: list[str]) -> tuple[list[str], list[str]]:
    """One text per column out of the header's rows, never the same twice; and the codes of an export's first row."""
    codes = [""] * len(letters)
    if rows and any(map(_IMPORT.match, rows[-1])):
        codes = list(rows[0])
        rows = rows[-2:-1] or rows[:1]
    texts = [_one_text(rows, index)[:LONGEST_HEADER] for index in range(len(letters))]
    seen: Counter[str] = Counter()
    headers = []
    for text, letter in zip(texts, letters, strict=True):
        name = text or f"Column {letter}"
        seen[name] += 1
        headers.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return headers, codes


def _one_text(rows: Sequence[tuple[str, ...]], index: int) -> str:
    parts: list[str] = []
    for row in rows[:-1]:
        at = index
        while (
            at > 0 and not row[at].strip() and not any(below[at].strip() and below[index] == "" for below in rows[1:])
        ):
            at -= 1
        parts.append(" ".join(row[at].split()))
    last = " ".join(rows[-1][index].split()) if rows else ""
    if plain_words(last) in _RESPONSE and parts:
        last = ""
    parts = [part for part in dict.fromkeys([*parts, last]) if part]
    return " - ".join(parts)
