"""What a row changes in its program, planned before anything is written and said in the same words when it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from mentorwidgets.errors import MentorWidgetsError, RosterError
from mentorwidgets.generate.checking import Checked, place_of, problem_at
from mentorwidgets.generate.manifest import row_checksum
from mentorwidgets.model import Person, Problem, Program
from mentorwidgets.programs import Merged, merge, purposes_left, said_by
from mentorwidgets.store.revising import Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mentorwidgets.generate.packs import PackPair
    from mentorwidgets.model import Roster
    from mentorwidgets.store import Store
    from mentorwidgets.store.revising import Standing
    from mentorwidgets.store.ties import Ties
    from mentorwidgets.updating import PeoplePlan

ACTOR = "mentorwidgets generate"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person decided about a program before a run.

    Args:
        table_first: whether the table goes before where somebody else changed the same.
        same: who in the roster is who on it already, each as ``Ana Silva=ana@lib.example``.
        new: who in the roster is somebody new.
    """

    table_first: bool = False
    same: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a row makes of its program.

    Args:
        item: the row, with its files read.
        is_new: whether there was no such program.
        settings: the program, and what changes in it.
        people: what the roster changes; None where it is none or the one of the last time.
        present: who is there then.
        said: what the table says, to be known the next time.
        pairs: each gets a pack.
        problems: what cannot be done so.
        ties: person id -> what hangs on those who change or go.
        purposes_left: purpose that the program has no more -> how many pairs go on with it.
    """

    item: Checked
    is_new: bool
    settings: Merged
    people: PeoplePlan | None = None
    present: tuple[Person, ...] = ()
    said: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    pairs: tuple[PackPair, ...] = ()
    problems: tuple[Problem, ...] = ()
    ties: Mapping[str, Ties] = dataclasses.field(default_factory=dict)
    purposes_left: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def program(self) -> Program:
        """The program as it will be."""
        return self.settings.program

    def changes_something(self) -> bool:
        """Whether the database would not be the same."""
        people = self.people.comparison if self.people else None
        moved = bool(people and (people.added or people.changed or people.gone))
        return self.is_new or moved or bool(self.settings.changed)

    def touched(self) -> tuple[str, ...]:
        """Ids of those who change or go."""
        if self.people is None:
            return ()
        told = self.people.comparison
        return tuple(person.id for person in (*(now for _, now in told.changed), *told.gone))

    def revision(self) -> Revision:
        """What is to be written."""
        return Revision(program=self.program, people=self.people.people if self.people else None, said=self.said)


def plan(item: Checked, standing: Standing, entry: Mapping[str, Any], answers: Answers) -> Plan:
    """Say what a row makes of its program.

    Args:
        item: the row, with its files read.
        standing: the program as the table finds it.
        entry: the program's part of the last manifest: what older versions knew of the last time.
        answers: what a person decided about it.
    """
    before = _before(item, standing, entry)
    settings = merge(item.row, standing.program, before, table_first=answers.table_first)
    people, asked = _people(item, standing, entry, answers)
    present = people.people if people else standing.people
    pairs, problems = _pairs(item, settings.program, present)
    said = {"settings": settings.said, "roster": _last_roster(standing, entry), **_kept_words(standing)}
    if people is not None:
        is_open = bool(people.kept or people.doubts)
        said |= {"roster": item.checksums["roster"], "people": people.said, "open": is_open}
        said["listed"] = list(people.listed)
    return Plan(
        item=item,
        is_new=standing.program is None,
        settings=settings,
        people=people,
        present=present,
        said=said,
        pairs=pairs,
        problems=(*_troubles(item, standing, settings.program), *asked, *problems),
    )


def with_ties(one: Plan, store: Store) -> Plan:
    """Return a plan with what hangs on those whom it touches."""
    slug, left = one.program.slug, purposes_left(one.settings.changed)
    ties = store.sources.ties(slug, one.touched())
    return dataclasses.replace(one, ties=ties, purposes_left=store.sources.pairs_for(slug, left))


def _before(item: Checked, standing: Standing, entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if standing.said is not None:
        found: Mapping[str, Any] = standing.said.get("settings", {})
        return found
    is_same = entry.get("row") == row_checksum(item.row)  # a folder of an older version, and the table says the same
    return said_by(item.row) if is_same else None


def _people(
    item: Checked, standing: Standing, entry: Mapping[str, Any], answers: Answers
) -> tuple[PeoplePlan | None, tuple[Problem, ...]]:
    """What the roster changes; the one of the last time changes nothing, or it would undo what was mended since."""
    if item.roster is None:
        return None, ()
    is_again = standing.program is not None and _last_roster(standing, entry) == item.checksums["roster"]
    if is_again and not (standing.said or {}).get("open"):
        return None, ()
    try:
        return _people_planned(item, item.roster, standing, answers, is_again=is_again), ()
    except RosterError as error:
        return None, (problem_at(item, "roster", error.what, error.mend),)


def _people_planned(
    item: Checked, roster: Roster, standing: Standing, answers: Answers, *, is_again: bool
) -> PeoplePlan:
    from mentorwidgets.bringing import answers_from_words
    from mentorwidgets.roster import grouped, read_roster, with_known_roles
    from mentorwidgets.updating import Manner, plan_people

    one, same = answers_from_words(roster, (*standing.people, *standing.gone), answers.same, answers.new)
    read = read_roster(*item.files, one=one) if one else roster
    read = with_known_roles(read, standing.people, standing.gone, same)
    if unknown := grouped(row.problem for row in read.roleless):
        raise RosterError(f"{unknown[0].file}: {place_of(unknown[0])}", unknown[0].mend)
    first: Literal["always", "never"] = "always" if answers.table_first else "never"
    return plan_people(standing, read, ACTOR, Manner(is_again=is_again, first=first, same=same))


def _last_roster(standing: Standing, entry: Mapping[str, Any]) -> str:
    if standing.program is None:
        return ""
    found = entry if standing.said is None else standing.said
    return str(found.get("roster", ""))


def _kept_words(standing: Standing) -> dict[str, Any]:
    """What is known of people from the last time."""
    said = standing.said or {}
    return {name: said[name] for name in ("people", "open", "listed") if name in said}


def _pairs(
    item: Checked, program: Program, people: tuple[Person, ...]
) -> tuple[tuple[PackPair, ...], tuple[Problem, ...]]:
    """The pairs of the row's table, among the people who are there then."""
    from mentorwidgets.generate.packs import read_pairs

    if not item.row.pairs:
        return (), ()
    if not people:
        what, mend = "Pairs need the roster of their people.", "Fill in the column 'roster'."
        return (), (problem_at(item, "pairs", what, mend),)
    try:
        pairs, found = read_pairs(item.folder / item.row.pairs, program, people)
    except MentorWidgetsError as error:
        return (), (problem_at(item, "pairs", error.what, error.mend),)
    told = (problem_at(item, "pairs", f"{one.file}: {place_of(one)}", one.mend) for one in found)
    return pairs, tuple(told)


def _troubles(item: Checked, standing: Standing, program: Program) -> Iterator[Problem]:
    if standing.program is None and not program.name:
        yield problem_at(item, "name", "This row has no name.", "Write the program's name.")
    if program.begins and program.ends < program.begins and program.ends:
        what = f"The program would end on {program.ends}, before it begins on {program.begins}."
        yield problem_at(item, "ends", what, "Mend one of the two days.")


def youth_ends(one: Plan) -> bool:
    """Whether a row switches youth protection off."""
    return any(setting.ends_youth_protection() for setting in one.settings.changed)
