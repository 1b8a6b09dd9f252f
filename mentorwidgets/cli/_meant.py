"""What commands say of names that mean nobody for certain, and how a file answers them."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets.cli._words import FILE, counted, say
from mentorwidgets.folder import write_atomically

if TYPE_CHECKING:
    from mentorwidgets.model import Person
    from mentorwidgets.pairing import Question
    from mentorwidgets.store import Store

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
    from mentorwidgets.pairing import open_questions
    from mentorwidgets.roster.meant import read_answers

    questions = open_questions(people)
    fields = read_answers(meant, people, questions) if meant and meant.exists() else {}
    return fields, tuple(question for question in questions if question.key() not in fields)


def say_open(questions: Sequence[Question], people: Sequence[Person], meant: Path | None) -> None:
    """Say which questions are open, the hard ones first, and how they are answered."""
    if not questions:
        return
    known = {person.id: person.name for person in people}
    hard = [question for question in questions if question.is_hard()]
    if hard:
        say(f"First say who is meant by {counted(len(hard), 'name')}: until then no pair can begin.")
    for question in questions:
        say(f"  {_words(question, known)}")
    _write(questions, people, meant)


def ask_names(store: Store, slug: str, meant: Path | None) -> tuple[Question, ...]:
    """Answer a program's questions from a file, and say which stay open; answers are remembered on its worksheet."""
    from mentorwidgets.pairing import answers_of, open_questions
    from mentorwidgets.roster.meant import read_answers
    from mentorwidgets.workbook import answer_names

    people, gone = store.people(slug), store.gone_people(slug)
    asked = open_questions(people, gone=gone)
    if meant and meant.exists():
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
        say("Answer them in a file: add --meant names.csv, fill in its column 'means', and run this again.")
    elif meant.exists():
        say(f"{meant} does not answer them yet: fill in the column 'means', or 'nobody'.")
    else:
        write_atomically(meant.resolve(), table_of_questions(questions, people))
        say(f"Wrote {meant}. Fill in the column 'means' (a name, an address, or: nobody), and run this again.")
