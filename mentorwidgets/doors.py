"""The keys of personal links: who holds one comes in as one person, until a day, and no longer than it is not revoked.

A key is ``<invitation's id>.<end>.<signature>``. The signature is made with the folder's secret, so a database alone
opens no door, and a key that was altered by one letter is nobody's. Keys are made when they are asked for; nobody
keeps them. A personal address is ``<server>/in#<key>``: what stands behind the ``#`` never leaves the browser by
itself, so no log and no proxy sees it.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

from mentorwidgets.model import Invitation

if TYPE_CHECKING:
    from mentorwidgets.model import Person
    from mentorwidgets.model.viewers import ViewerRole

LONGEST: Final = 90  # letters of a key
DAY: Final = 86_400  # seconds
DAYS: Final = 90  # a link holds so long when nobody says otherwise
MOST_DAYS: Final = 730
_KEY = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9]{1,11})\.([a-z2-7]{52})")


def new_invitation(
    program: str, role: ViewerRole, *, person: str = "", name: str = "", days: float = DAYS, by: str = ""
) -> Invitation:
    """An invitation with an id of its own, that holds from now on for ``days`` days."""
    made = int(time.time())
    until = made + int(days * DAY)
    drawn = secrets.token_urlsafe(16)
    return Invitation(id=drawn, program=program, role=role, person=person, name=name, made=made, until=until, by=by)


def make_key(secret: bytes, invitation: Invitation) -> str:
    """The key of an invitation: always the same one, at most `LONGEST` letters that mean nothing special in a link.

    >>> door = Invitation(id="A" * 22, program="oak", role="mentee", made=0, until=4102444800)
    >>> make_key(b"secret", door)[:34]
    'AAAAAAAAAAAAAAAAAAAAAA.4102444800.'
    """
    body = f"{invitation.id}.{int(invitation.until)}"
    return f"{body}.{_signature(secret, body)}"


def read_key(secret: bytes, key: str, now: float | None = None) -> str | None:
    """The id of the invitation that a key was made for; None when it is forged, cut, altered, too long or over.

    Args:
        secret: the folder's, `Folder.secret("links")`.
        key: whatever a person sent.
        now: seconds since 1970; the present moment when it is not given.
    """
    found = _KEY.fullmatch(key) if len(key) <= LONGEST else None
    if found is None:
        return None
    name, until, signature = found.groups()
    if not hmac.compare_digest(signature, _signature(secret, f"{name}.{until}")):
        return None
    return name if (time.time() if now is None else now) < int(until) else None


def key_in(text: str) -> str:
    """The key in what a person pasted: a whole personal address, or the key alone.

    >>> key_in(" http://localhost/in#abc "), key_in("abc")
    ('abc', 'abc')
    """
    return text.strip().rpartition("#")[2]


def address_of(server: str, key: str) -> str:
    """The personal address of a key on a server.

    >>> address_of("http://localhost/", "abc")
    'http://localhost/in#abc'
    """
    return f"{server.rstrip('/')}/in#{key}"


def open_link(links: tuple[Invitation, ...], person: str, now: float) -> Invitation | None:
    """The newest link of a person that still holds, or None."""
    found = [link for link in links if link.person == person and link.is_open(now)]
    return max(found, key=lambda link: (link.until, link.id), default=None)


def state_of(link: Invitation | None, now: float) -> str:
    """What became of a link: ``none``, ``unused``, ``used``, ``over`` or ``revoked``.

    >>> state_of(None, 0)
    'none'
    """
    if link is None:
        return "none"
    if link.revoked:
        return "revoked"
    if not link.is_open(now):
        return "over"
    return "used" if link.uses else "unused"


def role_of(person: Person) -> ViewerRole:
    """What a person of the roster comes as. Who is both comes as a mentor; access looks at the pairs, not at this word.

    >>> from mentorwidgets.model import Person
    >>> role_of(Person(id="ana", name="Ana", roles=("mentor", "mentee")))
    'mentor'
    """
    return "mentor" if person.is_mentor() else "mentee"


def _signature(secret: bytes, body: str) -> str:
    digest = hmac.digest(secret, f"personal link {body}".encode(), "sha256")
    return base64.b32encode(digest).decode().rstrip("=").lower()
