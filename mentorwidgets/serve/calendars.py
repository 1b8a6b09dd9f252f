"""Calendars that follow along: an address of one person's own, which tells when they meet and opens nothing else.

Its key is signed like a personal link's, with another secret, and ends with that link; who came through a Hub is given
a link for it. A calendar program sends no cookie, so the key stands in the path; it is blotted out in the log.
"""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

from mentorwidgets import access
from mentorwidgets.cadence import plans_of, posted_plans, tasks_of
from mentorwidgets.doors import MOST_DAYS, make_key, read_key
from mentorwidgets.inviting import ensure_links
from mentorwidgets.model import SIDES
from mentorwidgets.serve.logs import log
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
    """The address at which whoever is signed in finds their own calendar."""

    async def get(self) -> None:
        """Tell it as JSON; words where they have none."""
        viewer, library = self.session.viewer(), self.site.library
        invitation = await library.ask(link_of, library.store, viewer) if viewer.person else None
        answer = {"words": _NONE}
        if invitation is not None:
            server = f"{self.request.protocol}://{self.request.host}{self.site.base}"
            answer = {"address": f"{server}calendar/{make_key(_secret(self.site), invitation)}.ics"}
        self.set_header("Content-Type", "application/json")
        await self.finish(json.dumps(answer))


class Calendar(Door):
    """One person's meetings, for a calendar program that asks again now and then."""

    async def get(self, key: str) -> None:
        """Send them; a forged key counts as a guess, and one that has ended finds nothing."""
        if seconds := self.site.guesses.wait(self.caller):
            self.wait(seconds)
            return
        secret, library = _secret(self.site), self.site.library
        name = read_key(secret, key, now=0)
        if name is None:
            self.site.guesses.wrong(self.caller)
            log.warning("%s tried a wrong calendar address", self.caller)
        held = Session("", 0, name or "-")
        viewer = await library.ask(behind, library.store, held) if read_key(secret, key) else None
        if viewer is None or not viewer.person:
            self.say(404, "There is no such calendar", "This address may have ended.", "Take a new one from your page.")
            return
        data = await library.ask(calendar_of, library.store, viewer)
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", 'inline; filename="meetings.ics"')
        await self.finish(data)


def link_of(store: Store, viewer: Viewer) -> Invitation | None:
    """Return the link that a person's calendar ends with: their own, or one made for who came in without one.

    What is made lets nobody in as more than a mentor or mentee: it holds after the Hub took other rights away.

    Args:
        store: where links are kept; coordinators see this one among the others, and take it back like any other.
        viewer: the person.
    """
    own = store.invitation(viewer.door)
    person = store.person(viewer.program, viewer.person)
    if own is not None or person is None:
        return own
    role = viewer.role if viewer.role in SIDES else None
    made = ensure_links(store, viewer.program, [person], days=MOST_DAYS, by=viewer.name, role=role)
    return made[0][1]


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
