"""What commands say of names that mean nobody for certain, and how a file answers them."""

from __future__ import annotations

import getpass
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets._disk import write_atomically
from mentorwidgets.cli._words import FILE, counted, say

if TYPE_CHECKING:
    from mentorwidgets.model import Person
    from mentorwidgets.pairing import Question
    from mentorwidgets.store import Store

_COLUMN = "column"

meant_option = click.option(
    "--meant",
    type=FILE,
    help="A CSV file that says who is meant by names on the roster; written with the open questions if there is none.",
)


def answered(people: Sequence[Person], meant: Path | None) -> tuple[dict[str, Any], tuple[Question, ...]]:
    """Read what a file answers.

    Returns:
        the answers as fields of a pairing worksheet, and the questions that stay open.
    """
    from mentorwidgets.pairing import answers_of, open_questions
    from mentorwidgets.roster.meant import read_answers

    asked = _with_cells(open_questions(people), people)
    fields = read_answers(meant, people, asked) if meant and meant.exists() else {}
    return fields, open_questions(people, answers_of(fields))


def say_open(questions: Sequence[Question], people: Sequence[Person], meant: Path | None) -> None:
    """Say which questions are open, the hard ones first, and how they are answered."""
    if not questions:
        return
    known = {person.id: person.name for person in people}
    columns = [question for question in questions if question.field == _COLUMN]
    hard = [question for question in questions if question.is_hard() and question.field != _COLUMN]
    asked = [
        *(
            [f"what {counted(len(columns), 'column')} of the roster {'is' if len(columns) == 1 else 'are'}"]
            if columns
            else ()
        ),
        *([f"who is meant by {counted(len(hard), 'name')}"] if hard else ()),
    ]
    if asked:
        say(f"First say {' and '.join(asked)}: until then no pair can begin.")
    for question in questions:
        say(f"  {_asked(question, known) if question.field == _COLUMN else _words(question, known)}")
    _write(questions, people, meant)


def ask_names(store: Store, slug: str, meant: Path | None) -> tuple[Question, ...]:
    """Answer a program's questions from a file, and say which stay open; answers are remembered on its worksheet."""
    from mentorwidgets.pairing import answers_of, open_questions
    from mentorwidgets.roster.meant import read_answers
    from mentorwidgets.workbook import answer_names

    people, gone = store.people(slug), store.gone_people(slug)
    if meant and meant.exists():
        asked = _with_cells(open_questions(people, gone=gone), people, gone)
        answer_names(store, slug, read_answers(meant, people, asked), getpass.getuser())
    fields = {key: field.value for key, field in store.fields(f"{slug}/pairing").items()}
    left = open_questions(people, answers_of(fields), gone)
    say_open(left, people, meant)
    return left


def plain_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions as plain JSON."""
    return [
        {"person": one.person, "field": one.field, "words": one.words, "likely": list(one.likely)} for one in questions
    ]


def _with_cells(
    questions: Sequence[Question], people: Sequence[Person], gone: Sequence[Person] = ()
) -> tuple[Question, ...]:
    """The questions, and behind those about a column those about its cells, should it be more than a note."""
    from mentorwidgets.pairing import behind

    found = [(one, *(behind(one, people, gone) if one.field == _COLUMN else ())) for one in questions]
    return tuple(itertools.chain.from_iterable(found))


def _asked(question: Question, known: Mapping[str, str]) -> str:
    """Ask what a column is."""
    cells = [f"{known[one]}: '{text[:60]}'" for one, text in question.cells[:3] if one in known]
    more = f" and {len(question.cells) - 3} more" if len(question.cells) > 3 else ""
    return (
        f"The column '{question.words[:80]}' names people of this roster ({'; '.join(cells)}{more}), and nothing tells "
        "what it is: do not pair with, supervisor, wishes, or only a note?"
    )


def _words(question: Question, known: Mapping[str, str]) -> str:
    said = {
        "avoid": "must not be paired with",
        "supervisor": "reports to",
        "wishes": "wishes for",
    }[question.field]
    likely = [known[one] for one in question.likely if one in known][:3]
    fits = "which fits several people" if question.several else "which fits nobody for certain"
    asked = f" Perhaps {' or '.join(likely)}?" if likely else ""
    return f"{known[question.person]} {said} '{question.words[:60]}', {fits}.{asked}"


def _write(questions: Sequence[Question], people: Sequence[Person], meant: Path | None) -> None:
    from mentorwidgets.roster.meant import table_of_questions

    if meant is None:
        say("Answer in a file: add --meant names.csv, fill in its column 'means', and run this again.")
    elif meant.exists():
        say(f"{meant} does not answer them yet: fill in the column 'means', or 'nobody'.")
    else:
        write_atomically(meant.resolve(), table_of_questions(_with_cells(questions, people), people))
        how = "a name, an address, or: nobody; of a whole column what it is"
        say(f"Wrote {meant}. Fill in the column 'means' ({how}), and run this again.")
