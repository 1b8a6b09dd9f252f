"""A program's own form of expectations on paper, with room for both people and for what they agree on."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from mentorwidgets.expectations import YES_NO
from mentorwidgets.generate.pages import lines
from mentorwidgets.generate.paper import Paper
from mentorwidgets.model import Question

_SIDES = ("mentor", "mentee")
_LEAD = "Answer apart first, then compare. You may leave anything open. This is a plan, not a contract."


def expectations(paper: Paper) -> tuple[str, str]:
    """The title of the sheet, and its markup."""
    title = "What we expect"
    steps = groupby(paper.form.questions, lambda question: question.step)
    asked = "".join(
        f"<h2>{paper.show(step)}</h2>{''.join(_question(paper, question) for question in questions)}"
        for step, questions in steps
    )
    yes = "".join(
        f"<div><h3>{paper.show('{role}: name and date', role=paper.role(side))}</h3>{lines(1)}</div>" for side in _SIDES
    )
    return paper.say(title), (
        f"<h1>{paper.show(title)}</h1><p class='mw-soft'>{html.escape(paper.program.name)}</p>"
        f'<p>{paper.show(_LEAD)}</p>{asked}<div class="two">{yes}</div>'
    )


def _question(paper: Paper, question: Question) -> str:
    same = question.mentor == question.mentee
    asked = f"<h3>{paper.show(question.mentor)}</h3>" if same else ""
    columns = "".join(
        f"<div><p class='mw-soft'>{html.escape(paper.role(side))}</p>"
        f"{'' if same else f'<p><b>{paper.show(question.asked(side))}</b></p>'}{_room(paper, question)}</div>"
        for side in _SIDES
    )
    start = f"<p>{paper.show(question.start)}</p>" if question.start else lines(2)
    agreed = f"<div><p class='mw-soft'>{paper.show('What we agree')}</p>{start}</div>"
    notes = "".join(f"<p class='mw-soft'>{note}</p>" for note in _notes(paper, question))
    shown = _SHOWN.get(question.type, _options)(paper, question)
    return f'<section class="ask">{asked}{notes}{shown}<div class="three">{columns}{agreed}</div></section>'


def _notes(paper: Paper, question: Question) -> Iterator[str]:
    if question.id in paper.program.required or question.required:
        yield paper.show("Every pair agrees on this.")
    before = paper.form.question(question.when.question) if question.when else None
    if before and question.when:
        answers = ", ".join(map(paper.say, question.when.answers))
        yield paper.show(
            "Only if you answered “{before}” with: {answers}", before=paper.say(before.mentee), answers=answers
        )
    if question.readers == "coordinator":
        yield paper.show("The coordinator reads this, too.")


def _room(paper: Paper, question: Question) -> str:
    """Where one person writes."""
    if question.type in _MANY_LINES:
        return lines(3)
    unit = f"<p class='mw-soft'>{paper.show(question.unit)}</p>" if question.unit else ""
    return lines(1 if unit else 2) + unit


def _options(paper: Paper, question: Question) -> str:
    return _ticks(paper, question.options)


def _ticks(paper: Paper, options: tuple[str, ...]) -> str:
    items = "".join(f"<li>{_tick(paper, option)}</li>" for option in options)
    return f"<ul>{items}</ul>" if items else ""


def _tick(paper: Paper, words: str) -> str:
    return f"<span class='tick'></span> {paper.show(words)}"


def _yes_no(paper: Paper, _question: Question) -> str:
    return _ticks(paper, YES_NO)


def _ranking(paper: Paper, question: Question) -> str:
    how = paper.show("Write 1 for what matters most, then 2, and so on.")
    return f"<p class='mw-soft'>{how}</p>{_options(paper, question)}"


def _grid(paper: Paper, question: Question) -> str:
    """Each row with each of the options."""
    options = "".join(_tick(paper, option) for option in question.options)
    return "".join(f"<p>{paper.show(row)}: {options}</p>" for row in question.rows)


def _columns(paper: Paper, question: Question) -> str:
    return f"<p class='mw-soft'>{' · '.join(map(paper.show, question.columns))}</p>"


def _words(paper: Paper, question: Question) -> str:
    """The sentence with its blanks, or the statement to say yes to."""
    return f"<p>{paper.show(question.blanks)}</p>"


_MANY_LINES = ("list", "rows", "paragraph")
_SHOWN: Mapping[str, Callable[[Paper, Question], str]] = {
    "yes-no": _yes_no, "ranking": _ranking, "rank-grid": _grid, "rows": _columns, "sentence": _words, "consent": _words,
}  # fmt: skip
