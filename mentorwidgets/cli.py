"""The words that people type: ``mentorwidgets demo``, ``check``, ``add``, ``serve`` ...

Exit codes: 0 fine, 1 problems found, 2 used wrongly. Data goes to standard output, everything else to standard error.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mentorwidgets import __version__
from mentorwidgets.errors import ProgramError, RosterError
from mentorwidgets.folder import Folder, write_atomically

if TYPE_CHECKING:
    from mentorwidgets.model import Person, Program, Role, Roster, RosterChange
    from mentorwidgets.pairing import Proposal
    from mentorwidgets.store import Store

FINE, PROBLEMS = 0, 1
PAIR_COLUMNS = ("mentee id", "mentee", "mentor id", "mentor", "purpose", "score", "reasons")
_FILE = click.Path(path_type=Path)
_json = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option("--debug", is_flag=True, help="Show the whole error when something goes wrong.")
def cli(*, debug: bool) -> None:
    """Worksheets for library mentoring programs, in a folder that you own."""


@cli.command()
@click.argument("file", type=_FILE)
def template(file: Path) -> int:
    """Write an empty roster FILE (.csv or .xlsx) with our columns and an example."""
    from mentorwidgets.roster import write_template

    if file.exists():
        raise RosterError(f"{file} exists already.", "Name another file: nothing is overwritten.")
    write_template(file)
    _say(f"Wrote {file}. Fill it in, then: mentorwidgets check {file}")
    return FINE


@cli.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--role", type=click.Choice(["mentor", "mentee"]), help="Everybody's role, where the file does not say.")
@click.option("--columns", type=_FILE, help="A TOML file that says which column is what.")
@_json
def check(files: tuple[Path, ...], role: Role | None, columns: Path | None, *, as_json: bool) -> int:
    """Read roster FILES and say what was understood and what is wrong. Nothing is changed."""
    from mentorwidgets.roster import report

    roster = _read(files, role, columns)
    if as_json:
        click.echo(json.dumps(report(roster), ensure_ascii=False, indent=2))
    else:
        _print_roster(roster)
    return PROBLEMS if any(problem.level != "notice" for problem in roster.problems) else FINE


@cli.command()
@click.argument("folder", type=_FILE)
@click.option("--program", "slug", required=True, help="The program's short name, such as oak-county.")
@click.option("--name", help="The program's name as people read it. Needed the first time.")
@click.option("--roster", "files", type=_FILE, multiple=True, help="A roster file. May be given twice.")
@click.option("--role", type=click.Choice(["mentor", "mentee"]), help="Everybody's role, where the file does not say.")
@click.option("--columns", type=_FILE, help="A TOML file that says which column is what.")
@click.option("--purpose", "purposes", multiple=True, help="A purpose that pairs may have. May be given many times.")
@click.option("--youth/--no-youth", default=None, help="Mentors need a clearance to work with young people.")
@click.option("--keep-going", is_flag=True, help="Take in the good rows although others have problems.")
@_json
def add(folder: Path, slug: str, *, as_json: bool, **options: Any) -> int:
    """Add a program to FOLDER, or bring its roster up to date. Nothing that was filled in is lost."""
    roster = _checked_roster(options)
    home = Folder(folder, create=True)
    change = _take_in(home, slug, roster, options)
    if as_json:
        from mentorwidgets.model import to_plain

        click.echo(json.dumps({"program": slug, "added": [], "changed": [], "gone": [], **to_plain(change)}))
    else:
        _print_change(slug, change, folder)
    return PROBLEMS if roster and any(problem.level == "error" for problem in roster.problems) else FINE


@cli.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--to", "target", type=_FILE, help="Write the pairs to this CSV file.")
@click.option(
    "--objective", type=click.Choice(["fairest", "everyone", "best fit"]), default="fairest", show_default=True
)
@click.option("--everyone", is_flag=True, help="Also for people who did not say 'please assign me'.")
@click.option("--weight", "weights", multiple=True, metavar="FACTOR=WORD", help="must, high, medium, low or off.")
@click.option("--purpose", "purposes", multiple=True, help="A purpose that pairs may have. May be given many times.")
@click.option("--explain", is_flag=True, help="Say why, for every pair.")
@_json
def propose(files: tuple[Path, ...], *, as_json: bool, explain: bool, target: Path | None, **options: Any) -> int:
    """Propose pairs for the people in roster FILES who asked to be assigned. Nothing is saved."""
    from mentorwidgets.pairing import report

    proposal = _propose(_people(files), **options)
    answer = report(proposal)
    if target:
        _write_pairs(proposal, target)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print_proposal(answer, explain=explain)
    return PROBLEMS if answer["unpaired"] else FINE


@cli.command()
@click.argument("folder", type=_FILE)
@click.option("--port", default=8866, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on. Only this computer by default."
)
@click.option("--allow-host", "allow_hosts", multiple=True, help="A name by which browsers may call this server.")
@click.option("--max-kernels", default=20, show_default=True, type=click.IntRange(1), help="Pages open at once.")
@click.option(
    "--idle-minutes", default=30, show_default=True, type=click.IntRange(1), help="An unused page is let go after this."
)
@click.option("--no-browser", is_flag=True, help="Do not open a web browser.")
def serve(folder: Path, *, no_browser: bool, **options: Any) -> int:
    """Open FOLDER in the web browser. Stop with Ctrl-C."""
    _prepare_missing(Folder(folder))
    _serve(folder, open_browser=not no_browser, **options)
    return FINE


@cli.command()
@click.argument("folder", type=_FILE, default=Path("mentorwidgets-demo"))
@click.option("--port", default=8866, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
@click.option("--no-browser", is_flag=True, help="Do not open a web browser.")
def demo(folder: Path, port: int, *, no_browser: bool) -> int:
    """Make a sample program in FOLDER and open it. What you try there stays there."""
    from mentorwidgets._resources import content_file

    if not (folder.exists() and Folder(folder, create=True).has_database()):
        files = (content_file("sample-roster.csv"),)
        purposes = ("Career growth", "Leadership", "Technology")
        options = {"name": "Maple County Libraries (sample)", "files": files, "purposes": purposes}
        _take_in(Folder(folder, create=True), "maple-county", _read(files), options)
        _say(f"Made a sample program in {folder}.")
    _prepare_missing(Folder(folder))
    _serve(folder, port=port, open_browser=not no_browser)
    return FINE


@cli.command()
@click.argument("folder", type=_FILE)
@click.argument("file", type=_FILE)
def backup(folder: Path, file: Path) -> int:
    """Copy all of FOLDER into one FILE, also while people are working."""
    from mentorwidgets.archive import back_up

    count = back_up(Folder(folder), file)
    _say(f"Saved {count} files to {file}. Bring them back with: mentorwidgets restore {file} NEW-FOLDER")
    return FINE


@cli.command()
@click.argument("file", type=_FILE)
@click.argument("folder", type=_FILE)
def restore(file: Path, folder: Path) -> int:
    """Make a new FOLDER from a backup FILE. Nothing is overwritten."""
    from mentorwidgets.archive import bring_back

    count = bring_back(file, folder)
    _say(f"Brought back {count} files. Open them with: mentorwidgets serve {folder}")
    return FINE


def _people(files: Sequence[Path]) -> tuple[Person, ...]:
    from mentorwidgets.pairing import with_ids
    from mentorwidgets.roster import grouped

    roster = _read(files)
    for problem in grouped(roster.problems):
        _say(f"  {problem}")
    if not roster.people:
        raise RosterError("There is nobody to pair.", "See: mentorwidgets check FILE")
    return with_ids(roster.people)


def _propose(people: Sequence[Person], **options: Any) -> Proposal:
    from mentorwidgets.model import Program
    from mentorwidgets.pairing import propose_pairs

    program = Program(slug="proposal", name="Proposal", purposes=options["purposes"] or ("Mentoring",))
    weights = dict(_weight(word) for word in options["weights"])
    include: Literal["asked", "all"] = "all" if options["everyone"] else "asked"
    return propose_pairs(
        people, program=program, weights=weights or None, objective=options["objective"], include=include
    )


def _weight(word: str) -> tuple[str, str]:
    factor, equals, weight = word.partition("=")
    if not equals:
        raise click.BadParameter(f"'{word}' is not FACTOR=WORD, such as topics=high.", param_hint="--weight")
    return factor, weight


def _write_pairs(proposal: Proposal, target: Path) -> None:
    from mentorwidgets.pairing import rows
    from mentorwidgets.roster.escapes import guarded

    text = io.StringIO()
    lines = rows(proposal)
    writer = csv.DictWriter(text, list(lines[0]) if lines else PAIR_COLUMNS)
    writer.writeheader()
    writer.writerows({name: guarded(cell) for name, cell in line.items()} for line in lines)
    write_atomically(target.resolve(), text.getvalue().encode("utf-8-sig"))
    _say(f"Wrote {target}.")


def _print_proposal(answer: Mapping[str, Any], *, explain: bool) -> None:
    for pair in answer["pairs"]:
        click.echo(f"{pair['mentee']} with {pair['mentor']}, {pair['purpose']}: {pair['score']} of 1000 points")
        for reason in pair["reasons"] if explain else ():
            click.echo(f"  {reason}")
    for person in answer["unpaired"]:
        click.echo(f"{person['mentee']} stays without: {person['words']} {person['help']}")
    _say(f"{len(answer['pairs'])} pairs, {len(answer['unpaired'])} people without.")


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


def _read(files: Sequence[Path], role: Role | None = None, columns: Path | None = None) -> Roster:
    from mentorwidgets.model import Problem, Roster
    from mentorwidgets.roster import read_roster

    try:
        return read_roster(*files, role=role, mapping=columns)
    except RosterError as error:
        return Roster(problems=(Problem(file=str(files[0]), what=error.what, mend=error.mend),))


def _checked_roster(options: dict[str, Any]) -> Roster | None:
    if not options["files"]:
        return None
    roster = _read(options["files"], options["role"], options["columns"])
    from mentorwidgets.roster import grouped

    for problem in grouped(roster.problems):
        _say(f"  {problem}")
    broken = sum(problem.level == "error" for problem in roster.problems)
    if not roster.people or (broken and not options["keep_going"]):
        raise RosterError(
            "Nothing was taken in, because the roster has problems.",
            "Mend them and try again, or use --keep-going to take in the good rows.",
        )
    return roster


def _take_in(home: Folder, slug: str, roster: Roster | None, options: dict[str, Any]) -> RosterChange:
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


def _program(store: Store, slug: str, options: dict[str, Any]) -> Program:
    import dataclasses

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
    mentors, mentees = len(roster.mentors()), len(roster.mentees())
    click.echo(f"{roster.rows} rows, {len(roster.people)} people: {mentors} mentors, {mentees} mentees.")
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


def _print_change(slug: str, change: RosterChange, folder: Path) -> None:
    for word, ids in (("Added", change.added), ("Changed", change.changed), ("Gone", change.gone)):
        names = f": {', '.join(ids[:10])}{' ...' if len(ids) > 10 else ''}" if ids else ""
        click.echo(f"{word} {len(ids)}{names}")
    _say(f"The program '{slug}' is ready. Open it with: mentorwidgets serve {folder}")


def _say(text: str) -> None:
    click.echo(text, err=True)
