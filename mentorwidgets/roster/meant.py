"""A table that says who is meant by names of a roster: written with what has to be asked, filled in by a person, read.

It has a line for each question. In the column ``means`` stand names, addresses or ids of the roster, several parted by
semicolons, or "nobody"; who is left blank is asked again. Where it is asked what a whole column of the roster is, there
stands what it is: ``do not pair with``, ``supervisor``, ``wishes`` or ``note``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mentorwidgets.errors import RosterError
from mentorwidgets.model import Person
from mentorwidgets.pairing import COLUMN, WAYS, Question
from mentorwidgets.pairing.names import Names, plain, says_nobody
from mentorwidgets.roster.escapes import csv_of, guarded, restored
from mentorwidgets.roster.fields import FIELDS
from mentorwidgets.roster.files import grids_from_bytes, read_bytes

COLUMNS = ("who", "column", "words", "means", "likely")
_NEEDED = frozenset({"words", "means"})
_WHOLE = "a whole column"
_NOTE = "note"


def read_answers(file: Path, people: Sequence[Person], questions: Iterable[Question]) -> dict[str, list[str]]:
    """Return the answers of a table as fields of the pairing worksheet: key -> ids.

    Args:
        file: CSV or any other table that a roster may be.
        people: everybody of the roster.
        questions: what is asked; a line without a ``who`` answers all questions of the same words.

    Raises:
        RosterError: it cannot be read, or somebody whom it names is not on the roster for certain.
    """
    names = Names(people)
    asked: dict[str, list[Question]] = {}
    for question in questions:
        asked.setdefault(plain(question.words), []).append(question)
    found: dict[str, list[str]] = {}
    for row, line in _lines(file):
        if not line["means"].strip():
            continue
        questions_of = asked.get(plain(line["words"]), ())
        about = set(names.find(line["who"])) if line.get("who", "").strip() else None
        for question in questions_of:
            if question.field == COLUMN:
                found[question.key()] = _way(file, row, line["means"])
            elif about is None or question.person in about:
                found[question.key()] = _ids(file, row, line["means"], names)
        if not questions_of and plain(line.get("column", "")) != _WHOLE:
            _ids(file, row, line["means"], names)
    return found


def table_of_questions(questions: Iterable[Question], people: Sequence[Person]) -> bytes:
    """Return a CSV table with a line for each question, to be filled in."""
    known = {person.id: person for person in people}
    lines = ([guarded(cell) for cell in _line(question, known)] for question in questions)
    return csv_of([COLUMNS, *lines])


def _line(question: Question, known: Mapping[str, Person]) -> Iterator[str]:
    if question.field == COLUMN:
        yield from ("", _WHOLE, question.words, "", "; ".join((*(FIELDS[way].label.lower() for way in WAYS), _NOTE)))
        return
    yield known[question.person].name
    yield FIELDS[question.field].label
    yield question.words
    yield ""
    yield "; ".join(known[one].name for one in question.likely if one in known)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    grid = grids_from_bytes(read_bytes(file), file.name)[0]
    header, *lines = zip(*grid.columns, strict=True) if grid.columns else [()]
    place = {cell.strip().casefold(): at for at, cell in enumerate(header)}
    if not place.keys() >= _NEEDED:
        raise RosterError(f"{file.name} has no columns 'words' and 'means'.", "Name them so in its first row.")
    for row, line in enumerate(lines, grid.first + 1):
        yield row, {name: restored(line[at]) for name, at in place.items()}


def _way(file: Path, row: int, means: str) -> list[str]:
    """What a column is: one of `WAYS`, or nothing where it is only a note."""
    said = plain(means)
    ways = {plain(word): way for way in WAYS for word in (way, FIELDS[way].label)}
    if said in ways:
        return [ways[said]]
    if said in (_NOTE, "only a note", "notes") or says_nobody(means):
        return []
    raise RosterError(
        f"{file.name}, row {row}: '{means[:60]}' is nothing that a column can be.",
        f"Write one of: {', '.join(FIELDS[way].label.lower() for way in WAYS)}, {_NOTE}.",
    )


def _ids(file: Path, row: int, means: str, names: Names) -> list[str]:
    if says_nobody(means):
        return []
    mentions = names.mentions(means)
    unclear = next((mention for mention in mentions if len(mention.ids) != 1), None)
    if unclear:
        raise RosterError(
            f"{file.name}, row {row}: '{unclear.words[:60]}' fits nobody on the roster for certain.",
            "Write the name, the e-mail address or the id of one person, or: nobody.",
        )
    return list(dict.fromkeys(mention.ids[0] for mention in mentions))
