"""How much somebody may send in a while: buckets that fill with time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mentorwidgets.serve.sessions import Session

AT_ONCE, PER_SECOND = 1000, 100  # operations of one person, through all of their browsers
GUEST_AT_ONCE, GUEST_PER_SECOND = 200, 5  # of one guest of a room: a message's worth, and more than anybody types
ROOM_AT_ONCE, ROOM_PER_SECOND = 2000, 100  # of all guests of a room together
_MOST = 10_000  # buckets kept


class Allowance:
    """How many operations or messages each may still send.

    Args:
        at_once: what a full bucket holds.
        per_second: how fast it fills.
    """

    def __init__(self, at_once: int = AT_ONCE, per_second: int = PER_SECOND) -> None:
        """Everyone begins with a full bucket."""
        self._at_once, self._per_second = at_once, per_second
        self._left: dict[Hashable, tuple[float, float]] = {}

    def take(self, who: Hashable, number: int, now: float) -> bool:
        """Take some; False when there are not enough left."""
        left, at = self._left.get(who, (float(self._at_once), now))
        left = min(self._at_once, left + (now - at) * self._per_second)
        fits = number <= left
        self._left[who] = (left - number if fits else left, now)
        if len(self._left) > _MOST:
            self._left.clear()
        return fits


class Allowances:
    """What everybody may save. All guests of a room are one viewer, so each browser of theirs has a bucket of its own.

    Links of a room are shared, and a new browser costs nothing: all guests together have a bucket, too.
    """

    def __init__(self) -> None:
        """Everyone begins with a full bucket."""
        self._people = Allowance()
        self._guests = Allowance(GUEST_AT_ONCE, GUEST_PER_SECOND)
        self._rooms = Allowance(ROOM_AT_ONCE, ROOM_PER_SECOND)

    def take(self, session: Session, number: int, now: float) -> bool:
        """Take some for whoever asks; False when there are not enough left."""
        viewer = session.viewer()
        if viewer.role != "guest":
            return self._people.take(viewer, number, now)
        return self._guests.take(session.id, number, now) and self._rooms.take(viewer.door, number, now)
