"""A library with two programs, everybody who may come to its server, and their personal links."""

from __future__ import annotations

import dataclasses
import http.client
import time
from typing import TYPE_CHECKING

from served import OAK, PEOPLE, SLUG, Visitor, make_folder

from mentorwidgets.doors import make_key, new_invitation
from mentorwidgets.folder import Folder
from mentorwidgets.generate import prepare_program
from mentorwidgets.model import Person, Program
from mentorwidgets.workbook import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from served import Served

    from mentorwidgets.model import Invitation

ELM = Program(slug="elm-county", name="Elm County mentoring")
DAN = Person(id="dan", name="Dan Osei", roles=("mentor",))
PAIR = "pair/ben/ana/career"
NOTE = "He told me about his illness"
GUESTS = {  # who -> program, role, person
    "other mentor": (SLUG, "mentor", "dan"),
    "own mentor": (SLUG, "mentor", "ana"),
    "mentee": (SLUG, "mentee", "ben"),
    "trainer": (SLUG, "trainer", ""),
    "coordinator of another program": ("elm-county", "coordinator", ""),
    "somebody in the room": (SLUG, "guest", ""),
    "coordinator": (SLUG, "coordinator", ""),
}


def make_library(path) -> Folder:
    """Two programs; Ben and Ana are a pair in the first, with a note that only coordinators read."""
    folder = make_folder(path, dataclasses.replace(OAK, purposes=("career",)), ELM)
    with open_store(folder) as store:
        store.set_roster(SLUG, (*PEOPLE, DAN), "Coordinator")
    for slug in (SLUG, ELM.slug):
        prepare_program(slug, folder.workbooks)
    return folder


def invite(folder: Folder, who: str, *, days: float = 1) -> Invitation:
    """A new link for one of the guests."""
    program, role, person = GUESTS[who]
    names = {one.id: one.name for one in (*PEOPLE, DAN)}
    made = new_invitation(program, role, person=person, name=names.get(person, who.capitalize()), days=days, by="test")
    with open_store(folder) as store:
        store.add_invitations([made])
    return made


def key_of(folder: Folder, invitation: Invitation) -> str:
    return make_key(folder.secret("links"), invitation)


def enter(served: Served, key: str, visitor: Visitor | None = None, **more: str) -> Visitor:
    """Exchange a key for a cookie, as the page at /in does; what it was answered is ``visitor.answer``."""
    visitor = visitor or served.visitor(signed_in=False)
    visitor.get("/in")
    visitor.answer = visitor.fill("/in", key=key, **more)
    return visitor


def come_and_go(served: Served) -> None:
    """The office comes in and leaves, and somebody tries a wrong key."""
    visitor = served.visitor()
    visitor.get("/")
    visitor.fill("/logout")
    served.visitor(signed_in=False).get("/?token=wrong-one")


def guest(served: Served, who: str) -> Visitor:
    """Somebody who came in through a link of their own."""
    folder = Folder(served.folder)
    made = invite(folder, who)
    visitor = enter(served, key_of(folder, made))
    assert visitor.answer.data == {"go": "/"}
    visitor.invitation = made
    visitor.get("/login")
    return visitor


def worksheet_of(page: Page, served: Served, who: str, kind: str, ready: str) -> Page:
    """The page of a worksheet for one of the guests, or the office's for nobody; ``heard`` keeps all its kernel says."""
    page.heard = []

    def hear(payload: str | bytes) -> None:
        page.heard.append(payload if isinstance(payload, str) else payload.decode(errors="replace"))

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    folder = Folder(served.folder)
    page.goto(f"{served.url}in#{key_of(folder, invite(folder, who))}" if who else served.address)
    page.wait_for_url(lambda address: "/in" not in address)
    page.goto(f"{served.url}programs/{SLUG}/{kind}")
    page.locator(ready).first.wait_for()
    return page


def revoked(served: Served) -> Visitor:
    """A mentee whose link was taken back by another process, once the server has seen it."""
    visitor = guest(served, "mentee")
    with open_store(Folder(served.folder)) as store:
        store.revoke(visitor.invitation.id, time.time(), "test")
    for _ in range(5000):
        if visitor.get("/").status == 401:
            return visitor
    raise AssertionError("the link was taken back, and still lets people in")


def status(visitor: Visitor, method: str, address: str, body: str = "", **headers: str) -> int:
    """The status alone, with all that a page of ours would send: news never end, and pages take their time."""
    extra = {"X-XSRFToken": visitor.cookies.get("_xsrf", ""), **headers}
    connection = http.client.HTTPConnection(visitor.host, timeout=30)
    connection.request(method, address, body or None, {**visitor.cookie_header(), **extra})
    response = connection.getresponse()
    response.close()
    connection.close()
    return response.status
