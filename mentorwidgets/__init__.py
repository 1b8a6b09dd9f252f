"""Interactive workbooks and widgets for the people who run mentoring programs in libraries.

The public names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import MentorWidgetsError

if TYPE_CHECKING:
    from mentorwidgets.pairing import propose_pairs
    from mentorwidgets.roster import read_roster
    from mentorwidgets.store import Store
    from mentorwidgets.widgets import PairingPicker, RosterImport
    from mentorwidgets.workbook import Workbook

__version__ = "0.1.0"
__all__ = [
    "MentorWidgetsError",
    "PairingPicker",
    "RosterImport",
    "Store",
    "Workbook",
    "__version__",
    "propose_pairs",
    "read_roster",
]

_ROOMS = {
    "PairingPicker": "widgets",
    "RosterImport": "widgets",
    "Store": "store",
    "Workbook": "workbook",
    "propose_pairs": "pairing",
    "read_roster": "roster",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'mentorwidgets' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return __all__
