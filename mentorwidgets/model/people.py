"""A person of a mentoring program, the problems of a roster, and the roster itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args

from mentorwidgets.model.programs import Program

Role = Literal["mentor", "mentee"]
Reader = Literal["everyone", "pair", "coordinator"]
Mark = Literal["", "asked", "no"]
Participation = Literal["", "offered", "accepted", "declined", "later"]
Mode = Literal["in person", "video", "phone", "hybrid"]
Kind = Literal["", "library staff", "youth", "community", "professional"]
Criterion = Literal["", "topics", "time", "place", "library type", "experience", "same role", "purpose"]

ROLES: tuple[Role, ...] = get_args(Role)
PARTICIPATIONS: tuple[str, ...] = get_args(Participation)
MODES: tuple[str, ...] = get_args(Mode)
KINDS: tuple[str, ...] = get_args(Kind)
CRITERIA: tuple[str, ...] = get_args(Criterion)
AS_MENTEE = " as mentee"  # stands behind the name of a field of which somebody in both roles says something else there


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a roster says of a person that has no field of its own (an unmapped column).

    ``names`` is ``asked`` where the column names people of the roster and nobody said yet what for, and ``no`` where
    somebody said that it is only a note. It is no part of what the note says.
    """

    label: str
    text: str
    readers: Reader = "coordinator"
    names: Mark = dataclasses.field(default="", compare=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A stretch of free time in a week, in the person's own wall time.

    ``day`` 0 is Monday; ``start`` and ``end`` are minutes after midnight, 0 <= start < end <= 1440.
    """

    day: int
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of a program, as a mentor, a mentee or both.

    Sources: PP2 (bio, interests, work_areas, hobbies), PP5 (participation), PP7 and PP11 (purposes), PP8 (position,
    years, branch), PP9 (region, location, modes, timezone), PP12 (capacity, demand), PP13 (supervisor, avoid,
    clearance), PP19 (wishes), PP22 (offers, wants), PP23 (project_only), PP24 (kind), PP29 (confirmed).
    """

    id: str
    name: str
    roles: tuple[Role, ...]
    email: str = ""
    pronouns: str = ""
    bio: str = ""
    interests: tuple[str, ...] = ()  # research and professional interests
    work_areas: tuple[str, ...] = ()
    hobbies: tuple[str, ...] = ()  # interests outside work
    offers: tuple[str, ...] = ()  # topics a mentor can help with
    wants: tuple[str, ...] = ()  # topics a mentee would like help with
    purposes: tuple[str, ...] = ()  # purposes offered (mentor) or looked for (mentee); empty: any
    position: str = ""
    department: str = ""
    branch: str = ""
    library_type: str = ""  # public, academic, school, special ...
    years: float | None = None  # years of service
    region: str = ""
    rural: bool | None = None
    location: tuple[float, float] | None = None  # latitude, longitude in degrees
    modes: tuple[Mode, ...] = ()  # ways of meeting; empty: any
    timezone: str = ""  # IANA name
    languages: tuple[str, ...] = ()
    availability: tuple[Hours, ...] = ()  # empty: not known
    kind: Kind = ""
    capacity: int | None = None  # mentees a mentor can take; 0 pauses; None: the program's default
    demand: int = 1  # mentors a mentee would like
    assign: bool = False  # "please assign me" (PP4)
    participation: Participation = ""
    project_only: bool = False
    clearance: bool | None = None  # cleared to work with young people
    supervisor: str = ""  # private: id, e-mail or name
    avoid: tuple[str, ...] = ()  # private: ids, e-mails or names
    wishes: tuple[str, ...] = ()  # ranked: ids, e-mails or names
    most_important: Criterion = ""
    waiting: bool = False  # unpaired in an earlier round: priority (PP21)
    confirmed: str = ""  # ISO date of the last confirmation of this profile
    notes: tuple[Note, ...] = ()
    keys: tuple[str, ...] = ()  # private: sums of other names, addresses and IDs under which rosters have this person
    mentee_side: Person | None = None  # what differs when somebody in both roles is the mentee, and nothing else

    def in_role(self, role: str) -> Person:
        """This person as a mentee, or else as a mentor; who says the same in both is the same person in each.

        >>> ana = Person(id="1", name="Ana", roles=ROLES, branch="Oak", mentee_side=beside(branch="Elm"))
        >>> ana.in_role("mentor").branch, ana.in_role("mentee").branch
        ('Oak', 'Elm')
        """
        if self.mentee_side is None:
            return self
        own = said_in_role(self.mentee_side) if role == "mentee" else {}
        return dataclasses.replace(self, **own, mentee_side=None)

    def in_both(self, mentor: Person, mentee: Person) -> Person:
        """This person in both roles: each keeps its own words, and what one does not say is as the other says it.

        Whoever takes no part in one role may well take part in the other, so that is never filled in.
        """
        own = {name: getattr(mentor if is_said(name, mentor) else mentee, name) for name in _OF_ROLE}
        own["participation"] = mentor.participation
        asked = mentee.participation or ("offered" if mentor.participation else "")
        said = {**said_in_role(mentee), **({"participation": asked} if asked else {})}
        other = {name: value for name, value in said.items() if value != own[name]}
        return dataclasses.replace(self, **own, roles=ROLES, mentee_side=beside(**other) if other else None)

    def with_offer(self, participation: Participation) -> Person:
        """The same person after they answered whether they would like a mentor; as a mentor nothing changes."""
        if len(self.roles) < 2:
            return dataclasses.replace(self, participation=participation)
        mentee = dataclasses.replace(self.in_role("mentee"), participation=participation)
        return self.in_both(self.in_role("mentor"), mentee)

    def all_notes(self) -> tuple[Note, ...]:
        """The notes of both roles."""
        side = self.mentee_side.notes if self.mentee_side else ()
        return (*self.notes, *(note for note in side if note not in self.notes))

    def facts(self) -> dict[str, Any]:
        """Every field by name, and what differs as a mentee by its name and that: for whoever compares or lists them.

        >>> ana = Person(id="1", name="Ana", roles=ROLES, branch="Oak", mentee_side=beside(branch="Elm"))
        >>> [(name, value) for name, value in ana.facts().items() if name.startswith("branch")]
        [('branch', 'Oak'), ('branch as mentee', 'Elm')]
        """
        own = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name != "mentee_side"}
        side = said_in_role(self.mentee_side) if self.mentee_side else {}
        return {**own, **{f"{name}{AS_MENTEE}": value for name, value in side.items()}}

    def is_mentor(self) -> bool:
        """Whether this person mentors."""
        return "mentor" in self.roles

    def is_mentee(self) -> bool:
        """Whether this person looks for a mentor."""
        return "mentee" in self.roles


_SHARED = frozenset(
    {"id", "name", "roles", "email", "keys", "supervisor", "avoid", "mentee_side"}
    | {"wishes", "demand", "assign", "waiting"}
)  # who somebody is, rules, which hold in both roles, and what only a mentee is asked
_OF_ROLE: Mapping[str, Any] = {
    field.name: field.default for field in dataclasses.fields(Person) if field.name not in _SHARED
}


def beside(**said: Any) -> Person:
    """What a person says in another role, with no name of its own."""
    return Person(id="", name="", roles=(), **said)


def said_in_role(side: Person) -> dict[str, Any]:
    """Everything that is said in a role, by name of the field."""
    return {name: getattr(side, name) for name in _OF_ROLE if is_said(name, side)}


def is_of_role(name: str) -> bool:
    """Whether each role may say something else of a field."""
    return name in _OF_ROLE


def is_said(name: str, side: Person) -> bool:
    """Whether a role says anything of a field."""
    return bool(getattr(side, name) != _OF_ROLE[name])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file, where it is, and how to mend it. ``row`` counts from 1 as spreadsheets do.

    ``level`` is ``error`` when a row could not be taken as a person, ``warning`` when it was taken but one value was
    not understood (the raw text is then kept as a note), ``notice`` when we only say what we did.
    """

    file: str
    what: str
    mend: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    level: Literal["error", "warning", "notice"] = "error"
    about: tuple[str, ...] = ()  # of a question whether two rows are one person: who they are (see `called`)
    words: str = ""  # of a name that means nobody for certain: as it was written
    likely: tuple[str, ...] = ()  # and who may be meant, as it could be written instead

    def __str__(self) -> str:
        """Say it as one line: file, sheet, row, column, what, how to mend."""
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column '{self.column}'" if self.column else ""
        place = ", ".join(part for part in (self.file, self.sheet, row, column) if part)
        return f"{place}: {self.what} {self.mend}".strip()


_ALWAYS = frozenset({"id", "name", "roles", "keys", "mentee_side"})
_MADE_OF = {"latitude": "location", "available": "capacity", "sent": "confirmed"}  # column -> what it may make


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Roleless:
    """A row that says of nobody whether they mentor, and the error that says so: whoever is known keeps their role."""

    person: Person
    problem: Problem


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What `read_roster` gives: the people and every problem at once; never a printed text.

    ``rows`` counts the rows of the table below its header that are not wholly empty. ``columns`` maps each header
    of the file, in order, to the field it was taken for (``""``: kept as a note). ``unsaid`` are the fields of each
    person (by id) whose cells are blank or could not be read: what is known there stays. ``unsaid_as`` says the same of
    each role (by id and role) of who has a row for each. ``roleless`` are no people yet: see `roster.with_known_roles`.
    """

    people: tuple[Person, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    given: frozenset[str] = frozenset()  # ids of people that the roster itself gives; all others hold for this run
    unsaid: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    unsaid_as: Mapping[str, Mapping[str, frozenset[str]]] = dataclasses.field(default_factory=dict)
    roleless: tuple[Roleless, ...] = ()

    def says(self) -> frozenset[str]:
        """The fields that this roster has a column for; what was not understood speaks of ``notes``."""
        notes = ("notes",) if any(person.notes for person in self.people) else ()
        fields = {field or "notes" for _, field in self.columns}
        return frozenset((*notes, *fields, *(made for field, made in _MADE_OF.items() if field in fields)))

    def leaves(self, person: Person, stored: Person, says: frozenset[str] | None = None) -> dict[str, Any]:
        """What stays of somebody who is known: what this roster has no column for, and where their cells say nothing.

        Notes are all that there are then: each label is a field of its own.

        Args:
            person: as the roster has them.
            stored: as they are known.
            says: what `says` gave, for who asks about many people.

        >>> ana = Person(id="1", name="Ana", roles=("mentor",), bio="Reads maps.", branch="Oak", assign=True)
        >>> columns = (("Branch", "branch"), ("Assign", "assign"))
        >>> roster = Roster(people=(ana,), columns=columns, unsaid={"1": {"branch"}})
        >>> left = roster.leaves(Person(id="1", name="Ana", roles=("mentor",)), ana)
        >>> left["bio"], left["branch"], "assign" in left
        ('Reads maps.', 'Oak', False)
        """
        says = self.says() if says is None else says
        silent = self.unsaid.get(person.id, frozenset())
        left = {
            field.name: getattr(stored, field.name)
            for field in dataclasses.fields(Person)
            if field.name not in _ALWAYS
            and (field.name not in says or (field.name in silent and getattr(person, field.name) == field.default))
        }
        said = {header for header, field in self.columns if field and field not in silent}
        said |= {note.label for note in person.notes}
        notes = (*person.notes, *(note for note in stored.notes if note.label not in said))
        left["notes"] = tuple(note for note in notes if note.text.strip().lower() != "(empty)")
        return left

    def mentors(self) -> tuple[Person, ...]:
        """The people who mentor."""
        return tuple(person for person in self.people if person.is_mentor())

    def mentees(self) -> tuple[Person, ...]:
        """The people who look for a mentor."""
        return tuple(person for person in self.people if person.is_mentee())


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RosterChange:
    """What a new roster changes against the people already there, by person id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def called(person: Person) -> str:
    """Say who somebody is, as a file has them: name and address.

    >>> called(Person(id="1", name="Ana Silva", roles=(), email="ana@lib.example"))
    'Ana Silva <ana@lib.example>'
    """
    return f"{person.name} <{person.email}>" if person.email else person.name


def is_young(program: Program, person: Person) -> bool:
    """Whether this person's name is for staff alone: young people of youth programs, mentors of that kind included."""
    kinds = {person.in_role(role).kind for role in ROLES}
    return program.youth and ("youth" in kinds or not person.is_mentor())


def initials(name: str) -> str:
    """Return the initials of a full name; a single word, such as a nickname, stays (XC4).

    >>> initials("Ben Carter"), initials("Sparrow")
    ('B. C.', 'Sparrow')
    """
    words = name.split()
    return name if len(words) < 2 else " ".join(f"{word[0].upper()}." for word in words)
