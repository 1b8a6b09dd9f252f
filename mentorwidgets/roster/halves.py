"""Columns that hold only days or only times, and which of them belong together for certain.

What a column holds is decided by its many cells, not by all: free text always holds an odd one.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from mentorwidgets.roster.negations import (
    asks_else,
    asks_for_free_times,
    asks_when_free,
    is_at_work,
    is_call,
    is_negated,
)
from mentorwidgets.roster.tables import Table
from mentorwidgets.roster.ticks import is_blank, is_ticked
from mentorwidgets.roster.unsaid import says_empty, says_nothing
from mentorwidgets.roster.week import MEANS, UNKNOWN, Token, tokens_of
from mentorwidgets.roster.words import plain_words

if TYPE_CHECKING:
    from mentorwidgets.roster.guess import ColumnGuess

Kind = Literal["days", "times", "time", "number", "both", "mixed", ""]
PARTS = ("days", "times", "until")
"""What a column of free times is that was joined with others, in the order in which their cells are taken."""
_HALF: tuple[Kind, ...] = ("days", "times", "time")
_MOST: tuple[tuple[Kind, tuple[Kind, ...]], ...] = (
    ("days", ("days",)),
    ("time", ("time",)),
    ("number", ("number",)),
    ("times", ("times", "time")),
    ("both", ("both",)),
    ("mixed", (*_HALF, "both")),
)
_UNTIL = re.compile(
    r"\b(until|till|til|to$|end|ends|ending|finish\w*|latest|(?:no )?later(?: than)?|before|leav\w*|bis|ende|"
    r"spatestens|hasta|salida|fin|jusqu a|jusqua|tot|ate|depart|a$)\b"
)
_FROM = re.compile(
    r"\b(from|start|starts|starting|begin\w*|earliest|(?:no )?earlier(?: than)?|after|arriv\w*|ab|von|fruhestens|"
    r"ankunft|desde|llegada|inicio|debut|van|^de|de$)\b"
)
_TIMES = re.compile(
    r"\b(times?|hours?|schedule|uhrzeit\w*|zeit\w*|heures?|horaires?|horas?|horario\w*|tijd\w*|uren|orari)\b"
)
_ROLE = re.compile(r"\b(mentor|mentee|protege)")
_LONGEST, _FIRST, _SOME = 100, 20, 300
_LENGTH = re.compile(r"\d ?(h|u|hrs|heures)$", re.IGNORECASE)


def _of_two_roles(headers: Sequence[str]) -> set[int]:
    """Columns that ask the same of mentors and of mentees: what one of them says goes with nothing of the other."""
    named = {at: found[1] for at, header in enumerate(headers) if (found := _ROLE.search(plain_words(header)))}
    return set(named) if len(set(named.values())) > 1 else set()


class Halves:
    """The columns of a table of which nothing is settled but that they may say when somebody is free."""

    def __init__(self, table: Table, guesses: Sequence[ColumnGuess], said: frozenset[int]) -> None:
        self.headers = table.headers
        self.columns = table.columns
        apart = _of_two_roles(table.headers)
        free = [at for at, one in enumerate(guesses) if one.field == "availability" and not one.how]
        notes = [at for at, one in enumerate(guesses) if not one.field and not one.how and at not in said]
        self.free, self.notes = ([at for at in some if at not in apart] for some in (free, notes))
        grid = [at for at, one in enumerate(guesses) if one.field == "availability" and one.how == "hours"]
        self.grid = _ticked_half([(guesses[at].topic, table.columns[at]) for at in grid])
        self.whole = bool(grid) and not self.grid  # whether days and times stand together somewhere
        self.ticked = [at for at in grid if at not in said] if self.grid else []
        self.against = False  # whether another column says when not

    def parts(self) -> dict[int, str]:
        """What each is of the columns that are halves (see `PARTS`), or blank where nobody said what goes with what."""
        kinds = {at: kind_of(self.columns[at]) for at in self.free}
        days = [at for at, kind in kinds.items() if kind == "days"]
        times = [at for at, kind in kinds.items() if kind in ("times", "time")]
        if self.ticked and (days if self.grid == "days" else times):
            return {}
        has = {name for name, some in (("days", days), ("times", times), (self.grid, self.ticked)) if some}
        self.whole = self.whole or "both" in kinds.values()
        if has == {"days", "times"}:
            return self._together(days, times, self._ends(times))
        pair = self._mixed()
        if pair or (has and self.whole):
            return pair
        return self._with_others(days, times) if has else self._unsure_pair()

    def unasked(self) -> list[int]:
        """Columns of days and times in a table in which no header asks for free times."""
        if self.free or self.grid or self.whole:
            return []
        kinds = {at: self._beside(at) for at in self.notes}
        return [at for at, kind in kinds.items() if kind in (*_HALF, "both", "mixed") and self._is_near(at, ())]

    def left_over(self, parts: Mapping[int, str]) -> list[int]:
        """Halves beside a column that says both, and "Availability notes" beside days and times that were joined."""
        rest = [(at, kind_of(self.columns[at])) for at in self.free if at not in parts and any(self.columns[at])]
        alone = ("",) if any(parts.values()) else (*_HALF,) if self.whole else ()
        return [at for at, kind in rest if kind in alone]

    def _unsure_pair(self) -> dict[int, str]:
        """Days and times below headers such as "Days" and "Times", which do not say of what they are."""
        likely = {at: self._beside(at) for at in self.notes if is_likely(self.headers[at])}
        pair = [at for at, kind in likely.items() if kind in _HALF]
        return dict.fromkeys(pair, "") if len({likely[at] == "days" for at in pair}) > 1 else {}

    def _with_others(self, days: Sequence[int], times: Sequence[int]) -> dict[int, str]:
        """The other half stands below a header that does not surely ask for free times."""
        turned = {at for at in self.notes if self._is_against(at)}
        self.against = bool(turned)
        wanted = ("days",) if times or self.grid == "times" else ("times", "time")
        open_ = [at for at in self.notes if at not in turned and self._beside(at) in wanted]
        near = [at for at in open_ if self._is_near(at, [*days, *times])]
        sure = [at for at in near if is_likely(self.headers[at])]
        if self.against or (near and not sure):
            return dict.fromkeys((*days, *times, *near, *self.ticked), "")
        if not near:
            return {}
        if wanted == ("days",):
            return self._together(sure, times, self._ends(times))
        ends = [at for at in sure if self._is_end(at)]
        return self._together(days, [at for at in sure if at not in ends], ends)

    def _is_near(self, at: int, free: Sequence[int]) -> bool:
        """Whether a column may be the other half: many say something in it, and more than "always" or "daily"."""
        if not any(map(_names_some, dict.fromkeys(self.columns[at][:_SOME]))):
            return False
        filled = sum(not says_nothing(cell) for cell in self.columns[at])
        most = max((sum(not says_nothing(cell) for cell in self.columns[one]) for one in free), default=0)
        return is_likely(self.headers[at]) or 2 * filled >= most

    def _together(self, days: Sequence[int], times: Sequence[int], ends: Sequence[int]) -> dict[int, str]:
        grids: dict[int, str] = dict.fromkeys(self.ticked, self.grid)
        starts = [at for at in times if at not in ends]
        known = len(days) == (self.grid != "days") and len(starts) == (self.grid != "times") and len(ends) < 2
        lone = not ends and starts and kind_of(self.columns[starts[0]]) == "time"
        spare = [at for at in self.notes if at not in (*days, *times) and self._beside(at) == "time"] if lone else []
        is_open = bool(lone) and _says(_FROM, self.headers[starts[0]])  # nobody said until when
        if known and not spare and not is_open and (not ends or (starts and _says(_FROM, self.headers[starts[0]]))):
            return {
                **dict.fromkeys(days, "days"),
                **dict.fromkeys(starts, "times"),
                **dict.fromkeys(ends, "until"),
                **grids,
            }
        return dict.fromkeys((*days, *times, *ends, *spare, *self.ticked), "")

    def _ends(self, times: Sequence[int]) -> list[int]:
        return [at for at in (*times, *self.notes) if self._is_end(at)]

    def _is_end(self, at: int) -> bool:
        header = self.headers[at]
        return _says(_UNTIL, header) and not _says(_FROM, header) and self._beside(at) == "time"

    def _mixed(self) -> dict[int, str]:
        """Two columns of free times of no one kind: in most rows the one holds days, and the other times."""
        for one, other in itertools.permutations(self.free, 2):
            rows = zip(self.columns[one][:_SOME], self.columns[other][:_SOME], strict=True)
            kinds = [(kind_of_cell(a.strip()), kind_of_cell(b.strip())) for a, b in rows if a.strip() and b.strip()]
            parted = sum(a == "days" and b in ("times", "time") for a, b in kinds)
            if parted and 2 * parted >= len(kinds):
                return {one: "days", other: "times"}
            if parted and not self.whole:
                return {one: "", other: ""}
        return {}

    def _beside(self, at: int) -> Kind:
        """What a column holds; bare numbers are times only where the header says so."""
        kind = kind_of(self.columns[at])
        if kind == "number" and is_likely(self.headers[at]):
            return "time" if _is_bound(self.headers[at]) else kind
        if kind == "times" and not _asks_when(self.headers[at]):
            return kind if any(map(_is_sure_time, dict.fromkeys(self.columns[at][:_SOME]))) else "number"
        return kind

    def _is_against(self, at: int) -> bool:
        """Whether a column says when not: its header is turned round, and it speaks of days or times."""
        header = self.headers[at]
        if not (is_negated(header) or is_at_work(header)):
            return False
        kind = kind_of(self.columns[at])
        return kind in (*_HALF, "both", "mixed") or (kind == "number" and _is_bound(header))


def asking(table: Table, guesses: Sequence[ColumnGuess], said: frozenset[int]) -> Iterator[int]:
    """Columns whose words ask for free times and nothing else, and whose cells are days or times."""
    for at, (one, header) in enumerate(zip(guesses, table.headers, strict=True)):
        is_open = table.named and not one.field and not one.how and at not in said
        if is_open and asks_for_free_times(header) and kind_of(table.columns[at]) in (*_HALF, "both", "mixed"):
            yield at


def is_likely(header: str) -> bool:
    """Whether a header holds no word but those of free times, and of from and until when.

    >>> is_likely("Start"), is_likely("Preferred day"), is_likely("Lunch")
    (True, True, False)
    """
    rest = _FROM.sub(" ", _UNTIL.sub(" ", plain_words(header)))
    return not is_negated(header) and not is_at_work(header) and not is_call(header) and asks_when_free(rest)


def kind_of(column: Sequence[str]) -> Kind:
    """What two thirds of the cells of a column are that say something; "both" where they are days and times mixed."""
    said = (cell.strip() for cell in column if not says_nothing(cell) and not says_empty(cell))
    filled = list(itertools.islice(said, _SOME))
    if not any(map(kind_of_cell, filled[:_FIRST])):
        return ""
    counts = Counter(map(kind_of_cell, filled))
    return next(
        (kind for kind, some in _MOST if filled and 3 * sum(counts[one] for one in some) >= 2 * len(filled)), ""
    )


@functools.lru_cache(maxsize=8192)
def kind_of_cell(cell: str) -> Kind:
    """What a cell holds; blank where it holds a word that we do not know.

    >>> [kind_of_cell(cell) for cell in ("Mon, Wed", "9-11", "9:00", "2", "Mon 9-11", "Maps")]
    ['days', 'times', 'time', 'number', 'both', '']
    """
    tokens = tokens_of(cell) if len(cell) <= _LONGEST else []
    kinds = {token.kind for token in tokens}
    if not kinds & set(MEANS) or kinds & set(UNKNOWN):
        return ""
    if "day" in kinds:
        return "both" if kinds & {"time", "part", "any"} else "days"
    return _one_time(tokens[0]) if len(tokens) == 1 and tokens[0].kind == "time" else "times"


def _one_time(token: Token) -> Kind:
    """A time alone; "2 h" is rather a length, and 10:32 the moment when a form was sent."""
    assert token.clock is not None
    if token.clock.at % 5:
        return ""
    is_length = _LENGTH.search(token.text) is not None and token.clock.at <= 240
    return "number" if token.clock.bare or is_length else "time"


def _ticked_half(parts: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Whether a week of ticks names only days, or only times, in its headers."""
    kinds = {kind_of_cell(topic) for topic, _ in parts}
    if not kinds or not (kinds == {"days"} or kinds <= {"times", "time"}):
        return ""
    only = all(is_blank(cell) or is_ticked(cell, topic) for topic, column in parts for cell in dict.fromkeys(column))
    return ("days" if kinds == {"days"} else "times") if only else ""


def _names_some(cell: str) -> bool:
    """Whether a cell names one day, some days or some time: "daily" is none, and "L" a size."""
    tokens = tokens_of(cell) if len(cell) <= _LONGEST else []
    return any(
        token.kind in ("time", "part") or (token.kind == "day" and len(token.days) < 7 and len(token.text) > 1)
        for token in tokens
    )


def _is_sure_time(cell: str) -> bool:
    """Whether a cell holds more of a time than a bare number."""
    tokens = tokens_of(cell) if len(cell) <= _LONGEST else []
    return any(token.kind == "part" or (token.clock is not None and not token.clock.bare) for token in tokens)


def _asks_when(header: str) -> bool:
    """Whether a header speaks of times, and not of how many hours."""
    return is_likely(header) or (_says(_TIMES, header) and not asks_else("availability", header, ""))


def _is_bound(header: str) -> bool:
    return _says(_FROM, header) or _says(_UNTIL, header)


def _says(words: re.Pattern[str], header: str) -> bool:
    return words.search(plain_words(header)) is not None
