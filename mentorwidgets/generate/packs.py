"""Packs: what one pair needs to begin, for every pair of a table (BG9)."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mentorwidgets.errors import ProgramError, RosterError
from mentorwidgets.generate.pages import page
from mentorwidgets.generate.sheets import expectations
from mentorwidgets.model import Pair, Person, Problem, Program
from mentorwidgets.programs import free_slug, slug_from_name
from mentorwidgets.widgets import _paper

_HEADERS = {
    "mentee": ("mentee", "mentee id", "mentee name", "mentee email"),
    "mentor": ("mentor", "mentor id", "mentor name", "mentor email"),
    "purpose": ("purpose", "for"),
}


def read_pairs(file: Path, program: Program, people: Sequence[Person]) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Read a table of pairs: a column ``mentee`` and a column ``mentor`` with ids, e-mail addresses or names.

    Raises:
        ProgramError: the file cannot be read, or has no such columns.
    """
    from mentorwidgets.roster.files import grids_from_bytes, read_bytes

    try:
        grid = grids_from_bytes(read_bytes(file), file.name)[0]
    except RosterError as error:
        raise ProgramError(error.what.replace("a roster", "a table of pairs"), error.mend) from None
    header, *lines = zip(*grid.columns, strict=True) if grid.columns else [()]
    plain = [cell.strip().casefold().replace("_", " ").replace("-", " ") for cell in header]
    at = {
        field: next((plain.index(name) for name in names if name in plain), None) for field, names in _HEADERS.items()
    }
    if at["mentee"] is None or at["mentor"] is None:
        raise ProgramError(f"{file.name} has no columns 'mentee' and 'mentor'.", "Name them so in its first row.")
    found = _Found(file.name, program, people)
    for number, line in enumerate(lines, grid.first + 1):
        found.take(number, {field: line[index].strip() for field, index in at.items() if index is not None})
    return tuple(found.pairs), tuple(found.problems)


class _Found:
    """The pairs and problems of one table."""

    def __init__(self, file: str, program: Program, people: Sequence[Person]) -> None:
        self._file = file
        self._program = program
        self._known: dict[str, set[str]] = {}
        for person in people:
            for word in {person.id, person.name, person.email} - {""}:
                self._known.setdefault(_folded(word), set()).add(person.id)
        self.pairs: list[Pair] = []
        self.problems: list[Problem] = []

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """One row; blank ones are passed over."""
        if not any(cells.values()):
            return
        before = len(self.problems)
        mentee, mentor = (self._person(row, side, cells[side]) for side in ("mentee", "mentor"))
        if len(self.problems) == before:
            purpose = cells.get("purpose") or self._program.purposes[0]
            self.pairs.append(Pair(mentee=mentee, mentor=mentor, purpose=purpose))

    def _person(self, row: int, side: str, word: str) -> str:
        ids = self._known.get(_folded(word), set())
        if len(ids) == 1:
            return next(iter(ids))
        what = f"Nobody on the roster is '{word:.60}'." if not ids else f"Several people are '{word:.60}'."
        mend = "Write the id or the e-mail address that stands on the roster."
        self.problems.append(Problem(file=self._file, row=row, column=side, what=what, mend=mend))
        return ""


def pack_files(program: Program, pairs: Iterable[Pair], people: Sequence[Person]) -> dict[str, bytes]:
    """Return the files of every pair's pack: an introduction, and the form of expectations with both names."""
    by_id = {person.id: person for person in people}
    found: dict[str, bytes] = {}
    taken: set[str] = set()
    for pair in pairs:
        folder = _folder(pair, by_id, taken)
        names = [by_id[one].name for one in (pair.mentee, pair.mentor)]
        title = f"{names[0]} and {names[1]}"
        found[f"{folder}/introduction.html"] = page(title, _paper.introduction(program, pair, by_id), program=program)
        names_line = f"<p class='mw-soft'>{html.escape(title)} · {html.escape(pair.purpose)}</p>"
        found[f"{folder}/expectations.html"] = page(title, names_line + expectations(program)[1], program=program)
    return found


def _folder(pair: Pair, people: Mapping[str, Person], taken: set[str]) -> str:
    slug = slug_from_name(f"{people[pair.mentee].name} {people[pair.mentor].name}")
    slug = free_slug(slug, taken) if slug in taken else slug
    taken.add(slug)
    return f"packs/{slug}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
