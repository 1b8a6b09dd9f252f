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
_CELL = "\x01"  # stands for a quoted cell while a text is split
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
    """The columns of a well-formed text, or None when it needs the csv module.

    What stands inside quotation marks is taken out and leaves a mark behind. The rest is split in one go, a line end
    being one more separator, and the marks become cells again.
    """
    if _CELL in text or separator == " ":
        return None
    inside: list[str] = []
    if '"' in text:
        parts = text.split('"')
        if len(parts) % 2 == 0:
            return None
        outside, inside = _without_doubled(parts[0::2], parts[1::2])
        text = _CELL.join(outside)
        del parts, outside
    return _split_even(text, separator, inside) or _split_uneven(text, separator, inside)


def _split_even(text: str, separator: str, inside: list[str]) -> Columns | None:
    """The columns of rows of one length, or None; a line end becomes a separator and a line feed."""
    end = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r"
    text = text.removesuffix(end)
    lines = text.count(end[-1])
    mixed = end == "\r\n" and text.count("\r") != lines
    text = text.replace(end, separator + "\n")
    if mixed or "\r" in text:  # line ends of several kinds
        return None
    width = text.count(separator, 0, text.index("\n")) if lines else text.count(separator) + 1
    flat = text.split(separator)
    starts = "".join(flat[width::width])
    if len(flat) != width * (lines + 1) or starts.count("\n") != lines:
        return None
    if lines:
        flat[width::width] = starts[1:].split("\n")
    whole = _filled(flat, width, inside)
    return None if whole is None else [whole[at::width] for at in range(width)]


def _without_doubled(outside: list[str], inside: list[str]) -> tuple[list[str], list[str]]:
    """Nothing between two quoted parts: a doubled quotation mark, which is one mark inside one cell."""
    if "" not in outside[1:-1]:
        return outside, inside
    kept, joined, run = [outside[0]], [], [inside[0]]
    for between, part in zip(outside[1:-1], inside[1:], strict=True):
        if between:
            kept.append(between)
            joined.append('"'.join(run))
            run = []
        run.append(part)
    return [*kept, outside[-1]], [*joined, '"'.join(run)]


def _filled(flat: list[str], width: int, inside: list[str]) -> list[str] | None:
    """The quoted cells in their places, or None when a quotation mark stands in the middle of a cell."""
    if _fill_columns(flat, width, inside):
        return flat
    at = -1
    try:
        for part in inside:
            at = flat.index(_CELL, at + 1)
            flat[at] = part
    except ValueError:
        return None
    return flat


def _fill_columns(flat: list[str], width: int, inside: list[str]) -> bool:
    """Fill the quoted cells by column; False when the rows below the first are not quoted alike."""
    quoted = [at for at, cell in enumerate(flat[width : 2 * width]) if cell == _CELL]
    if not quoted:
        return False
    first = 0 if flat[quoted[0]] == _CELL else width
    rows = (len(flat) - first) // width
    places = [slice(first + at, None, width) for at in quoted]
    if len(inside) != rows * len(quoted) or any(flat[place].count(_CELL) != rows for place in places):
        return False
    for number, place in enumerate(places):
        flat[place] = inside[number :: len(quoted)]
    return True


def _split_uneven(text: str, separator: str, inside: list[str]) -> Columns | None:
    """Rows of different lengths, made equal; None when a quotation mark stands in the middle of a cell."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    rows = [line.split(separator) for line in lines]
    if inside:
        if sum(row.count(_CELL) for row in rows) != len(inside):
            return None
        left = iter(inside)
        rows = [[next(left) if cell == _CELL else cell for cell in row] for row in rows]
    return list(zip_longest(*rows, fillvalue=""))


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
