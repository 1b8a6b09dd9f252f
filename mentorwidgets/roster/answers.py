"""What the cells of a question grid say together: free times, ranked topics, ticked topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import values
from mentorwidgets.roster.grids import is_ticked, rank
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.hours import merged, own_hours, spans_from_text
from mentorwidgets.roster.words import plain_words


def says_no(raw: str) -> bool:
    """Whether a cell of a weekly grid says that the time is not free."""
    return plain_words(raw) in (
        "",
        "no",
        "0",
        "false",
        "n",
        "none",
        "not available",
        "unavailable",
        "busy",
        "n a",
        "khong",
        "na",
    )


def hours_of(raw: str, topic: str) -> set[tuple[int, int, int]]:
    """Free times of one cell of a weekly grid: its header and its words say day and time together."""
    if says_no(raw):
        return set()
    if is_ticked(raw, topic):
        return _hours_of_topic(topic)
    if re.search(r"[a-z0-9]", topic, re.IGNORECASE) and not re.search(r"\b(not|except)\b", raw.lower()):
        pieces = re.split(r"[;,\n]", raw)
        return {span for piece in pieces for span in spans_from_text(f"{topic} {piece}")} or spans_from_text(raw)
    return spans_from_text(raw)


def _hours_of_topic(topic: str) -> set[tuple[int, int, int]]:
    """A header that is exact to the minute (``Mon 01:00-02:00``) means night when it says night."""
    try:
        exact = own_hours(topic)
    except ValueRefusedError:
        exact = None
    return {(h.day, h.start, h.end) for h in exact} if exact else spans_from_text(topic)


def grid_values(how: str, parts: list[tuple[ColumnGuess, Sequence[str]]], count: int) -> list[Any]:
    """For each row what the columns of one grid say together."""
    if how == "hours":
        caches = [{raw: hours_of(raw, guess.topic) for raw in dict.fromkeys(column)} for guess, column in parts]
        return [
            merged(set().union(*(cache[column[row]] for cache, (_, column) in zip(caches, parts, strict=True))))
            for row in range(count)
        ]
    if how == "rank":
        return [_ranked([(rank(column[row]), guess.topic) for guess, column in parts]) for row in range(count)]
    return [
        tuple(_topic(guess, column[row]) for guess, column in parts if _ticked(guess, column[row]))
        for row in range(count)
    ]


def _ranked(places: list[tuple[int | None, str]]) -> tuple[str, ...]:
    known = sorted((place, index) for index, (place, _) in enumerate(places) if place is not None)
    return tuple(places[index][1] for _, index in known)


def _ticked(guess: ColumnGuess, cell: str) -> bool:
    return is_ticked(cell, guess.topic) or (
        plain_words(guess.topic).startswith("other") and bool(values.words_or_nothing(cell))
    )


def _topic(guess: ColumnGuess, cell: str) -> str:
    return guess.topic if is_ticked(cell, guess.topic) else values.text(cell)


def ticked_numbers(numbers: Sequence[int], cells: Sequence[str]) -> str:
    """The ticked numbers of one row in words.

    >>> ticked_numbers([1, 2, 3, 4, 5], ["1", "1", "1", "0", "1"])
    '1-3, 5'
    """
    runs: list[list[int]] = []
    for number, cell in zip(numbers, cells, strict=True):
        if not is_ticked(cell, ""):
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
