"""The Hub as the server's door: what the gate, the pages and the launcher ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentorwidgets.serve.gate import ANYONE
from mentorwidgets.serve.hub.guests import Guests
from mentorwidgets.serve.hub.oauth import HubClient, browser_of
from mentorwidgets.serve.hub.pages import Begin, Callback, Farewell, Who
from mentorwidgets.serve.routes import Route

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from mentorwidgets.serve.hub.guests import Guest
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.sessions import Session


class HubDoor:
    """The Hub, and who came through it.

    Args:
        library: whose rosters say who is who.

    Raises:
        ServeError: the Hub did not start us, or ``hub.toml`` cannot be understood.
    """

    asks = Begin
    """What answers people who are not signed in."""

    def __init__(self, library: Library) -> None:
        """Nothing is asked of the Hub yet."""
        self.client = HubClient()
        self.guests = Guests(library, self.client.user)

    def routes(self, base: str) -> list[Route]:
        """The addresses that there are because of the Hub; they come before the others."""
        return [
            Route(f"{base}oauth_callback", Callback, ANYONE),
            Route(f"{base}who", Who, ANYONE),  # for people at the Hub's door, too: it looks who they are
            Route(f"{base}login", Farewell, ANYONE),
        ]

    def is_over(self, session: Session, request: HTTPServerRequest) -> bool:
        """Whether a session is worth nothing here, whatever its cookie says.

        The office's token opens nothing at a Hub, and the Hub may have signed out whoever uses this browser, or signed
        in someone else.
        """
        return not session.door or self.guests.is_other_browser(session, browser_of(request.cookies))

    def undecided(self, session: Session | None, request: HTTPServerRequest) -> Guest | None:
        """Who this is, if they have not said yet as whom they come."""
        guest = self.guests.get(session.id) if session else None
        if session is None or guest is None or guest.chosen or self.is_over(session, request):
            return None
        return guest

    def has_choice(self, session: Session) -> bool:
        """Whether the person of this session could come as someone else, too."""
        guest = self.guests.get(session.id)
        return guest is not None and len(guest.found.viewers) > 1
