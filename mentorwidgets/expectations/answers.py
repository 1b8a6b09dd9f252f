"""What an answer to each type of question may be, and how it reads in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from mentorwidgets.model import AnswerGiven, Question

LONGEST = 20_000  # letters of one text
MOST_LINES = 100  # of a list or a table
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YES_NO = ("yes", "no", "as agreed")
LEFT_OPEN = "We decided to leave this open."
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def refuse_answer(question: Question, given: AnswerGiven) -> str | None:
    """Say in words why this cannot be the answer to this question, or None when it can."""
    if question.locked and given.open:
        return "The program asks for an answer here. It cannot be left open."
    if given.type not in ("", question.type):
        return "This question has changed since. Reload the page."
    if given.answer is None:
        return None if given.open else "There is no answer here. To take one away, remove it."
    return _CHECKS[question.type](question, given.answer)


def is_blank(given: AnswerGiven | None) -> bool:
    """Whether nothing was said: no answer, or one without a word in it."""
    return given is None or (not given.open and _is_empty(given.answer))


def words_of(given: AnswerGiven | None) -> str:
    """An answer as one readable text, by the type that it was given to, whatever became of its question.

    >>> words_of(AnswerGiven(answer={"days": ["Monday"], "from": "09:00", "to": "12:00"}, type="hours"))
    'Monday, 09:00 to 12:00'
    """
    if given is None:
        return ""
    said = "" if _is_empty(given.answer) else _WORDS.get(given.type, _plain_words)(given.answer)
    return " ".join(filter(None, (said, LEFT_OPEN if given.open else "")))


def _is_empty(answer: Any) -> bool:
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, Mapping):
        return all(_is_empty(part) for part in answer.values())
    if isinstance(answer, (list, tuple)):
        return all(_is_empty(part) for part in answer)
    return answer is None or answer is False


def _check_text(_question: Question, answer: Any) -> str | None:
    if not isinstance(answer, str):
        return "The answer should be text."
    return f"The answer is longer than {LONGEST} letters. Please shorten it." if len(answer) > LONGEST else None


def _check_one_of(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, str) or len(answer) > LONGEST:
        return "Please choose one of the answers."
    return None if answer in question.options or question.other else "Please choose one of the answers."


def _check_several_of(question: Question, answer: Any) -> str | None:
    if why := _check_texts(answer):
        return why
    if len(set(answer)) != len(answer):
        return "Each answer can be chosen once."
    if question.up_to and len(answer) > question.up_to:
        return f"Please choose {question.up_to} at most."
    strange = [text for text in answer if text not in question.options]
    return "Please choose among the answers." if len(strange) > int(question.other) else None


def _check_yes_no(_question: Question, answer: Any) -> str | None:
    return None if answer in YES_NO else "Please choose yes, no or as agreed."


def _check_ranking(question: Question, answer: Any) -> str | None:
    if why := _check_texts(answer):
        return why
    if len(set(answer)) != len(answer) or not set(answer) <= set(question.options):
        return "Each answer has one place in the order."
    return None


def _check_rank_grid(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, Mapping) or not set(answer) <= set(question.rows):
        return "These are not the rows of this question. Reload the page."
    fits = all(value in question.options for value in answer.values())
    return None if fits else "Please choose one of the answers in each row."


def _check_number(question: Question, answer: Any) -> str | None:
    if isinstance(answer, bool) or not isinstance(answer, (int, float)) or answer != answer:  # noqa: PLR0124  NaN
        return "The answer should be a number."
    low, high = question.lowest, question.highest
    if (low is not None and answer < low) or (high is not None and answer > high):
        return f"The number should be {_bounds(low, high)}."
    return None


def _bounds(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"{low:g} or more" if low is not None else f"{high:g} or less"
    return f"between {low:g} and {high:g}"


def _check_hours(_question: Question, answer: Any) -> str | None:
    if not isinstance(answer, Mapping) or not set(answer) <= {"days", "from", "to"}:
        return "Please give days and hours."
    days, begin, end = answer.get("days") or [], answer.get("from") or "", answer.get("to") or ""
    if not isinstance(days, list) or not all(day in DAYS for day in days) or len(set(days)) != len(days):
        return "Please choose days of the week."
    times = [time for time in (begin, end) if time]
    if not all(isinstance(time, str) and _TIME.fullmatch(time) for time in times):
        return "A time should look like 09:30."
    return "The end should be after the beginning." if len(times) == 2 and end <= begin else None


def _check_date(_question: Question, answer: Any) -> str | None:
    try:
        return None if answer == "" or dt.date.fromisoformat(answer).isoformat() == answer else _DATE
    except (TypeError, ValueError):
        return _DATE


def _check_list(question: Question, answer: Any) -> str | None:
    return _check_texts(answer) or _too_many(question, answer)


def _check_rows(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(row, Mapping) for row in answer):
        return "The answer should be a table."
    for row in answer:
        if not set(row) <= set(question.columns) or _check_texts(list(row.values())):
            return "These are not the columns of this question. Reload the page."
    return _too_many(question, answer)


def _too_many(question: Question, answer: list[Any]) -> str | None:
    most = question.up_to or MOST_LINES
    return f"Please keep it to {most} lines." if len(answer) > most else None


def _check_sentence(question: Question, answer: Any) -> str | None:
    if why := _check_texts(answer):
        return why
    blanks = question.blanks.count("___")
    return None if len(answer) <= blanks else "This sentence has fewer blanks. Reload the page."


def _check_texts(answer: Any) -> str | None:
    if not isinstance(answer, list) or not all(isinstance(text, str) for text in answer):
        return "The answer should be a list of texts."
    too_long = sum(map(len, answer)) > LONGEST
    return f"The answer is longer than {LONGEST} letters. Please shorten it." if too_long else None


def _check_consent(_question: Question, answer: Any) -> str | None:
    return None if isinstance(answer, bool) else "The answer is a yes, or nothing."


def _plain_words(answer: Any) -> str:
    if isinstance(answer, Mapping):
        return "; ".join(f"{name}: {_plain_words(value)}" for name, value in answer.items() if not _is_empty(value))
    if isinstance(answer, list):
        return "; ".join(_plain_words(part) for part in answer if not _is_empty(part))
    if isinstance(answer, bool):
        return "Yes" if answer else "No"
    return number_words(answer) if isinstance(answer, (int, float)) else str(answer)


def number_words(number: float) -> str:
    """A number without needless zeros, however large.

    >>> number_words(2.50), number_words(1234567)
    ('2.5', '1234567')
    """
    short = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _hours_words(answer: Any) -> str:
    days = ", ".join(answer.get("days") or ())
    begin, end = answer.get("from") or "", answer.get("to") or ""
    both = f"{begin} to {end}" if begin and end else ""
    return ", ".join(filter(None, (days, both or (f"from {begin}" if begin else f"until {end}" if end else ""))))


def _numbered(answer: Any) -> str:
    return "\n".join(f"{place}. {text}" for place, text in enumerate(answer, 1))


def _lines(answer: Any) -> str:
    return "\n".join(f"- {_plain_words(line)}" for line in answer if not _is_empty(line))


_DATE = "A date should look like 2026-03-31."
_CHECKS: Mapping[str, Callable[[Question, Any], str | None]] = {
    "text": _check_text,
    "paragraph": _check_text,
    "one-of": _check_one_of,
    "several-of": _check_several_of,
    "scale": _check_one_of,
    "ranking": _check_ranking,
    "rank-grid": _check_rank_grid,
    "yes-no": _check_yes_no,
    "number": _check_number,
    "hours": _check_hours,
    "date": _check_date,
    "list": _check_list,
    "rows": _check_rows,
    "sentence": _check_sentence,
    "consent": _check_consent,
}
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "hours": _hours_words,
    "ranking": _numbered,
    "list": _lines,
    "rows": _lines,
    "rank-grid": lambda answer: "\n".join(f"- {row}: {choice}" for row, choice in answer.items()),
}
