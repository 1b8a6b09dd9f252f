"""Calendar files: plans out, taken times in. Everything of icalendar stays in this room.

The library is loaded when a file is first written or read.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mentorwidgets.ics.busy import BusyReading, read_busy
    from mentorwidgets.ics.far import read_busy_apart
    from mentorwidgets.ics.write import to_ics

__all__ = ["BusyReading", "read_busy", "read_busy_apart", "to_ics"]

_ROOM = {"BusyReading": "busy", "read_busy": "busy", "read_busy_apart": "far", "to_ics": "write"}


def __getattr__(name: str) -> Any:
    """Load the room of a name when it is first asked for."""
    if name not in _ROOM:
        raise AttributeError(f"module 'mentorwidgets.ics' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.ics.{_ROOM[name]}"), name)
