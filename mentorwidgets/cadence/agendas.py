"""A small agenda for each meeting: what was promised, a goal, one topic, the next step, the next date (CA10, CA17)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from mentorwidgets.cadence.seasons import REVIEW_WORDS, content
from mentorwidgets.cadence.words import day_words
from mentorwidgets.model import Meeting, Plan, Promise, Talk, Task

CLOSING_LINES: Mapping[str, str] = content()["closing"]
_WHO = {"mentor": "the mentor", "mentee": "the mentee", "both": "both of you"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """One line of an agenda: what kind it is, and its words."""

    kind: Literal["promise", "goal", "topic", "review", "closing", "point", "next step", "next date"]
    words: str


def agenda(plan: Plan, meeting_id: str, talks: Mapping[str, Talk], goals: Sequence[str] = ()) -> tuple[AgendaLine, ...]:
    """Draft the agenda of a meeting; what the pair wrote themselves counts before what we suggest.

    Args:
        plan: the plan of the pair.
        meeting_id: which meeting; an unknown one has an empty agenda.
        talks: what the pair talks about, by meeting.
        goals: the goals of their expectations, for when they set none here.
    """
    meeting = plan.meeting(meeting_id)
    if meeting is None:
        return ()
    own = talks.get(meeting_id, Talk())
    goal = own.goal or (goals[0] if goals else "What would make this hour worth while?")
    lines = [AgendaLine(kind="promise", words=_promise_words(one)) for one in last_promises(plan, meeting_id, talks)]
    lines.append(AgendaLine(kind="goal", words=goal))
    if own.topic or meeting.topic:
        lines.append(AgendaLine(kind="topic", words=own.topic or meeting.topic))
    if meeting.review:
        lines.append(AgendaLine(kind="review", words=REVIEW_WORDS[meeting.review]))
    lines += (AgendaLine(kind="point", words=point) for point in own.points)
    return (*lines, *_ending(plan, meeting, own))


def last_promises(plan: Plan, meeting_id: str, talks: Mapping[str, Talk]) -> tuple[Promise, ...]:
    """What is still open of all that was promised before a meeting, the oldest first."""
    return tuple(promise for name, _, promise in _promises(plan, talks, before=meeting_id) if not promise.done)


def tasks(plan: Plan, talks: Mapping[str, Talk]) -> tuple[Task, ...]:
    """The promises of a plan as things that are due, for a calendar and the overview."""
    return tuple(
        Task(id=f"{plan.series}/{name}/{number}", what=promise.what, due=promise.due, done=promise.done)
        for name, number, promise in _promises(plan, talks)
    )


def _promises(plan: Plan, talks: Mapping[str, Talk], before: str = "") -> Iterator[tuple[str, int, Promise]]:
    for meeting in plan.meetings:
        if meeting.id == before:
            return
        for number, promise in enumerate(talks.get(meeting.id, Talk()).promises):
            yield meeting.id, number, promise


def _promise_words(promise: Promise) -> str:
    due = f" (by {day_words(dt.date.fromisoformat(promise.due))})" if promise.due else ""
    return f"Promised by {_WHO[promise.who]}: {promise.what}{due}"


def _ending(plan: Plan, meeting: Meeting, own: Talk) -> Iterator[AgendaLine]:
    if meeting.is_closing:
        for words in CLOSING_LINES.values():
            yield AgendaLine(kind="closing", words=words)
        return
    yield AgendaLine(kind="next step", words=own.next_step or "Who does what until next time?")
    following = next((one for one in plan.held() if one.start() > meeting.start()), None)
    if following:
        start = following.start()
        yield AgendaLine(kind="next date", words=f"We meet again on {day_words(start.date())}, {start:%H:%M}.")
