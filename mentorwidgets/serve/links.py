"""People and their personal links: who has one, what became of it; making and taking back. A key is shown only once."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from mentorwidgets import sealing
from mentorwidgets.doors import DAYS, MOST_DAYS, Made, address_of
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.inviting import (
    Asked,
    Guest,
    check_days,
    day_of,
    guests,
    link_for,
    mail_merge,
    make_links,
    renewed,
)
from mentorwidgets.serve.audit import note_read
from mentorwidgets.serve.signin import Slide

if TYPE_CHECKING:
    from collections.abc import Collection

    from mentorwidgets.model import Invitation, Person
    from mentorwidgets.store import Store

_ALL_HAVE = "Everybody has a link already. If a list was lost, make new links for everybody."
_WORD_GONE = (
    "Do this only when they ask you for it. They and everybody who is a pair with them are told, with your name. What "
    "was sealed stays closed, to you as well, until they or their pair open it again."
)
_STATES = {"none": "No link", "unused": "Not used yet", "used": "Used", "over": "Over", "revoked": "Taken back"}
_TONES = {"unused": "mw-warm", "used": "mw-good", "revoked": "mw-bad", "over": "mw-bad"}


class Links(Slide):
    """GET: everybody and their link. POST: one deed; JSON for our script, a page for browsers without scripts."""

    async def get(self, slug: str) -> None:
        """Show them; no key stands on this page."""
        await note_read(self, f"{slug}/links")
        await self._page(slug)

    async def post(self, slug: str) -> None:
        """Make or take back; the keys are in the answer to the POST that makes them, and nowhere else.

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
        words = await self.site.library.ask(store.words.having, slug)
        rows = [_row(guest, words) for guest in everybody]
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
        """A link for one person of the roster who has none that holds; shown this once."""
        person = await self._person(slug)
        made = await self.site.library.ask(make_links, self.site.library.store, slug, [person], self._asked())
        return await self._shown(slug, made[0][1])

    async def ask_renew(self, slug: str) -> dict[str, Any]:
        """What a new link means for the one that holds, before it is made."""
        link = await self._link(slug)
        return {"ask": _ask_renew(link, is_used=self._is_used(link), is_own=link.id == self.session.door)}

    async def renew(self, slug: str) -> dict[str, Any]:
        """A new link in the place of one that holds, shown this once; whoever came in through the old one is out."""
        link = await self._link(slug)
        if not link.is_open(time.time()):
            raise ValueRefusedError("This link does not hold any more.", "Make a new one.")
        made = await self.site.library.ask(renewed, self.site.library.store, link, self._asked())
        await self.site.revoked(link.id)
        return await self._shown(slug, made)

    async def ask_revoke(self, slug: str) -> dict[str, Any]:
        """What taking this link back means now, before it is done."""
        link = await self._link(slug)
        return {"ask": _ask_revoke(link, is_used=self._is_used(link), is_own=link.id == self.session.door)}

    async def ask_all(self, slug: str) -> dict[str, Any]:
        """How many links would be made, before it is done."""
        days = self._days()
        check_days(days)
        is_again = bool(self.get_body_argument("again", ""))
        people = await self.site.library.ask(_everybody if is_again else _without, self.site.library.store, slug)
        asked = _ask_all(len(people), days, is_again=is_again)
        return {"ask": asked} if people else {"told": _ALL_HAVE}

    async def revoke(self, slug: str) -> dict[str, Any]:
        """Take a link back; whoever came in through it is out at once."""
        link = await self._link(slug)
        await self.site.library.ask(self.site.library.store.revoke, link.id, time.time(), self._by())
        await self.site.revoked(link.id)
        told = f"The link of {link.name} was taken back. Whoever came in with it is out."
        return {"told": told, "row": await self._row_of(slug, link)}

    async def ask_word(self, slug: str) -> dict[str, Any]:
        """What it means to take somebody's own word away, before it is done."""
        person = await self._person(slug)
        title = f"Take away the own word of {person.name}?"
        fields = {"do": "word", "person": person.id}
        return {"ask": {"title": title, "words": _WORD_GONE, "yes": "Take the word away", "fields": fields}}

    async def reset_word(self, slug: str) -> dict[str, Any]:
        """Take somebody's own word away; they and their pairs are told."""
        library, person = self.site.library, await self._person(slug)
        if not await library.ask(sealing.reset, library.store, slug, person.id, self._by()):
            raise ValueRefusedError(f"{person.name} has no word of their own.", "Load the page again.")
        self.site.visitors.forget_all()
        return {"told": f"The word of {person.name} was taken away. They and their pairs are told.", "reload": True}

    async def make_all(self, slug: str) -> dict[str, Any] | None:
        """A link for everybody without one, or a new one for all, as a CSV file for a mail merge, this once."""
        library, is_again = self.site.library, bool(self.get_body_argument("again", ""))
        old = await library.ask(_open_links, library.store, slug) if is_again else []
        made = await library.ask(_make_all, library.store, slug, self._asked("list"), is_again=is_again)
        for name in old:
            await self.site.revoked(name)
        if not made:
            return {"told": _ALL_HAVE}
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{slug}-links.csv"')
        self.set_header("X-Mentorwidgets-Made", str(len(made)))
        await self.finish(mail_merge([(guest, self._address(key)) for guest, key in made]))
        return None

    async def invite(self, slug: str) -> dict[str, Any]:
        """A link for a coordinator or a trainer, who need not be on the roster."""
        role: Any = self.get_body_argument("role", "")
        name = self.get_body_argument("name", "")
        made = await self.site.library.ask(link_for, self.site.library.store, slug, name, role, self._asked())
        return {**await self._shown(slug, made), "reload": True}

    async def _person(self, slug: str) -> Person:
        store = self.site.library.store
        person = await self.site.library.ask(store.person, slug, self.get_body_argument("person", ""))
        if person is None:
            raise ValueRefusedError("This person is no longer on the roster.", "Load the page again.")
        return person

    def _days(self) -> int:
        text = self.get_body_argument("days", "") or str(DAYS)
        if not text.isdecimal() or len(text) > 4:
            raise ValueRefusedError("The number of days is not a number.", f"Type a number from 1 to {MOST_DAYS}.")
        return int(text)

    def _by(self) -> str:
        return self.session.viewer().actor()

    def _asked(self, shown: str = "once") -> Asked:
        secret = self.site.library.folder.secret("links")
        return Asked(secret=secret, by=self._by(), days=self._days(), shown=shown)

    def _is_used(self, link: Invitation) -> bool:
        at_work = (*self.site.feed.sessions(), *self.site.kernels.sessions())
        return any(session.door == link.id for session in at_work)

    def _address(self, key: str) -> str:
        return address_of(f"{self.request.protocol}://{self.request.host}{self.site.base}", key)

    async def _link(self, slug: str) -> Invitation:
        name = self.get_body_argument("link", "")
        link = await self.site.library.ask(self.site.library.store.invitation, name)
        if link is None or link.program != slug:
            raise HTTPError(404)
        return link

    async def _shown(self, slug: str, made: Made) -> dict[str, Any]:
        link = made.link
        if not made.key:
            raise ValueRefusedError(
                f"{link.name} has a link already, and it was shown when it was made.",
                "Make a new one in its place, if you need it again.",
            )
        address = self._address(made.key)
        shown = {"name": link.name, "role": link.role, "address": address, "until": day_of(link.until)}
        return {"link": {**shown, "picture": picture_of(address)}, "row": await self._row_of(slug, link)}

    async def _row_of(self, slug: str, link: Invitation) -> dict[str, Any] | None:
        everybody = await self.site.library.ask(guests, self.site.library.store, slug)
        mine = [guest for guest in everybody if _is_of(guest, link)]
        words = await self.site.library.ask(self.site.library.store.words.having, slug)
        return _row(mine[0], words) if mine else None


_DEEDS = {
    "make": Links.make,
    "renew": Links.renew,
    "revoke": Links.revoke,
    "all": Links.make_all,
    "invite": Links.invite,
    "word": Links.reset_word,
}


_ASKED_FIRST = {"renew": Links.ask_renew, "revoke": Links.ask_revoke, "all": Links.ask_all, "word": Links.ask_word}


def _ask_renew(link: Invitation, *, is_used: bool, is_own: bool) -> dict[str, Any]:
    words = (
        "The link from before ends at once, and whoever came in with it is out. What is saved stays. The new one is "
    )
    words += "shown only this once: copy it, or scan it, and send it to nobody else."
    if is_own:
        words = f"This is your own link: you are out at once, and come back with the new one. {words}"
    elif is_used:
        words = f"Somebody has a page open with the present link now. {words}"
    title, fields = f"Make a new link for {link.name}?", {"do": "renew", "link": link.id}
    return {"title": title, "words": words, "yes": "Make a new link", "fields": fields}


def _ask_revoke(link: Invitation, *, is_used: bool, is_own: bool) -> dict[str, Any]:
    words = "Whoever came in with it is out at once. What is saved stays, and you can make a new link at any time."
    if is_own:
        words = "This is your own link: you are out at once, and need a new one from somebody else to come back."
    elif is_used:
        words = f"Somebody has a page open with it now. {words}"
    title = f"Take back the link of {link.name}?"
    return {"title": title, "words": words, "yes": "Take it back", "fields": {"do": "revoke", "link": link.id}}


def _ask_all(number: int, days: int, *, is_again: bool) -> dict[str, Any]:
    links = "1 link" if number == 1 else f"{number} links"
    held = "1 day" if days == 1 else f"{days} days"
    words = "The links that people have end at once, and whoever is at work is out. " if is_again else ""
    words += f"{'It holds' if number == 1 else 'Each holds'} for {held}. {_AS_A_LIST}"
    title = f"Make {'new ' if is_again else ''}{links}?"
    fields = {"do": "all", "days": days, **({"again": "yes"} if is_again else {})}
    return {"title": title, "words": words, "yes": f"Make and download {links}", "fields": fields}


_AS_A_LIST = (
    "Nothing is sent to anybody: you get them as a list (CSV for a mail merge), only this once. Keep it safe until "
    "they are sent, and delete it then: whoever reads it can come in as any of these people."
)


def _open_links(store: Store, slug: str) -> list[str]:
    return [guest.link.id for guest in guests(store, slug) if guest.person and guest.link and guest.is_open()]


def _everybody(store: Store, slug: str) -> list[Person]:
    return list(store.people(slug))


def _without(store: Store, slug: str) -> list[Person]:
    without = {guest.person for guest in guests(store, slug) if not guest.is_open()}
    return [person for person in store.people(slug) if person.id in without]


def _make_all(store: Store, slug: str, asked: Asked, *, is_again: bool) -> list[tuple[Guest, str]]:
    people = _everybody(store, slug) if is_again else _without(store, slug)
    made = make_links(store, slug, people, asked, is_renewed=is_again)
    keys = {person.id: key for person, (_, key) in made if key}
    return [(guest, keys[guest.person]) for guest in guests(store, slug) if guest.person in keys]


def _is_of(guest: Guest, link: Invitation) -> bool:
    return guest.person == link.person if link.person else bool(guest.link and guest.link.id == link.id)


def _row(guest: Guest, words: Collection[str] = ()) -> dict[str, Any]:
    link = guest.link
    return {
        "has_word": guest.person in words,
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
