"""The one writer: whatever waits is written in one transaction, and answered when that is on the disk."""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import threading
from typing import TYPE_CHECKING, TypeAlias

from mentorwidgets.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mentorwidgets.model import Answer, Operation, Viewer
    from mentorwidgets.store import Store

    Work: TypeAlias = Sequence[tuple[Operation, Viewer | str]]
    Slip: TypeAlias = tuple[Work, concurrent.futures.Future[list[Answer]]]

MOST = 200  # operations in one transaction, unless one request alone brings more


class Writer:
    """A thread that owns all writing to the store.

    Args:
        store: where to.
        landed: called in the writer's thread after each commit.
    """

    def __init__(self, store: Store, landed: Callable[[], None]) -> None:
        """Start the thread."""
        self._store = store
        self._landed = landed
        self._is_closed = False
        self._slips: queue.Queue[Slip | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def save(self, work: Work) -> list[Answer]:
        """Hand in operations with their actors; the answers come in the same order, after the commit.

        Raises:
            StoreError: the database could not be written; nothing of this work was saved.
        """
        if self._is_closed:
            raise StoreError("The server is being stopped.", "Your change waits in the browser until it is back.")
        slip: concurrent.futures.Future[list[Answer]] = concurrent.futures.Future()
        self._slips.put((work, slip))
        return await asyncio.wrap_future(slip)

    def close(self) -> None:
        """Write what waits, then stop."""
        self._is_closed = True
        self._slips.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._slips.get()) is not None:
            batch, is_last = self._company(first)
            self._write(batch)
            if is_last:
                return

    def _company(self, first: Slip) -> tuple[list[Slip], bool]:
        batch = [first]
        while sum(len(work) for work, _ in batch) < MOST:
            try:
                slip = self._slips.get_nowait()
            except queue.Empty:
                break
            if slip is None:
                return batch, True
            batch.append(slip)
        return batch, False

    def _write(self, batch: list[Slip]) -> None:
        # Whoever gave up waiting cannot be answered: an answer would raise here, and end this thread.
        batch = [(work, slip) for work, slip in batch if slip.running() or slip.set_running_or_notify_cancel()]
        if not batch:
            return
        try:
            answers = self._store.apply_many([item for work, _ in batch for item in work])
        except Exception as error:  # noqa: BLE001 - it is handed to those who wait, and logged there
            self._refuse(batch, error)
            return
        self._landed()
        for work, slip in batch:
            slip.set_result(answers[: len(work)])
            answers = answers[len(work) :]

    def _refuse(self, batch: list[Slip], error: Exception) -> None:
        # One bad piece of work must not take the others with it: try each by itself. When it is the database that
        # cannot be written, each try would only wait as long again.
        if len(batch) == 1 or isinstance(error, StoreError):
            for _, waiting in batch:
                waiting.set_exception(error)
            return
        for slip in batch:
            self._write([slip])
