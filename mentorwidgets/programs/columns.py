"""The columns of a table of programs: what each is called, how its cells are read, and what a template says of it."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import math
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Program, did_you_mean, is_slug
from mentorwidgets.programs.presets import presets
from mentorwidgets.programs.slugs import slug_from_name

Reader = Callable[[str], Any]
_YES = {"yes", "y", "true", "x", "1", "on"}
_NO = {"no", "n", "false", "0", "off"}
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_TERM = re.compile(r"([a-z -]+)[=:](.+)")
_NEVER_EMPTY = {
    "name": "Every program has a name.",
    "slug": "Every program has a short name; leave the cell blank to have it made of the name.",
    "youth": "Youth protection is switched off by the word 'no' alone.",
    "roster": "People are taken off on the program's page Roster.",
}
WORDS = ("mentor", "mentors", "mentee", "mentees", "program", "pair")
"""The words for which a program may have its own."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Args:
        name: its header in our template.
        field: the field of `Program` that it sets; ``roster`` and ``pairs`` are files.
        read: a cell that is not blank to a plain value; ValueRefusedError says what does not fit.
        example: what the template shows.
        words: what it is for, a sentence.
        also: other headers that mean it.
    """

    name: str
    field: str
    read: Reader
    example: str = ""
    words: str = ""
    also: tuple[str, ...] = ()


def column_for(header: str) -> Column | None:
    """Return the column that a header means; None when it is none of ours."""
    return _by_header().get(_plain(header))


def cleared(column: Column) -> Any:
    """Return what a setting is when its cell says "(empty)": as in a program that is new.

    Raises:
        ValueRefusedError: no program can be without it, or it is ended by a plain word only.
    """
    if column.field in _NEVER_EMPTY:
        raise ValueRefusedError("'(empty)' cannot stand here.", _NEVER_EMPTY[column.field])
    if column.field == "terms":
        return dict.fromkeys([column.name.removesuffix(" word")] if column.name != "terms" else WORDS, "")
    if column.field == "pairs":
        return ""
    return unset(column.field)


def unset(field: str) -> Any:
    """Return the value that a setting has in a program of which nothing is said, as plain JSON.

    >>> unset("hours"), unset("purposes")
    (0, ['Mentoring'])
    """
    value = getattr(Program(slug="new", name=""), field)
    return list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value


def header_help(header: str) -> str:
    """Say which column was perhaps meant; nothing when it is like none of ours."""
    found = difflib.get_close_matches(_plain(header), list(_by_header()), n=1, cutoff=0.75)
    return f"Did you mean '{found[0]}'?" if found else ""


def _text(cell: str) -> str:
    if len(cell) > 500:
        raise ValueRefusedError(f"This is {len(cell)} characters long.", "Use 500 at most.")
    return " ".join(cell.split())


def _name(cell: str) -> str:
    name = _text(cell)
    if not any(char.isalnum() for char in name):
        raise ValueRefusedError(f"'{name}' is not a name.", "Write the name that people know the program by.")
    return name


def _slug(cell: str) -> str:
    if not is_slug(cell):
        raise ValueRefusedError(f"'{cell:.60}' cannot be a short name.", f"Write it as '{slug_from_name(cell)}'.")
    return cell


def _choice(*choices: str) -> Reader:
    def read(cell: str) -> str:
        plain = cell.casefold().replace("_", "-")
        if plain not in choices:
            raise ValueRefusedError(f"'{cell:.60}' is none of the choices.", f"Write one of: {', '.join(choices)}.")
        return plain

    return read


def _preset(cell: str) -> str:
    if cell.casefold() not in presets():
        raise ValueRefusedError(f"There is no preset '{cell:.60}'.", did_you_mean(cell.casefold(), list(presets())))
    return cell.casefold()


def _cadence(cell: str) -> str:
    from mentorwidgets.cadence import PRESETS  # a table of programs is read without planning a meeting

    return str(_choice(*PRESETS)(cell.replace(" ", "-")))


def _yes(cell: str) -> bool:
    plain = cell.casefold()
    if plain not in _YES | _NO:
        raise ValueRefusedError(f"'{cell:.60}' is neither yes nor no.", "Write yes or no.")
    return plain in _YES


def _youth(cell: str) -> bool:
    """Youth protection: it must not end by a box that nobody ticked, or by what a spreadsheet makes of one."""
    if cell.casefold() in _NO - {"no"}:
        raise ValueRefusedError(f"'{cell:.60}' is not enough here. {_NEVER_EMPTY['youth']}", "Write yes or no.")
    return _yes(cell)


def _number(most: float, *, whole: bool = False) -> Reader:
    def read(cell: str) -> float:
        try:
            number = float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)
        except ValueError:
            raise ValueRefusedError(f"'{cell:.60}' is not a number.", f"Write a number up to {most:g}.") from None
        if not math.isfinite(number) or not 0 <= number <= most or (whole and number != int(number)):
            kind = "a whole number" if whole else "a number"
            raise ValueRefusedError(f"{cell:.60} does not fit here.", f"Write {kind} from 0 to {most:g}.")
        return int(number) if whole else number

    return read


def _list(cell: str) -> list[str]:
    return list(dict.fromkeys(item for item in (_text(part) for part in re.split(r"[;|\n]", cell)) if item))


def _required(cell: str) -> list[str]:
    known = expectation_ids()
    items = [item.casefold().replace(" ", "-") for item in re.split(r"[;|,\n]\s*", cell) if item.strip()]
    for item in items:
        if item not in known:
            raise ValueRefusedError(f"There is no expectation '{item:.60}'.", did_you_mean(item, list(known)))
    return items


def _terms(cell: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in _list(cell):
        parts = _TERM.fullmatch(item)
        if parts is None or parts[1].strip() not in WORDS:
            raise ValueRefusedError(f"'{item:.60}' does not say a word and its own form.", "Write mentee=protégé.")
        own = parts[2].strip()
        found[parts[1].strip()] = "" if own.casefold() == "(empty)" else own
    return found


def _zone(cell: str) -> str:
    from mentorwidgets.roster.zones import zone_from_text  # one list of cities and zones for rosters and programs

    return zone_from_text(cell)


def _locale(cell: str) -> str:
    if not _LOCALE.fullmatch(cell):
        raise ValueRefusedError(f"'{cell:.60}' is no language tag.", "Write en, es-US or fr-CA, for example.")
    return cell


def _files(cell: str) -> list[str]:
    return [_file(item) for item in _list(cell)]


def _file(cell: str) -> str:
    posix, windows = PurePosixPath(cell.replace("\\", "/")), PureWindowsPath(cell)
    if posix.is_absolute() or windows.drive or ".." in posix.parts:
        raise ValueRefusedError(
            f"'{cell:.60}' leaves the folder of this table.", "Put the file beside the table and write its name."
        )
    return str(posix)


@functools.cache
def expectation_ids() -> tuple[str, ...]:
    """Return the ids of every question that a form of expectations can have."""
    content = tomllib.loads(content_file("expectations.toml").read_text(encoding="utf-8"))
    variants = [question for item in content.get("variant", {}).values() for question in item.get("question", ())]
    return tuple(dict.fromkeys(question["id"] for question in [*content["question"], *variants]))


def _plain(header: str) -> str:
    return " ".join(re.sub(r"[_\-]+", " ", header.casefold()).split())


def _columns(rows: Sequence[tuple[str, str, Reader, str, str, tuple[str, ...]]]) -> tuple[Column, ...]:
    return tuple(Column(name=n, field=f, read=r, example=e, words=w, also=a) for n, f, r, e, w, a in rows)


COLUMNS = _columns((
    ("name", "name", _name, "Oak County Libraries", "The program's name as people read it: every row needs one.",
     ("program", "program name", "title")),
    ("short name", "slug", _slug, "oak-county", "Its folder and address; made of the name when it is blank.",
     ("slug", "id", "folder")),
    ("preset", "preset", _preset, "county-system", "An example to begin from: mentorwidgets presets.", ()),
    ("kind", "kind", _choice("informal", "formal", "one-off"), "informal", "informal, formal or one-off.", ()),
    ("audience", "audience", _text, "library staff", "Whom it is for.", ()),
    ("purposes", "purposes", _list, "Career growth; Leadership", "What pairs may be for, parted by semicolons.",
     ("purpose",)),
    ("begins", "begins", str, "2027-01-15", "First day.", ("start", "starts", "start date", "from")),
    ("ends", "ends", str, "2027-12-15", "Last day.", ("end", "end date", "until", "to")),
    ("cadence", "cadence", _cadence, "monthly", "How often pairs meet; blank where each pair decides.",
     ("rhythm", "meetings")),
    ("hours", "hours", _number(744), "4", "Protected hours a month.", ("hours a month", "hours per month")),
    ("time zone", "timezone", _zone, "America/Chicago", "A city or an IANA name.", ("timezone", "zone", "tz")),
    ("contact", "contact", _text, "Ana Silva, ana@library.example", "Whom people may ask.", ("coordinator",)),
    ("terms", "terms", _terms, "mentee=protégé", "Own words, parted by semicolons.", ("words",)),
    ("required", "required", _required, "confidential; ending", "What every pair must agree on.",
     ("required items", "expectations")),
    ("capacity", "capacity", _number(100, whole=True), "2", "Mentees per mentor where the mentor says nothing.", ()),
    ("min years", "min_years", _number(60), "0", "Years of service that a mentor needs.", ("minimum years",)),
    ("same unit", "same_unit", _choice("allow", "prefer", "avoid", "forbid"), "allow",
     "Pairs inside one department: allow, prefer, avoid or forbid.", ()),
    ("youth", "youth", _youth, "no", "Mentors need a clearance; profiles of young people are kept short.", ("teen",)),
    ("choosing", "choosing", _yes, "yes", "May mentees choose a mentor themselves.", ("mentees choose",)),
    ("past pairs", "rematch_past", _yes, "no", "May an ended pair be proposed again.", ("rematch past",)),
    ("stale days", "stale_days", _number(3650, whole=True), "365",
     "A profile confirmed longer ago is pointed out.", ()),
    ("locale", "locale", _locale, "en-US", "Language of what is printed: mentorwidgets language.",
     ("language", "lang")),
    ("organisation", "organisation", _text, "Oak County Library System", "Stands at the top of what is printed.",
     ("organization", "branding", "library")),
    ("roster", "roster", _files, "", "Roster files beside this table, parted by semicolons.",
     ("roster file", "rosters")),
    ("pairs", "pairs", _file, "", "A file of pairs, for one pack each.", ("pairs file",)),
))  # fmt: skip
"""Every column, in the order of the template."""


@functools.cache
def _by_header() -> Mapping[str, Column]:
    names = {_plain(word): column for column in COLUMNS for word in (column.name, column.field, *column.also)}
    return {**names, **{f"{word} word": _word_column(word) for word in WORDS}}


def _word_column(word: str) -> Column:
    return Column(name=f"{word} word", field="terms", read=lambda cell: {word: _text(cell)})
