"""``propose``: pairs for a roster, printed or written to a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from mentorwidgets._disk import write_atomically
from mentorwidgets.cli._meant import answered, meant_option, plain_questions, say_open
from mentorwidgets.cli._words import FILE, FINE, PROBLEMS, cli, counted, json_option, say
from mentorwidgets.cli.rosters import read
from mentorwidgets.errors import RosterError

if TYPE_CHECKING:
    from mentorwidgets.model import Person
    from mentorwidgets.pairing import Proposal

PAIR_COLUMNS = ("mentee id", "mentee", "mentor id", "mentor", "purpose", "score", "reasons")


@cli.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--to", "target", type=FILE, help="Write the pairs to this CSV file.")
@click.option(
    "--objective", type=click.Choice(["fairest", "everyone", "best fit"]), default="fairest", show_default=True
)
@click.option("--everyone", is_flag=True, help="Also for people who did not say 'please assign me'.")
@click.option("--weight", "weights", multiple=True, metavar="FACTOR=WORD", help="must, high, medium, low or off.")
@click.option("--purpose", "purposes", multiple=True, help="A purpose that pairs may have. May be given many times.")
@click.option("--explain", is_flag=True, help="Say why, for every pair.")
@meant_option
@json_option
def propose(
    files: tuple[Path, ...], *, as_json: bool, explain: bool, target: Path | None, meant: Path | None, **options: Any
) -> int:
    """Propose pairs for the people in roster FILES who asked to be assigned. Nothing is saved."""
    from mentorwidgets.pairing import report, settled

    people = _people(files)
    fields, questions = answered(people, meant)
    proposal = _propose(settled(people, fields), **options)
    answer = {**report(proposal), "asked": plain_questions(questions)}
    say_open(questions, people, meant)
    is_open = any(question.is_hard() for question in questions)
    if target and is_open:
        say(f"{target} was not written: it may hold pairs only when it is clear who is meant.")
    elif target:
        _write_pairs(proposal, target)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print_proposal(proposal, answer, explain=explain)
    return PROBLEMS if answer["unpaired"] or is_open else FINE


def _people(files: Sequence[Path]) -> tuple[Person, ...]:
    from mentorwidgets.pairing import with_ids
    from mentorwidgets.roster import grouped
    from mentorwidgets.roster.asked import is_name_problem

    roster = read(files)
    for problem in grouped(problem for problem in roster.problems if not is_name_problem(problem)):
        say(f"  {problem}")
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
    from mentorwidgets.roster.escapes import csv_of, guarded

    lines = rows(proposal)
    head = list(lines[0]) if lines else PAIR_COLUMNS
    write_atomically(target.resolve(), csv_of([head, *([guarded(line[name]) for name in head] for line in lines)]))
    say(f"Wrote {target}.")


def _print_proposal(proposal: Proposal, answer: Mapping[str, Any], *, explain: bool) -> None:
    names = {person.id: person.name for person in proposal.case.people}
    if answer["helpful"]:
        say(_nothing_to_compare(answer["helpful"]))
    for pair in answer["pairs"]:
        both = f"{names[pair['mentee']]} with {names[pair['mentor']]}, {pair['purpose']}"
        click.echo(f"{both}: {_points(**pair['compared'])}")
        for reason in pair["reasons"] if explain else ():
            click.echo(f"  {reason}")
    for person in answer["unpaired"]:
        click.echo(f"{names[person['mentee']]} stays without: {person['words']} {person['help']}")
    without = counted(len(answer["unpaired"]), "person", "people")
    say(f"{counted(len(answer['pairs']), 'pair')}, {without} without.")


def _points(points: int, out_of: int) -> str:
    return f"{points} of {out_of} points" if out_of else "nothing to compare"


def _nothing_to_compare(fields: Sequence[str]) -> str:
    from mentorwidgets.roster.fields import FIELDS

    labels = ", ".join(FIELDS[name].label for name in fields)
    return f"There is nothing to compare: pairs go by order only. These columns on the roster would help: {labels}."
