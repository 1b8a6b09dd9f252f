"""Two answers beside each other: where they fit, what to talk about, in words. Never a score (EX1, EX27, EX28)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Literal

from mentorwidgets.expectations.answers import is_blank, number_words, words_of
from mentorwidgets.model import AnswerGiven, Form, Question

Standing = Literal["aligned", "discuss", "open"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One question with both answers.

    ``standing``: ``aligned``, ``discuss``, or ``open`` when somebody said nothing or wants to leave it open.
    ``words``: the difference in a sentence.
    """

    question: str
    standing: Standing
    words: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All comparisons of a form, and how many of each standing."""

    comparisons: tuple[Comparison, ...]

    def count(self, standing: Standing) -> int:
        """How many questions stand so."""
        return sum(one.standing == standing for one in self.comparisons)

    def words(self) -> str:
        """The summary in one line."""
        counts = [self.count(standing) for standing in ("aligned", "discuss", "open")]
        return "{} aligned, {} to discuss, {} open".format(*counts)


def compare(form: Form, mentor: Mapping[str, AnswerGiven], mentee: Mapping[str, AnswerGiven]) -> Alignment:
    """Compare the answers of two sides, question by question.

    Args:
        form: the questions, in their order.
        mentor: question id -> what the mentor answered.
        mentee: question id -> what the mentee answered.
    """
    return Alignment(
        comparisons=tuple(
            _comparison(question, mentor.get(question.id), mentee.get(question.id)) for question in form.questions
        )
    )


def _comparison(question: Question, mentor: AnswerGiven | None, mentee: AnswerGiven | None) -> Comparison:
    standing, words = _standing(question, mentor, mentee)
    return Comparison(question=question.id, standing=standing, words=words)


def _standing(question: Question, mentor: AnswerGiven | None, mentee: AnswerGiven | None) -> tuple[Standing, str]:
    if mentor is None or mentee is None or is_blank(mentor) or is_blank(mentee):
        return "open", _silence(is_blank(mentor), is_blank(mentee))
    if mentor.open or mentee.open:
        both = mentor.open and mentee.open
        return "open", "Both of you would leave this open." if both else "One of you would leave this open."
    if mentor.type != question.type or mentee.type != question.type:
        # The question has another type now: what was said is shown as it was.
        same = words_of(mentor) == words_of(mentee)
        return ("aligned", _SAME) if same else ("discuss", _DIFFERENT)
    return _BY_TYPE.get(question.type, _texts)(question, mentor.answer, mentee.answer)


def _silence(no_mentor: bool, no_mentee: bool) -> str:
    if no_mentor and no_mentee:
        return "Neither of you has answered this."
    return "Only the mentee has answered this." if no_mentor else "Only the mentor has answered this."


def _texts(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    same = _folded(mentor) == _folded(mentee)
    return ("aligned", _SAME) if same else ("discuss", _DIFFERENT)


def _folded(answer: Any) -> Any:
    if isinstance(answer, str):
        return " ".join(answer.upper().lower().split())  # what JavaScript can do as well: the page says the same
    if isinstance(answer, list):
        return [_folded(part) for part in answer]
    if isinstance(answer, Mapping):
        return {name: _folded(part) for name, part in answer.items()}
    return answer


def _choices(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    if mentor == mentee:
        return "aligned", f"Both of you say: {mentor}."
    return "discuss", f"The mentor says: {mentor}. The mentee says: {mentee}."


def _scale(question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    points = question.options
    if mentor == mentee or mentor not in points or mentee not in points:
        return _choices(question, mentor, mentee)
    apart = abs(points.index(mentor) - points.index(mentee))
    words = f"The mentor says: {mentor}. The mentee says: {mentee}. "
    steps = "That is one step apart." if apart == 1 else f"That is {apart} steps apart."
    return ("aligned" if apart == 1 else "discuss"), words + steps


def _sets(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    ours, theirs = _by_fold(mentor), _by_fold(mentee)
    both = [ours[text] for text in ours if text in theirs]
    only_mentor = [ours[text] for text in ours if text not in theirs]
    only_mentee = [theirs[text] for text in theirs if text not in ours]
    parts = (("Both", both), ("Only the mentor", only_mentor), ("Only the mentee", only_mentee))
    words = " ".join(f"{who}: {', '.join(texts)}." for who, texts in parts if texts)
    return ("discuss" if only_mentor or only_mentee else "aligned"), words


def _by_fold(texts: list[str]) -> dict[Any, str]:
    return {_folded(text): text for text in texts if text.strip()}


def _ranking(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    if mentor == mentee:
        return "aligned", "Your orders are the same."
    if mentor[0] == mentee[0]:
        return "aligned", f"Both of you put {mentor[0]} first. The rest differs."
    return "discuss", f"The mentor puts {mentor[0]} first. The mentee puts {mentee[0]} first."


def _grid(question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    differ = [row for row in question.rows if mentor.get(row) != mentee.get(row)]
    if not differ:
        return "aligned", _SAME
    words = [
        f"{row}: the mentor says {mentor.get(row) or 'nothing'}, the mentee says {mentee.get(row) or 'nothing'}."
        for row in differ
    ]
    return "discuss", " ".join(words)


def _numbers(question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    unit = f" {question.unit}" if question.unit else ""
    if mentor == mentee:
        return "aligned", f"Both of you say {number_words(mentor)}{unit}."
    said, apart = (number_words(mentor), number_words(mentee)), number_words(abs(mentor - mentee))
    return "discuss", f"The mentor says {said[0]}, the mentee says {said[1]}{unit}. That is {apart} apart."


def _dates(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    if mentor == mentee:
        return "aligned", f"Both of you say {mentor}."
    apart = abs((dt.date.fromisoformat(mentor) - dt.date.fromisoformat(mentee)).days)
    days = "1 day" if apart == 1 else f"{apart} days"
    return "discuss", f"The mentor says {mentor}, the mentee says {mentee}. That is {days} apart."


def _hours(_question: Question, mentor: Any, mentee: Any) -> tuple[Standing, str]:
    days = [day for day in mentor.get("days") or () if day in (mentee.get("days") or ())]
    begin = max(mentor.get("from") or "00:00", mentee.get("from") or "00:00")
    end = min(mentor.get("to") or "24:00", mentee.get("to") or "24:00")
    if not days or begin >= end:
        return "discuss", "There is no time that fits both of you yet."
    shared = f"{', '.join(days)}, {begin} to {end}"
    return ("aligned" if _folded(mentor) == _folded(mentee) else "discuss"), f"You share {shared}."


_SAME = "Your answers are the same."
_DIFFERENT = "Your answers differ. Read them beside each other."
_BY_TYPE: Mapping[str, Callable[[Question, Any, Any], tuple[Standing, str]]] = {
    "one-of": _choices,
    "yes-no": _choices,
    "scale": _scale,
    "several-of": _sets,
    "list": _sets,
    "ranking": _ranking,
    "rank-grid": _grid,
    "number": _numbers,
    "date": _dates,
    "hours": _hours,
}
