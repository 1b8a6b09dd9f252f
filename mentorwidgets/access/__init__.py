"""Rights: the one place that says who may open, read and write what (XC3, XC4, EX10).

`TABLE` and `ACTIONS` are data, one row for each kind of field and for each deed; `rights` only looks things up in them.
What stands in no row belongs to the office alone. Pure: everybody above asks here, and nobody else decides.
"""

from mentorwidgets.access.people import bars_for, people_for, places_taken
from mentorwidgets.access.rights import (
    Rights,
    action_rows,
    is_closed,
    is_own,
    is_sealed,
    is_shut_here,
    labels,
    looks,
    may,
    readable,
    readers,
    refuse_write,
    reveals,
    table_rows,
)
from mentorwidgets.access.shut import EVERYTHING, own_mark, past_mark
from mentorwidgets.access.table import ACTIONS, TABLE, Action, Row

__all__ = [
    "ACTIONS",
    "EVERYTHING",
    "TABLE",
    "Action",
    "Rights",
    "Row",
    "action_rows",
    "bars_for",
    "is_closed",
    "is_own",
    "is_sealed",
    "is_shut_here",
    "labels",
    "looks",
    "may",
    "own_mark",
    "past_mark",
    "people_for",
    "places_taken",
    "readable",
    "readers",
    "refuse_write",
    "reveals",
    "table_rows",
]
