"""Read rosters: one or two files, each with one or several sheets, to people and problems."""

from __future__ import annotations

import dataclasses
import gc
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from mentorwidgets.errors import RosterError
from mentorwidgets.model.people import Person, Problem, Role, Roster
from mentorwidgets.pairing import WAYS, marked
from mentorwidgets.pairing.noted import applied
from mentorwidgets.roster.asked import column_problems, name_problems, with_named
from mentorwidgets.roster.batch import Batch, Reading
from mentorwidgets.roster.bosses import with_whole_bosses
from mentorwidgets.roster.files import grids_from_bytes, read_bytes
from mentorwidgets.roster.guess import ColumnGuess, guess_columns
from mentorwidgets.roster.lexicon import is_of_the_past_or_another, turned_meaning
from mentorwidgets.roster.mapping import ColumnMapping, read_mapping
from mentorwidgets.roster.negations import is_negated
from mentorwidgets.roster.role_columns import has_both
from mentorwidgets.roster.roleless import given_ids, of_nobody_else
from mentorwidgets.roster.roles import role_from_name
from mentorwidgets.roster.same import people_from_batches
from mentorwidgets.roster.sections import role_from_title
from mentorwidgets.roster.several import tables_of_sheet
from mentorwidgets.roster.sides import batch_of
from mentorwidgets.roster.speaks import is_ticked_column
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import yes_or_no
from mentorwidgets.roster.unsaid import in_part, unsaid_by_id, unsaid_by_role
from mentorwidgets.roster.words import plain_words

_WHO = r"(?: (?:id|ids|name|names|full name|email|e mail|email address|netid|s name|s email))?$"
_MENTOR_COLUMN = re.compile(r"^(?:the )?mentors?" + _WHO)
_MENTEE_COLUMN = re.compile(r"^(?:the )?(?:mentees?|proteges?|students?)" + _WHO)
_BE_ONE = re.compile(r"\b(?:be|being|become|becoming|as|am|are you) an? (?:\w+ )?(mentor|mentee) ")
_TELLS = frozenset({"roles", "both", "as_mentor", "as_mentee"})
_IDENTITY = frozenset({"name", "first", "last", "email", "id"})


def read_table(
    file: str | Path, data: bytes | None = None, *, mapping: ColumnMapping | None = None
) -> tuple[Table, ...]:
    """Read the sheets of a file as text, without asking who is who.

    Args:
        file: CSV, TSV, XLSX, XLS, ODS or JSON; the kind is told by its bytes.
        data: the bytes, for an upload or a paste; ``file`` is then only a name.
        mapping: the headers that it names tell where the header is.

    Returns:
        one table per sheet, or several that stand in one (hidden and empty sheets have no rows), each with notices of
        what was seen.

    Raises:
        RosterError: nothing at all can be read.
    """
    name = Path(file).name or str(file)
    grids = grids_from_bytes(read_bytes(file) if data is None else data, name)
    by_name = role_from_name(Path(name).stem)
    known = frozenset(map(plain_words, mapping.columns)) if mapping else frozenset()
    tables = [table for grid in grids for table in tables_of_sheet(grid, known)]
    return tuple(table if table.role else dataclasses.replace(table, role=by_name) for table in tables)


def read_roster(
    *files: str | Path,
    role: Role | None = None,
    mapping: ColumnMapping | Path | None = None,
    today: date | None = None,
    one: Iterable[tuple[str, str]] = (),
) -> Roster:
    """Read the people of one or several files, such as one of mentors and one of mentees.

    Args:
        files: CSV, TSV, XLSX, XLS, ODS or JSON files.
        role: who the people are where no column tells it; goes before the names of files and sheets.
        mapping: which column is what, or the TOML file that says so; goes before every guess.
        today: for years of service since a date; the present day (UTC) when not given.
        one: whose rows are one person: two names, e-mail addresses or IDs each.

    Returns:
        the people, and every problem at once. Each row is a person, or was folded into one (a notice names the row), or
        could not be taken (an error names the row).

    Raises:
        RosterError: a file cannot be read at all.
    """
    if not files:
        raise RosterError("No file was named.", "Name one or two roster files.")
    said = read_mapping(mapping) if isinstance(mapping, Path) else mapping or ColumnMapping()
    with _without_collecting():
        tables = [table for file in files for table in _chosen(read_table(file, mapping=said), said, role)]
        batches = [batch_from_table(table, guesses, said, _role_of(table, role), today) for table, guesses in tables]
        return roster_from_batches(batches, tables, one)


def _role_of(table: Table, role: Role | None) -> Role | None:
    """The role that was said for a file, but for one of several tables whose own title says another."""
    return table.role if table.part and table.role else role


def people_from_table(
    table: Table,
    guesses: Sequence[ColumnGuess] | ColumnMapping | None = None,
    role: Role | None = None,
    *,
    mapping: ColumnMapping | None = None,
    today: date | None = None,
) -> Roster:
    """Make people of one table, for a preview in which cells are mended and columns mapped.

    Args:
        table: from `read_table`, perhaps with mended cells.
        guesses: what each column is, or a mapping; guessed when not given.
        role: who the people are where no column tells it.
        mapping: who may read notes, and the order of days.
        today: for years of service since a date.
    """
    said = guesses if isinstance(guesses, ColumnMapping) else mapping or ColumnMapping()
    known = (
        guess_columns(_with_role(table, said, role), said)
        if guesses is None or isinstance(guesses, ColumnMapping)
        else guesses
    )
    return roster_from_batches([batch_from_table(table, known, said, role, today)], [(table, known)])


@contextmanager
def _without_collecting() -> Iterator[None]:
    """The collector would walk the growing tables again and again, and never finds anything in them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # what was made now counts as old, so that the next round does not walk it
        if was:
            gc.enable()


def _with_role(table: Table, mapping: ColumnMapping, role: Role | None) -> Table:
    known = role or mapping.role
    return dataclasses.replace(table, role=known) if known and known != table.role else table


def _chosen(
    tables: Sequence[Table], mapping: ColumnMapping, role: Role | None
) -> list[tuple[Table, Sequence[ColumnGuess]]]:
    """The sheets that are rosters; what is set aside is said."""
    read = [(table, guess_columns(_with_role(table, mapping, role), mapping)) for table in tables]
    full = [(table, guesses) for table, guesses in read if len(table)]
    if not full:
        return _nothing(read)
    empty = [problem for table, _ in read if not len(table) for problem in table.notices]
    aside = set_aside(full) if len(full) > 1 else {}
    kept = [pair for index, pair in enumerate(full) if index not in aside]
    notices = [
        Problem(
            file=table.file,
            sheet=table.sheet,
            level="notice",
            what=f"This sheet was not read ({len(table)} rows): {aside[index]}",
        )
        for index, (table, _) in enumerate(full)
        if index in aside
    ]
    first, guesses = kept[0]
    return [(dataclasses.replace(first, notices=(*empty, *notices, *first.notices)), guesses), *kept[1:]]


def _nothing(read: Sequence[tuple[Table, Sequence[ColumnGuess]]]) -> list[tuple[Table, Sequence[ColumnGuess]]]:
    if not read:
        return []
    table, guesses = read[0]
    said = Problem(
        file=table.file, what="There are no rows below the header.", mend="Choose the file with the answers in it."
    )
    notices = [notice for other, _ in read for notice in other.notices]
    return [(dataclasses.replace(table, notices=(*notices, said)), guesses)]


def set_aside(read: Sequence[tuple[Table, Sequence[ColumnGuess]]]) -> dict[int, str]:
    """Sheets of a workbook that are no roster of their own, and why."""
    fields = [{guess.field for guess in guesses} for _, guesses in read]
    aside: dict[int, str] = {}
    people = [index for index, known in enumerate(fields) if known & _IDENTITY]
    if not people:
        return aside
    aside.update({index: "it holds no names or e-mail addresses." for index in range(len(read)) if index not in people})
    tells = [index for index in people if fields[index] & _TELLS or _own_role(read[index][0])]
    if tells:
        aside.update(
            {
                index: "neither its name nor a column tells mentors from mentees."
                for index in people
                if index not in tells and not read[index][0].part
            }
        )
    left = [index for index in people if index not in aside]
    for index in left:
        main = next(
            (
                other
                for other in left
                if other != index
                and "email" in fields[other]
                and "email" not in fields[index]
                and _repeats(read[other], read[index])
            ),
            None,
        )
        if main is not None:
            aside[index] = f"it repeats the people of '{read[main][0].sheet}'."
    return aside


def _own_role(table: Table) -> Role | None:
    return role_from_name(table.sheet) or role_from_title(table.title)


def _repeats(main: tuple[Table, Sequence[ColumnGuess]], other: tuple[Table, Sequence[ColumnGuess]]) -> bool:
    """Whether half of a sheet's people stand in another one."""
    names, known = _names(*main), _names(*other)
    return bool(names) and len(names & known) >= 0.5 * len(names)


def _names(table: Table, guesses: Sequence[ColumnGuess]) -> set[str]:
    at = {guess.field: column for guess, column in zip(guesses, table.columns, strict=True) if guess.field in _IDENTITY}
    if "name" in at:
        return {plain_words(cell) for cell in at["name"]} - {""}
    if "first" in at and "last" in at:
        return {plain_words(f"{a} {b}") for a, b in zip(at["first"], at["last"], strict=True)} - {""}
    return set()


def batch_from_table(
    table: Table, guesses: Sequence[ColumnGuess], mapping: ColumnMapping, role: Role | None, today: date | None
) -> Batch:
    """Return the people of one table and every problem, before they are compared with those of other tables."""
    if is_list_of_pairs(table):
        return _pairs(table)
    table, guesses = with_whole_bosses(table, guesses)
    known = role or mapping.role or table.role
    asked = None if known or {guess.field for guess in guesses} & _TELLS else _role_from_questions(table, guesses)
    reading = Reading(guesses=guesses, mapping=mapping, role=known or asked, today=today or datetime.now(UTC).date())
    batch = batch_of(table, reading)
    batch.said = {name: field for name, field in mapping.columns.items() if name not in table.headers}
    if asked and batch.people:
        batch.problem(
            f"The questions are those for a {asked}, so everyone was taken as a {asked}.",
            "If that is wrong, say the role (--role mentor or --role mentee).",
            level="notice",
        )
    return batch


def _role_from_questions(table: Table, guesses: Sequence[ColumnGuess]) -> Role | None:
    fields = {guess.field for guess in guesses}
    open_ones = (
        header for header, column in zip(table.headers, table.columns, strict=True) if not _some_say_no(column)
    )
    own = (header for header in open_ones if not is_negated(header) and not is_of_the_past_or_another(header))
    asked = [_role_of_question(f" {plain_words(header)} ") for header in own]
    mentor = bool(fields & {"capacity", "available"}) or "mentor" in asked
    mentee = bool(fields & {"demand", "assign"}) or "mentee" in asked
    if has_both(table) or any(turned and turned.field == "assign" for turned in map(turned_meaning, table.headers)):
        return None  # "Match me with a mentee" is asked, too
    if mentor and not mentee:
        return "mentor"
    return "mentee" if mentee and not mentor else None


def _some_say_no(column: Sequence[str]) -> bool:
    """Whether a question is answered by yes and no: what it asks is not said of all."""
    return is_ticked_column(column) and any(yes_or_no(cell) is False for cell in dict.fromkeys(column))


def _role_of_question(plain: str) -> Role | None:
    """Who is asked "What do you expect of your mentee?", or "Why would you like to be a mentor?"."""
    if found := _BE_ONE.search(plain):
        return "mentor" if found[1] == "mentor" else "mentee"
    if " your mentee" in plain or " a mentee " in plain:
        return "mentor"
    return "mentee" if " your mentor" in plain or " a mentor " in plain else None


def is_list_of_pairs(table: Table) -> bool:
    """Whether each row names a mentor and a mentee: pairs that were made, no people who offer themselves."""
    plain = [plain_words(header) for header in table.headers]
    named = list(zip(plain, table.columns, strict=True))
    mentors = [header for header, column in named if _MENTOR_COLUMN.search(header) and not is_ticked_column(column)]
    mentees = [header for header, column in named if _MENTEE_COLUMN.search(header) and not is_ticked_column(column)]
    own = {"name", "full name", "first name", "last name", "email", "e mail", "email address"} & set(plain)
    return bool(mentors and mentees and not own)


def _pairs(table: Table) -> Batch:
    batch = Batch(table, problems=list(table.notices), count=len(table))
    for number in table.numbers:
        batch.problem(
            "This is a list of pairs, no roster: the row names a mentor and a mentee.",
            "Bring the roster of mentors and that of mentees.",
            row=number,
        )
    return batch


def roster_from_batches(
    batches: Sequence[Batch],
    tables: Sequence[tuple[Table, Sequence[ColumnGuess]]],
    one: Iterable[tuple[str, str]] = (),
) -> Roster:
    """Return one roster from the people of several tables: who stands twice is folded into one, and that is said."""
    given = {person.id for batch in batches for person in batch.people if person.id}  # before all have one
    folk, folded = people_from_batches(batches, one)
    said = {name: field for batch in batches for name, field in batch.said.items()}  # of columns headed with names
    answers = {name: (field,) if field in WAYS else () for name, field in said.items()}
    people = applied(marked(with_named(folk, [guesses for _, guesses in tables])), answers)
    columns = dict.fromkeys((guess.header, guess.field) for _, guesses in tables for guess in guesses)
    columns |= dict.fromkeys((name, field) for name, field in said.items() if field)
    problems = [problem for batch in batches for problem in batch.problems] + folded
    problems += column_problems(batches, people)
    problems += name_problems(batches, [guesses for _, guesses in tables], people)
    roleless = of_nobody_else([one for batch in batches for one in batch.roleless], people)
    silent = [row for batch in batches for row in zip(batch.people, batch.unsaid, strict=True)]
    unsaid = {**unsaid_by_id(people, silent), **{one.person.id: nothing for one, nothing in roleless if nothing}}
    return Roster(
        people=people,
        problems=tuple(problems),
        rows=sum(batch.count for batch in batches),
        columns=tuple(columns),
        given=frozenset(given & {person.id for person in people}) | given_ids(one for one, _ in roleless),
        unsaid=_with_silent(unsaid, people, {field for field in said.values() if field in WAYS}),
        unsaid_as=unsaid_by_role(people, silent),
        roleless=tuple(one for one, _ in roleless),
    )


def _with_silent(
    unsaid: Mapping[str, frozenset[str]], people: Sequence[Person], fields: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Add what is left blank below names: whom somebody ticked before stays ticked, as with every blank."""
    if not fields:
        return unsaid
    silent = {one.id: frozenset(in_part(field) if getattr(one, field) else field for field in fields) for one in people}
    return {**unsaid, **{own: unsaid.get(own, frozenset()) | found for own, found in silent.items() if found}}
