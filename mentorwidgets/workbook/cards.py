"""The cards of a start page: for each program and worksheet what is done and what is next, a sentence each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mentorwidgets import access, pairing, session
from mentorwidgets.model import OFFICE, Person, Program, Viewer
from mentorwidgets.workbook import cadence, expectations
from mentorwidgets.workbook.challenges import card_words
from mentorwidgets.workbook.sheets import WORKSHEETS
from mentorwidgets.workbook.state import values_of

if TYPE_CHECKING:
    from mentorwidgets.store import Store


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetCard:
    """A worksheet on the landing page: what is done and what is next, a sentence each."""

    stem: str
    title: str
    done: str
    next: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ProgramCard:
    """A program on the landing page."""

    slug: str
    name: str
    mentors: int
    mentees: int
    worksheets: tuple[WorksheetCard, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Somebody who looks at a program."""

    store: Store
    program: Program
    viewer: Viewer
    people: tuple[Person, ...]

    def values(self, stem: str) -> dict[str, Any]:
        """All values of a worksheet; what is said of them is for the viewer to read, in the browser where they are."""
        worksheet = f"{self.program.slug}/{stem}"
        values = values_of(self.store, worksheet)
        if not self.viewer.closed or stem == "pairing":
            return values
        may_read = access.readable(self.viewer, worksheet, values)
        return {key: value for key, value in values.items() if may_read(key)}


def overview(store: Store, viewer: Viewer = OFFICE) -> tuple[ProgramCard, ...]:
    """Return a card for every program that the viewer may open, by name, with the worksheets that they may open."""
    mine = (program for program in store.programs() if access.may(viewer, "program", program.slug))
    return tuple(_card(store, program, viewer) for program in sorted(mine, key=lambda p: (p.name.casefold(), p.slug)))


def _card(store: Store, program: Program, viewer: Viewer) -> ProgramCard:
    look = Look(store, program, viewer, store.people(program.slug))
    facts = pairing.summary(program, look.people, look.values("pairing"))
    mine = [(stem, title) for stem, title in WORKSHEETS if access.may(viewer, f"open:{stem}", program.slug)]
    return ProgramCard(
        slug=program.slug,
        name=program.name,
        mentors=facts.mentors,
        mentees=facts.mentees,
        worksheets=tuple(_sheet(look, stem, title) for stem, title in mine),
    )


def _sheet(look: Look, stem: str, title: str) -> WorksheetCard:
    is_closed = stem in _SEALED and any(not mark.endswith("/past") for mark in look.viewer.closed)
    done, following = _CLOSED if is_closed else _SAYS[stem](look)
    return WorksheetCard(stem=stem, title=title, done=done, next=following)


_SEALED = ("expectations", "challenges")
_CLOSED = ("Closed in this browser.", "Open it with your own word.")


def _roster(look: Look) -> tuple[str, str]:
    people = len(look.people)
    if not people:
        return "Nobody is on the roster yet.", "Bring in a roster."
    done = "1 person is on the roster." if people == 1 else f"{people} people are on the roster."
    return done, "Bring it up to date when people come or go."


def _pairing(look: Look) -> tuple[str, str]:
    program, viewer, fields = look.program, look.viewer, look.values("pairing")
    if access.may(viewer, "facts", program.slug):
        facts = pairing.summary(program, look.people, fields)
        return facts.done, facts.next
    gone = look.store.gone_people(program.slug)
    shown, left = access.people_for(viewer, program, look.people, gone, fields)
    return pairing.own_summary(program, viewer.person, (*shown, *left), fields)


def _challenges(look: Look) -> tuple[str, str]:
    return card_words(look.program, look.viewer, look.values("pairing"), look.values("challenges"))


def _cadence(look: Look) -> tuple[str, str]:
    return cadence.card_words(look.program, look.viewer, look.people, look.values("pairing"), look.values("cadence"))


def _trainer(look: Look) -> tuple[str, str]:
    asked = [room for _, room in session.rooms_of(look.values("session"))]
    done = f"{len(asked)} {'question was' if len(asked) == 1 else 'questions were'} put to a room."
    running = sum(not room.closed for room in asked)
    is_on = f"{running} {'question takes' if running == 1 else 'questions take'} answers now." if running else ""
    return (
        done if asked else "No question was put to a room yet.",
        is_on or "Walk a room through expectations, step by step.",
    )


def _reference(_look: Look) -> tuple[str, str]:
    return "Words, examples, tips, questions and safety.", "Look something up, or print a page to hand out."


def _expectations(look: Look) -> tuple[str, str]:
    pairs, said = look.values("pairing"), look.values("expectations")
    return expectations.card_words(look.program, look.viewer, look.people, pairs, said)


_SAYS: Mapping[str, Callable[[Look], tuple[str, str]]] = {
    "roster": _roster,
    "pairing": _pairing,
    "expectations": _expectations,
    "challenges": _challenges,
    "cadence": _cadence,
    "trainer": _trainer,
    "reference": _reference,
}
"""Stem -> what is done and what is next, for whoever looks. It may tell only what they may read."""
