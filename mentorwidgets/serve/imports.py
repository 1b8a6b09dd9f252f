"""Bringing in a roster over HTTP: files up to a limit that is told at once, read by a process of its own."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

from tornado.web import stream_request_body

from mentorwidgets.drafts import LIMIT, Drafts, UnknownFileError
from mentorwidgets.errors import RosterError, ValueRefusedError
from mentorwidgets.importing import ChangedMeanwhileError, RosterDesk
from mentorwidgets.serve.signin import Slide

_TOO_MUCH = {
    "error": f"A roster may have {LIMIT // 1_000_000} MB here.",
    "mend": "Take out pictures and other sheets, or save it as CSV.",
    "id": "",
}
_DRAIN = 200_000_000  # bytes that we read and throw away, so that the browser hears our answer


class Intake:
    """What all imports of a server share: the files in hand, and two threads that wait for those who read them."""

    def __init__(self) -> None:
        """Nothing is in hand yet."""
        self.drafts = Drafts()
        self.reader = ThreadPoolExecutor(2, "roster")


@stream_request_body
class Import(Slide):
    """POST: one verb of `RosterDesk`; JSON in, or for ``read`` a file with its name in the header X-File-Name."""

    def prepare(self) -> None:
        """Look at the length before the body comes."""
        super().prepare()
        self._body = bytearray()
        announced = self.request.headers.get("Content-Length", "")
        self._over = announced.isdecimal() and int(announced[:20]) > LIMIT
        connection: Any = self.request.connection
        connection.set_max_body_size(_DRAIN)

    def data_received(self, chunk: bytes) -> None:
        """Keep what comes, up to the limit; let the rest pass, for a browser hears nothing while it sends."""
        self._over = self._over or len(self._body) + len(chunk) > LIMIT
        if self._over:
            self._body.clear()
        else:
            self._body += chunk

    async def post(self, slug: str, verb: str) -> None:
        """Answer, as JSON; a roster that cannot be read is an answer too (422), in words."""
        if self._over:
            self._answer(413, _TOO_MUCH)
            return
        request, data = self._asked(verb)
        try:
            answer = await self._ask(slug, verb, request, data)
        except RosterError as error:
            self._answer(_status(error), {**_words(error), "id": ""})
            return
        self._answer(200, answer)

    def _asked(self, verb: str) -> tuple[dict[str, Any], bytes]:
        if verb == "read":
            return {"name": unquote(self.request.headers.get("X-File-Name", ""))}, bytes(self._body)
        try:
            request = json.loads(bytes(self._body))
        except (ValueError, RecursionError):
            request = None
        if not isinstance(request, dict):
            raise ValueRefusedError("What the page asked is not well formed.", "Reload the page.")
        return request, b""

    async def _ask(self, slug: str, verb: str, request: dict[str, Any], data: bytes) -> dict[str, Any]:
        intake: Intake = self.settings.setdefault("intake", Intake())
        library = self.site.library
        actor = self.session.viewer().actor()
        desk = RosterDesk(library.store, slug, folder=library.folder, actor=actor, drafts=intake.drafts)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(intake.reader, lambda: desk(verb, request, data))

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(answer))


def _status(error: RosterError) -> int:
    if isinstance(error, (UnknownFileError, ChangedMeanwhileError)):
        return 409
    return 422


def _words(error: RosterError) -> dict[str, Any]:
    again = {"again": error.key} if isinstance(error, UnknownFileError) else {}
    return {"error": error.what, "mend": error.mend, "stale": isinstance(error, ChangedMeanwhileError), **again}
