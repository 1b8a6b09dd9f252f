"""All that the handlers share, and how a page is written."""

from __future__ import annotations

import dataclasses
import functools
import time
from typing import TYPE_CHECKING, Any

import jinja2

from mentorwidgets import __version__
from mentorwidgets.serve.armour import FLOOR
from mentorwidgets.serve.logs import note_trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mentorwidgets.serve.assets import Assets
    from mentorwidgets.serve.feed import Feed
    from mentorwidgets.serve.guesses import Guesses
    from mentorwidgets.serve.hub.door import HubDoor
    from mentorwidgets.serve.kernels import Kernels
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.once import Once
    from mentorwidgets.serve.options import Options
    from mentorwidgets.serve.sessions import Session, Sessions
    from mentorwidgets.serve.sights import Sights
    from mentorwidgets.serve.visitors import Visitors
    from mentorwidgets.serve.writer import Writer


@dataclasses.dataclass(slots=True, kw_only=True)
class Site:
    """The parts of a running server. ``kernels`` is set when Voilà has made them."""

    options: Options
    library: Library
    sessions: Sessions
    visitors: Visitors
    sights: Sights
    guesses: Guesses
    once: Once
    assets: Assets
    writer: Writer
    feed: Feed
    templates: Path
    runtime: Path
    kernels: Kernels
    hub: HubDoor | None = None

    @property
    def base(self) -> str:
        """The path under which everything lies, with a slash at both ends: `/` unless a proxy gives us a folder."""
        return self.options.base

    @property
    def ours(self) -> str:
        """The path of what is neither Voilà's nor Jupyter's."""
        return f"{self.base}mentorwidgets/"

    def page(self, template: str, /, **words: Any) -> str:
        """Write a whole page from a template of ours."""
        return _environment(self.templates).get_template(f"{template}.html.j2").render({**self.common(), **words})

    async def end(self, session: Session) -> None:
        """Let a session in no more, at any server of this database, and close what it still has open."""
        now = time.time()
        self.sessions.end(session, now)
        self.visitors.forget(session.id)
        if self.hub is not None:
            self.hub.guests.forget(session.id)
        await self.library.ask(self.library.store.end_session, session.id, now)
        await self._close(lambda open_by: open_by.id == session.id)

    async def end_everywhere(self, session: Session) -> None:
        """Let no session of this one's door in any more, in whatever browser; whoever comes in later is let in."""
        await self.end(session)
        await self.library.ask(self.library.store.end_door, session.door, time.time())
        self.visitors.forget_all()
        await self._close(lambda open_by: open_by.door == session.door)

    async def revoked(self, door: str) -> None:
        """A personal link was taken back: whoever came in through it is out, now."""
        self.visitors.forget(door)
        await self._close(lambda open_by: open_by.door == door)

    async def sweep(self) -> None:
        """Close what is open by people who are not let in any more: links end, and other servers take them back."""
        try:
            sessions = {(one.id, one.seen): one for one in (*self.kernels.sessions(), *self.feed.sessions())}
            over = {place for place, one in sessions.items() if await self.visitors.look(one) != one.seen}
            if over:  # not what the same browser opened since, as who it is now
                await self._close(lambda open_by: (open_by.id, open_by.seen) in over)
        except Exception as error:  # noqa: BLE001 - the database is away: nothing new is let in, and the next look comes
            note_trouble("nobody could be looked at again", error)

    async def _close(self, is_meant: Callable[[Session], bool]) -> None:
        self.feed.hang_up(is_meant)
        await self.kernels.end_all_of(is_meant)

    def common(self) -> dict[str, Any]:
        """What every template may use."""
        return {"asset": self.assets.url, "base": self.base, "ours": self.ours, "floor": FLOOR, "version": __version__}


@functools.cache
def _environment(templates: Path) -> jinja2.Environment:
    # Made once: a new one would compile every template again, for each page.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined
    )
