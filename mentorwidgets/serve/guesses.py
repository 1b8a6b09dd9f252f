"""Wrong sign-ins make the one who tries them wait, longer each time; the memory of them fades."""

from __future__ import annotations

import dataclasses
import ipaddress
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FREE = 5  # wrong guesses of one key from one address
_ROOM = 150  # of all keys from one address: a class of thirty behind one router
_PREFIX = 6  # letters of a key that tell it from others
_FADE = 300.0  # seconds until half of the wrong guesses are forgotten
_LONGEST = 600.0
_MOST = 10_000  # callers remembered


@dataclasses.dataclass(slots=True)
class _Record:
    count: float = 0.0
    at: float = 0.0
    until: float = 0.0


class Guesses:
    """Counts wrong guesses of each key from each address, and more generously those of the whole address.

    Behind one address may be a whole library, so a key that we drew and that is right is never asked to wait: it has
    128 random bits or more, and no number of guesses comes near that. Who waits is whoever goes on being wrong, and
    whoever gives a word that somebody chose.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with a clean record."""
        self._clock = clock
        self._records: dict[tuple[str, str], _Record] = {}

    def wait(self, caller: str | None = "", key: str = "") -> int:
        """How many whole seconds until the next guess of this key from this address is looked at; 0: now."""
        place = _place(caller)
        records = [self._records.get(name) for name in ((place, ""), (place, key[:_PREFIX]))]
        left = max((record.until - self._clock() for record in records if record), default=0.0)
        return int(left) + 1 if left > 0 else 0

    def wrong(self, caller: str | None = "", key: str = "") -> None:
        """Remember one wrong guess."""
        place = _place(caller)
        self._count((place, ""), _ROOM if key else _FREE)
        if key:
            self._count((place, key[:_PREFIX]), _FREE)

    def _count(self, place: tuple[str, str], free: int) -> None:
        now = self._clock()
        if len(self._records) >= _MOST:
            self._records = {place: record for place, record in self._records.items() if record.until > now}
        if len(self._records) >= _MOST:
            self._records.clear()
        record = self._records.setdefault(place, _Record(at=now))
        record.count = record.count * 0.5 ** ((now - record.at) / _FADE) + 1
        record.at = now
        if record.count > free - 0.5:
            record.until = now + min(_LONGEST, 2 ** min(record.count - free + 2, 60))


def _place(caller: str | None) -> str:
    # Whoever has one IPv6 address has the whole /64 around it.
    try:
        address = ipaddress.ip_address(caller or "")
    except ValueError:
        return caller or ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
