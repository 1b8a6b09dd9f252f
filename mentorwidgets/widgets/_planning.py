"""What a cadence page asks Python: plans, shared hours, calendar files, pictures and holidays, as plain JSON.

Planning libraries are loaded when they are first needed, so that a page opens lightly.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mentorwidgets import cadence
from mentorwidgets.cadence.words import many
from mentorwidgets.errors import CalendarError, MentorWidgetsError, ValueRefusedError
from mentorwidgets.model import (
    SIDES,
    Cadence,
    Hours,
    Pair,
    Person,
    Plan,
    Program,
    Taken,
    field_key,
    from_plain,
    hours_from_field,
    taken_from_field,
    taken_to_field,
    talks_of,
    to_plain,
    zone_of,
)
from mentorwidgets.widgets._cadence_fields import check_field
from mentorwidgets.widgets._planned import plan_view, span_words

Fields = Mapping[str, Any]
_LOST = "This page and Python no longer agree. Load this page again."
_LARGEST = 12_000_000  # letters of a file on its way, in base64
_AHEAD = dt.timedelta(days=366)  # how far taken times of a calendar are read


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the expectations of a pair say that a plan should know.

    Args:
        contact: hours in which both like to be reached (CA7); empty: any time.
        trial: ISO date on which they look whether it works; empty: none.
        review: ISO date on which they read it again; empty: none.
        goals: what they want to reach, for the agenda.
        hours: hours a month that they set aside; 0: not said.
    """

    contact: tuple[Hours, ...] = ()
    trial: str = ""
    review: str = ""
    goals: tuple[str, ...] = ()
    hours: float = 0


class PlanDesk:
    """Answers one page's questions.

    Args:
        program: whose rules and words count.
        people: everybody whom the page may know, by id.
        pairs: those of the page; nobody else's plans are made.
        agreed: pair key -> what their expectations say.
        now: gives the present moment, with a zone.
        person: whose page it is; empty where it is nobody's own.
    """

    def __init__(
        self, program: Program, people: Mapping[str, Person], pairs: Sequence[Pair], agreed: Mapping[str, Agreed],
        now: Callable[[], dt.datetime], person: str = "",
    ) -> None:  # fmt: skip
        self._program, self._people, self._agreed, self._now = program, people, agreed, now
        self._person = person
        self._pairs = {(pair.mentee, pair.mentor, pair.purpose): pair for pair in pairs}

    def answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one question; a foreseen error is told in words, beside the question's own id."""
        known = {"kind": "cadence", "ask": content.get("ask"), "id": content.get("id")}
        asks = {
            "plan": self._ask_plan,
            "try": self._ask_try,
            "agenda": self._ask_agenda,
            "overlap": self._ask_overlap,
            "calendar": self._ask_calendar,
            "busy": self._ask_busy,
            "picture": self._ask_picture,
            "program": self._ask_program,
            "load": self._ask_load,
            "holidays": self._ask_holidays,
        }
        ask = asks.get(str(content.get("ask")), _ask_unknown)
        try:
            return {**known, **ask(content, _fields(content))}
        except MentorWidgetsError as error:
            return {**known, "error": str(error)}

    def zones(self, pair: Pair) -> dict[str, str]:
        """Side -> the time zone of that person."""
        return {side: self.zone(getattr(pair, side), side) for side in SIDES}

    def zone(self, person_id: str, side: str) -> str:
        """The time zone of a person in a role, or the program's where nobody said one."""
        person = self._in_role(person_id, side)
        return cadence.known_zone(person.timezone if person else "", self._program.timezone)

    def view(self, pair: Pair, fields: Fields, side: str = "") -> dict[str, Any]:
        """All that a page shows of a pair's plan; ``{}`` where there is none, ``error`` where it cannot be made.

        Args:
            pair: whose.
            fields: the worksheet, key -> value.
            side: on whose clock; that of the viewer when left out, and the host's where they are neither of the two.
        """
        try:
            plan = self.whole(pair, fields)
        except ValueRefusedError as error:
            return {"error": str(error)}
        if plan is None:
            return {}
        taken = tuple(one for side in SIDES for one in self._taken(pair, side, fields))
        zone = self._clock(pair, side)
        return plan_view(plan, self.zones(pair), self._talks(pair, fields), self._now(), taken, zone)

    def _clock(self, pair: Pair, side: object) -> str:
        own = next((one for one in SIDES if self._person and getattr(pair, one) == self._person), "")
        return self.zones(pair).get(str(side or own), "")

    def plan(self, pair: Pair, fields: Fields, versions: Mapping[str, int] | None = None) -> Plan | None:
        """The plan of a pair, None where they have none.

        Raises:
            ValueRefusedError: no day fits any more.
        """
        names = (pair.mentee, pair.mentor, pair.purpose)
        return cadence.plan_of(self._program, tuple(self._people.values()), fields, names, versions)

    def whole(self, pair: Pair, fields: Fields) -> Plan | None:
        """The plan of a pair with the posted times that its mentee took; None where they have neither.

        Raises:
            ValueRefusedError: no day fits any more.
        """
        names = (pair.mentee, pair.mentor, pair.purpose)
        zone = self.zone(pair.mentor, "mentor")
        return cadence.with_posted(self.plan(pair, fields), self._program, fields, names, zone)

    def _ask_plan(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        return {"view": self.view(self._pair(content), fields, content.get("side", ""))}

    def _ask_try(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        """What settings would give, and the field that makes them so; meetings of the past stay as they were."""
        pair = self._pair(content)
        wanted = from_plain(Cadence, content.get("rule"), "The plan")
        before = self._present_plan(pair, fields)
        begun = before is not None and any(one.start() <= self._now() for one in before.meetings)
        if begun and wanted.start <= self._now().astimezone(zone_of(wanted.timezone)).date().isoformat():
            raise ValueRefusedError("Meetings that are over stay as they were.", "Let the first day lie after today.")
        rule = cadence.go_on(before, wanted, self._now()) if before else wanted
        key = field_key("rule", pair.mentee, pair.mentor, pair.purpose)
        plan = self.plan(pair, {**fields, key: to_plain(rule)})
        if plan is None:
            raise ValueRefusedError(_LOST)
        zone = self._clock(pair, content.get("side"))
        view = plan_view(plan, self.zones(pair), {}, self._now(), zone=zone)
        return {"rule": to_plain(rule), "span": span_words(plan), "view": view}

    def _ask_agenda(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        pair = self._pair(content)
        plan = self.whole(pair, fields)
        if plan is None:
            return {"lines": []}
        zone = self._clock(pair, content.get("side"))
        seen = cadence.on_clock(plan, zone) if zone else plan
        goals = self._agreed_by(pair).goals
        lines = cadence.agenda(seen, str(content.get("meeting")), self._talks(pair, fields), goals)
        return {"lines": [to_plain(line) for line in lines]}

    def _ask_overlap(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        pair = self._pair(content)
        host = "mentee" if content.get("host") == "mentee" else "mentor"
        first, last = (_day(content.get(name)) for name in ("first", "last"))
        sides = (host, "mentor" if host == "mentee" else "mentee")
        parties = [self._party(pair, side, fields) for side in sides]
        length = content.get("minutes")
        minutes = length if isinstance(length, int) and 5 <= length <= 720 else 60
        found = cadence.find_overlap(*parties, first=first, last=min(last, first + 3 * _AHEAD), minutes=minutes)
        return {"slots": [to_plain(slot) for slot in found.slots], "why": found.why, "changes": list(found.changes)}

    def _ask_calendar(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        """A calendar file of one pair, or of all pairs of the page."""
        from mentorwidgets.ics import to_ics

        pairs = [self._pair(content)] if content.get("pair") else list(self._pairs.values())
        versions = content.get("versions")
        counted = {str(k): v for k, v in versions.items() if _is_count(v)} if isinstance(versions, Mapping) else {}
        made = [(pair, self.plan(pair, fields, counted)) for pair in pairs]
        plans = [plan for _, plan in made if plan]
        plans += self._posted(pairs[0] if content.get("pair") else None, fields, counted)
        if not plans:
            raise ValueRefusedError("There is no plan yet.", "Choose how often you meet first.")
        whole = [one for pair, _ in made if (one := self.whole(pair, fields))]
        tasks = [task for plan in whole for task in cadence.tasks_of(plan, fields)]
        data = to_ics(plans, name="" if len(plans) == 1 else self._program.name, tasks=tasks, now=self._now())
        return {"data": base64.b64encode(data).decode(), "name": f"{self._program.slug}-meetings.ics"}

    def posted_of(self, fields: Fields) -> tuple[Plan, ...]:
        """The posted times that were taken, of all pairs of the page, each once."""
        found = [plan for pair in self._pairs.values() for plan in self._posted(pair, fields, {})]
        return tuple({plan.series: plan for plan in found}.values())

    def _posted(self, pair: Pair | None, fields: Fields, versions: Mapping[str, int]) -> tuple[Plan, ...]:
        """The posted times of one pair, or of whoever's page it is."""
        person = self._person or (pair.mentor if pair else "")
        if not person:
            return ()
        other = (pair.mentor if person == pair.mentee else pair.mentee) if pair else ""
        return cadence.posted_plans(self._program, tuple(self._people.values()), fields, versions, person, other)

    def _ask_busy(self, content: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
        """The taken times of a calendar file; nothing else of it is kept."""
        from mentorwidgets.ics import read_busy_apart

        data = content.get("data")
        if not isinstance(data, str) or len(data) > _LARGEST:
            raise CalendarError("This file is too large.", "Export only the coming year, and try again.")
        zone = self.zones(self._pair(content))["mentee" if content.get("side") == "mentee" else "mentor"]
        today = self._now().astimezone(zone_of(zone)).date()
        read = read_busy_apart(_bytes_of(data), zone=zone, first=today, last=today + _AHEAD)
        words = f"{many(len(read.taken), 'taken time')} of the next year. Nothing but the hours is kept."
        return {"value": taken_to_field(read.taken), "words": " ".join((words, *read.problems))}

    def _ask_picture(self, content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        from mentorwidgets import charts

        plan = self.whole(self._pair(content), fields)
        if plan is None:
            raise ValueRefusedError("There is no plan yet.")
        return {"picture": dataclasses.asdict(charts.timeline(plan))}

    def _ask_program(self, _content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        """The whole program for those who run it: how each pair stands, and the load of the weeks in words (CA19)."""
        views = self._present_plans(fields)
        plans = [plan for _, plan in views if plan]
        return {
            "pairs": [self._stand(pair, plan) for pair, plan in views],
            "load": cadence.load_words(self._weeks(plans)),
            "moved": [{"title": plan.title, "why": one.why} for plan in plans for one in plan.moved()][:200],
            "checkIns": self._check_ins(fields),
        }

    def _ask_load(self, _content: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
        """The load of the weeks as a picture, asked for alone: what draws it takes seconds to load."""
        weeks = self._weeks([plan for _, plan in self._present_plans(fields) if plan])
        if not weeks:
            return {"picture": None}
        from mentorwidgets import charts

        return {"picture": dataclasses.asdict(charts.load(weeks, cadence.load_words(weeks)))}

    def _ask_holidays(self, content: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
        first = _day(content.get("first"))
        country, region = (str(content.get(name) or "") for name in ("country", "region"))
        found = cadence.public_holidays(country, region, first=first, last=_day(content.get("last")))
        return {"closures": [to_plain(one) for one in found]}

    def _stand(self, pair: Pair, plan: Plan | None) -> dict[str, Any]:
        key = field_key(pair.mentee, pair.mentor, pair.purpose)
        if plan is None:
            return {"key": key, "words": "No meetings are planned yet.", "isQuiet": False, "met": 0, "held": 0}
        stand = cadence.standing(plan, self._now())
        met = stand.met + stand.moved
        return {
            "key": key, "words": stand.offer or stand.words, "isQuiet": stand.is_quiet, "met": met,
            "held": len(plan.held()), "budget": cadence.budget_words(plan),
        }  # fmt: skip

    def _check_ins(self, fields: Fields) -> list[str]:
        program = self._program
        if not (program.begins and program.ends and program.begins < program.ends):
            return []
        days = cadence.coordinator_check_ins(_day(program.begins), _day(program.ends), cadence.closures_of(fields))
        return [cadence.day_words(day) for day in days]

    def _party(self, pair: Pair, side: str, fields: Fields) -> cadence.Party:
        names = (pair.mentee, pair.mentor, pair.purpose)
        marked = fields.get(field_key("hours", *names, side))
        person = self._in_role(getattr(pair, side), side)
        return cadence.Party(
            name=person.name if person else getattr(pair, side),
            timezone=self.zone(getattr(pair, side), side),
            free=hours_from_field(marked) if marked is not None else person.availability if person else (),
            contact=self._agreed_by(pair).contact,
            taken=self._taken(pair, side, fields),
        )

    def _in_role(self, person_id: str, side: str) -> Person | None:
        person = self._people.get(person_id)
        return person.in_role(side) if person else None

    def _taken(self, pair: Pair, side: str, fields: Fields) -> tuple[Taken, ...]:
        held = fields.get(field_key("busy", pair.mentee, pair.mentor, pair.purpose, side))
        return taken_from_field(held) if held else ()

    def _present_plans(self, fields: Fields) -> list[tuple[Pair, Plan | None]]:
        return [(pair, self._present_plan(pair, fields)) for pair in self._pairs.values() if pair.is_live()]

    def _weeks(self, plans: Sequence[Plan]) -> tuple[cadence.WeekLoad, ...]:
        return cadence.load_by_week(plans, cadence.week_start_of(self._program.locale))

    def _present_plan(self, pair: Pair, fields: Fields) -> Plan | None:
        try:
            return self.plan(pair, fields)
        except ValueRefusedError:
            return None

    def _talks(self, pair: Pair, fields: Fields) -> dict[str, Any]:
        return talks_of(fields, field_key("talk", pair.mentee, pair.mentor, pair.purpose) + "/")

    def _agreed_by(self, pair: Pair) -> Agreed:
        return self._agreed.get(field_key(pair.mentee, pair.mentor, pair.purpose), Agreed())

    def _pair(self, content: Mapping[str, Any]) -> Pair:
        names = content.get("pair")
        found = self._pairs.get(tuple(names) if isinstance(names, list) else ())
        if found is None:
            raise ValueRefusedError(_LOST)
        return found


def _fields(content: Mapping[str, Any]) -> Fields:
    """What the page shows may be newer than what the kernel heard; it is checked like any other value."""
    fields = content.get("fields")
    if fields is None:
        return {}
    if not isinstance(fields, Mapping):
        raise ValueRefusedError(_LOST)
    for key, item in fields.items():
        check_field(str(key), item)
    return fields


def _ask_unknown(_content: Mapping[str, Any], _fields: Fields) -> dict[str, Any]:
    raise ValueRefusedError(_LOST)


def _day(text: Any) -> dt.date:
    from mentorwidgets.model import date_of

    return date_of(text if isinstance(text, str) else "", "The day")


def _bytes_of(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise ValueRefusedError(_LOST) from None


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000
