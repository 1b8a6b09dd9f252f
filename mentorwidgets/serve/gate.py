"""One gate before every address: which host, from where, who, and whose kernel. Nothing is reached around it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from tornado.web import Application, RequestHandler

from mentorwidgets.serve.options import plain_name
from mentorwidgets.serve.proxies import networks, unveil
from mentorwidgets.serve.sessions import remember, session_of
from mentorwidgets.serve.signin import Ask, Exchange, Strip
from mentorwidgets.serve.words import Missing, Refused

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from mentorwidgets.serve.site import Site

_KERNEL = re.compile(r"/(?:api/kernels|voila/api/shutdown)/([^/]+)")
_SAFE = {"GET", "HEAD"}
_ELSEWHERE = {"cross-site", "same-site"}  # "same-site" is another port of this computer, too
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
        super().__init__(site=site, default_handler_class=Missing, **settings)

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """Let through, or answer at the gate."""
        unveil(request, self._proxies)
        refusal = self._refusal(request)
        if refusal is None:
            return super().find_handler(request, **kwargs)
        handler, words = refusal
        return self.get_handler_delegate(request, handler, words)

    def _refusal(self, request: HTTPServerRequest) -> Refusal | None:
        return (
            self._stranger(request) or self._elsewhere(request) or self._unknown(request) or self._not_theirs(request)
        )

    def _stranger(self, request: HTTPServerRequest) -> Refusal | None:
        if plain_name(request.host) in self._names:
            return None
        mend = "Use the address that the program printed, or start it with --allow-host and this name."
        return _refuse(403, "This server has another name", "It does not answer to the name in the address.", mend)

    def _elsewhere(self, request: HTTPServerRequest) -> Refusal | None:
        headers = request.headers
        origin = headers.get("Origin")
        foreign = origin is not None and origin.lower().rpartition("://")[2] != request.host.lower()
        foreign = foreign or headers.get("Sec-Fetch-Site") in _ELSEWHERE
        if foreign and not _is_link(request):
            return _refuse(
                403, "That is not allowed here", "This request came from another web site.", "Load our page."
            )
        return None

    def _unknown(self, request: HTTPServerRequest) -> Refusal | None:
        session = self._site.sessions.of_cookies(request.cookies, time.time())
        brings_token = request.method == "GET" and "token" in request.query_arguments
        if session is not None:
            remember(request, session)
            return (Strip, {}) if brings_token else None
        if request.path == f"{self._site.base}login" or self._site.assets.is_open(request.path):
            return None
        return (Exchange if brings_token else Ask), {}

    def _not_theirs(self, request: HTTPServerRequest) -> Refusal | None:
        found = _KERNEL.search(request.path)
        if found is None:
            return None
        session = session_of(request)
        if session is not None and self._site.kernels.is_owner(found.group(1), session.id):
            return None
        return _refuse(404, "This page is no longer open", "Its kernel has ended.", "Load the page again.")


def _is_link(request: HTTPServerRequest) -> bool:
    # A link may lead here; a picture, a frame or a script of another site may not: opening a page starts a kernel, and
    # an address with a key in it counts as a guess.
    marks = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    return request.method in _SAFE and all(request.headers.get(name) == mark for name, mark in marks.items())


def _refuse(status: int, title: str, words: str, mend: str) -> Refusal:
    return Refused, {"status": status, "title": title, "words": words, "mend": mend}
