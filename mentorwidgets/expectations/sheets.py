"""One pair's expectations taken out of the worksheet's fields, and put back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.errors import FormError, MentorWidgetsError
from mentorwidgets.model import (
    SIDES,
    AnswerGiven,
    Form,
    Yes,
    field_key,
    from_plain,
    key_parts,
    to_plain,
)

_FORMAT, _VERSION = "mentorwidgets expectations", 1
_ANSWERS = ("answer", "told")
Answers = Mapping[str, AnswerGiven]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PairSheet:
    """What one viewer may see of one pair.

    Args:
        program: its name as people read it.
        pair: ids of mentee and mentor, and the purpose.
        names: side -> name.
        form: the questions.
        answers: side -> question -> answer.
        agreed: question -> what the two agreed.
        yes: side -> their yes to it.
        past: number -> question -> what they had agreed before.
    """

    program: str
    pair: tuple[str, str, str]
    names: Mapping[str, str]
    form: Form
    answers: Mapping[str, Answers] = dataclasses.field(default_factory=dict)
    agreed: Answers = dataclasses.field(default_factory=dict)
    yes: Mapping[str, Yes] = dataclasses.field(default_factory=dict)
    past: Mapping[str, Answers] = dataclasses.field(default_factory=dict)

    def agreed_or_start(self, question: str) -> AnswerGiven | None:
        """What was agreed, or what stands there from the beginning, such as the no-fault ending (EX6)."""
        if question in self.agreed:
            return self.agreed[question]
        asked = self.form.question(question)
        return AnswerGiven(answer=asked.start, type=asked.type) if asked and asked.start else None

    def headings(self) -> Iterator[tuple[str, str]]:
        """Yield id and heading of each question, as documents have it; those that are no longer asked come last."""
        for question in self.form.questions:
            same = question.mentor == question.mentee
            yield question.id, question.mentee if same else f"{question.mentee} / {question.mentor}"
        for name in self.earlier_questions():
            said = (self.answers.get("mentee", {}), self.answers.get("mentor", {}), self.agreed)
            yield name, next((given[name].asked for given in said if name in given and given[name].asked), name)

    def earlier_questions(self) -> tuple[str, ...]:
        """Ids of questions that were answered and are no longer asked; their answers stay readable."""
        known = {question.id for question in self.form.questions}
        said = [*self.answers.get("mentor", {}), *self.answers.get("mentee", {}), *self.agreed]
        return tuple(dict.fromkeys(name for name in said if name not in known))


def fields_of(sheet: PairSheet) -> dict[str, Any]:
    """Return a sheet's answers as fields of the worksheet: key -> plain value."""
    found: dict[str, Any] = {}
    for side in SIDES:
        found |= {key_of(sheet, name, side): to_plain(given) for name, given in sheet.answers.get(side, {}).items()}
    found |= {key_of(sheet, name, "agreed"): to_plain(given) for name, given in sheet.agreed.items()}
    found |= {field_key("yes", *sheet.pair, side): to_plain(yes) for side, yes in sheet.yes.items()}
    for number, past in sheet.past.items():
        found |= {field_key("past", *sheet.pair, number, name): to_plain(given) for name, given in past.items()}
    return found


def key_of(sheet: PairSheet, question: str, who: str) -> str:
    """The key of an answer: of the ``mentee``, of the ``mentor``, or what the two ``agreed``."""
    if who == "agreed":
        return field_key("agreed", *sheet.pair, question)
    asked = sheet.form.question(question)
    kind = "told" if asked and asked.readers == "coordinator" else "answer"
    return field_key(kind, *sheet.pair, who, question)


def sheet_from_fields(
    fields: Mapping[str, Any], *, pair: tuple[str, str, str], form: Form, names: Mapping[str, str], program: str
) -> PairSheet:
    """Return one pair's part of a worksheet.

    Args:
        fields: key -> value, of this pair or of all.
        pair: ids of mentee and mentor, and the purpose.
        form: the questions.
        names: side -> name.
        program: its name.

    Raises:
        ValueRefusedError: a field does not have the shape of an answer.
    """
    answers: dict[str, dict[str, AnswerGiven]] = {side: {} for side in SIDES}
    agreed: dict[str, AnswerGiven] = {}
    yes: dict[str, Yes] = {}
    past: dict[str, dict[str, AnswerGiven]] = {}
    for parts, value in _parts_of(fields, pair):
        match parts:
            case ("answer" | "told", side, question):
                answers[side][question] = from_plain(AnswerGiven, value)
            case ("agreed", question):
                agreed[question] = from_plain(AnswerGiven, value)
            case ("yes", side):
                yes[side] = from_plain(Yes, value)
            case ("past", number, question):
                past.setdefault(number, {})[question] = from_plain(AnswerGiven, value)
    return PairSheet(
        program=program, pair=pair, names=names, form=form, answers=answers, agreed=agreed, yes=yes, past=past
    )


def to_json(sheet: PairSheet) -> str:
    """Return a sheet as JSON that `from_json` brings back exactly."""
    data = {
        "format": _FORMAT,
        "version": _VERSION,
        "program": sheet.program,
        "pair": list(sheet.pair),
        "names": dict(sheet.names),
        "questions": dict(sheet.headings()),
        "fields": fields_of(sheet),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)


def fields_from_json(text: str, pair: tuple[str, str, str]) -> dict[str, Any]:
    """Read what `to_json` wrote.

    Returns:
        Key -> value, to be offered to the worksheet; its rule looks at each.

    Raises:
        FormError: it is no such file, or belongs to another pair.
    """
    try:
        data = json.loads(text)
        is_ours = data["format"] == _FORMAT and data["version"] <= _VERSION
        fields, of = dict(data["fields"]), tuple(data["pair"])
    except (ValueError, KeyError, TypeError, RecursionError):
        is_ours, fields, of = False, {}, ()
    if not is_ours:
        raise FormError("This is not a file of expectations.", "Choose one that was downloaded from this page.")
    if of != tuple(pair):
        raise FormError("This file belongs to another pair.", "Open the page of that pair and bring it in there.")
    try:
        return dict(_checked(fields, pair))
    except MentorWidgetsError as error:
        raise FormError(f"A part of this file cannot be read: {error.what}", "Download the file again.") from None


def _checked(fields: Mapping[str, Any], pair: tuple[str, str, str]) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        parts = key_parts(key)
        if parts[1:4] != pair or parts[0] not in (*_ANSWERS, "agreed", "yes", "past"):
            raise FormError(f"There is no field '{key[:80]}'.")
        from_plain(Yes if parts[0] == "yes" else AnswerGiven, value)
        yield key, value


def _parts_of(fields: Mapping[str, Any], pair: tuple[str, str, str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key in sorted(fields):
        parts = key_parts(key)
        if parts[1:4] == tuple(pair) and fields[key] is not None:
            yield (parts[0], *parts[4:]), fields[key]
