"""Who came through the Hub, and whether they still may: the Hub and the rosters are asked again every minute.

Tokens of the Hub are kept in memory alone. When this server stops they are gone, and each browser's next page goes
through the Hub anew, which nobody notices who is still signed in there.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from typing import TYPE_CHECKING

from mentorwidgets.serve.hub.kept import KeptBook
from mentorwidgets.serve.hub.oauth import HubAway
from mentorwidgets.serve.hub.users import Found, find
from mentorwidgets.serve.logs import door_log as log

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mentorwidgets.model import Person, Viewer
    from mentorwidgets.serve.hub.users import HubUser
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.sessions import Session
    from mentorwidgets.store import Store

    Ask = Callable[[str], Awaitable[HubUser | None]]

GRACE = 600.0  # seconds for which people stay signed in while the Hub does not answer
_SOON = 5.0  # seconds until a Hub that did not answer is asked once more
_LONGEST = 12 * 3600.0  # seconds that someone is remembered who does not come back
_MOST = 10_000


@dataclasses.dataclass(slots=True, kw_only=True)
class Guest:
    """One sign-in through the Hub. ``chosen`` is None until someone who may come as several people has said as whom."""

    token: str = dataclasses.field(repr=False)
    user: HubUser
    found: Found
    browser: str
    after: str
    chosen: Viewer | None = None
    asked: float = 0.0  # when the Hub last knew them
    due: float = 0.0  # when to ask it next
    seen: float = 0.0
    turn: asyncio.Lock = dataclasses.field(default_factory=asyncio.Lock, repr=False)


class Guests:
    """Remembers who came through the Hub, by the id of their session.

    Args:
        library: whose rosters say who is who.
        ask: gives the user of a token, None when the Hub knows it no more, or raises `HubAway`.
        clock: seconds that only go forward.
    """

    def __init__(self, library: Library, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has come yet; ServeError when ``hub.toml`` cannot be understood, and never could."""
        self._library, self._ask, self._clock = library, ask, clock
        self._guests: dict[str, Guest] = {}
        self._kept = KeptBook(library.folder)

    @property
    def again(self) -> float:
        """Seconds until the Hub is asked again who is still there."""
        return float(self._kept.book().again)

    async def find(self, user: HubUser, slug: str | None = None) -> Found:
        """Whom this user may come as: in all programs, or in one; with an empty ``slug`` at the office alone."""
        rosters = await self._library.ask(_rosters, self._library.store, slug)
        if slug is None:
            self._kept.mind(rosters)
        return find(user, self._kept.book(), rosters)

    async def trouble(self) -> tuple[str, ...]:
        """What the office must hear: a slip in ``hub.toml``, and entries in it that fit nobody."""
        return self._kept.mind(await self._library.ask(_rosters, self._library.store, None))

    def contact(self) -> str:
        """Whom people ask who are not known; empty when the folder does not say."""
        return self._kept.book().contact

    def keep(self, name: str, guest: Guest) -> None:
        """Remember a guest under a session's id."""
        now = self._clock()
        guest.asked = guest.asked or now
        guest.due = guest.due or now + self.again
        guest.seen = now
        if len(self._guests) >= _MOST:
            self._guests = {key: one for key, one in self._guests.items() if now - one.seen < self.again}
        self._guests = {key: one for key, one in self._guests.items() if now - one.seen < _LONGEST}
        self._guests[name] = guest

    def get(self, name: str) -> Guest | None:
        """The guest of a session, as last seen."""
        return self._guests.get(name)

    def forget(self, name: str) -> None:
        """Drop a guest, and the token with them."""
        self._guests.pop(name, None)

    def is_other_browser(self, session: Session, browser: str) -> bool:
        """Whether the Hub has meanwhile signed out whoever uses this browser, or signed in someone else."""
        guest = self._guests.get(session.id)
        return guest is not None and guest.browser != browser

    async def look(self, session: Session) -> Viewer | None:
        """Who this session stands for now; None when it stands for nobody any more."""
        guest = self._guests.get(session.id)
        if guest is None or guest.chosen is None or session.door != door_of(guest.user):
            return None  # who has not said yet as whom they come may take their time: the choice asks the Hub itself
        guest.seen = self._clock()
        if guest.seen > guest.due:
            async with guest.turn:
                await self._look_again(session.id, guest)
        return guest.chosen

    async def _look_again(self, name: str, guest: Guest) -> None:
        now = self._clock()
        if now <= guest.due:
            return  # while we waited for our turn, someone else asked
        try:
            user = await self._ask(guest.token)
        except HubAway:
            self._bear(name, guest, now)
            return
        chosen = guest.chosen
        guest.chosen = await self._still(user, chosen) if user and chosen and user.name == guest.user.name else None
        guest.asked, guest.due = now, now + self.again
        if guest.chosen is None:
            log.info("someone who came through the Hub may not stay")
            self.forget(name)

    def _bear(self, name: str, guest: Guest, now: float) -> None:
        # No answer is no reason to stop people at their work, but not for ever.
        guest.due = now + min(_SOON, self.again)
        if now - guest.asked > GRACE:
            self.forget(name)
            guest.chosen = None

    async def _still(self, user: HubUser, chosen: Viewer) -> Viewer | None:
        found = await self.find(user, chosen.program)
        return next((viewer for viewer in found.viewers if _same(viewer, chosen)), None)


def door_of(user: HubUser) -> str:
    """The door through which this user comes."""
    return f"hub:{user.name}"


def _same(one: Viewer, other: Viewer) -> bool:
    return (one.role, one.program, one.person) == (other.role, other.program, other.person)


def _rosters(store: Store, slug: str | None) -> dict[str, tuple[Person, ...]]:
    return {one.slug: store.people(one.slug) for one in store.programs() if slug in {None, one.slug}}
