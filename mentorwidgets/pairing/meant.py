"""Whom a roster means by "do not pair with", supervisor and wishes: what is understood, and what is asked (PP13).

Words that fit nobody or several stay as they stand; each is a question until somebody answers it. Answers are fields of
the pairing worksheet, ``meant/<person>/<words>``: a list of ids, empty for "nobody of these". Where nobody understood
what a column is that names people, that is asked first: ``meant/<header>``, see `noted`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mentorwidgets.model import Person, RuleView, field_key, key_parts
from mentorwidgets.pairing import noted
from mentorwidgets.pairing.names import Mention, Names, plain, says_nobody

HARD = ("avoid", "supervisor")
"""Fields that name whom somebody must never be paired with."""
_FIELDS = (*HARD, "wishes")
COLUMN = "column"
"""The field of a question that asks what a whole column is; its words are the header."""
_ANYBODY = "\0"
_LONG = 120
_CHAIN = 500  # people in a reporting line that are followed upwards
_PARTED = "; "
Answers = Mapping[tuple[str, str], tuple[str, ...]]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Words of a roster that name nobody for certain.

    Args:
        person: the id of the one who is spoken of; nobody's where a column is asked about.
        field: ``avoid``, ``supervisor`` or ``wishes``; `COLUMN` where it is asked which of them a column is.
        words: as they stand on the roster; of a column its header.
        likely: ids of people who may be meant, the likeliest first.
        several: whether the words fit several people exactly.
        cells: of a column, those that name people: id of whose row it is, and the text.
    """

    person: str
    field: str
    words: str
    likely: tuple[str, ...] = ()
    several: bool = False
    cells: tuple[tuple[str, str], ...] = ()

    def is_hard(self) -> bool:
        """Whether nobody may be paired before it is answered."""
        return self.field in (*HARD, COLUMN)

    def key(self) -> str:
        """The key of the field that holds its answer."""
        return answer_key(self.person, self.words)


def answer_key(person: str, words: str) -> str:
    """The key of the field that says whom a person's words mean, or, without a person, what a column is.

    Long words stand in it shortened.
    """
    return field_key(*filter(None, ("meant", person, _mark(words))))


def answers_of(fields: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What was answered on a pairing worksheet: person and words -> ids; nobody and a header -> what the column is.

    Words that everybody was said to mean nobody of the program by stand under `_ANYBODY`, too, see `_answered`.
    """
    found = ((key_parts(key), value) for key, value in fields.items() if key.startswith("meant/"))
    told: dict[tuple[str, str], tuple[str, ...]] = {
        ("", *parts[1:])[-2:]: tuple(value)  # type: ignore[misc]
        for parts, value in found
        if len(parts) in (2, 3) and value is not None
    }
    named: dict[str, list[tuple[str, ...]]] = {}
    for (person, mark), answer in told.items():
        if person and " " in mark:
            named.setdefault(mark, []).append(answer)
    return told | {(_ANYBODY, mark): () for mark, answers in named.items() if not any(answers)}


def _answered(answers: Answers, person: str, field: str, mention: Mention, names: Names) -> tuple[str, ...] | None:
    """What was answered of words of somebody.

    A boss who is in no program is named by many: where one was said to report to nobody here by a whole name that
    resembles nobody's, so does the next. Whom somebody avoids is asked of each: "my cousin" is another's cousin.
    """
    mark = _mark(mention.words)
    own = answers.get((person, mark))
    if own is not None or mention.ids or field != "supervisor" or (_ANYBODY, mark) not in answers:
        return own
    return None if names.likely(mention.words) else ()


def with_ids(people: Sequence[Person], gone: Sequence[Person] = ()) -> tuple[Person, ...]:
    """Write ids for the names and e-mail addresses in supervisor, avoid and wishes, where they mean one person.

    Do this once when a roster is taken in: rules that see two people at a time can then follow a reporting line.

    Args:
        people: everybody of the program.
        gone: who left it; they are meant by words that fit nobody else.
    """
    names = Names(people, gone)
    return tuple(_with_ids(person, names, {}) for person in people)


def settled(people: Sequence[Person], fields: Mapping[str, Any], gone: Sequence[Person] = ()) -> tuple[Person, ...]:
    """Return the people as hard rules want them: ids for names and answers, and words only where something is open.

    Somebody who left bars nobody; in a reporting line those above them stand in their place.

    Args:
        people: everybody of the program.
        fields: the pairing worksheet, key -> value.
        gone: who left it.
    """
    names, answers = Names(people, gone), answers_of(fields)
    left = {person.id: person.supervisor for person in gone}
    told = (_with_ids(person, names, answers) for person in _told(people, answers))
    return tuple(_without_gone(person, left) if left else person for person in told)


def open_questions(
    people: Sequence[Person], answers: Answers | None = None, gone: Sequence[Person] = ()
) -> tuple[Question, ...]:
    """What has to be asked about these people, hard questions first, in the order of the roster."""
    names, known = Names(people, gone), answers or {}
    told = _told(people, known)
    found = [
        _question(person, field, mention, names) for person in told for field, mention in _open(person, names, known)
    ]
    columns = [
        Question(person="", field=COLUMN, words=one.label, likely=one.named, cells=one.cells)
        for one in noted.columns_asked(told, names)
    ]
    return (*columns, *sorted(found, key=lambda question: not question.is_hard()))


def behind(column: Question, people: Sequence[Person], gone: Sequence[Person] = ()) -> tuple[Question, ...]:
    """Return what has to be asked about the cells of a column, should it be more than a note."""
    names = Names(people, gone)
    return tuple(
        _question(person, HARD[0], mention, names)
        for person in people
        for note in person.all_notes()
        if note.label == column.words and note.names == "asked"
        for mention in names.mentions(note.text)
        if len(mention.ids) != 1 and not says_nobody(mention.words)
    )


def is_held(view: RuleView) -> bool:
    """Whether no pair may begin in a program, since a hard question is open; quick where every name was understood."""
    roll, answers = view.roll(), answers_of(view.fields("meant/"))
    doubtful = any(
        word not in roll.ids and (one.id, _mark(word)) not in answers and not says_nobody(word)
        for one in roll.namers
        for word in (*one.avoid, *filter(None, one.supervisor.split(_PARTED)))
    )
    labels = {label for one in roll.namers for label, _ in one.asked}
    doubtful = doubtful or any(answers.get(("", _mark(label))) != () for label in labels)
    return doubtful and are_asked(view.people(), view.fields("meant/"), view.people(gone=True))


def are_asked(people: Sequence[Person], fields: Mapping[str, Any], gone: Sequence[Person] = ()) -> bool:
    """Whether a hard question about these people is open."""
    names, answers = Names(people, gone), answers_of(fields)
    told = _told(people, answers)
    return any(_waits(person, names, answers) for person in told)


def above(view: RuleView, person: Person) -> tuple[str, ...]:
    """The ids of everybody above somebody in the reporting line, those who left included."""
    answers = answers_of(view.fields("meant/"))
    higher = _supervisors(view, answers)
    seen: dict[str, None] = {}
    front = [person.id]
    while front and len(seen) < _CHAIN:
        one = front.pop()
        for word in filter(None, higher.get(one, "").split(_PARTED)):
            for found in answers.get((one, _mark(word)), (word,)):
                if found not in seen:
                    seen[found] = None
                    front.append(found)
    return tuple(seen)


def unclear(people: Sequence[Person], names: Names) -> tuple[Person, ...]:
    """Whose hard rules are not understood, and those who stand below them in a reporting line."""
    asked = {person.id for person in people if _waits(person, names, {})}
    if not asked:
        return ()
    below = {person.id: ids_in((person.supervisor,), names) for person in people if person.supervisor}
    return tuple(person for person in people if _reaches(person.id, asked, below))


def unclear_words(person: Person) -> str:
    """Why nobody is proposed to this person, for whoever runs the program."""
    return f"Whom {person.name} must not be paired with is not clear yet: say who is meant."


def ids_in(cells: Iterable[str], names: Names) -> set[str]:
    """All ids that these words fit."""
    return {one for words in cells if words for mention in names.mentions(words) for one in mention.ids}


def _told(people: Sequence[Person], answers: Answers) -> tuple[Person, ...]:
    """The people with the notes of answered columns as what they are."""
    labels = {note.label for person in people for note in person.all_notes() if note.names == "asked"}
    known = {label: answers["", _mark(label)] for label in labels if ("", _mark(label)) in answers}
    return noted.applied(people, known)


def _supervisors(view: RuleView, answers: Answers) -> dict[str, str]:
    """To whom everybody reports, also where that stands in a column of which somebody said that it says so."""
    roll = view.roll()
    told = {
        (one.id, text)
        for one in roll.all_namers
        for label, text in one.asked
        if answers.get(("", _mark(label))) == ("supervisor",)
    }
    higher = {one.id: one.supervisor for one in roll.all_namers}
    if told:
        names = Names(view.people(), view.people(gone=True))
        for one, text in sorted(told):
            higher[one] = _PARTED.join(filter(None, (higher[one], *sorted(ids_in((text,), names)))))
    return higher


def _waits(person: Person, names: Names, answers: Answers) -> bool:
    """Whether somebody's hard rules are not clear."""
    if any(note.names == "asked" for note in person.all_notes()):
        return True
    return any(field in HARD for field, _ in _open(person, names, answers))


def _question(person: Person, field: str, mention: Mention, names: Names) -> Question:
    likely = _likely(person, mention, names)
    return Question(person=person.id, field=field, words=mention.words, likely=likely, several=len(mention.ids) > 1)


def _open(person: Person, names: Names, answers: Answers) -> Iterator[tuple[str, Mention]]:
    for field in _FIELDS:
        for mention in _mentions(person, field, names):
            is_known = len(mention.ids) == 1 or _answered(answers, person.id, field, mention, names) is not None
            if not is_known and not says_nobody(mention.words):
                yield field, mention


def _mentions(person: Person, field: str, names: Names) -> Iterator[Mention]:
    held = getattr(person, field)
    for words in (held,) if isinstance(held, str) else held:
        if words:
            yield from names.mentions(words)


def _likely(person: Person, mention: Mention, names: Names) -> tuple[str, ...]:
    return tuple(one for one in names.likely(mention.words) if one != person.id)


def _with_ids(person: Person, names: Names, answers: Answers) -> Person:
    if not (person.supervisor or person.avoid or person.wishes):
        return person
    told = {field: tuple(dict.fromkeys(_settled(person, field, names, answers))) for field in _FIELDS}
    changes = {**told, "supervisor": _PARTED.join(told["supervisor"])}
    if all(getattr(person, name) == value for name, value in changes.items()):
        return person
    return dataclasses.replace(person, **changes)  # type: ignore[arg-type]


def _without_gone(person: Person, left: Mapping[str, str]) -> Person:
    seen: set[str] = set()
    front = person.supervisor.split(_PARTED)
    higher: dict[str, None] = {}
    while front:
        one = front.pop(0)
        if one not in left:
            higher[one] = None
        elif one not in seen:
            seen.add(one)
            front.extend(left[one].split(_PARTED))
    avoid = tuple(one for one in person.avoid if one not in left)
    return dataclasses.replace(person, supervisor=_PARTED.join(filter(None, higher)), avoid=avoid)


def _settled(person: Person, field: str, names: Names, answers: Answers) -> Iterator[str]:
    for mention in _mentions(person, field, names):
        answer = _answered(answers, person.id, field, mention, names)
        if answer is not None:
            yield from answer
        elif len(mention.ids) == 1:
            yield mention.ids[0]
        elif not says_nobody(mention.words):
            yield mention.words


def _reaches(person: str, asked: Collection[str], above: Mapping[str, Collection[str]]) -> bool:
    seen: set[str] = set()
    front = [person]
    while front:
        one = front.pop()
        if one in asked:
            return True
        if one not in seen:
            seen.add(one)
            front.extend(above.get(one, ()))
    return False


def _mark(words: str) -> str:
    folded = plain(words)
    if len(folded) <= _LONG:
        return folded
    return f"{folded[:_LONG]} {hashlib.sha256(folded.encode('utf-8', 'replace')).hexdigest()[:8]}"
