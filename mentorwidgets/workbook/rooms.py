"""From a group session into the challenges worksheet: themes become rows that somebody can act on (CH9)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mentorwidgets import challenges, session
from mentorwidgets.model import OFFICE, Answer, Operation, Viewer
from mentorwidgets.workbook.state import values_of

if TYPE_CHECKING:
    from mentorwidgets.store import Store


def operations_from_room(store: Store, slug: str, room: str) -> tuple[Operation, ...]:
    """Return the operations that add a room's themes as rows; what was taken before is left as it is.

    Raises:
        ValueRefusedError: there is no such room.
    """
    said, worksheet = values_of(store, f"{slug}/session"), f"{slug}/challenges"
    session.room_of(said, room)
    present = store.fields(worksheet)
    known = {*present, *store.removed(worksheet)}
    last = max((field.value for key, field in present.items() if key.startswith("place/")), default=0)
    fields = challenges.fields_of(session.challenges_from(said, room, last))
    return tuple(
        Operation(op=uuid.uuid4().hex, worksheet=worksheet, key=key, value=value, base=0)
        for key, value in fields.items()
        if key not in known
    )


def taken_words(answers: Iterable[Answer]) -> str:
    """Say in words what became of the operations of `operations_from_room`.

    >>> taken_words([])
    'Nothing new: these themes are in the challenges worksheet already.'
    """
    found = tuple(answers)
    refused = next((answer for answer in found if answer.outcome == "refused"), None)
    if refused is not None:
        return f"This was not taken over. {refused.why}".strip()
    if not found:
        return "Nothing new: these themes are in the challenges worksheet already."
    return "The themes stand in the challenges worksheet now. Add there what would help, and who does it until when."


def take_room(store: Store, slug: str, room: str, viewer: Viewer | str = OFFICE) -> str:
    """Add a room's themes to the challenges worksheet of the same program; returns what became of it in words.

    Args:
        store: the database.
        slug: the program.
        room: id of the room.
        viewer: who does it.

    Raises:
        ValueRefusedError: there is no such room.
    """
    return taken_words([store.apply(operation, viewer) for operation in operations_from_room(store, slug, room)])
