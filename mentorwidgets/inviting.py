"""Personal links for the people of a program: made, listed, and written for a mail merge.

The pages and the command line call the same functions. Keys are given out here once, when they are made, and not kept.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import difflib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from mentorwidgets.doors import DAYS, MOST_DAYS, Made, new_invitation, new_key, open_link, role_of, state_of
from mentorwidgets.errors import ProgramError, ValueRefusedError
from mentorwidgets.model import SIDES, Invitation, Person
from mentorwidgets.roster.escapes import csv_of, guarded

if TYPE_CHECKING:
    from mentorwidgets.model import ViewerRole
    from mentorwidgets.store import Store

_CALLED: tuple[Callable[[Person], str], ...] = (
    lambda person: person.id,
    lambda person: person.email,
    lambda person: person.name,
)
COLUMNS = ("name", "e-mail", "role", "address", "until")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who has a link or could have one.

    Args:
        person: id on the roster; empty for a coordinator or trainer who is not on it.
        name: what people call them.
        email: where to write to them.
        role: what they come as.
        link: the link that holds, else the newest that did; None when there never was one.
        state: see `doors.state_of`.
    """

    person: str
    name: str
    email: str
    role: ViewerRole
    link: Invitation | None
    state: str

    def is_open(self) -> bool:
        """Whether their link lets them in."""
        return self.state in ("unused", "used")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who makes links, and how.

    Args:
        secret: the folder's, `Folder.secret("links")`.
        by: who makes them, as the history calls them.
        days: how long they hold.
        shown: how whoever makes them sees them: ``once``, in a ``list``, or not at all.
    """

    secret: bytes
    by: str
    days: float = DAYS
    shown: str = "once"


def guests(store: Store, slug: str, now: float | None = None) -> tuple[Guest, ...]:
    """Return everybody of a program's roster by name, then who has a link without being on it.

    Among these is the link of a room while it holds; those of rooms that are over say nothing to anybody.

    Raises:
        ProgramError: there is no such program.
    """
    moment = time.time() if now is None else now
    people, links = store.people(slug), store.invitations(slug)
    theirs: defaultdict[str, list[Invitation]] = defaultdict(list)
    for link in links:
        theirs[link.person].append(link)
    on_roster = [_guest(person, tuple(theirs[person.id]), moment) for person in people]
    others = [
        Guest(person="", name=link.name, email="", role=link.role, link=link, state=state_of(link, moment))
        for link in theirs[""]
        if link.role != "guest" or link.is_open(moment)
    ]
    return (*sorted(on_roster, key=_by_name), *sorted(others, key=_by_name))


def find_person(people: Sequence[Person], words: str) -> Person:
    """Return the one person with that id, e-mail address or name.

    Raises:
        ProgramError: nobody is called so, or several people are; says who.
    """
    asked = words.strip()
    for called in _CALLED:
        found = [person for person in people if asked and called(person).casefold() == asked.casefold()]
        exact = [person for person in found if called(person) == asked]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if found:
            told = ", ".join(f"{person.name} ({person.id})" for person in found)
            raise ProgramError(f"Several people are called '{asked}': {told}.", "Use the id that stands in brackets.")
    raise ProgramError(f"There is nobody '{asked}' on the roster.", _nearest(people, asked))


def make_links(
    store: Store,
    slug: str,
    people: Iterable[Person],
    asked: Asked,
    *,
    role: ViewerRole | None = None,
    is_renewed: bool = False,
) -> tuple[tuple[Person, Made], ...]:
    """Return a link that holds for each of these people; those who have one keep it, and its key is told no more.

    Args:
        store: the database.
        slug: the program.
        people: of its roster.
        asked: who makes them, and how.
        role: what they come as; None: as the roster says.
        is_renewed: make a new link for everybody; the ones that held are taken back.

    Raises:
        ProgramError: there is no such program.
        ValueRefusedError: the number of days is none that a link can hold.
    """
    check_days(asked.days)
    links, now = store.invitations(slug), time.time()
    rows, old = [], []
    for person in people:
        wanted = role or role_of(person)
        there = open_link(tuple(link for link in links if link.role == wanted), person.id, now)
        if there is not None and not is_renewed:
            rows.append((person, Made(there)))
            continue
        theirs = {wanted} if role else {wanted, *SIDES}  # who was a mentee may be a mentor by now
        old += [link for link in links if link.person == person.id and link.role in theirs and link.is_open(now)]
        new = new_invitation(slug, wanted, person=person.id, name=person.name, days=asked.days, by=asked.by)
        rows.append((person, new_key(asked.secret, new)))
    store.add_invitations([made.link for _, made in rows if made.key], asked.shown)
    for link in old:
        store.revoke(link.id, time.time(), asked.by)
    return tuple(rows)


def link_for(store: Store, slug: str, name: str, role: ViewerRole, asked: Asked) -> Made:
    """Make a link for somebody who is not on the roster: a coordinator or a trainer.

    Raises:
        ProgramError: there is no such program.
        ValueRefusedError: no name, another role, or the number of days is none that a link can hold.
    """
    check_days(asked.days)
    if role not in ("coordinator", "trainer"):
        raise ValueRefusedError(
            "Mentors and mentees are invited from the roster.", "Bring them in on the roster first."
        )
    called = " ".join(name.split())
    if not 0 < len(called) <= 200:
        raise ValueRefusedError("Whoever is invited needs a name.", "Type the name that the others know them by.")
    made = new_key(asked.secret, new_invitation(slug, role, name=called, days=asked.days, by=asked.by))
    store.add_invitations([made.link], asked.shown)
    return made


def renewed(store: Store, link: Invitation, asked: Asked) -> Made:
    """Make a new link in the place of one that holds, which is taken back: for the same person, as the same.

    Raises:
        ValueRefusedError: the number of days is none that a link can hold.
    """
    check_days(asked.days)
    fresh = new_invitation(link.program, link.role, person=link.person, name=link.name, days=asked.days, by=asked.by)
    made = new_key(asked.secret, fresh)
    store.add_invitations([made.link], asked.shown)
    store.revoke(link.id, time.time(), asked.by)
    return made


def check_days(days: float) -> None:
    """Refuse a time that a link cannot hold: less than a day, or more than two years."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueRefusedError(f"A link holds 1 to {MOST_DAYS} days.", "Give another number of days.")


def mail_merge(found: Iterable[tuple[Guest, str]]) -> bytes:
    """Return a CSV file (UTF-8 with a mark, as spreadsheets want it) of guests and their addresses.

    No cell can be a formula.
    """
    lines = (
        (guest.name, guest.email, guest.role, address, day_of(guest.link.until) if guest.link else "")
        for guest, address in found
    )
    return csv_of([COLUMNS, *(map(guarded, line) for line in lines)])


def day_of(at: float) -> str:
    """Return the day of a moment (seconds since 1970) as ``2026-11-22``, in UTC.

    >>> day_of(0)
    '1970-01-01'
    """
    return f"{dt.datetime.fromtimestamp(at, dt.UTC):%Y-%m-%d}"


def _guest(person: Person, mine: tuple[Invitation, ...], now: float) -> Guest:
    link = open_link(mine, person.id, now) or max(mine, key=lambda one: one.made, default=None)
    role = link.role if link else role_of(person)
    return Guest(
        person=person.id, name=person.name, email=person.email, role=role, link=link, state=state_of(link, now)
    )


def _by_name(guest: Guest) -> tuple[str, str, float]:
    return guest.name.casefold(), guest.person, guest.link.made if guest.link else 0.0


def _nearest(people: Sequence[Person], words: str) -> str:
    near = difflib.get_close_matches(words, [person.name for person in people], n=1)
    return f"Did you mean '{near[0]}'?" if near else "Use an id, an e-mail address or a whole name from the roster."
