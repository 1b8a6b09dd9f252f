"""`Workbook`: a program's worksheets for a notebook cell."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import ProgramError
from mentorwidgets.folder import Folder
from mentorwidgets.model import Pair, Person, Program, Viewer, from_plain
from mentorwidgets.pairing import Bars
from mentorwidgets.workbook.cadence import agreed_of
from mentorwidgets.workbook.messages import KernelMessages
from mentorwidgets.workbook.pairs import own_pairs, pairs_on_page
from mentorwidgets.workbook.rooms import take_room
from mentorwidgets.workbook.sheets import KINDS, open_store
from mentorwidgets.workbook.state import snapshot

if TYPE_CHECKING:
    from mentorwidgets.importing import RosterDesk
    from mentorwidgets.store import Store
    from mentorwidgets.widgets import (
        CadencePlanner,
        ChallengesWorksheet,
        ExpectationsForm,
        Known,
        PairingPicker,
        Reference,
        RosterImport,
        TrainerGuide,
    )

SNAPSHOT_VARIABLE = "MENTORWIDGETS_SNAPSHOT"


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

    def challenges(self) -> ChallengesWorksheet:
        """Return the challenges worksheet: the program's, or those of the viewer's own pairs."""
        from mentorwidgets.widgets import ChallengesWorksheet  # reading a workbook needs no widgets

        state = self._state("challenges")
        pairing = self._data["worksheets"].get("pairing", {"fields": {}})["fields"]
        pairs = own_pairs(self.viewer, {key: field["value"] for key, field in pairing.items()})
        worksheet = ChallengesWorksheet(
            self.people,
            program=self.program,
            pairs=pairs,
            viewer=self.viewer,
            counts=self._data.get("challenge_counts", ()),
            value={key: field["value"] for key, field in state["fields"].items()},
        )
        worksheet.connect(self._saving("challenges"), _meta(state), self._messages("challenges"))
        worksheet.close_sealed(self.viewer.closed, self._word("challenges"))
        return worksheet

    def expectations(self) -> ExpectationsForm:
        """Return the expectation-setting form: of the viewer's own pairs, or how far the program's pairs are."""
        from mentorwidgets.widgets import ExpectationsForm  # reading a workbook needs no widgets

        gone = tuple(from_plain(Person, person) for person in self._data["gone"])
        state = self._state("expectations")
        pairing = self._state("pairing")["fields"]
        form = ExpectationsForm(
            self._pairs({key: field["value"] for key, field in pairing.items()}),
            program=self.program,
            people=(*gone, *self.people),
            viewer=self.viewer,
            value={key: field["value"] for key, field in state["fields"].items()},
        )
        is_linked = self._store is None and "cadence" in self._data["worksheets"]
        form.offer(counts=self._data.get("answer_counts"), links={"cadence": "cadence"} if is_linked else {})
        form.connect(self._saving("expectations"), _meta(state), self._messages("expectations"))
        form.close_sealed(self.viewer.closed, self._word("expectations"))
        return form

    def cadence(self) -> CadencePlanner:
        """Return the planner of meetings: of the viewer's own pairs, or of the program."""
        from mentorwidgets.widgets import CadencePlanner  # reading a workbook needs no widgets

        state, sheets = self._state("cadence"), self._data["worksheets"]
        known = {stem: _values(sheets[stem]) if stem in sheets else {} for stem in ("pairing", "expectations")}
        planner = CadencePlanner(
            self._pairs(known["pairing"]),
            program=self.program,
            people=(*(from_plain(Person, person) for person in self._data["gone"]), *self.people),
            value=_values(state),
            viewer=self.viewer,
        )
        links = {} if self._store else {"calendar": f"{_base()}/calendar"}
        if links and "expectations" in sheets:
            links["expectations"] = "expectations"
        planner.offer(agreed=agreed_of(known["expectations"]), links=links)
        planner.connect(self._saving("cadence"), _meta(state), self._messages("cadence"))
        planner.close_sealed(self.viewer.closed, self._word("cadence"))
        return planner

    def roster(self) -> RosterImport:
        """Return the page that brings a roster into this program."""
        from mentorwidgets.widgets import RosterImport  # reading a workbook needs no widgets

        importer = RosterImport(description=self.program.name)
        is_served = self._store is None
        importer.connect_desk(self._saving("roster"), self._desk(), following="pairing" if is_served else "")
        return importer

    def trainer(self) -> TrainerGuide:
        """Return the trainer's walk of this program, with its questions to a room."""
        from mentorwidgets.expectations import form_of
        from mentorwidgets.widgets import TrainerGuide  # reading a workbook needs no widgets

        state = self._state("trainer")
        value = {key: field["value"] for key, field in state["fields"].items()}
        form = form_of(self.program, {"form": self._data.get("form")})
        guide = TrainerGuide(program=self.program, form=form, value=value)
        guide.connect(self._saving("trainer"), _meta(state), self._messages("trainer"))
        guide.label_readers("session", self.viewer)
        if self._store is not None:
            store, actor = self._store, getpass.getuser()
            guide.connect_taking(lambda room: take_room(store, self.program.slug, room, actor))
        return guide

    def reference(self) -> Reference:
        """Return the reference: words, programs, tips and more, to read and to print."""
        from mentorwidgets.widgets import Reference  # reading a workbook needs no widgets

        self._state("reference")
        return Reference()

    def _pairs(self, pairing: Mapping[str, Any]) -> tuple[Pair, ...]:
        return pairs_on_page(self.viewer, self.program.slug, self.people, pairing)

    def _word(self, stem: str) -> str:
        base = _base()
        return f"{base}/word?after={base}/programs/{self.program.slug}/{stem}"

    def _state(self, stem: str) -> dict[str, Any]:
        if stem not in self._data["worksheets"]:
            raise ProgramError("This page is not one of yours.", "Go back to the start page.")
        state: dict[str, Any] = self._data["worksheets"][stem]
        return state

    def _known(self) -> Known | None:
        if "bars" not in self._data:
            return None
        from mentorwidgets.widgets import Known  # reading a workbook needs no widgets

        held = bool(self._data.get("held"))
        return Known(bars=from_plain(Bars, self._data["bars"]), taken=self._data["taken"], held=held)

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
        kind = KINDS.get(stem, stem)
        common = {"worksheet": f"{self.program.slug}/{kind}", "seq": self._state(stem)["seq"], "who": self.viewer.who()}
        if self._store is not None:
            return {"way": "kernel", **common}
        return {"way": "server", "url": f"{_base()}/mentorwidgets/", **common}

    def _messages(self, stem: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any] | None] | None:
        if self._store is None:
            return None
        return KernelMessages(self._store, f"{self.program.slug}/{KINDS.get(stem, stem)}")


def _read_snapshot(file: Path, program: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if data["program"]["slug"] != program:
        raise ProgramError(f"This page may not open the program '{program}'.", "Open it from the start page.")
    return data


def _base() -> str:
    return os.environ.get("VOILA_BASE_URL", "/").rstrip("/")


def _values(state: Mapping[str, Any]) -> dict[str, Any]:
    return {key: field["value"] for key, field in state["fields"].items()}


def _meta(state: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: {name: field[name] for name in field if name != "value"} for key, field in state["fields"].items()}
    return {**known, **{key: {"version": version} for key, version in state["removed"].items()}}
