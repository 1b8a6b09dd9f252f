"""One gate before every address: which host, from where, who, what they may, whose kernel. Nothing goes around it."""

from __future__ import annotations

import re
import sys
import time
from typing import TYPE_CHECKING, Any

from tornado.httputil import HTTPMessageDelegate
from tornado.web import Application, RequestHandler

from mentorwidgets.access import may
from mentorwidgets.errors import MentorWidgetsError
from mentorwidgets.serve.logs import door_log, note_trouble
from mentorwidgets.serve.options import plain_name
from mentorwidgets.serve.proxies import Unnamed, networks, unveil
from mentorwidgets.serve.sessions import remember, session_of
from mentorwidgets.serve.signin import Ask, Exchange, Strip
from mentorwidgets.serve.words import Missing, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine, ResponseStartLine

    from mentorwidgets.model import Viewer
    from mentorwidgets.serve.routes import Route
    from mentorwidgets.serve.site import Site

ANYONE = "anyone"
"""The right that everybody has, also without signing in."""

SIGNED_IN = "signed in"
"""The right of everybody who is signed in; what lies behind it looks closer by itself."""

STRANGERS_BODY = 100_000
"""Bytes that somebody may send who is not signed in; beyond, the connection ends before any is read."""
_KERNEL = re.compile(r"/(?:api/kernels|voila/api/shutdown)/([^/]+)")
_SAFE = {"GET", "HEAD"}
_ELSEWHERE = {"cross-site", "same-site"}  # "same-site" is another port of this computer, too
_ENDED = "Your link has ended or was taken back. Ask the person who gave it to you for a new one."
Refusal = tuple[type[RequestHandler], dict[str, Any]]


class GatedApplication(Application):
    """A tornado application whose every route lies behind the gate.

    Args:
        site: what all handlers share.
        settings: tornado's.
    """

    def __init__(self, site: Site, **settings: Any) -> None:
        """Hand tornado its settings, ours among them."""
        self._site = site
        self._names = site.options.names()
        self._proxies = networks(site.options.trust_proxies)
        self._unnamed = Unnamed()
        self._rights: Mapping[type[RequestHandler], str] = {Missing: SIGNED_IN}
        super().__init__(site=site, default_handler_class=Missing, **settings)

    def open(self, routes: Sequence[Route]) -> None:
        """Mount routes, each with its right."""
        self._rights = {**self._rights, **{route.handler: route.right for route in routes}}
        self.add_handlers(".*$", [(route.address, route.handler, route.arguments or {}) for route in routes])

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """Hand the request to the gate, which looks who it is before anything else happens."""
        del kwargs
        return _Gate(self, request)

    async def admit(self, request: HTTPServerRequest) -> Any:
        """What answers this request: its handler, or a refusal."""
        if unveil(request, self._proxies) and (words := self._unnamed.note(request.remote_ip or "")):
            door_log.warning("%s", words)
            print(words, file=sys.stderr, flush=True)  # noqa: T201 - for whoever has just started it behind a proxy
        refusal = self._stranger(request) or self._elsewhere(request) or await self._unknown(request)
        found: Any = super().find_handler(request)
        if refusal is None and session_of(request) is not None:
            refusal = self._not_theirs(request) or self._not_allowed(request, found)
        return found if refusal is None else self.get_handler_delegate(request, *refusal)

    def _stranger(self, request: HTTPServerRequest) -> Refusal | None:
        if plain_name(request.host) in self._names:
            return None
        mend = "Use the address that the program printed, or start it with --allow-host and this name."
        return _refuse(403, "This server has another name", "It does not answer to the name in the address.", mend)

    def _elsewhere(self, request: HTTPServerRequest) -> Refusal | None:
        headers = request.headers
        origin = headers.get("Origin")
        scheme, _, host = (origin or "").lower().rpartition("://")
        foreign = origin is not None and host != request.host.lower()
        # A page of our own name without https may have been written by whoever stands in the way.
        foreign = foreign or (scheme == "http" and request.protocol == "https")
        foreign = foreign or headers.get("Sec-Fetch-Site") in _ELSEWHERE
        if foreign and not _is_link(request):
            return _refuse(
                403, "That is not allowed here", "This request came from another web site.", "Load our page."
            )
        return None

    async def _unknown(self, request: HTTPServerRequest) -> Refusal | None:
        hub = self._site.hub
        session = self._site.sessions.of_cookies(request.cookies, time.time(), request.protocol)
        if hub is not None and session is not None and hub.is_over(session, request):
            session = None
        try:
            viewer = await self._site.visitors.look(session) if session else None
        except MentorWidgetsError as error:
            note_trouble("the database could not say who this is", error)
            return _refuse(503, "Please wait a moment", error.what, error.mend, retry=2)
        if session is not None and viewer is not None:
            remember(request, session.of(viewer))
            return _brought(request, viewer, is_closed=hub is not None)
        if self._is_for_anyone(request):
            return None
        ended = _ENDED if session and session.door else ""
        ask: Refusal = (Ask, {"problem": ended}) if hub is None else (hub.asks, {})
        return _brought(request, None, is_closed=hub is not None) or ask

    def _is_for_anyone(self, request: HTTPServerRequest) -> bool:
        found: Any = super().find_handler(request)
        return self._rights.get(found.handler_class) == ANYONE or self._site.assets.is_open(request.path)

    def _not_theirs(self, request: HTTPServerRequest) -> Refusal | None:
        found = _KERNEL.search(request.path)
        if found is None or self._site.kernels.is_owner(found.group(1), session_of(request)):
            return None
        return _refuse(404, "This page is no longer open", "Its kernel has ended.", "Load the page again.")

    def _not_allowed(self, request: HTTPServerRequest, found: Any) -> Refusal | None:
        # What belongs to others looks as if it were not there.
        right = self._rights.get(found.handler_class, "")
        names = [part.decode(errors="replace") for part in found.path_args]
        session = session_of(request)
        if right in {ANYONE, SIGNED_IN} or (session and right and _holds(session.viewer(), right, names)):
            return None
        return Missing, {}


class _Gate(HTTPMessageDelegate):
    """Waits until it is known who asks; then everything goes to the handler that answers."""

    def __init__(self, application: GatedApplication, request: HTTPServerRequest) -> None:
        self._application = application
        self._request = request
        self._inner: Any = None

    async def headers_received(self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders) -> None:
        """Choose who answers."""
        self._inner = await self._application.admit(self._request)
        if session_of(self._request) is None:
            connection: Any = self._request.connection
            connection.set_max_body_size(STRANGERS_BODY)
        more = self._inner.headers_received(start_line, headers)
        if more is not None:
            await more

    def data_received(self, chunk: bytes) -> Any:
        """Pass on a piece of the body."""
        return self._inner.data_received(chunk)

    def finish(self) -> None:
        """Let the handler answer, unless nobody is there any more."""
        connection: Any = self._request.connection
        if connection.stream is not None and not connection.stream.closed():
            self._inner.finish()

    def on_connection_close(self) -> None:
        """Pass it on, when there is somebody to hear it."""
        if self._inner is not None:
            self._inner.on_connection_close()


def _brought(request: HTTPServerRequest, viewer: Viewer | None, *, is_closed: bool) -> Refusal | None:
    """An address with the office's token: exchanged, or only taken out for those who have exchanged it already."""
    if request.method != "GET" or "token" not in request.query_arguments:
        return None
    is_known = viewer is not None and viewer.role == "office"
    return (Strip if is_known or is_closed else Exchange), {}


def _holds(viewer: Viewer, right: str, names: Sequence[str]) -> bool:
    return may(viewer, right.format(*names), names[0] if names else "")


def _is_link(request: HTTPServerRequest) -> bool:
    # A link may lead here; a picture, a frame or a script of another site may not: opening a page starts a kernel, and
    # an address with a key in it counts as a guess.
    marks = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return request.method in _SAFE and all(request.headers.get(name) == mark for name, mark in marks.items())


def _refuse(status: int, title: str, words: str, mend: str, retry: int = 0) -> Refusal:
    return Refused, {"status": status, "title": title, "words": words, "mend": mend, "retry": retry}
