"""What was done to a program in plain sentences, for those who read its history: no private word stands in one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mentorwidgets.held.deeds import SHOWN, deed_words
from mentorwidgets.held.words import label_of, moment, title_of
from mentorwidgets.model import key_parts
from mentorwidgets.programs.words import field_words, value_words

if TYPE_CHECKING:
    from mentorwidgets.store.deeds import Deed
    from mentorwidgets.store.people import RosterEntry

_NAMED = 10  # people of one kind in a sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Doings:
    """Tells deeds of one program.

    Args:
        names: id -> name of everybody who is or was there.
        rosters: number -> what that roster changed.
        links: id of a link -> whom it lets in, and as what.
    """

    names: Mapping[str, str]
    rosters: Mapping[int, RosterEntry]
    links: Mapping[str, tuple[str, str]]

    def words(self, deed: Deed) -> str:
        """Say a deed in a sentence or two, as those who run the program read it; empty for a kind that has none."""
        say = _KINDS.get(deed.kind)
        return say(self, deed) if say else deed_words(deed, self.names)

    def moments(self, deed: Deed) -> frozenset[str]:
        """The moments that we wrote into its sentence."""
        entry = self.rosters.get(deed.told.get("roster", 0))
        undone = self.rosters.get(entry.undoes) if entry and entry.undoes is not None else None
        return frozenset(moment(at) for at in (deed.told.get("as of", ""), undone.at if undone else "") if at)

    def concerns(self, deed: Deed, person: str) -> bool:
        """Whether a deed is about a person, by id."""
        entry = self.rosters.get(deed.told.get("roster", 0))
        touched = (*entry.change.added, *entry.change.changed, *entry.change.gone) if entry else ()
        return person in (deed.person, *touched, *key_parts(deed.told.get("key", ""))[1:])


def _program(_here: Doings, deed: Deed) -> str:
    return f"Added the program {deed.told.get('name', '')}."


def _settings(_here: Doings, deed: Deed) -> str:
    told = dict(deed.told)
    name = told.pop("name", None)
    said = [f"Renamed the program from {_value(name['was'])} to {_value(name['now'])}."] if name else []
    parts = [f"{field_words(one)} from {_value(it['was'])} to {_value(it['now'])}" for one, it in told.items()]
    said += [f"Changed settings: {'; '.join(parts)}."] if parts else []
    if told.get("youth", {}).get("now") is False:
        said.append("Youth protection was switched off: mentors need no clearance any more.")
    return " ".join(said)


def _roster(here: Doings, deed: Deed) -> str:
    entry = here.rosters.get(deed.told.get("roster", 0))
    if entry is None:
        return "Brought in a roster."
    undone = here.rosters.get(entry.undoes) if entry.undoes is not None else None
    first = f"Took back the roster of {moment(undone.at)}" if undone else "Brought in a roster"
    change = entry.change
    kinds = (("added", change.added), ("changed", change.changed), ("gone", change.gone))
    parts = [f"{len(ids)} {word} ({_listed(here, ids)})" for word, ids in kinds if ids]
    return f"{first}: {', '.join(parts)}."


def _listed(here: Doings, ids: Sequence[str]) -> str:
    names = sorted((here.names.get(one, one) for one in ids), key=str.casefold)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _link(here: Doings, deed: Deed) -> str:
    name, role = here.links.get(deed.told.get("link", ""), ("", ""))
    called = here.names.get(deed.person, name)
    whom = f" of {called}" if called else ""
    done = {"link made": "Made the personal link", "link revoked": "Took back the personal link"}[deed.kind]
    return f"{done}{whom}{f' ({role})' if role else ''}{SHOWN.get(deed.told.get('shown', ''), '')}."


def _restored(_here: Doings, deed: Deed) -> str:
    count = deed.told.get("fields", 0)
    sheet = title_of(deed.told.get("worksheet", ""))
    return f"Brought back an earlier state of {sheet}: {count} {'field' if count == 1 else 'fields'}."


def _back(here: Doings, deed: Deed) -> str:
    told = deed.told
    what = f"{title_of(told['in'])}, {label_of(told['key'], here.names)}"
    return f"Brought back what stood on {moment(told['as of'])} in {what}."


def _value(value: Any) -> str:
    words = value_words(value)
    return words if len(words) <= 120 else f"{words[:120]}…"


_KINDS: Mapping[str, Callable[[Doings, Deed], str]] = {
    "program": _program,
    "settings": _settings,
    "roster": _roster,
    "link made": _link,
    "link revoked": _link,
    "restored": _restored,
    "brought back": _back,
}
"""Kind of deed -> how it is said."""
