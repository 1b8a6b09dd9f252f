"""Who of the people there comes near somebody in a roster: one address, one name, or names that are much alike."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from mentorwidgets.model.names import is_slip, near, same_name, spelt_out, whole_name
from mentorwidgets.model.people import ROLES, Person
from mentorwidgets.roster.chosen import LEGAL
from mentorwidgets.roster.ids import is_nameless, mail
from mentorwidgets.roster.words import listed

MOST = 5
"""People who are offered."""
_STORY = 10  # letters of a bio that nobody else writes by chance
_OFTEN = 50  # a word that so many names hold tells nothing


def names_of_person(person: Person) -> tuple[str, ...]:
    """The names of somebody: the one that they use, and the one on their papers."""
    return (person.name, *(note.text for note in person.all_notes() if note.label == LEGAL))


def _whole_names(person: Person) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelt for name in names_of_person(person) for spelt in _spellings(name)))


@functools.lru_cache(maxsize=50_000)
def _spellings(name: str) -> tuple[str, ...]:
    """A whole name, also as it is written where a keyboard has no umlauts."""
    return tuple(dict.fromkeys(map(whole_name, (name, spelt_out(name)))))


def is_called(person: Person, other: Person) -> bool:
    """Whether both have one whole name, the one that they use or that on their papers."""
    return any(same_name(one, two) for one in names_of_person(person) for two in names_of_person(other))


def may_be_called(person: Person, other: Person) -> bool:
    """Whether a name of one may be a name of the other, see `is_alike`."""
    return any(is_alike(one, two) for one in _whole_names(person) for two in _whole_names(other))


def is_alike(one: str, other: str) -> bool:
    """Whether two whole names may be one that is written longer or shorter, turned round, with initials or with a slip.

    >>> is_alike("ana", "ana silva"), is_alike("silva ana", "ana m silva"), is_alike("ana silva", "ana reyes")
    (True, True, False)
    """
    return _is_part(one, other) or bool(_slips(one) & _slips(other))


def _is_part(one: str, other: str) -> bool:
    short, long = one.split(), other.split()
    if len(short) > len(long):
        short, long = long, short
    left = [word for word in short if word not in long]
    rest = [word for word in long if word not in short]
    if len(left) == len(short):
        return False
    for word in left:
        found = next((own for own in rest if own.startswith(word) or word.startswith(own)), None)
        if found is None or any(map(str.isdigit, word + found)):
            return False
        rest.remove(found)
    return True


def _slips(name: str) -> frozenset[str]:
    """What a name has in common with one that is spelt nearly so; a number or a last initial is that one or not."""
    return frozenset() if any(map(str.isdigit, name)) or name[-2:-1] == " " else near(name)


class Likeness:
    """Finds those of the people who are there who come near somebody, in a few steps for each.

    Args:
        there: people who may be found.
        present: ids of those who did not leave.
        shared: addresses that several people have.
    """

    def __init__(self, there: Sequence[Person], present: Collection[str], shared: Collection[str]) -> None:
        """Take down what tells people apart."""
        self._shared = shared
        self._present = present
        self._mails: dict[str, list[Person]] = defaultdict(list)
        self._names: dict[str, list[Person]] = defaultdict(list)
        self._slips: dict[str, list[Person]] = defaultdict(list)
        self._words: dict[str, list[Person]] = defaultdict(list)
        for person in there:
            self._mails[mail(person)].append(person)
            for name in _whole_names(person):
                self._names[name].append(person)
                for slip in _slips(name):
                    self._slips[slip].append(person)
            for word in _words(person):
                self._words[word].append(person)

    def of(self, person: Person) -> list[tuple[Person, str]]:
        """Those who may be this person, the likeliest first, each with the reason."""
        found: dict[str, tuple[Person, str]] = {}
        for stored, why in self._near(person):
            there = "is there already" if stored.id in self._present else "was there before"
            found.setdefault(stored.id, (stored, f"{stored.name:.60} {there}{why}."))
        return list(found.values())

    def _near(self, person: Person) -> Iterator[tuple[Person, str]]:
        names = _whole_names(person)
        for stored in self._all(self._names, names, MOST):
            yield stored, _other_address(person, stored)
        own = mail(person)
        there = self._mails.get(own, ())[:_OFTEN] if own else ()
        for stored in sorted(there, key=lambda stored: not may_be_called(person, stored)):  # of a family the initial
            is_shared = own in self._shared and not (is_nameless(person) or is_nameless(stored))
            if not is_shared or _words(person) & _words(stored):
                yield stored, ", with this e-mail address"
        for stored in self._all(self._slips, (slip for name in names for slip in _slips(name)), MOST):
            yield stored, ", spelt nearly so"
        for stored in self._with_a_word_of(person):
            if _has_part(person, stored):
                yield stored, f", with a name much like {person.name:.60}"
            elif _has_short_name(person, stored):
                yield stored, ", perhaps by another form of the first name"
            elif stored.id in self._present and _has_same_story(person, stored):
                yield stored, ", and much else is the same"

    def _all(self, found: dict[str, list[Person]], keys: Iterable[str], most: int) -> Iterator[Person]:
        for key in keys:
            yield from found.get(key, ())[:most]

    def _with_a_word_of(self, person: Person) -> Iterator[Person]:
        """Who has a word of a name that is not everybody's; of words that are, the rarest."""
        called = sorted((self._words[word] for word in _words(person) if word in self._words), key=len)
        for number, people in enumerate(called):
            if len(people) <= (_OFTEN if number else 2 * _OFTEN):
                yield from people


def _words(person: Person) -> set[str]:
    return {word for name in _whole_names(person) for word in name.split()}


def _has_part(person: Person, stored: Person) -> bool:
    """Whether a name is a part of the other; one word alone tells nothing where both have addresses of their own."""
    parts = [
        min(len(one.split()), len(other.split()))
        for one in _whole_names(person)
        for other in _whole_names(stored)
        if _is_part(one, other)
    ]
    return max(parts, default=0) > (1 if mail(stored) and mail(person) not in ("", mail(stored)) else 0)


def _has_short_name(person: Person, stored: Person) -> bool:
    """Whether both have one surname, and first names of which one is short for the other: Bill and William Reed."""
    return any(
        mine[1:] == theirs[1:] != [] and _lines_of(mine[0]) & _lines_of(theirs[0])
        for mine in map(str.split, _whole_names(person))
        for theirs in map(str.split, _whole_names(stored))
    )


def _lines_of(first: str) -> frozenset[int]:
    return _short_names().get(first, frozenset())


@functools.cache
def _short_names() -> dict[str, frozenset[int]]:
    """Every first name of the list -> the lines in which it stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(listed("short_names")["names"]):
        for name in line.split():
            found[name].add(number)
    return {name: frozenset(lines) for name, lines in found.items()}


def _other_address(person: Person, stored: Person) -> str:
    if mail(person) == mail(stored):
        return ""
    if mail(person) and mail(stored):
        return ", with another e-mail address"
    return ", without an e-mail address" if mail(person) else f", as {stored.email:.60}"


def _has_same_story(person: Person, stored: Person) -> bool:
    stories, told = ({one.in_role(role).bio for role in ROLES} for one in (person, stored))
    if any(len(story) >= _STORY for story in stories & told):
        return True
    one, other = mail(person), mail(stored)
    return bool(one and other) and is_slip(one, other)
