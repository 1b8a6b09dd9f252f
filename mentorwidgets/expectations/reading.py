"""Words back to an answer: what a person wrote into a document by hand, by the type of its question. Source: EX21."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mentorwidgets.errors import FormError
from mentorwidgets.expectations.answers import DAYS, LEFT_OPEN, YES_NO, refuse_answer
from mentorwidgets.model import AnswerGiven, Question

_BULLET = re.compile(r"^\s*(?:[-*+\u2022\u2013]|\d+[.)])\s+")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d{1,2})?")
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
_HOURS = re.compile(rf"(?:{'|'.join(DAYS)})s?|\d{{1,2}}:\d{{2}}|from|to|until|and|[\s,\u2013-]", re.IGNORECASE)


def answer_from_words(question: Question, words: str, side: str = "mentee") -> AnswerGiven | None:
    """Read an answer from words as `words_of` writes them, or as a person would.

    >>> length = Question(id="length", type="number", mentor="How long?", mentee="How long?", unit="minutes")
    >>> answer_from_words(length, "45 minutes").answer
    45.0

    Args:
        question: what was asked; its type says what the words may be.
        words: what stands in the document; None comes of no words.
        side: whose wording of the question is kept with the answer.

    Raises:
        FormError: they cannot be an answer to this question; says what can.
    """
    is_open = LEFT_OPEN in words
    said = words.replace(LEFT_OPEN, "").strip()
    if not said and not is_open:
        return None
    answer = _READS.get(question.type, _text)(question, said) if said else None
    given = AnswerGiven(answer=answer, open=is_open, asked=question.asked(side), type=question.type)
    if why := refuse_answer(question, given):
        raise FormError(why.removesuffix(" Reload the page."), _mend(question))
    return given


def _mend(question: Question) -> str:
    if question.options:
        return f"It can be: {'; '.join(question.options)}."
    return _LOOKS.get(question.type, "")


def _text(question: Question, words: str) -> str:
    return " ".join(words.split()) if question.type == "text" else words


def _items(words: str) -> list[str]:
    return [text for line in words.splitlines() if (text := _BULLET.sub("", line).strip())]


def _parts(words: str) -> list[str]:
    return [text for part in re.split(r"[;\n]", words) if (text := _BULLET.sub("", part).strip())]


def _like(text: str, known: Sequence[str]) -> str:
    return next((one for one in known if one.casefold() == text.casefold()), text)


def _choice(question: Question, words: str) -> str:
    return _like(" ".join(words.split()), question.options)


def _choices(question: Question, words: str) -> list[str]:
    return [_like(text, question.options) for text in _parts(words)]


def _order(question: Question, words: str) -> list[str]:
    return [_like(text, question.options) for text in _items(words)]


def _number(question: Question, words: str) -> float | str:
    bare = words.removesuffix(question.unit).strip() if question.unit else words
    return float(bare.replace(",", ".")) if _NUMBER.fullmatch(bare) else words


def _hours(_question: Question, words: str) -> dict[str, Any] | str:
    times = [time.rjust(5, "0") for time in _TIME.findall(words)]
    if _HOURS.sub("", words) or len(times) > 2:
        return words
    days = [day for day in DAYS if day.casefold() in words.casefold()]
    is_end = len(times) == 1 and "until" in words.casefold()
    begin, end = ("", times[0]) if is_end else (*times, "", "")[:2]
    return {"days": days, "from": begin, "to": end}


def _grid(question: Question, words: str) -> dict[str, str]:
    pairs = [line.rpartition(":")[::2] for line in _items(words)]
    return {_like(row.strip(), question.rows): _like(said.strip(), question.options) for row, said in pairs}


def _rows(question: Question, words: str) -> list[dict[str, str]]:
    names = "|".join(re.escape(name) for name in sorted(question.columns, key=len, reverse=True))
    cell = re.compile(rf"(?:^|;\s*)({names}):\s*", re.IGNORECASE)
    return [_row(cell, question, line) for line in _items(words)]


def _row(cell: re.Pattern[str], question: Question, line: str) -> dict[str, str]:
    before, *found = cell.split(line)
    cells = {_like(name, question.columns): said.strip() for name, said in zip(found[::2], found[1::2], strict=True)}
    return {question.columns[0]: before.strip(), **cells} if before.strip() else cells


def _blanks(question: Question, words: str) -> list[str] | str:
    parts = _parts(words)
    return parts if len(parts) == question.blanks.count("___") else words


def _yes(_question: Question, words: str) -> bool | str:
    return {"yes": True, "no": False}.get(words.casefold().rstrip("."), words)


_READS: Mapping[str, Callable[[Question, str], Any]] = {
    "one-of": _choice,
    "scale": _choice,
    "several-of": _choices,
    "yes-no": lambda _question, words: _like(words, YES_NO),
    "number": _number,
    "hours": _hours,
    "list": lambda _question, words: _items(words),
    "rows": _rows,
    "ranking": _order,
    "rank-grid": _grid,
    "sentence": _blanks,
    "consent": _yes,
}
_LOOKS: Mapping[str, str] = {
    "number": "Write a number, such as 4.5.",
    "hours": "Write it like: Monday, Tuesday, 09:00 to 12:00.",
    "rows": "Write the name of the column before each part, such as: - Goal: A plan; By when: May.",
    "sentence": "Write what stands in each blank, with ; between them.",
    "consent": "Write Yes, or nothing.",
}
