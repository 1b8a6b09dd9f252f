"""``hub.toml`` as it could last be understood: a slip of a pen puts nobody out, and lets nobody else in.

What was understood is kept in the folder as well, so that a server that starts while the file is broken goes on by the
same rules. A file that was written a moment ago may be half a file: it is looked at when it has come to rest.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mentorwidgets._disk import write_atomically
from mentorwidgets.errors import ServeError
from mentorwidgets.serve.hub.book import FILE, read_book
from mentorwidgets.serve.hub.users import unfit
from mentorwidgets.serve.logs import log

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mentorwidgets.folder import Folder
    from mentorwidgets.model import Person
    from mentorwidgets.serve.hub.book import Book

_REST = 1.0  # seconds without change until a file counts as written
_STILL = "What it said before still counts."
_GONE = f"{FILE} is gone. {_STILL} Write an empty one to have no rules."


class KeptBook:
    """What a folder says of the Hub's users, and what is wrong with it.

    Args:
        folder: the library's.
        clock: seconds since 1970.

    Raises:
        ServeError: the file cannot be understood, and never could.
    """

    def __init__(self, folder: Folder, clock: Callable[[], float] = time.time) -> None:
        """Read it, or what was understood before."""
        self._place, self._copies = folder.path, folder.secrets
        self._clock = clock
        self._seen: object = None
        self.trouble = ""
        """What the office must hear of the file itself; empty when all is well."""
        self._lost: tuple[str, ...] = ()
        self._book = self._first()

    def book(self) -> Book:
        """What counts now."""
        stamp = _stamp(self._place / FILE)
        if stamp != self._seen and not self._is_fresh(stamp):
            self._seen = stamp
            self._read(stamp)
        return self._book

    def mind(self, rosters: Mapping[str, Sequence[Person]]) -> tuple[str, ...]:
        """Say what is wrong: with the file, and with entries that fit nobody on these rosters; in the log once."""
        lost = tuple(unfit(self.book(), rosters))
        for words in lost:
            if words not in self._lost:
                log.warning("%s", words)
        self._lost = lost
        return (*([self.trouble] if self.trouble else ()), *lost)

    def _first(self) -> Book:
        self._seen = _stamp(self._place / FILE)
        had = (self._copies / FILE).is_file()
        try:
            if self._seen is None and had:
                self._say(_GONE)
                return read_book(self._copies)
            book = read_book(self._place)
        except ServeError as error:
            if not had:
                raise
            self._say(f"{error.what} {error.mend} {_STILL}")
            return read_book(self._copies)
        self._keep(book)
        return book

    def _read(self, stamp: object) -> None:
        if stamp is None:
            self._say(_GONE)
            return
        try:
            self._book = read_book(self._place)
        except ServeError as error:
            self._say(f"{error.what} {error.mend} {_STILL}")
            return
        if self.trouble:
            log.info("%s is understood again", FILE)
        self.trouble = ""
        self._keep(self._book)

    def _keep(self, book: Book) -> None:
        file = self._place / FILE
        try:
            text = file.read_bytes()
            write_atomically(self._copies / FILE, text)
            if read_book(self._copies) != book:  # it was changed between the two looks
                self._seen = None
        except FileNotFoundError:  # none was ever written, and none is needed
            pass
        except (OSError, ServeError) as error:
            log.warning("%s could not be kept: %s", FILE, type(error).__name__)

    def _say(self, words: str) -> None:
        self.trouble = words
        log.error("%s", words)

    def _is_fresh(self, stamp: object) -> bool:
        return isinstance(stamp, tuple) and abs(self._clock() - stamp[0] / 1e9) < _REST


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return (0, 0, 0)
    return found.st_mtime_ns, found.st_size, found.st_ino
