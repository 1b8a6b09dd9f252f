"""A group session: a trainer asks a room, people answer from their own devices without a name (CH9, OV7).

The fields of a session worksheet (ids are 8 to 40 of ``0-9A-Za-z-``, drawn at random by the page, so that their order
tells nothing):

==========================  =================================================================================
``room/<room>``             a `Room`: what is asked, and whether it is open, shown or closed
``note/<room>/<note>``      what somebody wrote: a text, or the place of an option in ``options``
``theme/<room>/<theme>``    ``{"name", "place"}``: a heading under which the trainer gathers notes
``sorted/<room>/<note>``    id of the theme under which a note stands
==========================  =================================================================================

Everybody who comes through the room's link is the same guest, so nobody can tell who wrote what.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

RoomAnswers = Literal["words", "choice"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One question to a room.

    Args:
        question: what is asked.
        answers: ``words``: short notes; ``choice``: one of the options.
        options: what can be chosen; at least two for ``choice``, else none.
        step: id of the question in the trainer's walk; empty for a question in between.
        made: seconds since 1970; the newest open room is the one that devices show.
        shown: whether everybody reads all notes. It cannot be taken back: what was read was read.
        closed: whether no more notes are taken.
    """

    question: str
    answers: RoomAnswers = "words"
    options: tuple[str, ...] = ()
    step: str = ""
    made: float = 0
    shown: bool = False
    closed: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A heading for notes; themes are shown by ``place``, then by id."""

    name: str
    place: float = 0
