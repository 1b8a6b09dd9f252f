"""What may be saved on an expectations worksheet: the `Rule` that the store asks inside the transaction.

Sources: EX1 (answer apart, then compare), EX6 (no-fault ending), EX11 (left open), EX19 (sign-off), EX20 (revisit).
Who may write is not asked here but in `mentorwidgets.access`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from mentorwidgets.errors import MentorWidgetsError, ValueRefusedError
from mentorwidgets.expectations.answers import is_blank, refuse_answer
from mentorwidgets.expectations.forms import form_from_changes
from mentorwidgets.model import (
    SIDES,
    AnswerGiven,
    Form,
    FormChanges,
    Operation,
    Program,
    Question,
    RuleView,
    Yes,
    field_key,
    from_plain,
    key_parts,
)

_NOT_READY = "First both of you say that you are ready. Then you fill in what you agreed."
_STRANGE = "This is not a field of the expectations worksheet. Reload the page."


def check_change(view: RuleView, operation: Operation) -> str | None:
    """Say in words why a change of an expectations worksheet is refused, or None when it is fine."""
    parts = key_parts(operation.key)
    check = _CHECKS.get((parts[0], len(parts)))
    if check is None or field_key(*parts) != operation.key or not all(parts):
        return _STRANGE
    if parts[0] != "form" and not _is_pair(view, parts[1:4]):
        return "There is no such pair in this program."
    return check(view, operation.value, parts)


def form_of(program: Program, fields: Mapping[str, Any]) -> Form:
    """Return the form of a program: ours, with what its ``form`` field changes.

    Raises:
        ValueRefusedError: the field holds something that is no form any more.
    """
    changes = from_plain(FormChanges, fields["form"]) if fields.get("form") else FormChanges()
    return form_from_changes(changes, program)


def are_both_ready(fields: Mapping[str, Any], pair: tuple[str, ...]) -> bool:
    """Whether both sides of a pair (mentee, mentor, purpose) said that they are ready to compare."""
    return all(fields.get(field_key("ready", *pair, side)) is True for side in SIDES)


def _check_form(view: RuleView, value: Any, _parts: tuple[str, ...]) -> str | None:
    try:
        form_from_changes(from_plain(FormChanges, value) if value else FormChanges(), view.program)
    except MentorWidgetsError as error:
        return str(error)
    return None


def _check_answer(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if parts[4] not in SIDES:
        return _STRANGE
    if value is None:
        return None
    question = _form(view).question(parts[5])
    if question is None:
        return "This question is no longer asked. Your earlier answer is kept."
    audience = "told" if question.readers == "coordinator" else "answer"
    if parts[0] != audience:
        return "Who may read this answer has changed. Reload the page and look at the label first."
    return _refuse_given(question, value)


def _refuse_given(question: Question, value: Any) -> str | None:
    try:
        return refuse_answer(question, from_plain(AnswerGiven, value))
    except ValueRefusedError as error:
        return str(error)


def _check_ready(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if parts[4] not in SIDES or value not in (True, None):
        return _STRANGE
    if value is None and _is_open(view, parts[1:4]):
        return "Both of you were ready, so you see each other's answers now. You can still change yours."
    return None


def _check_agreed(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if not _is_open(view, parts[1:4]):
        return _NOT_READY
    question = _form(view).question(parts[4])
    if question is None:
        return None if value is None else "This question is no longer asked. What you agreed is kept."
    if value is None:
        return _NEVER_BLANK if question.locked and question.start else None
    if why := _refuse_given(question, value):
        return why
    blank = question.locked and is_blank(from_plain(AnswerGiven, value))
    return _NEVER_BLANK if blank else None


def _check_yes(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if parts[4] not in SIDES:
        return _STRANGE
    if value is None:
        return None
    if not _is_open(view, parts[1:4]):
        return _NOT_READY
    try:
        yes = from_plain(Yes, value)
        dt.date.fromisoformat(yes.date)
    except ValueError:
        return "Please type your name and a date such as 2026-03-31."
    return None if 0 < len(yes.name.strip()) <= 200 else "Please type your name."


def _check_past(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    pair, number, question = parts[1:4], parts[4], parts[5]
    if value is None:
        return "What you agreed earlier is kept."
    if not (number.isdecimal() and number.isascii() and len(number) <= 3 and str(int(number)) == number):
        return _STRANGE
    key = field_key("past", *pair, number, question)
    if key in view.fields(key, lambda name: name == key):
        return "What you agreed earlier is kept as it was."
    agreed = field_key("agreed", *pair, question)
    same = view.fields(agreed, lambda name: name == agreed).get(agreed) == value
    return None if same else "Only what you agreed can be kept as earlier text. Reload the page."


def _form(view: RuleView) -> Form:
    return form_of(view.program, view.fields("form", lambda key: key == "form"))


def _is_open(view: RuleView, pair: tuple[str, ...]) -> bool:
    return are_both_ready(view.fields(field_key("ready", *pair) + "/"), pair)


def _is_pair(view: RuleView, pair: tuple[str, ...]) -> bool:
    name = field_key("pair", *pair)
    return name in view.fields(name, lambda key: key == name, "pairing")


_NEVER_BLANK = "This part stays: it protects both of you. You can put it in your own words."
_CHECKS = {
    ("form", 1): _check_form,
    ("answer", 6): _check_answer,
    ("told", 6): _check_answer,
    ("ready", 5): _check_ready,
    ("agreed", 5): _check_agreed,
    ("yes", 5): _check_yes,
    ("past", 6): _check_past,
}
