"""One row with two sets of columns, "Bio as a mentor" and "Bio as a mentee": each role gets what its own ones say."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from mentorwidgets.model.people import ROLES, Person, is_of_role
from mentorwidgets.roster.batch import Batch, Reading
from mentorwidgets.roster.guess import ColumnGuess
from mentorwidgets.roster.paired import paired_columns
from mentorwidgets.roster.people import Builder
from mentorwidgets.roster.tables import Table


def batch_of(table: Table, reading: Reading) -> Batch:
    """Read a table; where columns stand for one role each, once for each role."""
    guesses = reading.guesses
    pairs = {
        mentor: mentee
        for mentor, mentee in paired_columns(table.headers).items()
        if is_of_role(guesses[mentor].field) and guesses[mentor].field == guesses[mentee].field
    }
    if not pairs:
        return Builder(table, reading).build()
    one, other = (
        Builder(table, dataclasses.replace(reading, guesses=_without(guesses, places))).build()
        for places in (pairs.values(), pairs.keys())
    )
    headers = {table.headers[place] for place in pairs.values()}
    one.problems += [problem for problem in other.problems if problem.column in headers]
    one.unsaid = [mine & theirs for mine, theirs in zip(one.unsaid, other.unsaid, strict=True)]
    one.people = list(_both(one.people, other.people))
    return one


def _without(guesses: Sequence[ColumnGuess], places: Collection[int]) -> tuple[ColumnGuess, ...]:
    return tuple(
        ColumnGuess(header=guess.header, field="skip", confidence=1.0) if index in places else guess
        for index, guess in enumerate(guesses)
    )


def _both(mentors: Sequence[Person], mentees: Sequence[Person]) -> Iterator[Person]:
    for mentor, mentee in zip(mentors, mentees, strict=True):
        both = mentor.in_both(mentor, mentee)
        is_one = len(mentor.roles) < len(ROLES)
        yield dataclasses.replace(both.in_role(mentor.roles[0]), roles=mentor.roles) if is_one else both
