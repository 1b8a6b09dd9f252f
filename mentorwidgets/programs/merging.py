"""What a row of a table makes of a program that is there already: a blank changes nothing, a page's word is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mentorwidgets.model import UNSAID, Program, from_plain, settle, to_plain
from mentorwidgets.programs.columns import unset
from mentorwidgets.programs.read import ProgramRow

_TERM = "terms."
_OPEN = {"open": True}  # what a table said of a setting before anybody knew which word is newer; equals no setting


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting, as plain JSON: as it was, and as it will be or as the table would have it."""

    field: str
    was: Any
    now: Any

    def ends_youth_protection(self) -> bool:
        """Whether mentors of young people would need no clearance any more."""
        return self.field == "youth" and self.was is True and self.now is False


def purposes_left(settings: Iterable[Setting]) -> tuple[str, ...]:
    """Return the purposes that new pairs cannot have any more."""
    return tuple(one for it in settings if it.field == "purposes" for one in it.was if one not in it.now)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A program as a row makes it.

    Args:
        program: as it will be.
        changed: the settings that change.
        kept: those that the table changed, and somebody else too: what stands is kept.
        said: what the table says, to be known the next time.
        youth_is_off: whether young people are not protected although the table says so: somebody switched it off.
    """

    program: Program
    changed: tuple[Setting, ...] = ()
    kept: tuple[Setting, ...] = ()
    said: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    youth_is_off: bool = False


def merge(
    row: ProgramRow, stands: Program | None, before: Mapping[str, Any] | None, *, table_first: bool = False
) -> Merged:
    """Bring what a row says together with the program as it stands.

    A cell that is filled in for the first time is a new word, and goes before. Where a table never spoke of a program
    that is there, nobody knows which word is newer: what stands is kept, and said.

    Args:
        row: of the table.
        stands: the program, or None where it is new.
        before: what the table said last time, as `Merged` gave it; None where it never spoke of the program.
        table_first: whether the table goes before where somebody else changed a setting too; and whether it switches
            youth protection on again, of which it says what it always said.
    """
    last = before or {}
    spoken = dict(_spoken(row, stands, last))
    said = {**last, **spoken}
    if stands is None:
        return Merged(program=row.program, said=said)
    there, values = _flat(stands), {}
    changed, kept = [], []
    for field, wish in spoken.items():
        blank = _blank(field)
        old = there.get(field, blank)
        is_first = table_first or (before is not None and field not in before)
        value, is_clash = settle(old, wish, last.get(field, UNSAID), blank, first=is_first)
        values[field] = value
        if is_clash:
            kept.append(Setting(field=field, was=value, now=wish))
            said = _as_before(said, last, field)
        elif value != old:
            changed.append(Setting(field=field, was=old, now=value))
    if table_first and row.program.youth and not values.get("youth", stands.youth):
        values["youth"] = True
        changed.append(Setting(field="youth", was=False, now=True))
    program = _program({**there, **values}, stands.slug)
    is_off = row.program.youth and not program.youth
    return Merged(program=program, changed=tuple(changed), kept=tuple(kept), said=said, youth_is_off=is_off)


def differences(was: Program, now: Program) -> tuple[Setting, ...]:
    """Return the settings that are not the same."""
    old, new = dict(_flat_items(to_plain(was))), dict(_flat_items(to_plain(now)))
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    return tuple(
        Setting(field=name, was=old.get(name, _blank(name)), now=new.get(name, _blank(name))) for name in names
    )


def said_by(row: ProgramRow) -> dict[str, Any]:
    """Return all that a row says with its preset: what a table said that has not changed since."""
    return dict(_spoken(row, None, {}))


def _spoken(row: ProgramRow, stands: Program | None, before: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Setting -> value, of all that the row says anew or again; a preset speaks once, and protects or says nothing."""
    if stands is None or _is_new_preset(row, stands, before):
        fills = {
            name: value for name, value in row.fills.items() if stands is None or (name, value) != ("youth", False)
        }
        yield from _flat_items(fills)
    terms = row.says.get("terms", {})
    if row.whole_terms:
        gone = (name.removeprefix(_TERM) for name in before if name.startswith(_TERM))
        terms = {**dict.fromkeys(gone, ""), **terms}
    yield from _flat_items({**row.says, "terms": terms})


def _is_new_preset(row: ProgramRow, stands: Program, before: Mapping[str, Any]) -> bool:
    chosen = row.says.get("preset", "")
    return bool(chosen) and chosen != before.get("preset", stands.preset)


def _as_before(said: Mapping[str, Any], before: Mapping[str, Any], field: str) -> dict[str, Any]:
    """What was not taken counts as not said, so that it is told again until somebody decides."""
    return {**said, field: before.get(field, _OPEN)}


def _blank(field: str) -> Any:
    return "" if field.startswith(_TERM) else unset(field)


def _flat(program: Program) -> dict[str, Any]:
    return dict(_flat_items(to_plain(program)))


def _flat_items(plain: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in plain.items():
        if name == "slug":
            continue
        if name == "terms":
            yield from ((f"{_TERM}{word}", own) for word, own in value.items())
        else:
            yield name, value


def _program(flat: Mapping[str, Any], slug: str) -> Program:
    plain = {name: value for name, value in flat.items() if not name.startswith(_TERM)}
    terms = {name.removeprefix(_TERM): own for name, own in flat.items() if name.startswith(_TERM) and own}
    return from_plain(Program, {**plain, "slug": slug, "terms": terms})
