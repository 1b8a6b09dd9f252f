"""Wrong sign-ins make the one who tries them wait, longer each time; the memory of them fades."""

from __future__ import annotations

import dataclasses
import ipaddress
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FREE = 5
_FADE = 300.0  # seconds until half of the wrong guesses are forgotten
_LONGEST = 600.0
_MOST = 10_000  # callers remembered


@dataclasses.dataclass(slots=True)
class _Record:
    count: float = 0.0
    at: float = 0.0
    until: float = 0.0


class Guesses:
    """Counts wrong guesses of each caller, so that nobody can make everybody else wait.

    Guesses from many places at once are not slowed down together: a key has 128 random bits or more, and no number of
    places comes near that.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with a clean record."""
        self._clock = clock
        self._records: dict[str, _Record] = {}

    def wait(self, caller: str | None = "") -> int:
        """How many whole seconds until the next guess of this address is looked at; 0: now."""
        record = self._records.get(_place(caller))
        left = record.until - self._clock() if record else 0.0
        return int(left) + 1 if left > 0 else 0

    def wrong(self, caller: str | None = "") -> None:
        """Remember one wrong guess."""
        now = self._clock()
        if len(self._records) >= _MOST:
            self._records = {place: record for place, record in self._records.items() if record.until > now}
        if len(self._records) >= _MOST:
            self._records.clear()
        record = self._records.setdefault(_place(caller), _Record(at=now))
        record.count = record.count * 0.5 ** ((now - record.at) / _FADE) + 1
        record.at = now
        if record.count > _FREE - 0.5:
            record.until = now + min(_LONGEST, 2 ** (record.count - _FREE + 2))


def _place(caller: str | None) -> str:
    # Whoever has one IPv6 address has the whole /64 around it.
    try:
        address = ipaddress.ip_address(caller or "")
    except ValueError:
        return caller or ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
