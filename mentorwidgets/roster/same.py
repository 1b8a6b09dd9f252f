"""People who stand in several rows: sent the form twice, are mentor and mentee, or only share an address.

Rows that give different IDs are different people, always. Else the whole name with the address, or with the ID, makes
rows one person (a name, not an address in its place), unless titles, parts of names or codes tell them apart; all
between is asked, and until somebody has answered every row
is a person of its own.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from mentorwidgets.model.names import same_name, whole_name
from mentorwidgets.model.people import ROLES, Person, Problem, Role, called
from mentorwidgets.roster.assemble import DEFAULTS
from mentorwidgets.roster.batch import Batch
from mentorwidgets.roster.ids import ID_SIGN, id_key, is_nameless, mail, means, name_key, with_ids
from mentorwidgets.roster.telling import are_told_apart

_LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001 - compared with times of forms, which name no zone
_ASK = "If they are one person, say so or delete one row."


@dataclasses.dataclass(slots=True, eq=False)
class _Entry:
    """One row that was taken as a person; ``lead`` is another row of the same person, or itself."""

    person: Person
    batch: Batch
    row: int
    sent: datetime | None
    place: int
    lead: _Entry | None = None

    def root(self) -> _Entry:
        """The first row of the same person."""
        entry = self
        while entry.lead is not None:
            entry = entry.lead
        return entry


def people_from_batches(
    batches: Sequence[Batch], one: Iterable[tuple[str, str]] = ()
) -> tuple[tuple[Person, ...], list[Problem]]:
    """Make one person of the rows that are one person, and give everyone an id.

    Args:
        batches: the people of each table.
        one: who was said to be one person: words as `called` gives them, of both.

    Returns:
        the people in the order of the file, and what was done: a notice with the row for each row that was folded into
        another, a warning where two rows may be one person.
    """
    entries = [
        _Entry(person, batch, row, sent, 0)
        for batch in batches
        for person, row, sent in zip(batch.people, batch.rows, batch.sent, strict=True)
    ]
    if not _may_be_twice(entries):
        return tuple(with_ids([entry.person for entry in entries])), []
    for place, entry in enumerate(entries):
        entry.place = place
    _join_equal(entries)
    _join_answered(entries, one)
    clusters: dict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        clusters[entry.root().place].append(entry)
    problems = _questions([cluster[0] for cluster in clusters.values()])
    people = [_one(cluster, problems) if len(cluster) > 1 else cluster[0].person for cluster in clusters.values()]
    return tuple(with_ids(_without_shared_ids(people))), problems


def _may_be_twice(entries: Sequence[_Entry]) -> bool:
    tells: tuple[Callable[[Person], str], ...] = (mail, lambda person: person.id, lambda p: whole_name(p.name))
    for tell in tells:
        keys = [key for entry in entries if (key := tell(entry.person))]
        if len(set(keys)) < len(keys):
            return True
    return False


def _shared(entries: Iterable[_Entry], key: Callable[[_Entry], object]) -> Iterator[list[_Entry]]:
    groups: dict[object, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if found := key(entry):
            groups[found].append(entry)
    return (group for group in groups.values() if len(group) > 1)


def _join_equal(entries: Sequence[_Entry]) -> None:
    for key in (_by_mail, _by_id, _by_sheet):
        for group in _shared(entries, key):
            if key is _by_sheet and len({id(entry.batch) for entry in group}) < len(group):
                continue  # twice in one sheet, and nothing else tells who is who
            if len({entry.person.id for entry in group} - {""}) < 2:
                _join(group)
            else:
                for own in _shared(group, lambda entry: entry.person.id):
                    _join(own)


def _by_mail(entry: _Entry) -> object:
    own = mail(entry.person)
    return own and not is_nameless(entry.person) and (own, whole_name(entry.person.name))


def _by_id(entry: _Entry) -> object:
    return entry.person.id and (entry.person.id, whole_name(entry.person.name))


def _by_sheet(entry: _Entry) -> object:
    """Sheets of one workbook without addresses: there the whole name is all that tells people apart."""
    table = entry.batch.table
    is_alone = table.sheet and not any(person.email or person.id for person in entry.batch.people)
    return is_alone and (table.file, whole_name(entry.person.name))


def _join(group: Sequence[_Entry]) -> None:
    firsts: list[_Entry] = []
    for entry in group:
        first = next((first for first in firsts if _are_one(first.person, entry.person)), None)
        if first is None:
            firsts.append(entry)
        else:
            _lead(first, entry)


def _are_one(one: Person, other: Person) -> bool:
    return same_name(one.name, other.name) and not are_told_apart(one, other)


def _lead(one: _Entry, other: _Entry) -> None:
    first, second = sorted((one.root(), other.root()), key=lambda entry: entry.place)
    if first is not second:
        second.lead = first


def _join_answered(entries: Sequence[_Entry], one: Iterable[tuple[str, str]]) -> None:
    for pair in one:
        found = [[entry for entry in entries if means(words, entry.person)] for words in pair]
        is_clear = pair[0] == pair[1] or all(len({entry.root() for entry in rows}) == 1 for rows in found)
        if all(found) and is_clear:
            for entry in (*found[0], *found[1]):
                _lead(found[0][0], entry)


def _questions(firsts: Sequence[_Entry]) -> list[Problem]:
    """What is to be asked of rows that were not made one: those with one address, one ID or one name."""
    problems: list[Problem] = []
    asked: set[frozenset[int]] = set()
    told: list[tuple[_Entry, _Entry]] = []
    tells: tuple[tuple[Callable[[_Entry], object], Callable[[_Entry, _Entry], str]], ...] = (
        (lambda entry: mail(entry.person), _same_address),
        (lambda entry: entry.person.id, _same_id),
        (lambda entry: whole_name(entry.person.name), _same_name),
    )
    for key, words in tells:
        for first, *rest in _shared(firsts, key):
            for other in rest:
                pair = frozenset((first.place, other.place))
                if pair in asked:
                    continue
                asked.add(pair)
                if first.person.id and other.person.id and first.person.id != other.person.id:
                    told.append((first, other))
                else:
                    problems.append(_question(first, other, words(first, other)))
    return problems + _told(told)


def _question(first: _Entry, other: _Entry, what: str) -> Problem:
    return Problem(
        file=other.batch.table.file,
        sheet=other.batch.table.sheet,
        row=other.row,
        what=f"{what} They are taken as two people.",
        mend=_ASK,
        level="warning",
        about=(called(other.person), called(first.person)),
    )


def _same_address(first: _Entry, other: _Entry) -> str:
    if is_nameless(first.person) and is_nameless(other.person):
        return f"This row has no name, and the same e-mail address as {_where(first, other)}."
    return (
        f"{other.person.name[:60]} has the same e-mail address as {first.person.name[:60]} in {_where(first, other)}."
    )


def _same_id(first: _Entry, other: _Entry) -> str:
    return f"{other.person.name[:60]} has the same ID as {first.person.name[:60]} in {_where(first, other)}."


def _same_name(first: _Entry, other: _Entry) -> str:
    return f"There is another {other.person.name[:60]} in {_where(first, other)}."


def _where(entry: _Entry, beside: _Entry) -> str:
    table, other = entry.batch.table, beside.batch.table
    place = table.file if table.file != other.file else table.sheet if table.sheet != other.sheet else ""
    return f"row {entry.row} of {place}" if place else f"row {entry.row}"


def _told(pairs: Sequence[tuple[_Entry, _Entry]]) -> list[Problem]:
    """People of one address or name whose IDs differ: said once."""
    shared = [(one, other) for one, other in pairs if mail(one.person) and mail(one.person) == mail(other.person)]
    if not shared:
        return []
    one, other = shared[0]
    table = other.batch.table
    count = len({mail(one.person) for one, _ in shared})
    what = (
        f"{count} e-mail {'address is' if count == 1 else 'addresses are'} used by several people, such as "
        f"{one.person.email[:60]} ({one.person.name[:60]} and {other.person.name[:60]}). Their IDs tell them apart."
    )
    return [Problem(file=table.file, sheet=table.sheet, what=what, level="notice")]


def _without_shared_ids(people: Sequence[Person]) -> list[Person]:
    """An ID that two people have is nobody's."""
    seen: dict[str, int] = defaultdict(int)
    for person in people:
        seen[person.id] += 1
    return [dataclasses.replace(person, id="") if seen[person.id] > 1 and person.id else person for person in people]


def _one(cluster: Sequence[_Entry], problems: list[Problem]) -> Person:
    """The newest row of each role, made one person. Tables without times stand side by side, none is newer."""
    newest: dict[tuple[tuple[Role, ...], int], _Entry] = {}
    for entry in sorted(cluster, key=_age):
        newest[entry.person.roles, -1 if entry.batch.dated else id(entry.batch)] = entry
    chosen = sorted(newest.values(), key=_age, reverse=True)
    kept = chosen[0]
    person = one_person([entry.person for entry in chosen])
    problems += [_folded_notice(entry, kept, used=entry in chosen) for entry in cluster if entry is not kept]
    keys = dict.fromkeys(key for entry in cluster for key in _keys(entry.person))
    own = set(_keys(person))
    return dataclasses.replace(person, keys=tuple(f"={key}" for key in keys if key not in own))


def _age(entry: _Entry) -> tuple[datetime, int]:
    return entry.sent or _LONG_AGO, entry.place


def _keys(person: Person) -> tuple[str, ...]:
    return (name_key(person), f"{ID_SIGN}{id_key(person.id)}") if person.id else (name_key(person),)


def _folded_notice(entry: _Entry, kept: _Entry, *, used: bool) -> Problem:
    name, where = entry.person.name[:60], _where(kept, entry)
    newer = "which is newer" if entry.sent and kept.sent else "which comes later"
    what = (
        f"{name} stands also in {where}; both rows are one person."
        if used
        else f"{name} stands also in {where}, {newer} and was taken."
    )
    table = entry.batch.table
    return Problem(
        file=table.file,
        sheet=table.sheet,
        row=entry.row,
        what=what,
        level="notice",
        mend="" if used else "If they are two people, give them different e-mail addresses.",
    )


def one_person(rows: Sequence[Person]) -> Person:
    """One person out of what several rows say, the newest first: each role keeps what its own rows say."""
    whole = functools.reduce(_filled, rows)
    mentors, mentees = ([row.in_role(role) for row in rows if role in row.roles] for role in ROLES)
    if not (mentors and mentees):
        return whole
    return whole.in_both(functools.reduce(_filled, mentors), functools.reduce(_filled, mentees))


def said_by_both(one: Any, other: Any) -> Any:
    """What two rows say as one: all of two lists, or both of two supervisors.

    >>> said_by_both("Kim Lee", "Jan Ost"), said_by_both(("a", "b"), ("b", "c"))
    ('Kim Lee; Jan Ost', ('a', 'b', 'c'))
    """
    if isinstance(one, str):
        return "; ".join(dict.fromkeys(filter(None, (one, other))))
    return tuple(dict.fromkeys((*one, *other)))


def _filled(one: Person, other: Person) -> Person:
    """The first goes before, the second fills what is missing; whom both name stays named."""
    roles: tuple[Role, ...] = tuple(role for role in ROLES if role in (*one.roles, *other.roles))
    changes: dict[str, object] = {"roles": roles, "id": one.id or other.id}
    for name, default in DEFAULTS.items():
        mine, theirs = getattr(one, name), getattr(other, name)
        if name == "wishes" and other.is_mentee() and not one.is_mentee():
            mine, theirs = theirs, mine
        if mine == theirs:
            continue
        is_list = isinstance(mine, tuple) and isinstance(theirs, tuple) and name not in ("location", "availability")
        if is_list or name == "supervisor":
            changes[name] = said_by_both(mine, theirs)
        else:
            changes[name] = theirs if mine == default else mine
    return dataclasses.replace(one, **changes)  # type: ignore[arg-type]
