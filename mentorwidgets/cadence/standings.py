"""How a pair is doing: what took place, a kind word when it is quiet, check-ins while it is stuck (CA11, CA12)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping

from mentorwidgets.cadence.words import day_words, many
from mentorwidgets.model import Meeting, Plan, Talk

QUIET_AFTER = 2  # meetings in a row that did not take place
QUIET_DAYS = 21  # and at least so long without one
_EVERY = 4  # days from one check-in to the next
_CHECK_INS = 3


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a pair stands on a day.

    Args:
        met, moved, missed: meetings that were logged so.
        open: meetings that are over and not logged yet, by id.
        next: the next meeting, by id; empty when there is none.
        is_quiet: whether a friendly word would help. Never a reproach.
        words: one sentence for the pair.
        offer: one sentence for the coordinator, when the pair is quiet.
    """

    met: int
    moved: int
    missed: int
    open: tuple[str, ...]
    next: str
    is_quiet: bool
    words: str
    offer: str = ""


def standing(plan: Plan, now: dt.datetime) -> Standing:
    """Say where a pair stands.

    Args:
        plan: with what was logged.
        now: a moment with a zone.
    """
    past = [meeting for meeting in plan.held() if meeting.end() <= now]
    following = next((meeting for meeting in plan.held() if meeting.start() > now), None)
    logs: Counter[str] = Counter(meeting.log for meeting in plan.held())
    unlogged = tuple(meeting.id for meeting in past if not meeting.log)
    quiet = _is_quiet(past, now)
    return Standing(
        met=logs["met"], moved=logs["moved"], missed=logs["missed"], open=unlogged, is_quiet=quiet,
        next=following.id if following else "", words=_words(plan, logs, unlogged, following, quiet=quiet),
        offer=_OFFER.format(title=plan.title) if quiet else "",
    )  # fmt: skip


def check_ins(plan: Plan, talks: Mapping[str, Talk], now: dt.datetime) -> tuple[dt.date, ...]:
    """The days on which a short hello between two meetings would help: every few days, only while something is stuck.

    Something is stuck when the pair says so at their last meeting, or a promise is overdue. Three hellos at most, and
    none after the next meeting.
    """
    past = [meeting for meeting in plan.held() if meeting.end() <= now]
    if not past:
        return ()
    last = past[-1]
    talk = talks.get(last.id, Talk())
    today = now.astimezone(last.start().tzinfo).date()
    is_overdue = any(one.due and one.due < today.isoformat() and not one.done for one in talk.promises)
    if not talk.stuck and not is_overdue:
        return ()
    end = next((meeting.start().date() for meeting in plan.held() if meeting.start() > now), dt.date.max)
    days = (last.start().date() + dt.timedelta(days=_EVERY * number) for number in range(1, _CHECK_INS + 1))
    return tuple(day for day in days if today <= day < end)


def _is_quiet(past: list[Meeting], now: dt.datetime) -> bool:
    lately = past[-QUIET_AFTER:]
    if len(lately) < QUIET_AFTER or any(meeting.log in ("met", "moved") for meeting in lately):
        return False
    if all(meeting.log == "missed" for meeting in lately):
        return True
    seen = [meeting for meeting in past if meeting.log in ("met", "moved")]
    return (now - (seen[-1] if seen else past[0]).start()).days >= QUIET_DAYS


def _words(plan: Plan, logs: Counter[str], unlogged: tuple[str, ...], following: Meeting | None, *, quiet: bool) -> str:
    if quiet:
        return "It has been quiet for a while. That happens. A short hello is enough to begin again."
    held = logs["met"] + logs["moved"]
    start = following.start() if following else None
    ahead = f" The next one is on {day_words(start.date())}, {start:%H:%M}." if start else ""
    if unlogged:
        return f"Did you meet? {many(len(unlogged), 'meeting')} can be marked.{ahead}"
    if held and not following:
        return f"You met {many(held, 'time')}. Well done!"
    if held:
        return f"You met {many(held, 'time')}.{ahead}"
    return f"{many(len(plan.held()), 'meeting')} planned.{ahead}"


_OFFER = "{title}: it has been quiet here for a while. Would a call or another time help them?"
