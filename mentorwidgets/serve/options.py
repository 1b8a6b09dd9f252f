"""What the server was asked to do, as one frozen value."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mentorwidgets.errors import ServeError

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN_VARIABLE = "MENTORWIDGETS_TOKEN"  # noqa: S105 - the name of one
_SHORTEST = 24  # letters of a word that strangers must not guess
_HUB_NAMES = ("JUPYTERHUB_PUBLIC_URL", "JUPYTERHUB_PUBLIC_HUB_URL", "JUPYTERHUB_HOST")
_PORT = re.compile(r":[0-9]*$")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_FOLDERS = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one run.

    Args:
        folder: a mentorwidgets folder: database, workbooks, secrets.
        port: where to listen; when it is taken, the next free one is used.
        host: the address to listen on; anything but a loopback address is reachable by others.
        open_browser: whether to open the address in a web browser.
        token: the word that signs the office in, see `with_token`; without one, nobody comes in by a token.
        is_drawn: whether we drew the token ourselves, see `with_token`; a word that somebody chose may be guessed.
        max_kernels: worksheets that may be open at the same time, over all people; None: as many as memory holds.
        max_kernels_each: of them, those of one person; the office may have all.
        idle_seconds: after so long without use a worksheet is put to sleep.
        allow_hosts: further names under which browsers may reach the server.
        spare: keep a kernel ready for the next page, so that it opens sooner.
        base: the path under which everything lies, with a slash at both ends, see `plain_base`.
        trust_proxies: addresses or networks of the proxies whose ``X-Forwarded-`` headers are believed.
        patience: seconds to wait while another program writes to the database, before a save is refused.
        hub: JupyterHub says who people are; the office has no token then.
        https: encrypt what travels, with a certificate of our own making; browsers warn of it once.
        ping_seconds: how often each open page is asked whether it is there; one that does not answer twice is gone.
    """

    folder: Path
    port: int = 8866
    host: str = "127.0.0.1"
    open_browser: bool = True
    token: str | None = None
    is_drawn: bool = False
    max_kernels: int | None = None
    max_kernels_each: int = 6
    idle_seconds: float = 1800
    allow_hosts: tuple[str, ...] = ()
    spare: bool = True
    base: str = "/"
    trust_proxies: tuple[str, ...] = ()
    patience: float = 10.0
    hub: bool = False
    https: bool = False
    ping_seconds: float = 20.0

    def with_token(self) -> Options:
        """The same with a token where none was given: the one that several servers share, else a random one.

        Raises:
            ServeError: the shared one is so short that it could be guessed.
        """
        if self.token or self.hub:
            return self
        shared = os.environ.get(TOKEN_VARIABLE, "")
        if shared and len(shared) < _SHORTEST:
            raise ServeError(
                f"The word in {TOKEN_VARIABLE} is too short.", f"Give it {_SHORTEST} random letters or more."
            )
        return dataclasses.replace(self, token=shared or secrets.token_urlsafe(24), is_drawn=not shared)

    def names(self) -> frozenset[str]:
        """The host names under which a browser may reach us, in small letters, without ports."""
        own = () if _is_any(self.host) else (self.host,)
        return frozenset(plain_name(name) for name in (*_LOOPBACK, *own, *self.allow_hosts))

    def is_private(self) -> bool:
        """Whether only this computer can reach us."""
        name = plain_name(self.host)
        return name == "localhost" or (not _is_any(self.host) and _is_loopback(name))

    def shown_host(self) -> str:
        """The host as it stands in an address."""
        host = "127.0.0.1" if _is_any(self.host) else self.host
        return f"[{host}]" if ":" in host else host


def at_hub(options: Options, environ: Mapping[str, str] = os.environ) -> Options:
    """The same options at the place that JupyterHub gives its service, and the names by which people reach it there.

    Raises:
        ServeError: JupyterHub did not say where.
    """
    url, base = urlsplit(environ.get("JUPYTERHUB_SERVICE_URL", "")), environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
    if not url.hostname or not url.port or not base:
        raise ServeError("JupyterHub did not say where to listen.", "Give the service a url in jupyterhub_config.py.")
    names = [urlsplit(environ.get(name, "")).hostname for name in _HUB_NAMES]
    return dataclasses.replace(
        options,
        hub=True,
        host=url.hostname,
        port=url.port,
        base=plain_base(base),
        token=None,
        open_browser=False,
        allow_hosts=(*options.allow_hosts, *(name for name in names if name)),
    )


def plain_base(base: str) -> str:
    """A path as it stands before all our addresses: a slash at both ends, and nothing in it that means something else.

    Raises:
        ServeError: it holds other letters than ``A-Za-z0-9_-``.
    """
    folders = base.strip("/")
    if folders and not _FOLDERS.fullmatch(folders):
        raise ServeError(f"'{base}' is no path that we can use.", "Give one such as /mentoring/.")
    return f"/{folders}/" if folders else "/"


def plain_name(host: str) -> str:
    """A host as browsers send it, made comparable: small letters, no port, no brackets, one spelling of an IP address.

    Names with letters beyond ASCII become what browsers make of them (``xn--...``).
    """
    name = host.lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        name = _PORT.sub("", name)
    try:
        return str(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return _ascii(name)


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host or "0.0.0.0").is_unspecified  # noqa: S104 - compared, not bound
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
