"""``hub.toml`` in the folder: what the institution says of its Hub's users. All of it may be left out.

.. code-block:: toml

    contact = "Kim Reyes, kim@library.example"  # whom people ask who are not known
    domain = "library.example"                  # the user ana is ana@library.example on the roster
    by = ["e-mail", "id", "name"]               # what of the roster may name a user
    office-group = "mentoring-office"           # members see all programs
    admins = true                               # so do administrators of the Hub
    again = 60                                  # seconds until the Hub is asked again who is still there

    [[user]]                                    # whoever stands here is who this says, and nobody else
    name = "asilva2"
    program = "oak-county"
    role = "mentor"
    person = "ana@elsewhere.example"            # id or e-mail on the roster
"""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING, Any

from mentorwidgets.errors import ServeError
from mentorwidgets.model import VIEWER_ROLES, ViewerRole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "hub.toml"
WAYS = ("e-mail", "id", "name")
_KEYS = {"contact": str, "domain": str, "by": list, "office-group": str, "admins": bool, "again": int, "user": list}
_USER_KEYS = ("name", "program", "role", "person", "called")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One user of the Hub, named by hand. ``person`` is an id or an e-mail address on the program's roster."""

    user: str
    role: ViewerRole
    program: str = ""
    person: str = ""
    name: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the folder says of the Hub's users.

    Args:
        entries: users who are named by hand.
        contact: whom people ask who are not known.
        domain: what stands behind the @ of a user's e-mail address.
        by: the ways in which a roster may name a user.
        office_group: the Hub's group whose members see all programs.
        admins: whether the Hub's administrators do, too.
        again: seconds for which we believe what the Hub and the rosters said of someone.
    """

    entries: tuple[Entry, ...] = ()
    contact: str = ""
    domain: str = ""
    by: tuple[str, ...] = WAYS
    office_group: str = "mentoring-office"
    admins: bool = True
    again: int = 60


def read_book(folder: Path) -> Book:
    """Read ``hub.toml`` of a folder; without one, the usual.

    Raises:
        ServeError: the file does not say what we understand.
    """
    try:
        text = (folder / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Book()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ServeError(f"{FILE} cannot be read: {why}.", "Let the server's user read it, as UTF-8.") from None
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ServeError(f"{FILE} is not written in TOML: {error}.", "Mend that line.") from None
    return book_from_plain(data)


def book_from_plain(data: Mapping[str, Any]) -> Book:
    """Check what was read.

    >>> book_from_plain({"user": [{"name": "kim", "role": "office"}]}).entries[0].user
    'kim'

    Raises:
        ServeError: a word or a value that we do not know.
    """
    _refuse_unknown(data, tuple(_KEYS), "")
    for name, kind in _KEYS.items():
        if type(data.get(name, kind())) is not kind:  # true is no number of seconds
            raise ServeError(f"{FILE}: '{name}' has the wrong form.", "Look at the example in the README.")
    by = tuple(data.get("by", WAYS))
    if data.get("again", 1) < 1:
        raise ServeError(f"{FILE}: 'again' must be at least one second.", "60 is the usual.")
    strange = [way for way in by if way not in WAYS]
    if strange:
        raise ServeError(f"{FILE}: nobody can be found by {strange[0]!r}.", f"Choose from: {', '.join(WAYS)}.")
    return Book(
        entries=tuple(_entry(item, number) for number, item in enumerate(data.get("user", ()), 1)),
        contact=data.get("contact", ""),
        domain=data.get("domain", "").lstrip("@"),
        by=by,
        office_group=data.get("office-group", Book().office_group),
        admins=data.get("admins", Book().admins),
        again=data.get("again", Book().again),
    )


def _entry(item: Any, number: int) -> Entry:
    where = f", user {number}"
    if not isinstance(item, dict) or not all(isinstance(value, str) for value in item.values()):
        raise ServeError(f"{FILE}{where}: the values must be texts.", "Put each between quotation marks.")
    _refuse_unknown(item, _USER_KEYS, where)
    role: Any = item.get("role", "")
    if not item.get("name"):
        raise ServeError(f"{FILE}{where} has no name.", "Write the user's name at the Hub.")
    if role not in VIEWER_ROLES:
        raise ServeError(f"{FILE}{where}: there is no role '{role}'.", f"Choose from: {', '.join(VIEWER_ROLES)}.")
    if role != "office" and not item.get("program"):
        raise ServeError(f"{FILE}{where} has no program.", "Write the program's short name.")
    if role in {"mentor", "mentee"} and not item.get("person"):
        raise ServeError(f"{FILE}{where} is no one on the roster.", "Write the person's id or e-mail address.")
    return Entry(
        user=item["name"],
        role=role,
        program=item.get("program", ""),
        person=item.get("person", ""),
        name=item.get("called", ""),
    )


def _refuse_unknown(data: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    strange = [name for name in data if name not in known]
    if strange:
        raise ServeError(f"{FILE}{where}: '{strange[0]}' is not known.", f"What may stand there: {', '.join(known)}.")
