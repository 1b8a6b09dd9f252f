"""Blank sheets to print and fill in by hand (BG7, XC7): one for each workbook that has something to print.

A workbook offers its sheet by a line in `BLANKS`; a workbook without one simply has no sheet.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mentorwidgets.generate.pages import lines, page
from mentorwidgets.model import Program

if TYPE_CHECKING:
    from mentorwidgets.model import Question

Blank = Callable[[Program], tuple[str, str]]
"""A program to the title of its sheet and the markup of it."""


def sheet_file(stem: str) -> str:
    """Return where a workbook's blank sheet lies in the program's folder."""
    return f"sheets/{stem}.html"


def blank_sheets(program: Program, stems: tuple[str, ...]) -> dict[str, tuple[str, bytes]]:
    """Return file -> title and page of every blank sheet of a program."""
    made = {stem: BLANKS[stem](program) for stem in stems if stem in BLANKS}
    return {sheet_file(stem): (title, page(title, body, program=program)) for stem, (title, body) in made.items()}


def profile(program: Program) -> tuple[str, str]:
    """A person's profile, for who signs up on paper."""
    mentor, mentee = html.escape(program.term("mentor")), html.escape(program.term("mentee"))
    reach = "Initials or nickname" if program.youth else "E-mail"
    asks: tuple[tuple[str, int], ...] = (
        ("Name", 1), (reach, 1), ("Position, branch or school", 1), ("A few sentences about you", 4), ("Interests", 2),
        ("What you can help with", 2), ("What you would like help with", 2), ("When you are free", 2),
        ("In person, by video or by phone", 1),
    )  # fmt: skip
    boxes = f"<p>I would like to be a: <span class='tick'></span> {mentor} <span class='tick'></span> {mentee}</p>"
    if program.youth:
        asks = tuple(ask for ask in asks if ask[0] != "Position, branch or school")
    fields = "".join(_label(label, count) for label, count in asks)
    return "My profile", f"<h1>My profile</h1><p class='mw-soft'>{html.escape(program.name)}</p>{boxes}{fields}"


def _label(words: str, count: int) -> str:
    return f'<h2 class="label">{html.escape(words)}</h2>{lines(count)}'


def introduction(program: Program) -> tuple[str, str]:
    """An introduction of two people, to fill in by hand."""
    sides = "".join(
        f'<div class="who"><p class="mw-soft">{html.escape(program.term(role).capitalize())}</p>'
        f"{_label('Name', 1)}{_label('Work and interests', 3)}{_label(topics, 3)}"
        f"{_label('Best time and way to talk', 2)}</div>"
        for role, topics in (("mentee", "Would like help with"), ("mentor", "Can help with"))
    )
    body = (
        f"<h1>Meet each other</h1><p class='mw-soft'>{html.escape(program.name)}</p>"
        f'<div class="two">{sides}</div><h2>Our first conversation</h2>'
        f"<p class='mw-soft'>When, where and what we would like to talk about:</p>{lines(3)}"
    )
    return "Introduction", body


def expectations(program: Program) -> tuple[str, str]:
    """The questions of the expectation form, with room for both people and for what they agree on."""
    from mentorwidgets.expectations import form_from_changes
    from mentorwidgets.model import FormChanges

    form = form_from_changes(FormChanges(), program)
    parts = []
    step = ""
    for question in form.questions:
        if question.step != step:
            step = question.step
            parts.append(f"<h2>{html.escape(step)}</h2>")
        parts.append(_question(program, question))
    yes = "".join(
        f"<div><h3>{html.escape(program.term(role).capitalize())}: name and date</h3>{lines(1)}</div>"
        for role in ("mentor", "mentee")
    )
    lead = "<p>Answer apart first, then compare. You may leave anything open. This is a plan, not a contract.</p>"
    body = (
        f"<h1>What we expect</h1><p class='mw-soft'>{html.escape(program.name)}</p>{lead}{''.join(parts)}"
        f'<div class="two">{yes}</div>'
    )
    return "What we expect", body


def _question(program: Program, question: Question) -> str:
    sides = (("mentor", question.mentor), ("mentee", question.mentee))
    same = question.mentor == question.mentee
    asked = f"<h3>{html.escape(question.mentor)}</h3>" if same else ""
    options = "".join(f"<li><span class='tick'></span> {html.escape(option)}</li>" for option in question.options)
    columns = "".join(
        f"<div><p class='mw-soft'>{html.escape(program.term(role).capitalize())}</p>"
        f"{'' if same else f'<p><b>{html.escape(words)}</b></p>'}{lines(2)}</div>"
        for role, words in sides
    )
    must = "<p class='mw-soft'>Every pair agrees on this.</p>" if question.id in program.required else ""
    start = html.escape(question.start)
    agreed = f"<div><p class='mw-soft'>What we agree</p>{f'<p>{start}</p>' if start else lines(2)}</div>"
    return (
        f'<section class="ask">{asked}{must}{f"<ul>{options}</ul>" if options else ""}'
        f'<div class="three">{columns}{agreed}</div></section>'
    )


def challenges(program: Program) -> tuple[str, str]:
    """The three columns of a challenges worksheet, across the page, with room to write (CH5, CH8)."""
    heads = (
        ("Barrier", "Pain points, doubts, questions"),
        ("What would help", "Knowledge, people, time, things"),
        ("Activity to get that help", f"Who does it ({_both(program)}), until when?"),
    )
    return "Challenges", _wide(program, "What stands in the way, and what we do about it", heads, rows=4)


def meetings(program: Program) -> tuple[str, str]:
    """A line for each meeting of a pair, to fill in by hand (CA10)."""
    heads = (
        ("Date and time", "Both calendars have it"),
        ("What became of the last step", "Done, moved or dropped"),
        ("What we talked about", "One topic is enough"),
        ("Next step", f"Small enough to do; by whom ({_both(program)})?"),
    )
    return "Our meetings", _wide(program, "Our meetings", heads, rows=6)


def _both(program: Program) -> str:
    return f"{program.term('mentor')} or {program.term('mentee')}"


def _wide(program: Program, title: str, heads: tuple[tuple[str, str], ...], rows: int) -> str:
    top = "".join(
        f'<th scope="col">{html.escape(name)}<br><span class="mw-soft">{html.escape(hint)}</span></th>'
        for name, hint in heads
    )
    body = f"<tr>{'<td></td>' * len(heads)}</tr>" * rows
    shape = "wide many" if rows > 4 else "wide"
    return (
        f'<div class="{shape}"><h1>{html.escape(title)}</h1><p class="mw-soft">{html.escape(program.name)}</p>'
        f'<table class="write"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


BLANKS: Mapping[str, Blank] = {
    "roster": profile,
    "pairing": introduction,
    "expectations": expectations,
    "challenges": challenges,
    "cadence": meetings,
}
"""Stem -> the sheet of that workbook."""
