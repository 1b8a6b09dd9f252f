"""The near side of the readers: keeps one or two of them warm, asks them, and says in words when one has died."""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
from typing import Any

from mentorwidgets import errors
from mentorwidgets.apart import far
from mentorwidgets.apart.child import Bounds, Child, EndedError, Question, SaidError, ask_copy, can_copy
from mentorwidgets.errors import MentorWidgetsError

log = logging.getLogger("mentorwidgets")
BOUNDS = Bounds()
_MOST_AT_ONCE = 2
_MEND = "Open it, keep only what is needed, save it anew and try again."


class Readers:
    """A few readers, started when they are first needed; those that died are made anew. Threads may share one.

    Args:
        preload: modules to import before the first question, parted by commas.
        stays: whether idle readers stay; else they leave after two minutes.
    """

    def __init__(self, preload: str = "", *, stays: bool = False) -> None:
        self._preload, self._stays = preload, stays
        self._idle: list[Child] = []
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self._owner = os.getpid()

    def start(self) -> None:
        """Make one ready."""
        if not self._idle:
            self._idle.append(Child(self._preload, stays=self._stays))

    def ask(self, question: Question, name: str, refuse: type[MentorWidgetsError]) -> list[Any]:
        """Let a reader read; the arguments of `ask`, put together."""
        try:
            if not self._stays and can_copy():
                return ask_copy(question)
            with self._room:
                return self._asked(question)
        except SaidError as said:
            raise _error_of(said.answer, name, refuse) from None
        except (EndedError, ValueError, OSError) as error:
            code = error.code if isinstance(error, EndedError) else 1
            log.info("a reader of a file ended (%s, code %s)", question.reader.rpartition(":")[2], code)
            raise refuse(*_words(name, code)) from None

    def _asked(self, question: Question) -> list[Any]:
        while True:
            child, is_new = self._child()
            try:
                return child.ask(question)
            except EndedError as end:
                if end.code or is_new:  # one that left because nobody had asked for a while is no loss
                    raise
            finally:
                self._put_back(child)

    def _child(self) -> tuple[Child, bool]:
        if self._owner != os.getpid():  # we are a copy: those readers serve another process
            self._idle, self._owner = [], os.getpid()
        try:
            return self._idle.pop(), False
        except IndexError:
            return Child(self._preload, stays=self._stays), True

    def _put_back(self, child: Child) -> None:
        if child.is_usable:
            self._idle.append(child)
            return
        child.close()
        if self._stays:
            self.start()

    def close(self) -> None:
        """End those that wait."""
        while self._idle and self._owner == os.getpid():
            self._idle.pop().close()


def _error_of(answer: dict[str, Any], name: str, refuse: type[MentorWidgetsError]) -> MentorWidgetsError:
    if "fault" in answer:
        log.error("a reader of a file failed: %s", str(answer["fault"])[:300])
        return refuse(f"{name} cannot be read: something in it is not as it should be.", _MEND)
    kind, what, mend = (str(part) for part in answer["error"])
    found = getattr(errors, kind, refuse)
    return (found if isinstance(found, type) and issubclass(found, MentorWidgetsError) else refuse)(what, mend)


def _words(name: str, code: int) -> tuple[str, str]:
    if code == far.NO_MEMORY:
        return f"{name} would need more memory than a file may: it is far larger inside than it looks.", _MEND
    if code == far.TOO_LONG:
        return f"{name} takes too long to read.", _MEND
    return f"{name} is damaged and cannot be read.", _MEND


_readers = Readers()


def ask(
    reader: str,
    request: Any,
    *blobs: bytes,
    name: str,
    refuse: type[MentorWidgetsError],
    bounds: Bounds = BOUNDS,
) -> list[Any]:
    """Let a reader read.

    Args:
        reader: a function of ours, such as ``mentorwidgets.roster.far:grids``.
        request: plain JSON, its first argument.
        blobs: its further arguments.
        name: of the file, for words.
        refuse: what to raise when the file cannot be read within the bounds.
        bounds: what it may cost.

    Returns:
        the plain values that it yielded.

    Raises:
        MentorWidgetsError: what the reader itself raised, or ``refuse`` when it died.
    """
    question = Question(reader=reader, request=request, blobs=blobs, bounds=bounds)
    return _readers.ask(question, name, refuse)


def warm_up(*modules: str) -> None:
    """Keep a reader ready from now on, which has imported these modules: for a server."""
    global _readers  # noqa: PLW0603  one pool for a process
    _readers.close()
    _readers = Readers(",".join(modules), stays=True)
    _readers.start()


def close() -> None:
    """End the readers of this process that wait."""
    _readers.close()


def is_apart() -> bool:
    """Whether this is a reader already, so that nobody else need be asked; or a place that has no processes."""
    return far.is_reader() or sys.platform in {"emscripten", "wasi"}


atexit.register(close)
