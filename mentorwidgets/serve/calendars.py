"""Calendars that follow along: an address of one person's own, which tells when they meet and opens nothing else.

Its key is shown once, when it is made, and ends with that person's link; a newer one ends the older. Who came through
a Hub is given a link for it. A calendar program sends no cookie, so the key stands in the path; the log blots it out.
"""

from __future__ import annotations

import dataclasses
import hmac
import json
import time
from typing import TYPE_CHECKING

from mentorwidgets import access
from mentorwidgets.cadence import plans_of, posted_plans, tasks_of
from mentorwidgets.doors import MOST_DAYS, id_in, is_key_of, new_key, open_link
from mentorwidgets.inviting import Asked, day_of, make_links
from mentorwidgets.model import SIDES
from mentorwidgets.serve.logs import door_log as log
from mentorwidgets.serve.sessions import Session
from mentorwidgets.serve.signin import Door
from mentorwidgets.serve.visitors import behind
from mentorwidgets.serve.words import Words
from mentorwidgets.workbook import worksheet_state

if TYPE_CHECKING:
    from mentorwidgets.model import Invitation, Viewer
    from mentorwidgets.serve.site import Site
    from mentorwidgets.store import Store

_NONE = "An address to follow is made for people who have meetings of their own. You can download."


class Address(Words):
    """The address at which a calendar follows whoever is signed in."""

    def is_for_program(self) -> bool:
        """The page's script asks, and wants JSON."""
        return True

    async def get(self) -> None:
        """Tell when one was made, as JSON, and no address; words where they can have none."""
        viewer, library = self.session.viewer(), self.site.library
        link = await library.ask(link_of, library.store, viewer) if viewer.person else None
        made = day_of(link.calendar_made) if link and link.calendar_made else ""
        self._tell({"made": made} if viewer.person else {"words": _NONE})

    async def post(self) -> None:
        """Make a new address, and show it once; the older one ends."""
        viewer, library = self.session.viewer(), self.site.library
        link = await library.ask(link_for_calendar, library.store, viewer, self._secret()) if viewer.person else None
        if link is None:
            self._tell({"words": _NONE})
            return
        made = new_key(_secret(self.site), link)
        await library.ask(library.store.set_calendar, link, made.link.proof, time.time())
        server = f"{self.request.protocol}://{self.request.host}{self.site.base}"
        self._tell({"address": f"{server}calendar/{made.key}.ics"})

    def _secret(self) -> bytes:
        return self.site.library.folder.secret("links")

    def _tell(self, answer: dict[str, str]) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(answer))


class Calendar(Door):
    """One person's meetings, for a calendar program that asks again now and then."""

    async def get(self, key: str) -> None:
        """Send them; a forged key counts as a guess, and one that has ended finds nothing."""
        library, seconds = self.site.library, self.site.guesses.wait(self.caller, key)
        link = await library.ask(library.store.invitation, id_in(key))
        is_known = link is not None and is_calendar_of(_secret(self.site), key, link)
        if link is None and seconds:
            self.wait(seconds)
            return
        if link is None:  # an address that a newer one ended is no guess: calendars go on asking for it
            self.site.guesses.wrong(self.caller, key)
            log.warning("%s tried a wrong calendar address", self.caller)
        viewer = await library.ask(behind, library.store, Session("", 0, link.id)) if link and is_known else None
        if viewer is None or not viewer.person:
            self.say(404, "There is no such calendar", "This address may have ended.", "Take a new one from your page.")
            return
        data = await library.ask(calendar_of, library.store, viewer)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'inline; filename="meetings.ics"')
        await self.finish(data)


def is_calendar_of(secret: bytes, key: str, link: Invitation) -> bool:
    """Whether a key is that of a link's calendar. Links of earlier versions have signed addresses until one is made.

    Args:
        secret: the calendars'.
        key: whatever was asked for.
        link: the one that `id_in` names.
    """
    is_there = bool(link.calendar) or not link.proof
    return is_there and is_key_of(secret, key, dataclasses.replace(link, proof=link.calendar))


def link_of(store: Store, viewer: Viewer) -> Invitation | None:
    """Return the link that a person's calendar ends with: their own, or for who came in without one the newest open."""
    role = viewer.role if viewer.role in SIDES else None
    links = tuple(link for link in store.invitations(viewer.program) if role in (None, link.role))
    return store.invitation(viewer.door) or open_link(links, viewer.person, time.time())


def link_for_calendar(store: Store, viewer: Viewer, secret: bytes) -> Invitation | None:
    """Return the same, made if it is not there; its key is told to nobody.

    What is made lets nobody in as more than a mentor or mentee: it holds after the Hub took other rights away.

    Args:
        store: where links are kept; coordinators see this one among the others, and take it back like any other.
        viewer: the person.
        secret: of the folder's links.
    """
    own, person = store.invitation(viewer.door), store.person(viewer.program, viewer.person)
    if own is not None or person is None:
        return own
    role = viewer.role if viewer.role in SIDES else None
    asked = Asked(secret=secret, by=viewer.name, days=MOST_DAYS, shown="")
    return make_links(store, viewer.program, [person], asked, role=role)[0][1].link


def calendar_of(store: Store, viewer: Viewer) -> bytes:
    """Write the calendar of a person: the plans of all their pairs, posted times that they hold, and promises.

    Args:
        store: where it is saved.
        viewer: the person; only what they may read is in it.
    """
    from mentorwidgets.ics import to_ics

    program, slug = store.program(viewer.program), viewer.program
    pairing = {key: field.value for key, field in store.fields(f"{slug}/pairing").items()}
    shown, left = access.people_for(viewer, program, store.people(slug), store.gone_people(slug), pairing)
    people = (*shown, *left)
    state = worksheet_state(store, f"{slug}/cadence", viewer)
    fields = {key: field["value"] for key, field in state["fields"].items()}
    versions = {**state["removed"], **{key: field["version"] for key, field in state["fields"].items()}}
    plans = plans_of(program, people, fields, versions, viewer.person)
    posted = posted_plans(program, people, fields, versions, viewer.person)
    tasks = [task for plan in plans for task in tasks_of(plan, fields)]
    return to_ics((*plans, *posted), name=program.name, tasks=tasks)


def _secret(site: Site) -> bytes:
    return hmac.digest(site.library.folder.secret("links"), b"calendars", "sha256")
