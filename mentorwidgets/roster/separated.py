"""CSV, TSV and their relatives: find the separator, split fast, keep every row.

Plain files are split by ``str.split``, several times as fast as the csv module; whatever is not perfectly
well-formed goes through the csv module, which knows every corner.
"""

from __future__ import annotations

import csv
import io
import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import islice, zip_longest

from mentorwidgets.model.people import Problem
from mentorwidgets.roster.tables import Grid

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", " ": "space"}
_SAMPLE = 60_000
_EDGE, _QUOTE, _SEP, _LINE = "\x01", "\x02", "\x03", "\x04"
_NONE = "\x1f"  # separates nothing: a file of one column

Columns = list[Sequence[str]]


def grid_from_text(text: str, file: str) -> Grid:
    """Split a text into cells.

    Args:
        text: the whole file.
        file: its name, for the notices.
    """
    said = re.match(r"sep=(.)\r?\n?", text[:8])
    separator = said.group(1) if said else find_separator(text)
    body, first = (text[said.end() :], 2) if said else (text, 1)
    notices: tuple[Problem, ...] = ()
    if separator not in ("", ","):
        name = SEPARATORS.get(separator, f"'{separator}'")
        notices = (Problem(file=file, what=f"The cells are separated by a {name}.", level="notice"),)
    columns, problems = split(body, separator or _NONE, file, first)
    return Grid(file=file, columns=columns, first=first, notices=notices + problems)


def find_separator(text: str) -> str:
    """Which character separates the cells; ``""`` when there is one column only."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r"), 1000)]
    scores = {char: _even(sample, char) for char in ",;\t|"}
    best = max(scores, key=lambda char: scores[char])
    if scores[best] > 0:
        return best
    return " " if '" "' in sample and _even(sample, " ") > 1 else ""


def _even(sample: str, separator: str) -> float:
    """How evenly the separator cuts the sample: 0 for not at all."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, skipinitialspace=separator != "\t")
    try:
        widths = [len(row) for row in islice(reader, 200) if any(row)]
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    common, count = Counter(widths[:-1] or widths).most_common(1)[0]
    if common < 2:
        cut = sum(1 for width in widths if width > 1) / len(widths)
        return 0.1 * cut if cut > 0.3 or widths[0] > 1 else 0.0
    headed = 1.0 if widths[0] == max(widths) else 0.8
    return math.log2(common + 1) * min(1.0, count / len(widths[:-1] or widths)) ** 2 * headed


def split(text: str, separator: str, file: str = "", first: int = 1) -> tuple[Columns, tuple[Problem, ...]]:
    """Split a text into columns of equal length.

    Args:
        text: cells and line ends of any kind, quoted as CSV is.
        separator: one character.
        file: named in problems.
        first: the number of the first row.

    Returns:
        the columns, and a problem when a quotation mark was never closed.
    """
    fast = _split_fast(text, separator)
    if fast is not None:
        return fast, ()
    rows, problems = _split_carefully(text, separator, file, first)
    return list(zip_longest(*rows, fillvalue="")) if any(rows) else [], problems


def _split_fast(text: str, separator: str) -> Columns | None:
    """The columns of a well-formed text, or None when it needs the csv module."""
    if any(mark in text for mark in (_EDGE, _QUOTE, _SEP, _LINE)) or separator == " ":
        return None
    if '"' in text:
        hidden = _hide_quoted(text, separator)
        if hidden is None:
            return None
        text = hidden
    elif "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    columns = _columns_from_plain(text.removesuffix("\n"), separator)
    if any(mark in text for mark in (_QUOTE, _SEP, _LINE)):
        return [_reveal(column, separator) for column in columns]
    return columns


def _columns_from_plain(text: str, separator: str) -> Columns:
    """Columns of a text without quotation marks; when all lines are alike, without looking at each line."""
    width = text.split("\n", 1)[0].count(separator) + 1
    flat = text.replace("\n", f"{separator}\n").split(separator)
    starts = flat[width::width]
    if len(starts) == text.count("\n") and len(flat) % width == 0 and all(cell[:1] == "\n" for cell in starts):
        return [[flat[0], *(cell[1:] for cell in starts)], *(flat[at::width] for at in range(1, width))]
    return list(zip_longest(*(line.split(separator) for line in text.split("\n")), fillvalue=""))


def _hide_quoted(text: str, separator: str) -> str | None:
    """Put placeholders for what is special inside quotation marks; None when the quoting is not well-formed."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return None
    outside = parts[0::2]
    middle = [part or _QUOTE for part in outside[1:-1]]
    plain = _EDGE.join([outside[0], *middle, outside[-1]])
    if "\r" in plain:
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if not _is_well_formed(plain, len(outside) - 1, separator):
        return None
    inside = _EDGE.join(parts[1::2]).replace(separator, _SEP).replace("\n", _LINE)
    parts[0::2] = plain.split(_EDGE)
    parts[1::2] = inside.split(_EDGE)
    return "".join(parts)


def _is_well_formed(plain: str, edges: int, separator: str) -> bool:
    """Whether each quotation mark stands at the edge of a cell."""
    opens = sum(plain.count(char + _EDGE) for char in (separator, "\n", _QUOTE)) + plain.startswith(_EDGE)
    closes = sum(plain.count(_EDGE + char) for char in (separator, "\n", _QUOTE)) + plain.endswith(_EDGE)
    return opens == edges and closes == edges


def _reveal(column: Sequence[str], separator: str) -> Sequence[str]:
    joined = _EDGE.join(column)
    if not any(mark in joined for mark in (_QUOTE, _SEP, _LINE)):
        return column
    return joined.replace(_QUOTE, '"').replace(_SEP, separator).replace(_LINE, "\n").split(_EDGE)


def _split_carefully(text: str, separator: str, file: str, first: int) -> tuple[list[list[str]], tuple[Problem, ...]]:
    csv.field_size_limit(sys.maxsize)
    spaced = separator + ' "' in text
    if text.count('"') % 2:
        return _split_unclosed(text, separator, file, first)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=spaced)
    return _read_all(reader), ()


def _read_all(reader: object) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(reader)  # type: ignore[arg-type]
    except csv.Error:  # a bare carriage return in an unquoted cell, and the like: what was read so far stands
        pass
    return rows


def _split_unclosed(text: str, separator: str, file: str, first: int) -> tuple[list[list[str]], tuple[Problem, ...]]:
    """A quotation mark opens and never closes: from that row on, marks are ordinary characters."""
    rows: list[list[str]] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = 0
    while start < len(lines):
        end = _record_end(lines, start)
        if end is None:
            break
        rows += _records("\n".join(lines[start:end]), separator, quoted=True)
        start = end
    broken = len(rows)
    rows += [row for line in lines[start:] for row in _records(line, separator, quoted=False)]
    if rows and not any(rows[-1]):
        rows.pop()
    problem = Problem(
        file=file,
        row=None,
        level="warning",
        what=f"A quotation mark opens in row {first + broken} and never closes.",
        mend="Close it, or take it away; the rows from there on were read as they stand.",
    )
    return rows, (problem,)


def _record_end(lines: list[str], start: int) -> int | None:
    marks = 0
    for index in range(start, len(lines)):
        marks += lines[index].count('"')
        if marks % 2 == 0:
            return index + 1
    return None


def _records(line: str, separator: str, *, quoted: bool) -> list[list[str]]:
    lines = io.StringIO(line, newline="")
    reader = (
        csv.reader(lines, delimiter=separator, skipinitialspace=True)
        if quoted
        else csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    )
    return _read_all(reader) or [[]]
