"""Columns headed with somebody's name: an X below "Not with [Jan Ost]" says what "Jan Ost" says below "Not with".

Forms ask so where people are ticked off a list. What is ticked becomes a note with the names, one for each question and
each answer, so that it is asked about as any other column that names people; a "no" stays the note that it is.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from mentorwidgets.model import Note, Person
from mentorwidgets.pairing.names import Names, plain, says_nobody

HEADED = "Headed with a name"
"""The label where a header is a name and nothing else."""
_YES = frozenset({
    "x", "yes", "y", "true", "ja", "oui", "si", "sí", "sim", "on", "checked", "selected", "✓", "✔", "☑", "✗", "✘",
    "✅", "☒", "●", "•",
})  # fmt: skip
_NO = frozenset({"n", "false", "0", "off", "unchecked", "nee", "não", "-", "☐", "(empty)"})
_READERS = ("coordinator", "pair", "everyone")  # of several notes the fewest read the one that they become
_EDGES = " \t\n[](){}<>:;,.-\u2013\u2014_/\"'"


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    stem: str
    person: Person


def gathered(people: Sequence[Person], names: Names) -> tuple[Person, ...]:
    """Return the people with such notes as notes that name people.

    Args:
        people: everybody.
        names: finds them.
    """
    labels = {note.label for person in people for note in person.all_notes() if not note.names}
    known = {person.id: person for person in people}
    heads = {label: head for label in labels if (head := _head(label, names, known))}
    return tuple(_with_heads(person, heads) for person in people) if heads else tuple(people)


def _head(label: str, names: Names, known: Mapping[str, Person]) -> _Head | None:
    found = names.spoken_of(label)
    if len(found) != 1 or found[0] not in known or len(known[found[0]].name.split()) < 2:
        return None
    words = known[found[0]].name.split()
    spelt = (words, [*words[1:], words[0]], [words[-1], *words[:-1]])
    pattern = "|".join(r"[\s,.]+".join(map(re.escape, one)) for one in spelt)
    before, *after = re.split(pattern, label, maxsplit=1, flags=re.IGNORECASE)
    stem = " ".join(f"{before.rstrip(_EDGES)} {''.join(after).lstrip(_EDGES)}".split()).strip(_EDGES)
    return _Head(stem, known[found[0]])


def _with_heads(person: Person, heads: Mapping[str, _Head]) -> Person:
    if not any(note.label in heads for note in person.all_notes()):
        return person
    theirs = {label: head for label, head in heads.items() if head.person.id != person.id}
    side = person.mentee_side
    side = side and dataclasses.replace(side, notes=_gathered(side.notes, theirs))
    return dataclasses.replace(person, notes=_gathered(person.notes, theirs), mentee_side=side)


def _gathered(notes: Sequence[Note], heads: Mapping[str, _Head]) -> tuple[Note, ...]:
    kept: list[Note] = []
    found: defaultdict[str, list[tuple[int, str, Note]]] = defaultdict(list)
    for note in notes:
        head = heads.get(note.label)
        if head is None or note.names:
            kept.append(note)
        elif _says_no(plain(note.text)):
            kept.append(dataclasses.replace(note, names="no"))
        else:
            label, rank = _asked(head.stem or HEADED, plain(note.text), note.text)
            found[label].append((rank, head.person.name, note))
    for label, ones in found.items():
        texts = [f"{name} ({rank})" if rank else name for rank, name, _ in sorted(ones, key=lambda one: one[0])]
        readers = min((note.readers for _, _, note in ones), key=_READERS.index)
        kept.append(Note(label=label, text="; ".join(dict.fromkeys(texts)), readers=readers))
    return tuple(kept)


def _says_no(said: str) -> bool:
    return said in _NO or (any(map(str.isalnum, said)) and says_nobody(said))  # a sign that we do not know is no no


def _asked(stem: str, said: str, text: str) -> tuple[str, int]:
    """What is asked about, and the rank that was given: another answer than yes is another question."""
    if said in _YES:
        return stem, 0
    if len(said) == 1 and said.isdecimal():  # a rank
        return stem, int(said)
    return f"{stem}: {text.strip()[:40]}", 0
