"""Connections to PostgreSQL that wait, but never without end.

A database that is stopped, frozen, full of visitors or behind a broken line is known by waiting. Each wait has a bound:
to be let in, to hear that it is there, and for an answer. When it did not answer, whoever asks in the next moments is
told at once, so that thirty people do not wait one after the other for the same news.
"""

from __future__ import annotations

import functools
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

from mentorwidgets.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection as Plain
    from sqlalchemy import URL, Connection, Engine

_WRITERS = 0x6D77646C  # the number of our advisory lock
_ENTRY = 3  # seconds for one try to be let in
_TRIES = 4.0  # seconds in which we knock again: it may be full, or just starting
_SIGN = 3.0  # seconds to show that it is there at all
_ANSWER = 6.0  # seconds for one answer
_QUIET = 2.0  # seconds in which nobody knocks again at a database that did not answer


def open_postgres(url: URL, patience: float) -> Engine:
    """Make the engine of a PostgreSQL; nobody is asked anything yet.

    Raises:
        StoreError: its driver is not installed.
    """
    try:
        kind = _bounded()
        engine = create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "The driver of PostgreSQL is not installed.", "Type: pip install 'mentorwidgets[postgresql]'"
        ) from error
    event.listen(engine, "do_connect", _Door(kind, min(patience, _TRIES)))
    event.listen(engine, "begin", partial(_begins, patience))
    event.listen(engine, "checkin", _comes_back)
    return engine


class _Door:
    """Knocks until it is let in, for some seconds; then tells whoever comes next at once that nobody opens."""

    def __init__(self, kind: type[Plain], patience: float) -> None:
        self._kind = kind
        self._patience = patience
        self._again = 0.0
        self._said = ""

    def __call__(self, _dialect: Any, _record: Any, words: Sequence[Any], named: dict[str, Any]) -> Plain:
        from psycopg import OperationalError
        from psycopg.errors import ConnectionTimeout

        if time.monotonic() < self._again:
            raise OperationalError(self._said)
        named.setdefault("connect_timeout", _ENTRY)
        until, pause = time.monotonic() + self._patience, 0.1
        while True:
            try:
                return self._kind.connect(*words, **named)
            except OperationalError as error:
                if isinstance(error, ConnectionTimeout) or time.monotonic() + pause > until:
                    self._again, self._said = time.monotonic() + _QUIET, str(error)
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 1.0)


@functools.cache
def _bounded() -> type[Plain]:
    """The driver's connection, which gives up waiting after ``bound`` seconds and is closed then."""
    import psycopg

    class Bounded(psycopg.Connection[Any]):
        bound: float | None = _SIGN

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            try:
                return super().wait(gen, interval, timeout or self.bound)
            except psycopg.errors._WaitTimeout:  # noqa: SLF001 - it has no other name, and what it means is ours
                self.pgconn.finish()
                raise psycopg.OperationalError("no answer in time") from None

    return Bounded


def _comes_back(connection: Any, _record: object) -> None:
    if connection is not None:
        connection.bound = _SIGN


def _begins(patience: float, connection: Connection) -> None:
    options = connection.get_execution_options()
    answer = None if options.get("mw_slow") else _ANSWER
    plain: Any = connection.connection.dbapi_connection
    bound = f"SET LOCAL statement_timeout = {int(1000 * answer) if answer else 0}"
    if options.get("mw_writes"):
        plain.bound = patience + _SIGN
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;"  # sees what the writer before committed
            f"SET LOCAL lock_timeout = {int(patience * 1000)}; SELECT pg_advisory_xact_lock({_WRITERS}); {bound}"
        )
    else:
        connection.exec_driver_sql(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; {bound}")
    plain.bound = answer
