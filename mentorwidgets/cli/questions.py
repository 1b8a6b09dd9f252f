"""``questions``: what a program asks in its expectation-setting form, and a file of its own questions brought in."""

from __future__ import annotations

import getpass
import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets.cli._words import FILE, FINE, cli, json_option, say
from mentorwidgets.errors import FormError, ProgramError
from mentorwidgets.folder import Folder

if TYPE_CHECKING:
    from mentorwidgets.model import Form
    from mentorwidgets.store import Store


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("file", type=FILE, required=False)
@click.option("--program", "slug", help="The program's short name; not needed when there is one.")
@json_option
def questions(folder: Path, file: Path | None, slug: str | None, *, as_json: bool) -> int:
    """Say what a program's expectation-setting form asks; with a TOML FILE, bring its own questions in first.

    What was answered already stays readable, also when its question changes or goes.
    """
    from mentorwidgets.expectations import form_of
    from mentorwidgets.workbook import open_store

    with open_store(Folder(folder)) as store:
        found = _slug(store, slug)
        program = store.program(found)
        was = form_of(program, _fields(store, found))
        if file is not None:
            _bring(store, found, file)
        form = form_of(program, _fields(store, found))
        if file is not None:
            say(_changes(was, form))
    click.echo(json.dumps(_plain(form), ensure_ascii=False, indent=2) if as_json else _words(form))
    return FINE


def _fields(store: Store, slug: str) -> dict[str, Any]:
    return {key: field.value for key, field in store.fields(f"{slug}/expectations").items()}


def _changes(was: Form, now: Form) -> str:
    """What a file changed, by the ids of questions."""
    old, new = ({question.id: question for question in form.questions} for form in (was, now))
    parts = {
        "new": [one for one in new if one not in old],
        "changed": [one for one in new if one in old and new[one] != old[one]],
        "no longer asked": [one for one in old if one not in new],
    }
    told = [f"{len(ids)} {word} ({', '.join(ids)})" for word, ids in parts.items() if ids]
    return f"Of its questions: {'; '.join(told)}." if told else "Nothing changed in its questions."


def _slug(store: Store, slug: str | None) -> str:
    slugs = [program.slug for program in store.programs()]
    if slug is None and len(slugs) != 1:
        raise ProgramError("Which program?", f"Give --program, one of: {', '.join(slugs) or 'none yet'}.")
    return store.program(slug or slugs[0]).slug


def _bring(store: Store, slug: str, file: Path) -> None:
    from mentorwidgets.expectations import read_form
    from mentorwidgets.model import Operation, to_plain

    changes = to_plain(read_form(file)) or None
    sheet = f"{slug}/expectations"
    now = store.fields(sheet).get("form")
    base = now.version if now else store.removed(sheet).get("form", 0)
    wish = Operation(op=uuid.uuid4().hex, worksheet=sheet, key="form", value=changes, base=base)
    answer = store.apply(wish, getpass.getuser())
    if answer.outcome == "conflict":
        raise FormError("Somebody changed the form a moment ago.", "Look at it, and bring the file in again.")
    if answer.outcome == "refused":
        raise FormError(answer.why, answer.mend)
    say(f"{file.name} is what this program asks now.")


def _plain(form: Form) -> dict[str, Any]:
    from mentorwidgets.model import to_plain

    return {"variant": form.variant, "questions": [to_plain(question) for question in form.questions]}


def _words(form: Form) -> str:
    lines: list[str] = []
    step = None
    for question in form.questions:
        if question.step != step:
            step = question.step
            lines.append(f"\n{step}" if lines else step)
        marks = [name for name in ("locked", "required") if getattr(question, name)]
        marks += ["coordinators read it"] if question.readers == "coordinator" else []
        lines.append(f"  {question.id} ({', '.join([question.type, *marks])}): {question.mentee}")
    return "\n".join([*lines, f"\n{len(form.questions)} questions."])
