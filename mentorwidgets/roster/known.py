"""A roster that comes again: who in it is who of those who are there.

Somebody is known again by the ID that the roster gives together with their name or address, else by whole name and
address as they stand or once stood. Where these speak against each other, and where somebody only comes near, it is a
doubt: a person is asked, and until then neither of the two is touched. New people get an id that is made of nothing
about them, and keep it whatever changes.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mentorwidgets.model.names import other_name_key, same_name, whole_name
from mentorwidgets.model.people import ROLES, Person, Role, Roster, called, said_in_role
from mentorwidgets.roster.alike import MOST, Likeness, is_called, may_be_called
from mentorwidgets.roster.chosen import CHOICES, LEGAL
from mentorwidgets.roster.ids import ID_SIGN, fresh_id, has_id, id_key, is_made, mail, name_key
from mentorwidgets.roster.same import one_person, said_by_both
from mentorwidgets.roster.telling import are_told_apart
from mentorwidgets.roster.unsaid import BY_COLUMN, emptied, in_part

_BY_NAME = frozenset({"supervisor", "avoid", "wishes"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Somebody in a roster who may be one of those who are there.

    ``why`` is one sentence about the likeliest, ``words`` mean this row and no other of the roster.
    """

    person: Person
    likely: tuple[Person, ...]
    why: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A roster after everybody in it was looked up.

    ``people`` have the ids that they keep; ``new`` are the ids that were made just now. ``doubts`` are open and their
    people not among ``people``. ``missing`` are there and not in the roster; ``waiting`` are there, and somebody in
    doubt may be them: they stay as they are. ``twice`` are rows that are one person of ``people``. ``left`` are the
    fields of each known person (by id) of which the roster says nothing: they stand as they stood. ``found`` says
    whose each id of the roster is, of those who are there.
    """

    people: tuple[Person, ...] = ()
    new: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    missing: tuple[Person, ...] = ()
    waiting: tuple[Person, ...] = ()
    twice: tuple[Person, ...] = ()
    left: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    found: Mapping[str, str] = dataclasses.field(default_factory=dict)


def recognise(
    roster: Roster, present: Sequence[Person], gone: Sequence[Person] = (), same: Mapping[str, str] | None = None
) -> Known:
    """Look up everybody of a roster among those who are there or were.

    Args:
        roster: as it was read.
        present: who is there.
        gone: who was there and may come back.
        same: answers: id in the roster -> id of who that is, or blank for somebody new.
    """
    return _Look(roster, present, gone, same or {}).known()


class _Look:
    """One roster being looked up."""

    def __init__(
        self, roster: Roster, present: Sequence[Person], gone: Sequence[Person], same: Mapping[str, str]
    ) -> None:
        self._roster = roster
        self._present = present
        self._there = {person.id: person for person in (*present, *gone)}
        self._same = same
        self._says = roster.says()
        self._mails = Counter(mail(person) for person in roster.people)
        self._called = Counter(map(name_key, roster.people))
        self._names_there = _grouped(self._there.values(), _whole_name)
        self._keys_there = _grouped(self._there.values(), lambda person: (name_key(person),))
        self._papers_there = _grouped(self._there.values(), _papers)
        self._mails_there = Counter(mail(person) for person in self._there.values())
        self._found: dict[str, Person] = {}  # id in the roster -> who that is
        self._owner: dict[str, str] = {}  # id of who is there -> id in the roster
        self._twice: dict[str, str] = {}  # id in the roster -> id of the row that is the same person
        self._left: dict[str, frozenset[str]] = {}
        self._new: set[str] = set()
        self._doubts: dict[str, Doubt] = {}
        self._strangers: dict[str, list[Person]] = {}  # id in the roster -> whose ID that is, and who were others

    def known(self) -> Known:
        """Work through it: answers, IDs, names with addresses, names of old; then what comes near."""
        self._by_answers()
        self._by_ids()
        self._by_names(lambda person: (name_key(person),), self._matched)
        self._by_names(lambda person: _plain(person.keys), self._matched_of_old)
        self._by_likeness()
        return self._result()

    def _open(self) -> list[Person]:
        done = self._found.keys() | self._new | self._doubts.keys() | self._twice.keys()
        return [person for person in self._roster.people if person.id not in done]

    def _free(self) -> list[Person]:
        return [person for person in self._there.values() if person.id not in self._owner]

    def _match(self, person: Person, stored: Person) -> None:
        self._found[person.id] = stored
        self._owner[stored.id] = person.id

    def _by_answers(self) -> None:
        for person in self._roster.people:
            answer = self._same.get(person.id)
            if answer == "":
                self._new.add(person.id)
            elif answer in self._there and answer not in self._owner:
                self._match(person, self._there[answer])

    def _by_ids(self) -> None:
        holders = _grouped(self._there.values(), lambda person: (id_key(person.id), *_plain(person.keys)))
        names = _grouped(self._roster.people, _whole_name)
        for person in self._open():
            had = holders.get(id_key(person.id), []) if person.id in self._roster.given else []
            sure = [stored for stored in had if self._agree(person, stored, names)]
            if len(sure) == 1 and sure[0].id not in self._owner:
                self._match(person, sure[0])
            elif had:
                self._strangers[person.id] = had

    def _agree(self, person: Person, stored: Person, names: Mapping[str, list[Person]]) -> bool:
        """Whether an ID speaks of the person who has it: the name is as it was or nearly so, and nobody else's.

        Of a name with another surname the address must say it, too: cards and addresses are shared in families.
        """
        own = mail(person)
        if own and own != mail(stored) and name_key(person) in self._keys_there:
            return False
        is_only_id = person.id in (person.name, stored.name)  # there is no name that could speak against it
        if is_called(person, stored) or _is_of_old(person, stored) or is_only_id:
            return True
        others = (*self._names_there.get(whole_name(person.name), ()), *names.get(whole_name(stored.name), ()))
        is_own = own != "" and own == mail(stored) and self._mails[own] == self._mails_there[own] == 1
        is_first = whole_name(person.name).split()[:1] == whole_name(stored.name).split()[:1]
        return not others and ((is_own and is_first) or may_be_called(person, stored))

    def _by_names(
        self, keys: Callable[[Person], Iterable[str]], matched: Callable[[list[Person], list[Person]], None]
    ) -> None:
        stored = _grouped(self._there.values(), keys)
        open_ones = [person for person in self._open() if person.id not in self._strangers]
        coming = _grouped(open_ones, lambda person: (name_key(person), *_plain(person.keys)))
        for key, group in coming.items():
            still = [person for person in group if not {person.id} & (self._found.keys() | self._doubts.keys())]
            if still and key in stored:
                matched(still, stored[key])

    def _matched(self, coming: list[Person], there: list[Person]) -> None:
        there = [one for one in there if one.id not in self._owner]
        if len(coming) == len(there) == 1 and (others := self._others_by_papers(coming[0], there[0])):
            self._doubt(
                coming[0], [*there, *others], f"{coming[0].name:.60} is the name that several people have or had."
            )
            return
        if len(coming) == len(there) == 1 and self._are_told_apart(coming[0], there[0]):
            self._doubt(
                coming[0],
                there,
                f"{there[0].name:.60} is there already, and not all that tells people apart is the same.",
            )
            return
        if len(coming) == len(there) == 1 and self._may_be(coming[0], there[0]):
            if same_name(coming[0].name, there[0].name) or name_key(there[0]) in _plain(coming[0].keys):
                self._match(coming[0], there[0])
            return
        for person in coming:  # several are called so: who says just what is known of one of them is that one
            equal = [one for one in there if one.id not in self._owner and self._is_just(person, one)]
            twins = [other for other in coming if equal and self._is_just(other, equal[0])]
            if equal and len(equal) >= len([twin for twin in twins if twin.id not in self._found]):
                self._match(person, equal[0])
        for person in coming:
            left = [one for one in there if one.id not in self._owner and self._may_be(person, one)]
            if person.id not in self._found and left:
                others = [one for one in self._others_by_papers(person, left[0]) if one not in left]
                self._doubt(person, [*left, *others], f"Several people are called {person.name:.60}.")

    def _matched_of_old(self, coming: list[Person], there: list[Person]) -> None:
        if len(coming) != 1 or len(there) != 1 or not self._may_be(coming[0], there[0]):
            return
        owner = self._owner.get(there[0].id)
        if owner is None:
            self._match(coming[0], there[0])
        elif f"={name_key(coming[0])}" in there[0].keys:
            self._twice[coming[0].id] = owner

    def _others_by_papers(self, person: Person, stored: Person) -> list[Person]:
        """Who else is called so on their papers, or so as the roster says that this person is on theirs."""
        if {*_papers(person)} & {*_papers(stored)}:
            return []
        found = [*self._papers_there.get(name_key(person), ())]
        found += [one for key in _papers(person) for one in self._keys_there.get(key, ())]
        return [one for one in found if one is not stored]

    def _are_told_apart(self, person: Person, stored: Person) -> bool:
        """Whether titles, names on papers or codes differ, or the roster has somebody of that name."""
        is_other = not {*_papers(person)} & {*_papers(stored)} and any(self._called[key] for key in _papers(stored))
        return is_other or are_told_apart(person, stored)

    def _is_just(self, person: Person, stored: Person) -> bool:
        """Whether a roster says of somebody what is known of them, to the letter."""
        named = {name: getattr(stored, name) for name in _BY_NAME}  # there by id, in the roster by name
        return dataclasses.replace(self._settled(person, stored), **named) == stored

    def _may_be(self, person: Person, stored: Person) -> bool:
        """Not so when both have IDs of their own, and these differ."""
        if person.id not in self._roster.given or id_key(person.id) == id_key(stored.id):
            return True
        return id_key(person.id) in _plain(stored.keys) or not has_id(stored)

    def _by_likeness(self) -> None:
        """What comes near: a stored person whom nobody in the roster is."""
        free = [stored for stored in self._free() if stored.id not in self._asked()]
        shared = {own for own in self._mails if self._mails[own] > 1 or self._mails_there[own] > 1}
        likeness = Likeness(free, {person.id for person in self._present}, shared)
        for person in self._open():
            likely = [
                (stored, why)
                for stored, why in likeness.of(person)
                if self._may_be(person, stored) or may_be_called(person, stored) or is_called(person, stored)
            ]
            had = self._strangers.get(person.id, [])
            if not likely and not had:
                self._new.add(person.id)
                continue
            why = [likely[0][1]] if likely else []
            others = [stored for stored in had if not likely or stored.id != likely[0][0].id]
            if others:
                why.append(f"The ID {person.id:.40} is that of {others[0].name:.60}.")
            elif likely and not self._may_be(person, likely[0][0]):
                why.append("The ID is another.")
            offered = {stored.id: stored for stored in (*(stored for stored, _ in likely[: MOST - 1]), *had)}
            self._doubt(person, list(offered.values()), " ".join(why))

    def _asked(self) -> set[str]:
        return {stored.id for doubt in self._doubts.values() for stored in doubt.likely}

    def _doubt(self, person: Person, likely: Sequence[Person], why: str) -> None:
        words = person.id if self._called[name_key(person)] > 1 else called(person)
        self._doubts[person.id] = Doubt(person=person, likely=tuple(likely[:MOST]), why=why, words=words)

    def _settled(self, person: Person, stored: Person) -> Person:
        """What the roster says of somebody who is there, and what it does not speak of as it was."""
        given = self._given(person, stored.id)
        roles = [role for role in ROLES if role in person.roles] or ROLES[:1]
        left = {role: self._left_of(person, stored, role) for role in roles}
        sides = [dataclasses.replace(person.in_role(role), **kept, id=stored.id) for role, kept in left.items()]
        settled = sides[0].in_both(*sides) if len(sides) > 1 else sides[0]
        silent = {
            role: [name for name, value in kept.items() if name != "notes" or value == stored.in_role(role).notes]
            for role, kept in left.items()
        }
        self._left[stored.id] = frozenset.intersection(*map(frozenset, silent.values()))
        keys = dict.fromkeys((*stored.keys, *person.keys, *given, name_key(stored), other_name_key(stored.name)))
        own = {name_key(settled), f"={name_key(settled)}", other_name_key(settled.name)}
        own |= {key.lstrip(ID_SIGN) for key in given}
        return dataclasses.replace(settled, keys=tuple(key for key in keys if key not in own))

    def _left_of(self, person: Person, stored: Person, role: Role) -> dict[str, Any]:
        """What stays of somebody in a role."""
        known = stored.in_role(role)
        kept = self._roster.leaves(person.in_role(role), known, self._says)
        silent = self._roster.unsaid_as.get(person.id, {}).get(role, frozenset())  # there the other row was taken
        kept |= {name: value for name, value in said_in_role(known).items() if name in silent}
        kept |= self._parts_left(person, known)
        if self._takes_off_choice(person):
            kept["notes"] = tuple(note for note in kept["notes"] if note.label != LEGAL)
        elif f"~{name_key(person)}" in stored.keys:  # the name on their papers: the one that they chose stays
            kept["name"] = stored.name
        if person.name == person.id and person.id in self._roster.given:  # an ID in the place of a name
            kept["name"] = stored.name
        return kept

    def _parts_left(self, person: Person, known: Person) -> dict[str, Any]:
        """Whom a blank in one of two columns of a rule leaves in it."""
        silent = self._roster.unsaid.get(person.id, frozenset())
        left: dict[str, Any] = {}
        for name in BY_COLUMN:
            mine, theirs = getattr(person, name), getattr(known, name)
            if in_part(name) in silent and mine and theirs:
                left[name] = said_by_both(mine, theirs)
        return left

    def _takes_off_choice(self, person: Person) -> bool:
        """Whether "(empty)" stands where somebody's chosen name was."""
        marks = self._roster.unsaid.get(person.id, frozenset())
        return any(emptied(name) in marks for name in CHOICES)

    def _result(self) -> Known:
        taken, ids, new = set(self._there), {}, []
        coming = sorted(
            (person for person in self._roster.people if person.id in self._new),
            key=lambda person: (whole_name(person.name), person.id),
        )
        seed = "\n".join((*sorted(taken), "", *(person.id for person in coming)))
        for person in coming:
            is_own = person.id in self._roster.given and person.id not in taken
            ids[person.id] = person.id if is_own else fresh_id(len(taken) + 1, seed)
            taken.add(ids[person.id])
            new.append(ids[person.id])
        ids |= {coming: stored.id for coming, stored in self._found.items()}
        ids |= {coming: ids[owner] for coming, owner in self._twice.items()}
        asked = self._asked() - self._owner.keys()
        return Known(
            people=tuple(self._people(ids)),
            new=frozenset(new),
            doubts=tuple(self._doubts.values()),
            missing=tuple(one for one in self._present if one.id not in self._owner and one.id not in asked),
            waiting=tuple(one for one in self._present if one.id in asked),
            twice=tuple(person for person in self._roster.people if person.id in self._twice),
            left=self._left,
            found={own: stored.id for own, stored in self._found.items()},
        )

    def _people(self, ids: Mapping[str, str]) -> Iterator[Person]:
        more: dict[str, list[Person]] = defaultdict(list)
        for person in self._roster.people:
            if person.id in self._twice:
                more[self._twice[person.id]].append(person)
        for person in self._roster.people:
            if person.id not in ids or person.id in self._twice:
                continue
            whole = one_person([person, *more[person.id]])
            stored = self._found.get(person.id)
            yield _with_names(self._settled(whole, stored) if stored else self._first(whole, ids[person.id]), ids)

    def _first(self, person: Person, own: str) -> Person:
        """Somebody new with their id; the roster's ID is remembered where it was somebody else's."""
        return dataclasses.replace(person, id=own, keys=(*person.keys, *self._given(person, own)))

    def _given(self, person: Person, own: str) -> tuple[str, ...]:
        """The key of the ID that the roster gives somebody, where the id that they keep does not say it."""
        is_told = person.id == own and not is_made(dataclasses.replace(person, id=own))
        return (f"{ID_SIGN}{id_key(person.id)}",) if person.id in self._roster.given and not is_told else ()


def _with_names(person: Person, ids: Mapping[str, str]) -> Person:
    """Who was named by an id of this run is named by the id that stays."""
    changes: dict[str, object] = {}
    for name in _BY_NAME:
        value = getattr(person, name)
        changes[name] = ids.get(value, value) if isinstance(value, str) else tuple(ids.get(one, one) for one in value)
    return dataclasses.replace(person, **changes)  # type: ignore[arg-type]


def _plain(keys: Iterable[str]) -> list[str]:
    return [key.lstrip(f"=~{ID_SIGN}") for key in keys]


def _is_of_old(person: Person, stored: Person) -> bool:
    return bool({name_key(person), f"={name_key(person)}"} & {*stored.keys})


def _grouped(people: Iterable[Person], keys: Callable[[Person], Iterable[str]]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in dict.fromkeys(keys(person)):
            found[key].append(person)
    return found


def _whole_name(person: Person) -> tuple[str]:
    return (whole_name(person.name),)


def _papers(person: Person) -> list[str]:
    """The keys of the names on somebody's papers."""
    return [key[1:] for key in person.keys if key.startswith("~")]
