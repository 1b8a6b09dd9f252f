"""Rosters: ``template``, ``check`` and ``add``."""

from __future__ import annotations

import contextlib
import dataclasses
import getpass
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mentorwidgets._disk import written
from mentorwidgets.cli._meant import ask_names, meant_option
from mentorwidgets.cli._updates import Update, plain_changes, print_changes
from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, counted, json_option, say
from mentorwidgets.errors import ProgramError, RosterError
from mentorwidgets.folder import Folder

if TYPE_CHECKING:
    from mentorwidgets.model import Problem, Program, Role, Roster
    from mentorwidgets.store import Store
    from mentorwidgets.store.revising import Revision, Standing
    from mentorwidgets.updating import PeoplePlan

ACTOR = "command line"


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
@click.option("--rename", is_flag=True, help="Give a program that is there another --name.")
@click.option("--roster", "files", type=FILE, multiple=True, help="A roster file. May be given twice.")
@click.option("--role", type=click.Choice(["mentor", "mentee"]), help="Everybody's role, where the file does not say.")
@click.option("--columns", type=FILE, help="A TOML file that says which column is what.")
@click.option("--purpose", "purposes", multiple=True, help="A purpose that pairs may have. May be given many times.")
@click.option("--youth/--no-youth", default=None, help="Mentors need a clearance to work with young people.")
@click.option("--roster-first", is_flag=True, help="Where roster and pages both changed something: as the roster says.")
@click.option("--same", multiple=True, metavar="NEW=OLD", help="Who in the roster is who on it already.")
@click.option("--new", multiple=True, metavar="NEW", help="Who in the roster is somebody new.")
@click.option("--keep-going", is_flag=True, help="Take in the good rows although others have problems.")
@meant_option
@json_option
def add(folder: Path, slug: str, *, as_json: bool, **options: Any) -> int:
    """Add a program to FOLDER, or bring its roster up to date. Nothing that was filled in is lost.

    A blank cell changes nothing, and nobody is taken off whom somebody else brought in.
    """
    roster = _checked_roster(options)
    home = Folder(folder, create=True)
    update = take_in(home, slug, roster, options)
    if as_json:
        click.echo(json.dumps({"program": slug, **plain_changes(update)}, ensure_ascii=False))
    else:
        print_changes(update)
        say(f"The program '{slug}' is ready. Open it with: mentorwidgets serve {folder}")
    waits = bool(update.people and update.people.doubts)
    broken = update.people and any(problem.level == "error" for problem in update.people.problems)
    return PROBLEMS if waits or broken else FINE


def read(files: Sequence[Path], role: Role | None = None, columns: Path | None = None, **how: Any) -> Roster:
    """Read roster files; one that cannot be read at all is a roster with that one problem."""
    from mentorwidgets.model import Problem, Roster
    from mentorwidgets.roster import read_roster

    try:
        return read_roster(*files, role=role, mapping=columns, **how)
    except RosterError as error:
        return Roster(problems=(Problem(file=str(files[0]), what=error.what, mend=error.mend),))


def take_in(home: Folder, slug: str, roster: Roster | None, options: dict[str, Any]) -> Update:
    """Save a program and bring its roster in, both or neither; return what that changed."""
    from mentorwidgets.generate import prepare_program
    from mentorwidgets.workbook import open_store

    with open_store(home) as store, contextlib.ExitStack() as disk:
        for file in options["files"]:  # what cannot be kept is said before anything is taken in
            disk.enter_context(written(home.rosters / f"{slug}-{Path(file).name}", Path(file).read_bytes()))
        update = _revised(store, slug, roster, options)
        ask_names(store, slug, options.get("meant"))
    prepare_program(slug, home.workbooks)
    return update


def _revised(store: Store, slug: str, roster: Roster | None, options: dict[str, Any]) -> Update:
    from mentorwidgets.programs import differences, purposes_left
    from mentorwidgets.store.revising import Revision

    done: list[Update] = []

    def decide(standing: Standing) -> Revision:
        program = _program(standing.program, slug, options)
        people = _people(standing, roster, options) if roster else None
        was = standing.program
        settings = differences(was, program) if was else ()
        done.append(Update(slug=slug, name=program.name, is_new=was is None, settings=settings, people=people))
        said = {**(standing.said or {}), "people": people.said, "listed": list(people.listed)} if people else None
        return Revision(program=program, people=people.people if people else None, said=said)

    store.sources.revise(slug, ACTOR, getpass.getuser(), decide)
    left = store.sources.pairs_for(slug, purposes_left(done[-1].settings))
    return dataclasses.replace(done[-1], ties=store.sources.ties(slug, done[-1].touched()), purposes_left=left)


def _people(standing: Standing, roster: Roster, options: dict[str, Any]) -> PeoplePlan:
    from mentorwidgets.bringing import answers_from_words
    from mentorwidgets.roster import grouped, with_known_roles
    from mentorwidgets.updating import Manner, plan_people

    there = (*standing.people, *standing.gone)
    one, same = answers_from_words(roster, there, options.get("same", ()), options.get("new", ()))
    if one:
        roster = read(options["files"], options["role"], options["columns"], one=one)
    roster = with_known_roles(roster, standing.people, standing.gone, same)
    unknown = _broken(row.problem for row in roster.roleless) if roster.roleless else None
    if unknown and not options["keep_going"]:
        raise unknown
    is_whole = all(problem.level != "error" for problem in roster.problems)
    first: Literal["always", "unsaid"] = "always" if options.get("roster_first") else "unsaid"
    plan = plan_people(standing, roster, ACTOR, Manner(is_whole=is_whole, first=first, same=same))
    for problem in grouped(problem for problem in plan.problems if problem.about):
        say(f"  {problem}")
    if plan.doubts and not options["keep_going"]:
        raise _unclear(plan)
    return plan


def _unclear(plan: PeoplePlan) -> RosterError:
    from mentorwidgets.bringing import asked_words

    for doubt in plan.doubts:
        say(f"  {asked_words(doubt)}")
    return RosterError(
        "Nothing was taken in, because it is not clear who some people are.",
        "Answer with --same or --new, or use --keep-going to take in the others.",
    )


def _checked_roster(options: dict[str, Any]) -> Roster | None:
    if not options["files"]:
        return None
    roster = read(options["files"], options["role"], options["columns"])
    from mentorwidgets.roster import grouped
    from mentorwidgets.roster.asked import is_name_problem

    later = {row.problem for row in roster.roleless}  # whoever is known has a role
    told = [p for p in roster.problems if not is_name_problem(p) and not p.about and p not in later]
    broken = any(problem.level == "error" for problem in told)
    if not (roster.people or later) or (broken and not options["keep_going"]):
        raise _broken((*told, *later))
    for problem in grouped(told):
        say(f"  {problem}")
    return roster


def _broken(problems: Iterable[Problem]) -> RosterError:
    from mentorwidgets.roster import grouped

    for problem in grouped(problems):
        say(f"  {problem}")
    return RosterError(
        "Nothing was taken in, because the roster has problems.",
        "Mend them and try again, or use --keep-going to take in the good rows.",
    )


def _program(stands: Program | None, slug: str, options: dict[str, Any]) -> Program:
    from mentorwidgets.model import Program

    given = {name: options.get(name) for name in ("name", "purposes", "youth")}
    changes = {name: value for name, value in given.items() if value not in (None, (), "")}
    name = options.get("name")
    if stands is None:
        if not name:
            raise ProgramError(f"There is no program '{slug}' yet.", 'Give it a name: --name "Oak County Libraries"')
        return Program(slug=slug, **changes)
    if name and name != stands.name and not options.get("rename"):
        raise ProgramError(
            f"The program '{slug}' is called '{stands.name}', not '{name}'. Nothing was changed.",
            "To give it the new name, add --rename; for another program, give another --program.",
        )
    return dataclasses.replace(stands, **changes)


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
