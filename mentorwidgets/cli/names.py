"""``names``: who is meant by a name on a program's roster that fits nobody for certain."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mentorwidgets.cli._meant import ask_names, meant_option, plain_questions
from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, json_option, say
from mentorwidgets.folder import Folder


@cli.command()
@click.argument("folder", type=FILE)
@click.option("--program", "slug", required=True, help="The program's short name, such as oak-county.")
@meant_option
@json_option
def names(folder: Path, slug: str, meant: Path | None, *, as_json: bool) -> int:
    """Say who is meant by names on a program's roster, and what a column is that names people and nobody understood.

    While it is open whom somebody must not be paired with, no pair can begin.
    """
    from mentorwidgets.workbook import open_store

    with open_store(Folder(folder)) as store:
        store.program(slug)
        questions = ask_names(store, slug, meant)
    if as_json:
        click.echo(json.dumps({"program": slug, "asked": plain_questions(questions)}, ensure_ascii=False, indent=2))
    if not questions:
        say("It is clear who is meant by every name on the roster.")
    return PROBLEMS if any(question.is_hard() for question in questions) else FINE
