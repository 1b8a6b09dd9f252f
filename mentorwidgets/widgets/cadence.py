"""The meeting-cadence planner: dates that both can keep, what became of them, and shared hours (CA1-CA19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import traitlets

from mentorwidgets import _resources
from mentorwidgets.cadence import CLOSING_LINES, PRESETS, check_change, week_start_of
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import OFFICE, SIDES, Pair, Person, Plan, Program, Viewer, field_key, to_plain
from mentorwidgets.widgets import _paper
from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets._cadence_fields import ORDER, check_field
from mentorwidgets.widgets._notebook import NotebookView
from mentorwidgets.widgets._people import pairs_for
from mentorwidgets.widgets._planning import Agreed, PlanDesk

PRACTICE = Pair(mentee="mentee", mentor="mentor", purpose="Practice", status="active")
_AT_ONCE = 12  # plans of a page that are worked out before it asks


class CadencePlanner(Worksheet):
    """Plan the meetings of a pair, find hours that suit both, and keep what became of each meeting.

    Bare it is a planner to practise with, which plays both sides and saves nothing:

    >>> CadencePlanner()
    CadencePlanner(practice, 0 plans)
    >>> rule = {"start": "2026-03-24", "time": "15:00", "timezone": "Europe/London", "count": 2}
    >>> planner = CadencePlanner(value={"rule/mentee/mentor/Practice": rule})
    >>> [meeting.starts for meeting in planner.plans[0].meetings]
    ['2026-03-24T15:00+00:00', '2026-03-31T15:00+01:00']

    ``value`` is the worksheet's flat map of fields; `mentorwidgets.model.meetings` lists its keys. Every value is
    checked again in Python, wherever it comes from.

    Args:
        pairs: who plans; without any it is a planner to practise with.
        program: whose words and zone count; a plain one when left out.
        people: whose names, zones and hours are known.
        value: the fields to begin with; the viewer is shown those that they may read.
        viewer: for whom the page is: one of a pair, or whoever runs the program and reads no talk.
        now: the moment that counts as the present, with a zone; the clock's when left out.
        description: the heading.
        disabled: show everything, but let nothing be changed.

    Raises:
        ValueRefusedError: an unknown keyword, or a value that the worksheet cannot hold.
    """

    _esm = _resources.module("cadence")
    _css = _resources.style("_saver", "cadence", "_cadence_find", "_cadence_paper")
    _pairs = traitlets.List().tag(sync=True)
    _viewer = traitlets.Dict().tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _names = traitlets.Dict().tag(sync=True)
    _presets = traitlets.List().tag(sync=True)
    _views = traitlets.Dict().tag(sync=True)
    _links = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        pairs: Iterable[Pair] = (),
        *,
        program: Program | None = None,
        people: Iterable[Person] = (),
        value: Mapping[str, Any] | None = None,
        viewer: Viewer = OFFICE,
        now: dt.datetime | None = None,
        **keywords: Any,
    ) -> None:
        given = tuple(pairs)
        self._is_practice = not given and program is None
        self._settings = program or Program(slug="program", name="Mentoring program")
        self._sight = viewer
        self._of = (PRACTICE,) if self._is_practice else pairs_for(viewer, given)
        self._people = {person.id: person for person in (_PRACTICING if self._is_practice else people)}
        self._fixed = now
        self._agreed: dict[str, Agreed] = {}
        self._desk = PlanDesk(self._settings, self._people, self._of, self._agreed, self._now, viewer.person)
        super().__init__(value=self._seen(dict(value or {})), **keywords)
        self._show()

    def offer(self, *, agreed: Mapping[str, Agreed] | None = None, links: Mapping[str, str] | None = None) -> None:
        """Let the page know what only its surroundings know.

        Args:
            agreed: pair key -> what their expectations say of hours and dates.
            links: name -> address of what else this page offers, such as ``calendar``.
        """
        self._agreed.update(agreed or {})
        self._pairs = [self._plain_pair(pair) for pair in self._of]
        self._links = dict(links or {})

    def _show(self) -> None:
        viewer = self._sight
        is_staff = not self._is_practice and viewer.role not in SIDES
        role = "practice" if self._is_practice else "staff" if is_staff else viewer.role
        self._viewer = {
            "role": role,
            "person": viewer.person,
            "name": viewer.name,
            "zone": self._desk.zone(viewer.person, viewer.role),
        }
        self._pairs = [self._plain_pair(pair) for pair in self._of]
        self._names = {person.id: person.name for person in self._people.values()}
        self._program = self._plain_program()
        self._presets = [
            {"id": key, "name": one.name, "words": one.words, "settings": dict(one.settings)}
            for key, one in PRESETS.items()
        ]
        shown = self._of if len(self._of) <= _AT_ONCE else ()
        self._views = {_key(pair): self._desk.view(pair, self.value) for pair in shown}
        self.label_readers("cadence", viewer)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans of these pairs, in their order; one that cannot be made is left out."""
        made = (self._plan(pair) for pair in self._of)
        return tuple(plan for plan in made if plan)

    def to_ics(self) -> bytes:
        """Return all plans as a calendar file, with the posted times that were taken."""
        from mentorwidgets.ics import to_ics

        return to_ics((*self.plans, *self._desk.posted_of(self.value)), now=self._now())

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Plan, look for shared hours, or make a file, when the page asks."""
        return self._desk.answer(content) if content.get("kind") == "cadence" else None

    def snapshot(self) -> str:
        """Return the meetings as an HTML table, for saved notebooks, exports and print."""
        title = self.description or f"{self._settings.name}: meetings"
        head = ("Pair", "Date", "Time", "Where clocks are read", "Topic", "What became of it")
        return _paper.table(title, head, [row for plan in self._whole() for row in _rows(plan)])

    def check_field(self, key: str, item: Any) -> None:
        """Check the shape of one field."""
        check_field(key, item)

    def check_changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Hold each change to the rights of who looks and to the rules."""
        viewer, people = None if self._is_practice else self._sight, self._people.values()
        view = NotebookView("cadence", self._settings, viewer, check_change, people=people, pairs=self._of)
        view.take(old, new, ORDER)

    def _seen(self, value: dict[str, Any]) -> dict[str, Any]:
        return value if self._is_practice else self.fields_for(self._sight, f"{self._settings.slug}/cadence", value)

    def _whole(self) -> tuple[Plan, ...]:
        made = (self._plan(pair, whole=True) for pair in self._of)
        return tuple(plan for plan in made if plan)

    def _plan(self, pair: Pair, *, whole: bool = False) -> Plan | None:
        try:
            return (self._desk.whole if whole else self._desk.plan)(pair, self.value)
        except ValueRefusedError:
            return None

    def _now(self) -> dt.datetime:
        return self._fixed or dt.datetime.now(dt.UTC)

    def _plain_pair(self, pair: Pair) -> dict[str, Any]:
        ids: dict[str, str] = {side: getattr(pair, side) for side in SIDES}
        people = {side: known.in_role(side) if (known := self._people.get(ids[side])) else None for side in SIDES}
        agreed = self._agreed.get(_key(pair), Agreed())
        return {
            **ids,
            "purpose": pair.purpose,
            "names": {side: person.name if person else ids[side] for side, person in people.items()},
            "zones": self._desk.zones(pair),
            "hours": {side: to_plain(person.availability) if person else [] for side, person in people.items()},
            "agreed": {"trial": agreed.trial, "review": agreed.review, "hours": agreed.hours},
            "ended": not pair.is_live(),
        }

    def _plain_program(self) -> dict[str, Any]:
        program = self._settings
        return {
            "slug": program.slug,
            "name": program.name,
            "words": {side: program.term(side) for side in SIDES},
            "youth": program.youth,
            "today": program.today(self._now()).isoformat(),
            "weekStart": week_start_of(program.locale),
            "preset": program.cadence if program.cadence in PRESETS else "fortnightly",
            "hours": program.hours or 4,
            "begins": program.begins,
            "ends": program.ends,
            "closing": dict(CLOSING_LINES),
        }

    def __repr__(self) -> str:
        """Count pairs and plans."""
        count = sum(key.startswith("rule/") for key in self.value)
        pairs = "practice" if self._is_practice else "1 pair" if len(self._of) == 1 else f"{len(self._of)} pairs"
        return f"CadencePlanner({pairs}, {count} {'plan' if count == 1 else 'plans'})"


def _key(pair: Pair) -> str:
    return field_key(pair.mentee, pair.mentor, pair.purpose)


def _rows(plan: Plan) -> list[tuple[str, ...]]:
    said = {"met": "met", "moved": "met at another time", "missed": "missed", "": ""}
    return [
        (
            plan.title,
            f"{meeting.start():%Y-%m-%d}",
            f"{meeting.start():%H:%M}",
            meeting.timezone,
            meeting.topic if meeting.is_on() else meeting.why,
            said[meeting.log] if meeting.is_on() else "no meeting",
        )
        for meeting in plan.meetings
    ]


_PRACTICING = (
    Person(id="mentee", name="Mentee", roles=("mentee",), timezone="America/New_York"),
    Person(id="mentor", name="Mentor", roles=("mentor",), timezone="Europe/London"),
)
