"""The trainer's walk through expectations: one step for each screen (OV5, OV6, OV8-OV10, OV16, OV17)."""

from __future__ import annotations

import dataclasses
import functools
import tomllib

from mentorwidgets._resources import content_file
from mentorwidgets.model import RoomAnswers, from_plain


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that a step puts to the room. ``id`` stands in `Room.step`."""

    id: str
    question: str
    answers: RoomAnswers = "words"
    options: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen.

    Args:
        id: small letters and hyphens.
        title: what the screen is about.
        lead: one or two sentences in large type.
        points: what to talk about.
        notes: for the speaker only; folded away at first.
        minutes: how long it may take.
        ask: questions to the room.
        form: ids of the questions of the expectations form that are tried here.
        case: id of a challenge card to practise with; its help is shown after the room has answered.
        looks_back: ids of earlier questions whose answers are shown again here.
        source: who described the practice.
    """

    id: str
    title: str
    lead: str
    minutes: int
    source: str
    points: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    ask: tuple[Ask, ...] = ()
    form: tuple[str, ...] = ()
    case: str = ""
    looks_back: tuple[str, ...] = ()


@functools.cache
def steps() -> tuple[Step, ...]:
    """Return the walk in its order.

    >>> steps()[0].id, steps()[-1].id
    ('welcome', 'goodbye')
    """
    data = tomllib.loads(content_file("trainer.toml").read_text(encoding="utf-8"))
    return tuple(from_plain(Step, plain, f"the step '{plain.get('id')}'") for plain in data["step"])
