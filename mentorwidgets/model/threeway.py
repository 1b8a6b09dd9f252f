"""Two hands on one value: what a source said last time, what it says now, and what stands, changed by others since."""

from __future__ import annotations

from typing import Any, Final, NamedTuple


class Unsaid:
    """The one value that says nothing."""

    def __repr__(self) -> str:
        """Return its name."""
        return "UNSAID"


UNSAID: Final = Unsaid()
"""What a blank cell, or a column that is not there, says."""


class Settled(NamedTuple):
    """What a value will be, and whether both had changed it, so that a person should look."""

    value: Any
    is_clash: bool = False


def settle(stands: Any, said: Any, before: Any, blank: Any, *, first: bool = False) -> Settled:
    """Settle one value; what others changed stays until the source says something new and nobody else did.

    Args:
        stands: the value as it is.
        said: what the source says now, or UNSAID.
        before: what it said last time, or UNSAID when it never spoke of it.
        blank: the value of which nobody ever said anything.
        first: whether the source goes before where both changed it.

    >>> settle(stands=4, said=6, before=4, blank=0), settle(stands=5, said=4, before=4, blank=0)
    (Settled(value=6, is_clash=False), Settled(value=5, is_clash=False))
    >>> settle(stands=5, said=6, before=4, blank=0), settle(stands=5, said=UNSAID, before=4, blank=0)
    (Settled(value=5, is_clash=True), Settled(value=5, is_clash=False))
    """
    if said is UNSAID or said in (stands, before):
        return Settled(stands)
    if first or stands == (blank if before is UNSAID else before):
        return Settled(said)
    return Settled(stands, is_clash=True)
