"""What may be saved on a pairing worksheet: the `Rule` that the store asks inside the transaction.

Sources: PP12 (places), PP13 (hard rules), PP20 (statuses), PP21 (no-fault ending and rematch).
Everyone writes through this rule, so its words never give a private list away.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, Pair, Person, RuleView, field_key, key_parts, pair_from_field
from mentorwidgets.pairing import rules
from mentorwidgets.pairing.draft import refuse_draft

MAX_SHORTLIST = 100
_OFFERS = ("offered", "accepted", "declined", "later")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")
_CHAIN = 50  # people in a reporting line that we follow upwards

_STEPS: Mapping[str, frozenset[str]] = {
    "": frozenset({"proposed", "confirmed", "active"}),
    "proposed": frozenset({"confirmed", "ended"}),
    "confirmed": frozenset({"proposed", "active", "ended"}),  # back to proposed: a yes is taken back
    "active": frozenset({"confirmed", "paused", "ended"}),  # back to confirmed: publishing is undone
    "paused": frozenset({"active", "ended"}),
    "ended": frozenset({"proposed", "confirmed", "active", "paused"}),  # an ending is taken back, or PP21
}


def check_change(view: RuleView, operation: Operation) -> str | None:
    """Say in words why a change of a pairing worksheet is refused, or None when it is fine.

    Checked are the shape of key and value, known people, hard rules, the mentor's free places and the mentee's wish
    at the moment the pair takes a place, one mentor for each purpose, and the order of statuses. Ending a pair is
    always possible, whoever has left.
    """
    parts = key_parts(operation.key)
    check = _CHECKS.get((parts[0], len(parts)))
    if check is None or field_key(*parts) != operation.key or not all(parts):
        return "This is not a field of the pairing worksheet. Reload the page."
    return check(view, operation.value, parts)


def _check_note(_view: RuleView, value: Any, _parts: tuple[str, ...]) -> str | None:
    return None if value is None or isinstance(value, str) else "A note should be text."


def _check_assign(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if value is not None and not isinstance(value, bool):
        return "'Please assign me' is either on or off."
    return None if value is None else _unknown_mentee(view, parts[1])


def _check_offer(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if value is not None and value not in _OFFERS:
        return f"An offer is one of: {', '.join(_OFFERS)}."
    return None if value is None else _unknown_mentee(view, parts[1])


def _check_draft(_view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    return refuse_draft(parts[1], value)


def _check_shortlist(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "A shortlist should be a list of mentors."
    if len(value) > MAX_SHORTLIST or len(set(value)) != len(value):
        return f"A shortlist names each mentor once, and {MAX_SHORTLIST} at most."
    if parts[1] in value:
        return "Nobody can be their own mentor."
    before = view.fields("shortlist/", lambda key: key == field_key(*parts)).get(field_key(*parts)) or ()
    strangers = [item for item in value if item not in before and not _is_mentor(view, item)]
    return "There is no such mentor in this program." if strangers else _unknown_mentee(view, parts[1])


def _check_pair(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    key = field_key(*parts)
    stored = view.fields(key, lambda other: other == key).get(key)
    before = None if stored is None else pair_from_field(key, stored)
    if value is None:
        return _refuse_removal(before)
    try:
        pair = _read_pair(key, value)
    except ValueRefusedError as error:
        return str(error)
    return _refuse_step(view, before, pair) or (_refuse_live(view, before, pair) if pair.is_live() else None)


def _read_pair(key: str, value: Any) -> Pair:
    pair = pair_from_field(key, value)
    if not {"mentee", "mentor", "purpose"}.isdisjoint(value):
        raise ValueRefusedError("The names of a pair stand in its key only.")
    if not _DATE.fullmatch(pair.since):
        raise ValueRefusedError("The date of a pair should look like 2026-03-31.")
    return pair


def _refuse_removal(before: Pair | None) -> str | None:
    if before is None or before.status == "proposed":
        return None
    return "Only a proposed pair can be taken away. End this one instead; nobody has to say why."


def _refuse_step(view: RuleView, before: Pair | None, pair: Pair) -> str | None:
    old = before.status if before else ""
    if pair.status == old:
        return None
    if pair.status not in _STEPS[old]:
        return _STEP_WORDS.get((old, pair.status), f"A pair cannot go from {old or 'new'} to {pair.status}.")
    if (old, pair.status) == ("proposed", "confirmed") and not (pair.mentee_yes and pair.mentor_yes):
        return "A pair is confirmed when both have said yes."
    if before and (old, pair.status) == ("ended", "proposed") and not _takes_ending_back(before, pair):
        return None if view.program.rematch_past else _PAST
    return None


def _takes_ending_back(before: Pair, pair: Pair) -> bool:
    """Undo carries the date that the pair had before it ended; a pair made anew carries a later one."""
    return bool(pair.since) and pair.since <= before.since


def _refuse_live(view: RuleView, before: Pair | None, pair: Pair) -> str | None:
    if before and before.status == pair.status:
        return None
    if pair.status == "paused" and before and before.is_live():
        return None
    mentee, mentor = view.person(pair.mentee), view.person(pair.mentor)
    if mentee is None or not mentee.is_mentee():
        return "There is no such mentee in this program."
    if mentor is None or not mentor.is_mentor():
        return "There is no such mentor in this program."
    barred = _refuse_people(view, mentee, mentor)
    if barred or (before and before.is_live()):
        return barred
    return _refuse_new_place(view, pair, mentee, mentor)


def _refuse_people(view: RuleView, mentee: Person, mentor: Person) -> str | None:
    mentee = _with_offer(view, mentee)
    program = view.program
    line = (*_above(view, mentee), *_above(view, mentor))
    bar = rules.mentee_bar(mentee) or rules.pair_bar(program, mentee, mentor, line) or rules.mentor_bar(program, mentor)
    return bar.public().words if bar else None


def _with_offer(view: RuleView, mentee: Person) -> Person:
    """What a mentee answered here counts before what the roster once said."""
    name = field_key("offer", mentee.id)
    answer = view.fields(name, lambda key: key == name).get(name)
    return dataclasses.replace(mentee, participation=answer) if answer in _OFFERS else mentee


def _above(view: RuleView, person: Person) -> Iterator[Person]:
    for _ in range(_CHAIN):
        higher = view.person(person.supervisor) if person.supervisor else None
        if higher is None:
            return
        yield higher
        person = higher


def _refuse_new_place(view: RuleView, pair: Pair, mentee: Person, mentor: Person) -> str | None:
    program = view.program
    if pair.purpose not in program.purposes:
        return f"This program has no '{pair.purpose}'. It has: {', '.join(program.purposes)}."
    own = [other for other in _pairs(view, field_key("pair", pair.mentee) + "/") if other.key() != pair.key()]
    past = [other for other in own if other.mentor == pair.mentor and other.status == "ended"]
    if past and not program.rematch_past:
        return _PAST
    live = [other for other in own if other.is_live()]
    if sum(other.purpose == pair.purpose for other in live) >= rules.per_purpose(program, mentee):
        return f"{mentee.name} already has a {program.term('mentor')} for {pair.purpose}."
    if len(live) >= rules.demand_of(program, mentee):
        return f"{mentee.name} already has as many mentors as they asked for."
    name = field_key(pair.mentor)
    taken = _pairs(view, "pair/", name)
    if sum(other.is_live() and other.key() != pair.key() for other in taken) >= rules.capacity_of(program, mentor):
        return f"{mentor.name} has no free place any more. Someone else took it."
    return None


def _pairs(view: RuleView, prefix: str, mentor: str = "") -> list[Pair]:
    found = view.fields(prefix, (lambda key: key.split("/")[2] == mentor) if mentor else None)
    return [pair_from_field(key, value) for key, value in found.items()]


def _unknown_mentee(view: RuleView, mentee: str) -> str | None:
    person = view.person(mentee)
    return None if person and person.is_mentee() else "There is no such mentee in this program."


def _is_mentor(view: RuleView, person_id: str) -> bool:
    person = view.person(person_id)
    return person is not None and person.is_mentor()


_PAST = "These two were a pair before. The program's settings say not to pair them again."
_STEP_WORDS = {
    ("proposed", "active"): "Both say yes first: a proposed pair is confirmed before it becomes active.",
    ("", "ended"): "A pair that does not exist cannot end.",
    ("", "paused"): "A pair that does not exist cannot pause.",
}
_CHECKS = {
    ("pair", 4): _check_pair,
    ("note", 4): _check_note,
    ("shortlist", 2): _check_shortlist,
    ("offer", 2): _check_offer,
    ("assign", 2): _check_assign,
    ("draft", 2): _check_draft,
}
