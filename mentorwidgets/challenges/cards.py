"""The library of ready challenges: browse, search, and copy as editable rows (CH3, CH5, CH6, CH11)."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.model import Activity, Card, Challenge, Help, from_plain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """The end of "My community is too ...", and the question that asks back."""

    word: str
    ask: str


def cards() -> tuple[Card, ...]:
    """Return our cards; a program's own stand on its worksheet."""
    return _content()[0]


def themes() -> tuple[str, ...]:
    """Return the themes that cards belong to, in their order."""
    return _content()[1]


def starters() -> tuple[Starter, ...]:
    """Return the endings of "My community is too ..."."""
    return _content()[2]


def sample() -> tuple[Challenge, ...]:
    """Return a filled worksheet of our own, as an example."""
    return _content()[3]


def find_cards(found: Iterable[Card], words: str = "", audience: str = "", theme: str = "") -> tuple[Card, ...]:
    """Return the cards that hold every word somewhere, for an audience and a theme where those are given.

    >>> [card.number for card in find_cards(cards(), "lunch coffee", audience="pair")]
    ['C07']
    """
    wanted = _folded(words).split()
    return tuple(
        card
        for card in found
        if (not audience or audience in card.audience)
        and (not theme or card.theme == theme)
        and all(word in _text(card) for word in wanted)
    )


def challenge_from_card(card: Card, row: str, place: float | None = None) -> Challenge:
    """Copy a card as a row whose words can be changed; ``row`` is the new row's id."""
    helps = tuple(
        Help(
            id=f"{number:02}",
            text=one.text,
            activities=tuple(Activity(id=f"{at:02}", text=text) for at, text in enumerate(one.activities, 1)),
        )
        for number, one in enumerate(card.help, 1)
    )
    return Challenge(id=row, barrier=card.barrier, helps=helps, place=place, card=card.id, theme=card.theme)


def _text(card: Card) -> str:
    helps = [text for one in card.help for text in (one.text, *one.activities)]
    return _folded(" ".join((card.number, card.title, card.barrier, card.theme, *card.signs, *helps)))


def _folded(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text.casefold()) if letter.isascii())


@functools.cache
def _content() -> tuple[tuple[Card, ...], tuple[str, ...], tuple[Starter, ...], tuple[Challenge, ...]]:
    data = tomllib.loads(content_file("challenges.toml").read_text(encoding="utf-8"))
    found = tuple(from_plain(Card, plain, f"the card '{plain.get('id')}'") for plain in data["card"])
    asked = tuple(Starter(**plain) for plain in data["starter"])
    rows = tuple(_sample_row(plain, number) for number, plain in enumerate(data["sample"], 1))
    return found, tuple(data["themes"]), asked, rows


def _sample_row(plain: Mapping[str, Any], number: int) -> Challenge:
    common: dict[str, Any] = {"title": "", "audience": (), "theme": "", "id": "sample"}
    card = from_plain(Card, {**common, **plain})
    return dataclasses.replace(challenge_from_card(card, f"sample-{number}", number), card="")
