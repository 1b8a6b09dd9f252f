"""The reference: words, programs, models, tips, questions, safety, finding mentors, reading, credits (RF2-RF13).

All of it is text of ours in ``content/reference.toml``, read offline. Every entry names who described the practice.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.model import from_plain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing to read.

    Args:
        title: a word, a name or a question's topic; empty where the text stands by itself.
        text: sentences.
        lines: a list below it.
        where: a web address without ``https://``.
        checked: ISO date on which somebody last opened it; empty when nobody did.
        number: an ISBN or DOI.
        source: who described the practice.
    """

    title: str = ""
    text: str = ""
    lines: tuple[str, ...] = ()
    where: str = ""
    checked: str = ""
    number: str = ""
    source: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the reference. ``id`` stands in addresses; ``look`` says how it is drawn."""

    id: str
    title: str
    about: str
    look: str
    entries: tuple[Entry, ...]


_CHECK = (
    "These links lead away from here, to sites of others in a new tab. Addresses move: beside each stands the day on "
    "which somebody last looked, or that nobody has yet."
)
_TIPS = "One page to print and hand out."
_NUMBERS = "Nobody has compared these numbers with a catalog yet."
_CREDITS = "Who described the practices that we lean on. We read them and wrote every sentence here anew."
# id, title, about, look, table in the file, and which of its names becomes which part of an entry.
_Plan = tuple[str, str, str, str, str, Mapping[str, str]]
_PLAN: tuple[_Plan, ...] = (
    ("words", "Words", "What we mean when we say it.", "terms", "word", {"word": "title", "means": "text"}),
    ("programs", "Programs elsewhere", _CHECK, "cards", "program", {"name": "title", "about": "text"}),
    (
        "models",
        "How others do it",
        "Examples, told in our words.",
        "cards",
        "model",
        {"name": "title", "about": "text"},
    ),
    ("mentor-tips", "Tips for mentors", _TIPS, "sheet", "tip", {"title": "title"}),
    ("mentee-tips", "Tips for mentees", _TIPS, "sheet", "tip", {"title": "title"}),
    ("questions", "Questions to ask", "Pick one before you meet.", "sheet", "topic", {"name": "title"}),
    ("safety", "Young people: safe for everybody", "Settle these before the first meeting.", "list", "safety", {}),
    ("signs", "Is this teen open to a mentor?", "Four small signs. None of them is proof.", "list", "sign", {}),
    ("places", "Where to find mentors", "Go through the list, and write a name beside each.", "list", "place", {}),
    (
        "reasons",
        "Why mentors say no",
        "And what you can answer.",
        "terms",
        "reason",
        {"says": "title", "answer": "text"},
    ),
    ("reading", "To read further", _NUMBERS, "terms", "reading", {"text": "title", "about": "text"}),
    ("credits", "Thank you", _CREDITS, "terms", "credit", {"name": "title", "for": "text"}),
)
_PARTS = frozenset(field.name for field in dataclasses.fields(Entry))


@functools.cache
def sections() -> tuple[Section, ...]:
    """Return the whole reference in its order.

    >>> [section.id for section in sections()][:3]
    ['words', 'programs', 'models']
    """
    data = tomllib.loads(content_file("reference.toml").read_text(encoding="utf-8"))
    return tuple(_section(data, plan) for plan in _PLAN)


def is_credited(source: str) -> bool:
    """Whether the credits name this source; what is ours needs none (RF7).

    >>> is_credited("ConnectedLib, Troubleshooting Mentoring Challenges"), is_credited("Somebody")
    (True, False)
    """
    names = [entry.title.casefold() for section in sections() if section.id == "credits" for entry in section.entries]
    return source == "mentorwidgets" or any(name in source.casefold() for name in names)


def _section(data: Mapping[str, Any], plan: _Plan) -> Section:
    name, title, about, look, table, parts = plan
    rows = [row for row in data[table] if row.get("audience", name[:6]) == name[:6]]
    entries = tuple(_entry(row, parts) for row in rows)
    return Section(id=name, title=title, about=about, look=look, entries=entries)


def _entry(row: Mapping[str, Any], parts: Mapping[str, str]) -> Entry:
    plain = {parts.get(name, "lines" if name == "questions" else name): value for name, value in row.items()}
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items() if name in _PARTS}
    return from_plain(Entry, kept)
