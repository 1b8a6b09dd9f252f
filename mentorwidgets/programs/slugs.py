"""Short names of programs: safe folder names on every system, also where case and Unicode form do not count."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from mentorwidgets.model import is_slug

_LONGEST = 60
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)


def slug_from_name(name: str) -> str:
    """Make a short name of a program's name: the same for every Unicode form of it.

    A name without a letter of the Latin alphabet gets a number that is always the same.

    >>> slug_from_name("Bibliothèque de l'Île"), slug_from_name("con")
    ('bibliotheque-de-l-ile', 'program-con')
    """
    known = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = known.translate(_LETTERS)
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST].strip("-")
    if not slug:
        return f"program-{hashlib.sha256(known.encode()).hexdigest()[:8]}"
    return slug if is_slug(slug) else f"program-{slug}"[:_LONGEST]


def free_slug(slug: str, taken: set[str]) -> str:
    """Return the first of ``slug-2``, ``slug-3`` ... that nobody has.

    >>> free_slug("oak", {"oak", "oak-2"})
    'oak-3'
    """
    number = 2
    while f"{slug[: _LONGEST - 5].strip('-')}-{number}" in taken:
        number += 1
    return f"{slug[: _LONGEST - 5].strip('-')}-{number}"
