"""The worksheets that there are, and the rule of each. A new one adds its lines here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mentorwidgets import access, cadence, challenges, expectations, pairing, session
from mentorwidgets.folder import Folder
from mentorwidgets.model import Operation, Rule, RuleView

if TYPE_CHECKING:
    from mentorwidgets.store import Store


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
    """
    from mentorwidgets.store import Store  # a kernel of our server never needs the database

    rules = {**RULES, "": _refuse_unknown}
    return Store.open(folder.database, rules=rules, is_closed=access.is_closed, patience=patience)
