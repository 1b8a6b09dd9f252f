"""Forms: our questions and their variants, and what a program changes in them. Source: EX11, EX21, EX22, XC10."""

from __future__ import annotations

import dataclasses
import functools
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mentorwidgets._resources import content_file
from mentorwidgets.errors import FormError, ValueRefusedError
from mentorwidgets.model import Form, FormChanges, Program, Question, did_you_mean, from_plain

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TERM = re.compile(r"\{(mentor|mentee)\}")
_SETTINGS = ("variant", "leave_out", "lock", "order", "question")
_LAST = "If it does not work"  # the step that closes every form of ours
_MOST = 300  # questions of one form
_LONGEST = 5_000  # letters of one text of a question


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A ready form for one kind of program. ``name`` and ``about`` are for people who choose."""

    id: str
    name: str
    about: str
    changes: FormChanges


def variants() -> tuple[Variant, ...]:
    """Return our variants, the plain form first."""
    return _content()[1]


def form_from_changes(changes: FormChanges, program: Program | None = None) -> Form:
    """Return the form that a program asks, with the program's own words for mentor and mentee.

    Raises:
        FormError: it names a variant or question that does not exist, or a question is not complete.
    """
    ours, known = _content()
    words = dict(program.terms) if program else {}
    by_id = {question.id: question for question in ours}
    if changes.variant:
        variant = next((one for one in known if one.id == changes.variant), None)
        if variant is None:
            raise FormError(
                f"There is no form '{changes.variant}'.", did_you_mean(changes.variant, [one.id for one in known])
            )
        by_id = _changed(by_id, variant.changes)
    everything = _changed(by_id, dataclasses.replace(changes, leave_out=()))
    by_id = _changed(by_id, changes)
    _check_branches(by_id)
    return Form(
        questions=tuple(_in_terms(question, words) for question in by_id.values()),
        left_out=tuple(_in_terms(everything[name], words) for name in changes.leave_out),
        variant=changes.variant,
        terms=words,
    )


def read_form(path: Path) -> FormChanges:
    """Read a program's own questions from a TOML file.

    Raises:
        FormError: the file cannot be read, or something in it cannot be asked; it names the file, the line and
            what to do.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        raise FormError(f"{path.name} is not UTF-8 text.", "Save it again as UTF-8.") from None
    except OSError as error:
        raise FormError(f"{path.name} cannot be read: {error.strerror}.", "Look at the name and the folder.") from None
    except tomllib.TOMLDecodeError as error:
        words = str(error).replace("at end of document", f"at the end, line {text.count(chr(10)) + 1}")
        raise FormError(f"{path.name}: {words}.", "A text stands in quotes, a list in square brackets.") from None
    try:
        changes = _changes_from_toml(data)
        form_from_changes(changes)
    except (FormError, ValueRefusedError) as error:
        raise FormError(f"{path.name}, line {_line_of(text, error.what)}: {error.what}", error.mend) from None
    return changes


def _changes_from_toml(data: Mapping[str, Any]) -> FormChanges:
    for name in data:
        if name not in _SETTINGS:
            raise FormError(f"There is no setting '{name}'.", did_you_mean(name, list(_SETTINGS)))
    plain = {name: value for name, value in data.items() if name != "question"}
    return from_plain(FormChanges, {**plain, "questions": data.get("question", [])}, "The file")


def _line_of(text: str, words: str) -> int:
    """The line that an error speaks of: the first that holds a word which the error quotes."""
    lines = text.splitlines()
    for quoted in re.findall(r"'([^']+)'", words):
        for number, line in enumerate(lines, 1):
            if quoted in line and not line.lstrip().startswith("#"):
                return number
    return 1


@functools.cache
def _content() -> tuple[tuple[Question, ...], tuple[Variant, ...]]:
    data = tomllib.loads(content_file("expectations.toml").read_text(encoding="utf-8"))
    questions: dict[str, Question] = {}
    for plain in data["question"]:
        questions[plain["id"]] = _question(plain["id"], plain)
    found = [
        Variant(id=name, name=plain.pop("name"), about=plain.pop("about"), changes=_changes_from_toml(plain))
        for name, plain in data["variant"].items()
    ]
    return tuple(questions.values()), tuple(found)


def _changed(by_id: Mapping[str, Question], changes: FormChanges) -> dict[str, Question]:
    now = dict(by_id)
    for number, plain in enumerate(changes.questions, 1):
        name = plain.get("id")
        if not isinstance(name, str) or not _ID.fullmatch(name) or len(name) > 60:
            raise FormError(f"Question {number} has no proper id.", "Small letters, digits and hyphens: 'first-step'.")
        now[name] = _question(name, plain, now.get(name))
    for name in changes.leave_out:
        _known(name, now)
        if now[name].locked:
            raise FormError(f"'{name}' cannot be left out: it protects both people.", "You can put it in other words.")
    kept = {name: question for name, question in now.items() if name not in changes.leave_out}
    for name in changes.lock:
        _known(name, kept)
        kept[name] = dataclasses.replace(kept[name], locked=True)
    if len(kept) > _MOST:
        raise FormError(f"The form has more than {_MOST} questions.", "Leave some out.")
    return _ordered(kept, changes.order)


def _ordered(by_id: dict[str, Question], order: Sequence[str]) -> dict[str, Question]:
    for name in order:
        _known(name, by_id)
    if order:
        return {name: by_id[name] for name in dict.fromkeys((*order, *by_id))}
    ours = list(dict.fromkeys(question.step for question in by_id.values()))
    steps = [step for step in ours if step != _LAST] + [_LAST]
    return dict(sorted(by_id.items(), key=lambda item: steps.index(item[1].step)))


def _known(name: str, by_id: Mapping[str, Question]) -> None:
    if name not in by_id:
        raise FormError(f"There is no question '{name}'.", did_you_mean(name, list(by_id)))


def _question(name: str, plain: Mapping[str, Any], before: Question | None = None) -> Question:
    plain = _both_wordings(plain)
    where = f"The question '{name}'"
    if before is None:
        question = from_plain(Question, plain, where)
    else:
        if plain.get("locked") is False and before.locked:
            raise FormError(f"{where} cannot be unlocked: it protects both people.", "You can put it in other words.")
        ours = {field.name: getattr(before, field.name) for field in dataclasses.fields(Question)}
        question = from_plain(Question, {**ours, **plain}, where)
    _check_question(question, where)
    return question


def _both_wordings(plain: Mapping[str, Any]) -> dict[str, Any]:
    """``asked`` words a question for both sides at once."""
    plain = dict(plain)
    both = plain.pop("asked", None)
    return {**({"mentor": both, "mentee": both} if both is not None else {}), **plain}


def _check_question(question: Question, where: str) -> None:
    texts = [question.mentor, question.mentee, question.help, question.start, question.blanks, *question.options]
    if not question.mentor.strip() or not question.mentee.strip():
        raise FormError(f"{where} has no words.", "Write what the mentor and the mentee are asked.")
    if max(map(len, texts)) > _LONGEST:
        raise FormError(f"{where} has a text of more than {_LONGEST} letters.", "Shorten it.")
    for is_missing, what, mend in _NEEDS.get(question.type, ()):
        if is_missing(question):
            raise FormError(f"{where} {what}", mend)


def _check_branches(by_id: Mapping[str, Question]) -> None:
    earlier: set[str] = set()
    for question in by_id.values():
        if question.when is not None and question.when.question not in earlier:
            raise FormError(
                f"The question '{question.id}' depends on '{question.when.question}', which is not asked before it.",
                "Put that question first, or leave this one out too.",
            )
        earlier.add(question.id)


def _in_terms(question: Question, terms: Mapping[str, str]) -> Question:
    def say(text: str) -> str:
        return _TERM.sub(lambda found: terms.get(found.group(1), found.group(1)), text)

    words: dict[str, Any] = {
        name: say(getattr(question, name)) for name in ("mentor", "mentee", "help", "start", "blanks", "step")
    }
    lists: dict[str, Any] = {name: tuple(map(say, getattr(question, name))) for name in ("guide", "options")}
    return dataclasses.replace(question, **words, **lists)


def _has_few_options(question: Question) -> bool:
    return len(question.options) < 2 or len(set(question.options)) < len(question.options)


_OPTIONS = (_has_few_options, "needs two options or more, each once.", 'Such as options = ["Yes", "No"].')
_EVEN = (lambda one: len(one.options) % 2 == 0, "needs a neutral middle.", "Give an odd number of options.")
_ROWS = (lambda one: not one.rows, "needs 'rows'.", 'Such as rows = ["Planning", "Writing"].')
_COLUMNS = (lambda one: not one.columns, "needs 'columns'.", 'Such as columns = ["Goal", "First step"].')
_BLANK = (lambda one: "___" not in one.blanks, "has no blank in 'blanks'.", "Write ___ where something is filled in.")
_STATEMENT = (lambda one: not one.blanks.strip(), "needs its statement in 'blanks'.", "Write what people say yes to.")
_NEEDS: Mapping[str, tuple[tuple[Callable[[Question], bool], str, str], ...]] = {
    "one-of": (_OPTIONS,),
    "several-of": (_OPTIONS,),
    "scale": (_OPTIONS, _EVEN),
    "ranking": (_OPTIONS,),
    "rank-grid": (_OPTIONS, _ROWS),
    "rows": (_COLUMNS,),
    "sentence": (_BLANK,),
    "consent": (_STATEMENT,),
}
