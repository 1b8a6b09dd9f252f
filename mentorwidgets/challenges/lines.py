"""Rows of a challenges worksheet as lines of a table, and rows out of anybody's table (CH13)."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mentorwidgets.errors import ValueRefusedError
from mentorwidgets.model import ActionPlan, ActionStatus, Activity, Challenge, Help
from mentorwidgets.roster.dates import day_from_text, day_order

COLUMNS = ("Number", "Barrier", "What would help", "Activity", "Who", "Until", "Status", "Theme", "Card")
STATUS_WORDS: Mapping[ActionStatus, str] = {
    "open": "Open",
    "doing": "Under way",
    "done": "Done",
    "dropped": "Dropped",
}
_SAME: Mapping[str, ActionStatus] = {
    **{word.casefold(): name for name, word in STATUS_WORDS.items()},
    **{name: name for name in STATUS_WORDS},
    **dict.fromkeys(("in progress", "started", "ongoing"), "doing"),
    **dict.fromkeys(("complete", "completed", "finished", "yes", "x", "✓"), "done"),
    **dict.fromkeys(("not started", "to do", "todo", "planned", "no"), "open"),
    **dict.fromkeys(("cancelled", "canceled", "stopped"), "dropped"),
}  # fmt: skip
_MEANS = (
    ("activity", r"activit|action|next step|what (?:will )?we (?:will )?do"),
    ("help", r"help|support|need|resource"),
    ("barrier", r"barrier|challenge|problem|pain|obstacle|difficult"),
    ("number", r"^(?:no\.?|number|#)$"),
    ("owner", r"^(?:who\b|owner|responsible|lead$|person|assigned)"),
    ("due", r"^(?:until|due|by when|when$|date|deadline)"),
    ("status", r"^(?:status|state|progress)"),
    ("theme", r"^(?:theme|topic|category)"),
    ("card", r"^card$"),
)
_NAMES = ("number", "barrier", "help", "activity", "owner", "due", "status", "theme", "card")
_SURE = 3  # columns with names of ours make a header
Cells = Mapping[str, str]


def labels_of(names: Mapping[str, str]) -> dict[str, str]:
    """Return id -> what a person is called in a file: their name, with the id where two have the same.

    >>> labels_of({"a": "Ben", "b": "Ben", "c": "Ana"})
    {'a': 'Ben (a)', 'b': 'Ben (b)', 'c': 'Ana'}
    """
    often = Counter(names.values())
    return {one: text if often[text] == 1 else f"{text} ({one})" for one, text in names.items()}


def lines_of(rows: Sequence[Challenge], names: Mapping[str, str]) -> list[list[str]]:
    """Return a line for each activity under `COLUMNS`; a text stands once, in the first of its lines.

    Args:
        rows: in their order.
        names: id -> name of people; owners without one stand as they are.
    """
    labels = labels_of(names)
    return [_cells(line) for at, row in enumerate(rows, 1) for line in _row_lines(row, at, labels)]


def _cells(line: Cells) -> list[str]:
    return [line.get(name, "") for name in _NAMES]


def _row_lines(row: Challenge, at: int, names: Mapping[str, str]) -> Iterator[Cells]:
    first = {"barrier": row.barrier, "theme": row.theme, "card": row.card}
    if not row.helps:
        yield {"number": f"{at}", **first}
    for which, one in enumerate(row.helps, 1):
        above = {**(first if which == 1 else {}), "help": one.text}
        if not one.activities:
            yield {"number": f"{at}.{which}", **above}
        for last, activity in enumerate(one.activities, 1):
            number = {"number": f"{at}.{which}.{last}", **(above if last == 1 else {})}
            yield {**number, **_activity_cells(activity, names)}


def _activity_cells(activity: Activity, names: Mapping[str, str]) -> Cells:
    plan = activity.plan
    status = STATUS_WORDS[plan.status]
    return {"activity": activity.text, "owner": names.get(plan.owner, plan.owner), "due": plan.due, "status": status}


def rows_of(lines: Sequence[Sequence[str]], names: Mapping[str, str]) -> tuple[tuple[Challenge, ...], tuple[str, ...]]:
    """Return the rows in a table, with fresh ids, and what could not be understood, in words.

    Where lines are numbered as `lines_of` does, the numbers say what belongs together, in whatever order they stand.
    Else a blank or repeated cell goes on with what stands above. Without a header the first three columns count.

    Args:
        lines: cells as text; a header may stand first.
        names: id -> name of people; an owner with the name of one person becomes their id.
    """
    table = _Table(names)
    for line in _named(lines, table.notices):
        table.take(line)
    return renumbered(table.rows()), tuple(dict.fromkeys(table.notices))


def renumbered(rows: Sequence[Challenge]) -> tuple[Challenge, ...]:
    """Return rows with plain ids and places in their order; what a file tells of two worksheets is then equal."""
    return tuple(
        dataclasses.replace(row, id=f"r{at:05}", place=at, helps=tuple(_numbered(row.helps)))
        for at, row in enumerate(rows, 1)
    )


def _numbered(helps: Sequence[Help]) -> Iterator[Help]:
    for at, one in enumerate(helps, 1):
        inner = (
            dataclasses.replace(activity, id=f"a{n:03}", place=None) for n, activity in enumerate(one.activities, 1)
        )
        yield dataclasses.replace(one, id=f"h{at:03}", place=None, activities=tuple(inner))


def _named(lines: Sequence[Sequence[str]], notices: list[str]) -> Iterator[Cells]:
    full = [line for line in lines if any(cell.strip() for cell in line)]
    columns = _columns(full[0], notices) if full else {}
    is_header = "barrier" in columns and (len(columns) > 1 or len(full[0]) == 1)
    columns = columns if is_header else {"barrier": 0, "help": 1, "activity": 2}
    if is_header:
        strange = [cell.strip() for at, cell in enumerate(full[0]) if at not in columns.values() and cell.strip()]
        notices.extend(f"The column '{cell:.40}' is none of this worksheet, so it was left out." for cell in strange)
    for line in full[1:] if is_header else full:
        yield {name: line[at] for name, at in columns.items() if at < len(line)}


def _columns(header: Sequence[str], notices: list[str]) -> dict[str, int]:
    if tuple(header[: len(COLUMNS)]) == COLUMNS:
        return {name: at for at, name in enumerate(_NAMES)}
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        word = " ".join(cell.casefold().split())
        name = next((name for name, pattern in _MEANS if len(word) < 80 and re.search(pattern, word)), "")
        if name:
            found.setdefault(name, at)
    first = next((at for at, cell in enumerate(header) if cell.strip() and at not in found.values()), None)
    if "barrier" not in found and len(found) >= _SURE and first is not None:
        found["barrier"] = first
        notices.append(f"No column is called Barrier, so '{header[first].strip():.40}' was taken for it.")
    return found


@dataclasses.dataclass(slots=True, eq=False)
class _Help:
    """What would help, while lines are read."""

    text: str
    activities: list[Activity] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True, eq=False)
class _Row:
    """A row while lines are read; ``numbered``: number -> help."""

    barrier: str = ""
    theme: str = ""
    card: str = ""
    helps: list[_Help] = dataclasses.field(default_factory=list)
    numbered: dict[str, _Help] = dataclasses.field(default_factory=dict)

    def fill(self, line: Cells) -> None:
        """Take what is not known yet."""
        self.barrier = self.barrier or line.get("barrier", "")
        self.theme = self.theme or line.get("theme", "")
        self.card = self.card or line.get("card", "")

    def add_help(self, text: str) -> _Help:
        """One more."""
        self.helps.append(_Help(text))
        return self.helps[-1]


def _differ(one: str, other: str) -> bool:
    return bool(one.strip() and other.strip() and one != other)


def _challenge(row: _Row) -> Challenge:
    helps = tuple(Help(id="help", text=one.text, activities=tuple(one.activities)) for one in row.helps)
    return Challenge(id="row", barrier=row.barrier, theme=row.theme, card=row.card, helps=helps)


class _Table:
    """Collects rows line by line."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._found: list[_Row] = []
        self._numbers: dict[str, _Row] = {}
        self._row, self._help = _Row(), _Help("")  # where the last line was
        self._ids = {label: one for one, label in labels_of(names).items()}
        self.notices: list[str] = []

    def rows(self) -> tuple[Challenge, ...]:
        """What was collected."""
        lost = sum(1 for row in self._found if row.helps and not row.barrier.strip())
        if lost:
            words = "1 row has" if lost == 1 else f"{lost} rows have"
            self.notices.append(f"{words} no barrier. You can write it once the rows are added.")
        return tuple(_challenge(row) for row in self._found)

    def take(self, line: Cells) -> None:
        """One line."""
        number = re.fullmatch(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", line.get("number", "").strip())
        if number:
            self._numbered(line, *number.groups())
        else:
            self._carried(line)

    def _numbered(self, line: Cells, row: str, one: str | None, activity: str | None) -> None:
        # Somebody may have sorted the lines, copied one with its number, or written into an empty cell.
        known = self._numbers.get(row)
        if known is None or _differ(line.get("barrier", ""), known.barrier):
            known = self._numbers[row] = self._begin()
        known.fill(line)
        self._row = known
        has_activity = bool(activity or line.get("activity", "").strip())
        if one or has_activity or line.get("help", "").strip():
            self._take_help(line.get("help", ""), one or "")
        if has_activity:
            self._help.activities.append(self._activity(line))

    def _take_help(self, text: str, number: str) -> None:
        known = self._row.numbered.get(number)
        if known is None or _differ(text, known.text):
            known = self._row.numbered[number] = self._row.add_help(text)
        known.text = known.text or text
        self._help = known

    def _carried(self, line: Cells) -> None:
        barrier, one, activity = (line.get(name, "").strip() for name in ("barrier", "help", "activity"))
        if not self._found or (barrier and barrier != self._row.barrier.strip()):
            self._row = self._begin()
        self._row.fill({**line, "barrier": barrier})
        is_here = self._help in self._row.helps
        if (one and not (is_here and one == self._help.text.strip())) or (activity and not is_here):
            self._help = self._row.add_help(one)
        if activity:
            self._help.activities.append(self._activity({**line, "activity": activity}))

    def _begin(self) -> _Row:
        self._found.append(_Row())
        return self._found[-1]

    def _activity(self, line: Cells) -> Activity:
        owner = line.get("owner", "")
        plan = ActionPlan(
            owner=self._ids.get(owner, owner)[:200],
            due=self._due(line.get("due", "")),
            status=self._status(line.get("status", "")),
        )
        return Activity(id="activity", text=line.get("activity", ""), plan=plan)

    def _due(self, text: str) -> str:
        if not text.strip():
            return ""
        try:
            day = day_from_text(text, day_first=day_order([text]), serial=True)
        except ValueRefusedError as error:
            self.notices.append(str(error))
            return ""
        if day is None:
            self.notices.append(f"'{text:.40}' is no date, so it was left out. Write dates like 2026-03-31.")
        return day.isoformat() if day else ""

    def _status(self, text: str) -> ActionStatus:
        word = text.strip().casefold()
        if word and word not in _SAME:
            self.notices.append(f"'{text:.40}' is no status that we know; the activity is open.")
        return _SAME.get(word, "open")
