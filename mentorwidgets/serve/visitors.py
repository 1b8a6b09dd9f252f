"""Who stands behind a session's door, asked anew: a link that was taken back, or has ended, lets nobody in."""

from __future__ import annotations

import dataclasses
import time
from typing import TYPE_CHECKING, TypeAlias

from mentorwidgets.model import SIDES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.sessions import Session
    from mentorwidgets.store import Store

    Way: TypeAlias = Callable[[Session], Awaitable[Viewer | None]]

FRESH = 1.0  # seconds for which an answer of the database is believed
_MOST = 10_000  # answers kept


class Visitors:
    """Looks behind doors, and remembers what it saw for a second.

    Args:
        library: whose database knows the links and the ended sessions.
        ways: further ways in: the part of a door before its colon, such as ``hub``, and who tells who that is.
    """

    def __init__(self, library: Library, ways: Mapping[str, Way] | None = None) -> None:
        """Nobody was looked at yet."""
        self._library = library
        self._seen: dict[str, tuple[float, Viewer | None]] = {}
        self._ways = dict(ways or {})

    async def look(self, session: Session) -> Viewer | None:
        """Who this session stands for now; None when it stands for nobody any more.

        Raises:
            StoreError: the database could not be asked; nobody is let in then.
        """
        at, viewer = self._seen.get(session.id, (0.0, None))
        now = time.monotonic()
        if not at or now - at > FRESH:
            viewer = await self._ask(session)
            self._remember(session.id, now, viewer)
        return None if viewer is None or viewer.is_over(time.time()) else viewer

    def forget(self, name: str) -> None:
        """Look anew at a session, or at all sessions of a door, by its id."""
        self._seen = {
            key: (at, viewer)
            for key, (at, viewer) in self._seen.items()
            if key != name and (viewer is None or viewer.door != name)
        }

    def forget_all(self) -> None:
        """Look anew at everybody."""
        self._seen.clear()

    async def _ask(self, session: Session) -> Viewer | None:
        library = self._library
        way = self._ways.get(session.door.partition(":")[0]) if ":" in session.door else None
        if way is None:
            return await library.ask(behind, library.store, session)
        if await library.ask(_has_ended, library.store, session):
            return None
        viewer = await way(session)
        return None if viewer is None else await library.ask(with_closed, library.store, viewer, session)

    def _remember(self, name: str, now: float, viewer: Viewer | None) -> None:
        if len(self._seen) > _MOST:
            self._seen.clear()
        self._seen[name] = (now, viewer)


def behind(store: Store, session: Session) -> Viewer | None:
    """Ask the database who a session of the office or of a personal link stands for."""
    if _has_ended(store, session):
        return None
    if not session.door:
        return session.office()
    invitation = store.invitation(session.door)
    if invitation is None or not invitation.is_open(time.time()):
        return None
    is_gone = invitation.person and store.person(invitation.program, invitation.person) is None
    return None if is_gone else with_closed(store, invitation.viewer(), session)


def with_closed(store: Store, viewer: Viewer, session: Session) -> Viewer:
    """The same, with what is closed to them in this session until they give their own word."""
    if not viewer.person or viewer.role not in SIDES:
        return viewer
    closed = store.words.shut(viewer.program, viewer.person, session.id)
    return dataclasses.replace(viewer, closed=closed) if closed else viewer


def _has_ended(store: Store, session: Session) -> bool:
    return store.has_ended(session.id, session.door, session.began)
