"""Programs and their settings."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from mentorwidgets.errors import ProgramError
from mentorwidgets.model import Program, did_you_mean, from_plain, to_plain
from mentorwidgets.store import deeds, moments
from mentorwidgets.store.engine import upsert
from mentorwidgets.store.schema import PROGRAM
from mentorwidgets.store.wire import json_text

if TYPE_CHECKING:
    from sqlalchemy import Connection


def save(connection: Connection, program: Program, actor: str = "") -> None:
    """Write a program's settings, new or again; what is the same is not written, and not told in the history."""
    stored = find(connection, program.slug)
    if stored == program:
        return
    row = {"slug": program.slug, "value": json_text(to_plain(program)), "at": moments.now()}
    connection.execute(upsert(connection, PROGRAM), row)
    if stored is None:
        deeds.note(connection, program.slug, actor, "program", [("", {"name": program.name})])
    else:
        deeds.note(connection, program.slug, actor, "settings", [("", changes(stored, program))])


def changes(was: Program, now: Program) -> dict[str, dict[str, Any]]:
    """Return each setting that differs: field -> ``was`` and ``now``, as plain JSON."""
    names = [field.name for field in dataclasses.fields(Program)]
    pairs = {name: (getattr(was, name), getattr(now, name)) for name in names}
    return {name: {"was": old, "now": new} for name, (old, new) in pairs.items() if old != new}


def every(connection: Connection) -> tuple[Program, ...]:
    """Return all programs, in the order of their names."""
    found = [_program(text) for text in connection.scalars(select(PROGRAM.c.value))]
    return tuple(sorted(found, key=lambda program: (program.name.casefold(), program.slug)))


def find(connection: Connection, slug: str) -> Program | None:
    """Return the program with that short name, or None."""
    text = connection.scalar(select(PROGRAM.c.value).where(PROGRAM.c.slug == slug))
    return None if text is None else _program(text)


def get(connection: Connection, slug: str) -> Program:
    """Return the program with that short name; ProgramError when there is none."""
    found = find(connection, slug)
    if found is None:
        slugs = list(connection.scalars(select(PROGRAM.c.slug)))
        raise ProgramError(f"There is no program '{slug}'.", did_you_mean(slug, slugs) if slugs else "Add one first.")
    return found


def _program(text: str) -> Program:
    return from_plain(Program, json.loads(text))
