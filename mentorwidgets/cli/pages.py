"""Pages in a browser: ``serve`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mentorwidgets.cli._words import FILE, FINE, cli, say
from mentorwidgets.cli.rosters import read, take_in
from mentorwidgets.folder import Folder


@cli.command()
@click.argument("folder", type=FILE)
@click.option("--port", default=8866, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on. Only this computer by default."
)
@click.option("--allow-host", "allow_hosts", multiple=True, help="A name by which browsers may call this server.")
@click.option("--base", default="/", show_default=True, help="The path before all addresses, behind a proxy.")
@click.option("--trust-proxy", "trust_proxies", multiple=True, help="Address or network of a proxy to believe.")
@click.option("--https", is_flag=True, help="Encrypt what travels, with a certificate of our own making.")
@click.option("--max-kernels", type=click.IntRange(1), help="Pages open at once; without it, what memory holds.")
@click.option(
    "--idle-minutes", default=30, show_default=True, type=click.IntRange(1), help="An unused page is let go after this."
)
@click.option("--no-browser", is_flag=True, help="Do not open a web browser.")
@click.option("--hub", is_flag=True, help="Run as a service of JupyterHub, which signs people in.")
def serve(folder: Path, *, no_browser: bool, **options: Any) -> int:
    """Open FOLDER in the web browser. At a terminal, Ctrl-C stops it."""
    _prepare_missing(Folder(folder))
    _serve(folder, open_browser=not no_browser, **options)
    return FINE


@cli.command()
@click.argument("folder", type=FILE, default=Path("mentorwidgets-demo"))
@click.option("--port", default=8866, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option("--no-browser", is_flag=True, help="Do not open a web browser.")
def demo(folder: Path, port: int, *, no_browser: bool) -> int:
    """Make a sample program in FOLDER and open it. What you try there stays there."""
    from mentorwidgets._resources import content_file

    if not (folder.exists() and Folder(folder, create=True).has_database()):
        files = (content_file("sample-roster.csv"),)
        purposes = ("Career growth", "Leadership", "Technology")
        options = {"name": "Maple County Libraries (sample)", "files": files, "purposes": purposes}
        take_in(Folder(folder, create=True), "maple-county", read(files), options)
        say(f"Made a sample program in {folder}.")
    _prepare_missing(Folder(folder))
    _serve(folder, port=port, open_browser=not no_browser)
    return FINE


def _prepare_missing(home: Folder) -> None:
    """Make the workbooks that a newer version brought; those that are there stay as they are."""
    from mentorwidgets.generate import prepare_program
    from mentorwidgets.workbook import open_store

    with open_store(home) as store:
        slugs = [program.slug for program in store.programs()]
    for slug in slugs:
        prepare_program(slug, home.workbooks)


def _serve(folder: Path, **options: Any) -> None:
    from mentorwidgets.serve import serve as run  # Voilà is heavy

    run(folder, **options)
