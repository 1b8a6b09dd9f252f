"""An editor without a browser: the page's own rules of saving, step by step, over real requests.

What `_saver.js` does is done here in the same order: operations with ids of their own, one under way for each field,
the same one sent again until it is answered, a journal that outlives the page. Each step can be lost or delayed.
"""

from __future__ import annotations

import dataclasses
import http.client
import json
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from served import Visitor
    from witness import Witness


@dataclasses.dataclass
class Slot:
    """A field's operations: ``now`` is under way, ``next`` was typed since."""

    now: dict[str, Any] | None = None
    next: dict[str, Any] | None = None


@dataclasses.dataclass
class Letter:
    """Operations on their way to the server."""

    send: Callable[[], list[dict[str, Any]]]


class AwayError(Exception):
    """There was no answer."""


class Editor:
    """One person at one worksheet."""

    def __init__(self, name: str, visitor: Visitor, worksheet: str, witness: Witness) -> None:
        self.name, self.worksheet = name, worksheet
        self._visitor, self._witness = visitor, witness
        visitor.get("/")  # brings the token that says that a page of ours asks
        self._journal: dict[str, list[dict[str, Any]]] = {}
        self._forget()

    def _forget(self) -> None:
        self.saved: dict[str, tuple[Any, int]] = {}
        self.edits: dict[str, Slot] = {}
        self.troubles: dict[str, dict[str, Any]] = {}  # key -> the operation in dispute

    def type(self, key: str) -> str:
        """Type a new text over what is shown."""
        text = self._witness.types(self.name, key)
        trouble = self.troubles.get(key)
        if trouble is not None:
            self.troubles[key] = self._operation(key, text, trouble["base"])
            self._witness.tells(text)
        else:
            slot = self.edits.setdefault(key, Slot())
            base = slot.next["base"] if slot.next and not slot.now else self._version(key)
            slot.next = self._operation(key, text, base)
            self._witness.doubts(text)
        self._keep(key)
        return text

    def letter(self) -> Letter | None:
        """All that waits, ready to be posted; None when nothing waits."""
        batch = []
        for key, slot in self.edits.items():
            if not slot.now:
                slot.now, slot.next = slot.next, None
                self._keep(key)
            batch.append(slot.now)
        return Letter(lambda: self._post(batch)) if batch else None

    def take(self, answers: list[dict[str, Any]]) -> None:
        """Do what the answers say."""
        for answer in answers:
            key = next((key for key, slot in self.edits.items() if slot.now and slot.now["op"] == answer["op"]), None)
            if key is not None:
                self._take(key, answer)
                self._keep(key)

    def settle(self, key: str, *, mine: bool) -> None:
        """Choose one of the two texts of a conflict."""
        trouble = self.troubles.pop(key)
        if mine:
            self._witness.chooses(trouble["value"])
            self.edits[key] = Slot(next=self._operation(key, trouble["value"], self._version(key)))
        self._keep(key)

    def look(self) -> None:
        """Read the worksheet; what is being typed is left alone."""
        self._adopt(self._state())

    def reload(self) -> None:
        """Open the page anew: only the journal is left."""
        state = self._state()
        self._forget()
        self._adopt(state)
        for key, (now, *rest) in list(self._journal.items()):
            if rest or now["value"] != self.saved.get(key, (None, 0))[0]:
                self.edits[key] = Slot(now, rest[0] if rest else None)
            self._keep(key)

    def is_calm(self) -> bool:
        """Whether all is saved and nothing needs a decision."""
        return not self.edits and not self.troubles

    def shows(self, keys: Iterable[str]) -> dict[str, tuple[Any, int]]:
        """Text and version of these fields as this page has them."""
        return {key: self.saved[key] for key in keys if key in self.saved}

    def _state(self) -> dict[str, Any]:
        return json.loads(self._ask("GET", f"/mentorwidgets/api/worksheet/{self.worksheet}"))

    def _adopt(self, state: dict[str, Any]) -> None:
        for key, field in state["fields"].items():
            if key not in self.edits and field["version"] > self._version(key):
                self._learn(key, field["value"], field["version"])

    def _take(self, key: str, answer: dict[str, Any]) -> None:
        slot = self.edits[key]
        mine, slot.now = slot.now, None
        if answer["outcome"] == "saved":
            self._witness.acknowledges(mine["value"])
            self._learn(key, mine["value"], answer["version"])
            if slot.next:
                slot.next["base"] = answer["version"]
            else:
                del self.edits[key]
            return
        typed = (slot.next or mine)["value"]
        del self.edits[key]
        self._learn(key, answer["value"], answer["version"])
        if typed != answer["value"]:
            self.troubles[key] = self._operation(key, typed, mine["base"])
            self._witness.tells(typed)

    def _learn(self, key: str, value: Any, version: int) -> None:
        self.saved[key] = (value, version)
        self._witness.sees(self.name, [value])

    def _version(self, key: str) -> int:
        return self.saved.get(key, (None, 0))[1]

    def _operation(self, key: str, text: str, base: int) -> dict[str, Any]:
        return {"op": uuid.uuid4().hex, "worksheet": self.worksheet, "key": key, "value": text, "base": base}

    def _keep(self, key: str) -> None:
        slot = self.edits.get(key)
        waiting = [slot.now, slot.next] if slot else [self.troubles.get(key)]
        self._journal[key] = [dict(operation) for operation in waiting if operation]
        if not self._journal[key]:
            del self._journal[key]

    def _post(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return json.loads(self._ask("POST", "/mentorwidgets/api/save", {"ops": batch}))["answers"]

    def _ask(self, method: str, path: str, data: object = None) -> bytes:
        headers = {"Content-Type": "application/json", "X-XSRFToken": self._visitor.cookies.get("_xsrf", "")}
        try:
            answer = self._visitor.ask(method, path, json.dumps(data) if data else None, headers)
        except (OSError, http.client.HTTPException) as error:
            raise AwayError(str(error)) from error
        if answer.status != 200:
            raise AwayError(f"{answer.status} {answer.text[:200]}")
        return answer.body
