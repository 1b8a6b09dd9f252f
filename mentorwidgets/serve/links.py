"""People and their personal links: who has one, what became of it; making, showing and taking back."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets.doors import DAYS, MOST_DAYS
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.inviting import Guest, address_for, check_days, day_of, ensure_links, guests, link_for, mail_merge
from mentorwidgets.serve.audit import note_read
from mentorwidgets.serve.signin import Slide

if TYPE_CHECKING:
    from mentorwidgets.model import Invitation, Person
    from mentorwidgets.store import Store

_STATES = {"none": "No link", "unused": "Not used yet", "used": "Used", "over": "Over", "revoked": "Taken back"}
_TONES = {"unused": "mw-warm", "used": "mw-good", "revoked": "mw-bad", "over": "mw-bad"}


class Links(Slide):
    """GET: everybody and their link. POST: one deed; JSON for our script, a page for browsers without scripts."""

    async def get(self, slug: str) -> None:
        """Show them; no key stands on this page."""
        await note_read(self, f"{slug}/links")
        await self._page(slug)

    async def post(self, slug: str) -> None:
        """Make, show, take back or download; the keys are in the answer to a POST only.

        What ends somebody's work, or makes many links, is asked before it is done: with ``sure`` it was.
        """
        deeds = _DEEDS if self.get_body_argument("sure", "") else {**_DEEDS, **_ASKED_FIRST}
        deed = deeds.get(self.get_body_argument("do", ""))
        if deed is None:
            raise ValueRefusedError("This page does not know how to do that.", "Load the page again.")
        try:
            answer = await deed(self, slug)
        except ValueRefusedError as error:
            answer = {"problem": f"{error.what} {error.mend}".strip()}
        if answer is None:
            return  # a file was sent
        if "application/json" in self.request.headers.get("Accept", ""):
            self.set_header("Content-Type", "application/json")
            await self.finish(json.dumps(answer))
        else:
            await self._page(slug, **answer)

    async def _page(self, slug: str, **said: Any) -> None:
        store = self.site.library.store
        everybody = await self.site.library.ask(guests, store, slug)
        rows = [_row(guest) for guest in everybody]
        self.show(
            "links",
            slug=slug,
            program=await self.site.library.name(slug),
            people=[row for row in rows if row["person"]],
            guests=[row for row in rows if not row["person"]],
            without=sum(not row["open"] for row in rows if row["person"]),
            days=DAYS,
            most_days=MOST_DAYS,
            is_alone=self.request.host_name in ("127.0.0.1", "localhost", "::1"),
            shown=said.get("link"),
            ask=said.get("ask"),
            told=said.get("told", ""),
            problem=said.get("problem", ""),
        )

    async def make(self, slug: str) -> dict[str, Any]:
        """A link for one person of the roster, new or the one that holds; shown."""
        person = await self.site.library.ask(self.site.library.store.person, slug, self.get_body_argument("person", ""))
        if person is None:
            raise ValueRefusedError("This person is no longer on the roster.", "Load the page again.")
        made = await self.site.library.ask(
            ensure_links, self.site.library.store, slug, [person], days=self._days(), by=self._by()
        )
        return await self._shown(slug, made[0][1])

    async def reveal(self, slug: str) -> dict[str, Any]:
        """The address of a link that holds."""
        return await self._shown(slug, await self._link(slug))

    async def ask_revoke(self, slug: str) -> dict[str, Any]:
        """What taking this link back means now, before it is done."""
        link = await self._link(slug)
        at_work = (*self.site.feed.sessions(), *self.site.kernels.sessions())
        is_used = any(session.door == link.id for session in at_work)
        return {"ask": _ask_revoke(link, is_used=is_used, is_own=link.id == self.session.door)}

    async def ask_all(self, slug: str) -> dict[str, Any]:
        """How many links would be made, before it is done."""
        days = self._days()
        check_days(days)
        people = await self.site.library.ask(_without, self.site.library.store, slug)
        return {"ask": _ask_all(len(people), days)} if people else {"told": "Everybody has a link already."}

    async def revoke(self, slug: str) -> dict[str, Any]:
        """Take a link back; whoever came in through it is out at once."""
        link = await self._link(slug)
        await self.site.library.ask(self.site.library.store.revoke, link.id, time.time(), self._by())
        await self.site.revoked(link.id)
        told = f"The link of {link.name} was taken back. Whoever came in with it is out."
        return {"told": told, "row": await self._row_of(slug, link)}

    async def make_all(self, slug: str) -> dict[str, Any]:
        """A link for everybody on the roster who has none that holds."""
        made = await self.site.library.ask(_make_all, self.site.library.store, slug, self._days(), self._by())
        told = "1 link was made." if made == 1 else f"{made} links were made."
        return {"told": f"{told} Download the list to send them."}

    async def invite(self, slug: str) -> dict[str, Any]:
        """A link for a coordinator or a trainer, who need not be on the roster."""
        role: Any = self.get_body_argument("role", "")
        name = self.get_body_argument("name", "")
        link = await self.site.library.ask(
            link_for, self.site.library.store, slug, name, role, days=self._days(), by=self._by()
        )
        return {**await self._shown(slug, link), "reload": True}

    async def download(self, slug: str) -> None:
        """Every link that holds, as a CSV file for a mail merge; the one of a room is nobody's to be sent."""
        everybody = await self.site.library.ask(guests, self.site.library.store, slug)
        invited = [guest for guest in everybody if guest.is_open() and guest.role != "guest"]
        found = [(guest, self._address(guest.link)) for guest in invited if guest.link]
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{slug}-links.csv"')
        await self.finish(mail_merge(found))

    def _days(self) -> int:
        text = self.get_body_argument("days", "") or str(DAYS)
        if not text.isdecimal() or len(text) > 4:
            raise ValueRefusedError("The number of days is not a number.", f"Type a number from 1 to {MOST_DAYS}.")
        return int(text)

    def _by(self) -> str:
        return self.session.viewer().actor()

    def _address(self, link: Invitation) -> str:
        server = f"{self.request.protocol}://{self.request.host}{self.site.base}"
        return address_for(self.site.library.folder.secret("links"), server, link)

    async def _link(self, slug: str) -> Invitation:
        name = self.get_body_argument("link", "")
        link = await self.site.library.ask(self.site.library.store.invitation, name)
        if link is None or link.program != slug:
            raise HTTPError(404)
        return link

    async def _shown(self, slug: str, link: Invitation) -> dict[str, Any]:
        if not link.is_open(time.time()):
            raise ValueRefusedError("This link does not hold any more.", "Make a new one.")
        address = self._address(link)
        shown = {"name": link.name, "role": link.role, "address": address, "until": day_of(link.until)}
        return {"link": {**shown, "picture": picture_of(address)}, "row": await self._row_of(slug, link)}

    async def _row_of(self, slug: str, link: Invitation) -> dict[str, Any] | None:
        everybody = await self.site.library.ask(guests, self.site.library.store, slug)
        mine = [guest for guest in everybody if _is_of(guest, link)]
        return _row(mine[0]) if mine else None


_DEEDS = {
    "make": Links.make,
    "show": Links.reveal,
    "revoke": Links.revoke,
    "all": Links.make_all,
    "invite": Links.invite,
    "csv": Links.download,
}


_ASKED_FIRST = {"revoke": Links.ask_revoke, "all": Links.ask_all}


def _ask_revoke(link: Invitation, *, is_used: bool, is_own: bool) -> dict[str, Any]:
    words = "Whoever came in with it is out at once. What is saved stays, and you can make a new link at any time."
    if is_own:
        words = "This is your own link: you are out at once, and need a new one from somebody else to come back."
    elif is_used:
        words = f"Somebody has a page open with it now. {words}"
    title = f"Take back the link of {link.name}?"
    return {"title": title, "words": words, "yes": "Take it back", "fields": {"do": "revoke", "link": link.id}}


def _ask_all(number: int, days: int) -> dict[str, Any]:
    links = "1 link" if number == 1 else f"{number} links"
    held = "1 day" if days == 1 else f"{days} days"
    words = f"It holds for {held}." if number == 1 else f"Each holds for {held}."
    words += " Nothing is sent to anybody: you download the list afterwards."
    return {"title": f"Make {links}?", "words": words, "yes": f"Make {links}", "fields": {"do": "all", "days": days}}


def _without(store: Store, slug: str) -> list[Person]:
    without = {guest.person for guest in guests(store, slug) if not guest.is_open()}
    return [person for person in store.people(slug) if person.id in without]


def _make_all(store: Store, slug: str, days: int, by: str) -> int:
    return len(ensure_links(store, slug, _without(store, slug), days=days, by=by))


def _is_of(guest: Guest, link: Invitation) -> bool:
    return guest.person == link.person if link.person else bool(guest.link and guest.link.id == link.id)


def _row(guest: Guest) -> dict[str, Any]:
    link = guest.link
    return {
        "person": guest.person,
        "name": guest.name,
        "role": guest.role,
        "link": link.id if link else "",
        "open": guest.is_open(),
        "state": _STATES[guest.state],
        "tone": _TONES.get(guest.state, ""),
        "detail": _detail(guest, link),
    }


def _detail(guest: Guest, link: Invitation | None) -> str:
    if link is None:
        return ""
    if guest.state == "revoked":
        return f"on {day_of(link.revoked)}"
    if guest.state == "used":
        times = "once" if link.uses == 1 else f"{link.uses} times"
        return f"{times}, last on {day_of(link.last_used)}; holds until {day_of(link.until)}"
    return f"since {day_of(link.until)}" if guest.state == "over" else f"holds until {day_of(link.until)}"


def picture_of(address: str) -> str:
    """The address as a QR code: an SVG picture in a data address, dark on white in any colour scheme."""
    import segno

    return segno.make(address, error="m", micro=False).svg_data_uri(scale=6, border=4, light="white", dark="black")
