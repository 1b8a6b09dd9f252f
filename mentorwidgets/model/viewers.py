"""Who looks: one value from the server's door to the save interface and the workbook.

Source: XC3 (each field says who can read it), XC4, EX10. What a viewer may do stands in `mentorwidgets.access` alone.
"""

from __future__ import annotations

import dataclasses
from typing import Literal

ViewerRole = Literal["office", "coordinator", "trainer", "mentor", "mentee", "guest"]
VIEWER_ROLES: tuple[ViewerRole, ...] = ("office", "coordinator", "trainer", "mentor", "mentee", "guest")
"""Office: the person who started the server, for every program. The others belong to one program each.
A guest is anybody in the room of a group session: all of them come through one link, and nobody has a name."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A person at a door.

    Args:
        role: what they came as.
        program: slug of their program; empty for the office, which has all of them.
        person: id on that program's roster; empty for people who are not on it.
        name: what the others call them; for the office the name of a login, or nothing.
        door: what let them in, such as an invitation's or a session's id. It opens nothing by itself.
        until: seconds since 1970 after which this value means nobody; 0 for no end of its own.
        closed: what is closed to them in this browser until they give their own word: the keys of pairs, or ``*`` for
            all that is sealed.
    """

    role: ViewerRole
    program: str = ""
    person: str = ""
    name: str = ""
    door: str = ""
    until: float = 0.0
    closed: tuple[str, ...] = ()

    def is_over(self, now: float) -> bool:
        """Whether its time has passed; ``now`` in seconds since 1970."""
        return bool(self.until) and now >= self.until

    def actor(self) -> str:
        """What the history calls them: their name, and which door they came through."""
        if self.role == "office":
            return self.name or f"Coordinator {self.door[:4]}".strip()
        return f"{self.name} ({self.role}, {self.door[:6]})"

    def owner(self) -> str:
        """Under what browsers and events are theirs: their id on the roster, or else their door."""
        return self.person or f"door:{self.door[:6]}"

    def who(self) -> str:
        """What a page calls whom it was made for, so that it never sends their words as somebody else's."""
        return "office" if self.role == "office" else f"{self.role} {self.person or self.name}"

    def author(self, by: str) -> str:
        """The name that stands at a change. Nobody who came through a door of their own can write under another one."""
        return (by if self.role == "office" else self.name) or self.actor()

    def is_at_work_for(self, program: str) -> bool:
        """Whether they run this program: its coordinator, or the office."""
        return self.role == "office" or (self.role == "coordinator" and self.program == program)


OFFICE = Viewer(role="office")
"""Whoever runs our code on their own computer, where the files are theirs anyway."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A personal link: one person, one role, one program. Its address is made of ``id`` and the folder's secret.

    Args:
        id: 22 letters of ``A-Za-z0-9_-``, drawn at random.
        program: slug.
        role: what the person comes as; never the office.
        person: id on the roster; empty for a coordinator or trainer who is not on it.
        name: what the others call them.
        made: seconds since 1970.
        until: seconds since 1970 when it ends.
        by: who made it.
        revoked: seconds since 1970 when it was taken back; 0 while it holds.
        first_used: seconds since 1970; 0 while it lies unused.
        last_used: same, of the last exchange for a cookie.
        uses: how often it was exchanged for a cookie.
        proof: what proves its key, which is kept nowhere; empty for links of earlier versions and of rooms, whose
            keys are signed (see `doors`).
        calendar: the same for the address that a calendar follows.
        calendar_made: seconds since 1970 when that address was made.
    """

    id: str
    program: str
    role: ViewerRole
    person: str = ""
    name: str = ""
    made: float
    until: float
    by: str = ""
    revoked: float = 0.0
    first_used: float = 0.0
    last_used: float = 0.0
    uses: int = 0
    proof: str = dataclasses.field(default="", repr=False)
    calendar: str = dataclasses.field(default="", repr=False)
    calendar_made: float = 0.0

    def owner(self) -> str:
        """Under what browsers and events are its person's; see `Viewer.owner`."""
        return self.person or f"door:{self.id[:6]}"

    def is_open(self, now: float) -> bool:
        """Whether it still lets its person in."""
        return not self.revoked and now < self.until

    def viewer(self) -> Viewer:
        """Whom it lets in."""
        return Viewer(
            role=self.role, program=self.program, person=self.person, name=self.name, door=self.id, until=self.until
        )
