"""Pages for people: what a coordinator finds beside their workbooks, and the index of all programs."""

from __future__ import annotations

import base64
import functools
import html
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from mentorwidgets import _resources
from mentorwidgets.model import Program
from mentorwidgets.widgets import _paper


@functools.cache
def _fonts() -> str:
    folder = files("mentorwidgets") / "static" / "fonts"
    faces = []
    for weight in (400, 700):
        data = (folder / f"atkinson-hyperlegible-latin-{weight}-normal.woff2").read_bytes()
        source = f"url(data:font/woff2;base64,{base64.b64encode(data).decode()}) format('woff2')"
        faces.append(f"@font-face{{font-family:'Atkinson Hyperlegible';font-weight:{weight};src:{source}}}")
    return "".join(faces)


def page(title: str, body: str, *, program: Program | None = None) -> bytes:
    """Return a whole page that needs nothing but itself: our typeface is inside.

    Args:
        title: plain text.
        body: markup; whoever makes it escapes what strangers wrote.
        program: whose language and organisation stand on it.
    """
    words = html.escape(program.locale or "en") if program else "en"
    head = f'<p class="mw-soft">{html.escape(program.organisation)}</p>' if program and program.organisation else ""
    return (
        f'<!doctype html>\n<html lang="{words}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        f"<style>{_fonts()}{_resources.style('paper', 'blank')}</style></head>\n"
        f'<body class="mw"><main>{head}{body}</main></body></html>\n'
    ).encode()


def readme(program: Program, titles: Mapping[str, str], sheets: Sequence[tuple[str, str]]) -> bytes:
    """Return the page that a coordinator reads first.

    Args:
        program: their program.
        titles: stem -> title of each workbook.
        sheets: file and title of each page to print.
    """
    books = "".join(
        f'<li><a href="{stem}.ipynb">{html.escape(title)}</a> <span class="mw-soft">{stem}.ipynb</span></li>'
        for stem, title in titles.items()
    )
    papers = "".join(f'<li><a href="{file}">{html.escape(title)}</a></li>' for file, title in sheets)
    contact = f"<p>Questions? Ask {html.escape(program.contact)}.</p>" if program.contact else ""
    body = (
        f"<h1>{html.escape(program.name)}</h1><p>Everything that you need to run this program is in this folder.</p>"
        f"{_facts(program)}<h2>Work on the screen</h2>"
        "<p>The easiest way is the page that your office opens for you with <code>mentorwidgets serve</code>. "
        "What is filled in there is saved by itself, and stays when these files are made anew.</p>"
        f"<ul>{books}</ul><p>They are ordinary notebooks: JupyterLab opens them too.</p>"
        f"<h2>Work on paper</h2><p>Print as many as you like. Type in later what matters.</p><ul>{papers}</ul>"
        f"<h2>Good to know</h2><p>A notebook that you change by hand is yours: it is never written over.</p>{contact}"
    )
    return page(f"{program.name}: read me first", body, program=program)


def index(rows: Iterable[tuple[Program, str]]) -> bytes:
    """Return the page of all programs: name, when, how they meet, and a link to each one's first page."""
    cells = "".join(
        f'<tr><td><a href="{program.slug}/README.html">{html.escape(program.name)}</a></td>'
        f"<td>{html.escape(_days(program))}</td><td>{html.escape(pace(program))}</td><td>{html.escape(note)}</td></tr>"
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


def pace(program: Program) -> str:
    """Say how often pairs meet, in words.

    >>> pace(Program(slug="oak", name="Oak", cadence="monthly", hours=4))
    'monthly, 4 hours a month'
    """
    hours = f"{program.hours:g} {'hour' if program.hours == 1 else 'hours'} a month" if program.hours else ""
    return ", ".join(part for part in (program.cadence.replace("-", " ") or "each pair decides", hours) if part)


def _days(program: Program) -> str:
    if program.begins and program.ends:
        return f"{program.begins} to {program.ends}"
    if program.begins or program.ends:
        return f"from {program.begins}" if program.begins else f"until {program.ends}"
    return "open"


def _facts(program: Program) -> str:
    facts = {
        "For": program.audience,
        "Kind": program.kind,
        "When": _days(program),
        "Meetings": pace(program),
        "Purposes": ", ".join(program.purposes) if program.purposes != ("Mentoring",) else "",
        "Mentors bring": f"{program.min_years:g} years of service" if program.min_years else "",
        "Pairs agree on": ", ".join(item.replace("-", " ") for item in program.required),
        "Who chooses": "Mentees may choose a mentor." if program.choosing else "Mentees wish, the coordinator decides.",
        "Time zone": program.timezone,
    }
    rows = "".join(f"<div><dt>{label}</dt><dd>{html.escape(text)}</dd></div>" for label, text in facts.items() if text)
    return f"<dl>{rows}</dl>"


def lines(count: int) -> str:
    """Return empty lines to write on."""
    return '<div class="line"></div>' * count


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return an HTML table; everything in it is escaped."""
    return _paper.table(caption, head, rows)
