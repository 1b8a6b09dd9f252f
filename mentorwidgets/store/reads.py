"""Reading worksheets and their history; nothing here writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import and_, func, or_, select, tuple_

from mentorwidgets.model import Answer, Change, Field, field_key
from mentorwidgets.store.schema import FIELD, HISTORY
from mentorwidgets.store.wire import is_same, json_text, value_from_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

Outcome = Literal["saved", "conflict", "refused"]
_LAST = 0x10FFFF


def fields(connection: Connection, worksheet: str) -> dict[str, Field]:
    """Return the present fields of a worksheet, in the order of their keys."""
    query = select(FIELD).where(FIELD.c.worksheet == worksheet, FIELD.c.value.is_not(None)).order_by(FIELD.c.key)
    return {
        row.key: Field(value=value_from_text(row.value), version=row.version, by=row.author, at=row.at)
        for row in connection.execute(query)
    }


def removed(connection: Connection, worksheet: str) -> dict[str, int]:
    """Return the versions of a worksheet's removed fields."""
    query = select(FIELD.c.key, FIELD.c.version).where(FIELD.c.worksheet == worksheet, FIELD.c.value.is_(None))
    return dict(connection.execute(query.order_by(FIELD.c.key)).all())


def versions(connection: Connection, worksheet: str) -> dict[str, int]:
    """Return the versions of all fields that a worksheet ever had."""
    query = select(FIELD.c.key, FIELD.c.version).where(FIELD.c.worksheet == worksheet)
    return dict(connection.execute(query).all())


def texts(connection: Connection, worksheet: str, prefix: str) -> dict[str, str]:
    """Return the JSON texts of the present fields whose key starts with ``prefix``, by key."""
    query = select(FIELD.c.key, FIELD.c.value).where(FIELD.c.worksheet == worksheet, FIELD.c.value.is_not(None))
    query = query.where(starts_with(FIELD.c.key, prefix)).order_by(FIELD.c.key)
    return dict(connection.execute(query).all())


def starts_with(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Return the condition that an index can answer: from ``prefix`` up to the first text after all that start so."""
    after = prefix.rstrip(chr(_LAST))
    if not after:
        return column >= prefix
    point = ord(after[-1]) + 1
    following = chr(0xE000 if 0xD800 <= point < 0xE000 else point)  # halves of surrogate pairs are no characters
    return and_(column >= prefix, column < after[:-1] + following)


def seq(connection: Connection) -> int:
    """Return the last place in the history, 0 when it is empty."""
    return connection.scalar(select(func.max(HISTORY.c.seq))) or 0


def changes(connection: Connection, since: int, worksheet: str | None, limit: int) -> tuple[Change, ...]:
    """Return the history after place ``since``, at most ``limit`` lines."""
    query = select(HISTORY).where(HISTORY.c.seq > since)
    if worksheet is not None:
        query = query.where(HISTORY.c.worksheet == worksheet)
    return _changes(connection, query.limit(limit))


def history(connection: Connection, worksheet: str, key: str | None) -> tuple[Change, ...]:
    """Return all that was ever done to a worksheet or to one of its fields, oldest first."""
    query = select(HISTORY).where(HISTORY.c.worksheet == worksheet)
    return _changes(connection, query if key is None else query.where(HISTORY.c.key == key))


def lines(connection: Connection, slug: str, before: int | None, limit: int, about: str = "") -> tuple[Line, ...]:
    """Return the history of a program's worksheets, newest first; whoever asks on names the last place they saw."""
    query = select(HISTORY).where(starts_with(HISTORY.c.worksheet, f"{slug}/"))
    if before is not None:
        query = query.where(HISTORY.c.seq < before)
    if about:
        in_key = ("/" + HISTORY.c.key + "/").contains(f"/{field_key(about)}/", autoescape=True)
        in_value = HISTORY.c.value.contains(json_text(about), autoescape=True)
        query = query.where(or_(HISTORY.c.person == about, in_key, in_value))
    found = connection.execute(query.order_by(HISTORY.c.seq.desc()).limit(limit))
    return tuple(Line(_change(row), row.person, row.why) for row in found)


def worksheets(connection: Connection, slug: str) -> tuple[str, ...]:
    """Return the names of a program's worksheets that have or had fields."""
    query = select(FIELD.c.worksheet).where(starts_with(FIELD.c.worksheet, f"{slug}/")).distinct()
    return tuple(sorted(connection.scalars(query)))


def texts_as_of(connection: Connection, worksheet: str, place: int) -> dict[str, str]:
    """Return the JSON texts of the fields that were present right after place ``place`` of the history, by key."""
    last = (
        select(func.max(HISTORY.c.seq))
        .where(
            HISTORY.c.worksheet == worksheet,
            HISTORY.c.outcome == "saved",
            HISTORY.c.seq <= place,
        )
        .group_by(HISTORY.c.key)
    )
    query = select(HISTORY.c.key, HISTORY.c.value).where(HISTORY.c.seq.in_(last), HISTORY.c.value.is_not(None))
    return dict(connection.execute(query.order_by(HISTORY.c.key)).all())


class Line(NamedTuple):
    """A line of the history, with the id of the person whose change it was (empty: not on a roster)."""

    change: Change
    person: str
    why: str = ""


class Asked(NamedTuple):
    """Whose operation it was and what it said: only they hear its answer again."""

    worksheet: str
    key: str
    text: str | None
    actor: str
    person: str

    def is_again(self, other: Asked) -> bool:
        """Whether this is the same operation from the same person, perhaps through a newer link of theirs."""
        is_theirs = self.actor == other.actor or (self.person != "" and self.person == other.person)
        return is_theirs and self.says(other)

    def says(self, other: Asked) -> bool:
        """Whether both ask for the same."""
        return (self.worksheet, self.key) == (other.worksheet, other.key) and is_same(self.text, other.text)


def answers(connection: Connection, ops: Sequence[str]) -> dict[str, tuple[Asked, Answer]]:
    """Return what these operations asked and were answered, by operation id; unknown ones are left out."""
    rows = connection.execute(select(HISTORY).where(HISTORY.c.op.in_(ops))).all()
    theirs = _holders(connection, {_place(row) for row in rows if row.outcome != "saved" and row.version})
    return {
        row.op: (
            Asked(row.worksheet, row.key, row.value, row.actor, row.person),
            _answer(row, theirs.get(_place(row))),
        )
        for row in rows
    }


def _answer(row: Row[Any], theirs: Row[Any] | None) -> Answer:
    given: dict[str, Any] = {}
    if row.outcome == "saved":
        given = {"at": row.at}
    elif theirs is not None:
        given = {"value": value_from_text(theirs.value), "by": theirs.author, "at": theirs.at}
    return Answer(op=row.op, outcome=row.outcome, version=row.version, seq=row.seq, why=row.why, mend=row.mend, **given)


def _holders(connection: Connection, places: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], Row[Any]]:
    if not places:
        return {}
    place = tuple_(HISTORY.c.worksheet, HISTORY.c.key, HISTORY.c.version)
    query = select(HISTORY).where(HISTORY.c.outcome == "saved", place.in_(sorted(places)))
    found: dict[tuple[str, str, int], Row[Any]] = {}
    for row in connection.execute(query.order_by(HISTORY.c.seq)):
        found.setdefault(_place(row), row)  # later lines of one version only said the same again
    return found


def _place(row: Row[Any]) -> tuple[str, str, int]:
    return row.worksheet, row.key, row.version


def _changes(connection: Connection, query: Select[Any]) -> tuple[Change, ...]:
    return tuple(_change(row) for row in connection.execute(query.order_by(HISTORY.c.seq)))


def _change(row: Row[Any]) -> Change:
    return Change(
        seq=row.seq,
        op=row.op,
        worksheet=row.worksheet,
        key=row.key,
        value=value_from_text(row.value),
        base=row.base,
        version=row.version,
        outcome=row.outcome,
        by=row.author,
        actor=row.actor,
        at=row.at,
    )
