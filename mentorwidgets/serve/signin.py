"""Signing in: a word in the address, or pasted into a page, becomes a signed cookie."""

from __future__ import annotations

import hmac
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from mentorwidgets.serve.logs import log
from mentorwidgets.serve.sessions import LIFETIME, Session
from mentorwidgets.serve.words import Words

if TYPE_CHECKING:
    from mentorwidgets.serve.site import Site

_TOKEN = re.compile(r"[?&]token=([^&#\s]+)")
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


def is_right(site: Site, given: str) -> bool:
    """Compare in a time that tells nothing; a wrong one is remembered."""
    wanted = site.options.token or ""
    fits = bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())
    if not fits:
        site.guesses.wrong()
        log.warning("a wrong key was tried")
    return fits


class _Door(Words):
    def let_in(self, session: Session | None = None) -> None:
        """Write the cookie of a new session, or slide that of a present one."""
        now = time.time()
        sessions = self.site.sessions
        self.set_cookie(
            sessions.cookie,
            sessions.sign(session or sessions.start(now), now),
            max_age=LIFETIME,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
            path=self.site.base,
        )

    def ask(self, status: int, *, after: str, problem: str = "") -> None:
        """Show the page where the address or the key can be pasted."""
        if self.is_for_program():
            self.say(status, "", "You are signed out.", "Load the page again and sign in.")
            return
        self.set_status(status)
        form = {"after": without_token(after, self.site.base), "problem": problem, "xsrf": self.xsrf_form_html()}
        self.finish(self.site.page("sign-in", **form))

    def wait(self, seconds: int) -> None:
        """Refuse for a while."""
        self.set_header("Retry-After", str(seconds))
        words = "Too many wrong keys were tried."
        self.say(429, "Please wait a moment", words, f"Try again in {seconds} seconds.")


class Ask(_Door):
    """Any address, asked for by someone who is not signed in."""

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is protected."""

    def prepare(self) -> None:
        """Ask to sign in, for every method; the address stays."""
        self.ask(401, after=self.request.uri if self.request.method == "GET" and self.request.uri else self.site.base)


class Exchange(_Door):
    """An address with a token in it: becomes a cookie and the address without it."""

    def get(self) -> None:
        """Exchange, refuse, or ask to wait."""
        seconds = self.site.guesses.wait()
        uri = self.request.uri or self.site.base
        if seconds:
            self.wait(seconds)
        elif is_right(self.site, self.get_query_argument("token", "")):
            self.let_in()
            self.redirect(without_token(uri, self.site.base), status=303)
        else:
            self.ask(401, after=uri, problem=_WRONG)


class Strip(Words):
    """An address with a token in it, opened by someone who is signed in already."""

    def get(self) -> None:
        """The same without it."""
        self.redirect(without_token(self.request.uri or self.site.base, self.site.base), status=303)


class SignIn(_Door):
    """The page where the address or the key can be pasted."""

    def get(self) -> None:
        """Show it."""
        self.ask(200, after=self.site.base)

    def post(self) -> None:
        """Look at what was pasted."""
        seconds = self.site.guesses.wait()
        after = self.get_body_argument("after", self.site.base)
        if seconds:
            self.wait(seconds)
        elif is_right(self.site, token_in(self.get_body_argument("key", ""))):
            self.let_in()
            self.redirect(without_token(after, self.site.base), status=303)
        else:
            self.ask(401, after=after, problem=_WRONG)


class SignOut(Words):
    """Forgets who this browser is: for computers that several people use."""

    async def post(self) -> None:
        """Take the cookie away, and close what this browser still has open: its pages and their news."""
        self.site.sessions.end(self.session, time.time())
        self.site.feed.hang_up(self.session.id)
        await self.site.kernels.end_all_of(self.session.id)
        self.clear_cookie(self.site.sessions.cookie, path=self.site.base)
        self.redirect(f"{self.site.base}login", status=303)


class Slide(_Door):
    """A page of ours, for people who are signed in; being used keeps them so."""

    def prepare(self) -> None:
        """Write the cookie again when it is some minutes old."""
        if self.session.is_stale(time.time()):
            self.let_in(self.session)
