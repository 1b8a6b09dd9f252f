"""Many programs at once: ``generate``, ``presets``, ``language`` and ``collect``."""

from __future__ import annotations

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from mentorwidgets.cli._updates import Update, plain_update, print_update
from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, counted, json_option, say

if TYPE_CHECKING:
    from mentorwidgets.generate import Made, Options, Report
    from mentorwidgets.generate.plans import Plan
    from mentorwidgets.model import Problem

_MOST_SHOWN = 20  # lines of a difference that a person sees unasked
_DID = {
    "made": "made", "replaced": "brought up to date", "same": "up to date already",
    "edited": "changed by hand and kept", "outdated": "of an older template and kept",
    "failed": "failed", "removed": "no longer needed and taken away",
}  # fmt: skip


@cli.command()
@click.argument("programs", type=FILE)
@click.argument("folder", type=FILE)
@click.option("--preset", default="", help="What rows begin with that name no preset: mentorwidgets presets.")
@click.option("--run", is_flag=True, help="Execute the copies, so that they hold outputs.")
@click.option("--html", is_flag=True, help="With --run: also write a page of each copy.")
@click.option("--zip", "bundles", is_flag=True, help="Also write one zip for each program.")
@click.option("--update", is_flag=True, help="Replace copies whose template has changed since.")
@click.option("--dry-run", "look_only", is_flag=True, help="Say what would be done. Nothing is written.")
@click.option("--table-first", is_flag=True, help="Where table and pages both changed something: as the table says.")
@click.option("--same", multiple=True, metavar="PROGRAM:NEW=OLD", help="Who in a roster is who on it already.")
@click.option("--new", multiple=True, metavar="PROGRAM:NEW", help="Who in a roster is somebody new.")
@click.option("--keep-going", is_flag=True, help="Make the good rows although others have problems.")
@click.option("--jobs", default=0, type=click.IntRange(0, 256), help="How many programs at once; 0 lets us choose.")
@click.option("--timeout", default=120.0, show_default=True, type=click.FloatRange(1), help="Seconds for one cell.")
@click.option("--scheduler", default="", help="Do it on a Dask cluster, such as tcp://head:8786.")
@click.option("--store", default="", help="Put copies into a store that papermill knows, such as s3://bucket/folder.")
@json_option
def generate(programs: Path, folder: Path, *, preset: str, as_json: bool, **options: Any) -> int:
    """Make the workbooks of every program in the table PROGRAMS (.csv, .xlsx, .yaml) in FOLDER.

    Run it again at any time: answers stay, what is new is added, what somebody changed by hand is kept. A blank cell
    changes nothing, "(empty)" clears a setting, and nobody is taken off whom somebody else brought in.
    """
    from mentorwidgets.generate import Options, generate_workbooks
    from mentorwidgets.programs import read_programs

    how = Options(**options)
    table = read_programs(programs, preset=preset)
    with _Progress(len(table.rows), is_wanted=not as_json) as progress:
        report = generate_workbooks(table, folder, how, tell=progress.step)
    if as_json:
        click.echo(json.dumps(_plain(report), ensure_ascii=False, indent=1))
    else:
        _print(report, folder, how, had_rows=bool(table.rows))
    return FINE if report.is_fine() else PROBLEMS


@cli.command()
@click.argument("name", default="")
@click.option("--template", type=FILE, help="Write an empty table of programs (.csv, .xlsx or .yaml).")
@json_option
def presets(name: str, template: Path | None, *, as_json: bool) -> int:
    """List programs seen in the wild, to begin a table with; or tell all about the one of that NAME."""
    from mentorwidgets.programs import preset_named
    from mentorwidgets.programs import presets as all_presets

    if template is not None:
        return _write_template(template)
    known = [preset_named(name)] if name else list(all_presets().values())
    if as_json:
        from mentorwidgets.model import to_plain

        click.echo(json.dumps([to_plain(preset) for preset in known], ensure_ascii=False, indent=1))
        return FINE
    for preset in known:
        click.echo(f"{preset.id:18} {preset.title}: {preset.words}")
        if name:
            weeks = {"weeks": preset.weeks} if preset.weeks else {}
            from mentorwidgets.programs.words import value_words

            for field, value in {**weeks, **preset.settings}.items():
                click.echo(f"  {field.replace('_', ' ')}: {value_words(value)}")
            click.echo(f"  As seen at: {preset.source}")
    return FINE


@cli.command()
@click.argument("file", type=FILE)
def language(file: Path) -> int:
    """Write FILE to put what is printed into another language.

    It holds every text, and works as languages/es.toml beside a table of programs. When it is there already: say what
    is wrong in it, and print the lines that are missing.
    """
    from mentorwidgets._disk import write_atomically
    from mentorwidgets.generate.catalogues import catalogue_text, empty_line, read_catalogue
    from mentorwidgets.generate.texts import all_texts

    if not file.exists():
        file.absolute().parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file.absolute(), catalogue_text(all_texts()).encode())
        say(f"Wrote {file}. Fill it in, then run mentorwidgets generate with the table in the folder above.")
        return FINE
    read = read_catalogue(file)
    for problem in read.problems:
        say(f"  {problem}")
    missing = read.missing()
    for text in missing:
        click.echo(empty_line(text), nl=False)
    say(f"{counted(len(missing), 'text')} without words." if missing else "Every text has words.")
    return PROBLEMS if missing or read.problems else FINE


@cli.command()
@click.argument("folders", type=FILE, nargs=-1, required=True)
@click.option("--to", "target", type=FILE, help="Write a table (.csv or .xlsx).")
@json_option
def collect(folders: tuple[Path, ...], target: Path | None, *, as_json: bool) -> int:
    """Count what was filled in, over every program of FOLDERS: numbers only, no names."""
    from mentorwidgets.generate import collect as count
    from mentorwidgets.generate.collecting import write_table

    rows = count(folders)
    if target is not None:
        write_table(rows, target)
        say(f"Wrote {counted(len(rows), 'program')} to {target}.")
    if as_json or target is None:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    return FINE


def _write_template(file: Path) -> int:
    from mentorwidgets._disk import write_atomically
    from mentorwidgets.errors import ProgramError
    from mentorwidgets.programs import programs_template

    if file.exists():
        raise ProgramError(f"{file} exists already.", "Name another file: nothing is overwritten.")
    write_atomically(file.absolute(), programs_template(file.suffix))
    say(f"Wrote {file}. Fill it in, then: mentorwidgets generate {file} FOLDER")
    return FINE


class _Progress:
    """A bar on a terminal, and nothing elsewhere. Ctrl-C counts also where Python has nobody to tell of it."""

    def __init__(self, count: int, *, is_wanted: bool) -> None:
        self._count = count
        self._is_wanted = is_wanted and sys.stderr.isatty()
        self._bar: Any = None
        self._is_stopped = False
        self._before: Any = None

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._stop)
        if self._is_wanted:
            from tqdm import tqdm  # only for people who look on

            self._bar = tqdm(total=self._count, unit="program", leave=False)
        return self

    def __exit__(self, *_error: object) -> None:
        signal.signal(signal.SIGINT, self._before)
        if self._bar is not None:
            self._bar.close()

    def step(self, made: Made) -> None:
        """One program is done."""
        if self._is_stopped:
            raise KeyboardInterrupt
        if self._bar is not None:
            self._bar.set_postfix_str(made.slug[:24], refresh=False)
            self._bar.update()

    def _stop(self, *_signal: object) -> None:
        self._is_stopped = True
        raise KeyboardInterrupt


def _print(report: Report, folder: Path, how: Options, *, had_rows: bool) -> None:
    for problem in report.problems:
        say(f"  {problem}")
    if not report.made:
        mend = "Mend them and try again" + (", or use --keep-going to make the other programs." if had_rows else ".")
        count = _errors(report.problems)
        click.echo(
            f"Nothing was made, because there {'is' if count == 1 else 'are'} {counted(count, 'problem')}. {mend}"
        )
        return
    did: Counter[str] = Counter(file.did for made in report.made for file in made.files)
    would = "Would make" if how.look_only else "Made"
    click.echo(f"{would} {counted(len(report.made), 'program')} in {report.seconds:.1f} s:")
    for name, words in _DID.items():
        if did[name]:
            click.echo(f"  {counted(did[name], 'file')} {words}")
    _print_updates(report)
    _print_kept(report)
    _print_differences(report.made)
    for made in report.made:
        for words in made.trouble:
            click.echo(f"  {made.slug}: {words}")
    _print_gone(report)
    if not how.look_only:
        _print_where(folder, how)


def _print_updates(report: Report) -> None:
    updates = [_update(plan) for plan in report.plans]
    for update in updates:
        print_update(update)
    if not any(update.changes_something() for update in updates):
        click.echo(f"Settings and people of {counted(len(updates), 'program')}: nothing changed.")


def _print_gone(report: Report) -> None:
    if not report.gone:
        return
    click.echo(f"No longer in the table, and left as they are: {', '.join(report.gone)}")
    new = [plan.program.slug for plan in report.plans if plan.is_new]
    if new:
        click.echo(
            f"Has one of them a new name? New are: {', '.join(new)}. To keep its people and answers, write its old "
            f"short name, such as {report.gone[0]}, into the column 'short name'."
        )


def _update(plan: Plan) -> Update:
    return Update(
        slug=plan.program.slug,
        name=plan.program.name,
        is_new=plan.is_new,
        settings=plan.settings.changed,
        kept=plan.settings.kept,
        people=plan.people,
        roster=plan.item.roster,
        place=f"{plan.program.slug}:",
        ties=plan.ties,
        youth_is_off=plan.settings.youth_is_off,
        purposes_left=plan.purposes_left,
    )


def _print_where(folder: Path, how: Options) -> None:
    if how.bundles:
        say(f"A zip of each program: {folder / 'bundles'}")
    say(f"The copies are in {how.store}" if how.store else f"Open them with: mentorwidgets serve {folder}")


def _print_kept(report: Report) -> None:
    for made in report.made:
        for file in made.files:
            if file.did == "edited":
                click.echo(f"  {made.slug}/{file.name} was changed by hand. Move it away to get a new one.")


def _print_differences(made: Iterable[Made]) -> None:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in made:
        for stem, text in one.differences.items():
            groups.setdefault((stem, text.replace(f'"{one.slug}"', '"..."')), []).append(one.slug)
    for (stem, text), slugs in groups.items():
        click.echo(f"The template of '{stem}' has changed. In {counted(len(slugs), 'program')} it differs so:")
        lines = text.splitlines()
        for line in lines[:_MOST_SHOWN]:
            click.echo(f"    {line}")
        if len(lines) > _MOST_SHOWN:
            click.echo(f"    ... and {len(lines) - _MOST_SHOWN} more lines; --json shows all.")
    if any(file.did == "outdated" for one in made for file in one.files):
        click.echo("Use --update to replace them. What was filled in is not in these files, and stays.")


def _plain(report: Report) -> dict[str, Any]:
    from mentorwidgets.model import to_plain
    from mentorwidgets.roster import report as roster_report

    plans = {plan.program.slug: plan for plan in report.plans}
    programs = [
        {
            "program": made.slug,
            **plain_update(_update(plans[made.slug])),
            "roster": roster_report(roster) if (roster := plans[made.slug].item.roster) else None,
            "result": "failed" if made.trouble else "ok",
            "seconds": round(made.seconds, 3),
            "files": [
                {"file": file.name, "did": file.did, "sha256": file.sha256, "seconds": file.seconds}
                for file in made.files
            ],
            "trouble": list(made.trouble),
            "differences": dict(made.differences),
        }
        for made in report.made
    ]
    problems = [to_plain(problem) for problem in report.problems]
    return {
        "programs": programs,
        "problems": problems,
        "gone": list(report.gone),
        "seconds": round(report.seconds, 3),
    }


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.level == "error" for problem in problems)
