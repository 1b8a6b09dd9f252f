"""Wrong sign-ins make everyone wait, longer each time; the memory of them fades."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FREE = 5
_FADE = 300.0  # seconds until half of the wrong guesses are forgotten
_LONGEST = 600.0


class Guesses:
    """Counts wrong guesses for all callers together: one token is guessed, wherever the guesses come from.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with a clean record."""
        self._clock = clock
        self._count = 0.0
        self._at = clock()
        self._until = 0.0

    def wait(self) -> int:
        """How many whole seconds until the next guess is looked at; 0: now."""
        left = self._until - self._clock()
        return int(left) + 1 if left > 0 else 0

    def wrong(self) -> None:
        """Remember one wrong guess."""
        now = self._clock()
        self._count = self._count * 0.5 ** ((now - self._at) / _FADE) + 1
        self._at = now
        if self._count > _FREE - 0.5:
            self._until = now + min(_LONGEST, 2 ** (self._count - _FREE + 2))
