"""What a room said: notes under their themes, counts, and barriers for the challenges worksheet (CH9, CH12)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Challenge, Room, Theme, field_key, from_plain, key_parts

LOOSE = "Not sorted yet"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A theme and its notes. ``id`` is empty for the notes that stand under none."""

    id: str
    name: str
    notes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many people gave an answer. ``words``: the option, or the theme."""

    words: str
    number: int


def room_of(fields: Mapping[str, Any], room: str) -> Room:
    """Return a room.

    Raises:
        ValueRefusedError: there is none with this id.
    """
    plain = fields.get(field_key("room", room))
    if plain is None:
        raise ValueRefusedError("There is no such question in this session.", "Load the page again.")
    return from_plain(Room, plain)


def rooms_of(fields: Mapping[str, Any]) -> tuple[tuple[str, Room], ...]:
    """Return the ids and rooms of a session, the newest first."""
    found = [(key_parts(key)[1], from_plain(Room, value)) for key, value in fields.items() if key.startswith("room/")]
    return tuple(sorted(found, key=lambda pair: (-pair[1].made, pair[0])))


def notes_of(fields: Mapping[str, Any], room: str) -> dict[str, Any]:
    """Return note id -> what was written, by id: the order in which people wrote is not kept."""
    prefix = field_key("note", room) + "/"
    return {key_parts(key)[2]: fields[key] for key in sorted(fields) if key.startswith(prefix)}


def clusters_of(fields: Mapping[str, Any], room: str) -> tuple[Cluster, ...]:
    """Return the themes of a room with their notes, then the notes that stand under none, if there are any."""
    prefix = field_key("theme", room) + "/"
    themes = {key_parts(key)[2]: from_plain(Theme, value) for key, value in fields.items() if key.startswith(prefix)}
    order = sorted(themes, key=lambda one: (themes[one].place, one))
    under: dict[str, list[str]] = {one: [] for one in (*order, "")}
    for note, words in notes_of(fields, room).items():
        theme = fields.get(field_key("sorted", room, note), "")
        under[theme if theme in themes else ""].append(str(words))
    named = [Cluster(id=one, name=themes[one].name, notes=tuple(under[one])) for one in order]
    loose = [Cluster(id="", name=LOOSE, notes=tuple(under[""]))] if under[""] else []
    return (*named, *loose)


def counts_of(fields: Mapping[str, Any], room: str) -> tuple[Count, ...]:
    """Return how often each option was chosen, or how many notes stand under each theme.

    Raises:
        ValueRefusedError: there is no such room.
    """
    asked = room_of(fields, room)
    if asked.answers == "choice":
        chosen = Counter(notes_of(fields, room).values())
        return tuple(Count(words=option, number=chosen[at]) for at, option in enumerate(asked.options))
    return tuple(Count(words=one.name, number=len(one.notes)) for one in clusters_of(fields, room))


def count_words(counts: tuple[Count, ...]) -> str:
    """Say in a sentence what the counts show.

    >>> count_words((Count(words="Time", number=3), Count(words="Trust", number=1)))
    '4 answers. Most often: Time (3).'
    >>> count_words(())
    'No answers yet.'
    """
    total = sum(count.number for count in counts)
    if not total:
        return "No answers yet."
    most = max(count.number for count in counts)
    first = ", ".join(f"{count.words} ({count.number})" for count in counts if count.number == most)
    return f"{total} {'answer' if total == 1 else 'answers'}. Most often: {first}."


def challenges_from(fields: Mapping[str, Any], room: str, place: float = 0) -> tuple[Challenge, ...]:
    """Return a row for the challenges worksheet for each theme of a room that has notes.

    The barrier is the theme with its notes below. The same room gives the same ids, so taking it twice adds nothing.

    Args:
        fields: the session's.
        room: id.
        place: after which the rows stand.
    """
    found = [one for one in clusters_of(fields, room) if one.id and one.notes]
    return tuple(
        Challenge(id=f"room-{one.id[:24]}", barrier=_barrier(one), place=place + at, theme=one.name[:200])
        for at, one in enumerate(found, 1)
    )


def _barrier(cluster: Cluster) -> str:
    return "\n".join([cluster.name or "A theme without a name", *(f"- {note}" for note in cluster.notes)])
