"""Pages for people: what a coordinator finds beside their workbooks, and the index of all programs."""

from __future__ import annotations

import base64
import functools
import html
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from mentorwidgets import _resources
from mentorwidgets.generate.paper import Paper
from mentorwidgets.model import Program

_FOLDER = "Everything that you need to run this program is in this folder."
_SCREEN = "The easiest way is the page that your office opens for you with the command mentorwidgets serve."
_SAVED = "What is filled in there is saved by itself, and stays when these files are made anew."
_PRINT = "Print as many as you like. Type in later what matters."
_YOURS = "A notebook that you change by hand is yours: it is never written over."


@functools.cache
def _fonts() -> str:
    folder = files("mentorwidgets") / "static" / "fonts"
    faces = []
    for weight in (400, 700):
        data = (folder / f"atkinson-hyperlegible-latin-{weight}-normal.woff2").read_bytes()
        source = f"url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format('woff2')"
        faces.append(f"@font-face{{font-family:'Atkinson Hyperlegible';font-weight:{weight};src:{source}}}")
    return "".join(faces)


def sheet(title: str, body: str, paper: Paper) -> bytes:
    """Return a page to print, which can be made large first (XC7)."""
    tick = f'<input type="checkbox" id="large"><span>{paper.show("Large print")}</span>'
    return page(title, f'<label class="larger">{tick}</label>{body}', paper=paper)


def page(title: str, body: str, *, paper: Paper | None = None) -> bytes:
    """Return a whole page that needs nothing but itself: our typeface is inside.

    Args:
        title: plain text.
        body: markup; whoever makes it escapes what strangers wrote.
        paper: whose language and organisation stand on it.
    """
    tag = html.escape(paper.language.tag) if paper else "en"
    organisation = html.escape(paper.program.organisation) if paper else ""
    head = f'<p class="mw-soft">{organisation}</p>' if organisation else ""
    return (
        f'<!doctype html>\n<html lang="{tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        f"<style>{_fonts()}{_resources.style('paper', 'blank')}</style></head>\n"
        f'<body class="mw"><main>{head}{body}</main></body></html>\n'
    ).encode()


def readme(paper: Paper, titles: Mapping[str, str], sheets: Sequence[tuple[str, str]]) -> bytes:
    """Return the page that a coordinator reads first.

    Args:
        paper: their program.
        titles: stem -> title of each workbook, in English.
        sheets: file and title of each page to print, in English.
    """
    program, show = paper.program, paper.show
    books = "".join(
        f'<li><a href="{stem}.ipynb">{show(title)}</a> <span class="mw-soft">{stem}.ipynb</span></li>'
        for stem, title in titles.items()
    )
    papers = "".join(f'<li><a href="{file}">{show(title)}</a></li>' for file, title in sheets)
    contact = f"<p>{show('Questions? Ask {who}.', who=program.contact)}</p>" if program.contact else ""
    body = (
        f"<h1>{html.escape(program.name)}</h1><p>{show(_FOLDER)}</p>{_facts(paper)}"
        f"<h2>{show('Work on the screen')}</h2><p>{show(_SCREEN)} {show(_SAVED)}</p><ul>{books}</ul>"
        f"<p>{show('They are ordinary notebooks: JupyterLab opens them too.')}</p>"
        f"<h2>{show('Work on paper')}</h2><p>{show(_PRINT)}</p><ul>{papers}</ul>"
        f"<h2>{show('Good to know')}</h2><p>{show(_YOURS)}</p>{contact}"
    )
    return page(paper.say("{program}: read me first", program=program.name), body, paper=paper)


def index(rows: Iterable[tuple[Program, str]]) -> bytes:
    """Return the page of all programs: name, when, how they meet, and a link to each one's first page."""
    cells = "".join(
        f'<tr><td><a href="{program.slug}/README.html">{html.escape(program.name)}</a></td>'
        f"<td>{_days(Paper(program))}</td><td>{pace(Paper(program))}</td><td>{html.escape(note)}</td></tr>"
        for program, note in rows
    )
    count = cells.count("<tr>")
    told = "1 program." if count == 1 else f"{count} programs."
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Program", "When", "Meetings", "Files"))
    body = (
        f"<h1>Programs</h1><p>{told}</p><table class='programs'>"
        "<caption>Open a program to see its workbooks and sheets</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table>"
    )
    return page("Programs", body)


def pace(paper: Paper) -> str:
    """Say how often pairs meet, in words, as markup.

    >>> pace(Paper(Program(slug="oak", name="Oak", cadence="monthly", hours=4)))
    'monthly, 4 hours a month'
    """
    program = paper.program
    hours = "1 hour a month" if program.hours == 1 else "{count} hours a month" if program.hours else ""
    rhythm = program.cadence.replace("-", " ") or "each pair decides"
    return ", ".join(paper.show(text, count=f"{program.hours:g}") for text in (rhythm, hours) if text)


def _days(paper: Paper) -> str:
    first, last = paper.program.begins, paper.program.ends
    either = "from {first}" if first else "until {last}" if last else "open"
    return paper.show("{first} to {last}" if first and last else either, first=first, last=last)


def _facts(paper: Paper) -> str:
    program, show = paper.program, paper.show
    years = "1 year of service" if program.min_years == 1 else "{count} years of service"
    chooses = "Mentees may choose a mentor." if program.choosing else "Mentees wish, the coordinator decides."
    asked = {question.id: question for question in paper.form.questions}
    facts = {
        "For": html.escape(program.audience),
        "Kind": show(program.kind),
        "When": _days(paper),
        "Meetings": pace(paper),
        "Purposes": html.escape(", ".join(program.purposes)) if program.purposes != ("Mentoring",) else "",
        "Mentors bring": show(years, count=f"{program.min_years:g}") if program.min_years else "",
        "Pairs agree on": " · ".join(show(asked[item].mentee) for item in program.required if item in asked),
        "Who chooses": show(chooses),
        "Time zone": html.escape(program.timezone),
    }
    rows = "".join(f"<div><dt>{paper.show(label)}</dt><dd>{text}</dd></div>" for label, text in facts.items() if text)
    return f"<dl>{rows}</dl>"


def lines(count: int) -> str:
    """Return empty lines to write on."""
    return '<div class="line"></div>' * count
