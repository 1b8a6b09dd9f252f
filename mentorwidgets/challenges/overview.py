"""A challenges worksheet in numbers and words: what is due, what is unfinished, which themes come back (CH4, CH12)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorwidgets.challenges.rows import Scope, challenges_of, is_unfinished, split_key
from mentorwidgets.model import Activity, Challenge, key_parts

SOON = 14  # days
_OVER = ("done", "dropped")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One activity with what it is for. ``key``: row, help and activity."""

    key: tuple[str, str, str]
    barrier: str
    help: str
    activity: Activity

    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.activity.plan.status in _OVER


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts, what is due, and two sentences for a landing page."""

    rows: int
    open: int
    overdue: int
    due_soon: int
    over: int
    done: str
    next: str
    due: tuple[str, ...]


def actions_of(rows: Iterable[Challenge]) -> tuple[Action, ...]:
    """Return all activities, those with the nearest date first."""
    found = [
        Action(key=(row.id, one.id, activity.id), barrier=row.barrier, help=one.text, activity=activity)
        for row in rows
        for one in row.helps
        for activity in one.activities
        if activity.text.strip()
    ]
    return tuple(sorted(found, key=lambda action: (action.activity.plan.due or "9999", action.key)))


def summary(fields: Mapping[str, Any], today: dt.date, scope: Scope = ()) -> Summary:
    """Say how a worksheet stands.

    Args:
        fields: key -> value.
        today: the day from which dates are counted.
        scope: whose rows.
    """
    rows = challenges_of(fields, scope)
    actions = actions_of(rows)
    left = [action for action in actions if not action.is_over()]
    dated = [(dt.date.fromisoformat(action.activity.plan.due), action) for action in left if action.activity.plan.due]
    overdue = [action for due, action in dated if due < today]
    soon = [action for due, action in dated if today <= due <= today + dt.timedelta(days=SOON)]
    return Summary(
        rows=len(rows),
        open=len(left),
        overdue=len(overdue),
        due_soon=len(soon),
        over=len(actions) - len(left),
        done=_done(len(rows), len(left)),
        next=_next(rows, overdue, soon),
        due=tuple(f"{action.activity.plan.due}: {action.activity.text.strip()}" for action in (*overdue, *soon)),
    )


def _done(rows: int, left: int) -> str:
    if not rows:
        return "No challenge is written down yet."
    words = "1 challenge" if rows == 1 else f"{rows} challenges"
    return f"{words} with {'1 open activity' if left == 1 else f'{left} open activities'}."


def _next(rows: Sequence[Challenge], overdue: Sequence[Action], soon: Sequence[Action]) -> str:
    if overdue:
        return f"Look at what waits: {overdue[0].activity.text.strip()}"
    if soon:
        return f"Coming up: {soon[0].activity.text.strip()}"
    hint = next(filter(None, map(is_unfinished, rows)), "")
    return hint or ("All of it is under way." if rows else "Begin with a card, or with your own words.")


def themes_of(worksheets: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, int, int], ...]:
    """Count themes over programs (CH12): theme, challenges, programs; the most common first, without names.

    Args:
        worksheets: program -> its challenges worksheet; only the program's own rows are counted.
    """
    counts: Counter[str] = Counter()
    programs: Counter[str] = Counter()
    for fields in worksheets.values():
        found = [row.theme for row in challenges_of(_own(fields)) if row.theme]
        counts.update(found)
        programs.update(set(found))
    return tuple(
        (theme, count, programs[theme]) for theme, count in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    )


def _own(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if (place := split_key(key_parts(key))) and not place.scope}
