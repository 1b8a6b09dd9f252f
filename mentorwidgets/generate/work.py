"""One program's share of the work. A task is plain values: a thread can do it, or another computer."""

from __future__ import annotations

import dataclasses
import difflib
import json
import time
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from mentorwidgets import __version__
from mentorwidgets.errors import MentorWidgetsError
from mentorwidgets.folder import scratch
from mentorwidgets.generate import record
from mentorwidgets.generate.copies import bytes_of, in_language, parameters_of, prepared, template
from mentorwidgets.generate.language import ENGLISH, Language
from mentorwidgets.generate.lightly import nbformat
from mentorwidgets.generate.paper import Paper
from mentorwidgets.generate.parameters import source_of
from mentorwidgets.generate.shelves import FolderShelf, Shelf, shelf_at
from mentorwidgets.model import Person, Program

if TYPE_CHECKING:
    from mentorwidgets.generate.packs import PackPair

_OWN_FOLDERS = ("packs/", "sheets/")  # where only we write
Did = Literal["made", "replaced", "same", "edited", "outdated", "failed", "removed"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be made for one program.

    Args:
        program: its settings.
        shelf: its folder, or an address of a store that papermill knows.
        titles: stem -> title of the workbooks.
        run: execute the copies.
        html: write a page of each executed copy.
        bundle: a zip of all to write; or nothing.
        update: replace copies whose template has changed.
        look_only: say what would be done, and write nothing.
        timeout: seconds for one cell.
        snapshot: what the kernels may know, as JSON; needed to run.
        pairs: each gets a pack.
        keep_packs: whether packs stay that nobody speaks of.
        people: the people of the pairs.
        asks: how the program's form of expectations differs from ours, as plain JSON; or nothing.
        language: what its pages and workbooks are printed in.
        barred: why packs of pairs in the table may not be made, in words.
    """

    program: Program
    shelf: str
    titles: Mapping[str, str]
    run: bool = False
    html: bool = False
    bundle: str = ""
    update: bool = False
    look_only: bool = False
    timeout: float = 120.0
    snapshot: bytes = b""
    pairs: tuple[PackPair, ...] = ()
    keep_packs: bool = False
    people: tuple[Person, ...] = ()
    asks: Mapping[str, Any] | None = None
    language: Language = ENGLISH
    barred: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file and what was done with it: ``edited`` and ``outdated`` ones were kept as they are."""

    name: str
    did: Did
    sha256: str = ""
    seconds: float = 0.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of a task.

    Args:
        slug: the program.
        files: every file, by name.
        seconds: how long it took.
        trouble: words about each thing that failed.
        differences: stem -> how the template differs from the copy that is there.
    """

    slug: str
    files: tuple[MadeFile, ...] = ()
    seconds: float = 0.0
    trouble: tuple[str, ...] = ()
    differences: Mapping[str, str] = dataclasses.field(default_factory=dict)


def make(task: Task) -> Made:
    """Do a task; what goes wrong is told and never raised, so that it stops no other program."""
    began = time.monotonic()
    try:
        work = _Work(task)
        work.copies()
        work.pages()
        work.save()
    except MentorWidgetsError as error:
        return Made(slug=task.program.slug, seconds=time.monotonic() - began, trouble=(str(error),))
    return Made(
        slug=task.program.slug,
        files=tuple(work.files[name] for name in sorted(work.files)),
        seconds=time.monotonic() - began,
        trouble=tuple(work.trouble),
        differences=work.differences,
    )


class _Work:
    """A task being done: everything is made in memory first, then written."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._paper = Paper(task.program, task.asks, task.language)
        self._shelf: Shelf = shelf_at(task.shelf)
        self._known = record.read(self._shelf)
        self._found: dict[str, bytes | None] = {}
        self._writing: dict[str, tuple[bytes, str]] = {}
        self._facts: dict[str, str] = {}  # copy -> all that its run depends on
        self._contents: dict[str, bytes] = {}  # what stands in the folder when all is done
        self._left: list[str] = []  # pages that nobody needs any more, such as the pack of a pair that is none now
        self.files: dict[str, MadeFile] = {}
        self.trouble: list[str] = []
        self.differences: dict[str, str] = {}

    def copies(self) -> None:
        """The workbooks, prepared or run."""
        for stem in self._task.titles:
            source = template(stem)
            notebook = in_language(prepared(source, parameters_of(self._task.program.slug)), self._task.language)
            there = self._there(f"{stem}.ipynb")
            kept = self._kept(stem, source.sha256, there, notebook)
            if kept:
                self._note(f"{stem}.ipynb", kept, there or b"")
            elif self._task.run:
                self._run(stem, source.sha256, notebook, there)
            else:
                self._put(f"{stem}.ipynb", bytes_of(notebook), source.sha256)

    def pages(self) -> None:
        """The sheets, the packs and the coordinator's first page: made anew from the settings each time."""
        from mentorwidgets.generate.packs import pack_files
        from mentorwidgets.generate.pages import readme
        from mentorwidgets.generate.sheets import blank_sheets

        task = self._task
        self.trouble += task.barred
        sheets = blank_sheets(self._paper, tuple(task.titles))
        for name, (_, data) in sheets.items():
            self._put_page(name, data)
        for name, data in pack_files(self._paper, task.pairs, task.people).items():
            self._put_page(name, data)
        titles = [(name, title) for name, (title, _) in sheets.items()]
        self._put_page("README.html", readme(self._paper, task.titles, titles))
        ours = _OWN_FOLDERS[1:] if task.keep_packs else _OWN_FOLDERS
        self._left = [name for name in self._known if name.startswith(ours) and name not in self.files]
        for name in self._left:
            self.files[name] = MadeFile(name=name, did="removed" if self._is_ours(name) else "edited")

    def save(self) -> None:
        """Write all files, with the record of them; then the bundle."""
        if self._task.look_only:
            return
        record.write(self._shelf, self._writing, self._facts)
        if isinstance(self._shelf, FolderShelf):
            self._shelf.tidy()
        record.forget(self._shelf, [name for name in self._left if self.files[name].did == "removed"])
        if self._task.bundle:
            from mentorwidgets.generate.bundles import bundle

            target = Path(self._task.bundle)
            FolderShelf(target.parent).write(target.name, bundle(self._task.program.slug, self._contents))

    def _there(self, name: str) -> bytes | None:
        """A file as it was found; each is read once, for a store may be far away."""
        if name not in self._found:
            self._found[name] = self._shelf.read(name)
        return self._found[name]

    def _is_ours(self, name: str) -> bool:
        there = self._there(name)
        return there is None or record.sha256(there) in self._known[name].made

    def _kept(self, stem: str, newest: str, there: bytes | None, notebook: Any) -> Did | None:
        """Why the copy that is there stays; None when it may be written."""
        if there is None:
            return None
        made = self._known.get(f"{stem}.ipynb", record.Entry()).made
        came_from = made.get(record.sha256(there))
        if came_from is None:
            return None if there == bytes_of(notebook) else "edited"
        if came_from == newest:
            return None
        self.differences[stem] = difference(there, notebook, stem)
        return None if self._task.update else "outdated"

    def _run(self, stem: str, source: str, notebook: Any, there: bytes | None) -> None:
        name = f"{stem}.ipynb"
        inputs = self._inputs(notebook)
        entry = self._known.get(name, record.Entry())
        if there is not None and entry.inputs == inputs and record.sha256(there) in entry.made:
            self._note(name, "same", there)
            self._put_html(stem, nbformat().reads(there.decode(), as_version=4))
            return
        if self._task.look_only:
            self.files[name] = MadeFile(name=name, did="replaced" if there else "made")
            return
        ran = self._execute(notebook)
        seconds = round(ran.seconds, 3)
        if ran.trouble:
            self.trouble.append(f"{stem}: {ran.trouble}")
            if there is None:
                self._put(name, bytes_of(notebook), source)
            self.files[name] = MadeFile(name=name, did="failed", seconds=seconds)
            return
        from mentorwidgets.generate.runs import with_steady_ids

        done = with_steady_ids(ran.notebook, f"{self._task.program.slug}/{stem}")
        self._put(name, bytes_of(done), source, seconds)
        self._facts[name] = inputs
        self._put_html(stem, done)

    def _put_html(self, stem: str, notebook: Any) -> None:
        if self._task.html:
            from mentorwidgets.generate.html import page_of

            self._put_page(f"html/{stem}.html", page_of(notebook, self._paper))

    def _execute(self, notebook: Any) -> Any:
        from mentorwidgets.generate.runs import run

        with scratch() as room:
            snapshot = room / "snapshot.json"
            snapshot.write_bytes(self._task.snapshot)
            folder = self._shelf.folder if isinstance(self._shelf, FolderShelf) else room
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            environment = {"MENTORWIDGETS_SNAPSHOT": str(snapshot)}
            return run(notebook, folder=folder, environment=environment, timeout=self._task.timeout)

    def _inputs(self, notebook: Any) -> str:
        """All that a run depends on: the copy, what its kernel may know, and our version."""
        known = json.loads(self._task.snapshot or b"{}")
        for state in known.get("worksheets", {}).values():
            state.pop("seq", None)  # counts the changes of all programs
        told = [__version__, known, notebook]
        return record.sha256(json.dumps(told, sort_keys=True).encode())

    def _put_page(self, name: str, data: bytes) -> None:
        there = self._there(name)
        if there is None or there == data or record.sha256(there) in self._known.get(name, record.Entry()).made:
            self._put(name, data)
        else:
            self._note(name, "edited", there)

    def _put(self, name: str, data: bytes, source: str = "", seconds: float = 0.0) -> None:
        there = self._there(name)
        did: Did = "made" if there is None else "same" if there == data else "replaced"
        recorded = self._known.get(name, record.Entry()).made.get(record.sha256(data)) == source
        if did != "same" or not recorded:
            self._writing[name] = (data, source)
        self._note(name, did, data, seconds)

    def _note(self, name: str, did: Did, data: bytes, seconds: float = 0.0) -> None:
        self._contents[name] = data
        self.files[name] = MadeFile(name=name, did=did, sha256=record.sha256(data), seconds=seconds)


def difference(there: bytes, notebook: Any, stem: str) -> str:
    """Return how a copy differs from the new template, cell by cell, as a unified diff of their texts."""
    try:
        old = _text_of(json.loads(there))
    except (ValueError, KeyError, TypeError):
        old = there.decode(errors="replace").splitlines()
    name = str(PurePosixPath(f"{stem}.ipynb"))
    lines = difflib.unified_diff(old, _text_of(notebook), f"{name} (yours)", f"{name} (new)", lineterm="", n=1)
    return "\n".join(lines) or "Only what is not seen has changed."


def _text_of(notebook: Mapping[str, Any]) -> list[str]:
    return [line for cell in notebook["cells"] for line in (*source_of(cell).splitlines(), "")]
