"""The people of one proposal side by side: who looks for a mentor, who has a place, and when they can meet."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from mentorwidgets.model import Person, Program
from mentorwidgets.pairing import hours, rules
from mentorwidgets.pairing.terms import Overlap

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Seeker:
    """A mentee who looks for one mentor, for one of these purposes."""

    person: Person
    purposes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Rows of seekers and columns of mentors, in the order of their ids; what is worked out once is kept."""

    program: Program
    seekers: tuple[Seeker, ...]
    mentors: tuple[Person, ...]
    bars: rules.Bars
    seasons: tuple[hours.Season, ...]
    meeting: int = 30  # minutes
    kept: dict[str, Any] = dataclasses.field(default_factory=dict)  # about the mentors only
    own: dict[str, Any] = dataclasses.field(default_factory=dict)  # about these rows

    def some(self, rows: Sequence[int]) -> Scene:
        """The same scene with only some of its rows; what is known of the mentors is shared."""
        if len(rows) == len(self.seekers):
            return self
        return dataclasses.replace(self, seekers=tuple(self.seekers[row] for row in rows), own={})

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Something about the mentors, made at the first call and kept for the parts of the scene."""
        if name not in self.kept:
            self.kept[name] = make()
        kept: T = self.kept[name]
        return kept

    def overlap(self, name: str, make: Callable[[Person], frozenset[str]]) -> Overlap:
        """Counts terms shared with the mentors."""
        return self.once(f"terms of {name}", lambda: Overlap([make(mentor) for mentor in self.mentors]))

    def places(self) -> dict[str, int]:
        """The column of every mentor by id."""
        return self.once("places", lambda: {mentor.id: column for column, mentor in enumerate(self.mentors)})

    def zone(self, person: Person) -> str:
        """The person's time zone, or the program's when it is missing or unknown."""
        return person.timezone if person.timezone and hours.known_zone(person.timezone) else self.program.timezone

    def purpose(self, seeker: Seeker, mentor: Person) -> str:
        """What these two would meet for: the first purpose sought that the mentor offers."""
        offered = rules.purposes_of(self.program, mentor)
        return next((purpose for purpose in seeker.purposes if purpose in offered), "")


def make_scene(
    program: Program, seekers: Sequence[Seeker], mentors: Sequence[Person], bars: rules.Bars, start: dt.date, weeks: int
) -> Scene:
    """Put the people side by side in the order of their ids, whatever order they came in."""
    rows = tuple(sorted(seekers, key=lambda seeker: (seeker.person.id, seeker.purposes)))
    columns = tuple(sorted(mentors, key=lambda mentor: mentor.id))
    bare = Scene(program, rows, columns, bars, ())
    people = (*(seeker.person for seeker in rows), *columns)
    zones = {bare.zone(person) for person in people if person.availability}
    return dataclasses.replace(bare, seasons=hours.seasons(zones or {program.timezone}, start, weeks))
