"""The trainer's walk: one step for each screen, questions to a room, answers without names (OV5-OV10, OV16, CH9)."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from mentorwidgets import _resources, challenges, expectations
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Form, FormChanges, Program, Question, Room, Theme, from_plain, key_parts, to_plain
from mentorwidgets.session import Step, count_words, counts_of, notes_of, room_of, rooms_of, steps
from mentorwidgets.widgets._base import Worksheet

if TYPE_CHECKING:
    from mentorwidgets.charts import Chart

Taking = Callable[[str], str]
"""Takes the themes of a room (its id) into the challenges worksheet, and says in words what became of that."""

_SHAPES: Mapping[str, Callable[[Any], object]] = {
    "room": lambda value: from_plain(Room, value),
    "theme": lambda value: from_plain(Theme, value),
}
_PLAIN = {"note": (str, int), "sorted": (str,)}


class TrainerGuide(Worksheet):
    """Walk a room through expectations, and ask what people think.

    >>> guide = TrainerGuide(value={"room/room-one": {"question": "What helps?"}, "note/room-one/note-one": "Time"})
    >>> guide
    TrainerGuide(12 steps, 1 questions, 1 answers)

    Bare, it works in any notebook: the trainer types what people say. In our server people answer from their phones.

    Args:
        value: the fields to begin with; `mentorwidgets.model.session` lists their keys.
        program: the program whose words for mentor and mentee count.
        form: the program's own questions of the expectations form; ours when left out.
        description: the heading.
        disabled: show everything, but let nothing be asked.

    Raises:
        ValueRefusedError: an unknown keyword, or a value that a session cannot hold.
    """

    _esm = _resources.module("trainer")
    _css = _resources.style("_saver", "_form", "session", "trainer")
    _steps = traitlets.List().tag(sync=True)

    def __init__(self, *, program: Program | None = None, form: Form | None = None, **keywords: Any) -> None:
        self._taking: Taking | None = None
        super().__init__(**keywords)
        self._steps = _plain_steps(form or expectations.form_from_changes(FormChanges(), program))

    def counts(self, room: str) -> tuple[tuple[str, int], ...]:
        """Return how often each option was chosen, or how many notes stand under each theme of a room.

        Raises:
            ValueRefusedError: there is no such room.
        """
        return tuple((count.words, count.number) for count in counts_of(self.value, room))

    def chart(self, room: str) -> Chart:
        """Return the counts of a room as a picture with a table.

        Raises:
            ValueRefusedError: there is no such room.
        """
        return _chart(self.value, room)

    def connect_taking(self, taking: Taking) -> None:
        """Let this worksheet hand themes to the challenges worksheet, where it is saved through the kernel."""
        self._taking = taking

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Draw a picture for the page, or take a room's themes into the challenges worksheet."""
        room = str(content.get("room", ""))
        if content.get("kind") == "picture":
            chart = _chart(self._seen(content), room)
            shown = {"svg": chart.svg, "words": chart.words, "columns": chart.columns, "rows": chart.rows}
            return {"kind": "picture", "room": room, **shown}
        if content.get("kind") == "take":
            if self._taking is None:
                raise ValueRefusedError("This notebook is tied to no program.", "Open it with a Workbook.")
            return {"kind": "taken", "told": self._taking(room)}
        return None

    def check_value(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Check the shape of every field; ValueRefusedError says which one does not fit."""
        for key, item in value.items():
            _check_field(key, item)
        return value

    def snapshot(self) -> str:
        """Return the steps, and what was asked and answered, as plain HTML."""
        listed = "".join(
            f"<li><strong>{html.escape(step.title)}</strong> {html.escape(step.lead)}</li>" for step in steps()
        )
        asked = "".join(self._answered(name, room) for name, room in rooms_of(self.value) if room.shown)
        return f"<ol>{listed}</ol>{asked}"

    def __repr__(self) -> str:
        """Count steps, questions and answers."""
        kinds = [key.partition("/")[0] for key in self.value]
        return f"TrainerGuide({len(self._steps)} steps, {kinds.count('room')} questions, {kinds.count('note')} answers)"

    def _seen(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        # What the page shows may be newer than what reached the kernel.
        fields = content.get("fields")
        return self.check_value(fields) if isinstance(fields, Mapping) else self.value

    def _answered(self, name: str, room: Room) -> str:
        notes = notes_of(self.value, name).values()
        words = [room.options[note] if isinstance(note, int) else str(note) for note in notes]
        listed = "".join(f"<li>{html.escape(text)}</li>" for text in words)
        return f"<h3>{html.escape(room.question)}</h3><ul>{listed}</ul>"


def _chart(fields: Mapping[str, Any], room: str) -> Chart:
    from mentorwidgets import charts  # altair is heavy, and most visitors need no picture

    counts = counts_of(fields, room)
    pairs = [(count.words, count.number) for count in counts]
    return charts.answers(room_of(fields, room).question, pairs, count_words(counts))


def _check_field(key: str, value: Any) -> None:
    kind, *names = key_parts(key)
    fits = len(names) == (1 if kind == "room" else 2) and all(names)
    if kind in _SHAPES and fits:
        _SHAPES[kind](value)
    elif not fits or not isinstance(value, _PLAIN.get(kind, ())):
        raise ValueRefusedError(f"'{key:.80}' is not a field of a group session, or cannot hold this value.")


def _plain_steps(form: Form) -> list[dict[str, Any]]:
    questions = {question.id: question for question in form.questions}
    cards = {card.id: to_plain(card) for card in challenges.cards() if "pair" in card.audience}
    return [_plain_step(step, questions, cards) for step in steps()]


def _plain_step(step: Step, questions: Mapping[str, Question], cards: Mapping[str, Any]) -> dict[str, Any]:
    plain = {**to_plain(step), "minutes": step.minutes}
    if step.form:
        plain["form"] = [to_plain(questions[name]) for name in step.form if name in questions]
    if step.case:
        plain["cases"] = [cards[step.case], *(card for name, card in cards.items() if name != step.case)]
    return plain
