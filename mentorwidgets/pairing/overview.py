"""A program's pairing in numbers and in words, for a landing page (OV1, OV18, PP29)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mentorwidgets.model import LIVE, Field, Pair, Person, Program, key_parts, pairs_of
from mentorwidgets.pairing import rules
from mentorwidgets.pairing.tally import APART, PAIRED, standing_pairs, tally


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts, two sentences (what is done, what comes next) and flags in helpful words."""

    mentors: int
    mentees: int
    offered: int
    accepted: int
    declined: int
    later: int
    assign_requests: int  # "please assign me" and not yet paired
    proposed: int
    confirmed: int
    active: int
    paused: int
    ended: int
    unpaired: int  # mentees who take part and have no live pair
    free_places: int
    stale_profiles: int
    paired: int  # mentees who have somebody
    taking: int  # mentees who take part
    done: str
    next: str
    flags: tuple[str, ...]


def with_answers(people: Sequence[Person], fields: Mapping[str, Any]) -> tuple[Person, ...]:
    """The people with what they said on the worksheet: offers, "please assign me" and shortlists.

    A shortlist counts before the wishes of the roster, which stay behind it.
    """
    answers: dict[str, dict[str, Any]] = {}
    for key, value in _plain(fields).items():
        kind, *rest = key_parts(key)
        if kind in ("offer", "assign", "shortlist") and len(rest) == 1:
            answers.setdefault(rest[0], {})[kind] = value
    return tuple(_with_answer(person, answers.get(person.id, {})) for person in people)


def summary(
    program: Program, people: Sequence[Person], fields: Mapping[str, Any], today: dt.date | None = None
) -> Summary:
    """Count a program's pairing and say what is done and what comes next.

    Args:
        program: its capacity, purposes, stale_days and words count.
        people: the present people.
        fields: the pairing worksheet, key -> value (or `Field`).
        today: the day on which profiles are stale or fresh; today when left out.
    """
    today = today or dt.datetime.now(tz=dt.UTC).date()
    people = with_answers(people, fields)
    plain = _plain(fields)
    pairs = tuple(pairs_of(plain))
    counts = _counts(program, people, plain, today)
    return Summary(
        **counts, done=_done(program, counts), next=_next(program, counts), flags=_flags(program, people, pairs, counts)
    )


def _counts(program: Program, people: Sequence[Person], fields: Mapping[str, Any], today: dt.date) -> dict[str, int]:
    status = Counter(pair.status for pair in standing_pairs(people, fields))
    status["ended"] = sum(pair.status == "ended" for pair in pairs_of(fields))
    load = Counter(pair.mentor for pair in pairs_of(fields) if pair.is_live())
    stands = tally(program, people, fields)
    mentors = [p for p in people if p.is_mentor()]
    mentees = [p.in_role("mentee") for p in people if p.is_mentee()]
    state = Counter(p.participation for p in mentees)
    open_mentors = [p for p in mentors if rules.mentor_bar(program, p) is None]
    return {
        "mentors": len(mentors),
        "mentees": len(mentees),
        **{word: state[word] for word in ("offered", "accepted", "declined", "later")},
        "assign_requests": stands["asked"],
        **{word: status[word] for word in ("proposed", "confirmed", "active", "paused", "ended")},
        "unpaired": sum(stands[code] for code in ("lost", "asked", "shortlist", "unpaired")),
        "free_places": sum(max(0, rules.capacity_of(program, p) - load[p.id]) for p in open_mentors),
        "stale_profiles": sum(is_stale(program, p, today) for p in mentors),
        "paired": sum(stands[code] for code in PAIRED),
        "taking": len(mentees) - sum(stands[code] for code in APART),
    }


def is_stale(program: Program, person: Person, today: dt.date) -> bool:
    """Whether a profile was last confirmed longer ago than the program likes; an unknown date is not stale."""
    try:
        confirmed = dt.date.fromisoformat(person.confirmed[:10])
    except ValueError:
        return False
    return (today - confirmed).days > program.stale_days


def _done(program: Program, n: Mapping[str, int]) -> str:
    mentor, mentee = program.term("mentor"), program.term("mentee")
    if not n["mentors"] and not n["mentees"]:
        return "Nobody is on the roster yet."
    people = f"{_many(n['mentors'], mentor)} and {_many(n['mentees'], mentee)} are on the roster"
    if n["paired"]:
        return f"{people}; {n['paired']} of {_many(n['taking'], mentee)} {'is' if n['paired'] == 1 else 'are'} paired."
    return f"{people}." if not n["proposed"] else f"{people}, and {_many(n['proposed'], 'pair')} proposed."


def _next(program: Program, n: Mapping[str, int]) -> str:
    mentor, mentee = program.term("mentor"), program.term("mentee")
    steps = (
        (not n["mentors"] or not n["mentees"], f"Add a roster with {mentor}s and {mentee}s."),
        (n["proposed"], f"{_many(n['proposed'], 'proposed pair')} can be looked at and confirmed."),
        (n["confirmed"], f"{_many(n['confirmed'], 'confirmed pair')} can be published."),
        (
            n["assign_requests"] and n["free_places"],
            f"{_many(n['assign_requests'], mentee)} asked you to choose a {mentor}: let us propose pairs.",
        ),
        (
            n["unpaired"] and not n["free_places"],
            f"{_many(n['unpaired'], mentee)} still without a {mentor}: invite one more {mentor}.",
        ),
        (n["unpaired"], f"{_many(n['unpaired'], mentee)} can still choose a {mentor}."),
    )
    return next((words for condition, words in steps if condition), "Everyone is paired. Well done!")


def _flags(program: Program, people: Sequence[Person], pairs: Sequence[Pair], n: Mapping[str, int]) -> tuple[str, ...]:
    load = Counter(pair.mentor for pair in pairs if pair.status in LIVE)
    known = {p.id: p for p in people}
    mentor, mentee = program.term("mentor"), program.term("mentee")
    full = [known[i].name for i in sorted(load) if i in known and load[i] > rules.capacity_of(program, known[i])]
    left = sum(p.is_live() and (p.mentor not in known or p.mentee not in known) for p in pairs)
    flags = [f"{name} has more {mentee}s than they offered to take. Could someone share the load?" for name in full]
    if left:
        flags.append(f"{_many(left, 'pair')} with somebody who has left the roster. A new {mentor} may be welcome.")
    if n["stale_profiles"]:
        flags.append(
            f"{_many(n['stale_profiles'], 'profile')} not confirmed for a long time. A short hello would help."
        )
    if n["paused"]:
        flags.append(f"{_many(n['paused'], 'pair')} on pause. Ask when would be a good time to go on.")
    waiting = sum(p.waiting and p.is_mentee() and not _has_pair(p, pairs) for p in people)
    if waiting:
        flags.append(f"{_many(waiting, mentee)} waiting since the last round, and first in line now.")
    return tuple(flags)


def _has_pair(person: Person, pairs: Sequence[Pair]) -> bool:
    return any(pair.mentee == person.id and pair.is_live() for pair in pairs)


def _with_answer(person: Person, answer: Mapping[str, Any]) -> Person:
    changes: dict[str, Any] = {}
    if "assign" in answer:
        changes["assign"] = answer["assign"] is True
    if answer.get("shortlist"):
        listed = tuple(answer["shortlist"])
        changes["wishes"] = listed + tuple(wish for wish in person.wishes if wish not in listed)
    told = dataclasses.replace(person, **changes) if changes else person
    return told.with_offer(answer["offer"]) if "offer" in answer else told


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: field.value if isinstance(field, Field) else field for key, field in fields.items()}
    return {key: value for key, value in plain.items() if value is not None}


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
