"""A room's door: the link that everybody in a group session shares, the page it leads to, and what came of it (CH9)."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets import _resources
from mentorwidgets.doors import DAY, address_of, make_key, new_invitation
from mentorwidgets.serve.links import picture_of
from mentorwidgets.serve.signin import Slide
from mentorwidgets.workbook import operations_from_room, taken_words, worksheet_state

if TYPE_CHECKING:
    from mentorwidgets.model import Invitation
    from mentorwidgets.store import Store

NOBODY = "Somebody in the room"
"""What the history calls every guest."""
_HOURS = 12  # a room's link holds so long
_FRESH = 4  # hours that have to be left for a link to be shown again
_HERE = ("127.0.0.1", "localhost", "::1")


class RoomPage(Slide):
    """What a guest sees: the question, and nothing else. It needs no kernel, so a hundred phones cost little."""

    async def get(self, slug: str) -> None:
        """Send the page with what the guest may read now; whoever has a name here is led to the trainer's page."""
        library, viewer = self.site.library, self.session.viewer()
        if viewer.role != "guest":
            self.redirect(f"{self.site.base}programs/{slug}/trainer", status=303)
            return
        state = await library.ask(worksheet_state, library.store, f"{slug}/session", viewer)
        value = {key: field["value"] for key, field in state["fields"].items()}
        meta = {key: {"version": field["version"]} for key, field in state["fields"].items()}
        way = {"way": "server", "url": self.site.ours, "worksheet": f"{slug}/session", "seq": state["seq"]}
        model = {"value": value, "_meta": meta, "_saving": {**way, "who": viewer.who()}}
        self.show("room", program=await library.name(slug), state=json.dumps(model))


class RoomModule(Slide):
    """The guest's widget as a script, and its style."""

    def get(self, kind: str) -> None:
        """Send one of the two."""
        body = _resources.module("session") if kind == "js" else _resources.text("session.css")
        self.set_header("Content-Type", "text/javascript" if kind == "js" else "text/css")
        self.set_header("Cache-Control", "private, max-age=300")
        self.finish(body)


class RoomDoor(Slide):
    """POST: open the room to everybody who has its link, end it, or take its themes into the challenges worksheet."""

    async def post(self, slug: str) -> None:
        """Do one deed; the key of the link is in the answer to a POST only."""
        deed = {"open": self.open, "end": self.end, "take": self.take}.get(self.get_body_argument("do", ""))
        if deed is None:
            raise HTTPError(400)
        self.set_header("Content-Type", "application/json")
        await self.finish(json.dumps(await deed(slug)))

    async def open(self, slug: str) -> dict[str, Any]:
        """The room's link, new or the one that holds for some hours more."""
        by = self.session.viewer().actor()
        link = await self.site.library.ask(room_link, self.site.library.store, slug, by)
        server = f"{self.request.protocol}://{self.request.host}{self.site.base}"
        address = address_of(server, make_key(self.site.library.folder.secret("links"), link))
        until = dt.datetime.fromtimestamp(link.until, dt.UTC).isoformat(timespec="seconds")
        alone = self.request.host_name in _HERE
        return {"address": address, "picture": picture_of(address), "until": until, "alone": alone}

    async def end(self, slug: str) -> dict[str, Any]:
        """Take every link of the room back: whoever is in it is out, now."""
        store, by = self.site.library.store, self.session.viewer().actor()
        for link in await self.site.library.ask(open_links, store, slug):
            await self.site.library.ask(store.revoke, link.id, time.time(), by)
            await self.site.revoked(link.id)
        return {"told": "The room has ended for everybody."}

    async def take(self, slug: str) -> dict[str, Any]:
        """Add the themes of a room to the challenges worksheet, as whoever asks."""
        room = self.get_body_argument("room", "")
        operations = await self.site.library.ask(operations_from_room, self.site.library.store, slug, room)
        viewer = self.session.viewer()
        answers = await self.site.writer.save([(operation, viewer) for operation in operations])
        return {"told": taken_words(answers)}


def open_links(store: Store, slug: str) -> list[Invitation]:
    """Return the links of a program's room that hold now."""
    now = time.time()
    return [link for link in store.invitations(slug) if link.role == "guest" and link.is_open(now)]


def room_link(store: Store, slug: str, by: str) -> Invitation:
    """Return the link of a program's room: the one that holds long enough, or a new one.

    Args:
        store: the database.
        slug: the program.
        by: who makes it.
    """
    late = time.time() + _FRESH * 3600
    found = max(open_links(store, slug), key=lambda link: link.until, default=None)
    if found is not None and found.until > late:
        return found
    made = new_invitation(slug, "guest", name=NOBODY, days=_HOURS * 3600 / DAY, by=by)
    store.add_invitations([made])
    return made
