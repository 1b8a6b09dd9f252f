"""Cells that hold several answers. The separator is decided for a column, not for a cell.

Forms write the chosen options and then the free "Other" text, which may hold the separator itself; options may hold it
too. What recurs in other cells is an option; what stands once at the end of a cell is one free text.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable

from mentorwidgets.roster.values import NOTHING, list_from_code, text

Splitter = Callable[[str], tuple[str, ...]]
_OTHERS = {";": re.compile(";"), "|": re.compile(r"\|"), "\n": re.compile(r"[\r\n]+")}
_BULLET = re.compile(r"^(?:[-*•·‣▪]|\d{1,2}[.)])\s+")


def splitter(cells: Iterable[str]) -> Splitter:
    """Learn from a column's different cells how to split each.

    >>> split = splitter(["Archives, Reference", "Reference, Archives", "Reference, Old, dusty books", "Archives"])
    >>> split("Reference, Old, dusty books")
    ('Reference', 'Old, dusty books')
    """
    known = [cell for cell in dict.fromkeys(cells) if cell.strip()][:3000]
    separator = _separator(known)
    if separator != ",":
        return lambda cell: _tidy(_split_by(cell, separator))
    counts = Counter(piece for cell in known for piece in set(_split_by(text(cell), ",")))
    glued = _glued(known, counts)
    fixed = _is_fixed(known, counts)
    return lambda cell: _tidy(_split_by_comma(cell, counts, glued, fixed=fixed))


def _separator(cells: list[str]) -> str:
    for separator in ("\n", ";", "|"):
        count = sum(1 for cell in cells if separator in cell.strip())
        if count and (count >= 0.2 * len(cells) or any(cell.rstrip().endswith(separator) for cell in cells)):
            return separator
    if not any("," in cell for cell in cells):
        return next((mark for mark in (";", "|", "\n") if any(mark in cell for cell in cells)), ",")
    return ","


def _split_by(cell: str, separator: str) -> list[str]:
    if separator not in cell:
        return [cell]
    pieces = _by_commas(cell) if separator == "," else _OTHERS[separator].split(cell)
    return [piece for piece in pieces if piece.strip()]


def _by_commas(cell: str) -> list[str]:
    """Split by the commas that stand in no parentheses: the next one to the right does not close.

    >>> _by_commas("maps (old, new), zines")
    ['maps (old, new)', 'zines']
    """
    cuts, closes = [len(cell)], False
    for at in range(len(cell) - 1, -1, -1):
        if cell[at] in "()":
            closes = cell[at] == ")"
        elif cell[at] == "," and not closes:
            cuts.append(at)
    starts = [0, *(cut + 1 for cut in reversed(cuts[1:]))]
    pieces = [cell[start:end] for start, end in zip(starts, reversed(cuts), strict=True)]
    return [pieces[0], *map(str.lstrip, pieces[1:])]


def _glued(cells: list[str], counts: Counter[str]) -> set[tuple[str, str]]:
    """Pieces that always stand side by side, the second in small letters: one option with a comma in it."""
    pairs: Counter[tuple[str, str]] = Counter()
    for cell in cells:
        pieces = _split_by(text(cell), ",")
        pairs.update(itertools.pairwise(pieces))
    return {
        pair
        for pair, count in pairs.items()
        if count > 1
        and pair[0][:1].isupper() | pair[0][:1].islower()
        and pair[1][:1].islower()
        and counts[pair[0]] == counts[pair[1]] == count
    }


def _is_fixed(cells: list[str], counts: Counter[str]) -> bool:
    """Whether most answers are options that recur."""
    recurring = sum(count for count in counts.values() if count >= 3)
    return len(cells) >= 4 and recurring >= 0.6 * sum(counts.values())


def _split_by_comma(cell: str, counts: Counter[str], glued: set[tuple[str, str]], *, fixed: bool) -> list[str]:
    if is_prose(cell):
        return [cell]
    pieces: list[str] = []
    last = ""
    for piece in _split_by(cell, ","):
        if pieces and (last, piece) in glued:
            pieces[-1] += ", " + piece
        else:
            pieces.append(piece)
        last = piece
    if not fixed:
        return pieces
    end = len(pieces)
    while end and counts[pieces[end - 1]] <= 1:
        end -= 1
    return [*pieces[:end], ", ".join(pieces[end:])] if end < len(pieces) else pieces


def is_prose(cell: str) -> bool:
    """Whether a cell holds sentences and no list.

    >>> is_prose("I would love to learn about archives, and old books."), is_prose("Archives, Maps, Zines")
    (True, False)
    """
    words = cell.count(" ") + 1
    if words < 7:
        return False
    pieces = cell.count(",") + cell.count(";") + cell.count("\n") + 1
    sentence = cell.rstrip()[-1:] in ".!?" or cell.startswith(("I ", "I'", "My ", "We ")) or ". " in cell
    return words / pieces > 7 or (sentence and words / pieces > 3.5)


def _tidy(pieces: list[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for piece in pieces:
        clean = _BULLET.sub("", text(piece)).strip()
        if clean.lower() not in NOTHING:
            found.setdefault(clean.casefold(), clean)
    return tuple(found.values())


def items(cell: str, split: Splitter) -> tuple[str, ...]:
    """The items of a cell: a list written as code is taken as it is, else it is split."""
    clean = text(cell)
    coded = list_from_code(clean)
    return tuple(coded) if coded is not None else split(clean)
