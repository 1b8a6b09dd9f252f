"""Gathers what is held about one person: roster, answers, links, changes and reads."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

from mentorwidgets.access import is_own, is_sealed, is_shut_here, past_mark, people_for, readable, readers
from mentorwidgets.access.people import NEVER, OPEN
from mentorwidgets.errors import ProgramError
from mentorwidgets.held.deeds import deed_words
from mentorwidgets.held.values import told_value, value_words
from mentorwidgets.held.words import concerns, label_of, moment
from mentorwidgets.model import AS_MENTEE, OFFICE, Person, Viewer, did_you_mean, field_key, key_parts, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mentorwidgets.model import Field, Invitation
    from mentorwidgets.store import Store
    from mentorwidgets.store.deeds import Deed
    from mentorwidgets.store.doors import Reading
    from mentorwidgets.store.reads import Line

_PIECE = 1000  # lines of the history read at once
_MOST = 5000  # lines of the history in one answer


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """Who asks about whom, and what stands in the program's worksheets."""

    store: Store
    slug: str
    viewer: Viewer
    person: Person
    names: Mapping[str, str]
    called: Mapping[str, str]
    sheets: Mapping[str, Mapping[str, Field]]
    values: Mapping[str, Mapping[str, Any]]
    about: Mapping[str, Sequence[str]]
    may_read: Mapping[str, Callable[[str], bool]]

    def is_shown(self, worksheet: str, key: str) -> bool:
        """Whether the viewer may read a field of this worksheet."""
        test = self.may_read.get(worksheet)
        return self.viewer.role == "office" if test is None else test(key)

    def author(self, name: str) -> str:
        """What the viewer may call whoever wrote something: young people are initials to others here, too."""
        return self.called.get(name, name)

    def is_at_work(self) -> bool:
        """Whether the viewer runs the program."""
        return self.viewer.is_at_work_for(self.slug)


def held_on(store: Store, slug: str, person_id: str, viewer: Viewer = OFFICE) -> dict[str, Any]:
    """Gather what is held about a person, as much of it as ``viewer`` may read.

    Args:
        store: the database.
        slug: the program.
        person_id: of somebody who is on its roster or was.
        viewer: who asks; the office is given everything but what a pair keeps for itself, which the person takes from
            their own page.

    Returns:
        Plain JSON: ``program``, ``person``, ``profile``, ``answers``, ``changes``, ``links``, ``deeds``, ``reads by``
        and ``reads about``; each answer says who can read it. ``left out`` counts what is closed to whoever asks, and
        says so; it is not there when nothing is.

    Raises:
        ProgramError: there is no such program or person.
    """
    case = _case(store, slug, person_id, viewer)
    return {
        **_head(store, slug, case.person),
        **_left_out(case),
        "profile": _profile(case),
        "answers": list(_answers(case)),
        "changes": list(_changes(case)),
        "links": [_link(one) for one in store.invitations(slug) if one.person == person_id],
        "deeds": _deeds(case, store.deeds_about(slug, person_id)),
        **_reads(case),
    }


def held_by_guest(store: Store, viewer: Viewer) -> dict[str, Any]:
    """Gather what is held about a coordinator or trainer who is on no roster: their link, what they wrote and read.

    Raises:
        ProgramError: there is no such program.
    """
    person = Person(id=viewer.door[:6] or viewer.role, name=viewer.name, roles=())
    case = Case(store, viewer.program, viewer, person, {}, {}, {}, {}, {}, {})
    wrote = [line for line in store.lines(viewer.program, None, _MOST) if line.change.actor == viewer.actor()]
    seen = [one for one in store.readings(viewer.program, _MOST) if one.actor == viewer.actor()]
    link = store.invitation(viewer.door)
    return {
        **_head(store, viewer.program, person),
        "profile": [
            {"field": "name", "value": viewer.name, "words": viewer.name, "readers": "Everyone in your program"}
        ],
        "answers": [],
        "changes": [_line(case, line) for line in wrote],
        "links": [_link(link)] if link else [],
        "deeds": _deeds(case, store.deeds_about(viewer.program, "", viewer.door)),
        "reads by": [_reading(one, "You") for one in seen],
        "reads about": [],
    }


def _head(store: Store, slug: str, person: Person) -> dict[str, Any]:
    return {
        "format": "mentorwidgets: what is held about a person, 1",
        "made": f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "program": {"slug": slug, "name": store.program(slug).name},
        "person": {"id": person.id, "name": person.name},
    }


def _case(store: Store, slug: str, person_id: str, viewer: Viewer) -> Case:
    program, people, gone = store.program(slug), store.people(slug), store.gone_people(slug)
    sheets = {name: store.fields(name) for name in store.worksheets(slug)}
    values = {name: {key: field.value for key, field in sheet.items()} for name, sheet in sheets.items()}
    known, left = people_for(viewer, program, people, gone, values.get(f"{slug}/pairing", {}))
    shown = {person.id: person for person in (*known, *left)}
    if person_id not in shown:
        raise ProgramError(f"There is nobody '{person_id}' in this program.", did_you_mean(person_id, sorted(shown)))
    names = {person.id: person.name for person in shown.values()}
    called = {person.name: names[person.id] for person in (*people, *gone) if person.id in names}
    may_read = {name: readable(viewer, name, values[name]) for name in sheets}
    about = {
        name: [key for key, value in fields.items() if concerns(person_id, key, value)]
        for name, fields in values.items()
    }
    return Case(store, slug, viewer, shown[person_id], names, called, sheets, values, about, may_read)


def _left_out(case: Case) -> dict[str, Any]:
    """How much of what a pair keeps for itself is closed to whoever asks, in numbers and in words."""
    closed = sum(
        not case.is_shown(worksheet, key) and is_sealed(worksheet.partition("/")[2], key)
        for worksheet, keys in case.about.items()
        for key in keys
        if case.is_at_work() or is_shut_here(case.viewer, worksheet.partition("/")[2], key)
    )
    if not closed:
        return {}
    told = f"{closed} {'answer or note is' if closed == 1 else 'answers and notes are'} not in it"
    why = _KEPT if case.is_at_work() else _SHUT
    return {"left out": {"answers": closed, "words": f"{told}: {why}"}}


_KEPT = (
    "a pair keeps these for itself, and the office does not hand them out. The person finds them on their own page, "
    "under 'What is held about you', and can download them there."
)
_SHUT = "they are closed in this browser. They are in it once you have given your own word."


def _deeds(case: Case, found: Sequence[Deed]) -> list[dict[str, Any]]:
    names, is_reader = case.names, not case.is_at_work() or case.viewer.person == case.person.id
    rows = ((deed, deed_words(deed, names, is_reader=is_reader)) for deed in found)
    return [{"at": deed.at, "kind": deed.kind, "by": deed.actor, "words": words} for deed, words in rows if words]


def _profile(case: Case) -> list[dict[str, Any]]:
    side = case.person.mentee_side
    return [*_profile_rows(case.person), *(_profile_rows(side, AS_MENTEE) if side else ())]


def _profile_rows(person: Person, behind: str = "") -> list[dict[str, Any]]:
    rows = [
        {"field": f"{name}{behind}", "value": value, "words": value_words(value),
         "readers": _profile_readers(person, name)}
        for name, value in _said(person).items()
        if value and name not in ("id", "notes", "mentee_side")
    ]  # fmt: skip
    notes = [
        {"field": f"{note.label}{behind}", "value": note.text, "words": note.text,
         "readers": _NOTE_READERS[note.readers]}
        for note in person.notes
    ]  # fmt: skip
    return rows + notes


def _said(person: Person) -> dict[str, Any]:
    """A profile as plain values; of the sums by which later lists know somebody again only how many there are.

    A name can be tried against its sum, so none of them leaves the database.
    """
    plain = to_plain(person)
    return {**plain, "keys": f"Sums of other names, addresses and IDs: {len(person.keys)}" if person.keys else ""}


_NOTE_READERS = {
    "everyone": "Everyone in your program",
    "pair": "You, your pair and your coordinator",
    "coordinator": "Only coordinators",
}


def _profile_readers(person: Person, field: str) -> str:
    if field in NEVER:
        return "Only coordinators"
    if field == "email":
        return "You, your coordinator and, once you two have said yes, your pair"
    if field not in OPEN and field != "name":
        return "You and your coordinator"
    return "Everyone in your program" if person.is_mentor() else "You, your pair and your coordinator"


def _answers(case: Case) -> Iterator[dict[str, Any]]:
    for worksheet, keys in case.about.items():
        for key in keys:
            field = case.sheets[worksheet][key]
            if case.is_shown(worksheet, key):
                yield {
                    "worksheet": worksheet.partition("/")[2],
                    "field": key,
                    "words": label_of(key, case.names),
                    "value": field.value,
                    "value in words": told_value(field.value, case.names, key),
                    "written by": case.author(field.by),
                    "at": field.at,
                    "readers": readers(worksheet, key),
                }


def _changes(case: Case) -> Iterator[dict[str, Any]]:
    before: int | None = None
    told = 0
    while told < _MOST:
        lines = case.store.lines(case.slug, before, _PIECE, case.person.id)
        for line in lines:
            if _is_about(case, line):
                told += 1
                yield _line(case, line)
        if len(lines) < _PIECE:
            return
        before = lines[-1].change.seq


def _is_about(case: Case, line: Line) -> bool:
    change = line.change
    is_theirs = line.person == case.person.id or concerns(case.person.id, change.key, change.value)
    # What was not saved is only for whoever wrote it, and for those who run the program.
    is_own = line.person != "" and line.person == case.viewer.person
    is_told = is_own or change.outcome == "saved" or case.is_at_work()
    return is_theirs and is_told and not _is_shut(case, line) and (is_own or _is_shown_then(case, line))


def _is_shut(case: Case, line: Line) -> bool:
    """Whether it needs their own word first, or is of before they began anew: also what they wrote themselves."""
    change = line.change
    kind = change.worksheet.partition("/")[2]
    now = case.sheets.get(change.worksheet, {}).get(change.key)
    is_now = now is not None and now.version == change.version and change.outcome == "saved"
    if is_shut_here(case.viewer, kind, change.key):  # what the partner reads is open as it stands, and no draft of it
        return not (is_now and case.is_shown(change.worksheet, change.key))
    pair = field_key(*key_parts(change.key)[1:4])
    return is_own(kind, change.key) and past_mark(pair) in case.viewer.closed and not is_now


def _is_shown_then(case: Case, line: Line) -> bool:
    # What others may read only now shows what it says now: the drafts before that were not for them.
    change = line.change
    now = case.sheets.get(change.worksheet, {}).get(change.key)
    is_now = now is not None and now.version == change.version
    always = readable(case.viewer, change.worksheet, {})(change.key)
    return (always or is_now) and case.is_shown(change.worksheet, change.key)


def _line(case: Case, line: Line) -> dict[str, Any]:
    change = line.change
    return {
        "at": change.at,
        "who": change.actor if case.is_at_work() else case.author(change.by),
        "worksheet": change.worksheet.partition("/")[2],
        "field": change.key,
        "words": label_of(change.key, case.names),
        "value": change.value,
        "value in words": told_value(change.value, case.names, change.key),
        "outcome": change.outcome,
    }


def _link(link: Invitation) -> dict[str, Any]:
    return {
        "as": link.role,
        "made": moment(link.made),
        "made by": link.by,
        "ends": moment(link.until),
        "taken back": moment(link.revoked) if link.revoked else "",
        "used": link.uses,
        "last used": moment(link.last_used) if link.last_used else "",
    }


def _reads(case: Case) -> dict[str, Any]:
    """What they read, and who read a worksheet in which they stand and may read what stands there about them."""
    by, about = [], []
    seen_by: dict[tuple[str, str, str], bool] = {}
    for one in case.store.readings(case.slug, _MOST):
        if one.person == case.person.id:
            by.append(_reading(one, "They" if case.is_at_work() else "You"))
            continue
        reader = (one.role, one.person, one.worksheet)
        if reader not in seen_by:
            seen_by[reader] = _can_see(case, one)
        if seen_by[reader]:
            about.append(_reading(one, one.actor if case.is_at_work() else one.actor.partition(" (")[0]))
    return {"reads by": by, "reads about": about}


def _can_see(case: Case, one: Reading) -> bool:
    if one.role in ("office", "coordinator"):
        return True  # every page of theirs has the roster in it
    if one.role != "trainer" and not case.is_at_work():
        return False  # when their partner looked is the partner's own affair
    reader = Viewer(role=one.role, program=case.slug, person=one.person)  # type: ignore[arg-type] # as it was written
    may_read = readable(reader, one.worksheet, case.values.get(one.worksheet, {}))
    return any(may_read(key) for key in case.about.get(one.worksheet, ()))


def _reading(one: Reading, who: str) -> dict[str, Any]:
    sheet = one.worksheet.partition("/")[2]
    return {"who": who, "worksheet": sheet, "first": moment(one.first), "last": moment(one.last), "times": one.times}
