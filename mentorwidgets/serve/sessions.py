"""Who is signed in: a random session id and a door, in a signed cookie that slides for twelve hours, for thirty days.

The cookie says through which door a browser came: the server's own token (an empty door), or the id of a personal link.
What is behind that door, which person, role and program, is looked up for each request (`visitors`), so a link that is
taken back is worth nothing in whatever browser its cookie lies.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import hmac
import secrets
from typing import TYPE_CHECKING

from mentorwidgets.model import Viewer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.cookies import Morsel

    from tornado.httputil import HTTPServerRequest

LIFETIME = 12 * 3600  # seconds a session lives without being used
LONGEST = 30 * 24 * 3600  # seconds a session lives at most (NIST SP 800-63B, AAL1)
_FRESH = 600  # seconds after which a used cookie is written again


@dataclasses.dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser.

    Args:
        id: drawn at random, new at every sign-in.
        issued: seconds since 1970.
        door: empty for the office's token, else a personal link's id, or another way in, such as ``hub:ana``.
        seen: who stands behind the door, once that was looked up.
        began: seconds since 1970, when somebody signed in; 0 when that is `issued`.
    """

    id: str
    issued: float
    door: str = ""
    seen: Viewer | None = dataclasses.field(default=None, compare=False)
    began: float = 0.0

    def is_stale(self, now: float) -> bool:
        """Whether the cookie should be written again, so that it slides."""
        return now - self.issued > _FRESH

    def viewer(self) -> Viewer:
        """Who this browser stands for; the gate looked it up before any page is asked."""
        if self.seen is None:
            raise LookupError("Nobody looked behind this session's door.")
        return self.seen

    def of(self, viewer: Viewer) -> Session:
        """The same, with who stands behind it."""
        return dataclasses.replace(self, seen=viewer)

    def is_same(self, other: Session) -> bool:
        """Whether this is the same browser, and the same person in it."""
        return (self.id, self.seen) == (other.id, other.seen)

    def office(self) -> Viewer:
        """The person who started the server, in this browser."""
        return Viewer(role="office", door=self.id)


class Sessions:
    """Writes and reads signed sessions.

    Args:
        secret: bytes that live as long as the folder, so that people stay signed in over a restart.
        base: the path for which cookies are written.
    """

    def __init__(self, secret: bytes, base: str = "/") -> None:
        """Keep the secret, and name the cookie after it: cookies of one host are shared by all its ports."""
        self._secret = secret
        self._prefix = "__Host-" if base == "/" else "__Secure-"
        self._ended: dict[str, float] = {}
        self.cookie = f"mentorwidgets-{hmac.digest(secret, b'cookie name', 'sha256').hex()[:8]}"

    def start(self, now: float, door: str = "") -> Session:
        """A new session with an id of its own."""
        return Session(secrets.token_hex(16), now, door, began=now)

    def sign(self, session: Session, now: float) -> str:
        """The cookie's text: id, time, door, beginning and signature."""
        door = base64.urlsafe_b64encode(session.door.encode()).decode().rstrip("=")
        body = f"{session.id}.{int(now)}.{door}.{int(session.began or session.issued)}"
        return f"{body}.{self._mac(body)}"

    def read(self, text: str, now: float) -> Session | None:
        """The session of a cookie; None when it is forged, malformed, unused for `LIFETIME` or older than `LONGEST`."""
        body, _, mac = text.rpartition(".")
        if not hmac.compare_digest(mac.encode(), self._mac(body).encode()):
            return None
        name, issued, door, began = (*body.split("."), "", "")[:4]  # before there were doors, a cookie had none
        session = Session(name, float(issued), _plain(door), began=float(began or issued))
        lives = now - session.issued < LIFETIME and now - session.began < LONGEST
        return session if lives and name not in self._ended else None

    def end(self, session: Session, now: float) -> None:
        """Let no cookie of this session in any more, wherever a copy of it lies."""
        self._ended = {name: at for name, at in self._ended.items() if now - at < LIFETIME}
        self._ended[session.id] = now

    def name(self, scheme: str) -> str:
        """The cookie's name; with https one that no page without https and no other host can write (RFC 6265bis)."""
        return f"{self._prefix}{self.cookie}" if scheme == "https" else self.cookie

    def of_cookies(self, cookies: Mapping[str, Morsel[str]], now: float, scheme: str = "http") -> Session | None:
        """The session that a browser's cookies prove."""
        morsel = cookies.get(self.name(scheme))
        return self.read(morsel.value, now) if morsel else None

    def _mac(self, body: str) -> str:
        return hmac.digest(self._secret, body.encode(), "sha256").hex()


def _plain(door: str) -> str:
    try:
        return base64.urlsafe_b64decode(door + "=" * (-len(door) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):  # signed by us, so it cannot be; and if it is, it opens nothing
        return "-"


def session_of(request: HTTPServerRequest) -> Session | None:
    """The session that the gate found for this request."""
    found: Session | None = vars(request).get("mentorwidgets_session")
    return found


def remember(request: HTTPServerRequest, session: Session) -> None:
    """Let everything behind the gate see whose request this is."""
    vars(request)["mentorwidgets_session"] = session
