"""Where a folder's data lies, and copies of it: ``backup``, ``restore`` and ``move-to``."""

from __future__ import annotations

from pathlib import Path

import click

from mentorwidgets.cli._words import FILE, FINE, cli, counted, say
from mentorwidgets.folder import DATABASE_VARIABLE, Folder

_PUT_BACK = "mentorwidgets move-to {} postgresql://..."


@cli.command()
@click.argument("folder", type=FILE)
@click.argument("file", type=FILE)
def backup(folder: Path, file: Path) -> int:
    """Copy all of FOLDER into one FILE, also while people are working, and also when its data is on PostgreSQL."""
    from mentorwidgets.archive import back_up

    home = Folder(folder)
    count = back_up(home, file)
    say(f"Saved {counted(count, 'file')} to {file}. Bring them back with: mentorwidgets restore {file} NEW-FOLDER")
    if "://" in str(home.database):
        say("Of the PostgreSQL it holds every row, in a file of SQLite. The server's own way, beside this, is pg_dump.")
    say("It holds everything, also what pairs keep for themselves, and the keys that make links open: whoever has this")
    say("file can read it, and come in as anybody. Keep it safe.")
    return FINE


@cli.command()
@click.argument("file", type=FILE)
@click.argument("folder", type=FILE)
def restore(file: Path, folder: Path) -> int:
    """Make a new FOLDER from a backup FILE. Nothing is overwritten."""
    from mentorwidgets.archive import bring_back

    count = bring_back(file, folder)
    say(f"Brought back {counted(count, 'file')}. Open them with: mentorwidgets serve {folder}")
    say(f"The database is a file in the folder. To have it on PostgreSQL: {_PUT_BACK.format(folder)}")
    return FINE


@cli.command("move-to", short_help="Move a folder's data to a PostgreSQL, or back into the folder.")
@click.argument("words", nargs=-1, required=True, metavar="[FOLDER] ADDRESS")
def move_to(words: tuple[str, ...]) -> int:
    """Move all data of FOLDER (this one, when none is named) to the database at ADDRESS, which every command then uses.

    ADDRESS is postgresql://user@host/name, or the word sqlite for the file in the folder. Every row is copied and
    compared before anything is switched; the old database stays where it is, and takes nothing new.
    """
    from mentorwidgets.moving import move_to as move
    from mentorwidgets.moving import still_elsewhere

    if len(words) > 2:
        raise click.UsageError("Give one folder and one address.")
    address = words[-1]
    moved = move(Folder(words[0] if len(words) == 2 else "."), address)
    say(f"Moved {counted(moved.rows, 'row')} of {counted(moved.tables, 'table')} to {moved.target}; each was compared.")
    say(f"Every command uses it from now on. {moved.source} stays as it was and takes nothing new.")
    say("A server that is running finds it when it is started again; until then it saves nothing and says so. Where")
    say("JupyterHub or systemd runs it, restart the service there.")
    if still_elsewhere(address):
        say(f"{DATABASE_VARIABLE} still names another one: take it away, here and where the server is started.")
    return FINE
