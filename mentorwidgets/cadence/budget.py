"""Protected hours against planned meetings, month by month, in words (CA2)."""

from __future__ import annotations

import dataclasses
from collections import Counter

from mentorwidgets.cadence.words import MONTHS, length_words, many
from mentorwidgets.model import Plan


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MonthHours:
    """One month of a plan: ``minutes`` planned, ``over`` the protected ones (negative: left), and a sentence."""

    year: int
    month: int
    meetings: int
    minutes: int
    over: int
    words: str

    def is_over(self) -> bool:
        """Whether more is planned than protected."""
        return self.over > 0


def hours_by_month(plan: Plan, *, preparation: int = 0) -> tuple[MonthHours, ...]:
    """Check a plan against its protected hours.

    Args:
        plan: its cadence says the hours; 0 means that none are agreed, and nothing is checked.
        preparation: minutes that each meeting takes besides itself.
    """
    minutes: Counter[tuple[int, int]] = Counter()
    meetings: Counter[tuple[int, int]] = Counter()
    for meeting in plan.held():
        month = (meeting.start().year, meeting.start().month)
        minutes[month] += meeting.minutes + preparation
        meetings[month] += 1
    agreed = round(plan.cadence.hours * 60)
    return tuple(_month(month, meetings[month], minutes[month], agreed) for month in sorted(minutes)) if agreed else ()


def budget_words(plan: Plan, *, preparation: int = 0) -> str:
    """The whole check in a sentence or two."""
    months = hours_by_month(plan, preparation=preparation)
    if not months:
        return "No protected hours are agreed yet." if plan.held() else ""
    over = [month for month in months if month.is_over()]
    agreed = length_words(round(plan.cadence.hours * 60))
    if not over:
        fullest = max(months, key=lambda month: month.minutes)
        left = -fullest.over
        spare = f"the fullest month leaves {length_words(left)}" if left else "the fullest month uses all of it"
        return f"Within {agreed} a month: {spare}."
    worst = max(over, key=lambda month: month.over)
    name = f"{MONTHS[worst.month - 1]} {worst.year}"
    others = f", and {many(len(over) - 1, 'other month')} too" if len(over) > 1 else ""
    return f"Over {agreed} a month: {name} by {length_words(worst.over)}{others}."


def _month(month: tuple[int, int], meetings: int, minutes: int, agreed: int) -> MonthHours:
    over = minutes - agreed
    held = f"{many(meetings, 'meeting')}, {length_words(minutes)} of {length_words(agreed)}"
    verdict = "all of it" if over == 0 else f"{'over by' if over > 0 else 'within, left'} {length_words(abs(over))}"
    return MonthHours(
        year=month[0], month=month[1], meetings=meetings, minutes=minutes, over=over, words=f"{held}: {verdict}."
    )
