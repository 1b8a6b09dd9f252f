"""Signing in: a word in the address, or pasted into a page, becomes a signed cookie. Personal links: `personal`."""

from __future__ import annotations

import hmac
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from mentorwidgets.doors import id_in, is_key_of, key_in
from mentorwidgets.serve.browsers import came_in, left
from mentorwidgets.serve.logs import door_log as log
from mentorwidgets.serve.menu import menu_for
from mentorwidgets.serve.sessions import LIFETIME, Session, session_of
from mentorwidgets.serve.visitors import behind
from mentorwidgets.serve.words import Words

if TYPE_CHECKING:
    from mentorwidgets.model import Invitation, Viewer
    from mentorwidgets.serve.site import Site

_TOKEN = re.compile(r"[?&]token=([^&#\s]+)")
_SHORTEST = 60  # letters of a personal link's key
NO_LINK = (
    "This link does not open anything. It may have ended, or a newer one took its place. Ask the person who sent it."
)
_WRONG = "That is not the right address or key. Please look again at what the program printed when it was started."


def token_in(text: str) -> str:
    """The token in what a person pasted: a whole address, or the token alone."""
    found = _TOKEN.search(text)
    return unquote(found.group(1)) if found else text.strip()


def without_token(uri: str, base: str) -> str:
    """The same address on this server without ``token``; ``base`` when it is no address under ``base``."""
    try:
        parts = urlsplit(uri)
    except ValueError:  # no address at all, such as //[
        return base
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "token"]
    path = "/" + parts.path.lstrip("/\\")
    if not path.startswith(base):
        return base
    return path + (f"?{urlencode(query)}" if query else "")


def is_right(site: Site, given: str, caller: str | None) -> bool:
    """Compare in a time that tells nothing; a wrong one is remembered of the address that called.

    A word that somebody chose may be guessed one day, so it waits like a wrong one. What we drew may not.
    """
    if site.once.takes(given):
        return True
    wanted = site.options.token or ""
    fits = bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())
    waits = bool(site.guesses.wait(caller, given))
    if not fits and not waits:
        site.guesses.wrong(caller, given)
        log.warning("%s tried a wrong key", caller)
    return fits and (site.options.is_drawn or not waits)


def looks_personal(pasted: str) -> bool:
    """Whether a person pasted a personal link or its key, and not the office's address or token."""
    key = key_in(pasted)
    return "token=" not in pasted and ("#" in pasted or (key.count(".") == 2 and len(key) > _SHORTEST))


async def invitation_of(site: Site, key: str, caller: str | None) -> Invitation | None:
    """The invitation that a key opens now; None when it is forged, which counts as a guess, or holds no more."""
    library, secret = site.library, site.library.folder.secret("links")
    invitation = await library.ask(library.store.invitation, id_in(key))
    if invitation is None or not is_key_of(secret, key, invitation):
        if not site.guesses.wait(caller, key):
            site.guesses.wrong(caller, key)
            log.warning("%s tried a wrong personal link", caller)
        return None
    viewer = await library.ask(behind, library.store, Session("", 0, invitation.id))
    return invitation if viewer is not None else None


class Door(Words):
    """What all pages about signing in can do."""

    @property
    def caller(self) -> str | None:
        """The address that calls."""
        return self.request.remote_ip

    async def let_in(self, door: str = "", role: str = "") -> Session:
        """Begin a new session at a door, and write its cookie; the one that this browser had is ended.

        Args:
            door: what lets them in.
            role: what they come as; from where a guest of a room came is not written down.
        """
        now = time.time()
        sessions = self.site.sessions
        before = session_of(self.request) or sessions.of_cookies(self.request.cookies, now, self.request.protocol)
        if before is not None:
            await self.site.end(before)
        session = sessions.start(now, door)
        caller = "-" if role == "guest" else self.caller
        log.info("%s signed in through %s as %s", caller, *_log_words(session))
        self.write_cookie(session)
        return session

    async def let_in_by(self, invitation: Invitation) -> None:
        """Let somebody in through their link, which counts it; in which browser that is, they are told themselves."""
        library = self.site.library
        await library.ask(library.store.note_use, invitation.id, time.time())
        session = await self.let_in(invitation.id, invitation.role)
        if invitation.role != "guest":
            await came_in(self, session, invitation.viewer())

    def write_cookie(self, session: Session) -> None:
        """Write the cookie of a session, from now on for `LIFETIME`."""
        sessions = self.site.sessions
        self.set_cookie(
            sessions.name(self.request.protocol),
            sessions.sign(session, time.time()),
            max_age=LIFETIME,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
            path=self.site.base,
        )

    def ask(self, status: int, *, after: str, problem: str = "") -> None:
        """Show the page where the address or the key can be pasted."""
        if self.is_for_program():
            self.say(status, "", "You are signed out.", problem or _COME_BACK)
            return
        self.set_status(status)
        form = {"after": without_token(after, self.site.base), "problem": problem, "xsrf": self.xsrf_form_html()}
        self.finish(self.site.page("sign-in", **form))

    def wait(self, seconds: int) -> None:
        """Refuse for a while."""
        self.set_header("Retry-After", str(seconds))
        words = "Too many wrong keys were tried."
        self.say(429, "Please wait a moment", words, f"Try again in {seconds} seconds.")


_COME_BACK = "Open your personal link, or the address that the program printed, in another tab."


class Ask(Door):
    """Any address, asked for by someone who is not signed in."""

    def initialize(self, *, problem: str = "") -> None:
        """Keep what to say about a session that is over."""
        self._problem = problem

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is protected."""

    def prepare(self) -> None:
        """Ask to sign in, for every method; the address stays."""
        after = self.request.uri if self.request.method == "GET" and self.request.uri else self.site.base
        self.ask(401, after=after, problem=self._problem)


class Exchange(Door):
    """An address with a token in it: becomes a cookie and the address without it."""

    async def get(self) -> None:
        """Exchange, refuse, or ask to wait."""
        given = self.get_query_argument("token", "")
        seconds = self.site.guesses.wait(self.caller, given)
        uri = self.request.uri or self.site.base
        if is_right(self.site, given, self.caller):
            await self.let_in()
            self.redirect(without_token(uri, self.site.base), status=303)
        elif seconds:
            self.wait(seconds)
        else:
            self.ask(401, after=uri, problem=_WRONG)


class Strip(Words):
    """An address with a token in it, opened by someone who is signed in already."""

    def get(self) -> None:
        """The same without it."""
        self.redirect(without_token(self.request.uri or self.site.base, self.site.base), status=303)


class SignIn(Door):
    """The page where the address or the key can be pasted."""

    def get(self) -> None:
        """Show it."""
        self.ask(200, after=self.site.base)

    async def post(self) -> None:
        """Look at what was pasted: the office's token, or a personal link."""
        after = self.get_body_argument("after", self.site.base)
        pasted = self.get_body_argument("key", "")
        if looks_personal(pasted):
            await self._take_link(key_in(pasted), after)
            return
        given = token_in(pasted)
        seconds = self.site.guesses.wait(self.caller, given)
        if is_right(self.site, given, self.caller):
            await self.let_in()
            self.redirect(without_token(after, self.site.base), status=303)
        elif seconds:
            self.wait(seconds)
        else:
            self.ask(401, after=after, problem=_WRONG)

    async def _take_link(self, key: str, after: str) -> None:
        seconds = self.site.guesses.wait(self.caller, key)
        invitation = await invitation_of(self.site, key, self.caller)
        if invitation is None and seconds:
            self.wait(seconds)
            return
        if invitation is None:
            self.ask(401, after=after, problem=NO_LINK)
            return
        await self.let_in_by(invitation)
        self.redirect(without_token(after, self.site.base), status=303)


class SignOut(Words):
    """Forgets who this browser is: for computers that several people use."""

    async def post(self) -> None:
        """Take the cookie away, and close what this browser still has open; or every browser of this person."""
        viewer = self.session.viewer()
        is_everywhere = bool(self.get_body_argument("everywhere", "")) and viewer.role != "guest"  # a room has one door
        if viewer.role not in ("guest", "office"):
            await left(self, viewer, everywhere=is_everywhere)
        await (self.site.end_everywhere if is_everywhere else self.site.end)(self.session)
        log.info("%s signed out%s", viewer.door[:6], " everywhere" if is_everywhere else "")
        name = self.site.sessions.name(self.request.protocol)
        self.clear_cookie(name, path=self.site.base, secure=self.request.protocol == "https")
        self.redirect(f"{self.site.base}login#left", status=303)  # where the tab forgets its drafts


class Slide(Door):
    """A page of ours, for people who are signed in; being used keeps them so."""

    def prepare(self) -> None:
        """Write the cookie again when it is some minutes old."""
        if self.session.is_stale(time.time()):
            self.write_cookie(self.session)

    def show(self, template: str, **words: Any) -> None:
        """Send a page from a template, which knows who is looking and can offer to sign out."""
        self.finish(self.site.page(template, **self.frame(), **words))

    def frame(self) -> dict[str, Any]:
        """What the frame of every page for people who are signed in says: who they are, and where they can go."""
        viewer, hub = self.session.viewer(), self.site.hub
        has_choice = hub is not None and hub.has_choice(self.session)
        asked = {"others": has_choice, "xsrf": self.xsrf_form_html()}
        return {"viewer": viewer, "called": called(viewer), "menu_for": menu_for, **asked}


def _log_words(session: Session) -> tuple[str, str]:
    # A door's first letters stand in the history, too. They open nothing.
    return (f"door {session.door[:6]}", session.id[:6]) if session.door else ("the office's key", session.id[:6])


def called(viewer: Viewer) -> str:
    """What a page calls somebody, such as "Ana Silva (mentor)"."""
    if viewer.role == "office":
        return viewer.name or "the office"
    return f"{viewer.name} ({viewer.role})" if viewer.name else f"a {viewer.role}"
