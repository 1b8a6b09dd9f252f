"""Words of people's own, as slow hashes: who has one, in which session it was given, and what a reset left closed.

Wrong tries are counted here, for each person and for all servers of the database together.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, select

from mentorwidgets.store import deeds
from mentorwidgets.store.engine import reading, upsert, writing
from mentorwidgets.store.schema import OPENED, WORD
from mentorwidgets.store.wire import clean, json_text

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Engine

    from mentorwidgets.store.deeds import News

EVERYTHING = "*"
"""What stands in place of a pair's key when all that is sealed is closed."""
FREE = 5
"""So many wrong words are looked at without waiting."""
_FADE = 6 * 3600.0  # seconds until half of the wrong tries are forgotten
_LONGEST = 3600.0  # seconds
_FORGOTTEN = 31 * 86_400  # seconds: no session lives as long


class Shut(NamedTuple):
    """A pair whose words a reset left closed: the hash of the word before, and when it was reset."""

    before: str
    at: float


class Word(NamedTuple):
    """A person's own word.

    Args:
        hash: see `sealing`; empty when there is none, now or any more.
        made: seconds since 1970.
        tries: wrong ones, fading.
        tried: seconds since 1970, of the last one.
        closed: a pair's key -> what closed it.
    """

    hash: str = ""
    made: float = 0.0
    tries: float = 0.0
    tried: float = 0.0
    closed: Mapping[str, Shut] = {}

    def wait(self, now: float) -> int:
        """How many whole seconds until the next try is looked at; 0: now."""
        tries = self.faded(now)
        until = self.tried + min(_LONGEST, 2 ** (tries - FREE + 4)) if tries > FREE - 0.5 else 0.0
        return int(until - now) + 1 if until > now else 0

    def faded(self, now: float) -> float:
        """How many wrong tries are still remembered."""
        return float(self.tries * 0.5 ** (max(0.0, now - self.tried) / _FADE))


NONE = Word()


class Words:
    """The words of a database; `Store.words` is one.

    Args:
        engine: the database's.
        writer: held while something is written.
    """

    def __init__(self, engine: Engine, writer: threading.Lock) -> None:
        """Nothing is read yet."""
        self._engine, self._writer = engine, writer

    def get(self, slug: str, person: str) -> Word:
        """Return what there is of a person's word."""
        with reading(self._engine) as connection:
            return _get(connection, slug, person)

    def having(self, slug: str) -> frozenset[str]:
        """Return the ids of the people of a program who have a word."""
        with reading(self._engine) as connection:
            found = select(WORD.c.person).where(WORD.c.program == slug, WORD.c.hash != "")
            return frozenset(connection.scalars(found))

    def shut(self, slug: str, person: str, session: str) -> tuple[str, ...]:
        """Return what is closed in a session: the keys of pairs, `EVERYTHING`, or nothing."""
        with reading(self._engine) as connection:
            word = _get(connection, slug, person)
            if not word.hash and not word.closed:
                return ()
            row = connection.execute(select(OPENED).where(OPENED.c.session == clean(session))).first()
        since = row.at if row is not None and (row.program, row.person) == (slug, clean(person)) else None
        if word.hash and (since is None or since < word.made):
            return (EVERYTHING,)
        return tuple(sorted(pair for pair, shut in word.closed.items() if since is None or since >= shut.at))

    def begin_try(self, slug: str, person: str, now: float) -> int:
        """Count a try as a wrong one before it is looked at, so that many at once gain nothing.

        Returns:
            0, or how many seconds to wait; then it was not counted, and nobody looks.
        """
        with self._writer, writing(self._engine) as connection:
            word = _get(connection, slug, person)
            if seconds := word.wait(now):
                return seconds
            _put(connection, slug, person, word._replace(tries=word.faded(now) + 1, tried=now))
            return 0

    def right(self, slug: str, person: str, session: str, at: float) -> None:
        """The word was right: its wrong tries are forgotten, and it is open in this session."""
        with self._writer, writing(self._engine) as connection:
            word = _get(connection, slug, person)
            _put(connection, slug, person, word._replace(tries=0.0))
            _open(connection, slug, person, session, at)

    def open(self, slug: str, person: str, session: str, at: float) -> None:
        """Let a session see what was opened in its browser at ``at``."""
        with self._writer, writing(self._engine) as connection:
            _open(connection, slug, person, session, at)

    def close(self, session: str) -> None:
        """Let the word be asked again in a session."""
        with self._writer, writing(self._engine) as connection:
            connection.execute(OPENED.delete().where(OPENED.c.session == clean(session)))

    def change(
        self, slug: str, person: str, swap: tuple[str, str], *, session: str, at: float, news: Iterable[News]
    ) -> bool:
        """Put the second hash of a ``swap`` in the place of the first, either empty for no word.

        Returns:
            False when another was faster; then nothing was changed.
        """
        was, new = swap
        with self._writer, writing(self._engine) as connection:
            word = _get(connection, slug, person)
            if word.hash != was:
                return False
            _put(connection, slug, person, word._replace(hash=new, made=at, tries=0.0))
            if new:
                _open(connection, slug, person, session, at)
            deeds.tell(connection, slug, news)
            return True

    def reset(self, slug: str, person: str, pairs: Iterable[str], at: float, news: Iterable[News]) -> bool:
        """Take a word away, and close these pairs (keys); False when there is none."""
        with self._writer, writing(self._engine) as connection:
            word = _get(connection, slug, person)
            if not word.hash:
                return False
            closed = {**{pair: Shut(word.hash, at) for pair in pairs}, **word.closed}
            _put(connection, slug, person, Word(made=at, closed=closed))
            deeds.tell(connection, slug, news)
            return True

    def reopen(self, slug: str, person: str, pairs: Iterable[str], news: Iterable[News]) -> None:
        """Open pairs again that a reset had closed."""
        with self._writer, writing(self._engine) as connection:
            word, gone = _get(connection, slug, person), {*pairs}
            closed = {pair: shut for pair, shut in word.closed.items() if pair not in gone}
            _put(connection, slug, person, word._replace(closed=closed))
            deeds.tell(connection, slug, news)

    def begin_anew(self, slug: str, person: str, marks: tuple[str, str], news: Iterable[News]) -> None:
        """Put the second of two marks in the place of the first, which a reset had made."""
        old, new = marks
        with self._writer, writing(self._engine) as connection:
            word = _get(connection, slug, person)
            closed = {new if mark == old else mark: shut for mark, shut in word.closed.items()}
            _put(connection, slug, person, word._replace(closed=closed))
            deeds.tell(connection, slug, news)


def _is(slug: str, person: str) -> ColumnElement[bool]:
    return and_(WORD.c.program == slug, WORD.c.person == clean(person))


def _get(connection: Connection, slug: str, person: str) -> Word:
    row = connection.execute(select(WORD).where(_is(slug, person))).first()
    if row is None:
        return NONE
    closed = {pair: Shut(*shut) for pair, shut in json.loads(row.closed).items()}
    return Word(row.hash, row.made, row.tries, row.tried, closed)


def _put(connection: Connection, slug: str, person: str, word: Word) -> None:
    row = {"program": slug, "person": clean(person), "hash": word.hash, "made": word.made}
    kept = {"tries": word.tries, "tried": word.tried, "closed": json_text({**word.closed})}
    connection.execute(upsert(connection, WORD), {**row, **kept})


def _open(connection: Connection, slug: str, person: str, session: str, at: float) -> None:
    connection.execute(OPENED.delete().where(OPENED.c.at < at - _FORGOTTEN))
    row = {"session": clean(session), "program": slug, "person": clean(person), "at": at}
    connection.execute(upsert(connection, OPENED), row)
