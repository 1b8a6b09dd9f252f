"""What people saved, in words: our own fields by the words of their pages, anything else as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mentorwidgets.challenges.lines import STATUS_WORDS
from mentorwidgets.held.words import moment
from mentorwidgets.model import key_parts
from mentorwidgets.model.meetings import moment_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST, _LAST = 1e9, 7e9  # seconds since 1970: no moment of ours lies before 2001 or after 2191
_LOCAL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})")
_ANSWER = {"open": "Left open", "asked": "Question", "type": "Kind of question"}
_LABELS: Mapping[str, Mapping[str, str]] = {
    "pair": {"origin": "How", "mentee_yes": "Mentee said yes", "mentor_yes": "Mentor said yes"},
    "plan": {"owner": "Who", "due": "Until"},
    "room": {"made": "Asked", "shown": "Shown to everybody"},
    "meeting": {
        "starts": "Moved to, on the plan's clock",
        "timezone": "Time zone",
        "cancelled": "Called off",
        "log": "Said",
        "was": "Time of the meeting",
    },
    "rule": {"timezone": "Time zone", "earlier": "Earlier meetings"},
    **dict.fromkeys(("answer", "told", "agreed", "past"), _ANSWER),
    **{kind: {} for kind in ("yes", "talk", "closures", "card", "about", "theme")},
}
"""First part of a key -> what its parts are called where their name with a capital would not do."""


def value_words(value: Any, kind: str = "") -> str:
    """A value in words; ``kind`` is the first part of its field's key.

    >>> value_words({"status": "proposed", "mentee_yes": True, "since": ""}, "pair")
    'Status: Waiting for a yes; Mentee said yes: yes'
    >>> value_words({"question": "Why?", "made": 1795362218.726, "closed": False}, "room")
    'Question: Why?; Asked: 2026-11-22 15:43 UTC; Closed: no'
    >>> value_words({"status": "proposed", "mentee_yes": True}), value_words(["ana", 2]), value_words(None)
    ('status: proposed; mentee yes: yes', 'ana, 2', '(taken away)')
    >>> value_words([]), value_words(2.0), value_words([{"day": 1, "start": 540, "end": 720}])
    ('(nothing)', '2', 'Tuesday 09:00 to 12:00')
    >>> value_words({"day": 9, "start": 540, "end": "x"})
    'day: 9; start: 540; end: x'
    """
    if isinstance(value, Mapping) and value and not _are_hours(value):
        return _mapping_words(value, kind)
    return "(taken away)" if value is None else _words(value, (kind, ""))


def told_value(value: Any, names: Mapping[str, str], key: str = "") -> str:
    """The value of a field in words, with people's names for their ids.

    >>> told_value(["ana", "x"], {"ana": "Ana Silva"})
    'Ana Silva, x'
    >>> told_value({"owner": "ana", "status": "doing"}, {"ana": "Ana Silva"}, "plan/1/2/3")
    'Who: Ana Silva; Status: Under way'
    """
    kind = key_parts(key)[0]
    if kind == "plan" and isinstance(value, Mapping) and "owner" in value:
        value = {**value, "owner": _named(value["owner"], names)}
    return value_words(_named(value, names), kind)


def moments_in(value: Any) -> frozenset[str]:
    """The moments in a value, as `value_words` writes them.

    >>> moments_in([["2026-03-31T14:00Z", 60], "2026-03-31 at two"])
    frozenset({'2026-03-31 14:00 UTC'})
    """
    return frozenset(words for leaf in _leaves(value) if (words := _instant(leaf)))


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (Mapping, list, tuple)):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(item)
    else:
        yield value


def _words(value: Any, place: tuple[str, str]) -> str:
    if value in ("", [], {}, (), None):
        return "(nothing)"
    if isinstance(value, Mapping):
        return _hours(value) if _are_hours(value) else f"({_mapping_words(value)})"
    if isinstance(value, (list, tuple)):
        has_parts = any(isinstance(item, (Mapping, list, tuple)) for item in value)
        return ("; " if has_parts else ", ").join(_words(item, place) for item in value)
    told = _TOLD[place](value) if place in _TOLD else None
    return _plain(value) if told is None else told


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _mapping_words(value: Mapping[Any, Any], kind: str = "") -> str:
    told = ((_label(kind, str(name)), _words(item, (kind, str(name)))) for name, item in value.items() if item != "")
    return "; ".join(f"{label}: {words}" for label, words in told)


def _label(kind: str, name: str) -> str:
    words = name.replace("_", " ")
    return _LABELS[kind].get(name, words[:1].upper() + words[1:]) if kind in _LABELS else words


def _are_hours(value: Mapping[Any, Any]) -> bool:
    # A refused change stands in the history, too, whatever somebody sent.
    is_plain = {*value} == {"day", "start", "end"} and all(isinstance(part, int) for part in value.values())
    return is_plain and 0 <= value["day"] < len(_DAYS)


def _hours(value: Mapping[Any, Any]) -> str:
    return f"{_DAYS[value['day']]} {_clock(value['start'])} to {_clock(value['end'])}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _instant(value: Any) -> str | None:
    if isinstance(value, str):
        at = moment_of(value)
        return moment(at.timestamp()) if at else None
    is_one = isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST < value < _LAST
    return moment(value) if is_one else None


def _taken(value: Any) -> str | None:
    return _instant(value) if isinstance(value, str) else f"{_plain(value)} minutes"


def _wall(value: Any) -> str | None:
    found = _LOCAL.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]} {found[2]}" if found else None


def _day(value: Any) -> str | None:
    is_day = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(_DAYS)
    return _DAYS[value] if is_day else None


def _state(words: Mapping[Any, str]) -> Callable[[Any], str | None]:
    return lambda value: words.get(value) if isinstance(value, str) else None


_PAIR_STATUS = {
    "proposed": "Waiting for a yes",
    "confirmed": "Both said yes",
    "active": "Meeting",
    "paused": "Paused",
    "ended": "Ended",
}  # as static/_pairing_ledger.js has it
_TOLD: Mapping[tuple[str, str], Callable[[Any], str | None]] = {
    ("pair", "status"): _state(_PAIR_STATUS),
    ("pair", "origin"): _state({"hybrid": "decided together"}),
    ("plan", "status"): _state(STATUS_WORDS),
    ("meeting", "log"): _state({"moved": "met at another time", "missed": "it did not happen"}),
    ("meeting", "starts"): _wall,
    ("meeting", "was"): _instant,
    ("room", "answers"): _state({"words": "in words", "choice": "one of the options"}),
    ("room", "made"): _instant,
    ("rule", "weekdays"): _day,
    ("rule", "week_start"): _day,
    ("rule", "earlier"): _instant,
    ("busy", ""): _taken,
}
