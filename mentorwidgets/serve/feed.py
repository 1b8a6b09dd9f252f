"""News for the pages that look at a worksheet: every change, and a beat each second so that silence means trouble."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from mentorwidgets.model import to_plain
from mentorwidgets.serve.logs import note_trouble

if TYPE_CHECKING:
    from mentorwidgets.model import Change
    from mentorwidgets.serve.library import Library

BEAT = 1.0  # seconds


def event_from_change(change: Change) -> str:
    """A change as a Server-Sent Event; its id is its place in the history."""
    data = json.dumps({**to_plain(change), "value": change.value})
    return f"id: {change.seq}\nevent: change\ndata: {data}\n\n"


class Feed:
    """Asks the store once a second for all listeners together, and at once after a commit of our own."""

    def __init__(self, library: Library) -> None:
        """Begin silent: nothing is asked while nobody listens."""
        self._library = library
        self._listeners: dict[asyncio.Queue[str], str] = {}
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._seq = 0
        self._task = asyncio.create_task(self._run())

    def landed(self) -> None:
        """Something was committed; may be called from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    async def listen(self, worksheet: str, since: int) -> asyncio.Queue[str]:
        """Join: the queue holds what was missed since ``since``, then what happens."""
        news: asyncio.Queue[str] = asyncio.Queue()
        if not self._listeners:
            self._seq = await self._library.ask(self._library.store.seq)
        until = self._seq
        self._listeners[news] = worksheet
        for change in await self._changes(since, worksheet):
            if change.seq <= until:
                news.put_nowait(event_from_change(change))
        news.put_nowait(self._beat())
        self._woken.set()
        return news

    def leave(self, news: asyncio.Queue[str]) -> None:
        """Part."""
        self._listeners.pop(news, None)

    async def close(self) -> None:
        """Stop."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            was_woken = await self._pause()
            if not self._listeners:
                continue
            try:
                await self._tell(was_woken)
            except Exception as error:  # noqa: BLE001 - no beat is sent: the pages say so, and the next second we try again
                note_trouble("the feed could not read", error)

    async def _pause(self) -> bool:
        try:
            await asyncio.wait_for(self._woken.wait(), BEAT)
        except TimeoutError:
            return False
        self._woken.clear()
        return True

    async def _tell(self, was_woken: bool) -> None:
        seq = await self._library.ask(self._library.store.seq)
        if seq > self._seq:
            changes = await self._changes(self._seq)
            self._seq = max([self._seq, *(change.seq for change in changes)]) if changes else seq
            for change in changes:
                self._send(event_from_change(change), change.worksheet)
        if not was_woken:
            self._send(self._beat())

    async def _changes(self, since: int, worksheet: str | None = None) -> list[Change]:
        found: list[Change] = []
        while True:
            more = await self._library.ask(self._library.store.changes, since, worksheet)
            found += [change for change in more if change.outcome != "refused"]
            if len(more) < 1000:
                return found
            since = more[-1].seq

    def _send(self, event: str, worksheet: str | None = None) -> None:
        for news, wanted in self._listeners.items():
            if worksheet in {None, wanted}:
                news.put_nowait(event)

    def _beat(self) -> str:
        data: dict[str, Any] = {"seq": self._seq}
        return f"event: beat\ndata: {json.dumps(data)}\n\n"
