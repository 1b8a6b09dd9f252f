"""Columns of a roster that nobody understood and that name people of it: each may hold a hard rule, and is asked about.

Whatever stands above it, a column with names may say whom somebody must not be paired with, to whom they report or whom
they wish for. Until somebody says which, its notes are marked; an answer makes them cells of that field, or only notes.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mentorwidgets.model import Note, Person
from mentorwidgets.model.people import Mark
from mentorwidgets.pairing.headed import gathered
from mentorwidgets.pairing.names import Names, says_nobody

WAYS = ("avoid", "supervisor", "wishes")
"""What such a column may be; an answer is one of these, or nothing where it is only a note."""
_LOOK = 40  # cells of a column that are looked at for halves of names
_FEW_WORDS = 6
_ENOUGH = 0.5  # of the cells of a column
_ROWS = 1.5  # for each different word of a choice
_THING = re.compile(
    r"\b(room|hall|building|house|street|road|village|town|city|county|state|country|floor|branch|library|school|color|"
    r"colour|month|season|size|shirt|language|zone|district|parish|campus|desk|shelf|locker|meal|food|diet)\b",
    re.IGNORECASE,
)
"""Of a short header: its cells are no people, although somebody may be called Oak, Lincoln or April."""
_OF_PEOPLE = re.compile(
    r"\b(conflict\w*|rival\w*|avoid\w*|not?|never|with|ex|enem\w+|shar\w+|mates?|partner\w*|friend\w*|famil\w+|boss\w*|"
    r"supervis\w*|manager\w*|head|lead\w*|report\w*|who\w*|people|person|names?|contact\w*)\b|mates?\b",
    re.IGNORECASE,
)
"""Then they are, whatever else the header speaks of."""
_PARTED = "; "
_WORD = re.compile(r"[^\W_]+")
Cells = dict[str, list[tuple[str, str]]]  # label -> id of a person and text of theirs, in either role


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """A column that is asked about, with the cells that name people, and whom they name."""

    label: str
    cells: tuple[tuple[str, str], ...]  # id of the person in whose row it stands, and the text
    named: tuple[str, ...]


def marked(people: Sequence[Person], was: Iterable[str] = ()) -> tuple[Person, ...]:
    """Return the people with a mark at each note of a column that names others of them.

    A column of which somebody said that it is only a note stays one, for everybody.

    Args:
        people: everybody.
        was: columns that had marks before (see `columns_marked`): what they are holds for whatever stands there now.
    """
    asked = set[str]()
    if any(note.names != "no" for person in people for note in person.all_notes()):
        names = Names(people)
        people = gathered(people, names)
        cells = _cells_of(people)
        asked = {column.label for column in _naming(cells, names)} | (cells.keys() & frozenset(was))
    return tuple(_with_marks(person, asked) for person in people)


def columns_marked(people: Iterable[Person]) -> frozenset[str]:
    """The headers of notes with marks: it was asked what these columns are, and perhaps answered."""
    return frozenset(note.label for person in people for note in person.all_notes() if note.names == "asked")


def columns_naming(people: Sequence[Person]) -> frozenset[str]:
    """The headers of notes that name people, whether or not somebody said that they are only notes."""
    open_ones = [_with_notes(person, lambda _: "") for person in people]
    return frozenset(column.label for column in _naming(_cells_of(open_ones), Names(people)))


def bare(person: Person) -> Person:
    """Somebody without such marks, as a roster says it."""
    return _with_marks(person, ())


def columns_asked(people: Sequence[Person], names: Names) -> tuple[Column, ...]:
    """The columns that are marked, in the order of the roster, with those cells that name people."""
    found: Cells = defaultdict(list)
    for person in people:
        for note in person.all_notes():
            if note.names == "asked":
                found[note.label].append((person.id, note.text))
    naming = {column.label: column for column in _naming(found, names)}
    return tuple(naming.get(label) or Column(label, tuple(cells), ()) for label, cells in found.items())


def applied(people: Sequence[Person], answers: Mapping[str, Sequence[str]]) -> tuple[Person, ...]:
    """Return the people with the notes of answered columns as cells of the fields that they are.

    Args:
        people: with marks.
        answers: by label: one of `WAYS`, or nothing where it is only a note.
    """
    return tuple(_with_answers(person, answers) for person in people) if answers else tuple(people)


def _with_answers(person: Person, answers: Mapping[str, Sequence[str]]) -> Person:
    told = [note for note in person.all_notes() if note.names == "asked" and note.label in answers]
    if not told:
        return person
    held = {name: getattr(person, name) for name in WAYS}
    for note in told:
        for way in answers[note.label]:
            one = held[way]
            held[way] = _PARTED.join(filter(None, (one, note.text))) if isinstance(one, str) else (*one, note.text)
    return dataclasses.replace(_with_notes(person, lambda note: "no" if note in told else note.names), **held)


def _with_marks(person: Person, asked: Iterable[str]) -> Person:
    if not any(note.names == "asked" or note.label in asked for note in person.all_notes()):
        return person
    return _with_notes(person, lambda note: _mark(note, note.label in asked))


def _with_notes(person: Person, mark: Callable[[Note], Mark]) -> Person:
    side = person.mentee_side and _with_notes(person.mentee_side, mark)
    notes = tuple(
        note if (new := mark(note)) == note.names else dataclasses.replace(note, names=new) for note in person.notes
    )
    return dataclasses.replace(person, notes=notes, mentee_side=side)


def _mark(note: Note, is_asked: bool) -> Mark:
    if note.names == "no" or (note.names == "asked") == is_asked:
        return note.names
    return "asked" if is_asked and not says_nobody(note.text) else ""


def _cells_of(people: Iterable[Person]) -> Cells:
    found: Cells = defaultdict(list)
    plain: set[str] = set()
    for person in people:
        for note in person.all_notes():
            if note.names == "no":
                plain.add(note.label)
            elif note.text:
                found[note.label].append((person.id, note.text))
    return {label: cells for label, cells in found.items() if label not in plain}


def _naming(cells: Cells, names: Names) -> Iterator[Column]:
    """The columns of which a cell names somebody else for certain, or half of the cells seem to."""
    for label, texts in cells.items():
        if _is_thing(label) and all(map(_is_word, dict.fromkeys(texts))):
            continue
        told = {text: names.spoken_of(text) or names.hinted(text) for text in dict.fromkeys(text for _, text in texts)}
        whole = [(*cell, ids) for cell in texts if told[cell[1]] and (ids := _others(told[cell[1]], *cell, names))]
        if not whole and not _seems(texts, names):
            continue
        if all(_is_word(cell[:2]) for cell in whole) and not _seems(texts, names):
            continue  # a word that is somebody's only name, among words that are not
        shown = tuple((one, text) for one, text, _ in whole) or tuple(texts)
        yield Column(label, shown, tuple(dict.fromkeys(one for *_, ids in whole for one in ids)))


def _is_thing(label: str) -> bool:
    return len(label.split()) <= _FEW_WORDS // 2 and bool(_THING.search(label)) and not _OF_PEOPLE.search(label)


def _is_word(cell: tuple[str, str]) -> bool:
    return len(_WORD.findall(cell[1])) == 1 and "@" not in cell[1]


def _seems(texts: Iterable[tuple[str, str]], names: Names) -> bool:
    """Whether half of what stands in a column is parts of names of others: "Mr. Ost", "Ngozi".

    Of a choice of few words, each of which stands in many rows, all have to be: somebody is called Sam Day, and a shift
    is "Day" or "Night".
    """
    texts = list(texts)
    different = {text: one for one, text in texts if not says_nobody(text)}
    some = list(different.items())[:_LOOK]
    if not some or sum(len(text.split()) > _FEW_WORDS for text, _ in some) > len(some) / 2:
        return False
    fits = sum(bool(ids) and one not in ids for text, one in some for ids in (names.is_half(text),))
    is_choice = len(texts) >= _ROWS * len(different)
    return fits >= (len(some) if is_choice else _ENOUGH * len(some))


def _others(ids: Sequence[str], own: str, text: str, names: Names) -> tuple[str, ...]:
    """Those who are meant besides the person whose row it is; a cell with their own name names nobody else."""
    return () if own in ids and own in names.find(text) else tuple(one for one in ids if one != own)
