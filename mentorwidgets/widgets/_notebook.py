"""A worksheet that lives in a notebook alone: where no store holds its changes to the rules, this does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets import access
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import OFFICE, Namer, Operation, Pair, Person, Program, Roll, Rule, Viewer, key_parts


class NotebookView:
    """The fields of one worksheet, as the rules want to see them while they are changed.

    Args:
        kind: of the worksheet, such as ``cadence``.
        program: whose rules count.
        viewer: who writes; None plays both sides to practise, and may do all.
        check: the rules of this kind of worksheet.
        people: everybody that is known here.
        pairs: who stands on the pairing worksheet, for the rules of another one.
    """

    def __init__(
        self, kind: str, program: Program, viewer: Viewer | None, check: Rule, *,
        people: Iterable[Person] = (), pairs: Iterable[Pair] = (),
    ) -> None:  # fmt: skip
        self.program, self.viewer = program, viewer or OFFICE
        self._now: dict[str, Any] = {}
        self._kind, self._check, self._asks = kind, check, viewer is not None
        self._people = {person.id: person for person in people}
        self._gone: dict[str, Person] = {}
        self._pairs = {pair.key(): True for pair in pairs}

    def fields(self, prefix: str, where: Callable[[str], bool] | None = None, kind: str = "") -> Mapping[str, Any]:
        """Return the fields whose key starts with ``prefix``; of other worksheets only the pairs are known."""
        of: Mapping[str, Any] = {"": self._now, "pairing": self._pairs, self._kind: self._now}.get(kind, {})
        return {k: v for k, v in of.items() if k.startswith(prefix) and v is not None and (not where or where(k))}

    def person(self, person_id: str) -> Person | None:
        """Return the person of that id."""
        return self._people.get(person_id)

    def left(self, gone: Iterable[Person]) -> NotebookView:
        """Say who of the people is not there any more."""
        self._gone = {person.id: person for person in gone}
        return self

    def people(self, *, gone: bool = False) -> tuple[Person, ...]:
        """Return everybody who is still there, or everybody who left."""
        left = self._gone
        return tuple(left.values()) if gone else tuple(one for one in self._people.values() if one.id not in left)

    def roll(self) -> Roll:
        """Return everybody's id, and those who name others."""
        both = {**self._people, **self._gone}
        namers = (Namer.of(one, gone=one.id in self._gone) for one in both.values())
        return Roll(ids=frozenset(both), all_namers=tuple(one for one in namers if one.names_others()))

    def take(self, old: Mapping[str, Any], new: Mapping[str, Any], order: Sequence[str] = ()) -> None:
        """Go from one value to another, change by change.

        Args:
            old: the fields as they were accepted.
            new: the fields as they shall be.
            order: kinds of field, in the order in which changes that come together are held to the rules. Among
                those of one kind, what is removed goes first: it makes room.

        Raises:
            ValueRefusedError: viewer or rules do not let one change be; says why.
        """
        self._now = dict(old)

        def turn(key: str) -> tuple[int, bool, str]:
            return (order.index(key_parts(key)[0]) if order else 0, key in new, key)

        for key in sorted({*new, *self._now}, key=turn):
            if new.get(key) != self._now.get(key):
                self._write(key, new.get(key))

    def _write(self, key: str, new: Any) -> None:
        worksheet = f"{self.program.slug}/{self._kind}"
        operation = Operation(op="in-notebook", worksheet=worksheet, key=key, value=new, base=0)
        why = (access.refuse_write(self, operation) if self._asks else None) or self._check(self, operation)
        if why:
            raise ValueRefusedError(why)
        self._now[key] = new
