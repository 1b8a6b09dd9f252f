"""Interactive workbooks and widgets for the people who run mentoring programs in libraries.

The public names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import MentorWidgetsError

if TYPE_CHECKING:
    from mentorwidgets.cadence import plan_meetings
    from mentorwidgets.ics import to_ics
    from mentorwidgets.model import Cadence
    from mentorwidgets.pairing import propose_pairs
    from mentorwidgets.roster import read_roster
    from mentorwidgets.store import Store
    from mentorwidgets.widgets import CadencePlanner, ChallengesWorksheet, ExpectationsForm, PairingPicker, RosterImport
    from mentorwidgets.workbook import Workbook

__version__ = "0.1.0"
__all__ = [
    "Cadence",
    "CadencePlanner",
    "ChallengesWorksheet",
    "ExpectationsForm",
    "MentorWidgetsError",
    "PairingPicker",
    "RosterImport",
    "Store",
    "Workbook",
    "__version__",
    "plan_meetings",
    "propose_pairs",
    "read_roster",
    "to_ics",
]

_ROOMS = {
    "Cadence": "model",
    "CadencePlanner": "widgets",
    "ChallengesWorksheet": "widgets",
    "ExpectationsForm": "widgets",
    "PairingPicker": "widgets",
    "RosterImport": "widgets",
    "Store": "store",
    "Workbook": "workbook",
    "plan_meetings": "cadence",
    "propose_pairs": "pairing",
    "read_roster": "roster",
    "to_ics": "ics",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'mentorwidgets' has no attribute '{name}'")
    return getattr(importlib.import_module(f"mentorwidgets.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    return __all__
