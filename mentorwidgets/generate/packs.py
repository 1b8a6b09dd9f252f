"""Packs: what one pair needs to begin, for every pair of a table (BG9)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mentorwidgets.errors import ProgramError, RosterError, ValueRefusedError
from mentorwidgets.generate.asking import expectations
from mentorwidgets.generate.pages import sheet
from mentorwidgets.generate.paper import Paper
from mentorwidgets.model import Pair, Person, Problem, Program
from mentorwidgets.programs import free_slug, slug_from_name
from mentorwidgets.widgets import _paper

_HEADERS = {
    "mentee": ("mentee", "mentee id", "mentee name", "mentee email"),
    "mentor": ("mentor", "mentor id", "mentor name", "mentor email"),
    "purpose": ("purpose", "for"),
    "first": ("first meeting", "first", "start", "when"),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PackPair:
    """A pair of a table. ``first``: when it first meets on the program's clock, as ``2027-01-20T15:00``; or nothing."""

    pair: Pair
    first: str = ""


def read_pairs(
    file: Path, program: Program, people: Sequence[Person]
) -> tuple[tuple[PackPair, ...], tuple[Problem, ...]]:
    """Read a table of pairs: a column ``mentee`` and a column ``mentor`` with ids, e-mail addresses or names.

    Columns ``purpose`` and ``first meeting`` may be there too; with the second, a pair's pack holds a calendar file.

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
        self.pairs: list[PackPair] = []
        self.problems: list[Problem] = []

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """One row; blank ones are passed over."""
        if not any(cells.values()):
            return
        before = len(self.problems)
        mentee, mentor = (self._person(row, side, cells[side]) for side in ("mentee", "mentor"))
        first = self._first(row, cells.get("first", ""))
        if len(self.problems) == before:
            purpose = cells.get("purpose") or self._program.purposes[0]
            self.pairs.append(PackPair(pair=Pair(mentee=mentee, mentor=mentor, purpose=purpose), first=first))

    def _first(self, row: int, cell: str) -> str:
        if not cell:
            return ""
        from mentorwidgets.roster.dates import moment_from_text

        try:
            moment = moment_from_text(cell, day_first=None)
            if moment is not None and ":" in cell:
                return moment.isoformat(timespec="minutes")[:16]
            what, mend = f"'{cell:.60}' is not a day and a time.", "Write it as 2027-01-20 15:00."
        except ValueRefusedError as error:
            what, mend = error.what, error.mend
        self.problems.append(Problem(file=self._file, row=row, column="first meeting", what=what, mend=mend))
        return ""

    def _person(self, row: int, side: str, word: str) -> str:
        ids = self._known.get(_folded(word), set())
        if len(ids) == 1:
            return next(iter(ids))
        what = f"Nobody on the roster is '{word:.60}'." if not ids else f"Several people are '{word:.60}'."
        mend = "Write the id or the e-mail address that stands on the roster."
        self.problems.append(Problem(file=self._file, row=row, column=side, what=what, mend=mend))
        return ""


def pack_files(paper: Paper, pairs: Iterable[PackPair], people: Sequence[Person]) -> dict[str, bytes]:
    """Return the files of every pair's pack: an introduction, the form of expectations, and a calendar file."""
    by_id = {person.id: person for person in people}
    found: dict[str, bytes] = {}
    taken: set[str] = set()
    for one in pairs:
        pair = one.pair
        folder = _folder(pair, by_id, taken)
        names = [by_id[person].name for person in (pair.mentee, pair.mentor)]
        title = paper.say("{one} and {other}", one=names[0], other=names[1])
        introduction = _paper.introduction(paper.program, pair, by_id, paper.show)
        found[f"{folder}/introduction.html"] = sheet(title, introduction, paper)
        names_line = f"<p class='mw-soft'>{html.escape(title)} · {html.escape(pair.purpose)}</p>"
        found[f"{folder}/expectations.html"] = sheet(title, names_line + expectations(paper)[1], paper)
        if one.first:
            found[f"{folder}/meetings.ics"] = _calendar(paper.program, one, title)
    return found


def _calendar(program: Program, one: PackPair, title: str) -> bytes:
    from mentorwidgets.cadence import from_preset, plan_meetings
    from mentorwidgets.ics import to_ics

    day, _, time = one.first.partition("T")
    until = {"until": program.ends} if program.ends >= day else {}
    cadence = from_preset(program.cadence or "monthly", start=day, time=time, timezone=program.timezone, **until)
    series = f"{program.slug}/{one.pair.mentee}/{one.pair.mentor}/{one.pair.purpose}"
    plan = plan_meetings(cadence, series=series, title=f"{program.name}: {title}")
    written = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)  # no clock: the same input gives the same bytes
    return to_ics(plan, now=written)


def _folder(pair: Pair, people: Mapping[str, Person], taken: set[str]) -> str:
    slug = slug_from_name(f"{people[pair.mentee].name} {people[pair.mentor].name}")
    slug = free_slug(slug, taken) if slug in taken else slug
    taken.add(slug)
    return f"packs/{slug}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
