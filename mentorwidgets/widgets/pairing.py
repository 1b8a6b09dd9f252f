"""The pairing picker: browse mentors, make shortlists, choose, and follow each pair from yes to a kind ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from mentorwidgets import _resources, access
from mentorwidgets.model import OFFICE, Operation, Pair, Person, Program, RuleView, Viewer, field_key, pairs_of
from mentorwidgets.pairing import are_asked, bars, check_change, settled
from mentorwidgets.roster.escapes import csv_of, guarded
from mentorwidgets.widgets import _paper
from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets._fields import check_field
from mentorwidgets.widgets._notebook import NotebookView
from mentorwidgets.widgets._people import Known, people_from, plain_bars, profiles
from mentorwidgets.widgets._proposing import ProposalDesk, questions

if TYPE_CHECKING:
    import pandas as pd

    from mentorwidgets.pairing import Proposal

COLUMNS = (
    "mentee", "mentee_id", "mentor", "mentor_id", "purpose", "status", "since", "origin", "mentee_yes", "mentor_yes",
    "note",
)  # fmt: skip
_ORDER = ("meant", "offer", "assign", "shortlist", "pair", "note", "draft")
_STATUS_WORDS = {
    "proposed": "waiting for a yes",
    "confirmed": "both said yes",
    "active": "meeting",
    "paused": "paused",
    "ended": "ended",
}


class PairingPicker(Worksheet):
    """Choose mentors for mentees, in any notebook.

    >>> from mentorwidgets.model import Person
    >>> people = [Person(id="a", name="Ana", roles=("mentee",)), Person(id="b", name="Ben", roles=("mentor",))]
    >>> picker = PairingPicker(people, value={"pair/a/b/Mentoring": {"status": "proposed"}})
    >>> picker
    PairingPicker(1 mentors, 1 mentees, 1 pairs)
    >>> picker.pairs[0].mentor
    'b'

    ``value`` is the worksheet's flat map of fields; `mentorwidgets.model.pairs` lists its keys. Every value is checked
    again in Python, wherever it comes from. What is private in a profile never leaves Python.

    Args:
        people: a roster, a sequence of `Person`, or a pandas DataFrame with our column names.
        program: the program whose rules and words count; a plain one when left out.
        value: the fields to begin with.
        gone: people who left the roster but may still stand in pairs.
        viewer: for whom the page is: whoever runs the program, or a mentor or mentee of it, who sees what is theirs.
        known: what a participant's page needs and ``people`` cannot tell, when they are not the whole roster.
        description: the heading; the program's name when left out.
        disabled: show everything, but let nothing be changed.

    Raises:
        ValueRefusedError: people that cannot be read, an unknown keyword, or a value that the worksheet cannot hold.
    """

    _esm = _resources.module("pairing")
    _css = _resources.style("_saver", "pairing", "proposing")
    _people = traitlets.List().tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _bars = traitlets.Dict().tag(sync=True)
    _viewer = traitlets.Dict().tag(sync=True)
    _taken = traitlets.Dict().tag(sync=True)
    _held = traitlets.Bool(False).tag(sync=True)
    _asked = traitlets.List().tag(sync=True)
    _paper = traitlets.Unicode(_resources.style("paper")).tag(sync=True)

    def __init__(
        self,
        people: Any,
        *,
        program: Program | None = None,
        value: Mapping[str, Any] | None = None,
        gone: Iterable[Person] = (),
        viewer: Viewer = OFFICE,
        known: Known | None = None,
        **keywords: Any,
    ) -> None:
        self._settings = program or Program(slug="program", name="Mentoring program")
        self._sight = viewer
        self._roster, gone, value, known = self._seen(people_from(people), tuple(gone), dict(value or {}), known)
        self._by_id = {person.id: person for person in (*gone, *self._roster)}
        self._gone = tuple(person for person in gone if person.id not in {one.id for one in self._roster})
        self._desk = ProposalDesk(self._settings, (self._roster, self._gone), lambda: self.value)
        super().__init__(value=value, **keywords)
        self._people = profiles(self._settings, self._roster, gone)
        self._program = _plain_program(self._settings)
        self._bars = plain_bars(known.bars)
        self._taken = dict(known.taken)
        self._held = known.held
        if viewer.is_at_work_for(self._settings.slug):
            self._asked = questions(self._roster, self._gone)
        self._viewer = {"role": viewer.role, "person": viewer.person}
        self.label_readers("pairing", viewer)

    def _seen(
        self, people: tuple[Person, ...], gone: tuple[Person, ...], value: dict[str, Any], known: Known | None
    ) -> tuple[tuple[Person, ...], tuple[Person, ...], dict[str, Any], Known]:
        # Only who runs a program is given everything; a bare notebook can so show what a participant would see.
        program, viewer = self._settings, self._sight
        if viewer.is_at_work_for(program.slug):
            return people, gone, value, Known(bars=bars(program, settled(people, value, gone)))
        theirs = self.fields_for(viewer, f"{program.slug}/pairing", value)
        if known is not None:
            return people, gone, theirs, known
        shown, left = access.people_for(viewer, program, people, gone, value)
        known_bars = access.bars_for(viewer, program, people, value, gone)
        taken = access.places_taken(viewer, program, value, shown)
        return shown, left, theirs, Known(bars=known_bars, taken=taken, held=are_asked(people, value, gone))

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs as they stand, ended ones included, in the order of their keys."""
        return tuple(pairs_of(self.value))

    def propose(self, **options: Any) -> Proposal:
        """Propose pairs for those who asked to be assigned, from the answers and the draft on this worksheet.

        Pairs that stand are never moved, and nothing is saved: the coordinator publishes on the page.

        Args:
            **options: see `propose_pairs`; what is given here counts before the draft.

        Raises:
            ProposalError: an option is unknown, or a kept pair breaks a rule.
        """
        return self._desk.propose(**options)

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Answer what the page asks about proposals; only to those who run the program."""
        is_asked = content.get("kind") == "pairing" and self._sight.is_at_work_for(self._settings.slug)
        return self._desk.answer(content) if is_asked else None

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each pair, with names."""
        import pandas as pd

        return pd.DataFrame(self._rows(), columns=list(COLUMNS))

    def to_csv(self) -> str:
        """Return the pairs as CSV for a spreadsheet; no cell is ever a formula (XC9)."""
        lines = ([guarded("" if cell is None else str(cell)) for cell in row] for row in self._rows())
        return csv_of([COLUMNS, *lines]).decode()

    def introduction(self, pair: Pair) -> str:
        """Return one pair's introduction sheet as a printable HTML page (PP28)."""
        title = f"{self._name(pair.mentee)} and {self._name(pair.mentor)}"
        return _paper.page(title, _paper.introduction(self._settings, pair, self._by_id))

    def to_html(self) -> str:
        """Return the introduction sheets of all pairs that have not ended, a page each."""
        sheets = [_paper.introduction(self._settings, pair, self._by_id) for pair in self.pairs if pair.is_live()]
        return _paper.page(f"{self._settings.name}: introductions", "".join(sheets) or "<h1>No pairs yet</h1>")

    def directory_html(self) -> str:
        """Return all mentors' profiles as one HTML file for a staff site (PP28); no e-mail address is in it."""
        mentors = sorted((p for p in self._roster if p.is_mentor()), key=lambda p: (p.name.casefold(), p.id))
        return _paper.directory(self._settings, mentors)

    def snapshot(self) -> str:
        """Return the pairs as an HTML table, for saved notebooks, exports and print."""
        term = self._settings.term
        rows = [(self._name(p.mentee), self._name(p.mentor), p.purpose, _STATUS_WORDS[p.status]) for p in self.pairs]
        head = (term("mentee").capitalize(), term("mentor").capitalize(), "Purpose", "Status")
        return _paper.table(self.description or f"{self._settings.name}: pairs", head, rows)

    def check_field(self, key: str, item: Any) -> None:
        """Check the shape of one field."""
        check_field(key, item)

    def check_changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Hold each change to the rights of who looks and to the program's rules."""
        people = self._by_id.values()
        view = NotebookView("pairing", self._settings, self._sight, _refusal, people=people).left(self._gone)
        view.take(old, new, _ORDER)

    def _rows(self) -> list[tuple[object, ...]]:
        return [self._row(pair) for pair in self.pairs]

    def _row(self, pair: Pair) -> tuple[object, ...]:
        names = (self._name(pair.mentee), pair.mentee, self._name(pair.mentor), pair.mentor)
        note = self.value.get(field_key("note", pair.mentee, pair.mentor, pair.purpose), "")
        said = (pair.mentee_yes, pair.mentor_yes)
        return (*names, pair.purpose, pair.status, pair.since, pair.origin, *said, note)

    def _name(self, person_id: str) -> str:
        person = self._by_id.get(person_id)
        return person.name if person else person_id

    def __repr__(self) -> str:
        """Count mentors, mentees and pairs that have not ended."""
        mentors = sum(person.is_mentor() for person in self._roster)
        mentees = sum(person.is_mentee() for person in self._roster)
        return f"PairingPicker({mentors} mentors, {mentees} mentees, {sum(p.is_live() for p in self.pairs)} pairs)"


def _refusal(view: RuleView, operation: Operation) -> str | None:
    # A notebook may begin with pairs that are already over.
    new = operation.value
    is_history = isinstance(new, Mapping) and new.get("status") in ("paused", "ended")
    if is_history and not view.fields(operation.key, lambda key: key == operation.key):
        return None
    return check_change(view, operation)


def _plain_program(program: Program) -> dict[str, Any]:
    return {
        "slug": program.slug,
        "name": program.name,
        "purposes": list(program.purposes),
        "terms": dict(program.terms),
        "capacity": program.capacity,
        "stale_days": program.stale_days,
        "rematch_past": program.rematch_past,
        "choosing": program.choosing,
        "today": program.today().isoformat(),
    }
