"""Names in a roster that mean nobody for certain: each is told with its row, its column and who may be meant."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from mentorwidgets.model.people import Note, Person, Problem, called
from mentorwidgets.pairing import COLUMN, HARD, Question, open_questions
from mentorwidgets.pairing.headed import HEADED
from mentorwidgets.pairing.names import Mention, Names, says_nobody
from mentorwidgets.roster.assemble import Once
from mentorwidgets.roster.batch import Batch
from mentorwidgets.roster.guess import SAID, ColumnGuess

_FIELDS = (*HARD, "wishes")
_SHOWN = 60
_NAMED = 3
_WHO = "Who is meant by '"
_WHAT = "Nothing tells what this column is, and it names people of this roster"
_CELLS = 3
_MANY = 50
_NAME_NOBODY = (
    "department", "branch", "region", "position", "library_type", "bio", "interests", "work_areas", "hobbies", "offers",
    "wants", "languages", "purposes",
)  # fmt: skip


def name_problems(
    batches: Sequence[Batch], guesses: Sequence[Sequence[ColumnGuess]], people: Sequence[Person]
) -> Iterator[Problem]:
    """Say of every cell that names people whom it may mean, where that is not certain.

    Args:
        batches: the rows of each table.
        guesses: what the columns of each table are.
        people: everybody of the roster, whom the cells may mean.
    """
    asked = [
        (batch, columns, person, row, field)
        for batch, columns in zip(batches, map(_columns, guesses), strict=True)
        for person, row in zip(batch.people, batch.rows, strict=True)
        for field in _FIELDS
        if getattr(person, field)
    ]
    if not asked:
        return
    names = Names(people)
    spoken = _spoken(people)
    mentions: Mapping[str, tuple[Mention, ...]] = Once(names.mentions)
    likely: Mapping[str, tuple[str, ...]] = Once(names.likely)
    has_others = {role: any(role in person.roles for person in people) for role in ("mentor", "mentee")}
    without: set[tuple[str, str]] = set()
    for batch, columns, person, row, field in asked:
        if field == "wishes" and not _could_wish(person, has_others):
            without.add((batch.table.file, batch.table.sheet))
            continue
        for mention in _open(getattr(person, field), mentions):
            told = [spoken[one] for one in likely[mention.words] if spoken[one] != spoken.get(person.id)][:_NAMED]
            yield _problem(batch, mention, told, row, (field, columns.get(field, "")))
    for file, sheet in sorted(without):
        what = "The wishes are kept; the people whom they name are not on this roster."
        yield Problem(file=file, sheet=sheet, what=what, mend="Bring mentors and mentees together.", level="notice")


def with_named(people: Sequence[Person], guesses: Sequence[Sequence[ColumnGuess]]) -> tuple[Person, ...]:
    """Keep as a note, too, what names others of the roster where a branch, a department or interests are understood.

    "Colleagues in my department" holds a word that we know, and may say who must not be paired: it is asked about.
    """
    said = {guess.header for columns in guesses for guess in columns if guess.reason == SAID}
    headers = {field: header for field, header in _all_columns(guesses).items() if header not in said}
    fields = [field for field in _NAME_NOBODY if field in headers]
    names = Names(people) if fields else None
    return tuple(_with_named(person, fields, headers, names) for person in people) if names else tuple(people)


def _all_columns(guesses: Sequence[Sequence[ColumnGuess]]) -> dict[str, str]:
    return {field: header for columns in reversed(guesses) for field, header in _columns(columns).items()}


def _with_named(person: Person, fields: Sequence[str], headers: Mapping[str, str], names: Names) -> Person:
    notes = []
    for field in fields:
        held = getattr(person, field)
        texts = [text for text in ((held,) if isinstance(held, str) else held) if text and len(text) <= _SHOWN]
        whole = ", ".join(texts)  # a list was parted at the comma of "Ost, Jan"
        own = {person.id, person.supervisor, *names.spoken_of(person.supervisor)}  # a unit may be called by its boss
        naming = [text for text in texts if _others(names, text, own)]
        naming = naming or ([whole] if len(whole) <= _SHOWN and _others(names, whole, own) else [])
        if naming:
            notes.append(Note(label=headers[field], text="; ".join(naming)))
    return dataclasses.replace(person, notes=(*person.notes, *notes)) if notes else person


def _others(names: Names, text: str, own: Collection[str]) -> bool:
    ids = names.spoken_of(text) if " " in text or "@" in text else ()
    return bool(ids) and set(ids).isdisjoint(own)


def column_problems(batches: Sequence[Batch], people: Sequence[Person]) -> Iterator[Problem]:
    """Ask what each column is that nobody understood and that names people: it may say who must not be paired.

    Args:
        batches: the rows of each table.
        people: everybody of the roster, with marks at notes of such columns.
    """
    columns = [one for one in open_questions(people) if one.field == COLUMN] if _has_marks(people) else []
    for batch in batches:
        for column in columns:
            cells = _cells(batch, column)
            if cells:
                more = f" and {len(cells) - _CELLS} more" if len(cells) > _CELLS else ""
                yield Problem(
                    file=batch.table.file, sheet=batch.table.sheet, column=column.words, level="warning",
                    what=f"{_WHAT} ({'; '.join(cells[:_CELLS])}{more}).",
                    mend="Is it people not to be paired with, the supervisor, wishes, or only a note? Until you say "
                    "so, no pair can begin.",
                )  # fmt: skip


def _cells(batch: Batch, column: Question) -> list[str]:
    """The cells of a column that name people, with their rows."""
    table = batch.table
    if column.words not in table.headers:  # a name stood in its header, and what was ticked below
        return [f"'{text[:_SHOWN]}'" for _, text in column.cells] if _is_headed(column, table.headers) else []
    texts = {part for _, text in column.cells for part in (text, *text.split("; "))}
    few = texts if len(texts) <= _MANY else ()
    cells = zip(table.numbers, table.columns[table.headers.index(column.words)], strict=True)
    return [
        f"row {row}: '{cell.strip()[:_SHOWN]}'"
        for row, cell in cells
        if cell.strip() in texts or any(text in cell for text in few)
    ]


def _is_headed(column: Question, headers: Sequence[str]) -> bool:
    stem = HEADED if column.words == HEADED else column.words.partition(":")[0]
    return stem == HEADED or any(stem in header for header in headers)


def _has_marks(people: Sequence[Person]) -> bool:
    return any(note.names == "asked" for person in people for note in person.all_notes())


def asks_column(problem: Problem) -> bool:
    """Whether a problem asks what a column is."""
    return problem.what.startswith(_WHAT)


def is_name_problem(problem: Problem) -> bool:
    """Whether a problem is such a name or column; a door that asks about it in its own words leaves it out."""
    return problem.what.startswith(_WHO) or asks_column(problem)


def _columns(guesses: Sequence[ColumnGuess]) -> dict[str, str]:
    return {guess.field: guess.header for guess in reversed(guesses)}


def _spoken(people: Sequence[Person]) -> dict[str, str]:
    """Who everybody is in so few words that they mean nobody else."""
    times = Counter(person.name for person in people)
    return {person.id: person.name if times[person.name] == 1 else called(person) for person in people}


def _could_wish(person: Person, has: Mapping[str, bool]) -> bool:
    return has["mentor"] if person.is_mentee() else has["mentee"]


def _open(held: str | Sequence[str], mentions: Mapping[str, Sequence[Mention]]) -> Iterator[Mention]:
    for words in (held,) if isinstance(held, str) else held:
        for mention in mentions[words] if words else ():
            if len(mention.ids) != 1 and not says_nobody(mention.words):
                yield mention


def _problem(batch: Batch, mention: Mention, likely: Sequence[str], row: int, place: tuple[str, str]) -> Problem:
    field, column = place
    fits = f"{len(mention.ids)} people on this roster" if mention.ids else "nobody on this roster for certain"
    asked = f"Perhaps {_either(likely)}: write" if likely else "Write"
    mend = f"{asked} the name or the e-mail address as it stands on the roster"
    mend += ", or say on the Pairing page who is meant: until then no pair can begin." if field in HARD else "."
    what = f"{_WHO}{mention.words[:_SHOWN]}'? It fits {fits}."
    table = batch.table
    return Problem(
        file=table.file, sheet=table.sheet, row=row, column=column, what=what, mend=mend, level="warning",
        words=mention.words, likely=tuple(likely),
    )  # fmt: skip


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
