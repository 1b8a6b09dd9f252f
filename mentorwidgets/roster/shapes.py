"""How the cells of each field look: whether a value can be what the header of its column says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import choices, values
from mentorwidgets.roster.clearance import speaks_of_check
from mentorwidgets.roster.convert import people
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.hours import hours_from_text
from mentorwidgets.roster.lists import is_prose
from mentorwidgets.roster.roles import roles_from_text, speaks_of_role
from mentorwidgets.roster.ticks import is_tick
from mentorwidgets.roster.week import speaks_of_time
from mentorwidgets.roster.zones import zone_from_text

_LAST_FIRST = re.compile(r"[^\W\d_][\w' .-]*, ?[^\W\d_][\w' .-]*")
_FULL_NAME = re.compile(r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\.? )?[^\W\d_][\w'\u2019.-]*(?: [^\W\d_][\w'\u2019.-]*){1,4}")
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_NAME = re.compile(r"[^\W\d_][^\d@/:;\[\]{}]*")


def shape(field: str) -> Callable[[str], bool] | None:
    """How a value of a field looks, or None when any text may be one."""
    form = FIELDS[field].form
    if field in _SHAPES:
        return _SHAPES[field]
    return _SHAPES_OF_FORMS.get(form)


def _reads(convert: Callable[[str], Any]) -> Callable[[str], bool]:
    def fits(cell: str) -> bool:
        try:
            convert(cell)
        except ValueRefusedError as error:
            return not error.what
        return True

    return fits


def _is_person_name(cell: str) -> bool:
    return "@" not in cell and len(cell) < 80 and len(cell.split()) < 9


def is_full_name(cell: str) -> bool:
    """Whether a cell looks like the first and last name of somebody."""
    named = _FULL_NAME.fullmatch(cell) or (len(cell) < 40 and _LAST_FIRST.fullmatch(cell))
    return bool(named) and cell[0].isupper()


def _are_short(cell: str) -> bool:
    return all(len(name.split()) < 7 for name in people(cell))


def _is_short(cell: str) -> bool:
    return len(cell) < 120


def is_moment(cell: str) -> bool:
    """Whether a cell is a day, or a moment of one."""
    return is_day(cell) or bool(_SERIAL.fullmatch(cell)) or bool(re.match(r"\w{3,9},? \w+ \d", cell))


def _is_years(cell: str) -> bool:
    if _SERIAL.fullmatch(cell):
        return True
    return not re.search(r"\d:\d\d", cell) and _reads(
        lambda text: values.years(text, date(2200, 1, 1), day_first=True) if not is_day(text) else None
    )(cell)


def _is_rural(cell: str) -> bool:
    return bool(re.search(r"rural|urban|remote|town|city|frontier", cell.lower())) or _reads(values.yes_no)(cell)


_SHAPES_OF_FORMS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: bool(values.EMAIL.search(cell)),
    "name": _is_person_name,
    "date": is_moment,
    "years": _is_years,
    "whole": lambda cell: (
        _reads(values.whole)(cell) or cell.lower().startswith(("as many", "no limit", "unlimited", "any", "yes", "no"))
    ),
    "yes": _reads(values.yes_no),
    "hours": lambda cell: _reads(hours_from_text)(cell) or speaks_of_time(cell),  # what is not read is asked about
    "zone": _reads(zone_from_text),
    "number": _reads(values.number),
    "id": lambda cell: len(cell) < 60 and cell.count(" ") < 3,
    "people": lambda cell: not is_tick(cell) and _are_short(cell),
}
_SHAPES: dict[str, Callable[[str], bool]] = {
    "modes": _reads(choices.modes),
    "kind": _reads(choices.kind),
    "participation": _reads(choices.participation),
    "most_important": _reads(choices.criterion),
    "roles": lambda cell: speaks_of_role(cell) or _reads(roles_from_text)(cell),  # what is not clear is asked
    "avoid": _are_short,  # "yes" says that there is somebody: it is asked who
    "rural": _is_rural,
    "clearance": speaks_of_check,
    "location": _reads(values.place),
    "languages": choices.is_language,
    "position": _is_short,
    "department": _is_short,
    "region": _is_short,
    "branch": _is_short,
    "library_type": _is_short,
    "pronouns": _is_short,
    "capacity": lambda cell: _SHAPES_OF_FORMS["whole"](cell) and not is_prose(cell),
}
