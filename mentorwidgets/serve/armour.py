"""The headers that every answer carries, whoever wrote it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import TYPE_CHECKING

from tornado.web import GZipContentEncoding, OutputTransform

from mentorwidgets.serve.templates import template_dir

if TYPE_CHECKING:
    from tornado.httputil import HTTPHeaders, HTTPServerRequest

FLOOR = (template_dir() / "static" / "_floor.js").read_text(encoding="utf-8")
"""The one script that stands in our pages themselves: it must run where nothing else does, and costs no request."""


def hash_source(script: str) -> str:
    """The CSP source of one inline script."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


_SCRIPTS = f"script-src 'self' blob: {hash_source(FLOOR)}"
_COMMON = (
    "default-src 'none'; object-src 'none'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LEAN = f"{_COMMON}; {_SCRIPTS}; style-src 'self' blob:"
"""For our own pages: scripts and styles from our files, widgets' own from blobs, and one inline script by its hash."""

STOCK = f"{_COMMON}; {_SCRIPTS}; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:"
"""For pages with Voilà's own front end, whose bundles insert style elements."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}


def allow(request: HTTPServerRequest, policy: str) -> None:
    """Give this answer another Content-Security-Policy than `LEAN`."""
    vars(request)["mentorwidgets_policy"] = policy


class Armour(OutputTransform):
    """Writes the headers, last of all, so that no handler can forget them."""

    def __init__(self, request: HTTPServerRequest) -> None:
        """Remember the request: a handler may have chosen another policy for it."""
        self._request = request

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        """Set them on the first chunk, which carries the headers."""
        del finishing
        headers["Content-Security-Policy"] = vars(self._request).get("mentorwidgets_policy", LEAN)
        for name, value in HEADERS.items():
            headers[name] = value
        if headers.get("Content-Type", "").startswith("text/") and "charset" not in headers["Content-Type"]:
            headers["Content-Type"] += "; charset=utf-8"
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        headers.pop("Server", None)
        return status_code, headers, chunk


TRANSFORMS = [Armour, GZipContentEncoding]
