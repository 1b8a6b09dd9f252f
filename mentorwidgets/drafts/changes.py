"""A roster against the people who are there: who is new, who changed and how, who is not in it any more."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from mentorwidgets.model.people import AS_MENTEE, Person
from mentorwidgets.roster.fields import label_of
from mentorwidgets.roster.write import cell_of

_SHOWN = 200  # people of each kind that a page gets; the numbers are always whole
_PRIVATE = frozenset({"supervisor", "avoid", "clearance", "wishes", "notes"})
_LONG = 240  # characters of a value that is shown


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What taking a roster in would change."""

    added: tuple[Person, ...] = ()
    changed: tuple[tuple[Person, Person], ...] = ()  # as it was, as it will be
    gone: tuple[Person, ...] = ()
    same: int = 0

    def to_plain(self) -> dict[str, Any]:
        """Numbers, and the first two hundred people of each kind, as plain JSON."""
        return {
            "added": [_who(person) for person in self.added[:_SHOWN]],
            "changed": [{**_who(now), "changes": changes_of(was, now)} for was, now in self.changed[:_SHOWN]],
            "gone": [_who(person) for person in self.gone[:_SHOWN]],
            "numbers": {
                "added": len(self.added),
                "changed": len(self.changed),
                "gone": len(self.gone),
                "same": self.same,
            },
        }


def compare(people: Sequence[Person], present: Sequence[Person]) -> Comparison:
    """Compare people (with the ids they have, see `roster.recognise`) with those who are there."""
    was = {person.id: person for person in present}
    now = {person.id: person for person in people}
    both = [(was[person.id], person) for person in people if person.id in was]
    changed = tuple((old, new) for old, new in both if old != new)
    return Comparison(
        added=tuple(person for person in people if person.id not in was),
        changed=changed,
        gone=tuple(person for person in present if person.id not in now),
        same=len(both) - len(changed),
    )


def changes_of(was: Person, now: Person) -> list[dict[str, str]]:
    """Each field that differs, as it was and as it will be; of private fields only that they differ."""
    return [_change(name, was, now) for name in fields_changed(was, now)]


def fields_changed(was: Person, now: Person) -> list[str]:
    """The names of the fields that differ, those of a mentee who is a mentor, too, behind the others."""
    before, after = was.facts(), now.facts()
    return [name for name in {**before, **after} if name != "keys" and before.get(name) != after.get(name)]


def _change(name: str, was: Person, now: Person) -> dict[str, str]:
    field, label = name.removesuffix(AS_MENTEE), label_of(name)
    if field in _PRIVATE:
        return {"label": label}
    sides = (one.in_role("mentee") if name != field else one for one in (was, now))
    before, after = (_cell(field, getattr(one, field)) for one in sides)
    return {"label": label, "was": before, "now": after}


def _cell(name: str, value: Any) -> str:
    text = cell_of(name, value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _who(person: Person) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "roles": list(person.roles)}
