"""Applying operations inside one transaction: each gets its answer, and all of them one commit.

What the answers depend on is read in a few queries, the judging is done in memory, and fields and history are written
in one statement each; so 200 operations cost little more than one.
"""

from __future__ import annotations

import itertools
import logging
import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mentorwidgets.errors import MentorWidgetsError, StoreError, ValueRefusedError
from mentorwidgets.model import Answer, Closed, Operation, Viewer, initials, is_young
from mentorwidgets.store import moments, people, programs, reads
from mentorwidgets.store.engine import upsert
from mentorwidgets.store.schema import FIELD, HISTORY
from mentorwidgets.store.wire import clean, field_text, is_clean, is_same, value_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from mentorwidgets.model import Person, Program, Roll, Rule

_logger = logging.getLogger(__name__)
_AT_ONCE = 500  # names in one query
_TAKEN, _ANEW = "Another change was sent with this one's id, so this one was not saved.", "Make the change again."
_CLOSED = "This is not yours to change."
_SHUT = "This is closed in this browser until you give your own word."
EVERY_OTHER = ""
"""The kind under which the rule stands that is asked where a kind of worksheet has none of its own."""
_HUGE = 2**62  # a database's whole numbers end a little above


class Stand(NamedTuple):
    """A field as it stands: version 0 when it was never written, text None when it is not there."""

    version: int = 0
    text: str | None = None
    author: str = ""
    at: str = ""


class Batch:
    """The operations of one transaction.

    Args:
        connection: of `engine.writing`, so that nobody else writes meanwhile.
        rules: worksheet kind -> its rule; that of `EVERY_OTHER` is asked where a kind has none.
        is_closed: says of a viewer, a worksheet and a key that this field is none of theirs.
    """

    def __init__(self, connection: Connection, rules: Mapping[str, Rule], is_closed: Closed) -> None:
        """Begin at the last place in the history."""
        self._connection = connection
        self._rules = rules
        self._is_closed = is_closed
        self._at = moments.now()
        self._seq = reads.seq(connection)
        self._known: dict[str, tuple[reads.Asked, Answer]] = {}
        self._stands: defaultdict[tuple[str, str], Stand] = defaultdict(Stand)
        self._written: set[tuple[str, str]] = set()
        self._lines: list[dict[str, Any]] = []
        self._sheets: dict[tuple[str, str], dict[str, str]] = {}
        self._programs: dict[str, Program | None] = {}
        self._people: dict[tuple[str, str], Person | None] = {}
        self._rolls: dict[str, Roll] = {}
        self._everyone: dict[tuple[str, bool], tuple[Person, ...]] = {}

    def run(self, batch: Sequence[tuple[Operation, Viewer | str]]) -> list[Answer]:
        """Answer every operation in order; each sees what those before it did. Written when this returns."""
        self._read([operation for operation, _ in batch])
        answers = [self._answer(operation, _viewer(who)) for operation, who in batch]
        self._write()
        return answers

    def fields(self, worksheet: str, prefix: str, where: Callable[[str], bool] | None) -> dict[str, Any]:
        """Return the present fields under ``prefix``; only the values of keys that ``where`` accepts are decoded."""
        texts = self._sheets.get((worksheet, prefix))
        if texts is None:
            texts = reads.texts(self._connection, worksheet, prefix)
            for sheet, key in self._written:
                if sheet == worksheet and key.startswith(prefix):
                    _put(texts, key, self._stands[sheet, key].text)
            self._sheets[worksheet, prefix] = texts
        return {key: value_from_text(text) for key, text in texts.items() if where is None or where(key)}

    def person(self, slug: str, person_id: str) -> Person | None:
        """Return a present person of a program, or None."""
        place = (slug, person_id)
        if place not in self._people:
            self._people[place] = people.find(self._connection, slug, person_id)
        return self._people[place]

    def everyone(self, slug: str, *, gone: bool) -> tuple[Person, ...]:
        """Return the people of a program, or those who left."""
        if (slug, gone) not in self._everyone:
            self._everyone[slug, gone] = people.every(self._connection, slug, gone=gone)
        return self._everyone[slug, gone]

    def roll(self, slug: str) -> Roll:
        """Return everybody's id in a program, and those who name others."""
        if slug not in self._rolls:
            self._rolls[slug] = people.roll(self._connection, slug)
        return self._rolls[slug]

    def _read(self, operations: Sequence[Operation]) -> None:
        for some in _chunks(operation.op for operation in operations):
            self._known |= reads.answers(self._connection, some)
        sheets = defaultdict(list)
        for operation in operations:
            sheets[operation.worksheet].append(clean(operation.key))
        for sheet, keys in sheets.items():
            for some in _chunks(keys):
                query = select(FIELD).where(FIELD.c.worksheet == sheet, FIELD.c.key.in_(some))
                for row in self._connection.execute(query):
                    self._stands[sheet, row.key] = Stand(row.version, row.value, row.author, row.at)

    def _answer(self, operation: Operation, viewer: Viewer) -> Answer:
        text, trouble = _text_of(operation.value)
        asked = reads.Asked(operation.worksheet, clean(operation.key), text, clean(viewer.actor()), viewer.person)
        if operation.op in self._known:
            before, answer = self._known[operation.op]
            is_theirs = before.says(asked) if viewer.role == "office" else before.is_again(asked)
            return answer if is_theirs else Answer(op=operation.op, outcome="refused", why=_TAKEN, mend=_ANEW)
        self._seq += 1
        if self._is_closed(viewer, operation.worksheet, operation.key):
            # Nothing of what the field holds, not even its version, is told to somebody who may not write it.
            answer = Answer(op=operation.op, outcome="refused", seq=self._seq, why=_SHUT if viewer.closed else _CLOSED)
        elif trouble:
            answer = self._refused(operation, trouble.what, trouble.mend)
        else:
            answer = self._judged(operation, text, viewer)
        self._keep(operation, viewer, answer, asked)
        self._known[operation.op] = (asked, answer)
        return answer

    def _judged(self, operation: Operation, text: str | None, viewer: Viewer) -> Answer:
        stand = self._stands[operation.worksheet, operation.key]
        program = self._program(operation.worksheet.partition("/")[0])
        if not is_clean(operation.key):
            return self._refused(operation, "This change names no field that can be kept.", "Reload the page.")
        if program is None:
            return self._refused(operation, "This program is no longer here.", "Go back to the list of programs.")
        if is_same(text, stand.text):
            return Answer(op=operation.op, outcome="saved", version=stand.version, at=self._at, seq=self._seq)
        if operation.base != stand.version:
            return self._with_theirs(operation, "conflict", stand)
        if why := self._refusal(operation, program, viewer):
            return self._refused(operation, why, "")
        return self._saved(operation, text, viewer)

    def _refusal(self, operation: Operation, program: Program, viewer: Viewer) -> str | None:
        rule = self._rules.get(operation.worksheet.partition("/")[2]) or self._rules.get(EVERY_OTHER)
        if rule is None:
            return None
        try:
            return rule(View(self, operation.worksheet, program, viewer), operation)
        except (StoreError, SQLAlchemyError):  # the database's fault: nobody's answer, so the whole batch is sent again
            raise
        except MentorWidgetsError as error:
            return str(error)
        except Exception:  # a fault of one rule must not keep the others' changes in this batch from being saved
            fault = uuid.uuid4().hex[:8]
            _logger.exception("The rule of %s failed on %s (%s)", operation.worksheet, operation.key, fault)
            return f"This change could not be checked, so it was not saved (error {fault})."

    def _saved(self, operation: Operation, text: str | None, viewer: Viewer) -> Answer:
        place = (operation.worksheet, operation.key)
        version = self._stands[place].version + 1
        self._stands[place] = Stand(version, text, self._author(operation, viewer), self._at)
        self._written.add(place)
        for (sheet, prefix), texts in self._sheets.items():
            if sheet == operation.worksheet and operation.key.startswith(prefix):
                _put(texts, operation.key, text)
        return Answer(op=operation.op, outcome="saved", version=version, at=self._at, seq=self._seq)

    def _refused(self, operation: Operation, why: str, mend: str) -> Answer:
        stand = self._stands[operation.worksheet, operation.key]
        return self._with_theirs(operation, "refused", stand, clean(why), clean(mend))

    def _with_theirs(
        self,
        operation: Operation,
        outcome: reads.Outcome,
        stand: Stand,
        why: str = "",
        mend: str = "",
    ) -> Answer:
        return Answer(
            op=operation.op,
            outcome=outcome,
            version=stand.version,
            value=value_from_text(stand.text),
            by=stand.author,
            at=stand.at,
            seq=self._seq,
            why=why,
            mend=mend,
        )

    def _keep(self, operation: Operation, viewer: Viewer, answer: Answer, asked: reads.Asked) -> None:
        self._lines.append(
            {
                "seq": self._seq,
                "op": operation.op,
                "worksheet": asked.worksheet,
                "key": asked.key,
                "value": asked.text,
                "base": min(operation.base, _HUGE),
                "version": answer.version,
                "outcome": answer.outcome,
                "author": self._author(operation, viewer),
                "actor": asked.actor,
                "person": asked.person,
                "at": self._at,
                "why": answer.why,
                "mend": answer.mend,
            }
        )

    def _author(self, operation: Operation, viewer: Viewer) -> str:
        """The name that others read at a change; a young person's stands in the history for staff, and nowhere else."""
        slug = operation.worksheet.partition("/")[0]
        program = self._program(slug)
        person = self.person(slug, viewer.person) if viewer.person and program and program.youth else None
        name = viewer.author(operation.by)
        return clean(initials(name) if program and person and is_young(program, person) else name)

    def _write(self) -> None:
        rows = [
            {
                "worksheet": place[0],
                "key": place[1],
                "version": stand.version,
                "value": stand.text,
                "author": stand.author,
                "at": stand.at,
            }
            for place in sorted(self._written)
            for stand in (self._stands[place],)
        ]
        if rows:
            self._connection.execute(upsert(self._connection, FIELD), rows)
        if self._lines:
            self._connection.execute(HISTORY.insert(), self._lines)

    def _program(self, slug: str) -> Program | None:
        if slug not in self._programs:
            self._programs[slug] = programs.find(self._connection, slug)
        return self._programs[slug]


class View:
    """What a rule may look at: the worksheet and the people as they stand just before the change."""

    def __init__(self, batch: Batch, worksheet: str, program: Program, viewer: Viewer) -> None:
        """Look at one worksheet through a batch."""
        self.program = program
        self.viewer = viewer
        self._batch = batch
        self._worksheet = worksheet

    def fields(self, prefix: str, where: Callable[[str], bool] | None = None, kind: str = "") -> Mapping[str, Any]:
        """Return the present fields of this worksheet, or of the program's other ``kind``, under ``prefix``."""
        worksheet = f"{self.program.slug}/{kind}" if kind else self._worksheet
        return self._batch.fields(worksheet, prefix, where)

    def person(self, person_id: str) -> Person | None:
        """Return the person with that id; None also when they left the roster."""
        return self._batch.person(self.program.slug, person_id)

    def people(self, *, gone: bool = False) -> tuple[Person, ...]:
        """Return everybody present, or everybody who left."""
        return self._batch.everyone(self.program.slug, gone=gone)

    def roll(self) -> Roll:
        """Return everybody's id, and those who name others."""
        return self._batch.roll(self.program.slug)


def _viewer(who: Viewer | str) -> Viewer:
    return who if isinstance(who, Viewer) else Viewer(role="office", name=who)


def _text_of(value: Any) -> tuple[str | None, ValueRefusedError | None]:
    try:
        return field_text(value), None
    except ValueRefusedError as error:
        return None, error


def _put(texts: dict[str, str], key: str, text: str | None) -> None:
    if text is None:
        texts.pop(key, None)
    else:
        texts[key] = text


def _chunks(names: Iterable[str]) -> Iterable[list[str]]:
    rest = iter(dict.fromkeys(names))
    while some := list(itertools.islice(rest, _AT_ONCE)):
        yield some
