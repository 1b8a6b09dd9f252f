"""What all commands share: the group they belong to, their common options, and where their words go."""

from __future__ import annotations

from pathlib import Path

import click

from mentorwidgets import __version__

FINE, PROBLEMS = 0, 1
FILE = click.Path(path_type=Path)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show the whole error when something goes wrong.")
def cli(*, debug: bool) -> None:
    """Worksheets for library mentoring programs, in a folder that you own."""


def say(text: str) -> None:
    """Print words for people, to standard error: standard output is for data."""
    click.echo(text, err=True)
