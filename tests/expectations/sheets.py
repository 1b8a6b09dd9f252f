"""A worksheet of expectations that lives in a dict, ruled as the store rules it."""

from __future__ import annotations

from mentorwidgets.expectations import check_change
from mentorwidgets.model import OFFICE, Operation, Program, field_key

PAIR = ("ben", "ana", "Mentoring")


class Sheet:
    """What `RuleView` asks for, and a way to write."""

    viewer = OFFICE

    def __init__(self, **fields) -> None:
        self.program = Program(slug="oak", name="Oak")
        self.now = dict(fields)
        self.pairs = {field_key("pair", *PAIR): {"status": "active"}}

    def fields(self, prefix, where=None, kind=""):
        of = self.pairs if kind == "pairing" else self.now
        return {key: value for key, value in of.items() if key.startswith(prefix) and (not where or where(key))}

    def write(self, *parts, value):
        """Write a field; gives the words of a refusal, or None."""
        key = field_key(*parts)
        why = check_change(self, Operation(op="test-0001", worksheet="oak/expectations", key=key, value=value, base=0))
        if why is None and value is None:
            self.now.pop(key, None)
        elif why is None:
            self.now[key] = value
        return why

    def answer(self, side, question, answer, kind="answer"):
        return self.write(kind, *PAIR, side, question, value={"answer": answer})

    def get_ready(self, *sides):
        return [self.write("ready", *PAIR, side, value=True) for side in sides]
