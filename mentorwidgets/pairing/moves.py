"""What may be saved on a pairing worksheet: the `Rule` that the store asks inside the transaction.

Sources: PP12 (places), PP13 (hard rules), PP20 (statuses), PP21 (no-fault ending and rematch).
Everyone writes through this rule, so its words never give a private list away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import Operation, Pair, Person, RuleView, field_key, key_parts, pair_from_field
from mentorwidgets.pairing import meant, rules
from mentorwidgets.pairing.draft import refuse_draft
from mentorwidgets.pairing.noted import WAYS

MAX_SHORTLIST = 100
_OFFERS = ("offered", "accepted", "declined", "later")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")
HELD = "No pair can begin at the moment: the coordinator first says who is meant by a name on the roster."
_BEGINNINGS = frozenset({
    ("", "proposed"), ("", "confirmed"), ("", "active"), ("proposed", "confirmed"), ("confirmed", "active"),
    ("ended", "proposed"), ("ended", "confirmed"), ("ended", "active"), ("ended", "paused"),
})  # fmt: skip

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


def _check_meant(view: RuleView, value: Any, parts: tuple[str, ...]) -> str | None:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "Whom a name means should be a list of people; an empty one says: nobody of these."
    if len(value) > MAX_SHORTLIST or len(set(value)) != len(value):
        return f"A name means each person once, and {MAX_SHORTLIST} people at most."
    if parts[1] in value:
        return "Nobody has to be kept apart from themselves."
    known = view.roll().ids
    return None if known.issuperset((*value, parts[1])) else "There is no such person in this program."


def _check_column(_view: RuleView, value: Any, _parts: tuple[str, ...]) -> str | None:
    known = [None, [], *([way] for way in WAYS)]
    return None if value in known else f"A column is one of: {', '.join(WAYS)}; or nothing, where it is only a note."


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
    if _begins(before, pair) and meant.is_held(view):
        return HELD
    return _refuse_step(view, before, pair) or (_refuse_live(view, before, pair) if pair.is_live() else None)


def _begins(before: Pair | None, pair: Pair) -> bool:
    """Whether a pair is made, published or agreed on; what is undone or goes on after a break begins nothing."""
    old = before.status if before else ""
    return (old, pair.status) in _BEGINNINGS


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
    if before and (before.status == pair.status or (pair.status == "paused" and before.is_live())):
        return None
    mentee, mentor = view.person(pair.mentee), view.person(pair.mentor)
    if mentee is None or not mentee.is_mentee():
        return "There is no such mentee in this program."
    if mentor is None or not mentor.is_mentor():
        return "There is no such mentor in this program."
    is_new = not (before and before.is_live())
    why = _refuse_mentee(view, pair, mentee, is_new=is_new)
    return why or _refuse_mentor(view, pair, (mentee, mentor), is_new=is_new)


def _refuse_mentor(view: RuleView, pair: Pair, both: tuple[Person, Person], *, is_new: bool) -> str | None:
    """What keeps these two apart. A participant reads one sentence, so that nobody guesses who avoids them."""
    why = _refuse_people(view, *both) or (_refuse_place(view, pair, both[1]) if is_new else None)
    if why is None or view.viewer.is_at_work_for(view.program.slug):
        return why
    return rules.closed_words(both[1]) if is_new else _ASK


def _refuse_people(view: RuleView, mentee: Person, mentor: Person) -> str | None:
    mentee, mentor = meant.settled((mentee, mentor), view.fields("meant/"))
    program = view.program
    in_line = mentor.id in meant.above(view, mentee) or mentee.id in meant.above(view, mentor)
    line = rules.line_bar(mentee, mentor) if in_line else None
    bar = line or rules.pair_bar(program, mentee, mentor) or rules.mentor_bar(program, mentor)
    return bar.public().words if bar else None


def _with_offer(view: RuleView, mentee: Person) -> Person:
    """What a mentee answered here counts before what the roster once said."""
    name = field_key("offer", mentee.id)
    answer = view.fields(name, lambda key: key == name).get(name)
    return mentee.with_offer(answer) if answer in _OFFERS else mentee


def _refuse_mentee(view: RuleView, pair: Pair, mentee: Person, *, is_new: bool) -> str | None:
    """What stands on the mentee's own side; it is no secret to them."""
    program = view.program
    bar = rules.mentee_bar(_with_offer(view, mentee))
    if bar or not is_new:
        return bar.words if bar else None
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
    return None


def _refuse_place(view: RuleView, pair: Pair, mentor: Person) -> str | None:
    taken = _pairs(view, "pair/", field_key(pair.mentor))
    load = sum(other.is_live() and other.key() != pair.key() for other in taken)
    is_full = load >= rules.capacity_of(view.program, mentor)
    return f"{mentor.name} has no free place any more. Someone else took it." if is_full else None


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
_ASK = "This pair cannot be confirmed at the moment. Please ask your coordinator."
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
    ("meant", 2): _check_column,
    ("meant", 3): _check_meant,
}
