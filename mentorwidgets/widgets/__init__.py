"""The worksheets as widgets: each works bare in any notebook and knows nothing of stores or servers."""

from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets._people import Known
from mentorwidgets.widgets._planning import Agreed
from mentorwidgets.widgets.cadence import CadencePlanner
from mentorwidgets.widgets.challenges import ChallengesWorksheet
from mentorwidgets.widgets.expectations import ExpectationsForm
from mentorwidgets.widgets.pairing import PairingPicker
from mentorwidgets.widgets.reference import Reference
from mentorwidgets.widgets.roster import RosterImport
from mentorwidgets.widgets.trainer import TrainerGuide

__all__ = [
    "Agreed",
    "CadencePlanner",
    "ChallengesWorksheet",
    "ExpectationsForm",
    "Known",
    "PairingPicker",
    "Reference",
    "RosterImport",
    "TrainerGuide",
    "Worksheet",
]
