"""Saving through the kernel, in JupyterLab and other notebooks: the same operations, the same `Store.apply`."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mentorwidgets import access
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import OFFICE, Answer, Operation, operation_from_plain, to_plain

if TYPE_CHECKING:
    from mentorwidgets.store import Store

MAX_OPERATIONS = 200  # in one message


class KernelMessages:
    """Answers a page that saves through the kernel: the same operations, the same `Store.apply`."""

    def __init__(self, store: Store, worksheet: str) -> None:
        self._store = store
        self._worksheet = worksheet
        self._actor = getpass.getuser()

    def __call__(self, message: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Answer one message of the page; None when it is not for us."""
        if message.get("kind") == "save":
            operations = message.get("ops")
            if not isinstance(operations, list) or len(operations) > MAX_OPERATIONS:
                raise ValueRefusedError("These changes are not well formed.", "Reload the page.")
            return {"kind": "answers", "answers": [self._apply(data) for data in operations]}
        if message.get("kind") == "since":
            return self._since(message.get("seq"))
        return None

    def _apply(self, data: object) -> dict[str, Any]:
        operation = operation_from_plain(data)
        return answer_to_plain(
            refuse_elsewhere(operation, self._worksheet) or self._store.apply(operation, self._actor)
        )

    def _since(self, seq: object) -> dict[str, Any]:
        since = seq if isinstance(seq, int) else 0
        changes = self._store.changes(since, self._worksheet)
        last = changes[-1].seq if changes else since
        may_read = access.readable(OFFICE, self._worksheet, {})  # what a pair keeps for itself stays there
        told = [change for change in changes if change.outcome != "refused" and may_read(change.key)]
        plain = [{**to_plain(change), "value": change.value} for change in told]
        return {"kind": "changes", "seq": last, "changes": plain}


def refuse_elsewhere(operation: Operation, worksheet: str) -> Answer | None:
    """Refuse an operation on another worksheet than the one that is open."""
    if operation.worksheet == worksheet:
        return None
    return Answer(
        op=operation.op, outcome="refused", why="This change belongs to another worksheet.", mend="Reload the page."
    )


def answer_to_plain(answer: Answer) -> dict[str, Any]:
    """Return an answer as it goes over the wire: always with op, outcome, version and value."""
    return {"version": 0, **to_plain(answer), "value": answer.value}
