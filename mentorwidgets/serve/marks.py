"""People in addresses: ids may be names or e-mail addresses, and an address stays in a browser and is seen by others.

What stands there instead is a mark that says nothing, and that only this folder can make.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentorwidgets.serve.library import Library


def mark_of(secret: bytes, slug: str, person: str) -> str:
    """The mark of a person (id) of a program: always the same one."""
    return hmac.digest(secret, f"mark {slug} {person}".encode(), "sha256").hex()[:20]


def people_by_mark(library: Library, slug: str) -> dict[str, tuple[str, str]]:
    """Mark -> id and name of everybody who is or was on the roster of a program, in the order of their names."""
    secret = library.folder.secret("links")
    everybody = (*library.store.people(slug), *library.store.gone_people(slug))
    found = sorted(((person.id, person.name) for person in everybody), key=lambda pair: pair[1].casefold())
    return {mark_of(secret, slug, person): (person, name) for person, name in found}
