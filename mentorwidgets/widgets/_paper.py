"""Pages that leave the program: introduction sheets and the directory of mentors.

Everything is escaped: the words in these pages were typed by strangers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from mentorwidgets import _resources
from mentorwidgets.model import Hours, Pair, Person, Program

Show = Callable[..., str]
"""One of our texts, and what fills its gaps, to markup: here as it stands, elsewhere in another language."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return an HTML table with a caption and named columns."""
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def page(title: str, body: str) -> str:
    """Return a whole HTML document that needs nothing but itself."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{_resources.style('paper')}</style></head>\n"
        f'<body class="mw"><main>{body}</main></body></html>\n'
    )


def _english(text: str, **parts: str) -> str:
    return html.escape(re.sub(r"\{(\w+)\}", lambda gap: parts.get(gap[1], gap[0]), text))


def introduction(program: Program, pair: Pair, people: Mapping[str, Person], show: Show = _english) -> str:
    """Return the introduction sheet of one pair, as the body of a page (PP28)."""
    mentee, mentor = (people.get(one) or _unknown(one) for one in (pair.mentee, pair.mentor))
    lines = '<div class="line"></div>' * 3
    told = "A few things to know before your first conversation. You decide together what comes next."
    return (
        f'<section class="sheet"><p class="mw-soft">{html.escape(f"{program.name} · {pair.purpose}")}</p>'
        f"<h1>{show('{one}, meet {other}', one=mentee.name, other=mentor.name)}</h1>"
        f"<p>{show(told)}</p>"
        f'<div class="two">{_box(program, mentee, "mentee", show)}{_box(program, mentor, "mentor", show)}</div>'
        f"<h2>{show('Our first conversation')}</h2>"
        f'<p class="mw-soft">{show("When, where and what we would like to talk about:")}</p>{lines}</section>'
    )


def directory(program: Program, mentors: Sequence[Person]) -> str:
    """Return the profiles of mentors as one page that works on any staff site (PP28)."""
    term = program.term("mentors" if "mentors" in program.terms else "mentor")
    word = term if term.endswith("s") else f"{term}s"
    cards = "".join(f"<li>{_profile(program, mentor, 'offers')}</li>" for mentor in mentors)
    body = (
        f"<h1>{html.escape(f'{program.name}: {word}')}</h1>"
        f'<p class="mw-soft">{len(mentors)} people, in alphabetical order.</p><ul class="people">{cards}</ul>'
    )
    return page(f"{program.name}: {word}", body)


def _box(program: Program, person: Person, role: str, show: Show) -> str:
    own = program.terms.get(role, "")
    word = html.escape(own.capitalize()) if own else show(role.capitalize())
    topics = "wants" if role == "mentee" else "offers"
    reach = "" if program.youth else person.email
    profile = _profile(program, person.in_role(role), topics, reach, show)
    return f'<div class="who"><p class="mw-soft">{word}</p>{profile}</div>'


def _profile(program: Program, person: Person, topics: str, reach: str = "", show: Show = _english) -> str:
    where = " · ".join(part for part in (person.pronouns, person.position, person.branch, person.region) if part)
    facts = {
        "Would like help with" if topics == "wants" else "Can help with": _list(getattr(person, topics)),
        "Interests": _list(person.interests),
        "Work areas": _list(person.work_areas),
        "Outside work": _list(person.hobbies),
        "Purposes": _list(person.purposes) if len(program.purposes) > 1 else "",
        "Ways to meet": ", ".join(map(show, person.modes)),
        "Free time": hours_in_words(person.availability, show),
        "Languages": _list(person.languages),
        "Reach me at": html.escape(reach),
    }
    rows = "".join(f"<div><dt>{show(label)}</dt><dd>{text}</dd></div>" for label, text in facts.items() if text)
    bio = f'<p class="bio">{html.escape(person.bio)}</p>' if person.bio else ""
    return f'<h2>{html.escape(person.name)}</h2><p class="mw-soft">{html.escape(where)}</p>{bio}<dl>{rows}</dl>'


def hours_in_words(availability: Sequence[Hours], show: Show = _english) -> str:
    """Say free hours of a week as markup, days with the same hours together.

    >>> hours_in_words([Hours(day=0, start=540, end=720), Hours(day=4, start=540, end=720)])
    'Monday, Friday 09:00 to 12:00'
    """
    same: dict[str, list[str]] = {}
    for hours in availability:
        stretch = show("{first} to {last}", first=_clock(hours.start), last=_clock(hours.end))
        same.setdefault(stretch, []).append(show(_DAYS[hours.day % 7]))
    return "; ".join(f"{', '.join(days)} {stretch}" for stretch, days in same.items())


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _list(items: Sequence[str]) -> str:
    return html.escape(", ".join(items))


def _unknown(person_id: str) -> Person:
    return Person(id=person_id, name=person_id, roles=())
