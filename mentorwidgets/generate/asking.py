"""A program's own form of expectations on paper, with room for both people and for what they agree on."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from itertools import groupby

from mentorwidgets.expectations import YES_NO
from mentorwidgets.generate.pages import lines
from mentorwidgets.generate.paper import Paper
from mentorwidgets.model import Question

_SIDES = ("mentor", "mentee")
_LEAD = "Answer apart first, then compare. You may leave anything open. This is a plan, not a contract."


def expectations(paper: Paper) -> tuple[str, str]:
    """The title of the sheet, in English, and its markup."""
    title = "What we expect"
    steps = groupby(paper.form.questions, lambda question: question.step)
    asked = "".join(
        f"<h2>{paper.show(step)}</h2>{''.join(_question(paper, question) for question in questions)}"
        for step, questions in steps
    )
    yes = "".join(
        f"<div><h3>{paper.show('{role}: name and date', role=paper.role(side))}</h3>{lines(1)}</div>" for side in _SIDES
    )
    return title, (
        f"<h1>{paper.show(title)}</h1><p class='mw-soft'>{html.escape(paper.program.name)}</p>"
        f'<p>{paper.show(_LEAD)}</p>{asked}<div class="two">{yes}</div>'
    )


def _question(paper: Paper, question: Question) -> str:
    same = question.mentor == question.mentee
    asked = f"<h3>{paper.show(question.mentor)}</h3>" if same else ""
    notes = "".join(f"<p class='mw-soft'>{note}</p>" for note in _notes(paper, question))
    statement = f"<p>{paper.show(question.blanks)}</p>" if question.blanks else ""
    columns = "".join(
        f"<div><p class='mw-soft'>{html.escape(paper.role(side))}</p>"
        f"{'' if same else f'<p><b>{paper.show(question.asked(side))}</b></p>'}{_room(paper, question)}</div>"
        for side in _SIDES
    )
    start = f"<p>{paper.show(question.start)}</p>" if question.start else _lines(_most(question))
    agreed = f"<div><p class='mw-soft'>{paper.show('What we agree')}</p>{start}</div>"
    return f'<section class="ask">{asked}{notes}{statement}<div class="three">{columns}{agreed}</div></section>'


def _notes(paper: Paper, question: Question) -> Iterator[str]:
    if question.id in paper.program.required or question.required:
        yield paper.show("Every pair agrees on this.")
    before = paper.form.question(question.when.question) if question.when else None
    if before and question.when:
        answers = ", ".join(map(paper.say, question.when.answers))
        yield paper.show("Only if you said “{answers}” to: {before}", before=paper.say(before.mentee), answers=answers)
    if question.readers == "coordinator":
        yield paper.show("The coordinator reads this, too.")
    if question.type == "ranking":
        yield paper.show("Write 1 for what matters most, then 2, and so on.")


def _room(paper: Paper, question: Question) -> str:
    """Where one person ticks or writes."""
    if question.type == "rank-grid":
        ticks = "".join(f"{_TICK} {paper.show(option)}" for option in question.options)
        return "".join(f"<p>{paper.show(row)}<br>{ticks}</p>" for row in question.rows)
    options = _CHOICES.get(question.type, question.options)
    if options:
        ticks = "".join(f"<li>{_TICK} {paper.show(option)}</li>" for option in options)
        return f"<ul>{ticks}</ul>{_lines(1) if question.other else ''}"
    heads = f"<p>{' · '.join(map(paper.show, question.columns))}</p>" if question.columns else ""
    unit = f"<p class='mw-soft'>{paper.show(question.unit)}</p>" if question.unit else ""
    return f"{heads}{_lines(1 if unit else _most(question))}{unit}"


def _most(question: Question) -> int:
    return 3 if question.type in ("list", "rows", "paragraph") else 2


def _lines(count: int) -> str:
    """Lines at the foot of a column, so that those of all three stand side by side."""
    return f'<div class="foot">{lines(count)}</div>'


_TICK = "<span class='tick'></span>"
_CHOICES: Mapping[str, tuple[str, ...]] = {"yes-no": YES_NO, "consent": ("Yes",)}
