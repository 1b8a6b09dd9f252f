"""From a table to everything: check all, bring programs into the store, make the copies, write manifest and index."""

from __future__ import annotations

import contextlib
import dataclasses
import getpass
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentorwidgets._disk import write_atomically, written
from mentorwidgets.errors import GenerateError
from mentorwidgets.folder import Folder, scratch
from mentorwidgets.generate import manifest as manifests
from mentorwidgets.generate.allowed import allowed
from mentorwidgets.generate.checking import Checked, check_rows
from mentorwidgets.generate.copies import template
from mentorwidgets.generate.pages import index
from mentorwidgets.generate.plans import ACTOR, Answers, Plan, plan, with_ties
from mentorwidgets.generate.pools import local_pool
from mentorwidgets.generate.stems import WORKBOOKS
from mentorwidgets.generate.work import Made, Task
from mentorwidgets.kernels import WARM, can_fork
from mentorwidgets.model import Problem, Program
from mentorwidgets.store.revising import Revision, Standing
from mentorwidgets.workbook import open_store, snapshot

if TYPE_CHECKING:
    from mentorwidgets.generate.language import Language
    from mentorwidgets.generate.packs import PackPair
    from mentorwidgets.programs import ProgramTable
    from mentorwidgets.store import Store


def default_jobs() -> int:
    """How many copies are made at once: one more than this process may use processors."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return usable + 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How programs are made.

    Args:
        run: execute the copies, so that they hold outputs.
        html: also write a page of each executed copy.
        bundles: write a zip for each program.
        update: replace copies whose template has changed since.
        look_only: say what would be done, and write nothing.
        table_first: where table and page both changed something, take what the table says.
        same: who in a roster is who on it already, each as ``oak:Ana Silva=ana@lib.example``.
        new: who in a roster is somebody new, each as ``oak:Ana Silva``.
        keep_going: leave rows with problems out and make the others.
        jobs: how many programs are made at once; 0 lets us choose.
        timeout: seconds for one cell.
        scheduler: address of a Dask scheduler, such as ``tcp://head:8786``; or nothing.
        store: an address that papermill knows, where copies go in place of the folder; or nothing.
    """

    run: bool = False
    html: bool = False
    bundles: bool = False
    update: bool = False
    look_only: bool = False
    table_first: bool = False
    same: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    keep_going: bool = False
    jobs: int = 0
    timeout: float = 120.0
    scheduler: str = ""
    store: str = ""

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.html and not self.run:
            raise GenerateError("Pages are made of executed copies.", "Use --html together with --run.")
        if self.store and ("://" not in self.store or self.bundles):
            mend = "Leave out --zip." if self.bundles else "Write it as s3://bucket/folder."
            raise GenerateError("The store cannot be used in this way.", mend)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a whole table.

    Args:
        made: one for each program, in the order of the table.
        plans: what changed in each program, or would, in the same order.
        problems: of the table and its rosters.
        gone: programs of the last manifest that are no longer in the table; nothing of them was touched.
        seconds: how long it took.
    """

    made: tuple[Made, ...] = ()
    plans: tuple[Plan, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: tuple[str, ...] = ()
    seconds: float = 0.0

    def is_fine(self) -> bool:
        """Whether there was neither a problem nor a failure."""
        errors = any(problem.level == "error" for problem in self.problems)
        return not errors and not any(made.trouble for made in self.made)


def generate_workbooks(
    table: ProgramTable,
    folder: str | Path,
    options: Options | None = None,
    *,
    tell: Callable[[Made], object] | None = None,
) -> Report:
    """Make or bring up to date everything that the programs of a table need.

    Args:
        table: from `read_programs`.
        folder: the library's folder; it is made when there is none.
        options: how.
        tell: called with each program when it is done.

    Returns:
        what was made. When rows have problems and ``keep_going`` is off, nothing is written.

    Raises:
        GenerateError: the scheduler cannot be reached, or the options do not go together.
        StoreError: the database cannot be used.
    """
    began = time.monotonic()
    how = options or Options()
    checked, found = check_rows(table)
    _check_answers(how, checked)
    plans, more = _planned(checked, Path(folder), how)
    problems = (*found, *more)
    errors = any(problem.level == "error" for problem in problems)
    if not plans or (errors and not how.keep_going):
        return Report(problems=problems, seconds=time.monotonic() - began)
    if how.run and not how.scheduler and not how.look_only and can_fork():
        WARM.start()  # it imports while we bring the programs in
    with _home(Path(folder), look_only=how.look_only) as home, open_store(home) as store:
        making = _Making(store, home, how)
        made = making.all(plans, tell or (lambda _: None))
    return Report(made=made, plans=making.plans, problems=problems, gone=making.gone, seconds=time.monotonic() - began)


def _check_answers(how: Options, checked: Sequence[Checked]) -> None:
    slugs = {item.row.program.slug for item in checked}
    for words in (*how.same, *how.new):
        if words.partition(":")[0] not in slugs:
            raise GenerateError(f"'{words}' names no program of the table.", 'Write it like "oak-county:Ana Silva".')


def _planned(checked: Sequence[Checked], folder: Path, how: Options) -> tuple[tuple[Plan, ...], tuple[Problem, ...]]:
    """What every row would change, before anything is written; and why some rows cannot be."""
    with contextlib.ExitStack() as stack:
        home = Folder(folder) if folder.exists() else None
        store = stack.enter_context(open_store(home)) if home else None
        entries = manifests.read_manifest(home.workbooks)["programs"] if home else {}
        plans = [_plan(item, store, entries, how) for item in checked]
    for one in plans:
        _language(one)  # what is wrong with its words is told now
    problems = [problem for one in plans for problem in one.problems]
    languages = [problem for item in checked[:1] for problem in item.languages.told_since_asked()]
    return tuple(one for one in plans if not one.problems), (*problems, *languages)


def _plan(item: Checked, store: Store | None, entries: Mapping[str, Any], how: Options) -> Plan:
    slug = item.row.program.slug
    standing = store.sources.standing(slug, ACTOR) if store else Standing()
    one = plan(item, standing, entries.get(slug, {}), _answers(how, slug))
    return with_ties(one, store) if store else one


@contextlib.contextmanager
def _home(folder: Path, *, look_only: bool) -> Iterator[Folder]:
    """The library's folder; to look only, where there is none yet, an empty one that goes away again."""
    if look_only and not folder.exists():
        with scratch() as room:
            yield Folder(room, create=True)
    else:
        yield Folder(folder, create=not look_only)


class _Making:
    """One run over all programs."""

    def __init__(self, store: Store, home: Folder, how: Options) -> None:
        self._store = store
        self._home = home
        self._how = how
        self._manifest = manifests.read_manifest(home.workbooks)
        self._titles = {stem: template(stem).title for stem in WORKBOOKS}
        self.gone: tuple[str, ...] = ()
        self.plans: tuple[Plan, ...] = ()

    def all(self, plans: Sequence[Plan], tell: Callable[[Made], object]) -> tuple[Made, ...]:
        """Bring the programs in, make their files, and write it down."""
        entries: dict[str, Any] = self._manifest["programs"]
        slugs = [one.program.slug for one in plans]
        self.gone = tuple(sorted(set(entries) - set(slugs)))
        self.plans = tuple(plans)
        if not self._how.look_only:
            self.plans = tuple(self._bring_in(one.item, entries) for one in plans)
            self._write(entries)
        made: dict[str, Made] = {}
        for done in self._pool(self._tasks(self.plans)):
            made[done.slug] = done
            tell(done)
        if not self._how.look_only:
            for slug, done in made.items():
                entries[slug] = manifests.with_result(entries[slug], done)
            self._write(entries)
            self._write_index(made)
        return tuple(made[slug] for slug in slugs if slug in made)

    def _bring_in(self, item: Checked, entries: dict[str, Any]) -> Plan:
        """Save what the table says anew, all of it or nothing: what was changed on the pages since stays."""
        slug = item.row.program.slug
        entry = entries.setdefault(slug, {})
        done: list[Plan] = []

        def decide(standing: Standing) -> Revision:
            done.append(plan(item, standing, entry, _answers(self._how, slug)))
            for file in item.files if done[-1].people is not None else ():  # no room for it: nothing is brought in
                disk.enter_context(written(self._home.rosters / f"{slug}-{file.name}", file.read_bytes()))
            return done[-1].revision()

        with contextlib.ExitStack() as disk:
            self._store.sources.revise(slug, ACTOR, getpass.getuser(), decide)
        sums = {**item.checksums, "words": manifests.words_checksum(_language(done[-1]).words)}
        told = {"name": done[-1].program.name, "row": manifests.row_checksum(item.row), **sums}
        entries[slug] = {**entry, **told}
        return with_ties(done[-1], self._store)

    def _tasks(self, plans: Sequence[Plan]) -> Iterator[Task]:
        there = {program.slug for program in self._store.programs()}
        for one in plans:
            slug, row = one.program.slug, one.item.row
            is_known = slug in there and not (self._how.look_only and one.changes_something())
            known = json.dumps(snapshot(self._store, slug)).encode() if self._how.run and is_known else b""
            people = one.present if row.pairs else ()
            pairs, barred = self._allowed(one) if one.pairs else ((), ())
            yield Task(
                program=one.program,
                shelf=f"{self._how.store.rstrip('/')}/{slug}" if self._how.store else str(self._home.workbooks / slug),
                titles=self._titles,
                run=self._how.run,
                html=self._how.html,
                bundle=str(self._home.path / "bundles" / f"{slug}.zip") if self._how.bundles else "",
                update=self._how.update,
                look_only=self._how.look_only,
                timeout=self._how.timeout,
                snapshot=known,
                pairs=pairs,
                barred=barred,
                keep_packs=not row.pairs and not row.no_pairs,
                people=people,
                asks=self._asks(slug) if slug in there else None,
                language=_language(one),
            )

    def _allowed(self, one: Plan) -> tuple[tuple[PackPair, ...], tuple[str, ...]]:
        """The pairs that may have packs, and why others may not."""
        slug = one.program.slug
        is_there = any(program.slug == slug for program in self._store.programs())  # not so when we only look
        gone = self._store.gone_people(slug) if is_there else ()
        fields = self._store.fields(f"{slug}/pairing") if is_there else {}
        plain = {key: field.value for key, field in fields.items()}
        return allowed(one.program, one.pairs, one.present, plain, gone)

    def _asks(self, slug: str) -> Any:
        """How the program's form of expectations differs from ours."""
        field = self._store.fields(f"{slug}/expectations").get("form")
        return field.value if field else None

    def _pool(self, tasks: Iterator[Task]) -> Iterator[Made]:
        if self._how.scheduler:
            from mentorwidgets.generate.clusters import cluster_pool

            return cluster_pool(tasks, self._how.scheduler)
        return local_pool(tasks, self._how.jobs or default_jobs())

    def _write(self, entries: Mapping[str, Any]) -> None:
        whole = {"templates": manifests.templates(self._titles), "programs": entries}
        manifests.write_manifest(self._home.workbooks, {**whole, "input": manifests.checksum_of(entries)})

    def _write_index(self, made: Mapping[str, Made]) -> None:
        if self._how.store:
            return
        rows = [(program, _note(program, made)) for program in self._store.programs()]
        data = index((program, note) for program, note in rows if note)
        target = self._home.workbooks / "index.html"
        if not target.is_file() or target.read_bytes() != data:
            write_atomically(target, data)


def _answers(how: Options, slug: str) -> Answers:
    """What was answered about one program."""
    mine = [
        [word.removeprefix(f"{slug}:") for word in words if word.startswith(f"{slug}:")]
        for words in (how.same, how.new)
    ]
    return Answers(table_first=how.table_first, same=tuple(mine[0]), new=tuple(mine[1]))


def _language(one: Plan) -> Language:
    """What a program's pages are printed in, also where the row says nothing of it."""
    item = one.item
    same = one.program.locale == item.row.program.locale
    return item.language if same else item.languages.of(one.program.locale)


def _note(program: Program, made: Mapping[str, Made]) -> str:
    done = made.get(program.slug)
    if done is None:
        return ""
    return "needs a look" if done.trouble else str(len(done.files))
