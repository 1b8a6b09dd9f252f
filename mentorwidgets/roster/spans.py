"""From the words and numbers of free times to days and spans, in the order in which they stand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Literal

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster.clock import DAY, EXAMPLE, WIDE, WORKDAY, Clock, Span, between, moment, unsure, usual, within
from mentorwidgets.roster.week import Part, Token, lexicon

_TO = ("range", "dash", "until")
_LONG_DAY, _EARLY, _NOON = 660, 360, 720  # minutes
_HOURS = re.compile(r"(?<![\d:.])[1-9]\d? ?(h|u|hrs|heures)$", re.IGNORECASE)
_SOFT = ("a", "al", "au", "alle", "as")
_OF_TIME = ("time", "part", "any", "after", "until", "between")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Days, a span, or what parts them. A span of "any time" is ``None``.

    ``said`` is the window that we put in the place of a vaguer word. ``group`` days are several in one word.
    """

    kind: Literal["day", "time", "split", "and"]
    days: tuple[int, ...] = ()
    group: bool = False
    every: bool = False
    span: Span | None = None
    said: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A time as it was said, before its neighbours tell which half of the day it lies in."""

    kind: Literal["span", "after", "until", "one", "part", "any"]
    words: str
    start: Clock | None = None
    end: Clock | None = None
    part: str = ""


def items_of(tokens: Sequence[Token]) -> list[Item]:
    """Read tokens from left to right.

    Raises:
        ValueRefusedError: something stands where it means nothing, or a time can be meant in two ways.
    """
    tokens = _of_one_clock(tokens)
    found: list[Item | _Said] = []
    at = 0
    while at < len(tokens):
        item, at = _item(tokens, at)
        if item is not None:
            found.append(item)
    return _resolved(found)


def _of_one_clock(tokens: Sequence[Token]) -> Sequence[Token]:
    """Who writes 14-16 somewhere writes 7-9 for a morning."""
    clocks = [token.clock for token in tokens if token.clock]
    if not any(clock.full for clock in clocks) or any(clock.half for clock in clocks):
        return tokens
    return [
        dataclasses.replace(token, clock=dataclasses.replace(token.clock, full=True)) if token.clock else token
        for token in tokens
    ]


def _item(tokens: Sequence[Token], at: int) -> tuple[Item | _Said | None, int]:
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind in ("after", "between") and after is not None and after.kind == "day":
        return _days(tokens, at + 1, joins=("and",) if token.kind == "between" else ())
    if token.kind == "day":
        return _days(tokens, at)
    if token.kind in _OF_TIME:
        return _time(tokens, at)
    if token.kind in {"split", "and"}:
        return Item(kind=token.kind), at + 1
    before = tokens[at - 1].kind if at else "split"
    if token.kind == "dash" and after is not None and before in ("split", "day"):
        return None, at + 1  # "Monday - 9 to 12", or the dash of a list
    if token.kind == "range" and token.text.lower() in _SOFT and after is not None and after.kind in _OF_TIME:
        return None, at + 1  # "lunes a las 9"
    raise not_known(token.text)


def not_known(word: str) -> ValueRefusedError:
    """The words for something that we cannot take into account."""
    return ValueRefusedError(f"We cannot tell what '{word[:40]}' means for the times beside it.", EXAMPLE)


def _days(tokens: Sequence[Token], at: int, joins: tuple[str, ...] = ()) -> tuple[Item, int]:
    first = tokens[at]
    if at + 2 < len(tokens) and tokens[at + 2].kind == "day" and tokens[at + 1].kind in (*_TO, *joins):
        last = tokens[at + 2]
        if len(first.days) != 1 or len(last.days) != 1:
            raise not_known(tokens[at + 1].text)
        count = (last.days[0] - first.days[0]) % 7
        return Item(kind="day", days=tuple((first.days[0] + day) % 7 for day in range(count + 1))), at + 3
    return Item(kind="day", days=first.days, group=first.group, every=first.part == "any"), at + 1


def _time(tokens: Sequence[Token], at: int) -> tuple[_Said, int]:
    kinds = [token.kind for token in tokens[at : at + 4]]
    texts = [token.text for token in tokens[at : at + 4]]
    clocks = [token.clock for token in tokens[at : at + 4]]
    if kinds[:1] == ["part"]:
        return _Said(kind="part", words=texts[0], part=tokens[at].part), at + 1
    if kinds[:1] == ["any"]:
        return _Said(kind="any", words=texts[0]), at + 1
    skip = int(kinds[0] in ("after", "between"))
    joins = ("and", "dash") if kinds[0] == "between" else _TO
    if kinds[skip : skip + 1] == ["time"] and kinds[skip + 2 : skip + 3] == ["time"] and kinds[skip + 1] in joins:
        words = " ".join(texts[skip : skip + 3])
        return _Said(kind="span", words=words, start=clocks[skip], end=clocks[skip + 2]), at + skip + 3
    if kinds[0] == "time":
        if kinds[1:2] == ["onwards"]:
            return _Said(kind="after", words=texts[0], start=clocks[0]), at + 2
        return _Said(kind="one", words=texts[0], start=clocks[0]), at + 1
    if kinds[0] in ("after", "until") and kinds[1:2] == ["time"]:
        words = " ".join(texts[:2])
        longer = kinds[0] == "after" and kinds[2:3] == ["onwards"]
        return _Said(kind="after" if kinds[0] == "after" else "until", words=words, start=clocks[1]), at + 2 + longer
    raise not_known(texts[0])


def _resolved(found: Sequence[Item | _Said]) -> list[Item]:
    """Say of each time when it is; a part of the day and a time beside it are one ("evenings 6-8")."""
    items: list[Item] = []
    at = 0
    while at < len(found):
        one = found[at]
        if isinstance(one, Item):
            items.append(one)
            at += 1
            continue
        part, time, after = _pair(found, at)
        if one.kind == "one" and _is(found[at + 1] if at + 1 < len(found) else None, "one"):
            raise not_known(one.words)  # "Mon 9am 5pm"
        items.append(_fused(part, time) if part and time else _alone(one))
        at = after
    return items


def _pair(found: Sequence[Item | _Said], at: int) -> tuple[_Said | None, _Said | None, int]:
    """A part of the day and a time that belong together, and the place behind them."""
    one = found[at]
    next_ = found[at + 1] if at + 1 < len(found) else None
    third = found[at + 2] if at + 2 < len(found) else None
    if _is(one, "part"):
        if _is_clock(next_):
            return one, next_, at + 2  # type: ignore[return-value]
        parted = isinstance(next_, Item) and next_.kind == "split"
        if parted and _is_clock(third) and _fits(one, third):  # type: ignore[arg-type]
            return one, third, at + 3  # type: ignore[return-value]
    elif _is_clock(one) and _is(next_, "part") and not _is_clock(third):
        return next_, one, at + 2  # type: ignore[return-value]
    return None, None, at + 1


def _is(one: Item | _Said | None, kind: str) -> bool:
    return isinstance(one, _Said) and one.kind == kind


def _is_clock(one: Item | _Said | None) -> bool:
    return isinstance(one, _Said) and one.kind not in ("part", "any")


def _fits(part: _Said, time: _Said) -> bool:
    try:
        _fused(part, time)
    except ValueRefusedError:
        return False
    return True


def _fused(part: _Said, time: _Said) -> Item:
    window = lexicon().parts[part.part]
    return Item(kind="time", span=within(_readings(time, window), window.reach, f"{part.words} {time.words}"))


def _readings(time: _Said, part: Part) -> list[Span]:
    start, end = part.span
    if time.start is None:
        return []
    if time.end is not None:
        return list(between(time.start, time.end))
    moments = time.start.readings()
    if time.kind == "after":
        return [(at, end) for at in moments if part.reach[0] <= at < end]
    if time.kind == "until":
        return [(start, at) for at in moments if start < at]
    return [] if time.start.bare else [(at, at + 60) for at in moments]


def _alone(time: _Said) -> Item:
    words = time.words
    if time.kind == "any":
        return Item(kind="time", span=None, said="any time is 8:00-21:00")
    if time.kind == "part":
        span = lexicon().parts[time.part].span
        return Item(kind="time", span=span, said=f"{time.part} is {_clock(span[0])}-{_clock(span[1])}")
    assert time.start is not None
    if time.end is not None:
        span = usual(between(time.start, time.end), words)
        if (time.start.bare and _is_length(words, time.end.at)) or _is_backwards(span, time.start, time.end):
            raise unsure(words)
        return Item(kind="time", span=span)
    if time.kind == "after":
        at = moment(time.start, range(7, 9), words)
        return _window((at, WIDE[1]), words, "a time without an end goes on to 21:00")
    if time.kind == "until":
        at = moment(time.start, range(7, 10), words)
        return _window((WORKDAY[0], at), words, "a time without a beginning begins at 9:00")
    if time.start.bare:
        raise not_known(words)
    if _is_length(words, time.start.at):
        raise unsure(words)
    at = moment(time.start, range(6, 8), words)
    return _window((at, at + 60), words, "one time alone is an hour")


def _is_length(words: str, at: int) -> bool:
    """Whether "3 hrs" or "2 h" may say how long, and not when."""
    found = _HOURS.search(words)
    return bool(found) and at <= (12 if found and found[1].lower() == "hrs" else 8) * 60


def _is_backwards(span: Span, start: Clock, end: Clock) -> bool:
    """Whether a bare "4-3" or "9-9" makes a day that nobody offers: a slip, or another half of the day."""
    is_sure = start.half or end.half or (len(start.readings()) == len(end.readings()) == 1)
    return not is_sure and (span[1] - span[0] >= _LONG_DAY or (span[0] < _EARLY and span[1] > _NOON))


def _window(span: Span, words: str, said: str) -> Item:
    if not span[0] < span[1] <= DAY:
        raise not_known(words)
    return Item(kind="time", span=span, said=said)


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
