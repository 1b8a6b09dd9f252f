"""Introduces worksheets to the store: only this room knows both.

In JupyterLab and other notebooks a `Workbook` opens the library's folder and its worksheets save through the kernel. In
our server the kernel holds no database: it reads a snapshot of what its visitor may see, and the page saves over HTTP.
"""

from mentorwidgets.workbook.book import SNAPSHOT_VARIABLE, Workbook
from mentorwidgets.workbook.cards import ProgramCard, WorksheetCard, overview
from mentorwidgets.workbook.challenges import themes_over
from mentorwidgets.workbook.meant import answer_names
from mentorwidgets.workbook.messages import MAX_OPERATIONS, answer_to_plain, refuse_elsewhere
from mentorwidgets.workbook.rooms import operations_from_room, take_room, taken_words
from mentorwidgets.workbook.sheets import RULES, WORKSHEETS, open_database, open_store
from mentorwidgets.workbook.state import snapshot, worksheet_state

__all__ = [
    "MAX_OPERATIONS",
    "RULES",
    "SNAPSHOT_VARIABLE",
    "WORKSHEETS",
    "ProgramCard",
    "Workbook",
    "WorksheetCard",
    "answer_names",
    "answer_to_plain",
    "open_database",
    "open_store",
    "operations_from_room",
    "overview",
    "refuse_elsewhere",
    "snapshot",
    "take_room",
    "taken_words",
    "themes_over",
    "worksheet_state",
]
