"""What is held about a person as a page that needs nothing else: to read, to print, to take away."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from mentorwidgets.held.deeds import made_by
from mentorwidgets.held.values import moments_in
from mentorwidgets.held.words import field_title, moment, title_of

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { border-bottom: 1px solid; padding: .4rem .6rem .4rem 0; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; }
@media print { tr { break-inside: avoid; } }
"""
_OUTCOMES = {"saved": "Saved", "conflict": "Not saved: someone was faster", "refused": "Not saved: refused"}
_MOMENT = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}) UTC")
_ODD = re.compile(r"[^A-Za-z0-9-]+")


def held_page(held: Mapping[str, Any]) -> str:
    """A whole page, as a file that a browser opens without a server."""
    name, program = escape(held["person"]["name"]), escape(held["program"]["name"])
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>What is held about {name}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>What is held about {name}</h1><p>{program}, {escape(moment(held['made']))}</p>"
        f"{held_html(held)}</main></body></html>\n"
    )


def held_html(held: Mapping[str, Any]) -> str:
    """The parts of that page: a heading and a table for each. Every text in it is escaped."""
    return "".join(
        (
            _left_out(held.get("left out")),
            _part("Profile", _PROFILE, (_profile(row) for row in held["profile"])),
            _part("Answers", _ANSWERS, (_answer(row) for row in held["answers"])),
            _part("Changes", _CHANGES, (_change(row) for row in held["changes"])),
            _part("Personal links", _LINKS, (_link(row, held["person"]["name"]) for row in held["links"])),
            _part("What happened", _DEEDS, (_deed(row) for row in held.get("deeds", ()))),
            _part("Who looked", _LOOKED, (_look(row) for row in held["reads about"])),
            _part("Looked at", _LOOKED, (_look(row) for row in held["reads by"])),
        )
    )


def marked(words: str, moments: Collection[str] | None = None) -> str:
    """Words as HTML: their moments for `times.js` to put on the reader's clock.

    Args:
        words: text; everything in it is escaped.
        moments: which texts are moments that we wrote; None for all that look so. A person may write one, too.

    >>> marked("<b> 2026-11-22 09:30 UTC")
    '&lt;b&gt; <time datetime="2026-11-22T09:30Z">2026-11-22 09:30 UTC</time>'
    >>> marked("2026-11-22 09:30 UTC", ())
    '2026-11-22 09:30 UTC'
    """

    def mark(found: re.Match[str]) -> str:
        is_ours = moments is None or found[0] in moments
        return f'<time datetime="{found[1]}T{found[2]}Z">{found[0]}</time>' if is_ours else found[0]

    return _MOMENT.sub(mark, escape(words))


def file_name(held: Mapping[str, Any], ending: str) -> str:
    """A name for the file that is safe on every system.

    >>> file_name({"program": {"slug": "oak"}, "person": {"id": "../Ana Ö"}}, "json")
    'oak-Ana-held.json'
    """
    person = _ODD.sub("-", held["person"]["id"]).strip("-")[:60] or "person"
    return f"{held['program']['slug']}-{person}-held.{ending}"


Cells = Sequence[str | tuple[str, Collection[str]]]  # words, or words with the moments in them
_PROFILE = ("What", "Value", "Who can read it")
_ANSWERS = ("What", "Value", "Written by", "Who can read it")
_CHANGES = ("When", "Who", "What", "Value", "What came of it")
_LINKS = ("For a", "Made", "Ends", "Used")
_DEEDS = ("When", "What")
_LOOKED = ("Who", "Worksheet", "When")


def _profile(row: Mapping[str, Any]) -> Cells:
    return field_title(row["field"]), (row["words"], ()), row["readers"]


def _answer(row: Mapping[str, Any]) -> Cells:
    written = f"{row['written by']}, {moment(row['at'])}"
    return row["words"], _value(row), written, row["readers"]


def _change(row: Mapping[str, Any]) -> Cells:
    return moment(row["at"]), row["who"], row["words"], _value(row), _OUTCOMES[row["outcome"]]


def _value(row: Mapping[str, Any]) -> tuple[str, Collection[str]]:
    return row["value in words"], moments_in(row["value"])


def _link(row: Mapping[str, Any], person: str) -> Cells:
    ends = f"taken back {row['taken back']}" if row["taken back"] else row["ends"]
    times = "once" if row["used"] == 1 else f"{row['used']} times"
    used = f"{times}, last {row['last used']}" if row["used"] else "never"
    return row["as"], f"{row['made']} by {made_by(row['made by'], person)}", ends, used


def _deed(row: Mapping[str, Any]) -> Cells:
    return moment(row["at"]), row["words"]


def _left_out(found: Mapping[str, Any] | None) -> str:
    return f"<p><strong>{escape(found['words'])}</strong></p>" if found else ""


def _look(row: Mapping[str, Any]) -> Cells:
    when = row["first"] if row["times"] == 1 else f"{row['first']}, {row['times']} times until {row['last']}"
    return row["who"], title_of(row["worksheet"]), when


def _part(title: str, heads: Sequence[str], rows: Iterable[Cells]) -> str:
    lines = [_row(heads, cells) for cells in rows]
    if not lines:
        return f"<h2>{escape(title)}</h2><p>Nothing.</p>"
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    return (
        f'<h2>{escape(title)}</h2><table class="mw-rows"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _row(heads: Sequence[str], cells: Cells) -> str:
    first, *rest = (marked(cell) if isinstance(cell, str) else marked(*cell) for cell in cells)
    others = "".join(f'<td data-head="{escape(head)}">{cell}</td>' for head, cell in zip(heads[1:], rest, strict=True))
    return f'<tr><th scope="row">{first}</th>{others}</tr>'
