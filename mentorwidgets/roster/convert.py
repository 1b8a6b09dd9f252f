"""For each field, how a column's cells become values: one function per cell, worked out once per different cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.roster import choices, values
from mentorwidgets.roster.chosen import turned_name
from mentorwidgets.roster.clearance import cleared
from mentorwidgets.roster.dates import day_from_text
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.hours import hours_from_text
from mentorwidgets.roster.lists import items, splitter
from mentorwidgets.roster.roles import roles_reader
from mentorwidgets.roster.ticks import is_yes_or_no
from mentorwidgets.roster.words import plain_words
from mentorwidgets.roster.zones import zone_from_text

Convert = Callable[[str], Any]
_PEOPLE = re.compile(r"[;|\n]")
_CHOSE = re.compile(
    r"\b(?:chosen?|choose|choice|picked|already|found|fine|have (?:a|my|one)|own|myself|but|unless|gewahlt|ausgesucht|"
    r"choisie?|elegido)\b"
)
_URBAN = re.compile(r"\b(urban|suburban|city|metro)\b")


def _rural(cell: str) -> bool | None:
    plain = plain_words(cell)
    if re.search(r"\b(non|not) rural\b", plain) or (_URBAN.search(plain) and "rural" not in plain):
        return False
    return True if re.search(r"\b(rural|remote|frontier|town)\b", plain) else values.yes_no(cell)


def _assign(cell: str) -> bool | None:
    """Whether somebody would have a mentor assigned: "I have chosen" is no yes to that."""
    said = values.yes_no(cell)
    if said and _CHOSE.search(plain_words(cell)):
        raise ValueRefusedError(f"'{cell.strip()[:60]}' says neither yes nor no.", "Write yes or no.")
    return said


def people(cell: str) -> tuple[str, ...]:
    """Ids, e-mails or names of people: parted by semicolons or lines; bare numbers also by blanks and commas.

    A comma may stand inside a name: who is meant is found out when everybody is known (`pairing.names`).

    >>> people("123 456"), people("Ana Silva; Ben Ito"), people("Ost, Jan")
    (('123', '456'), ('Ana Silva', 'Ben Ito'), ('Ost, Jan',))
    """
    clean = values.words_or_nothing(cell)
    coded = values.list_from_code(clean)
    if coded is not None:
        return tuple(coded)
    if re.fullmatch(r"[\d\s,;]+", clean):
        return tuple(clean.replace(",", " ").replace(";", " ").split())
    return tuple(dict.fromkeys(part for part in map(str.strip, _PEOPLE.split(clean)) if part))


_FIELDS: dict[str, Convert] = {
    "location": values.place,
    "rural": _rural,
    "assign": _assign,
    "clearance": cleared,
    "supervisor": lambda cell: turned_name(values.words_or_nothing(cell)),
    "modes": choices.modes,
    "kind": choices.kind,
    "participation": choices.participation,
    "most_important": choices.criterion,
}
_FORMS: dict[str, Convert] = {
    "email": values.email,
    "yes": values.yes_no,
    "whole": values.whole,
    "number": values.number,
    "hours": hours_from_text,
    "zone": zone_from_text,
    "prose": values.text,
    "name": values.text,
    "id": values.text,
    "people": people,
}


def converter(field: str, header: str, cells: Sequence[str], today: date, *, day_first: bool | None) -> Convert:
    """The function that turns one cell of a column into a value of a field.

    Args:
        field: a name in `FIELDS`.
        header: the column's header; "Would you take two mentees?" tells what a yes means.
        cells: the column's different cells; lists learn from them how to split.
        today: for years since a date.
        day_first: whether 4/3 is the 4th of March; None: not known.
    """
    form = FIELDS[field].form
    if form == "list":
        split = splitter(cells)
        return _naming(lambda cell: items(cell, split), field)
    if form == "years":
        return lambda cell: values.years(cell, today, day_first=day_first)
    if form == "date":
        return lambda cell: _date(cell, day_first)
    if field == "roles":
        return roles_reader(cells, header)
    if field == "capacity":
        return _capacity(header)
    return _FIELDS.get(field) or _FORMS.get(form) or _naming(values.words_or_nothing, field)


def _naming(convert: Convert, field: str) -> Convert:
    """For fields that name something: a yes or no names nothing."""

    def named(cell: str) -> Any:
        if is_yes_or_no(cell):
            label = FIELDS[field].label
            raise ValueRefusedError(
                f"'{cell.strip()[:20]}' says nothing that could stand in {label}.",
                f"Write the words for {label}, or leave it blank.",
            )
        return convert(cell)

    return named


def _capacity(header: str) -> Convert:
    """In "Would you be willing to have two mentees?" a yes is a two."""
    asked = re.search(
        r"\b(two|2|three|3|more than one|multiple)\b.*\b(mentees|proteges|students)\b", plain_words(header)
    )
    if not asked:
        return values.whole
    number = 3 if asked.group(1) in ("three", "3") else 2

    def convert(cell: str) -> int | None:
        try:
            answer = values.yes_no(cell)
        except ValueRefusedError:
            return values.whole(cell)
        return None if answer is None else number if answer else 1

    return convert


def _date(cell: str, day_first: bool | None) -> str:
    clean = values.words_or_nothing(cell)
    if not clean:
        return ""
    day = day_from_text(clean, day_first=day_first, serial=True)
    if day is None:
        raise ValueRefusedError(f"'{clean[:60]}' is no day.", "Write it like 2025-04-30.")
    return day.isoformat()
