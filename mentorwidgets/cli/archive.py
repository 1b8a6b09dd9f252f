"""Backup and restore."""

from __future__ import annotations

from pathlib import Path

import click

from mentorwidgets.cli._words import FILE, FINE, cli, say
from mentorwidgets.folder import Folder


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("file", type=FILE)
def backup(folder: Path, file: Path) -> int:
    """Copy all of FOLDER into one FILE, also while people are working."""
    from mentorwidgets.archive import back_up

    count = back_up(Folder(folder), file)
    say(f"Saved {count} files to {file}. Bring them back with: mentorwidgets restore {file} NEW-FOLDER")
    say("It holds everything, also what pairs keep for themselves: whoever has this file can read it. Keep it safe.")
    return FINE


@cli.command()
@click.argument("file", type=FILE)
@click.argument("folder", type=FILE)
def restore(file: Path, folder: Path) -> int:
    """Make a new FOLDER from a backup FILE. Nothing is overwritten."""
    from mentorwidgets.archive import bring_back

    count = bring_back(file, folder)
    say(f"Brought back {count} files. Open them with: mentorwidgets serve {folder}")
    return FINE
