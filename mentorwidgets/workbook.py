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

from mentorwidgets.errors import ProgramError, ValueRefusedError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Answer, Operation, Person, Program, Rule, from_plain, operation_from_plain, to_plain
from mentorwidgets.pairing import check_change, summary

if TYPE_CHECKING:
    from mentorwidgets.importing import RosterDesk
    from mentorwidgets.store import Store
    from mentorwidgets.widgets import PairingPicker, RosterImport

SNAPSHOT_VARIABLE = "MENTORWIDGETS_SNAPSHOT"
RULES: Mapping[str, Rule] = {"pairing": check_change}
WORKSHEETS: tuple[tuple[str, str], ...] = (("roster", "Roster"), ("pairing", "Pairing"))
"""Stem and title of every worksheet, in the order in which a program needs them."""
MAX_OPERATIONS = 200  # in one message


def open_store(folder: Folder) -> Store:
    """Open the database of a library's folder with the rules of every worksheet."""
    from mentorwidgets.store import Store  # a kernel of our server never needs the database

    return Store.open(folder.database, rules=RULES)


def snapshot(store: Store, slug: str) -> dict[str, Any]:
    """Return all that a kernel needs to show a program, as plain JSON.

    Returns:
        ``program``, ``people`` and ``gone`` (people who left the roster) as plain values, and ``worksheets``:
        stem -> what `worksheet_state` gives.

    Raises:
        ProgramError: there is no such program.
    """
    return {
        "program": to_plain(store.program(slug)),
        "people": [to_plain(person) for person in store.people(slug)],
        "gone": [to_plain(person) for person in store.gone_people(slug)],
        "worksheets": {stem: worksheet_state(store, f"{slug}/{stem}") for stem, _ in WORKSHEETS},
    }


def worksheet_state(store: Store, worksheet: str) -> dict[str, Any]:
    """Return ``seq``, ``fields`` (key -> value, version, by, at) and ``removed`` (key -> version) of a worksheet."""
    seq = store.seq()
    fields = {key: {**to_plain(field), "value": field.value} for key, field in store.fields(worksheet).items()}
    return {"seq": seq, "fields": fields, "removed": store.removed(worksheet)}


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


def overview(store: Store) -> tuple[ProgramCard, ...]:
    """Return a card for every program, by name."""
    return tuple(
        _card(store, program) for program in sorted(store.programs(), key=lambda p: (p.name.casefold(), p.slug))
    )


def _card(store: Store, program: Program) -> ProgramCard:
    people = store.people(program.slug)
    fields = {key: field.value for key, field in store.fields(f"{program.slug}/pairing").items()}
    facts = summary(program, people, fields)
    sheets = (
        _roster_card(len(people)),
        WorksheetCard(stem="pairing", title="Pairing", done=facts.done, next=facts.next),
    )
    return ProgramCard(
        slug=program.slug, name=program.name, mentors=facts.mentors, mentees=facts.mentees, worksheets=sheets
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
        self.people = tuple(from_plain(Person, person) for person in self._data["people"])

    def __repr__(self) -> str:
        """Name the program and count its people."""
        return f"Workbook({self.program.slug}: {len(self.people)} people)"

    def pairing(self) -> PairingPicker:
        """Return the pairing picker of this program, connected to where it is saved."""
        from mentorwidgets.widgets import PairingPicker  # reading a workbook needs no widgets

        gone = tuple(from_plain(Person, person) for person in self._data["gone"])
        state = self._data["worksheets"]["pairing"]
        value = {key: field["value"] for key, field in state["fields"].items()}
        picker = PairingPicker(self.people, program=self.program, value=value, gone=gone)
        picker.connect(self._saving("pairing"), _meta(state), self._messages("pairing"))
        return picker

    def roster(self) -> RosterImport:
        """Return the page that brings a roster into this program."""
        from mentorwidgets.widgets import RosterImport  # reading a workbook needs no widgets

        importer = RosterImport(description=self.program.name)
        is_served = self._store is None
        importer.connect_desk(self._saving("roster"), self._desk(), following="pairing" if is_served else "")
        return importer

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
        common = {"worksheet": f"{self.program.slug}/{stem}", "seq": self._data["worksheets"][stem]["seq"]}
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
