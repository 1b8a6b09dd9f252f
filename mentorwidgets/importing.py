"""Brings rosters into a program: compares a draft with the people who are there, takes it in, undoes it."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import uuid
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets._disk import said, written
from mentorwidgets.bringing import Plan, plan_roster
from mentorwidgets.drafts import Drafts, Look, same_from_plain
from mentorwidgets.drafts.desk import look_to_plain
from mentorwidgets.drafts.reading import ReadTable
from mentorwidgets.errors import RosterError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Person, called, to_plain
from mentorwidgets.pairing import WAYS, answer_key, columns_naming
from mentorwidgets.roster import ColumnMapping, Doubt, fingerprint, mapping_from_toml, mapping_to_toml

if TYPE_CHECKING:
    from mentorwidgets.store import Store
    from mentorwidgets.store.ties import Ties

_ASKED = 200  # doubts that a page gets at once
_PLAIN = re.compile(r"[^\w.() -]+")


class ChangedMeanwhileError(RosterError):
    """The people of the program changed after the page had compared with them."""


class RosterDesk:
    """Answers a page that brings a roster into a program: all that `Drafts` answers, and more.

    ========  ============================================================  ==========================================
    verb      the page gives                                                and gets
    ========  ============================================================  ==========================================
    `state`                                                                 also who is there, and the last roster
    `look`    `files`, `gone` (`keep` or `leave`), `same`: who is who       also `compare`: added, changed, gone, asked
    `rows`    the same, `table`, `from`, `only`, `two`                      without questions that are answered
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
        own = {
            "state": self._state,
            "look": self._look,
            "rows": self._rows,
            "offer": self._offer,
            "take": self._take,
            "undo": self._undo,
        }
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
        plan, basis = self._plan(look, request)
        return {
            **look_to_plain(_with_known(look, plan), plan.problems()),
            "compare": {**self._compared(plan), "basis": basis},
        }

    def _rows(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """A page of rows, without questions that are answered by who is there."""
        look = self._drafts.look(request)
        has_questions = look.roster.roleless or any(problem.about for problem in look.roster.problems)
        return self._drafts.rows(request, self._plan(look, request)[0].problems() if has_questions else None)

    def _plan(self, look: Look, request: Mapping[str, Any]) -> tuple[Plan, str]:
        """What taking it in would do, and the number of the roster that it was compared with."""
        present, gone = self._store.people(self._slug), self._store.gone_people(self._slug)
        same = same_from_plain(request.get("same") or {})
        plan = plan_roster(look.roster, present, gone, same=same, keep=request.get("gone") == "keep")
        entries = self._store.rosters(self._slug)
        return plan, str(entries[-1].number if entries else 0)

    def _compared(self, plan: Plan) -> dict[str, Any]:
        going = [person.id for person in (*plan.known.missing, *plan.comparison.gone)]
        asked = [person.id for doubt in plan.known.doubts for person in doubt.likely]
        held = self._store.sources.ties(self._slug, {*going, *asked})
        return {
            **plan.comparison.to_plain(),
            "missing": len(plan.known.missing),
            "held": {person.id: _has(held.get(person.id)) for person in plan.known.missing if person.id in held},
            "asked": [_asked(doubt, held) for doubt in plan.known.doubts[:_ASKED]],
            "waiting": len(plan.known.doubts),
        }

    def _take(self, request: Mapping[str, Any]) -> dict[str, Any]:
        look = self._drafts.look(request)
        plan, basis = self._plan(look, request)
        if not plan.roster.people:
            raise RosterError("There is nobody in these files who could be taken in.", "Mend the rows first.")

        def judge(present: tuple[Person, ...], gone: tuple[Person, ...]) -> tuple[Person, ...]:
            if basis != request.get("basis") or (present, gone) != (plan.present, plan.gone):
                raise ChangedMeanwhileError(
                    "The roster was changed while you were looking.", "Look at the changes again, then take it in."
                )
            return plan.people

        listed = {person.id for person in plan.known.people}
        is_whole = request.get("gone") != "keep"
        with contextlib.ExitStack() as disk:  # what cannot be kept is said before anything is taken in
            self._keep_files(look, disk)
            self._remember(look, disk)
            self._store.sources.bring(self._slug, self._actor, judge, listed, whole=is_whole)
        self._answer_columns(look)
        return self._standing()

    def _answer_columns(self, look: Look) -> None:
        """What was said of columns that name people holds for rosters that come in on other ways, too."""
        said = {header: way for one in look.tables if not one.aside for header, way in one.choice.columns.items()}
        ways = {header: [way] if way else [] for header, way in said.items() if way in ("", *WAYS)}
        naming = columns_naming(self._store.people(self._slug))
        answers = {answer_key("", header): way for header, way in ways.items() if way or header in naming}
        sheet = f"{self._slug}/pairing"
        now, removed = self._store.fields(sheet), self._store.removed(sheet)
        for key, way in answers.items():
            base = now[key].version if key in now else removed.get(key, 0)
            wish = Operation(op=uuid.uuid4().hex, worksheet=sheet, key=key, value=way, base=base)
            if key not in now or now[key].value != way:
                self._store.apply(wish, self._actor)

    def _undo(self, request: Mapping[str, Any]) -> dict[str, Any]:
        last = self._last()
        if last is None or last["number"] != request.get("number"):
            raise ChangedMeanwhileError("Another roster came in since.", "Look at the page again before you undo it.")
        self._store.undo_roster(self._slug, self._actor)
        return self._standing()

    def _keep_files(self, look: Look, disk: contextlib.ExitStack) -> None:
        if self._folder is None:
            return
        for file in look.files:
            kept = self._drafts.shelf.get(file.key)
            name = _PLAIN.sub("_", f"{self._slug}-{Path(kept.name).name}")[:150]
            disk.enter_context(written(self._folder.rosters / name, kept.data))

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
                values = {header: dict(answers) for header, answers in known.values.items()}
                offers.setdefault(one.key, {})[one.table.sheet] = {**found, "values": values} if values else found
        return {"offers": offers}

    def _remember(self, look: Look, disk: contextlib.ExitStack) -> None:
        """Keep what a person decided about columns, to offer it again with the next export of the same form."""
        for one in look.tables:
            mapping = dataclasses.replace(one.choice.mapping(), values=one.meant)
            file = self._mapping_file(fingerprint(one.table))
            if one.aside or file is None:
                continue
            if mapping == ColumnMapping():
                disk.callback(file.unlink, missing_ok=True)  # decisions that were taken back are not offered again
            else:
                disk.enter_context(written(file, mapping_to_toml(_named(mapping, one)).encode()))

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
        with said("What was decided about columns"):
            room.mkdir(mode=0o700, exist_ok=True)
        return room / f"{mark}.toml"


def _with_known(look: Look, plan: Plan) -> Look:
    """The draft with those as people who keep the role that they have."""
    if not look.roster.roleless:
        return look
    open_ones = Counter((one.problem.file, one.problem.sheet) for one in plan.roster.roleless)
    all_ones = Counter((one.problem.file, one.problem.sheet) for one in look.roster.roleless)
    tables = []
    for one in look.tables:
        place = one.table.file, one.table.sheet
        known = all_ones[place] - open_ones[place]
        asks = one.asks_role and not (known and not open_ones[place])
        tables.append(dataclasses.replace(one, people=one.people + known, asks_role=asks))
    return dataclasses.replace(look, roster=plan.roster, tables=tuple(tables))


def _has(ties: Ties | None) -> str:
    """What hangs on somebody, to be said after their name."""
    if ties is None:
        return ""
    counted = (len(ties.pairs), "pair"), (ties.links, "link"), (ties.answers, "answer")
    parts = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in counted if number]
    return f"has {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}"


def _asked(doubt: Doubt, held: Mapping[str, Ties]) -> dict[str, Any]:
    """One doubt as the page asks it: who it is, and each who may be the same, with what they have.

    Of two with one name and address the ID is said, too.
    """
    names = [called(one) for one in doubt.likely]
    likely = [
        {"id": one.id, "name": _told(one.name, one.id if names.count(name) > 1 else ""), "email": one.email}
        | {"has": _has(held.get(one.id))}
        for one, name in zip(doubt.likely, names, strict=True)
    ]
    person = doubt.person
    name = _told(person.name, doubt.words if doubt.words != called(person) else "")
    return {"id": person.id, "name": name, "email": person.email, "why": doubt.why, "likely": likely}


def _told(name: str, own: str) -> str:
    return f"{name}, ID {own:.40}" if own else name


def _named(mapping: ColumnMapping, one: ReadTable) -> ColumnMapping:
    return dataclasses.replace(mapping, fingerprint=fingerprint(one.table))
