"""What a roster makes of the people of a program: who is who, compared, and asked where it is not clear."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.drafts import Comparison, compare
from mentorwidgets.errors import RosterError
from mentorwidgets.model import ROLES, Person, Problem, Roster, called
from mentorwidgets.pairing import columns_marked, marked, with_ids
from mentorwidgets.pairing.names import says_nobody
from mentorwidgets.roster import Doubt, Known, recognise, with_known_roles
from mentorwidgets.roster.ids import means
from mentorwidgets.roster.same import one_person


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What taking a roster in makes of the people of a program.

    ``people`` is everybody who is there then. Whoever is in doubt (`known.doubts`) is not taken in, and those whom they
    may be stay as they are.
    """

    roster: Roster
    known: Known
    people: tuple[Person, ...]
    comparison: Comparison
    present: tuple[Person, ...] = ()
    gone: tuple[Person, ...] = ()

    def problems(self) -> tuple[Problem, ...]:
        """The roster's problems without questions that are answered: whether two are one whom we know as two."""
        return open_problems(self.roster, self.known)


def plan_roster(
    roster: Roster,
    present: Sequence[Person],
    gone: Sequence[Person] = (),
    *,
    same: Mapping[str, str] | None = None,
    keep: bool = False,
) -> Plan:
    """Work out what a roster makes of the people who are there. Nothing is changed.

    Args:
        roster: as it was read.
        present: who is there.
        gone: who was there before.
        same: answers about doubts: id in the roster -> id of who that is, or blank for somebody new.
        keep: whether those stay who are not in the roster, each with the roles that they have.
    """
    roster = with_known_roles(roster, present, gone, same)
    known = recognise(roster, present, gone, same)
    coming = _with_roles(known.people, present) if keep else known.people
    named = with_ids((*coming, *known.waiting, *(known.missing if keep else ())), gone)
    people = marked(with_rules_kept(named, present), columns_marked(present))
    comparison = compare(people, present)
    return Plan(
        roster=roster, known=known, people=people, comparison=comparison, present=tuple(present), gone=tuple(gone)
    )


def with_rules_kept(people: Iterable[Person], present: Iterable[Person]) -> tuple[Person, ...]:
    """Leave whom somebody must not be paired with where a list names somebody there who is not understood.

    Those are asked about; until then, and after, what was understood before is not lost by it.
    """
    had = {person.id: person for person in present}
    return tuple(_with_rules(person, had[person.id], had) if person.id in had else person for person in people)


def _with_rules(person: Person, there: Person, had: Mapping[str, Person]) -> Person:
    if not all(one in had or says_nobody(one) for one in person.avoid):
        kept = (one for one in there.avoid if one in had)
        person = dataclasses.replace(person, avoid=tuple(dict.fromkeys((*person.avoid, *kept))))
    names = [one for one in person.supervisor.split("; ") if one]
    if not all(one in had or says_nobody(one) for one in names):
        kept = (one for one in there.supervisor.split("; ") if one in had)
        person = dataclasses.replace(person, supervisor="; ".join(dict.fromkeys((*names, *kept))))
    return person


def _with_roles(people: Iterable[Person], present: Sequence[Person]) -> tuple[Person, ...]:
    had = {person.id: person for person in present}
    return tuple(_beside(person, had.get(person.id, person)) for person in people)


def _beside(person: Person, there: Person) -> Person:
    """Somebody who comes in one role and has another already, which keeps its own; whom either names stays named."""
    if {*there.roles} <= {*person.roles}:
        return person
    mentor, mentee = (person if role in person.roles else there.in_role(role) for role in ROLES)
    named = one_person([person, there])
    return named.in_both(mentor, mentee)


def open_problems(roster: Roster, known: Known) -> tuple[Problem, ...]:
    """The problems of a roster without those questions that are answered by who is known."""
    asked = {words for problem in roster.problems for words in problem.about}
    if not asked:
        return roster.problems
    waiting = {doubt.person.id for doubt in known.doubts}
    strangers = {called(person) for person in roster.people if person.id in waiting}
    strangers |= {called(person) for person in known.people if person.id in known.new}
    return tuple(p for p in roster.problems if not p.about or set(p.about) & strangers)


def asked_words(doubt: Doubt, *, is_done: bool = False, where: str = "") -> str:
    """Ask who somebody is, with the way to answer on the command line; ``where`` stands before the name there."""
    name, wait = called(doubt.person), "is not taken in" if is_done else "will not be taken in"
    who = name if name == doubt.words else f"{name} (ID {doubt.words:.40})"
    same, *others = [f"--same {_quoted(f'{where}{doubt.words}={one.id}')}" for one in doubt.likely]
    more = "".join(f" ({one.name:.60}: {words})" for one, words in zip(doubt.likely[1:], others, strict=True))
    return (
        f"{doubt.why} Is {who} the same? Until you say so, this row {wait} and nobody changes: "
        f"{same} keeps links and answers{more}, --new {_quoted(f'{where}{doubt.words}')} adds somebody new."
    )


def _quoted(words: str) -> str:
    """Words as they can be pasted into a terminal: in the quotes that every one knows, unless they hold such a sign."""
    return shlex.quote(words) if set(words) & set('"$`\\!%') else f'"{words}"'


def plain_doubt(doubt: Doubt) -> dict[str, Any]:
    """A doubt as plain JSON: who it is about, how to name them, why, and the ids of those who may be the same."""
    named = {"person": called(doubt.person), "named": doubt.words}
    return {**named, "why": doubt.why, "may be": [one.id for one in doubt.likely]}


def answers_from_words(
    roster: Roster, there: Sequence[Person], same: Iterable[str] = (), new: Iterable[str] = ()
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Read answers as a person types them: ``NEW=OLD`` for the same person, ``NEW`` for somebody new.

    Each is a name, an e-mail address, an ID, or ``Name <address>``.

    Returns:
        who in the files is one person, to read them with; and who is who of those who are there, see `plan_roster`.

    Raises:
        RosterError: it is not of that form, or one of the two is nobody or several people.
    """
    one: list[tuple[str, str]] = []
    found = {_only(words, roster.people, "in the files").id: "" for words in new}
    for words in same:
        first, other = _parted(words, roster.people)
        person = _only(first, roster.people, "in the files")
        rows = [row for row in roster.people if means(other, row) and row.id != person.id]
        if len(rows) == 1 and all(stored.id != other.strip() for stored in there):
            one.append((called(person), called(rows[0])))
        else:
            found[person.id] = _only(other, there, "on the roster").id
    return one, found


def _parted(words: str, people: Sequence[Person]) -> tuple[str, str]:
    """Both sides of an answer; where a name or an ID holds the sign too, it ends where it first means somebody."""
    parts = words.split("=")
    pairs = [("=".join(parts[:at]), "=".join(parts[at:])) for at in range(1, len(parts))]
    pairs = [(first, other) for first, other in pairs if first.strip() and other.strip()]
    if not pairs:
        raise RosterError(f"'{words}' says nothing of two people.", 'Write it like "Ana Silva=ana@lib.example".')
    return next((pair for pair in pairs if any(means(pair[0], person) for person in people)), pairs[0])


def _only(words: str, people: Sequence[Person], where: str) -> Person:
    found = [person for person in people if means(words, person)]
    exact = [person for person in found if words.strip() in (person.id, called(person))]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        ids = ", ".join(f"{called(person)}: {person.id}" for person in found[:5])
        raise RosterError(f"Several people {where} are called '{words.strip()}' ({ids}).", "Write the ID of one.")
    raise RosterError(f"There is nobody '{words.strip()}' {where}.", "Look at the name, and at the question.")
