"""What the server was asked to do, as one frozen value."""

from __future__ import annotations

import dataclasses
import ipaddress
import re
import secrets
from pathlib import Path

_PORT = re.compile(r":[0-9]*$")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one run. ``token`` is never empty: `sign_in` gives the one to use."""

    folder: Path
    port: int = 8866
    host: str = "127.0.0.1"
    open_browser: bool = True
    token: str | None = None
    max_kernels: int = 20
    idle_seconds: float = 1800
    allow_hosts: tuple[str, ...] = ()
    spare: bool = True
    base: str = "/"
    patience: float = 10.0  # seconds to wait while another program writes to the database

    def with_token(self) -> Options:
        """The same with a random token where none was given."""
        return self if self.token else dataclasses.replace(self, token=secrets.token_urlsafe(24))

    def names(self) -> frozenset[str]:
        """The host names under which a browser may reach us, in small letters, without ports."""
        own = () if _is_any(self.host) else (self.host,)
        return frozenset(plain_name(name) for name in (*_LOOPBACK, *own, *self.allow_hosts))

    def shown_host(self) -> str:
        """The host as it stands in an address."""
        host = "127.0.0.1" if _is_any(self.host) else self.host
        return f"[{host}]" if ":" in host else host


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
