"""Rosters: ``template``, ``check`` and ``add``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, counted, json_option, say
from mentorwidgets.errors import ProgramError, RosterError
from mentorwidgets.folder import Folder, write_atomically

if TYPE_CHECKING:
    from mentorwidgets.model import Program, Role, Roster, RosterChange
    from mentorwidgets.store import Store


@cli.command()
@click.argument("file", type=FILE)
def template(file: Path) -> int:
    """Write an empty roster FILE (.csv or .xlsx) with our columns and an example."""
    from mentorwidgets.roster import write_template

    if file.exists():
        raise RosterError(f"{file} exists already.", "Name another file: nothing is overwritten.")
    write_template(file)
    say(f"Wrote {file}. Fill it in, then: mentorwidgets check {file}")
    return FINE


@cli.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--role", type=click.Choice(["mentor", "mentee"]), help="Everybody's role, where the file does not say.")
@click.option("--columns", type=FILE, help="A TOML file that says which column is what.")
@json_option
def check(files: tuple[Path, ...], role: Role | None, columns: Path | None, *, as_json: bool) -> int:
    """Read roster FILES and say what was understood and what is wrong. Nothing is changed."""
    from mentorwidgets.roster import report

    roster = read(files, role, columns)
    if as_json:
        click.echo(json.dumps(report(roster), ensure_ascii=False, indent=2))
    else:
        _print_roster(roster)
    return PROBLEMS if any(problem.level != "notice" for problem in roster.problems) else FINE


@cli.command()
@click.argument("folder", type=FILE)
@click.option("--program", "slug", required=True, help="The program's short name, such as oak-county.")
@click.option("--name", help="The program's name as people read it. Needed the first time.")
@click.option("--roster", "files", type=FILE, multiple=True, help="A roster file. May be given twice.")
@click.option("--role", type=click.Choice(["mentor", "mentee"]), help="Everybody's role, where the file does not say.")
@click.option("--columns", type=FILE, help="A TOML file that says which column is what.")
@click.option("--purpose", "purposes", multiple=True, help="A purpose that pairs may have. May be given many times.")
@click.option("--youth/--no-youth", default=None, help="Mentors need a clearance to work with young people.")
@click.option("--keep-going", is_flag=True, help="Take in the good rows although others have problems.")
@json_option
def add(folder: Path, slug: str, *, as_json: bool, **options: Any) -> int:
    """Add a program to FOLDER, or bring its roster up to date. Nothing that was filled in is lost."""
    roster = _checked_roster(options)
    home = Folder(folder, create=True)
    change = take_in(home, slug, roster, options)
    if as_json:
        from mentorwidgets.model import to_plain

        click.echo(json.dumps({"program": slug, "added": [], "changed": [], "gone": [], **to_plain(change)}))
    else:
        _print_change(slug, change if roster else None, folder)
    return PROBLEMS if roster and any(problem.level == "error" for problem in roster.problems) else FINE


def read(files: Sequence[Path], role: Role | None = None, columns: Path | None = None) -> Roster:
    """Read roster files; one that cannot be read at all is a roster with that one problem."""
    from mentorwidgets.model import Problem, Roster
    from mentorwidgets.roster import read_roster

    try:
        return read_roster(*files, role=role, mapping=columns)
    except RosterError as error:
        return Roster(problems=(Problem(file=str(files[0]), what=error.what, mend=error.mend),))


def take_in(home: Folder, slug: str, roster: Roster | None, options: dict[str, Any]) -> RosterChange:
    """Save a program and bring its roster in."""
    from mentorwidgets.generate import prepare_program
    from mentorwidgets.model import RosterChange
    from mentorwidgets.pairing import with_ids
    from mentorwidgets.workbook import open_store

    with open_store(home) as store:
        program = _program(store, slug, options)
        store.save_program(program)
        people = with_ids(roster.people) if roster else ()
        says = roster.says() if roster else ()
        change = store.set_roster(slug, people, "command line", says) if roster else RosterChange()
    for file in options["files"]:
        write_atomically(home.rosters / f"{slug}-{Path(file).name}", Path(file).read_bytes())
    prepare_program(slug, home.workbooks)
    return change


def _checked_roster(options: dict[str, Any]) -> Roster | None:
    if not options["files"]:
        return None
    roster = read(options["files"], options["role"], options["columns"])
    from mentorwidgets.roster import grouped

    for problem in grouped(roster.problems):
        say(f"  {problem}")
    broken = sum(problem.level == "error" for problem in roster.problems)
    if not roster.people or (broken and not options["keep_going"]):
        raise RosterError(
            "Nothing was taken in, because the roster has problems.",
            "Mend them and try again, or use --keep-going to take in the good rows.",
        )
    return roster


def _program(store: Store, slug: str, options: dict[str, Any]) -> Program:
    from mentorwidgets.model import Program

    given = {name: options.get(name) for name in ("name", "purposes", "youth")}
    changes = {name: value for name, value in given.items() if value not in (None, (), "")}
    try:
        return dataclasses.replace(store.program(slug), **changes)
    except ProgramError:
        if not options["name"]:
            raise ProgramError(
                f"There is no program '{slug}' yet.", 'Give it a name: --name "Oak County Libraries"'
            ) from None
        return Program(slug=slug, **changes)


def _print_roster(roster: Roster) -> None:
    mentors, mentees = counted(len(roster.mentors()), "mentor"), counted(len(roster.mentees()), "mentee")
    people = counted(len(roster.people), "person", "people")
    click.echo(f"{counted(roster.rows, 'row')}, {people}: {mentors}, {mentees}.")
    for header, field in roster.columns:
        click.echo(f"  {header or '(no header)'} -> {field or 'kept as a note'}")
    _section("To mend", roster, "error", "warning")
    _section("For your information", roster, "notice")


def _section(title: str, roster: Roster, *levels: str) -> None:
    from mentorwidgets.roster import grouped

    problems = grouped(problem for problem in roster.problems if problem.level in levels)
    if problems:
        click.echo(f"{title}:")
    for problem in problems:
        click.echo(f"  {problem}")


def _print_change(slug: str, change: RosterChange | None, folder: Path) -> None:
    for word in ("added", "changed", "gone") if change else ():
        ids = getattr(change, word)
        names = f": {', '.join(ids[:10])}{' ...' if len(ids) > 10 else ''}" if ids else ""
        click.echo(f"{word.capitalize()} {len(ids)}{names}")
    say(f"The program '{slug}' is ready. Open it with: mentorwidgets serve {folder}")
