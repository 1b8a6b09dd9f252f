"""Rights: the one place that says who may open, read and write what (XC3, XC4, EX10).

`TABLE` and `ACTIONS` are data, one row for each kind of field and for each deed; `rights` only looks things up in them.
What stands in no row belongs to the office alone. Pure: everybody above asks here, and nobody else decides.
"""

from mentorwidgets.access.people import bars_for, people_for, places_taken
from mentorwidgets.access.rights import (
    Rights,
    action_rows,
    is_closed,
    labels,
    looks,
    may,
    readable,
    readers,
    refuse_write,
    reveals,
    table_rows,
)
from mentorwidgets.access.table import ACTIONS, TABLE, Action, Row

__all__ = [
    "ACTIONS",
    "TABLE",
    "Action",
    "Rights",
    "Row",
    "action_rows",
    "bars_for",
    "is_closed",
    "labels",
    "looks",
    "may",
    "people_for",
    "places_taken",
    "readable",
    "readers",
    "refuse_write",
    "reveals",
    "table_rows",
]
