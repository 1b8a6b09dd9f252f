"""The worksheets that there are, and the rule of each. A new one adds its lines here."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mentorwidgets import access, cadence, challenges, expectations, pairing, session
from mentorwidgets.errors import StoreError
from mentorwidgets.folder import DATABASE_VARIABLE, Folder
from mentorwidgets.model import Operation, Rule, RuleView

if TYPE_CHECKING:
    from mentorwidgets.store import Store

_log = logging.getLogger("mentorwidgets.workbook")


def _behind(rule: Rule) -> Rule:
    def asked(view: RuleView, operation: Operation) -> str | None:
        return access.refuse_write(view, operation) or rule(view, operation)

    return asked


def _refuse_unknown(_view: RuleView, _operation: Operation) -> str:
    return "There is no such worksheet. Load the page again."


_RULES: Mapping[str, Rule] = {
    "pairing": pairing.check_change,
    "expectations": expectations.check_change,
    "challenges": challenges.check_change,
    "cadence": cadence.check_change,
    "session": session.check_change,
}
RULES: Mapping[str, Rule] = {kind: _behind(rule) for kind, rule in _RULES.items()}
"""Kind of worksheet -> what is asked of every change: first whose it is to make, then whether it fits."""
WORKSHEETS: tuple[tuple[str, str], ...] = (
    ("roster", "Roster"),
    ("pairing", "Pairing"),
    ("expectations", "Expectations"),
    ("challenges", "Challenges"),
    ("cadence", "Meetings"),
    ("trainer", "Trainer"),
    ("reference", "Reference"),
)
"""Stem and title of every worksheet, in the order in which a program needs them."""
KINDS: Mapping[str, str] = {"trainer": "session"}
"""Stem -> kind of the worksheet that its page saves to, where these differ."""
MAX_OPERATIONS = 200  # in one message


def open_store(folder: Folder, patience: float = 10.0) -> Store:
    """Open the database of a library's folder with the rules and rights of every worksheet.

    Args:
        folder: the library's.
        patience: seconds to wait while another program writes.

    Raises:
        StoreError: it cannot be opened, or MENTORWIDGETS_DATABASE names an empty one in place of the folder's own.
    """
    store = open_database(folder.database, patience)
    try:
        if folder.elsewhere:
            _mind_elsewhere(folder, store)
    except BaseException:
        store.close()
        raise
    return store


def open_database(where: Path | str, patience: float = 10.0) -> Store:
    """Open a database with the rules and rights of every worksheet, whatever a folder says of it."""
    from mentorwidgets.store import Store  # a kernel of our server never needs the database

    rules = {**RULES, "": _refuse_unknown}
    return Store.open(where, rules=rules, is_closed=access.is_closed, patience=patience)


def _mind_elsewhere(folder: Folder, store: Store) -> None:
    """Say that this is not the folder's own database; a folder that has none keeps it as its own."""
    from mentorwidgets.store.addresses import shown, url_of, whole

    name, own = shown(url_of(folder.elsewhere)), folder.own_database
    if own is None and "://" in whole(folder.elsewhere):
        folder.use_database(whole(folder.elsewhere))
        _log.warning("From now on this folder uses %s. That is kept in the folder.", name)
    elif own is None or whole(own) != whole(folder.elsewhere):
        _log.warning("This uses %s, as %s says, and not the folder's own database.", name, DATABASE_VARIABLE)
        if own and not store.programs() and _holds_programs(own):
            raise StoreError(
                f"{DATABASE_VARIABLE} names a database without any program, and the folder's own has some.",
                f"To move them there: mentorwidgets move-to {folder.path} ADDRESS. To use the folder's own, take "
                f"{DATABASE_VARIABLE} away.",
            )


def _holds_programs(own: Path | str) -> bool:
    try:
        with open_database(own) as store:
            return bool(store.programs())
    except StoreError:  # it is away, and nobody asked for it
        return False
