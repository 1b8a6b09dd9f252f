"""From files and decisions to one roster, with the place of each table kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from mentorwidgets.drafts.choices import FileChoice, SheetChoice
from mentorwidgets.drafts.meant import meant_by_mends
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model.people import Roster
from mentorwidgets.roster import ColumnGuess, Table, guess_columns
from mentorwidgets.roster.batch import Batch
from mentorwidgets.roster.dates import day_from_text, day_order
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.read import batch_from_table, roster_from_batches, set_aside


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """One sheet with what was decided about it.

    ``aside`` says why it is not read, ``asks_role`` that nothing tells mentors from mentees, ``asks_day`` holds a date
    that can be one of two days. ``meant`` is what answers mean that we do not know: header -> answer -> text.
    """

    key: str
    table: Table
    choice: SheetChoice
    guesses: tuple[ColumnGuess, ...] = ()
    aside: str = ""
    people: int = 0
    asks_role: bool = False
    asks_day: str = ""
    meant: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)


def read_all(
    files: Sequence[tuple[FileChoice, Sequence[Table]]], one: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[ReadTable, ...], Roster]:
    """Read the tables of all files as they were mended and mapped, to one roster.

    Args:
        files: each file with its sheets as they came.
        one: who was said to be one person.

    Returns:
        every table, those set aside too, and the people of the others with every problem.
    """
    tables = [table for file, sheets in files for table in _of_file(file, sheets)]
    used = [at for at, table in enumerate(tables) if not table.aside]
    batches = [_batch_of(tables[at]) for at in used]
    for at, batch in zip(used, batches, strict=True):
        tables[at] = _with_questions(tables[at], batch)
    return tuple(tables), roster_from_batches(batches, [(tables[at].table, tables[at].guesses) for at in used], one)


def _of_file(file: FileChoice, sheets: Sequence[Table]) -> list[ReadTable]:
    read = [_read(file, table) for table in sheets]
    full = [at for at, one in enumerate(read) if len(one.table)]
    aside = set_aside([(read[at].table, read[at].guesses) for at in full]) if len(full) > 1 else {}
    reasons = {full[at]: why for at, why in aside.items()}
    return [dataclasses.replace(one, aside=_why_aside(one, reasons.get(at, ""))) for at, one in enumerate(read)]


def _why_aside(one: ReadTable, reason: str) -> str:
    if not len(one.table):
        return "It has no rows below its header."
    if one.choice.use is False:
        return "You left it out."
    return "" if one.choice.use else reason[:1].upper() + reason[1:]


def _read(file: FileChoice, table: Table) -> ReadTable:
    choice = file.sheet(table.sheet)
    mended = choice.mended(table)
    told = dataclasses.replace(mended, role=choice.role) if choice.role else mended
    guesses = guess_columns(told, choice.mapping())
    meant = meant_by_mends(table, guesses, choice.mends, choice.values)
    return ReadTable(key=file.key, table=mended, choice=choice, guesses=guesses, meant=meant)


def _batch_of(one: ReadTable) -> Batch:
    return batch_from_table(one.table, one.guesses, one.choice.mapping(), one.choice.role, datetime.now(UTC).date())


def _with_questions(one: ReadTable, batch: Batch) -> ReadTable:
    fields = {guess.field for guess in one.guesses}
    told = one.choice.role or one.table.role or fields & {"roles", "both"}
    asks_role = bool(not told and not batch.people and fields & {"name", "first", "last", "email", "id"})
    return dataclasses.replace(one, people=len(batch.people), asks_role=asks_role, asks_day=_asks_day(one))


def _asks_day(one: ReadTable) -> str:
    for guess, column in zip(one.guesses, one.table.columns, strict=True):
        is_date = guess.field == "sent" or (guess.field in FIELDS and FIELDS[guess.field].form in ("date", "years"))
        if is_date and day_order(dict.fromkeys(column)) is None:
            found = next((cell.strip() for cell in dict.fromkeys(column) if _is_either(cell)), "")
            if found:
                return found
    return ""


def _is_either(cell: str) -> bool:
    try:
        day_from_text(cell, day_first=None)
    except ValueRefusedError:
        return True
    return False
