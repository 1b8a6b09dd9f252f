"""What the server was asked to do, as one frozen value."""

from __future__ import annotations

import dataclasses
import ipaddress
import secrets
from pathlib import Path

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

    def with_token(self) -> Options:
        """The same with a random token where none was given."""
        return self if self.token else dataclasses.replace(self, token=secrets.token_urlsafe(24))

    def names(self) -> frozenset[str]:
        """The host names under which a browser may reach us, in small letters, without ports."""
        own = () if _is_any(self.host) else (self.host,)
        return frozenset(name.lower().strip("[]") for name in (*_LOOPBACK, *own, *self.allow_hosts))

    def shown_host(self) -> str:
        """The host as it stands in an address."""
        host = "127.0.0.1" if _is_any(self.host) else self.host
        return f"[{host}]" if ":" in host else host


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host or "0.0.0.0").is_unspecified  # noqa: S104 - compared, not bound
    except ValueError:
        return False
