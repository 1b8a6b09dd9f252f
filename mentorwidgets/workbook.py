"""Introduces worksheets to the store: only this room knows both.

In JupyterLab and other notebooks a `Workbook` opens the library's folder and its worksheets save through the kernel. In
our server the kernel holds no database: it reads a snapshot of what its visitor may see, and the page saves over HTTP.
"""

from __future__ import annotations

import dataclasses
import getpass
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets import access
from mentorwidgets.errors import ProgramError, ValueRefusedError
from mentorwidgets.folder import Folder
from mentorwidgets.model import (
    OFFICE,
    Answer,
    Operation,
    Person,
    Program,
    Rule,
    RuleView,
    Viewer,
    from_plain,
    operation_from_plain,
    to_plain,
)
from mentorwidgets.pairing import Bars, check_change, own_summary, summary

if TYPE_CHECKING:
    from mentorwidgets.importing import RosterDesk
    from mentorwidgets.store import Store
    from mentorwidgets.widgets import Known, PairingPicker, RosterImport

SNAPSHOT_VARIABLE = "MENTORWIDGETS_SNAPSHOT"


def _behind(rule: Rule) -> Rule:
    def asked(view: RuleView, operation: Operation) -> str | None:
        return access.refuse_write(view, operation) or rule(view, operation)

    return asked


RULES: Mapping[str, Rule] = {kind: _behind(rule) for kind, rule in {"pairing": check_change}.items()}
"""Kind of worksheet -> what is asked of every change: first whose it is to make, then whether it fits."""
WORKSHEETS: tuple[tuple[str, str], ...] = (("roster", "Roster"), ("pairing", "Pairing"))
"""Stem and title of every worksheet, in the order in which a program needs them."""
MAX_OPERATIONS = 200  # in one message


def open_store(folder: Folder, patience: float = 10.0) -> Store:
    """Open the database of a library's folder with the rules and rights of every worksheet.

    Args:
        folder: the library's.
        patience: seconds to wait while another program writes.
    """
    from mentorwidgets.store import Store  # a kernel of our server never needs the database

    return Store.open(folder.database, rules=RULES, is_closed=access.is_closed, patience=patience)


def snapshot(store: Store, slug: str, viewer: Viewer = OFFICE) -> dict[str, Any]:
    """Return all that a kernel needs to show a program to this viewer, and nothing else, as plain JSON.

    Returns:
        ``program``, ``viewer``, ``people`` and ``gone`` (people who left the roster) as plain values; ``bars`` and
        ``taken``, what a participant's page cannot work out from the people it is given; and ``worksheets``: stem ->
        what `worksheet_state` gives, of those that the viewer may open.

    Raises:
        ProgramError: there is no such program, or it is not the viewer's.
    """
    if not access.may(viewer, "program", slug):
        raise ProgramError("There is no such program.", "Go back to the start page.")
    program, people, gone = store.program(slug), store.people(slug), store.gone_people(slug)
    fields = _values(store, f"{slug}/pairing")
    shown, left = access.people_for(viewer, program, people, gone, fields)
    stems = [stem for stem, _ in WORKSHEETS if access.may(viewer, f"open:{stem}", slug)]
    return {
        "program": to_plain(program),
        "viewer": {"role": viewer.role, "program": viewer.program, "person": viewer.person, "name": viewer.name},
        "people": [to_plain(person) for person in shown],
        "gone": [to_plain(person) for person in left],
        **_worked_out(viewer, program, people, fields),
        "worksheets": {stem: worksheet_state(store, f"{slug}/{stem}", viewer) for stem in stems},
    }


def _worked_out(
    viewer: Viewer, program: Program, people: tuple[Person, ...], fields: Mapping[str, Any]
) -> dict[str, Any]:
    if viewer.is_at_work_for(program.slug):
        return {}  # their page is given everybody, and works it out itself
    known = access.bars_for(viewer, program, people, fields)
    return {"bars": to_plain(known), "taken": access.places_taken(viewer, program, fields)}


def _values(store: Store, worksheet: str) -> dict[str, Any]:
    return {key: field.value for key, field in store.fields(worksheet).items()}


def worksheet_state(store: Store, worksheet: str, viewer: Viewer = OFFICE) -> dict[str, Any]:
    """Return ``seq``, ``fields`` (key -> value, version, by, at) and ``removed`` (key -> version) of a worksheet.

    Only what the viewer may read is in it; another program's worksheet looks like an empty one.
    """
    seq = store.seq()
    present = store.fields(worksheet)
    may_read = access.readable(viewer, worksheet, {key: field.value for key, field in present.items()})
    fields = {key: {**to_plain(field), "value": field.value} for key, field in present.items() if may_read(key)}
    removed = {key: version for key, version in store.removed(worksheet).items() if may_read(key)}
    return {"seq": seq, "fields": fields, "removed": removed}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetCard:
    """A worksheet on the landing page: what is done and what is next, a sentence each."""

    stem: str
    title: str
    done: str
    next: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProgramCard:
    """A program on the landing page."""

    slug: str
    name: str
    mentors: int
    mentees: int
    worksheets: tuple[WorksheetCard, ...]


def overview(store: Store, viewer: Viewer = OFFICE) -> tuple[ProgramCard, ...]:
    """Return a card for every program that the viewer may open, by name, with the worksheets that they may open."""
    mine = (program for program in store.programs() if access.may(viewer, "program", program.slug))
    return tuple(_card(store, program, viewer) for program in sorted(mine, key=lambda p: (p.name.casefold(), p.slug)))


def _card(store: Store, program: Program, viewer: Viewer) -> ProgramCard:
    people = store.people(program.slug)
    fields = _values(store, f"{program.slug}/pairing")
    facts = summary(program, people, fields)
    if access.may(viewer, "facts", program.slug):
        done, following = facts.done, facts.next
    else:
        own = access.people_for(viewer, program, people, store.gone_people(program.slug), fields)
        done, following = own_summary(program, viewer.person, (*own[0], *own[1]), fields)
    sheets = (
        _roster_card(len(people)),
        WorksheetCard(stem="pairing", title="Pairing", done=done, next=following),
    )
    return ProgramCard(
        slug=program.slug,
        name=program.name,
        mentors=facts.mentors,
        mentees=facts.mentees,
        worksheets=tuple(sheet for sheet in sheets if access.may(viewer, f"open:{sheet.stem}", program.slug)),
    )


def _roster_card(people: int) -> WorksheetCard:
    if not people:
        return WorksheetCard(
            stem="roster", title="Roster", done="Nobody is on the roster yet.", next="Bring in a roster."
        )
    done = "1 person is on the roster." if people == 1 else f"{people} people are on the roster."
    return WorksheetCard(stem="roster", title="Roster", done=done, next="Bring it up to date when people come or go.")


class Workbook:
    """A program's worksheets, ready to show in a notebook cell.

    >>> book = Workbook(program="oak-county", folder="our-library")  # doctest: +SKIP
    >>> book.pairing()  # doctest: +SKIP

    Args:
        program: the program's short name.
        folder: the library's folder. Not used in our server, which hands the kernel what its visitor may see.

    Raises:
        ProgramError: no such folder or program.
        StoreError: the database cannot be opened.
    """

    def __init__(self, *, program: str, folder: str | Path = ".") -> None:
        given = os.environ.get(SNAPSHOT_VARIABLE)
        self._folder = None if given else Folder(folder)
        self._store = open_store(self._folder) if self._folder else None
        self._data = _read_snapshot(Path(given), program) if given else snapshot(self._opened(), program)
        self.program = from_plain(Program, self._data["program"])
        self.viewer = from_plain(Viewer, self._data["viewer"])
        """For whom the worksheets are shown: the office in a notebook of one's own, the visitor in our server."""
        self.people = tuple(from_plain(Person, person) for person in self._data["people"])

    def __repr__(self) -> str:
        """Name the program and count its people."""
        return f"Workbook({self.program.slug}: {len(self.people)} people)"

    def pairing(self) -> PairingPicker:
        """Return the pairing picker of this program, connected to where it is saved."""
        from mentorwidgets.widgets import PairingPicker  # reading a workbook needs no widgets

        gone = tuple(from_plain(Person, person) for person in self._data["gone"])
        state = self._state("pairing")
        value = {key: field["value"] for key, field in state["fields"].items()}
        picker = PairingPicker(
            self.people, program=self.program, value=value, gone=gone, viewer=self.viewer, known=self._known()
        )
        picker.connect(self._saving("pairing"), _meta(state), self._messages("pairing"))
        return picker

    def roster(self) -> RosterImport:
        """Return the page that brings a roster into this program."""
        from mentorwidgets.widgets import RosterImport  # reading a workbook needs no widgets

        importer = RosterImport(description=self.program.name)
        is_served = self._store is None
        importer.connect_desk(self._saving("roster"), self._desk(), following="pairing" if is_served else "")
        return importer

    def _state(self, stem: str) -> dict[str, Any]:
        if stem not in self._data["worksheets"]:
            raise ProgramError("This page is not one of yours.", "Go back to the start page.")
        state: dict[str, Any] = self._data["worksheets"][stem]
        return state

    def _known(self) -> Known | None:
        if "bars" not in self._data:
            return None
        from mentorwidgets.widgets import Known  # reading a workbook needs no widgets

        return Known(bars=from_plain(Bars, self._data["bars"]), taken=self._data["taken"])

    def _desk(self) -> RosterDesk | None:
        if self._store is None:
            return None
        from mentorwidgets.importing import RosterDesk  # a kernel of our server reads no files

        return RosterDesk(self._store, self.program.slug, folder=self._folder, actor=getpass.getuser())

    def _opened(self) -> Store:
        if self._store is None:  # a kernel of our server
            raise ProgramError("This kernel holds no database.", "Save through the page.")
        return self._store

    def _saving(self, stem: str) -> dict[str, Any]:
        common = {"worksheet": f"{self.program.slug}/{stem}", "seq": self._state(stem)["seq"], "who": self.viewer.who()}
        if self._store is not None:
            return {"way": "kernel", **common}
        base = os.environ.get("VOILA_BASE_URL", "/").rstrip("/")
        return {"way": "server", "url": f"{base}/mentorwidgets/", **common}

    def _messages(self, stem: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any] | None] | None:
        if self._store is None:
            return None
        return _KernelMessages(self._store, f"{self.program.slug}/{stem}")


class _KernelMessages:
    """Answers a page that saves through the kernel: the same operations, the same `Store.apply`."""

    def __init__(self, store: Store, worksheet: str) -> None:
        self._store = store
        self._worksheet = worksheet
        self._actor = getpass.getuser()

    def __call__(self, message: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if message.get("kind") == "save":
            operations = message.get("ops")
            if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
                raise ValueRefusedError("These changes are not well formed.", "Reload the page.")
            return {"kind": "answers", "answers": [self._apply(data) for data in operations]}
        if message.get("kind") == "since":
            return self._since(message.get("seq"))
        return None

    def _apply(self, data: object) -> dict[str, Any]:
        operation = operation_from_plain(data)
        return answer_to_plain(
            refuse_elsewhere(operation, self._worksheet) or self._store.apply(operation, self._actor)
        )

    def _since(self, seq: object) -> dict[str, Any]:
        since = seq if isinstance(seq, int) else 0
        changes = self._store.changes(since, self._worksheet)
        last = changes[-1].seq if changes else since
        plain = [{**to_plain(change), "value": change.value} for change in changes if change.outcome != "refused"]
        return {"kind": "changes", "seq": last, "changes": plain}


def refuse_elsewhere(operation: Operation, worksheet: str) -> Answer | None:
    """Refuse an operation on another worksheet than the one that is open."""
    if operation.worksheet == worksheet:
        return None
    return Answer(
        op=operation.op, outcome="refused", why="This change belongs to another worksheet.", mend="Reload the page."
    )


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as it goes over the wire: always with op, outcome, version and value."""
    return {"version": 0, **to_plain(answer), "value": answer.value}


def _read_snapshot(file: Path, program: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if data["program"]["slug"] != program:
        raise ProgramError(f"This page may not open the program '{program}'.", "Open it from the start page.")
    return data


def _meta(state: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: {name: field[name] for name in field if name != "value"} for key, field in state["fields"].items()}
    return {**known, **{key: {"version": version} for key, version in state["removed"].items()}}
