"""A roster that comes again: who is who, and what it does not speak of."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from mentorwidgets.model.people import Person

_ALWAYS = frozenset({"id", "name", "roles"})


def known_again(
    people: Sequence[Person], there: Iterable[Person], says: Collection[str] | None = None
) -> tuple[Person, ...]:
    """Give people who are there already the id that they have, and keep what the new roster does not speak of.

    Args:
        people: who comes in, each id once.
        there: who is known, present or gone.
        says: names of the fields that the roster has a column for; None: all of them.

    Somebody is known again by id, else by an e-mail address that only one person has on each side.

    >>> ana = Person(id="1", name="Ana", roles=("mentor",), email="ana@lib.example", bio="Reads maps.")
    >>> new = Person(id="ana", name="Ana R.", roles=("mentor",), email="ANA@lib.example")
    >>> [(person.id, person.name, person.bio) for person in known_again([new], [ana], says=("name", "email"))]
    [('1', 'Ana R.', 'Reads maps.')]
    """
    kept = {person.id: person for person in there}
    taken = {person.id for person in people} & kept.keys()
    stored = _only_once((_mail(person), person.id) for person in kept.values() if person.id not in taken)
    new = _only_once((_mail(person), person.id) for person in people if person.id not in kept)
    ids = {person_id: stored[mail] for mail, person_id in new.items() if mail in stored}
    return tuple(_settled(person, kept.get(ids.get(person.id, person.id)), says) for person in people)


def _settled(person: Person, stored: Person | None, says: Collection[str] | None) -> Person:
    if stored is None:
        return person
    unsaid = () if says is None else {field.name for field in dataclasses.fields(Person)} - _ALWAYS - {*says}
    keep = {name: getattr(stored, name) for name in unsaid}
    return dataclasses.replace(person, id=stored.id, **keep)


def _only_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found = [(mail, person_id) for mail, person_id in pairs if mail]
    count = Counter(mail for mail, _ in found)
    return {mail: person_id for mail, person_id in found if count[mail] == 1}


def _mail(person: Person) -> str:
    return person.email.strip().casefold()
