"""The store: programs, people and worksheets in one database, SQLite by default, PostgreSQL by URL.

Saving is an operation with an answer, given only after the commit. Everything that ever came in is kept in a history
that only grows, so that earlier states can be read and brought back.
"""

from __future__ import annotations

import threading
import uuid
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from mentorwidgets.model import Operation
from mentorwidgets.store import deeds as _deeds
from mentorwidgets.store import doors as _doors
from mentorwidgets.store import people as _people
from mentorwidgets.store import programs as _programs
from mentorwidgets.store import reads
from mentorwidgets.store.browsers import Browsers
from mentorwidgets.store.engine import PATIENCE, is_sqlite, name_of, open_engine, reading, writing
from mentorwidgets.store.files import backup_file, check_backup
from mentorwidgets.store.migrations import migrate
from mentorwidgets.store.moving import copy_to_file
from mentorwidgets.store.revising import Sources
from mentorwidgets.store.saving import Batch
from mentorwidgets.store.wire import value_from_text
from mentorwidgets.store.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Engine

    from mentorwidgets.model import (
        Answer,
        Change,
        Closed,
        Field,
        Invitation,
        Person,
        Program,
        RosterChange,
        Rule,
        Viewer,
    )
    from mentorwidgets.store.deeds import Deed
    from mentorwidgets.store.doors import Reading
    from mentorwidgets.store.people import RosterEntry
    from mentorwidgets.store.reads import Line

__all__ = ["Store", "check_backup"]

_NO_RULES: Mapping[str, Rule] = MappingProxyType({})


def _is_open(_viewer: Viewer, _worksheet: str, _key: str) -> bool:
    return False


class Store:
    """A database of programs, people and worksheets. Threads may share it; `Store.open` makes one.

    Every method may raise a StoreError with a class for each cause (disk full, locked, read-only, damaged); nothing
    that was saved is harmed then, and the store works on when the cause is gone.

    >>> import tempfile
    >>> from mentorwidgets.model import Operation, Program
    >>> folder = tempfile.TemporaryDirectory()
    >>> with Store.open(Path(folder.name) / "library.sqlite3") as store:
    ...     store.save_program(Program(slug="oak", name="Oak County"))
    ...     wish = Operation(op="00000001", worksheet="oak/pairing", key="assign/ana", value=True, base=0)
    ...     store.apply(wish, "Ana").version
    1
    >>> folder.cleanup()
    """

    def __init__(self, engine: Engine, rules: Mapping[str, Rule] = _NO_RULES, is_closed: Closed = _is_open) -> None:
        """Work on a database whose tables are up to date."""
        self._engine = engine
        self._rules = dict(rules)
        self._is_closed = is_closed
        self._writer = threading.Lock()  # threads of one process queue fairly here, not at SQLite's polling
        self.browsers = Browsers(engine, self._writer)
        self.words = Words(engine, self._writer)
        self.sources = Sources(engine, self._writer)

    @classmethod
    def open(
        cls,
        where: Path | str,
        *,
        rules: Mapping[str, Rule] = _NO_RULES,
        is_closed: Closed = _is_open,
        patience: float = PATIENCE,
    ) -> Self:
        """Open a database, make it if it is not there, and bring its tables up to date.

        Args:
            where: a SQLite file (made 0600, its folder 0700), or a URL such as ``postgresql+psycopg://user@host/name``.
            rules: kind of worksheet -> the rule that every change of such worksheets must pass.
            is_closed: says of a viewer, a worksheet and a key that they may never write there; they are then told
                nothing of what the field holds.
            patience: seconds to wait for another writer before DatabaseLockedError.

        Raises:
            NewerDatabaseError: a newer version of this program wrote it.
            NetworkDiskError: the file would lie on a network disk.
            ReadOnlyFolderError: the folder or the file cannot be written.
            DatabaseDamagedError: the file is damaged, or something else than a database of ours.
            StoreError: anything else, such as a server that does not answer.
        """
        engine = open_engine(where, patience)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, rules, is_closed)

    def apply(self, operation: Operation, who: Viewer | str) -> Answer:
        """Apply one operation and answer after the commit; ``who`` it really was: a text is a login at the office."""
        return self.apply_many([(operation, who)])[0]

    def apply_many(self, batch: Sequence[tuple[Operation, Viewer | str]]) -> list[Answer]:
        """Apply operations in order, in one transaction for all, and answer in the same order after the commit.

        A refusal or conflict of one leaves the others alone. The same operation id gets the same answer as the first
        time, in this batch or years later. When the commit fails, none was applied and all may be sent again.
        """
        if not batch:
            return []
        with self._writer, writing(self._engine) as connection:
            return Batch(connection, self._rules, self._is_closed).run(batch)

    def fields(self, worksheet: str) -> dict[str, Field]:
        """Return the present fields of a worksheet by key; removed ones are left out."""
        with reading(self._engine) as connection:
            return reads.fields(connection, worksheet)

    def removed(self, worksheet: str) -> dict[str, int]:
        """Return the versions of the removed fields by key, so that a page can build on them."""
        with reading(self._engine) as connection:
            return reads.removed(connection, worksheet)

    def seq(self) -> int:
        """Return the last place in the history, 0 when nothing was ever saved."""
        with reading(self._engine) as connection:
            return reads.seq(connection)

    def changes(self, since: int, worksheet: str | None = None, limit: int = 1000) -> tuple[Change, ...]:
        """Return what came after place ``since`` of the history, in order, at most ``limit`` lines."""
        with reading(self._engine) as connection:
            return reads.changes(connection, since, worksheet, limit)

    def history(self, worksheet: str, key: str | None = None) -> tuple[Change, ...]:
        """Return everything ever done to a worksheet, or to one of its fields, oldest first."""
        with reading(self._engine) as connection:
            return reads.history(connection, worksheet, key)

    def lines(self, slug: str, before: int | None = None, limit: int = 200, about: str = "") -> tuple[Line, ...]:
        """Return the history of all worksheets of a program, newest first.

        Args:
            slug: the program.
            before: go on from before this place in the history.
            limit: at most so many lines.
            about: id of a person: only lines that are theirs or may be about them; whoever asks looks closer.
        """
        with reading(self._engine) as connection:
            return reads.lines(connection, slug, before, limit, about)

    def worksheets(self, slug: str) -> tuple[str, ...]:
        """Return the names of a program's worksheets in which something was ever written."""
        with reading(self._engine) as connection:
            return reads.worksheets(connection, slug)

    def as_of(self, worksheet: str, seq: int) -> dict[str, Any]:
        """Return the values that the worksheet had right after place ``seq`` of the history."""
        with reading(self._engine) as connection:
            texts = reads.texts_as_of(connection, worksheet, seq)
        return {key: value_from_text(text) for key, text in texts.items()}

    def restore(self, worksheet: str, seq: int, actor: str) -> int:
        """Write an earlier state of a worksheet as new operations, all or none; rules are not asked.

        Returns:
            How many fields changed. Restoring the place before this restore undoes it.
        """
        with self._writer, writing(self._engine) as connection:
            now = reads.texts(connection, worksheet, "")
            then = reads.texts_as_of(connection, worksheet, seq)
            versions = reads.versions(connection, worksheet)
            batch = [
                (
                    Operation(
                        op=uuid.uuid4().hex,
                        worksheet=worksheet,
                        key=key,
                        value=value_from_text(then.get(key)),
                        base=versions[key],
                    ),
                    actor,
                )
                for key in sorted(now.keys() | then.keys())
                if now.get(key) != then.get(key)
            ]
            Batch(connection, _NO_RULES, _is_open).run(batch)
            if batch:
                slug, _, kind = worksheet.partition("/")
                _deeds.note(connection, slug, actor, "restored", [("", {"worksheet": kind, "fields": len(batch)})])
        return len(batch)

    def save_program(self, program: Program, actor: str = "") -> None:
        """Write a program's settings, new or again; ``actor`` does it."""
        with self._writer, writing(self._engine) as connection:
            _programs.save(connection, program, actor)

    def deeds(self, slug: str, before: int | None = None, limit: int = 200) -> tuple[Deed, ...]:
        """Return what was done to a program beside its fields, newest first: settings, rosters, links."""
        with reading(self._engine) as connection:
            return _deeds.every(connection, slug, before, limit)

    def deeds_about(self, slug: str, person: str, link: str = "", since: int = 0) -> tuple[Deed, ...]:
        """Return what was done about one person, newest first: by id, or by the link of who is on no roster."""
        with reading(self._engine) as connection:
            return _deeds.about(connection, slug, person, link, since)

    def note_deed(self, slug: str, actor: str, kind: str, person: str = "", **told: Any) -> None:
        """Remember a deed that changes nothing here, such as that a link was shown; ProgramError: no such program."""
        with self._writer, writing(self._engine) as connection:
            _programs.get(connection, slug)
            _deeds.note(connection, slug, actor, kind, [(person, told)])

    def programs(self) -> tuple[Program, ...]:
        """Return all programs, in the order of their names."""
        with reading(self._engine) as connection:
            return _programs.every(connection)

    def program(self, slug: str) -> Program:
        """Return the program with that short name; ProgramError when there is none."""
        with reading(self._engine) as connection:
            return _programs.get(connection, slug)

    def people(self, slug: str) -> tuple[Person, ...]:
        """Return a program's present people, in the order of their ids; ProgramError when there is no such program."""
        with reading(self._engine) as connection:
            return _people.every(connection, slug)

    def gone_people(self, slug: str) -> tuple[Person, ...]:
        """Return who left the roster: kept, since they may still stand in pairs."""
        with reading(self._engine) as connection:
            return _people.every(connection, slug, gone=True)

    def person(self, slug: str, person_id: str) -> Person | None:
        """Return the present person of a program with that id, or None."""
        with reading(self._engine) as connection:
            return _people.find(connection, slug, person_id)

    def set_roster(self, slug: str, people: Sequence[Person], actor: str) -> RosterChange:
        """Make these the present people of a program, each with the id that they have; see `change_roster`."""
        return self.change_roster(slug, lambda _present, _gone: people, actor)

    def change_roster(
        self,
        slug: str,
        judge: Callable[[tuple[Person, ...], tuple[Person, ...]], Sequence[Person]],
        actor: str,
    ) -> RosterChange:
        """Make those the present people of a program whom ``judge`` names when it sees who is there, in one step.

        Those who left are kept as gone, worksheets are left alone, and the roster before is kept for `undo_roster`.

        Args:
            slug: the program.
            judge: is given the present and the gone, and returns everyone who is there now; see `importing.take_in`.
            actor: who brings the roster in.

        Raises:
            ProgramError: there is no such program.
            RosterError: two people have one id.
        """
        with self._writer, writing(self._engine) as connection:
            return _people.set_roster(connection, slug, judge, actor)

    def undo_roster(self, slug: str, actor: str) -> RosterChange:
        """Bring back the people as they were before the last roster; again: the one before.

        Raises:
            ProgramError: there is no such program.
            RosterError: there is nothing to undo.
        """
        with self._writer, writing(self._engine) as connection:
            return _people.undo_roster(connection, slug, actor)

    def rosters(self, slug: str) -> tuple[RosterEntry, ...]:
        """Return who brought in or undid a roster, when, and what it changed; oldest first."""
        with reading(self._engine) as connection:
            return _people.rosters(connection, slug)

    def add_invitations(self, invitations: Sequence[Invitation], shown: str = "") -> None:
        """Keep new personal links, all or none, and tell it in the history.

        Args:
            invitations: the links.
            shown: how whoever makes them sees them: ``once`` on a page, ``list`` in a file; empty for not at all.

        Raises:
            ProgramError: one is for no program of ours.
        """
        with self._writer, writing(self._engine) as connection:
            _doors.add(connection, invitations, shown)

    def invitations(self, slug: str) -> tuple[Invitation, ...]:
        """Return every personal link that a program ever made, oldest first."""
        with reading(self._engine) as connection:
            return _doors.every(connection, slug)

    def invitation(self, name: str) -> Invitation | None:
        """Return the personal link with that id, or None."""
        with reading(self._engine) as connection:
            return _doors.find(connection, name)

    def revoke(self, name: str, at: float, by: str) -> bool:
        """Take a personal link back at ``at`` (seconds since 1970); False when there is none, or it was done before."""
        with self._writer, writing(self._engine) as connection:
            return _doors.revoke(connection, name, at, by)

    def set_calendar(self, link: Invitation, proof: str, at: float) -> None:
        """Let the calendar of a link be followed by a new address, which ``proof`` proves, and by no older one."""
        with self._writer, writing(self._engine) as connection:
            _doors.set_calendar(connection, link, proof, at)

    def note_use(self, name: str, at: float) -> None:
        """Remember that a personal link was exchanged for a cookie at ``at`` (seconds since 1970)."""
        with self._writer, writing(self._engine) as connection:
            _doors.note_use(connection, name, at)

    def end_session(self, name: str, at: float) -> None:
        """Let no cookie of a session in any more, at no server of this database."""
        with self._writer, writing(self._engine) as connection:
            _doors.end_session(connection, name, at)

    def end_door(self, door: str, at: float) -> None:
        """Let no session in any more that began at this door before ``at`` (seconds since 1970); later ones hold."""
        with self._writer, writing(self._engine) as connection:
            _doors.end_door(connection, door, at)

    def has_ended(self, name: str, door: str, began: float) -> bool:
        """Whether a session was ended, by itself or with all of its door that ``began`` by then."""
        with reading(self._engine) as connection:
            return _doors.has_ended(connection, name, door, began)

    def note_reads(self, seen: Sequence[tuple[Viewer, str, float]]) -> None:
        """Remember who read which worksheet when (seconds since 1970): one row for each hour, with a count."""
        with self._writer, writing(self._engine) as connection:
            _doors.note_reads(connection, seen)

    def readings(self, slug: str, limit: int = 1000) -> tuple[Reading, ...]:
        """Return who read which worksheet of a program, newest first."""
        with reading(self._engine) as connection:
            return _doors.readings(connection, slug, limit)

    def forget_readings(self, before: float) -> int:
        """Forget who read what before this moment (seconds since 1970); return how many lines that were."""
        with self._writer, writing(self._engine) as connection:
            return _doors.forget_readings(connection, before)

    def backup(self, target: Path) -> None:
        """Copy the whole database to a SQLite file, complete or not at all, also while people are saving.

        A PostgreSQL is copied row by row, as it stands at one moment, and every row is compared.

        Raises:
            StoreError: the copy cannot be made.
        """
        if is_sqlite(self._engine):
            backup_file(Path(name_of(self._engine)), target)
        else:
            copy_to_file(self._engine, target)

    def close(self) -> None:
        """Close all connections; the last one tidies the database's files."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close."""
        self.close()
