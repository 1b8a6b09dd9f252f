"""Who a user of the Hub is in our programs: by the Hub's groups, by the folder's file, by the roster; by no guess."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from mentorwidgets.model import VIEWER_ROLES, Viewer
from mentorwidgets.roster.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mentorwidgets.model import Person
    from mentorwidgets.serve.hub.book import Book, Entry

_PREFIX = "mentoring-"
_BY_GROUP = ("coordinator", "trainer")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class HubUser:
    """What the Hub says of someone. ``email`` is empty when the Hub does not tell it."""

    name: str
    admin: bool = False
    groups: tuple[str, ...] = ()
    email: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """Whom a user of the Hub may come as.

    Args:
        viewers: one for each program and role, in the order of the programs; the office first.
        unclear: programs in which more than one person could be meant. Nobody is let in there.
    """

    viewers: tuple[Viewer, ...] = ()
    unclear: tuple[str, ...] = ()


def user_from_plain(data: Mapping[str, Any]) -> HubUser:
    """A user as the Hub's API describes them (``GET /hub/api/user`` with their own token).

    >>> user_from_plain({"kind": "user", "name": "kim", "groups": ["mentoring-office"]}).groups
    ('mentoring-office',)
    """
    known = data.get("user_info")
    email = known.get("email") if isinstance(known, dict) else ""
    return HubUser(
        name=str(data["name"]),
        admin=data.get("admin") is True,
        groups=tuple(str(group) for group in data.get("groups") or ()),
        email=email if isinstance(email, str) else "",
    )


def find(user: HubUser, book: Book, rosters: Mapping[str, Sequence[Person]]) -> Found:
    """Whom a user may come as.

    Args:
        user: as the Hub describes them.
        book: what the folder says of the Hub's users.
        rosters: the present people of each program, by its short name.
    """
    entries = [entry for entry in book.entries if entry.user.casefold() == user.name.casefold()]
    by_group = [*_office(user, book), *_by_group(user, rosters)]
    if entries:
        named = [viewer for entry in entries for viewer in _by_entry(user, entry, rosters)]
        return Found(_once([*by_group, *named]))
    unclear, known = [], []
    for slug, people in rosters.items():
        same = _people(user, book, people)
        if len(same) > 1:
            unclear.append(slug)
        known += [viewer for person in same if len(same) == 1 for viewer in _roles(user, slug, person)]
    return Found(_once([*by_group, *known]), tuple(unclear))


def unfit(book: Book, rosters: Mapping[str, Sequence[Person]]) -> list[str]:
    """Say which entries of the folder's file let nobody in, each with why."""
    found = []
    for number, entry in enumerate(book.entries, 1):
        if not _by_entry(HubUser(name=entry.user), entry, rosters):
            found.append(f"hub.toml, user {number} ({entry.user}) comes in as nobody: {_why(entry, rosters)}")
    return found


def _why(entry: Entry, rosters: Mapping[str, Sequence[Person]]) -> str:
    if entry.program not in rosters:
        return f"there is no program '{entry.program}'."
    same = _meant(entry, rosters[entry.program])
    if len(same) == 1:
        return f"{same[0].name} is no {entry.role} in '{entry.program}'."
    several = "more than one person" if same else "nobody"
    return f"'{entry.person}' is {several} on the roster of '{entry.program}'."


def _meant(entry: Entry, people: Sequence[Person]) -> list[Person]:
    wanted = _mail(entry.person)
    return [one for one in people if wanted in {_mail(one.id), _mail(one.email)}]


def _office(user: HubUser, book: Book) -> list[Viewer]:
    is_office = (user.admin and book.admins) or book.office_group in user.groups
    return [_viewer(user, "office")] if is_office else []


def _by_group(user: HubUser, rosters: Mapping[str, Sequence[Person]]) -> list[Viewer]:
    return [
        _viewer(user, role, slug) for slug in rosters for role in _BY_GROUP if f"{_PREFIX}{slug}-{role}" in user.groups
    ]


def _by_entry(user: HubUser, entry: Entry, rosters: Mapping[str, Sequence[Person]]) -> list[Viewer]:
    if entry.role == "office":
        return [_viewer(user, "office")]
    if entry.program not in rosters:
        return []
    if not entry.person:
        return [_viewer(user, entry.role, entry.program, name=entry.name)]
    same = _meant(entry, rosters[entry.program])
    if len(same) != 1 or (entry.role in {"mentor", "mentee"} and entry.role not in same[0].roles):
        return []
    return [_viewer(user, entry.role, entry.program, same[0].id, same[0].name)]


def _roles(user: HubUser, slug: str, person: Person) -> list[Viewer]:
    return [_viewer(user, role, slug, person.id, person.name) for role in VIEWER_ROLES if role in person.roles]


def _people(user: HubUser, book: Book, people: Sequence[Person]) -> list[Person]:
    # All ways are asked, not the first that finds someone: two ways that name two people are no answer.
    return [person for person in people if any(_WAYS[way](user, book, person) for way in book.by)]


def _has_mail(user: HubUser, book: Book, person: Person) -> bool:
    own = {_mail(user.email), _mail(user.name)}
    if book.domain:
        own.add(_mail(f"{user.name}@{book.domain}"))
    return "@" in person.email and _mail(person.email) in own


def _has_id(user: HubUser, _book: Book, person: Person) -> bool:
    return person.id.casefold() == user.name.casefold()


def _has_name(user: HubUser, _book: Book, person: Person) -> bool:
    plain = plain_words(user.name)
    return " " in plain and plain == plain_words(person.name)  # a first name alone says too little


_WAYS = {"e-mail": _has_mail, "id": _has_id, "name": _has_name}


def _mail(text: str) -> str:
    return text.strip().casefold()


def _viewer(user: HubUser, role: Any, program: str = "", person: str = "", name: str = "") -> Viewer:
    return Viewer(role=role, program=program, person=person, name=name or user.name, door=f"hub:{user.name}")


def _once(viewers: list[Viewer]) -> tuple[Viewer, ...]:
    return tuple({(viewer.role, viewer.program, viewer.person): viewer for viewer in viewers}.values())
