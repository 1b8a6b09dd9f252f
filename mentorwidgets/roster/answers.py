"""What the cells of a question grid say together: free times, ranked topics, ticked topics."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Problem
from mentorwidgets.roster import values
from mentorwidgets.roster.grids import rank
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.hours import day_and_part, merged, own_hours, stretches_of
from mentorwidgets.roster.stretches import Stretch
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_blank, is_ticked
from mentorwidgets.roster.week import without_zone
from mentorwidgets.roster.words import plain_words


@functools.lru_cache(maxsize=8192)
def hours_of(raw: str, topic: str) -> tuple[frozenset[Stretch], tuple[str, ...]]:
    """Free times of one cell of a weekly grid, and which windows were put in for vaguer words.

    The header and the cell say day and time together: a tick below ``Mon 9am``, ``9-12`` below ``Monday``.

    Raises:
        ValueRefusedError: it was not understood to the last word.
    """
    if is_blank(raw):
        return frozenset(), ()
    topic, zone = without_zone(topic)
    found, said = _hours_below(raw, topic)
    return found, (*said, *clock_said(zone))


def clock_said(zone: str) -> tuple[str, ...]:
    """What is said of a header that names a clock."""
    return (f"times are each person's own, though a header says '{zone}'",) if zone else ()


def _hours_below(raw: str, topic: str) -> tuple[frozenset[Stretch], tuple[str, ...]]:
    if is_ticked(raw, topic):
        return _hours_of_topic(topic)
    found, said = stretches_of(f"{topic} {raw}" if day_and_part(topic)[2] else raw)
    return frozenset(found), said


def _hours_of_topic(topic: str) -> tuple[frozenset[Stretch], tuple[str, ...]]:
    """A header that is exact to the minute (``Mon 01:00-02:00``) means night when it says night."""
    try:
        exact = own_hours(topic)
    except ValueRefusedError:
        exact = None
    if exact:
        return frozenset((h.day, h.start, h.end) for h in exact), ()
    found, said = stretches_of(topic)
    return frozenset(found), said


def _hours_or_none(raw: str, topic: str) -> frozenset[Stretch]:
    try:
        return hours_of(raw, topic)[0]
    except ValueRefusedError:
        return frozenset()


def grid_values(how: str, parts: list[tuple[ColumnGuess, Sequence[str]]], count: int) -> list[Any]:
    """For each row what the columns of one grid say together."""
    if how == "hours":
        caches = [{raw: _hours_or_none(raw, guess.topic) for raw in dict.fromkeys(column)} for guess, column in parts]
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


def windows_said(table: Table, windows: Iterable[str]) -> list[Problem]:
    """Say in words which hours stand for "evening", "lunchtime" and the like."""
    if not windows:
        return []
    what = f"Some free times are said in words. Here {'; '.join(sorted(windows))}."
    mend = "Where somebody means other hours, write them into the cell: Tue 18:00-20:00."
    return [Problem(file=table.file, sheet=table.sheet, what=what, mend=mend, level="notice")]


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
