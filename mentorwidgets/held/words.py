"""Keys and moments in words, for people who read a history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from mentorwidgets.model import key_parts
from mentorwidgets.roster.fields import label_of as field_label
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
    return field_label(name, name)


def moment(at: float | str) -> str:
    """A moment as ``2026-11-22 09:30 UTC``, from seconds since 1970 or an ISO 8601 text; nothing for no moment.

    >>> moment(0.5), moment("2026-11-22T09:30:12.123Z"), moment("")
    ('1970-01-01 00:00 UTC', '2026-11-22 09:30 UTC', '')
    """
    if isinstance(at, str):
        return f"{at[:10]} {at[11:16]} UTC" if at else ""
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d %H:%M} UTC"


def _names(person: str, value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_names(person, item) for item in (*value, *value.values()))
    if isinstance(value, (list, tuple)):
        return any(_names(person, item) for item in value)
    return isinstance(value, str) and value == person
