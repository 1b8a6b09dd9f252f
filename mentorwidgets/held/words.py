"""Keys, values and moments in words, for people who read a history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from mentorwidgets.model import key_parts
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.workbook import WORKSHEETS

_FIRST = {
    "pair": "Pair",
    "note": "Coordinator's note on",
    "shortlist": "Shortlist of",
    "offer": "Answer to the offer, by",
    "assign": "Please assign",
    "draft": "Draft of the proposal",
    "ready": "Said to be ready",
}
_TITLES = {**dict(WORKSHEETS), "session": "Room", "links": "People and links", "held": "What is held"}
_MADE_UP = re.compile(r"(?=.*\d)[0-9a-z]{12,}")  # an id that a page made: no word of anybody
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def concerns(person: str, key: str, value: Any) -> bool:
    """Whether a field is about a person: its key names them, or its value does.

    >>> concerns("ben", "pair/ben/ana/Mentoring", True), concerns("ben", "shortlist/eva", ["ben"])
    (True, True)
    >>> concerns("ben", "note/eva/ana/Mentoring", "Not with ben.")
    False
    """
    return person in key_parts(key)[1:] or _names(person, value)


def label_of(key: str, names: Mapping[str, str]) -> str:
    """A field's key in words; ``names`` is id -> name of the people who may be named.

    >>> label_of("pair/ben/ana/Mentoring", {"ben": "Ben Carter", "ana": "Ana Silva"})
    'Pair: Ben Carter, Ana Silva, Mentoring'
    >>> label_of("how_often/ben", {}), label_of("room/4cc966c4917da85e", {})
    ('How often: ben', 'Room')
    """
    first, *rest = key_parts(key)
    is_own = first == "note" and len(rest) == 5  # of a meeting: see model.meetings
    word = "Note for oneself" if is_own else _FIRST.get(first) or first.replace("_", " ").replace("-", " ").capitalize()
    told = ", ".join(names.get(part, part) for part in rest if part in names or not _MADE_UP.fullmatch(part))
    return f"{word}: {told}" if told else word


def title_of(kind: str) -> str:
    """What pages call a kind of worksheet, or another page of a program.

    >>> title_of("cadence"), title_of("links"), title_of("history")
    ('Meetings', 'People and links', 'History')
    """
    return _TITLES.get(kind, kind.capitalize())


def field_title(name: str) -> str:
    """What a roster calls a field of a person; a note has its own words.

    >>> field_title("bio"), field_title("offers"), field_title("T-shirt size")
    ('Bio', 'Can help with', 'T-shirt size')
    """
    return FIELDS[name].label if name in FIELDS else name


def moment(at: float | str) -> str:
    """A moment as ``2026-11-22 09:30 UTC``, from seconds since 1970 or an ISO 8601 text; nothing for no moment.

    >>> moment(0.5), moment("2026-11-22T09:30:12.123Z"), moment("")
    ('1970-01-01 00:00 UTC', '2026-11-22 09:30 UTC', '')
    """
    if isinstance(at, str):
        return f"{at[:10]} {at[11:16]} UTC" if at else ""
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d %H:%M} UTC"


def value_words(value: Any) -> str:
    """A value in words.

    >>> value_words({"status": "active", "mentee_yes": True, "since": ""}), value_words(["ana", 2]), value_words(None)
    ('status: active; mentee yes: yes', 'ana, 2', '(taken away)')
    >>> value_words([]), value_words(2.0), value_words([{"day": 1, "start": 540, "end": 720}])
    ('(nothing)', '2', 'Tuesday 09:00 to 12:00')
    >>> value_words({"day": 9, "start": 540, "end": "x"})
    'day: 9; start: 540; end: x'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in ("", [], {}, ()):
        return "(nothing)"
    if isinstance(value, Mapping):
        return _mapping_words(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(value_words(item) for item in value)
    whole = isinstance(value, float) and value.is_integer()
    return "(taken away)" if value is None else str(int(value) if whole else value)


def _mapping_words(value: Mapping[Any, Any]) -> str:
    if _are_hours(value):
        return f"{_DAYS[value['day']]} {_clock(value['start'])} to {_clock(value['end'])}"
    pairs = ((str(name).replace("_", " "), value_words(item)) for name, item in value.items() if item != "")
    return "; ".join(f"{name}: {words}" for name, words in pairs)


def _are_hours(value: Mapping[Any, Any]) -> bool:
    # A refused change stands in the history, too, whatever somebody sent.
    is_plain = {*value} == {"day", "start", "end"} and all(isinstance(part, int) for part in value.values())
    return is_plain and 0 <= value["day"] < len(_DAYS)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def told_value(value: Any, names: Mapping[str, str]) -> str:
    """A value in words, with people's names for their ids.

    >>> told_value(["ana", "x"], {"ana": "Ana Silva"})
    'Ana Silva, x'
    """
    return value_words(_named(value, names))


def _named(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_named(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _names(person: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_names(person, item) for item in (*value, *value.values()))
    if isinstance(value, (list, tuple)):
        return any(_names(person, item) for item in value)
    return isinstance(value, str) and value == person
