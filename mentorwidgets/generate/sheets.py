"""Blank sheets to print and fill in by hand (BG7, XC7): one for each workbook that has something to print.

A workbook offers its sheet by a line in `BLANKS`; a workbook without one simply has no sheet.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

from mentorwidgets.generate.asking import expectations
from mentorwidgets.generate.pages import lines, sheet
from mentorwidgets.generate.paper import Paper

Blank = Callable[[Paper], tuple[str, str]]
"""A program in print to the title of its sheet, in English, and the markup of it."""


def sheet_file(stem: str) -> str:
    """Return where a workbook's blank sheet lies in the program's folder."""
    return f"sheets/{stem}.html"


def blank_sheets(paper: Paper, stems: tuple[str, ...]) -> dict[str, tuple[str, bytes]]:
    """Return file -> English title and page of every blank sheet of a program."""
    made = {stem: BLANKS[stem](paper) for stem in stems if stem in BLANKS}
    return {sheet_file(stem): (title, sheet(paper.say(title), body, paper)) for stem, (title, body) in made.items()}


def profile(paper: Paper) -> tuple[str, str]:
    """A person's profile, for who signs up on paper."""
    youth = paper.program.youth
    asks: tuple[tuple[str, int], ...] = (
        ("Name", 1), ("Initials or nickname" if youth else "E-mail", 1), ("Position, branch or school", 1),
        ("A few sentences about you", 4), ("Interests", 2), ("What you can help with", 2),
        ("What you would like help with", 2), ("When you are free", 2), ("In person, by video or by phone", 1),
    )  # fmt: skip
    if youth:
        asks = tuple(ask for ask in asks if ask[0] != "Position, branch or school")
    roles = "".join(f" <span class='tick'></span> {html.escape(paper.word(side))}" for side in ("mentor", "mentee"))
    fields = "".join(_label(paper, label, count) for label, count in asks)
    return "My profile", (
        f"<h1>{paper.show('My profile')}</h1><p class='mw-soft'>{html.escape(paper.program.name)}</p>"
        f"<p>{paper.show('I would like to be a:')}{roles}</p>{fields}"
    )


def _label(paper: Paper, words: str, count: int) -> str:
    return f'<h2 class="label">{paper.show(words)}</h2>{lines(count)}'


def introduction(paper: Paper) -> tuple[str, str]:
    """An introduction of two people, to fill in by hand."""
    sides = "".join(
        f'<div class="who"><p class="mw-soft">{html.escape(paper.role(role))}</p>'
        f"{_label(paper, 'Name', 1)}{_label(paper, 'Work and interests', 3)}{_label(paper, topics, 3)}"
        f"{_label(paper, 'Best time and way to talk', 2)}</div>"
        for role, topics in (("mentee", "Would like help with"), ("mentor", "Can help with"))
    )
    body = (
        f"<h1>{paper.show('Meet each other')}</h1><p class='mw-soft'>{html.escape(paper.program.name)}</p>"
        f'<div class="two">{sides}</div><h2>{paper.show("Our first conversation")}</h2>'
        f"<p class='mw-soft'>{paper.show('When, where and what we would like to talk about:')}</p>{lines(3)}"
    )
    return "Introduction", body


def challenges(paper: Paper) -> tuple[str, str]:
    """The three columns of a challenges worksheet, across the page, with room to write (CH5, CH8)."""
    heads = (
        ("Barrier", "Pain points, doubts, questions"),
        ("What would help", "Knowledge, people, time, things"),
        ("Activity to get that help", "Who does it ({mentor} or {mentee}), until when?"),
    )
    return "Challenges", _wide(paper, "What stands in the way, and what we do about it", heads, rows=4)


def meetings(paper: Paper) -> tuple[str, str]:
    """A line for each meeting of a pair, to fill in by hand (CA10)."""
    heads = (
        ("Date and time", "Both calendars have it"),
        ("What became of the last step", "Done, moved or dropped"),
        ("What we talked about", "One topic is enough"),
        ("Next step", "Small enough to do; by whom ({mentor} or {mentee})?"),
    )
    return "Our meetings", _wide(paper, "Our meetings", heads, rows=6)


def _wide(paper: Paper, title: str, heads: tuple[tuple[str, str], ...], rows: int) -> str:
    top = "".join(
        f'<th scope="col">{paper.show(name)}<br><span class="mw-soft">{paper.show(hint)}</span></th>'
        for name, hint in heads
    )
    body = f"<tr>{'<td></td>' * len(heads)}</tr>" * rows
    shape = "wide many" if rows > 4 else "wide"
    return (
        f'<div class="{shape}"><h1>{paper.show(title)}</h1><p class="mw-soft">{html.escape(paper.program.name)}</p>'
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
