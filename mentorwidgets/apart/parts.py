"""Large answers in pieces, so that no single value of a reader is large."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

_CELLS = 4_000
_LETTERS = 400_000


def pieces(columns: Sequence[Sequence[str]]) -> Iterator[list[Any]]:
    """Yield ``[number of the column, cells]`` for each piece of some columns of text."""
    for number, column in enumerate(columns):
        part: list[str] = []
        letters = 0
        for cell in column:
            part.append(cell)
            letters += len(cell)
            if len(part) >= _CELLS or letters > _LETTERS:
                yield [number, part]
                part, letters = [], 0
        if part:
            yield [number, part]


def joined(parts: Iterable[Any], count: int) -> list[list[str]]:
    """Put pieces together to so many columns; ValueError when they are no columns of text."""
    columns: list[list[str]] = [[] for _ in range(count)]
    for number, cells in parts:
        if not all(isinstance(cell, str) for cell in cells):
            raise ValueError("A cell is no text.")
        columns[number].extend(cells)
    return columns


def split(plain: Mapping[str, Any], at_once: int = 200) -> Iterator[dict[str, Any]]:
    """Yield an object in parts: its long lists and objects some items at a time.

    >>> list(split({"a": 1, "b": [1, 2, 3]}, 2))
    [{'a': 1}, {'b': [1, 2]}, {'b': [3]}]
    """
    long = {name: value for name, value in plain.items() if isinstance(value, (list, dict)) and len(value) > at_once}
    yield {name: value for name, value in plain.items() if name not in long}
    for name, value in long.items():
        items = list(value.items()) if isinstance(value, dict) else value
        for at in range(0, len(items), at_once):
            some = items[at : at + at_once]
            yield {name: dict(some) if isinstance(value, dict) else some}


def merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Put the parts of an object together again.

    >>> merged([{"a": 1}, {"b": [1, 2]}, {"b": [3]}])
    {'a': 1, 'b': [1, 2, 3]}
    """
    whole: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            if name in whole and isinstance(value, list):
                whole[name].extend(value)
            elif name in whole and isinstance(value, dict):
                whole[name].update(value)
            else:
                whole[name] = value
    return whole
