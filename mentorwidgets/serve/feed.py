"""News for the pages that look at a worksheet: every change, and a beat each second so that silence means trouble."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from mentorwidgets import access
from mentorwidgets.model import to_plain
from mentorwidgets.serve.logs import note_trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mentorwidgets.model import Change, Viewer
    from mentorwidgets.serve.library import Library
    from mentorwidgets.serve.sessions import Session
    from mentorwidgets.serve.sights import Sights

BEAT = 1.0  # seconds
_TOGETHER = 0.05  # seconds in which changes are gathered, so that many editors cost little more than one
MOST_WAITING = 8_000_000  # letters that may wait for one page that does not read
MOST_PAGES = 100  # of one person
MOST_IN_A_ROOM = 1000  # of all guests of a group session together: they share one link, and cannot be told apart


def event_from_change(change: Change) -> str:
    """A change as a Server-Sent Event; its id is its place in the history. Through which door it came stays here."""
    plain = {name: value for name, value in to_plain(change).items() if name != "actor"}
    return f"id: {change.seq}\nevent: change\ndata: {json.dumps({**plain, 'value': change.value})}\n\n"


def event_to_read_again(seq: int) -> str:
    """Word to a page that what its viewer may read is not what it was: it reads the worksheet anew."""
    return f"id: {seq}\nevent: again\ndata: {{}}\n\n"


def events_for(
    changes: Sequence[Change],
    may_read: Callable[[str], bool],
    event_from: Callable[[Change], str] = event_from_change,
    reveals: Callable[[str, str], bool] = access.reveals,
) -> list[str]:
    """What somebody with these rights hears of changes, in order: nothing of what they may not read."""
    heard = [event_from(change) for change in changes if may_read(change.key)]
    revealing = [change.seq for change in changes if reveals(change.worksheet, change.key)]
    return [*heard, *(event_to_read_again(seq) for seq in revealing[-1:])]


def as_they_stand(changes: Sequence[Change], always: Callable[[str], bool]) -> list[Change]:
    """Leave out what fields held before where somebody may not always read them: whoever shows a text shows no draft.

    Args:
        changes: in order.
        always: a test on keys: whether they may read that field whatever the others hold.
    """
    newest = {change.key: change.seq for change in changes if change.outcome == "saved"}
    return [change for change in changes if always(change.key) or newest.get(change.key) == change.seq]


class News:
    """What waits to be sent to one page.

    Args:
        worksheet: the one that the page looks at.
        owner: the session that asked, with who stands behind it.
        cut: ends the connection; called when the page has not read for so long that `MOST_WAITING` is passed, or when
            this person has too many newer ones.
    """

    def __init__(self, worksheet: str, owner: Session, cut: Callable[[], None] = lambda: None) -> None:
        """Nothing waits yet, and nothing is handed out before `catch_up`."""
        self.worksheet, self.owner = worksheet, owner
        self._cut = cut
        self._waiting: deque[str] = deque()
        self._size = 0
        self._is_behind, self._is_over = True, False
        self._woken = asyncio.Event()

    def put(self, event: str) -> None:
        """Add something to be sent; a page that does not read is cut off, and can come again."""
        if self._is_over:
            return
        self._waiting.append(event)
        self._size += len(event)
        if self._size > MOST_WAITING:
            self.hang_up()
        self._woken.set()

    def catch_up(self, missed: list[str]) -> None:
        """Put what was missed before whatever happened meanwhile: news come in order."""
        self._waiting.extendleft(reversed(missed))
        self._is_behind = False
        self._woken.set()

    def hang_up(self) -> None:
        """End the connection, whether the page reads or not; it can come again."""
        self.stop()
        self._cut()

    def stop(self) -> None:
        """Nobody listens any more."""
        self._is_over = True
        self._waiting.clear()
        self._woken.set()

    async def take(self) -> str:
        """All that waits, as soon as something does; empty when it is over."""
        while not self._is_over and (self._is_behind or not self._waiting):
            self._woken.clear()
            await self._woken.wait()
        events = "".join(self._waiting)
        self._waiting.clear()
        self._size = 0
        return events


class Feed:
    """Asks the store once a second for all listeners together, and at once after a commit of our own."""

    def __init__(self, library: Library, sights: Sights) -> None:
        """Begin silent: nothing is asked while nobody listens."""
        self._library = library
        self._sights = sights
        self._listeners: dict[News, None] = {}  # the oldest first
        self._woken = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._seq = 0
        self._told = self._beaten = 0.0  # when the last news and the last beat went out
        self._task = asyncio.create_task(self._run())

    def landed(self) -> None:
        """Something was committed; may be called from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._woken.set)

    def sessions(self) -> list[Session]:
        """Whose pages are listening."""
        return [news.owner for news in self._listeners]

    async def listen(self, news: News, since: int) -> None:
        """Join: ``news`` gets what was missed since ``since``, then what happens."""
        if not self._listeners:
            self._beaten = time.monotonic()
            self._seq = max(self._seq, await self._library.ask(self._library.store.seq))
        until = self._seq
        self._listeners[news] = None
        self._keep_the_newest(news.owner)
        viewer = news.owner.viewer()
        told = as_they_stand(await self._changes(since, news.worksheet), self._sights.always(viewer, news.worksheet))
        missed = [change for change in told if change.seq <= until]
        may_read = await self._sights.of(viewer, news.worksheet)
        news.catch_up([*events_for(missed, may_read), self._beat()])
        self._woken.set()

    def leave(self, news: News) -> None:
        """Part."""
        self._listeners.pop(news, None)

    def hang_up(self, is_meant: Callable[[Session], bool]) -> None:
        """End the news of sessions that are over."""
        for news in self._listeners:
            if is_meant(news.owner):
                news.stop()

    async def close(self) -> None:
        """Stop."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def _keep_the_newest(self, owner: Session) -> None:
        # A proxy may hold a page's news open long after the page was left: the oldest go.
        theirs = [news for news in self._listeners if news.owner.seen == owner.seen]
        most = MOST_IN_A_ROOM if owner.viewer().role == "guest" else MOST_PAGES
        for news in theirs[:-most]:
            self.leave(news)
            news.hang_up()

    async def _run(self) -> None:
        while True:
            await self._pause()
            if not self._listeners:
                continue
            try:
                await self._tell()
            except Exception as error:  # noqa: BLE001 - no beat is sent: the pages say so, and the next second we try again
                note_trouble("the feed could not read", error)

    async def _pause(self) -> None:
        now = time.monotonic()
        try:
            # asyncio.wait_for of Python 3.11 can swallow the cancellation that `close` sends, and then never ends.
            async with asyncio.timeout(max(0.0, self._beaten + BEAT - now) if self._listeners else BEAT):
                await self._woken.wait()
                await asyncio.sleep(self._told + _TOGETHER - time.monotonic())
        except TimeoutError:
            pass
        self._woken.clear()

    async def _tell(self) -> None:
        self._told = time.monotonic()
        seq = await self._library.ask(self._library.store.seq)
        if seq > self._seq:
            changes = await self._changes(self._seq)
            self._seq = max([self._seq, *(change.seq for change in changes)]) if changes else max(self._seq, seq)
            for worksheet in dict.fromkeys(change.worksheet for change in changes):
                await self._spread(worksheet, [change for change in changes if change.worksheet == worksheet])
        if self._told - self._beaten >= BEAT:  # also while others are busy elsewhere: silence means trouble
            self._beaten = self._told
            for news in list(self._listeners):
                news.put(self._beat())

    async def _spread(self, worksheet: str, changes: list[Change]) -> None:
        # Each change is written down once, and each viewer's rights are worked out once, however many pages are open.
        events = {change.seq: event_from_change(change) for change in changes}
        heard: dict[Viewer, str] = {}
        for news in [news for news in self._listeners if news.worksheet == worksheet]:
            viewer = news.owner.viewer()
            if viewer not in heard:
                may_read = await self._sights.of(viewer, worksheet, changes[-1].seq)
                told = as_they_stand(changes, self._sights.always(viewer, worksheet))
                heard[viewer] = "".join(events_for(told, may_read, lambda change: events[change.seq]))
            if heard[viewer]:
                news.put(heard[viewer])

    async def _changes(self, since: int, worksheet: str | None = None) -> list[Change]:
        found: list[Change] = []
        while True:
            more = await self._library.ask(self._library.store.changes, since, worksheet)
            found += [change for change in more if change.outcome != "refused"]
            if len(more) < 1000:
                return found
            since = more[-1].seq

    def _beat(self) -> str:
        data: dict[str, Any] = {"seq": self._seq}
        return f"event: beat\ndata: {json.dumps(data)}\n\n"
