"""A word that lets the office in once: what a browser is started with, everybody on the computer can read."""

from __future__ import annotations

import hmac
import secrets
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 120.0  # seconds


class Once:
    """Draws such words and takes each of them once.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """None is drawn yet."""
        self._clock = clock
        self._word, self._until = "", 0.0

    def draw(self) -> str:
        """Return a new word; an older one is worth nothing any more."""
        self._word, self._until = secrets.token_urlsafe(24), self._clock() + _LONGEST
        return self._word

    def takes(self, given: str) -> bool:
        """Whether this is the word, and it holds; from now on it does not."""
        fits = bool(self._word) and hmac.compare_digest(given.encode(), self._word.encode())
        if not fits or self._clock() > self._until:
            return False
        self._word = ""
        return True
