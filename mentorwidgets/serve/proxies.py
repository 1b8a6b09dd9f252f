"""What a proxy tells of the browser behind it: believed from the proxies that were named, and from nobody else.

``X-Forwarded-For``, ``-Proto``, ``-Host`` and ``-Port`` are read; ``Forwarded`` (RFC 7239), ``X-Real-IP`` and
``X-Scheme`` are not. Anyone may write anything into these headers, so of a list of addresses only the right-most one
that is no proxy of ours counts: that one was written by a proxy of ours, which saw it.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import re
from typing import TYPE_CHECKING, TypeAlias

from mentorwidgets.errors import ServeError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tornado.httputil import HTTPServerRequest

    from mentorwidgets.serve.options import Options

Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"
_FOR, _PROTO, _HOST, _PORT = (f"X-Forwarded-{name}" for name in ("For", "Proto", "Host", "Port"))
_HEADERS = (_FOR, _PROTO, _HOST, _PORT, "X-Forwarded", "Forwarded", "X-Real-Ip", "X-Scheme")
_MOST_UNNAMED = 20
_USUAL = {"http": 80, "https": 443}
_HAS_PORT = re.compile(r":[0-9]+$")


@dataclasses.dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as far as we believe it: the address, ``http`` or ``https``, and the host that was asked for."""

    address: str
    scheme: str
    host: str


def networks(words: Sequence[str]) -> tuple[Network, ...]:
    """The named proxies, each an IP address or a network such as ``10.0.3.0/24``.

    Raises:
        ServeError: a word is neither.
    """
    return tuple(_network(word) for word in words)


def caller(direct: Caller, headers: Mapping[str, str], proxies: Sequence[Network]) -> Caller:
    """Who really calls, where ``direct`` is who opened the connection and ``headers`` what came over it."""
    if not _is_in(direct.address, proxies):
        return direct
    address, hops = _client(direct.address, _listed(headers, _FOR), proxies)
    scheme = _told(headers, _PROTO, hops).lower()
    scheme = scheme if scheme in _USUAL else direct.scheme
    host = _told(headers, _HOST, hops) or direct.host
    return Caller(address, scheme, _with_port(host, _told(headers, _PORT, hops), scheme))


def unveil(request: HTTPServerRequest, proxies: Sequence[Network]) -> bool:
    """Write into a request who really calls, and take the headers away: nothing behind the gate can believe them.

    Returns whether somebody who is no proxy of ours told what only a proxy can know.
    """
    direct = Caller(request.remote_ip or "", request.protocol, request.host)
    is_unnamed = any(name in request.headers for name in _HEADERS) and not _is_in(direct.address, proxies)
    found = caller(direct, request.headers, proxies)
    for name in _HEADERS:
        request.headers.pop(name, None)
    request.remote_ip, request.protocol, request.host = found.address, found.scheme, found.host
    if "Host" in request.headers:  # Jupyter compares a websocket's Origin with the header
        request.headers["Host"] = found.host
    return is_unnamed


class Unnamed:
    """Warns once of each address that speaks like a proxy and was not named as one."""

    def __init__(self) -> None:
        """Nobody was warned of yet."""
        self._known: set[str] = set()

    def note(self, address: str) -> str:
        """What to say of this address; empty when it was said, or when so many were that it is no slip."""
        if address in self._known or len(self._known) >= _MOST_UNNAMED:
            return ""
        self._known.add(address)
        return (
            f"{address} speaks like a proxy and was not named, so what it tells of browsers is not believed: all who "
            f"come through it seem to be one computer, without https. If it is your proxy, start with --trust-proxy "
            f"{address}; if you have none there, somebody pretends, and nothing need be done."
        )


def warning(options: Options, fingerprint: str = "") -> str:
    """What it means to listen where others can reach us; empty when only this computer can.

    Args:
        options: of this run.
        fingerprint: of the certificate that we made, if we did.
    """
    if fingerprint:
        return (
            "What travels is encrypted. Each browser warns once that it does not know who made our certificate: we "
            "did, on this computer. Whoever wants to be sure compares what the browser shows of it (SHA-256) with "
            f"{fingerprint}, and then goes on by 'Advanced'."
        )
    if options.is_private():
        return ""
    if options.trust_proxies:
        return "Let nothing but your proxy reach this port: around it, what people send is not encrypted."
    return (
        "Others on your network can reach this address, and what you and they send is not encrypted: whoever is on the "
        "way can read it and take your place. Start it with --https, or put a proxy before it; the README says how."
    )


def _network(word: str) -> Network:
    try:
        return ipaddress.ip_network(word.strip())
    except ValueError:
        raise ServeError(
            f"'{word}' is not the address of a proxy.", "Give an IP address or a network, such as 10.0.3.0/24."
        ) from None


def _is_in(address: str, proxies: Sequence[Network]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    plain = getattr(found, "ipv4_mapped", None) or found
    return any(plain in network for network in proxies)


def _client(peer: str, listed: Sequence[str], proxies: Sequence[Network]) -> tuple[str, int]:
    # The address of the first hop that is no proxy of ours, and how many of ours stand between it and the last one.
    for hops, address in enumerate(reversed(listed)):
        if not _is_address(address):
            return peer, hops
        if not _is_in(address, proxies):
            return address, hops
        peer = address
    return peer, max(0, len(listed) - 1)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _listed(headers: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in headers.get(name, "").split(",") if item.strip()]


def _told(headers: Mapping[str, str], name: str, hops: int) -> str:
    # Each proxy adds at the right; one that stands alone was written by the outermost proxy, for all.
    listed = _listed(headers, name)
    return listed[-min(hops + 1, len(listed))] if listed else ""


def _with_port(host: str, port: str, scheme: str) -> str:
    if not port.isdecimal() or _HAS_PORT.search(host) or int(port) == _USUAL[scheme]:
        return host
    return f"{host}:{int(port)}"
