"""What the pages ask for by themselves: save, read a worksheet, hear the news."""

from __future__ import annotations

import dataclasses
import json
import re
import time
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, stream_request_body

from mentorwidgets.access import may
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Answer, Operation, Viewer, operation_from_plain
from mentorwidgets.serve.allowances import Allowances
from mentorwidgets.serve.audit import note_read
from mentorwidgets.serve.feed import News
from mentorwidgets.serve.signin import Slide
from mentorwidgets.serve.words import Words
from mentorwidgets.workbook import MAX_OPERATIONS, answer_to_plain, worksheet_state

MAX_BODY = 2_000_000  # bytes
_DRAIN = 64_000_000  # bytes that we read and throw away, so that the browser hears our answer
_WORTH = 2_000  # bytes that count as one operation: the history keeps all of them, refused ones too
_WORKSHEET = re.compile(r"[a-z0-9-]{1,60}/[a-z0-9-]{1,60}")
_NUMBER = re.compile("[0-9]{1,18}")  # what a database can count to
_LONGEST = 3600.0  # seconds until a listener must come again, and show that it is still signed in


@stream_request_body
class Save(Slide):
    """POST: operations in, answers out, after the commit."""

    def prepare(self) -> None:
        """Make ready for the body, which comes in pieces."""
        super().prepare()
        self._body = bytearray()
        connection: Any = self.request.connection
        connection.set_max_body_size(_DRAIN)
        self._length = 0

    def data_received(self, chunk: bytes) -> None:
        """Keep what comes, up to the limit; read the rest too, for a browser hears nothing while it sends."""
        self._length += len(chunk)
        if self._length <= MAX_BODY:
            self._body += chunk

    async def post(self) -> None:
        """Save."""
        if self._length > MAX_BODY:
            raise HTTPError(413)
        operations, who = _operations(bytes(self._body))
        viewer = self.session.viewer()
        if who not in {None, viewer.who()}:
            self.say(401, "", "Somebody else is signed in on this browser now.", "Load the page again.")
            return
        allowances: Allowances = self.settings["allowances"]
        if not allowances.take(self.session, max(len(operations), self._length // _WORTH), time.monotonic()):
            raise HTTPError(429)
        saved = await self.site.writer.save([(operation, viewer) for operation in operations])
        answers = [await self._told(viewer, *pair) for pair in zip(operations, saved, strict=True)]
        self.set_header("Content-Type", "application/json")
        await self.finish(json.dumps({"answers": [answer_to_plain(answer) for answer in answers]}))

    async def _told(self, viewer: Viewer, operation: Operation, answer: Answer) -> Answer:
        # Whoever could not save hears what stands there, unless it is none of theirs to read.
        if answer.outcome == "saved" or (await self.site.sights.of(viewer, operation.worksheet))(operation.key):
            return answer
        return dataclasses.replace(answer, version=0, value=None, by="", at="")


class Read(Slide):
    """GET: a worksheet as it stands."""

    async def get(self, slug: str, kind: str) -> None:
        """All fields that the viewer may read, with their versions; 404 when there is no such program."""
        store = self.site.library.store
        await self.site.library.ask(store.program, slug)
        state = await self.site.library.ask(worksheet_state, store, f"{slug}/{kind}", self.session.viewer())
        await note_read(self, f"{slug}/{kind}")
        self.set_header("Content-Type", "application/json")
        await self.finish(json.dumps(state))


class Events(Words):
    """GET: the news of one worksheet, for as long as the page is open."""

    async def get(self) -> None:
        """Send what was missed, then what happens, and a beat each second."""
        worksheet = self.get_query_argument("worksheet")
        if not _WORKSHEET.fullmatch(worksheet):
            raise HTTPError(400)
        slug, _, kind = worksheet.partition("/")
        if not may(self.session.viewer(), f"open:{kind}", slug):
            raise HTTPError(404)
        self.set_header("Content-Type", "text/event-stream")
        self._news = News(worksheet, self.session, self._cut)
        try:
            await self.site.feed.listen(self._news, self._since())
            await self._send_all(time.monotonic() + _LONGEST)
        except StreamClosedError:
            pass  # the page was left
        finally:
            self.site.feed.leave(self._news)

    def on_connection_close(self) -> None:
        """Wake the loop below, so that it ends at once."""
        news: News | None = getattr(self, "_news", None)
        if news is not None:
            news.stop()

    def _cut(self) -> None:
        # Someone who does not read would keep the loop below waiting for ever.
        connection: Any = self.request.connection
        connection.close()

    async def _send_all(self, until: float) -> None:
        self.write("retry: 500\n\n")
        while time.monotonic() < until:
            events = await self._news.take()
            if not events:
                return
            self.write(events)
            await self.flush()

    def _since(self) -> int:
        told = self.request.headers.get("Last-Event-ID", "0")
        asked = self.get_query_argument("since", "0")
        return max(int(text) if _NUMBER.fullmatch(text) else 0 for text in (told, asked))


def _operations(body: bytes) -> tuple[list[Operation], str | None]:
    # The changes, and whom the page was made for that sends them.
    try:
        data = json.loads(body)
        wanted, who = data["ops"], data.get("who")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueRefusedError("These changes are not well formed.", "Reload the page.") from None
    if not isinstance(wanted, list) or len(wanted) > MAX_OPERATIONS:
        raise ValueRefusedError(f"At most {MAX_OPERATIONS} changes can be saved at once.", "Reload the page.")
    if not isinstance(who, str | None):
        raise ValueRefusedError("These changes are not well formed.", "Reload the page.")
    return [operation_from_plain(item) for item in wanted], who
