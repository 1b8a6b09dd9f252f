"""Brings rosters into a program: compares a draft with the people who are there, takes it in, undoes it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets.drafts import Comparison, Drafts, Look, compare
from mentorwidgets.drafts.desk import look_to_plain
from mentorwidgets.drafts.reading import ReadTable
from mentorwidgets.errors import RosterError
from mentorwidgets.folder import Folder, write_atomically
from mentorwidgets.model import Person, known_again, to_plain
from mentorwidgets.pairing import with_ids
from mentorwidgets.roster import ColumnMapping, fingerprint, mapping_from_toml, mapping_to_toml

if TYPE_CHECKING:
    from mentorwidgets.store import Store

_PLAIN = re.compile(r"[^\w.() -]+")


class ChangedMeanwhileError(RosterError):
    """The people of the program changed after the page had compared with them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What taking a draft in would make of the people. ``basis`` is the number of the roster it was compared with."""

    people: tuple[Person, ...]
    missing: tuple[Person, ...]  # who is there, but not in the files
    comparison: Comparison
    basis: str

    def to_plain(self) -> dict[str, Any]:
        """What the page shows of it."""
        return {**self.comparison.to_plain(self.missing), "missing": len(self.missing), "basis": self.basis}


class RosterDesk:
    """Answers a page that brings a roster into a program: all that `Drafts` answers, and more.

    ========  ============================================================  ==========================================
    verb      the page gives                                                and gets
    ========  ============================================================  ==========================================
    `state`                                                                 also who is there, and the last roster
    `look`    `files`, `gone` (`keep` or `leave`)                           also `compare`: added, changed, gone
    `offer`   `files`                                                       what was decided before for such forms
    `take`    the same, `basis` as the comparison gave it                   what changed, and the new state
    `undo`    `number` of the roster                                        what changed, and the new state
    ========  ============================================================  ==========================================

    Args:
        store: where the people are.
        slug: the program.
        folder: where files and mappings are kept; nowhere when None.
        actor: who asks.
        drafts: the files in hand, shared by all desks of a server.
    """

    def __init__(
        self, store: Store, slug: str, *, folder: Folder | None = None, actor: str = "", drafts: Drafts | None = None
    ) -> None:
        self._store = store
        self._slug = slug
        self._folder = folder
        self._actor = actor
        self._drafts = drafts or Drafts()

    def __call__(self, verb: str, request: Mapping[str, Any], data: bytes = b"") -> dict[str, Any]:
        """Answer one request.

        Raises:
            RosterError: it cannot be read or taken in; `UnknownFileError`: the page should send the file again.
            ProgramError: there is no such program.
            ValueRefusedError: the request is not well formed.
        """
        self._store.program(self._slug)
        own = {"state": self._state, "look": self._look, "offer": self._offer, "take": self._take, "undo": self._undo}
        return own[verb](request) if verb in own else self._drafts(verb, request, data)

    def _state(self, _request: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._drafts.state(), **self._standing()}

    def _standing(self) -> dict[str, Any]:
        people = self._store.people(self._slug)
        mentors, mentees = sum(p.is_mentor() for p in people), sum(p.is_mentee() for p in people)
        return {"people": len(people), "mentors": mentors, "mentees": mentees, "last": self._last()}

    def _last(self) -> dict[str, Any] | None:
        """The newest roster that was not undone."""
        entries = self._store.rosters(self._slug)
        undone = {entry.undoes for entry in entries}
        open_ones = [entry for entry in entries if entry.undoes is None and entry.number not in undone]
        if not open_ones:
            return None
        entry = open_ones[-1]
        change = {name: len(ids) for name, ids in to_plain(entry.change).items()}
        numbers = {"added": 0, "changed": 0, "gone": 0, **change}
        return {"number": entry.number, "at": entry.at, "by": entry.actor, **numbers}

    def _look(self, request: Mapping[str, Any]) -> dict[str, Any]:
        look = self._drafts.look(request)
        plan = self._plan(look, keep=request.get("gone") == "keep")
        return {**look_to_plain(look), "compare": plan.to_plain()}

    def _plan(self, look: Look, *, keep: bool) -> _Plan:
        present = self._store.people(self._slug)
        left = self._store.gone_people(self._slug)
        there = (*present, *left)
        people = known_again(look.roster.people, there, look.roster.says())
        new = {person.id for person in people}
        missing = tuple(person for person in present if person.id not in new)
        everyone = with_ids((*people, *missing) if keep else people, left)
        entries = self._store.rosters(self._slug)
        basis = str(entries[-1].number if entries else 0)
        return _Plan(people=everyone, missing=missing, comparison=compare(everyone, present), basis=basis)

    def _take(self, request: Mapping[str, Any]) -> dict[str, Any]:
        look = self._drafts.look(request)
        if not look.roster.people:
            raise RosterError("There is nobody in these files who could be taken in.", "Mend the rows first.")
        plan = self._plan(look, keep=request.get("gone") == "keep")
        if plan.basis != request.get("basis"):
            raise ChangedMeanwhileError(
                "The roster was changed while you were looking.", "Look at the changes again, then take it in."
            )
        self._keep_files(look)
        self._remember(look)
        self._store.set_roster(self._slug, plan.people, self._actor)
        return self._standing()

    def _undo(self, request: Mapping[str, Any]) -> dict[str, Any]:
        last = self._last()
        if last is None or last["number"] != request.get("number"):
            raise ChangedMeanwhileError("Another roster came in since.", "Look at the page again before you undo it.")
        self._store.undo_roster(self._slug, self._actor)
        return self._standing()

    def _keep_files(self, look: Look) -> None:
        if self._folder is None:
            return
        for file in look.files:
            kept = self._drafts.shelf.get(file.key)
            name = _PLAIN.sub("_", f"{self._slug}-{Path(kept.name).name}")[:150]
            write_atomically(self._folder.rosters / name, kept.data)

    def _offer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """What was decided before for exports with the same columns: key -> sheet -> decisions."""
        offers: dict[str, dict[str, Any]] = {}
        for one in self._drafts.look(request).tables:
            known = self._known(fingerprint(one.table)) if len(one.table) else None
            if known:
                found = {
                    "columns": dict(known.columns),
                    "readers": dict(known.readers),
                    "role": known.role or "",
                    "day_first": known.day_first,
                }
                offers.setdefault(one.key, {})[one.table.sheet] = found
        return {"offers": offers}

    def _remember(self, look: Look) -> None:
        """Keep what a person decided about columns, to offer it again with the next export of the same form."""
        for one in look.tables:
            mapping = one.choice.mapping()
            file = self._mapping_file(fingerprint(one.table))
            if one.aside or file is None:
                continue
            if mapping == ColumnMapping():
                file.unlink(missing_ok=True)  # decisions that were taken back are not offered again
            else:
                write_atomically(file, mapping_to_toml(_named(mapping, one)).encode())

    def _known(self, mark: str) -> ColumnMapping | None:
        file = self._mapping_file(mark)
        if file is None or not file.is_file():
            return None
        try:
            return mapping_from_toml(file.read_text("utf-8"))
        except (RosterError, OSError, UnicodeDecodeError):
            return None  # changed by hand, or by another version: columns are guessed as ever

    def _mapping_file(self, mark: str) -> Path | None:
        if self._folder is None:
            return None
        room = self._folder.rosters / "mappings"
        room.mkdir(mode=0o700, exist_ok=True)
        return room / f"{mark}.toml"


def _named(mapping: ColumnMapping, one: ReadTable) -> ColumnMapping:
    return dataclasses.replace(mapping, fingerprint=fingerprint(one.table))
