"""The files that pages are working on: kept for a while, never many, never on the disk."""

from __future__ import annotations

import dataclasses
import hashlib
import threading
import time
from collections.abc import Callable

from mentorwidgets.errors import RosterError
from mentorwidgets.roster import Table, read_table

LIMIT = 10_000_000
"""How many bytes a file may have."""
_MOST_FILES = 24
_MOST_BYTES = 60_000_000
_LONGEST = 2 * 3600.0  # seconds since a file was last asked for


class UnknownFileError(RosterError):
    """A file is not here any more: the page sends it once more and goes on.

    Args:
        key: of the file.
    """

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__("The file is not here any more.", "Choose it again.")


@dataclasses.dataclass(slots=True)
class KeptFile:
    """A file as it came, and its sheets. ``at`` is when it was last asked for, in seconds of a clock of its own."""

    name: str
    data: bytes
    tables: tuple[Table, ...]
    at: float


class Shelf:
    """Files by key; those that nobody asked for go first. Threads may share one.

    Args:
        read: makes tables of a file's name and bytes.
    """

    def __init__(self, read: Callable[[str, bytes], tuple[Table, ...]] = read_table) -> None:
        self._read = read
        self._files: dict[str, KeptFile] = {}
        self._lock = threading.Lock()

    def put(self, name: str, data: bytes) -> str:
        """Read a file and keep it.

        Returns:
            its key: a sum of name and content, which nobody can guess who does not have the file.

        Raises:
            RosterError: it is too large, or nothing at all can be read.
        """
        if len(data) > LIMIT:
            raise RosterError(
                f"{name} has {len(data) / 1e6:.0f} MB; a roster may have {LIMIT // 1_000_000} MB here.",
                "Take out pictures and other sheets, or save it as CSV.",
            )
        key = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + data).hexdigest()[:40]
        with self._lock:
            known = self._files.get(key)
        tables = known.tables if known else self._read(name, data)
        with self._lock:
            self._files[key] = KeptFile(name, data, tables, time.monotonic())
            self._tidy()
        return key

    def get(self, key: str) -> KeptFile:
        """Return a file; UnknownFileError when it is gone."""
        with self._lock:
            self._tidy()
            kept = self._files.get(key)
            if kept is None:
                raise UnknownFileError(key)
            kept.at = time.monotonic()
            return kept

    def _tidy(self) -> None:
        now = time.monotonic()
        left = sorted(self._files.items(), key=lambda item: item[1].at)
        size = sum(len(kept.data) for _, kept in left)
        for number, (key, kept) in enumerate(left):
            is_over = len(left) - number > _MOST_FILES or size > _MOST_BYTES
            if now - kept.at < _LONGEST and not is_over:
                return
            size -= len(kept.data)
            del self._files[key]
