"""Barriers that become dated actions: the rows of a challenges worksheet. Source: CH1-CH7, CH10.

The fields (``S`` is nothing for the program's own worksheet, and ``<mentee>/<mentor>/<purpose>`` for a pair's; ids of
rows, helps and activities are made by the page, and sort by when they were made):

=======================================  ===========================================================================
``barrier/S/<row>``                      text: pain points, doubts, questions
``place/S/<row>``                        number: rows are shown by it, those without one last, then by id
``place/S/<row>/<help>``                 number: the same for what would help, within its row
``place/S/<row>/<help>/<activity>``      number: the same for activities, within what would help
``about/S/<row>``                        ``{"card", "theme"}``: which card it came from, and its theme
``help/S/<row>/<help>``                  text: something that would help
``activity/S/<row>/<help>/<activity>``   text: an activity to get that help
``plan/S/<row>/<help>/<activity>``       a `ActionPlan` without its text: owner, due date, status
``card/<card>``                          a `Card` of the program's own, without its id
=======================================  ===========================================================================
"""

from __future__ import annotations

import dataclasses
from typing import Literal

ActionStatus = Literal["open", "doing", "done", "dropped"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """Who does an activity until when. ``owner``: id of a person or a name; ``due``: ISO date."""

    owner: str = ""
    due: str = ""
    status: ActionStatus = "open"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity to get a help, with its plan."""

    id: str
    text: str = ""
    plan: ActionPlan = ActionPlan()
    place: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Something that would help, and the activities to get it."""

    id: str
    text: str = ""
    activities: tuple[Activity, ...] = ()
    place: float | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One row: a barrier and what would help."""

    id: str
    barrier: str = ""
    helps: tuple[Help, ...] = ()
    place: float | None = None
    card: str = ""
    theme: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CardHelp:
    """What helps on a card, with activities."""

    text: str
    activities: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A ready challenge from the library (CH3, CH11); ``seen``: year and month when its source was read."""

    id: str
    title: str
    barrier: str
    audience: tuple[Literal["program", "pair", "teen"], ...]
    theme: str
    help: tuple[CardHelp, ...]
    signs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    number: str = ""
    source: str = ""
    seen: str = ""
