"""A worksheet in the hand: people, a program and fields, kept by the rule alone."""

from __future__ import annotations

import pytest

from mentorwidgets.cadence import check_change
from mentorwidgets.model import OFFICE, Operation, Person, Program, Viewer, field_key


class Worksheet:
    """What a rule may look at; `save` keeps a change unless the rule refuses it."""

    def __init__(self, *people, **settings):
        self.program = Program(slug="oak", name="Oak", **settings)
        self.people = {person.id: person for person in people}
        self.kept = {}
        self.viewer = OFFICE
        self.pairs = {"pair/ben/ana/Mentoring": {}, "pair/cem/ana/Mentoring": {}}

    def fields(self, prefix, where=None, kind="cadence"):
        held = self.pairs if kind == "pairing" else self.kept
        return {k: v for k, v in held.items() if k.startswith(prefix) and (where is None or where(k))}

    def person(self, person_id):
        return self.people.get(person_id)

    def save(self, parts, value, viewer=OFFICE):
        """Save one field; the words of the refusal, or None."""
        self.viewer = viewer
        key = parts if isinstance(parts, str) else field_key(*parts)
        refusal = check_change(self, Operation(op="op-12345678", worksheet="oak/cadence", key=key, value=value, base=0))
        if refusal is None and value is None:
            self.kept.pop(key, None)
        elif refusal is None:
            self.kept[key] = value
        return refusal


@pytest.fixture
def people():
    """A mentor and two mentees."""
    return (
        Person(id="ana", name="Ana", roles=("mentor",)),
        Person(id="ben", name="Ben", roles=("mentee",)),
        Person(id="cem", name="Cem", roles=("mentee",)),
    )


@pytest.fixture
def sheet(people):
    """The worksheet of a program with three people."""
    return Worksheet(*people)


@pytest.fixture
def youth_sheet(people):
    """The same in a program for young people."""
    return Worksheet(*people, youth=True)


@pytest.fixture
def as_():
    """A factory of viewers of that program."""
    return lambda role, person: Viewer(role=role, program="oak", person=person, name=person.title())
