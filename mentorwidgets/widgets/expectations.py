"""The expectation-setting form: each answers apart, then the two compare and write down what they agreed (EX1-EX29)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import traitlets

from mentorwidgets import _resources
from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.expectations import check_change, form_from_changes, form_of, sheet_from_fields, variants, words_of
from mentorwidgets.model import (
    OFFICE,
    SIDES,
    AnswerGiven,
    Form,
    FormChanges,
    Pair,
    Person,
    Program,
    Viewer,
    Yes,
    field_key,
    from_plain,
    key_parts,
    to_plain,
)
from mentorwidgets.widgets import _paper
from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets._notebook import NotebookView
from mentorwidgets.widgets._papers import PaperDesk
from mentorwidgets.widgets._people import pairs_for

PRACTICE = Pair(mentee="mentee", mentor="mentor", purpose="Practice", status="active")
_SHAPES: Mapping[tuple[str, int], type | None] = {
    ("form", 1): FormChanges,
    ("answer", 6): AnswerGiven,
    ("told", 6): AnswerGiven,
    ("ready", 5): None,
    ("agreed", 5): AnswerGiven,
    ("yes", 5): Yes,
    ("past", 6): AnswerGiven,
}


class ExpectationsForm(Worksheet):
    """Let mentor and mentee say what they expect, each apart; then compare, and write down what they agreed.

    Bare it is a form to practise with, which plays both sides and saves nothing:

    >>> ExpectationsForm()
    ExpectationsForm(45 questions, practice)
    >>> ExpectationsForm(variant="one-off")
    ExpectationsForm(19 questions, practice)

    ``value`` is the worksheet's flat map of fields; `mentorwidgets.model.questions` lists its keys. Every value is
    checked again in Python, wherever it comes from.

    Args:
        pairs: who works on it; without any it is a form to practise with.
        program: whose words and questions count; a plain one when left out.
        people: whose names are shown.
        value: the fields to begin with; the viewer is shown those that they may read.
        viewer: for whom the page is: one of a pair, or whoever runs the program and sees progress alone.
        variant: one of our ready forms, such as ``academic``, when ``value`` brings no form of its own.
        description: the heading.
        disabled: show everything, but let nothing be changed.

    Raises:
        ValueRefusedError: an unknown keyword, or a value that the worksheet cannot hold.
        FormError: there is no such variant.
    """

    _esm = _resources.module("expectations")
    _css = _resources.style("_saver", "_form", "expectations")
    _form = traitlets.Dict().tag(sync=True)
    _pairs = traitlets.List().tag(sync=True)
    _viewer = traitlets.Dict().tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _counts = traitlets.Dict().tag(sync=True)
    _variants = traitlets.List().tag(sync=True)
    _links = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        pairs: Iterable[Pair] = (),
        *,
        program: Program | None = None,
        people: Iterable[Person] = (),
        value: Mapping[str, Any] | None = None,
        viewer: Viewer = OFFICE,
        variant: str = "",
        **keywords: Any,
    ) -> None:
        given = tuple(pairs)
        self._is_practice = not given and program is None
        self._settings = program or Program(slug="program", name="Mentoring program")
        self._sight = viewer
        self._of = (PRACTICE,) if self._is_practice else pairs_for(viewer, given)
        self._names = {"mentee": "Mentee", "mentor": "Mentor", **{person.id: person.name for person in people}}
        start = self._seen(dict(value or {}))
        if variant and "form" not in start:
            start["form"] = {"variant": variant}
        self._papers = PaperDesk(self._settings, self._of, self._names_of)
        super().__init__(value=start, **keywords)
        self._show()

    def offer(self, *, counts: Mapping[str, Mapping[str, int]] | None = None, links: Mapping[str, str]) -> None:
        """Let the page tell what only its surroundings know.

        Args:
            counts: for those who run the program: pair key -> side -> number of answers.
            links: stem -> address of other pages that this one offers.
        """
        self._counts = {key: dict(sides) for key, sides in (counts or {}).items()}
        self._links = dict(links)

    def _show(self) -> None:
        viewer = self._sight
        is_staff = not self._is_practice and viewer.role not in SIDES
        self._form = plain_form(self.form)
        self._pairs = [self._plain_pair(pair) for pair in self._of]
        role = "practice" if self._is_practice else "staff" if is_staff else viewer.role
        self._viewer = {"role": role, "person": viewer.person, "name": viewer.name}
        self._program = _plain_program(self._settings)
        self._variants = [{"id": one.id, "name": one.name, "about": one.about} for one in variants()]
        if not self._is_practice:  # what nobody saves, nobody reads
            self.label_readers("expectations", viewer)

    @property
    def form(self) -> Form:
        """The questions that are asked now."""
        return form_of(self._settings, self.value)

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Make the form of a program's changes, or a document, or read one back, when the page asks."""
        if content.get("kind") != "expectations":
            return None
        known = {"kind": "expectations", "id": content.get("id")}
        try:
            return {**known, **self._reply(content)}
        except MentorWidgetsError as error:
            return {**known, "error": str(error)}

    def _reply(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        if content.get("ask") == "form":
            changes = content.get("changes")
            made = from_plain(FormChanges, changes) if changes else FormChanges()
            return {"form": plain_form(form_from_changes(made, self._settings))}
        fields = content.get("fields")
        if not isinstance(fields, Mapping):
            raise ValueRefusedError("This page and Python no longer agree.", "Load this page again.")
        for key, item in fields.items():
            check_field(str(key), item)
        return self._papers.answer(content, form_of(self._settings, fields), fields)

    def snapshot(self) -> str:
        """Return the questions and answers as an HTML table, for saved notebooks, exports and print."""
        title = self.description or f"{self._settings.name}: expectations"
        if self._sight.role not in SIDES and not self._is_practice:
            rows = [(*self._names_of(pair).values(), self._stand_of(pair)) for pair in self._of]
            return _paper.table(title, ("Mentee", "Mentor", "Where they are"), rows)
        return "".join(self._table(title, pair) for pair in self._of) or _paper.table(title, ("Question",), ())

    def check_field(self, key: str, item: Any) -> None:
        """Check the shape of one field."""
        check_field(key, item)

    def check_changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Hold each change to the rights of who looks and to the rules."""
        viewer = None if self._is_practice else self._sight
        NotebookView("expectations", self._settings, viewer, check_change, pairs=self._of).take(old, new, _ORDER)

    @traitlets.observe("value")
    def _on_form(self, change: Mapping[str, Any]) -> None:
        if self._is_open and change["new"].get("form") != change["old"].get("form"):
            self._form = plain_form(form_of(self._settings, change["new"]))

    def _seen(self, value: dict[str, Any]) -> dict[str, Any]:
        if self._is_practice:
            return value
        return self.fields_for(self._sight, f"{self._settings.slug}/expectations", value)

    def _names_of(self, pair: Pair) -> dict[str, str]:
        return {side: self._names.get(getattr(pair, side), getattr(pair, side)) for side in ("mentee", "mentor")}

    def _plain_pair(self, pair: Pair) -> dict[str, Any]:
        ids = {"mentee": pair.mentee, "mentor": pair.mentor, "purpose": pair.purpose}
        return {**ids, "names": self._names_of(pair), "ended": not pair.is_live()}

    def _stand_of(self, pair: Pair) -> str:
        names = (pair.mentee, pair.mentor, pair.purpose)
        ready = [side for side in SIDES if self.value.get(field_key("ready", *names, side))]
        yes = all(self.value.get(field_key("yes", *names, side)) for side in SIDES)
        return "agreed" if yes else {0: "answering apart", 1: "one is ready", 2: "comparing"}[len(ready)]

    def _table(self, title: str, pair: Pair) -> str:
        names, form = self._names_of(pair), self.form
        key = (pair.mentee, pair.mentor, pair.purpose)
        sheet = sheet_from_fields(self.value, pair=key, form=form, names=names, program=self._settings.name)
        side = self._sight.role if self._sight.role in SIDES else "mentee"
        rows = [
            (
                question.asked(side),
                *(words_of(sheet.answers[one].get(question.id)) for one in names),
                words_of(sheet.agreed_or_start(question.id)),
            )
            for question in form.questions
        ]
        return _paper.table(
            f"{title}: {' and '.join(names.values())}", ("Question", *names.values(), "We agreed"), rows
        )

    def __repr__(self) -> str:
        """Count questions and pairs."""
        count = len(self._of)
        pairs = "practice" if self._is_practice else "1 pair" if count == 1 else f"{count} pairs"
        return f"ExpectationsForm({len(self.form.questions)} questions, {pairs})"


def check_field(key: str, value: Any) -> None:
    """Check the shape of one field; None, a removed one, always fits.

    Raises:
        ValueRefusedError: it is no field of an expectations worksheet, or cannot hold this value.
    """
    parts = key_parts(key)
    if (parts[0], len(parts)) not in _SHAPES:
        raise ValueRefusedError(f"'{key:.80}' is not a field of the expectations worksheet.")
    shape = _SHAPES[parts[0], len(parts)]
    if value is None:
        return
    if shape is not None:
        from_plain(shape, value)
    elif value is not True:
        raise ValueRefusedError(f"'{key:.80}' cannot hold this value.")


def plain_form(form: Form) -> dict[str, Any]:
    """Return a form as plain JSON for the page."""
    left_out = {question.id: question.mentee for question in form.left_out}
    questions = [to_plain(question) for question in form.questions]
    return {"variant": form.variant, "questions": questions, "left_out": left_out}


def _plain_program(program: Program) -> dict[str, Any]:
    words = {side: program.term(side) for side in SIDES}
    return {
        "slug": program.slug,
        "name": program.name,
        "words": words,
        "youth": program.youth,
        "today": program.today().isoformat(),
    }


_ORDER = ("form", "answer", "told", "ready", "past", "agreed", "yes")
"""The order in which changes that come together are held to the rules: what is kept as earlier goes first."""
