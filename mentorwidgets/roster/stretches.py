"""Which times belong to which days: "Mon and Wed 9-12", "9-12 Mon, 2-4 Tue", "weekday evenings and weekends"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import groupby

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.clock import DAY, WIDE, WORKDAY, Span
from mentorwidgets.roster.spans import Item

Stretch = tuple[int, int, int]  # day, start, end
_WEEKDAYS = Item(kind="day", days=(0, 1, 2, 3, 4))
_WEEK = Item(kind="day", days=tuple(range(7)), every=True)
ALONE = "a day without times is 9:00-17:00"
NO_DAY = "times without a day are for Monday to Friday"


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two separators, days or times or both; ``before`` is the separator."""

    order: str  # D, T, DT or TD
    days: tuple[Item, ...]
    times: tuple[Item, ...]
    before: str

    def is_group(self) -> bool:
        """Whether its days are several in one word, such as "weekends"."""
        return any(item.group for item in self.days)


@dataclasses.dataclass(slots=True)
class _Group:
    """Days, and the times that they all have."""

    days: list[Item]
    times: list[Item]


def spread(items: Sequence[Item]) -> tuple[set[Stretch], tuple[str, ...]]:
    """The free times that items make together, and in words which windows were put in.

    Raises:
        ValueRefusedError: it is not clear which times belong to which days.
    """
    groups = _groups(_pieces(items))
    said: dict[str, None] = {}
    found: set[Stretch] = set()
    for group in groups:
        for start, end in _spans(group, said):
            for day in {day for item in group.days for day in item.days}:
                found |= _in_week(day, start, end)
    order = sorted(found)
    inner = next(((one, other) for one in order for other in order if _lies_in(one, other)), None)
    if inner:
        words = (f"{_clock(start)}-{_clock(end)}" for _, start, end in inner)
        raise ValueRefusedError(
            f"{' lies in '.join(words)}: is that a break?", "Write only when it suits: Mon 9-12, 13-17."
        )
    return found, tuple(said)


def _lies_in(one: Stretch, other: Stretch) -> bool:
    """Whether a time lies inside another of its day: a lunch break, or hours that are only better than the rest."""
    return one != other and one[0] == other[0] and other[1] <= one[1] and one[2] <= other[2]


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _in_week(day: int, start: int, end: int) -> set[Stretch]:
    """A span behind midnight lies in the next day."""
    found = {(day, start, min(end, DAY))} if start < DAY else set()
    return found | ({((day + 1) % 7, max(0, start - DAY), end - DAY)} if end > DAY else set())


def _spans(group: _Group, said: dict[str, None]) -> set[Span]:
    told = [item for item in group.times if item.span is not None]
    said.update(dict.fromkeys(item.said for item in told if item.said))
    if told:
        return {item.span for item in told if item.span is not None}
    if any(item.every for item in group.days):
        said["any time is 8:00-21:00"] = None
        return {WIDE}
    said[ALONE] = None
    return {WORKDAY}


def _pieces(items: Iterable[Item]) -> list[_Piece]:
    found: list[_Piece] = []
    before = ""
    for parted, run in groupby(items, key=lambda item: item.kind in ("split", "and")):
        if parted:
            before = "and" if any(item.kind == "and" for item in run) else "split"
        else:
            found += _of_segment(list(run), before)
            before = ""
    return found


def _of_segment(segment: list[Item], before: str) -> list[_Piece]:
    """The pieces of a text without separators: "Mon 9-12 Tue 1-3" has two."""
    runs = [tuple(run) for _, run in groupby(segment, key=lambda item: item.kind)]
    if len(runs) > 1 and len(runs) % 2 and runs[0][0].kind == "time":
        raise _unordered()
    found = []
    for at in range(0, len(runs), 2):
        pair = runs[at : at + 2]
        order = "".join("D" if run[0].kind == "day" else "T" for run in pair)
        both = {run[0].kind: run for run in pair}
        found.append(_Piece(order, both.get("day", ()), both.get("time", ()), "" if at else before))
    return found


def _unordered() -> ValueRefusedError:
    return ValueRefusedError(
        "It is not clear which times belong to which days.", "Write one day after the other: Mon 9-12; Tue 13-15."
    )


def _groups(pieces: Sequence[_Piece]) -> list[_Group]:
    orders = {piece.order for piece in pieces}
    if orders == {"T"}:
        times = [item for piece in pieces for item in piece.times]
        told = [item for item in times if item.span is not None]
        if not told:
            return [_Group([_WEEK], times)]
        return [_Group([_WEEKDAYS], [*told, dataclasses.replace(told[0], said=NO_DAY)])]
    if orders >= {"DT", "TD"}:
        if orders & {"D", "T"}:
            raise _unordered()
        return [_Group([*piece.days], [*piece.times]) for piece in pieces]
    return _time_first(pieces) if "TD" in orders else _day_first(pieces)


def _day_first(pieces: Sequence[_Piece]) -> list[_Group]:
    groups: list[_Group] = []
    waiting: list[_Piece] = []
    lone = False  # whether days and times were joined over a separator
    for piece in pieces:
        if piece.order == "D":
            waiting.append(piece)
        elif piece.order == "DT":
            if waiting and (piece.is_group() or any(other.is_group() for other in waiting)):
                raise _unordered()  # "weekends and weekday evenings"
            groups.append(_Group([*_days(waiting), *piece.days], [*piece.times]))
            waiting = []
        elif waiting:
            if piece.before == "and":  # "weekends and evenings"
                raise _unordered()
            groups.append(_Group(_days(waiting), [*piece.times]))
            waiting, lone = [], True
        elif groups:
            groups[-1].times += piece.times
        else:
            raise _unordered()
    if waiting and lone:
        raise _unordered()
    return [*groups, *(_Group([*piece.days], []) for piece in waiting)]


def _days(pieces: Iterable[_Piece]) -> list[Item]:
    return [item for piece in pieces for item in piece.days]


def _time_first(pieces: Sequence[_Piece]) -> list[_Group]:
    groups: list[_Group] = []
    waiting: list[Item] = []
    for piece in pieces:
        if piece.order == "T":
            waiting += piece.times
        elif piece.order == "TD":
            groups.append(_Group([*piece.days], [*waiting, *piece.times]))
            waiting = []
        elif waiting or not groups:
            raise _unordered()
        else:
            groups[-1].days += piece.days
    if waiting:
        raise _unordered()
    return groups
