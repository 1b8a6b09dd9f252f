"""What a table or a command changes in a program, in words and as plain JSON: before it is done and after, the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from mentorwidgets.bringing import asked_words, plain_doubt
from mentorwidgets.cli._words import counted
from mentorwidgets.drafts.changes import fields_changed
from mentorwidgets.programs.words import field_words, value_words

if TYPE_CHECKING:
    from mentorwidgets.model import Pair, Person, Roster
    from mentorwidgets.programs import Setting
    from mentorwidgets.store.ties import Ties
    from mentorwidgets.updating import PeoplePlan

_MOST_SHOWN = 20  # people of one kind who are named unasked
_MOST_NAMED = 10  # names in one line


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What changes in a program.

    Args:
        slug: its short name.
        name: its name.
        is_new: whether there was no such program.
        settings: what changes in it.
        kept: what the source would have otherwise, and somebody else changed too.
        people: what its roster changes; None where nobody is brought in.
        roster: as it was read.
        place: what stands before names in answers, where several programs are asked at once.
        ties: person id -> what hangs on those who change or go.
        youth_is_off: whether the source says that young people are protected, and they are not.
        purposes_left: purpose that the program has no more -> how many pairs go on with it.
    """

    slug: str
    name: str
    is_new: bool = False
    settings: Sequence[Setting] = ()
    kept: Sequence[Setting] = ()
    people: PeoplePlan | None = None
    roster: Roster | None = None
    place: str = ""
    ties: Mapping[str, Ties] = dataclasses.field(default_factory=dict)
    youth_is_off: bool = False
    purposes_left: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def changes_something(self) -> bool:
        """Whether the program is not as it was."""
        told = self.people.comparison if self.people else None
        return self.is_new or bool(self.settings or (told and (told.added or told.changed or told.gone)))

    def names(self) -> dict[str, str]:
        """Person id -> name, of all who may be named."""
        told = self.people
        return {person.id: person.name for person in (*told.people, *told.comparison.gone)} if told else {}

    def touched(self) -> tuple[str, ...]:
        """Ids of those who change or go."""
        told = self.people.comparison if self.people else None
        return tuple(person.id for person in (*(now for _, now in told.changed), *told.gone)) if told else ()


def print_changes(update: Update) -> None:
    """Print what a command changed in the one program that it was for: names, and more where there is more to tell."""
    for line in (*_loud(update), *_setting_lines(update)):
        click.echo(line)
    told = update.people
    if told is None:
        return
    found = told.comparison
    lists = {"Added": found.added, "Changed": [now for _, now in found.changed], "Gone": found.gone}
    for word, people in lists.items():
        names = sorted(person.name for person in people)
        more = " ..." if len(names) > _MOST_NAMED else ""
        click.echo(f"{word} {len(names)}{': ' if names else ''}{', '.join(names[:_MOST_NAMED])}{more}")
    for line in _people_lines(update, new=False):
        click.echo(f"  {line}")


def plain_changes(update: Update) -> dict[str, Any]:
    """Return the same as plain JSON: three lists of ids, and what else there is to tell, where there is something."""
    plain = plain_update(update)
    people = {person: one for person, one in plain["people"].items() if one.keys() - {"name", "fields"}}
    ids = {name: plain[name] for name in ("added", "changed", "gone")}
    rest = {
        name: plain[name]
        for name in ("attention", "settings", "purposes left", "kept", "stays", "asked")
        if plain[name]
    }
    return {**ids, **rest, **({"people": people} if people else {})}


def print_update(update: Update) -> None:
    """Print what changes in a program; nothing where all is as it was."""
    lines = [*_loud(update), *_setting_lines(update), *_people_lines(update), *_roster_lines(update)]
    if lines or update.is_new:
        click.echo(f"{update.name} ({update.slug}){': a new program' if update.is_new else ''}")
    for line in lines:
        click.echo(f"  {line}")


def plain_update(update: Update) -> dict[str, Any]:
    """Return what changes in a program as plain JSON: people by id, and what there is to tell of each."""
    told = update.people
    found = told.comparison if told else None
    return {
        "new": update.is_new,
        "attention": list(_loud(update)),
        "settings": [_plain_setting(one) for one in update.settings],
        "purposes left": dict(update.purposes_left),
        "kept": [{"field": one.field, "is": one.was, "not taken": one.now} for one in update.kept],
        "added": sorted(person.id for person in found.added) if found else [],
        "changed": sorted(now.id for _, now in found.changed) if found else [],
        "gone": sorted(person.id for person in found.gone) if found else [],
        "stays": sorted(person.id for person, _ in told.stays) if told else [],
        "asked": [plain_doubt(doubt) for doubt in told.doubts] if told else [],
        "people": dict(_plain_people(update)),
    }


def _loud(update: Update) -> Iterator[str]:
    if any(one.ends_youth_protection() for one in update.settings):
        yield "ATTENTION: youth protection is switched OFF here: mentors need no clearance any more."
    if update.youth_is_off:
        yield (
            "ATTENTION: youth protection is OFF here although the table says yes: somebody switched it off on a page "
            "or by a command. --table-first switches it on again."
        )


def _setting_lines(update: Update) -> Iterator[str]:
    for one in update.settings:
        yield f"{field_words(one.field)}: {value_words(one.was)} -> {value_words(one.now)}"
    for purpose, count in update.purposes_left.items():
        go = "goes" if count == 1 else "go"
        yield f"{counted(count, 'pair')} {go} on with the purpose '{purpose}', which new pairs cannot have any more."
    for one in update.kept:
        yield (
            f"To decide: {field_words(one.field)} is {value_words(one.was)} here and {value_words(one.now)} in the "
            "table. Both were changed; it stays as it is here."
        )


def _people_lines(update: Update, *, new: bool = True) -> Iterator[str]:
    told = update.people
    if told is None:
        return
    found, names = told.comparison, update.names()
    back = [person for person in found.added if person.id in told.back]
    names_of_new = [person.name for person in found.added if person.id not in told.back]
    yield from _named("Added", names_of_new if new else [])
    yield from _named("Back, after they were taken off", [person.name for person in back])
    yield from _named("Changed", [_changed(was, now, update.ties.get(now.id), names) for was, now in found.changed])
    yield from _named(
        "Gone", [_with_ties(person.name, update.ties.get(person.id), person, names) for person in found.gone]
    )
    yield from _named("Not on this roster, and staying", [_staying(person, by) for person, by in told.stays])
    for one in told.kept:
        fields = ", ".join(_labels(one.fields))
        yield f"To decide: {one.person.name} was changed on the roster and here: {fields}. It stays as it is here."
    for doubt in told.doubts:
        yield f"To decide: {asked_words(doubt, where=update.place)}"


def _named(words: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        more = f"; and {len(lines) - _MOST_SHOWN} more (--json names all)" if len(lines) > _MOST_SHOWN else ""
        yield f"{words} {len(lines)}: {'; '.join(lines[:_MOST_SHOWN])}{more}"


def _changed(was: Person, now: Person, ties: Ties | None, names: Mapping[str, str]) -> str:
    name = now.name if was.name == now.name else f"{was.name}, now {now.name}"
    fields = _labels(fields_changed(was, now))
    return _with_ties(f"{name} ({', '.join(fields) or 'known by another name or ID, too'})", ties, now, names)


def _labels(fields: Sequence[str]) -> list[str]:
    from mentorwidgets.roster.fields import label_of

    return [label_of(field) for field in fields]


def _with_ties(name: str, ties: Ties | None, person: Person, names: Mapping[str, str]) -> str:
    if not ties:
        return name
    others = dict.fromkeys(_other(pair, person) for pair in ties.pairs)
    parts = [f"a pair with {names.get(other, other)}" for other in others]
    parts += [counted(ties.links, "link")] if ties.links else []
    parts += [counted(ties.answers, "answer")] if ties.answers else []
    return f"{name}, who has {' and '.join(filter(None, [', '.join(parts[:-1]), parts[-1]]))}"


def _other(pair: Pair, person: Person) -> str:
    return pair.mentor if pair.mentee == person.id else pair.mentee


def _staying(person: Person, by: str) -> str:
    return f"{person.name} (brought in by {by})" if by else person.name


def _roster_lines(update: Update) -> Iterator[str]:
    from mentorwidgets.roster import grouped

    if update.roster is None:
        return
    shown = ("warning", "notice") if update.people else ("warning",)
    told = update.people.problems if update.people else [one for one in update.roster.problems if not one.about]
    for title, level in (("To mend:", "warning"), ("For your information:", "notice")):
        problems = grouped(one for one in told if one.level == level and level in shown)
        yield from (title, *(f"  {problem}" for problem in problems)) if problems else ()


def _plain_setting(one: Setting) -> dict[str, Any]:
    loud = {"youth protection ends": True} if one.ends_youth_protection() else {}
    return {"field": one.field, "was": one.was, "now": one.now, **loud}


def _plain_people(update: Update) -> Iterator[tuple[str, dict[str, Any]]]:
    told = update.people
    if told is None:
        return
    kept = {one.person.id: list(one.fields) for one in told.kept}
    fields = {now.id: fields_changed(was, now) for was, now in told.comparison.changed}
    staying = {person.id: by for person, by in told.stays}
    touched = (*told.comparison.added, *(now for _, now in told.comparison.changed), *told.comparison.gone)
    everyone = {person.id: person for person in (*touched, *(one.person for one in told.kept))}
    for person in (*everyone.values(), *(person for person, _ in told.stays if person.id not in everyone)):
        ties = update.ties.get(person.id)
        one: dict[str, Any] = {"name": person.name}
        one |= {"fields": fields[person.id]} if person.id in fields else {}
        one |= {"not taken": kept[person.id]} if person.id in kept else {}
        one |= {"brought in by": staying[person.id]} if person.id in staying else {}
        one |= {"back": True} if person.id in told.back else {}
        yield person.id, {**one, **(_plain_ties(ties, person) if ties else {})}


def _plain_ties(ties: Ties, person: Person) -> dict[str, Any]:
    pairs = [{"with": _other(pair, person), "purpose": pair.purpose, "status": pair.status} for pair in ties.pairs]
    return {"pairs": pairs, "links": ties.links, "answers": ties.answers}
