"""The pages between the Hub and ours: there and back, as whom, and good-bye."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mentorwidgets.serve.hub.guests import Guest, door_of
from mentorwidgets.serve.hub.oauth import HubAway, browser_of
from mentorwidgets.serve.sessions import session_of
from mentorwidgets.serve.signin import NO_LINK, Door, SignIn, without_token

if TYPE_CHECKING:
    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.hub.door import HubDoor
    from mentorwidgets.serve.sessions import Session

_OTHER = (
    "This sign-in did not begin here",
    "It was begun in another browser, or it took more than ten minutes.",
    "Open your programs again: that begins anew.",
)
_CLOSED = (
    "JupyterHub does not let you in here",
    "Your user at JupyterHub may not use this service.",
    "Ask the people who run JupyterHub.",
)


class _HubPage(Door):
    @property
    def hub(self) -> HubDoor:
        """The Hub, which is there when these pages are."""
        door = self.site.hub
        assert door is not None
        return door

    @property
    def before(self) -> Session | None:
        """The session that this browser brings, also if its person has not said yet as whom they come."""
        return session_of(self.request) or self.site.sessions.of_cookies(
            self.request.cookies, time.time(), self.request.protocol
        )

    async def come(self, guest: Guest, chosen: Viewer | None) -> None:
        """Begin a new session, and end the one that this browser had."""
        guest.chosen = chosen
        session = await self.let_in(door_of(guest.user))
        self.hub.guests.keep(session.id, guest)


class Begin(_HubPage):
    """Any address, asked for by someone who is not signed in: the Hub says who they are."""

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is protected."""

    def prepare(self) -> None:
        """Go to the Hub; only a page that is opened can, so everything else is told in words."""
        if self.request.method != "GET" or self.is_for_program():
            self.say(
                401, "You are signed out", "You are signed out.", "Open this page in another tab, and sign in there."
            )
        elif self.hub.undecided(self.before, self.request):
            self.redirect(f"{self.site.base}who", status=303)
        else:
            after = without_token(self.request.uri or self.site.base, self.site.base)
            self.redirect(self.hub.client.begin(self, after), status=303)


class Callback(_HubPage):
    """Back from the Hub, with a code that only we can exchange."""

    async def get(self) -> None:
        """Look who it is."""
        taken = self.hub.client.take_state(self)
        code = self.get_query_argument("code", "")
        if session_of(self.request) is not None:  # another tab of this browser was first
            self.redirect(taken[0] if taken else self.site.base, status=303)
            return
        if taken is None or not code:
            self.say(403, *(_OTHER if taken is None else _CLOSED))
            return
        try:
            await self._exchange(code, *taken)
        except HubAway as away:
            self.say(503, "Please wait a moment", away.what, away.mend)

    async def _exchange(self, code: str, after: str, verifier: str) -> None:
        token = await self.hub.client.token(code, verifier)
        user = await self.hub.client.user(token)
        if user is None:
            self.say(403, *_CLOSED)
            return
        found, browser = await self.hub.guests.find(user), browser_of(self.request.cookies)
        await self._receive(Guest(token=token, user=user, found=found, browser=browser, after=after))

    async def _receive(self, guest: Guest) -> None:
        viewers = guest.found.viewers
        if not viewers:
            self.set_status(403)
            words = {"user": guest.user.name, "unclear": guest.found.unclear, "contact": self.hub.guests.contact()}
            self.finish(self.site.page("hub-unknown", logout=self.hub.client.logout, **words))
            return
        alone = viewers[0] if len(viewers) == 1 else None
        await self.come(guest, alone)
        self.redirect(guest.after if alone else f"{self.site.base}who", status=303)


class Who(_HubPage):
    """For people who may come as more than one: in several programs, or as mentor and mentee."""

    async def get(self) -> None:
        """Ask as whom they come."""
        guest = self._guest()
        if guest is None:
            self.redirect(self.site.base, status=303)
            return
        guest.found = await self.hub.guests.find(guest.user)
        programs = await self.site.library.ask(self.site.library.store.programs)
        names = {program.slug: program.name for program in programs}
        words = {"choices": guest.found.viewers, "names": names, "chosen": guest.chosen, "user": guest.user.name}
        self.finish(self.site.page("hub-who", xsrf=self.xsrf_form_html(), **words))

    async def post(self) -> None:
        """Take one, if the Hub and the rosters still say so."""
        guest = self._guest()
        user = None
        try:
            user = await self.hub.client.user(guest.token) if guest else None
        except HubAway as away:
            self.say(503, "Please wait a moment", away.what, away.mend)
            return
        wanted = self.get_body_argument("as", "")
        found = await self.hub.guests.find(user) if user else None
        chosen = next((one for one in (found.viewers if found else ()) if choice_of(one) == wanted), None)
        if guest is None or user is None or found is None or chosen is None:
            self.redirect(self.site.base, status=303)
            return
        fresh = Guest(token=guest.token, user=user, found=found, browser=guest.browser, after=self.site.base)
        await self.come(fresh, chosen)
        # Whoever had already chosen begins at the start: the page they came from may not be theirs any more.
        self.redirect(self.site.base if guest.chosen else guest.after, status=303)

    def _guest(self) -> Guest | None:
        session = session_of(self.request)
        return self.hub.guests.get(session.id) if session else self.hub.undecided(self.before, self.request)


class Farewell(_HubPage, SignIn):
    """What people see who signed out here: the Hub still knows them. A personal link can be pasted, too."""

    def ask(self, status: int, *, after: str, problem: str = "") -> None:
        """Show it."""
        self.set_status(status)
        problem = problem and NO_LINK  # of the office's token, which opens nothing here, we do not speak
        ways = {"logout": self.hub.client.logout, "after": without_token(after, self.site.base)}
        self.finish(self.site.page("hub-farewell", xsrf=self.xsrf_form_html(), problem=problem, **ways))


def choice_of(viewer: Viewer) -> str:
    """What a form sends for one of the choices."""
    return f"{viewer.role}/{viewer.program}/{viewer.person}"
