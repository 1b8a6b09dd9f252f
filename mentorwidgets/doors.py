"""The keys of personal links: who holds one comes in as one person, until a day, and no longer than it is not revoked.

A key is ``<invitation's id>.<end>.<random letters>``. It is shown once, when the link is made, and kept nowhere: what
is kept is its proof, an HMAC with the folder's secret, so neither a database nor the secret alone opens a door, and
nobody can show a key again. Links of earlier versions, and those of rooms, which a whole room is shown, have no proof:
there the last part is a signature over the others with the same secret. A key altered by one letter is nobody's.

A personal address is ``<server>/in#<key>``: what stands behind the ``#`` never leaves the browser by itself, so no log
and no proxy sees it.
"""

from __future__ import annotations

import base64
import dataclasses
import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from mentorwidgets.model import Invitation

if TYPE_CHECKING:
    from mentorwidgets.model import Person
    from mentorwidgets.model.viewers import ViewerRole

LONGEST: Final = 90  # letters of a key
DAY: Final = 86_400  # seconds
DAYS: Final = 90  # a link holds so long when nobody says otherwise
MOST_DAYS: Final = 730
_KEY = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9]{1,11})\.([a-z2-7]{52})")


class Made(NamedTuple):
    """A link and its key; the key is empty where the link was there before, for it is shown only once."""

    link: Invitation
    key: str = ""


def new_invitation(
    program: str, role: ViewerRole, *, person: str = "", name: str = "", days: float = DAYS, by: str = ""
) -> Invitation:
    """An invitation with an id of its own, that holds from now on for ``days`` days."""
    made = int(time.time())
    until = made + int(days * DAY)
    drawn = secrets.token_urlsafe(16)
    return Invitation(id=drawn, program=program, role=role, person=person, name=name, made=made, until=until, by=by)


def new_key(secret: bytes, invitation: Invitation) -> Made:
    """A key of its own for an invitation, and the invitation with the proof of it.

    Args:
        secret: the folder's, `Folder.secret("links")`.
        invitation: a new one, that was not stored yet.
    """
    key = f"{invitation.id}.{int(invitation.until)}.{_letters(secrets.token_bytes(32))}"
    return Made(dataclasses.replace(invitation, proof=proof_of(secret, key)), key)


def proof_of(secret: bytes, key: str) -> str:
    """What is kept of a key: enough to know it again, and of no use to come in."""
    return _letters(hmac.digest(secret, f"proof of {key}".encode(), "sha256"))


def make_key(secret: bytes, invitation: Invitation) -> str:
    """The signed key of an invitation without a proof: always the same one, at most `LONGEST` plain letters.

    >>> door = Invitation(id="A" * 22, program="oak", role="mentee", made=0, until=4102444800)
    >>> make_key(b"secret", door)[:34]
    'AAAAAAAAAAAAAAAAAAAAAA.4102444800.'
    """
    body = f"{invitation.id}.{int(invitation.until)}"
    return f"{body}.{_signature(secret, body)}"


def id_in(key: str) -> str:
    """The id of the invitation that a key claims to be for; empty when it has not the form of a key.

    >>> id_in("A" * 22 + ".4102444800." + "a" * 52) == "A" * 22, id_in("abc")
    (True, '')
    """
    found = _KEY.fullmatch(key) if len(key) <= LONGEST else None
    return found.group(1) if found else ""


def is_key_of(secret: bytes, key: str, invitation: Invitation) -> bool:
    """Whether a key is this invitation's: not forged, cut, altered or another's. Whether it still holds is not asked.

    Args:
        secret: the folder's, `Folder.secret("links")`.
        key: whatever a person sent.
        invitation: the one that `id_in` names.
    """
    if id_in(key) != invitation.id:
        return False
    if invitation.proof:
        return hmac.compare_digest(proof_of(secret, key), invitation.proof)
    return hmac.compare_digest(key, make_key(secret, invitation))


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
    return _letters(hmac.digest(secret, f"personal link {body}".encode(), "sha256"))


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()
