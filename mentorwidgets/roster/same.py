"""People who stand in several rows: sent the form twice, are mentor and mentee, or only share an address."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from mentorwidgets.model import to_plain
from mentorwidgets.model.people import Person, Problem, Role
from mentorwidgets.roster.assemble import DEFAULTS, set_all
from mentorwidgets.roster.people import Batch
from mentorwidgets.roster.words import plain_words

_LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001 - compared with times of forms, which name no zone
_OF_MENTEE = frozenset({"wants", "demand", "wishes", "assign"})
_BOTH: tuple[Role, ...] = ("mentor", "mentee")


@dataclasses.dataclass(slots=True)
class _Entry:
    """One row that was taken as a person."""

    person: Person
    batch: int
    row: int
    sent: datetime | None
    place: int


def people_from_batches(batches: Sequence[Batch]) -> tuple[tuple[Person, ...], list[Problem]]:
    """Make one person of the rows that are one person, and give everyone an id.

    Returns:
        the people in the order of the file, and what was done: a notice with the row for each row that was folded into
        another, a warning where two people share something that should be one person's own.
    """
    everyone = [person for batch in batches for person in batch.people]
    groups = _groups(everyone)
    problems: list[Problem] = []
    if groups:
        everyone = _folded(batches, groups, problems)
    return tuple(with_ids(everyone)), problems


def _repeated(keys: Sequence[str]) -> set[str]:
    if len(set(keys) - {""}) == len(keys) - keys.count(""):
        return set()
    return {key for key, count in Counter(keys).items() if count > 1 and key}


def _groups(everyone: Sequence[Person]) -> list[list[int]]:
    """Rows (by place) that may be one person: the same e-mail address, id or name."""
    found: list[list[int]] = []
    names = [person.name for person in everyone]
    for keys in (
        [person.email.lower() for person in everyone],
        [person.id for person in everyone],
        [name.casefold() for name in names],
    ):
        twice = _repeated(keys)
        if twice:
            places: dict[str, list[int]] = defaultdict(list)
            for place, key in enumerate(keys):
                if key in twice:
                    places[key].append(place)
            found += places.values()
    return found


def _folded(batches: Sequence[Batch], groups: list[list[int]], problems: list[Problem]) -> list[Person]:
    entries = [
        _Entry(person, number, row, sent, 0)
        for number, batch in enumerate(batches)
        for person, row, sent in zip(batch.people, batch.rows, batch.sent, strict=True)
    ]
    for place, entry in enumerate(entries):
        entry.place = place
    lead = list(range(len(entries)))
    for group in groups:
        _unite(batches, entries, group, lead, problems)
    clusters: dict[int, list[_Entry]] = defaultdict(list)
    for place, entry in enumerate(entries):
        clusters[_root(lead, place)].append(entry)
    return [
        cluster[0].person if len(cluster) == 1 else _one(batches, cluster, problems) for cluster in clusters.values()
    ]


def _root(lead: list[int], place: int) -> int:
    while lead[place] != place:
        place = lead[place]
    return place


def _unite(
    batches: Sequence[Batch], entries: list[_Entry], group: list[int], lead: list[int], problems: list[Problem]
) -> None:
    """Join those of a group that are one person; the others are compared with the first of each that differs."""
    firsts: list[int] = []
    for place in group:
        for first in firsts:
            if _root(lead, first) == _root(lead, place):
                break
            verdict = _is_same(batches, entries[first], entries[place])
            if verdict == "":
                a, b = sorted((_root(lead, first), _root(lead, place)))
                lead[b] = a
                break
        else:
            if firsts and len(firsts) < 4:
                _say_shared(batches, entries[firsts[0]], entries[place], problems)
            if len(firsts) < 50:
                firsts.append(place)


def _is_same(batches: Sequence[Batch], a: _Entry, b: _Entry) -> str:
    """Blank when two rows are one person, else why not."""
    one, other = a.person, b.person
    same_mail = bool(one.email) and one.email.lower() == other.email.lower()
    same_id = bool(one.id) and one.id == other.id
    if same_mail or same_id:
        alike = _are_alike(one.name, other.name) or one.name.lower() == one.email.lower().split("@")[0]
        return "" if alike else "other name"
    if (one.email and other.email) or (one.id and other.id) or not _is_telling(batches, a, b):
        return "other address"
    across = a.batch != b.batch
    return "" if across or batches[a.batch].dated or one == other else "only the name"


def _is_telling(batches: Sequence[Batch], a: _Entry, b: _Entry) -> bool:
    """Whether a name is enough: of two words, or in two sheets of one file."""
    sheets = a.batch != b.batch and batches[a.batch].table.file == batches[b.batch].table.file
    return sheets or len(a.person.name.split()) > 1


def _are_alike(one: str, other: str) -> bool:
    first, second = set(plain_words(one).split()), set(plain_words(other).split())
    return bool(first & second) or not first or not second or one == other


def _say_shared(batches: Sequence[Batch], first: _Entry, second: _Entry, problems: list[Problem]) -> None:
    one, other = first.person, second.person
    at = f"row {first.row}" + (f" of {batches[first.batch].table.file}" if first.batch != second.batch else "")
    if one.email and one.email.lower() == other.email.lower():
        what, mend = (
            f"{other.name[:60]} has the same e-mail address as {one.name[:60]} in {at}.",
            "Give each person their own address.",
        )
    elif one.id and one.id == other.id:
        what, mend = (
            f"{other.name[:60]} has the same ID as {one.name[:60]} in {at}.",
            "Give each person an ID of their own.",
        )
    else:
        what, mend = (
            f"There is another {other.name[:60]} in {at}.",
            "If they are one person, delete one row; else add e-mail addresses.",
        )
    table = batches[second.batch].table
    problems.append(Problem(file=table.file, sheet=table.sheet, row=second.row, what=what, mend=mend, level="warning"))


def _one(batches: Sequence[Batch], cluster: list[_Entry], problems: list[Problem]) -> Person:
    """The newest row of each role, made one person. Tables without times stand side by side, none is newer."""
    newest: dict[tuple[tuple[Role, ...], int], _Entry] = {}
    for entry in sorted(cluster, key=lambda entry: (entry.sent or _LONG_AGO, entry.place)):
        newest[entry.person.roles, -1 if batches[entry.batch].dated else entry.batch] = entry
    chosen = sorted(newest.values(), key=lambda entry: (entry.sent or _LONG_AGO, entry.place), reverse=True)
    kept = chosen[0]
    person = kept.person
    for entry in chosen[1:]:
        person = combined(person, entry.person)
    problems += [_folded_notice(batches, entry, kept, used=entry in chosen) for entry in cluster if entry is not kept]
    return person


def _folded_notice(batches: Sequence[Batch], entry: _Entry, kept: _Entry, *, used: bool) -> Problem:
    table, other = batches[entry.batch].table, batches[kept.batch].table
    where = f"row {kept.row}" + (
        f" of {other.file}" if other.file != table.file else f" of {other.sheet}" if other.sheet != table.sheet else ""
    )
    name = entry.person.name[:60]
    newer = "which is newer" if entry.sent and kept.sent else "which comes later"
    what = (
        f"{name} stands also in {where}; both rows are one person."
        if used
        else f"{name} stands also in {where}, {newer} and was taken."
    )
    return Problem(
        file=table.file,
        sheet=table.sheet,
        row=entry.row,
        what=what,
        level="notice",
        mend="" if used else "If they are two people, give them different e-mail addresses.",
    )


def combined(one: Person, other: Person) -> Person:
    """One person out of what two rows say: the first goes before, the second fills what is missing."""
    roles: tuple[Role, ...] = tuple(role for role in _BOTH if role in (*one.roles, *other.roles))
    changes: dict[str, object] = {"roles": roles, "id": one.id or other.id}
    for name, default in DEFAULTS.items():
        mine, theirs = getattr(one, name), getattr(other, name)
        if name in _OF_MENTEE and other.is_mentee() and not one.is_mentee():
            mine, theirs = theirs, mine
        if isinstance(mine, tuple) and isinstance(theirs, tuple) and name not in ("location", "availability"):
            changes[name] = tuple(dict.fromkeys((*mine, *theirs)))
        elif mine == default:
            changes[name] = theirs
        else:
            changes[name] = mine
    return dataclasses.replace(one, **changes)  # type: ignore[arg-type]


def with_ids(people: Sequence[Person]) -> list[Person]:
    """Give everyone an id of their own: the given one, else the e-mail address, else the name made plain.

    People who would share an id are numbered by what their rows say, so that the order of the rows does not matter.
    """
    ids = [person.id or person.email.lower() or slug(person.name) for person in people]
    twice = _repeated(ids)
    if twice:
        taken = set(ids)
        for shared in sorted(twice):
            places = [place for place, id_ in enumerate(ids) if id_ == shared]
            places.sort(key=lambda place: _content(people[place]))
            for number, place in enumerate(places[1:], 2):
                ids[place] = _free(shared, number, taken)
    set_all(Person, "id", people, ids)  # the values are ours alone until they are given away
    return list(people)


def _free(shared: str, number: int, taken: set[str]) -> str:
    while f"{shared}-{number}" in taken:
        number += 1
    taken.add(f"{shared}-{number}")
    return f"{shared}-{number}"


def _content(person: Person) -> tuple[bool, str]:
    plain = json.dumps(to_plain(dataclasses.replace(person, id=person.id or "-")), sort_keys=True)
    return (not person.id, plain)


def slug(name: str) -> str:
    """A plain id out of a name.

    >>> slug("Dr. José Piñol")
    'dr-jose-pinol'
    """
    plain = plain_words(name).replace(" ", "-")
    if plain and plain.isascii():
        return plain[:60]
    return plain[:60] or "person-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
