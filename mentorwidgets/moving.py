"""A folder's data on another database: from its SQLite file to a PostgreSQL, from there to another, and back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mentorwidgets.errors import ProgramError, StoreError
from mentorwidgets.folder import DATABASE_VARIABLE

if TYPE_CHECKING:
    from mentorwidgets.folder import Folder

SQLITE = "sqlite"
"""The word for the file in the folder itself."""


class Moved(NamedTuple):
    """What was moved: the names of both databases without passwords, and how much."""

    source: str
    target: str
    tables: int
    rows: int


def move_to(folder: Folder, address: str) -> Moved:
    """Copy all that a folder's database holds to another one, compare every row, and use that one from now on.

    Args:
        folder: whose data; MENTORWIDGETS_DATABASE says where it lies only where the folder itself says nothing.
        address: such as ``postgresql+psycopg://user@host/name``, or ``sqlite`` for the file in the folder.

    Raises:
        ProgramError: the folder has no database, or uses that one already.
        StoreError: either cannot be opened, or the new one is not empty. Nothing was changed then.
    """
    from mentorwidgets.store.addresses import shown, url_of, whole
    from mentorwidgets.store.moving import move, rows_in

    source = folder.own_database or folder.elsewhere
    is_file = address.casefold() == SQLITE
    if not is_file and url_of(address).get_backend_name() != "postgresql":
        raise StoreError(f"'{address}' is no PostgreSQL.", "Give its address, or 'sqlite' for the folder's own.")
    target = folder.database_file if is_file else whole(address)
    if not source:
        raise ProgramError(f"{folder.path} holds no database yet.", "Make one with: mentorwidgets add")
    if whole(source) == whole(target):
        raise ProgramError(f"This folder uses {shown(url_of(target))} already.", "There is nothing to move.")
    sums = move(source, target, lambda: folder.use_database("" if is_file else str(target)))
    return Moved(shown(url_of(source)), shown(url_of(target)), len(sums), rows_in(sums))


def still_elsewhere(address: str) -> bool:
    """Whether MENTORWIDGETS_DATABASE names another database than this, so that commands would not follow the folder."""
    from mentorwidgets.store.addresses import whole

    named = os.environ.get(DATABASE_VARIABLE, "").strip()
    return bool(named) and (address.casefold() == SQLITE or whole(named) != whole(address))
