"""How every handler of ours speaks: a page in our look, or the same words as JSON; an id, never a traceback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler

from mentorwidgets._disk import trouble as disk_trouble
from mentorwidgets.errors import MentorWidgetsError, ProgramError, StoreError, ValueRefusedError
from mentorwidgets.serve.logs import log, note_trouble
from mentorwidgets.serve.sessions import session_of

if TYPE_CHECKING:
    from types import TracebackType

    from mentorwidgets.serve.sessions import Session
    from mentorwidgets.serve.site import Site

_WORDS = {
    400: ("We did not understand that", "What your browser sent was not complete.", "Go back and try once more."),
    403: ("That is not allowed here", "This request did not come from a page of ours.", "Load the page again."),
    404: ("There is no such page", "Nothing is at this address.", "Go to your programs and choose from there."),
    405: ("That does not work here", "This address cannot be used in that way.", "Go to your programs."),
    429: ("Please wait a moment", "That was very much in a short time.", "It goes on by itself in a moment."),
    413: ("That is too much at once", "At most 2 MB can be sent at once.", "Send less, in several steps."),
}
_OURS = (
    "Something went wrong here",
    "This is our mistake, not yours. What you saved is safe.",
    "Please try once more.",
)


class Words(RequestHandler):
    """A handler that answers in words. Also a mix-in for Jupyter's handlers."""

    @property
    def site(self) -> Site:
        """What all handlers share."""
        site: Site = self.settings["site"]
        return site

    @property
    def session(self) -> Session:
        """Who is asking; the gate lets nobody else through."""
        session = session_of(self.request)
        if session is None:
            raise HTTPError(401)
        return session

    def set_cookie(self, name: str, value: str | bytes, *args: Any, **kwargs: Any) -> None:
        """Write a cookie; one of a page with https never travels without it."""
        super().set_cookie(name, value, *args, **{"secure": self.request.protocol == "https", **kwargs})

    def is_for_program(self) -> bool:
        """Whether a program asks, which wants JSON, and not a person."""
        path = self.request.path
        return "/api/" in path or self.request.headers.get("Upgrade", "").lower() == "websocket"

    def say(self, status: int, title: str, words: str, mend: str = "", name: str = "") -> None:
        """Answer with a status and words; ``name`` is the id in the log."""
        self.set_status(status)
        if self.is_for_program():
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"error": words, "mend": mend, "id": name}))
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.site.page("words", title=title, words=words, mend=mend, name=name, status=status))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Any error: words, and an id where it is our fault."""
        trouble = kwargs.get("exc_info")
        error = trouble[1] if trouble else None
        error = disk_trouble(error, "What you asked for") or error
        status_code = _status_of(error, status_code)
        name = ""
        title, words, mend = _WORDS.get(status_code, _OURS)
        if status_code >= 500:
            name = note_trouble(f"{self.request.method} {self.request.path}", trouble)
        if isinstance(error, MentorWidgetsError):
            words, mend = error.what, error.mend
        if status_code in {429, 503}:
            self.set_header("Retry-After", "2")
        self.say(status_code, title, words, mend, name)

    def log_exception(self, typ: Any, value: BaseException | None, tb: TracebackType | None) -> None:
        """Tornado would log the whole address with its query; ours is logged in `write_error`, once."""
        del typ, tb
        if isinstance(value, HTTPError) and value.log_message:
            log.info("%s %s: %s", self.request.method, self.request.path, value.log_message)


def _status_of(error: BaseException | None, status: int) -> int:
    for kind, code in ((StoreError, 503), (ProgramError, 404), (ValueRefusedError, 400)):
        if isinstance(error, kind):
            return code
    return status


class Missing(Words):
    """Whatever is not there."""

    def prepare(self) -> None:
        """Say so, for every method."""
        raise HTTPError(404)


class Refused(Words):
    """What the gate does not let through."""

    def initialize(self, *, status: int, title: str, words: str, mend: str, retry: int = 0) -> None:
        """Keep what to say."""
        self._said = (status, title, words, mend)
        self._retry = retry

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here, so nothing is protected."""

    def prepare(self) -> None:
        """Say it, for every method."""
        if self._retry:
            self.set_header("Retry-After", str(self._retry))
        self.say(*self._said)
