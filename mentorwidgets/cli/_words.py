"""What all commands share: the group they belong to, their common options, and where their words go."""

from __future__ import annotations

from pathlib import Path

import click

from mentorwidgets import __version__

FINE, PROBLEMS = 0, 1
FILE = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show the whole error when something goes wrong.")
def cli(*, debug: bool) -> None:
    """Worksheets for library mentoring programs, in a folder that you own."""


def say(text: str) -> None:
    """Print words for people, to standard error: standard output is for data."""
    click.echo(text, err=True)


def counted(number: int, word: str, many: str = "") -> str:
    """Return a number with its word, such as ``1 pair`` or ``2 people``; ``many`` for words that take no "s"."""
    return f"{number} {word}" if number == 1 else f"{number} {many or f'{word}s'}"
