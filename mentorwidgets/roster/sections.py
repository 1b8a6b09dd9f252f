"""Rows that are titles of what stands below them, and no people: "Mentees from Elm", "North region", "Waiting list"."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from mentorwidgets.model.people import Problem, Role
from mentorwidgets.roster.dates import is_day
from mentorwidgets.roster.lexicon import sure_meanings
from mentorwidgets.roster.roles import role_from_name, speaks_of_role
from mentorwidgets.roster.tables import Grid
from mentorwidgets.roster.values import EMAIL
from mentorwidgets.roster.words import plain_words

_LONGEST = 80
_FEW = 6
_PARTICLE = 3  # letters of "van" and "de"
_LONG_TITLE = 200
_TITLE = re.compile(
    r"(?:(?:list|group|table|part) (?:of )?)?(?:the |our |new |all )?"
    r"(?:mentors|mentees|mentorees|proteges|protegees|mentoren|mentorinnen|mentorados|mentoras|mentores)"
    r"(?: (?:list|group|team|names|table|roster|and contacts|only))?(?: \d{1,4})*"
)
_NUMBERED = re.compile(r"(?:mentor|mentee|protege)s? ?\d+")  # somebody whose name was taken away
_WAITS = (
    r"wait\w*|reserves?|backups?|stand ?by|spare|substitutes?|pending|inactive|withdrawn|declined|dropped|warteliste|"
    r"ersatz|attente|espera"
)
_SECTION = re.compile(
    rf"\b({_WAITS}|lists?|regions?|district|county|zone|groups?|teams?|cohort|batch|round|branch|branches|library|libraries|"
    r"department|unit|division|section|un\w+ed|others|total|active|remaining|confirmed|paired|matched|liste|lista|gruppe|"
    r"groupe|grupo)\b"
)
_RESERVE = re.compile(rf"\b({_WAITS}|unmatched|unpaired|former|past|previous)\b")
_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]*,?(?: [^\W\d_][\w'\u2019.-]*){0,4}")

_ROLES_OF_ONE = "mentorin mentora mentor mentee prot[e\u00e9]g[e\u00e9]e? coach advis[eo]r tutor buddy student parrain"
_ONE_ROLE = f"(?:{'|'.join(_ROLES_OF_ONE.split())})"
_WORD = r"[^\W\d_][\w'\u2019.-]*"
_DASH = r"[-\u2013\u2014]"
_OF_PERSON = re.compile(
    rf"(?:(?:the|my|your|our) )?{_ONE_ROLE}(?: name)?(?:\s*[:,]\s*|\s+{_DASH}\s*|{_DASH}\s)"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}})"
    rf"|(?P<before>{_WORD}(?: {_WORD}){{1,3}})(?:\s*[,:]\s*|\s+{_DASH}\s*|\s*\()(?:the )?{_ONE_ROLE}\)?",
    re.IGNORECASE,
)


def split_off(grid: Grid, below: int, header: Sequence[str]) -> tuple[Grid, set[int]]:
    """Find the titles below a header.

    Args:
        grid: the raw cells of a sheet.
        below: the first row below its header.
        header: the header's cells.

    Returns:
        the grid in which titles that tell no role are blank, each with a notice, and the rows of those that do.
    """
    lone = _lone_rows(grid, below, header)
    last = max((row for row in range(below, grid.height()) if row not in lone and _is_filled(grid, row)), default=0)
    lone = {row: text for row, text in lone.items() if row < last or len(grid.columns) == 1}  # nobody below: a remark
    if lone and _is_text(grid, below):  # a text, or a list of which little is known
        lone = {row: text for row, text in lone.items() if _TITLE.fullmatch(plain_words(text))}
    roles = {row for row, text in lone.items() if _tells_role(text, len(grid.columns))}
    others = {row for row, text in lone.items() if row not in roles and len(grid.columns) > 1 and _is_section(text)}
    others |= {row for row, text in lone.items() if names_person(text) and len(grid.columns) > 1}
    odd = {row: lone[row] for row in sorted(roles | others) if not _TITLE.fullmatch(plain_words(lone[row]))}
    notices = tuple(_said(grid, row, text) for row, text in odd.items())
    columns = grid.columns
    if others:
        columns = [["" if row in others else cell for row, cell in enumerate(column)] for column in columns]
    return dataclasses.replace(grid, columns=columns, notices=(*grid.notices, *notices)), roles


def names_person(text: str) -> bool:
    """Whether a title is one person, with their role: those below are whom they mentor, or are mentored by.

    >>> names_person("Mentor: Jan Ost"), names_person("Jan Ost (mentor)"), names_person("Mentors: Oak Branch")
    (True, True, False)
    """
    found = _OF_PERSON.fullmatch(text.strip(" :*"))
    if not found:
        return False
    name = found["name"] or found["before"]
    is_known = _SECTION.search(plain_words(name)) or speaks_of_role(name) or sure_meanings(name)
    return not is_known and all(word[:1].isupper() for word in name.split() if len(word) > _PARTICLE)


def role_from_title(text: str) -> Role | None:
    """The role of all that stands below a title; one that names a person tells none.

    >>> role_from_title("Mentees 2026"), role_from_title("Mentor: Jan Ost")
    ('mentee', None)
    """
    return None if len(text) >= _LONG_TITLE or names_person(text) else role_from_name(text)


def _is_filled(grid: Grid, row: int) -> bool:
    return any(column[row].strip() for column in grid.columns)


def _is_text(grid: Grid, below: int) -> bool:
    """Whether many rows hold one cell only: sentences that a comma cut here and there, or a list of names alone."""
    filled = [sum(1 for cell in row if cell.strip()) for row in zip(*(c[below:] for c in grid.columns), strict=True)]
    return filled.count(1) > max(_FEW, (len(filled) - filled.count(0)) / 3)


def _lone_rows(grid: Grid, below: int, header: Sequence[str]) -> dict[int, str]:
    """Rows that hold one text: row -> the text. In a column of roles it is somebody's role, and no title."""
    found: dict[int, str] = {}
    for row, cells in enumerate(zip(*(column[below:] for column in grid.columns), strict=True), below):
        if sum(map(bool, cells)) > 1 and len(set(cells)) > 2:  # the quick way for nearly all rows
            continue
        texts = {cell.strip() for cell in cells} - {""}
        filled = [at for at, cell in enumerate(cells) if cell.strip()]
        if len(texts) != 1 or not _may_stand_in(header, filled[0], texts) or (len(filled) > 1 and not _of_all(texts)):
            continue
        text = next(iter(texts))
        if (
            len(text) <= _LONGEST
            and text[-1] not in ".?"
            and not EMAIL.search(text)
            and not is_day(text)
            and re.search(r"[^\W\d_]", text)
        ):
            found[row] = text
    return found


def _of_all(texts: set[str]) -> bool:
    """Whether the same text in several cells is a title over merged ones."""
    return all(_TITLE.fullmatch(plain_words(text)) for text in texts)


def _may_stand_in(header: Sequence[str], at: int, texts: set[str]) -> bool:
    """Whether a title may stand in a column; one in other words than ours only in the first or above names."""
    meant = sure_meanings(header[at]) if at < len(header) else ()
    field = meant[0].field if meant else ""
    if at > 3 or field in ("roles", "wants", "kind", "id"):
        return False
    return at == 0 or field in ("name", "first", "last") or _of_all(texts)


def _tells_role(text: str, columns: int) -> bool:
    plain = plain_words(text)
    if _TITLE.fullmatch(plain):
        return True
    if columns > 1 and names_person(text):
        return False
    return speaks_of_role(text) and not _NUMBERED.fullmatch(plain) and (columns > 1 or not plain[-1].isdigit())


def _is_section(text: str) -> bool:
    """Whether a text is no name of a person."""
    plain = plain_words(text)
    words = [word for word in text.split() if word[:1].isalpha()]
    is_named = bool(_NAME.fullmatch(text)) and all(word[:1].isupper() or len(word) < 4 for word in words)
    return _SECTION.search(plain) is not None or (not is_named and len(words) > 1 and words[-1][:1].islower())


def _said(grid: Grid, row: int, text: str) -> Problem:
    role = role_from_title(text)
    what = f"Row {grid.first + row}, '{text}', was read as a title"
    if role:
        what += f"; those below it are taken as {role}s."
    elif speaks_of_role(text):
        what += ", and it does not say clearly which role those below it have."
    else:
        what += ", and those below it as those above it."
    waits = _RESERVE.search(plain_words(text)) is not None
    return Problem(
        file=grid.file,
        sheet=grid.sheet,
        level="warning" if waits or (not role and speaks_of_role(text)) else "notice",
        what=what,
        mend="If they do not take part in this round, leave them out of the file."
        if waits
        else "If it is a person, fill in another cell of the row.",
    )
