"""What the README says is true: its Python runs, its commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from mentorwidgets.__main__ import run
from mentorwidgets.cli import cli

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line[2:].partition("#")[0]
    for kind, text in BLOCKS
    if kind == "console"
    for line in text.splitlines()
    if "$ mentorwidgets " in line
]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the roster and the library that the README speaks of."""
    monkeypatch.chdir(tmp_path)
    assert run(["template", "roster.csv"]) == 0
    assert run(["add", "our-library", "--program", "oak-county", "--name", "Oak County", "--roster", "roster.csv"]) == 0
    return tmp_path


def test_the_python_of_the_readme_runs(place):
    """Block after block, as a reader would type it."""
    names: dict[str, object] = {}
    for kind, text in BLOCKS:
        if kind == "python":
            exec(text, names)
    assert names["proposal"].proved
    assert names["book"].program.name == "Oak County"


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_the_readme_are_understood(line):
    """Each is parsed by the real command line."""
    _, name, *words = shlex.split(line)
    context = cli.commands[name].make_context(name, words)
    assert isinstance(context, click.Context)
