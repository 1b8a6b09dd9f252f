"""Who read what: a line in the database before a page or a worksheet is given out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mentorwidgets.doors import DAY
from mentorwidgets.errors import StoreError
from mentorwidgets.serve.logs import note_trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.words import Words

AGAIN = 60.0  # seconds in which the same reader of the same worksheet is counted once
DAYS = 400  # that who read what is kept: a year of a program, and what is asked soon after it
_MOST = 10_000  # readers remembered


class Audit:
    """Writes down who reads which worksheet; a page that asks often costs one write a minute.

    Args:
        library: whose database keeps it.
        clock: seconds since 1970.
    """

    def __init__(self, library: Library, clock: Callable[[], float] = time.time) -> None:
        """Nobody has read anything yet."""
        self._library = library
        self._clock = clock
        self._noted: dict[tuple[str, str], float] = {}

    async def note(self, viewer: Viewer, worksheet: str) -> None:
        """Remember that a viewer reads a worksheet (``<slug>/<kind>``) now.

        A full disk is told to the log and not to the reader: people can still read what they would save by hand.
        """
        place, now = (viewer.actor(), worksheet), self._clock()
        if now - self._noted.get(place, 0.0) < AGAIN:
            return
        try:
            await self._library.ask(self._library.store.note_reads, [(viewer, worksheet, now)])
        except StoreError as error:
            note_trouble("who read what could not be kept", error)
            return
        if len(self._noted) >= _MOST:
            self._noted.clear()
        self._noted[place] = now


async def forget_old_readings(library: Library, clock: Callable[[], float] = time.time) -> None:
    """Forget who read what more than `DAYS` ago; a database that is away is told to the log, and asked again later."""
    try:
        await library.ask(library.store.forget_readings, clock() - DAYS * DAY)
    except StoreError as error:
        note_trouble("who read what long ago could not be forgotten", error)


async def note_read(handler: Words, worksheet: str) -> None:
    """Remember that whoever asks a handler reads a worksheet now."""
    audit: Audit = handler.settings.setdefault("audit", Audit(handler.site.library))
    await audit.note(handler.session.viewer(), worksheet)
