"""Personal links and what became of them, ended sessions, and who read which worksheet.

No key is kept here, but what proves one: made with a secret that never is in the database, it opens nothing by itself.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, or_, select

from mentorwidgets.model import Invitation, Viewer
from mentorwidgets.store import deeds, programs, reads
from mentorwidgets.store.engine import insert_or
from mentorwidgets.store.schema import ENDED, INVITATION, READ
from mentorwidgets.store.wire import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

HOUR = 3600  # seconds
_LINK = [column for column in INVITATION.c if column.name != "revoker"]
_DOOR = "door:"  # no session is called so
_FORGOTTEN = 48 * HOUR  # no cookie lives as long


class Reading(NamedTuple):
    """What one viewer read in one hour: which worksheet, when first and last (seconds since 1970), how often."""

    worksheet: str
    actor: str
    role: str
    person: str
    first: float
    last: float
    times: int


def add(connection: Connection, invitations: Sequence[Invitation], shown: str = "") -> None:
    """Keep new invitations; ProgramError when one is for no program of ours. ``shown``: see `Store.add_invitations`."""
    for slug in {invitation.program for invitation in invitations}:
        programs.get(connection, slug)
    rows = [{**dataclasses.asdict(one), "name": clean(one.name), "by": clean(one.by)} for one in invitations]
    if rows:
        connection.execute(INVITATION.insert().values(revoker=""), rows)
    how = {"shown": shown} if shown else {}
    named = [one for one in invitations if one.role != "guest"]  # whoever is in a room has no name
    for slug, by in dict.fromkeys((one.program, one.by) for one in named):
        mine = [
            (one.person, {"link": one.id, "as": one.role, **how})
            for one in named
            if (one.program, one.by) == (slug, by)
        ]
        deeds.note(connection, slug, by, "link made", mine)


def every(connection: Connection, slug: str) -> tuple[Invitation, ...]:
    """Return all invitations of a program, oldest first."""
    query = select(*_LINK).where(INVITATION.c.program == slug).order_by(INVITATION.c.made, INVITATION.c.id)
    return tuple(Invitation(**row) for row in connection.execute(query).mappings())


def find(connection: Connection, name: str) -> Invitation | None:
    """Return the invitation with that id, or None."""
    row = connection.execute(select(*_LINK).where(INVITATION.c.id == clean(name))).mappings().first()
    return None if row is None else Invitation(**row)


def revoke(connection: Connection, name: str, at: float, by: str) -> bool:
    """Take an invitation back. False when there is none, or it was taken back before."""
    row = INVITATION.update().where(INVITATION.c.id == clean(name), INVITATION.c.revoked == 0)
    is_done = connection.execute(row.values(revoked=at, revoker=clean(by))).rowcount > 0
    one = find(connection, name) if is_done else None
    if one is not None and one.role != "guest":
        deeds.note(connection, one.program, by, "link revoked", [(one.person, {"link": one.id})])
    return is_done


def set_calendar(connection: Connection, link: Invitation, proof: str, at: float) -> None:
    """Let the calendar of an invitation be followed by a new address, and by no older one."""
    row = INVITATION.update().where(INVITATION.c.id == link.id)
    connection.execute(row.values(calendar=proof, calendar_made=at))
    told = {"link": link.id, "own": True}
    deeds.note(connection, link.program, link.name, "calendar made", [(link.person, told)])


def note_use(connection: Connection, name: str, at: float) -> None:
    """Remember that an invitation was exchanged for a cookie."""
    row = INVITATION.update().where(INVITATION.c.id == clean(name))
    connection.execute(row.values(last_used=at, uses=INVITATION.c.uses + 1))
    connection.execute(row.where(INVITATION.c.first_used == 0).values(first_used=at))


def end_session(connection: Connection, name: str, at: float) -> None:
    """Let no cookie of this session in any more; what no cookie can name any more is forgotten."""
    connection.execute(ENDED.delete().where(ENDED.c.at < at - _FORGOTTEN))
    new = insert_or(connection, ENDED)
    connection.execute(
        new.on_conflict_do_update(index_elements=["id"], set_={"at": new.excluded.at}), {"id": clean(name), "at": at}
    )


def end_door(connection: Connection, door: str, at: float) -> None:
    """Let no cookie in any more that began at this door before that moment."""
    end_session(connection, _DOOR + door, at)


def has_ended(connection: Connection, name: str, door: str, began: float) -> bool:
    """Whether this session was ended, or all of its door were since it began."""
    with_the_door = and_(ENDED.c.id == clean(_DOOR + door), ENDED.c.at > began)
    found = select(ENDED.c.id).where(or_(ENDED.c.id == clean(name), with_the_door)).limit(1)
    return connection.scalar(found) is not None


def note_reads(connection: Connection, seen: Iterable[tuple[Viewer, str, float]]) -> None:
    """Count each ``(viewer, worksheet, seconds since 1970)``: one row for a viewer, a worksheet and an hour."""
    new = insert_or(connection, READ)
    adds = {"last": new.excluded.last, "times": READ.c.times + 1}
    count = new.on_conflict_do_update(index_elements=["worksheet", "actor", "hour"], set_=adds)
    for viewer, worksheet, at in seen:
        row = {"worksheet": worksheet, "actor": clean(viewer.actor()), "hour": int(at // HOUR), "role": viewer.role}
        connection.execute(count, {**row, "person": viewer.person, "first": at, "last": at, "times": 1})


def readings(connection: Connection, slug: str, limit: int) -> tuple[Reading, ...]:
    """Return who read what of a program, newest first."""
    query = select(READ).where(reads.starts_with(READ.c.worksheet, f"{slug}/")).order_by(READ.c.last.desc())
    return tuple(
        Reading(row.worksheet, row.actor, row.role, row.person, row.first, row.last, row.times)
        for row in connection.execute(query.limit(limit))
    )


def forget_readings(connection: Connection, before: float) -> int:
    """Forget who read what up to this moment (seconds since 1970); how many lines that were."""
    return connection.execute(READ.delete().where(READ.c.last < before)).rowcount
