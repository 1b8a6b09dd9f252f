"""The challenges worksheet: barriers, what would help, and activities with an owner and a date (CH1-CH13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from mentorwidgets import _resources
from mentorwidgets.challenges import Scope, cards, challenges_of, refuse_field, sample, starters, summary, themes
from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import OFFICE, Challenge, Pair, Program, Viewer, to_plain
from mentorwidgets.widgets import _paper
from mentorwidgets.widgets._base import Worksheet
from mentorwidgets.widgets._challenges import FileDesk
from mentorwidgets.widgets._people import people_from

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("barrier", "help", "activity", "owner", "due", "status", "theme", "card")
_STAFF = ("office", "coordinator", "trainer")


class ChallengesWorksheet(Worksheet):
    """Write down barriers, what would help, and activities to get that help, in any notebook.

    >>> worksheet = ChallengesWorksheet(value={"barrier/a": "No time", "help/a/b": "A partner"})
    >>> worksheet
    ChallengesWorksheet(1 barriers, 0 open activities)
    >>> worksheet.challenges()[0].helps[0].text
    'A partner'

    ``value`` is the worksheet's flat map of fields; `mentorwidgets.model.challenges` lists its keys. Every value is
    checked again in Python, wherever it comes from.

    Args:
        people: who can own an activity: a roster, a sequence of `Person`, or a DataFrame with our column names.
        program: whose name and day count; a plain one when left out.
        pairs: pairs that have challenges of their own on this page.
        value: the fields to begin with.
        viewer: for whom the page is. Who runs or teaches the program sees its barriers; a mentor or mentee sees those
            of their own pairs.
        counts: pair's name, barriers, open, overdue and done activities, for those who may not read the words.
        description: the heading.
        disabled: show everything, but let nothing be changed.

    Raises:
        ValueRefusedError: an unknown keyword, or a value that the worksheet cannot hold.
    """

    _esm = _resources.module("challenges")
    _css = _resources.style("_saver", "challenges")
    _people = traitlets.List().tag(sync=True)
    _scopes = traitlets.List().tag(sync=True)
    _program = traitlets.Dict().tag(sync=True)
    _counts = traitlets.List().tag(sync=True)
    _own_cards = traitlets.Bool(False).tag(sync=True)  # whether this viewer may keep cards of the program
    _cards = traitlets.List().tag(sync=True)
    _themes = traitlets.List().tag(sync=True)
    _starters = traitlets.List().tag(sync=True)
    _sample = traitlets.List().tag(sync=True)
    _paper = traitlets.Unicode(_resources.style("paper", "challenges_paper")).tag(sync=True)

    def __init__(
        self,
        people: Any = (),
        *,
        program: Program | None = None,
        pairs: Iterable[Pair] = (),
        viewer: Viewer = OFFICE,
        counts: Iterable[Sequence[Any]] = (),
        **keywords: Any,
    ) -> None:
        self._settings = program or Program(slug="program", name="Mentoring program")
        self._names = {person.id: person.name for person in people_from(people)}
        self._desk = FileDesk(self._settings, self._names)
        super().__init__(**keywords)
        self._people = [{"id": name, "name": text} for name, text in sorted(self._names.items(), key=lambda x: x[1])]
        self._scopes = self._seen_by(viewer, tuple(pairs))
        today = self._settings.today().isoformat()
        self._program = {"name": self._settings.name, "slug": self._settings.slug, "today": today}
        self._counts = [list(row) for row in counts]
        self._own_cards = viewer.role in _STAFF
        if not self._scopes:  # a participant without a pair: nothing to write on, but the example to read
            self.disabled = True
        self._cards = [to_plain(card) for card in cards()]
        self._themes = list(themes())
        self._starters = [{"word": one.word, "ask": one.ask} for one in starters()]
        self._sample = [to_plain(row) for row in sample()]
        self.label_readers("challenges", viewer)

    def _seen_by(self, viewer: Viewer, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
        own = [pair for pair in pairs if viewer.role in _STAFF or pair.is_of(viewer.person)]
        program = [{"scope": [], "label": self._settings.name}] if viewer.role in _STAFF else []
        return program + [
            {"scope": list(scope_of(pair)), "label": self._pair_label(pair), "ended": not pair.is_live()}
            for pair in own
        ]

    def _pair_label(self, pair: Pair) -> str:
        mentee, mentor = (self._names.get(one, one) for one in (pair.mentee, pair.mentor))
        return f"{mentee} and {mentor}: {pair.purpose}"

    def challenges(self, pair: Pair | None = None) -> tuple[Challenge, ...]:
        """Return the rows in their order: the program's, or those of a pair."""
        return challenges_of(self.value, scope_of(pair) if pair else ())

    def to_frame(self, pair: Pair | None = None) -> pd.DataFrame:
        """Return one line for each activity, or for a help or barrier that has none yet."""
        import pandas as pd

        lines = [line for row in self.challenges(pair) for line in _lines(row, self._names)]
        return pd.DataFrame(lines, columns=list(COLUMNS))

    def export(self, form: str, pair: Pair | None = None) -> bytes:
        """Return the rows as a file; no cell is ever a formula (XC9).

        Args:
            form: ``csv``, ``xlsx``, ``docx``, ``md``, ``json``, or ``ics`` for the dated activities.
            pair: whose rows; the program's when left out.

        Raises:
            ValueRefusedError: there is no such form.
        """
        return self._desk.made(form, self.challenges(pair), scope_of(pair) if pair else ())

    def read(self, name: str, data: bytes) -> tuple[Challenge, ...]:
        """Read rows out of a file as `export` writes them, or of anybody's table with such columns; adds nothing.

        Raises:
            WorksheetFileError: the file cannot be read.
        """
        return self._desk.read(name, data)[0]

    def answer_page(self, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Make a file of what the page shows, or read one for it."""
        return self._desk.answer(content) if content.get("kind") == "challenges" else None

    def check_value(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """Check the shape of each field."""
        for key, item in value.items():
            why = refuse_field(key, item)
            if why:
                raise ValueRefusedError(f"'{key:.80}': {why}")
        return value

    def snapshot(self) -> str:
        """Return the rows as an HTML table, for saved notebooks, exports and print."""
        head = ("Barrier", "What would help", "Activity", "Who", "Until", "Status")
        found: list[Scope] = [tuple(one["scope"]) for one in self._scopes] or [()]
        rows = [
            line[:6] for scope in found for row in challenges_of(self.value, scope) for line in _lines(row, self._names)
        ]
        return _paper.table(self.description or f"{self._settings.name}: challenges", head, rows)

    def __repr__(self) -> str:
        """Count barriers and open activities."""
        found = summary(self.value, self._settings.today())
        return f"ChallengesWorksheet({found.rows} barriers, {found.open} open activities)"


def scope_of(pair: Pair) -> Scope:
    """Return the scope of a pair's own rows."""
    return (pair.mentee, pair.mentor, pair.purpose)


def _lines(row: Challenge, names: Mapping[str, str]) -> list[tuple[str, ...]]:
    end = (row.theme, row.card)
    lines: list[tuple[str, ...]] = []
    for one in row.helps:
        for activity in one.activities:
            plan = activity.plan
            who = names.get(plan.owner, plan.owner)
            lines.append((row.barrier, one.text, activity.text, who, plan.due, plan.status, *end))
        if not one.activities:
            lines.append((row.barrier, one.text, "", "", "", "", *end))
    return lines or [(row.barrier, "", "", "", "", "", *end)]
