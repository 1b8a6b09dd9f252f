"""What tells two rows of one name and address apart: titles, names on papers, parts of names, and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mentorwidgets.model.names import same_name
from mentorwidgets.model.people import Person
from mentorwidgets.roster.chosen import LEGAL
from mentorwidgets.roster.words import plain_words

_HE = frozenset({"mr", "herr", "hr", "monsieur", "senor", "sig", "signor", "dhr", "meneer", "sir", "mister", "brother"})
_SHE = frozenset({
    "mrs", "ms", "miss", "frau", "fr", "mme", "mlle", "madame", "mademoiselle", "senora", "senorita", "sra", "srta",
    "signora", "mevr", "mevrouw", "sister",
})  # fmt: skip
_OF_NAME = re.compile(
    r"\b(suffix|middle|generation|maiden|surname|last name|family name|apellidos?|sobrenome|zweitname|mittelname|"
    r"nachname|nom de famille|salutation|anrede|title|prefix|honorific|initials?)\b"
)
_OF_ROW = re.compile(
    r"\b(response|respondent|submission|entry|row|line|answer|form|session|ip|phone|tel|telephone|mobile|cell|zip|post|"
    r"postal|postcode|room|locker|desk|seat|shoe|shirt|time|date|year|score|points|age|grade|size|fax)\b"
)
_OF_PERSON = re.compile(
    r"\b(id|code|card|barcode|badge|no|nr|num|number|numero|upn|dni|nif|nie|uuid|guid|key|account)\b|id\b|nummer\b"
)
_CODE = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_]|\d{4,}$)[\w-]{2,40}")


def are_told_apart(one: Person, other: Person) -> bool:
    """Whether two rows say that they are two people, although name and address are one.

    >>> mr, mrs = (Person(id="", name=name, roles=()) for name in ("Mr. Reed", "Mrs. Reed"))
    >>> are_told_apart(mr, mrs), are_told_apart(mr, mr)
    (True, False)
    """
    if _kind(one) and _kind(other) and _kind(one) != _kind(other):
        return True
    mine, theirs = dict(_tells(one)), dict(_tells(other))
    return any(not same_name(mine[label], theirs[label]) for label in mine.keys() & theirs.keys())


def _kind(person: Person) -> str:
    """The kind of title that stands before a name, or in a column of its own that was taken for the position."""
    for text in (person.name, person.position):
        first = plain_words(text).split()[:1]
        if first and (first[0] in _HE or first[0] in _SHE):
            return "he" if first[0] in _HE else "she"
    return ""


def _tells(person: Person) -> Iterator[tuple[str, str]]:
    """The notes that tell who somebody is: the name on their papers, a part of a name, a code of their own."""
    for note in person.all_notes():
        header = plain_words(note.label)
        is_of_person = _OF_PERSON.search(header) and not _OF_ROW.search(header)
        is_code = is_of_person and _CODE.fullmatch(note.text.strip())
        if note.text.strip() and (note.label == LEGAL or _OF_NAME.search(header) or is_code):
            yield note.label, note.text
