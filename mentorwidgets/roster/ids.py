"""What tells people apart: ids that hold for one run, and sums of how rosters call them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from mentorwidgets.model import to_plain
from mentorwidgets.model.names import whole_name
from mentorwidgets.model.people import Person, called
from mentorwidgets.roster.assemble import set_all
from mentorwidgets.roster.words import plain_words

_NUMBER = re.compile(r"0*(\d+)(?:\.0+)?")
ID_SIGN = "#"
"""Stands before the sum of an ID among the keys of somebody."""


def mail(person: Person) -> str:
    """An address in the form in which it is compared."""
    return person.email.strip().casefold()


def is_nameless(person: Person) -> bool:
    """Whether an address stands in for the name: it may be that of who wrote somebody down."""
    return "@" in person.email and person.name == person.email.partition("@")[0]


def name_key(person: Person) -> str:
    """A sum of whole name and address: what is known of somebody who was called so."""
    return _sum(f"{whole_name(person.name)}\n{mail(person)}")


def id_key(given: str) -> str:
    """A sum of an ID that a roster gave; a spreadsheet makes 17 or 17.0 of 0017.

    >>> id_key("0017") == id_key("17.0"), id_key("A017") == id_key("A17")
    (True, False)
    """
    number = _NUMBER.fullmatch(given.strip())
    return _sum(f"#{number[1] if number else given.strip()}")


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def means(words: str, person: Person) -> bool:
    """Whether words mean a person: an id, an address, a whole name, or ``Name <address>``."""
    asked = words.strip()
    plain = asked.casefold()
    if plain in (person.id.casefold(), mail(person), called(person).casefold()):
        return bool(asked)
    name, _, rest = asked.partition("<")
    if rest and rest.rstrip("> ").casefold() != mail(person):
        return False
    return bool(name.strip()) and whole_name(name) == whole_name(person.name)


def with_ids(people: Sequence[Person]) -> list[Person]:
    """Give everyone an id of their own for this run: the given one, else the e-mail address, else the name made plain.

    People who would share one are told apart by name, then by all that their row says, never by their place.
    """
    given = {person.id for person in people if person.id}
    ids = [person.id or person.email.lower() or slug(person.name) for person in people]
    for tell in (lambda person: slug(person.name), _content):
        ids = _told_apart(people, ids, given, tell)
    set_all(Person, "id", people, _numbered(ids))  # the values are ours alone until they are given away
    return list(people)


def _told_apart(
    people: Sequence[Person], ids: Sequence[str], given: set[str], tell: Callable[[Person], str]
) -> list[str]:
    count = Counter(ids)
    if len(count) == len(ids):
        return list(ids)
    shared = [count[own] > 1 and not (person.id and own in given) for person, own in zip(people, ids, strict=True)]
    return [
        f"{own}/{tell(person)}" if is_shared else own
        for person, own, is_shared in zip(people, ids, shared, strict=True)
    ]


def _numbered(ids: Iterable[str]) -> list[str]:
    """Rows that are alike in everything are only counted."""
    seen: Counter[str] = Counter()
    numbered = []
    for own in ids:
        seen[own] += 1
        numbered.append(own if seen[own] == 1 else f"{own}/{seen[own]}")
    return numbered


def _content(person: Person) -> str:
    return _sum(json.dumps(to_plain(dataclasses.replace(person, id="-")), sort_keys=True))[:8]


def slug(name: str) -> str:
    """A plain id out of a name.

    >>> slug("Dr. José Piñol")
    'dr-jose-pinol'
    """
    plain = plain_words(name).replace(" ", "-")
    if plain and plain.isascii():
        return plain[:60]
    return plain[:60] or "person-" + _sum(name)[:8]


def has_id(person: Person) -> bool:
    """Whether a roster gave somebody an ID: it is theirs, or was learned."""
    return not is_made(person) or any(key.lstrip("=").startswith(ID_SIGN) for key in person.keys)


def fresh_id(number: int, seed: str) -> str:
    """Make an id that is nobody else's, in no program.

    It is given once and never worked out again: a number, and a sum of everybody who came in then, so that looking at
    a roster and taking it in give the same ids, and those of another library are others.
    """
    return f"p{number:05}-{hashlib.sha256(f'{number}{seed}'.encode('utf-8', 'replace')).hexdigest()[:8]}"


def is_made(person: Person) -> bool:
    """Whether no roster gave a person's id: it is one of ours, or of an earlier version's, out of name or address."""
    own = person.id.casefold()
    is_ours = len(own) == 15 and own[0] == "p" and own[1:6].isdigit() and own[6] == "-"
    return is_ours or "@" in own or own.rstrip("0123456789").rstrip("-") == slug(person.name).rstrip("0123456789-")
