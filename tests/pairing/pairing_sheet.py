"""A pairing worksheet in memory, held to its rule."""

from __future__ import annotations

from mentorwidgets.model import OFFICE, Namer, Operation, Person, Program, Roll, field_key
from mentorwidgets.pairing import check_change


def roll_of(people):
    """What the store says of everybody, without making anybody's profile."""
    return Roll(ids=frozenset(one.id for one in people), all_namers=tuple(map(Namer.of, people)))


class Worksheet:
    """People, a program and fields; `save` keeps a change unless the rule refuses it."""

    def __init__(self, *people, **settings):
        self.program = Program(slug="oak", name="Oak", **settings)
        self.known = {person.id: person for person in people}
        self.kept = {}
        self.viewer = OFFICE

    def fields(self, prefix, where=None):
        return {k: v for k, v in self.kept.items() if k.startswith(prefix) and (where is None or where(k))}

    def person(self, person_id):
        return self.known.get(person_id)

    def people(self, *, gone=False):
        return () if gone else tuple(self.known.values())

    def roll(self):
        return roll_of(self.known.values())

    def save(self, key, value):
        """Save one field; the words of the refusal, or None."""
        refusal = check_change(self, Operation(op="op-12345678", worksheet="oak/pairing", key=key, value=value, base=0))
        if refusal is None and value is None:
            self.kept.pop(key, None)
        elif refusal is None:
            self.kept[key] = value
        return refusal

    def pair(self, mentee, mentor, status="proposed", purpose="Mentoring", **rest):
        """Save a pair."""
        return self.save(field_key("pair", mentee, mentor, purpose), {"status": status, **rest})


def mentor(name, **rest):
    """A mentor whose id is the small form of the name."""
    return Person(id=name.lower(), name=name, roles=("mentor",), **rest)


def mentee(name, **rest):
    """A mentee whose id is the small form of the name."""
    return Person(id=name.lower(), name=name, roles=("mentee",), **rest)
